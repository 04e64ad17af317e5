"""How much of a page a section takes, in lines, before it is set; rather too much than too little.

Both writers of paper, the PDF and the page of HTML, set about 64 lines on the first page, and
about 135 letters on a line, or 95 beside the body map. Here each is counted a little short.
"""

from collections.abc import Sequence
from math import ceil
from typing import Final
from unicodedata import east_asian_width

from lumbago.report.blocks import Block, Items, Line, Section

PAGE: Final = 63.0
"""So many lines stand on the first page, below its title."""

BESIDE_MAP: Final = 3
"""So many sections stand beside the body map."""

_MAP: Final = 16.0
_WIDTH: Final = 117
_WIDTH_BESIDE: Final = 84
_HEADING: Final = 1.75
_NEXT_LINE: Final = 0.93
"""A further line of a paragraph, beside its first."""

_ROW: Final = 1.3
_BOLD: Final = 1.08
_DENSE: Final = 1500
"""Strong text of more letters is set smaller by both writers."""


def height(sections: Sequence[Section], *, has_map: bool) -> float:
    """Return how many lines the sections take on the first page."""
    many = BESIDE_MAP if has_map else 0
    beside = sum(_section(s, _WIDTH_BESIDE) for s in sections[:many])
    return max(beside, _MAP if has_map else 0) + sum(_section(s, _WIDTH) for s in sections[many:])


def _section(section: Section, width: int) -> float:
    blocks = sum(_block(b, width) for b in section.blocks)
    return _HEADING + blocks if section.blocks else 0


def _block(block: Block, width: int) -> float:
    if isinstance(block, Line):
        text = f"{block.label}: {block.text}"
        if block.strong and len(block.text) > _DENSE:
            return 0.88 * _lines(text, round(width / 0.88), strong=True)
        return _lines(text, width, strong=block.strong)
    if isinstance(block, Items):
        label = 1 if block.label else 0
        return label + sum(_lines(i, width - 4, strong=block.strong) for i in block.items)
    return _ROW * (1 + sum(max(_lines(c, width // len(row)) for c in row) for row in block.rows))


def _lines(text: str, width: int, *, strong: bool = False) -> float:
    wide, taken = _BOLD if strong else 1.0, 0.0
    for part in text.split("\n"):
        more = max(1, ceil(wide * sum(map(_letter, part)) / width)) - 1
        taken += 1 + _NEXT_LINE * more
    return taken


def _letter(letter: str) -> float:
    """Return how wide a letter is, beside a usual small one."""
    if east_asian_width(letter) in "WF":
        return 2.3
    if letter.isupper() or letter in "mwMW@%&—…":
        return 1.6
    return 1.0 if letter < "ɐ" else 1.4
