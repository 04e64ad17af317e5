"""A programme as a record for other programs, as a calendar file, and as lines to print."""

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeAlias

from lumbago.knowledge import KnowledgeBase, ProgressionRule
from lumbago.plan.dates import as_events
from lumbago.plan.in_words import light_in_words
from lumbago.programme.dose import Amount
from lumbago.programme.gaps import Gap
from lumbago.programme.weeks import Pick, Session
from lumbago.programme.whole import Programme

Record: TypeAlias = dict[str, Any]


def as_programme_record(kb: KnowledgeBase, programme: Programme) -> Record:
    """Return everything that a programme says, ready for JSON."""
    return {
        "kind": "programme",
        "knowledge": programme.plan.assessment.knowledge,
        "language": kb.language,
        "start": programme.start.isoformat(),
        "stage": programme.stage.name.lower(),
        "ease": programme.ease.name.lower(),
        "shaped_by": [_why(rule) for rule in programme.shaped_by],
        "rescreen": programme.rescreen.isoformat(),
        "note": _why(programme.note) if programme.note else None,
        "sessions": [_session(kb, s) for s in programme.sessions],
        "decisions": [
            {
                "day": d.day.isoformat(),
                "move": d.move,
                "exercise": d.exercise or None,
                "variable": d.variable.value if d.variable else None,
                "before": _amount(d.before) if d.before else None,
                "after": _amount(d.after) if d.after else None,
                **_why(d.rule),
            }
            for d in programme.decisions
        ],
        "gaps": [{"place": gap.slot.value, **_why(gap.rule)} for gap in programme.gaps],
        "questions": [{"code": c.id, "question": c.question} for c in programme.questions],
        "safety_net": [net.text for net in programme.plan.safety_nets],
    }


def as_programme_calendar(kb: KnowledgeBase, programme: Programme) -> str:
    """Write the sessions as a calendar file: no exercise, no cause, no answer stands in it."""
    title, text = kb.words["programme.calendar"], kb.words["programme.calendar_text"]
    events = ((s.day, title, text) for s in programme.sessions)
    return as_events("programme", events, programme.start)


def as_lines(kb: KnowledgeBase, programme: Programme) -> Iterator[str]:
    """Yield a programme as text: to read, or to print and follow without a screen."""
    words = kb.words
    yield from filter(None, (light_in_words(kb, programme.plan),))
    if programme.note is not None:
        yield programme.note.tells
    yield from (rule.tells for rule in programme.shaped_by)
    yield from _asked(kb, programme)
    for group in alike(programme):
        yield ""
        yield from _days(kb, group)
        for rule in group[0].because:
            yield f"  {rule.tells}"
        for pick in group[0].picks:
            yield f"  {kb.exercises[pick.exercise].name}: {told(kb, pick)}"
    if programme.sessions:
        yield ""
        yield words["programme.why"]
        picks = {p.exercise: p for s in programme.sessions for p in s.picks}
        for exercise, pick in picks.items():
            yield f"  {kb.exercises[exercise].name}. {' '.join(r.tells for r in pick.why)}"
    yield from _gaps(kb, programme)
    for d in programme.decisions:
        name = f" ({kb.exercises[d.exercise].name})" if d.exercise else ""
        yield f"  {_written(d.day)}: {d.rule.tells}{name}"
    yield ""
    yield words["programme.stop"]
    for net in programme.plan.safety_nets:
        yield net.text


def alike(programme: Programme) -> tuple[tuple[Session, ...], ...]:
    """Put sessions together that have the same content and reasons, in the order of their days."""
    groups: dict[tuple[object, ...], list[Session]] = {}
    for session in programme.sessions:
        content = tuple((p.exercise, p.amount) for p in session.picks)
        reasons = tuple(rule.id for rule in session.because)
        groups.setdefault((content, reasons), []).append(session)
    return tuple(tuple(group) for group in groups.values())


def _days(kb: KnowledgeBase, group: tuple[Session, ...]) -> Iterator[str]:
    """Yield one line for each week of sessions that are alike."""
    minutes = max(1, round(group[0].minutes))
    for week in dict.fromkeys(s.week for s in group):
        days = ", ".join(_written(s.day) for s in group if s.week == week)
        yield kb.words["programme.day"].format(week=week, day=days, minutes=minutes)


def told(kb: KnowledgeBase, pick: Pick) -> str:
    """Say in words how much of an exercise."""
    a, words = pick.amount, kb.words
    if a.minutes is not None:
        return words["programme.minutes"].format(n=f"{a.minutes:g}")
    many = (a.reps or 1) > 1
    parts = [words["programme.reps"].format(n=a.reps) if many else words["programme.once"]]
    if a.hold_s and a.hold_s >= 2:
        parts.append(words["programme.hold"].format(n=f"{a.hold_s:g}"))
    if a.sets > 1:
        parts.append(words["programme.sets"].format(n=a.sets))
    if kb.exercises[pick.exercise].dose.per_side:
        parts.append(words["programme.each_side"])
    return ", ".join(parts)


def _asked(kb: KnowledgeBase, programme: Programme) -> Iterator[str]:
    if programme.questions:
        yield kb.words["programme.questions"]
        for code in programme.questions:
            yield f"  {code.question} ({code.id})"


def _gaps(kb: KnowledgeBase, programme: Programme) -> Iterator[str]:
    if programme.gaps and (programme.sessions or not programme.questions):
        if not programme.sessions:
            yield kb.words["programme.nothing"]
        yield ""
        yield kb.words["programme.gaps"]
        for gap in programme.gaps:
            yield f"  {place_name(kb, gap)}: {gap.rule.tells}"


def place_name(kb: KnowledgeBase, gap: Gap) -> str:
    """Return how a place that stays empty is called."""
    return kb.words[f"programme.place_{gap.slot.value}"]


def _written(day: date) -> str:
    return day.isoformat()


def _session(kb: KnowledgeBase, session: Session) -> Record:
    return {
        "day": session.day.isoformat(),
        "week": session.week,
        "minutes": round(session.minutes, 1),
        "share": session.share,
        "because": [_why(rule) for rule in session.because],
        "exercises": [
            {
                "exercise": p.exercise,
                "name": kb.exercises[p.exercise].name,
                **_amount(p.amount),
                "per_side": kb.exercises[p.exercise].dose.per_side,
                "told": told(kb, p),
                "why": [_why(rule) for rule in p.why],
            }
            for p in session.picks
        ],
    }


def _amount(a: Amount) -> Record:
    return {"sets": a.sets, "reps": a.reps, "hold_s": a.hold_s, "minutes": a.minutes}


def _why(rule: ProgressionRule) -> Record:
    return {
        "rule": rule.id,
        "tells": rule.tells,
        "source": rule.citation.source,
        "basis": rule.citation.basis.value,
        "provenance": rule.citation.provenance.value,
    }
