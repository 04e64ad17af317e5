"""What today asks for: danger first, then the diary, the session, the next look, a lesson."""

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from lumbago.knowledge import Urgency
from lumbago.lesson import lesson_of, reader_of
from lumbago.plan import CarePlan, Referral, as_planned, plan_care
from lumbago.programme import Programme
from lumbago.progress import progress_lines, review_lines
from lumbago.web.catalogue import Words
from lumbago.web.contexts import DayView, Option, TodayPage
from lumbago.web.learning import due_now, progress_of, trial_today
from lumbago.web.pages.diary import kept_entries, line_of
from lumbago.web.pages.forecast import in_one_line
from lumbago.web.pages.plan import fresh_visit, outcome_of
from lumbago.web.sessions import Visit
from lumbago.web.site import Site
from lumbago.web.training import programme_of
from lumbago.web.training_views import day_views
from lumbago.web.views import band_view


def routes(site: Site) -> APIRouter:
    """Return the address of this page."""
    router = APIRouter()

    @router.get("/today")
    def show(request: Request) -> Response:
        return site.page(request, _page(site, request, fresh_visit(site, request)))

    return router


def _page(site: Site, request: Request, visit: Visit) -> TodayPage:
    t, today = site.words("today", visit), site.today
    outcome = outcome_of(site, visit)
    made = programme_of(site, visit) if visit.training else None
    must_be_seen = isinstance(made, Referral) or (
        outcome is not None and outcome.urgency >= Urgency.TODAY
    )
    seen = made if isinstance(made, Referral) else outcome
    sessions, told = _sessions(site, made), progress_of(site, visit)
    return TodayPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        date=site.catalogue.day(today),
        people=_people(site, visit),
        band=band_view(site, as_planned(site.kb, seen), today, "today")
        if must_be_seen and seen is not None
        else None,
        band_address="/plan",
        danger=tuple(progress_lines(site.kb, told)) if told.danger and not must_be_seen else (),
        written=tuple(
            line_of(site, visit, k).says for k in kept_entries(site, visit) if k.entry.day == today
        ),
        session=next((v for day, v in sessions if day == today), None),
        next_session=next((v for day, v in sessions if day > today), None),
        has_programme=visit.training is not None,
        asks_signs=visit.was_stale,
        review=_review(site, t, visit, outcome),
        worse=() if must_be_seen else tuple(review_lines(site.kb, told)),
        due=() if must_be_seen else due_now(visit, told),
        lesson=_lesson(site, visit, outcome),
        forecast="" if must_be_seen else in_one_line(site, visit),
        trial=None if must_be_seen else trial_today(site, visit),
    )


def _people(site: Site, visit: Visit) -> tuple[Option, ...]:
    if site.keeper is None or visit.person:
        return ()
    return tuple(Option(id=p.id, words=site.name(p)) for p in site.keeper.people())


def _sessions(site: Site, made: object) -> tuple[tuple[date, DayView], ...]:
    if not isinstance(made, Programme):
        return ()
    days = (s.day for s in made.sessions)
    return tuple(zip(days, day_views(site, made), strict=True))


def _review(site: Site, t: Words, visit: Visit, outcome: CarePlan | Referral | None) -> str:
    """Tell the next look back, counted from the day on which the plan was made."""
    if not isinstance(outcome, CarePlan):
        return ""
    first = min((at.date() for at in visit.answered_at.values()), default=site.today)
    begun = visit.training.begun if visit.training else first
    made = plan_care(site.kb, outcome.assessment, visit.wishes, begun)
    looks = made.looks if isinstance(made, CarePlan) else outcome.looks
    ahead = sorted((k for k in looks if k.last >= site.today), key=lambda k: k.last)
    if not ahead:
        return ""
    return t("review_on", date=site.catalogue.day(ahead[0].last), what=ahead[0].advice.title)


def _lesson(site: Site, visit: Visit, outcome: CarePlan | Referral | None) -> str:
    if not isinstance(outcome, CarePlan):
        return ""
    who = reader_of(site.kb, outcome.assessment, outcome, visit.diary.entries, site.today)
    history = site.keeper.lessons(visit.person) if site.keeper and visit.person else None
    found = lesson_of(site.kb, who, history, site.today)
    return found.article.title if found else ""
