"""A card of danger signs, and a page's hidden parts, on a small screen."""

import pytest

from tests.browser.hands import begin, finish, new_screen

pytestmark = pytest.mark.browser


@pytest.fixture
def screen(browser, base):
    return new_screen(browser, base)


def bottom(screen, selector: str) -> float:
    """Where the last thing of a kind ends, in the window as it is scrolled now."""
    box = screen.page.locator(selector).last.bounding_box()
    return float(box["y"] + box["height"])


@pytest.mark.hazard("HAZ-016")
def test_nobody_can_deny_a_danger_sign_that_was_never_on_the_screen(screen):
    screen.open("/")
    begin(screen)
    screen.page.set_viewport_size({"width": 360, "height": 640})
    assert screen.page.locator(".sign").count() >= 6
    none = screen.page.locator(".done-none").bounding_box()
    assert none["y"] >= bottom(screen, ".sign")


@pytest.mark.hazard("HAZ-010")
def test_what_is_marked_as_hidden_is_not_to_be_seen(screen):
    screen.open("/")
    begin(screen)
    finish(screen, ())
    hidden = screen.page.locator("[hidden]")
    assert hidden.count()
    assert not any(hidden.nth(n).is_visible() for n in range(hidden.count()))
