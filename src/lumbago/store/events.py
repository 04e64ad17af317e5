"""One thing that was said or told, the person it belongs to, and which of many still stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Final
from uuid import uuid4

from lumbago import __version__
from lumbago.errors import StoreError

KINDS: Final = (
    "answers",  # what was answered to the questions
    "assessment",  # what was told of it
    "plan",
    "programme",
    "entry",  # of the diary
    "undo",  # takes back an earlier event
    "wishes",
    "experiment",
    "measure",  # a questionnaire such as the RMDQ
    "approval",  # of a report, before it leaves
    "feedback",
    "lesson",
    "spasm",
)
"""What an event can be; `undo` has the payload {"event": id}."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPerson:
    """Somebody whose data is kept here; nobody signs in."""

    id: str
    name: str
    added: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that a person said, or that they were told; it never changes.

    Attributes:
        id: its own, on every machine.
        person: whose it is.
        kind: one of `KINDS`.
        at: when, an aware time that keeps its distance to UTC.
        zone: the name of the time zone then, where known.
        payload: plain JSON, as the records of the line write it.
        knowledge: version and digest of the knowledge that was used.
        code: version of lumbago.
    """

    id: str
    person: str
    kind: str
    at: datetime
    zone: str
    payload: Mapping[str, Any]
    knowledge: str
    code: str


def standing(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events that were not taken back, in the order given, without the undos.

    An undo can itself be taken back. The events must come in the order in which they were kept.
    """
    kept = tuple(events)
    undone: set[str] = set()
    for event in reversed(kept):
        if event.kind == "undo" and event.id not in undone:
            undone.add(str(event.payload.get("event")))
    return tuple(e for e in kept if e.kind != "undo" and e.id not in undone)


def new_event(
    person: str,
    kind: str,
    payload: Mapping[str, Any],
    *,
    at: datetime | None = None,
    zone: str = "",
    knowledge: str = "",
    id: str | None = None,
) -> Event:
    """Make an event of now, written by this version of lumbago.

    Args:
        person: the id of the person.
        kind: one of `KINDS`.
        payload: plain JSON.
        at: when it was said; now where left out.
        zone: the name of the time zone.
        knowledge: version and digest of the knowledge; empty where none was used.
        id: its own id, so that the same event sent twice is kept once.

    Raises:
        StoreError: the kind is unknown, or the time has no zone.
    """
    if kind not in KINDS:
        raise StoreError(
            "There is no kind {kind!r}. Use one of: {kinds}.",
            kind=kind[:40],
            kinds=", ".join(KINDS),
        )
    when = at or datetime.now().astimezone()
    offset = when.utcoffset()
    if offset is None:
        raise StoreError("The time of an event needs its distance to UTC.")
    return Event(
        id=id or str(uuid4()),
        person=person,
        kind=kind,
        at=when.replace(tzinfo=timezone(offset), fold=0),  # two hours of one name stay two
        zone=zone,
        payload=payload,
        knowledge=knowledge,
        code=__version__,
    )
