"""The store on SQLite, SQLCipher and PostgreSQL: what is kept comes back, and only once."""

import csv
import io
import json
import shutil
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lumbago.diary import Diary, DiaryEntry, as_entry_record
from lumbago.store import (
    KINDS,
    Store,
    StoreError,
    as_sheet,
    default_address,
    is_encrypted,
    standing,
)
from lumbago.store.events import new_event
from lumbago.store.exchange import as_document
from lumbago.store.memory import MOST_PEOPLE, Memory

PASSPHRASE = "it's a long one"
ENTRY = {"day": "2026-03-02", "pain_now": 4.0}
AT = datetime(2026, 3, 2, 8, 30, tzinfo=ZoneInfo("Europe/Vienna"))

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)  # fmt: skip
payloads = st.dictionaries(st.text(max_size=8), plain, max_size=4)
other_kinds = st.sampled_from([k for k in KINDS if k not in {"entry", "undo"}])
moments = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001  # hypothesis adds the zone
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, ZoneInfo("Asia/Kathmandu"), ZoneInfo("America/St_Johns")]),
)
same_store = settings(suppress_health_check=[*HealthCheck], max_examples=25, deadline=None)


def test_what_is_kept_comes_back_after_closing(opened):
    with opened() as store:
        anna = store.add_person("Anna")
        event = store.append(anna.id, "entry", ENTRY, at=AT, zone="Europe/Vienna", knowledge="k")
    with opened() as store:
        assert store.people() == (anna,)
        (kept,) = store.events(anna.id)
        assert kept == event
        assert kept.at.utcoffset() == timedelta(hours=1)
        assert kept.code
        assert store.diary(anna.id).entries == (DiaryEntry(day=date(2026, 3, 2), pain_now=4),)


@given(payload=payloads, kind=other_kinds, at=moments)
@same_store
def test_any_plain_json_comes_back_as_it_was(store, payload, kind, at):
    people = store.people()
    person = people[0] if people else store.add_person("Anna")
    event = store.append(person.id, kind, payload, at=at)
    kept = store.events(person.id)[-1]
    assert kept == event
    assert json.dumps(kept.payload) == json.dumps(payload)


def test_the_same_event_sent_twice_is_kept_once(store):
    anna = store.add_person("Anna")
    for _ in range(2):
        store.append(anna.id, "entry", ENTRY, id="from-the-queue", at=AT)
    assert len(store.events(anna.id)) == 1


def test_an_id_is_never_given_other_words_or_another_person(store):
    anna, ben = store.add_person("Anna"), store.add_person("Ben")
    store.append(anna.id, "entry", ENTRY, id="one")
    for person, payload in ((anna, {"day": "2026-03-03"}), (ben, ENTRY)):
        with pytest.raises(StoreError, match="already kept"):
            store.append(person.id, "entry", payload, id="one")
    assert store.events(ben.id) == ()


def test_an_import_with_one_id_for_two_entries_is_refused_and_neither_is_lost_unseen(store):
    anna = store.add_person("Anna")
    store.append(anna.id, "entry", ENTRY, id="one", at=AT)
    document = json.loads(json.dumps(store.export()))
    event = document["people"][0]["events"][0]
    other = {**event, "id": "two", "payload": {"day": "2026-03-05"}}
    document["people"][0]["events"] = [event, other, {**other, "payload": {"day": "2026-03-06"}}]
    with pytest.raises(StoreError, match="other words"):
        store.import_(document)
    assert len(store.events(anna.id)) == 1
    document["people"][0]["events"] = [event, other, other]  # the same twice is kept once
    assert store.import_(document).events == 1


def test_many_events_are_kept_all_or_none(store):
    anna = store.add_person("Anna")
    good = new_event(anna.id, "entry", ENTRY)
    for bad in (new_event("nobody", "entry", ENTRY), new_event(anna.id, "plan", {"x": {1, 2}})):
        with pytest.raises(StoreError):
            store.append_many([good, bad])
    assert store.events(anna.id) == ()


