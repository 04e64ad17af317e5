"""A diary in the browser: whose it is, what it keeps, and what a danger in it does."""

import json
import logging
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumbago.diary import as_entry_record, read_entry
from lumbago.drawings.canvas import AMBER
from lumbago.forecast import Forecast, foretell
from lumbago.forecast.records import ahead_lines, past_table
from lumbago.loading import shipped
from lumbago.own_data.forecast import assessed_of
from lumbago.store import Store
from lumbago.web import demo as invented
from lumbago.web.keeping import Keeper
from lumbago.web.sessions import Visit
from tests.calls import calls_of
from tests.strategies import KB
from tests.web.journey import MORNING, Visitor, only
from tests.web.markup import Page
from tests.web.test_languages import LEFT_OVER, Seen

CALM = only("onset_lift_twist", "worse_sitting", "pain_cramp_spasm")
PAGES = ("/people", "/today", "/diary", "/diary/alone", "/diary/saved", "/insights", "/forecast",
         "/progress", "/measure/rmdq", "/data", "/data/erase")  # fmt: skip


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "lumbago.db") as store:
        yield store


@pytest.fixture
def anna(store):
    visitor = Visitor(KB, store=store)
    visitor.get("/people")
    visitor.send("/people/add", name="Anna")
    return visitor


@pytest.fixture
def demo(store):
    return Visitor(KB, store=store, is_demo=True)


