"""How things go as a record for other programs, as lines to read, and as a table."""

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from lumbago.knowledge import KnowledgeBase
from lumbago.progress.scoring import as_score_record
from lumbago.progress.weeks import Week
from lumbago.progress.whole import Progress, Since, Trend, Verdict
from lumbago.wording import number

Record: TypeAlias = dict[str, Any]
Table: TypeAlias = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]

MOST_FLARES: Final = 5
"""So many flares are told, the latest; the record holds all."""


def as_progress_record(kb: KnowledgeBase, told: Progress) -> Record:
    """Return everything that is said of how things go, ready for JSON."""
    return {
        "kind": "progress",
        "knowledge": told.knowledge,
        "language": kb.language,
        "danger": None
        if told.danger is None
        else {"urgency": told.danger.urgency.id, "action": told.danger.action,
              "rules": [f.id for f in told.danger.flags]},
        "weeks": [_week(w) for w in told.weeks],
        "trends": [_trend(t) for t in told.trends],
        "flares": [
            {"first": f.first.isoformat(), "days": f.days, "rise": round(f.rise, 2)}
            for f in told.flares
        ],
        "reviews": [r.value for r in told.reviews],
        "is_pain_ahead": told.is_pain_ahead,
        "is_function_ahead": told.is_function_ahead,
        "has_stopped": told.has_stopped,
        "scores": [{**as_score_record(s), "points": s.points} for s in told.scores],
        "due": [{"scale": s.id, "week": week} for s, week in told.due],
        "words": list(progress_lines(kb, told)),
    }  # fmt: skip


def progress_lines(kb: KnowledgeBase, told: Progress) -> Iterator[str]:
    """Yield how things go as text: a danger first, and nothing calming beside it."""
    words = kb.words
    if told.danger is not None:
        yield words["progress.danger"]
        yield told.danger.action
        yield from told.danger.lines
        return
    yield from review_lines(kb, told)
    yield from (trend_line(kb, t) for t in told.trends)
    yield from first_score_lines(kb, told)
    if told.is_pain_ahead:
        yield words["progress.pain_ahead"]
    if told.is_function_ahead:
        yield words["progress.function_ahead"]
    if told.has_stopped:
        yield words["progress.stopped"]
    yield from flare_lines(kb, told)
    for scale, week in told.due:
        yield words["progress.due"].format(name=scale.name, week=week)


def review_lines(kb: KnowledgeBase, told: Progress) -> Iterator[str]:
    """Yield why to look at it again, and then what to do; nothing while there is a danger."""
    if told.danger is None and told.reviews:
        yield from (kb.words[f"progress.{r.value}"] for r in told.reviews)
        yield kb.words["progress.review"]


def trend_line(kb: KnowledgeBase, trend: Trend) -> str:
    """Say one trend in a sentence or two."""
    name = trend.scale.name
    if trend.verdict is Verdict.TOO_FEW or trend.before is None or trend.now is None:
        return kb.words["progress.too_few"].format(name=name)
    values = {n: number(kb, round(v, 1)) for n, v in
              (("before", trend.before), ("now", trend.now), ("counts", trend.counts))}  # fmt: skip
    if trend.verdict is not Verdict.SAME:
        del values["counts"]
    since = kb.words["progress.start" if trend.since is Since.START else "progress.month"]
    said: str = kb.words[f"progress.{trend.verdict.value}"]
    return said.format(name=name, since=since, **values)


def first_score_lines(kb: KnowledgeBase, told: Progress) -> Iterator[str]:
    """Yield each questionnaire that was filled in once: there is nothing yet to set it against."""
    for scale in kb.scales.values():
        own = [s for s in told.scores if s.scale == scale.id]
        if len(own) == 1:
            points = own[0].points
            yield kb.words["progress.score"].format(
                name=scale.name, points=points, most=number(kb, scale.most)
            )


def flare_lines(kb: KnowledgeBase, told: Progress) -> Iterator[str]:
    """Yield the flares of the weeks, and what they usually are; nothing while there is a danger."""
    if told.danger is not None or not told.flares or not told.weeks:
        return
    first = told.weeks[0].first
    for flare in told.flares[-MOST_FLARES:]:
        key = "progress.flare_one" if flare.days == 1 else "progress.flare"
        week = (flare.first - first).days // 7 + 1
        values = {"days": flare.days} if flare.days > 1 else {}
        yield kb.words[key].format(week=week, rise=number(kb, round(flare.rise, 1)), **values)
    yield told.rule.tells


def week_table(kb: KnowledgeBase, told: Progress) -> Table:
    """Return the weeks as a table: pain, limits, sessions, spasms side by side."""
    keys = ("week", "entries", "pain", "function", "sessions", "spasm")
    rows = (
        (
            str(n),
            str(w.entries),
            _mean(kb, w.pain),
            _mean(kb, w.function),
            _sessions(kb, w),
            kb.words["progress.none"] if w.spasms is None else str(w.spasms),
        )
        for n, w in enumerate(told.weeks, start=1)
    )
    return tuple(kb.words[f"progress.{k}"] for k in keys), tuple(rows)


def _sessions(kb: KnowledgeBase, week: Week) -> str:
    if not week.done + week.left_out:
        return kb.words["progress.none"]
    return kb.words["progress.done"].format(done=week.done, all=week.done + week.left_out)


def _mean(kb: KnowledgeBase, value: float | None) -> str:
    return kb.words["progress.none"] if value is None else number(kb, round(value, 1))


def _week(week: Week) -> Record:
    return {
        "first": week.first.isoformat(),
        "entries": week.entries,
        "pain": None if week.pain is None else round(week.pain, 2),
        "function": None if week.function is None else round(week.function, 2),
        "done": week.done,
        "left_out": week.left_out,
        "spasms": week.spasms,
    }


def _trend(trend: Trend) -> Record:
    return {
        "scale": trend.scale.id,
        "since": trend.since.value,
        "before": None if trend.before is None else round(trend.before, 2),
        "now": None if trend.now is None else round(trend.now, 2),
        "counts": round(trend.counts, 2),
        "verdict": trend.verdict.value,
        "source": trend.scale.citation.source,
        "basis": trend.scale.citation.basis.value,
        "provenance": trend.scale.citation.provenance.value,
    }
