"""When to look back and whom to see by when, as dates, and as a calendar file.

Days are counted from the day of the plan, which is an argument: there is no clock here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from lumbago.answers import Facts
from lumbago.knowledge import KnowledgeBase, ReviewAdvice, VisitAdvice
from lumbago.rules import holds


@dataclass(frozen=True, slots=True)
class Look:
    """One day, or some days, on which to look back at how it goes."""

    advice: ReviewAdvice
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody to see, by when, and why."""

    advice: VisitAdvice
    by: date


def looks(kb: KnowledgeBase, facts: Facts, today: date) -> tuple[Look, ...]:
    """Return the days to look back, the first one first.

    What counts from the beginning of the pain is counted from today where that is not known,
    where the day is past, or where it would come before the look that stands before it.
    """
    weeks = facts.get("duration_weeks")
    is_number = isinstance(weeks, int | float) and not isinstance(weeks, bool)
    gone = round(float(weeks) * 7) if is_number and weeks is not None else 0
    found: list[Look] = []
    for advice in sorted(kb.care.reviews.values(), key=lambda r: r.last_day):
        past = gone if advice.from_pain and gone < advice.last_day - 14 else 0
        if found and today + timedelta(days=advice.last_day - past) <= found[-1].last:
            past = 0
        first = max(advice.first_day - past, 1)
        found.append(
            Look(
                advice,
                today + timedelta(days=first),
                today + timedelta(days=advice.last_day - past),
            )
        )
    return tuple(found)


def visits(kb: KnowledgeBase, facts: Facts, today: date) -> tuple[Visit, ...]:
    """Return whom to see, the soonest first, each place once."""
    found: dict[str, Visit] = {}
    for advice in sorted(kb.care.visits.values(), key=lambda v: (v.within_days, v.id)):
        if holds(advice.when, facts):
            visit = Visit(advice, today + timedelta(days=advice.within_days))
            found.setdefault(f"{advice.who} {advice.tells}", visit)
    return tuple(found.values())


def as_calendar(kb: KnowledgeBase, looked: tuple[Look, ...], today: date) -> str:
    """Write the days to look back as a calendar file (RFC 5545), one whole day each.

    It holds no answer and no cause: anybody may see a calendar.
    """
    events = (
        (
            look.last,
            kb.words["plan.calendar"].format(title=look.advice.title),
            look.advice.tells,
            look.advice.id,
        )
        for look in looked
    )
    return _calendar("plan", events, today)


def as_events(product: str, events: Iterable[tuple[date, str, str]], today: date) -> str:
    """Write whole days as a calendar file: the day, a title and a text each."""
    return _calendar(product, ((day, title, text, product) for day, title, text in events), today)


def _calendar(product: str, events: Iterable[tuple[date, str, str, str]], today: date) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//lumbago//{product}//EN",
        "CALSCALE:GREGORIAN",
        *(line for event in events for line in _event(*event, today)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(day: date, title: str, text: str, id: str, today: date) -> Iterator[str]:
    name = f"{id} {day.isoformat()}"  # the same day of the same kind is the same event
    yield "BEGIN:VEVENT"
    yield f"UID:{sha256(name.encode()).hexdigest()[:24]}@lumbago"
    yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(title)}"
    yield f"DESCRIPTION:{_escaped(text)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Break a line as the standard wants it: at most 75 bytes, going on after a space."""
    part = ""
    for sign in line:
        if len((part + sign).encode()) > 74:
            yield part
            part = " "
        part += sign
    yield part
