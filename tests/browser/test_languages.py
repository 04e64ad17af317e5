"""Another language in a real browser: chosen without script, and written from right to left."""

import pytest

from lumbago.loading import SHIPPED, shipped
from lumbago.loading.languages import on_offer
from lumbago.web.app import make_app
from tests.browser.conftest import served
from tests.browser.eyes import violations
from tests.browser.hands import begin, finish, new_screen
from tests.web.test_languages import app

pytestmark = pytest.mark.browser

IS_MIRRORED = """() => {
    const [brand, main] = [".brand", "main"].map((s) => document.querySelector(s));
    const [sign, page] = [brand, main].map((part) => part.getBoundingClientRect());
    return sign.left > page.left + page.width / 2;
}"""


@pytest.fixture(scope="module")
def base():
    """The address of the app with a language that nobody speaks, from right to left."""
    with served(app()) as address:
        yield address


def test_a_language_can_be_chosen_without_script_at_the_start_and_later(browser, base):
    screen = new_screen(browser, base, hands="no script")
    screen.open("/")
    screen.press('[name="language"][value="vo"]')
    assert screen.page.get_attribute("html", "lang") == "vo"
    begin(screen)
    screen.press('[name="language"][value="en"]')
    assert screen.page.get_attribute("html", "lang") == "en-GB"
    assert screen.path != "/"


@pytest.mark.parametrize("size", [(320, 640), (1280, 900)])
def test_pages_from_right_to_left_are_mirrored_and_shut_nobody_out(browser, base, artefacts, size):
    screen = new_screen(browser, base, size=size)
    screen.open("/")
    screen.press('[name="language"][value="vo"]')
    wrong = {}

    def look(name: str) -> None:
        picture = artefacts / f"right-to-left-{size[0]}-{name}.png"
        screen.page.screenshot(path=picture, full_page=True)
        if found := violations(screen):
            wrong[name] = found
        if screen.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong[f"{name} scrolls sideways"] = []
        if not screen.page.evaluate(IS_MIRRORED):
            wrong[f"{name} is not mirrored"] = []

    look("start")
    begin(screen, places=("calf_left",))
    look("card")
    screen.open("/where")
    look("where")
    screen.open("/questions")
    finish(screen, ("leg_numb_tingle", "worse_cough_sneeze"))
    look("result")
    for path in ("/how-sure", "/answers", "/help", "/rule/AAA_01", "/cause/mechanical_low_back"):
        screen.open(path)
        look(path.strip("/").replace("/", "-"))
    assert wrong == {}


@pytest.mark.parametrize("language", on_offer(SHIPPED)[1:])
def test_no_word_of_a_language_on_offer_is_cut_off_at_320_pixels(browser, artefacts, language):
    with served(make_app(shipped(), shipped(language))) as base:
        screen = new_screen(browser, base, size=(320, 640))
        screen.open("/")
        screen.press(f'[name="language"][value="{language}"]')
        wide = []

        def look(name: str) -> None:
            picture = artefacts / f"{language}-320-{name}.png"
            screen.page.screenshot(path=picture, full_page=True)
            if screen.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append(name)

        look("start")
        begin(screen, places=("calf_left",))
        look("card")
        finish(screen, ("leg_numb_tingle", "worse_cough_sneeze"))
        for path in ("/result", "/where", "/how-sure", "/answers", "/help", "/rule/AAA_01"):
            screen.open(path)
            look(path.strip("/").replace("/", "-"))
        assert wide == []
        screen.page.context.close()
