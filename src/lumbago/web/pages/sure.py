"""How sure we are: the rules, the figures, and what they rest on."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from lumbago.answers import Answers
from lumbago.assessment import Assessment, assess
from lumbago.facts import know
from lumbago.knowledge import KnowledgeBase, RedFlag, Urgency
from lumbago.rules import names, simplify
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
    by_name = {name: _rules(kb, t, flags) for name, flags in sorted_rules(kb, a.answers).items()}
    seen, recalled, ours = figures_by_origin(kb, a.answers)
    open_findings = [
        id
        for id in a.disposition.open_findings
        if id in kb.findings and kb.findings[id].can_be_asked
    ]
    return SurePage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        tally=tuple(
            (str(len(rules)), t(f"tally_{name}"))
            for name, rules in by_name.items()
            if rules or name == "up"
        ),
        **by_name,
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


def sorted_rules(kb: KnowledgeBase, answers: Answers) -> dict[str, list[RedFlag]]:
    """Sort the danger rules: up, ruled out, asked and not known, and not asked."""
    unsure = {id for id, answer in answers.given.items() if answer is None}
    facts = know(kb, answers).facts
    found: dict[str, list[RedFlag]] = {"up": [], "denied": [], "unsure": [], "unasked": []}
    for id, standing in standings(kb, answers).items():
        flag = kb.red_flags[id]
        if flag.urgency is Urgency.SELF_CARE:
            continue
        if standing is Standing.OPEN:
            left = set(names(simplify(flag.when, facts)))
            found["unsure" if left & unsure else "unasked"].append(flag)
        else:
            found[standing.value].append(flag)
    return found


def _rules(kb: KnowledgeBase, t: Words, flags: list[RedFlag]) -> tuple[RuleLine, ...]:
    return tuple(
        RuleLine(
            id=flag.id,
            title=flag.title,
            level=t("level", name=kb.urgency_words[flag.urgency].name),
        )
        for flag in sorted(flags, key=lambda flag: (-flag.urgency, flag.id))
    )
