"""Whether each event is as it was written, and a way on where one is not."""

import json
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from lumbago.store.rows import OF_DIGEST, digest_of
from lumbago.store.schema import events

_COLUMNS: Final = (events.c.number, *(events.c[name] for name in OF_DIGEST), events.c.digest)


@dataclass(frozen=True, slots=True)
class Damage:
    """An event that is not as it was written.

    Attributes:
        number: its place in the order of keeping.
        person: whose it is, where that can still be read.
        kind: of the event, where that can still be read.
        day: the first ten letters of its time, where that can still be read.
    """

    number: int
    person: str
    kind: str
    day: str


def find_damage(connection: sa.Connection) -> tuple[Damage, ...]:
    """Return every event that is not as it was written, the first one kept first."""
    numbers = connection.scalars(sa.select(events.c.number).order_by(events.c.number)).all()
    return tuple(d for n in numbers if (d := _damage(connection, n)) is not None)


def set_aside(connection: sa.Connection, damaged: tuple[Damage, ...]) -> str:
    """Delete these events from the store, and return what can still be read of them as JSON."""
    told = [_as_bytes(connection, d.number) for d in damaged]
    for d in damaged:
        connection.execute(sa.delete(events).where(events.c.number == d.number))
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _damage(connection: sa.Connection, number: int) -> Damage | None:
    try:
        row = connection.execute(sa.select(*_COLUMNS).where(events.c.number == number)).one()
        if row.digest == digest_of(row._mapping):
            return None
    except sa.exc.OperationalError as error:
        if "could not decode" not in str(error.orig).lower():
            raise  # it is not this event, but the file that cannot be read
    left = _as_bytes(connection, number)
    return Damage(number, left["person"], left["kind"], left["at"][:10])


def _as_bytes(connection: sa.Connection, number: int) -> dict[str, Any]:
    """Return the columns of an event as text, whatever stands in them."""
    kind: Any = sa.Text if connection.dialect.name == "postgresql" else sa.LargeBinary
    columns = [sa.cast(c, kind).label(c.name) for c in _COLUMNS]
    row = connection.execute(sa.select(*columns).where(events.c.number == number)).one()
    return {name: _text(value) for name, value in row._mapping.items()}


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
