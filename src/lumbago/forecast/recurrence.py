"""How often back pain comes back within a year, and what lowers it: each figure with its source."""

from dataclasses import dataclass
from typing import Final

from lumbago.answers import Region
from lumbago.forecast.curves import Curve
from lumbago.knowledge import Course, KnowledgeBase

CHANCE: Final = "lbp_recurrence_12m"
LOWER: Final = ("walkback_effect", "ex_edu_effect", "ex_alone_effect")
"""What was tried in people who had got over it, by its row of `courses.csv`."""

OF_THESE: Final = frozenset(
    {
        "nonspecific_low_back_pain",
        "chronic_primary_low_back_pain",
        "lumbar_muscle_strain",
        "back_spasm",
    }
)
"""The studies looked at low back pain of these kinds; of others nothing is said."""


@dataclass(frozen=True, slots=True)
class Lowering:
    """What the chance would be with something that was tried: our sum, of 100 people."""

    course: Course
    of_100: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Of 100 people who had got over it, how many had it again within a year."""

    course: Course
    of_100: int
    low: int
    high: int
    lowered_by: tuple[Lowering, ...]


def recurrence_of(kb: KnowledgeBase, region: Region, curve: Curve | None) -> Recurrence | None:
    """Return the chance for low back pain; None where no study of ours fits."""
    is_fitting = curve is not None and curve.course.condition in OF_THESE
    if region is not Region.LOW_BACK or not is_fitting or CHANCE not in kb.courses:
        return None
    course = kb.courses[CHANCE]
    chance = course.weeks[52] / 100
    low, high = _range(course)
    found = [kb.courses[id] for id in LOWER if id in kb.courses]
    return Recurrence(
        course=course,
        of_100=round(chance * 100),
        low=round(low),
        high=round(high),
        lowered_by=tuple(_lowering(c, chance) for c in found),
    )


def _lowering(course: Course, chance: float) -> Lowering:
    low, high = _range(course)
    return Lowering(
        course, *(_lowered(course, chance, r) for r in (float(course.value), low, high))
    )


def _lowered(course: Course, chance: float, ratio: float) -> int:
    """Return how many of 100: a hazard ratio works on what is left, a risk ratio on the risk."""
    is_hazard = course.outcome == "hazard_ratio"
    return round(100 * (1 - (1 - chance) ** ratio if is_hazard else chance * ratio))


def _range(course: Course) -> tuple[float, float]:
    low, _, high = course.interval.partition("-")
    return float(low), float(high)
