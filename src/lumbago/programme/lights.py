"""The traffic light of one day: what the pain during a session means, by the rule that says so."""

from lumbago.diary import DiaryEntry
from lumbago.knowledge import KnowledgeBase, ProgressionRule

GREEN, AMBER, RED = "tl_green_during", "tl_amber_during", "tl_red_during"


def light(kb: KnowledgeBase, entry: DiaryEntry) -> ProgressionRule | None:
    """Return the light for the most pain during a session; None where none was told.

    A move that was told by itself counts as well.
    """
    told = (entry.pain_during, *(felt.pain for felt in entry.exercises.values()))
    pain = max((p for p in told if p is not None), default=None)
    if pain is None:
        return None
    if pain > kb.progression[RED].numbers["pain_above"]:
        return kb.progression[RED]
    is_green = pain <= kb.progression[GREEN].numbers["pain_most"]
    return kb.progression[GREEN if is_green else AMBER]
