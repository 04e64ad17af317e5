"""How long the browser's door takes: an answer until the next page, and pages a second.

    python benchmarks/web.py [people]

People answer by chance, out of the same seed each time, and send forms as a browser would. Timed
is the app alone, in this process and on one core, from a form to the last byte of the page that
follows: no network, no browser. A bare page of the same framework stands beside it. Processor
time stands beside the clock's: on a machine with other work it is the one to trust.
"""

import asyncio
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import httpx
import numpy as np
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from starlette.types import ASGIApp

from lumbago.loading import shipped
from lumbago.web.app import make_app

PEOPLE = 40
SECONDS = 3.0
YES, UNSURE = 0.12, 0.08
PLACES = ("neck", "mid_back", "low_back", "calf_left", "hand_right")

Form = dict[str, str | list[str]]
Took = tuple[float, float]
"""Seconds by the clock and of the processor."""


def client(app: ASGIApp) -> httpx.AsyncClient:
    """Return a browser of one person, with its own cookies."""
    transport = httpx.ASGITransport(app=app)
    return httpx.AsyncClient(
        transport=transport, base_url="http://localhost", follow_redirects=True
    )


def said(page: str, rng: random.Random) -> Form:
    """Fill in the form of a page by chance; a short pain of middling strength."""
    asked = re.findall(r'name="asked" value="(\w+)"', page)
    drawn = [rng.random() for _ in asked]
    if 'class="form signs"' in page:
        yes = [id for id, p in zip(asked, drawn, strict=True) if p < YES]
        unsure = [id for id, p in zip(asked, drawn, strict=True) if YES <= p < YES + UNSURE]
        return {"yes": yes, "unsure": unsure, "done": "next" if yes or unsure else "none"}
    if 'name="unit"' in page:
        return {"number": str(rng.randint(1, 60)), "unit": "weeks", "answer": "number"}
    if 'class="scale"' in page:
        return {"number": str(rng.randint(0, 10))}
    p = rng.random()
    return {"answer": "yes" if p < 2 * YES else "unsure" if p < 2 * YES + UNSURE else "no"}


async def send(
    http: httpx.AsyncClient, page: httpx.Response, address: str, form: Form
) -> httpx.Response:
    """Send the form of a page."""
    token = re.search(r'name="token" value="(\w+)"', page.text)
    return await http.post(address, data={**form, "token": token[1] if token else ""})


async def visit(app: ASGIApp, rng: random.Random, took: dict[str, list[Took]]) -> str:
    """One person from the start to the result; return the cookie of the visit."""
    async with client(app) as http:
        page = await http.get("/")
        who: Form = {
            "whom": "me",
            "age": str(rng.randint(18, 90)),
            "sex": rng.choice(["female", "male"]),
        }
        page = await send(http, page, "/start", who)
        main = rng.choice(PLACES)
        page = await send(http, page, "/where", {"place": [main], "main": main})
        page = await send(http, page, "/in-your-words", {"done": "skip"})
        for _ in range(80):
            path = urlsplit(str(page.url)).path
            if path == "/emergency":
                page = await send(http, page, "/emergency/go-on", {})
                continue
            if not path.startswith("/questions/"):
                break
            kind = "danger signs" if 'class="form signs"' in page.text else "question"
            start = now()
            page = await send(http, page, path, said(page.text, rng))
            kind = "to the result" if page.url.path == "/result" else kind
            took[kind].append(since(start))
        return http.cookies["lumbago"]


def now() -> Took:
    """Return the clock and the processor time used so far."""
    return time.perf_counter(), time.process_time()


def since(start: Took) -> Took:
    """Return what has passed of both."""
    clock, processor = now()
    return clock - start[0], processor - start[1]


async def a_second(app: ASGIApp, path: str, cookie: str = "") -> Took:
    """Return how many times a page can be had in a second, and in a second of the processor."""
    async with client(app) as http:
        if cookie:
            http.cookies.set("lumbago", cookie)
        await http.get(path)
        start, n = now(), 0
        while since(start)[0] < SECONDS:
            (await http.get(path)).raise_for_status()
            n += 1
        clock, processor = since(start)
        return n / clock, n / processor


def bare() -> FastAPI:
    """Return an app that does nothing but send a short page."""
    app = FastAPI()

    @app.get("/", response_class=HTMLResponse)
    def page() -> str:
        return "<!doctype html><title>bare</title><p>Nothing but a page.</p>"

    return app


async def measure(people: int) -> None:
    """Print the tables."""
    app = make_app(shipped())
    rng = random.Random(1)
    await visit(app, rng, defaultdict(list))  # the first one fills the caches
    took: dict[str, list[Took]] = defaultdict(list)
    cookie = ""
    for _ in range(people):
        cookie = await visit(app, rng, took)
    print(
        f"{people} people; from a form to the next page, in milliseconds by the clock (processor)"
    )
    print(f"{'':16}{'pages':>7}{'p50':>16}{'p95':>16}{'most':>16}")
    for kind, seconds in took.items():
        ms = 1000 * np.array(seconds)
        cells = [*np.percentile(ms, [50, 95], axis=0), ms.max(axis=0)]
        told = "".join(f"{f'{clock:.1f} ({cpu:.1f})':>16}" for clock, cpu in cells)
        print(f"{kind:16}{len(ms):7}{told}")
    print("\nthe same page again and again, requests a second (a second of the processor)")
    rows: list[tuple[str, Callable[[], Awaitable[Took]]]] = [
        ("a bare page", lambda: a_second(bare(), "/")),
        ("start", lambda: a_second(app, "/")),
        ("a question", lambda: a_second(app, "/questions/1", cookie)),
        ("result", lambda: a_second(app, "/result", cookie)),
        ("a cause", lambda: a_second(app, "/cause/mechanical_low_back")),
    ]
    for name, run in rows:
        clock, cpu = await run()
        print(f"{name:16}{f'{clock:.0f} ({cpu:.0f})':>23}")


if __name__ == "__main__":
    asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE))
