"""What a person has, wants and leaves out, and what they said to contraindications → `Wishes`.

    {"minutes_a_day": 15, "days_a_week": 5, "equipment": ["chair", "heat_pack"], "floor": true,
     "dislikes": ["mind_body"], "goals": ["walk"], "topics": ["medicine"], "work": "desk",
     "concerns": {"ckd": false, "anticoagulant": null}, "taking": ["ibuprofen"]}

Everything may be left out. In `concerns`, null means: does not know.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from lumbago.errors import AnswersError, Problem
from lumbago.knowledge import KnowledgeBase

_AMOUNT = re.compile(
    r"\d+(?:[.,/]\d+)*\s*(?:mg|g|ml|mcg|µg|micrograms?|%)?(?![a-zµ])"
    r"|\b(?:tablets?|capsules?|caplets?|pills?|tabletten?|kapseln?|pastillas?|comprimidos?)\b"
)
"""What stands beside the name of a medicine on its pack."""

MOST_MINUTES = 240
TOPICS = ("medicine", "weight", "sport", "water", "work", "lifting")
"""What a person can ask about of themselves; nobody is told of weight who did not ask."""

LONGEST_NAME = 80
MOST_NAMES = 40


def plain_name(name: str) -> str:
    """Return the name of a medicine as it is looked up: no strength, no "tablets", small letters.

    >>> plain_name("Ibuprofen 400 mg tablets")
    'ibuprofen'
    """
    told = name.casefold()
    return " ".join(_AMOUNT.sub(" ", told).split()) or told.strip()


class Work(StrEnum):
    """What a person's days are made of."""

    DESK = "desk"
    ON_FEET = "on_feet"
    HEAVY = "heavy"
    OFF_WORK = "off_work"
    NONE = "none"  # retired, or no paid work


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a person has, wants and leaves out.

    `floor`: whether getting down to the floor and up again is possible; None is not known.
    `dislikes`: kinds of treatments, or treatments. `concerns`: contraindication → yes, no, or
    None for "does not know". `taking`: medicines as the person calls them.
    """

    minutes_a_day: float | None = None
    days_a_week: int | None = None
    equipment: frozenset[str] = frozenset()
    floor: bool | None = None
    dislikes: frozenset[str] = frozenset()
    goals: tuple[str, ...] = ()
    topics: frozenset[str] = frozenset()
    work: Work | None = None
    cares_for_someone: bool = False
    concerns: Mapping[str, bool | None] = field(default_factory=dict)
    taking: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        ordered = {id: self.concerns[id] for id in sorted(self.concerns)}
        object.__setattr__(self, "concerns", MappingProxyType(ordered))
        object.__setattr__(self, "goals", tuple(sorted(set(self.goals))))
        object.__setattr__(self, "taking", tuple(sorted(set(self.taking))))

    @property
    def facts(self) -> dict[str, bool]:
        """What the rules of care can look at."""
        found = {f"wants_{topic}": True for topic in TOPICS if topic in self.topics}
        if "sport" in self.goals:
            found["wants_sport"] = True
        if "lift" in self.goals or self.cares_for_someone:
            found["wants_lifting"] = True
        if "work" in self.goals:
            found["wants_work"] = True
        if self.taking:
            found["wants_medicine"] = True
        match self.work:
            case Work.OFF_WORK:
                found |= {"off_work": True, "wants_work": True}
            case Work.NONE:
                found["retired"] = True
            case Work.DESK:
                found["desk_job"] = True
            case Work.HEAVY:
                found["heavy_job"] = True
            case _:
                pass
        return found


_FIELDS = (
    "minutes_a_day",
    "days_a_week",
    "equipment",
    "floor",
    "dislikes",
    "goals",
    "topics",
    "work",
    "cares_for_someone",
    "concerns",
    "taking",
)


def read_wishes(kb: KnowledgeBase, record: object) -> Wishes:
    """Turn a record into wishes.

    Raises:
        AnswersError: with every problem of the record.
    """
    problems = list(_problems(kb, record))
    if problems or not isinstance(record, dict):
        raise AnswersError(tuple(problems))
    r = record
    return Wishes(
        minutes_a_day=r.get("minutes_a_day"),
        days_a_week=r.get("days_a_week"),
        equipment=frozenset(r.get("equipment", ())),
        floor=r.get("floor"),
        dislikes=frozenset(r.get("dislikes", ())),
        goals=tuple(r.get("goals", ())),
        topics=frozenset(r.get("topics", ())),
        work=Work(r["work"]) if r.get("work") else None,
        cares_for_someone=bool(r.get("cares_for_someone", False)),
        concerns=r.get("concerns", {}),
        taking=tuple(r.get("taking", ())),
    )


def as_wishes_record(wishes: Wishes) -> dict[str, Any]:
    """Return the record that reads as these wishes."""
    return {
        "minutes_a_day": wishes.minutes_a_day,
        "days_a_week": wishes.days_a_week,
        "equipment": sorted(wishes.equipment),
        "floor": wishes.floor,
        "dislikes": sorted(wishes.dislikes),
        "goals": list(wishes.goals),
        "topics": sorted(wishes.topics),
        "work": wishes.work.value if wishes.work else None,
        "cares_for_someone": wishes.cares_for_someone,
        "concerns": dict(wishes.concerns),
        "taking": list(wishes.taking),
    }


def _problems(kb: KnowledgeBase, record: object) -> Iterator[Problem]:
    if not isinstance(record, dict):
        yield Problem("wishes", "this is not a JSON object.", "Write {} at least.")
        return
    for name in sorted(set(map(str, record)) - set(_FIELDS)):
        yield Problem.no_such(name, "there is no such field.", name, _FIELDS)
    minutes = record.get("minutes_a_day")
    is_number = isinstance(minutes, int | float) and not isinstance(minutes, bool)
    if minutes is not None and not (is_number and 0 <= minutes <= MOST_MINUTES):
        what = "it must be a number from 0 to {most}."
        yield Problem.of("minutes_a_day", what, most=MOST_MINUTES)
    days = record.get("days_a_week")
    if days is not None and (isinstance(days, bool) or days not in range(1, 8)):
        yield Problem("days_a_week", "it must be a whole number from 1 to 7.")
    kinds = {t.kind for t in kb.care.treatments.values()}
    known: Mapping[str, Collection[str]] = {
        "equipment": kb.equipment,
        "dislikes": kinds | set(kb.care.treatments),
        "goals": kb.care.goals,
        "topics": TOPICS,
    }
    for name, choices in known.items():
        yield from _list_problems(name, record.get(name, []), choices)
    yield from _list_problems("taking", record.get("taking", []), None)
    if record.get("work") is not None and record["work"] not in [w.value for w in Work]:
        yield Problem.of("work", "it is unknown.", "Use one of: {all}.", all=", ".join(Work))
    for name in ("floor", "cares_for_someone"):
        if not isinstance(record.get(name), bool | None):
            yield Problem(name, "it must be true, false or null.")
    yield from _concern_problems(kb, record.get("concerns", {}))


def _list_problems(name: str, value: Any, choices: Collection[str] | None) -> Iterator[Problem]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        yield Problem(name, "it must be a list of texts.")
        return
    if len(value) > MOST_NAMES or any(len(v) > LONGEST_NAME for v in value):
        what = "at most {most}, each at most {longest} characters."
        yield Problem.of(name, what, most=MOST_NAMES, longest=LONGEST_NAME)
    for id in value if choices is not None else ():
        if id not in (choices or ()):
            yield Problem.no_such(name, "there is no such choice.", id, choices or ())


def _concern_problems(kb: KnowledgeBase, value: Any) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem("concerns", "it must be an object.", 'Write {"ckd": false}.')
        return
    codes = kb.care.contraindications
    for id, answer in value.items():
        if id not in codes:
            yield Problem.no_such(f"concerns.{id}", "there is no such question.", str(id), codes)
        elif not isinstance(answer, bool | None):
            yield Problem(f"concerns.{id}", "it must be true, false or null.")
