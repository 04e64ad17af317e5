"""The first page is short, so that it stays one page: the whole stands in the details."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from lumbago.report.blocks import Block, Items, Line, Section

LONGEST: Final = 230
LONGEST_STRONG: Final = 420
FEW: Final = 5
"""So many characters of a text stand on the first page: two lines or three, and more of what must
be seen first. So few things are never cut."""

LONGEST_ITEM: Final = 100
MOST_ITEMS: Final = 4
"""So many questions stand on the first page, each so long."""


def at_a_glance(section: Section, more: Callable[[int], str], *, as_list: bool = False) -> Section:
    """Return a section for the first page: short texts, lists in a line, and that there is more.

    Args:
        section: the whole section.
        more: says how many things are left out; 0 where a text is cut.
        as_list: whether lists stay lists.
    """
    short = _short_list if as_list else _short
    return replace(section, blocks=tuple(short(b, more) for b in section.blocks), first=True)


def _short(block: Block, more: Callable[[int], str]) -> Block:
    if isinstance(block, Items):
        return Line(block.label, _joined(block.items, more, block.strong), block.strong)
    if isinstance(block, Line) and len(block.text) > LONGEST:
        parts = tuple(block.text.split("; "))
        is_list = len(parts) > 2 and max(map(len, parts)) <= LONGEST_ITEM * 2
        cut = f"{_cut(block.text, LONGEST)} {more(0)}"
        text = _joined(parts, more, block.strong) if is_list else cut
        return replace(block, text=text)
    return block


def _short_list(block: Block, more: Callable[[int], str]) -> Block:
    if not isinstance(block, Items):
        return _short(block, more)
    kept = tuple(_cut(item, LONGEST_ITEM) for item in block.items[:MOST_ITEMS])
    left = len(block.items) - len(kept)
    is_cut = left or kept != block.items
    return replace(block, items=(*kept, more(left)) if is_cut else kept)


def _joined(items: tuple[str, ...], more: Callable[[int], str], strong: bool) -> str:
    """Join as many as there is room for, one at least, and say how many are left out."""
    many, longest = 1, LONGEST_STRONG if strong else LONGEST
    if len(items) <= FEW:
        return "; ".join(items)
    while many < len(items) and len("; ".join(items[: many + 1])) <= longest:
        many += 1
    text = "; ".join(items[:many])
    return text if many == len(items) else f"{text}; {more(len(items) - many)}"


def _cut(text: str, longest: int) -> str:
    """Cut between words."""
    if len(text) <= longest:
        return text
    return f"{text[:longest].rsplit(' ', 1)[0].rstrip(' ,;.')} …"
