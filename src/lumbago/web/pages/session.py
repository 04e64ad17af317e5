"""A session: the page that leads through it, what came of it, and the button to stop."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from lumbago.diary import DiaryEntry, Spread
from lumbago.knowledge import KnowledgeBase, Urgency
from lumbago.programme import Pick, Programme, Session, alternatives, beats
from lumbago.programme.records import told
from lumbago.web.catalogue import Words
from lumbago.web.contexts import ItemView, MoveView, Option, Row, SessionPage
from lumbago.web.exercise_pictures import told as in_words
from lumbago.web.exercise_pictures import turns_at
from lumbago.web.pages.emergency import danger_lines
from lumbago.web.pages.plan import fresh_visit
from lumbago.web.pages.programme import (
    NUMBERS,
    after_entry,
    day_of,
    read_entry,
    turned_away,
)
from lumbago.web.sessions import Visit
from lumbago.web.site import Posted, Site, text_of
from lumbago.web.training import ask_anew, keep_entry, programme_of
from lumbago.web.training_views import figure_file, minutes_of, rule_view

FOREVER = "public, max-age=31536000, immutable"

READY_S, WORDS_A_SECOND = 10, 2.5
"""Seconds to get ready, and how fast a voice reads what is to be done."""

ALARMING = ("chest", "sharp", "spreading", "numb", "weak")
"""What ends a session, and asks every danger sign anew."""

EVENTS = (*ALARMING, "dizzy", "hard", "none")

SAID = ("ready", "go", "hold", "back", "change", "rest", "time", "left", "right", "next", "round",
        "of", "paused", "gap", "finished", "seconds", "half", "stopped", "pause", "resume",
        "minutes_left", "breath_in", "breath_out", "breath_keep", "noted_easier", "noted_next",
        "sending", "waiting", "refused", "kept")  # fmt: skip
"""What the player says."""


def routes(site: Site) -> APIRouter:
    """Return the addresses of a session."""
    router = APIRouter()

    @router.get("/session/{number}")
    def show(request: Request, number: int) -> Response:
        visit = fresh_visit(site, request)
        made = programme_of(site, visit)
        if not isinstance(made, Programme):
            return turned_away(site, request, visit, made)
        if visit.training is None or not 1 <= number <= len(made.sessions):
            return site.go(request, "/programme")
        return site.page(request, _page(site, request, visit, made, number))

    @router.get("/exercises/figure/{digest}/{id}.svg")
    def moving(request: Request, digest: str, id: str) -> Response:
        if id not in site.kb.exercises:
            raise HTTPException(404)
        kept = FOREVER if digest == site.kb.digest else "no-cache"
        words = in_words(site.catalogue.words("figure"))
        return Response(
            figure_file(site.kb, id, words, request.query_params.get("side") == "other"),
            media_type="image/svg+xml",
            headers={"cache-control": kept},
        )

    @router.post("/session/{number}/result")
    def result(request: Request, number: int, form: Posted) -> Response:
        visit = fresh_visit(site, request)
        before = programme_of(site, visit)
        day = day_of(site, visit, text_of(form, "day"))
        if visit.training is None or day is None:
            return site.go(request, "/programme")
        visit = keep_entry(site, request, visit, read_entry(site, visit, form, day))
        if not isinstance(before, Programme):
            return turned_away(site, request, visit, before)
        return after_entry(site, request, visit, is_worried=False)

    @router.post("/session/{number}/stop")
    def stop(request: Request, number: int, form: Posted) -> Response:
        visit = fresh_visit(site, request)
        before = programme_of(site, visit)
        day = day_of(site, visit, text_of(form, "day")) or site.today
        what = text_of(form, "what")
        visit = keep_entry(site, request, visit, stopped_entry(day, what, form))
        if what in ALARMING or what not in EVENTS:
            site.keep(request, ask_anew(site.kb, visit))
            return site.go(request, "/help" if what == "chest" else "/questions")
        if not isinstance(before, Programme):
            return turned_away(site, request, visit, before)
        return after_entry(site, request, visit, is_worried=False)

    return router


def stopped_entry(day: date, what: str, form: Posted) -> DiaryEntry:
    """Return what is known of a session that was stopped: never that it was done, or went well."""
    pain = text_of(form, "pain_now")
    return DiaryEntry(
        day=day,
        pain_now=float(pain) if pain in {str(n) for n in NUMBERS} else None,
        spread=Spread.DOWN if what == "spreading" else None,
        light_headed=True if what == "dizzy" else None,
    )


def _page(site: Site, request: Request, visit: Visit, made: Programme, number: int) -> SessionPage:
    kb, t = site.kb, site.words("session", visit)
    session = made.sessions[number - 1]
    items = tuple(_item(site, t, made, session, pick) for pick in session.picks)
    needed = {row.name: row for item in items for row in item.planned.equipment}
    now, _ = danger_lines(kb)
    return SessionPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        number=number,
        date=site.catalogue.day(session.day),
        day=site.today.isoformat(),
        minutes=minutes_of(session),
        items=items,
        equipment=tuple(needed.values()),
        because=tuple(rule_view(kb, rule) for rule in session.because),
        said={key: t(f"group_say_{key}") for key in SAID},
        numbers=NUMBERS,
        events=tuple(Option(id=id, words=t(f"group_event_{id}")) for id in EVENTS),
        signs=now,
        stop=kb.words["programme.stop"],
        dizzy=kb.progression["tl_dizzy"].tells,
    )


def _item(site: Site, t: Words, made: Programme, session: Session, pick: Pick) -> ItemView:
    found = alternatives(site.kb, made, session, pick)
    pairs = (("easier", found.easier), ("other", found.other))
    return ItemView(
        planned=_move(site, t, pick),
        instead=tuple(
            replace(_move(site, t, new), kind=kind) for kind, new in pairs if new is not None
        ),
    )


def _move(site: Site, t: Words, pick: Pick) -> MoveView:
    kb, e = site.kb, site.kb.exercises[pick.exercise]
    return MoveView(
        id=e.id,
        name=e.name,
        dose=told(kb, pick),
        start=e.start,
        steps=e.steps,
        picture=f"/exercises/picture/{kb.digest}/{e.id}.svg",
        figure=f"/exercises/figure/{kb.digest}/{e.id}.svg",
        side="left" if e.movement.shows_left else "right",
        turns=json.dumps(turns_at(kb, e.id)),
        beats=tuple(_beats(kb, pick)),
        equipment=tuple(
            Row(name=kb.equipment[id].name, text=t("swap_thing", what=kb.equipment[id].swap))
            for id in e.equipment
        ),
        stop_now=tuple(
            kb.stop_signs[id].text
            for id in e.stop_signs
            if kb.stop_signs[id].urgency >= Urgency.TODAY
        ),
    )


def _beats(kb: KnowledgeBase, pick: Pick) -> Iterator[list[object]]:
    """Yield what the player goes through: what, seconds, repetition, round, side, breath.

    Getting ready comes first: twice its seconds, the second for whoever has it read out.
    """
    e = kb.exercises[pick.exercise]
    words = len(" ".join((e.name, told(kb, pick), e.start, *e.steps)).split())
    yield ["ready", READY_S, max(READY_S, round(words / WORDS_A_SECOND)), 0, "", ""]
    for s in beats(e, pick.amount):
        yield [s.beat.value, s.seconds, s.rep, s.round, s.side.value, s.breath.value]
