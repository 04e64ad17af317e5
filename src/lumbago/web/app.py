"""The browser's door: `make_app` puts the pages together."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lumbago.knowledge import KnowledgeBase
from lumbago.web.catalogue import read_catalogue
from lumbago.web.numbers import NUMBERS, read_numbers
from lumbago.web.pages import (
    about,
    answers,
    emergency,
    message,
    question,
    result,
    shell,
    source,
    start,
    story,
    sure,
    what_if,
    where,
)
from lumbago.web.rendering import Renderer, read_static
from lumbago.web.security import Guard, Tokens
from lumbago.web.sessions import MOST_VISITS, Visits
from lumbago.web.site import Site

PAGES = (start, where, story, question, emergency, result, what_if, sure, answers, about, source)


def make_app(
    kb: KnowledgeBase,
    *,
    clock: Callable[[], datetime] | None = None,
    hosts: Iterable[str] = (),
    numbers: Path = NUMBERS,
    most_visits: int = MOST_VISITS,
) -> FastAPI:
    """Make the app that a person uses in the browser.

    Args:
        kb: the knowledge base.
        clock: tells the local time; the machine's own where none is given.
        hosts: names besides localhost under which it may be reached.
        numbers: the table of emergency numbers.
        most_visits: how many visits are remembered at once.
    """
    clock = clock or _local_time
    version, files = read_static()
    site = Site(
        kb=kb,
        clock=clock,
        visits=Visits(clock, most_visits),
        tokens=Tokens(),
        catalogue=read_catalogue(),
        countries=read_numbers(numbers),
        renderer=Renderer(),
        version=version,
        files=files,
    )
    app = FastAPI(title="lumbago", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = site
    for page in PAGES:
        app.include_router(page.routes(site))
    app.include_router(shell.routes(site))
    app.add_middleware(_Guarded, site=site, hosts=frozenset(hosts))

    @app.exception_handler(HTTPException)
    def refuse(request: Request, error: HTTPException) -> Response:
        return message.for_status(site, request, error.status_code)

    return app


class _Guarded:
    """The guard as Starlette wants a middleware, with our own page for failures."""

    def __init__(self, app: ASGIApp, site: Site, hosts: frozenset[str]) -> None:
        async def fail(scope: Scope, receive: Receive, send: Send) -> None:
            response = message.for_status(site, Request(scope, receive), 500)
            await response(scope, receive, send)

        self._guard = Guard(app, hosts, fail)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._guard(scope, receive, send)


def _local_time() -> datetime:
    return datetime.now(UTC).astimezone()
