"""What may come in the next weeks, as a band, and how well our bands did so far."""

from collections.abc import Iterator

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from lumbago.diary import Suspended
from lumbago.drawings import CoursePoint, Dot, Said, forecast_band
from lumbago.forecast import Forecast, Outlook, forecast_lines
from lumbago.forecast.records import (
    ahead_lines,
    ahead_table,
    factor_lines,
    outlook_lines,
    past_table,
    recurrence_lines,
)
from lumbago.sources import Citation
from lumbago.web.catalogue import Words
from lumbago.web.contexts import ForecastPage, OutlookView, TableView
from lumbago.web.learning import forecast_of
from lumbago.web.pages.plan import fresh_visit
from lumbago.web.sessions import Visit
from lumbago.web.site import Site
from lumbago.web.views import origin

SHOWN_AHEAD = 13
"""So many weeks ahead are drawn."""

CHART_WORDS = {"desc": "picture", "week": "week", "you": "you", "before": "said_before",
               "ahead": "title"}  # fmt: skip
"""Text of the drawing → word of the knowledge."""


def routes(site: Site) -> APIRouter:
    """Return the address of this page."""
    router = APIRouter()

    @router.get("/forecast")
    def show(request: Request) -> Response:
        return site.page(request, _page(site, request, fresh_visit(site, request)))

    return router


def _page(site: Site, request: Request, visit: Visit) -> ForecastPage:
    t, told, kb = site.words("forecast", visit), forecast_of(site, visit), site.kb
    frame = site.frame(request, visit, t("title"))
    if not isinstance(told, Forecast):
        why = tuple(forecast_lines(kb, told)) if isinstance(told, Suspended) else ()
        return ForecastPage(
            frame=frame, t=t, is_suspended=told is not None, has_answers=told is not None,
            lines=why, outlooks=(), again=(), sources=(),
        )  # fmt: skip
    both = tuple(o for o in (told.pain, told.function) if o is not None)
    lines = [kb.words["forecast.what"]]
    if told.is_over:
        lines.append(kb.words["forecast.over"])
    elif told.pain is None:
        lines.append(kb.words["forecast.no_curve"])
    else:
        lines += [kb.progression["flare_define"].tells, *factor_lines(kb, told)]
    return ForecastPage(
        frame=frame,
        t=t,
        is_suspended=False,
        has_answers=True,
        lines=tuple(lines),
        outlooks=tuple(_view(site, t, o, told.week) for o in both),
        again=tuple(recurrence_lines(kb, told.recurrence)) if told.recurrence else (),
        sources=tuple(dict.fromkeys(origin(kb, citation) for citation in _said_by(told))),
    )


def _said_by(told: Forecast) -> Iterator[Citation]:
    """Yield who says the curves, what makes them slower or faster, and how often it comes back."""
    yield from (o.curve.course.citation for o in (told.pain, told.function) if o is not None)
    yield from (factor.course.citation for factor in told.pace.factors)
    if told.recurrence:
        yield told.recurrence.course.citation
        yield from (lower.course.citation for lower in told.recurrence.lowered_by)


def _view(site: Site, t: Words, o: Outlook, week: int) -> OutlookView:
    head, rows = ahead_table(site.kb, o, week)
    before = past_table(site.kb, o)
    return OutlookView(
        chart=_chart(site, t, o, week),
        lines=tuple(outlook_lines(site.kb, o, week)),
        ahead=TableView(head=head, rows=rows),
        past=TableView(head=before[0], rows=before[1]) if o.past else None,
    )


def _chart(site: Site, t: Words, o: Outlook, week: int) -> Markup:
    """Draw what may come, the person's own days, and what was said of past weeks before."""
    ahead = [b for b in o.ahead if b.week <= week + SHOWN_AHEAD]
    if not ahead:
        return Markup()
    words = {n: site.kb.words[f"forecast.{key}"] for n, key in CHART_WORDS.items()}
    told = " ".join((words["desc"], *ahead_lines(site.kb, o, week)))
    return Markup(  # noqa: S704
        forecast_band(
            [CoursePoint(b.week, b.typical, b.low, b.high) for b in ahead],
            [Dot(at, value) for at, value in o.days],
            [Said(p.band.week, p.band.low, p.band.high, p.came) for p in o.past],
            prefix=f"outlook-{o.outcome}",
            words={**words, "desc": told, "title": t(f"group_{o.outcome}")},
        )
    )


def in_one_line(site: Site, visit: Visit) -> str:
    """Return the next step of the forecast in one line; empty where there is none."""
    told = forecast_of(site, visit)
    if not isinstance(told, Forecast) or told.pain is None or not told.pain.told:
        return ""
    lines = list(outlook_lines(site.kb, told.pain, told.week))
    return f"{lines[0]}. {lines[1]}"
