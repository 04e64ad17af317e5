"""A whole session, the pacer and the programme in a real browser, with a clock that runs fast."""

import json
import re
from urllib.parse import parse_qs

import pytest

from tests.browser.eyes import scrolls_sideways, violations
from tests.browser.hands import Screen, arrive, new_screen

pytestmark = pytest.mark.browser

STRAIN = ("onset_lift_twist", "worse_bend_forward", "better_lying")

WATCH = """() => {
    window.counted = [];
    const box = document.querySelector("[data-count]");
    new MutationObserver(() => {
        const at = document.querySelector("[data-at]").textContent.split(" ")[0];
        if (box.textContent) window.counted.push(`${at}:${box.textContent}`);
    }).observe(box, { childList: true });
    const begun = Date.now();
    new MutationObserver((_, watch) => {
        if (document.querySelector("[data-phase='finish']")) {
            window.took = (Date.now() - begun) / 1000;
            watch.disconnect();
        }
    }).observe(document.querySelector("[data-player]"), { attributes: true });
}"""
"""Note every number that the player counts with its exercise, and how long it all takes."""

PLANNED = """() => [...document.querySelectorAll('[data-item] [data-move=""]')]
    .map((move) => JSON.parse(move.dataset.beats))"""


def training(screen: Screen, minutes: str = "8") -> None:
    """Begin a programme without a hand on any page, and open its first session."""
    arrive(screen, STRAIN)
    sent = screen.page.context.request

    def send(path: str, **form: str) -> str:
        html = sent.get(f"{screen.base}/programme").text()
        token = re.findall(r'name="token" value="(\w+)"', html)[0]
        return sent.post(screen.base + path, form={**form, "token": token}).text()

    today = sent.get(f"{screen.base}/programme").text()
    for _ in range(6):
        asked = set(re.findall(r'name="(code_\w+)"', today))
        if not asked:
            break
        today = send("/programme/check", **dict.fromkeys(asked, "no"))
    first = re.findall(r'name="start" value="([\d-]+)"', today)[0]
    today = send("/programme/begin", start=first, minutes=minutes, days="7", floor="yes")
    for _ in range(6):
        asked = set(re.findall(r'name="(code_\w+)"', today))
        if not asked:
            break
        today = send("/programme/check", **dict.fromkeys(asked, "no"))
    screen.open("/session/1")


@pytest.fixture
def screen(browser, base):
    screen = new_screen(browser, base, keeps=True)
    screen.page.clock.install()
    return screen


def start(screen: Screen) -> None:
    """Say how much it hurts and start."""
    screen.page.locator('[name="before"][value="3"]').check(force=True)
    screen.page.click('[data-do="start"]')


def is_installed(screen: Screen) -> None:
    """Wait until the worker runs; `ready` alone would wait for ever if it never does."""
    for _ in range(600):
        if screen.page.evaluate("() => !!navigator.serviceWorker.controller"):
            return
        screen.page.wait_for_timeout(100)
    raise AssertionError("the worker was not installed")


def is_kept(screen: Screen) -> None:
    """Wait until the device has the session."""
    is_installed(screen)
    for _ in range(50):
        if screen.page.evaluate("async () => !!(await caches.match(location.pathname))"):
            return
        screen.page.wait_for_timeout(100)
    raise AssertionError("the session was not kept")


def run_to_the_end(screen: Screen, most_minutes: int = 40) -> None:
    """Let the time of a whole session go by, many times as fast as it is."""
    for _ in range(most_minutes):
        if screen.page.locator('form[data-part="finish"]').is_visible():
            return
        screen.page.clock.run_for(60_000)
    raise AssertionError("the session never ends")


def tell_how_it_was(screen: Screen, pain: str = "2", effort: str = "5") -> None:
    """Two taps, and save."""
    screen.page.locator(f'[name="pain_during"][value="{pain}"]').check(force=True)
    screen.page.locator(f'[name="effort"][value="{effort}"]').check(force=True)
    screen.page.click('form[data-part="finish"] .button')


def phase(screen: Screen) -> str:
    """Which part of the player is in view."""
    return screen.page.locator("[data-player]").get_attribute("data-phase") or ""