@pytest.mark.hazard("HAZ-011")  # Two people's data are mixed.
def test_nobody_sees_what_another_person_wrote(store):
    anna, ben = store.add_person("Anna"), store.add_person("Ben")
    store.append(anna.id, "entry", ENTRY | {"note": "mine"})
    assert store.events(ben.id) == ()
    assert store.diary(ben.id).entries == ()
    assert "mine" not in json.dumps(store.export(ben.id))
    with pytest.raises(StoreError, match="no such entry"):
        store.undo(ben.id, store.events(anna.id)[0].id)


def test_a_name_is_there_once_and_can_be_changed(store):
    anna = store.add_person("  Anna   Maria ")
    assert anna.name == "Anna Maria"
    assert store.person("anna maria") == store.person(anna.id) == anna
    for name in ("ANNA MARIA", "", " ", "x" * 81, "a\nb\x00c"):
        with pytest.raises(StoreError):
            store.add_person(name)
    assert store.rename(anna.id, "anna maria").name == "anna maria"
    with pytest.raises(StoreError, match="no such person"):
        store.rename("nobody", "Ben")


def test_of_many_who_take_the_same_name_at_once_one_gets_it(opened):
    with opened() as one, opened() as other:
        stores = [one, other] * 3
        ready = Barrier(len(stores))

        def add(store: Store) -> str:
            ready.wait()
            try:
                return store.add_person("Anna").name
            except StoreError as error:
                return str(error)

        with ThreadPoolExecutor(len(stores)) as pool:
            told = list(pool.map(add, stores))
        assert [p.name for p in one.people()] == ["Anna"]
    assert told.count("Anna") == 1
    assert all("already somebody" in words for words in told if words != "Anna")


def test_events_are_found_by_kind_and_time_across_zones(store):
    anna = store.add_person("Anna")
    early = store.append(anna.id, "entry", ENTRY, at=AT)
    late = store.append(anna.id, "plan", {}, at=datetime(2026, 3, 2, 7, 45, tzinfo=UTC))
    assert store.events(anna.id, ("plan",)) == (late,)
    assert store.events(anna.id, since=late.at) == (late,)
    assert store.events(anna.id, until=late.at) == (early,)
    assert store.events(anna.id, ()) == ()


def test_an_entry_that_was_taken_back_is_gone_from_the_diary_and_can_come_back(store):
    anna = store.add_person("Anna")
    entry = store.append(anna.id, "entry", ENTRY)
    undo = store.undo(anna.id, entry.id)
    assert store.diary(anna.id).entries == ()
    assert len(store.events(anna.id)) == 2
    again = store.undo(anna.id, undo.id)
    assert len(store.diary(anna.id).entries) == 1
    store.undo(anna.id, again.id)
    assert store.diary(anna.id).entries == ()


@given(st.lists(st.integers(0, 30), max_size=12))
def test_an_event_stands_exactly_when_no_standing_undo_names_it(targets):
    events = [new_event("p", "entry", ENTRY, id="e0"), new_event("p", "entry", ENTRY, id="e1")]
    for target in targets:
        id = events[target % len(events)].id
        events.append(new_event("p", "undo", {"event": id}, id=f"u{len(events)}"))

    def stands(n: int) -> bool:  # the plain definition, event by event
        later = range(n + 1, len(events))
        return not any(
            events[m].kind == "undo" and events[m].payload["event"] == events[n].id and stands(m)
            for m in later
        )

    assert [e.id for e in standing(events)] == [e for n, e in enumerate(("e0", "e1")) if stands(n)]


def test_a_number_tells_whether_there_is_anything_new(store):
    anna, ben = store.add_person("Anna"), store.add_person("Ben")
    first = store.latest(anna.id)
    store.append(anna.id, "entry", ENTRY)
    second = store.latest(anna.id)
    store.append(ben.id, "entry", ENTRY)
    assert first < second == store.latest(anna.id)


