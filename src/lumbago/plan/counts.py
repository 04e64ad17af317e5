"""Counts from studies, as people of a hundred: beside a treatment, and as the usual course.

Only what a study counted is told. Where studies give averages alone, no count is known, and that
is what the pages say.
"""

from lumbago.knowledge import KnowledgeBase, OutOf100, Treatment
from lumbago.plan.whole import CarePlan


def counts_beside(kb: KnowledgeBase, treatment: Treatment) -> tuple[OutOf100, ...]:
    """Return the counts that are told beside a treatment; empty where none is known."""
    return tuple(c for c in kb.care.counts.values() if treatment.id in c.treatments)


def usual_course(kb: KnowledgeBase, plan: CarePlan) -> tuple[OutOf100, ...]:
    """Return what became of people with pain of this kind, whatever was done."""
    wanted = {target.condition for target in plan.targets}
    return tuple(c for c in kb.care.counts.values() if wanted & {*c.conditions})
