"""A person at the pages: fills in forms as a browser without script would."""

import re
import warnings
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from html import unescape

import httpx

from lumbago.answers import Answers
from lumbago.knowledge import KnowledgeBase
from lumbago.web.app import make_app
from lumbago.web.sessions import Visit

with warnings.catch_warnings():  # starlette would rather have a package that we do not use
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now

    def wait(self, hours: float) -> None:
        """Let time pass."""
        self.now += timedelta(hours=hours)


class Visitor:
    """One person with a browser."""

    def __init__(self, *kbs: KnowledgeBase, language: str = "", **options: object) -> None:
        self.clock = Clock()
        self.app = make_app(*kbs, clock=self.clock, **options)  # type: ignore[arg-type]
        headers = {"accept-language": language} if language else {}
        self.client = TestClient(self.app, base_url="http://localhost", headers=headers)
        self.addresses: list[str] = []
        self.page = self.get("/")

    def get(self, address: str) -> httpx.Response:
        """Open a page."""
        self.page = self.client.get(address)
        self._note()
        return self.page

    def send(self, address: str, **fields: object) -> httpx.Response:
        """Send the form of the page in view."""
        token = re.search(r'name="token" value="(\w+)"', self.page.text)
        data = {**fields, "token": token[1] if token else ""}
        self.page = self.client.post(address, data=data)
        self._note()
        return self.page

    def _note(self) -> None:
        self.addresses += [str(r.request.url) for r in (*self.page.history, self.page)]

    @property
    def path(self) -> str:
        """The address of the page in view."""
        return str(self.page.url.path)

    @property
    def heading(self) -> str:
        """The first heading of the page in view."""
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.page.text, re.DOTALL)
        assert found, self.path
        return unescape(found[1])

    def begin(
        self,
        *,
        age: str = "45",
        sex: str = "male",
        whom: str = "me",
        main: str = "low_back",
        places: Iterable[str] = (),
        story: str = "",
    ) -> "Visitor":
        """Go through the start to the first card; `main` and `places` are marks."""
        self.send("/start", age=age, sex=sex, whom=whom)
        self.mark(main, *places)
        if self.path == "/in-your-words":
            self.send("/in-your-words", text=story, done="read" if story else "skip")
        return self

    def mark(self, main: str, *places: str) -> httpx.Response:
        """Mark where it hurts, the place that hurts most first."""
        self.get("/where")
        return self.send("/where", place=[main, *places], main=main)

    @property
    def visit(self) -> Visit:
        """What the program remembers of this person."""
        visit: Visit = self.app.state.site.visits.get(self.client.cookies["lumbago"])
        return visit

    @property
    def answers(self) -> Answers:
        """What this person has answered."""
        answers = self.visit.answers
        assert answers is not None
        return answers

    def asked(self) -> tuple[str, ...]:
        """Return the findings that the page in view asks for."""
        return tuple(re.findall(r'name="asked" value="(\w+)"', self.page.text))

    def answer(self, choose: Callable[[str], str]) -> None:
        """Answer the page in view; `choose` says yes, no or unsure for a finding."""
        asked = self.asked()
        said = {id: choose(id) for id in asked}
        if 'class="form signs"' in self.page.text:
            yes = [id for id in asked if said[id] == "yes"]
            unsure = [id for id in asked if said[id] == "unsure"]
            done = "next" if yes or unsure else "none"
            self.send(self.path, yes=yes, unsure=unsure, done=done)
        elif 'name="unit"' in self.page.text and said[asked[0]] != "unsure":
            self.send(self.path, number="5", unit="days", answer="number")
        elif 'class="scale"' in self.page.text and said[asked[0]] != "unsure":
            self.send(self.path, number="4")
        else:
            self.send(self.path, answer=said[asked[0]])

    def finish(self, choose: Callable[[str], str], most: int = 60) -> "Visitor":
        """Answer until there is no question left."""
        for _ in range(most):
            if not self.path.startswith("/questions/"):
                return self
            self.answer(choose)
        raise AssertionError("the questions never end")


def only(*yes: str) -> Callable[[str], str]:
    """Say yes to these and no to all else."""
    return lambda id: "yes" if id in yes else "no"


def unsure(_: str) -> str:
    """Be sure of nothing."""
    return "unsure"