def test_an_unknown_kind_and_a_time_without_a_zone_are_refused(store):
    anna = store.add_person("Anna")
    with pytest.raises(StoreError, match="no kind"):
        store.append(anna.id, "mood", {})
    with pytest.raises(StoreError, match="distance to UTC"):
        store.append(anna.id, "entry", ENTRY, at=datetime(2026, 3, 2))  # noqa: DTZ001
    with pytest.raises(StoreError, match="plain JSON"):
        store.append(anna.id, "measure", {"x": float("nan")})


def test_two_stores_on_the_same_file_see_each_other(opened):
    with opened() as one, opened() as other:
        anna = one.add_person("Anna")
        other.append(anna.id, "entry", ENTRY)
        assert len(one.diary(anna.id).entries) == 1


# -- export, import, erase ---------------------------------------------------------------------


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_every_connection_waits_for_the_disk_and_overwrites_what_is_deleted(file, passphrase):
    """No test can cut the power: so this asks the database what it would do."""
    if passphrase:
        pytest.importorskip("sqlcipher3")
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    with Store.open(file, passphrase) as store:
        for _ in range(2):
            with store._engine.connect() as connection:
                told = {n: connection.exec_driver_sql(f"PRAGMA {n}").scalar() for n in wanted}
            assert told == wanted
            store._engine.dispose()  # the next one is a new connection


def test_a_diary_is_read_once_after_another_program_has_erased_it_and_taken_it_in_again(opened):
    with opened() as one, opened() as other:
        anna = one.add_person("Anna")
        for day in (2, 3):
            one.append(anna.id, "entry", {"day": f"2026-03-0{day}"})
        assert len(one.diary(anna.id).entries) == 2
        document = other.export()
        other.erase(anna.id)
        other.import_(document)
        assert [e.day.day for e in one.diary(anna.id).entries] == [2, 3]


def test_an_export_read_on_another_machine_gives_the_same_and_twice_changes_nothing(
    store, tmp_path
):
    anna = store.add_person("Anna")
    for at in (AT, AT + timedelta(days=1)):
        store.append(anna.id, "entry", ENTRY, at=at, zone="Europe/Vienna")
    store.undo(anna.id, store.events(anna.id)[0].id)
    document = json.loads(json.dumps(store.export()))
    with Store.open(tmp_path / "other.db") as other:
        done = other.import_(document)
        assert (done.people, done.events, done.known) == (1, 3, 0)
        assert other.import_(document).known == 3
        assert other.events(anna.id) == store.events(anna.id)
        assert other.diary(anna.id) == store.diary(anna.id)
        assert other.export()["people"] == document["people"]


def test_two_machines_that_went_apart_come_together(store, tmp_path):
    anna = store.add_person("Anna")
    store.append(anna.id, "entry", ENTRY)
    with Store.open(tmp_path / "other.db") as other:
        other.import_(store.export())
        other.append(anna.id, "entry", {"day": "2026-03-05"})
        store.append(anna.id, "entry", {"day": "2026-03-06"})
        done = store.import_(other.export())
        assert (done.people, done.events, done.known) == (0, 1, 1)
        assert {e.day.day for e in store.diary(anna.id).entries} == {2, 5, 6}


def test_an_import_whose_fields_were_sorted_by_another_program_is_the_same(store):
    anna = store.add_person("Anna")
    store.append(anna.id, "entry", ENTRY | {"at": AT.isoformat(), "day": "2026-03-02"}, at=AT)
    document = json.loads(json.dumps(store.export(), sort_keys=True))
    assert store.import_(document).known == 1


def test_an_import_can_go_to_a_person_that_is_chosen(store, tmp_path):
    me = store.add_person("Me")
    with Store.open(tmp_path / "other.db") as other:
        other.append(other.add_person("Anna").id, "entry", ENTRY)
        assert store.import_(other.export(), me.id).events == 1
        assert [p.name for p in store.people()] == ["Me"]
        with pytest.raises(StoreError, match="another person"):
            store.import_(other.export())
        other.add_person("Ben")
        with pytest.raises(StoreError, match="several people"):
            store.import_(other.export(), me.id)
    assert [p.name for p in store.people()] == ["Me"]


