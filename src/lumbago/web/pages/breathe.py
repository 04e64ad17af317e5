"""Slow breathing: by sight, sound, vibration or text; kept for when there is no connection."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from lumbago.breathing import (
    LEAST_S,
    MINUTES,
    MOST_PAUSE_S,
    MOST_S,
    PATTERNS,
    USUAL_MINUTES,
    Pattern,
    gentle,
    lung_disease,
)
from lumbago.plan import Said
from lumbago.web.contexts import BreathePage, Option
from lumbago.web.pages.plan import referral_of
from lumbago.web.sessions import Visit
from lumbago.web.site import Site
from lumbago.web.views import first_band, origin

EXERCISE = "paced_breathing_5_1_exhale"

ALONE = "/breathe/alone"
"""The page as the device keeps it: it knows nothing of any visit."""


def routes(site: Site) -> APIRouter:
    """Return the addresses of this page."""
    router = APIRouter()

    @router.get("/breathe")
    def show(request: Request) -> Response:
        return site.page(request, _page(site, request, site.visit(request)))

    @router.get(ALONE)
    def alone(request: Request) -> Response:
        return site.page(request, _page(site, request, Visit()))

    return router


def _page(site: Site, request: Request, visit: Visit) -> BreathePage:
    kb, t = site.kb, site.words("breathe", visit)
    exercise = kb.exercises[EXERCISE]
    chosen = {Said.YES: "yes", Said.UNSURE: "unsure", Said.NO: "no"}.get(_lungs(site, visit), "")
    return BreathePage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        band=first_band(site, referral_of(site, visit)),
        patterns=tuple(
            Option(id=_seconds(p), words=t(f"group_pattern_{p.id}"), is_chosen=p is PATTERNS[0])
            for p in PATTERNS
        ),
        gentle=tuple(_seconds(gentle(p)) for p in PATTERNS),
        lungs=tuple(
            Option(id=id, words=t(id), is_chosen=id == chosen) for id in ("no", "yes", "unsure")
        ),
        minutes=tuple(
            Option(id=str(n), words=t("minutes_n", n=n), is_chosen=n == USUAL_MINUTES)
            for n in MINUTES
        ),
        least=LEAST_S,
        most=MOST_S,
        most_pause=MOST_PAUSE_S,
        dizzy=kb.progression["tl_dizzy"].tells,
        source=origin(kb, exercise.citation),
    )


def _lungs(site: Site, visit: Visit) -> Said:
    answers = visit.answers
    if answers is None:
        return Said.UNASKED
    return lung_disease(site.kb, answers, visit.wishes)


def _seconds(p: Pattern) -> str:
    return f"{p.breath_in} {p.pause} {p.breath_out}"
