"""What a diary adds to a report: scores over time, medicines taken, what helped, what was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from lumbago.diary import DiaryEntry
from lumbago.knowledge import KnowledgeBase

MOST_SPANS = 12
"""So many weeks or months are told; earlier ones are counted only."""

WEEKS = 84
"""A diary of so many days is told week by week, a longer one month by month."""

SCORES = ("pain_now", "pain_worst", "interference", "sleep_hours")


@dataclass(frozen=True, slots=True)
class Span:
    """The mean of each score in a week or a month; None where nothing was said."""

    first: date
    days: int
    means: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """Something that was done: on how many days, and on how many it was said to help or not."""

    name: str
    days: int
    helped: int
    did_not: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What a diary says of the time it covers."""

    first: date | None = None
    last: date | None = None
    days: int = 0
    by_month: bool = False
    spans: tuple[Span, ...] = ()
    earlier: int = 0
    tried: tuple[Tried, ...] = ()
    medicines: tuple[tuple[str, int, date], ...] = ()
    sessions: tuple[int, int] = (0, 0)
    after: tuple[float, float] | None = None
    stiffness: float | None = None
    spasms: int = 0


def course_of(kb: KnowledgeBase, days: tuple[DiaryEntry, ...], hidden: frozenset[str]) -> Course:
    """Return what the days say, the first day first, without the things that are kept back."""
    if not days:
        return Course()
    by_month = (days[-1].day - days[0].day).days > WEEKS
    spans = _spans(days, by_month=by_month)
    done = [e.done for e in days if e.done is not None]
    pairs = [
        (e.pain_now, e.pain_after)
        for e in days
        if e.done and e.pain_now is not None and e.pain_after is not None
    ]
    stiff = [e.stiffness_minutes for e in days if e.stiffness_minutes is not None]
    return Course(
        first=days[0].day,
        last=days[-1].day,
        days=len(days),
        by_month=by_month,
        spans=spans[-MOST_SPANS:],
        earlier=max(0, len(spans) - MOST_SPANS),
        tried=_tried(kb, days, hidden),
        medicines=_medicines(kb, days),
        sessions=(sum(done), len(done)),
        after=(fmean(a for a, _ in pairs), fmean(b for _, b in pairs)) if pairs else None,
        stiffness=fmean(stiff) if stiff else None,
        spasms=sum(s.count for e in days for s in e.spasms),
    )


def _spans(days: tuple[DiaryEntry, ...], *, by_month: bool) -> tuple[Span, ...]:
    def first_of(day: date) -> date:
        if by_month:
            return day.replace(day=1)
        return date.fromordinal(day.toordinal() - day.weekday())

    grouped: dict[date, list[DiaryEntry]] = {}
    for entry in days:
        grouped.setdefault(first_of(entry.day), []).append(entry)
    return tuple(
        Span(first, len(each), tuple(_mean(each, name) for name in SCORES))
        for first, each in grouped.items()
    )


def _mean(entries: Iterable[DiaryEntry], name: str) -> float | None:
    values = [v for e in entries if (v := getattr(e, name)) is not None]
    return round(fmean(values), 1) if values else None


def _tried(
    kb: KnowledgeBase, days: tuple[DiaryEntry, ...], hidden: frozenset[str]
) -> tuple[Tried, ...]:
    found = {}
    for id in {i for e in days for i in e.exposures} - hidden:
        told = [e.exposures[id] for e in days if id in e.exposures and e.exposures[id].there]
        helped = [x.helped for x in told if x.helped is not None]
        if helped:
            name = kb.care.exposures[id].name if id in kb.care.exposures else id
            found[id] = Tried(name, len(told), sum(helped), len(helped) - sum(helped))
    return tuple(sorted(found.values(), key=lambda t: (-t.days, t.name)))


def _medicines(
    kb: KnowledgeBase, days: tuple[DiaryEntry, ...]
) -> tuple[tuple[str, int, date], ...]:
    last: dict[str, date] = {}
    count: dict[str, int] = {}
    known = kb.care.medicines
    for entry in days:
        for medicine in entry.medicines:
            name = known[medicine].name if medicine in known else medicine
            last[name] = entry.day
            count[name] = count.get(name, 0) + 1
    return tuple(sorted(((m, n, last[m]) for m, n in count.items()), key=lambda t: (-t[1], t[0])))
