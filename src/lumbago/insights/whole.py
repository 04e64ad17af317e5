"""`find_insights`: what goes with better and worse days of one person, and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

import numpy as np

from lumbago.assessment import Assessment
from lumbago.diary import Diary, DiaryEntry, Suspended, exposures_of, pain_field, suspension
from lumbago.insights.search import LEAST_EACH, Effect, effects
from lumbago.insights.windows import Lag, Window, column
from lumbago.knowledge import Exposure, ExposureKind, KnowledgeBase
from lumbago.series.noise import Array, Days

LEAST_DAYS: Final = 14
"""So many days with a known pain are needed before anything is looked for: our estimate."""

MOST: Final = timedelta(days=365)
"""Older days are left out: what went with pain years ago need not go with it now, and the page
would take longer with every year. Our estimate."""

SMALL: Final = 1.0
"""An effect whose whole interval is within so many points is called small: our estimate, half of
the change of 2 points that people notice."""

EXPECTED: Final = {ExposureKind.LOAD: 0.3, ExposureKind.STATE: 0.3, ExposureKind.RELIEF: -0.3}
"""Points that each kind is expected to add, a weak pull that a few weeks of days outweigh: our
estimate. Where a study counted it, `Exposure.expects` stands in its place."""

LAGS: Final = {
    ExposureKind.LOAD: tuple(Lag),
    ExposureKind.STATE: tuple(Lag),
    ExposureKind.RELIEF: (Lag.NEXT_DAYS, Lag.WEEK),
}
"""At which lags each kind is looked at. What eases pain is used on bad days: on the day itself it
would look as if it made them."""


class Clarity(StrEnum):
    """What the days say of one thing."""

    FOUND = "found"
    UNCLEAR = "unclear"
    SMALL = "small"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True, kw_only=True)
class Insight:
    """What the days say of one thing, at the lag at which it shows most.

    Attributes:
        exposure: the thing.
        lag: when it may show.
        clarity: whether it stands out, is unclear, is small, or has too few days.
        effect: how much higher the pain was; None with too few days.
        days_with: days with it, of the days with a known pain.
        days_without: days without it.
    """

    exposure: Exposure
    lag: Lag
    clarity: Clarity
    effect: Effect | None
    days_with: int
    days_without: int

    @property
    def more_with(self) -> int:
        """How many more days with it are needed."""
        return max(0, LEAST_EACH - self.days_with)

    @property
    def more_days(self) -> int | None:
        """How many more days may make it clear; None where even a year would not."""
        if self.effect is None:
            return None
        more = self.effect.more_days
        return (
            more if self.effect.days_with + self.effect.days_without + more <= MOST.days else None
        )

    @property
    def more_without(self) -> int:
        """How many more days without it are needed."""
        return max(0, LEAST_EACH - self.days_without)


@dataclass(frozen=True, slots=True, kw_only=True)
class Insights:
    """What goes with better and worse days: clear finds first, then what is not clear.

    Attributes:
        knowledge: version and digest of the knowledge.
        measure: which pain it is about, "pain_worst" or "pain_now".
        days: days with a known pain, of the last year.
        is_last_year: whether there are older days, which are left out.
        more_days: how many more are needed before anything is looked for; 0 when there are enough.
        told: what the days say, the clearest first.
    """

    knowledge: str
    measure: str
    days: int
    is_last_year: bool
    more_days: int
    told: tuple[Insight, ...]

    @property
    def found(self) -> tuple[Insight, ...]:
        """What stands out."""
        return tuple(i for i in self.told if i.clarity is Clarity.FOUND)


def find_insights(
    kb: KnowledgeBase, assessment: Assessment | None, diary: Diary, today: date
) -> Insights | Suspended:
    """Say what goes with better and worse days.

    "Goes with" is all that days can show: neither is shown to bring the other.

    Args:
        kb: the knowledge base.
        assessment: of the newest answers; None where there are none.
        diary: the diary, its entries in any order.
        today: entries after it do not count.

    Returns:
        What was found, or `Suspended` where answers or diary ask for somebody to look first.
    """
    held = suspension(kb, assessment, diary.entries, today)
    if held is not None:
        return held
    recent = Diary(tuple(e for e in diary.entries if today - e.day < MOST))
    entries = recent.until(today)
    measure, days, pain = pains(entries)
    more = max(0, LEAST_DAYS - len(days))
    columns = _columns(kb, entries, days) if len(days) and not more else {}
    expected = {w: _expected(kb.care.exposures[w.trigger]) for w in columns}
    told = effects(days, pain, columns, expected) if columns else {}
    each = [_insight(kb, id, columns, told) for id in dict.fromkeys(w.trigger for w in columns)]
    order = list(Clarity)
    each.sort(key=lambda i: (order.index(i.clarity), -_size(i), i.exposure.id))
    return Insights(
        knowledge=f"{kb.version}-{kb.digest}",
        measure=measure,
        days=len(days),
        is_last_year=len(recent.entries) < len(diary.entries),
        more_days=more,
        told=tuple(each),
    )


def pains(entries: tuple[DiaryEntry, ...]) -> tuple[str, Days, Array]:
    """Return the pain of the days, by `lumbago.diary.pain_field`.

    Days are counted from a Monday on or before the first entry.
    """
    measure = pain_field(entries)
    known = [(e.day, v) for e in entries if (v := getattr(e, measure)) is not None]
    begun = monday(entries)
    days = np.array([(day - begun).days for day, _ in known], dtype=np.int64)
    return measure, days, np.array([v for _, v in known], dtype=np.float64)


def monday(entries: tuple[DiaryEntry, ...]) -> date:
    """Return the Monday on or before the first entry: day 0 of the sums."""
    first = entries[0].day if entries else date.min
    return date.fromordinal(first.toordinal() - first.weekday())


def _columns(kb: KnowledgeBase, entries: tuple[DiaryEntry, ...], days: Days) -> dict[Window, Array]:
    begun = monday(entries)
    was_so = {id: np.full(int(days[-1]) + 1, np.nan) for id in kb.care.exposures}
    for entry in entries:
        at = (entry.day - begun).days
        if at <= days[-1]:
            for id, there in exposures_of(kb, entry).items():
                was_so[id][at] = np.nan if there is None else float(there)
    return {
        Window(id, lag): column(days, told, lag)
        for id, told in was_so.items()
        if not np.isnan(told).all()
        for lag in LAGS[kb.care.exposures[id].kind]
    }


def _expected(exposure: Exposure) -> float:
    return EXPECTED[exposure.kind] if exposure.expects is None else exposure.expects


def _insight(
    kb: KnowledgeBase, id: str, columns: Mapping[Window, Array], told: Mapping[Window, Effect]
) -> Insight:
    """Tell of one thing at the lag that is found, else at the one that is surest."""
    windows = [w for w in columns if w.trigger == id]
    tried = [w for w in windows if w in told]
    best = min(tried, key=lambda w: (not told[w].found, -told[w].sure, w)) if tried else windows[0]
    effect = told.get(best)
    return Insight(
        exposure=kb.care.exposures[id],
        lag=best.lag,
        clarity=_clarity(effect),
        effect=effect,
        days_with=int((columns[best] == 1).sum()),
        days_without=int((columns[best] == 0).sum()),
    )


def _clarity(effect: Effect | None) -> Clarity:
    if effect is None:
        return Clarity.TOO_FEW
    if effect.found:
        return Clarity.FOUND
    is_small = effect.low >= -SMALL and effect.high <= SMALL
    return Clarity.SMALL if is_small else Clarity.UNCLEAR


def _size(insight: Insight) -> float:
    return round(insight.effect.sure, 9) if insight.effect else 0.0
