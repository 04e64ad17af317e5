"""The exercise pages in a real browser: figures move, stand still for those who want, and print."""

import pytest

from tests.browser.eyes import violations
from tests.browser.hands import new_screen

pytestmark = pytest.mark.browser

PAGES = ("/exercises", "/exercises?area=neck", "/exercises/bird_dog", "/exercises/full_sit_up",
         "/exercises/rest_90_90_chair")  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nobody_is_shut_out_of_the_exercises(browser, base, theme, artefacts):
    screen = new_screen(browser, base, size=(320, 740), theme=theme)
    for path in PAGES:
        screen.open(path)
        assert violations(screen) == [], path
        wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert screen.page.evaluate(wide) <= 0, path
        name = path.strip("/").replace("/", "-").replace("?", "-")
        screen.page.screenshot(path=artefacts / f"{name}-{theme}.png", full_page=True)
    assert screen.strangers == []
    assert screen.complaints == []


def _window(browser, base, *, motion, script=True):
    context = browser.new_context(
        viewport={"width": 800, "height": 900},
        reduced_motion=motion,
        java_script_enabled=script,
    )
    page = context.new_page()
    page.goto(f"{base}/exercises/glute_bridge")
    return page


def _shape(page) -> str:
    """How the moving figure looks at this moment."""
    box = page.locator(".moving-figure").screenshot()
    return box.hex()


def test_the_figure_moves_without_script_and_can_be_made_still(browser, base):
    page = _window(browser, base, motion="no-preference", script=False)
    first = _shape(page)
    page.wait_for_timeout(1200)
    assert _shape(page) != first
    assert not page.locator(".stills").is_visible()
    page.check(".as-stills")
    assert page.locator(".stills").is_visible()
    assert not page.locator(".moving-figure").is_visible()


def test_one_who_wants_less_motion_sees_still_pictures_alone(browser, base):
    page = _window(browser, base, motion="reduce")
    assert page.locator(".stills").is_visible()
    assert not page.locator(".moving-figure").is_visible()
    assert page.locator(".stills svg").count() >= 2


def test_the_figure_can_be_paused_and_goes_on(browser, base):
    page = _window(browser, base, motion="no-preference")
    page.click(".figure-pause")
    page.wait_for_timeout(100)
    held = _shape(page)
    page.wait_for_timeout(700)
    assert _shape(page) == held
    page.click(".figure-speed")
    page.click(".figure-pause")
    page.wait_for_timeout(1200)
    assert _shape(page) != held


def test_paper_shows_the_still_pictures(browser, base):
    page = _window(browser, base, motion="no-preference")
    page.emulate_media(media="print")
    assert page.locator(".stills").is_visible()
    assert not page.locator(".moving-figure").is_visible()
    assert not page.locator(".figure-tools").is_visible()
