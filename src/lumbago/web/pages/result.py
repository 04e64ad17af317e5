"""The result: what to do, what probably causes it, and why."""

from collections.abc import Iterator
from dataclasses import replace

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from lumbago.assessment import Assessment, ExpectedCourse, assess, changes
from lumbago.knowledge import Course, KnowledgeBase, Urgency
from lumbago.network import Belief
from lumbago.plan import Referral, as_planned, plan_care
from lumbago.plan.whole import Because
from lumbago.records import as_record
from lumbago.web.catalogue import Words
from lumbago.web.contexts import CourseView, DangerView, Kind, Origin, ResultPage
from lumbago.web.figures import figures_used
from lumbago.web.flow import Stop, current, danger_signs, freshen
from lumbago.web.keeping import answers_record
from lumbago.web.pages.emergency import what_to_say
from lumbago.web.pictures import course as draw_course
from lumbago.web.pictures import kind_of_pain
from lumbago.web.sessions import Visit
from lumbago.web.site import Site
from lumbago.web.views import (
    NOTHING,
    band_view,
    because_views,
    cause_view,
    change_view,
    origin,
    origin_of,
    reason_views,
)
from lumbago.wording import in_words, number

LEAST_KIND = 0.5
"""A kind of pain that is less likely than this is not named."""

WORD_OF_LIKELY = 0.15
"""From here on a cause is told with the likely ones."""

FIRST_CHANGES = 2
"""So many answers to try are shown at once; the others are folded away."""

CHILD = "child"
"""The group for whom nothing here was made."""


def routes(site: Site) -> APIRouter:
    """Return the address of the result."""
    router = APIRouter()

    @router.get("/result")
    def show(request: Request) -> Response:
        visit = freshen(site.kb, site.visit(request), site.clock())
        answers = visit.answers
        if answers is None or not visit.has_places or visit.was_stale:
            return site.go(request, "/questions")
        step = current(site.kb, visit)
        if step is Stop.EMERGENCY:
            return site.go(request, step.value)
        unfinished = "" if step is Stop.RESULT else "/questions"
        site.keep(request, replace(visit, has_seen_result=True))
        site.tell(visit, "answers", lambda: answers_record(visit, answers))
        site.tell(visit, "assessment", lambda: as_record(site.kb, assess(site.kb, answers)))
        outcome = plan_care(site.kb, assess(site.kb, answers), visit.wishes, site.today)
        if outcome.urgency is Urgency.NOW and outcome.assessment.urgency < Urgency.NOW:
            return site.go(request, "/plan")
        assessment = as_planned(site.kb, outcome)
        because = outcome.because if isinstance(outcome, Referral) else ()
        told = because if assessment.urgency > outcome.assessment.urgency else ()
        return site.page(request, _context(site, request, visit, assessment, unfinished, told))

    return router


def _context(
    site: Site,
    request: Request,
    visit: Visit,
    a: Assessment,
    unfinished: str,
    told: tuple[Because, ...],
) -> ResultPage:
    t = site.words("result", visit)
    kb = site.kb
    has_causes = a.urgency < Urgency.NOW
    causes = a.causes if has_causes else ()
    likely = [c for n, c in enumerate(causes) if n == 0 or c.p >= WORD_OF_LIKELY]
    others = [c for c in causes if c not in likely]
    reasons = (*because_views(site, told), *reason_views(site, a, site.country(request)))
    top = {reason.flag.id for reason in a.reasons if reason.flag.urgency is a.by_rules}
    studies, ours = figures_used(kb, a.answers)
    found = changes(kb, a) if has_causes else ()
    tried = tuple(change_view(site, t, n, a, c) for n, c in enumerate(found))
    return ResultPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        band=band_view(site, a, site.today, "urgency"),
        child=next((g.text for g in a.special_groups if g.id == CHILD), ""),
        has_causes=has_causes,
        checked=_checked(site, t, visit),
        difference=_difference(site, t, visit, a),
        unfinished=unfinished,
        reasons=tuple(r for r in reasons if not r.id or r.id in top or r.talk),
        more_reasons=tuple(r for r in reasons if r.id and r.id not in top and not r.talk),
        by_chance=_by_chance(t, a),
        tell=what_to_say(site, visit, a),
        kind=_kind(t, site, visit, a) if has_causes else None,
        causes=tuple(
            cause_view(site, t, a.answers.person, c, f"cause-{n}") for n, c in enumerate(likely)
        ),
        others=tuple(
            cause_view(site, t, a.answers.person, c, f"other-{n}") for n, c in enumerate(others)
        ),
        figures=t("figures", studies=studies, ours=ours),
        changes=tried[:FIRST_CHANGES],
        more_changes=tried[FIRST_CHANGES:],
        dangers=_dangers(kb, t, a),
        modifiers=tuple(
            cause_view(site, t, a.answers.person, c, f"modifier-{n}")
            for n, c in enumerate(a.modifiers if has_causes else ())
        ),
        imaging=a.imaging.answer,
        imaging_text=a.imaging.text,
        imaging_sources=tuple(origin_of(kb, id) for id in a.imaging.sources),
        course=_course(site, t, a, a.course) if a.course and has_causes else None,
        groups=tuple(
            (g.text, tuple(origin_of(kb, id) for id in g.sources))
            for g in a.special_groups
            if g.id != CHILD
        ),
        knowledge=t("version", version=a.knowledge),
    )


