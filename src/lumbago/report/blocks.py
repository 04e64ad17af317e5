"""What a report in words is made of: few kinds of parts, so that every format can write them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Audience(StrEnum):
    """For whom it is written."""

    CLINICIAN = "clinician"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Line:
    """A text, with what it is about before it; `strong`: it must be seen first."""

    label: str
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """Several short texts under one label; never empty.

    `many`: they are set small. `whole`: so many of the first are never left out.
    """

    label: str
    items: tuple[str, ...]
    strong: bool = False
    many: bool = False
    whole: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = Line | Items | Table


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a title; `first`: it stands on the first page."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report ready to be written in any format."""

    language: str
    audience: Audience
    title: str
    lead: str
    notices: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]
    map_words: str
    map_names: tuple[tuple[str, str], ...]
    details: str
    page: str
    sections: tuple[Section, ...]
