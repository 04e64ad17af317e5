"""A file of lines → blocks of lines, without ever holding the whole file.

A line that is longer than any honest record is read past, never kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

LONGEST_LINE = 1_000_000
"""Bytes. No honest record is longer."""

MOST_BYTES = 8_000_000
"""A block ends at so many bytes, however few its lines are."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines with their numbers, the first being 1. None stands for a line that is too long.

    `end` is how many bytes of the file are read when the block is done.
    """

    numbers: tuple[int, ...]
    lines: tuple[bytes | None, ...]
    end: int


def blocks(source: BinaryIO, size: int) -> Iterator[Block]:
    """Yield the lines of a file, at most `size` at a time; blank ones are left out."""
    numbers: list[int] = []
    lines: list[bytes | None] = []
    end = held = 0
    for number, (line, length) in enumerate(_lines(source), start=1):
        end += length
        if line is not None and not line.strip():
            continue
        numbers.append(number)
        lines.append(line)
        held += len(line or b"")
        if len(lines) == size or held >= MOST_BYTES:
            yield Block(tuple(numbers), tuple(lines), end)
            numbers, lines, held = [], [], 0
    if lines:
        yield Block(tuple(numbers), tuple(lines), end)


def _lines(source: BinaryIO) -> Iterator[tuple[bytes | None, int]]:
    """Yield each line, or None where it is too long, and how many bytes it took."""
    is_first = True
    while part := source.readline(LONGEST_LINE + 1):
        length = len(part)
        is_too_long = length > LONGEST_LINE and not part.endswith(b"\n")
        while is_too_long and part and not part.endswith(b"\n"):
            part = source.readline(LONGEST_LINE)
            length += len(part)
        if is_first:
            part = part.removeprefix(_BYTE_ORDER_MARK)
            is_first = False
        yield (None if is_too_long else part), length
