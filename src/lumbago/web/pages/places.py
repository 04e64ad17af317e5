"""Where else it hurts, or spreads to: a list, and a body to tap that ticks the list."""

import json
from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from lumbago.answers import Answer
from lumbago.interview import PLACES, answer_places
from lumbago.interview import places as all_places
from lumbago.web.contexts import Option, OptionGroup, PlacesPage
from lumbago.web.flow import own_places, remember
from lumbago.web.pictures import PLACE_OF, body_map_of
from lumbago.web.sessions import Visit
from lumbago.web.site import Posted, Site, texts_of


def routes(site: Site) -> APIRouter:
    """Return the addresses of this page."""
    router = APIRouter()

    @router.get("/places")
    def show(request: Request) -> Response:
        visit = site.visit(request)
        if visit.region is None:
            return site.go(request, "/where")
        return site.page(request, _context(site, request, visit))

    @router.post("/places")
    def take(request: Request, form: Posted) -> Response:
        visit = site.visit(request)
        answers = visit.answers
        if answers is None:
            return site.go(request, "/where")
        ticked: dict[str, Answer] = dict.fromkeys(texts_of(form, "place"), True)
        given = dict(answer_places(site.kb, answers.person, ticked).given)
        visit = remember(site.kb, visit)
        for id in all_places():
            answers = answers.without(id)
        visit = visit.answered(answers.with_answers(given), site.clock(), given)
        site.keep(request, replace(visit, has_places=True))
        return site.go(request, "/questions")

    return router


def _context(site: Site, request: Request, visit: Visit) -> PlacesPage:
    t = site.words("places", visit)
    own = own_places(site.kb, visit)
    groups = [
        OptionGroup(
            title=t(f"group_{number}"),
            options=tuple(
                Option(
                    id=id,
                    words=site.kb.findings[id].tick,
                    is_chosen=visit.given.get(id) is True,
                )
                for id in ids
                if id not in own
            ),
        )
        for number, ids in enumerate(PLACES.values(), start=1)
    ]
    main = own[0] if own else ""
    return PlacesPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        main=site.words("where", visit)(str(visit.region)),
        main_place=main,
        groups=tuple(groups),
        body_map=body_map_of(t, main),
        map_places=json.dumps(dict(PLACE_OF)),
    )
