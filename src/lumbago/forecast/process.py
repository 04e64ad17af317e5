"""A band for weeks to come, learnt from the days so far: a Gaussian process in closed form.

    pain of a day = curve of the group at the person's pace
                  + how far this person lies from it        (a level, and a slope over log weeks)
                  + slow ups and downs                      (they fade within about a month)
                  + the day itself                          (partly carried over to the next day)

Each part is normal, so the band of any week given any days is one solution of linear equations.
The days stand in their order in the factor of Cholesky: its first n rows are what was known
after n days, so one factor gives today's band and every band of the past.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from lumbago.forecast.curves import LAST_WEEK, NORMAL_80, Curve
from lumbago.forecast.factors import Pace
from lumbago.series.regression import Array, Days

LEVEL: Final = 1.3
SLOPE: Final = 1.0
WANDER: Final = 1.2
WANDER_WEEKS: Final = 4.0
NOISE: Final = 1.0
CARRIED: Final = 0.4
"""Standard deviations in points of the 0 to 10 scale, weeks, and the share of a day that is
carried over: our estimates, so chosen that two weeks of diary weigh about 0.7 against the group."""

PACE_90: Final = 3.29
"""The ends of a factor's range lie so many standard deviations apart."""

WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Band:
    """The pain or the limits of a week, 0 to 10: of ten people one lies below, one above.

    Attributes:
        week: weeks since the start, at the middle of the week that is meant.
        low: if it goes well.
        typical: the middle.
        high: if it goes slowly.
    """

    week: float
    low: float
    typical: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether a value lies in the band; a hair beyond it counts as in it."""
        return self.low - 1e-9 <= value <= self.high + 1e-9


def bands(
    curve: Curve, pace: Pace, days: Days, values: Array, firsts: Days, known: Days
) -> tuple[Band, ...]:
    """Return the band of the mean of some weeks, each from the days known by then.

    Args:
        curve: the group's.
        pace: the person's.
        days: days since the start with a value, rising.
        values: what was told on each, 0 to 10.
        firsts: the first day of each week that is asked for.
        known: how many of the days were known when the band was made, one number for each week.
    """
    asked = firsts[:, None] + np.arange(WEEK)
    flat = asked.ravel()
    shape = (len(firsts), WEEK)
    means = _middle(curve, pace, flat).reshape(shape).mean(axis=1)
    spread = np.array([_covariance(curve, pace, week, week).mean() for week in asked])
    if len(days):
        factor = np.linalg.cholesky(_covariance(curve, pace, days, days))
        cross = _covariance(curve, pace, days, flat).reshape(len(days), *shape).mean(axis=2)
        rest = (values - _middle(curve, pace, days))[:, None]
        solved = np.linalg.solve(factor, np.column_stack([rest, cross]))
        used = np.arange(len(days))[:, None] < known
        learnt = np.where(used, solved[:, 1:], 0.0)
        means = means + learnt.T @ solved[:, 0]
        spread = spread - (learnt**2).sum(axis=0)
    half = NORMAL_80 * np.sqrt(np.maximum(spread, 0.0))
    weeks = firsts / WEEK + 0.5
    ends = (np.clip(v, 0.0, 10.0) for v in (means - half, means, means + half))
    return tuple(Band(*map(float, row)) for row in zip(weeks, *ends, strict=True))


def _middle(curve: Curve, pace: Pace, days: Days) -> Array:
    return curve.middle(_weeks(days) * pace.ratio)


def _weeks(days: Days) -> Array:
    return np.asarray(days / WEEK, dtype=np.float64)


def _covariance(curve: Curve, pace: Pace, a: Days, b: Days) -> Array:
    """Return how two sets of days go together beforehand."""
    s, t = _weeks(a), _weeks(b)
    far, further = np.log1p(s) / np.log1p(LAST_WEEK), np.log1p(t) / np.log1p(LAST_WEEK)
    apart = np.abs(a[:, None] - b[None, :])
    total = np.outer(curve.doubt(s), curve.doubt(t)) + LEVEL**2
    total += SLOPE**2 * np.outer(far, further)
    total += np.outer(_pace_doubt(curve, pace, s), _pace_doubt(curve, pace, t))
    total += WANDER**2 * np.exp(-apart / (WEEK * WANDER_WEEKS))
    return np.asarray(total + NOISE**2 * CARRIED**apart, dtype=np.float64)


def _pace_doubt(curve: Curve, pace: Pace, weeks: Array) -> Array:
    """Return how far the middle may be off since the pace is a guess."""
    return (curve.middle(weeks * pace.low) - curve.middle(weeks * pace.high)) / PACE_90
