"""The record for other programs: its shape, and the same bytes everywhere."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

import lumbago
from lumbago.answers import Answers, Person, Region
from lumbago.assessment import assess
from lumbago.checks import case_answers
from lumbago.intake import read_told
from lumbago.loading import load
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
    record = json.dumps(as_record(kb, assess(kb, case_answers(case))), ensure_ascii=False)
    print(case.id, hashlib.sha256(record.encode()).hexdigest())
"""


def digests(hash_seed: str) -> str:
    """What a fresh process makes of a dozen published people."""
    env = {
        **os.environ,
        "PYTHONHASHSEED": hash_seed,
        "PYTHONPATH": str(Path(lumbago.__file__).parents[1]),
    }
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, env=env, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_same_people_give_the_same_bytes_in_fresh_processes_with_other_hash_seeds():
    here = []
    for case in KB.cases[::6]:
        record = json.dumps(as_record(KB, assess(KB, case_answers(case))), ensure_ascii=False)
        here.append(f"{case.id} {hashlib.sha256(record.encode()).hexdigest()}\n")
    assert digests("1") == digests("4242") == "".join(here)


def test_the_same_knowledge_read_twice_gives_the_same_bytes():
    again = load()
    assert again.digest == KB.digest
    for case in KB.cases[::12]:
        told = case_answers(case)
        assert as_record(again, assess.__wrapped__(again, told)) == as_record(
            KB, assess.__wrapped__(KB, told)
        )
