"""The first page is short, so that it stays one page: the whole stands in the details."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from lumbago.report.blocks import Block, Items, Line, Section

LONGEST_ITEM: Final = 100
"""So many characters of a question stand on the first page."""

FEW: Final = 5
"""So few things are never cut."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much of what may be cut stands on the first page.

    Attributes:
        text: so many characters of a text.
        strong: so many of what must be seen first.
        questions: so many questions.
    """

    text: int = 230
    strong: int = 420
    questions: int = 4


SCARCE: Final = Room(text=125, strong=125, questions=2)
"""Where the signs of an emergency, which are never cut, need the room."""


def room_beside(items: tuple[str, ...]) -> Room:
    """Return the room that is left beside texts that are never cut."""
    usual = Room()
    return usual if len("; ".join(items)) <= usual.strong else SCARCE


def at_a_glance(
    section: Section, more: Callable[[int], str], room: Room, *, as_list: bool = False
) -> Section:
    """Return a section for the first page: short texts, lists in a line, and that there is more.

    Args:
        section: the whole section.
        more: says how many things are left out; 0 where a text is cut.
        room: how much may stand there of what may be cut.
        as_list: whether lists stay lists.
    """
    short = _short_list if as_list else _short
    return replace(section, blocks=tuple(short(b, more, room) for b in section.blocks), first=True)


def is_cut(section: Section, short: Section) -> bool:
    """Whether anything of a section was left out of its short form; a list in a line is whole."""
    pairs = zip(section.blocks, short.blocks, strict=True)
    return any(_text(whole) != _text(part) for whole, part in pairs)


def _text(block: Block) -> object:
    if isinstance(block, Items):
        return "; ".join(block.items)
    return block.text if isinstance(block, Line) else block


def _short(block: Block, more: Callable[[int], str], room: Room) -> Block:
    longest = room.strong if getattr(block, "strong", False) else room.text
    if isinstance(block, Items):
        text = _joined(block.items, more, longest, block.whole)
        return Line(block.label, text, block.strong)
    if isinstance(block, Line) and len(block.text) > room.text:
        parts = tuple(block.text.split("; "))
        if block.label and len(parts) > 2 and max(map(len, parts)) <= LONGEST_ITEM * 2:
            return replace(block, text=_joined(parts, more, longest))
        if not block.strong:
            return replace(block, text=f"{_cut(block.text, room.text)} {more(0)}")
    return block


def _short_list(block: Block, more: Callable[[int], str], room: Room) -> Block:
    if not isinstance(block, Items):
        return _short(block, more, room)
    kept = tuple(_cut(item, LONGEST_ITEM) for item in block.items[: room.questions])
    left = len(block.items) - len(kept)
    is_cut = left or kept != block.items
    return replace(block, items=(*kept, more(left)) if is_cut else kept)


def _joined(
    items: tuple[str, ...], more: Callable[[int], str], longest: int, whole: int = 0
) -> str:
    """Join as many as there is room for, `whole` at least, and say how many are left out."""
    many = max(1, whole)
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
