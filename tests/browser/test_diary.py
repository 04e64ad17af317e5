"""The diary in a real browser: few taps, every kind of hands, and without a connection."""

from collections.abc import Iterator
from pathlib import Path

import axe_core_python
import pytest
from playwright.sync_api import Browser

from lumbago.knowledge import KnowledgeBase
from lumbago.store import Store
from lumbago.web.app import make_app
from tests.browser.conftest import served
from tests.browser.hands import new_screen

pytestmark = pytest.mark.browser

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
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
        screen.page.evaluate(AXE)
        found = screen.page.evaluate(
            "axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))"
        )
        assert found == [], path
        assert screen.page.evaluate("document.documentElement.scrollWidth") <= 320, path
    assert screen.strangers == []
    assert screen.complaints == []


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
