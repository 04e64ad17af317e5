"""What is told beside the causes: the usual course, scans, and people who differ."""

from collections.abc import Mapping
from dataclasses import dataclass

from lumbago.rules import FALSE, Rule
from lumbago.sources import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What became of a group of people with a condition, as a study or we tell it.

    `text` is for people; `value` is a figure for calculations, such as a hazard ratio, and `when`
    says for whom it counts.
    """

    id: str
    condition: str
    phase: str
    outcome: str
    unit: str
    weeks: Mapping[int, float]
    interval: str
    value: str
    text: str
    population: str
    use: str
    citation: Citation
    source_title: str
    when: Rule = FALSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """How fast people with a condition get well; percent recovered by 6 and by 12 weeks."""

    median_weeks: float | None
    by_6_weeks: float | None
    by_12_weeks: float | None
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagingAdvice:
    """Whether a scan would help, and why; the first one whose rule holds is told."""

    id: str
    order: int
    when: Rule
    answer: str
    text: str
    clinician: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialGroup:
    """People for whom some things are different; every later step heeds it."""

    id: str
    when: Rule
    text: str
    sources: tuple[str, ...]
