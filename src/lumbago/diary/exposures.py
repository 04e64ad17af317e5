"""What of a day may go with pain: what was ticked, and what the numbers of the entry say."""

from collections.abc import Mapping

from lumbago.diary.entries import DiaryEntry
from lumbago.knowledge import ENTRY_FACTS, KnowledgeBase
from lumbago.rules import truth


def exposures_of(kb: KnowledgeBase, entry: DiaryEntry) -> Mapping[str, bool | None]:
    """Say of each thing of `kb.care.exposures` whether it was there: yes, no, or not known.

    A thing that was ticked, or said not to be there, is as the person says. Else its rule reads
    the numbers of the entry. What was not asked is not known.
    """
    facts = {n: v for n in ENTRY_FACTS if (v := getattr(entry, n)) is not None}
    found: dict[str, bool | None] = {}
    for id, exposure in kb.care.exposures.items():
        said = entry.exposures.get(id)
        if said is not None:
            found[id] = said.there
        else:
            found[id] = truth(exposure.when, facts) if exposure.when is not None else None
    return found
