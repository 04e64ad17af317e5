"""What a person told us: who they are, and their answers so far."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

Answer: TypeAlias = bool | float | str | None
"""Yes or no, a number in the finding's unit, a choice, or None: asked, and not known."""

Facts: TypeAlias = Mapping[str, bool | float | str]
"""Everything that is known, by name. A name that is missing is unknown, never "no"."""


class Region(StrEnum):
    """Where it mainly hurts; the choice fixes which causes are possible at all."""

    LOW_BACK = "low_back"
    MID_BACK = "mid_back"
    NECK = "neck"
    LEG_ONLY = "leg_only"
    ARM_ONLY = "arm_only"


class Sex(StrEnum):
    """Sex at birth, as far as it changes what is likely and what is asked."""

    FEMALE = "female"
    MALE = "male"


class Setting(StrEnum):
    """Where the person is met; it shifts how common serious disease is."""

    ONLINE = "online"
    PRIMARY_CARE = "primary_care"
    ED = "ed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is asked. `age_years` and `sex` may be None: not known, or not said."""

    region: Region
    age_years: float | None = None
    sex: Sex | None = None
    setting: Setting = Setting.PRIMARY_CARE


@dataclass(frozen=True, slots=True)
class Answers:
    """A person and what they answered: finding id → answer, in the order of the ids.

    A finding that is missing was not asked. One that is None was asked and is not known.
    Neither is ever "no".
    """

    person: Person
    given: Mapping[str, Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ordered = {id: self.given[id] for id in sorted(self.given)}
        object.__setattr__(self, "given", MappingProxyType(ordered))

    def __hash__(self) -> int:
        return hash((self.person, tuple(self.given.items())))

    def __iter__(self) -> Iterator[str]:
        return iter(self.given)

    def with_answer(self, finding: str, answer: Answer) -> "Answers":
        """Return the answers with one more, or one changed."""
        return Answers(self.person, {**self.given, finding: answer})

    def with_answers(self, more: Mapping[str, Answer]) -> "Answers":
        """Return the answers with several more, or changed."""
        return Answers(self.person, {**self.given, **more})

    def without(self, finding: str) -> "Answers":
        """Return the answers as if this had never been asked."""
        return Answers(self.person, {id: a for id, a in self.given.items() if id != finding})
