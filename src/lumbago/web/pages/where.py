"""Where it hurts: a body to tap, and a list that holds the same places."""

from collections.abc import Iterable
from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from lumbago.answers import Answer, Answers, Person, Setting
from lumbago.body import (
    GROUPS,
    PAIRED,
    SIDES,
    Marks,
    all_places,
    answer_marks,
    region_of,
)
from lumbago.web.catalogue import Words
from lumbago.web.contexts import MostPage, Option, PlaceGroup, PlaceRow, WherePage
from lumbago.web.flow import remember
from lumbago.web.pictures import body_map_of
from lumbago.web.sessions import Visit
from lumbago.web.site import Posted, Site, text_of, texts_of


def routes(site: Site) -> APIRouter:
    """Return the addresses of this page."""
    router = APIRouter()

    @router.get("/where")
    def show(request: Request) -> Response:
        visit = site.visit(request)
        if not visit.is_known:
            return site.go(request, "/")
        return site.page(request, _context(site, request, visit, visit.marks))

    @router.post("/where")
    def take(request: Request, form: Posted) -> Response:
        visit = site.visit(request)
        if not visit.is_known:
            return site.go(request, "/")
        marks = read_marks(texts_of(form, "place"), text_of(form, "main"))
        if not marks.places or region_of(_with_a_main(marks)) is None:
            problem = "problem_region" if marks.places else "problem"
            context = _context(site, request, visit, marks, problem)
            return site.page(request, context, 422)
        visit = remember(site.kb, visit)
        if not marks.main:
            site.keep(request, replace(visit, draft=marks))
            return site.go(request, "/where/most")
        return _take(site, request, visit, marks)

    @router.get("/where/most")
    def ask_most(request: Request) -> Response:
        visit = site.visit(request)
        if not visit.draft.places:
            return site.go(request, "/where")
        return site.page(request, _most_context(site, request, visit))

    @router.post("/where/most")
    def take_most(request: Request, form: Posted) -> Response:
        visit = site.visit(request)
        main = text_of(form, "main")
        if main not in visit.draft.places:
            return site.go(request, "/where/most")
        return _take(site, request, visit, read_marks(visit.draft.places, main))

    return router


def read_marks(places: Iterable[str], main: str) -> Marks:
    """Read what was ticked; the only place is the main one."""
    ticked = frozenset(places) & set(all_places())
    if len(ticked) == 1:
        (main,) = ticked
    return Marks(main, ticked - {main}) if main in ticked else Marks("", ticked)


def _with_a_main(marks: Marks) -> Marks:
    return marks if marks.main else Marks(min(marks.others), marks.others)


def _take(site: Site, request: Request, visit: Visit, marks: Marks) -> Response:
    site.keep(request, with_marks(site, visit, marks))
    return site.go(request, "/questions")


def with_marks(site: Site, visit: Visit, marks: Marks) -> Visit:
    """Put new marks in place of the old ones.

    What was answered elsewhere stands, but for a "no" where a mark now says that it hurts.
    """
    region = region_of(marks)
    if region is None:
        raise ValueError("these marks name no region")
    person = Person(region=region, age_years=visit.age_years, sex=visit.sex, setting=Setting.ONLINE)
    stale = set(_said_by_marks(site, visit))
    kept: dict[str, Answer] = {id: a for id, a in visit.given.items() if id not in stale}
    said = answer_marks(site.kb, person, marks).given
    new = {id: a for id, a in said.items() if id not in kept or a is True}
    visit = replace(visit, marks=marks, draft=Marks(), region=region, has_places=True)
    return visit.answered(Answers(person, {**kept, **new}), site.clock(), new)


def _said_by_marks(site: Site, visit: Visit) -> Iterable[str]:
    """Yield what the old marks said and no question, card or story did."""
    answers = visit.answers
    if answers is None or not visit.has_places:
        return
    for id in answer_marks(site.kb, answers.person, visit.marks).given:
        if id not in visit.told and visit.step_of(id) is None:
            yield id


def _context(
    site: Site, request: Request, visit: Visit, marks: Marks, problem: str = ""
) -> WherePage:
    t, names = site.words("where", visit), site.words("body", visit)
    return WherePage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        groups=place_groups(t, names, marks),
        main=marks.main,
        body_map=body_map_of(t, names, marks),
        problem=t(problem) if problem else "",
        is_elsewhere=problem == "problem_region",
    )


def place_groups(t: Words, names: Words, marks: Marks) -> tuple[PlaceGroup, ...]:
    """Return every place of the body as a list; `t` are the words of this page."""
    return tuple(_group(t, names, id, places, marks) for id, places in GROUPS.items())


def _group(t: Words, names: Words, id: str, places: tuple[str, ...], marks: Marks) -> PlaceGroup:
    return PlaceGroup(
        title=t(f"group_{id}"),
        is_open=id == "back" or bool(marks.names & set(places)),
        rows=tuple(_row(t, names, name, marks) for name in places),
    )


def _row(t: Words, names: Words, name: str, marks: Marks) -> PlaceRow:
    ids = [f"{name}_{side}" for side in SIDES] if name in PAIRED else [name]
    labels = [t(side) for side in SIDES] if name in PAIRED else [names(name)]
    return PlaceRow(
        name=names(name),
        options=tuple(
            Option(id=id, words=label, is_chosen=id in marks.places)
            for id, label in zip(ids, labels, strict=True)
        ),
        full=tuple(names(id) for id in ids),
    )


def _most_context(site: Site, request: Request, visit: Visit) -> MostPage:
    t, names = site.words("where", visit), site.words("body", visit)
    return MostPage(
        frame=site.frame(request, visit, t("most")),
        t=t,
        places=tuple(
            Option(id=id, words=names(id)) for id in all_places() if id in visit.draft.places
        ),
    )