@pytest.mark.hazard("HAZ-023")
def test_a_whole_session_counts_exactly_what_was_planned_and_tells_the_programme(screen):
    training(screen)
    planned = screen.page.evaluate(PLANNED)
    screen.page.evaluate(WATCH)
    start(screen)
    run_to_the_end(screen)
    counted = screen.page.evaluate("window.counted")
    wanted = []
    for n, beats in enumerate(planned, start=1):
        last = None
        for kind, _, rep, *_ in beats:
            if kind not in {"go", "hold", "back"}:
                last = None
            elif rep != last:
                wanted.append(f"{n}:{rep}")
                last = rep
    assert [c for c in counted if c] == wanted
    assert wanted
    every = [beat for beats in planned for beat in beats]
    seconds = sum(beat[2] if beat[0] == "ready" else beat[1] for beat in every)
    assert 0 <= screen.page.evaluate("window.took") - seconds <= 0.2 * len(every) + 1
    tell_how_it_was(screen)
    screen.page.wait_for_url("**/programme/changed")
    assert screen.page.inner_text("h1") == "What this changes"
    assert not screen.page.evaluate("async () => await caches.has('lumbago-session')")
    assert not screen.page.evaluate("sessionStorage.length")
    assert screen.strangers == []
    assert screen.complaints == []


@pytest.mark.hazard("HAZ-025")
def test_a_session_goes_on_without_a_connection_after_a_reload_and_is_told_when_it_is_back(screen):
    training(screen)
    start(screen)
    is_kept(screen)
    screen.page.clock.run_for(30_000)
    before = screen.page.inner_text("[data-at]"), phase(screen)
    screen.page.context.set_offline(True)
    screen.page.reload()
    assert screen.page.inner_text("[data-at]") == before[0]
    assert phase(screen) == "paused"  # it never runs on unseen
    screen.page.click('[data-do="pause"]')
    run_to_the_end(screen)
    tell_how_it_was(screen)
    screen.page.locator('form[data-part="finish"]').get_by_text("There is no connection").wait_for()
    screen.page.reload()  # even now nothing is lost
    screen.page.context.set_offline(False)
    screen.page.wait_for_url("**/programme/changed")
    screen.open("/session/1")
    assert phase(screen) == "check"


@pytest.mark.hazard("HAZ-012")
def test_a_session_that_was_left_is_let_go_by_the_device(screen):
    training(screen)
    start(screen)
    is_kept(screen)
    screen.open("/programme")  # the same tab may still go back to it
    assert screen.page.evaluate("async () => await caches.has('lumbago-session')")
    other = screen.page.context.new_page()  # as after the tab was closed
    other.goto(screen.base + "/programme")
    for _ in range(50):
        if not other.evaluate("async () => await caches.has('lumbago-session')"):
            return
        other.wait_for_timeout(100)
    raise AssertionError("the device still has the session")


@pytest.mark.hazard("HAZ-023")
def test_after_a_gap_it_waits_where_it_was(screen):
    training(screen)
    start(screen)
    screen.page.clock.run_for(5_000)
    at, seconds = screen.page.inner_text("[data-at]"), screen.page.inner_text("[data-seconds]")
    screen.page.clock.fast_forward(600_000)  # as when a screen is locked: no tick in between
    assert phase(screen) == "paused"
    assert screen.page.inner_text("[data-at]") == at
    assert abs(int(screen.page.inner_text("[data-seconds]")) - int(seconds)) <= 1
    assert "screen was off" in screen.page.locator("[data-told]").text_content()


@pytest.mark.hazard("HAZ-023")
@pytest.mark.parametrize("how", ["button", "escape"])
def test_stop_is_always_in_view_and_stops_everything(screen, how):
    training(screen)
    start(screen)
    for _ in range(screen.page.locator("[data-item]").count() - 1):
        button = screen.page.locator('[data-do="stop"]')
        box, height = button.bounding_box(), screen.page.viewport_size["height"]
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height
        screen.page.click('[data-do="next"]')
    screen.page.clock.run_for(3_000)
    screen.page.locator('[data-do="pause"]').focus()
    if how == "button":
        screen.page.click('[data-do="stop"]')
    else:
        screen.page.keyboard.press("Escape")
    assert phase(screen) == "stopped"
    assert screen.page.evaluate("document.activeElement.id") == "stopped"
    frozen = screen.page.inner_text("[data-player]")
    screen.page.clock.run_for(120_000)
    assert screen.page.inner_text("[data-player]") == frozen
    assert not screen.page.evaluate("speechSynthesis.speaking")