def hidden(visitor: Visitor, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', visitor.page.text)
    assert found
    return found[1]


def write(visitor: Visitor, **fields: object) -> None:
    """Open the diary and send its form as a browser without script would."""
    visitor.get("/diary")
    own = {name: hidden(visitor, name) for name in ("person", "entry", "alone")}
    visitor.send("/diary", **{**own, **fields})


def test_an_entry_is_pain_nothing_new_and_save_and_can_be_taken_back(anna, store):
    write(anna, pain_now="4", sign="none")
    assert anna.path == "/diary/saved"
    (entry,) = store.diary(anna.visit.person).entries
    assert entry.pain_now == 4
    assert set(entry.dangers.values()) == {False}
    anna.send("/diary/undo", entry=hidden(anna, "entry"))
    assert not store.diary(anna.visit.person).entries
    assert [e.kind for e in store.events(anna.visit.person)] == ["entry", "undo"]


def test_what_was_not_ticked_is_not_known(anna, store):
    write(anna, pain_now="2")
    (entry,) = store.diary(anna.visit.person).entries
    assert not entry.dangers
    assert not entry.exposures
    assert entry.done is None


def test_an_entry_holds_sites_spasms_things_sleep_medicines_and_a_note(anna, store):
    write(
        anna, pain_now="3", pain_worst="6", place=["low_back", "calf_left"], main="low_back",
        spasm_count="2", spasm_place="low_back", spasm_length="minutes", spasm_strength="7",
        thing=["driving"], minutes_driving="90", things_all="yes", sleep_hours="6,5",
        stiffness_minutes="20", medicine_other="ibuprofen, a cream", note="A long day.", done="no",
    )  # fmt: skip
    (entry,) = store.diary(anna.visit.person).entries
    assert entry.sites["low_back"].now == 3
    assert "calf_left" in entry.sites
    assert entry.spasms[0].count == 2
    assert entry.exposures["driving"].minutes == 90
    assert entry.exposures["walking"].there is False
    assert entry.sleep_hours == 6.5
    assert entry.medicines == ("a cream", "ibuprofen")
    assert entry.done is False
    write(anna, pain_now="2")
    assert len(store.diary(anna.visit.person).entries) == 2  # several a day


def test_an_entry_for_yesterday_says_that_it_is_late(anna, store):
    yesterday = (MORNING - timedelta(days=1)).date()
    write(anna, pain_now="5", day=yesterday.isoformat())
    (entry,) = store.diary(anna.visit.person).entries
    assert entry.day == yesterday
    assert entry.is_late
    assert "written later" in anna.page.text


@pytest.mark.parametrize(
    "wrong",
    [{"pain_now": "11"}, {"day": "2099-01-01"}, {"day": "2001-01-01"}, {"sleep_hours": "lots"}, {},
     {"spasm_count": "-3"}, {"pain_now": "nan"}],
)  # fmt: skip
def test_what_cannot_be_is_told_and_not_kept(anna, store, wrong):
    write(anna, **wrong)
    assert anna.page.status_code == 422
    assert 'role="alert"' in anna.page.text
    assert not store.diary(anna.visit.person).entries


def test_the_time_and_zone_of_the_device_are_kept_and_a_time_that_cannot_be_is_not(anna, store):
    write(anna, pain_now="1", at="2026-03-01T23:30:00-05:00", zone="America/New_York")
    write(anna, pain_now="2", at="2031-01-01T00:00:00+00:00")
    first, second = store.diary(anna.visit.person).entries
    assert (first.day.isoformat(), first.zone) == ("2026-03-01", "America/New_York")
    assert first.at.isoformat() == "2026-03-01T23:30:00-05:00"
    assert second.at == MORNING


@pytest.mark.hazard("HAZ-034")
def test_the_same_form_sent_twice_is_one_entry(anna, store):
    anna.get("/diary")
    own = {name: hidden(anna, name) for name in ("person", "entry", "alone")}
    for minutes in (0, 5):
        anna.clock.wait(minutes / 60)
        anna.get("/diary")
        anna.send("/diary", **own, pain_now="4")
        assert anna.path == "/diary/saved"
    assert len(store.diary(anna.visit.person).entries) == 1


@pytest.mark.hazard("HAZ-034")
def test_a_disk_that_takes_nothing_is_told_and_never_called_kept(anna, store, monkeypatch):
    anna.get("/diary")
    own = {name: hidden(anna, name) for name in ("person", "entry", "alone")}
    store._engine.dispose()
    store.file.unlink()
    store.file.mkdir()  # no file can be opened or made there
    page = anna.send("/diary", **own, pain_now="4")
    assert page.status_code == 503
    assert "could not be kept" in page.text
    assert "It is kept" not in page.text


@pytest.mark.hazard("HAZ-035")
def test_an_entry_goes_to_the_person_whom_its_page_named(anna, store):
    anna.get("/diary")
    annas = {name: hidden(anna, name) for name in ("person", "entry", "alone")}
    anna.get("/people")
    anna.send("/people/add", name="Ben")
    assert "Ben" in anna.get("/diary").text
    anna.send("/diary", **annas, pain_now="7")
    people = {p.name: p.id for p in store.people()}
    assert [e.pain_now for e in store.diary(people["Anna"]).entries] == [7]
    assert not store.diary(people["Ben"]).entries
    assert "Anna" in anna.page.text


@pytest.mark.hazard("HAZ-035")
def test_nobody_sees_what_another_person_told(anna):
    anna.begin().finish(CALM)
    write(anna, pain_now="9", note="the secret of Anna")
    anna.get("/people")
    anna.send("/people/add", name="Ben")
    assert not anna.visit.is_known
    for path in ("/today", "/diary", "/answers", "/result", "/data"):
        assert "the secret" not in anna.get(path).text


def test_a_person_comes_back_to_answers_wishes_programme_and_diary(anna, store):
    anna.begin().finish(CALM)
    anna.get("/result")
    anna.get("/programme")
    anna.send("/programme/begin", start=MORNING.date().isoformat(), minutes="15", days="3",
              floor="yes")  # fmt: skip
    anna.get("/programme")
    write(anna, pain_now="4", sign="none")
    person = anna.visit.person
    again = Visitor(KB, store=store)
    again.get("/today")
    again.send("/people/choose", person=person)
    assert again.path == "/today"
    assert again.visit.answers == anna.visit.answers
    assert again.visit.training == anna.visit.training
    assert again.visit.wishes == anna.visit.wishes
    assert again.visit.diary == anna.visit.diary
    kinds = [e.kind for e in store.events(person)]
    for kind in ("answers", "assessment", "programme", "wishes"):
        assert kinds.count(kind) == 1, kind
    (told,) = (e for e in store.events(person, ("assessment",)))
    assert told.knowledge == f"{KB.version} {KB.digest}"


def test_a_guest_keeps_nothing_and_can_take_along_what_was_told(store):
    guest = Visitor(KB, store=store)
    guest.begin().finish(CALM)
    guest.get("/result")
    write(guest, pain_now="3", sign="none")
    assert not store.people()
    guest.get("/people")
    assert "Keep my diary on this machine" in guest.page.text
    guest.send("/people/add", name="Cleo")
    (cleo,) = store.people()
    assert [e.pain_now for e in store.diary(cleo.id).entries] == [3]
    assert "answers" in {e.kind for e in store.events(cleo.id)}


def test_a_questionnaire_of_a_guest_who_is_then_kept_is_kept_once(store):
    guest = Visitor(KB, store=store)
    guest.begin().finish(CALM)
    guest.get("/measure/rmdq")
    guest.send("/measure/rmdq", item=["2", "5"])
    assert not store.people()
    guest.get("/people")
    guest.send("/people/add", name="Cleo")
    (cleo,) = store.people()
    guest.get("/progress")
    (kept,) = store.events(cleo.id, ("measure",))
    assert kept.payload["ticked"] == [2, 5]


def test_without_a_store_there_is_nobody_to_choose(kb):
    visitor = Visitor(kb)
    assert visitor.get("/people").status_code == 404
    assert visitor.get("/data").status_code == 404
    write(visitor, pain_now="3")
    assert visitor.path == "/diary/saved"
    assert "/people" not in visitor.page.text


@pytest.mark.hazard("HAZ-006")
@pytest.mark.parametrize("fields", [
    {"sign": ["saddle_numbness", "gate_bladder"]},
    {"sign": ["none", "gate_bladder", "saddle_numbness"]},
    {"note": "Since this morning I cannot pee and I am numb between my legs."},
])  # fmt: skip
def test_a_danger_in_an_entry_is_told_first_kept_and_ends_the_programme(anna, store, fields):
    anna.begin().finish(CALM)
    anna.get("/result")
    write(anna, pain_now="4", **fields)
    assert anna.path == "/diary/danger"
    assert 'class="band now"' in anna.page.text
    assert len(store.diary(anna.visit.person).entries) == 1
    assert anna.get("/session/1").url.path != "/session/1"
    for path in ("/insights", "/forecast", "/progress"):
        assert "somebody must look" in anna.get(path).text, path


@pytest.mark.hazard("HAZ-006")
def test_a_danger_of_the_diary_is_still_there_when_the_person_comes_back(anna, store):
    anna.begin().finish(CALM)
    anna.get("/result")
    write(anna, pain_now="4", sign=["saddle_numbness", "gate_bladder"])
    again = Visitor(KB, store=store)
    again.get("/people")
    again.send("/people/choose", person=anna.visit.person)
    assert again.visit.given["gate_bladder"] is True
    assert 'class="band now"' in again.get("/today").text


def test_a_spasm_that_is_noted_is_an_entry_of_the_diary(anna, store):
    anna.get("/spasm")
    anna.send("/spasm/log", place="low_back", count="2")
    (entry,) = store.diary(anna.visit.person).entries
    assert entry.spasms[0].count == 2


@pytest.mark.hazard("HAZ-004")
def test_nothing_of_a_diary_is_in_a_log_an_address_or_a_page_of_an_error(anna, caplog):
    caplog.set_level(logging.DEBUG)
    note = "marmalade4711"
    write(anna, pain_now="4", note=note)
    write(anna, pain_now="99", note="treacle0815")
    assert anna.page.text.count("treacle0815") == 1  # in the field where it was typed
    assert ">treacle0815</textarea>" in anna.page.text
    assert anna.page.headers["cache-control"] == "no-store"
    anna.send("/diary/undo", entry="nonsense")
    answer = anna.client.post("/diary", data={"note": note, "token": "x"})
    assert answer.status_code == 403
    assert note not in answer.text
    assert "treacle0815" not in caplog.text
    assert note not in caplog.text
    assert "Anna" not in " ".join(anna.addresses)
    assert note not in " ".join(anna.addresses)


def test_own_data_goes_out_comes_back_once_and_can_be_erased(anna, store):
    write(anna, pain_now="4", note="goes along")
    told = anna.client.get("/data/lumbago.json")
    assert "Anna" not in told.headers["content-disposition"]
    assert "goes along" in told.text
    assert "goes along" in anna.client.get("/data/lumbago.csv").text
    write(anna, pain_now="5")
    anna.get("/data")
    token = hidden(anna, "token")
    answer = anna.client.post(
        "/data/import", data={"token": token}, files={"file": ("x.json", told.content)}
    )
    assert answer.status_code == 200
    assert len(store.diary(anna.visit.person).entries) == 2
    bad = anna.client.post("/data/import", data={"token": token}, files={"file": ("x.json", b"{}")})
    assert bad.status_code == 422
    anna.get("/data/erase")
    assert store.people()
    anna.send("/data/erase")
    assert not store.people()
    assert b"goes along" not in store.file.read_bytes()
    assert not anna.visit.person


def test_a_questionnaire_and_an_experiment_are_kept(demo, store):
    demo.get("/measure/rmdq")
    demo.send("/measure/rmdq", item=["2", "5"])
    assert store.events("demo", ("measure",))[-1].payload["ticked"] == [2, 5]
    text = demo.get("/insights").text
    things = re.findall(r'name="thing" value="(\w+)"', text)
    assert things
    demo.send("/insights/try", thing=things[0])
    trial = store.events("demo", ("experiment",))[-1].payload
    assert trial["exposure"] == things[0]
    assert len(trial["on"]) % 4 == 0
    demo.send("/insights/try", thing="lifting")  # never what may bring pain on
    assert store.events("demo", ("experiment",))[-1].payload == trial
    demo.clock.wait(11)
    demo.get("/today")
    demo.clock.wait(11)
    demo.get("/insights")
    name = KB.care.exposures[things[0]].name
    for path in ("/today", "/diary"):
        assert f"You try out: {name}" in demo.get(path).text, path
    demo.get("/today")
    demo.send("/insights/day", there="yes", **{"from": "today"})
    assert 'action="/insights/day"' not in demo.get("/today").text  # it is told for today
    assert store.diary("demo").entries[-1].exposures[things[0]].there
    demo.get("/insights")
    demo.send("/insights/stop")
    assert store.events("demo", ("experiment",))[-1].payload["stopped"]
    assert f"You try out: {name}" not in demo.get("/today").text + demo.get("/insights").text


def test_an_experiment_can_be_begun_with_an_empty_diary(anna, store):
    anna.begin().finish(CALM)
    anna.get("/insights")
    anna.send("/insights/try", thing="walking")
    assert [e.payload["exposure"] for e in store.events(anna.visit.person, ("experiment",))] == [
        "walking"
    ]
    anna.clock.wait(24 * 3)  # the visit is over, and she comes back
    anna.get("/people")
    anna.send("/people/choose", person=store.people()[0].id)
    for path in ("/insights", "/today", "/diary"):
        page = anna.get(path)
        assert page.status_code == 200, path
        assert f"You try out: {KB.care.exposures['walking'].name}" in page.text, path


def test_the_demo_is_invented_says_so_on_every_page_and_is_the_same_each_time(
    demo, store, tmp_path
):
    for path in ({*PAGES} - {"/diary/alone"}) | {"/plan", "/programme", "/library"}:
        page = demo.get(path)
        assert page.status_code == 200
        assert "Invented person" in page.text, path
    assert len(store.diary("demo").entries) > 75
    with Store.open(tmp_path / "other.db") as other:
        Visitor(KB, store=other, is_demo=True)
        assert other.diary("demo") == store.diary("demo")


@pytest.mark.parametrize("language", ["es", "de"])
def test_the_invented_person_is_called_invented_in_the_language_of_the_page(store, language):
    reader = Visitor(KB, shipped(language), store=store, is_demo=True, language=language)
    for path in ("/data", "/people"):
        text = reader.get(path).text
        assert "(invented)" not in text, path
        assert re.search(r"Robin \((inventada|erfunden)\)", text), path


def test_every_page_of_the_diary_is_sound_html(demo):
    write(demo, pain_now="3", sign="none")
    for path in PAGES:
        page = demo.get(path)
        assert page.status_code == 200, path
        assert demo.path == path
        assert Page(page.text).problems == [], path
        forms = re.findall(r"<form.*?</form>", page.text, re.S)
        assert all('name="token" value="' in f for f in forms), path


@pytest.mark.hazard("HAZ-012")
def test_the_diary_that_the_device_keeps_knows_nothing_of_a_person(anna):
    write(anna, pain_now="4", note="only mine", medicine_other="my own pill")
    alone = anna.get("/diary/alone").text
    for word in ("only mine", "my own pill", "Anna’s"):
        assert word not in alone
    assert 'name="person" value=""' in alone
    assert '"/diary/alone"' in anna.get("/service-worker.js").text


@pytest.mark.parametrize("language", ["es", "de"])
def test_the_pages_of_the_diary_speak_the_language_of_the_reader(store, language):
    visitor = Visitor(KB, shipped(language), language=language, store=store, is_demo=True)
    for path in PAGES:
        seen = Seen(visitor.get(path).text).texts
        left = [text for text in seen if LEFT_OVER.search(text) and "It locked" not in text]
        assert left == [], path


# -- what is kept, and how often -----------------------------------------------------------------


def test_a_plan_a_result_and_a_programme_that_say_the_same_are_kept_once(anna, store):
    anna.begin().finish(CALM)
    anna.get("/programme")
    anna.send("/programme/begin", start=MORNING.date().isoformat(), minutes="15", days="3",
              floor="yes")  # fmt: skip
    person = anna.visit.person
    for page in ("/result", "/plan", "/programme", "/today"):
        anna.get(page)
    before = store.counts(person)
    for _ in range(5):
        anna.clock.wait(5)
        for page in ("/result", "/plan", "/programme", "/today", "/options", "/progress"):
            anna.get(page)
    after = store.counts(person)
    kinds = ("answers", "assessment", "plan", "wishes", "programme")
    assert before == after == dict.fromkeys(kinds, 1)


def test_a_plan_counts_its_dates_from_its_own_day():
    from lumbago.web.keeping import as_told

    plan = {"kind": "plan", "date": "2026-03-02", "see": [{"by": "2026-03-16", "who": "gp"}]}
    later = {"kind": "plan", "date": "2026-03-05", "see": [{"by": "2026-03-19", "who": "gp"}]}
    sooner = {"kind": "plan", "date": "2026-03-05", "see": [{"by": "2026-03-16", "who": "gp"}]}
    assert as_told(plan) == as_told(later)
    assert as_told(plan) != as_told(sooner)
    lesson = {"day": "2026-03-02", "article": "x"}
    assert as_told(lesson) == lesson  # a day of its own is what was told


def test_a_form_that_comes_back_with_other_words_is_another_entry(anna, store):
    anna.get("/diary")
    own = {name: hidden(anna, name) for name in ("person", "entry", "alone")}
    anna.send("/diary", **own, pain_now="4")
    anna.send("/diary/undo", entry=hidden(anna, "entry"))
    for pain, kept in (("4", [4]), ("5", [4, 5]), ("5", [4, 5])):
        anna.clock.wait(0.1)
        anna.get("/diary")
        anna.send("/diary", **own, pain_now=pain)
        assert anna.path == "/diary/saved"
        assert [e.pain_now for e in store.diary(anna.visit.person).entries] == kept


FULL = {
    "pain_now": "7", "pain_worst": "8", "interference": "2", "stress": "3", "sleep_quality": "6",
    "sleep_hours": "25", "sitting_hours": "4", "stiffness_minutes": "20", "done": "no",
    "place": ["low_back", "calf_left"], "main": "low_back", "spasm_count": "2",
    "spasm_place": "neck", "spasm_length": "minutes", "spasm_strength": "7",
    "thing": ["driving"], "minutes_driving": "90", "load_lifting": "heavy", "things_all": "yes",
    "medicine_other": "a cream & <b>", "note": "A <long> day.", "sign": "fever",
}  # fmt: skip


def filled(text: str) -> dict[str, set[str]]:
    """Read the form of the diary as a browser would send it."""
    from html.parser import HTMLParser

    found: dict[str, set[str]] = {}

    class Reader(HTMLParser):
        inside = False
        area = select = ""

        def handle_starttag(self, tag, attrs):
            a = dict(attrs)
            if tag == "form":
                self.inside = "data-diary" in a
            if not self.inside:
                return
            name = a.get("name") or ""
            if tag == "input" and (a.get("type") not in {"radio", "checkbox"} or "checked" in a):
                found.setdefault(name, set()).add(a.get("value") or "")
            self.area = name if tag == "textarea" else self.area
            self.select = name if tag == "select" else self.select
            if tag == "option" and "selected" in a:
                found.setdefault(self.select, set()).add(a.get("value") or "")

        def handle_data(self, data):
            if self.area:
                found.setdefault(self.area, set()).add(data)

        def handle_endtag(self, tag):
            self.area = "" if tag == "textarea" else self.area

    Reader().feed(text)
    return {name: values - {""} for name, values in found.items() if values - {""}}


def test_a_form_that_was_refused_comes_back_with_all_that_was_typed(anna, store):
    write(anna, **FULL)
    assert anna.page.status_code == 422
    assert "Hours of sleep" in anna.page.text
    assert 'name="sleep_hours" value="25" aria-invalid="true"' in anna.page.text
    back = filled(anna.page.text)
    for name, value in FULL.items():
        assert back.get(name) == {*([value] if isinstance(value, str) else value)}, name
    folds = re.findall(r'<details class="card"( open)?><summary>', anna.page.text)
    assert folds.count(" open") == 6  # all but the day
    again = {k: [*v] if len(v) > 1 else next(iter(v)) for k, v in back.items() if k != "token"}
    anna.send("/diary", **{**again, "sleep_hours": "5", "alone": ""})
    assert anna.path == "/diary/danger"
    (entry,) = store.diary(anna.visit.person).entries
    assert (entry.note, entry.medicines) == ("A <long> day.", ("a cream & <b>",))
    assert (entry.sites["low_back"].now, entry.spasms[0].strength) == (7, 7)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [({"pain_now": "11"}, "How bad is the pain now?"), ({"day": "2099-01-01"}, "Which day"),
     ({"spasm_count": "99"}, "How many"), ({"thing": "driving", "minutes_driving": "x"}, "Minutes"),
     ({"site_low_back": "12"}, "Low back"), ({"medicine_other": "x" * 99}, "Medicines"),
     ({"note": "x" * 4001}, "A note"), ({"stiffness_minutes": "-1"}, "stiff")],
)  # fmt: skip
def test_what_cannot_be_is_named(anna, wrong, named):
    write(anna, **{"pain_now": "3", **wrong})
    problem = re.search(r'<p class="problem".*?</p>', anna.page.text, re.S)
    assert problem
    assert named in problem[0]


