"""One entry of a diary, all entries of a person, and what they say of each day.

A value that is missing is not known: it never counts as "no pain" or "it went well".
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from enum import StrEnum
from functools import cached_property
from math import fsum
from types import MappingProxyType
from typing import Any, Final, TypeVar

from lumbago.answers import Answer
from lumbago.errors import AnswersError, Problem
from lumbago.plan.spasm import Spasm

_T = TypeVar("_T")
_N = TypeVar("_N", float, bool)

SCORES = (
    "pain_now",
    "pain_worst",
    "pain_during",
    "pain_after",
    "pain_next_morning",
    "effort",
    "interference",
    "sleep_quality",
    "stress",
)
"""What is given from 0 to 10. Of sleep 10 is the best, of all else the worst or most."""

HOURS = ("sleep_hours", "sitting_hours")
MINUTES_A_DAY: Final = 24 * 60


class Spread(StrEnum):
    """Where pain or tingling of a leg or arm moved: up is toward the spine."""

    UP = "up"
    SAME = "same"
    DOWN = "down"


class Settled(StrEnum):
    """How long pain took to come back to the usual after a session."""

    DAY = "day"  # within a day
    TWO_DAYS = "two_days"
    LONGER = "longer"  # or it has not yet


class Load(StrEnum):
    """How heavy something was for the person."""

    LIGHT = "light"
    MODERATE = "moderate"
    HEAVY = "heavy"


@dataclass(frozen=True, slots=True)
class SitePain:
    """Pain at one place of the body map, 0 to 10: now, and the worst of that day.

    Raises:
        AnswersError: a score lies outside 0 to 10.
    """

    now: float | None = None
    worst: float | None = None

    def __post_init__(self) -> None:
        _refuse_outside({"now": self.now, "worst": self.worst}, 10)


@dataclass(frozen=True, slots=True)
class Exposed:
    """What was said of one thing that may go with pain, such as driving or heat.

    Attributes:
        there: False where the person said that there was none of it that day.
        minutes: for how long, all in all.
        load: how heavy it was.
        helped: whether it eased the pain.

    Raises:
        AnswersError: the minutes are below 0, or more than a day has.
    """

    there: bool = True
    minutes: float | None = None
    load: Load | None = None
    helped: bool | None = None

    def __post_init__(self) -> None:
        _refuse_outside({"minutes": self.minutes}, MINUTES_A_DAY)


@dataclass(frozen=True, slots=True)
class Felt:
    """How one exercise of a session felt, 0 to 10; without a number it was done, no more is known.

    Raises:
        AnswersError: a score lies outside 0 to 10.
    """

    pain: float | None = None
    effort: float | None = None

    def __post_init__(self) -> None:
        _refuse_outside({"pain": self.pain, "effort": self.effort}, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryEntry:
    """One entry for one day; several a day are welcome. Everything but the day may be missing.

    Attributes:
        day: the day that the entry tells of.
        at: when it was written, an aware time; it keeps the distance to UTC of that moment.
        zone: the name of the time zone in which it was written, such as Europe/Vienna.
        sites: place of the body map (`lumbago.body.all_places`) → pain there.
        pain_now: pain as a whole, 0 to 10; never less than that of a site.
        pain_worst: the worst pain of that day; never less than that of a site.
        pain_during: in the session of that day; so are the next three and `done`. Of the
            exercises that are told one by one it does not speak.
        done: whether the session was done; False is one that was left out.
        exercises: exercise that was done → how it felt.
        settled: how long pain took to come back to the usual after the last session.
        muscle_sore: whether all that is sore is muscles, as after new work.
        dangers: danger signs as answers to findings.
        spread: where symptoms of a limb moved.
        spasms: spasms of that day.
        stiffness_minutes: how long the stiffness of the morning lasted.
        interference: how much the pain got in the way, 0 to 10.
        sleep_hours: of the night before; `sleep_quality` is 0, very bad, to 10, very good.
        stress: 0 to 10.
        sitting_hours: of that day, all in all.
        exposures: thing of `kb.care.exposures` → what was said of it; a missing one is unknown.
        medicines: those taken, each an id of the knowledge or the person's own word for it.
        note: the person's own words.

    Raises:
        AnswersError: a number lies outside its range, or the time has no zone.
    """

    day: date
    at: datetime | None = None
    zone: str = ""
    sites: Mapping[str, SitePain] = field(default_factory=dict)
    pain_now: float | None = None
    pain_worst: float | None = None
    pain_during: float | None = None
    pain_after: float | None = None
    pain_next_morning: float | None = None
    effort: float | None = None
    done: bool | None = None
    exercises: Mapping[str, Felt] = field(default_factory=dict)
    settled: Settled | None = None
    muscle_sore: bool | None = None
    dangers: Mapping[str, Answer] = field(default_factory=dict)
    spread: Spread | None = None
    light_headed: bool | None = None
    spasms: tuple[Spasm, ...] = ()
    stiffness_minutes: float | None = None
    interference: float | None = None
    sleep_hours: float | None = None
    sleep_quality: float | None = None
    stress: float | None = None
    sitting_hours: float | None = None
    exposures: Mapping[str, Exposed] = field(default_factory=dict)
    medicines: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        _refuse_outside({n: getattr(self, n) for n in SCORES}, 10)
        _refuse_outside({n: getattr(self, n) for n in HOURS}, 24)
        _refuse_outside({"stiffness_minutes": self.stiffness_minutes}, MINUTES_A_DAY)
        for name in ("sites", "dangers", "exposures", "exercises"):
            given = getattr(self, name)
            self._set(name, MappingProxyType({id: given[id] for id in sorted(given)}))
        self._set("medicines", tuple(sorted(set(self.medicines))))
        self._set("spasms", tuple(sorted(self.spasms, key=repr)))
        self._set("pain_now", _most(self.pain_now, *(s.now for s in self.sites.values())))
        self._set("pain_worst", _most(self.pain_worst, *(s.worst for s in self.sites.values())))
        if self.at is not None:
            self._set("at", _fixed(self.at))

    def _set(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)

    @property
    def is_late(self) -> bool:
        """Whether it was written on a later day than the one it tells of."""
        return self.at is not None and self.at.date() > self.day


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An entry with the id under which it can be taken back."""

    id: str
    entry: DiaryEntry


