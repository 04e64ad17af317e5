"""What can be asked, and what can cause it: findings, conditions, mechanisms, links."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lumbago.answers import Region
from lumbago.knowledge.danger import Urgency
from lumbago.rules import TRUE, Rule
from lumbago.sources import Citation, Figure


class Role(StrEnum):
    """What a condition is to a person's pain."""

    PAIN_SOURCE = "pain_source"
    MIMIC = "mimic"
    MODIFIER = "comorbid_modifier"


class ArrowKind(StrEnum):
    """What an arrow between a condition and a finding means."""

    EFFECT = "effect"
    RISK_FACTOR = "risk_factor"
    LOWERS = "lowers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that can be asked, tried or measured.

    `question`, `tick`, `why` and `hint` are what a person reads; `applies_when` says when it
    makes sense to ask; `derived_from` lets it follow from another answer; `phrases` are its
    everyday names. A gate `opens` several findings: "no" to it is "no" to each of them.
    """

    id: str
    label: str
    question: str
    tick: str
    why: str
    hint: str = ""
    type: str = "yes_no"
    group: str
    role: str
    asked_of: str = "patient"
    self_check: str = ""
    applies_when: Rule = TRUE
    derived_from: Rule | None = None
    phrases: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    loinc: str = ""
    snomed: str = ""
    notes: str = ""

    @property
    def is_yes_no(self) -> bool:
        """Whether it is answered by yes or no."""
        return self.type == "yes_no"

    @property
    def can_be_asked(self) -> bool:
        """Whether a person can answer it alone and safely, without an examination."""
        return self.asked_of == "patient" and self.role != "gate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A cause of the pain, a mimic of it, or something that sits beside it.

    `about` and `tells` are for people, `clinician` for clinicians. A danger is what must be
    ruled out; it is never shown as an ordinary cause. A competitor is there only so that a danger
    is not over-called; nobody is told to rule it out. Multipliers act on the odds of the prior.
    """

    id: str
    name: str
    plain_name: str
    group: str
    role: Role
    urgency: Urgency
    is_danger: bool
    is_competitor: bool = False
    about: str
    tells: str
    clinician: str
    icd10cm: str = ""
    management: tuple[str, ...] = ()
    programme: str = ""
    notes: str = ""
    citation: Citation
    by_age: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)
    by_sex: Mapping[str, float] = field(default_factory=dict)
    by_setting: Mapping[str, float] = field(default_factory=dict)
    priors: Mapping[Region, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mechanism:
    """A kind of pain: what several findings have in common, between cause and finding.

    `leak` is how often it is present without any condition that we model.
    """

    id: str
    name: str
    plain_name: str
    about: str
    kind_sentence: str
    leak: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """How often a finding is there in people with a condition: P(finding | condition)."""

    condition: str
    finding: str
    kind: ArrowKind
    p: Figure
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The strength with which a parent alone switches its child on.

    `replaces_arrow`: it stands in for the published arrow between the same two.
    """

    parent: str
    child: str
    strength: Figure
    replaces_arrow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Conditions that cannot be told apart by questions, shown as one cause."""

    id: str
    plain_name: str
    about: str
    members: tuple[str, ...]
    regions: tuple[Region, ...]