def test_entries_of_two_hours_with_one_name_stand_in_the_order_of_writing(anna, store):
    """In the night of the clock change 02:40 comes before 02:10."""
    anna.clock.now = datetime(2026, 10, 25, 9, tzinfo=UTC)
    anna.get("/people")
    anna.send("/people/choose", person=store.people()[0].id)
    for pain, at in (("1", "02:40:00+02:00"), ("2", "02:10:00+01:00"), ("3", "02:50:00+01:00")):
        write(anna, pain_now=pain, at=f"2026-10-25T{at}", zone="Europe/Vienna")
    anna.get("/diary")
    lines = re.findall(r"<p>(pain \d)</p>", anna.page.text)
    assert lines == ["pain 3", "pain 2", "pain 1"]
    rows = anna.client.get("/data/lumbago.csv").text.splitlines()[1:]
    assert [row.rpartition(",")[2] for row in rows] == ["1.0", "2.0", "3.0"]


@pytest.mark.parametrize(
    ("at", "zone"),
    [("2026-03-29T03:05:00+02:00", "Europe/Vienna"), ("2026-03-28T23:59:00+14:00", "Pacific/Apia"),
     ("2026-03-28T00:01:00-11:00", "Pacific/Pago_Pago"),
     ("2026-03-28T12:00:00+05:45", "Asia/Kathmandu")],
)  # fmt: skip
def test_an_entry_is_of_the_day_that_the_person_had_where_they_were(anna, store, at, zone):
    anna.clock.now = datetime(2026, 3, 29, 12, tzinfo=UTC)
    anna.get("/people")
    anna.send("/people/choose", person=store.people()[0].id)
    write(anna, pain_now="3", at=at, zone=zone)
    (entry,) = store.diary(anna.visit.person).entries
    assert entry.day.isoformat() == at[:10]
    assert entry.at.isoformat() == at
    assert not entry.is_late
    assert at[11:16] in anna.page.text


