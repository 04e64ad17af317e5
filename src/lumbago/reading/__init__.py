"""Free text → `Understanding`: findings with their place in the text, offline.

    text ──words──▶ sentences ──lexicon──▶ candidates ──scopes──▶ mentions, facts

The phrases are knowledge (`kb/phrases/`); here is only how they are looked for: spelling is
mended, stems are matched near one another, and the words around decide whether a finding is
there, denied, unsure, feared, past or somebody else's. An understanding is a proposal: it is
shown to the person, who corrects it, and a text says "no" only where it says so plainly.
"""

from lumbago.reading.danger import Alert, danger_in, danger_of, danger_told
from lumbago.reading.reader import understand
from lumbago.reading.understanding import Fact, Mention, Understanding, merge
from lumbago.reading.whereabouts import located

__all__ = [
    "Alert",
    "Fact",
    "Mention",
    "Understanding",
    "danger_in",
    "danger_of",
    "danger_told",
    "located",
    "merge",
    "understand",
]
