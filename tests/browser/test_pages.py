"""Every page in a real browser: nobody is shut out, nothing is cut off, nothing comes from afar."""

import pytest

from tests.browser.eyes import SHIFT, budgets, looked_at
from tests.browser.hands import Screen, answer, arrive, begin, finish, new_screen

pytestmark = pytest.mark.browser

SCIATICA = ("leg_pain_one_strip", "worse_cough_sneeze", "leg_numb_tingle", "worse_sitting")
STORY = "I lifted a box 3 weeks ago. It is worse when I cough. I had a fall. My bladder is fine."
LOOKED_UP = (
    "/how-sure",
    "/where/most",
    "/you",
    "/answers",
    "/help",
    "/nothing",
    "/cause/mechanical_low_back",
    "/exercises",
    "/exercises/abdominal_bracing",
    "/plan",
    "/plan/wishes",
    "/programme",
    "/options",
    "/medicines",
    "/report",
    "/today",
    "/diary",
    "/insights",
    "/forecast",
    "/progress",
    "/measure/rmdq",
    "/search",
    "/lesson",
)


def _walk(screen: Screen):
    """Go past every kind of page, and stop at each."""
    screen.open("/")
    yield "start"
    screen.page.fill("#age", "forty")
    screen.page.click('form[action="/start"] .button')
    yield "start-problem"
    begin(screen, places=("calf_left",))
    screen.open("/where")
    yield "where"
    screen.press_here(".place-lists > summary")
    yield "where-list"
    screen.open("/in-your-words")
    yield "story"
    screen.write("#text", STORY)
    screen.press('[name="done"][value="read"]')
    screen.press_here(".said summary")
    yield "story-check"
    screen.press(".dock .button")
    screen.open("/")
    yield "resume"
    screen.open("/questions")
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
    for path, name in (
        ("/plan", "referral"),
        ("/exercises", "exercises-wait"),
        ("/today", "today-now"),
    ):
        screen.open(path)
        yield name


INSIDE = """place => {
    const svg = place.ownerSVGElement, matrix = place.getScreenCTM(), box = place.getBBox();
    for (let n = 1; n < 40; n += 1) for (let m = 1; m < 40; m += 1) {
        const point = svg.createSVGPoint();
        point.x = box.x + (box.width * n) / 40;
        point.y = box.y + (box.height * m) / 40;
        if (!place.isPointInFill(point)) continue;
        const { x, y } = point.matrixTransform(matrix);
        const around = [[0, 0], [2, 0], [-2, 0], [0, 2], [0, -2]];
        const at = ([dx, dy]) => document.elementFromPoint(x + dx, y + dy);
        if (around.every((d) => at(d)?.closest("[data-region]") === place)) return [x, y];
    }
    return null;
}"""
"""A point of a place that nothing else covers, and none of its borders is near."""


def ticked(screen: Screen) -> list[str]:
    """Return the places that are ticked in the list."""
    return screen.page.evaluate(
        "[...document.querySelectorAll('[name=place]:checked')].map(box => box.value)"
    )


@pytest.mark.parametrize(("theme", "width"), [("light", 360), ("dark", 1280)])
def test_no_page_shuts_anybody_out_or_makes_them_wait(browser, base, artefacts, theme, width):
    screen = new_screen(browser, base, size=(width, 740), theme=theme)
    screen.page.add_init_script(SHIFT)
    wrong = {}
    for number, name in enumerate(_walk(screen)):
        found = budgets(screen)
        found += looked_at(screen, artefacts / f"{width}-{number:02}-{name}.png")
        if found:
            wrong[name] = found
    assert wrong == {}
    assert screen.strangers == []
    assert [c for c in screen.complaints if "404" not in c and "422" not in c] == []


