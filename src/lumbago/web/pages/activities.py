"""Work, sport and everyday jobs: how to do them, and how to come back to them in steps."""

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from lumbago.knowledge import Activity
from lumbago.plan import CarePlan
from lumbago.web.care_views import origins
from lumbago.web.contexts import ActivitiesPage, ActivityCard, ActivityPage, Option
from lumbago.web.exercise_pictures import activity_figure, told
from lumbago.web.pages.exercises import child_note, waiting
from lumbago.web.pages.plan import fresh_visit, outcome_of
from lumbago.web.site import Site


def routes(site: Site) -> APIRouter:
    """Return the addresses of these pages."""
    router = APIRouter()

    @router.get("/activities")
    def show(request: Request) -> Response:
        return waiting(site, request) or site.page(request, _list(site, request))

    @router.get("/activities/{id}")
    def one(request: Request, id: str) -> Response:
        activity = site.kb.care.activities.get(id)
        if activity is None:
            raise HTTPException(404)
        return waiting(site, request) or site.page(request, _one(site, request, activity))

    return router


def _list(site: Site, request: Request) -> ActivitiesPage:
    visit = fresh_visit(site, request)
    t = site.words("activities", visit)
    outcome = outcome_of(site, visit)
    yours = {a.id for a in outcome.activities} if isinstance(outcome, CarePlan) else set()
    every = site.kb.care.activities.values()
    return ActivitiesPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        yours=tuple(_card(a) for a in every if a.id in yours),
        others=tuple(_card(a) for a in every if a.id not in yours),
        child=child_note(site, visit),
    )


def _card(a: Activity) -> ActivityCard:
    return ActivityCard(address=f"/activities/{a.id}", title=a.title, about=a.about)


def _one(site: Site, request: Request, a: Activity) -> ActivityPage:
    visit = fresh_visit(site, request)
    kb, t = site.kb, site.words("activities", visit)
    words = told(site.words("figure", visit))
    drawn, still = activity_figure(kb, a.id, words)
    outcome = outcome_of(site, visit)
    left = outcome.left_out if isinstance(outcome, CarePlan) else ()
    why = [
        code.tells for item in left if item.treatment.id in a.treatments for code in item.because
    ]
    return ActivityPage(
        frame=site.frame(request, visit, a.title),
        t=t,
        title=a.title,
        about=a.about,
        moving=drawn,
        stills=still,
        exercise=Option(id=f"/exercises/{a.figure}", words=kb.exercises[a.figure].name),
        is_own=a.movement is not None,
        technique=a.technique,
        back=a.back,
        left_out=tuple(dict.fromkeys(why)),
        sources=origins(kb, a.citation, a.also),
        child=child_note(site, visit),
    )
