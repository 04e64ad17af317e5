"""The first page is one page: it says all that it has room for, and the details say the rest."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lumbago.report.blocks import Block, Items, Line, Section
from lumbago.report.paper import PAGE, height

FEW: Final = 5
"""So few things are never cut."""

LONGEST_PART: Final = 200
"""A list told in a line has no part of more characters."""

_WIDEST: Final = 4000
_LEAST: Final = 125


@dataclass(frozen=True, slots=True)
class Room:
    """How much of what may be cut stands on the first page.

    Attributes:
        text: so many characters of a text.
        strong: so many of what must be seen first.
        questions: so many questions.
        question: so many characters of a question.
        whole: so many signs of an emergency; they are cut last.
    """

    text: int
    strong: int
    questions: int
    question: int
    whole: int = 1000


def _rooms() -> Iterator[Room]:
    """Yield the rooms to try, the widest first."""
    text = _WIDEST
    while text > _LEAST:
        yield Room(text, round(text * 1.8), max(2, text // 90), max(100, text // 3))
        text = round(text * 0.87)
    scarce = Room(_LEAST, _LEAST, 2, 100)
    yield scarce
    yield from (replace(scarce, whole=n) for n in range(120, 4, -5))


ROOMS: Final = tuple(_rooms())


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What stands on the first page, and what of it is cut.

    Attributes:
        sections: what stands there.
        cut: the whole of each section of which something was left out.
        moved: ids of the sections of the details that stand here whole instead.
        cuts_emergencies: whether there are more signs of an emergency than a page holds.
    """

    sections: tuple[Section, ...]
    cut: tuple[Section, ...]
    moved: frozenset[str]
    cuts_emergencies: bool


def first_page(
    whole: Sequence[Section],
    details: Sequence[Section],
    more: Callable[[int], str],
    *,
    has_map: bool,
    above: float = 0.0,
) -> FirstPage:
    """Fill one page.

    Args:
        whole: the sections that must stand there, in their order.
        details: those that stand there where there is room, the most wanted first.
        more: says how many things are left out; 0 where a text is cut.
        has_map: whether the body map stands beside the first ones.
        above: so many lines more stand above them.
    """
    space = PAGE - above
    for room in ROOMS:
        shown = tuple(at_a_glance(s, more, room, as_list=s.id == "questions") for s in whole)
        if height(shown, has_map=has_map) <= space:
            break
    cut = tuple(s for s, short in zip(whole, shown, strict=True) if is_cut(s, short))
    kept = list(shown)
    for section in details:
        wider = [*kept, replace(section, first=True)]
        if section.blocks and not cut and height(wider, has_map=has_map) <= space:
            kept = wider
    most = max((b.whole for s in whole for b in s.blocks if isinstance(b, Items)), default=0)
    moved = frozenset(s.id for s in kept[len(shown) :])
    return FirstPage(tuple(kept), cut, moved, most > room.whole)


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
        return _flat("; ".join(block.items))
    return _flat(block.text) if isinstance(block, Line) else block


def _flat(text: str) -> str:
    return " ".join(text.split())


def _short(block: Block, more: Callable[[int], str], room: Room) -> Block:
    longest = room.strong if getattr(block, "strong", False) else room.text
    if isinstance(block, Items):
        text = _joined(block.items, more, longest, min(block.whole, room.whole))
        return Line(block.label, text, block.strong)
    if isinstance(block, Line) and room != ROOMS[0]:
        block = replace(block, text=_flat(block.text))
    if isinstance(block, Line) and len(block.text) > room.text:
        parts = tuple(block.text.split("; "))
        if block.label and len(parts) > 2 and max(map(len, parts)) <= LONGEST_PART:
            return replace(block, text=_joined(parts, more, longest))
        if not block.strong:
            return replace(block, text=f"{_cut(block.text, room.text)} {more(0)}")
    return block


def _short_list(block: Block, more: Callable[[int], str], room: Room) -> Block:
    if not isinstance(block, Items):
        return _short(block, more, room)
    asked = tuple(map(_flat, block.items))
    kept = tuple(_cut(item, room.question) for item in asked[: room.questions])
    left = len(asked) - len(kept)
    is_cut = left or kept != asked
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
    return text if many >= len(items) else f"{text}; {more(len(items) - many)}"


def _cut(text: str, longest: int) -> str:
    """Cut between words."""
    if len(text) <= longest:
        return text
    return f"{text[:longest].rsplit(' ', 1)[0].rstrip(' ,;.')} …"
