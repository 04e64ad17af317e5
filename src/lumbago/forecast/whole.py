"""`foretell`: what may come in the next weeks, as a band, and how well our bands did so far."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from lumbago.assessment import Assessment
from lumbago.diary import Diary, DiaryEntry, Suspended, pain_field, suspension
from lumbago.forecast.curves import LAST_WEEK, Curve, curve_of
from lumbago.forecast.factors import Pace, pace_of
from lumbago.forecast.process import WEEK, Band, bands
from lumbago.forecast.recurrence import Recurrence, recurrence_of
from lumbago.knowledge import KnowledgeBase
from lumbago.series.noise import Array, Days

TOLD_WEEKS: Final = (1, 2, 4, 6, 12, 26, 52)
"""Of these weeks since the start, those that lie ahead are told."""

LEAST_OF_A_WEEK: Final = 3
"""A past week with so many days counts for the score: our estimate."""

LEAST_SCORED: Final = 4
"""From so many past weeks on it is said how well the bands did: our estimate."""

MEASURED: Final = ("pain", "function")
"""What is foretold: `pain_field` of the diary, and how much pain gets in the way."""


@dataclass(frozen=True, slots=True)
class PastBand:
    """The band that was drawn for a week on the day before it began, and what came.

    Attributes:
        band: made from the entries before that week alone.
        came: the mean of that week.
        is_inside: whether it came as the band said.
    """

    band: Band
    came: float
    is_inside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What may come of pain or of function, 0 to 10 (the worst).

    Attributes:
        outcome: "pain" or "function".
        measure: which field of the entries it is of.
        curve: the group that it begins from.
        days: the person's own days and values so far, in weeks since the start.
        ahead: the band of every week from now on.
        told: those of `TOLD_WEEKS` that lie ahead.
        past: what we said before, and what came.
        alone: the band of `told` from the group alone, without the diary.
    """

    outcome: str
    measure: str
    curve: Curve
    days: tuple[tuple[float, float], ...]
    ahead: tuple[Band, ...]
    told: tuple[Band, ...]
    alone: tuple[Band, ...]
    past: tuple[PastBand, ...]

    @property
    def inside(self) -> int:
        """How many past weeks came as the band said; 8 of 10 should."""
        return sum(p.is_inside for p in self.past)

    @property
    def fits(self) -> bool | None:
        """Whether the bands did about as well as they should; None with too few weeks.

        Fewer than half inside, where 8 of 10 should be, is said as a poor fit.
        """
        if len(self.past) < LEAST_SCORED:
            return None
        return self.inside * 2 >= len(self.past)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What may come: bands of weeks, never a date.

    Attributes:
        knowledge: version and digest of the knowledge.
        week: whole weeks since the start.
        pain: None where no curve fits, or the year of the curves is over.
        function: the same for how much pain gets in the way.
        pace: what makes it slower or faster.
        recurrence: how often it comes back; None where no study fits.
        is_over: whether the year that the studies cover has gone by.
    """

    knowledge: str
    week: int
    pain: Outlook | None
    function: Outlook | None
    pace: Pace
    recurrence: Recurrence | None
    is_over: bool


def foretell(
    kb: KnowledgeBase,
    begun: Assessment,
    diary: Diary,
    start: date,
    today: date,
    newest: Assessment | None = None,
) -> Forecast | Suspended:
    """Say what may come, from the curves of studies and a person's own diary.

    Args:
        kb: the knowledge base.
        begun: the assessment of the day from which weeks are counted.
        diary: all entries; those before the start and after today are left aside.
        start: the day of that assessment.
        today: the day on which it is asked.
        newest: the assessment of the newest answers, where it is another one.

    Raises:
        AnswersError: a danger sign of the diary is no finding.

    Returns:
        Bands, or why there are none: somebody must look first.
    """
    halt = suspension(kb, newest or begun, diary.entries, today)
    if halt is None and newest is not None and newest is not begun:
        halt = suspension(kb, begun, (), today)
    if halt is not None:
        return halt
    since = max(0, (today - start).days)
    entries = tuple(e for e in diary.until(today) if e.day >= start)
    curve = curve_of(kb, begun, "pain")
    is_over = since >= LAST_WEEK * WEEK
    looks = {
        outcome: None if is_over else _outlook(kb, begun, outcome, entries, start, since)
        for outcome in MEASURED
    }
    return Forecast(
        knowledge=begun.knowledge,
        week=since // WEEK,
        pain=looks["pain"],
        function=looks["function"],
        pace=pace_of(kb, begun, curve) if curve else Pace(),
        recurrence=recurrence_of(kb, begun.answers.person.region, curve),
        is_over=is_over,
    )


def _outlook(
    kb: KnowledgeBase,
    begun: Assessment,
    outcome: str,
    entries: tuple[DiaryEntry, ...],
    start: date,
    since: int,
) -> Outlook | None:
    curve = curve_of(kb, begun, outcome)
    if curve is None:
        return None
    pace = pace_of(kb, begun, curve)
    measure, days, values = _measured(entries, outcome, start)
    firsts = np.arange(since + 1, LAST_WEEK * WEEK + 1, WEEK)
    told = np.array([w * WEEK for w in TOLD_WEEKS if w * WEEK > since + 3]) - 3
    weeks = _weeks_gone(days, since)
    before = np.searchsorted(days, weeks * WEEK)
    many, tell = len(firsts), len(told)
    asked = np.concatenate([firsts, told, told, weeks * WEEK]).astype(np.int64)
    known = np.concatenate([np.full(many + tell, len(days)), np.zeros(tell, np.int64), before])
    found = bands(curve, pace, days, values, asked, known)
    return Outlook(
        outcome=outcome,
        measure=measure,
        curve=curve,
        days=tuple(zip((days / WEEK).tolist(), values.tolist(), strict=True)),
        ahead=found[:many],
        told=found[many : many + tell],
        alone=found[many + tell : many + 2 * tell],
        past=_past(found[many + 2 * tell :], weeks, days, values),
    )


def _measured(
    entries: tuple[DiaryEntry, ...], outcome: str, start: date
) -> tuple[str, Days, Array]:
    """Return which field of the entries it is, and its days."""
    name = pain_field(entries) if outcome == "pain" else "interference"
    known = [(e.day, v) for e in entries if (v := getattr(e, name)) is not None]
    days = np.array([(day - start).days for day, _ in known], dtype=np.int64)
    return name, days, np.array([v for _, v in known], dtype=np.float64)


def _weeks_gone(days: Days, since: int) -> Days:
    """Return the past weeks that can be scored: over, with enough days, not the first one."""
    every = range(1, (since + 1) // WEEK)
    enough = [w for w in every if (days // WEEK == w).sum() >= LEAST_OF_A_WEEK]
    return np.array(enough, dtype=np.int64)


def _past(drawn: tuple[Band, ...], weeks: Days, days: Days, values: Array) -> tuple[PastBand, ...]:
    """Set the band that each past week had before it began against what came."""
    came = [float(values[days // WEEK == w].mean()) for w in weeks]
    return tuple(PastBand(b, c, b.holds(c)) for b, c in zip(drawn, came, strict=True))