@pytest.mark.hazard("HAZ-025")
@pytest.mark.parametrize("what", ["sharp", "spreading", "numb", "weak", "chest"])
def test_danger_shows_whom_to_call_without_a_connection_and_asks_anew_with_one(screen, what):
    training(screen)
    start(screen)
    screen.page.clock.run_for(2_000)
    screen.page.context.set_offline(True)
    screen.page.click('[data-do="stop"]')
    screen.page.click(f'[data-stop] [value="{what}"]')
    danger = screen.page.locator('[data-part="danger"]')
    assert danger.locator(".call").is_visible()
    assert "numb skin" in danger.inner_text()
    assert not screen.page.locator(".moves").is_visible()
    danger.get_by_text("There is no connection").wait_for()
    screen.page.context.set_offline(False)
    danger.get_by_text("Saved").wait_for()
    assert danger.locator(".call").is_visible()  # nobody is taken away from it
    screen.open("/session/1")
    assert screen.path.startswith("/questions/")


def test_dizzy_says_to_sit_down_and_too_hard_asks_how_it_was(screen):
    training(screen)
    start(screen)
    screen.page.click('[data-do="stop"]')
    screen.page.click('[data-do="resume"]')
    assert phase(screen) == "run"
    screen.page.click('[data-do="stop"]')
    screen.page.click('[data-stop] [value="hard"]')
    assert screen.page.locator('form[data-part="finish"]').is_visible()
    tell_how_it_was(screen, pain="7", effort="9")
    screen.page.wait_for_url("**/programme/changed")
    assert "Red" in screen.page.inner_text("main")
    screen.open("/session/1")
    start(screen)
    screen.page.click('[data-do="stop"]')
    screen.page.click('[data-stop] [value="dizzy"]')
    assert "sit down" in screen.page.inner_text('[data-part="dizzy"]')


def test_the_keyboard_pauses_goes_back_and_forth_and_changes_to_easier(screen):
    training(screen)
    start(screen)
    keys = screen.page.keyboard
    screen.page.evaluate("document.activeElement.blur()")
    keys.press(" ")
    assert phase(screen) == "paused"
    held = screen.page.inner_text("[data-seconds]")
    screen.page.clock.run_for(20_000)
    assert screen.page.inner_text("[data-seconds]") == held
    keys.press(" ")
    assert phase(screen) == "run"
    keys.press("ArrowRight")
    assert screen.page.inner_text("[data-at]").startswith("2 ")
    keys.press("ArrowLeft")
    assert screen.page.inner_text("[data-at]").startswith("1 ")
    name = screen.page.locator(".move:visible [data-dose]").inner_text()
    screen.page.click('[data-do="easier"]')
    assert screen.page.locator(".move:visible [data-dose]").inner_text() != name
    assert screen.page.locator(".move:visible").count() == 1


SIDED = [["ready", 20, 20, 0, "", ""]] + [
    beat
    for n in (1, 2)
    for side in ("left", "right")
    for beat in (
        ["change", 2, 0, n, "", ""],
        ["go", 2, 1, n, side, "out"],
        ["go", 2, 2, n, side, "out"],
    )
]
"""Two rounds of two on each side."""


def test_by_ear_each_move_is_told_in_whole_sentences_with_its_steps_in_order(screen):
    training(screen)
    screen.page.evaluate("""() => {
        window.heard = [];
        lumbago.speak = (text) => window.heard.push(text);
    }""")
    start(screen)
    for n in range(screen.page.locator("[data-item]").count()):
        move = screen.page.locator(".move:visible")
        told = screen.page.evaluate("window.heard.at(-1)")
        steps = [step.strip() for step in move.locator("[data-steps] li").all_text_contents()]
        name, dose = (move.locator(f"[data-{part}]").text_content() for part in ("name", "dose"))
        assert told.startswith(f"Get ready. {name}. {dose}. "), (n, told)
        assert told.endswith(" ".join(steps)), (n, told)
        assert not re.search(r"[.!?][^\s]", told), told  # two sentences glued, or two stops
        screen.page.click('[data-do="next"]')
    assert screen.page.evaluate("window.heard.at(-1)") == "Done. Well done."


