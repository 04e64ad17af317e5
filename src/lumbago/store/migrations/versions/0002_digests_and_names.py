"""A digest for each event, one key for each name, and an index in the order of keeping.

- digest: a bit that turned, or a change from outside, is found when the event is read.
- key: two programs on one server cannot both take the same name.
- events_of_a_kind: the last event of a kind is found without reading the others.
"""

import sqlalchemy as sa
from alembic import op

from lumbago.store.rows import OF_DIGEST, digest_of, free_name, key_of

revision = "0002"
down_revision = "0001"

_EVENTS = sa.table("events", *map(sa.column, ("number", "digest", *OF_DIGEST)))
_PEOPLE = sa.table("people", *map(sa.column, ("id", "name", "added", "key")))


def upgrade() -> None:
    """Add them, and fill them for what is kept already."""
    for table, name, longest in (("events", "digest", 64), ("people", "key", 400)):
        new = sa.Column(name, sa.String(longest), nullable=False, server_default="")
        op.add_column(table, new)
    _fill(op.get_bind())
    op.create_index("one_of_a_name", "people", ["key"], unique=True)
    op.drop_index("events_of_a_person", "events")
    op.create_index("events_of_a_kind", "events", ["person", "kind", "number"])


def _fill(connection: sa.Connection) -> None:
    digests = [
        {"which": row.number, "new": digest_of(row._mapping)}
        for row in connection.execute(sa.select(_EVENTS))
    ]
    change = sa.update(_EVENTS).where(_EVENTS.c.number == sa.bindparam("which"))
    if digests:
        connection.execute(change.values(digest=sa.bindparam("new")), digests)
    taken: set[str] = set()
    for row in connection.execute(sa.select(_PEOPLE).order_by(_PEOPLE.c.added)).all():
        name = free_name(row.name, taken)
        taken.add(key_of(name))
        named = sa.update(_PEOPLE).where(_PEOPLE.c.id == row.id)
        connection.execute(named.values(name=name, key=key_of(name)))
