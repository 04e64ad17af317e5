"""Danger signs, told apart: there, denied, asked and not known, not asked, not for this person.

Not asked is never told as denied. A "no" counts as one where the person said it: to the sign
itself, or to the question that holds it. What the knowledge concludes by itself does not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lumbago.answers import Answers
from lumbago.facts import know
from lumbago.knowledge import Finding, KnowledgeBase, Urgency
from lumbago.rules import FALSE, names, simplify, truth
from lumbago.triage import stops, triage

OF_NERVES: Final = ("bladder_bowel_sexual", "sensory", "motor")
"""The groups of findings that tell of nerves, bladder and bowel."""

GRAVEST: Final = (
    "saddle_numbness",
    "bladder_retention",
    "urine_incontinence_new",
    "bowel_incontinence_new",
    "leg_weakness",
)
"""Nerve signs that are named on the first page even where nobody asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """Ids of findings; each danger sign stands in exactly one of them.

    Attributes:
        present: said to be there, the most urgent first.
        denied: said not to be there.
        unknown: asked, and the person does not know.
        not_asked: nobody asked.
        not_for_them: it makes no sense for this person, such as pregnancy in a man.
        withheld: answers that the person does not pass on.
    """

    present: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    not_for_them: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()

    def state_of(self, finding: str) -> str:
        """Return in which list a sign stands; empty where it stands in none."""
        return next((name for name in self.__slots__ if finding in getattr(self, name)), "")


@lru_cache(maxsize=8)
def danger_findings(kb: KnowledgeBase) -> tuple[str, ...]:
    """Return what a person can be asked and could bring them to be seen within days.

    Those are the findings of the red flags from `soon` on, in the order of the knowledge,
    without what calms and without what only says where it hurts.
    """
    flags = (f for f in kb.red_flags.values() if f.urgency >= Urgency.SOON)
    named = {name for flag in flags for name in names(flag.when)} - {*kb.settings.calming}
    return tuple(
        f.id
        for f in kb.findings.values()
        if f.id in named and f.can_be_asked and f.is_yes_no and f.role != "stratum"
    )


def signs_of(kb: KnowledgeBase, answers: Answers, withheld: frozenset[str]) -> Signs:
    """Sort every danger sign into one of the lists."""
    found: dict[str, list[str]] = {name: [] for name in Signs.__slots__}
    for id in danger_findings(kb):
        found["withheld" if id in withheld else state(kb, answers, id)].append(id)
    raised = urgency_by_sign(kb, answers)
    found["present"].sort(key=lambda id: -raised.get(id, Urgency.SELF_CARE))
    return Signs(**{name: tuple(ids) for name, ids in found.items()})


def raising(
    kb: KnowledgeBase, answers: Answers, present: tuple[str, ...], least: Urgency
) -> tuple[str, ...]:
    """Return those of the signs that are there which ask for help so soon, in their order."""
    raised = urgency_by_sign(kb, answers)
    return tuple(id for id in present if raised.get(id, Urgency.SELF_CARE) >= least)


def urgency_by_sign(kb: KnowledgeBase, answers: Answers) -> dict[str, Urgency]:
    """Return how soon each finding asks for help: by the most urgent rule that it raised."""
    found: dict[str, Urgency] = {}
    raised = [(r.flag.urgency, r.because) for r in triage(kb, answers).reasons]
    raised += [
        (c.refer, tuple(names(c.known_by))) for c in stops(kb, answers) if c.refer is not None
    ]
    for urgency, findings in raised:
        for id in findings:
            found[id] = max(urgency, found.get(id, urgency))
    return found


def nerve_signs(kb: KnowledgeBase, answers: Answers) -> dict[str, tuple[str, ...]]:
    """Sort the signs of nerves, bladder and bowel; of those that nobody asked, the gravest."""
    signs = [
        f.id
        for group in OF_NERVES
        for f in kb.findings.values()
        if f.group == group and f.is_yes_no and f.can_be_asked
    ]
    states = {id: state(kb, answers, id) for id in signs}
    found = {
        name: tuple(id for id in signs if states[id] == name)
        for name in ("present", "denied", "unknown")
    }
    not_asked = tuple(id for id in GRAVEST if states.get(id) == "not_asked")
    return {**found, "not_asked": not_asked}


def state(kb: KnowledgeBase, answers: Answers, id: str) -> str:
    """Return the name of the list for one finding of yes or no."""
    given = answers.given
    if given.get(id) is not None:
        return "present" if given[id] else "denied"
    if id in given:
        return "unknown"
    known = know(kb, answers)
    if known.facts.get(id) is True:
        return "present"
    if _is_denied(kb, answers, id):
        return "denied"
    rule = kb.findings[id].applies_when
    is_open = any(name in given and given[name] is None for name in names(rule))
    if not is_open and simplify(rule, known.facts) is FALSE:
        return "not_for_them"
    return "not_asked"


def _is_denied(kb: KnowledgeBase, answers: Answers, id: str) -> bool:
    """Whether a "no" to this was said with another answer, and not only concluded."""
    finding: Finding = kb.findings[id]
    if finding.derived_from is not None:
        said = {k: v for k, v in answers.given.items() if v is not None}
        if truth(finding.derived_from, said) is False:
            return True
    return any(answers.given.get(above) is False for above in _above(kb, id))


def _above(kb: KnowledgeBase, id: str) -> Iterator[str]:
    """Yield every more general finding: "no" to it is "no" to this."""
    seen, waiting = {id}, [id]
    pairs = (*kb.settings.nested, *((f.id, i) for f in kb.findings.values() for i in f.opens))
    while waiting:
        below = waiting.pop()
        for general, specific in pairs:
            if specific == below and general not in seen:
                seen.add(general)
                waiting.append(general)
                yield general
