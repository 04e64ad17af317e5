"""The search and the feedback with a keyboard alone: each step is reached, seen and done."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from lumbago.feedback import Sort, read_feedback
from lumbago.knowledge import KnowledgeBase
from lumbago.web.app import make_app
from tests.browser.conftest import served
from tests.browser.hands import Screen, new_screen

pytestmark = pytest.mark.browser

DANGER = "i cant pee and my legs are numb"


@pytest.fixture
def home(kb: KnowledgeBase, tmp_path) -> Iterator[str]:
    """The address of an app that keeps feedback."""
    with served(make_app(kb, feedback_folder=tmp_path)) as address:
        yield address


def is_seen(screen: Screen) -> bool:
    """Whether what has the keyboard is marked and in view."""
    seen: bool = screen.page.evaluate("""() => {
      const e = document.activeElement, box = e.getBoundingClientRect(), s = getComputedStyle(e);
      const marked = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
      return marked && box.bottom > 0 && box.top < innerHeight;
    }""")
    return seen


def test_the_search_answers_as_one_types_says_so_and_leads_on(browser: Browser, base):
    screen = new_screen(browser, base, size=(360, 740), hands="keyboard")
    screen.open("/search")
    screen.write("#query", "heat or ice")
    hits = screen.page.locator("#found .hits a")
    told = screen.page.locator('[role="status"]')
    told.filter(has_text="Found:").wait_for()
    assert screen.path == "/search"
    assert str(hits.count()) in told.inner_text()
    assert is_seen(screen)
    screen.press("#found .hits a")
    assert screen.path == "/library/heat_or_ice"
    assert screen.complaints == []


def test_a_danger_that_is_typed_into_the_search_is_met_and_can_be_left(browser: Browser, base):
    screen = new_screen(browser, base, size=(360, 740), hands="keyboard")
    screen.open("/search")
    with screen.page.expect_navigation():
        screen.write("#query", DANGER)
        screen.page.keyboard.press("Enter")
    assert screen.page.locator('a[href="tel:999"]').first.is_visible()
    screen.press('form[action="/search"] button')
    assert screen.page.locator("#query").input_value() == DANGER


def test_feedback_is_given_and_a_danger_in_it_is_met(browser: Browser, home, tmp_path):
    screen = new_screen(browser, home, size=(360, 740), hands="keyboard")
    screen.open("/library/scans")
    screen.press('a[href="/feedback?page=/library/scans"]')
    screen.tick('[name="sort"][value="unclear"]')
    screen.write("#text", DANGER)
    assert is_seen(screen)
    screen.press('form[action="/feedback"] .button')
    assert screen.page.locator('a[href="tel:999"]').first.is_visible()
    (told,) = read_feedback(tmp_path)
    assert (told.page, told.sort, told.text) == ("/library/scans", Sort.UNCLEAR, DANGER)
