"""The articles in a real browser: nobody is shut out, they fit a small screen, and they print."""

import pytest

from lumbago.loading import shipped
from tests.browser.eyes import violations
from tests.browser.hands import new_screen

pytestmark = pytest.mark.browser

LISTS = (
    "/library", "/lesson", "/glossary", "/anatomy", "/sources", "/sources/wanted",
    "/treatment/exercise_therapy_any",
)  # fmt: skip
ARTICLES = [f"/library/{id}" for id in shipped().articles]
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nobody_is_shut_out_of_the_library(browser, base, theme, artefacts):
    """Every article once: half of them in the light, half in the dark."""
    screen = new_screen(browser, base, size=(320, 740), theme=theme)
    for path in (*LISTS, *(ARTICLES[::2] if theme == "light" else ARTICLES[1::2])):
        screen.open(path)
        assert violations(screen) == [], path
        assert screen.page.evaluate(WIDE) <= 0, path
    screen.page.screenshot(path=artefacts / f"article-{theme}.png", full_page=True)
    assert screen.strangers == []
    assert screen.complaints == []


def test_an_article_prints_its_text_and_sources_without_the_ways_on(browser, base):
    screen = new_screen(browser, base, size=(800, 900), theme="light")
    screen.open("/library/red_flags")
    screen.page.emulate_media(media="print")
    assert screen.page.locator(".article .text").is_visible()
    assert screen.page.locator("#sources").is_visible()
    assert not screen.page.locator(".contents").is_visible()
    assert screen.page.locator(".prompt:visible").count() == 0
