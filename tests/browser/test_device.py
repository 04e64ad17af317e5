"""What the browser keeps, what it shows without a connection, and what it never loads."""

import pytest

from tests.browser.hands import Screen, arrive, new_screen

pytestmark = pytest.mark.browser

STRAIN = ("onset_lift_twist", "worse_bend_forward", "better_lying", "course_improving")

CACHED = """async () => {
    const found = {};
    for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys())
            found[new URL(request.url).pathname] =
                await (await (await caches.open(name)).match(request)).text();
    return found;
}"""
"""Every address that the browser keeps something under, with what it keeps."""

AGE = """async () => {
    const cache = await caches.open("lumbago-kept");
    const page = await cache.match("/result");
    const headers = new Headers(page.headers);
    headers.set("x-kept-until", new Date(Date.now() - 1000).toISOString());
    await cache.put("/result", new Response(await page.text(), { headers }));
}"""
"""Make the kept result as old as if its day were over."""


@pytest.fixture
def screen(browser, base):
    return new_screen(browser, base, keeps=True)


def is_installed(screen: Screen) -> None:
    """Wait until the browser has what it needs for when there is no connection."""
    screen.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")


def keep_a_result(screen: Screen) -> None:
    """Answer everything and keep the result."""
    arrive(screen, STRAIN)
    is_installed(screen)
    screen.page.click("[data-keep] button")
    screen.page.wait_for_selector("[data-keep] [role=status]:not(:empty)")


def kept(screen: Screen) -> dict[str, str]:
    """Return what the browser keeps."""
    return dict(screen.page.evaluate(CACHED))


def test_without_a_connection_it_says_so_and_still_tells_the_danger_signs(screen):
    screen.open("/")
    is_installed(screen)
    screen.page.context.set_offline(True)
    screen.open("/spasm")
    assert "offline" not in screen.page.inner_text("h1")
    screen.open("/")
    assert screen.page.inner_text("h1") == "You are offline"
    assert screen.page.locator(".band.now .call").is_visible()
    assert screen.page.locator("[data-kept-link]").is_hidden()
    size = screen.page.evaluate("getComputedStyle(document.querySelector('.call')).minHeight")
    assert float(size[:-2]) > 44  # the style sheet is there too


@pytest.mark.hazard("HAZ-012")
def test_the_browser_keeps_no_answer_unless_the_person_asks_for_it(screen):
    arrive(screen, STRAIN)
    is_installed(screen)
    for path in ("/answers", "/result"):  # the worker sees these go by
        screen.open(path)
    assert screen.page.locator("[data-kept-note]").is_hidden()
    stored = kept(screen)
    assert "/offline" in stored
    assert all(
        path in {"/offline", "/spasm/alone", "/breathe/alone", "/diary/alone", "/icon.svg"}
        or path.startswith("/static/")
        for path in stored
    )
    assert "look after yourself" not in " ".join(stored.values())


@pytest.mark.hazard("HAZ-010")
def test_a_kept_result_can_be_read_without_a_connection_and_says_how_old_it_is(screen, artefacts):
    keep_a_result(screen)
    screen.page.context.set_offline(True)
    screen.open("/")
    screen.page.click("[data-kept-link] a")
    assert screen.path == "/result"
    note = screen.page.locator("[data-kept-note]")
    assert note.is_visible()
    assert any(letter.isdigit() for letter in note.locator("time").inner_text())
    assert "look after yourself" in screen.page.inner_text("h1")
    assert screen.page.locator("form, [name=token]").count() == 0
    screen.page.screenshot(path=artefacts / "kept-offline.png", full_page=True)
    screen.page.click("[data-keep] button")
    screen.page.wait_for_url("**/")
    assert "/result" not in kept(screen)
    assert [c for c in screen.complaints if "ERR_INTERNET_DISCONNECTED" not in c] == []


@pytest.mark.hazard("HAZ-010")
def test_after_a_day_a_kept_result_is_shown_to_nobody_and_gone(screen):
    keep_a_result(screen)
    screen.page.evaluate(AGE)
    screen.page.context.set_offline(True)
    screen.open("/result")
    assert screen.page.inner_text("h1") == "You are offline"
    assert "/result" not in kept(screen)


