"""The commands of own data, as a person types them."""

import json

import pytest
from typer.testing import CliRunner

from lumbago.cli import app


@pytest.fixture
def home(tmp_path):
    """Where the store of the commands lies."""
    return tmp_path


@pytest.fixture
def say(tmp_path, monkeypatch):
    """Run a command in a home of its own; return its exit code, output and errors."""
    monkeypatch.setenv("LUMBAGO_HOME", str(tmp_path / "home"))

    def run(*words: str, code: int = 0, stdin: str | None = None) -> str:
        done = CliRunner().invoke(app, [*words], input=stdin)
        assert done.exit_code == code, done.output
        return done.output

    return run


def test_an_entry_is_kept_listed_and_taken_back(say):
    told = say("diary", "add", "--pain", "4", "--site", "low_back=4/7", "--thing", "driving=90")
    id = told.split()[-1]
    assert id in say("diary", "list")
    (entry,) = json.loads(say("diary", "list", "--json"))
    assert entry["pain_worst"] == 7
    assert entry["exposures"] == {"driving": {"minutes": 90}}
    say("diary", "undo", id)
    assert "No entries" in say("diary", "list")
    assert "no such entry" in say("diary", "undo", code=2)


def test_the_list_holds_so_many_days_and_today_is_the_first_of_them(say):
    from datetime import date, timedelta

    for back in range(4):
        day = date.today() - timedelta(days=back)  # noqa: DTZ011  # that of this machine
        say("diary", "add", "--pain", str(back), "--day", day.isoformat())
    for days, pains in (
        ("1", [0]),
        ("3", [2, 1, 0]),
        ("0", [3, 2, 1, 0]),
        ("9" * 12, [3, 2, 1, 0]),
    ):
        told = json.loads(say("diary", "list", "--days", days, "--json"))
        assert [entry["pain_now"] for entry in told] == pains


def test_without_an_id_the_entry_that_was_kept_last_is_taken_back(say):
    for pain, day in (("1", "2026-03-05"), ("2", "2026-03-01"), ("3", "2026-03-03")):
        say("diary", "add", "--pain", pain, "--day", day)
    for left in ([2, 1], [1], []):
        say("diary", "undo")
        told = json.loads(say("diary", "list", "--days", "0", "--json"))
        assert [entry["pain_now"] for entry in told] == left


def test_a_whole_record_can_be_given(say):
    record = {"day": "2026-03-02", "at": "2026-03-03T08:00+01:00", "sleep_hours": 6}
    assert "written later" in say("diary", "add", "--record", "-", stdin=json.dumps(record))
    assert "not both" in say("diary", "add", "--record", "-", "--pain", "3", code=2, stdin="{}")


@pytest.mark.hazard("HAZ-001")
@pytest.mark.parametrize(
    "words",
    [
        ("--danger", "saddle_numbness"),
        ("--note", "Since today I cannot pass urine and it is numb between my legs."),
    ],
)
def test_a_danger_in_an_entry_is_told_first_and_kept(say, words):
    told = say("diary", "add", "--pain", "2", *words)
    assert told.startswith("Go to an emergency department now.")
    assert len(json.loads(say("diary", "list", "--json"))) == 1


def test_an_ordinary_entry_alarms_nobody(say):
    assert say("diary", "add", "--pain", "8", "--note", "A long day at the desk.").startswith(
        "Kept"
    )


def test_a_wrong_entry_tells_every_fault_and_keeps_nothing(say):
    told = say("diary", "add", "--pain", "14", "--thing", "drivin", "--danger", "sadle", code=2)
    assert "pain_now" in told
    assert "'driving'" in told
    assert "dangers.sadle" in told
    assert "nothing to keep" in say("diary", "add", code=2)
    assert "no number" in say("diary", "add", "--site", "neck=much", code=2)
    assert "nobody yet" in say("diary", "list", code=2)


