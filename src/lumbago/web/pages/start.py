"""The start: who is asked."""

from dataclasses import replace
from math import isfinite

from fastapi import APIRouter, Request
from starlette.responses import Response

from lumbago.answers import Sex
from lumbago.intake import NUMBERS
from lumbago.web.contexts import Option, ResumePage, StartPage
from lumbago.web.flow import Stop, current, forget_caches, remember
from lumbago.web.sessions import Visit
from lumbago.web.site import COOKIE, Posted, Site, text_of

UNSAID = "unsaid"


def routes(site: Site) -> APIRouter:
    """Return the addresses of the start page."""
    router = APIRouter()

    @router.get("/")
    def begin(request: Request) -> Response:
        visit = site.visit(request)
        if visit.is_known:
            return site.page(request, _resume(site, request, visit))
        return site.page(request, _context(site, request, visit, "", "", "me"))

    @router.get("/you")
    def edit(request: Request) -> Response:
        visit = site.visit(request)
        if not visit.is_known:
            return site.go(request, "/")
        age = "" if visit.age_years is None else f"{visit.age_years:g}"
        sex = visit.sex.value if visit.sex else UNSAID
        whom = "other" if visit.carer else "me"
        return site.page(request, _context(site, request, visit, age, sex, whom))

    @router.post("/start")
    def take(request: Request, form: Posted) -> Response:
        visit = site.visit(request)
        age, sex, whom = text_of(form, "age"), text_of(form, "sex"), text_of(form, "whom")
        t = site.words("start", visit)
        years = _years(age)
        age_problem = t("age_problem") if age and years is None else ""
        sexes = {Sex.FEMALE.value, Sex.MALE.value, UNSAID}
        sex_problem = "" if sex in sexes else t("choice_problem")
        if age_problem or sex_problem:
            context = _context(site, request, visit, age, sex, whom, age_problem, sex_problem)
            return site.page(request, context, 422)
        site.keep(request, _with(remember(site.kb, visit), years, sex, whom))
        return site.go(request, "/answers" if visit.has_places else "/where")

    @router.post("/forget")
    def forget(request: Request, form: Posted) -> Response:
        site.visits.forget(site.visit_id(request))
        forget_caches()
        response = site.go(request, "/")
        response.delete_cookie(COOKIE, httponly=True, samesite="strict")
        response.headers["clear-site-data"] = '"cache", "storage"'  # a result that was kept
        return response

    return router


def _resume(site: Site, request: Request, visit: Visit) -> ResumePage:
    t = site.words("start", visit)
    is_over = visit.has_places and current(site.kb, visit) is Stop.RESULT
    return ResumePage(
        frame=site.frame(request, visit, t("resume")),
        t=t,
        onward="/result" if is_over else "/questions",
        onward_words=t("resume_result" if is_over else "resume_on"),
    )


def _with(visit: Visit, years: float | None, sex: str, whom: str) -> Visit:
    return replace(
        visit,
        is_known=True,
        carer=whom == "other",
        age_years=years,
        sex=None if sex == UNSAID else Sex(sex),
        what_if=(),
    )


def _years(text: str) -> float | None:
    """Read an age; None when it is none."""
    try:
        years = float(text.replace(",", "."))
    except ValueError:
        return None
    low, high = NUMBERS["age_years"]
    return years if isfinite(years) and low <= years <= high else None


def _context(
    site: Site,
    request: Request,
    visit: Visit,
    age: str,
    sex: str,
    whom: str,
    age_problem: str = "",
    sex_problem: str = "",
) -> StartPage:
    t = site.words("start", visit)
    is_edit = visit.is_known
    return StartPage(
        frame=site.frame(request, visit, t("edit_title") if is_edit else t("title")),
        t=t,
        whom=tuple(
            Option(id=id, words=t(f"whom_{id}"), is_chosen=id == whom) for id in ("me", "other")
        ),
        sexes=tuple(
            Option(id=id, words=t(f"sex_{id}"), is_chosen=id == sex)
            for id in (Sex.FEMALE.value, Sex.MALE.value, UNSAID)
        ),
        age=age[:10],
        age_problem=age_problem,
        sex_problem=sex_problem,
        is_edit=is_edit,
        comes_first="first" in request.query_params,
    )
