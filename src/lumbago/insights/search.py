"""Which of many things goes with the pain: one regression each, and false finds kept rare.

Each window is tried alone, beside the day of the week, a slow trend, and all that was found
before it. What is found must be too clear to be the luck of trying many: at most one find in ten
may be false (Benjamini and Hochberg 1995). The effects are then shrunk by how likely each is to
be there at all, since the best of many looks better than it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lumbago.insights.windows import Lag, Window
from lumbago.series.regression import FREE, Array, Days, Fit, Prior, fit

FALSE_SHARE: Final = 0.07
"""At most this part of the finds may be false by the sums. In truth it is somewhat more, since
days are told in whole points and rho is not known; a tenth is what we promise."""

EFFECT_WIDTH: Final = 3.0
"""Hardly any habit of a day moves pain by more than six points of ten: our estimate."""

EXPECTED_WAY: Final = 0.75
"""So much of the right to be wrong is kept for the direction that studies make us expect."""

PATIENCE: Final = {Lag.SAME_DAY: 1.5, Lag.NEXT_DAYS: 1.0, Lag.WEEK: 0.5}
"""How easily a find is believed at each lag; the usual one is 1, as the weights of
Genovese, Roeder and Wasserman 2006. Most studies of triggers look at the hours after."""

WEEKDAY_WIDTH: Final = 0.5
"""Days of the week differ little: our estimate."""

TREND_WIDTH: Final = 3.0
"""Over the whole diary pain may go far: our estimate."""

LEAST_EACH: Final = 5
"""So many days with it and without it are needed before anything is said: our estimate."""


@dataclass(frozen=True, slots=True)
class Effect:
    """How much higher the pain was on days with something.

    Attributes:
        points: the shrunk effect, in points of the 0 to 10 scale; below 0 is less pain.
        low: the lower end of the 95 % interval.
        high: its upper end.
        doubt: how often chance alone would look like this.
        sure: how likely there is anything at all, 0 to 1, among all that was tried.
        found: whether it stands out from the many that were tried.
        days_with: days with it, of the days with a known pain.
        days_without: days without it.
    """

    points: float
    low: float
    high: float
    doubt: float
    sure: float
    found: bool
    days_with: int
    days_without: int


def effects(
    days: Days, pain: Array, columns: Mapping[Window, Array], expected: Mapping[Window, float]
) -> dict[Window, Effect]:
    """Return the effect of each window with enough days, in the order of the windows.

    Args:
        days: the number of each day with a known pain, rising; a Monday is divisible by 7.
        pain: the pain of each, 0 to 10.
        columns: for each window 1 where it was so, 0 where not, NaN where nobody knows.
        expected: the effect that studies make us expect, in points; none where left out.
    """
    tried = {w: columns[w] for w in sorted(columns) if _is_enough(columns[w])}
    found: list[Window] = []
    fits = {w: _fit(days, pain, tried, [w], expected) for w in tried}
    while fits and len(found) < len(tried):
        left = [w for w in fits if w not in found]
        doubts = {w: _doubt(fits[w], w, expected) for w in left}
        best = min(left, key=lambda w: (doubts[w], w))
        if doubts[best] > FALSE_SHARE * (len(found) + 1) / len(tried):
            break
        found.append(best)
        fits |= {w: _fit(days, pain, tried, [*found, w], expected) for w in left if w != best}
    for w in found:  # each beside all the others
        others = [o for o in found if o != w]
        fits[w] = _fit(days, pain, tried, [*others, w], expected)
    return _told(days, pain, tried, fits, found, expected)


def _doubt(fitted: Fit, window: Window, expected: Mapping[Window, float]) -> float:
    """Return how often chance alone would look like this, by what was expected."""
    sign = np.sign(expected.get(window, 0.0))
    up = {1: EXPECTED_WAY, 0: 0.5, -1: 1 - EXPECTED_WAY}[int(sign)]
    below = fitted.below_zero(-1)
    return min(1.0, min(below / up, (1 - below) / (1 - up)) / PATIENCE[window.lag])


def _is_enough(column: Array) -> bool:
    return min(int((column == 1).sum()), int((column == 0).sum())) >= LEAST_EACH


def _told(
    days: Days,
    pain: Array,
    tried: Mapping[Window, Array],
    fits: Mapping[Window, Fit],
    found: list[Window],
    expected: Mapping[Window, float],
) -> dict[Window, Effect]:
    """Return the effects with how sure each is."""
    gains = {}
    for w in tried:
        others = [o for o in found if o != w]
        without = _fit(days, pain, tried, others, expected, known=~np.isnan(tried[w]))
        gains[w] = fits[w].evidence - without.evidence
    sure = _sureness(gains)
    told = {}
    for w, column in tried.items():
        low, high = fits[w].interval(-1)
        points = min(max(sure[w] * fits[w].mean(-1), low), high)
        told[w] = Effect(
            points, low, high, _doubt(fits[w], w, expected), sure[w], w in found,
            int((column == 1).sum()), int((column == 0).sum()),
        )  # fmt: skip
    return told


def _sureness(gains: Mapping[Window, float]) -> dict[Window, float]:
    """Return how likely each effect is to be there, the share that are being learnt from all."""
    share = 1 / (len(gains) + 2)
    sure = dict.fromkeys(gains, share)
    for _ in range(30):
        odds = share / (1 - share)
        sure = {w: 1 - 1 / (1 + odds * exp(min(gain, 50.0))) for w, gain in gains.items()}
        share = (1 + sum(sure.values())) / (len(gains) + 2)
    return sure


def _fit(
    days: Days,
    pain: Array,
    columns: Mapping[Window, Array],
    used: list[Window],
    expected: Mapping[Window, float],
    known: NDArray[np.bool_] | None = None,
) -> Fit:
    """Fit with some windows on the known days: else those on which the last one is known."""
    if known is None:
        known = ~np.isnan(columns[used[-1]])
    shown = [_filled(columns[w])[known] for w in used]
    at = days[known]
    x, widths = plain(at)
    middles = np.concatenate([np.zeros(len(widths)), [expected.get(w, 0.0) for w in used]])
    prior = Prior(middles, np.concatenate([widths, np.full(len(used), EFFECT_WIDTH)]))
    return fit(at, pain[known], np.column_stack([x, *shown]), prior)


def _filled(column: Array) -> Array:
    """Put the usual share where nobody knows: neither a yes nor a no."""
    return np.where(np.isnan(column), np.nanmean(column), column)


def plain(days: Days) -> tuple[Array, Array]:
    """Return what is always beside a window: a level, a slow trend, the day of the week."""
    length = max(1, int(days[-1] - days[0]))
    trend = (days - (days[0] + days[-1]) / 2) / length
    weekdays = (days[:, None] % 7 == np.arange(1, 7)).astype(np.float64)
    x = np.column_stack([np.ones(len(days)), trend, weekdays])
    return x, np.array([FREE, TREND_WIDTH, *[WEEKDAY_WIDTH] * 6])
