"""How a programme starts, grows, holds and steps back: one rule an entry, with its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from lumbago.sources import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressionRule:
    """One rule of a programme: what a person is told, and the numbers that it works with.

    Pain and effort are 0 to 10, shares are parts of a dose; the name of a number says the rest.
    `also`: further sources.
    """

    id: str
    domain: str
    tells: str
    numbers: Mapping[str, float]
    citation: Citation
    also: tuple[str, ...]
