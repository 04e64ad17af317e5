"""`Store`: the one door to what is kept."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Self
from uuid import uuid4

import sqlalchemy as sa

from lumbago.diary import Diary, KeptEntry
from lumbago.errors import StoreError
from lumbago.store import exchange, files
from lumbago.store.engine import TAKEN, file_engine, server_engine, told_plainly, upgrade
from lumbago.store.events import Event, StoredPerson, new_event
from lumbago.store.exchange import Imported
from lumbago.store.memory import NOTHING, Memory, Read, read_on
from lumbago.store.places import default_address, is_server
from lumbago.store.rows import NOBODY, keep, key_of, moment, read_person, read_row
from lumbago.store.schema import events, people
from lumbago.store.soundness import Damage, find_damage, set_aside

LONGEST_NAME: Final = 80
_OF_DIARY: Final = ("entry", "undo")


class Store:
    """All people and events of one machine, or of one PostgreSQL server.

    Every method that writes returns after the disk has it, and writes all or nothing. One store
    may be used by several threads, and one file by several processes.

    Every method raises `StoreError` with a sentence when the disk or the server fails.
    """

    def __init__(self, engine: sa.Engine, file: Path | None, passphrase: str | None) -> None:
        self._engine = engine
        self.file = file
        self._passphrase = passphrase
        self._memory = Memory(lambda: NOTHING)

    @classmethod
    def open(cls, address: str | Path | None = None, passphrase: str | None = None) -> Self:
        """Open a store, made where it is missing, brought up to date where it is older.

        Args:
            address: a file, or `postgresql://...`; the platform's data folder where left out.
            passphrase: of an encrypted file. A new file is encrypted with it.

        Raises:
            StoreError: it cannot be opened: no right, damaged, encrypted, or from a newer
                version. The file is then left as it is.
        """
        if is_server(address):
            if passphrase:
                raise StoreError("A passphrase is for a file, not for a server.")
            store = cls(server_engine(str(address)), None, None)
        else:
            file = Path(address) if address else default_address()
            store = cls(file_engine(file, passphrase), file, passphrase)
        try:
            upgrade(store._engine, store._keep_older)
        except StoreError:
            store.close()
            raise
        return store

    def _keep_older(self) -> None:
        if self.file is not None:
            files.keep_older(self.file, self._passphrase)

    def close(self) -> None:
        """Let go of the file or the server."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    # -- people --------------------------------------------------------------------------

    def people(self) -> tuple[StoredPerson, ...]:
        """Return everybody whose data is kept, in the order in which they came."""
        with self._reading() as connection:
            rows = connection.execute(sa.select(people).order_by(people.c.added, people.c.id))
            return tuple(map(read_person, rows))

    def person(self, name_or_id: str) -> StoredPerson:
        """Return a person by name, however it is written in capitals, or by id.

        Raises:
            StoreError: there is no such person.
        """
        wanted = name_or_id.strip()
        one = sa.select(people).where((people.c.id == wanted) | (people.c.key == key_of(wanted)))
        with self._reading() as connection:
            found = connection.execute(one.order_by(people.c.id != wanted)).first()
        if found is None:
            raise StoreError(NOBODY)
        return read_person(found)

    def find_person(self, id: str) -> StoredPerson | None:
        """Return a person by id; None where there is none."""
        with self._reading() as connection:
            found = connection.execute(sa.select(people).where(people.c.id == id)).first()
        return read_person(found) if found else None

    def add_person(self, name: str, id: str | None = None) -> StoredPerson:
        """Add somebody; each name is there once.

        Raises:
            StoreError: the name is empty, too long, or taken.
        """
        with self._writing() as connection:
            free = self._free(connection, name)
            row = {"id": id or str(uuid4()), "name": free, "added": moment(datetime.now(UTC)),
                   "key": key_of(free)}  # fmt: skip
            connection.execute(sa.insert(people), row)
        return self.person(str(row["id"]))

    def rename(self, person: str, name: str) -> StoredPerson:
        """Give a person another name.

        Raises:
            StoreError: there is no such person, or the name is empty, too long, or taken.
        """
        with self._writing() as connection:
            free = self._free(connection, name, but=person)
            named = sa.update(people).where(people.c.id == person)
            connection.execute(named.values(name=free, key=key_of(free)))
        return self.person(person)

    def _free(self, connection: sa.Connection, name: str, but: str = "") -> str:
        clean = " ".join(name.encode("utf-8", "replace").decode().split())
        if not clean or len(clean) > LONGEST_NAME or not clean.isprintable():
            raise StoreError("A name needs 1 to {most} letters.", most=LONGEST_NAME)
        same = sa.select(people.c.id).where(people.c.key == key_of(clean), people.c.id != but)
        if connection.scalar(same) is not None:
            raise StoreError(TAKEN)
        return clean

    # -- events --------------------------------------------------------------------------

    def append(
        self,
        person: str,
        kind: str,
        payload: Mapping[str, Any],
        *,
        at: datetime | None = None,
        zone: str = "",
        knowledge: str = "",
        id: str | None = None,
    ) -> Event:
        """Keep one thing that was said or told, and return it.

        The same id with the same content is kept once, so that what was queued without a
        connection can be sent again.

        Args:
            person: the id of the person.
            kind: one of `KINDS`.
            payload: plain JSON.
            at: when it was said; now where left out.
            zone: the name of the time zone, where known.
            knowledge: version and digest of the knowledge that was used.
            id: its id; a new one where left out.
        """
        event = new_event(person, kind, payload, at=at, zone=zone, knowledge=knowledge, id=id)
        self.append_many((event,))
        return event

    def append_many(self, given: Iterable[Event]) -> int:
        """Keep all of these or none, and return how many were not there yet."""
        with self._writing() as connection:
            return keep(connection, given)

    def undo(self, person: str, event: str) -> Event:
        """Take back an event of this person; it stays kept, as does the undo.

        Raises:
            StoreError: this person has no such event.
        """
        with self._reading() as connection:
            mine = (events.c.id == event) & (events.c.person == person)
            if connection.scalar(sa.select(events.c.id).where(mine)) is None:
                raise StoreError("There is no such entry. `lumbago diary list` shows them.")
        return self.append(person, "undo", {"event": event})

    def events(
        self,
        person: str,
        kinds: Collection[str] | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> tuple[Event, ...]:
        """Return the events of a person in the order in which they were kept, undos and all.

        Args:
            person: the id of the person.
            kinds: only these; all where left out. `standing` needs "undo" among them.
            since: only those at or after this aware time.
            until: only those before this aware time.
        """
        wanted = sa.select(events).where(events.c.person == person).order_by(events.c.number)
        if kinds is not None:
            wanted = wanted.where(events.c.kind.in_(tuple(kinds)))
        if since is not None:
            wanted = wanted.where(events.c.at >= moment(since))
        if until is not None:
            wanted = wanted.where(events.c.at < moment(until))
        with self._reading() as connection:
            return tuple(map(read_row, connection.execute(wanted)))

    def has(self, event: str) -> bool:
        """Whether an event with this id is kept, of whomever, taken back or not."""
        with self._reading() as connection:
            return connection.scalar(sa.select(events.c.id).where(events.c.id == event)) is not None

    def diary(self, person: str) -> Diary:
        """Return every entry of a person that was not taken back.

        It is the same object as long as nothing new is kept.
        """
        return self._diary(person).diary

    def entries(self, person: str) -> tuple[KeptEntry, ...]:
        """Return the same with the ids, in the order in which they were kept."""
        return self._diary(person).entries

    def _diary(self, person: str) -> Read:
        """Read what is new since the last time. An event never changes, so it is read once."""
        before = self._memory.get(person)
        of_diary = (events.c.person == person) & events.c.kind.in_(_OF_DIARY)
        with self._reading() as connection:
            latest, count = _latest(connection, of_diary)
            if latest == before.latest and count == len(before.events):
                return before
            new = _after(connection, of_diary, before.latest)
            if len(before.events) + len(new) != count:  # erased since by another program
                before, new = NOTHING, _after(connection, of_diary, 0)
        read = read_on(before, latest, new)
        self._memory.keep(person, read)
        return read

    def latest(self, person: str, kinds: Collection[str] | None = None) -> int:
        """Return a number that grows with each event of a person: the same means nothing new.

        Args:
            person: the id of the person.
            kinds: only events of these count; all where left out.
        """
        wanted = events.c.person == person
        if kinds is not None:
            wanted &= events.c.kind.in_(tuple(kinds))
        with self._reading() as connection:
            return _latest(connection, wanted)[0]

    def counts(self, person: str) -> dict[str, int]:
        """Return how many events of each kind are kept of a person."""
        each = sa.select(events.c.kind, sa.func.count()).where(events.c.person == person)
        with self._reading() as connection:
            rows = connection.execute(each.group_by(events.c.kind))
            return {str(kind): int(n) for kind, n in rows}

    # -- soundness -------------------------------------------------------------------------

    def verify(self) -> tuple[Damage, ...]:
        """Return every event that is not as it was written.

        Raises:
            StoreError: the file as a whole cannot be read.
        """
        with self._reading() as connection:
            return find_damage(connection)

    def set_aside(self, target: str | Path) -> tuple[Damage, ...]:
        """Take each damaged event out of the store, into a new file; the rest can be read again.

        Raises:
            StoreError: the file is there already, or cannot be written; nothing was changed.
        """
        with self._writing() as connection:
            damaged = find_damage(connection)
            if damaged:
                files.write_new(Path(target), set_aside(connection, damaged).encode())
        self._memory.forget()
        return damaged

    # -- own data --------------------------------------------------------------------------

    def export(self, person: str | None = None) -> dict[str, Any]:
        """Return everything of one person, or of all, as one JSON document."""
        chosen = [p for p in self.people() if person in {None, p.id}]
        if person is not None and not chosen:
            raise StoreError(NOBODY)
        return exchange.as_document([(p, self.events(p.id)) for p in chosen])

    def import_(self, document: object, person: str | None = None) -> Imported:
        """Take in an export, of this or another machine; what is already there stays once.

        Args:
            document: what `export` returned.
            person: whose it shall be; each person's own where left out.

        Raises:
            StoreError: the document cannot be read; nothing was taken in.
        """
        read = exchange.read_document(document, person)
        with self._writing() as connection:
            return exchange.merge(connection, read, is_chosen=person is not None)

    def erase(self, person: str) -> tuple[Path, ...]:
        """Delete a person and everything of them for good, from the bytes of the file too.

        They are deleted as well from the older stores that an upgrade or a restore has put
        beside it. A backup or an export that was made by hand is not touched.

        Returns:
            The older stores that could not be written: they may still hold the person.

        Raises:
            StoreError: there is no such person; or all is deleted, and another program that
                holds the file keeps old bytes from being cleared.
        """
        with self._writing() as connection:
            connection.execute(sa.delete(events).where(events.c.person == person))
            gone = connection.execute(sa.delete(people).where(people.c.id == person))
            if gone.rowcount != 1:
                raise StoreError(NOBODY)
        self._memory.forget(person)
        copies = files.older_copies(self.file) if self.file else []
        left = [c for c in copies if not files.erase_from_copy(c, person, self._passphrase)]
        self.clear()
        return tuple(left)

    def clear(self) -> None:
        """Write the store anew without the bytes of what was deleted.

        `erase` does this too; it is needed alone where another program was in the way.
        """
        with told_plainly():
            files.clear(self._engine, self.file, self._passphrase)

    def backup(self, target: str | Path) -> Path:
        """Copy the whole store into a new file while it is in use, and check the copy.

        An encrypted store gives an encrypted copy with the same passphrase.

        Raises:
            StoreError: the file is there already, cannot be written, or the copy is damaged.
        """
        if self.file is None:
            raise StoreError("Back up a server with its own tool, pg_dump, or use an export.")
        return files.backup(self.file, Path(target), self._passphrase)

    @staticmethod
    def restore(
        source: str | Path, address: str | Path | None = None, passphrase: str | None = None
    ) -> Path | None:
        """Put a backup in the place of the store, and return where the old one was kept.

        Args:
            source: the backup.
            address: the file of the store; that of the platform where left out.
            passphrase: of both, where they are encrypted.

        Raises:
            StoreError: the backup is missing, damaged, or of a newer version, or somebody has
                the store open. The store is then left as it is.
        """
        if is_server(address):
            raise StoreError("Restore a server with its own tool, pg_restore, or use an import.")
        target = Path(address) if address else default_address()
        return files.restore(Path(source), target, passphrase)

    # -- connections -------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with told_plainly(), self._engine.connect() as connection:
            yield connection.execution_options(reads=True)

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with told_plainly(), self._engine.begin() as connection:
            yield connection


def _latest(connection: sa.Connection, wanted: sa.ColumnElement[bool]) -> tuple[int, int]:
    newest = sa.select(sa.func.max(events.c.number), sa.func.count()).where(wanted)
    latest, count = connection.execute(newest).one()
    return int(latest or 0), int(count)


def _after(
    connection: sa.Connection, wanted: sa.ColumnElement[bool], number: int
) -> tuple[Event, ...]:
    new = sa.select(events).where(wanted, events.c.number > number).order_by(events.c.number)
    return tuple(map(read_row, connection.execute(new)))
