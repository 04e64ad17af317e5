"""Everything that was answered, each with a way to change it."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from lumbago.interview import places as all_places
from lumbago.knowledge import Finding, KnowledgeBase
from lumbago.web.catalogue import Words
from lumbago.web.contexts import AnswerGroup, AnswerLine, AnswersPage
from lumbago.web.flow import Stop, current, danger_signs, own_places
from lumbago.web.sessions import Visit
from lumbago.web.site import Site
from lumbago.wording import number


def routes(site: Site) -> APIRouter:
    """Return the address of this page."""
    router = APIRouter()

    @router.get("/answers")
    def show(request: Request) -> Response:
        visit = site.visit(request)
        t = site.words("answers", visit)
        step = current(site.kb, visit)
        is_over = isinstance(step, Stop) and step in {Stop.RESULT, Stop.EMERGENCY}
        onward = t("result") if is_over else t("on" if visit.is_known else "start")
        context = AnswersPage(
            frame=site.frame(request, visit, t("title")),
            t=t,
            groups=_groups(site, visit, t) if visit.is_known else (),
            onward="/questions" if visit.is_known else "/",
            onward_words=onward,
        )
        return site.page(request, context)

    return router


def _groups(site: Site, visit: Visit, t: Words) -> tuple[AnswerGroup, ...]:
    groups = [_group(t, "about", _about(visit, t), change="/")]
    if visit.region is not None:
        groups.append(_group(t, "where", _where(site, visit, t), change="/where"))
    danger = set(danger_signs(site.kb))
    signs = [id for id in _in_order(visit) if id in danger]
    others = [id for id in _in_order(visit) if id not in danger]
    told = [id for id in signs if visit.given[id] is not False]
    denied = tuple(_line(site, visit, t, id) for id in signs if id not in told)
    if signs:
        lines = tuple(_line(site, visit, t, id) for id in told)
        groups.append(_group(t, "danger", lines, denied))
    if others:
        groups.append(_group(t, "others", tuple(_line(site, visit, t, id) for id in others)))
    return tuple(groups)


def _group(
    t: Words,
    title: str,
    lines: tuple[AnswerLine, ...],
    denied: tuple[AnswerLine, ...] = (),
    change: str = "",
) -> AnswerGroup:
    words = t("no_rest" if lines else "no_all", n=len(denied))
    return AnswerGroup(
        title=t(title), lines=lines, denied=denied, denied_words=words, change=change
    )


def _in_order(visit: Visit) -> list[str]:
    """Return what was asked as a step, in the order of the steps."""
    found: dict[str, None] = {}
    for step in visit.trail:
        ids = getattr(step, "findings", None) or (step.finding.id,)  # type: ignore[union-attr]
        found |= dict.fromkeys(id for id in ids if id in visit.given)
    rest = sorted(set(visit.given) - set(found) - set(all_places()))
    return [*found, *rest]


def _about(visit: Visit, t: Words) -> tuple[AnswerLine, ...]:
    def line(question: str, answer: str) -> AnswerLine:
        return AnswerLine(question=question, answer=answer, address="", about="")

    sex = t(visit.sex.value) if visit.sex else t("unsaid")
    age = t("unsaid") if visit.age_years is None else f"{visit.age_years:g}"
    whom = t("whom_other" if visit.carer else "whom_me")
    return line(t("whom"), whom), line(t("age"), age), line(t("sex"), sex)


def _where(site: Site, visit: Visit, t: Words) -> tuple[AnswerLine, ...]:
    main = AnswerLine(
        question=t("main"),
        answer=site.words("where", visit)(str(visit.region)),
        address="",
        about="",
    )
    own = own_places(site.kb, visit)
    others = [
        site.kb.findings[id].tick
        for id in all_places()
        if visit.given.get(id) is True and id not in own
    ]
    also = AnswerLine(
        question=t("also"),
        answer="; ".join(others) if others else t("nowhere"),
        address="/places",
        about="",
    )
    return (main, also) if visit.has_places else (main,)


def _line(site: Site, visit: Visit, t: Words, id: str) -> AnswerLine:
    finding = site.kb.findings[id]
    step = visit.step_of(id)
    return AnswerLine(
        question=finding.tick,
        answer=_said(site.kb, visit, t, finding),
        address="" if step is None else f"/questions/{step + 1}",
        about=f"/question/{id}",
    )


def _said(kb: KnowledgeBase, visit: Visit, t: Words, finding: Finding) -> str:
    answer = visit.given[finding.id]
    if answer is None:
        return t("withheld" if finding.id in visit.withheld else "unsure")
    if isinstance(answer, bool):
        return t("yes" if answer else "no")
    if finding.type == "duration" and isinstance(answer, int | float):
        if answer < 1:
            return t("days", n=max(1, round(answer * 7)))
        return t("week") if round(answer) == 1 else t("weeks", n=number(kb, round(answer, 1)))
    if finding.id == "pain_severity":
        return t("of_ten", n=number(kb, float(answer)))
    return number(kb, answer) if isinstance(answer, float) else str(answer)
