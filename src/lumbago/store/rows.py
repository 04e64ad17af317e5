"""Events and people as rows, and back."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import sqlalchemy as sa

from lumbago.errors import StoreError
from lumbago.store.events import Event, StoredPerson
from lumbago.store.schema import events, people

MOST_IN_ONE_QUESTION = 500
"""So many ids are asked for at once; SQLite has a limit."""


def moment(at: datetime) -> str:
    """Return a time as text that sorts: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def as_row(event: Event) -> dict[str, Any]:
    """Return an event as a row.

    Raises:
        StoreError: the payload is not plain JSON.
    """
    offset = event.at.utcoffset() or timedelta()
    try:
        payload = json.dumps(dict(event.payload), allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError):
        raise StoreError(f"The payload of this {event.kind} is not plain JSON.") from None
    return {
        "id": event.id,
        "person": event.person,
        "kind": event.kind,
        "at": moment(event.at),
        "offset": round(offset.total_seconds()),
        "zone": event.zone,
        "payload": payload,
        "knowledge": event.knowledge,
        "code": event.code,
    }


def read_row(row: Any) -> Event:
    """Return the event of a row."""
    zone = timezone(timedelta(seconds=row.offset))
    return Event(
        id=row.id,
        person=row.person,
        kind=row.kind,
        at=datetime.fromisoformat(row.at).astimezone(zone),
        zone=row.zone,
        payload=json.loads(row.payload),
        knowledge=row.knowledge,
        code=row.code,
    )


def read_person(row: Any) -> StoredPerson:
    """Return the person of a row."""
    return StoredPerson(id=row.id, name=row.name, added=datetime.fromisoformat(row.added))


def keep(connection: sa.Connection, given: Iterable[Event]) -> int:
    """Write the events that are not there yet, and return how many they were.

    Raises:
        StoreError: a person is not there, or an event is there with another content.
    """
    rows = {row["id"]: row for row in map(as_row, given)}
    whose = {row["person"] for row in rows.values()}
    known = sa.select(people.c.id).where(people.c.id.in_(whose))
    if whose - set(connection.scalars(known)):
        raise StoreError("There is no such person in this store. `lumbago people` lists them.")
    for old in _there(connection, list(rows)):
        new = rows.pop(old.id)
        if any(new[name] != getattr(old, name) for name in ("person", "kind", "payload")):
            raise StoreError(
                "An event with the same id is already kept, for another person or with other "
                "words. Nothing was changed."
            )
    if rows:
        connection.execute(sa.insert(events), list(rows.values()))
    return len(rows)


def _there(connection: sa.Connection, ids: list[str]) -> Iterator[Any]:
    for start in range(0, len(ids), MOST_IN_ONE_QUESTION):
        some = ids[start : start + MOST_IN_ONE_QUESTION]
        yield from connection.execute(sa.select(events).where(events.c.id.in_(some)))
