"""What a person writes down of a day: pain, a session and how it went, new signs → `Diary`.

A value that is missing is not known: it never counts as "no pain" or "it went well".
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from lumbago.answers import Answer
from lumbago.errors import AnswersError, Problem

_T = TypeVar("_T")

SCORES = ("pain_now", "pain_worst", "pain_during", "pain_after", "pain_next_morning", "effort")
"""What is given from 0 to 10."""


class Spread(StrEnum):
    """Where pain or tingling of a leg or arm moved: up is toward the spine."""

    UP = "up"
    SAME = "same"
    DOWN = "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryEntry:
    """One entry of one day; several a day are welcome. Pain and effort are 0 to 10.

    `pain_during`, `pain_after`, `pain_next_morning` and `effort` belong to the session of that
    day. `done`: whether it was done; False is a session that was left out. `dangers`: danger
    signs as answers to findings. `spread`: where symptoms of a limb moved.

    Raises:
        AnswersError: a score lies outside 0 to 10.
    """

    day: date
    pain_now: float | None = None
    pain_worst: float | None = None
    pain_during: float | None = None
    pain_after: float | None = None
    pain_next_morning: float | None = None
    effort: float | None = None
    done: bool | None = None
    dangers: Mapping[str, Answer] = field(default_factory=dict)
    spread: Spread | None = None
    light_headed: bool | None = None

    def __post_init__(self) -> None:
        wrong = [n for n in SCORES if (v := getattr(self, n)) is not None and not 0 <= v <= 10]
        if wrong:
            raise AnswersError(tuple(Problem(n, "it must lie between 0 and 10.") for n in wrong))
        ordered = {id: self.dangers[id] for id in sorted(self.dangers)}
        object.__setattr__(self, "dangers", MappingProxyType(ordered))


@dataclass(frozen=True, slots=True)
class Diary:
    """All entries of a person, in any order."""

    entries: tuple[DiaryEntry, ...] = ()

    def until(self, today: date) -> tuple[DiaryEntry, ...]:
        """Return one entry a day up to and with today, the first day first; the worse wins."""
        days: dict[date, list[DiaryEntry]] = {}
        for entry in self.entries:
            if entry.day <= today:
                days.setdefault(entry.day, []).append(entry)
        return tuple(_joined(day, days[day]) for day in sorted(days))


def worse(first: Answer, second: Answer) -> Answer:
    """Return the more worrying of two answers to a danger sign: yes, then not known, then no."""
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


def _joined(day: date, entries: list[DiaryEntry]) -> DiaryEntry:
    """Join the entries of one day so that their order cannot matter."""

    def most(read: Callable[[DiaryEntry], _T | None], key: Callable[[_T], float]) -> _T | None:
        return max((v for e in entries if (v := read(e)) is not None), key=key, default=None)

    rank = list(Spread)
    return DiaryEntry(
        day=day,
        pain_now=most(lambda e: e.pain_now, float),
        pain_worst=most(lambda e: e.pain_worst, float),
        pain_during=most(lambda e: e.pain_during, float),
        pain_after=most(lambda e: e.pain_after, float),
        pain_next_morning=most(lambda e: e.pain_next_morning, float),
        effort=most(lambda e: e.effort, float),
        done=most(lambda e: e.done, float),
        dangers=dangers_of(entries),
        spread=most(lambda e: e.spread, rank.index),
        light_headed=most(lambda e: e.light_headed, float),
    )
