"""Which of many things goes with the pain: one regression each, and false finds kept rare.

Each window is tried alone, beside the day of the week, a slow trend, and all that was found
before it. What is found must be too clear to be the luck of trying many: at most one diary in ten
may have a false find (Holm 1979, step by step; the tenth is shared out as Roeder and Wasserman 2009
have it). The effects are then shrunk by how likely each is to be there at all, since the best of
many looks better than it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np

from lumbago.insights.windows import Lag, Window
from lumbago.series.mixture import TINY
from lumbago.series.noise import Array, Days
from lumbago.series.normal import below
from lumbago.series.regression import FREE, Fit, Prior, fit, see

FALSE: Final = 0.10
"""At most this part of the diaries may have a false find."""

MOST: Final = 0.025
"""However little is tried, no find may be as likely by luck as this: its interval excludes 0."""

EFFECT_WIDTH: Final = 3.0
"""Hardly any habit of a day moves pain by more than six points of ten: our estimate."""

EXPECTED_WAY: Final = 0.9
"""So much of the right to be wrong is kept for the direction that studies make us expect."""

WAYS: Final = {1: EXPECTED_WAY, 0: 0.5, -1: 1 - EXPECTED_WAY}
"""The part of it for more pain, by the sign of what is expected."""

USUAL: Final = {Lag.SAME_DAY: 0.87, Lag.NEXT_DAYS: 0.1, Lag.WEEK: 0.03}
"""How usual it is that a thing shows at a lag, our estimate. Most studies of triggers look at the
hours after."""

SOUGHT: Final = 1.0
"""The effect that should be found as soon as can be, in points."""

CLEAR: Final = 4.0
"""From so many spreads on an effect is clear, and a smaller one is sought."""

FOUR_OF_FIVE: Final = 1.04
"""So many spreads beyond a threshold, four of five pass it: 0.84 if the noise were known; it is
seen to be more where it looks small by luck."""

LONGEST: Final = 30.0
"""So many times as many days are looked ahead at most."""

NORMAL: Final = NormalDist()

ABOUT: Final = 5.0
"""How fast days count less for how much was done "about then": to 1/e after so many days to either
side. Our estimate. Shorter sees quicker hidden states, and leaves less of each thing to see."""

SAME: Final = 1e-6
"""Where as much was done about every day, to so small a part, there is nothing to hold apart."""

WEEKDAY_WIDTH: Final = 0.35
"""Days of the week differ little: our estimate."""

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
        more_days: about so many more days until a point, if there is one, stands out in four of
            five diaries like this one; 0 where it is found.
    """

    points: float
    low: float
    high: float
    doubt: float
    sure: float
    found: bool
    days_with: int
    days_without: int
    more_days: int


def effects(
    days: Days, pain: Array, columns: Mapping[Window, Array], expected: Mapping[Window, float]
) -> dict[Window, Effect]:
    """Return the effect of each window with enough days, in the order of the windows.

    Args:
        days: the number of each day with a known pain, rising; a Monday is divisible by 7.
        pain: the pain of each, 0 to 10.
        columns: for each window 1 where it was so, 0 where not, between where it may have been,
            NaN where nobody knows.
        expected: the effect that studies make us expect, in points; none where left out.
    """
    tried = {w: columns[w] for w in sorted(columns) if _is_enough(columns[w])}
    if not tried:
        return {}
    look = _Look(days, pain, tried, expected)
    windows = list(tried)
    found: list[int] = []
    left = list(range(len(tried)))
    while left:
        fitted = look.fit(left, found)
        doubts = look.doubts(fitted, left)
        luck = np.clip(_shared(SOUGHT / fitted.spread, look.usual[left]), TINY, MOST)
        best = int((doubts / luck).argmin())
        if doubts[best] > luck[best]:
            break
        found.append(left[best])
        left = [n for n in left if windows[n].trigger != windows[found[-1]].trigger]
    return look.told(found)


def _is_enough(column: Array) -> bool:
    return min(_days_of(column)) >= LEAST_EACH