@given(
    moment=st.datetimes(datetime(2025, 4, 1), datetime(2026, 3, 1, 23)),  # noqa: DTZ001
    zone=st.sampled_from(sorted(available_timezones())),
)
@settings(max_examples=60, deadline=None)
def test_whatever_the_zone_the_moment_and_the_day_of_an_entry_stay(moment, zone):
    try:
        at = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    except ZoneInfoNotFoundError:
        return
    entry = read_entry({"at": at.isoformat(), "zone": zone})
    again = read_entry(json.loads(json.dumps(as_entry_record(entry))))
    assert again.at is not None
    assert again.at.timestamp() == at.timestamp()
    assert again.day == at.date()
    assert not again.is_late


@pytest.mark.hazard("HAZ-034")
def test_an_entry_that_comes_many_times_in_one_moment_is_kept_once(store):
    """As from two windows of one device that send what waited."""
    keeper, person = Keeper(store), store.add_person("Anna").id
    together = threading.Barrier(8)

    def send(number: int) -> str:
        entry = read_entry({"at": f"2026-03-02T09:{number:02}:00+01:00", "pain_now": 2})
        together.wait()
        return keeper.add_entry(person, entry, KB, f"{number:032x}")

    with ThreadPoolExecutor(8) as pool:
        ids = [set(pool.map(send, [number] * 8)) for number in range(20)]
    assert [len(same) for same in ids] == [1] * 20
    assert len(store.diary(person).entries) == 20


