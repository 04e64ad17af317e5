"""The interview: cards of danger signs, then one question at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from fastapi import APIRouter, HTTPException, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from lumbago.answers import Answer
from lumbago.assessment import urgency_of
from lumbago.intake import NUMBERS
from lumbago.interview import Card, Question, Step
from lumbago.knowledge import Finding, Urgency
from lumbago.web.contexts import CardPage, Option, Origin, Progress, QuestionPage
from lumbago.web.figures import origins_of
from lumbago.web.flow import (
    FIRST,
    Stop,
    advance,
    current,
    freshen,
    left_at_most,
    reads_text,
    remember,
    take_answer,
    take_card,
)
from lumbago.web.pictures import funnel
from lumbago.web.sessions import Visit
from lumbago.web.site import Posted, Site, text_of, texts_of
from lumbago.web.views import origin

WEEKS: Mapping[str, float] = {
    "days": 1 / 7,
    "weeks": 1.0,
    "months": 365.25 / 12 / 7,
    "years": 365.25 / 7,
}
"""How many weeks a unit has."""

REST = frozenset({"rest", "withheld"})
"""Ways to leave the rest of a card open."""

YES_NO: Mapping[str, Answer] = {"yes": True, "no": False, "unsure": None, "withheld": None}


@dataclass(frozen=True, slots=True)
class Typed:
    """What was sent and could not be taken, to be shown again beside its problem."""

    problem: str = ""
    number: str = ""
    unit: str = ""
    yes: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


def routes(site: Site) -> APIRouter:
    """Return the addresses of the interview."""
    router = APIRouter()

    @router.get("/questions")
    def onward(request: Request) -> Response:
        visit = _fresh(site, request)
        step = current(site.kb, visit)
        if isinstance(step, Stop):
            return site.go(request, FIRST if step is Stop.START else step.value)
        return site.go(request, f"/questions/{len(visit.trail) + 1}")

    @router.get("/questions/{number}")
    def show(request: Request, number: str) -> Response:
        visit = _fresh(site, request)
        step = _step(site, visit, _index(number))
        if isinstance(step, Stop):
            return site.go(request, step.value)
        return site.page(request, _context(site, request, visit, step, _index(number)))

    @router.post("/questions/{number}")
    def take(request: Request, number: str, form: Posted) -> Response:
        visit = _fresh(site, request)
        index = _index(number)
        step = _step(site, visit, index)
        if isinstance(step, Stop):
            return site.go(request, step.value)
        asked = texts_of(form, "asked")
        if asked and set(asked) != set(_findings(step)):
            return site.go(request, "/questions")
        taken = _take(site, remember(site.kb, visit), step, form)
        if isinstance(taken, Typed):
            context = _context(site, request, visit, step, index, taken)
            return site.page(request, context, 422)
        site.keep(request, advance(taken, step, index))
        return site.go(request, "/questions")

    return router


def _index(number: str) -> int:
    if not number.isdecimal() or not 1 <= int(number) <= 500:
        raise HTTPException(404)
    return int(number) - 1


def _fresh(site: Site, request: Request) -> Visit:
    visit = freshen(site.kb, site.visit(request), site.clock())
    if visit.is_known:
        site.keep(request, visit)
    return visit


def _step(site: Site, visit: Visit, index: int) -> Stop | Step:
    if index < len(visit.trail) and visit.has_places:
        return visit.trail[index]
    step = current(site.kb, visit)
    if index > len(visit.trail) and not isinstance(step, Stop):
        raise HTTPException(404)
    return step


def _findings(step: Step) -> tuple[str, ...]:
    return step.findings if isinstance(step, Card) else (step.finding.id,)


def _take(site: Site, visit: Visit, step: Step, form: FormData) -> Visit | Typed:
    if isinstance(step, Card):
        return _take_card(site, visit, step, form)
    return _take_question(site, visit, step.finding, form)


def _take_card(site: Site, visit: Visit, step: Card, form: FormData) -> Visit | Typed:
    t = site.words("card", visit)
    yes = tuple(id for id in step.findings if id in texts_of(form, "yes"))
    unsure = tuple(id for id in step.findings if id in texts_of(form, "unsure"))
    done = text_of(form, "done")
    if set(yes) & set(unsure):
        return Typed(t("problem_both"), yes=yes, unsure=unsure)
    if done == "none" and (yes or unsure):
        return Typed(t("problem_some"), yes=yes, unsure=unsure)
    if done not in {"none", *REST} and not yes and not unsure:
        return Typed(t("problem_none"))
    ticked: dict[str, Answer] = dict.fromkeys(unsure)
    if done in REST:
        ticked = dict.fromkeys(step.findings)
    ticked |= dict.fromkeys(yes, True)
    withheld = set(step.findings) - set(yes) - set(unsure) if done == "withheld" else set()
    return take_card(site.kb, visit, step, ticked, site.clock(), withheld=withheld)


def _take_question(site: Site, visit: Visit, finding: Finding, form: FormData) -> Visit | Typed:
    t = site.words("question", visit)
    answer = text_of(form, "answer")
    now = site.clock()
    if answer in {"unsure", "withheld"}:
        withheld = answer == "withheld"
        return take_answer(site.kb, visit, finding.id, None, now, withheld=withheld)
    if finding.is_yes_no:
        if answer not in YES_NO:
            return Typed(t("problem"))
        return take_answer(site.kb, visit, finding.id, YES_NO[answer], now)
    typed, unit = text_of(form, "number"), text_of(form, "unit")
    low, high = NUMBERS[finding.id]
    number = _number(typed)
    if _kind(finding) == "duration":
        if number is None or number <= 0 or unit not in WEEKS or number * WEEKS[unit] > high:
            return Typed(t("problem_duration"), number=typed, unit=unit)
        return take_answer(site.kb, visit, finding.id, round(number * WEEKS[unit], 2), now)
    if number is None:
        return Typed(t("problem_number"), number=typed)
    if not low <= number <= high:
        return Typed(t("problem_range", low=f"{low:g}", high=f"{high:g}"), number=typed)
    return take_answer(site.kb, visit, finding.id, number, now)


def _number(text: str) -> float | None:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if isfinite(number) else None


def _kind(finding: Finding) -> str:
    if finding.is_yes_no:
        return "yes_no"
    if finding.type == "duration":
        return "duration"
    low, high = NUMBERS[finding.id]
    return "scale" if (low, high) == (0, 10) else "number"


def _context(
    site: Site,
    request: Request,
    visit: Visit,
    step: Step,
    index: int,
    typed: Typed | None = None,
) -> CardPage | QuestionPage:
    if isinstance(step, Card):
        return _card_context(site, request, visit, step, index, typed)
    return _question_context(site, request, visit, step, index, typed or Typed())


def _is_emergency(site: Site, visit: Visit) -> bool:
    answers = visit.answers
    return visit.goes_on and answers is not None and urgency_of(site.kb, answers) is Urgency.NOW


def _progress(site: Site, visit: Visit, index: int) -> Progress:
    answers = visit.answers
    left = left_at_most(site.kb, answers) if answers else 0
    t = site.words("progress", visit)
    key = {0: "left_none", 1: "left_one"}.get(left, "left")
    return Progress(
        back=f"/questions/{index}" if index else _before(site),
        most_left=t(key, n=left),
        picture=funnel(len(visit.trail), left, t),
    )


def _before(site: Site) -> str:
    """Return the address of the page before the first question."""
    return "/in-your-words" if reads_text(site.kb) else "/where"


def _card_context(
    site: Site, request: Request, visit: Visit, step: Card, index: int, typed: Typed | None
) -> CardPage:
    t = site.words("card", visit)
    findings = [site.kb.findings[id] for id in step.findings]
    if typed is None:
        given = visit.given
        yes = tuple(id for id in step.findings if given.get(id) is True)
        unsure = tuple(id for id in step.findings if id in given and given[id] is None)
        typed = Typed(yes=yes, unsure=unsure)
    return CardPage(
        frame=site.frame(request, visit, step.title),
        t=t,
        number=index + 1,
        progress=_progress(site, visit, index),
        title=step.title,
        hint=t("hint_topic" if step.id in {topic.id for topic in site.kb.topics} else "hint"),
        why=step.why,
        sources=_sources(site, step.findings),
        options=tuple(
            Option(
                id=f.id, words=f.tick, is_chosen=f.id in typed.yes, is_unsure=f.id in typed.unsure
            )
            for f in findings
        ),
        hints=tuple((f.tick, f.hint) for f in findings if f.hint),
        problem=typed.problem,
        is_stale=visit.was_stale,
        is_emergency=_is_emergency(site, visit),
    )


def _question_context(
    site: Site, request: Request, visit: Visit, step: Question, index: int, typed: Typed
) -> QuestionPage:
    t = site.words("question", visit)
    finding = step.finding
    kind = _kind(finding)
    number, unit = typed.number, typed.unit
    given = visit.given.get(finding.id)
    if not typed.problem and isinstance(given, float | int) and not isinstance(given, bool):
        number, unit = _as_typed(given) if kind == "duration" else (f"{given:g}", "")
    return QuestionPage(
        frame=site.frame(request, visit, finding.question),
        t=t,
        number=index + 1,
        progress=_progress(site, visit, index),
        finding=finding.id,
        kind=kind,
        title=finding.question,
        hint=finding.hint,
        why=finding.why,
        sources=_sources(site, (finding.id,)),
        self_check=finding.self_check,
        chosen=_chosen(visit, finding),
        typed=number[:12],
        units=tuple(Option(id=id, words=t(id), is_chosen=id == (unit or "weeks")) for id in WEEKS),
        scale=tuple(range(11)) if kind == "scale" else (),
        problem=typed.problem,
        is_emergency=_is_emergency(site, visit),
    )


def _sources(site: Site, findings: tuple[str, ...]) -> tuple[Origin, ...]:
    return tuple(origin(site.kb, c) for c in origins_of(site.kb, findings))


def _chosen(visit: Visit, finding: Finding) -> str:
    """Return the earlier answer as the form names it; empty when there is none."""
    if finding.id not in visit.given:
        return ""
    answer = visit.given[finding.id]
    if answer is None:
        return "withheld" if finding.id in visit.withheld else "unsure"
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return "number"


def _as_typed(weeks: float) -> tuple[str, str]:
    """Write a number of weeks in the largest unit that gives a whole number, else in days."""
    for unit in ("years", "months", "weeks", "days"):
        number = weeks / WEEKS[unit]
        if number >= 1 and abs(number - round(number)) < 0.02:
            return f"{round(number)}", unit
    return f"{weeks:g}", "weeks"