@dataclass(frozen=True)
class Diary:
    """All entries of a person, in any order."""

    entries: tuple[DiaryEntry, ...] = ()

    def until(self, today: date) -> tuple[DiaryEntry, ...]:
        """Return one entry a day up to and with today, the first day first; the worse wins."""
        return self._days[: bisect_right(self._days, today, key=lambda entry: entry.day)]

    @cached_property
    def _days(self) -> tuple[DiaryEntry, ...]:
        """One entry for each day: a page asks for them several times."""
        days: dict[date, list[DiaryEntry]] = {}
        for entry in self.entries:
            days.setdefault(entry.day, []).append(entry)
        return tuple(_joined(day, days[day]) for day in sorted(days))


def pain_field(entries: Iterable[DiaryEntry]) -> str:
    """Return which pain of a diary is read: "pain_now" or "pain_worst", never both mixed.

    It is the one that was told on more days; the pain now where it is a tie, as in the studies.

    Args:
        entries: one a day.
    """
    kept = list(entries)
    now, worst = (
        sum(getattr(e, name) is not None for e in kept) for name in ("pain_now", "pain_worst")
    )
    return "pain_worst" if worst > now else "pain_now"


def worse(first: Answer, second: Answer) -> Answer:
    """Return the more worrying of two answers to a danger sign: yes, then not known, then no."""
    if first is second:
        return first
    rank = {True: 2, None: 1, False: 0}
    pair = [a for a in (first, second) if isinstance(a, bool) or a is None]
    if len(pair) == 2:
        return max(pair, key=lambda a: rank[a])
    return max((first, second), key=str)


def dangers_of(entries: Iterable[DiaryEntry]) -> Mapping[str, Answer]:
    """Return every danger sign of the entries; a sign that was there once stays."""
    found: dict[str, Answer] = {}
    for entry in entries:
        for id, answer in entry.dangers.items():
            found[id] = worse(found[id], answer) if id in found else answer
    return found


def _refuse_outside(values: Mapping[str, float | None], most: int) -> None:
    wrong = [name for name, v in values.items() if v is not None and not 0 <= v <= most]
    if wrong:
        text = "it must lie between 0 and {most}."
        raise AnswersError(tuple(Problem.of(name, text, most=most) for name in wrong))