def test_a_side_that_does_not_bear_it_is_left_out_and_the_other_one_goes_on(screen):
    training(screen)
    screen.page.eval_on_selector(
        '[data-item] [data-move=""]',
        "(move, beats) => move.dataset.beats = JSON.stringify(beats)",
        SIDED,
    )
    start(screen)
    button = screen.page.locator('[data-do="side"]')
    assert not button.is_visible()  # nothing has a side while one gets ready
    screen.page.clock.run_for(23_000)
    assert "Left side" in screen.page.inner_text("[data-word]")
    button.click()
    seen: list[str] = []
    while screen.page.inner_text("[data-at]").startswith("1 ") and len(seen) < 60:
        seen.append(screen.page.inner_text("[data-word]"))
        screen.page.clock.run_for(500)
    assert 8 < sum("Right side" in word for word in seen) < 30
    assert not any("Left side" in word for word in seen)
    assert screen.page.inner_text("[data-at]").startswith("2 ")
    assert phase(screen) == "run"


def test_one_move_that_hurt_is_told_with_two_taps_and_is_kept_by_itself(screen):
    training(screen)
    start(screen)
    screen.page.click('[data-do="next"]')
    hurt = screen.page.locator(".move:visible").get_attribute("data-id")
    screen.page.clock.run_for(2_000)
    screen.page.evaluate("document.activeElement.blur()")
    screen.page.keyboard.press("h")
    assert phase(screen) == "hurt"
    assert screen.page.locator('[data-do="stop"]').is_visible()
    left = screen.page.inner_text("[data-hurt]")
    screen.page.clock.run_for(60_000)
    assert screen.page.inner_text("[data-hurt]") == left
    screen.page.locator('[name="hurt_pain"][value="7"]').check(force=True)
    screen.page.locator('[name="hurt_effort"][value="6"]').check(force=True)
    screen.page.click('[data-do="felt"]')
    assert phase(screen) == "run"
    assert screen.page.inner_text("[data-at]").startswith("3 ")  # red: over for today
    screen.page.reload()
    screen.page.click('[data-do="pause"]')
    run_to_the_end(screen)
    assert screen.page.locator("[data-others]").is_visible()
    with screen.page.expect_request("**/result") as sent:
        tell_how_it_was(screen)
    told = json.loads(parse_qs(sent.value.post_data)["felt"][0])
    assert told[hurt] == {"pain": 7, "effort": 6}
    assert all(felt == {} for id, felt in told.items() if id != hurt)
    assert len(told) > 1
    screen.page.wait_for_url("**/programme/changed")
    assert "This one hurt" in screen.page.inner_text("main")


def test_the_figure_and_the_breath_keep_step_with_the_count(screen):
    screen.page.emulate_media(reduced_motion="no-preference")
    training(screen)
    start(screen)
    at = """() => {
        const player = document.querySelector(".move:not([hidden])");
        const svgs = [...player.querySelectorAll(".move-figure svg")];
        return svgs.find((svg) => svg.style.display !== "none")?.getCurrentTime() ?? null;
    }"""
    for _ in range(screen.page.locator("[data-item]").count()):
        beats = json.loads(screen.page.locator(".move:visible").get_attribute("data-beats"))
        if any(kind == "go" for kind, *_ in beats):
            break
        screen.page.click('[data-do="next"]')
    screen.page.locator(".move:visible .move-figure svg").first.wait_for()
    turns = json.loads(screen.page.locator(".move:visible").get_attribute("data-turns"))
    kind, _, spoken, *_ = beats[0]
    assert kind == "ready"
    _, go, _, _, _, breath = beats[1]
    screen.page.clock.run_for(1000 * spoken + 400)
    screen.page.clock.run_for(500 * go - 200)
    assert abs(screen.page.evaluate(at) - turns[0] / 2) < 0.35 * turns[0]
    words = {"in": "Breathe in", "out": "Breathe out"}
    assert screen.page.inner_text("[data-breath-word]") == words[breath]
    screen.page.click(".stage-tools summary")
    screen.page.locator('.stage-tools [data-cue="breath"]').uncheck()
    screen.page.clock.run_for(400)
    assert not screen.page.locator("[data-breath]").is_visible()


