"""What helps to choose: counts from studies as people of a hundred, and what to ask.

Only what a study counted is told. Where studies give averages alone, no count is known, and that
is what the pages say.
"""

from collections.abc import Mapping

from lumbago.knowledge import KnowledgeBase, OutOf100, Treatment
from lumbago.plan.whole import CarePlan

_ASKED_LIKE: Mapping[str, str] = {
    "activity": "exercise",
    "mind_body": "mind",
    "programme": "exercise",
    "psychological": "mind",
}
"""Kinds of treatments of which one asks the same as of others."""


def counts_beside(kb: KnowledgeBase, treatment: Treatment) -> tuple[OutOf100, ...]:
    """Return the counts that are told beside a treatment; empty where none is known."""
    return tuple(c for c in kb.care.counts.values() if treatment.id in c.treatments)


def to_ask(kb: KnowledgeBase, treatment: Treatment) -> tuple[str, ...]:
    """Return what to ask before one says yes to a treatment with somebody else."""
    return asked_of(kb, _ASKED_LIKE.get(treatment.kind, treatment.kind))


def asked_of(kb: KnowledgeBase, kind: str) -> tuple[str, ...]:
    """Return what to ask before one says yes to any treatment of a kind."""
    words = (kb.words.get(f"plan.ask_{kind}_{n}", "") for n in (1, 2, 3))
    return tuple(word for word in words if word)


def usual_course(kb: KnowledgeBase, plan: CarePlan) -> tuple[OutOf100, ...]:
    """Return what became of people with pain of this kind, whatever was done."""
    wanted = {target.condition for target in plan.targets}
    return tuple(c for c in kb.care.counts.values() if wanted & {*c.conditions})
