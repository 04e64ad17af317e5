"""Flares: bumps on the way, which are to be expected, and those that last too long."""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final

from lumbago.diary import DiaryEntry

BEFORE: Final = timedelta(days=28)
MOST_BEFORE: Final = 7
LEAST_BEFORE: Final = 3
"""A day is set against the middle of the last seven quiet days, three at least, of four weeks: our
estimates. Four weeks, so that a flare of two weeks and more is still seen as one."""


@dataclass(frozen=True, slots=True)
class Flare:
    """Days in a row that were clearly worse than the days before.

    Attributes:
        first: the first of them.
        last: the last of them so far.
        rise: by how many points at its worst.
    """

    first: date
    last: date
    rise: float

    @property
    def days(self) -> int:
        """How many days it lasted."""
        return (self.last - self.first).days + 1


def flares_of(entries: tuple[DiaryEntry, ...], pain: str, rise: float) -> tuple[Flare, ...]:
    """Return the flares of a diary, the first one first.

    Args:
        entries: one a day, in their order.
        pain: which pain counts.
        rise: from so many points on it is a flare.
    """
    quiet: list[tuple[date, float]] = []
    found: list[Flare] = []
    for entry in entries:
        value = getattr(entry, pain)
        if value is None:
            continue
        near = [v for day, v in quiet[-MOST_BEFORE:] if entry.day - day <= BEFORE]
        up = value - median(near) if len(near) >= LEAST_BEFORE else 0.0
        if up < rise:
            quiet.append((entry.day, value))
        elif found and (entry.day - found[-1].last).days <= 2 and not _is_between(quiet, found[-1]):
            found[-1] = Flare(found[-1].first, entry.day, max(found[-1].rise, up))
        else:
            found.append(Flare(entry.day, entry.day, up))
    return tuple(found)


def _is_between(quiet: list[tuple[date, float]], flare: Flare) -> bool:
    """Whether a quiet day came after a flare."""
    return bool(quiet) and quiet[-1][0] > flare.last