def test_each_cue_can_be_switched_off_and_stays_so(screen):
    training(screen)
    screen.page.evaluate("""() => {
        window.made = { tone: 0, speak: 0, vibrate: 0 };
        navigator.vibrate = () => { window.made.vibrate += 1; return true; };
        for (const name of ["tone", "speak"]) {
            const real = lumbago[name];
            lumbago[name] = (...all) => { window.made[name] += 1; return real(...all); };
        }
    }""")
    start(screen)
    screen.page.clock.run_for(15_000)
    made = screen.page.evaluate("({ ...window.made })")
    assert made["tone"] > 0
    assert made["speak"] > 0
    assert made["vibrate"] > 0
    screen.page.click(".stage-tools summary")
    for cue in ("voice", "sound", "buzz"):
        screen.page.locator(f'.stage-tools [data-cue="{cue}"]').uncheck()
    made = screen.page.evaluate("({ ...window.made })")
    screen.page.clock.run_for(60_000)
    assert screen.page.evaluate("({ ...window.made })") == made
    screen.page.reload()
    assert not screen.page.locator('.stage-tools [data-cue="voice"]').is_checked()


def hold_locks(screen: Screen) -> None:
    """Remember each lock that keeps the screen awake."""
    screen.page.evaluate("""() => {
        window.locks = [];
        const real = navigator.wakeLock.request.bind(navigator.wakeLock);
        navigator.wakeLock.request = async (kind) => {
            const lock = await real(kind);
            window.locks.push(lock);
            return lock;
        };
    }""")


def is_awake(screen: Screen, wanted: bool) -> bool:
    """Whether the screen is kept awake, once it is as wanted or three seconds have gone by."""
    found = not wanted
    for _ in range(30):
        found = screen.page.evaluate("() => window.locks.some((lock) => !lock.released)")
        if found is wanted:
            break
        screen.page.wait_for_timeout(100)
    return found


def look_away_and_back(screen: Screen) -> None:
    """What a browser does with a page that goes out of view: its locks are gone."""
    screen.page.evaluate("""async () => {
        await Promise.all(window.locks.map((lock) => lock.release()));
        document.dispatchEvent(new Event("visibilitychange"));
    }""")


def test_the_screen_stays_awake_while_it_runs_and_may_sleep_in_a_pause(screen):
    training(screen)
    hold_locks(screen)
    start(screen)
    assert is_awake(screen, True)
    look_away_and_back(screen)
    assert is_awake(screen, True)
    screen.page.click('[data-do="pause"]')
    assert not is_awake(screen, False)
    look_away_and_back(screen)
    screen.page.click('[data-do="pause"]')
    assert is_awake(screen, True)
    screen.page.click('[data-do="stop"]')
    assert not is_awake(screen, False)


def test_the_screen_stays_awake_while_the_pacer_runs(screen):
    screen.open("/breathe")
    hold_locks(screen)
    screen.page.click("[data-breathe-start]")
    assert is_awake(screen, True)
    look_away_and_back(screen)
    assert is_awake(screen, True)
    screen.page.click("[data-dizzy]")
    assert not is_awake(screen, False)


def wrong_now(screen: Screen) -> list[str]:
    """What shuts somebody out of the page in view."""
    return [*violations(screen), *(["scrolls sideways"] if scrolls_sideways(screen) else [])]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nobody_is_shut_out_of_any_part_of_a_session(browser, base, artefacts, theme):
    screen = new_screen(browser, base, size=(320, 640), theme=theme)
    training(screen)
    found = {}

    def look(name: str) -> None:
        screen.page.screenshot(path=artefacts / f"player-{theme}-{name}.png", full_page=True)
        if wrong := wrong_now(screen):
            found[name] = wrong

    look("check")
    screen.page.clock.install()
    start(screen)
    look("run")
    screen.page.click('[data-do="next"]')
    screen.page.clock.run_for(25_000)
    look("count")
    screen.page.click('[data-do="stop"]')
    look("stopped")
    screen.page.click('[data-stop] [value="hard"]')
    look("finish")
    tell_how_it_was(screen)
    screen.page.wait_for_url("**/programme/changed")
    look("changed")
    for path in ("/programme", "/programme/entry", "/breathe", "/spasm"):
        screen.open(path)
        look(path.strip("/").replace("/", "-"))
    screen.open("/session/1")
    start(screen)
    screen.page.click('[data-do="stop"]')
    screen.page.click('[data-stop] [value="numb"]')
    look("danger")
    assert found == {}


