"""The programme: weeks of sessions with their reasons, and the form that changes them."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from lumbago.diary import Diary, DiaryEntry, Felt, Settled, Spread
from lumbago.knowledge import KnowledgeBase
from lumbago.plan import Referral, Wishes
from lumbago.plan.wishes import MOST_MINUTES, as_wishes_record
from lumbago.programme import Decision, Programme
from lumbago.programme.lights import AMBER, GREEN, RED, light
from lumbago.programme.records import as_programme_calendar, as_programme_record, place_name
from lumbago.web.care_views import ANSWERS, ask_view
from lumbago.web.catalogue import Words
from lumbago.web.contexts import ChangedPage, EntryPage, Option, ProgrammePage
from lumbago.web.pages.plan import fresh_visit, referral_page, with_concerns
from lumbago.web.sessions import Training, Visit
from lumbago.web.site import Posted, Site, text_of, texts_of
from lumbago.web.training import ask_anew, keep_entry, programme_of, signs_to_ask
from lumbago.web.training_views import (
    by_week,
    day_views,
    decision_view,
    of_every,
    rule_view,
    sheet_views,
)

LATEST = timedelta(days=60)
"""A programme can be put off for so long; then the plan is too old for it."""

SCORES = ("pain_now", "pain_during", "pain_after", "pain_next_morning", "effort")
NUMBERS = tuple(range(11))
LIGHTS = {GREEN: "green", AMBER: "amber", RED: "red"}
OTHER = "other"
"""A danger sign that is not on the list, or that the person is not sure of."""


def routes(site: Site) -> APIRouter:
    """Return the addresses of the programme."""
    router = APIRouter()

    @router.get("/programme")
    def show(request: Request) -> Response:
        visit = fresh_visit(site, request)
        made = programme_of(site, visit)
        if isinstance(made, Programme):
            tell_programme(site, visit, made)
            return site.page(request, _page(site, request, visit, made))
        return turned_away(site, request, visit, made)

    @router.post("/programme/begin")
    def begin(request: Request, form: Posted) -> Response:
        visit = fresh_visit(site, request)
        made = programme_of(site, visit)
        if not isinstance(made, Programme):
            return turned_away(site, request, visit, made)
        problem = _problem(site, visit, form)
        if problem:
            context = _page(site, request, visit, made, form=form, problem=problem)
            return site.page(request, context, 422)
        start = date.fromisoformat(text_of(form, "start"))
        training = Training(begun=site.today, start=start)
        wishes = _wishes(visit.wishes, form)
        site.keep(request, replace(visit, training=training, wishes=wishes))
        return site.go(request, "/programme")

    @router.post("/programme/check")
    def check(request: Request, form: Posted) -> Response:
        visit = fresh_visit(site, request)
        site.keep(request, replace(visit, wishes=with_concerns(site.kb, visit.wishes, form)))
        return site.go(request, "/programme")

    @router.get("/programme/lumbago.ics")
    def calendar(request: Request) -> Response:
        made = programme_of(site, fresh_visit(site, request))
        if not isinstance(made, Programme):
            return site.go(request, "/programme")
        return Response(
            as_programme_calendar(site.kb, made),
            media_type="text/calendar; charset=utf-8",
            headers={"content-disposition": 'attachment; filename="lumbago-sessions.ics"'},
        )

    @router.get("/programme/entry")
    def ask(request: Request) -> Response:
        visit = fresh_visit(site, request)
        made = programme_of(site, visit)
        if not isinstance(made, Programme) or visit.training is None:
            return site.go(request, "/programme")
        return site.page(request, _entry(site, request, visit, "", ""))

    @router.post("/programme/entry")
    def take(request: Request, form: Posted) -> Response:
        visit = fresh_visit(site, request)
        before = programme_of(site, visit)
        if not isinstance(before, Programme) or visit.training is None:
            return site.go(request, "/programme")
        day = day_of(site, visit, text_of(form, "day"))
        if day is None:
            problem = site.words("programme", visit)("day_problem")
            typed = text_of(form, "day")
            return site.page(request, _entry(site, request, visit, typed, problem), 422)
        visit = keep_entry(site, request, visit, read_entry(site, visit, form, day))
        return after_entry(site, request, visit, is_worried=bool(texts_of(form, "sign")))

    @router.get("/programme/changed")
    def changed(request: Request) -> Response:
        visit = fresh_visit(site, request)
        entries = visit.diary.entries
        before = programme_of(site, replace(visit, diary=Diary(entries[:-1])))
        after = programme_of(site, visit)
        if not isinstance(after, Programme):
            return turned_away(site, request, visit, after)
        if not entries or not isinstance(before, Programme):
            return site.go(request, "/programme")
        return site.page(request, _changed(site, request, visit, before, after))

    return router


def tell_programme(site: Site, visit: Visit, made: Programme) -> None:
    """Keep the programme that is shown, once it was begun, where a person is kept."""
    training = visit.training
    if training is None:
        return
    days = {"begun": training.begun.isoformat(), "start": training.start.isoformat()}
    site.tell(visit, "wishes", lambda: as_wishes_record(visit.wishes))
    site.tell(visit, "programme", lambda: {**as_programme_record(site.kb, made), **days})


def turned_away(
    site: Site, request: Request, visit: Visit, made: Programme | Referral | None
) -> Response:
    """Send whoever has no programme where they must go: to be seen, or to the questions."""
    if isinstance(made, Referral):
        return site.page(request, referral_page(site, request, visit, made))
    return site.go(request, "/questions")


def after_entry(site: Site, request: Request, visit: Visit, *, is_worried: bool) -> Response:
    """Show what an entry changes, or who must look first; or ask all danger signs anew.

    `is_worried`: something new was told that no rule alone makes urgent. The rules of a programme
    ask for the safety questions as well, as after strong pain or a long gap.
    """
    after = programme_of(site, visit)
    asks = isinstance(after, Programme) and (is_worried or after.screen)
    if after is None or asks:
        site.keep(request, ask_anew(site.kb, visit))
        return site.go(request, "/questions")
    return site.go(request, "/programme/changed")


def day_of(site: Site, visit: Visit, typed: str) -> date | None:
    """Read the day of an entry: from the day the programme was begun to today."""
    try:
        day = date.fromisoformat(typed) if typed else site.today
    except ValueError:
        return None
    begun = visit.training.begun if visit.training else site.today
    return day if begun <= day <= site.today else None


def read_entry(site: Site, visit: Visit, form: Posted, day: date) -> DiaryEntry:
    """Read an entry; what was not told stays not known."""
    spread, settled = text_of(form, "spread"), text_of(form, "settled")
    known = signs_to_ask(site.kb, visit)
    return DiaryEntry(
        day=day,
        pain_now=_score(form, "pain_now"),
        pain_during=_score(form, "pain_during"),
        pain_after=_score(form, "pain_after"),
        pain_next_morning=_score(form, "pain_next_morning"),
        effort=_score(form, "effort"),
        done=ANSWERS.get(text_of(form, "done")),
        exercises=_felt(site.kb, text_of(form, "felt")),
        settled=Settled(settled) if settled in set(Settled) else None,
        muscle_sore=True if text_of(form, "muscle_sore") else None,
        dangers=dict.fromkeys((id for id in texts_of(form, "sign") if id in known), True),
        spread=Spread(spread) if spread in set(Spread) else None,
        light_headed=ANSWERS.get(text_of(form, "light_headed")),
    )


def _felt(kb: KnowledgeBase, typed: str) -> dict[str, Felt]:
    """Read how each exercise felt, as the player tells it; what can not be read is left out."""
    try:
        told = json.loads(typed) if typed else {}
    except ValueError:
        return {}
    found = {}
    for id, one in told.items() if isinstance(told, dict) else ():
        if id in kb.exercises and isinstance(one, dict):
            pain, effort = (
                float(v) if (v := one.get(name)) in NUMBERS else None for name in ("pain", "effort")
            )
            found[id] = Felt(pain, effort)
    return found


def _score(form: Posted, name: str) -> float | None:
    typed = text_of(form, name)
    return float(typed) if typed in {str(n) for n in NUMBERS} else None


def _problem(site: Site, visit: Visit, form: Posted) -> str:
    t = site.words("programme", visit)
    typed = text_of(form, "minutes")
    if typed and not (typed.isdecimal() and 0 < int(typed) <= MOST_MINUTES):
        return t("minutes_problem", most=MOST_MINUTES)
    try:
        start = date.fromisoformat(text_of(form, "start"))
    except ValueError:
        return t("start_problem")
    is_near = site.today <= start <= site.today + LATEST
    return "" if is_near else t("start_problem")


def _wishes(wishes: Wishes, form: Posted) -> Wishes:
    typed, days = text_of(form, "minutes"), text_of(form, "days")
    return replace(
        wishes,
        minutes_a_day=float(typed) if typed else None,
        days_a_week=int(days) if days in set("1234567") else None,
        floor=ANSWERS.get(text_of(form, "floor")),
    )


def _page(
    site: Site,
    request: Request,
    visit: Visit,
    made: Programme,
    *,
    form: Posted | None = None,
    problem: str = "",
) -> ProgrammePage:
    kb, t, w = site.kb, site.words("programme", visit), visit.wishes
    days = day_views(site, made)
    floor = {True: "yes", False: "no", None: "unsure"}[w.floor]
    own = "" if w.minutes_a_day is None else f"{w.minutes_a_day:g}"
    sheets = tuple(sheet_views(kb, made))
    is_today = bool(made.sessions) and made.sessions[0].day == site.today
    return ProgrammePage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        has_begun=visit.training is not None,
        start=text_of(form, "start") if form else made.start.isoformat(),
        first=site.today.isoformat(),
        last=(site.today + LATEST).isoformat(),
        minutes=text_of(form, "minutes") if form else own,
        days=tuple(
            Option(id=str(n or ""), words=t(f"group_days_{n}"), is_chosen=(w.days_a_week or 0) == n)
            for n in range(8)
        ),
        floor=tuple(
            Option(id=id, words=t(id), is_chosen=id == floor) for id in ("yes", "no", "unsure")
        ),
        problem=problem,
        note=made.note.tells if made.note else "",
        questions=tuple(ask_view(code, w.concerns) for code in made.questions),
        shaped_by=tuple(rule_view(kb, rule) for rule in made.shaped_by),
        gaps=tuple(rule_view(kb, gap.rule, place_name(kb, gap)) for gap in made.gaps),
        rescreen=t("rescreen", date=site.catalogue.day(made.rescreen)),
        today=days[0] if is_today else None,
        weeks=by_week(made, days),
        sheets=sheets,
        of_every=of_every(sheets),
        decisions=tuple(decision_view(kb, t, d) for d in reversed(made.decisions)),
        stop=kb.words["programme.stop"],
        nets=tuple(net.text for net in made.plan.safety_nets),
    )


def _entry(site: Site, request: Request, visit: Visit, typed: str, problem: str) -> EntryPage:
    kb, t = site.kb, site.words("programme", visit)
    begun = visit.training.begun if visit.training else site.today
    return EntryPage(
        frame=site.frame(request, visit, t("entry")),
        t=t,
        day=typed or site.today.isoformat(),
        first=begun.isoformat(),
        last=site.today.isoformat(),
        problem=problem,
        scores=tuple(_scales(t)),
        numbers=NUMBERS,
        lights=tuple(
            rule_view(kb, kb.progression[rule], t(f"group_light_{name}"))
            for rule, name in LIGHTS.items()
        ),
        signs=tuple(Option(id=id, words=kb.findings[id].tick) for id in signs_to_ask(kb, visit)),
    )


def _scales(t: Words) -> Iterator[tuple[str, str, str, str]]:
    for name in SCORES:
        kind = "effort" if name == "effort" else "pain"
        yield name, t(f"group_{name}"), t(f"{kind}_least"), t(f"{kind}_most")


def _changed(
    site: Site, request: Request, visit: Visit, before: Programme, after: Programme
) -> ChangedPage:
    kb, t = site.kb, site.words("programme", visit)
    new = tuple(_new(before.decisions, after.decisions))
    is_red = any(d.rule.id == RED for d in new)  # amber is said of the same pain: once is enough
    shown = light(kb, visit.diary.entries[-1])
    days = day_views(site, after)
    return ChangedPage(
        frame=site.frame(request, visit, t("changed")),
        t=t,
        light=LIGHTS[shown.id] if shown else "",
        light_words=shown.tells if shown else "",
        changes=tuple(decision_view(kb, t, d) for d in new if not (is_red and d.rule.id == AMBER)),
        next=days[0] if days else None,
        stop=kb.words["programme.stop"],
    )


def _new(before: tuple[Decision, ...], after: tuple[Decision, ...]) -> Iterator[Decision]:
    """Yield the decisions that were not there before."""
    old = Counter((d.day, d.move, d.rule.id, d.exercise) for d in before)
    for d in after:
        key = (d.day, d.move, d.rule.id, d.exercise)
        if old[key]:
            old[key] -= 1
        else:
            yield d
