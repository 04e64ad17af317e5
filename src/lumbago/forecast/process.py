"""A band for weeks to come, learnt from the days so far, and from how steady they were.

    pain of a day = curve of the group at the person's pace
                  + how far this person lies from it        (a level, and a slope over log weeks)
                  + ups and downs                           (they fade within weeks or months)
                  + the day itself                          (partly carried over to the next day)
                  + rounding to whole points

How large each part is differs from person to person. So every combination of `SIZES` is tried:
given one, all is normal, and a Kalman filter goes through the days once, for all of them together.
The days say how likely each is; the band is a quantile of their mixture, with heavier tails than
any of them. What the filter held after n days gives the band that was drawn then.
"""

from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np

from lumbago.forecast.curves import LAST_WEEK, Curve
from lumbago.forecast.factors import Pace
from lumbago.series.mixture import quantile
from lumbago.series.noise import Array, Days
from lumbago.series.normal import below, density

LEVELS: Final = ((0.6, 0.6), (1.4, 0.4))
SWINGS: Final = ((0.5, 0.25), (1.0, 0.35), (1.8, 0.28), (3.0, 0.12))
SWING_WEEKS: Final = ((1.0, 0.3), (4.0, 0.4), (16.0, 0.3))
NOISES: Final = ((0.4, 0.25), (0.9, 0.5), (1.8, 0.25))
"""How large a part may be, and how often we think so beforehand: our estimates. Standard
deviations in points of the 0 to 10 scale; ups and downs fade in so many weeks."""

SLOPE: Final = 1.2
CARRIED: Final = 0.4
ROUNDING: Final = 1 / 12
"""The slope in points until week 52; the share of a day that is carried over to the next one:
our estimates. Whole points are off by a variance of a twelfth."""

SIZES: Final[Array] = np.array(
    [
        (level, swing, weeks, noise, a * b * c * d)
        for (level, a), (swing, b), (weeks, c), (noise, d) in product(
            LEVELS, SWINGS, SWING_WEEKS, NOISES
        )
    ]
)
"""One row for each combination: level, ups and downs, their weeks, noise, and how likely it is."""

ENDS: Final = (0.1, 0.5, 0.9)
"""Of ten people one does better than the low end, and one worse than the high end."""

PACE_90: Final = 3.29
"""The ends of a factor's range lie so many standard deviations apart."""

WEEK: Final = 7
_FIXED, _ALL = 4, 6
_LEVEL, _SWING_WEEKS, _LIKELY = SIZES[:, 0], SIZES[:, 2], SIZES[:, 4]
_MOVING: Final[Array] = SIZES[:, [1, 3]] ** 2
_FADING: Final[Array] = np.column_stack(
    [np.exp(-1 / (WEEK * _SWING_WEEKS)), np.full(len(SIZES), CARRIED)]
)
"""Variances of ups and downs and of the day itself, and how much of them a day later is left."""


@dataclass(frozen=True, slots=True)
class Band:
    """The mean pain or limits of a week, 0 to 10: of ten people one lies below, one above.

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


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was known after so many days, for each row of `SIZES`.

    The parts are, in this order: how far the group's curve is off, level, slope, pace, ups and
    downs, the day itself.

    Attributes:
        means: of the parts.
        spreads: how the parts vary together.
        weights: how likely each row is; they add up to 1.
    """

    means: Array
    spreads: Array
    weights: Array


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
    learnt = learn(curve, pace, days, values)
    means, spreads = foreseen(learnt, curve, pace, days, firsts, known)
    weights, scales = learnt.weights[known], np.sqrt(spreads)
    ends = (np.clip(quantile(p, weights, means, scales, below, density), 0.0, 10.0) for p in ENDS)
    weeks = firsts / WEEK + 0.5
    return tuple(Band(*map(float, row)) for row in zip(weeks, *ends, strict=True))


