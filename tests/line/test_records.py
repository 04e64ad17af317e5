"""The record for other programs: its shape, and the same bytes everywhere."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from jsonschema import Draft202012Validator

import lumbago
from lumbago.answers import Answers, Person, Region
from lumbago.assessment import assess
from lumbago.checks import case_answers
from lumbago.intake import read_told
from lumbago.loading import load, shipped
from lumbago.records import as_record
from tests.strategies import KB, answers, times

SCHEMA = json.loads(
    (Path(lumbago.__file__).parent / "record_schema.json").read_text("utf-8")
)  # fmt: skip
VALIDATOR = Draft202012Validator(SCHEMA)


def faults(record: dict[str, Any]) -> list[str]:
    """What the schema finds wrong with a record, as other programs would read it."""
    read = json.loads(json.dumps(record, allow_nan=False))
    return [f"{'/'.join(map(str, e.path))}: {e.message}" for e in VALIDATOR.iter_errors(read)]


def test_the_schema_itself_is_sound():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("case", KB.cases, ids=lambda case: case.id)
def test_the_record_of_a_published_person_has_the_shape_of_the_schema(case):
    assert not faults(as_record(KB, assess(KB, case_answers(case))))


@times(1)
@given(answers())
def test_the_record_of_anybody_has_the_shape_of_the_schema(told):
    assert not faults(as_record(KB, assess(KB, told)))


DIZZY = Answers(
    Person(region=Region.NECK, age_years=50.0),
    {"dizzy_spin_brief_position": True, "dizzy_neck_move": True, "duration_weeks": 3.0},
)
"""Probably an inner ear: no red flag and no danger asks for the visit."""

TORN = Answers(
    Person(region=Region.LOW_BACK, age_years=40.0),
    {"onset_lift_twist": True, "felt_pop_tear": True, "bruise_swelling_back": True},
)
"""Probably a torn muscle: no red flag is up, and a danger asks for help today."""


UNSTEADY = Answers(Person(region=Region.LOW_BACK, age_years=40.0), {"gait_unsteady": True})
"""No red flag is up alone for it, but nobody is to plan exercises before somebody looked."""


@pytest.mark.hazard("HAZ-020")
def test_what_speaks_against_any_plan_is_told_as_what_asks_for_the_visit():
    assessment = assess(KB, UNSTEADY)
    record = as_record(KB, assessment)
    assert not record["reasons"]
    assert record["other_reasons"] == [
        {"by": "contraindications", "text": code.tells} for code in assessment.decisive_stops
    ]
    assert record["urgency"] == record["urgency_by"]["contraindications"] == "soon"
    emergency = assess(KB, UNSTEADY.with_answer("saddle_numbness", True))
    assert emergency.by_rules is emergency.by_care  # the red flag says it already
    assert not emergency.decisive_stops


@pytest.mark.hazard("HAZ-020")
@times(1)
@given(answers())
@example(DIZZY)
@example(TORN)
@example(UNSTEADY)
def test_nobody_is_sent_anywhere_without_a_sentence_that_says_why(told):
    record = as_record(KB, assess(KB, told))
    if record["urgency"] != "self_care":
        by_flags = {reason["urgency"] for reason in record["reasons"]}
        by_others = {record["urgency_by"][reason["by"]] for reason in record["other_reasons"]}
        assert record["urgency"] in by_flags | by_others
        assert all(reason["text"].strip() for reason in record["other_reasons"])


@pytest.mark.hazard("HAZ-020")
@pytest.mark.parametrize("language", ["en", "es", "de"])
def test_a_visit_for_pain_from_elsewhere_is_said_to_be_one_and_a_danger_is_named(language):
    kb = shipped(language)
    ear, torn = (as_record(kb, assess(kb, told)) for told in (DIZZY, TORN))
    assert not ear["reasons"]
    assert not torn["reasons"]
    text = kb.words["terminal.not_spine"]
    assert ear["other_reasons"] == [{"by": "probabilities", "text": text}]
    named = [d["name"] for d in torn["dangers"] if d["asks_for"] == torn["urgency"] == "today"]
    said = [reason["text"] for reason in torn["other_reasons"]]
    assert len(said) == len(named) > 0
    assert all(name in line for name, line in zip(named, said, strict=True))


@pytest.mark.parametrize("case", KB.cases[::4], ids=lambda case: case.id)
def test_each_number_and_each_line_of_a_record_stands_where_it_belongs(case):
    a = assess(KB, case_answers(case))
    record = as_record(KB, a)
    assert record["urgency_by"] == {
        "rules": a.by_rules.id,
        "probabilities": a.by_probability.id,
        "contraindications": a.by_care.id,
    }
    lists: tuple[tuple[str, tuple[Any, ...]], ...] = (
        ("causes", a.causes),
        ("modifiers", a.modifiers),
        ("dangers", a.dangers),
        ("mechanisms", a.mechanisms),
    )
    for name, found in lists:
        for said, one in zip(record[name], found, strict=True):
            assert (said["p"], said["low"], said["high"]) == (
                round(one.p, 6), round(one.low, 6), round(one.high, 6),
            )  # fmt: skip
    for said, cause in zip(record["causes"], a.causes, strict=True):
        assert [w["finding"] for w in said["for"]] == [w.finding for w in cause.for_it]
        assert [w["finding"] for w in said["against"]] == [w.finding for w in cause.against]
        assert all(w["weight"] > 0 for w in said["for"])
        assert all(w["weight"] < 0 for w in said["against"])
    for said, danger in zip(record["dangers"], a.dangers, strict=True):
        assert said["alarm"] == round(danger.alarm, 6)
        assert said["asks_for"] == (danger.asks_for.id if danger.asks_for else None)
    for said, reason in zip(record["reasons"], a.reasons, strict=True):
        assert (said["rule"], said["because"]) == (reason.flag.id, list(reason.because))
        assert (said["why"], said["do"]) == (reason.flag.because, reason.flag.do)
    assert record["ranking"] == [{"condition": id, "p": round(p, 6)} for id, p in a.ranking]
    assert record["open"] == list(a.disposition.open_findings)
    assert {one["finding"]: one["answer"] for one in record["answered"]} == case.answers


def fields(schema: dict[str, Any]) -> set[str]:
    """Every field that a schema or a part of it describes."""
    found: set[str] = set()
    stack: list[Any] = [schema]
    while stack:
        part = stack.pop()
        if isinstance(part, dict):
            found |= set(part.get("properties", {}))
            stack.extend(part.values())
        elif isinstance(part, list):
            stack.extend(part)
    return found


def keys(value: Any) -> set[str]:
    """Every field of a record, at any depth, but for the weeks of a curve."""
    if isinstance(value, list):
        return {key for item in value for key in keys(item)}
    if isinstance(value, dict):
        return {key for key in value if not key.isdigit()} | {
            key for item in value.values() for key in keys(item)
        }
    return set()


def test_the_schema_describes_every_field_and_none_that_is_never_there():
    seen: set[str] = set()
    for case in KB.cases:
        seen |= keys(as_record(KB, assess(KB, case_answers(case))))
    seen |= keys(as_record(KB, assess(KB, Answers(Person(region=Region.NECK, age_years=15.0)))))
    seen |= keys(as_record(KB, assess(KB, DIZZY)))
    told = read_told(KB, {"text": "my neck hurts and I am 45"})
    seen |= keys(as_record(KB, assess(KB, told.answers), told.understood))
    assert seen == fields(SCHEMA)


def test_what_was_understood_of_a_text_stands_in_the_record_with_its_words():
    text = "No fever. My neck hurts, for 3 weeks"
    told = read_told(KB, {"text": text})
    record = as_record(KB, assess(KB, told.answers), told.understood)
    assert not faults(record)
    for part in record["understood"]:
        assert part["words"] == text[part["start"] : part["end"]]
    values = {part["finding"]: part["value"] for part in record["understood"]}
    assert values == {
        "fever": False,
        "pain_neck": True,
        "pain_region": "neck",
        "duration_weeks": 3.0,
    }


def test_a_record_without_a_text_says_nothing_of_understanding():
    assert "understood" not in as_record(KB, assess(KB, Answers(Person(region=Region.NECK))))


@pytest.mark.parametrize(
    "spoil",
    [
        {"urgency": "later"},
        {"nothing_listed": 1.2},
        {"causes": [{"name": "x"}]},
        {"knowledge": "1"},
        {"action": ""},
        {"next": {"finding": "fever"}},
    ],
)
def test_the_schema_refuses_what_is_not_a_record(spoil):
    good = as_record(KB, assess(KB, case_answers(KB.cases[0])))
    assert faults(good | spoil)
    for name in good:
        assert faults({key: value for key, value in good.items() if key != name}), name


CODE = """
import hashlib, json
from lumbago.assessment import assess
from lumbago.checks import case_answers
from lumbago.loading import shipped
from lumbago.records import as_record
kb = shipped()
for case in kb.cases[::6]:
    found = assess(kb, case_answers(case))
    record = json.dumps(as_record(kb, found), ensure_ascii=False)
    whole = f"{record} {found.causes} {found.dangers} {found.mechanisms} {found.next}"
    print(case.id, hashlib.sha256(whole.encode()).hexdigest())
