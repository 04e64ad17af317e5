"""The diary as a table for a spreadsheet: a row an entry, a column a number."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, Final

from lumbago.diary import Diary, DiaryEntry, as_entry_record

_FIRST: Final = ("day", "at", "zone", "late")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def as_sheet(diary: Diary) -> str:
    """Return the diary as comma-separated values, the first day first.

    A column stands for each thing that was ever said, such as `pain_now` or
    `exposures.driving.minutes`; an empty cell was not said. A text that a spreadsheet would run
    as a formula begins with an apostrophe.
    """
    entries = sorted(diary.entries, key=lambda e: (e.day, e.at.timestamp() if e.at else 0.0))
    rows = [dict(_cells(entry)) for entry in entries]
    rest = sorted({name for row in rows for name in row} - set(_FIRST))
    file = io.StringIO()
    writer = csv.DictWriter(file, (*_FIRST, *rest), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def _cells(entry: DiaryEntry) -> Iterator[tuple[str, Any]]:
    yield "late", entry.is_late
    yield from _flat("", as_entry_record(entry).items())


def _flat(before: str, fields: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    for name, value in fields:
        if isinstance(value, dict):
            if not value:
                yield f"{before}{name}", True  # ticked, and nothing more said
            yield from _flat(f"{before}{name}.", value.items())
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for number, inner in enumerate(value, start=1):
                yield from _flat(f"{before}{name}.{number}.", inner.items())
        elif isinstance(value, list):
            yield f"{before}{name}", _safe("; ".join(map(str, value)))
        else:
            yield f"{before}{name}", "unknown" if value is None else _safe(value)


def _safe(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