def learn(curve: Curve, pace: Pace, days: Days, values: Array) -> Learnt:
    """Go through the days once: what was known before the first one, and after each."""
    many = (len(days) + 1, len(SIZES))
    found = Learnt(np.zeros((*many, _ALL)), np.zeros((*many, _ALL, _ALL)), np.zeros(many))
    mean, spread = np.zeros((len(SIZES), _ALL)), _beforehand()
    log_weight = np.log(_LIKELY)
    seen = np.column_stack([_fixed(curve, pace, days), np.ones((len(days), 2))])
    rest = values - _middle(curve, pace, days)
    found.spreads[0], found.weights[0] = spread, log_weight
    for n in range(len(days)):
        if n:
            mean, spread = _later(mean, spread, int(days[n] - days[n - 1]))
        shared = spread @ seen[n]
        size = shared @ seen[n] + ROUNDING
        miss = rest[n] - mean @ seen[n]
        gain = shared / size[:, None]
        mean = mean + gain * miss[:, None]
        spread = spread - gain[:, :, None] * shared[:, None, :]
        log_weight = log_weight - (np.log(size) + miss**2 / size) / 2
        found.means[n + 1], found.spreads[n + 1] = mean, spread
        found.weights[n + 1] = log_weight
    weights = np.exp(found.weights - found.weights.max(axis=1, keepdims=True))
    return Learnt(found.means, found.spreads, weights / weights.sum(axis=1, keepdims=True))


def foreseen(
    learnt: Learnt, curve: Curve, pace: Pace, days: Days, firsts: Days, known: Days
) -> tuple[Array, Array]:
    """Return the mean and the variance of each week, one column for each row of `SIZES`."""
    asked = firsts[:, None] + np.arange(WEEK)
    newest = np.append(0, days)[known]
    left = (_FADING ** (asked - newest[:, None])[:, :, None, None]).mean(axis=1)
    left = np.where((known > 0)[:, None, None], left, 0.0)
    fixed = _fixed(curve, pace, asked.ravel()).reshape(*asked.shape, _FIXED).mean(axis=1)
    reach = np.concatenate([np.repeat(fixed[:, None], len(SIZES), axis=1), left], axis=2)
    middle = _middle(curve, pace, asked).mean(axis=1)
    means = middle[:, None] + np.einsum("wsi,wsi->ws", reach, learnt.means[known])
    spreads = np.einsum("wsi,wsij,wsj->ws", reach, learnt.spreads[known], reach, optimize=True)
    return means, spreads + (_MOVING * (_within_a_week() - left**2)).sum(axis=2)


def _beforehand() -> Array:
    """Return how the parts vary before any day, for each row of `SIZES`."""
    ones = np.ones(len(SIZES))
    sizes = np.column_stack([ones, _LEVEL**2, SLOPE**2 * ones, ones, _MOVING])
    return np.asarray(sizes[:, :, None] * np.eye(_ALL), dtype=np.float64)


def _later(mean: Array, spread: Array, gap: int) -> tuple[Array, Array]:
    """Return what is known of a day so many days later: ups and downs have faded a little."""
    left = np.ones((len(SIZES), _ALL))
    left[:, _FIXED:] = _FADING**gap
    spread = spread * left[:, :, None] * left[:, None, :]
    new = np.zeros((len(SIZES), _ALL))
    new[:, _FIXED:] = _MOVING * (1 - left[:, _FIXED:] ** 2)
    return mean * left, spread + new[:, :, None] * np.eye(_ALL)


def _fixed(curve: Curve, pace: Pace, days: Days) -> Array:
    """Return how far each part that stays for good reaches into each day."""
    weeks = _weeks(days)
    far = np.log1p(weeks) / np.log1p(LAST_WEEK)
    slower = curve.middle(weeks * pace.low) - curve.middle(weeks * pace.high)
    return np.column_stack([curve.doubt(weeks), np.ones(len(days)), far, slower / PACE_90])


def _within_a_week() -> Array:
    """Return how much the days of one week go together: the mean over all their pairs."""
    apart = np.abs(np.arange(WEEK)[:, None] - np.arange(WEEK))
    return np.asarray((_FADING[:, :, None, None] ** apart).mean(axis=(2, 3)), dtype=np.float64)


def _middle(curve: Curve, pace: Pace, days: Days) -> Array:
    return curve.middle(_weeks(days) * pace.ratio)


def _weeks(days: Days) -> Array:
    return np.asarray(days / WEEK, dtype=np.float64)
