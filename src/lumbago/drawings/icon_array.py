"""Counts as people: how many of a hundred, each drawn as one small person."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from lumbago.drawings.canvas import (
    AMBER,
    CARD,
    SOFT,
    TEAL,
    Box,
    DrawingError,
    element,
    group,
    svg,
    worded,
)

ICON_ARRAY_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {"title": "Of 100 people", "desc": "{count} of 100 people are filled in."}
)
"""The English texts of an icon array."""

ROW = 20
"""So many people stand in a row."""

TEN = 10
"""So many are drawn at once: half a row."""

_PERSON = (
    "M4 1.1A1.9 1.9 0 1 0 4 4.9A1.9 1.9 0 1 0 4 1.1Z"
    "M1 10.4C1 7.2 2.2 5.6 4 5.6C5.8 5.6 7 7.2 7 10.4Z"
)
_STEP_X, _STEP_Y = 9.5, 12.5


def icon_array(
    count: int,
    *,
    is_harm: bool = False,
    prefix: str = "people",
    words: Mapping[str, str] | None = None,
) -> str:
    """Draw a hundred people, the first of them filled: shape tells as well as colour.

    Args:
        count: how many of a hundred, 0 to 100.
        is_harm: whether it is something that nobody wants; the colour differs.
        prefix: what every id inside begins with.
        words: texts in place of those of `ICON_ARRAY_WORDS`.

    Raises:
        DrawingError: the count is not between 0 and 100.
    """
    if not 0 <= count <= 100:
        raise DrawingError(f"an icon array needs a count from 0 to 100, not {count}")
    given = worded(words, ICON_ARRAY_WORDS)
    text = {k: v.replace("{count}", str(count)) for k, v in given.items()}
    colour = AMBER if is_harm else TEAL
    one, ten = f"{prefix}-one", f"{prefix}-ten"
    person = element("path", d=_PERSON, id=one, stroke_width=0.7)
    people = element("defs", person + group(*(_at(one, i) for i in range(TEN)), id=ten))
    people += group(*_crowd(one, ten, 0, count), fill=colour, stroke=colour)
    people += group(*_crowd(one, ten, count, 100), fill=CARD, stroke=SOFT)
    box = Box(0, 0, ROW * _STEP_X, 100 // ROW * _STEP_Y)
    return svg(prefix, "icon-array", box, text["title"], text["desc"], people)


def _crowd(one: str, ten: str, first: int, last: int) -> Iterator[str]:
    """Yield the people from one to another, ten at a time where they fill their half of a row."""
    place = first
    while place < last:
        whole = place % TEN == 0 and place + TEN <= last
        yield _at(ten if whole else one, place)
        place += TEN if whole else 1


def _at(id: str, place: int) -> str:
    """Return what is defined under an id again, at a place of the hundred."""
    x, y = place % ROW * _STEP_X, place // ROW * _STEP_Y
    return element("use", href=f"#{id}", x=x, y=y)
