"""A record from outside → `Answers`, or a list of everything that is wrong with it.

    {"age_years": 45, "sex": "female", "region": "low_back", "setting": "primary_care",
     "answers": {"radiates_below_knee": true, "fever": false, "duration_weeks": 3},
     "text": "hurts down the left leg, no fever"}

What the text tells is laid under what was given: an answer, a region or an age that was given
always wins. Problems name the field and what would mend it, never what the person said.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from lumbago.answers import Answer, Answers, Person, Region, Setting, Sex
from lumbago.errors import AnswersError, Problem
from lumbago.facts import know
from lumbago.knowledge import Finding, KnowledgeBase
from lumbago.rules import truth

if TYPE_CHECKING:
    from lumbago.reading import Understanding

LONGEST_TEXT = 100_000
"""Characters. Nobody's story is longer."""

NUMBERS: Mapping[str, tuple[float, float]] = {
    "age_years": (0, 120),
    "duration_weeks": (0, 5000),
    "pain_severity": (0, 10),
    "morning_stiffness_minutes": (0, 1440),
}
"""What a number may be."""

_FIELDS = ("id", "age_years", "sex", "region", "setting", "answers", "text")
_PERSONAL = {"age_years": "age_years", "sex": "sex", "pain_region": "region"}


@dataclass(frozen=True, slots=True)
class Told:
    """A record that was read: all answers, and what was understood of its text, if it has one."""

    answers: Answers
    understood: "Understanding | None" = None


def each_once(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of the fields of its JSON; of two answers to one question neither may win.

    It is the `object_pairs_hook` of `json.loads`.

    Raises:
        AnswersError: with every field that stands in it twice.
    """
    found = dict(fields)
    if len(found) < len(fields):
        names = [name for name, _ in fields]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise AnswersError(
            tuple(Problem(name, "it is given twice.", "Keep one of them.") for name in twice)
        )
    return found


def read_answers(kb: KnowledgeBase, record: object) -> Answers:
    """Turn a record into answers.

    Raises:
        AnswersError: with every problem of the record.
    """
    return read_told(kb, record).answers


def read_told(kb: KnowledgeBase, record: object, today: date | None = None) -> Told:
    """Turn a record into answers, and say what was understood of its text.

    Args:
        kb: the knowledge base.
        record: a JSON object, as the module has it.
        today: the day of writing, for "since Tuesday" in the text.

    Raises:
        AnswersError: with every problem of the record.
    """
    problems = list(_wrong_shape(record))
    understood = None
    if isinstance(record, dict):
        problems.extend(_text_problems(record))
        if not problems and record.get("text") is not None:
            understood = _understood(kb, record["text"], today)
        problems.extend(_person_problems(record, understood))
        if isinstance(record.get("answers"), dict):
            problems.extend(_answer_problems(kb, record["answers"]))
    if problems or not isinstance(record, dict):
        raise AnswersError(tuple(problems))
    given = Answers(_person(record, understood), record.get("answers") or {})
    if contradictions := tuple(_contradictions(kb, given)):
        raise AnswersError(contradictions)
    return Told(_with_text(kb, given, understood), understood)


def _understood(kb: KnowledgeBase, text: str, today: date | None) -> "Understanding":
    """Read a text; half a character that no file can hold is read as a question mark."""
    from lumbago.reading import located, understand  # only a text needs them: they load slowly

    return located(kb, understand(kb, text.encode("utf-8", "replace").decode(), today))


def _person(record: Mapping[str, Any], understood: "Understanding | None") -> Person:
    """Say who it is: as given, else as told in the text."""
    region, age, sex = record.get("region"), record.get("age_years"), record.get("sex")
    if understood is not None:
        region = region or understood.region
        age = understood.age_years if age is None else age
        sex = sex or understood.sex
    return Person(
        region=Region(str(region)),
        age_years=age,
        sex=Sex(sex) if sex else None,
        setting=Setting(record.get("setting") or Setting.PRIMARY_CARE),
    )


def _with_text(kb: KnowledgeBase, given: Answers, understood: "Understanding | None") -> Answers:
    """Lay what the text tells under the answers; what a given number rules out is left out."""
    if understood is None:
        return given
    told: dict[str, Answer] = {}
    facts = know(kb, given).facts
    for id, value in understood.answers.items():
        rule = kb.findings[id].derived_from
        follows = None if rule is None else truth(rule, facts)
        if follows is None or follows is value:
            told[id] = value
    return Answers(given.person, {**told, **given.given})


def _wrong_shape(record: object) -> Iterator[Problem]:
    if not isinstance(record, dict):
        yield Problem(
            "record", "this is not a JSON object.", 'Write {"region": ..., "answers": {}}.'
        )
        return
    for name in sorted(set(map(str, record)) - set(_FIELDS)):
        yield Problem.no_such(name, "there is no such field.", name, _FIELDS)
    is_left_out = record.get("answers") is None and record.get("text") is not None
    if not is_left_out and not isinstance(record.get("answers"), dict):
        yield Problem("answers", "it is missing or not an object.", 'Write "answers": {} at least.')


def _text_problems(record: Mapping[str, Any]) -> Iterator[Problem]:
    text = record.get("text")
    if text is not None and not isinstance(text, str):
        yield Problem(
            "text", "it must be words.", 'Write "text": "..." in quotes, or leave it out.'
        )
    elif text is not None and len(text) > LONGEST_TEXT:
        yield Problem.of(
            "text",
            "it is longer than {most:,} characters.",
            "Keep what is about the pain and the person.",
            most=LONGEST_TEXT,
        )


def _person_problems(
    record: Mapping[str, Any], understood: "Understanding | None"
) -> Iterator[Problem]:
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
        every = ", ".join(allowed)
        if value is None and not is_needed:
            continue
        if name == "region" and value is None and understood is not None:
            if understood.region is None:
                what = "the text does not tell where it hurts most."
                yield Problem.of(name, what, "Give one of: {all}.", all=every)
            continue
        if not isinstance(value, str) or value not in allowed:
            what = "it is missing or unknown."
            yield Problem.of(name, what, "Use one of: {all}.", all=every)


def _answer_problems(kb: KnowledgeBase, given: Mapping[str, Any]) -> Iterator[Problem]:
    for id, answer in given.items():
        place = f"answers.{id}"
        finding = kb.findings.get(id)
        if finding is None:
            yield Problem.no_such(place, "there is no such finding.", str(id), kb.findings)
        elif id in _PERSONAL:
            what, remedy = "this belongs to the person.", "Give it as {name!r}, outside."
            yield Problem.of(place, what, remedy, name=_PERSONAL[id])
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
        what = "it must be a number from {low:g} to {high:g}."
        yield Problem.of(place or name, what, low=low, high=high)


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