@pytest.mark.hazard("HAZ-012")
def test_forget_everything_forgets_what_the_browser_kept_and_the_way_back(screen):
    keep_a_result(screen)
    assert "/result" in kept(screen)
    screen.press('form[action="/forget"] button')
    assert "/result" not in kept(screen)
    screen.page.go_back()
    assert "look after yourself" not in screen.page.content()


def test_a_script_in_the_page_never_runs_and_nothing_is_fetched_from_elsewhere(screen):
    screen.open("/")
    ran = screen.page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.body.append(script);
        return window.ran === true;
    }""")
    assert not ran
    got = screen.page.evaluate(
        "() => fetch('http://127.0.0.2:9/').then(() => 'sent', () => 'refused')"
    )
    assert got == "refused"
    assert sum("Content Security Policy" in c for c in screen.complaints) >= 2


def test_the_worker_too_asks_nobody_but_us(screen):
    screen.open("/")
    is_installed(screen)
    assert len(kept(screen)) > 5
    assert screen.strangers == []


SMALL = """() => [...document.querySelectorAll(
        "main a, main button, main label:has(input), main select, main input[type=text]")]
    .filter((e) => e.offsetParent && !e.closest("details"))
    .map((e) => [e.innerText, e.getBoundingClientRect().height])
    .filter(([, height]) => height < 48)"""
"""What a shaking hand would miss on the page of the spasm."""

HEARD = """() => {
    window.heard = [];
    speechSynthesis.speak = (said) => window.heard.push(said.text);
}"""


@pytest.mark.hazard("HAZ-018")
def test_spasm_now_breathes_counts_and_speaks_without_a_connection(screen):
    screen.open("/")
    is_installed(screen)
    screen.page.context.set_offline(True)
    screen.page.set_viewport_size({"width": 360, "height": 740})
    screen.open("/spasm")
    page = screen.page
    assert page.evaluate(SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.evaluate(HEARD)
    page.click('[data-pace="5 1 3"]')
    assert page.inner_text(".pacer .cue") == "In 5"
    page.locator(".cue", has_text="Pause 1").wait_for()
    page.locator(".cue", has_text="Out 3").wait_for()
    page.click('[data-pace="4 1 6"]')
    assert page.inner_text(".pacer .cue") == "In 4"
    page.click('[data-pace=""]')
    assert page.inner_text(".pacer .cue") == ""
    assert page.evaluate("window.heard")[:3] == ["In", "Pause", "Out"]
    page.click("[data-aloud]")
    assert page.inner_text("[data-aloud]") == "Stop reading"
    told = page.evaluate("window.heard.slice(4)")
    assert told[0].startswith("Stop what you do")
    assert any("cannot pass urine" in line for line in told)
    page.click("[data-aloud]")
    assert page.inner_text("[data-aloud]") == "Read it aloud"


@pytest.mark.hazard("HAZ-018")
def test_the_timer_asks_for_the_skin_at_five_minutes_and_ends_when_it_should(screen):
    page = screen.page
    page.clock.install()
    screen.open("/spasm")
    said = page.locator(".timer [role=status]")
    page.click("[data-timer-start]")
    assert said.inner_text() == "15 minutes left"  # what is chosen unless one chooses
    page.clock.run_for(301_000)
    assert said.inner_text().startswith("Look at your skin")
    page.clock.run_for(60_000)
    assert said.inner_text() == "9 minutes left"
    page.click("[data-timer-stop]")
    assert said.inner_text() == ""
    page.locator('[name=minutes][value="30"]').check()
    page.click("[data-timer-start]")
    assert "30" in said.inner_text()
    page.clock.run_for(1_801_000)
    assert said.inner_text().startswith("Time is up")


@pytest.mark.hazard("HAZ-018")
def test_a_spasm_noted_down_without_a_connection_is_kept_and_sent_later(screen):
    screen.open("/spasm")
    is_installed(screen)
    page = screen.page
    page.context.set_offline(True)
    page.locator('[name=place][value="neck"]').check()
    page.locator('[name=count][value="3"]').check()
    page.click("[data-spasm] .button")
    waiting = page.locator("[data-spasm] [role=status]")
    waiting.filter(has_text="Noted on this device").wait_for()
    page.context.set_offline(False)
    for _ in range(50):
        if page.evaluate("localStorage.getItem('lumbago-spasm')") is None:
            break
        page.wait_for_timeout(100)
    screen.open("/spasm/noted")
    assert "Neck, 3 times" in page.inner_text("main")
    assert "book a visit" in page.inner_text("main")
