"""The choice of a language."""

from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from lumbago.web.languages import LANGUAGE
from lumbago.web.site import Posted, Site, is_ours, set_cookie, text_of


def routes(site: Site) -> APIRouter:
    """Return the address of the choice; the pages show it in their frame."""
    router = APIRouter()

    @router.post("/language")
    def choose(request: Request, form: Posted) -> Response:
        back, code = text_of(form, "here"), text_of(form, "language")
        response = site.go(request, back if is_ours(back) else "/questions")
        if code in site.languages:
            set_cookie(request, response, LANGUAGE, code)
        visit = site.visit(request)
        if visit.trail:  # the questions have begun: own words are not asked for any more
            site.keep(request, replace(visit, has_told=True))
        return response

    return router
