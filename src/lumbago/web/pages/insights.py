"""What goes with better and worse days, and something harmless to try out by lot."""

from datetime import timedelta

import numpy as np
from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from lumbago.diary import DiaryEntry, Exposed, Suspended
from lumbago.drawings.forest import Row, forest
from lumbago.insights import (
    Clarity,
    Experiment,
    Insights,
    draw_experiment,
    evaluate,
    experiment_lines,
    insight_lines,
    worth_trying,
)
from lumbago.insights.records import says
from lumbago.web.catalogue import Words
from lumbago.web.contexts import InsightsPage, Option, TrialView
from lumbago.web.learning import (
    assessment_of,
    experiment_of,
    experiment_record,
    insights_of,
)
from lumbago.web.pages.plan import fresh_visit
from lumbago.web.sessions import Visit
from lumbago.web.site import Posted, Site, text_of
from lumbago.web.training import keep_entry

MOST_ROWS = 8
"""So many things are drawn, the clearest first."""

SHOWN = 4
"""The next days of an experiment."""


def routes(site: Site) -> APIRouter:
    """Return the addresses of this page."""
    router = APIRouter()

    @router.get("/insights")
    def show(request: Request) -> Response:
        return site.page(request, _page(site, request, fresh_visit(site, request)))

    @router.post("/insights/try")
    def begin(request: Request, form: Posted) -> Response:
        visit, wanted = fresh_visit(site, request), text_of(form, "thing")
        offered = {e.id for e in worth_trying(site.kb, insights_of(site, visit))}
        if visit.person and wanted in offered:
            drawn = draw_experiment(
                site.kb, wanted, site.today + timedelta(days=1), np.random.default_rng()
            )
            site.tell(visit, "experiment", lambda: experiment_record(drawn))
        return site.go(request, "/insights")

    @router.post("/insights/day")
    def mark(request: Request, form: Posted) -> Response:
        visit = fresh_visit(site, request)
        trial = experiment_of(site, visit)
        said = {"yes": True, "no": False}.get(text_of(form, "there"))
        if trial is not None and said is not None:
            now = site.clock()
            there = {trial.exposure: Exposed(there=said)}
            keep_entry(site, request, visit, DiaryEntry(day=now.date(), at=now, exposures=there))
        is_today = text_of(form, "from") == "today"
        return site.go(request, "/today" if is_today else "/insights")

    @router.post("/insights/stop")
    def stop(request: Request) -> Response:
        visit = fresh_visit(site, request)
        trial = experiment_of(site, visit)
        if trial is not None:
            site.tell(visit, "experiment", lambda: experiment_record(trial) | {"stopped": True})
        return site.go(request, "/insights")

    return router


def _page(site: Site, request: Request, visit: Visit) -> InsightsPage:
    t = site.words("insights", visit)
    found = insights_of(site, visit)
    is_suspended = isinstance(found, Suspended)
    trial = experiment_of(site, visit)
    runs = trial is not None and site.today <= trial.end
    offered = worth_trying(site.kb, found) if visit.person and not runs else ()
    unclear = _unclear(site, found)
    return InsightsPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        is_suspended=is_suspended,
        lines=tuple(line for line in insight_lines(site.kb, found) if line not in unclear),
        unclear=unclear,
        chart=_chart(t, found, site.kb.words["number.decimal"]),
        trial=_trial(site, t, visit, trial) if trial and not is_suspended else None,
        could_try=tuple(Option(id=e.id, words=e.name) for e in offered),
    )


def _unclear(site: Site, found: Insights | Suspended) -> tuple[str, ...]:
    """Return what is said of the things that show no clear link so far."""
    if isinstance(found, Suspended) or found.more_days:
        return ()
    return tuple(says(site.kb, i) for i in found.told if i.clarity is not Clarity.FOUND)


def _chart(t: Words, found: Insights | Suspended, decimal: str) -> Markup:
    if isinstance(found, Suspended):
        return Markup()
    rows = [
        Row(
            name=i.exposure.name,
            points=min(max(i.effect.points, i.effect.low), i.effect.high),
            low=i.effect.low,
            high=i.effect.high,
            is_clear=i.clarity is Clarity.FOUND,
        )
        for i in found.told
        if i.effect is not None
    ][:MOST_ROWS]
    words = {key: t(f"group_chart_{key}") for key in ("title", "less", "more")}
    words |= {"desc": t("chart_desc"), "decimal": decimal}
    return Markup(forest(rows, words=words)) if rows else Markup()  # noqa: S704


def _trial(site: Site, t: Words, visit: Visit, trial: Experiment) -> TrialView:
    came = evaluate(site.kb, assessment_of(site, visit), trial, visit.diary, site.today)
    days = (site.today + timedelta(days=n) for n in range(1, SHOWN + 1))
    told = ((site.catalogue.day(day), trial.is_on(day)) for day in days)
    is_on = trial.is_on(site.today)
    return TrialView(
        name=site.kb.care.exposures[trial.exposure].name,
        until=site.catalogue.day(trial.end),
        today="" if is_on is None else t("day_on" if is_on else "day_off"),
        days=tuple((day, on) for day, on in told if on is not None),
        lines=tuple(experiment_lines(site.kb, trial.exposure, came)),
        is_over=site.today > trial.end,
    )
