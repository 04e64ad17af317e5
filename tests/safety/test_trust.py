"""What people rely on beside urgency: origins, same bytes, packs, when the questions end."""

import json
import logging
import os
import subprocess
import sys

import pytest
from hypothesis import given

from lumbago.answers import Answers, Person, Region, Sex
from lumbago.assessment import assess
from lumbago.checks import check, patient_texts
from lumbago.errors import AnswersError, KnowledgeError
from lumbago.intake import read_answers
from lumbago.interview import (
    MOST_QUESTIONS,
    Card,
    answer_card,
    answer_places,
    asked,
    next_step,
    safety_cards,
)
from lumbago.knowledge import Urgency
from lumbago.loading import SHIPPED, load, shipped
from lumbago.readability import grade, is_label
from lumbago.records import as_record
from lumbago.triage import triage
from tests.strategies import answers as some_answers

KB = shipped()


def interview(person, answer):
    """Go through the whole interview, each line answered by `answer(finding id)`."""
    answers = answer_places(KB, person, {})
    seen: list[str] = []
    while step := next_step(KB, answers):
        if isinstance(step, Card):
            answers = answer_card(KB, answers, step, {id: answer(id) for id in step.findings})
            seen.extend(step.findings)
        else:
            answers = answers.with_answer(step.finding.id, answer(step.finding.id))
            seen.append(step.finding.id)
    return answers, seen


def denied(id):
    return {"duration_weeks": 3.0, "pain_severity": 4.0}.get(id, False)


PEOPLE = [
    Person(region=region, age_years=age, sex=sex)
    for region in Region
    for age, sex in ((23.0, Sex.FEMALE), (71.0, Sex.MALE))
]


@pytest.mark.hazard("HAZ-002")
@pytest.mark.parametrize("person", PEOPLE)
def test_who_denies_everything_leaves_no_emergency_that_a_question_could_open(person):
    answers, _ = interview(person, denied)
    left = {id for o in triage(KB, answers).open_flags for id in o.findings
            if o.flag.urgency is Urgency.NOW}  # fmt: skip
    could_be_asked = {id for id in left if KB.findings[id].can_be_asked}
    assert asked(KB, answers) <= MOST_QUESTIONS
    assert asked(KB, answers) == MOST_QUESTIONS or not could_be_asked & {
        id for o in triage(KB, answers).open_flags if len(o.findings) == 1 for id in o.findings
    }


@pytest.mark.hazard("HAZ-002")
def test_the_safety_block_opens_every_rule_of_today_and_now():
    assert not [p for p in check(KB) if p.place.startswith("safety_cards")]


@pytest.mark.parametrize("person", PEOPLE[:4])
def test_nothing_is_asked_twice(person):
    _, seen = interview(person, denied)
    assert len(seen) == len(set(seen))


@pytest.mark.hazard("HAZ-003")
@pytest.mark.parametrize("person", PEOPLE[:4])
def test_not_sure_of_anything_leaves_the_danger_signs_open_and_never_denied(person):
    answers, _ = interview(person, lambda id: None)
    assert "saddle_numbness" in triage(KB, answers).open_findings


def test_an_emergency_ends_the_questions_at_once():
    person = Person(region=Region.NECK, age_years=50.0, sex=Sex.MALE)
    answers = Answers(person, {"stroke_signs": True})
    assert next_step(KB, answers) is None


@pytest.mark.hazard("HAZ-005")
@given(some_answers())
def test_causes_dangers_and_modifiers_are_three_lists(answers):
    result = assess(KB, answers)
    causes = {c.id for c in result.causes} | {m for c in result.causes for m, _ in c.members}
    dangers = {d.id for d in result.dangers}
    assert not causes & dangers
    assert not causes & {m.id for m in result.modifiers}
    assert all(c.low <= c.p <= c.high for c in result.causes)