def _checked(site: Site, t: Words, visit: Visit) -> str:
    signs = [id for id in danger_signs(site.kb) if id in visit.given]
    if not signs:
        return t("checked_none")
    unsure = sum(visit.given[id] is None for id in signs)
    words = t("checked_unsure", n=unsure) if unsure else t("checked_sure")
    return t("checked", n=len(signs), unsure=words)


def _difference(site: Site, t: Words, visit: Visit, a: Assessment) -> tuple[str, ...]:
    before = visit.before
    if before is None:
        return ()
    lines = []
    if before.urgency is not a.urgency:
        was = site.kb.urgency_words[before.urgency].name
        lines.append(t("difference_urgency", before=was, after=a.words.name))
    first = a.causes[0].name if a.causes else ""
    if before.leader != a.leader and a.urgency < Urgency.NOW and before.leader_name and first:
        lines.append(t("difference_leader", before=before.leader_name, after=first))
    return tuple(lines) or (t("difference_none"),)


def _by_chance(t: Words, a: Assessment) -> str:
    if a.by_probability <= a.by_rules:
        return ""
    names = [d.name for d in a.dangers if d.asks_for is a.by_probability]
    return t("chance", names=", ".join(names)) if names else t("chance_elsewhere")


def _kind(t: Words, site: Site, visit: Visit, a: Assessment) -> Kind | None:
    region = a.answers.person.region
    top: Belief | None = a.mechanisms[0] if a.mechanisms else None
    if top is not None and top.p >= LEAST_KIND:
        mechanism = site.kb.mechanisms[top.id]
        return Kind(
            name=mechanism.kind_sentence,
            about=mechanism.about,
            chance=t("kind_chance", chance=in_words(site.kb, top.p)),
            address=f"/kind/{top.id}",
            picture=kind_of_pain(top.id, region, site.drawing_words, visit.marks.side),
        )
    lead = a.causes[0] if a.causes else None
    if lead is None or not lead.is_group:
        return None
    return Kind(
        name=lead.name,
        about=lead.about,
        chance="",
        address=f"/cause/{lead.id}",
        picture=kind_of_pain("mechanical", region, site.drawing_words),
    )


def _dangers(kb: KnowledgeBase, t: Words, a: Assessment) -> tuple[DangerView, ...]:
    return tuple(
        DangerView(
            address=f"/cause/{d.id}",
            name=d.name,
            chance=t("dangers_chance", chance=in_words(kb, d.p)),
            asks=t("dangers_now") if d.asks_for > Urgency.SELF_CARE else t("dangers_none"),
        )
        for d in a.dangers
    )


def _course(site: Site, t: Words, a: Assessment, expected: ExpectedCourse) -> CourseView | None:
    curve, recovery = expected.curve, expected.recovery
    shares = list(_shares(site.kb, t, expected))
    sources: list[Origin] = []
    if curve is not None:
        sources.append(origin(site.kb, curve.citation, curve.source_title))
    if recovery is not None and shares:
        sources.append(origin(site.kb, recovery.citation))
    if curve is None and not shares:
        return None
    what = "" if curve is None else t(_what(curve))
    return CourseView(
        chart=_chart(site, t, a, curve, what) if curve else NOTHING,
        what=what,
        rows=tuple(
            (t("course_weeks", n=week) if week else t("course_now"), number(site.kb, value))
            for week, value in sorted(curve.weeks.items())
        )
        if curve
        else (),
        shares=tuple(shares),
        sources=tuple(sources),
    )


def _chart(site: Site, t: Words, a: Assessment, curve: Course, what: str) -> Markup:
    pain = a.answers.given.get("pain_severity")
    is_pain = _what(curve) == "course_pain" and isinstance(pain, int | float)
    return draw_course(
        curve, t("course"), what, site.drawing_words, float(pain or 0) if is_pain else None
    )


def _what(curve: Course) -> str:
    return "course_disability" if "disab" in curve.outcome else "course_pain"


def _whole(weeks: float) -> float:
    """Round as people speak: whole weeks from two on."""
    return float(round(weeks)) if weeks >= 2 else weeks


def _shares(kb: KnowledgeBase, t: Words, expected: ExpectedCourse) -> Iterator[str]:
    recovery = expected.recovery
    if recovery is None:
        return
    if recovery.median_weeks is not None:
        yield t("course_half", n=number(kb, _whole(recovery.median_weeks)))
    for weeks, percent in ((6, recovery.by_6_weeks), (12, recovery.by_12_weeks)):
        if percent is not None:
            chance = in_words(kb, percent / 100)
            yield t("course_share", chance=chance[0].upper() + chance[1:], n=weeks)
