"""A record from outside → `Answers`, or a list of everything that is wrong with it.

    {"age_years": 45, "sex": "female", "region": "low_back", "setting": "primary_care",
     "answers": {"radiates_below_knee": true, "fever": false, "duration_weeks": 3}}

Problems name the field and what would mend it, never what the person said elsewhere.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from lumbago.answers import Answers, Person, Region, Setting, Sex
from lumbago.errors import AnswersError, Problem
from lumbago.facts import know
from lumbago.knowledge import Finding, KnowledgeBase
from lumbago.rules import truth

NUMBERS: Mapping[str, tuple[float, float]] = {
    "age_years": (0, 120),
    "duration_weeks": (0, 5000),
    "pain_severity": (0, 10),
    "morning_stiffness_minutes": (0, 1440),
}
"""What a number may be."""

_FIELDS = ("id", "age_years", "sex", "region", "setting", "answers", "text")
_PERSONAL = {"age_years": "age_years", "sex": "sex", "pain_region": "region"}


def read_answers(kb: KnowledgeBase, record: object) -> Answers:
    """Turn a record into answers.

    Raises:
        AnswersError: with every problem of the record.
    """
    problems = list(_wrong_shape(record))
    if isinstance(record, dict):
        problems.extend(_person_problems(record))
        if isinstance(record.get("answers"), dict):
            problems.extend(_answer_problems(kb, record["answers"]))
    if problems or not isinstance(record, dict):
        raise AnswersError(tuple(problems))
    answers = Answers(
        Person(
            region=Region(record["region"]),
            age_years=record.get("age_years"),
            sex=Sex(record["sex"]) if record.get("sex") else None,
            setting=Setting(record.get("setting") or Setting.PRIMARY_CARE),
        ),
        record["answers"],
    )
    if contradictions := tuple(_contradictions(kb, answers)):
        raise AnswersError(contradictions)
    return answers


def _wrong_shape(record: object) -> Iterator[Problem]:
    if not isinstance(record, dict):
        yield Problem(
            "record", "this is not a JSON object.", 'Write {"region": ..., "answers": {}}.'
        )
        return
    for name in sorted(set(map(str, record)) - set(_FIELDS)):
        near = get_close_matches(name, _FIELDS, n=1)
        hint = f"Did you mean {near[0]!r}?" if near else f"Use only: {', '.join(_FIELDS)}."
        yield Problem(name, "there is no such field.", hint)
    if not isinstance(record.get("answers"), dict):
        yield Problem("answers", "it is missing or not an object.", 'Write "answers": {} at least.')


def _person_problems(record: Mapping[str, Any]) -> Iterator[Problem]:
    if record.get("age_years") is not None:
        yield from _number_problem("age_years", record["age_years"])
    choices: tuple[tuple[str, type[Region | Sex | Setting], bool], ...] = (
        ("region", Region, True),
        ("sex", Sex, False),
        ("setting", Setting, False),
    )
    for name, kind, is_needed in choices:
        value = record.get(name)
        allowed = [option.value for option in kind]
        if value is None and not is_needed:
            continue
        if not isinstance(value, str) or value not in allowed:
            yield Problem(name, "it is missing or unknown.", f"Use one of: {', '.join(allowed)}.")


def _answer_problems(kb: KnowledgeBase, given: Mapping[str, Any]) -> Iterator[Problem]:
    for id, answer in given.items():
        place = f"answers.{id}"
        finding = kb.findings.get(id)
        if finding is None:
            near = get_close_matches(str(id), kb.findings, n=1)
            yield Problem(
                place, "there is no such finding.", f"Did you mean {near[0]!r}?" if near else ""
            )
        elif id in _PERSONAL:
            field = _PERSONAL[id]
            yield Problem(place, "this belongs to the person.", f"Give it as {field!r}, outside.")
        elif answer is not None:
            yield from _type_problem(place, finding, answer)


def _type_problem(place: str, finding: Finding, answer: object) -> Iterator[Problem]:
    if finding.id in NUMBERS:
        yield from _number_problem(finding.id, answer, place)
    elif not isinstance(answer, bool):
        yield Problem(place, "it must be true, false or null.", "null means: not known.")


def _number_problem(name: str, value: object, place: str = "") -> Iterator[Problem]:
    low, high = NUMBERS[name]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not low <= value <= high:  # type: ignore[operator]  # NaN is in no range
        yield Problem(place or name, f"it must be a number from {low:g} to {high:g}.")


def _contradictions(kb: KnowledgeBase, answers: Answers) -> Iterator[Problem]:
    """Yield answers that say the opposite of a number given beside them."""
    facts = know(kb, answers).facts
    for id, answer in answers.given.items():
        rule = kb.findings[id].derived_from
        if rule is not None and answer is not None and truth(rule, facts) is (not answer):
            yield Problem(
                f"answers.{id}",
                "it contradicts a number that was given too.",
                "Leave it out: it follows from the number.",
            )