@pytest.mark.hazard("HAZ-009")
def test_every_claim_has_a_source_a_basis_and_a_provenance():
    assert not [p for p in check(KB) if "source" in p.what]
    for arrow in KB.arrows:
        assert arrow.p.citation.source in KB.sources


@pytest.mark.hazard("HAZ-011")
def test_every_text_that_a_patient_reads_is_plain():
    texts = [text for _, text in patient_texts(KB) if text and not is_label(text)]
    grades = [grade(text) for text in texts]
    assert max(grades) <= 8
    assert sum(grades) / len(grades) <= 6


@pytest.mark.hazard("HAZ-013")
def test_another_process_with_another_hash_seed_gives_the_same_bytes():
    code = (
        "import json; from lumbago import *; kb = shipped();"
        "a = Answers(Person(region=Region.LOW_BACK, age_years=61), {'fever': True,"
        "'radiates_below_knee': True, 'pain_severity': 8.0});"
        "print(json.dumps(as_record(kb, assess(kb, a))))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


@pytest.mark.hazard("HAZ-014")
@given(some_answers())
def test_every_result_carries_the_version_of_the_knowledge(answers):
    record = as_record(KB, assess(KB, answers))
    assert record["knowledge"] == f"{KB.version}-{KB.digest}"
    json.dumps(record, allow_nan=False)


WEAKER = {
    "lowers the urgency": ('urgency = "now"', 'urgency = "routine"'),
    "narrow the rule": ("saddle_numbness or ", ""),
}


@pytest.mark.hazard("HAZ-004")
@pytest.mark.parametrize("what", WEAKER)
def test_a_pack_that_weakens_a_red_flag_is_refused(tmp_path, what):
    text = (SHIPPED / "red_flags.toml").read_text("utf-8")
    start = text.index("[CES_02]")
    entry = text[start : text.index("\n[", start + 1)]
    (tmp_path / "red_flags.toml").write_text(entry.replace(*WEAKER[what]), "utf-8")
    with pytest.raises(KnowledgeError, match=what):
        load(SHIPPED, tmp_path)


@pytest.mark.hazard("HAZ-004")
def test_a_pack_that_widens_a_red_flag_is_taken(tmp_path):
    text = (SHIPPED / "red_flags.toml").read_text("utf-8")
    start = text.index("[CES_02]")
    entry = text[start : text.index("\n[", start + 1)]
    wider = entry.replace('when = "', 'when = "constipation or ')
    (tmp_path / "red_flags.toml").write_text(wider, "utf-8")
    person = Person(region=Region.LOW_BACK, age_years=40.0, sex=Sex.MALE)
    kb = load(SHIPPED, tmp_path)
    assert triage(kb, Answers(person, {"constipation": True})).urgency is Urgency.NOW


@pytest.mark.hazard("HAZ-006")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("pain_severity", 11),
        ("duration_weeks", -1),
        ("pain_severity", "8"),
        ("duration_weeks", True),
    ],
)
def test_a_number_out_of_its_range_is_refused_by_name(field, value):
    with pytest.raises(AnswersError, match=field):
        read_answers(KB, {"region": "neck", "answers": {field: value}})


@pytest.mark.hazard("HAZ-006")
def test_a_number_and_a_yes_or_no_that_contradict_it_are_refused():
    with pytest.raises(AnswersError, match="contradicts"):
        read_answers(KB, {"region": "neck", "answers": {"pain_severity": 9, "pain_severe": False}})


@pytest.mark.hazard("HAZ-012")
def test_no_answer_reaches_a_log_or_an_error(caplog):
    caplog.set_level(logging.DEBUG)
    with pytest.raises(AnswersError) as error:
        read_answers(KB, {"region": "neck", "answers": {"fever": "my private words"}})
    assert "private" not in str(error.value)
    assert "private" not in caplog.text


def test_the_cards_are_at_most_four_with_at_most_eight_lines():
    for person in PEOPLE:
        cards = safety_cards(KB, answer_places(KB, person, {}))
        assert len(cards) <= 4
        assert all(len(card.findings) <= 8 for card in cards)