def _days_of(column: Array) -> tuple[int, int]:
    """Return on how many days it was so, and on how many not."""
    return int((column == 1).sum()), int((column == 0).sum())


class _Look:
    """All windows of a diary, with its days made independent once."""

    def __init__(
        self,
        days: Days,
        pain: Array,
        tried: Mapping[Window, Array],
        expected: Mapping[Window, float],
    ) -> None:
        x, widths = plain(days)
        about = about_then(days, tried)
        if np.ptp(about) > SAME:
            x, widths = np.column_stack([x, about]), np.append(widths, FREE)
        middles = [part for w in tried for part in (expected.get(w, 0.0), 0.0)]
        self.tried = tried
        self.plain = list(range(len(widths)))
        self.groups = len(widths) + np.arange(2 * len(tried)).reshape(-1, 2)
        self.seen = see(days, pain, np.column_stack([x, _parts(days, tried)]))
        self.prior = Prior(
            np.concatenate([np.zeros(len(widths)), middles]),
            np.concatenate([widths, np.full(len(middles), EFFECT_WIDTH)]),
        )
        ways = np.sign([expected.get(w, 0.0) for w in tried])
        self.up = np.array([WAYS[int(way)] for way in ways])
        self.usual = np.array([USUAL[w.lag] for w in tried])

    def fit(self, which: list[int], found: list[int]) -> Fit:
        """Fit some windows, each beside those that are found."""
        beside = [*self.plain, *self.groups[found].ravel()]
        return fit(self.seen, self.prior, beside, self.groups[which])

    def doubts(self, fitted: Fit, which: list[int]) -> Array:
        """Return how often chance alone would look like this, by what was expected."""
        below, up = fitted.below_zero(), self.up[which]
        return np.asarray(np.minimum(below / up, (1 - below) / (1 - up)))

    def told(self, found: list[int]) -> dict[Window, Effect]:
        """Return every effect, each beside all the others that are found."""
        left = [n for n in range(len(self.tried)) if n not in found]
        parts = [([w], [o for o in found if o != w]) for w in found]
        parts += [(left, found)] if left else []
        fits = [(which, self.fit(which, others)) for which, others in parts]
        order = np.array([w for which, _ in fits for w in which])
        at = np.argsort(order)
        joined = _joined([f for _, f in fits])
        low, high = joined.interval()
        sure = _sureness(joined.gains)
        points = np.clip(sure * joined.mean, low, high)
        doubts = self.doubts(joined, order.tolist())
        more = self.more_days(joined.mean[at], joined.spread[at])
        return {
            w: Effect(
                float(points[n]), float(low[n]), float(high[n]), float(doubts[n]), float(sure[n]),
                int(order[n]) in found, *_days_of(self.tried[w]), int(more[order[n]]),
            )
            for w, n in zip(self.tried, at.tolist(), strict=True)
        }  # fmt: skip

    def more_days(self, mean: Array, spread: Array) -> Array:
        """Return how many more days make a point clear enough, when days go on as they were.

        The days so far stay as they are: where they show less than a point, it takes longer.
        """
        way = np.where(self.up == WAYS[0], np.sign(mean), np.sign(self.up - WAYS[0]))
        right = np.maximum(self.up, 1 - self.up)
        longer = np.geomspace(1.0, LONGEST, 24)
        k = longer[:, None]
        clear = np.sqrt(k) * SOUGHT / spread
        shown = (way * mean / SOUGHT + k - 1) / k * clear
        luck = FOUR_OF_FIVE * np.sqrt(1 - 1 / k)
        shares = np.minimum(_shared(clear, self.usual), MOST) * right
        needed = [_first_above(longer, beyond) for beyond in (shown - _at(shares) - luck).T]
        return np.ceil((np.array(needed) - 1) * self.seen.y.shape[1])


