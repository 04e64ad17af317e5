"""The tables as they are today. A change here needs a migration beside it."""

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

tables = MetaData()

people = Table(
    "people",
    tables,
    Column("id", String(36), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("added", String(32), nullable=False),  # ISO 8601, UTC
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
    Index("events_of_a_person", "person", "kind", "at"),
    sqlite_autoincrement=True,
)
