"""What a plan says first, in words: the visit beside it, and why it holds easy moves alone."""

from lumbago.knowledge import KnowledgeBase, Urgency
from lumbago.plan.whole import CarePlan, Effort


def appointment_in_words(kb: KnowledgeBase, plan: CarePlan) -> str:
    """Say by when a clinician should look beside the plan; empty where nobody needs to."""
    if plan.appointment is None:
        return ""
    when = "soon" if plan.urgency is Urgency.SOON else "weeks"
    return kb.words[f"plan.appointment_{when}"]


def light_in_words(kb: KnowledgeBase, plan: CarePlan) -> str:
    """Say why there are easy moves alone; empty where there is more."""
    if plan.effort is Effort.FULL:
        return ""
    return kb.words["plan.unfinished" if plan.is_unfinished else "plan.light"]
