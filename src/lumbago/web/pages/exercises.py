"""The library of exercises: the list with its filters, a page each, and the small pictures."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from lumbago.answers import Answers
from lumbago.assessment import Assessment, assess
from lumbago.drawings.figure import can_be_smaller
from lumbago.knowledge import (
    ENGLISH,
    Area,
    Direction,
    Dose,
    DoseOrigin,
    Exercise,
    Footing,
    KnowledgeBase,
    NotNow,
    Phase,
    Position,
    Purpose,
    StopSign,
    Urgency,
)
from lumbago.library import EVERYDAY, MINUTES, NO_EQUIPMENT, Choice, called, fitting
from lumbago.plan import as_planned
from lumbago.sources import Provenance
from lumbago.web.alerts import danger_first
from lumbago.web.catalogue import Words
from lumbago.web.contexts import (
    ExerciseCard,
    ExercisePage,
    ExercisesPage,
    ExercisesWaitPage,
    Filter,
    NotNowCard,
    NotNowPage,
    Option,
    Origin,
    Row,
)
from lumbago.web.exercise_pictures import moving, small, stills, told
from lumbago.web.pages.plan import referral_of
from lumbago.web.sessions import Visit
from lumbago.web.site import Posted, Site, text_of
from lumbago.web.views import band_view, origin, origin_of

FOREVER = "public, max-age=31536000, immutable"

CHILD = "child"
"""The special group for whom nothing here was made."""

LEVELS = 5
SMALL = 0.5
"""The part of a movement that "smaller" shows."""

LONGEST_NAME = 80

_E = TypeVar("_E", bound=StrEnum)


def routes(site: Site) -> APIRouter:
    """Return the addresses of these pages."""
    router = APIRouter()

    @router.get("/exercises")
    def show(request: Request) -> Response:
        return waiting(site, request) or _list(site, request)

    @router.post("/exercises")
    def search(request: Request, form: Posted) -> Response:
        # What is typed goes in the body and never in an address.
        words = text_of(form, "name")[:LONGEST_NAME]
        if danger := danger_first(site, request, form, fields=("name",), onward="/exercises"):
            return danger
        return waiting(site, request) or _search(site, request, words)

    @router.get("/exercises/picture/{digest}/{id}.svg")
    def picture(digest: str, id: str) -> Response:
        if id not in site.kb.exercises:
            raise HTTPException(404)
        kept = FOREVER if digest == site.kb.digest else "no-cache"
        return Response(
            small(site.kb, id), media_type="image/svg+xml", headers={"cache-control": kept}
        )

    @router.get("/exercises/{id}")
    def one(request: Request, id: str) -> Response:
        if id not in site.kb.exercises and id not in site.kb.not_now:
            raise HTTPException(404)
        if wait := waiting(site, request):
            return wait
        if id in site.kb.not_now:
            return _not_now(site, request, site.kb.not_now[id])
        return _exercise(site, request, site.kb.exercises[id])

    return router


def waiting(site: Site, request: Request) -> Response | None:
    """Return the page that says to be seen first; None when nothing is so urgent.

    Nobody is invited to exercise whose answers ask for help today or at once, or whose plan is a
    referral.
    """
    visit = site.visit(request)
    referral = referral_of(site, visit)
    assessment = as_planned(site.kb, referral) if referral else _assessed(site, visit)
    if assessment is None or (referral is None and assessment.urgency < Urgency.TODAY):
        return None
    t = site.words("exercises", visit)
    context = ExercisesWaitPage(
        frame=site.frame(request, visit, t("wait_title")),
        t=t,
        band=band_view(site, assessment, site.today, "wait"),
        address="/emergency" if assessment.urgency is Urgency.NOW else "/result",
    )
    return site.page(request, context)


def _assessed(site: Site, visit: Visit) -> Assessment | None:
    answers: Answers | None = visit.answers
    return assess(site.kb, answers) if answers is not None else None


def _is_child(site: Site, visit: Visit) -> bool:
    assessment = _assessed(site, visit)
    groups = assessment.special_groups if assessment else ()
    return any(group.id == CHILD for group in groups)


def child_note(site: Site, visit: Visit) -> str:
    """Return what is said to a child, for whom nothing here was made; empty for all others."""
    return site.words("exercises", visit)("child") if _is_child(site, visit) else ""


def _list(site: Site, request: Request) -> Response:
    choice = _choice(site.kb, request)
    found = fitting(site.kb, choice)
    return _page(site, request, choice, found, tuple(site.kb.not_now.values()))


def _search(site: Site, request: Request, words: str) -> Response:
    found = called(site.kb, words)
    return _page(site, request, Choice(), found.exercises, found.not_now, words)


def _page(
    site: Site,
    request: Request,
    choice: Choice,
    found: Iterable[Exercise],
    not_now: Iterable[NotNow],
    words: str = "",
) -> Response:
    visit = site.visit(request)
    t = site.words("exercises", visit)
    cards = tuple(_card(site.kb, t, e) for e in found)
    later = tuple(
        NotNowCard(address=f"/exercises/{n.id}", title=n.title, why=n.why) for n in not_now
    )
    context = ExercisesPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        count=t("found", n=len(cards)),
        total=sum(e.footing is not Footing.NOT_NOW for e in site.kb.exercises.values()),
        filters=tuple(_filters(site.kb, t, choice)),
        is_filtered=choice != Choice(),
        searched=words,
        cards=cards,
        not_now=later,
        child=child_note(site, visit),
    )
    return site.page(request, context)


def _choice(kb: KnowledgeBase, request: Request) -> Choice:
    """Read the filters; what is not known is left open."""
    asked = request.query_params

    def one(name: str, kind: type[_E]) -> _E | None:
        values = {option.value: option for option in kind}
        return values.get(asked.get(name, ""))

    def number_of(name: str, known: Iterable[int]) -> int | None:
        return next((n for n in known if asked.get(name) == str(n)), None)

    tool = asked.get("equipment", "")
    return Choice(
        area=one("area", Area),
        phase=one("phase", Phase),
        purpose=one("purpose", Purpose),
        direction=one("direction", Direction),
        level=number_of("level", range(1, LEVELS + 1)),
        equipment=tool if tool in {NO_EQUIPMENT, EVERYDAY, *kb.equipment} else None,
        position=one("position", Position),
        minutes=number_of("minutes", MINUTES),
    )


def _filters(kb: KnowledgeBase, t: Words, c: Choice) -> Iterator[Filter]:
    used = [e for e in kb.exercises.values() if e.footing is not Footing.NOT_NOW]
    kinds: tuple[tuple[str, Iterable[StrEnum], StrEnum | None], ...] = (
        ("area", Area, c.area),
        ("phase", Phase, c.phase),
        ("purpose", Purpose, c.purpose),
        ("direction", Direction, c.direction),
        ("position", [p for p in Position if any(e.position is p for e in used)], c.position),
    )
    for name, kind, chosen in kinds:
        options = [(str(k.value), t(f"{name}_{k.value}")) for k in kind]
        yield _filter(t, name, options, chosen.value if chosen else "")
    levels = [(str(n), t(f"level_{n}")) for n in range(1, LEVELS + 1)]
    yield _filter(t, "level", levels, str(c.level or ""))
    tools = sorted({id for e in used for id in e.equipment}, key=lambda id: kb.equipment[id].name)
    things = [(id, kb.equipment[id].name.capitalize()) for id in tools]
    always = [(NO_EQUIPMENT, t("no_equipment")), (EVERYDAY, t("everyday"))]
    yield _filter(t, "equipment", [*always, *things], c.equipment or "")
    minutes = [(str(n), t("minutes_most", n=n)) for n in MINUTES]
    yield _filter(t, "minutes", minutes, str(c.minutes or ""))


def _filter(t: Words, name: str, options: Iterable[tuple[str, str]], chosen: str) -> Filter:
    every = [("", t("any")), *options]
    return Filter(
        name=name,
        title=t(name),
        options=tuple(Option(id=id, words=words, is_chosen=id == chosen) for id, words in every),
    )


def _card(kb: KnowledgeBase, t: Words, e: Exercise) -> ExerciseCard:
    return ExerciseCard(
        address=f"/exercises/{e.id}",
        picture=f"/exercises/picture/{kb.digest}/{e.id}.svg",
        name=e.name,
        about=e.about,
        facts=tuple(_facts(kb, t, e)),
    )


def _facts(kb: KnowledgeBase, t: Words, e: Exercise) -> Iterator[str]:
    yield t(f"level_{e.level}")
    yield t(f"position_{e.position.value}")
    yield t("minutes_about", n=max(1, round(e.minutes_a_time)))
    if e.equipment:
        yield ", ".join(kb.equipment[id].name for id in e.equipment)


def _not_now(site: Site, request: Request, entry: NotNow) -> Response:
    visit = site.visit(request)
    t = site.words("exercises", visit)
    drawn = entry.id in site.kb.exercises
    words = told(site.words("figure", visit))
    context = NotNowPage(
        frame=site.frame(request, visit, entry.title),
        t=t,
        title=entry.title,
        why=entry.why,
        until=entry.until,
        stills=stills(site.kb, entry.id, words) if drawn else (),
        instead=tuple(_card(site.kb, t, site.kb.exercises[id]) for id in entry.instead),
        source=origin(site.kb, entry.citation),
    )
    return site.page(request, context)


def _exercise(site: Site, request: Request, e: Exercise) -> Response:
    visit = site.visit(request)
    kb, t = site.kb, site.words("exercises", visit)
    names = site.words("exercise_for", visit)
    words = told(site.words("figure", visit))
    sided = e.dose.per_side or e.movement.alternates
    other = request.query_params.get("side") == "other"
    is_small = can_be_smaller(e.movement) and request.query_params.get("range") == "small"
    share = SMALL if is_small else 1.0
    context = ExercisePage(
        frame=site.frame(request, visit, e.name),
        t=t,
        kicker=t(
            "kicker",
            area=t(f"area_{e.area.value}"),
            position=t(f"position_{e.position.value}"),
            level=t(f"level_{e.level}"),
        ),
        name=e.name,
        also=t("also", names=", ".join(e.also_called)) if e.also_called else "",
        about=e.about,
        moving=moving(kb, e.id, words, other, share),
        stills=stills(kb, e.id, words, other, share),
        side_address=_figure_at(e, not other, is_small) if sided else "",
        is_other_side=other,
        range_address=_figure_at(e, other, not is_small) if can_be_smaller(e.movement) else "",
        is_small=is_small,
        is_with_clinician=e.footing is Footing.WITH_A_CLINICIAN,
        start=e.start,
        steps=e.steps,
        stop_now=_signs(kb, e, urgent=True),
        stop_ease=_signs(kb, e, urgent=False),
        dose=", ".join(_dose(t, e.dose)),
        how_often=_how_often(t, e.dose),
        dose_origin=t("dose_source" if e.dose.origin is DoseOrigin.SOURCE else "dose_ours"),
        muscles=t("muscles", names=", ".join(e.muscles)) if e.muscles else "",
        ladder=tuple(rung.text for rung in e.ladder),
        ladder_lang="" if _is_told(kb, e) else ENGLISH,
        source_rows=tuple(_source_rows(kb, t, e)),
        easier=tuple(_link(kb, id) for id in e.easier),
        harder=tuple(_link(kb, id) for id in e.harder),
        good_for=tuple(names(id) for id in e.good_for),
        not_for=tuple(names(id) for id in e.not_for),
        equipment=tuple(
            Row(name=kb.equipment[id].name, text=t("swap", what=kb.equipment[id].swap))
            for id in e.equipment
        ),
        sources=tuple(_origin(kb, t, id) for id in e.sources),
        child=child_note(site, visit),
    )
    return site.page(request, context)


def _figure_at(e: Exercise, other: bool, is_small: bool) -> str:
    """Return the address of an exercise with this side and this range."""
    asked = [("side", "other")] * other + [("range", "small")] * is_small
    return f"/exercises/{e.id}?{urlencode(asked)}" if asked else f"/exercises/{e.id}"


def _is_told(kb: KnowledgeBase, e: Exercise) -> bool:
    """Whether the ladder of an exercise is in the language of the page."""
    before = f"exercises.{e.id}.ladder."
    missing = kb.translation.missing if kb.translation is not None else ()
    return not any(key.startswith(before) for key in missing)


def _signs(kb: KnowledgeBase, e: Exercise, *, urgent: bool) -> tuple[str, ...]:
    signs: list[StopSign] = [kb.stop_signs[id] for id in e.stop_signs]
    return tuple(s.text for s in signs if (s.urgency >= Urgency.TODAY) is urgent)


def _link(kb: KnowledgeBase, id: str) -> Option:
    return Option(id=f"/exercises/{id}", words=kb.exercises[id].name)


def _dose(t: Words, d: Dose) -> Iterator[str]:
    """Yield the pieces of a dose in words."""
    if d.minutes is not None:
        low, high = d.minutes
        key = "minutes_one" if low == high else "minutes_a_time"
        yield t(key, low=number_in_words(low), high=number_in_words(high))
    elif d.reps is not None:
        times = t("sets_one", reps=d.reps) if d.reps > 1 else t("reps_one")
        yield t("sets", sets=d.sets, reps=d.reps) if d.sets > 1 else times
    if d.hold_s:
        yield t("hold", n=number_in_words(d.hold_s))
    if d.per_side:
        yield t("each_side")
    if d.rest_s and d.sets > 1:
        yield t("rest", n=number_in_words(d.rest_s))


def number_in_words(value: float) -> str:
    """Write a number without needless decimals."""
    return f"{value:g}"


def _how_often(t: Words, d: Dose) -> str:
    times = t("times_1") if d.times_a_day == 1 else t("times_n", n=d.times_a_day)
    days = {7: t("days_7"), 1: t("days_1")}.get(d.days_a_week) or t("days_n", n=d.days_a_week)
    return f"{times}, {days}."


def _source_rows(kb: KnowledgeBase, t: Words, e: Exercise) -> Iterator[Row]:
    """Yield the figures of the founding texts, as they stand there; none where they give none."""
    for id in e.source_rows:
        row = kb.source_rows[id]
        hold = t("seconds", n=row.hold) if _is_range(row.hold) else row.hold
        said = [
            f"{t(key)}: {text}"
            for key, text in (("source_hold", hold), ("source_reps", row.reps))
            if not text.startswith("not stated")
        ]
        if said:
            yield Row(name=row.name, text="; ".join(said), lang=ENGLISH)


def _is_range(text: str) -> bool:
    return text.replace("-", "").isdigit()


def _origin(kb: KnowledgeBase, t: Words, id: str) -> Origin:
    """Return a source; of a founding text is said what it is, for it is no work of science."""
    found = origin_of(kb, id)
    source = kb.sources[id]
    is_founding = source.is_ours and source.provenance is Provenance.SEEN
    return replace(found, how=t("founding")) if is_founding else found
