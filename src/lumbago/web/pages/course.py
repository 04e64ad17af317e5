"""How things go: trends, flares, a reason to look again, and the questionnaire of the week."""

from dataclasses import replace

from fastapi import APIRouter, HTTPException, Request
from markupsafe import Markup
from starlette.responses import Response

from lumbago.drawings import trend_line
from lumbago.errors import AnswersError
from lumbago.progress import Progress, as_score_record, progress_lines, read_score, review_lines
from lumbago.progress.records import flare_lines, week_table
from lumbago.web.catalogue import Words
from lumbago.web.contexts import CoursePage, MeasurePage, TableView
from lumbago.web.learning import due_now, progress_of
from lumbago.web.pages.plan import fresh_visit
from lumbago.web.sessions import Visit
from lumbago.web.site import Posted, Site, texts_of
from lumbago.web.training import ask_anew
from lumbago.web.views import origin
from lumbago.wording import number


def routes(site: Site) -> APIRouter:
    """Return the addresses of these pages."""
    router = APIRouter()

    @router.get("/progress")
    def show(request: Request) -> Response:
        return site.page(request, _page(site, request, fresh_visit(site, request)))

    @router.post("/progress/signs")
    def check_signs(request: Request) -> Response:
        site.keep(request, ask_anew(site.kb, site.visit(request)))
        return site.go(request, "/questions")

    @router.get("/measure/{id}")
    def ask(request: Request, id: str) -> Response:
        scale = site.kb.scales.get(id)
        if scale is None or not scale.items:
            raise HTTPException(404)
        visit = site.visit(request)
        page = MeasurePage(
            frame=site.frame(request, visit, scale.name),
            t=site.words("course", visit),
            id=id,
            name=scale.name,
            tells=scale.tells,
            items=scale.items,
        )
        return site.page(request, page)

    @router.post("/measure/{id}")
    def take(request: Request, id: str, form: Posted) -> Response:
        visit = site.visit(request)
        ticked = sorted({int(n) for n in texts_of(form, "item") if n.isdecimal()})
        record = {"scale": id, "day": site.today.isoformat(), "ticked": ticked}
        try:
            score = read_score(site.kb, record)
        except AnswersError:
            raise HTTPException(400) from None
        if visit.person:
            site.tell(visit, "measure", lambda: as_score_record(score))
        else:
            others = tuple(s for s in visit.scores if (s.scale, s.day) != (score.scale, score.day))
            site.keep(request, replace(visit, scores=(*others, score)))
        return site.go(request, "/progress")

    return router


def _page(site: Site, request: Request, visit: Visit) -> CoursePage:
    t, told = site.words("course", visit), progress_of(site, visit)
    head, rows = week_table(site.kb, told)
    flares, worse = tuple(flare_lines(site.kb, told)), tuple(review_lines(site.kb, told))
    return CoursePage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        is_danger=told.danger is not None,
        has_entries=bool(visit.diary.entries or told.scores),
        worse=worse,
        lines=tuple(k for k in progress_lines(site.kb, told) if k not in {*flares, *worse}),
        flares=flares,
        chart=_chart(site, t, told),
        chart_words=_chart_words(site, t, told),
        weeks=TableView(head=head, rows=tuple(reversed(rows))),
        due=due_now(visit, told),
        sources=tuple(
            dict.fromkeys(origin(site.kb, trend.scale.citation) for trend in told.trends)
        ),
    )


def _chart(site: Site, t: Words, told: Progress) -> Markup:
    """Draw the pain of each week, with a mark where a flare began."""
    pains = [w.pain for w in told.weeks]
    if not _is_drawn(pains):
        return Markup()
    own = site.kb.words
    words = {"title": t("title"), "desc": own["progress.picture"], "week": own["progress.week"],
             "flare": t("flare")}  # fmt: skip
    return Markup(trend_line(pains, _flare_weeks(told), words=words))  # noqa: S704


def _chart_words(site: Site, t: Words, told: Progress) -> tuple[str, ...]:
    """Say in words what the drawing shows: first and last week, the ends, and each flare."""
    pains = [w.pain for w in told.weeks]
    known = [(round(p, 1), week) for week, p in enumerate(pains, start=1) if p is not None]
    if not _is_drawn(pains):
        return ()
    low, high = min(known), max(known, key=lambda k: (k[0], -k[1]))
    ends = {"first": known[0], "last": known[-1], "low": low, "high": high}
    values = {name: number(site.kb, pain) for name, (pain, _) in ends.items()}
    weeks = {f"{name}_week": week for name, (_, week) in ends.items()}
    lines = [t("chart_ends", **values, **weeks)]
    if flares := _flare_weeks(told):
        lines.append(t("chart_flares", weeks=", ".join(str(n + 1) for n in flares)))
    return tuple(lines)


def _is_drawn(pains: list[float | None]) -> bool:
    return sum(p is not None for p in pains) > 1


def _flare_weeks(told: Progress) -> list[int]:
    """Return the weeks in which a flare began, from 0."""
    first = told.weeks[0].first
    return sorted({(f.first - first).days // 7 for f in told.flares})
