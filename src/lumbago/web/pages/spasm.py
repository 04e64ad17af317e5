"""Spasm now: one tap from every page, and no answer is needed."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from lumbago.web.care_views import figure, text_view
from lumbago.web.contexts import SpasmPage
from lumbago.web.sessions import Visit
from lumbago.web.site import Site

CHECK, BREATHE, WARM = "check", "breathe", "warm"


def routes(site: Site) -> APIRouter:
    """Return the address of this page."""
    router = APIRouter()

    @router.get("/spasm")
    def show(request: Request) -> Response:
        kb = site.kb
        nobody = Visit()  # the device keeps this page, so it knows nothing of any visit
        t = site.words("spasm", nobody)
        steps = {
            s.id: text_view(
                kb,
                s.title,
                (s.tells,),
                s.citation,
                picture=figure(kb, s.figure, f"step-{s.id}"),
            )
            for s in kb.care.spasm.values()
        }
        order = list(steps)
        at = order.index(CHECK)
        context = SpasmPage(
            frame=site.frame(request, nobody, t("title")),
            t=t,
            before=tuple(steps[id] for id in order[: at + 1]),
            signs=tuple(kb.findings[id].tick for id in kb.care.spasm_signs),
            breathe=steps[BREATHE],
            warm=steps[WARM],
            after=tuple(steps[id] for id in order[at + 1 :] if id not in {BREATHE, WARM}),
        )
        return site.page(request, context)

    return router
