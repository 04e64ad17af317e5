"""A self-experiment: days with something harmless and days without, by lot, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lumbago.assessment import Assessment
from lumbago.diary import Diary, Suspended, exposures_of, suspension
from lumbago.insights.search import EFFECT_WIDTH, plain
from lumbago.insights.whole import Clarity, Insights, monday, pains
from lumbago.knowledge import Exposure, KnowledgeBase
from lumbago.series.regression import Array, Prior, fit

BLOCK: Final = 2
"""Days in a row that are alike, so that what lasts until tomorrow can show."""

LENGTH: Final = 28
"""Days of an experiment: long enough for a point, short enough to bear. Our estimate."""

LEAST_EACH: Final = 6
"""So many days of each sort are needed before a result is told: our estimate."""

DRAWS: Final = 999
"""So many other lots are drawn to see what chance alone would do."""


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
        chance: how often a lot drawn anew would show as large a difference by luck alone.
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
        ValueError: the thing must not be tried by lot, or the length is no multiple of 4.
    """
    if not kb.care.exposures[exposure].may_try:
        raise ValueError(f"{exposure} is not for an experiment")
    if length <= 0 or length % (2 * BLOCK):
        raise ValueError("an experiment has a multiple of 4 days")
    return Experiment(exposure, start, _drawn(rng, length))


def _drawn(rng: np.random.Generator, length: int) -> tuple[bool, ...]:
    first = rng.integers(0, 2, length // (2 * BLOCK)).astype(bool)
    return tuple(
        bool(told) for is_first in first for told in [is_first] * BLOCK + [not is_first] * BLOCK
    )


def evaluate(
    kb: KnowledgeBase,
    assessment: Assessment | None,
    experiment: Experiment,
    diary: Diary,
    today: date,
    rng: np.random.Generator,
) -> Outcome | Suspended:
    """Compare the days with and without, as the lot had it and not as it was kept.

    Args:
        kb: the knowledge base.
        assessment: of the newest answers; None where there are none.
        experiment: the experiment.
        diary: the diary.
        today: entries after it do not count.
        rng: draws the other lots.
    """
    held = suspension(kb, assessment, diary.entries, today)
    if held is not None:
        return held
    entries = diary.until(today)
    _, days, pain = pains(entries)
    begun = monday(entries) if entries else experiment.start
    lot = [experiment.is_on(begun + timedelta(days=int(d))) for d in days]
    inside = np.array([told is not None for told in lot], dtype=bool)
    on = np.array([bool(told) for told in lot])[inside]
    days, pain = days[inside], pain[inside]
    said = [(experiment.is_on(e.day), exposures_of(kb, e)[experiment.exposure]) for e in entries]
    told = [(planned, there) for planned, there in said if None not in {planned, there}]
    enough = min(int(on.sum()), int((~on).sum())) >= LEAST_EACH
    points = low = high = chance = None
    if enough:
        x, widths = plain(days)
        prior = Prior(np.zeros(len(widths) + 1), np.append(widths, EFFECT_WIDTH))
        fitted = fit(days, pain, np.column_stack([x, on.astype(np.float64)]), prior)
        points, (low, high) = float(fitted.mean(-1)), fitted.interval(-1)
        at = days - (experiment.start - begun).days
        chance = _chance(pain, on, at.tolist(), len(experiment.on), rng)
    return Outcome(
        points=points,
        low=low,
        high=high,
        chance=chance,
        days_on=int(on.sum()),
        days_off=int((~on).sum()),
        kept=sum(planned is there for planned, there in told),
        told=len(told),
        is_over=today > experiment.end,
    )


def _chance(
    pain: Array, on: NDArray[np.bool_], at: Iterable[int], length: int, rng: np.random.Generator
) -> float:
    """Return how often another lot shows as large a difference: a randomisation test."""
    places = list(at)

    def difference(lot: NDArray[np.bool_]) -> float:
        if lot.all() or not lot.any():
            return 0.0
        return abs(float(pain[lot].mean() - pain[~lot].mean()))

    seen = difference(on)
    others = (np.array(_drawn(rng, length))[places] for _ in range(DRAWS))
    return (1 + sum(difference(lot) >= seen - 1e-12 for lot in others)) / (DRAWS + 1)
