"""What `score` tells in brief is what `assess` tells in full."""

import json
import os

import pytest

from lumbago.answers import Region
from lumbago.assessment import MOST_DANGERS, assess, urgency_of
from lumbago.batch.blocks import Scorer
from lumbago.batch.posteriors import has_numba
from lumbago.facts import know
from lumbago.intake import read_answers
from lumbago.network import alarms, points
from lumbago.network.elimination import MOST_STATES, plan
from lumbago.network.model import enter, lanes, odds, stratum
from lumbago.records import as_record
from lumbago.triage import triage
from tests.batch.people_at_random import Record, anything, block_of, plausible

MANY = 3000 if os.environ.get("HYPOTHESIS_PROFILE") == "night" else 80

MANY_SIGNS = (
    "better_moving",
    "better_sitting",
    "course_improving",
    "duration_over_12w",
    "fatigue",
    "morning_stiff_short",
    "night_pain",
    "onset_sudden",
    "pain_dull_ache",
    "pain_severe",
    "poor_sleep",
    "worse_bend_back",
    "worse_bend_forward",
    "worse_lifting",
    "worse_rising_chair",
    "worse_sitting",
    "worse_standing",
    "worse_twist_roll_bed",
    "worse_walking",
)

CAUSE = {"group", "condition", "name", "p", "word"}
DANGER = {"condition", "name", "p", "alarm", "asks_for"}


@pytest.fixture(scope="module", params=["with numba", "without numba"])
def scorer(kb, request):
    """A scorer, compiled or not."""
    is_compiled = request.param == "with numba"
    if is_compiled and not has_numba():
        pytest.skip("numba is not installed")
    return Scorer(kb, compiled=is_compiled)


def scored(scorer, records):
    """The brief records of these people."""
    result = scorer.score(block_of(records))
    assert not result.problems
    return [json.loads(line) for line in result.text.splitlines()]


def brief(whole):
    """The part of a full record that the brief one has."""
    kept = ("id", "knowledge", "urgency", "action", "place", "ranking")
    return {
        **{name: whole[name] for name in kept},
        "reasons": [{name: r[name] for name in ("rule", "urgency")} for r in whole["reasons"]],
        "causes": [{k: v for k, v in c.items() if k in CAUSE} for c in whole["causes"]],
        "dangers": [{k: v for k, v in d.items() if k in DANGER} for d in whole["dangers"]],
    }


def full(kb, records):
    """What the line says of each record in full."""
    for id, record in enumerate(records):
        yield {"id": id, **as_record(kb, assess(kb, read_answers(kb, record)))}


def case_records(kb):
    """Every published case as a record."""
    return [
        {
            "region": case.region.value,
            "age_years": case.age_years,
            "sex": case.sex,
            "setting": case.setting,
            "answers": dict(case.answers),
        }
        for case in kb.cases
    ]


def is_exact(kb, record):
    """Whether nothing is set aside: only then does `infer` agree with `points` to the last digit.

    What `infer` sets aside follows from all its lanes, answers left out among them.
    """
    answers = read_answers(kb, record)
    network = stratum(kb, answers.person.region)
    evidence = enter(network, know(kb, answers), answers.person)
    prior_odds = odds(kb, network, network.numbers, evidence)
    return plan(lanes(network, network.numbers, prior_odds, evidence)).states <= MOST_STATES


@pytest.mark.hazard("HAZ-001")
def test_the_brief_record_of_every_published_case_is_part_of_the_full_one(kb, scorer):
    records = case_records(kb)
    assert scored(scorer, records) == [brief(whole) for whole in full(kb, records)]


def test_the_brief_record_of_anybody_is_part_of_the_full_one(kb, scorer):
    records = [*plausible(kb, MANY // 2, 1), *anything(kb, MANY // 2, 2)]
    records = [record for record in records if is_exact(kb, record)]
    assert scored(scorer, records) == [brief(whole) for whole in full(kb, records)]


@pytest.mark.hazard("HAZ-001")
def test_urgency_reasons_and_probabilities_are_those_of_the_line(kb, scorer):
    records = [*plausible(kb, MANY, 3), *anything(kb, MANY, 4)]
    for record, found in zip(records, scored(scorer, records), strict=True):
        answers = read_answers(kb, record)
        assert found["urgency"] == urgency_of(kb, answers).id
        reasons = [r.flag.id for r in triage(kb, answers).reasons if r.flag.urgency]
        assert [reason["rule"] for reason in found["reasons"]] == reasons
        p = points(kb, answers)
        for item in (*found["ranking"], *found["causes"], *found["dangers"]):
            exact = p.groups[item["group"]] if "group" in item else p.conditions[item["condition"]]
            assert item["p"] == round(exact, 6)
        alarm = alarms(kb, answers)
        assert all(d["alarm"] == round(alarm[d["condition"]].p, 6) for d in found["dangers"])


def test_a_person_who_said_nothing_is_scored_in_every_region(kb, scorer):
    records: list[Record] = [{"region": region.value, "answers": {}} for region in Region]
    assert scored(scorer, records) == [brief(whole) for whole in full(kb, records)]


def test_of_many_dangers_the_same_are_told(kb, scorer):
    signs = ("hump_back", "nausea_vomit", "radiates_band_chest", "sweaty_clammy")
    record: Record = {"region": "mid_back", "age_years": 80, "sex": "male", "setting": "ed",
                      "answers": dict.fromkeys(signs, True)}  # fmt: skip
    whole = next(full(kb, [record]))
    assert len(whole["dangers"]) == MOST_DANGERS
    assert "acute_pancreatitis" in {d["condition"] for d in whole["dangers"] if d["asks_for"]}
    assert scored(scorer, [record]) == [brief(whole)]


def test_what_others_in_the_file_said_changes_nothing(kb, scorer):
    records = [*plausible(kb, 20, 7), *anything(kb, 20, 8)]
    alone = [scored(scorer, [record])[0] | {"id": n} for n, record in enumerate(records)]
    assert scored(scorer, records) == alone


def test_a_long_questionnaire_for_which_conditions_are_set_aside_is_the_same(kb, scorer):
    record = {"region": "low_back", "age_years": 40, "answers": dict.fromkeys(MANY_SIGNS, True)}
    assert not is_exact(kb, record)
    found = scored(scorer, [record])[0]
    p = points(kb, read_answers(kb, record))
    assert all(item["p"] == round(p.conditions[item["condition"]], 6) for item in found["ranking"])
