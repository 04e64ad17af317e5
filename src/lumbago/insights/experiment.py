"""A self-experiment: days with something harmless and days without, by lot, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any, Final

import numpy as np

from lumbago.assessment import Assessment
from lumbago.diary import Diary, Suspended, exposures_of, suspension
from lumbago.insights.search import EFFECT_WIDTH, plain
from lumbago.insights.whole import Clarity, Insights, monday, pains
from lumbago.knowledge import Exposure, KnowledgeBase
from lumbago.series.noise import Array, Days
from lumbago.series.regression import Fit, Prior, fit, see

BLOCK: Final = 2
"""Days in a row that are alike, so that what lasts until tomorrow can show."""

LENGTH: Final = 28
"""Days of an experiment: long enough for a point, short enough to bear. Our estimate."""

LEAST_EACH: Final = 6
"""So many days of each sort are needed before a result is told: our estimate."""

LONGEST: Final = 40
"""Days of the longest experiment: all lots that could have been drawn are still looked at."""


@dataclass(frozen=True, slots=True)
class Experiment:
    """What to try, from which day on, and for each day whether it is a day with it."""

    exposure: str
    start: date
    on: tuple[bool, ...]

    def is_on(self, day: date) -> bool | None:
        """Whether a day is one with it; None outside the experiment."""
        at = (day - self.start).days
        return self.on[at] if 0 <= at < len(self.on) else None

    @property
    def end(self) -> date:
        """The last day."""
        return self.start + timedelta(days=len(self.on) - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an experiment so far.

    Attributes:
        points: how much higher the pain was on days with it; None with too few days.
        low: the lower end of the 95 % interval.
        high: its upper end.
        chance: the share of all lots that could have been drawn that show as clear a difference.
        days_on: days with it and with a known pain.
        days_off: days without it and with a known pain.
        kept: days on which the diary says that the lot was kept, of those where it says anything.
        told: days on which the diary says anything of it.
        is_over: whether its last day has gone by.
    """

    points: float | None
    low: float | None
    high: float | None
    chance: float | None
    days_on: int
    days_off: int
    kept: int
    told: int
    is_over: bool


def worth_trying(kb: KnowledgeBase, insights: Insights | Suspended) -> tuple[Exposure, ...]:
    """Return what could be tried by lot: harmless things of which the days do not say enough.

    Nothing while somebody must look first. Never anything that may bring pain on, and never to
    leave a medicine out.
    """
    if isinstance(insights, Suspended):
        return ()
    settled = {i.exposure.id for i in insights.told if i.clarity in {Clarity.FOUND, Clarity.SMALL}}
    return tuple(e for e in kb.care.exposures.values() if e.may_try and e.id not in settled)


def draw_experiment(
    kb: KnowledgeBase, exposure: str, start: date, rng: np.random.Generator, length: int = LENGTH
) -> Experiment:
    """Draw the days of an experiment.

    Blocks of two days go in pairs, one with and one without, so that both come equally often.

    Raises:
        ValueError: the thing must not be tried by lot, or the length is no multiple of 4 or
            above `LONGEST`.
    """
    if not kb.care.exposures[exposure].may_try:
        raise ValueError(f"{exposure} is not for an experiment")
    if not 0 < length <= LONGEST or length % (2 * BLOCK):
        raise ValueError(f"an experiment has a multiple of 4 days, at most {LONGEST}")
    return Experiment(exposure, start, drawn(rng, length))


def drawn(rng: np.random.Generator, length: int) -> tuple[bool, ...]:
    """Draw for each day of an experiment whether it is one with it."""
    first = rng.integers(0, 2, length // (2 * BLOCK)).astype(bool)
    return _days(first)


def _days(first: Iterable[Any]) -> tuple[bool, ...]:
    """Return the days of a lot, which says for each pair of blocks whether the first is with it."""
    return tuple(
        bool(told) for is_first in first for told in [is_first] * BLOCK + [not is_first] * BLOCK
    )


def evaluate(
    kb: KnowledgeBase,
    assessment: Assessment | None,
    experiment: Experiment,
    diary: Diary,
    today: date,
) -> Outcome | Suspended:
    """Compare the days with and without, as the lot had it and not as it was kept.

    Args:
        kb: the knowledge base.
        assessment: of the newest answers; None where there are none.
        experiment: the experiment.
        diary: the diary.
        today: entries after it do not count.
    """
    held = suspension(kb, assessment, diary.entries, today)
    if held is not None:
        return held
    entries = diary.until(today)
    _, days, pain = pains(entries)
    begun = monday(entries) if entries else experiment.start
    lot = [experiment.is_on(begun + timedelta(days=int(d))) for d in days]
    inside = np.array([told is not None for told in lot], dtype=bool)
    on = np.array([bool(told) for told in lot], dtype=bool)[inside]
    days, pain = days[inside], pain[inside]
    said = [(experiment.is_on(e.day), exposures_of(kb, e)[experiment.exposure]) for e in entries]
    told = [(planned, there) for planned, there in said if None not in {planned, there}]
    enough = min(int(on.sum()), int((~on).sum())) >= LEAST_EACH
    at = days - (experiment.start - begun).days
    found = compared(days, pain, at, experiment.on) if enough else None
    return Outcome(
        points=found.points if found else None,
        low=found.low if found else None,
        high=found.high if found else None,
        chance=found.chance if found else None,
        days_on=int(on.sum()),
        days_off=int((~on).sum()),
        kept=sum(planned is there for planned, there in told),
        told=len(told),
        is_over=today > experiment.end,
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """The days with it beside those without: how much higher, between what, and by what luck."""

    points: float
    low: float
    high: float
    chance: float


def compared(days: Days, pain: Array, at: Days, on: tuple[bool, ...]) -> Compared:
    """Compare by the lot that was drawn, and by every other one that could have been.

    The share of lots that show as clear a difference is an exact test: nothing but the lot has
    to be true to chance. The interval reaches as far as 19 of 20 lots do once the effect is taken
    out, and never less far than the model says: of 28 days it is too sure of itself.
    """
    others = [_days(first) for first in product((False, True), repeat=len(on) // (2 * BLOCK))]
    lots = np.array([on, *others], dtype=np.float64)[:, at].T
    fitted = _each(days, pain, lots)
    clear = np.abs(fitted.mean / fitted.spread)
    chance = float((clear[1:] >= clear[0] - 1e-9).mean())
    left = _each(days, pain - fitted.mean[0] * lots[:, 0], lots)
    usual = float(np.quantile(np.abs(left.mean / left.spread)[1:], 0.95))
    low, high = fitted.interval()
    middle = float(fitted.mean[0])
    reach = usual * float(fitted.spread[0])
    return Compared(
        middle, min(float(low[0]), middle - reach), max(float(high[0]), middle + reach), chance
    )


def _each(days: Days, pain: Array, lots: Array) -> Fit:
    """Fit every lot by itself, beside level, trend and weekdays."""
    x, widths = plain(days)
    known, tried = len(widths), lots.shape[1]
    prior = Prior(np.zeros(known + tried), np.append(widths, np.full(tried, EFFECT_WIDTH)))
    seen = see(days, pain, np.column_stack([x, lots]))
    return fit(seen, prior, list(range(known)), known + np.arange(tried)[:, None])
