"""How sure we are: the rules, the figures, and what they rest on."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import Response

from lumbago.assessment import Assessment, assess
from lumbago.knowledge import KnowledgeBase, Urgency
from lumbago.triage import Standing, standings
from lumbago.web.catalogue import Words
from lumbago.web.contexts import Line, RuleLine, SurePage
from lumbago.web.figures import figures_by_origin
from lumbago.web.sessions import Visit
from lumbago.web.site import Site
from lumbago.wording import in_words

MOST_OPEN = 12


def routes(site: Site) -> APIRouter:
    """Return the address of this page."""
    router = APIRouter()

    @router.get("/how-sure")
    def show(request: Request) -> Response:
        visit = site.visit(request)
        answers = visit.answers
        if answers is None or not visit.has_places:
            return site.go(request, "/questions")
        return site.page(request, _context(site, request, visit, assess(site.kb, answers)))

    return router


def _context(site: Site, request: Request, visit: Visit, a: Assessment) -> SurePage:
    t, kb = site.words("sure", visit), site.kb
    standing = standings(kb, a.answers)
    seen, recalled, ours = figures_by_origin(kb, a.answers)
    open_findings = [
        id
        for id in a.disposition.open_findings
        if id in kb.findings and kb.findings[id].can_be_asked
    ]
    return SurePage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        up=_rules(kb, t, standing, Standing.UP),
        denied=_rules(kb, t, standing, Standing.DENIED),
        open=_rules(kb, t, standing, Standing.OPEN),
        still_open=tuple(
            Line(words=kb.findings[id].tick, address=f"/question/{id}")
            for id in open_findings[:MOST_OPEN]
        ),
        counts=(
            (str(seen), t("figures_study")),
            (str(recalled), t("figures_recalled")),
            (str(ours), t("figures_ours")),
        ),
        ranking=tuple(
            (f"/cause/{id}", kb.conditions[id].plain_name, in_words(kb, p)) for id, p in a.ranking
        )
        if a.urgency < Urgency.NOW
        else (),
        knowledge=t("version", version=a.knowledge),
    )


def _rules(
    kb: KnowledgeBase, t: Words, standing: Mapping[str, Standing], wanted: Standing
) -> tuple[RuleLine, ...]:
    found = [kb.red_flags[id] for id, s in standing.items() if s is wanted]
    found.sort(key=lambda flag: (-flag.urgency, flag.id))
    return tuple(
        RuleLine(
            id=flag.id,
            title=flag.title,
            level=t("level", name=kb.urgency_words[flag.urgency].name),
        )
        for flag in found
        if flag.urgency > Urgency.SELF_CARE
    )
