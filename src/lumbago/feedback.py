"""Feedback on a page: helpful, an error, or something that could harm; kept on this machine.

Each word of it is a line of a file beside the store, that only the user of this machine can
read. It carries no name, and is sent nowhere.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from lumbago.errors import StoreError

FILE = "feedback.jsonl"

LONGEST = 2000
"""Characters of a text."""


class Sort(StrEnum):
    """What feedback is about; what could harm comes first."""

    HARM = "harm"
    ERROR = "error"
    UNCLEAR = "unclear"
    HELPFUL = "helpful"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody said of a page, an address of ours."""

    at: datetime
    page: str
    sort: Sort
    text: str
    knowledge: str


def keep_feedback(folder: Path, told: Feedback) -> None:
    """Add one line to the file of a folder, and wait for the disk.

    Raises:
        StoreError: it cannot be written; nothing is half written that is read later.
    """
    line = json.dumps(
        {
            "at": told.at.isoformat(),
            "page": told.page,
            "sort": told.sort.value,
            "text": told.text[:LONGEST],
            "knowledge": told.knowledge,
        },
        ensure_ascii=False,
    )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "ab") as stream:
            stream.write(f"{line}\n".encode())
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise StoreError(f"Your feedback could not be kept: {error.strerror}.") from error


def read_feedback(folder: Path) -> tuple[Feedback, ...]:
    """Return what was kept, what could harm first, then the newest first.

    A line that was only half written, as by a power cut, is left out.

    Raises:
        StoreError: the file is there and cannot be read.
    """
    try:
        lines = (folder / FILE).read_bytes().splitlines()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise StoreError(f"The feedback cannot be read: {error.strerror}.") from error
    found = [told for line in lines if (told := _read(line)) is not None]
    found.sort(key=lambda f: f.at, reverse=True)
    return tuple(sorted(found, key=lambda f: f.sort is not Sort.HARM))


def harmful(told: Iterable[Feedback]) -> tuple[Feedback, ...]:
    """Return what somebody said could harm."""
    return tuple(f for f in told if f.sort is Sort.HARM)


def _read(line: bytes) -> Feedback | None:
    try:
        e = json.loads(line)
        return Feedback(
            datetime.fromisoformat(e["at"]), e["page"], Sort(e["sort"]), e["text"], e["knowledge"]
        )
    except (ValueError, KeyError, TypeError):
        return None
