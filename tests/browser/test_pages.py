"""Every page in a real browser: nobody is shut out, nothing is cut off, nothing comes from afar."""

from pathlib import Path

import axe_core_python
import pytest

from tests.browser.hands import Screen, answer, begin, finish, new_screen

pytestmark = pytest.mark.browser

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
SIZES = {"phone": (360, 740), "desktop": (1280, 900)}
SCIATICA = ("leg_pain_one_strip", "worse_cough_sneeze", "leg_numb_tingling", "worse_sitting")
LOOKED_UP = (
    "/how-sure",
    "/answers",
    "/help",
    "/offline",
    "/nothing",
    "/cause/lumbar_disc_herniation_radiculopathy",
    "/cause/mechanical_low_back",
    "/question/gate_bladder",
    "/rule/AAA_01",
    "/kind/nerve_root_irritation_lumbar",
    "/source/downie2013",
)


def _walk(screen: Screen):
    """Go past every kind of page, and stop at each."""
    screen.open("/")
    yield "start"
    screen.page.fill("#age", "forty")
    screen.page.click('form[action="/start"] .button')
    yield "start-problem"
    begin(screen, places=("radiates_below_knee",))
    screen.open("/where")
    yield "where"
    screen.open("/places")
    yield "places"
    screen.press(".dock .button")
    yield "card"
    screen.page.check('[name="unsure"] >> nth=0')
    screen.page.click("details summary >> nth=0")
    yield "card-unsure"
    screen.page.uncheck('[name="unsure"] >> nth=0')
    seen = set()
    while screen.path.startswith("/questions/"):
        html = screen.page.content()
        kind = next(
            (k for k in ("form signs", 'name="unit"', 'class="scale"', "yes-no") if k in html), ""
        )
        if kind not in seen and kind != "form signs":
            seen.add(kind)
            yield f"question-{len(seen)}"
        answer(screen, SCIATICA)
    yield "result"
    for fold in screen.page.locator("main details:not([open]) > summary").all():
        if fold.is_visible():
            fold.click()
    yield "result-open"
    screen.page.locator(".changes button").first.click()
    yield "what-if"
    for path in LOOKED_UP:
        screen.open(path)
        yield path.strip("/").replace("/", "-")
    screen.open("/questions/1")
    answer(screen, ("saddle_numbness",))
    yield "emergency"
    screen.press('form[action="/emergency/go-on"] button')
    finish(screen, SCIATICA)
    yield "result-emergency"


def _violations(screen: Screen) -> list[str]:
    screen.page.evaluate(AXE)
    found = screen.page.evaluate("() => axe.run()")
    return [f"{v['id']}: {node['html'][:160]}" for v in found["violations"] for node in v["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_no_page_shuts_anybody_out(browser, base, artefacts, size, theme):
    screen = new_screen(browser, base, size=SIZES[size], theme=theme)
    wrong = {}
    for number, name in enumerate(_walk(screen)):
        picture = artefacts / f"{size}-{theme}-{number:02}-{name}.png"
        screen.page.screenshot(path=picture, full_page=True)
        if found := _violations(screen):
            wrong[name] = found
        wide = screen.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        if wide:
            wrong[f"{name} scrolls sideways"] = []
    assert wrong == {}
    assert screen.strangers == []
    assert [c for c in screen.complaints if "404" not in c and "422" not in c] == []
    screen.page.context.close()


def test_nothing_is_cut_off_at_320_pixels(browser, base):
    screen = new_screen(browser, base, size=(320, 640))
    for name in _walk(screen):
        wide = screen.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, name
    screen.page.context.close()


def test_no_target_is_smaller_than_a_fingertip(browser, base):
    """At least 24 by 24 pixels, links in running text excepted (WCAG 2.2, 2.5.8)."""
    screen = new_screen(browser, base)
    small = """() => [...document.querySelectorAll(
            'button, select, summary, .tick, .segment, nav a')]
        .filter(e => e.checkVisibility())
        .map(e => [e.getBoundingClientRect(), e.outerHTML.slice(0, 90)])
        .filter(([r]) => r.width < 24 || r.height < 44).map(([, html]) => html)"""
    for name in _walk(screen):
        assert screen.page.evaluate(small) == [], name
    screen.page.context.close()


def test_tapping_the_body_ticks_the_list_and_the_list_paints_the_body(browser, base):
    screen = new_screen(browser, base)
    begin(screen)
    screen.open("/places")
    box = screen.page.locator('[value="pain_buttock"]')
    place = screen.page.locator('[data-region="buttock_left"]')
    assert not box.is_checked()
    place.click()
    assert box.is_checked()
    assert "spread" in (place.get_attribute("class") or "")
    box.uncheck()
    assert "spread" not in (place.get_attribute("class") or "")
    screen.page.context.close()


def test_a_line_is_a_yes_or_not_sure_and_never_both(browser, base):
    screen = new_screen(browser, base)
    begin(screen)
    screen.page.locator('[name="unsure"]').first.check()
    screen.page.locator('[name="yes"]').first.check()
    assert not screen.page.locator('[name="unsure"]').first.is_checked()
    assert screen.page.locator(".done-next").is_visible()
    assert not screen.page.locator(".done-none").is_visible()
    screen.page.context.close()


def test_the_first_tab_stop_skips_to_the_content(browser, base):
    screen = new_screen(browser, base)
    screen.open("/")
    screen.page.keyboard.press("Tab")
    assert screen.page.evaluate("document.activeElement.className") == "skip"
    screen.page.context.close()


def test_the_back_button_of_the_browser_goes_to_the_step_before(browser, base):
    screen = new_screen(browser, base)
    begin(screen)
    answer(screen, ())
    assert screen.path == "/questions/2"
    screen.page.go_back()
    assert screen.path == "/questions/1"
    screen.page.context.close()


def test_without_a_connection_it_says_so(browser, base):
    screen = new_screen(browser, base)
    screen.open("/")
    screen.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    screen.page.context.set_offline(True)
    screen.open("/")
    assert "You are offline" in screen.page.content()
    screen.page.context.close()


def test_the_printed_result_has_no_buttons_and_is_dark_on_light(browser, base, artefacts):
    screen = new_screen(browser, base, size=(800, 1100), theme="dark")
    begin(screen)
    finish(screen, SCIATICA)
    screen.page.emulate_media(media="print")
    screen.page.screenshot(path=artefacts / "print.png", full_page=True)
    assert screen.page.locator(".strip").is_hidden()
    assert (
        screen.page.locator(".dock, .print").count()
        == screen.page.locator(".dock:not(:visible), .print:not(:visible)").count()
    )
    colour = screen.page.evaluate("getComputedStyle(document.body).color")
    assert sum(map(int, colour[4:-1].split(","))) < 300, colour
    screen.page.context.close()