"""
"""Every digit counts here, not only those that a record tells."""


def digests(hash_seed: str, threads: str) -> str:
    """What a fresh process makes of a dozen published people."""
    env = {
        **os.environ,
        "PYTHONHASHSEED": hash_seed,
        "OPENBLAS_NUM_THREADS": threads,
        "OMP_NUM_THREADS": threads,
        "PYTHONPATH": str(Path(lumbago.__file__).parents[1]),
    }
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, env=env, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_same_people_give_the_same_bytes_with_other_hash_seeds_and_numbers_of_threads():
    here = []
    for case in KB.cases[::6]:
        found = assess(KB, case_answers(case))
        record = json.dumps(as_record(KB, found), ensure_ascii=False)
        whole = f"{record} {found.causes} {found.dangers} {found.mechanisms} {found.next}"
        here.append(f"{case.id} {hashlib.sha256(whole.encode()).hexdigest()}\n")
    assert digests("1", "1") == digests("4242", "4") == "".join(here)


def test_the_same_knowledge_read_twice_gives_the_same_bytes():
    again = load()
    assert again.digest == KB.digest
    for case in KB.cases[::12]:
        told = case_answers(case)
        assert as_record(again, assess.__wrapped__(again, told)) == as_record(
            KB, assess.__wrapped__(KB, told)
        )
