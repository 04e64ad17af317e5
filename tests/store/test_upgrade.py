"""A store of the first schema is brought up to date, and what was changed from outside is found.

`first_schema.db` was written by lumbago when it had one schema; its people are invented.
"""

import json
import shutil
import sqlite3
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from lumbago.store import Store, StoreError
from lumbago.store.engine import MIGRATIONS, file_engine, server_engine
from lumbago.store.rows import OF_DIGEST
from tests.store.conftest import PASSPHRASE
from tests.store.test_rough_hands import run

FIRST = Path(__file__).parent / "first_schema.db"
NAMES = ["Anna Straße (invented)", "Ben (invented)"]
ENTRY = {"day": "2026-03-02", "pain_now": 4.0}


def rows_of(table: str, file: Path = FIRST) -> list[dict[str, object]]:
    """Read a table of a plain file without lumbago."""
    raw = sqlite3.connect(file)
    raw.row_factory = sqlite3.Row
    order = "number" if table == "events" else "added"
    try:
        return [dict(row) for row in raw.execute(f"SELECT * FROM {table} ORDER BY {order}")]  # noqa: S608
    finally:
        raw.close()


def encrypt(source: Path, target: Path) -> None:
    sqlcipher = pytest.importorskip("sqlcipher3").dbapi2
    raw = sqlcipher.connect(str(source))
    raw.execute("ATTACH DATABASE ? AS copy KEY ?", (str(target), PASSPHRASE))
    raw.execute("SELECT sqlcipher_export('copy')")
    raw.close()


