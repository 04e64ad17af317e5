"""Where it hurts most."""

from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from lumbago.answers import Region
from lumbago.web.contexts import Option, WherePage
from lumbago.web.flow import remember
from lumbago.web.sessions import Visit
from lumbago.web.site import Posted, Site, text_of


def routes(site: Site) -> APIRouter:
    """Return the addresses of this page."""
    router = APIRouter()

    @router.get("/where")
    def show(request: Request) -> Response:
        visit = site.visit(request)
        if not visit.is_known:
            return site.go(request, "/")
        return site.page(request, _context(site, request, visit))

    @router.post("/where")
    def take(request: Request, form: Posted) -> Response:
        visit = site.visit(request)
        chosen = text_of(form, "region")
        if chosen not in set(Region):
            problem = site.words("where", visit)("problem")
            return site.page(request, _context(site, request, visit, problem), 422)
        region = Region(chosen)
        if region is not visit.region:
            visit = replace(remember(site.kb, visit), region=region, has_places=False, what_if=())
        site.keep(request, visit)
        return site.go(request, "/places")

    return router


def _context(site: Site, request: Request, visit: Visit, problem: str = "") -> WherePage:
    t = site.words("where", visit)
    return WherePage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        regions=tuple(
            Option(id=r.value, words=t(r.value), is_chosen=r is visit.region) for r in Region
        ),
        problem=problem,
    )
