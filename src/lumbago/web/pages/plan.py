"""The plan: what to do now, this week and later, or who must look first."""

from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from lumbago.assessment import assess
from lumbago.knowledge import KnowledgeBase, Urgency, When
from lumbago.plan import (
    CarePlan,
    Look,
    Referral,
    Wishes,
    Work,
    as_calendar,
    as_plan_record,
    as_planned,
    plan_care,
    read_report,
)
from lumbago.plan.in_words import appointment_in_words, light_in_words
from lumbago.plan.wishes import MOST_MINUTES, TOPICS, as_wishes_record
from lumbago.web.alerts import danger_first
from lumbago.web.care_views import ANSWERS, card_picture, step_view, text_view
from lumbago.web.catalogue import Words
from lumbago.web.contexts import (
    Option,
    PlanOpenPage,
    PlanPage,
    ReferralPage,
    ReportPage,
    TextView,
    WishesPage,
)
from lumbago.web.flow import freshen, is_unfinished, reads_text
from lumbago.web.keeping import answers_record
from lumbago.web.sessions import Visit
from lumbago.web.site import Posted, Site, text_of, texts_of
from lumbago.web.views import band_view

KINDS = ("mind_body", "exercise", "hands_on", "medicine", "physical_self_care")
"""Kinds of treatments that a person can say they do not like."""

SKIPS = 2
"""So often is asked for the danger signs before a plan opens without them."""

MOST_SIGNS = 6
"""So many danger signs are named that were not asked."""


def routes(site: Site) -> APIRouter:
    """Return the addresses of the plan."""
    router = APIRouter()

    @router.get("/plan")
    def show(request: Request) -> Response:
        visit = fresh_visit(site, request)
        outcome = outcome_of(site, visit)
        if outcome is None:
            return site.go(request, "/questions")
        tell_plan(site, visit, outcome)
        if isinstance(outcome, Referral):
            return site.page(request, referral_page(site, request, visit, outcome))
        if outcome.is_unfinished and visit.plan_skips < SKIPS:
            return site.page(request, _unfinished(site, request, visit, outcome))
        return site.page(request, _plan(site, request, visit, outcome))

    @router.post("/plan/skip")
    def skip(request: Request, form: Posted) -> Response:
        visit = fresh_visit(site, request)
        site.keep(request, replace(visit, plan_skips=min(visit.plan_skips + 1, SKIPS)))
        return site.go(request, "/plan")

    @router.get("/plan/wishes")
    def ask(request: Request) -> Response:
        visit = fresh_visit(site, request)
        if outcome_of(site, visit) is None:
            return site.go(request, "/questions")
        return site.page(request, _wishes(site, request, visit, str(_minutes(visit.wishes)), ""))

    @router.post("/plan/wishes")
    def take(request: Request, form: Posted) -> Response:
        visit = fresh_visit(site, request)
        typed = text_of(form, "minutes")
        t = site.words("wishes", visit)
        if typed and not (typed.isdecimal() and int(typed) <= MOST_MINUTES):
            problem = t("minutes_problem", most=MOST_MINUTES)
            return site.page(request, _wishes(site, request, visit, typed, problem), 422)
        work = text_of(form, "work")
        wishes = replace(
            visit.wishes,
            minutes_a_day=float(typed) if typed else None,
            cares_for_someone=text_of(form, "cares") == "yes",
            floor=ANSWERS.get(text_of(form, "floor")),
            work=Work(work) if work in set(Work) else None,
            goals=tuple(id for id in texts_of(form, "goal") if id in site.kb.care.goals),
            topics=frozenset(texts_of(form, "topic")) & frozenset(TOPICS),
            equipment=frozenset(texts_of(form, "equipment")) & frozenset(site.kb.equipment),
            dislikes=frozenset(texts_of(form, "dislike")) & frozenset(KINDS),
        )
        site.keep(request, replace(visit, wishes=wishes))
        return site.go(request, "/plan")

    @router.post("/plan/check")
    def check(request: Request, form: Posted) -> Response:
        visit = fresh_visit(site, request)
        site.keep(request, replace(visit, wishes=with_concerns(site.kb, visit.wishes, form)))
        return site.go(request, "/options" if text_of(form, "from") == "options" else "/plan")

    @router.get("/plan/lumbago.ics")
    def calendar(request: Request) -> Response:
        outcome = outcome_of(site, fresh_visit(site, request))
        if not isinstance(outcome, CarePlan):
            return site.go(request, "/plan")
        return Response(
            as_calendar(site.kb, outcome.looks, site.today),
            media_type="text/calendar; charset=utf-8",
            headers={"content-disposition": 'attachment; filename="lumbago.ics"'},
        )

    @router.get("/scan-report")
    def paste(request: Request) -> Response:
        if not reads_text(site.kb):  # an alarming word would be overlooked
            return site.go(request, "/plan")
        return site.page(request, _report(site, request, ""))

    @router.post("/scan-report")
    def explain(request: Request, form: Posted) -> Response:
        if not reads_text(site.kb):
            return site.go(request, "/plan")
        if danger := danger_first(
            site, request, form, fields=("report",), onward="/scan-report", of_scans=False
        ):
            return danger
        return site.page(request, _report(site, request, text_of(form, "report")))

    return router


