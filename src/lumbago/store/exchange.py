"""Everything of a person as one JSON document, and such a document back into a store."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from lumbago import __version__
from lumbago.diary import read_entry
from lumbago.errors import AnswersError, StoreError
from lumbago.store.events import KINDS, Event, StoredPerson
from lumbago.store.rows import free_name, keep, key_of, moment
from lumbago.store.schema import people

KIND: Final = "lumbago export"
VERSION: Final = 1
MOST_PROBLEMS: Final = 20

_TEXTS: Final = {"id": 64, "kind": 32, "zone": 80, "knowledge": 200, "code": 32}


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: new people, new events, and events that were there already."""

    people: int
    events: int
    known: int


def as_document(kept: Iterable[tuple[StoredPerson, Iterable[Event]]]) -> dict[str, Any]:
    """Return people and their events as one document; an event has the fields of `Event`."""
    return {
        "kind": KIND,
        "version": VERSION,
        "code": __version__,
        "exported": datetime.now(UTC).isoformat(timespec="seconds"),
        "people": [
            {
                "id": person.id,
                "name": person.name,
                "added": person.added.isoformat(),
                "events": [_event_record(e) for e in events],
            }
            for person, events in kept
        ],
    }


def read_document(
    document: object, chosen: str | None = None
) -> list[tuple[StoredPerson, list[Event]]]:
    """Read a document whole before anything of it is kept.

    Args:
        document: as `as_document` returns it.
        chosen: the id of the person to whom the one person of the document belongs here.

    Raises:
        StoreError: with each place that cannot be read, never with what stands there.
    """
    if not isinstance(document, dict) or document.get("kind") != KIND:
        raise StoreError("This is no export of lumbago. Nothing was taken in.")
    if document.get("version") != VERSION:
        raise StoreError("This export was written by another version of lumbago. Update lumbago.")
    given = document.get("people")
    if not isinstance(given, list):
        raise StoreError("This export holds no list of people. Nothing was taken in.")
    if chosen is not None and len(given) != 1:
        raise StoreError("This export holds several people: leave out --person.")
    problems: list[str] = []
    read = [_read_person(f"people.{n}", p, chosen, problems) for n, p in enumerate(given, 1)]
    if problems:
        shown = "\n".join(f"  {p}" for p in problems[:MOST_PROBLEMS])
        raise StoreError(
            "This export cannot be read. Nothing was taken in. What is wrong:\n{where}", where=shown
        )
    return read


def merge(
    connection: sa.Connection, read: Sequence[tuple[StoredPerson, list[Event]]], *, is_chosen: bool
) -> Imported:
    """Keep what is not there yet; a new person whose name is taken gets a number behind it."""
    there = {row.id: row.key for row in connection.execute(sa.select(people))}
    new_people = new_events = all_events = 0
    for person, events in read:
        if person.id not in there and not is_chosen:
            name = free_name(person.name, set(there.values()))
            row = {"id": person.id, "name": name, "added": moment(person.added),
                   "key": key_of(name)}  # fmt: skip
            connection.execute(sa.insert(people), row)
            there[person.id] = row["key"]
            new_people += 1
        new_events += keep(connection, events)
        all_events += len(events)
    return Imported(new_people, new_events, all_events - new_events)


def _event_record(e: Event) -> dict[str, Any]:
    return {
        "id": e.id,
        "kind": e.kind,
        "at": e.at.isoformat(),
        "zone": e.zone,
        "payload": dict(e.payload),
        "knowledge": e.knowledge,
        "code": e.code,
    }


def _read_person(
    place: str, given: object, chosen: str | None, problems: list[str]
) -> tuple[StoredPerson, list[Event]]:
    record = given if isinstance(given, dict) else {}
    id, name, added = record.get("id"), record.get("name"), _time(record.get("added"))
    if not _is_text(id, 36) or not id or not _is_text(name, 80) or not name or added is None:
        problems.append(f"{place}: id, name, added")
        id, name, added = "", "", datetime.now(UTC)
    person = StoredPerson(id=chosen or str(id), name=str(name), added=added)
    events = record.get("events")
    if not isinstance(events, list):
        problems.append(f"{place}: events")
        events = []
    read = [_read_event(f"{place}.events.{n}", e, problems) for n, e in enumerate(events, 1)]
    return person, [replace(e, person=person.id) for e in read if e is not None]


def _read_event(place: str, given: object, problems: list[str]) -> Event | None:
    record = given if isinstance(given, dict) else {}
    at, payload = _time(record.get("at")), record.get("payload")
    wrong = [name for name, longest in _TEXTS.items() if not _is_text(record.get(name), longest)]
    if not record.get("id"):
        wrong.append("id")
    if record.get("kind") not in KINDS:
        wrong.append("kind")
    if at is None:
        wrong.append("at")
    if not isinstance(payload, dict):
        wrong.append("payload")
    if not wrong and record["kind"] == "entry":
        try:
            read_entry(payload)
        except AnswersError as error:
            wrong += [f"payload.{p.place}" for p in error.problems]
    if wrong or at is None or not isinstance(payload, dict):
        problems.append(f"{place}: {', '.join(sorted(set(wrong)))}")
        return None
    texts = {name: record[name] for name in _TEXTS}
    return Event(person="", at=at, payload=payload, **texts)


def _is_text(value: object, longest: int) -> bool:
    return isinstance(value, str) and len(value) <= longest and value.isprintable()


def _time(value: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
        if at is None or at.utcoffset() is None:
            return None
        at.astimezone(UTC)  # a time at the edge of the calendar cannot be told in UTC
    except (ValueError, OverflowError):
        return None
    return at