def test_somebody_else_with_the_same_name_stays_somebody_else(store, tmp_path):
    store.add_person("Anna")
    with Store.open(tmp_path / "other.db") as other:
        other.add_person("anna")
        store.import_(other.export())
    assert [p.name for p in store.people()] == ["Anna", "anna (2)"]


def spoilt(change):
    anna = {"id": "1", "name": "Anna", "added": AT.isoformat()}
    event = {"id": "e", "kind": "entry", "at": AT.isoformat(), "zone": "", "knowledge": "",
             "code": "", "payload": dict(ENTRY)}  # fmt: skip
    document = {**as_document([]), "people": [{**anna, "events": [event]}]}
    change(document, document["people"][0], event)
    return document


@pytest.mark.parametrize(
    "change",
    [
        lambda d, p, e: d.update(kind="other"),
        lambda d, p, e: d.update(version=99),
        lambda d, p, e: d.update(people={}),
        lambda d, p, e: d.update(people=[3]),
        lambda d, p, e: p.pop("name"),
        lambda d, p, e: p.update(events=3),
        lambda d, p, e: e.update(kind="mood"),
        lambda d, p, e: e.update(at="2026-03-02T08:00"),
        lambda d, p, e: e.update(at="0001-01-01T00:00+14:00"),
        lambda d, p, e: e.update(id=""),
        lambda d, p, e: e.update(payload=[]),
        lambda d, p, e: e["payload"].update(pain_now=99, note="SECRET"),
        lambda d, p, e: e["payload"].update(note=["SECRET"]),
        lambda d, p, e: p["events"].append("SECRET"),
    ],
)
def test_a_spoilt_export_is_refused_whole_and_its_words_are_not_repeated(tmp_path, change):
    with Store.open(tmp_path / "s.db") as store:
        with pytest.raises(StoreError) as caught:
            store.import_(spoilt(change))
        assert "SECRET" not in str(caught.value)
        assert store.people() == ()
        assert store.import_(spoilt(lambda d, p, e: None)).events == 1


def test_an_erased_person_is_gone_and_the_others_stay(store):
    anna, ben = store.add_person("Anna"), store.add_person("Ben")
    for person in (anna, ben):
        store.append(person.id, "entry", ENTRY)
    store.erase(anna.id)
    assert store.people() == (ben,)
    assert store.events(anna.id) == ()
    assert len(store.events(ben.id)) == 1
    with pytest.raises(StoreError, match="no such person"):
        store.erase(anna.id)


@pytest.mark.hazard("HAZ-026")
def test_erasing_leaves_no_trace_in_the_bytes_of_any_file(file):
    words = ["zebrafish", "Annabella", "annabella", "quokka"]
    with Store.open(file) as store:
        anna, ben = store.add_person("Annabella"), store.add_person("Ben")
        for number in range(300):  # over many pages, and between those of others
            note = f"zebrafish {number} " * (1 + number % 90)
            store.append(anna.id, "entry", ENTRY | {"note": note})
            store.append(ben.id, "entry", ENTRY | {"note": "wombat " * 20})
        store.append(anna.id, "answers", {"quokka": True})
        store.undo(anna.id, store.events(anna.id)[0].id)
        ids = [anna.id, *(e.id for e in store.events(anna.id))]
        there = b"".join(f.read_bytes() for f in file.parent.iterdir())
        assert all(word.encode() in there for word in [*words, *ids])
        store.erase(anna.id)
        for f in file.parent.iterdir():
            left = f.read_bytes()
            assert not [w for w in [*words, *ids] if w.encode() in left], f.name
        assert len(store.events(ben.id)) == 300


# -- who may read it ---------------------------------------------------------------------------


