"""Every address that the app answers with a page, as an invented person sees it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser

from lumbago.knowledge import KnowledgeBase
from lumbago.store import Store
from lumbago.web.app import PAGES, make_app
from tests.browser.conftest import served
from tests.browser.eyes import HEAVIEST, SHIFT, budgets, looked_at
from tests.browser.hands import Screen, new_screen

pytestmark = pytest.mark.browser

EXAMPLES = {
    "/activities/{id}": "/activities/lifting",
    "/anatomy/{picture}": "/anatomy/segment",
    "/cause/{id}": "/cause/lumbar_disc_herniation_radiculopathy",
    "/exercises/{id}": "/exercises/bird_dog",
    "/kind/{id}": "/kind/nerve_root_irritation_lumbar",
    "/library/{id}": "/library/red_flags",
    "/measure/{id}": "/measure/rmdq",
    "/question/{id}": "/question/gate_bladder",
    "/questions/{number}": "/questions/1",
    "/rule/{id}": "/rule/AAA_01",
    "/session/{number}": "/session/1",
    "/source/{id}": "/source/downie2013",
    "/treatment/{id}": "/treatment/exercise_therapy_any",
}
"""One page of each kind that there are many of."""

FILES = ("/static/", "/exercises/picture/", "/exercises/figure/")
"""Under these addresses are files of the pages, no pages."""

ELSEWHERE = {"/where/most", "/in-your-words/check", "/questions", "/questions/1", "/emergency",
             "/what-if", "/diary/danger"}  # fmt: skip
"""What somebody with these answers is sent on from; `test_pages` and the forms lead to them."""

SENT: tuple[tuple[str, str, dict[str, str], str], ...] = (
    ("found", "/search", {"#query": "sciatica"}, "main form .button"),
    ("scan-read", "/scan-report", {"#report": "Disc bulge at L5-S1."}, "main form .button"),
    ("medicines-told", "/medicines", {"#taking": "ibuprofen, warfarin"}, "main form .button"),
    ("exercises-found", "/exercises", {"#name": "bird dog"}, "form.find .button"),
    ("what-if", "/result", {}, ".changes button"),
    ("report-shown", "/report", {"#words": "It aches."}, "main form .button"),
    ("thanks", "/feedback?page=/library", {'[name="sort"]': "", "#text": "A slip."},
     "main form .button"),
    ("spasm-noted", "/spasm", {'[name="strength"][value="6"]': ""},
     'form[action="/spasm/log"] .button'),
    ("session-changed", "/programme/entry", {'[name="done"]': ""}, "main form .button"),
    ("measured", "/measure/rmdq", {'[name="item"]': ""}, "main form .button"),
    ("trial", "/insights", {}, 'form[action="/insights/try"] .button'),
    ("saved", "/diary", {'[name="pain_now"][value="4"]': "", '[name="sign"][value="none"]': ""},
     "form.diary > .button"),
    ("alert", "/diary", {"#note": "I cannot pass urine since last night."},
     "form.diary > .button"),
    ("today-alert", "/today", {}, ""),
)  # fmt: skip
"""What is shown only after a form: its name, the page of the form, what is told, the button."""

LONG = {"glossary": 205_000, "programme": 170_000, "session-1": 172_000,
        "medicines": 165_000, "medicines-told": 165_000}  # fmt: skip
"""Lists that are longer than the budget of a page; none of them may grow unseen."""

OPEN = "document.querySelectorAll('main details').forEach((fold) => { fold.open = true })"


def addresses(app: FastAPI) -> list[str]:
    """Return every address that can be opened, one of each kind."""
    paths = [
        route.path
        for page in PAGES
        for route in page.routes(app.state.site).routes
        if "GET" in route.methods and not route.path.startswith(FILES)
    ]
    return [EXAMPLES.get(path, path) for path in paths]


@pytest.fixture
def app(kb: KnowledgeBase, tmp_path: Path) -> Iterator[FastAPI]:
    """The app with an invented person, a store of its own, and a folder for what is said of it."""
    with Store.open(tmp_path / "lumbago.db") as store:
        yield make_app(kb, store=store, is_demo=True, feedback_folder=tmp_path / "feedback")


@pytest.fixture
def here(app: FastAPI) -> Iterator[str]:
    with served(app) as address:
        yield address


def test_no_address_is_left_out(app: FastAPI):
    """A new kind of page with an id in its address needs an example here."""
    assert [path for path in addresses(app) if "{" in path] == []
    assert [path for path in ELSEWHERE if path not in addresses(app)] == []


def _shown(screen: Screen, paths: list[str], moved: set[str]) -> Iterator[str]:
    """Open one page after the other, and stop at each; `moved` gathers what leads elsewhere."""
    for path in paths:
        got = screen.page.context.request.get(screen.base + path, max_redirects=0, timeout=60_000)
        if got.status == 303:
            moved.add(path)
        elif got.headers["content-type"].startswith("text/html"):
            screen.open(path)
            yield path.strip("/").replace("/", "-") or "start"
    for name, path, told, button in SENT:
        screen.open(path)
        screen.page.evaluate(OPEN)
        for selector, text in told.items():
            screen.write(selector, text) if text else screen.tick(selector)
        if button:
            screen.press(button)
        yield name


@pytest.mark.parametrize(("theme", "width"), [("light", 360), ("dark", 1280)])
def test_no_page_that_the_app_answers_shuts_anybody_out(
    browser: Browser, here: str, app: FastAPI, artefacts: Path, theme: str, width: int
):
    screen = new_screen(browser, here, size=(width, 740), theme=theme)
    screen.page.add_init_script(SHIFT)
    wrong: dict[str, list[str]] = {}
    moved: set[str] = set()
    for name in _shown(screen, addresses(app), moved):
        found = budgets(screen, LONG.get(name, HEAVIEST))
        screen.page.evaluate(OPEN)
        found += looked_at(screen, artefacts / f"{width}-every-{name}.png")
        if found:
            wrong[name] = found
    assert wrong == {}
    assert moved == ELSEWHERE
    assert screen.strangers == []
    assert screen.complaints == []