@pytest.mark.parametrize("path", ["/today", "/progress", "/forecast"])
def test_what_a_long_diary_shows_is_not_computed_anew_for_each_page(store, monkeypatch, path):
    """Counted in calls, the same on every machine; `benchmarks/diary.py` has the times."""
    monkeypatch.setattr(invented, "DAYS", 365)
    visitor = Visitor(KB, store=store, is_demo=True)

    def open_page() -> None:
        assert visitor.get(path).status_code == 200

    first, again = calls_of(open_page), calls_of(open_page)
    assert again < first / 2


def test_the_demo_shows_every_page_as_somebody_has_it_who_uses_them(demo):
    seen = {"/result": "band", "/plan": "Now", "/programme": "/session/", "/session/1": "player",
            "/forecast": "<svg", "/insights": "<svg", "/progress": "<table", "/diary": "heat",
            "/report": "Robin", "/options": "<h2", "/lesson": "<h1"}  # fmt: skip
    for path, word in seen.items():
        page = demo.get(path)
        assert (page.status_code, demo.path) == (200, path)
        assert word in page.text, path
    assert "A few questions first" not in demo.get("/plan").text


def test_whoever_cannot_see_the_calendar_hears_the_least_and_the_most_of_each_week(anna):
    for pain in ("3", "6"):
        write(anna, pain_now=pain, sign="none")
    desc = re.findall(r"<desc[^>]*>(.*?)</desc>", unescape(anna.get("/diary").text))
    assert any("2 Mar: 6." in text for text in desc)  # one day: the worst of it counts
    write(anna, pain_now="2", sign="none", day="2026-03-01")
    write(anna, pain_now="5", sign="none", day="2026-02-28")
    desc = re.findall(r"<desc[^>]*>(.*?)</desc>", unescape(anna.get("/diary").text))
    assert any("23 Feb: 2–5." in text for text in desc)