@pytest.mark.hazard("HAZ-026")
def test_only_the_owner_of_the_account_can_read_the_files(file):
    with Store.open(file) as store:
        store.add_person("Anna")
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
        files = list(file.parent.iterdir())
        assert len(files) > 1
        assert {stat.S_IMODE(f.stat().st_mode) for f in files} == {0o600}
        copy = store.backup(file.with_name("copy.db"))
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_the_store_lies_where_lumbago_home_says(tmp_path, monkeypatch):
    monkeypatch.setenv("LUMBAGO_HOME", str(tmp_path / "home"))
    with Store.open() as store:
        assert store.file == default_address() == tmp_path / "home" / "lumbago.db"
    monkeypatch.delenv("LUMBAGO_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "platform"))
    assert default_address() == tmp_path / "platform" / "lumbago" / "lumbago.db"


@pytest.mark.hazard("HAZ-026")
def test_an_encrypted_store_shows_nothing_and_opens_with_its_passphrase_alone(file):
    pytest.importorskip("sqlcipher3")
    with Store.open(file, PASSPHRASE) as store:
        anna = store.add_person("Annabella")
        store.append(anna.id, "entry", ENTRY | {"note": "zebrafish"})
        copy = store.backup(file.with_name("copy.db"))
        for f in file.parent.iterdir():
            assert not [
                w for w in (b"Annabella", b"zebrafish", b"SQLite format") if w in f.read_bytes()
            ]
    assert is_encrypted(file)
    with pytest.raises(StoreError, match="does not fit"):
        Store.open(file, "another")
    with pytest.raises(StoreError, match="Give its passphrase"):
        Store.open(file)
    with pytest.raises(StoreError, match="must not be empty"):
        Store.open(file, "")
    with Store.open(copy, PASSPHRASE) as store:
        assert len(store.events(anna.id)) == 1


def test_a_plain_store_is_not_opened_with_a_passphrase(file):
    pytest.importorskip("sqlcipher3")
    Store.open(file).close()
    with pytest.raises(StoreError, match="not encrypted"):
        Store.open(file, PASSPHRASE)
    assert not is_encrypted(file)
    assert not is_encrypted("postgresql://somewhere")


def test_an_address_that_is_no_postgresql_is_refused():
    with pytest.raises(StoreError, match="Only SQLite and PostgreSQL"):
        Store.open("mysql://localhost/x")
    with pytest.raises(StoreError, match="does not answer"):
        Store.open("postgresql://nobody@127.0.0.1:1/none")


# -- backup and restore ------------------------------------------------------------------------


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_drill_backup_then_loss_then_restore(file, tmp_path, passphrase):
    with Store.open(file, passphrase) as store:
        anna = store.add_person("Anna")
        store.append(anna.id, "entry", ENTRY)
        copy = store.backup(tmp_path / "copy.db")
        with pytest.raises(StoreError, match="already a file"):
            store.backup(copy)
        store.append(anna.id, "entry", {"day": "2026-03-03"})
        before = store.events(anna.id)
    old = Store.restore(copy, file, passphrase)
    with Store.open(file, passphrase) as store:
        assert store.events(anna.id) == before[:1]
    assert old is not None
    with Store.open(old, passphrase) as store:
        assert store.events(anna.id) == before
    file.unlink()
    assert Store.restore(copy, file, passphrase) is None
    with Store.open(file, passphrase) as store:
        assert store.events(anna.id) == before[:1]


@pytest.mark.parametrize("is_damaged", [False, True])
@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_restore_loses_nothing_of_the_log_of_a_store_that_was_killed(
    file, tmp_path, passphrase, is_damaged
):
    """The log holds what the file does not have yet, and must never be read with another file."""
    if passphrase:
        pytest.importorskip("sqlcipher3")
    file.parent.mkdir()
    with Store.open(tmp_path / "one.db", passphrase) as store:
        anna = store.add_person("Anna")
        copy = store.backup(tmp_path / "copy.db")
        store.append(anna.id, "entry", ENTRY)
        for end in ("", "-wal"):  # so a kill leaves them
            shutil.copy(tmp_path / f"one.db{end}", f"{file}{end}")
        before = store.events(anna.id)
    if is_damaged:
        file.write_bytes(b"damaged" * 600)  # the log has all of it
    old = Store.restore(copy, file, passphrase)
    with Store.open(file, passphrase) as store:
        assert (store.people(), store.events(anna.id)) == ((anna,), ())
    assert old is not None
    with Store.open(old, passphrase) as store:
        assert store.events(anna.id) == before


@pytest.mark.hazard("HAZ-034")
@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_a_store_that_somebody_has_open_is_not_replaced(file, tmp_path, passphrase):
    """What they keep from then on would go into the file that was put aside."""
    if passphrase:
        pytest.importorskip("sqlcipher3")
    with Store.open(file, passphrase) as store:
        anna = store.add_person("Anna")
        copy = store.backup(tmp_path / "copy.db")
        with pytest.raises(StoreError, match="Another program holds the file"):
            Store.restore(copy, file, passphrase)
        store.append(anna.id, "entry", ENTRY)
    with Store.open(file, passphrase) as store:
        assert len(store.events(anna.id)) == 1
    assert {f.name for f in file.parent.iterdir()} == {"lumbago.db"}


def test_a_bad_backup_is_refused_and_the_store_stays(file, tmp_path):
    with Store.open(file) as store:
        anna = store.add_person("Anna")
        for _ in range(200):
            store.append(anna.id, "entry", ENTRY | {"note": "x" * 500})
        copy = store.backup(tmp_path / "copy.db")
    bytes_ = bytearray(copy.read_bytes())
    middle = len(bytes_) // 2
    bytes_[middle : middle + 5000] = b"\xff" * 5000
    copy.write_bytes(bytes_)
    other = tmp_path / "other.db"
    other.write_text("hello")
    for bad in (copy, other, tmp_path / "missing.db", file):
        with pytest.raises(StoreError):
            Store.restore(bad, file)
    with Store.open(file) as store:
        assert len(store.events(anna.id)) == 200
    assert {f.name for f in file.parent.iterdir()} == {"lumbago.db"}


def test_a_server_is_backed_up_by_its_own_tool(database, tmp_path):
    with Store.open(database) as store, pytest.raises(StoreError, match="pg_dump"):
        store.backup(tmp_path / "copy.db")
    with pytest.raises(StoreError, match="pg_restore"):
        Store.restore(tmp_path / "copy.db", database)


def test_an_entry_keeps_every_field_on_the_way_through_the_store(store):
    from lumbago.diary import Exposed, SitePain

    entry = DiaryEntry(
        day=date(2026, 3, 1), at=AT, zone="Europe/Vienna", sites={"neck": SitePain(2, 5)},
        exposures={"driving": Exposed(minutes=90)}, medicines=("ibuprofen",), note="späť\u2028x",
    )  # fmt: skip
    anna = store.add_person("Anna")
    store.append(anna.id, "entry", as_entry_record(entry), at=AT)
    assert store.diary(anna.id).entries == (entry,)
    assert store.diary(anna.id).entries[0].is_late


@given(
    st.lists(st.sampled_from(["=1+1", "+1", "-1", "@x", "\t=1", "ibuprofen"]), max_size=3),
    st.sampled_from(["=1+1", "A long day.", "@x", ""]),
)
def test_no_cell_of_a_sheet_is_run_as_a_formula(medicines, note):
    day = date(2026, 3, 2)
    diary = Diary((DiaryEntry(day=day, medicines=tuple(medicines), note=note, pain_now=3),))
    (row,) = csv.DictReader(io.StringIO(as_sheet(diary)))
    assert (row["day"], float(row["pain_now"])) == ("2026-03-02", 3)
    assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    told = row.get("medicines", "").removeprefix("'")
    assert told == "; ".join(sorted({*medicines}))


def test_whoever_was_asked_for_the_longest_ago_is_forgotten_first():
    memory: Memory[list[str]] = Memory(list)
    first, second = memory.get("first"), memory.get("second")
    for n in range(MOST_PEOPLE - 2):
        memory.get(str(n))
    assert memory.get("first") is first
    memory.get("one too many")
    assert memory.get("first") is first
    assert memory.get("second") is not second
    memory.forget("first")
    assert memory.get("first") is not first
