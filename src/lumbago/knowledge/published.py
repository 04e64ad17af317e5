"""What was published and must come out: figures and cases."""

from collections.abc import Mapping
from dataclasses import dataclass

from lumbago.answers import Region
from lumbago.knowledge.danger import Urgency
from lumbago.sources import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigure:
    """A published number that the network must reproduce, with its accept band."""

    id: str
    targets: tuple[str, ...]
    region: Region
    setting: str
    age_years: float | None
    sex: str | None
    answers: Mapping[str, bool]
    anchor: str
    low: float
    high: float
    is_fit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCase:
    """A published person, told in our own words, with what must come out.

    `known_gap`: why it does not come out right yet, for all to see; empty for most.
    """

    id: str
    title: str
    told: str
    region: Region
    age_years: float | None
    sex: str | None
    setting: str
    answers: Mapping[str, bool | float | str]
    urgency: Urgency
    at_most: Urgency
    condition: str
    citation: Citation
    known_gap: str = ""