def test_whoever_cannot_see_the_weeks_reads_their_ends_and_each_flare(demo):
    page = unescape(demo.get("/progress").text)
    rows = re.findall(r'<th scope="row">(\d+)</th><td>\d+</td><td>([\d.]+)</td>', page)
    pains = {int(week): float(pain) for week, pain in rows}
    last, low, high = max(pains), min(pains.values()), max(pains.values())
    assert f"Pain in week 1: {pains[1]:g}. In week {last}: {pains[last]:g}." in page
    assert f"Lowest: {low:g}, in week " in page
    assert f"Highest: {high:g}, in week " in page
    weeks = re.search(r"A flare began in these weeks: ([\d, ]+)\.", page)
    assert weeks
    drawn = re.findall(rf'<path[^>]*fill="{re.escape(AMBER)}"', page)
    assert len(weeks[1].split(", ")) == len(drawn) > 0


def test_the_browser_and_the_command_line_foretell_the_same(demo, store):
    page, today = unescape(demo.get("/forecast").text), MORNING.date()
    diary = store.diary("demo")
    (start, begun), (_, newest) = assessed_of(KB, store, "demo", diary, today)
    told = foretell(KB, begun, diary, start, today, newest)
    assert isinstance(told, Forecast)
    assert told.pain is not None
    assert told.pain.past
    for line in ahead_lines(KB, told.pain, told.week):
        assert any(line in desc for desc in re.findall(r"<desc[^>]*>(.*?)</desc>", page))
    head, rows = past_table(KB, told.pain)
    for words in (head, *rows):
        assert re.search(".*".join(re.escape(f">{cell}<") for cell in words), page, re.S)


