"""`follow`: how things go, set against the smallest change that matters."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from statistics import fmean
from typing import Final

from lumbago.assessment import Assessment
from lumbago.diary import Diary, Suspended, pain_field, suspension
from lumbago.knowledge import KnowledgeBase, ProgressionRule, Scale
from lumbago.progress.flares import Flare, flares_of
from lumbago.progress.scoring import Score, due
from lumbago.progress.weeks import Week, weeks_of

LEAST_DAYS: Final = 3
"""A week with fewer days is not compared: our estimate."""

EACH_RISE: Final = 0.5
"""Two weeks worsen where each is this much above the one before, in points: our estimate."""

QUIET_WEEKS: Final = 2
"""So many weeks without a session, after there were some, are spoken of: our estimate."""


class Verdict(StrEnum):
    """What a change means."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    TOO_FEW = "too_few"


class Since(StrEnum):
    """Against what the last week is set."""

    START = "start"
    MONTH = "month"


class Review(StrEnum):
    """Why somebody should look again."""

    PAIN_WORSE = "pain_worse"
    FUNCTION_WORSE = "function_worse"
    SPASMS = "spasms"
    LONG_FLARE = "long_flare"


@dataclass(frozen=True, slots=True)
class Trend:
    """The last week, or the last score, against an earlier one; less is better.

    Attributes:
        scale: pain, function, or a questionnaire of `kb.scales`.
        since: against the first one, or the one of four weeks before.
        before: what it was; None where too few days are known.
        now: what it is.
        counts: from how many points on a change matters.
        verdict: what the change means.
    """

    scale: Scale
    since: Since
    before: float | None
    now: float | None
    counts: float
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How things go.

    Attributes:
        knowledge: version and digest of the knowledge.
        danger: somebody must look first; then nothing here is told as expected.
        weeks: the diary week by week, sessions beside pain and limits.
        trends: pain, limits and questionnaires.
        flares: bumps, told as expected unless there is a danger.
        reviews: why to look at it again.
        is_pain_ahead: pain is better, what one can do is not.
        is_function_ahead: one can do more, though the pain is not better.
        has_stopped: there were sessions, and none for two weeks.
        scores: questionnaires, the first day first.
        due: questionnaire → the week for which it is open.
        rule: how a flare is told.
    """

    knowledge: str
    danger: Suspended | None
    weeks: tuple[Week, ...]
    trends: tuple[Trend, ...]
    flares: tuple[Flare, ...]
    reviews: tuple[Review, ...]
    is_pain_ahead: bool
    is_function_ahead: bool
    has_stopped: bool
    scores: tuple[Score, ...]
    due: tuple[tuple[Scale, int], ...]
    rule: ProgressionRule


def follow(
    kb: KnowledgeBase,
    diary: Diary,
    today: date,
    assessment: Assessment | None = None,
    scores: Iterable[Score] = (),
    start: date | None = None,
) -> Progress:
    """Say how things go.

    Args:
        kb: the knowledge base.
        diary: all entries; those after today are left aside.
        today: the last day that counts.
        assessment: of the newest answers, where there are any.
        scores: the questionnaires so far.
        start: from when the weeks of questionnaires are counted; none are asked where left out.

    Raises:
        AnswersError: a danger sign of the diary is no finding.
    """
    entries = diary.until(today)
    pain = pain_field(entries)
    weeks = weeks_of(entries, pain, today)
    kept = tuple(sorted((s for s in scores if s.day <= today), key=_in_order))
    trends = (*_trends(kb, weeks), *_score_trends(kb, kept))
    flares = flares_of(entries, pain, kb.progression["flare_define"].numbers["rise_least"])
    whose = assessment.answers.person.region if assessment else None
    asked = [s for s in kb.scales.values() if s.weeks and (not s.regions or whose in s.regions)]
    open_ = ((s, due(s, kept, start, today)) for s in asked) if start else ()
    by_scale = {t.scale.id: t.verdict for t in trends if t.since is Since.START}
    pain_is, function_is = (by_scale.get(n, Verdict.TOO_FEW) for n in ("pain", "function"))
    not_better = {Verdict.SAME, Verdict.WORSE}
    return Progress(
        knowledge=f"{kb.version}-{kb.digest}",
        danger=suspension(kb, assessment, diary.entries, today),
        weeks=weeks,
        trends=trends,
        flares=flares,
        reviews=tuple(_reviews(kb, weeks, flares, today)),
        is_pain_ahead=pain_is is Verdict.BETTER and function_is in not_better,
        is_function_ahead=function_is is Verdict.BETTER and pain_is in not_better,
        has_stopped=_has_stopped(weeks),
        scores=kept,
        due=tuple((s, week) for s, week in open_ if week is not None),
        rule=kb.progression["flare_define"],
    )


def _in_order(score: Score) -> tuple[date, str, list[int]]:
    return score.day, score.scale, sorted(score.ticked)


_PARTS: Final[dict[str, Callable[[Week], tuple[float | None, int]]]] = {
    "pain": lambda w: (w.pain, w.pain_days),
    "function": lambda w: (w.function, w.function_days),
}


def _known(week: Week, part: str) -> float | None:
    """Return the mean of a week that has enough days."""
    value, days = _PARTS[part](week)
    return value if days >= LEAST_DAYS else None


def _trends(kb: KnowledgeBase, weeks: tuple[Week, ...]) -> Iterable[Trend]:
    """Yield the last week against the first full one, and against the four weeks before it."""
    for part in _PARTS:
        values = [_known(w, part) for w in weeks]
        now = values[-1] if values else None
        first = next((v for v in values[:-1] if v is not None), None)
        yield trend(kb.scales[part], Since.START, first, now)
        month = [v for v in values[-5:-1] if v is not None]
        if len(values) > 5 and len(month) >= 2:
            yield trend(kb.scales[part], Since.MONTH, fmean(month), now)


def _score_trends(kb: KnowledgeBase, scores: tuple[Score, ...]) -> Iterable[Trend]:
    for scale in kb.scales.values():
        points = [float(s.points) for s in scores if s.scale == scale.id]
        if len(points) > 1:
            yield trend(scale, Since.START, points[0], points[-1])


def trend(scale: Scale, since: Since, before: float | None, now: float | None) -> Trend:
    """Say what a change means: it must be as large as the smallest one that matters."""
    if before is None or now is None:
        return Trend(scale, since, before, now, scale.points, Verdict.TOO_FEW)
    counts = scale.counts(before)
    change = now - before
    if abs(change) < counts - 1e-9:
        verdict = Verdict.SAME
    else:
        verdict = Verdict.BETTER if change < 0 else Verdict.WORSE
    return Trend(scale, since, before, now, counts, verdict)


def _reviews(
    kb: KnowledgeBase, weeks: tuple[Week, ...], flares: tuple[Flare, ...], today: date
) -> Iterable[Review]:
    last = weeks[-3:]
    for part, review in (("pain", Review.PAIN_WORSE), ("function", Review.FUNCTION_WORSE)):
        if _rises([_known(w, part) for w in last], EACH_RISE):
            yield review
    if _rises([None if not w.entries else float(w.spasms or 0) for w in last], 1.0):
        yield Review.SPASMS
    longest = kb.progression["flare_long"].numbers["days_above"]
    if flares and flares[-1].days >= longest and (today - flares[-1].last).days <= 2:
        yield Review.LONG_FLARE


def _rises(values: list[float | None], step: float) -> bool:
    """Whether three weeks are known, and each is so much worse than the one before."""
    known = [v for v in values if v is not None]
    return len(known) == 3 and all(b - a >= step - 1e-9 for a, b in pairwise(known))


def _has_stopped(weeks: tuple[Week, ...]) -> bool:
    quiet, before = weeks[-QUIET_WEEKS:], weeks[:-QUIET_WEEKS]
    was_active = any(w.done for w in before)
    return was_active and not any(w.done for w in quiet)
