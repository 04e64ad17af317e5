"""The diary week by week: pain, limits, sessions, spasms. The last week ends today."""

from dataclasses import dataclass
from datetime import date
from statistics import fmean

from lumbago.diary import DiaryEntry

WEEK = 7


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days of the diary; None is not known, never "no pain".

    Attributes:
        first: its first day.
        entries: days with an entry.
        pain: the mean of the days with a pain, 0 to 10; `pain_days` says how many.
        function: the mean of how much it got in the way; `function_days` says how many.
        done: sessions done.
        left_out: sessions left out.
        spasms: how many spasms were told; None where no entry told of any.
    """

    first: date
    entries: int
    pain: float | None
    pain_days: int
    function: float | None
    function_days: int
    done: int
    left_out: int
    spasms: int | None


def weeks_of(entries: tuple[DiaryEntry, ...], pain: str, today: date) -> tuple[Week, ...]:
    """Return every week from the one of the first entry on, the last one ending today.

    Args:
        entries: one a day, none after today.
        pain: which pain counts, by `lumbago.diary.pain_field`.
        today: the last day of the last week.
    """
    if not entries:
        return ()
    last = today.toordinal()
    many = (today - entries[0].day).days // WEEK + 1
    by_week: dict[int, list[DiaryEntry]] = {n: [] for n in range(many)}
    for entry in entries:
        by_week[(today - entry.day).days // WEEK].append(entry)
    return tuple(
        _week(by_week[n], pain, date.fromordinal(max(1, last - WEEK * (n + 1) + 1)))
        for n in reversed(range(many))
    )


def _week(entries: list[DiaryEntry], pain: str, first: date) -> Week:
    pains = [v for e in entries if (v := getattr(e, pain)) is not None]
    limits = [e.interference for e in entries if e.interference is not None]
    spasms = [s.count for e in entries for s in e.spasms]
    return Week(
        first=first,
        entries=len(entries),
        pain=fmean(pains) if pains else None,
        pain_days=len(pains),
        function=fmean(limits) if limits else None,
        function_days=len(limits),
        done=sum(e.done is True for e in entries),
        left_out=sum(e.done is False for e in entries),
        spasms=sum(spasms) if spasms else None,
    )
