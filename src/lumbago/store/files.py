"""A backup, a restore, and the clearing of old bytes."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from lumbago.errors import StoreError
from lumbago.store.engine import as_store_error, connect_file, file_engine, told_plainly, upgrade
from lumbago.store.places import PLAIN, first_bytes, make_private

CANNOT_WRITE: Final = "{file} cannot be written: {why}."
HALF_CLEARED: Final = (
    "The person was deleted, but old bytes may still be in the file. {why} Close every other "
    "lumbago and run `lumbago erase --rest`."
)


def backup(source: Path, target: Path, passphrase: str | None) -> Path:
    """Copy a store in use into a new file, and check the copy before it gets its name."""
    if target.exists():
        raise StoreError("There is already a file {file}. Choose another name.", file=target)
    half = target.with_name(f"{target.name}.part")
    half.unlink(missing_ok=True)
    make_private(half)
    try:
        _copy(source, half, passphrase)
        _check(half, passphrase)
        _to_disk(half)
        half.replace(target)
    except OSError as error:
        raise StoreError(CANNOT_WRITE, file=target, why=error.strerror) from None
    finally:
        _remove(half)
    return target


def restore(source: Path, target: Path, passphrase: str | None) -> Path | None:
    """Check a backup, keep the old store beside it, and put the backup in its place."""
    if not source.is_file():
        raise StoreError("There is no file {file}.", file=source)
    if target.exists() and source.samefile(target):
        raise StoreError("The backup is the store itself. Name another file.")
    if (first_bytes(source) == PLAIN) == bool(passphrase):
        raise StoreError("Give the passphrase of the backup, or none if it is not encrypted.")
    _check(source, passphrase)
    new = target.with_name(f"{target.name}.part")
    new.unlink(missing_ok=True)
    make_private(new)
    try:
        _copy(source, new, passphrase)
        engine = file_engine(new, passphrase)
        try:
            upgrade(engine)  # a backup of a newer version is refused here
            with told_plainly(), engine.connect() as connection:
                connection.exec_driver_sql("ROLLBACK")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            engine.dispose()
        _to_disk(new)
        _refuse_in_use(target, passphrase)
        old = _aside(target)
        new.replace(target)
    except OSError as error:
        raise StoreError(CANNOT_WRITE, file=target, why=error.strerror) from None
    finally:
        _remove(new)
    return old


def write_new(target: Path, content: bytes) -> None:
    """Write a new file that only the owner can read, and wait until the disk has it.

    Raises:
        StoreError: it is there already, or cannot be written.
    """
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise StoreError(CANNOT_WRITE, file=target, why=error.strerror) from None


def clear(engine: sa.Engine, file: Path | None, passphrase: str | None) -> None:
    """Write the whole store anew without what was deleted, and empty the log.

    On a server the tables are written anew; its own log and backups are its owner's.
    """
    if file is None:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM FULL events")
            connection.exec_driver_sql("VACUUM FULL people")
        return
    engine.dispose()
    raw = connect_file(file, passphrase)
    try:
        raw.execute("PRAGMA secure_delete = ON")
        raw.execute("PRAGMA temp_store = MEMORY")
        raw.execute("VACUUM")
        is_busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except _errors(raw) as error:
        raise StoreError(HALF_CLEARED, why=as_store_error(error)) from None
    finally:
        raw.close()
    if is_busy:
        raise StoreError(HALF_CLEARED, why=StoreError("Another program holds the file."))


def erase_from_copy(copy: Path, person: str, passphrase: str | None) -> bool:
    """Delete a person from an older store that lies beside this one, from its bytes too.

    Returns:
        Whether nothing of them is left in it. False where it cannot be opened or written.
    """
    raw = None
    try:
        raw = _connect_any(copy, passphrase)
        raw.execute("PRAGMA secure_delete = ON")
        raw.execute("PRAGMA temp_store = MEMORY")
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("DELETE FROM events WHERE person = ?", (person,))
        raw.execute("DELETE FROM people WHERE id = ?", (person,))
        raw.execute("COMMIT")
        raw.execute("VACUUM")
        return not raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except _errors(raw):
        return False
    finally:
        if raw is not None:
            raw.close()


def older_copies(file: Path) -> list[Path]:
    """Return the stores that an upgrade or a restore has put beside this one."""
    return sorted(file.parent.glob(f"{file.stem}-before-*{file.suffix}"))


def keep_older(file: Path, passphrase: str | None) -> Path:
    """Copy a store beside itself, before its tables change."""
    return backup(file, _before(file), passphrase)


def _copy(source: Path, target: Path, passphrase: str | None) -> None:
    """Copy page by page; a copy of an encrypted file is made by SQLCipher's own export."""
    old = new = None
    try:
        old = connect_file(source, passphrase)
        if passphrase:
            old.execute("ATTACH DATABASE ? AS copy KEY ?", (str(target), passphrase))
            old.execute("SELECT sqlcipher_export('copy')")
            old.execute("DETACH DATABASE copy")
            return
        new = connect_file(target, None)
        old.backup(new)
    except _errors(old) as error:
        raise as_store_error(error) from None
    finally:
        for raw in (new, old):
            if raw is not None:
                raw.close()


def _check(file: Path, passphrase: str | None) -> None:
    """Refuse a file that is damaged or is no store."""
    raw = None
    try:
        raw = connect_file(file, passphrase, is_read_only=True)
        told = [row[0] for row in raw.execute("PRAGMA integrity_check")]
        names = {row[0] for row in raw.execute("SELECT name FROM sqlite_master")}
    except _errors(raw) as error:
        raise StoreError(
            "{file} cannot be used. {why}", file=file, why=as_store_error(error)
        ) from None
    finally:
        if raw is not None:
            raw.close()
    if told != ["ok"] or not {"people", "events"} <= names:
        raise StoreError("{file} is damaged, or it is no store. It was not used.", file=file)


def _connect_any(file: Path, passphrase: str | None) -> Any:
    """Connect to a store, with the passphrase where it is encrypted."""
    return connect_file(file, None if first_bytes(file) == PLAIN else passphrase)


def _errors(raw: Any) -> tuple[type[Exception], ...]:
    """Return the errors of the driver that holds this connection."""
    import sqlite3

    if raw is None or isinstance(raw, sqlite3.Connection):
        return (sqlite3.Error,)
    from lumbago.store.engine import sqlcipher

    return (sqlcipher().Error,)


def _refuse_in_use(file: Path, passphrase: str | None) -> None:
    """Refuse a store that another program has open: it would go on writing into the old file.

    Raises:
        StoreError: it is held. A store that cannot be opened is held by nobody.
    """
    if not file.exists():
        return
    raw = None
    try:
        raw = _connect_any(file, passphrase)
        raw.execute("PRAGMA busy_timeout = 1000")
        raw.execute("PRAGMA locking_mode = EXCLUSIVE")
        raw.execute("SELECT count(*) FROM sqlite_master")
    except _errors(raw) as error:
        if "locked" in str(error).lower():
            raise as_store_error(error) from None
    finally:
        if raw is not None:
            raw.close()


def _aside(target: Path) -> Path | None:
    """Put the old store and its log out of the way, kept under the time of today."""
    if not target.exists():
        return None
    old = _before(target)
    for end in ("-wal", "-shm", ""):
        part = target.with_name(target.name + end)
        if part.exists():
            part.replace(old.with_name(old.name + end))
    return old


def _before(file: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    return file.with_name(f"{file.stem}-before-{stamp}{file.suffix}")


def _remove(half: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        half.with_name(half.name + end).unlink(missing_ok=True)


def _to_disk(file: Path) -> None:
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
