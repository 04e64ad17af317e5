"""Spasm now: one tap from every page, and no answer is needed."""

from dataclasses import replace
from datetime import datetime

from fastapi import APIRouter, Request
from starlette.responses import Response

from lumbago.diary import DiaryEntry
from lumbago.errors import AnswersError
from lumbago.plan import Referral
from lumbago.plan.spasm import Spasm, SpasmLength, SpasmPlace, is_often, read_spasm
from lumbago.web.care_views import figure, text_view
from lumbago.web.catalogue import Words
from lumbago.web.contexts import Option, SpasmNotedPage, SpasmPage
from lumbago.web.diary_form import written_at
from lumbago.web.pages.plan import referral_of
from lumbago.web.sessions import Visit
from lumbago.web.site import Posted, Site, text_of
from lumbago.web.training import keep_entry
from lumbago.web.views import first_band

MOST_KEPT = 100
"""So many spasms of one visit are kept."""

MANY = 5
"""So many spasms of one day, or more, are one button: nobody counts on with shaking hands."""

CHECK, BREATHE, WARM = "check", "breathe", "warm"

AFTER_A_LOOK = frozenset({"move", "after"})
"""Steps for whoever needs nobody to look first: they ask a person to move."""

ALONE = "/spasm/alone"
"""The page as the device keeps it: it knows nothing of any visit."""


def routes(site: Site) -> APIRouter:
    """Return the address of this page."""
    router = APIRouter()

    @router.get("/spasm")
    def show(request: Request) -> Response:
        return site.page(request, _page(site, request, referral_of(site, site.visit(request))))

    @router.get(ALONE)
    def alone(request: Request) -> Response:
        return site.page(request, _page(site, request, None))

    @router.post("/spasm/log")
    def log(request: Request, form: Posted) -> Response:
        try:
            spasm = read_spasm(_record(form))
        except AnswersError:
            return site.page(request, _noted(site, request, is_wrong=True), status=422)
        keep_spasm(site, request, spasm, written_at(site, text_of(form, "at")))
        return site.go(request, "/spasm/noted")

    @router.get("/spasm/noted")
    def noted(request: Request) -> Response:
        return site.page(request, _noted(site, request))

    return router


def _page(site: Site, request: Request, referral: Referral | None) -> SpasmPage:
    """Return the first aid; whoever must be seen first reads that first, and is not told to move.

    Nothing else of a visit stands on it.
    """
    kb = site.kb
    t = site.words("spasm", Visit())
    steps = {
        s.id: text_view(
            kb, s.title, (s.tells,), s.citation, picture=figure(kb, s.figure, f"step-{s.id}")
        )
        for s in kb.care.spasm.values()
        if referral is None or s.id not in AFTER_A_LOOK
    }
    order = list(steps)
    at = order.index(CHECK)
    return SpasmPage(
        frame=site.frame(request, Visit(), t("title")),
        t=t,
        band=first_band(site, referral),
        before=tuple(steps[id] for id in order[: at + 1]),
        signs=tuple(kb.findings[id].tick for id in kb.care.spasm_signs),
        breathe=steps[BREATHE],
        warm=steps[WARM],
        after=tuple(steps[id] for id in order[at + 1 :] if id not in {BREATHE, WARM}),
        places=tuple(
            Option(id=p.value, words=t(f"group_place_{p.value}"), is_chosen=n == 0)
            for n, p in enumerate(SpasmPlace)
        ),
        counts=tuple(
            Option(id=str(n), words=str(n) if n < MANY else t("log_many"), is_chosen=n == 1)
            for n in range(1, MANY + 1)
        ),
        lengths=(
            Option(id="", words=t("log_unsure"), is_chosen=True),
            *(
                Option(id=n.value, words=t(f"group_length_{n.value}"), is_chosen=False)
                for n in SpasmLength
            ),
        ),
    )


def keep_spasm(site: Site, request: Request, spasm: Spasm, at: datetime) -> None:
    """Keep a spasm that was noted down at this time, as an entry of the diary."""
    visit = site.visit(request)
    entry = DiaryEntry(day=at.date(), at=at, spasms=(spasm,))
    visit = keep_entry(site, request, visit, entry)
    kept = (*visit.spasms, spasm)[-MOST_KEPT:]
    site.keep(request, replace(visit, spasms=kept))


def _record(form: Posted) -> dict[str, str | None]:
    names = ("place", "count", "length", "strength")
    return {name: text_of(form, name).replace(",", ".") or None for name in names} | {
        "count": text_of(form, "count") or "1"
    }


def _noted(site: Site, request: Request, *, is_wrong: bool = False) -> SpasmNotedPage:
    visit = site.visit(request)
    t = site.words("spasm_noted", visit)
    return SpasmNotedPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        lines=tuple(_line(t, spasm) for spasm in visit.spasms),
        advice=t("often") if is_often(visit.spasms) else "",
        problem=t("problem") if is_wrong else "",
    )


def _line(t: Words, spasm: Spasm) -> str:
    told = [t(f"group_place_{spasm.place.value}"), t("times", n=spasm.count)]
    if spasm.length is not None:
        told.append(t(f"group_length_{spasm.length.value}"))
    if spasm.strength is not None:
        told.append(t("strength", n=f"{spasm.strength:g}"))
    return ", ".join(told)
