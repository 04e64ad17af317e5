"""How much higher or lower the pain was on days with a thing: a dot and its interval each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from types import MappingProxyType
from typing import Final

from lumbago.drawings.canvas import (
    AMBER,
    INK,
    LINE,
    SOFT,
    TEAL,
    Box,
    DrawingError,
    dot,
    label,
    line,
    straight,
    svg,
    worded,
)

FOREST_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "What goes with your pain",
        "desc": "{name}: {points} points, between {low} and {high}.",
        "less": "less pain",
        "more": "more pain",
        "decimal": ".",
    }
)
"""The English texts of the chart; the line of a thing is told once for each."""

WIDTH: Final = 320.0
ROW: Final = 42.0
MIDDLE: Final = WIDTH / 2
REACH: Final = WIDTH / 2 - 14
TOP: Final = 28.0


@dataclass(frozen=True, slots=True)
class Row:
    """One thing: points on the scale of 0 to 10, below 0 is less pain. `is_clear`: stands out."""

    name: str
    points: float
    low: float
    high: float
    is_clear: bool


def forest(
    rows: Sequence[Row], *, prefix: str = "forest", words: Mapping[str, str] | None = None
) -> str:
    """Draw a line for each thing, its interval across the line of no difference.

    Args:
        rows: the things, in the order in which they are shown.
        prefix: what every id inside begins with.
        words: texts in place of those of `FOREST_WORDS`.

    Raises:
        DrawingError: there is no row, or not low ≤ points ≤ high.
    """
    if not rows or not all(r.low <= r.points <= r.high for r in rows):
        raise DrawingError("each row needs low, points and high in this order")
    told = worded(words, FOREST_WORDS)
    widest = max(1.0, *(abs(end) for r in rows for end in (r.low, r.high)))
    most = ceil(widest * 2) / 2
    scale = REACH / most
    height = TOP + ROW * len(rows) + 18

    def say(value: float) -> str:
        """Write a number as the language does, with a minus that is as wide as the plus."""
        return f"{round(value, 1) + 0.0:g}".replace(".", told["decimal"]).replace("-", "\u2212")

    desc = " ".join(
        told["desc"].format(name=r.name, points=say(r.points), low=say(r.low), high=say(r.high))
        for r in rows
    )
    inside = [
        line(straight((MIDDLE, TOP - 8), (MIDDLE, height - 16)), LINE, 1.5),
        label((8, 14), f"← {told['less']}", 12, fill=SOFT),
        label((WIDTH - 8, 14), f"{told['more']} →", 12, fill=SOFT, text_anchor="end"),
        *(part for n, row in enumerate(rows) for part in _row(row, TOP + ROW * n, scale)),
        *(
            label((MIDDLE + side * REACH, height - 2), say(side * most), 11, fill=SOFT,
                  text_anchor="end" if side > 0 else "start")
            for side in (-1, 1)
        ),
        label((MIDDLE, height - 2), "0", 11, fill=SOFT, text_anchor="middle"),
    ]  # fmt: skip
    return svg(prefix, "chart", Box(0, 0, WIDTH, height), told["title"], desc, *inside)


def _row(row: Row, top: float, scale: float) -> list[str]:
    """Draw one thing: its name above, then the interval and the dot; a hollow dot is not clear."""
    colour = (AMBER if row.points > 0 else TEAL) if row.is_clear else SOFT
    at = top + 28
    low, high, middle = (MIDDLE + scale * v for v in (row.low, row.high, row.points))
    mark = (
        dot((middle, at), 6, fill=colour)
        if row.is_clear
        else dot((middle, at), 5, fill="none", stroke=colour, stroke_width=2)
    )
    return [
        label((8, top + 12), row.name, 13, fill=INK),
        line(straight((low, at), (high, at)), colour, 4 if row.is_clear else 2),
        mark,
    ]