STEPS = st.lists(
    st.tuples(
        st.integers(0, 1),  # which browser
        st.sampled_from(["Anna", "Ben", "Cleo", "guest"]),
        st.sampled_from(["write", "spasm", "undo", "erase", "look"]),
    ),
    min_size=4,
    max_size=14,
)


@pytest.mark.hazard("HAZ-035")
@given(steps=STEPS)
@settings(max_examples=12, deadline=None)
def test_whoever_is_chosen_in_whatever_browser_nobody_is_mixed_with_anybody(
    tmp_path_factory, steps
):
    with Store.open(tmp_path_factory.mktemp("mixed") / "lumbago.db") as store:
        people = {name: store.add_person(name).id for name in ("Anna", "Ben", "Cleo")}
        browsers = [Visitor(KB, store=store) for _ in range(2)]
        expected: dict[str, list[str]] = {name: [] for name in people}
        spasms = dict.fromkeys(people, 0)
        for n, (which, name, act) in enumerate(steps):
            browser = browsers[which]
            browser.clock.now = MORNING + timedelta(minutes=n)  # else it is one spasm, sent twice
            browser.get("/people")
            if name == "guest" or name not in expected:
                browser.send("/people/guest")
            else:
                browser.send("/people/choose", person=people[name])
            assert browser.visit.person == (people[name] if name in expected else "")
            if act == "write":
                write(browser, pain_now="3", note=f"word{n}of{name}")
                expected.get(name, []).append(f"word{n}of{name}")
            elif act == "spasm":
                browser.get("/spasm")
                browser.send("/spasm/log", place="low_back", count="1")
                spasms[name] = spasms.get(name, 0) + 1
            elif act == "undo" and name in expected and expected[name]:
                kept = next(k for k in reversed(store.entries(people[name])) if k.entry.note)
                browser.get("/diary")
                browser.send("/diary/undo", entry=kept.id)
                expected[name].pop()
            elif act == "erase" and name in expected:
                browser.get("/data/erase")
                browser.send("/data/erase")
                del expected[name]
            if name in expected:
                seen = "".join(
                    browser.get(p).text for p in ("/today", "/diary", "/data/lumbago.csv")
                )
                told = set(re.findall(r"word\d+of\w+", seen))
                assert all(word.endswith(name) for word in told)
        for name, notes in expected.items():
            entries = store.diary(people[name]).entries
            assert [e.note for e in entries if e.note] == notes
            assert sum(bool(e.spasms) for e in entries) == spasms[name]


@pytest.mark.hazard("HAZ-034")
@pytest.mark.parametrize("harm", ["one event", "the file"])
def test_help_opens_even_where_what_is_kept_cannot_be_read(anna, store, harm):
    write(anna, pain_now="4", note="SECRET")
    if harm == "one event":
        with store._engine.begin() as connection:
            connection.exec_driver_sql("UPDATE events SET zone = 'x'")
        store._memory.forget()
    else:
        store._engine.dispose()
        for file in store.file.parent.iterdir():
            file.unlink()
        store.file.mkdir()
    for path in ("/help", "/spasm", "/breathe"):
        assert anna.get(path).status_code == 200, path
    page = anna.get("/today")
    assert page.status_code == 503
    assert ("damaged" in page.text) == (harm == "one event")
    assert 'href="/help"' in page.text
    assert "SECRET" not in page.text


def test_an_old_copy_that_cannot_be_changed_is_told_after_erasing(anna, store):
    store.file.with_name("lumbago-before-1.db").write_bytes(b"no store" * 99)
    anna.get("/data/erase")
    anna.send("/data/erase")
    assert "lumbago-before" in anna.page.text
    assert not store.people()