def _first_above(x: Array, y: Array) -> float:
    """Return where a line through points first comes above 0; the last x where it does not."""
    above = np.flatnonzero(y > 0)
    n = int(above[0]) if len(above) else len(x)
    if n in {0, len(x)}:
        return float(x[0] if n == 0 else x[-1])
    part = -y[n - 1] / (y[n] - y[n - 1])
    return float(x[n - 1] + part * (x[n] - x[n - 1]))


def _joined(fits: list[Fit]) -> Fit:
    """Return fits to the same days as one."""
    return Fit(
        weights=np.concatenate([f.weights for f in fits]),
        means=np.concatenate([f.means for f in fits]),
        scales=np.concatenate([f.scales for f in fits]),
        gains=np.concatenate([f.gains for f in fits]),
        df=fits[0].df,
    )


def _shared(clear: Array, usual: Array) -> Array:
    """Return for each window how often it may be found by luck alone; each row together `FALSE`.

    Where an effect would hardly be seen, little is lost by being strict; so the rest can be less
    strict. These are the thresholds at which, of effects that are as usual as `usual` and as
    clear as `clear` (in spreads), the most are found.

    Source: Roeder and Wasserman 2009, on optimal weights for tests.
    """
    clear = np.minimum(clear, CLEAR)
    low, high = np.full(clear.shape[:-1], -20.0), np.full(clear.shape[:-1], 60.0)
    for _ in range(40):
        strict = (low + high) / 2
        shares = below((np.log(usual) - strict[..., None]) / clear - clear / 2)
        is_over = shares.sum(-1) > FALSE
        low, high = np.where(is_over, strict, low), np.where(is_over, high, strict)
    return shares


def _at(shares: Array) -> Array:
    """Return from how many spreads on a normal distribution has such a share."""
    each = [NORMAL.inv_cdf(max(share, 1e-12)) for share in shares.ravel().tolist()]
    return -np.reshape(each, shares.shape)


def _sureness(gains: Array) -> Array:
    """Return how likely each effect is to be there, the share that are being learnt from all."""
    sure = np.full(len(gains), share := 1 / (len(gains) + 2))
    for _ in range(30):
        odds = share / (1 - share)
        sure = 1 - 1 / (1 + odds * np.exp(np.minimum(gains, 50.0)))
        share = (1 + float(sure.sum())) / (len(gains) + 2)
    return sure


def _parts(days: Days, tried: Mapping[Window, Array]) -> Array:
    """Return two columns of each window: itself, and where it is not known."""
    columns = np.stack(list(tried.values()))
    known = ~np.isnan(columns)
    parts = np.stack([np.where(known, columns, 0.0), 1.0 - known], axis=1)
    return parts.reshape(-1, len(days)).T


def about_then(days: Days, tried: Mapping[Window, Array]) -> Array:
    """Return for each day how much was done about then, of all things, by what is usual.

    It takes up what a slow hidden state does to things and pain alike: a bad month with less done
    and more pain is no sign of what was done. Days count less by the same part with each day: so
    the best guess of such a state weighs them. All things together show it better than one, and
    leave nearly all of each thing to itself.
    """
    of_day = [c for w, c in tried.items() if w.lag is Lag.SAME_DAY]
    columns = np.stack(of_day or list(tried.values()))
    known = ~np.isnan(columns)
    shown = np.where(known, columns, 0.0)
    near = np.exp(-np.abs(days[:, None] - days) / ABOUT)
    then = (shown @ near) / np.maximum(known @ near, TINY)
    return np.asarray((then - (shown.sum(1) / known.sum(1))[:, None]).mean(0))


def plain(days: Days) -> tuple[Array, Array]:
    """Return what is always beside a window: a level, a slow trend, the day of the week."""
    length = max(1, int(days[-1] - days[0]))
    trend = (days - (days[0] + days[-1]) / 2) / length
    weekdays = (days[:, None] % 7 == np.arange(7)).astype(np.float64)
    x = np.column_stack([np.ones(len(days)), trend, weekdays])
    return x, np.array([FREE, FREE, *[WEEKDAY_WIDTH] * 7])
