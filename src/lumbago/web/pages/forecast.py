"""What may come in the next weeks, as a band, and how well our bands did so far."""

from collections import defaultdict

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from lumbago.diary import Suspended
from lumbago.drawings import CoursePoint, Dot, course_band
from lumbago.forecast import Forecast, Outlook, forecast_lines
from lumbago.forecast.records import (
    ahead_table,
    factor_lines,
    outlook_lines,
    past_table,
    recurrence_lines,
)
from lumbago.web.catalogue import Words
from lumbago.web.contexts import ForecastPage, OutlookView, TableView
from lumbago.web.learning import forecast_of
from lumbago.web.pages.plan import fresh_visit
from lumbago.web.sessions import Visit
from lumbago.web.site import Site

SHOWN_AHEAD = 13
"""So many weeks ahead are drawn."""


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
            lines=why, outlooks=(), again=(),
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
    )


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
    """Draw the bands of the past weeks and of those ahead, with the person's own weeks on them."""
    bands = [p.band for p in o.past] + [b for b in o.ahead if b.week <= week + SHOWN_AHEAD]
    by_week = {round(b.week, 3): CoursePoint(b.week, b.typical, b.low, b.high) for b in bands}
    points = [by_week[w] for w in sorted(by_week)]
    if len(points) < 2:
        return Markup()
    own: dict[int, list[float]] = defaultdict(list)
    for at, value in o.days:
        own[int(at)].append(value)
    dots = [Dot(w + 0.5, sum(v) / len(v)) for w, v in sorted(own.items())]
    drawing = site.drawing_words
    words = {key: drawing(key) for key in ("week", "weeks", "more", "none", "you")}
    words |= {"now": t("start"), "title": t(f"group_{o.outcome}"), "desc": t("chart_desc")}
    return Markup(  # noqa: S704
        course_band(points, dots, prefix=f"outlook-{o.outcome}", words=words)
    )


def in_one_line(site: Site, visit: Visit) -> str:
    """Return the next step of the forecast in one line; empty where there is none."""
    told = forecast_of(site, visit)
    if not isinstance(told, Forecast) or told.pain is None or not told.pain.told:
        return ""
    lines = list(outlook_lines(site.kb, told.pain, told.week))
    return f"{lines[0]}: {lines[1]}"
