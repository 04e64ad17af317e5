"""The tables as they are today. A change here needs a migration beside it."""

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

tables = MetaData()

people = Table(
    "people",
    tables,
    Column("id", String(36), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("added", String(32), nullable=False),  # ISO 8601, UTC
    Column("key", String(400), nullable=False, server_default=""),  # of the name: `rows.key_of`
    Index("one_of_a_name", "key", unique=True),
)

events = Table(
    "events",
    tables,
    Column("number", Integer, primary_key=True, autoincrement=True),  # the order of keeping
    Column("id", String(64), nullable=False, unique=True),
    Column("person", String(36), ForeignKey("people.id"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("at", String(32), nullable=False),  # ISO 8601, UTC, so that it sorts
    Column("offset", Integer, nullable=False),  # seconds east of UTC, then and there
    Column("zone", String(80), nullable=False),
    Column("payload", Text, nullable=False),  # JSON
    Column("knowledge", String(200), nullable=False),
    Column("code", String(32), nullable=False),
    Column("digest", String(64), nullable=False, server_default=""),  # `rows.digest_of`
    Index("events_of_a_kind", "person", "kind", "number"),
    sqlite_autoincrement=True,
)