def _most(*values: float | None) -> float | None:
    return max((v for v in values if v is not None), default=None)


def _fixed(at: datetime) -> datetime:
    """Return the time with its distance to UTC: the hour that a clock change repeats is told."""
    offset = at.utcoffset()
    if offset is None:
        what = "it has no time zone."
        raise AnswersError((Problem("at", what, "Write it as 2026-03-02T08:30+01:00."),))
    return at.replace(tzinfo=timezone(offset), fold=0)


def _joined(day: date, entries: list[DiaryEntry]) -> DiaryEntry:
    """Join the entries of one day so that their order cannot matter."""
    if len(entries) == 1:
        return _without_time(entries[0])

    def most(read: Callable[[DiaryEntry], _T | None], key: Callable[[_T], float]) -> _T | None:
        return max((v for e in entries if (v := read(e)) is not None), key=key, default=None)

    def least(read: Callable[[DiaryEntry], _N | None]) -> _N | None:
        return min((v for e in entries if (v := read(e)) is not None), default=None)

    rank, slowness = list(Spread), list(Settled)
    return DiaryEntry(
        day=day,
        sites=_joined_sites(entries),
        pain_now=most(lambda e: e.pain_now, float),
        pain_worst=most(lambda e: e.pain_worst, float),
        pain_during=most(lambda e: e.pain_during, float),
        pain_after=most(lambda e: e.pain_after, float),
        pain_next_morning=most(lambda e: e.pain_next_morning, float),
        effort=most(lambda e: e.effort, float),
        done=most(lambda e: e.done, float),
        exercises=_joined_exercises(entries),
        settled=most(lambda e: e.settled, slowness.index),
        muscle_sore=least(lambda e: e.muscle_sore),
        dangers=dangers_of(entries),
        spread=most(lambda e: e.spread, rank.index),
        light_headed=most(lambda e: e.light_headed, float),
        spasms=tuple(s for e in entries for s in e.spasms),
        stiffness_minutes=most(lambda e: e.stiffness_minutes, float),
        interference=most(lambda e: e.interference, float),
        sleep_hours=least(lambda e: e.sleep_hours),
        sleep_quality=least(lambda e: e.sleep_quality),
        stress=most(lambda e: e.stress, float),
        sitting_hours=most(lambda e: e.sitting_hours, float),
        exposures=_joined_exposures(entries),
        medicines=tuple(m for e in entries for m in e.medicines),
        note="\n".join(sorted({e.note for e in entries if e.note})),
    )


def _without_time(entry: DiaryEntry) -> DiaryEntry:
    """Return an entry as that of its day; it was checked when it was made, and is not again."""
    alone = copy(entry)
    for name, none in (("at", None), ("zone", "")):
        object.__setattr__(alone, name, none)
    return alone


def _joined_sites(entries: list[DiaryEntry]) -> dict[str, SitePain]:
    found: dict[str, SitePain] = {}
    for entry in entries:
        for place, pain in entry.sites.items():
            old = found.get(place, SitePain())
            found[place] = SitePain(_most(old.now, pain.now), _most(old.worst, pain.worst))
    return found


def _joined_exercises(entries: list[DiaryEntry]) -> dict[str, Felt]:
    found: dict[str, Felt] = {}
    for entry in entries:
        for id, felt in entry.exercises.items():
            old = found.get(id, Felt())
            found[id] = Felt(_most(old.pain, felt.pain), _most(old.effort, felt.effort))
    return found


def _joined_exposures(entries: list[DiaryEntry]) -> dict[str, Exposed]:
    """Add up the minutes of a day, at most a whole one; the heaviest load counts."""
    told: dict[str, list[Exposed]] = {}
    for entry in entries:
        for id, exposed in entry.exposures.items():
            told.setdefault(id, []).append(exposed)
    rank = list(Load)
    found = {}
    for id, each in told.items():
        minutes = [e.minutes for e in each if e.minutes is not None]
        found[id] = Exposed(
            there=any(e.there for e in each),
            minutes=min(fsum(minutes), float(MINUTES_A_DAY)) if minutes else None,
            load=max((e.load for e in each if e.load), key=rank.index, default=None),
            helped=max((e.helped for e in each if e.helped is not None), default=None),
        )
    return found
