"""The curves of groups in studies: which one fits a person, and what it says of a week."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from lumbago.answers import Region
from lumbago.assessment import Assessment, phase_of
from lumbago.facts import know
from lumbago.knowledge import Course, KnowledgeBase
from lumbago.series.noise import Array

LAST_WEEK: Final = 52
"""The studies end here."""

NORMAL_80: Final = 1.2816
"""Four of five of a normal distribution lie so many standard deviations round its middle."""

CARRIED_OVER: Final = 0.5
"""Wider by so many points where the curve is of back or neck pain in general: our estimate."""

_PAIN, _FUNCTION = "pain_curve_model", "disability_curve_model"
OUTCOMES: Final = {"pain": _PAIN, "function": _FUNCTION}

IN_GENERAL: Final = {
    Region.LOW_BACK: ("nonspecific_low_back_pain", "chronic_primary_low_back_pain"),
    Region.LEG_ONLY: ("lumbar_radiculopathy",),
    Region.MID_BACK: ("thoracic_back_pain",),
    Region.NECK: ("nonspecific_neck_pain",),
    Region.ARM_ONLY: ("cervical_radiculopathy",),
}
"""Whose curve stands in where a kind of pain has none, region by region."""


@dataclass(frozen=True, slots=True)
class Curve:
    """How pain or function goes on in a group, 0 to 10 (the worst).

    Attributes:
        course: what it was taken from, with its source.
        is_carried: whether it is of pain in general, not of this kind.
        half: half the width of the band that the knowledge gives, at week 0 and from week 6.
    """

    course: Course
    is_carried: bool
    half: tuple[float, float]

    def middle(self, weeks: Array) -> Array:
        """Return the middle at some weeks; between known weeks it changes fast, then slowly."""
        known = sorted(self.course.weeks)
        values = [self.course.weeks[w] / 10 for w in known]
        at = np.log1p(np.clip(weeks, 0, LAST_WEEK))
        return np.interp(at, np.log1p(np.array(known, dtype=np.float64)), values)

    def doubt(self, weeks: Array) -> Array:
        """Return how unsure the curve itself is, as a standard deviation in points."""
        half = np.interp(weeks, [0.0, 6.0], self.half) + CARRIED_OVER * self.is_carried
        return np.asarray(half / NORMAL_80, dtype=np.float64)


def curve_of(kb: KnowledgeBase, begun: Assessment, outcome: str) -> Curve | None:
    """Return the curve of the leading cause and phase, else one of the region, else None.

    Args:
        kb: the knowledge base.
        begun: the assessment of the day from which weeks are counted.
        outcome: "pain" or "function".
    """
    now = phase_of(know(kb, begun.answers).facts)
    in_general = IN_GENERAL[begun.answers.person.region]
    for names, is_carried in ((conditions_of(kb, begun), False), (in_general, True)):
        for course in _fitting(kb, names, now, OUTCOMES[outcome]):
            own = conditions_of(kb, begun)
            return Curve(course, is_carried and course.condition not in own, _half(course))
    return None


def conditions_of(kb: KnowledgeBase, begun: Assessment) -> tuple[str, ...]:
    """Return the leading cause and the conditions by which it is managed."""
    if begun.course is None:
        return ()
    id = begun.course.condition
    return (id, *kb.conditions[id].management)


def _fitting(
    kb: KnowledgeBase, names: tuple[str, ...], phase: str, outcome: str
) -> Iterator[Course]:
    """Yield the curves of these conditions and this phase, in the order of the conditions."""
    for name in names:
        for course in kb.courses.values():
            is_of = course.condition == name and course.outcome == outcome
            if is_of and course.phase in {phase, "all"} and _half(course) != (0.0, 0.0):
                yield course


def _half(course: Course) -> tuple[float, float]:
    """Read `+-20`, or `half width +-10 at w0, +-15 at w6 and later`: on 0 to 100."""
    found = [float(n) / 10 for n in re.findall(r"\+-(\d+)", course.interval)]
    return (found[0], found[-1]) if found else (0.0, 0.0)
