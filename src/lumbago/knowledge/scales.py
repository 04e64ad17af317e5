"""Scales that a person fills in: what they ask, and the smallest change that matters."""

from dataclasses import dataclass

from lumbago.answers import Region
from lumbago.sources import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A scale on which less is better.

    Attributes:
        id: its name in the knowledge.
        name: how people read it.
        tells: how to fill it in; empty for a single number.
        items: its sentences, each a tick; empty for a single number.
        most: the worst score; the best is 0.
        points: a change counts from so many points on.
        share: or from such a part of the first value.
        least: but never below so many points: our own floor.
        weeks: when it is asked, in weeks since the start.
        regions: for whom it is meant, by region; empty for everybody.
        citation: who says what change counts.
        also: further sources.
    """

    id: str
    name: str
    tells: str
    items: tuple[str, ...]
    most: float
    points: float
    share: float
    least: float
    weeks: tuple[int, ...]
    regions: tuple[Region, ...]
    citation: Citation
    also: tuple[str, ...]

    def counts(self, first: float) -> float:
        """Return from how many points on a change from this first value counts."""
        return min(self.points, max(self.least, self.share * first))
