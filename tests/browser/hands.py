"""Three kinds of hands: a mouse, a keyboard alone, and a browser without script."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page


@dataclass
class Screen:
    """A window of a browser, what it asked for, and what it complained of."""

    page: Page
    base: str
    keyboard: bool
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def path(self) -> str:
        """The address in view."""
        return urlsplit(self.page.url).path

    def open(self, path: str) -> None:
        """Open a page."""
        self.page.goto(self.base + path)

    def press(self, selector: str) -> None:
        """Use a button or a link, and wait for the page that it leads to."""
        if self.keyboard:
            self._tab_to(selector)
        with self.page.expect_navigation():
            if self.keyboard:
                self.page.keyboard.press("Enter")
            else:
                self.page.locator(selector).first.click()

    def press_here(self, selector: str) -> None:
        """Use a control that leads to no other page."""
        if not self.keyboard:
            self.page.locator(selector).first.click()
            return
        self._tab_to(selector)
        self.page.keyboard.press("Enter")

    def tick(self, selector: str) -> None:
        """Tick a box, or choose one of several."""
        if not self.keyboard:
            self.page.locator(selector).first.check()
            return
        box = self.page.locator(selector).first
        if box.get_attribute("type") == "radio":
            name = box.get_attribute("name")
            self._tab_to(f'[name="{name}"]')
            self.page.keyboard.press("Space")
            for _ in range(6):
                if box.is_checked():
                    return
                self.page.keyboard.press("ArrowDown")
            raise AssertionError(f"the keyboard cannot choose {selector}")
        self._tab_to(selector)
        self.page.keyboard.press("Space")
        assert box.is_checked(), selector

    def write(self, selector: str, text: str) -> None:
        """Write into a field."""
        if not self.keyboard:
            self.page.fill(selector, text)
            return
        self._tab_to(selector)
        self.page.keyboard.type(text)

    def _tab_to(self, selector: str) -> None:
        for _ in range(150):
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard cannot reach {selector} on {self.path}")


def new_screen(
    browser: Browser,
    base: str,
    *,
    size: tuple[int, int] = (360, 740),
    theme: str = "light",
    hands: str = "mouse",
    keeps: bool = False,
) -> Screen:
    """Open a window; `keeps` lets it install what works without a connection."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=theme,  # type: ignore[arg-type]
        java_script_enabled=hands != "no script",
        reduced_motion="reduce",
        service_workers="allow" if keeps else "block",
        locale="en-GB",
    )
    context.set_default_timeout(10_000)
    screen = Screen(context.new_page(), base, keyboard=hands == "keyboard")

    def see(url: str) -> None:
        if not url.startswith((base, "data:", "blob:")):
            screen.strangers.append(url)

    context.on("request", lambda request: see(request.url))  # of workers too
    screen.page.on("pageerror", lambda error: screen.complaints.append(str(error)))
    screen.page.on(
        "console",
        lambda m: screen.complaints.append(m.text) if m.type == "error" else None,
    )
    return screen


def begin(
    screen: Screen,
    *,
    age: str = "45",
    sex: str = "male",
    whom: str = "me",
    main: str = "low_back",
    places: Collection[str] = (),
    story: str = "",
) -> None:
    """Go through the start to the first question; `main` and `places` are marks."""
    screen.open("/")
    if whom != "me":
        screen.tick(f'[name="whom"][value="{whom}"]')
    screen.write("#age", age)
    screen.tick(f'[name="sex"][value="{sex}"]')
    screen.press('form[action="/start"] .button')
    mark(screen, main, *places)
    if screen.path == "/in-your-words":
        if story:
            screen.write("#text", story)
        screen.press(f'[name="done"][value="{"read" if story else "skip"}"]')


def mark(screen: Screen, *places: str) -> None:
    """Mark where it hurts in the list, the place that hurts most first."""
    summary = ".place-lists:not([open]) > summary"
    if screen.page.locator(summary).is_visible():
        screen.press_here(summary)
    for place in places:
        screen.tick(f'[name="place"][value="{place}"]')
    screen.press(".dock .button")
    if screen.path == "/where/most":
        screen.press(f'[name="main"][value="{places[0]}"]')


def answer(screen: Screen, yes: Collection[str], *, sure: bool = True, weeks: str = "2") -> None:
    """Answer the page in view: these are so, and all else is not, or is not known."""
    html = screen.page.content()
    asked = re.findall(r'name="asked" value="(\w+)"', html)
    wanted = [id for id in asked if id in yes]
    if "form signs" in html:
        for id in wanted:
            screen.tick(f'[name="yes"][value="{id}"]')
        done = "rest" if not sure else "next" if wanted else "none"
        screen.press(f'[name="done"][value="{done}"]')
    elif not sure:
        screen.press('[name="answer"][value="unsure"]')
    elif 'name="unit"' in html:
        screen.write("#number", weeks)
        screen.tick('[name="unit"][value="weeks"]')
        screen.press('[name="answer"][value="number"]')
    elif 'class="scale"' in html:
        screen.press('.scale [value="5"]')
    else:
        screen.press(f'[name="answer"][value="{"yes" if wanted else "no"}"]')


def finish(screen: Screen, yes: Collection[str], *, sure: bool = True, weeks: str = "2") -> None:
    """Answer until there is no question left."""
    for _ in range(60):
        if not screen.path.startswith("/questions/"):
            return
        answer(screen, yes, sure=sure, weeks=weeks)
    raise AssertionError("the questions never end")


def arrive(screen: Screen, yes: Collection[str]) -> None:
    """Come to the result without a hand on any page: the forms are sent, with the same cookies."""
    sent = screen.page.context.request
    html = sent.get(f"{screen.base}/").text()

    def send(path: str, **form: str) -> tuple[str, str]:
        token = re.findall(r'name="token" value="(\w+)"', html)[0]
        got = sent.post(screen.base + path, form={**form, "token": token})
        return urlsplit(got.url).path, got.text()

    send("/start", whom="me", age="45", sex="male")
    send("/where", place="low_back", main="low_back")
    path, html = send("/in-your-words", done="skip")
    while path.startswith("/questions/"):
        asked = re.findall(r'name="asked" value="(\w+)"', html)
        wanted = "yes" if set(asked) & set(yes) else "no"
        if "form signs" in html:
            path, html = send(path, done="none")
        elif 'name="unit"' in html:
            path, html = send(path, number="2", unit="weeks", answer="number")
        elif 'class="scale"' in html:
            path, html = send(path, number="5")
        else:
            path, html = send(path, answer=wanted)
    screen.open(path)
