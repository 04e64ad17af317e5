"""The report: tick what may be told, look at it, approve it, and only then take it along."""

import json
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from markupsafe import Markup
from starlette.responses import Response

from lumbago.forecast import Forecast
from lumbago.printing import as_page, as_pdf, map_words
from lumbago.report import (
    Audience,
    Document,
    Own,
    Report,
    Topic,
    as_approval_record,
    as_document,
    as_document_record,
    as_report_lines,
    as_report_record,
    measured,
    write_report,
)
from lumbago.web.alerts import danger_first
from lumbago.web.contexts import DoctorReportPage, Option
from lumbago.web.learning import forecast_of, insights_of, scores_of
from lumbago.web.pages.plan import fresh_visit, outcome_of
from lumbago.web.pictures import body_map_of
from lumbago.web.sessions import Visit
from lumbago.web.site import Posted, Site, text_of, texts_of

LONGEST = 2000
MOST_QUESTIONS = 10

_Writer = Callable[[Site, Report, Document], bytes]

FORMS: dict[str, tuple[str, _Writer]] = {
    "pdf": ("application/pdf", lambda _site, _report, d: as_pdf(d)),
    "html": ("text/html; charset=utf-8", lambda _site, _report, d: as_page(d).encode()),
    "txt": (
        "text/plain; charset=utf-8",
        lambda _site, _report, d: "\n".join([*as_report_lines(d), ""]).encode(),
    ),
    "json": (
        "application/json",
        lambda site, r, d: json.dumps(
            as_report_record(site.kb, r, d), ensure_ascii=False, indent=1
        ).encode(),
    ),
}


def routes(site: Site) -> APIRouter:
    """Return the addresses of the report."""
    router = APIRouter()

    @router.get("/report")
    def ask(request: Request) -> Response:
        visit = fresh_visit(site, request)
        if outcome_of(site, visit) is None:
            return site.go(request, "/questions")
        return site.page(request, _page(site, request, visit))

    @router.post("/report")
    def look(request: Request, form: Posted) -> Response:
        visit = fresh_visit(site, request)
        if outcome_of(site, visit) is None:
            return site.go(request, "/questions")
        if danger := danger_first(
            site, request, form, fields=("words", "questions"), onward="/report"
        ):
            return danger
        return site.page(request, _page(site, request, visit, form))

    @router.post("/report/file")
    def take(request: Request, form: Posted) -> Response:
        visit = fresh_visit(site, request)
        kind = text_of(form, "form")
        made = _made(site, visit, form)
        if made is None or kind not in FORMS:
            raise HTTPException(404)
        report, document = made
        site.tell(visit, "approval", lambda: as_approval_record(report, document, kind))
        media, write = FORMS[kind]
        name = f"lumbago-{site.today.isoformat()}.{kind}"
        headers = {"content-disposition": f'attachment; filename="{name}"',
                   "cache-control": "no-store"}  # fmt: skip
        return Response(write(site, report, document), media_type=media, headers=headers)

    return router


def _share(form: Posted) -> frozenset[Topic]:
    return frozenset(Topic(name) for name in texts_of(form, "share") if name in set(Topic))


def _audience(form: Posted) -> Audience:
    return Audience.PERSON if text_of(form, "for") == "person" else Audience.CLINICIAN


def _made(site: Site, visit: Visit, form: Posted) -> tuple[Report, Document] | None:
    outcome = outcome_of(site, visit)
    if outcome is None:
        return None
    marks = visit.marks
    places = dict.fromkeys(marks.others, "spread") | ({marks.main: "main"} if marks.main else {})
    told = forecast_of(site, visit)
    questions = text_of(form, "questions")[:LONGEST].splitlines()
    report = write_report(
        site.kb,
        outcome.assessment,
        site.today,
        outcome=outcome,
        diary=visit.diary,
        forecast=told if isinstance(told, Forecast) else None,
        insights=insights_of(site, visit),
        measures=measured(site.kb, scores_of(site, visit)),
        own=Own(
            name=site.person(visit),
            complaint=text_of(form, "words")[:LONGEST],
            marks=places,
            questions=tuple(q.strip() for q in questions if q.strip())[:MOST_QUESTIONS],
        ),
        share=_share(form),
    )
    words = map_words(site.kb.language)
    return report, as_document(site.kb, report, _audience(form), words)


def _page(
    site: Site, request: Request, visit: Visit, form: Posted | None = None
) -> DoctorReportPage:
    t = site.words("for_doctor", visit)
    made = _made(site, visit, form) if form is not None else None
    chosen = _share(form) if form is not None else frozenset({Topic.WORDS, Topic.MEDICINES})
    reader = _audience(form) if form is not None else Audience.CLINICIAN
    typed = {name: text_of(form, name)[:LONGEST] if form is not None else ""
             for name in ("words", "questions")}  # fmt: skip
    topics = [x for x in Topic if x is not Topic.NAME or site.person(visit)]
    fields = [("share", x.value) for x in sorted(chosen)]
    fields += [("for", reader.value), *typed.items()]
    document: dict[str, Any] | None = as_document_record(made[1]) if made else None
    return DoctorReportPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        topics=tuple(
            Option(id=x.value, words=t(f"group_share_{x.value}"), is_chosen=x in chosen)
            for x in topics
        ),
        readers=tuple(
            Option(id=x.value, words=t(f"group_for_{x.value}"), is_chosen=x is reader)
            for x in Audience
        ),
        words=typed["words"],
        questions=typed["questions"],
        longest=LONGEST,
        document=document,
        picture=_picture(site, visit) if document else Markup(""),
        fields=tuple(fields),
        forms=tuple(Option(id=kind, words=t(f"group_form_{kind}")) for kind in FORMS),
    )


def _picture(site: Site, visit: Visit) -> Markup:
    return body_map_of(site.words("where", visit), site.words("body", visit), visit.marks)
