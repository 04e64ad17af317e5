"""What if: the result with an answer that is not the person's."""

from dataclasses import replace

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from lumbago.assessment import assess, changes
from lumbago.knowledge import Urgency
from lumbago.web.contexts import CauseView, WhatIfPage
from lumbago.web.flow import remember
from lumbago.web.sessions import Visit
from lumbago.web.site import Posted, Site, text_of
from lumbago.web.views import band_view, cause_view, changed_answers, reason_views

MOST_CAUSES = 3


def routes(site: Site) -> APIRouter:
    """Return the addresses of this page."""
    router = APIRouter()

    @router.post("/what-if")
    def choose(request: Request, form: Posted) -> Response:
        visit = site.visit(request)
        answers = visit.answers
        number = text_of(form, "number")
        if answers is None or not visit.has_places:
            return site.go(request, "/")
        found = changes(site.kb, assess(site.kb, answers))
        if not number.isdecimal() or int(number) >= len(found):
            raise HTTPException(404)
        site.keep(request, replace(visit, what_if=found[int(number)].answers))
        return site.go(request, "/what-if")

    @router.get("/what-if")
    def show(request: Request) -> Response:
        visit = site.visit(request)
        if not visit.what_if or visit.answers is None:
            return site.go(request, "/result")
        return site.page(request, _context(site, request, visit))

    @router.post("/what-if/keep")
    def keep(request: Request, form: Posted) -> Response:
        visit = site.visit(request)
        answers = visit.answers
        if not visit.what_if or answers is None:
            return site.go(request, "/result")
        given = dict(visit.what_if)
        visit = remember(site.kb, visit)
        site.keep(request, visit.answered(answers.with_answers(given), site.clock(), given))
        return site.go(request, "/questions")

    return router


def _context(site: Site, request: Request, visit: Visit) -> WhatIfPage:
    t = site.words("what_if", visit)
    answers = visit.answers
    if answers is None:
        raise HTTPException(404)
    now = assess(site.kb, answers)
    then = assess(site.kb, answers.with_answers(dict(visit.what_if)))

    def causes(prefix: str, is_then: bool) -> tuple[CauseView, ...]:
        told = then if is_then else now
        shown = told.causes[:MOST_CAUSES] if told.urgency < Urgency.NOW else ()
        return tuple(
            cause_view(site, t, told.answers.person, c, f"{prefix}-{n}")
            for n, c in enumerate(shown)
        )

    return WhatIfPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        answers=changed_answers(site.kb, site.words("result", visit), visit.what_if),
        now_band=band_view(site, now, site.today, "now"),
        now_causes=causes("now-cause", is_then=False),
        then_band=band_view(site, then, site.today, "then"),
        then_causes=causes("then-cause", is_then=True),
        reasons=reason_views(site, then, site.country(request)),
    )