def to_server(address: str) -> None:
    """Make the tables of the first schema on a server, and put the same rows in."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    engine = server_engine(address)
    with (
        engine.begin() as connection,
        EnvironmentContext(
            config, script, fn=lambda revision, _: script._upgrade_revs("0001", revision)
        ) as environment,
    ):
        environment.configure(connection=connection)
        environment.run_migrations()
        for table in ("people", "events"):
            rows = [{k: v for k, v in r.items() if k != "number"} for r in rows_of(table)]
            names = sa.table(table, *map(sa.column, rows[0]))
            connection.execute(sa.insert(names), rows)
    engine.dispose()


@pytest.fixture(params=["sqlite", "encrypted", "postgresql"])
def old(request, file):
    """A store of the first schema: its address, and its passphrase."""
    if request.param == "postgresql":
        address = request.getfixturevalue("database")
        to_server(address)
        return address, None
    file.parent.mkdir()
    if request.param == "encrypted":
        encrypt(FIRST, file)
        return file, PASSPHRASE
    shutil.copy(FIRST, file)
    return file, None


@pytest.fixture
def old_file(file) -> Path:
    """A plain file of the first schema."""
    file.parent.mkdir()
    shutil.copy(FIRST, file)
    return file


def all_is_there(store: Store) -> None:
    """Stop with a failure where anything of the first store is missing or different."""
    assert [p.name for p in store.people()] == NAMES
    expected = rows_of("events")
    for person in store.people():
        kept = store.events(person.id)
        wanted = [row for row in expected if row["person"] == person.id]
        assert [e.id for e in kept] == [row["id"] for row in wanted]
        for event, row in zip(kept, wanted, strict=True):
            assert event.payload == json.loads(str(row["payload"]))
            assert event.at.astimezone(UTC) == datetime.fromisoformat(str(row["at"]))
            assert event.at.utcoffset().total_seconds() == row["offset"]  # type: ignore[union-attr]
            assert (event.kind, event.zone, event.knowledge, event.code) == (
                row["kind"], row["zone"], row["knowledge"], row["code"])  # fmt: skip
    assert store.verify() == ()


@pytest.mark.hazard("HAZ-026")
def test_a_store_of_the_first_schema_is_brought_up_with_all_that_was_in_it(old):
    for _ in range(2):
        with Store.open(*old) as store:
            all_is_there(store)
    with Store.open(*old) as store:
        anna = store.person("ANNA STRASSE (invented)")
        assert len(store.diary(anna.id).entries) == 39  # 40, and one taken back
        store.append(anna.id, "entry", ENTRY)
        with pytest.raises(StoreError, match="already somebody"):
            store.add_person("anna straße (INVENTED)")


def test_the_upgraded_tables_are_those_of_a_new_store(old):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from lumbago.store.schema import tables

    with Store.open(*old) as store, store._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables) == []


def test_two_people_who_share_a_name_both_stay(old_file):
    raw = sqlite3.connect(old_file)
    raw.execute("UPDATE people SET name = 'anna straße (INVENTED)' WHERE id = 'ben'")
    raw.commit()
    raw.close()
    with Store.open(old_file) as store:
        assert [p.name for p in store.people()] == [NAMES[0], "anna straße (INVENTED) (2)"]


def test_an_upgrade_puts_a_copy_of_the_old_store_beside_it_first_and_once(old_file):
    for _ in range(2):
        Store.open(old_file).close()
    (copy,) = old_file.parent.glob("lumbago-before-*.db")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert rows_of("events", copy) == rows_of("events")
    assert rows_of("people", copy) == rows_of("people")


def test_a_new_store_has_no_copy_of_an_old_one(file):
    Store.open(file).close()
    assert [f.name for f in file.parent.iterdir()] == ["lumbago.db"]


@pytest.mark.hazard("HAZ-026")
def test_an_upgrade_that_is_killed_at_any_statement_loses_nothing(old_file, database):
    to_server(database)
    for address in (old_file, database):
        told = run("upgrade", address)
        assert int(told.split()[-2]) > 15, told
        with Store.open(address) as store:
            all_is_there(store)


def test_each_state_that_a_kill_leaves_is_the_old_store_or_the_new(old_file, tmp_path):
    states = set()
    for at in range(1, 60):
        file = tmp_path / f"{at}.db"
        shutil.copy(FIRST, file)
        statements = iter(range(1, at + 1))

        def stop(*_: object, statements=statements) -> None:
            if next(statements, None) is None:
                raise KeyboardInterrupt

        sa.event.listen(sa.Engine, "before_cursor_execute", stop)
        try:
            Store.open(file).close()
        except KeyboardInterrupt:
            pass
        finally:
            sa.event.remove(sa.Engine, "before_cursor_execute", stop)
        raw = sqlite3.connect(file)
        (version,) = raw.execute("SELECT version_num FROM alembic_version").fetchone()
        columns = {row[1] for row in raw.execute("PRAGMA table_info(events)")}
        raw.close()
        assert ("digest" in columns) == (version == "0002")
        states.add(version)
        with Store.open(file) as store:
            all_is_there(store)
    assert states == {"0001", "0002"}


def test_a_restored_backup_of_the_first_schema_is_brought_up(old_file, tmp_path):
    target = tmp_path / "other" / "lumbago.db"
    assert Store.restore(old_file, target) is None
    with Store.open(target) as store:
        all_is_there(store)
    assert rows_of("events", old_file) == rows_of("events")


# -- damage ------------------------------------------------------------------------------------


def change(old: tuple[str | Path, str | None], statement: str) -> None:
    """Change a row from outside."""
    address, passphrase = old
    engine = (
        server_engine(address) if isinstance(address, str) else file_engine(address, passphrase)
    )
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


CHANGES = {
    "id": "'other'", "kind": "'wishes'", "at": "'2026-03-03T07:30:00.000000+00:00'",
    '"offset"': "3600", "zone": "'Europe/Berlin'", "knowledge": "'newer'", "code": "'9'",
    "payload": "replace(payload, '4.0', '1.0')",
}  # fmt: skip


def test_the_digest_vouches_for_every_column_but_the_order():
    assert {c.strip('"') for c in CHANGES} | {"person"} == set(OF_DIGEST)


@pytest.mark.hazard("HAZ-026")
@pytest.mark.parametrize("column", CHANGES)
def test_an_event_that_was_changed_from_outside_is_told_never_shown(old, column):
    with Store.open(*old) as store:
        store.append("ben", "entry", ENTRY | {"note": "SECRET"}, id="one", at=datetime.now(UTC))
    change(old, f"UPDATE events SET {column} = {CHANGES[column]} WHERE id = 'one'")  # noqa: S608
    with Store.open(*old) as store:
        with pytest.raises(StoreError, match="not as it was written") as caught:
            store.events("ben")
        assert "SECRET" not in str(caught.value)
        assert len(store.events("anna")) == 42
        (damage,) = store.verify()
        assert damage.person == "ben"


def test_an_event_that_was_given_to_somebody_else_is_told(old):
    Store.open(*old).close()
    change(old, "UPDATE events SET person = 'ben' WHERE id = 'first-003'")
    with Store.open(*old) as store, pytest.raises(StoreError, match="not as it was written"):
        store.diary("ben")


@pytest.mark.parametrize("bad", ['\'{"day": "2026-0\'', "CAST(x'7bff22' AS TEXT)"])
def test_what_is_damaged_can_be_set_aside_and_the_rest_goes_on(old_file, tmp_path, bad):
    Store.open(old_file).close()
    change((old_file, None), f"UPDATE events SET payload = {bad} WHERE id = 'first-003'")  # noqa: S608
    target = tmp_path / "aside.json"
    with Store.open(old_file) as store:
        with pytest.raises(StoreError) as caught:
            store.diary("anna")
        assert "2026-0" not in str(caught.value)
        assert [d.kind for d in store.set_aside(target)] == ["entry"]
        assert len(store.diary("anna").entries) == 38
        assert store.verify() == ()
        assert store.set_aside(tmp_path / "none.json") == ()
    assert json.loads(target.read_text("utf-8"))[0]["id"] == "first-003"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert not (tmp_path / "none.json").exists()


def test_nothing_is_set_aside_where_the_file_cannot_be_written(old, tmp_path):
    Store.open(*old).close()
    change(old, "UPDATE events SET zone = 'x' WHERE id = 'first-003'")
    there = tmp_path / "there.json"
    there.write_text("mine")
    with Store.open(*old) as store:
        with pytest.raises(StoreError, match="cannot be written"):
            store.set_aside(there)
        assert len(store.verify()) == 1
    assert there.read_text("utf-8") == "mine"


# -- erasing -----------------------------------------------------------------------------------


@pytest.mark.hazard("HAZ-026")
@pytest.mark.parametrize("kind", ["sqlite", "encrypted"])
def test_erasing_reaches_the_older_stores_beside_this_one(file, kind):
    file.parent.mkdir()
    passphrase = PASSPHRASE if kind == "encrypted" else None
    if passphrase:
        encrypt(FIRST, file)
    else:
        shutil.copy(FIRST, file)
    with Store.open(file, passphrase) as store:
        copy = store.backup(file.with_name("own.db"))
    Store.restore(copy, file, passphrase)
    copy.unlink()
    assert len(list(file.parent.glob("lumbago-before-*.db"))) == 2
    with Store.open(file, passphrase) as store:
        assert store.erase("anna") == ()
    for f in file.parent.iterdir():
        content = f.read_bytes()
        assert not [w for w in (b"Anna", b"anna stra", b"Uml", b"first-003") if w in content], f
    for f in file.parent.glob("lumbago-before-*.db"):
        with Store.open(f, passphrase) as store:
            assert [p.name for p in store.people()] == NAMES[1:]
            assert len(store.events("ben")) == 3


def test_an_older_store_that_cannot_be_opened_is_named_after_erasing(old_file):
    with Store.open(old_file) as store:
        (copy,) = old_file.parent.glob("lumbago-before-*.db")
        copy.write_bytes(b"no store" * 100)
        assert store.erase("anna") == (copy,)
