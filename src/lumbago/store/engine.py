"""A connection that acknowledges nothing it can lose, and the words for what goes wrong.

SQLite: write-ahead log, synchronous FULL, foreign keys, deleted bytes overwritten. Each write is
one transaction that takes its lock at the start, so that two processes wait for each other.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from lumbago.errors import StoreError
from lumbago.store.places import PLAIN, first_bytes, make_private
from lumbago.store.schema import tables

BUSY_SECONDS: Final = 10
MIGRATIONS: Final = Path(__file__).parent / "migrations"
LOCK_OF_MIGRATION: Final = 710_237

TAKEN: Final = "There is already somebody with this name. Choose another one."
_KEPT = "What was kept before is still there."
CANNOT: Final = f"The store cannot do this ({{name}}). {_KEPT}"
_READ_ONLY = f"The file may only be read. Give yourself the right to write to it. {_KEPT}"
_DAMAGED = "The file is damaged. It was left as it is. Restore it from a backup."

_SENTENCES = (
    ("disk is full", f"The disk is full. Free some space and do it again. {_KEPT}"),
    ("i/o error", f"The disk cannot be written or read. Is it full, or was it taken out? {_KEPT}"),
    ("readonly", _READ_ONLY),
    ("attempt to write", _READ_ONLY),
    (
        "locked",
        f"Another program holds the file. Close it, or wait a moment, and do it again. {_KEPT}",
    ),
    ("unable to open", "The file cannot be opened. Is the folder there, and may you write to it?"),
    ("could not decode", _DAMAGED),
    ("malformed", _DAMAGED),
    ("not a database", "The file is damaged, or it is no store. It was left as it is."),
    ("one_of_a_name", TAKEN),
    ("connection", f"The database server does not answer. Is it running? {_KEPT}"),
)


def as_store_error(error: BaseException) -> StoreError:
    """Return an error of the database in a sentence; it never holds what was being written."""
    text = str(getattr(error, "orig", None) or error).lower()
    for sign, words in _SENTENCES:
        if sign in text:
            return StoreError(words)
    name = type(error).__name__
    return StoreError(CANNOT, name=name)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turn an error of the database into a sentence, without the values of the statement."""
    try:
        yield
    except (sa.exc.SQLAlchemyError, sqlite3.Error) as error:
        raise as_store_error(error) from None


def sqlcipher() -> ModuleType:
    """Return the module that reads and writes encrypted files.

    Raises:
        StoreError: it is not installed.
    """
    try:
        import sqlcipher3  # type: ignore[import-untyped]
    except ImportError:
        raise StoreError(
            "To read or make an encrypted store, install lumbago with its extra: "
            "pip install 'lumbago[encrypted]'."
        ) from None
    module: ModuleType = sqlcipher3.dbapi2
    return module


def connect_file(file: Path, passphrase: str | None, *, is_read_only: bool = False) -> Any:
    """Open a file of SQLite, or of SQLCipher where there is a passphrase."""
    module: Any = sqlcipher() if passphrase else sqlite3
    uri = file.absolute().as_uri() + ("?mode=ro" if is_read_only else "")
    raw = module.connect(
        uri, uri=True, timeout=BUSY_SECONDS, check_same_thread=False, isolation_level=None
    )
    if passphrase:
        raw.execute("PRAGMA cipher_log = off")  # a wrong passphrase is told once, by us
        quoted = passphrase.replace("'", "''")
        raw.execute(f"PRAGMA key = '{quoted}'")
    return raw


def file_engine(file: Path, passphrase: str | None) -> sa.Engine:
    """Return the engine of a file; the file is made where it is missing.

    Raises:
        StoreError: it cannot be opened, or the passphrase does not fit.
    """
    make_private(file)
    start = first_bytes(file)
    if passphrase == "":
        raise StoreError("A passphrase must not be empty.")
    if start == PLAIN and passphrase:
        raise StoreError("This store is not encrypted: open it without a passphrase.")
    if start and start != PLAIN and not passphrase:
        raise StoreError("This store is encrypted, or damaged. Give its passphrase.")
    module = sqlcipher() if passphrase else sqlite3

    def connect() -> Any:
        raw = connect_file(file, passphrase)
        try:
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON",
                           "secure_delete = ON", "temp_store = MEMORY"):  # fmt: skip
                raw.execute(f"PRAGMA {pragma}")
        except Exception:
            raw.close()
            raise
        return raw

    engine = sa.create_engine(
        "sqlite+pysqlite://",
        module=module,
        creator=connect,
        poolclass=sa.pool.QueuePool,
        hide_parameters=True,
    )
    sa.event.listen(engine, "begin", _begin)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    except sa.exc.SQLAlchemyError as error:
        engine.dispose()
        if passphrase and "not a database" in str(error):
            raise StoreError("The passphrase does not fit this store. Nothing changed.") from None
        raise as_store_error(error) from None
    return engine


def _begin(connection: sa.Connection) -> None:
    reads = connection.get_execution_options().get("reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def server_engine(address: str) -> sa.Engine:
    """Return the engine of a PostgreSQL server.

    Raises:
        StoreError: the address is not one of PostgreSQL, or its driver is not installed.
    """
    scheme, _, rest = address.partition("://")
    if scheme not in {"postgresql", "postgres", "postgresql+psycopg"}:
        raise StoreError("Only SQLite and PostgreSQL can be used. Begin with postgresql://.")
    try:
        return sa.create_engine(f"postgresql+psycopg://{rest}", hide_parameters=True)
    except ImportError:
        raise StoreError(
            "To use PostgreSQL, install lumbago with its extra: pip install 'lumbago[postgres]'."
        ) from None


def upgrade(engine: sa.Engine, before: Callable[[], object] = lambda: None) -> None:
    """Bring the tables up to those of today, all steps or none.

    Args:
        engine: of the store.
        before: called before the first step where there are tables of an older version.

    Raises:
        StoreError: the store was written by a newer lumbago, or cannot be written.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    with told_plainly(), engine.connect() as connection:
        connection = connection.execution_options(reads=True)
        now = MigrationContext.configure(connection).get_current_heads()
    if not set(now) <= {step.revision for step in script.walk_revisions()}:
        raise StoreError(
            "This store was written by a newer lumbago. It was left as it is. Update lumbago."
        )
    if now == tuple(script.get_heads()):
        return
    if now:
        before()

    def steps(revision: Any, _context: object) -> Any:
        return script._upgrade_revs("head", revision)

    with told_plainly(), engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK_OF_MIGRATION)))
        with EnvironmentContext(config, script, fn=steps) as environment:
            environment.configure(
                connection=connection, target_metadata=tables, transactional_ddl=True
            )
            environment.run_migrations()
