"""Every id that an entry of care names must stand somewhere."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from lumbago.errors import Problem
from lumbago.knowledge import KnowledgeBase
from lumbago.knowledge.care import ENTRY_FACTS, PLAN_FACTS, THINGS, Care
from lumbago.loading.missing import missing
from lumbago.rules import names
from lumbago.sources import Citation


def broken_care(kb: KnowledgeBase) -> Iterator[Problem]:
    """Yield every id round treatments, medicines and advice that stands nowhere."""
    care = kb.care
    known = {"tx": care.treatments, "ex": kb.exercises}
    managed = {"unexplained", *(m for c in kb.conditions.values() for m in c.management)}
    for t in care.treatments.values():
        place = f"treatments/{t.kind}.toml {t.id}"
        yield from missing(place, "source", kb.sources, t.also)
        yield from missing(place, "finding or wish", _facts(kb), names(t.only_if))
        yield from missing(place, "equipment", {"floor", *kb.equipment}, t.needs)
        if t.role in {"do", "option"} and not managed & {*t.conditions, *t.carried_over}:
            yield Problem(place, "it is for no condition that there is.", "Mend `conditions`.")
    for code in care.contraindications.values():
        place = f"contraindications.toml {code.id}"
        ruled = (*names(code.known_by), *names(code.ruled_out_by))
        yield from missing(place, "finding", _facts(kb), ruled)
        yield from missing(place, "source", kb.sources, code.also)
        for target in sorted(code.forbids | code.asks_first):
            kind, _, id = target.partition(":")
            if kind not in {"tx", "ex", "tag", "all"}:
                yield Problem(place, f"{target!r} is of no kind.", "Begin with tx, ex, tag or all.")
            elif kind in known:
                yield from missing(place, "treatment or exercise", known[kind], [id])
    for medicine in care.medicines.values():
        place = f"medicines.toml {medicine.id}"
        used = (*medicine.never, *medicine.ask_first)
        yield from missing(place, "contraindication", care.contraindications, used)
        yield from missing(place, "treatment", {"", *care.treatments}, [medicine.treatment])
        yield from missing(place, "source", kb.sources, medicine.also)
    for visit in care.visits.values():
        place = f"visits.toml {visit.id}"
        yield from missing(place, "finding or wish", _facts(kb), names(visit.when))
        yield from missing(place, "source", kb.sources, visit.also)
    for review in care.reviews.values():
        yield from missing(f"reviews.toml {review.id}", "source", kb.sources, review.also)
    for card in care.cards.values():
        place = f"cards.toml {card.id}"
        yield from missing(place, "finding or wish", _facts(kb), names(card.when))
        yield from missing(place, "treatment", care.treatments, card.treatments)
        drawn = {*kb.exercises, *care.activities, *THINGS}
        yield from missing(place, "drawing", drawn, [card.figure])
        yield from missing(place, "source", kb.sources, card.also)
    for a in care.activities.values():
        place = f"activities.toml {a.id}"
        yield from missing(place, "finding or wish", _facts(kb), names(a.when))
        yield from missing(place, "treatment", care.treatments, a.treatments)
        yield from missing(place, "exercise", kb.exercises, [a.figure])
        yield from missing(place, "source", kb.sources, a.also)
    for count in care.counts.values():
        place = f"counts.toml {count.id}"
        yield from missing(place, "treatment", care.treatments, count.treatments)
        yield from missing(place, "condition of care", managed, count.conditions)
    for exposure in care.exposures.values():
        place = f"exposures.toml {exposure.id}"
        numbers = names(exposure.when) if exposure.when is not None else ()
        yield from missing(place, "number of a diary entry", ENTRY_FACTS, numbers)
    for net in care.safety_nets.values():
        place = f"safety_nets.toml {net.id}"
        yield from missing(place, "finding or wish", _facts(kb), names(net.when))
    for step in care.spasm.values():
        yield from missing(f"spasm.toml {step.id}", "exercise", {"", *kb.exercises}, [step.figure])
    yield from missing("spasm.toml flow", "finding", kb.findings, care.spasm_signs)


def care_citations(care: Care) -> Iterator[tuple[str, Citation]]:
    """Yield the place and the citation of every claim of care."""
    for t in care.treatments.values():
        yield f"treatments/{t.kind}.toml {t.id}", t.citation
    shelves: Mapping[str, Mapping[str, Any]] = {
        "contraindications": care.contraindications,
        "medicines": care.medicines,
        "visits": care.visits,
        "reviews": care.reviews,
        "cards": care.cards,
        "activities": care.activities,
        "counts": care.counts,
        "exposures": care.exposures,
        "safety_nets": care.safety_nets,
        "spasm": care.spasm,
        "report_words": care.report_words,
    }
    for name, shelf in shelves.items():
        for id, entry in shelf.items():
            yield f"{name}.toml {id}", entry.citation


def _facts(kb: KnowledgeBase) -> Collection[str]:
    return {*kb.findings, *PLAN_FACTS, "region", "sex", "age_years"}
