"""When something may show: on the day itself, one to three days later, or after a full week.

What sets a pain off is often only the last part of a build-up, so the last event alone is not
enough to look at.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from lumbago.series.noise import Array, Days


class Lag(StrEnum):
    """How long after something its effect is looked for."""

    SAME_DAY = "same_day"
    NEXT_DAYS = "next_days"
    WEEK = "week"


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """One thing that may matter, seen at one lag."""

    trigger: str
    lag: Lag


NEXT: Final = 3
WEEK: Final = 7
KNOWN_OF_NEXT: Final = 2
KNOWN_OF_WEEK: Final = 5
"""So many days before must be known, or nothing is said of that day: our estimate."""


def column(days: Days, was_so: Array, lag: Lag) -> Array:
    """Return for each day whether a window is filled: 1, 0, or NaN where nobody knows.

    Where one of the days before is not known and the others had none, it is how likely it was so.

    Args:
        days: the days to fill, rising; `was_so[0]` is day 0.
        was_so: for each day from 0 on: 1 it was so, 0 it was not, NaN nobody knows.
        lag: which days count: itself, any of the three before, or more of the seven before than
            is usual for this person.
    """
    if lag is Lag.SAME_DAY:
        return was_so[days]
    if lag is Lag.NEXT_DAYS:
        count, known = _before(days, was_so, NEXT)
        none = (1 - np.nanmean(was_so)) ** (NEXT - known) if (known > 0).any() else count
        told = np.where(count > 0, 1.0, 1 - none)
        return np.where((known >= KNOWN_OF_NEXT) | (count > 0), told, np.nan)
    count, known = _before(days, was_so, WEEK)
    share = np.where(known >= KNOWN_OF_WEEK, count / np.maximum(known, 1), np.nan)
    if np.isnan(share).all():
        return share
    return np.where(np.isnan(share), np.nan, (share > np.nanmedian(share)).astype(np.float64))


def _before(days: Days, was_so: Array, length: int) -> tuple[Array, Array]:
    """Return on how many of the days before it was so, and how many are known."""
    told = np.concatenate([np.full(length, np.nan), was_so])
    past = np.stack([told[days + length - back] for back in range(1, length + 1)])
    return np.nansum(past, axis=0), (~np.isnan(past)).sum(axis=0).astype(np.float64)