def test_without_a_script_the_session_is_a_list_with_a_form(browser, base):
    screen = new_screen(browser, base, hands="no script")
    training(screen)
    moves = screen.page.locator(".move:visible")
    assert moves.count() > 1
    assert moves.first.locator("img").is_visible()
    assert screen.page.locator('[data-do="start"]').is_hidden()
    assert screen.page.locator(".stage").is_hidden()
    assert screen.page.locator(".stop-form").is_visible()
    form = screen.page.locator('form[data-part="finish"]')
    form.locator('[name="done"][value="yes"]').check()
    form.locator('[name="pain_during"][value="2"]').check(force=True)
    form.locator(".button").click()
    assert screen.path == "/programme/changed"
    screen.open("/breathe")
    assert "pause for 1" in screen.page.inner_text("main")
    assert screen.page.locator("[data-breathe-start]").is_hidden()


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_figure_moves_for_those_alone_who_have_nothing_against_it(browser, base, motion):
    screen = new_screen(browser, base)
    screen.page.emulate_media(reduced_motion=motion)
    training(screen)
    screen.page.clock.install()
    start(screen)
    if motion == "reduce":
        screen.page.wait_for_timeout(500)
        assert screen.page.locator(".move:visible .move-figure svg").count() == 0
        assert screen.page.locator(".move:visible img").is_visible()
    else:
        screen.page.locator(".move:visible .move-figure svg").wait_for()
        screen.page.click('[data-do="pause"]')
        paused = "document.querySelector('.move:not([hidden]) svg').animationsPaused()"
        assert screen.page.evaluate(paused)


def cue(screen: Screen) -> str:
    """What the pacer says now."""
    return screen.page.inner_text(".cue")


def breaths(screen: Screen, seconds: int) -> list[str]:
    """What the pacer says in each second."""
    found = []
    for _ in range(seconds):
        found.append(cue(screen))
        screen.page.clock.run_for(1000)
    return found


@pytest.mark.hazard("HAZ-024")
def test_the_pacer_keeps_five_one_three_and_pauses_only_after_a_no(screen):
    screen.open("/breathe")
    screen.page.click("[data-breathe-start]")
    assert breaths(screen, 9) == ["In 5"] * 5 + ["Out 3"] * 3 + ["In 5"]
    screen.page.check('[name="lungs"][value="no"]')
    screen.page.click("[data-breathe-start]")
    assert breaths(screen, 10) == ["In 5"] * 5 + ["Pause 1"] + ["Out 3"] * 3 + ["In 5"]
    for ill in ("yes", "unsure"):
        screen.page.check(f'[name="lungs"][value="{ill}"]')
        screen.page.click("[data-breathe-start]")
        assert breaths(screen, 8) == ["In 4"] * 4 + ["Out 3"] * 3 + ["In 4"]


@pytest.mark.hazard("HAZ-024")
def test_one_button_stops_the_breathing_and_says_what_to_do(screen):
    screen.open("/breathe")
    screen.page.click("[data-breathe-start]")
    screen.page.clock.run_for(2000)
    screen.page.click("[data-dizzy]")
    assert cue(screen) == ""
    screen.page.clock.run_for(30_000)
    assert cue(screen) == ""
    assert screen.page.evaluate("document.activeElement.id") == "dizzy"


def test_the_pacer_ends_by_itself_and_an_own_pattern_has_limits(screen):
    screen.open("/breathe")
    screen.page.check('[name="lungs"][value="no"]')
    screen.page.check('[name="pattern"][value="own"]')
    screen.page.select_option("#own-in", "6")
    screen.page.select_option("#own-out", "8")
    assert screen.page.locator("#own-out option").all_inner_texts()[-1] == "8"
    screen.page.select_option("#minutes", "1")
    screen.page.click("[data-breathe-start]")
    assert cue(screen) == "In 6"
    screen.page.clock.run_for(80_000)
    assert cue(screen).startswith("Done")
    assert cue(screen).endswith("Breaths: 5.")


def test_the_pacer_works_without_a_connection(screen):
    screen.open("/")
    is_installed(screen)
    screen.page.context.set_offline(True)
    screen.open("/breathe")
    screen.page.click("[data-breathe-start]")
    assert cue(screen) == "In 5"
    screen.open("/spasm")
    screen.page.click('[data-pace="5 1 3"]')
    assert breaths(screen, 7) == ["In 5"] * 5 + ["Pause 1", "Out 3"]