def test_with_several_people_one_says_whose(say):
    say("people", "--add", "Anna")
    say("people", "--add", "Ben")
    assert "--person" in say("diary", "add", "--pain", "3", code=2)
    say("diary", "add", "--pain", "3", "--person", "anna")
    assert "No entries" in say("diary", "list", "--person", "Ben")
    say("people", "--person", "Ben", "--rename", "Benno")
    assert [p["name"] for p in json.loads(say("people", "--json"))] == ["Anna", "Benno"]
    assert "no such person" in say("diary", "list", "--person", "Cleo", code=2)


def test_all_of_it_goes_out_and_comes_back_and_is_erased(say, tmp_path):
    say("diary", "add", "--pain", "4", "--note", "=1+1", "--day", "2026-03-02")
    out, copy = tmp_path / "out.json", tmp_path / "copy.db"
    say("export", str(out))
    assert out.stat().st_mode & 0o777 == 0o600
    assert "cannot be written" in say("export", str(out), code=2)
    table = say("export", "--csv").splitlines()
    assert table[0].startswith("day,at,zone,late,note,pain_now")
    assert "'=1+1" in table[1]
    say("backup", str(copy))
    assert "--yes" in say("erase", code=2)
    say("erase", "--yes")
    assert "Nobody" in say("people")
    assert "1 new events and 1 new people" in say("import", str(out))
    assert "0 new events" in say("import", str(out))
    say("erase", "--yes")
    say("restore", str(copy))
    assert len(json.loads(say("diary", "list", "--days", "0", "--json"))) == 1
    (aside,) = (tmp_path / "home").glob("lumbago-before-*.db")
    told = say("erase", "--yes")
    assert "older store" not in told
    assert b"=1+1" not in aside.read_bytes()
    assert "Nothing of what was deleted" in say("erase", "--rest")
    assert "no export" in say("import", "-", code=2, stdin="{}")
    assert "not JSON" in say("import", "-", code=2, stdin="{'SECRET")
    assert "no file" in say("restore", str(tmp_path / "none.db"), code=2)


def test_damage_is_found_told_and_set_aside(say, home):
    import sqlite3

    say("diary", "add", "--pain", "4", "--note", "SECRET")
    assert "as it was written" in say("verify")
    raw = sqlite3.connect(home / "home" / "lumbago.db")
    raw.execute("UPDATE events SET payload = replace(payload, '4.0', '1.0')")
    raw.commit()
    raw.close()
    for command in (("diary", "list"), ("export",), ("diary", "undo")):
        told = say(*command, code=2)
        assert "lumbago verify" in told
        assert "SECRET" not in told
    assert "Me, entry" in say("verify", code=1)
    assert "Taken out" in say("verify", "--set-aside", str(home / "aside.json"))
    assert "No entries" in say("diary", "list")


def test_the_passphrase_comes_from_the_environment_and_is_needed(say, monkeypatch):
    pytest.importorskip("sqlcipher3")
    monkeypatch.setenv("LUMBAGO_PASSPHRASE", "a long one")
    say("diary", "add", "--pain", "4")
    assert "pain 4" in say("diary", "list")
    monkeypatch.delenv("LUMBAGO_PASSPHRASE")
    assert "Give its passphrase" in say("diary", "list", code=2)


ANSWERED = {
    "region": "low_back",
    "age_years": 40,
    "answers": {"duration_weeks": 2},
    "marks": {"main": "low_back", "others": []},
    "carer": False,
}
"""Answers as the pages keep them, with where they were marked."""


def answer(home, name: str, record: dict[str, object], at: str) -> None:
    """Keep answers as the pages do."""
    from datetime import datetime

    from lumbago.store import Store

    with Store.open(home / "home" / "lumbago.db") as store:
        person = store.person(name) if store.people() else store.add_person(name)
        store.append(person.id, "answers", record, at=datetime.fromisoformat(at))


