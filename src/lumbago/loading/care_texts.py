"""Every text of care that a person reads, by its key, and the same care in other words."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from lumbago.knowledge.care import Care

FIELDS: Mapping[str, tuple[str, ...]] = {
    "treatments": ("name", "tells", "dose", "studies", "harms", "stop"),
    "contraindications": ("question", "examples", "tells"),
    "medicines": ("name", "tells", "stop", "in_pregnancy"),
    "visits": ("tells", "leave"),
    "reviews": ("title", "tells"),
    "cards": ("title", "lines"),
    "activities": ("title", "about", "technique", "back"),
    "counts": ("title", "people", "words", "other_words"),
    "safety_nets": ("text",),
    "goals": ("name", "first_step"),
    "exposures": ("name",),
    "spasm": ("title", "tells"),
    "report_words": ("tells",),
}
"""What a person reads of each entry; names of medicines and figures of labels stay as they are."""


def care_texts(care: Care) -> Iterator[tuple[str, str]]:
    """Yield each text with its key, such as `cards.heat.lines.1`."""
    for kind, fields in FIELDS.items():
        for id, entry in getattr(care, kind).items():
            for name in fields:
                yield from _texts(f"{kind}.{id}.{name}", getattr(entry, name))


def care_in_words(care: Care, texts: Mapping[str, str]) -> Care:
    """Return the same care told in other words; where one is missing, the old one stays."""
    shelves: dict[str, Any] = {}
    for kind, fields in FIELDS.items():
        shelf = getattr(care, kind)
        shelves[kind] = {
            id: replace(
                entry,
                **{n: _worded(f"{kind}.{id}.{n}", getattr(entry, n), texts) for n in fields},
            )
            for id, entry in shelf.items()
        }
    return replace(care, **shelves)


def _texts(key: str, value: str | tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if any(map(str.isalpha, value)):
            yield key, value
        return
    for number, line in enumerate(value, start=1):
        yield f"{key}.{number}", line


def _worded(
    key: str, value: str | tuple[str, ...], texts: Mapping[str, str]
) -> str | tuple[str, ...]:
    if isinstance(value, str):
        return texts.get(key, value)
    return tuple(texts.get(f"{key}.{n}", line) for n, line in enumerate(value, start=1))