def outcome_of(site: Site, visit: Visit) -> CarePlan | Referral | None:
    """Return the plan or the referral of a visit; nothing before it is known where it hurts."""
    answers = visit.answers
    if answers is None or not visit.has_places or visit.was_stale:
        return None
    return plan_care(
        site.kb,
        assess(site.kb, answers),
        visit.wishes,
        site.today,
        is_unfinished=is_unfinished(site.kb, visit),
    )


def referral_of(site: Site, visit: Visit) -> Referral | None:
    """Return the referral of whoever must be seen first, and gets no exercise on any page."""
    outcome = outcome_of(site, visit)
    return outcome if isinstance(outcome, Referral) else None


def tell_plan(site: Site, visit: Visit, outcome: CarePlan | Referral) -> None:
    """Keep the answers, the wishes and the plan that is shown, where a person is kept."""
    answers = outcome.assessment.answers
    site.tell(visit, "answers", lambda: answers_record(visit, answers))
    site.tell(visit, "wishes", lambda: as_wishes_record(visit.wishes))
    site.tell(visit, "plan", lambda: as_plan_record(site.kb, outcome))


def with_concerns(kb: KnowledgeBase, wishes: Wishes, form: Posted) -> Wishes:
    """Take in the answers to contraindications: yes, no, or not known."""
    said = {
        id: ANSWERS[text_of(form, f"code_{id}")]
        for id in kb.care.contraindications
        if text_of(form, f"code_{id}") in ANSWERS
    }
    return replace(wishes, concerns={**wishes.concerns, **said})


def fresh_visit(site: Site, request: Request) -> Visit:
    """Return the visit, each old "no" to a danger sign taken back."""
    return freshen(site.kb, site.visit(request), site.clock())


def _minutes(wishes: Wishes) -> str:
    return "" if wishes.minutes_a_day is None else f"{wishes.minutes_a_day:g}"


def _unfinished(site: Site, request: Request, visit: Visit, plan: CarePlan) -> PlanOpenPage:
    t = site.words("plan_open", visit)
    known = site.kb.findings
    open_signs = [id for id in plan.missing if id not in visit.given and known[id].can_be_asked]
    return PlanOpenPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        signs=tuple(site.kb.findings[id].tick for id in open_signs[:MOST_SIGNS]),
        was_skipped=visit.plan_skips > 0,
    )


