"""What must not be missed: how soon to be seen, red flags, and the cards that ask for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from lumbago.rules import TRUE, Rule
from lumbago.sources import Citation


class Urgency(IntEnum):
    """How soon a person must be seen: the higher, the sooner."""

    SELF_CARE = 0
    ROUTINE = 1  # within weeks
    SOON = 2  # within three days
    TODAY = 3
    NOW = 4  # an ambulance or an emergency department

    @property
    def id(self) -> str:
        """The name used in data, on the command line and in JSON."""
        return self.name.lower()


class Place(StrEnum):
    """Where a red flag sends a person."""

    AMBULANCE = "ambulance"
    EMERGENCY_DEPARTMENT = "emergency_department"
    SAME_DAY_CARE = "same_day_care"
    CLINICIAN = "clinician"
    HOME = "home"


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag:
    """A reason to be seen, and how soon. It can only raise urgency, never lower it."""

    id: str
    category: str
    urgency: Urgency
    place: Place
    when: Rule
    title: str
    because: str
    do: str
    tell: str
    rationale: str = ""
    evidence: str = ""
    guidelines: str = ""
    how_to_use: str = ""
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One line of a safety card or a topic: a finding or a gate, and for whom it is shown."""

    finding: str
    when: Rule = TRUE


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyCard:
    """One screen of danger signs, of which one ticks any, or none."""

    id: str
    title: str
    why: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One screen of ordinary questions on one subject, such as what makes the pain worse.

    It is asked whole when one of its lines is the question worth most.
    """

    id: str
    title: str
    why: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyWords:
    """What one level of urgency says; `action` by the place it sends to."""

    name: str
    time_frame: str
    action: Mapping[Place, str]
    meanwhile: tuple[str, ...]
    safety_net: str
    review_days: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionThreshold:
    """From which probability on a danger of this urgency asks for this action."""

    condition_urgency: Urgency
    at_least: float
    action: Urgency
    citation: Citation
