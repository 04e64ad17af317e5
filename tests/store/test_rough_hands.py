"""Killed, full, locked, damaged, read-only, old and new: a clear sentence, and the data kept."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from lumbago.store import Store, StoreError
from lumbago.store import engine as engines
from lumbago.store.schema import tables

ROUGH = Path(__file__).parent / "rough.py"
ENTRY = {"day": "2026-03-02"}


def run(*words: object) -> str:
    done = subprocess.run(
        [sys.executable, str(ROUGH), *map(str, words)], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.hazard("HAZ-026")
def test_nothing_acknowledged_is_lost_and_nothing_is_half_written_in_200_kills(file):
    assert "kept" in run("killed", file, 200)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of two megabytes where one may make it; else a limit on the size of a file."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if os.geteuid() == 0 and subprocess.run(command, capture_output=True).returncode == 0:
        yield disk, ()
        subprocess.run(["umount", str(disk)], check=True)
    else:
        yield disk, ("limit",)


def test_a_full_disk_is_told_and_what_was_kept_stays(small_disk):
    disk, more = small_disk
    told = run("full", disk / "lumbago.db", *more)
    count, _, sentence = told.partition(" kept. ")
    assert "disk" in sentence
    assert "still there" in sentence
    assert "SECRET" not in told
    copy = disk.parent / "copy"
    copy.mkdir()
    for f in disk.iterdir():
        (copy / f.name).write_bytes(f.read_bytes())
    with Store.open(copy / "lumbago.db") as store:
        (anna,) = store.people()
        assert len(store.events(anna.id)) == int(count) > 5


def test_a_folder_that_may_only_be_read_is_told_and_nothing_is_lost(tmp_path):
    place = Path("/tmp") / f"lumbago-{os.getpid()}"  # noqa: S108  # others may not enter pytest's
    try:
        with Store.open(place / "lumbago.db") as store:
            store.add_person("Anna")
        place.chmod(0o555)
        (place / "lumbago.db").chmod(0o444)
        told = run("readonly", place / "lumbago.db")
        assert "right to write" in told
        place.chmod(0o700)
        (place / "lumbago.db").chmod(0o600)
        with Store.open(place / "lumbago.db") as store:
            assert [p.name for p in store.people()] == ["Anna"]
    finally:
        place.chmod(0o700)
        for f in place.iterdir():
            f.unlink()
        place.rmdir()


def test_a_locked_file_is_told_after_a_wait(file, monkeypatch):
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.2)  # not to wait for ten seconds
    with Store.open(file) as store:
        store.add_person("Anna")
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="Another program holds"):
            store.add_person("Ben")
        assert [p.name for p in store.people()] == ["Anna"]
        other.execute("ROLLBACK")
        other.close()
        store.add_person("Ben")


@pytest.mark.hazard("HAZ-026")
def test_erasing_beside_an_open_reader_says_what_is_left_and_the_rest_clears_it(file, monkeypatch):
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.2)
    with Store.open(file) as store:
        anna = store.add_person("Annabella")
        store.append(anna.id, "entry", ENTRY | {"note": "zebrafish"})
        reader = sqlite3.connect(file, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        with pytest.raises(StoreError, match="old bytes may still be in the file"):
            store.erase(anna.id)
        assert store.people() == ()
        assert any(b"zebrafish" in f.read_bytes() for f in file.parent.iterdir())
        reader.close()
        store.clear()
        assert not any(b"zebrafish" in f.read_bytes() for f in file.parent.iterdir())


@pytest.mark.parametrize("damage", ["text", "header", "middle"])
def test_a_damaged_file_is_told_and_left_as_it_is(file, damage):
    with Store.open(file) as store:
        anna = store.add_person("Anna")
        for _ in range(100):
            store.append(anna.id, "entry", ENTRY | {"note": "SECRET" * 200})
    bytes_ = bytearray(file.read_bytes())
    if damage == "text":
        bytes_[:] = b"this is a letter" * 300
    elif damage == "header":
        bytes_[16:100] = b"\xff" * 84
    else:
        bytes_[4096:] = b"\xff" * (len(bytes_) - 4096)
    file.write_bytes(bytes_)
    with pytest.raises(StoreError) as caught, Store.open(file) as store:
        store.events(store.people()[0].id)
    assert "damaged" in str(caught.value)
    assert "SECRET" not in str(caught.value)
    assert file.read_bytes() == bytes(bytes_)


def test_two_processes_write_at_the_same_time_and_nothing_is_lost(file):
    Store.open(file).close()
    command = [sys.executable, str(ROUGH), "write", str(file)]
    running = [
        subprocess.Popen([*command, name, "300"], stdout=subprocess.PIPE, text=True)
        for name in ("Anna", "Ben")
    ]
    assert [p.communicate(timeout=120)[0].strip() for p in running] == ["done", "done"]
    with Store.open(file) as store:
        for person in store.people():
            assert [e.payload["n"] for e in store.events(person.id)] == list(range(300))


def test_two_processes_may_make_the_same_new_store(file):
    command = [sys.executable, str(ROUGH), "write", str(file)]
    running = [
        subprocess.Popen([*command, name, "3"], stdout=subprocess.PIPE, text=True)
        for name in ("Anna", "Ben", "Cleo")
    ]
    assert [p.communicate(timeout=120)[0].strip() for p in running] == ["done"] * 3


# -- older and newer ---------------------------------------------------------------------------


def shape(address) -> list[str]:
    import sqlalchemy as sa

    with Store.open(address) as store:
        inspector = sa.inspect(store._engine)
        return [
            f"{table}.{c['name']} {c['type']} {c['nullable']}"
            for table in sorted(inspector.get_table_names())
            for c in inspector.get_columns(table)
        ]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_steps_lead_to_the_tables_of_today(kind, file, request):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    address = file if kind == "sqlite" else request.getfixturevalue("database")
    with Store.open(address) as store, store._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables) == []
    assert shape(address) == shape(address)


def test_an_empty_database_without_a_version_is_brought_up_and_a_second_time_nothing_changes(file):
    file.parent.mkdir(parents=True)
    sqlite3.connect(file).close()
    first = shape(file)
    assert any(line.startswith("events.payload") for line in first)
    assert shape(file) == first


def test_a_store_of_a_newer_version_is_left_as_it_is(file):
    with Store.open(file) as store:
        store.add_person("Anna")
    raw = sqlite3.connect(file)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.close()
    before = file.read_bytes()
    with pytest.raises(StoreError, match="newer lumbago"):
        Store.open(file)
    assert file.read_bytes() == before
    with pytest.raises(StoreError, match="newer lumbago"):
        Store.restore(file, file.with_name("new.db"))
    assert not file.with_name("new.db").exists()


def test_a_step_that_breaks_off_leaves_the_store_of_before(file):
    file.parent.mkdir(parents=True)
    raw = sqlite3.connect(file)
    raw.execute("CREATE TABLE events (id TEXT)")  # in the way of the second table of the step
    raw.close()
    with pytest.raises(StoreError):
        Store.open(file)
    raw = sqlite3.connect(file)
    assert {row[0] for row in raw.execute("SELECT name FROM sqlite_master")} == {"events"}
    raw.close()


def test_only_the_store_imports_the_sql_library():
    import lumbago

    root = Path(lumbago.__file__).parent
    for module in root.rglob("*.py"):
        if (root / "store") not in module.parents:
            text = module.read_text("utf-8")
            assert "import sqlalchemy" not in text, module
            assert "from sqlalchemy" not in text, module
            assert "alembic" not in text, module
