"""Options: what others can do, side by side, with what speaks for and against each."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from lumbago.plan import CarePlan
from lumbago.plan.counts import usual_course
from lumbago.web.care_views import count_view, step_view
from lumbago.web.contexts import OptionsPage
from lumbago.web.pages.plan import fresh_visit, outcome_of
from lumbago.web.site import Site


def routes(site: Site) -> APIRouter:
    """Return the address of this page."""
    router = APIRouter()

    @router.get("/options")
    def show(request: Request) -> Response:
        visit = fresh_visit(site, request)
        outcome = outcome_of(site, visit)
        if not isinstance(outcome, CarePlan):
            return site.go(request, "/plan")
        t = site.words("options", visit)
        concerns = visit.wishes.concerns
        context = OptionsPage(
            frame=site.frame(request, visit, t("title")),
            t=t,
            options=tuple(step_view(site, s, concerns, drawn=False) for s in outcome.options),
            course=tuple(
                count_view(site, c, f"course-{c.id}") for c in usual_course(site.kb, outcome)
            ),
        )
        return site.page(request, context)

    return router
