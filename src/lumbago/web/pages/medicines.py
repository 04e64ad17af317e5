"""Medicines: information and a safety check, never a prescription."""

from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from lumbago.answers import Answers, Person, Region
from lumbago.knowledge import Label, Shows
from lumbago.plan import MedicineCheck, Said, check_medicines, concerns
from lumbago.plan.counts import asked_of, to_ask
from lumbago.plan.medicines import medicine_called, open_questions, readable_labels
from lumbago.plan.wishes import LONGEST_NAME, MOST_NAMES
from lumbago.web.alerts import danger_first
from lumbago.web.care_views import ask_view, count_views, origins
from lumbago.web.catalogue import Words
from lumbago.web.contexts import MedicinesPage, MedicineView
from lumbago.web.pages.plan import with_concerns
from lumbago.web.sessions import Visit
from lumbago.web.site import Posted, Site, text_of

ROWS = ("single", "every", "most", "longest")
"""What is told of a label, in this order."""

PREGNANT = "pregnancy_any"
"""Who is not ruled out here reads what is known of a medicine in pregnancy."""


def routes(site: Site) -> APIRouter:
    """Return the addresses of this page."""
    router = APIRouter()

    @router.get("/medicines")
    def show(request: Request) -> Response:
        return site.page(request, _context(site, request, site.visit(request)))

    @router.post("/medicines")
    def check(request: Request, form: Posted) -> Response:
        visit = site.visit(request)
        typed = text_of(form, "taking").replace("\n", ",").split(",")
        taking = tuple(name.strip()[:LONGEST_NAME] for name in typed if name.strip())
        wishes = with_concerns(site.kb, visit.wishes, form)
        site.keep(request, replace(visit, wishes=replace(wishes, taking=taking[:MOST_NAMES])))
        if danger := danger_first(site, request, form, fields=("taking",), onward="/medicines"):
            return danger
        return site.go(request, "/medicines")

    return router


def _answers(visit: Visit) -> Answers:
    """Return what is known of the person; without an interview, nothing."""
    if visit.answers is not None:
        return visit.answers
    person = Person(region=Region.LOW_BACK, age_years=visit.age_years, sex=visit.sex)
    return Answers(person, visit.given)


def _context(site: Site, request: Request, visit: Visit) -> MedicinesPage:
    kb = site.kb
    t = site.words("medicines", visit)
    report = check_medicines(kb, _answers(visit), visit.wishes)
    taken = {m.id for n in visit.wishes.taking if (m := medicine_called(kb, n)) is not None}
    first = [c for c in report.checks if c.medicine.id in taken or c.medicine.shows is Shows.LABEL]
    first.sort(key=lambda c: (c.medicine.id not in taken, not any(readable_labels(c.medicine))))
    others = [c for c in report.checks if c not in first]
    codes = kb.care.contraindications
    pregnant = concerns(kb, _answers(visit), visit.wishes)[PREGNANT] is not Said.NO
    answered = [id for id in visit.wishes.concerns if id in codes]
    asked = {*open_questions(first), *answered}
    needed = {id for c in first for id in (*c.medicine.never, *c.medicine.ask_first)}
    usual = asked_of(kb, "medicine")
    return MedicinesPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        overdose=report.overdose,
        is_overdose=report.is_overdose,
        taking="\n".join(visit.wishes.taking),
        warnings=report.warnings,
        unknown=report.unknown,
        unknown_words=kb.words["plan.unknown_medicine"],
        asks=tuple(
            ask_view(codes[id], visit.wishes.concerns)
            for id in codes
            if id in asked and id in needed
        ),
        to_ask=usual,
        medicines=tuple(_view(site, t, c, usual, may_be_pregnant=pregnant) for c in first),
        others=tuple(_view(site, t, c, usual, may_be_pregnant=pregnant) for c in others),
    )


def _view(
    site: Site, t: Words, check: MedicineCheck, usual: tuple[str, ...], *, may_be_pregnant: bool
) -> MedicineView:
    m = check.medicine
    kb = site.kb
    codes = kb.care.contraindications
    treatment = kb.care.treatments.get(m.treatment)
    counts = count_views(site, treatment, m.id) if treatment else ()
    return MedicineView(
        id=m.id,
        name=m.name,
        light=check.light.value,
        light_words=t(f"group_{check.light.value}"),
        says=check.says,
        tells=m.tells,
        in_pregnancy=m.in_pregnancy if may_be_pregnant else "",
        because=tuple(codes[id].tells for id in check.because),
        open=len(check.open),
        labels=tuple(_label(t, label) for label in check.labels),
        stop=m.stop,
        counts=counts,
        to_ask=tuple(line for line in to_ask(kb, treatment) if line not in usual)
        if treatment
        else (),
        sources=origins(kb, m.citation, m.also),
    )


def _label(t: Words, label: Label) -> tuple[str, tuple[tuple[str, str], ...], str]:
    rows = tuple(
        (t(f"group_label_{name}"), getattr(label, name)) for name in ROWS if getattr(label, name)
    )
    return t(f"group_country_{label.country}"), rows, t("read_on_pack")
