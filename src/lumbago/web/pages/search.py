"""The search: one box over everything that can be read here."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from lumbago.reading import understand
from lumbago.search import LONGEST, Found, Hit, Kind, search
from lumbago.web.alerts import alert_page
from lumbago.web.catalogue import Words
from lumbago.web.contexts import HitView, SearchPage
from lumbago.web.sessions import Story
from lumbago.web.site import Posted, Site, text_of

ADDRESS: Mapping[Kind, str] = {
    Kind.ARTICLE: "/library/{id}",
    Kind.CONDITION: "/cause/{id}",
    Kind.EXERCISE: "/exercises/{id}",
    Kind.NOT_NOW: "/exercises/{id}",
    Kind.ACTIVITY: "/activities/{id}",
    Kind.MEDICINE: "/medicines#{id}",
    Kind.TREATMENT: "/treatment/{id}",
    Kind.SCAN_WORD: "/scan-report",
    Kind.TERM: "/glossary#{id}",
}
"""Where a hit leads."""

OFTEN = ("first_days", "red_flags", "heat_or_ice", "nerves_sciatica", "sleep_back", "scans")
"""Articles that are offered before anything was typed."""


def routes(site: Site) -> APIRouter:
    """Return the addresses of the search. What is typed goes in a form, never in an address."""
    router = APIRouter()

    @router.get("/search")
    def show(request: Request) -> Response:
        return site.page(request, _context(site, request, "", None))

    @router.post("/search")
    def find(request: Request, form: Posted) -> Response:
        query = text_of(form, "query")[:LONGEST]
        if not query:
            return site.page(request, _context(site, request, "", None))
        found = search(site.kb, query, site.today)
        if found.alert and text_of(form, "seen") != "yes":
            page = alert_page(
                site, request, found.alert, typed=query, onward="/search", field="query"
            )
            return site.page(request, page)
        if text_of(form, "ask") == "yes":
            return _to_the_questions(site, request, query)
        return site.page(request, _context(site, request, query, found))

    return router


def _to_the_questions(site: Site, request: Request, query: str) -> Response:
    """Begin the questions with the words that were typed, to be checked by the person there."""
    visit = site.visit(request)
    story = Story(query, understand(site.kb, query, site.today))
    site.keep(request, replace(visit, story=story))
    if not visit.is_known:
        return site.go(request, "/")
    return site.go(request, "/in-your-words" if visit.has_places else "/where")


def _context(site: Site, request: Request, query: str, found: Found | None) -> SearchPage:
    visit = site.visit(request)
    t = site.words("search", visit)
    articles = site.kb.articles
    often = (Hit(Kind.ARTICLE, id, articles[id].title, articles[id].summary)
             for id in OFTEN if id in articles)  # fmt: skip
    return SearchPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        query=query,
        most=LONGEST,
        meant=_meant(t, found.meant) if found else "",
        is_report=found is not None and found.is_report,
        signs=tuple(
            (site.kb.findings[id].tick, words)
            for id, words in (found.signs.items() if found and found.is_statement else ())
        ),
        hits=_views(t, found.hits) if found else (),
        first=_views(t, often) if found is None else (),
    )


def _views(t: Words, hits: Iterable[Hit]) -> tuple[HitView, ...]:
    return tuple(
        HitView(
            address=ADDRESS[hit.kind].format(id=hit.id),
            kind=t(hit.kind.value),
            title=hit.title,
            says=hit.says,
        )
        for hit in hits
    )


def _meant(t: Words, meant: Mapping[str, str]) -> str:
    return " ".join(t("meant", typed=typed, known=known) for typed, known in meant.items())