def test_a_guest_is_offered_to_keep_the_answers_on_every_page(store):
    guest = Visitor(KB, store=store)
    guest.begin().finish(CALM)
    for path in ("/result", "/plan", "/programme", "/library"):
        assert 'href="/people">Keep my answers' in guest.get(path).text, path


@pytest.mark.hazard("HAZ-006")
@pytest.mark.parametrize(
    ("note", "is_danger"),
    [
        ("Since this morning I cannot pee and I am numb between my legs.", True),
        ("cant pee since yesterday, numb betwen my legs", True),
        ("My left foot has gone weak, it drags, and I have no feeling round my bottom.", True),
        ("No numbness between my legs, and I can pee as always.", False),
        ("My bladder and bowels are fine. A long day at the desk.", False),
        ("Walked the dog, some pain in the low back, slept well.", False),
    ],
)
def test_a_note_is_read_for_danger_signs_told_denied_or_misspelt(anna, store, note, is_danger):
    write(anna, pain_now="4", note=note)
    assert (anna.path == "/diary/danger") == is_danger
    assert store.diary(anna.visit.person).entries[0].note == note


@pytest.mark.parametrize("language", ["es", "de"])
def test_where_notes_are_not_read_for_danger_signs_the_page_says_so(store, language):
    visitor = Visitor(KB, shipped(language), language=language, store=store)
    text = visitor.get("/diary").text
    assert {"es": "no leemos la nota", "de": "lesen wir die Notiz nicht"}[language] in text


# -- what today asks for ---------------------------------------------------------------------------


def worsening(visitor: Visitor) -> None:
    """Write three weeks of a diary, each a point worse than the one before."""
    for ago in range(20, -1, -1):
        day = (MORNING - timedelta(days=ago)).date()
        write(visitor, pain_now=str(5 - ago // 7), day=day.isoformat(), sign="none")


def test_today_says_that_two_weeks_were_worse_and_one_tap_asks_the_danger_signs_anew(anna):
    words = (KB.words["progress.pain_worse"], KB.words["progress.review"])
    anna.begin().finish(CALM)
    assert not any(word in unescape(anna.get("/today").text) for word in words)
    worsening(anna)
    for path in ("/progress", "/today"):
        page = unescape(anna.get(path).text)
        assert all(page.count(word) == 1 for word in words), path
        assert 'action="/progress/signs"' in page
    anna.send("/progress/signs")
    assert anna.path.startswith("/questions/")
    assert anna.visit.was_stale
    page = unescape(anna.get("/today").text)
    assert all(word in page for word in words)
    assert "First, the danger signs" in page


def test_today_offers_the_questionnaire_of_these_weeks_until_it_is_filled_in(anna, store):
    guest = Visitor(KB, store=store)
    guest.begin().finish(CALM)
    assert "/measure/" not in guest.get("/today").text
    anna.begin().finish(CALM)
    assert 'href="/measure/rmdq"' in anna.get("/today").text
    anna.get("/measure/rmdq")
    anna.send("/measure/rmdq", item=["2"])
    assert "/measure/" not in anna.get("/today").text
    person = anna.visit.person
    anna.clock.wait(24 * 15)
    anna.get("/people")
    anna.send("/people/choose", person=person)
    assert 'href="/measure/rmdq"' in anna.get("/today").text


@pytest.mark.hazard("HAZ-006")
def test_today_says_the_danger_of_the_diary_and_no_questionnaire_beside_it(anna, store):
    anna.begin().finish(CALM)
    worsening(anna)
    write(anna, pain_now="8", sign="saddle_numbness")
    assert anna.visit.was_stale  # the danger signs are to be asked anew: there is no plan
    for visitor in (anna, Visitor(KB, store=store)):
        if visitor is not anna:
            visitor.get("/people")
            visitor.send("/people/choose", person=anna.visit.person)
        page = unescape(visitor.get("/today").text)
        told = KB.words["progress.danger"] in page or 'class="band now"' in page
        assert told, "Today does not say the danger"
        assert "emergency department" in page
        for text in ("/measure/", KB.words["progress.pain_worse"], "How it may go on"):
            assert text not in page.split("</main>")[0], text


@pytest.mark.hazard("HAZ-034")
def test_what_was_told_in_many_windows_in_one_moment_is_kept_once(store):
    keeper, person = Keeper(store), store.add_person("Anna").id
    together = threading.Barrier(8)
    visit = Visit(person=person)

    def tell(number: int) -> None:
        together.wait()
        keeper.tell(visit, "wishes", {"minutes": number}, KB)

    with ThreadPoolExecutor(8) as pool:
        for number in range(20):
            list(pool.map(tell, [number] * 8))
    assert [e.payload["minutes"] for e in store.events(person)] == list(range(20))
