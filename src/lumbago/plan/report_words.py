"""The words of a scan report, told calmly; alarming words go to the clinic that ordered it.

A report is explained, never read as the cause of anybody's pain. Its text is kept nowhere.
"""

import re
from dataclasses import dataclass

from lumbago.knowledge import KnowledgeBase, ReportWord


@dataclass(frozen=True, slots=True)
class ReportReading:
    """What the words of a report mean. `alarming`: words for the clinic, told first."""

    alarming: tuple[ReportWord, ...]
    calm: tuple[ReportWord, ...]


def read_report(kb: KnowledgeBase, text: str) -> ReportReading:
    """Return the known words of a report; a word that is denied ("no fracture") counts too."""
    low = text.casefold()
    found = [
        word
        for word in kb.care.report_words.values()
        if any(re.search(rf"(?<![a-z]){re.escape(w)}", low) for w in word.words)
    ]
    return ReportReading(
        alarming=tuple(w for w in found if w.alarm),
        calm=tuple(w for w in found if not w.alarm),
    )
