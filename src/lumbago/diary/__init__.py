"""What a person writes down of a day → `Diary`: pain, sleep, load, a session, new signs.

- entries: one entry, all of a person's entries, and one entry a day
- exposures: what of a day may go with pain, ticked or read off the numbers of an entry
- danger: whether answers and diary ask for somebody to look first
- records: an entry as plain JSON and back, with every fault told at once
"""

from lumbago.diary.danger import Suspended, alert_of, suspension
from lumbago.diary.entries import (
    Diary,
    DiaryEntry,
    Exposed,
    Felt,
    KeptEntry,
    Load,
    Settled,
    SitePain,
    Spread,
    dangers_of,
    pain_field,
    worse,
)
from lumbago.diary.exposures import exposures_of
from lumbago.diary.records import as_entry_record, read_entry

__all__ = [
    "Diary",
    "DiaryEntry",
    "Exposed",
    "Felt",
    "KeptEntry",
    "Load",
    "Settled",
    "SitePain",
    "Spread",
    "Suspended",
    "alert_of",
    "as_entry_record",
    "dangers_of",
    "exposures_of",
    "pain_field",
    "read_entry",
    "suspension",
    "worse",
]
