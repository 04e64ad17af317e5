"""Feedback on a page: kept on this machine; a danger in it is shown what to do first."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from lumbago.feedback import LONGEST, Feedback, Sort, keep_feedback
from lumbago.reading import danger_in
from lumbago.web.alerts import alert_page, danger_first
from lumbago.web.contexts import FeedbackPage, FeedbackThanksPage, Option
from lumbago.web.site import Posted, Site, is_ours, text_of


def routes(site: Site) -> APIRouter:
    """Return the addresses of these pages; where nothing is kept there are none."""
    router = APIRouter()
    folder = site.feedback
    if folder is None:
        return router

    @router.get("/feedback")
    def show(request: Request) -> Response:
        about = _ours(request.query_params.get("page", ""))
        return site.page(request, _context(site, request, about))

    @router.post("/feedback")
    def take(request: Request, form: Posted) -> Response:
        about, text, sort = (
            _ours(text_of(form, "about")),
            text_of(form, "text"),
            text_of(form, "sort"),
        )
        problem = "problem_sort" if sort not in set(Sort) else ""
        problem = problem or ("problem_long" if len(text) > LONGEST else "")
        if problem:  # what is refused is not kept, so that a danger in it is met here
            danger = danger_first(site, request, form, fields=("text",), onward="/feedback")
            again = _context(site, request, about, text, problem, sort)
            return danger or site.page(request, again, 422)
        knowledge = f"{site.kb.version}-{site.kb.digest}"
        keep_feedback(folder, Feedback(site.clock(), about, Sort(sort), text, knowledge))
        alert = danger_in(site.kb, text, site.today)
        if alert:
            page = alert_page(
                site, request, alert, typed=text, onward="/feedback/thanks", field="text"
            )
            return site.page(request, page)
        return site.page(request, _thanks(site, request, about, sort))

    @router.post("/feedback/thanks")
    def thanks(request: Request, form: Posted) -> Response:
        return site.page(request, _thanks(site, request, "/", ""))

    return router


def _ours(address: str) -> str:
    """Return an address of ours as it is, and the start page for anything else."""
    return address[:200] if is_ours(address) else "/"


def _context(
    site: Site, request: Request, about: str, text: str = "", problem: str = "", chosen: str = ""
) -> FeedbackPage:
    visit = site.visit(request)
    t = site.words("feedback", visit)
    return FeedbackPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        about=about,
        sorts=tuple(Option(id=s.value, words=t(s.value), is_chosen=s == chosen) for s in Sort),
        most=LONGEST,
        text=text,
        problem=t(problem, most=LONGEST) if problem else "",
    )


def _thanks(site: Site, request: Request, about: str, sort: str) -> FeedbackThanksPage:
    visit = site.visit(request)
    t = site.words("feedback", visit)
    return FeedbackThanksPage(
        frame=site.frame(request, visit, t("thanks")),
        t=t,
        is_harm=sort == Sort.HARM,
        back=about,
    )
