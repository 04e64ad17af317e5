"""The diary: an entry in a few taps, what was written, and the way to take it back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from lumbago.body import all_places
from lumbago.diary import DiaryEntry, KeptEntry, Load, alert_of, as_entry_record
from lumbago.diary import read_entry as read_record
from lumbago.errors import AnswersError
from lumbago.knowledge.care import ExposureKind
from lumbago.plan.spasm import SpasmLength, SpasmPlace
from lumbago.web.alerts import alert_page
from lumbago.web.catalogue import Words
from lumbago.web.contexts import (
    DiaryPage,
    EntryLine,
    Option,
    SavedPage,
    ThingView,
    UsualPlace,
)
from lumbago.web.diary_form import (
    AMOUNTS,
    DAY_SCORES,
    LATEST,
    field_of,
    marks_of,
    problem_words,
    record_of,
    typed_of,
)
from lumbago.web.diary_pictures import calendar_of, heat_of
from lumbago.web.keeping import entry_id, recent
from lumbago.web.learning import trial_today
from lumbago.web.pages.plan import fresh_visit
from lumbago.web.pages.where import place_groups
from lumbago.web.pictures import body_map_of
from lumbago.web.sessions import Visit
from lumbago.web.site import Posted, Site, text_of, texts_of
from lumbago.web.training import ask_anew, keep_entry, signs_to_ask

NUMBERS = tuple(range(11))
LISTED = 14
"""So many entries are listed."""


def routes(site: Site) -> APIRouter:
    """Return the addresses of the diary."""
    router = APIRouter()

    @router.get("/diary")
    def show(request: Request) -> Response:
        return site.page(request, _page(site, request, fresh_visit(site, request)))

    @router.get("/diary/alone")
    def alone(request: Request) -> Response:
        return site.page(request, _page(site, request, Visit(), is_alone=True))

    @router.get("/diary/token")
    def token(request: Request) -> Response:
        visit = site.visit(request)
        made = site.tokens.make(site.visit_id(request))
        return JSONResponse({"token": made, "person": visit.person})

    @router.post("/diary")
    def write(request: Request, form: Posted) -> Response:
        visit = _writer(site, request, form)
        if visit is None:
            now = fresh_visit(site, request)
            page = _page(site, request, now, problem=("person_problem",), form=form)
            return site.page(request, page, 422)
        try:
            entry = read_record(record_of(site, visit, form), site.kb)
        except AnswersError as error:
            wrong = tuple(dict.fromkeys(field_of(p.place) for p in error.problems))
            page = _page(site, request, visit, problem=("problem", *wrong), form=form)
            return site.page(request, page, 422)
        if _is_empty(entry):
            page = _page(site, request, visit, problem=("empty",), form=form)
            return site.page(request, page, 422)
        visit = keep_entry(site, request, visit, entry, _id(text_of(form, "entry")))
        if alert_of(site.kb, entry) or any(entry.dangers.values()):
            site.keep(request, ask_anew(site.kb, visit))
            return site.go(request, "/diary/danger")
        return site.go(request, "/diary/saved")

    @router.get("/diary/danger")
    def danger(request: Request) -> Response:
        visit = site.visit(request)
        kept = _saved(site, visit)
        alert = alert_of(site.kb, kept.entry) if kept else None
        if kept is None or not alert:
            return site.go(request, "/questions")
        note = kept.entry.note
        page = alert_page(site, request, alert, typed=note, onward="/diary/seen", field="note")
        return site.page(request, page)

    @router.post("/diary/seen")
    def seen(request: Request, form: Posted) -> Response:
        return site.go(request, "/diary/saved")

    @router.get("/diary/saved")
    def saved(request: Request) -> Response:
        visit = site.visit(request)
        t = site.words("diary", visit)
        kept = _saved(site, visit)
        page = SavedPage(
            frame=site.frame(request, visit, t("saved")),
            t=t,
            line=_line(site, t, kept) if kept else None,
            is_kept=bool(visit.person),
        )
        return site.page(request, page)

    @router.post("/diary/undo")
    def undo(request: Request, form: Posted) -> Response:
        visit, entry = site.visit(request), text_of(form, "entry")
        if visit.person and site.keeper is not None:
            site.keeper.undo(visit.person, entry)
        else:
            left = tuple(e for e in visit.diary.entries if entry_id(e) != entry)
            visit = replace(visit, diary=replace(visit.diary, entries=left))
        site.keep(request, replace(visit, saved=""))
        return site.go(request, "/diary")

    return router


def _order(kept: KeptEntry) -> tuple[date, float]:
    """Return what sorts entries: their day, then the moment of writing, whatever the clock said."""
    at = kept.entry.at
    return kept.entry.day, at.timestamp() if at is not None else 0.0


def kept_entries(site: Site, visit: Visit) -> tuple[KeptEntry, ...]:
    """Return the entries of a visit, kept on this machine or in memory alone."""
    if site.keeper is not None and visit.person:
        return site.keeper.entries(visit.person)
    return tuple(KeptEntry(entry_id(e), e) for e in visit.diary.entries)


def _saved(site: Site, visit: Visit) -> KeptEntry | None:
    found = (k for k in kept_entries(site, visit) if k.id == visit.saved)
    return next(found, None)


def _writer(site: Site, request: Request, form: Posted) -> Visit | None:
    """Return the visit for which the form was written.

    Where somebody else was chosen since, the entry goes to whom the page had named. None where
    that person is not kept any more.
    """
    visit, named = fresh_visit(site, request), text_of(form, "person")
    if named == visit.person or text_of(form, "alone") == "yes":
        return visit
    if site.keeper is None or site.keeper.person(named) is None:
        return None
    return site.keeper.visit_of(site.kb, named, site.clock())


def _id(typed: str) -> str:
    try:
        return str(UUID(typed))
    except ValueError:
        return ""


def _is_empty(entry: DiaryEntry) -> bool:
    said = set(as_entry_record(entry)) - {"day", "at", "zone", "dangers"}
    return not said and not entry.dangers


# -- the page --------------------------------------------------------------------------------


def _page(
    site: Site,
    request: Request,
    visit: Visit,
    *,
    is_alone: bool = False,
    problem: tuple[str, ...] = (),
    form: Posted | None = None,
) -> DiaryPage:
    """Return the page; `problem`: the key of its words, and the fields that cannot be right."""
    today = site.today
    typed = typed_of(form)
    t, where, names = (site.words(s, visit) for s in ("diary", "where", "body"))
    kept = () if is_alone else kept_entries(site, visit)
    lines = sorted(kept, key=_order, reverse=True)
    of_late = recent((k.entry for k in kept), today)
    marks = marks_of(typed)
    name = site.person(visit)
    return DiaryPage(
        frame=site.frame(request, visit, t("title_of", name=name) if name else t("title")),
        t=t,
        where=where,
        spasm=site.words("spasm", visit),
        person=visit.person,
        is_alone=is_alone,
        entry=typed.of("entry") or (str(uuid4()) if not is_alone else ""),
        problem=problem_words(site, t, names, problem),
        wrong=frozenset(problem[1:]),
        typed=typed,
        day_fields=(*DAY_SCORES, *AMOUNTS, "done"),
        numbers=NUMBERS,
        scores=tuple(
            (s, t(f"group_{s}"), t(f"group_least_{s}"), t(f"group_most_{s}")) for s in DAY_SCORES
        ),
        amounts=tuple((name, t(f"group_{name}"), most) for name, most in AMOUNTS.items()),
        loads=tuple(Option(id=load.value, words=t(f"group_load_{load.value}")) for load in Load),
        signs=_signs(site, visit, form),
        places=tuple(UsualPlace(id=id, name=names(id)) for id in _usual(visit, of_late)),
        groups=place_groups(where, names, marks),
        body_map=body_map_of(where, names, marks),
        spasm_places=_options("place", SpasmPlace, site.words("spasm", visit)),
        spasm_lengths=_options("length", SpasmLength, site.words("spasm", visit)),
        things=tuple(
            (t(f"group_kind_{kind.value}"), _thing_views(site, kind)) for kind in ExposureKind
        ),
        medicines=tuple(dict.fromkeys(m for e in of_late for m in e.medicines)),
        day=today.isoformat(),
        first=(today - LATEST).isoformat(),
        entries=tuple(_line(site, t, k) for k in lines[:LISTED]),
        more=max(0, len(lines) - LISTED),
        calendar=calendar_of(site, t, visit.diary, today),
        heat=heat_of(t, where, names, visit.diary, today),
        heat_words=t("heat_words"),
        trial=None if is_alone else trial_today(site, visit),
    )


def _signs(site: Site, visit: Visit, form: Posted | None) -> tuple[Option, ...]:
    told = set(texts_of(form, "sign")) if form else set()
    return tuple(
        Option(id=id, words=site.kb.findings[id].tick, is_chosen=id in told)
        for id in signs_to_ask(site.kb, visit)
    )


def _options(group: str, kinds: Any, words: Words) -> tuple[Option, ...]:
    return tuple(Option(id=k.value, words=words(f"group_{group}_{k.value}")) for k in kinds)


def _usual(visit: Visit, of_late: tuple[DiaryEntry, ...]) -> tuple[str, ...]:
    """Return the places of the body map and those of the last days."""
    known = {*visit.marks.places, *(id for e in of_late for id in e.sites)}
    return tuple(id for id in all_places() if id in known)


def _thing_views(site: Site, kind: ExposureKind) -> tuple[ThingView, ...]:
    return tuple(
        ThingView(id=e.id, name=e.name, has_minutes=e.has_minutes, has_load=e.has_load)
        for e in site.kb.care.exposures.values()
        if e.kind is kind
    )


def line_of(site: Site, visit: Visit, kept: KeptEntry) -> EntryLine:
    """Return an entry as it stands in a list."""
    return _line(site, site.words("diary", visit), kept)


def _line(site: Site, t: Words, kept: KeptEntry) -> EntryLine:
    e = kept.entry
    clock = f", {e.at:%H:%M}" if e.at is not None and not e.is_late else ""
    return EntryLine(
        id=kept.id,
        day=f"{site.catalogue.day(e.day)}{clock}",
        pain="" if e.pain_now is None else f"{e.pain_now:g}",
        says=" · ".join(_told(site, t, e)),
        is_late=e.is_late,
    )


def _told(site: Site, t: Words, e: DiaryEntry) -> Iterator[str]:
    if e.pain_now is not None:
        yield t("says_pain", n=f"{e.pain_now:g}")
    if e.pain_worst is not None and e.pain_worst != e.pain_now:
        yield t("says_worst", n=f"{e.pain_worst:g}")
    names = site.catalogue.words("body")
    if e.sites:
        yield ", ".join(names(id) for id in e.sites if id in all_places())
    if e.done is not None:
        yield t("says_done" if e.done else "says_not_done")
    if e.spasms:
        yield t("says_spasms", n=sum(s.count for s in e.spasms))
    known = site.kb.care.exposures
    there = [known[id].name for id, x in e.exposures.items() if x.there and id in known]
    if there:
        yield ", ".join(there)
    if e.medicines:
        yield ", ".join(e.medicines)
    if any(e.dangers.values()):
        yield t("says_danger")
    if e.note:
        yield f"“{e.note}”"
