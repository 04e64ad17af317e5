"""The diary in a real browser: few taps, every kind of hands, and without a connection."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from lumbago.knowledge import KnowledgeBase
from lumbago.loading import shipped
from lumbago.store import Store
from lumbago.web.app import make_app
from tests.browser.conftest import served
from tests.browser.eyes import violations
from tests.browser.hands import Screen, new_screen

pytestmark = pytest.mark.browser

PAGES = ("/people", "/today", "/diary", "/diary/alone", "/diary/saved", "/insights", "/forecast",
         "/progress", "/measure/rmdq", "/data", "/data/erase")  # fmt: skip
KEPT = "() => document.querySelector('[data-queue]').textContent.includes('kept now')"
ANSWERED = "() => document.querySelector('[data-queue]').hidden === false"


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("store") / "lumbago.db") as store:
        yield store


@pytest.fixture(scope="module")
def here(kb: KnowledgeBase, store: Store) -> Iterator[str]:
    """The app with an invented person."""
    with served(make_app(kb, store=store, is_demo=True)) as address:
        yield address


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_of_the_diary_shuts_anybody_out_or_is_wider_than_320_pixels(
    browser: Browser, here: str, theme: str
):
    screen = new_screen(browser, here, size=(320, 640), theme=theme)
    for path in PAGES:
        screen.open(path)
        for fold in screen.page.locator("main details").all():
            fold.evaluate("fold => { fold.open = true }")
        assert violations(screen) == [], path
        assert screen.page.evaluate("document.documentElement.scrollWidth") <= 320, path
    assert screen.strangers == []
    assert screen.complaints == []


@pytest.mark.parametrize("language", ["es-ES", "de-DE"])
def test_no_page_of_the_course_is_wider_than_320_pixels_in_any_language(
    browser: Browser, kb: KnowledgeBase, tmp_path: Path, language: str
):
    others = (shipped("es"), shipped("de"))
    with (
        Store.open(tmp_path / "demo.db") as store,
        served(make_app(kb, *others, store=store, is_demo=True)) as here,
    ):
        context = browser.new_context(viewport={"width": 320, "height": 640}, locale=language)
        page = context.new_page()
        wide = []
        for path in (*PAGES, "/programme", "/plan", "/report", "report shown"):
            if path == "report shown":
                with page.expect_navigation():
                    page.locator("main form .button").first.click()
            else:
                page.goto(here + path)
            assert page.evaluate("document.documentElement.lang")[:2] == language[:2]
            page.evaluate(
                "document.querySelectorAll('main details').forEach(d => { d.open = true })"
            )
            if page.evaluate("document.documentElement.scrollWidth") > 320:
                wide.append(path)
        assert wide == []
        context.close()


def test_pain_now_and_nothing_new_are_three_taps(browser: Browser, here: str, store: Store):
    before = len(store.diary("demo").entries)
    screen = new_screen(browser, here)
    screen.open("/diary")
    taps = 0
    for place in ('[name="pain_now"][value="4"]', '[name="sign"][value="none"]'):
        screen.page.locator(place).check()
        taps += 1
    with screen.page.expect_navigation():
        screen.page.locator("form.diary > .button").first.click()
    taps += 1
    assert screen.path == "/diary/saved"
    assert taps <= 5
    entry = store.diary("demo").entries[before]
    assert entry.pain_now == 4
    assert entry.zone
    assert entry.at is not None


@pytest.mark.parametrize("hands", ["keyboard", "no script"])
def test_an_entry_needs_no_mouse_and_no_script(
    browser: Browser, here: str, store: Store, hands: str
):
    before = len(store.diary("demo").entries)
    screen = new_screen(browser, here, hands=hands)
    screen.open("/diary")
    screen.tick('[name="pain_now"][value="3"]' if hands == "no script" else '[name="pain_now"]')
    screen.tick('[name="sign"][value="none"]')
    screen.press("form.diary > .button")
    assert screen.path == "/diary/saved"
    assert len(store.diary("demo").entries) == before + 1
    screen.press('form[action="/diary/undo"] .button')
    assert len(store.diary("demo").entries) == before


def test_none_of_these_and_a_sign_are_never_both_ticked(browser: Browser, here: str):
    screen = new_screen(browser, here)
    screen.open("/diary")
    none = screen.page.locator('[name="sign"][value="none"]')
    sign = screen.page.locator('[name="sign"][value="fever"]')
    none.check()
    sign.check()
    assert not none.is_checked()
    none.check()
    assert not sign.is_checked()


@pytest.mark.hazard("HAZ-034")
def test_an_entry_without_a_connection_waits_and_is_kept_once(
    browser: Browser, here: str, store: Store
):
    before = len(store.diary("demo").entries)
    screen = new_screen(browser, here, keeps=True)
    screen.open("/diary")
    screen.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    screen.page.context.set_offline(True)
    screen.page.goto(here + "/diary")  # the empty form that the device keeps
    assert screen.page.locator('[name="alone"]').input_value() == "yes"
    screen.page.locator('[name="pain_now"][value="6"]').check()
    screen.page.locator("form.diary > .button").first.click()
    screen.page.wait_for_function(ANSWERED)
    assert "waits on this device" in screen.page.locator("[data-queue]").inner_text()
    assert len(store.diary("demo").entries) == before
    screen.page.reload()  # what waits outlives the page
    screen.page.wait_for_function(ANSWERED)
    screen.page.context.set_offline(False)
    screen.page.wait_for_function(KEPT)
    assert [e.pain_now for e in store.diary("demo").entries[before:]] == [6]
    screen.open("/diary")
    assert len(store.diary("demo").entries) == before + 1


@pytest.mark.hazard("HAZ-006")
def test_a_danger_sign_without_a_connection_shows_what_to_do_at_once(browser: Browser, here: str):
    screen = new_screen(browser, here, keeps=True)
    screen.open("/diary")
    screen.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    screen.page.context.set_offline(True)
    screen.page.locator('[name="sign"][value="gate_bladder"]').check()
    with screen.page.expect_navigation():
        screen.page.locator("form.diary > .button").first.click()
    assert screen.page.locator("a.call").count()
    screen.page.context.set_offline(False)


# -- the queue -----------------------------------------------------------------------------------


def offline(screen: Screen) -> None:
    """Open the diary, then lose the connection."""
    screen.open("/diary")
    screen.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    screen.page.context.set_offline(True)


def write_offline(screen: Screen, pain: int) -> None:
    """Write an entry that will wait."""
    screen.page.evaluate("document.querySelector('[data-queue]').hidden = true")
    screen.page.locator(f'[name="pain_now"][value="{pain}"]').check()
    screen.page.locator("form.diary > .button").first.click()
    screen.page.wait_for_function(ANSWERED)


@pytest.mark.hazard("HAZ-034")
def test_what_waits_keeps_its_order_and_the_time_of_writing(
    browser: Browser, here: str, store: Store
):
    before = len(store.diary("demo").entries)
    screen = new_screen(browser, here, keeps=True)
    offline(screen)
    began = datetime.now(UTC)
    for pain in (3, 8, 1):
        write_offline(screen, pain)
    screen.page.reload()
    waiting = screen.page.evaluate("JSON.parse(localStorage.getItem('lumbago-diary')).length")
    assert waiting == 3
    ended = datetime.now(UTC)
    time.sleep(2)
    screen.page.context.set_offline(False)
    screen.page.wait_for_function(KEPT)
    kept = store.diary("demo").entries[before:]
    assert [e.pain_now for e in kept] == [3, 8, 1]
    assert all(began - timedelta(seconds=1) <= e.at <= ended for e in kept if e.at)
    assert screen.page.evaluate("localStorage.getItem('lumbago-diary')") is None


@pytest.mark.hazard("HAZ-034")
def test_two_windows_that_send_the_same_queue_keep_each_entry_once(
    browser: Browser, here: str, store: Store
):
    before = len(store.diary("demo").entries)
    screen = new_screen(browser, here, keeps=True)
    offline(screen)
    for pain in (2, 9):
        write_offline(screen, pain)
    other = screen.page.context.new_page()
    other.goto(here + "/diary")
    screen.page.context.set_offline(False)
    for page in (screen.page, other):
        page.evaluate("dispatchEvent(new Event('online'))")
    screen.page.wait_for_function("() => localStorage.getItem('lumbago-diary') === null")
    screen.page.wait_for_timeout(500)
    assert sorted(e.pain_now or 0 for e in store.diary("demo").entries[before:]) == [2, 9]


@pytest.mark.hazard("HAZ-034")
def test_an_entry_that_comes_while_others_are_sent_is_not_lost(
    browser: Browser, here: str, store: Store
):
    before = len(store.diary("demo").entries)
    screen = new_screen(browser, here, keeps=True)
    offline(screen)
    write_offline(screen, 4)
    # another window lays its entry down while the first one is on its way
    screen.page.evaluate(
        """() => { const real = fetch; window.fetch = async (...given) => {
            const answer = await real(...given);
            if (given[1]?.method === "POST" && !window.came) { window.came = true;
              const all = JSON.parse(localStorage.getItem("lumbago-diary"));
              const next = all[0].map(([n, v]) => [n, n === "pain_now" ? "6" : n === "entry"
                ? "6ba7b810-9dad-41d1-80b4-00c04fd430c8" : v]);
              localStorage.setItem("lumbago-diary", JSON.stringify([...all, next])); }
            return answer; }; }"""
    )
    screen.page.context.set_offline(False)
    screen.page.wait_for_function("() => localStorage.getItem('lumbago-diary') === null")
    assert [e.pain_now for e in store.diary("demo").entries[before:]] == [4, 6]


@pytest.mark.hazard("HAZ-034")
def test_what_was_refused_comes_back_into_the_form_and_waits_until_it_is_saved(
    browser: Browser, here: str, store: Store
):
    before = len(store.diary("demo").entries)
    screen = new_screen(browser, here, keeps=True)
    offline(screen)
    screen.page.locator('[name="sleep_hours"]').evaluate(
        "field => { field.type = 'text'; field.value = '99' }"
    )
    write_offline(screen, 5)
    screen.page.context.set_offline(False)
    words = "document.querySelector('[data-queue]').textContent"
    screen.page.wait_for_function(f"() => {words}.includes('Hours of sleep')")
    assert screen.page.locator('[name="pain_now"][value="5"]').is_checked()
    assert screen.page.evaluate("localStorage.getItem('lumbago-diary')") is not None
    assert len(store.diary("demo").entries) == before
    screen.page.locator('[name="sleep_hours"]').evaluate("field => { field.value = '9' }")
    with screen.page.expect_navigation():
        screen.page.locator("form.diary > .button").first.click()
    (entry,) = store.diary("demo").entries[before:]
    assert (entry.pain_now, entry.sleep_hours) == (5, 9)
    assert screen.page.evaluate("localStorage.getItem('lumbago-diary')") is None


def test_a_device_without_room_says_so_and_leaves_the_entry_in_the_form(
    browser: Browser, here: str
):
    screen = new_screen(browser, here, keeps=True)
    offline(screen)
    screen.page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full') } }")
    write_offline(screen, 7)
    assert "no room" in screen.page.locator("[data-queue]").inner_text()
    assert screen.page.locator('[name="pain_now"][value="7"]').is_checked()
    screen.page.context.set_offline(False)


@pytest.mark.hazard("HAZ-035")
def test_what_waits_goes_to_whom_the_device_showed_last_not_to_who_is_chosen_when_it_is_sent(
    browser: Browser, kb: KnowledgeBase, tmp_path: Path
):
    with Store.open(tmp_path / "two.db") as store, served(make_app(kb, store=store)) as here:
        screen = new_screen(browser, here, keeps=True)
        screen.open("/people")
        screen.write("#name", "Anna")
        screen.press('form[action="/people/add"] .button')
        offline(screen)
        screen.page.goto(here + "/diary")
        assert screen.page.locator('[name="alone"]').input_value() == "yes"
        write_offline(screen, 6)
        screen.page.goto(here + "/offline")
        screen.page.context.set_offline(False)
        screen.open("/people")
        screen.write("#name", "Ben")
        screen.press('form[action="/people/add"] .button')
        screen.open("/diary")
        screen.page.wait_for_function(KEPT)
        people = {p.name: p.id for p in store.people()}
        assert [e.pain_now for e in store.diary(people["Anna"]).entries] == [6]
        assert store.diary(people["Ben"]).entries == ()


# -- time ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "moment", "written"),
    [
        ("Europe/Vienna", "2026-03-29T00:59:30Z", "2026-03-29T01:59:30+01:00"),
        ("Europe/Vienna", "2026-03-29T01:00:30Z", "2026-03-29T03:00:30+02:00"),
        ("Europe/Vienna", "2025-10-26T00:30:00Z", "2025-10-26T02:30:00+02:00"),
        ("Europe/Vienna", "2025-10-26T01:30:00Z", "2025-10-26T02:30:00+01:00"),
        ("Pacific/Apia", "2026-03-29T12:30:00Z", "2026-03-30T01:30:00+13:00"),
        ("Pacific/Pago_Pago", "2026-03-29T10:30:00Z", "2026-03-28T23:30:00-11:00"),
        ("Asia/Kathmandu", "2026-03-29T12:30:00Z", "2026-03-29T18:15:00+05:45"),
        ("America/St_Johns", "2026-03-08T12:30:00Z", "2026-03-08T10:00:00-02:30"),
    ],
)
def test_an_entry_has_the_time_and_the_day_of_the_place(
    browser: Browser, kb: KnowledgeBase, tmp_path: Path, zone: str, moment: str, written: str
):
    now = datetime.fromisoformat(moment)
    with Store.open(tmp_path / "time.db") as store:
        store.add_person("Anna", id="anna")
        app = make_app(kb, store=store, clock=lambda: now)
        with served(app) as here:
            context = browser.new_context(timezone_id=zone, service_workers="block")
            page = context.new_page()
            page.clock.install(time=now)
            page.goto(here + "/people")
            page.locator('[name="person"]').first.click()
            page.goto(here + "/diary")
            page.locator('[name="pain_now"][value="4"]').check()
            with page.expect_navigation():
                page.locator("form.diary > .button").first.click()
            context.close()
        (entry,) = store.diary("anna").entries
    assert entry.at is not None
    at, wanted = entry.at, datetime.fromisoformat(written)
    assert abs((at - wanted).total_seconds()) < 60
    assert at.utcoffset() == wanted.utcoffset()
    assert entry.day == wanted.date()
    assert entry.zone.split("/")[-1] in {zone.split("/")[-1], "Katmandu"}
    assert not entry.is_late


def test_a_rich_entry_with_a_place_on_the_body_map_is_fewer_than_20_taps(
    browser: Browser, here: str, store: Store
):
    """At about 1.4 seconds a tap that is under half a minute: 1.1 to point, 0.2 to press."""
    before = len(store.diary("demo").entries)
    screen = new_screen(browser, here)
    screen.open("/diary")
    taps = 0

    def tap(selector: str) -> None:
        nonlocal taps
        screen.page.locator(selector).first.click()
        taps += 1

    folds = screen.page.locator("form.diary > details > summary")
    tap('.tap:has([name="pain_now"][value="6"])')
    tap('.tick:has([name="sign"][value="none"])')
    folds.nth(0).click()
    tap('.map [data-region="low_back"]')
    folds.nth(1).click()
    tap('.tap:has([name="pain_worst"][value="8"])')
    tap('.tap:has([name="sleep_quality"][value="4"])')
    tap('.tap:has([name="stress"][value="7"])')
    folds.nth(3).click()
    tap('.tick:has([value="driving"])')
    tap('.tick:has([value="walking"])')

    taps += 3  # the folds
    with screen.page.expect_navigation():
        tap("form.diary > .button.quiet")
    assert taps < 20
    (entry,) = store.diary("demo").entries[before:]
    assert (entry.sites["low_back"].now, entry.pain_worst) == (6, 8)
    assert {"driving", "walking"} <= set(entry.exposures)
    assert screen.complaints == []


@pytest.mark.parametrize("language", ["en-GB", "de-DE", "es-ES"])
def test_no_word_of_the_diary_leaves_its_box_on_a_narrow_phone(
    browser: Browser, kb: KnowledgeBase, tmp_path: Path, language: str
):
    app = make_app(kb, shipped("de"), shipped("es"))
    with served(app) as here:
        context = browser.new_context(viewport={"width": 320, "height": 640}, locale=language)
        page = context.new_page()
        page.goto(here + "/diary")
        assert page.evaluate("document.documentElement.lang")[:2] == language[:2]
        page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true })")
        spilled = page.evaluate(
            """() => [...document.querySelectorAll('main label.tick, main summary, main button')]
            .filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.innerText)"""
        )
        assert spilled == []
        shown = page.locator(".thing .how:visible").count()
        assert shown == 0  # how long and how heavy is asked of what was ticked alone
        page.locator('.tick:has([value="lifting"])').click()
        assert page.locator(".thing .how:visible").count() == 1
        assert page.locator("#day").evaluate("field => field.clientWidth") >= 150
        context.close()
