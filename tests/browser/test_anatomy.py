"""The anatomy explorer in a real browser: by tap, by keyboard, by list, and without script."""

import pytest

from lumbago.knowledge.articles import Drawing
from lumbago.loading import shipped
from lumbago.web.anatomy import TARGET, parts
from tests.browser.eyes import violations
from tests.browser.hands import new_screen

pytestmark = pytest.mark.browser

PAGES = ("/glossary", *(f"/anatomy/{picture.value}" for picture in Drawing))
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nobody_is_shut_out_of_the_pictures_and_the_words(browser, base, theme, artefacts):
    screen = new_screen(browser, base, size=(320, 740), theme=theme)
    for path in PAGES:
        screen.open(path)
        assert violations(screen) == [], path
        assert screen.page.evaluate(WIDE) <= 0, path
        name = path.rpartition("/")[2]
        screen.page.screenshot(path=artefacts / f"anatomy-{theme}-{name}.png", full_page=True)
    assert screen.strangers == []
    assert screen.complaints == []


@pytest.mark.parametrize("width", [320, 760, 1280])
def test_every_spot_is_wide_enough_for_a_finger(browser, base, width):
    screen = new_screen(browser, base, size=(width, 800))
    for picture in Drawing:
        screen.open(f"/anatomy/{picture.value}")
        for circle in screen.page.locator(".spot circle").all():
            box = circle.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= TARGET, (picture, box)


@pytest.mark.parametrize("hands", ["mouse", "keyboard", "no script"])
def test_a_spot_shows_its_part_and_the_part_shows_its_spot(browser, base, hands):
    screen = new_screen(browser, base, size=(360, 740), hands=hands)
    term = parts(shipped(), Drawing.SEGMENT)[3]
    screen.open("/anatomy/segment")
    screen.press_here(f"#spot-{term.id}")
    assert screen.page.locator(f"li#{term.id}:target").is_visible()
    screen.page.locator(f"li#{term.id}").screenshot()
    screen.press_here(f'a[href="#spot-{term.id}"]')
    assert screen.page.locator(f"#spot-{term.id}:target").is_visible()
    assert screen.path == "/anatomy/segment"


def test_the_part_that_was_chosen_stands_out_on_both_sides(browser, base, artefacts):
    screen = new_screen(browser, base, size=(1100, 800))
    screen.open("/anatomy/segment#disc")
    item = screen.page.locator("li#disc")
    plain = screen.page.locator("li#facet_joint")
    colour = "e => getComputedStyle(e).backgroundColor"
    assert item.evaluate(colour) != plain.evaluate(colour)
    screen.open("/anatomy/segment#spot-disc")
    fill = "e => getComputedStyle(e).fill"
    chosen = screen.page.locator("#spot-disc circle").evaluate(fill)
    assert chosen != screen.page.locator("#spot-facet_joint circle").evaluate(fill)
    screen.page.screenshot(path=artefacts / "anatomy-wide.png")
