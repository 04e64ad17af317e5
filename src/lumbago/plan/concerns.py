"""What is known of each contraindication, and what that means for a treatment.

Unknown is not no: what a person does not know counts as "ask first", and what nobody asked yet
as "check first".
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from lumbago.answers import Answers, Facts
from lumbago.facts import know
from lumbago.knowledge import Contraindication, KnowledgeBase, Severity, Treatment
from lumbago.plan.wishes import Wishes, plain_name
from lumbago.rules import holds, names, truth


class Said(StrEnum):
    """What is known of a contraindication."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"  # asked, and not known
    UNASKED = "unasked"


class Fit(StrEnum):
    """Whether a person may be told to do something."""

    FITS = "fits"
    CHECK_FIRST = "check_first"  # questions are open
    ASK_FIRST = "ask_first"  # a clinician or pharmacist must be asked
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether something fits a person, and the contraindications that say so.

    `because`: those that hold, or of which the person does not know. `open`: those to be asked.
    """

    fit: Fit
    because: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


def concerns(kb: KnowledgeBase, answers: Answers, wishes: Wishes) -> Mapping[str, Said]:
    """Say of each contraindication whether it holds; the stricter of two answers wins."""
    facts = know(kb, answers).facts
    taken = names_taken(kb, wishes)
    return {
        code.id: _said(code, answers, facts, wishes, taken)
        for code in kb.care.contraindications.values()
    }


def _said(
    code: Contraindication, answers: Answers, facts: Facts, wishes: Wishes, taken: Collection[str]
) -> Said:
    if holds(code.known_by, facts) or wishes.concerns.get(code.id) is True:
        return Said.YES
    if is_taken(code, taken):
        return Said.YES
    if truth(code.ruled_out_by, facts) is True:
        return Said.NO
    if code.id in wishes.concerns:
        return Said.UNSURE if wishes.concerns[code.id] is None else Said.NO
    if code.exact and truth(code.known_by, facts) is False:
        return Said.NO
    asked = [n for n in names(code.known_by) if n in answers.given]
    if asked and all(answers.given[n] is None for n in asked):
        return Said.UNSURE
    return Said.UNASKED


def names_taken(kb: KnowledgeBase, wishes: Wishes) -> frozenset[str]:
    """Return the names of what somebody takes, with all names of a medicine for each of them.

    So a brand speaks against the same things as the medicine in it.
    """
    typed = {plain_name(name) for name in wishes.taking}
    every = ({word.casefold() for word in m.words} for m in kb.care.medicines.values())
    return frozenset(typed.union(*(words for words in every if words & typed)))


def is_taken(code: Contraindication, taken: Collection[str]) -> bool:
    """Whether the names of what somebody takes answer yes to a contraindication."""
    if any(name.casefold() in taken for name in (*code.names, *code.examples)):
        return True
    both = code.names_both
    return bool(both) and all(any(n.casefold() in taken for n in names) for names in both)


@lru_cache(maxsize=8)
def _guards(kb: KnowledgeBase) -> Mapping[str, tuple[tuple[Contraindication, bool], ...]]:
    """Return what speaks against each treatment: contraindication, and whether it forbids."""
    found = {}
    for treatment in kb.care.treatments.values():
        own = {f"tx:{treatment.id}", *(f"all:{name}" for name in treatment.classes)}
        found[treatment.id] = tuple(
            (code, bool(own & code.forbids))
            for code in kb.care.contraindications.values()
            if own & (code.forbids | code.asks_first)
        )
    return found


def verdict(kb: KnowledgeBase, treatment: Treatment, said: Mapping[str, Said]) -> Verdict:
    """Say whether a treatment fits a person of whom this is known."""
    forbidden: list[str] = []
    unsure: list[str] = []
    unasked: list[str] = []
    for code, forbids in _guards(kb)[treatment.id]:
        if code.severity is Severity.INFO:
            continue
        match said[code.id]:
            case Said.YES if forbids:
                forbidden.append(code.id)
            case Said.YES:
                unsure.append(code.id)
            case Said.UNSURE if code.refer is None:
                unsure.append(code.id)
            case Said.UNASKED if code.is_asked and code.refer is None:
                unasked.append(code.id)
            case _:
                pass
    if forbidden:
        return Verdict(Fit.LEAVE_OUT, tuple(forbidden))
    fit = Fit.ASK_FIRST if unsure else Fit.CHECK_FIRST if unasked else Fit.FITS
    return Verdict(fit, tuple(unsure), tuple(unasked))
