"""The browser's door: `make_app` puts the pages together."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lumbago.errors import DamageError, StoreError
from lumbago.knowledge import KnowledgeBase
from lumbago.web.catalogue import Catalogue, read_catalogue
from lumbago.web.demo import make_demo
from lumbago.web.keeping import Keeper
from lumbago.web.languages import InLanguage, language_of
from lumbago.web.numbers import NUMBERS, read_numbers
from lumbago.web.pages import (
    about,
    activities,
    anatomy,
    answers,
    breathe,
    course,
    data,
    diary,
    emergency,
    exercises,
    feedback,
    forecast,
    insights,
    language,
    library,
    medicines,
    message,
    options,
    people,
    plan,
    programme,
    question,
    report,
    result,
    search,
    session,
    shell,
    source,
    sources,
    spasm,
    start,
    story,
    sure,
    today,
    what_if,
    where,
)
from lumbago.web.rendering import Renderer, read_static
from lumbago.web.security import Guard, Tokens
from lumbago.web.sessions import MOST_VISITS, Visit, Visits
from lumbago.web.site import Site

if TYPE_CHECKING:
    from lumbago.store import Store

PAGES = (
    shell,
    language,
    start,
    where,
    story,
    question,
    emergency,
    result,
    what_if,
    sure,
    answers,
    about,
    source,
    activities,
    exercises,
    plan,
    spasm,
    medicines,
    options,
    report,
    programme,
    session,
    breathe,
    library,
    anatomy,
    sources,
    search,
    feedback,
    people,
    today,
    diary,
    insights,
    forecast,
    course,
    data,
)


def make_app(
    kb: KnowledgeBase,
    *others: KnowledgeBase,
    words: Callable[[str], Catalogue] = read_catalogue,
    clock: Callable[[], datetime] | None = None,
    hosts: Iterable[str] = (),
    numbers: Path = NUMBERS,
    most_visits: int = MOST_VISITS,
    store: "Store | None" = None,
    is_demo: bool = False,
    feedback_folder: Path | None = None,
) -> FastAPI:
    """Make the app that a person uses in the browser.

    Args:
        kb: the knowledge base, in English.
        others: the same in other languages.
        words: how the words of the pages are read, by the code of a language.
        clock: tells the local time; the machine's own where none is given.
        hosts: names besides localhost under which it may be reached.
        numbers: the table of emergency numbers.
        most_visits: how many visits are remembered at once.
        store: where what people want to keep is kept; without one all stays in memory.
        is_demo: whether to fill this store with an invented person, whom everybody sees.
        feedback_folder: where what people say of a page is kept; without one nobody is asked.
    """
    clock = clock or _local_time
    version, files = read_static()
    catalogues = {told.language: words(told.language) for told in (kb, *others)}
    site = Site(
        kb=kb,
        languages={code: catalogue.name for code, catalogue in catalogues.items()},
        clock=clock,
        visits=Visits(clock, most_visits),
        tokens=Tokens(),
        catalogue=catalogues[kb.language],
        countries=read_numbers(numbers),
        renderer=Renderer(),
        version=version,
        files=files,
        keeper=Keeper(store) if store is not None else None,
        feedback=feedback_folder,
        demo=make_demo(kb, store, clock()) if store is not None and is_demo else "",
    )
    app = FastAPI(title="lumbago", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = site
    sites = {
        told.language: replace(site, kb=told, catalogue=catalogues[told.language])
        for told in (kb, *others)
    }
    app.router.default = InLanguage({code: _pages(own) for code, own in sites.items()})

    def say(request: Request, status: int) -> Response:
        return message.for_status(sites[language_of(request, sites)], request, status)

    app.add_middleware(_Guarded, say=say, hosts=frozenset(hosts))

    @app.exception_handler(StoreError)
    def not_kept(request: Request, error: StoreError) -> Response:
        own = sites[language_of(request, sites)]
        key = "damaged" if isinstance(error, DamageError) else "not_kept"
        return message.say(own, request, Visit(), key, 503)

    @app.exception_handler(HTTPException)
    def refuse(request: Request, error: HTTPException) -> Response:
        return say(request, error.status_code)

    return app


def _pages(site: Site) -> APIRouter:
    """Return all pages in one language."""
    router = APIRouter()
    for page in PAGES:
        router.include_router(page.routes(site))
    return router


class _Guarded:
    """The guard as Starlette wants a middleware, with our own page for failures."""

    def __init__(
        self, app: ASGIApp, say: Callable[[Request, int], Response], hosts: frozenset[str]
    ) -> None:
        async def fail(scope: Scope, receive: Receive, send: Send) -> None:
            response = say(Request(scope, receive), 500)
            await response(scope, receive, send)

        self._guard = Guard(app, hosts, fail)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._guard(scope, receive, send)


def _local_time() -> datetime:
    return datetime.now(UTC).astimezone()
