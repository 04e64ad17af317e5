"""Events and people as rows, and back."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa

from lumbago.errors import DamageError, StoreError
from lumbago.store.events import Event, StoredPerson
from lumbago.store.schema import events, people

MOST_IN_ONE_QUESTION = 500
"""So many ids are asked for at once; SQLite has a limit."""

OF_DIGEST: Final = ("id", "person", "kind", "at", "offset", "zone", "payload", "knowledge", "code")
"""The columns that the digest of an event vouches for."""

NOBODY: Final = "There is no such person in this store. `lumbago people` lists them."
DAMAGED: Final = (
    "Something that is kept is not as it was written: the disk failed, or another program changed "
    "it. It was left as it is. `lumbago verify` shows what, or restore a backup."
)

OTHER_WORDS: Final = (
    "An event with the same id is already kept, for another person or with other words. Nothing "
    "was changed."
)


def moment(at: datetime) -> str:
    """Return a time as text that sorts: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def digest_of(row: Mapping[Any, Any]) -> str:
    """Return the SHA-256 of the columns of an event; it stands beside them."""
    told = json.dumps([row[name] for name in OF_DIGEST])
    return sha256(told.encode()).hexdigest()


def key_of(name: str) -> str:
    """Return what two names have in common that differ in capitals alone."""
    return name.casefold()


def free_name(name: str, taken: Collection[str]) -> str:
    """Return the name, with a number behind it where its key is taken."""
    number, free = 1, name
    while key_of(free) in taken:
        number += 1
        free = f"{name} ({number})"
    return free


def as_row(event: Event) -> dict[str, Any]:
    """Return an event as a row.

    Raises:
        StoreError: the payload is not plain JSON.
    """
    offset = event.at.utcoffset() or timedelta()
    try:
        payload = json.dumps(dict(event.payload), allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError):
        raise StoreError("The payload of this {kind} is not plain JSON.", kind=event.kind) from None
    row = {
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
    return {**row, "digest": digest_of(row)}


def read_row(row: Any) -> Event:
    """Return the event of a row.

    Raises:
        StoreError: it is not what was written.
    """
    if row.digest != digest_of(row._mapping):
        raise DamageError(DAMAGED)
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
    rows: dict[str, dict[str, Any]] = {}
    for row in map(as_row, given):
        if rows.setdefault(row["id"], row)["digest"] != row["digest"]:
            raise StoreError(OTHER_WORDS)
    whose = {row["person"] for row in rows.values()}
    known = sa.select(people.c.id).where(people.c.id.in_(whose))
    if whose - set(connection.scalars(known)):
        raise StoreError(NOBODY)
    for old in _there(connection, list(rows)):
        new = rows.pop(old.id)
        same = json.loads(new["payload"]) == read_row(old).payload  # in whatever order
        if not same or (new["person"], new["kind"]) != (old.person, old.kind):
            raise StoreError(OTHER_WORDS)
    if rows:
        connection.execute(sa.insert(events), list(rows.values()))
    return len(rows)


def _there(connection: sa.Connection, ids: list[str]) -> Iterator[Any]:
    for start in range(0, len(ids), MOST_IN_ONE_QUESTION):
        some = ids[start : start + MOST_IN_ONE_QUESTION]
        yield from connection.execute(sa.select(events).where(events.c.id.in_(some)))
