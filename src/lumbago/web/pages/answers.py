"""Everything that was answered, each with a way to change it."""

from collections.abc import Iterable
from dataclasses import replace

from fastapi import APIRouter, HTTPException, Request
from markupsafe import Markup
from starlette.responses import Response

from lumbago.body import all_places, follows_from_marks
from lumbago.interview import Question
from lumbago.knowledge import Finding
from lumbago.web.catalogue import Words
from lumbago.web.contexts import AnswerGroup, AnswerLine, AnswersPage
from lumbago.web.flow import Stop, current, danger_signs
from lumbago.web.pictures import body_map_of
from lumbago.web.sessions import Visit
from lumbago.web.site import Posted, Site, text_of
from lumbago.web.views import NOTHING, in_answer_words


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

    @router.post("/answers/change")
    def change(request: Request, form: Posted) -> Response:
        visit = site.visit(request)
        id = text_of(form, "finding")
        if id not in visit.given or id not in site.kb.findings:
            raise HTTPException(404)
        step = visit.step_of(id)
        if step is None:
            step = len(visit.trail)
            asked = Question(site.kb.findings[id], 0.0)
            site.keep(request, replace(visit, trail=(*visit.trail, asked)))
        return site.go(request, f"/questions/{step + 1}")

    return router


def _groups(site: Site, visit: Visit, t: Words) -> tuple[AnswerGroup, ...]:
    groups = [_group(t, "about", _about(visit, t), change="/you")]
    if visit.has_places:
        where = _where(site, visit, t)
        groups.append(_group(t, "where", where, change="/where", picture=_map(site, visit)))
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
    picture: Markup = NOTHING,
) -> AnswerGroup:
    words = t("no_rest" if lines else "no_all", n=len(denied))
    return AnswerGroup(
        title=t(title),
        lines=lines,
        denied=denied,
        denied_words=words,
        change=change,
        picture=picture,
    )


def _in_order(visit: Visit) -> list[str]:
    """Return what was asked as a step, in the order of the steps."""
    found: dict[str, None] = {}
    for step in visit.trail:
        ids = getattr(step, "findings", None) or (step.finding.id,)  # type: ignore[union-attr]
        found |= dict.fromkeys(id for id in ids if id in visit.given)
    by_marks = {id for id in follows_from_marks() if id not in visit.told}
    rest = sorted(set(visit.given) - set(found) - by_marks)
    return [*found, *rest]


def _about(visit: Visit, t: Words) -> tuple[AnswerLine, ...]:
    def line(question: str, answer: str) -> AnswerLine:
        return AnswerLine(question=question, answer=answer, finding="", about="")

    sex = t(visit.sex.value) if visit.sex else t("unsaid")
    age = t("unsaid") if visit.age_years is None else f"{visit.age_years:g}"
    whom = t("whom_other" if visit.carer else "whom_me")
    return line(t("whom"), whom), line(t("age"), age), line(t("sex"), sex)


def _where(site: Site, visit: Visit, t: Words) -> tuple[AnswerLine, ...]:
    names = site.words("body", visit)

    def line(question: str, places: Iterable[str]) -> AnswerLine:
        said = "; ".join(names(id) for id in all_places() if id in set(places))
        return AnswerLine(question=t(question), answer=said or t("nowhere"), finding="", about="")

    marks = visit.marks
    lines = [line("main", [marks.main]), line("also", marks.others)]
    return (*lines, line("lowest", marks.lowest)) if marks.lowest else tuple(lines)


def _map(site: Site, visit: Visit) -> Markup:
    return body_map_of(site.words("where", visit), site.words("body", visit), visit.marks)


def _line(site: Site, visit: Visit, t: Words, id: str) -> AnswerLine:
    finding = site.kb.findings[id]
    return AnswerLine(
        question=finding.tick,
        answer=_said(site, visit, t, finding),
        finding=id,
        about=f"/question/{id}",
    )


def _said(site: Site, visit: Visit, t: Words, finding: Finding) -> str:
    if finding.id in visit.withheld:
        return t("withheld")
    return in_answer_words(site.kb, t, finding, visit.given[finding.id])