def test_tapping_the_body_ticks_the_list_and_the_list_paints_the_body(browser, base):
    screen = new_screen(browser, base)
    begin(screen)
    screen.open("/where")
    screen.press_here(".place-lists > summary")
    box = screen.page.locator('[value="buttock_left"]')
    place = screen.page.locator('[data-region="buttock_left"]')
    assert not box.is_checked()
    place.click()
    assert box.is_checked()
    assert "spread" in (place.get_attribute("class") or "")
    box.uncheck()
    assert "spread" not in (place.get_attribute("class") or "")


def test_a_tap_on_any_place_of_the_body_ticks_its_line(browser, base):
    screen = new_screen(browser, base, size=(1280, 900))
    begin(screen)
    screen.open("/where")
    for place in screen.page.locator("[data-region]").all():
        id = place.get_attribute("data-region")
        before = ticked(screen)
        where = place.evaluate(INSIDE)
        screen.page.mouse.click(*where)
        assert set(ticked(screen)) ^ set(before) == {id}


def test_the_first_mark_hurts_most_and_a_chip_makes_another_one_the_main_one(browser, base):
    screen = new_screen(browser, base)
    begin(screen)
    screen.open("/where")
    screen.page.locator(".mark-chip button", has_text="Remove").click()
    for place in ("calf_left", "low_back"):
        screen.page.locator(f'[data-region="{place}"]').click()
    assert screen.page.locator(".mark-chip.main strong").inner_text() == "Left calf"
    screen.page.locator(".mark-chip button", has_text="This hurts most").click()
    assert screen.page.locator(".mark-chip.main strong").inner_text() == "Low back"


def test_a_mouse_drawn_down_the_leg_marks_where_it_spreads(browser, base):
    screen = new_screen(browser, base, size=(1280, 900))
    begin(screen)
    screen.open("/where")
    boxes = [
        screen.page.locator(f'[data-region="{place}"]').bounding_box()
        for place in ("buttock_left", "thigh_back_left", "calf_left")
    ]
    middles = [(b["x"] + b["width"] / 2, b["y"] + b["height"] / 2) for b in boxes if b]
    screen.page.mouse.move(*middles[0])
    screen.page.mouse.down()
    for middle in middles[1:]:
        screen.page.mouse.move(*middle, steps=12)
    screen.page.mouse.up()
    assert set(ticked(screen)) >= {"buttock_left", "thigh_back_left", "calf_left", "low_back"}


def test_a_line_is_a_yes_or_not_sure_and_never_both(browser, base):
    screen = new_screen(browser, base)
    begin(screen)
    screen.page.locator('[name="unsure"]').first.check()
    screen.page.locator('[name="yes"]').first.check()
    assert not screen.page.locator('[name="unsure"]').first.is_checked()
    assert screen.page.locator(".done-next").is_visible()
    assert not screen.page.locator(".done-none").is_visible()


def test_the_first_tab_stop_skips_to_the_content(browser, base):
    screen = new_screen(browser, base)
    screen.open("/")
    screen.page.keyboard.press("Tab")
    assert screen.page.evaluate("document.activeElement.className") == "skip"


def test_the_back_button_of_the_browser_goes_to_the_step_before(browser, base):
    screen = new_screen(browser, base)
    begin(screen)
    answer(screen, ())
    assert screen.path == "/questions/2"
    screen.page.go_back()
    assert screen.path == "/questions/1"


def test_the_printed_result_has_no_buttons_and_is_dark_on_light(browser, base, artefacts):
    screen = new_screen(browser, base, size=(800, 1100), theme="dark")
    arrive(screen, SCIATICA)
    screen.page.emulate_media(media="print")
    screen.page.screenshot(path=artefacts / "print.png", full_page=True)
    assert screen.page.locator(".strip").is_hidden()
    assert (
        screen.page.locator(".dock, .print").count()
        == screen.page.locator(".dock:not(:visible), .print:not(:visible)").count()
    )
    colour = screen.page.evaluate("getComputedStyle(document.body).color")
    assert sum(map(int, colour[4:-1].split(","))) < 300, colour