def test_a_forecast_is_told_of_what_is_kept(say, home):
    assert "There is nobody yet" in say("forecast", code=2)
    for day in range(1, 21):
        say("diary", "add", "--pain", "5", "--day", f"2026-03-{day:02}")
    assert "no answers yet" in say("forecast", code=2)
    answer(home, "Me", ANSWERED, "2026-03-01T08:00+00:00")
    assert "typical about" in say("forecast", "--today", "2026-03-20")
    record = json.loads(say("forecast", "--json", "--today", "2026-03-20"))
    assert record["pain"]["days"] == 20
    assert "Roland-Morris" in say("progress", "--today", "2026-03-20")
    assert "lo habitual" in say("forecast", "--today", "2026-03-20", "--language", "es")
    assert "Write it as" in say("forecast", "--today", "soon", code=2)


@pytest.mark.hazard("HAZ-029")
def test_insights_read_answers_as_the_pages_keep_them(say, home):
    say("diary", "add", "--pain", "5", "--day", "2026-03-02")
    answer(home, "Me", ANSWERED, "2026-03-01T08:00+00:00")
    assert "With 13 more" in say("insights")
    urgent = {**ANSWERED, "answers": {"saddle_numbness": True}}
    answer(home, "Me", urgent, "2026-03-03T08:00+00:00")
    assert "emergency" in say("insights")
    assert json.loads(say("insights", "--json"))["suspended"]["urgency"] == "now"


@pytest.mark.hazard("HAZ-030")
def test_a_danger_in_the_diary_takes_the_place_of_the_forecast(say, home):
    say("diary", "add", "--pain", "5", "--day", "2026-03-02", "--danger", "saddle_numbness")
    answer(home, "Me", ANSWERED, "2026-03-01T08:00+00:00")
    told = say("forecast", "--today", "2026-03-20")
    assert "emergency" in told
    assert "typical" not in told
    assert json.loads(say("forecast", "--json", "--today", "2026-03-20"))["suspended"]["rules"]
    assert "emergency" in say("progress", "--today", "2026-03-20")


def test_a_week_begins_on_the_day_that_the_person_had_where_they_answered(say, home):
    say("people", "--add", "Me")
    answer(home, "Me", ANSWERED, "2026-03-01T23:30-10:00")  # in UTC it is the next day
    record = json.loads(say("forecast", "--json", "--today", "2026-03-08"))
    assert record["week"] == 1
    assert "no answers yet" in say("forecast", "--today", "2026-02-28", code=2)


def test_answers_that_were_taken_back_are_told_nowhere(say, home):
    from lumbago.store import Store

    say("people", "--add", "Me")
    for answers in ({"fever": False}, {"fever": True}):
        answer(home, "Me", {**ANSWERED, "answers": answers}, "2026-03-01T08:00+00:00")
    fever = json.loads(say("report", "--json"))["signs"]
    assert "fever" in fever["present"]
    with Store.open(home / "home" / "lumbago.db") as store:
        me = store.person("Me").id
        first, second = store.events(me, ("answers",))
        store.undo(me, second.id)
    assert "fever" in json.loads(say("report", "--json"))["signs"]["denied"]
    with Store.open(home / "home" / "lumbago.db") as store:
        store.undo(me, first.id)
    for command in ("report", "forecast"):
        assert "no answers yet" in say(command, code=2)


@pytest.mark.hazard("HAZ-033")
def test_no_report_is_written_before_it_is_approved(say, home):
    say("people", "--add", "Me")
    answer(home, "Me", ANSWERED, "2026-03-01T08:00+00:00")
    for option, name in (("--html", "report.html"), ("--pdf", "report.pdf")):
        told = say("report", option, str(home / name), code=1)
        assert "add --approve" in told
        assert not (home / name).exists()
    say("report", "--html", str(home / "report.html"), "--approve")
    assert (home / "report.html").read_text().startswith("<!doctype html>")
    (kept,) = (p for p in json.loads(say("export"))["people"])
    assert [e["kind"] for e in kept["events"]] == ["answers", "approval"]


def test_answers_within_twelve_weeks_tell_of_the_same_pain(say, home):
    for at in ("2025-06-01", "2026-02-01", "2026-03-01"):
        answer(home, "Me", ANSWERED, f"{at}T08:00+00:00")
    record = json.loads(say("forecast", "--json", "--today", "2026-03-15"))
    assert record["week"] == 6  # since February, not since last June
