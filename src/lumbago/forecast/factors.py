"""What makes recovery slower or faster: at most three things, and they weigh little."""

from dataclasses import dataclass
from math import log
from typing import Final

from lumbago.assessment import Assessment
from lumbago.facts import know
from lumbago.forecast.curves import Curve, conditions_of
from lumbago.knowledge import Course, KnowledgeBase
from lumbago.rules import holds

MOST: Final = 3
LEAST_PACE, MOST_PACE = 0.5, 1.2
"""No more than three count, and together they never go beyond this, as `courses.csv` asks."""


@dataclass(frozen=True, slots=True)
class Factor:
    """Something a person said that goes with slower or faster recovery, with its source."""

    course: Course
    ratio: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the weeks of the curve go by: 1 as in the group, less is slower."""

    ratio: float = 1.0
    low: float = 1.0
    high: float = 1.0
    factors: tuple[Factor, ...] = ()


def pace_of(kb: KnowledgeBase, begun: Assessment, curve: Curve) -> Pace:
    """Return the pace of a person; what is not known counts as nothing."""
    facts = know(kb, begun.answers).facts
    names = {*conditions_of(kb, begun), curve.course.condition}
    found = [
        _factor(c)
        for c in kb.courses.values()
        if c.outcome == "hazard_ratio_recovery_guess"
        and c.condition in names
        and c.phase in {curve.course.phase, "all"}
        and holds(c.when, facts)
    ]
    found.sort(key=lambda f: (-abs(log(f.ratio)), f.course.id))
    used = tuple(found[:MOST])
    ratio = low = high = 1.0
    for factor in used:
        ratio, low, high = ratio * factor.ratio, low * factor.low, high * factor.high
    return Pace(_capped(ratio), _capped(low), _capped(high), used)


def _factor(course: Course) -> Factor:
    low, _, high = course.interval.partition("-")
    return Factor(course, float(course.value), float(low), float(high))


def _capped(ratio: float) -> float:
    return min(max(ratio, LEAST_PACE), MOST_PACE)