def _plan(site: Site, request: Request, visit: Visit, plan: CarePlan) -> PlanPage:
    kb = site.kb
    t = site.words("plan", visit)
    concerns = visit.wishes.concerns
    return PlanPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        band=band_view(site, plan.assessment, site.today, "plan"),
        appointment=appointment_in_words(kb, plan),
        light=light_in_words(kb, plan),
        is_unfinished=plan.is_unfinished,
        steps_by_part=tuple(
            (
                kb.words[f"plan.part_{when.value}"],
                tuple(step_view(site, s, concerns, drawn=True) for s in plan.part(when)),
            )
            for when in When
            if plan.part(when)
        ),
        goals=tuple((g.name, g.first_step) for g in plan.goals),
        not_now=tuple(
            text_view(kb, n.name, (n.tells, n.studies), n.citation, n.also) for n in plan.not_now
        ),
        left_out=tuple(
            (item.treatment.name, tuple(code.tells for code in item.because))
            for item in plan.left_out
        ),
        cards=tuple(
            text_view(kb, c.title, c.lines, c.citation, c.also, card_picture(kb, c))
            for c in plan.cards
        ),
        activities=tuple((f"/activities/{a.id}", a.title) for a in plan.activities),
        imaging=plan.imaging.answer,
        imaging_text=plan.imaging.text,
        reads_report=reads_text(site.kb),
        see=tuple(
            text_view(
                kb,
                t("by", who=kb.words[f"plan.who_{v.advice.who}"], date=site.catalogue.day(v.by)),
                (v.advice.tells, v.advice.leave and t("see_leave", what=v.advice.leave)),
                v.advice.citation,
                v.advice.also,
            )
            for v in plan.visits
        ),
        looks=tuple(_look(site, t, look) for look in plan.looks),
        nets=tuple(net.text for net in plan.safety_nets),
        groups=tuple(g.text for g in plan.groups),
        closing=kb.words["plan.closing"],
    )


def _look(site: Site, t: Words, look: Look) -> TextView:
    advice = look.advice
    first, last = site.catalogue.day(look.first), site.catalogue.day(look.last)
    when = last if look.first == look.last else t("between", first=first, last=last)
    return text_view(
        site.kb, f"{when} – {advice.title}", (advice.tells,), advice.citation, advice.also
    )


def referral_page(site: Site, request: Request, visit: Visit, r: Referral) -> ReferralPage:
    """Return the page for whoever must be seen first."""
    kb = site.kb
    t = site.words("referral", visit)
    return ReferralPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        band=band_view(site, as_planned(kb, r), site.today, "plan"),
        is_now=r.urgency is Urgency.NOW,
        because=tuple(text_view(kb, b.title, (b.text,), b.citation) for b in r.because),
        say=r.say,
        take=r.take,
        leave=r.leave,
        care_there=tuple(text_view(kb, c.name, (c.tells,), c.citation, c.also) for c in r.care),
        nets=(r.safety_net, *(net.text for net in r.safety_nets)),
    )


def _wishes(site: Site, request: Request, visit: Visit, minutes: str, problem: str) -> WishesPage:
    t = site.words("wishes", visit)
    w, kb = visit.wishes, site.kb
    floor = {True: "yes", False: "no", None: "unsure"}[w.floor]
    return WishesPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        minutes=minutes,
        problem=problem,
        cares=w.cares_for_someone,
        floor=tuple(
            Option(id=id, words=t(id), is_chosen=id == floor) for id in ("yes", "no", "unsure")
        ),
        works=tuple(
            Option(id=k.value, words=t(f"group_work_{k.value}"), is_chosen=w.work is k)
            for k in Work
        ),
        goals=tuple(
            Option(id=g.id, words=g.name, is_chosen=g.id in w.goals) for g in kb.care.goals.values()
        ),
        topics=tuple(
            Option(id=id, words=t(f"group_topic_{id}"), is_chosen=id in w.topics) for id in TOPICS
        ),
        equipment=tuple(
            Option(id=e.id, words=e.name, is_chosen=e.id in w.equipment)
            for e in kb.equipment.values()
            if not e.everyday
        ),
        dislikes=tuple(
            Option(id=id, words=t(f"group_kind_{id}"), is_chosen=id in w.dislikes) for id in KINDS
        ),
    )


def _report(site: Site, request: Request, text: str) -> ReportPage:
    visit = site.visit(request)
    t = site.words("report", visit)
    found = read_report(site.kb, text)
    kb = site.kb
    return ReportPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        was_read=bool(text),
        alarming=tuple(
            text_view(kb, ", ".join(_there(w.words, text)), (w.tells,), w.citation)
            for w in found.alarming
        ),
        calm=tuple(
            text_view(kb, ", ".join(_there(w.words, text)), (w.tells,), w.citation)
            for w in found.calm
        ),
    )


def _there(words: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Return those of our own words that stand in the text; nothing of the text itself."""
    return tuple(word for word in words if word in text.casefold())
