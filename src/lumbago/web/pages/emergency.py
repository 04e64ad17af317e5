"""Get help now: for the person with an emergency, and the list of danger signs for everybody."""

from dataclasses import replace
from functools import lru_cache

from fastapi import APIRouter, Request
from starlette.responses import Response

from lumbago.assessment import Assessment, assess
from lumbago.knowledge import KnowledgeBase, Urgency
from lumbago.rules import holds, names
from lumbago.web.contexts import EmergencyPage, HelpPage
from lumbago.web.flow import reads_text
from lumbago.web.sessions import Visit
from lumbago.web.site import COUNTRY, Posted, Site, set_cookie, text_of
from lumbago.web.views import reason_views


def routes(site: Site) -> APIRouter:
    """Return the addresses of these pages."""
    router = APIRouter()

    @router.get("/emergency")
    def show(request: Request) -> Response:
        visit = site.visit(request)
        answers = visit.answers
        if answers is None or not visit.has_places:
            return site.go(request, "/help")
        assessment = assess(site.kb, answers)
        if assessment.urgency < Urgency.NOW:
            return site.go(request, "/questions")
        return site.page(request, _context(site, request, visit, assessment))

    @router.post("/emergency/go-on")
    def go_on(request: Request, form: Posted) -> Response:
        visit = site.visit(request)
        if visit.has_places:
            site.keep(request, _going_on(visit))
        return site.go(request, "/questions")

    @router.get("/help")
    def list_signs(request: Request) -> Response:
        visit = site.visit(request)
        now, today = danger_lines(site.kb)
        t = site.words("help", visit)
        context = HelpPage(
            frame=site.frame(request, visit, t("title")),
            t=t,
            now=now,
            today=today,
            countries=site.country_options(request),
            back="/questions" if visit.is_known else "/",
        )
        return site.page(request, context)

    @router.post("/country")
    def choose(request: Request, form: Posted) -> Response:
        back = "/emergency" if text_of(form, "from") == "emergency" else "/help"
        response = site.go(request, back)
        set_cookie(request, response, COUNTRY, site.countries.get(text_of(form, "country")).id)
        return response

    return router


def _going_on(visit: Visit) -> Visit:
    """Go on past the emergency; what a story told stands, and its text is dropped."""
    if visit.story is None:
        return replace(visit, goes_on=True)
    told = visit.told | visit.story.assumed
    return replace(visit, goes_on=True, story=None, has_told=True, told=told)


def _context(site: Site, request: Request, visit: Visit, assessment: Assessment) -> EmergencyPage:
    t = site.words("emergency", visit)
    return EmergencyPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        action=assessment.action,
        reasons=reason_views(site, assessment, site.country(request), least=Urgency.NOW),
        tell=what_to_say(site, visit, assessment),
        person=_person(site, visit),
        meanwhile=assessment.words.meanwhile,
        safety_net=assessment.words.safety_net,
        countries=site.country_options(request),
        last_step=_last_step(site, visit),
        is_from_story=visit.story is not None,
    )


def _last_step(site: Site, visit: Visit) -> str:
    if visit.story is not None and reads_text(site.kb):
        return "/in-your-words/check"
    return f"/questions/{len(visit.trail)}" if visit.trail else "/where"


def what_to_say(site: Site, visit: Visit, assessment: Assessment) -> tuple[str, ...]:
    """Return what to tell on the phone; empty when nothing is urgent."""
    now = [r.flag for r in assessment.reasons if r.flag.urgency is Urgency.NOW]
    if now:
        return tuple(dict.fromkeys(flag.tell for flag in now))
    if assessment.by_probability is not Urgency.NOW:
        held = [code for code in assessment.decisive_stops if code.refer is Urgency.NOW]
        asked = dict.fromkeys(id for code in held for id in names(code.known_by))
        return tuple(
            site.kb.findings[id].tick for id in asked if assessment.answers.given.get(id) is True
        )
    names = [d.name for d in assessment.dangers if d.asks_for is Urgency.NOW]
    return (site.words("emergency", visit)("chance_tell", names="; ".join(names)),)


def _person(site: Site, visit: Visit) -> str:
    if visit.age_years is None:
        return ""
    t = site.words("emergency", visit)
    key = f"person_{visit.sex.value}" if visit.sex else "person"
    return t(key, age=f"{visit.age_years:g}")


@lru_cache(maxsize=4)
def danger_lines(kb: KnowledgeBase) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the signs of the safety block that alone ask for help now, and those for today."""
    now: list[str] = []
    today: list[str] = []
    for card in kb.safety_cards:
        for tick in card.ticks:
            finding = kb.findings[tick.finding]
            for id in finding.opens or (finding.id,):
                asks = max((f.urgency for f in kb.red_flags.values() if holds(f.when, {id: True})),
                           default=Urgency.SELF_CARE)  # fmt: skip
                if asks is Urgency.NOW:
                    now.append(kb.findings[id].tick)
                elif asks is Urgency.TODAY:
                    today.append(kb.findings[id].tick)
    return tuple(dict.fromkeys(now)), tuple(dict.fromkeys(today))
