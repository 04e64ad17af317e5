"""Whose data is kept on this machine: choose somebody, be added, or stay a guest."""

from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from lumbago.web.contexts import Option, PeoplePage
from lumbago.web.keeping import Keeper
from lumbago.web.sessions import Visit
from lumbago.web.site import Posted, Site, text_of

LONGEST_NAME = 80


def routes(site: Site) -> APIRouter:
    """Return the addresses of this page; without a store there are none."""
    router = APIRouter()
    keeper = site.keeper
    if keeper is None:
        return router

    @router.get("/people")
    def show(request: Request) -> Response:
        return site.page(request, _page(site, keeper, request, "", ""))

    @router.post("/people/add")
    def add(request: Request, form: Posted) -> Response:
        visit = site.visit(request)
        name = " ".join(text_of(form, "name").split())
        problem = _problem(keeper, name)
        if problem:
            page = _page(site, keeper, request, name[:LONGEST_NAME], problem)
            return site.page(request, page, 422)
        person = keeper.store.add_person(name)
        if visit.person:
            visit = Visit()  # what is on the screen is somebody else's
        keeper.keep_guest(site.kb, visit, person.id)
        site.keep(request, replace(visit, person=person.id, diary=keeper.diary(person.id)))
        return site.go(request, "/today")

    @router.post("/people/choose")
    def choose(request: Request, form: Posted) -> Response:
        visit = site.visit(request)
        person = keeper.person(text_of(form, "person"))
        if person is None:
            return site.go(request, "/people")
        if text_of(form, "along") == "yes" and _has_told(visit):
            keeper.keep_guest(site.kb, visit, person.id)
        kept = keeper.visit_of(site.kb, person.id, site.clock())
        site.keep(request, kept)
        return site.go(request, "/today")

    @router.post("/people/guest")
    def guest(request: Request, form: Posted) -> Response:
        if site.visit(request).person:
            site.keep(request, Visit())
        return site.go(request, "/")

    return router


def _problem(keeper: Keeper, name: str) -> str:
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        return "name_problem"
    is_taken = any(p.name.casefold() == name.casefold() for p in keeper.people())
    return "taken" if is_taken else ""


def _has_told(visit: Visit) -> bool:
    has_any = visit.is_known or bool(visit.diary.entries) or bool(visit.scores)
    return not visit.person and has_any


def _page(site: Site, keeper: Keeper, request: Request, typed: str, problem: str) -> PeoplePage:
    visit = site.visit(request)
    t = site.words("people", visit)
    return PeoplePage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        people=tuple(
            Option(id=p.id, words=site.name(p), is_chosen=p.id == visit.person)
            for p in keeper.people()
        ),
        where=str(keeper.store.file or t("server")),
        typed=typed,
        problem=t(problem) if problem else "",
        has_told=_has_told(visit),
    )
