"""What lumbago knows: findings, conditions, mechanisms, links, red flags, and their base.

Values only. They are read by `loading` from the files in `kb/` and never change after.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from lumbago.answers import Region
from lumbago.rules import TRUE, Rule
from lumbago.sources import Citation, Figure, Source


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
    ruled out; it is never shown as an ordinary cause. Multipliers act on the odds of the prior.
    """

    id: str
    name: str
    plain_name: str
    group: str
    role: Role
    urgency: Urgency
    is_danger: bool
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
    """One line of a safety card: a finding or a gate, and for whom it is shown."""

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
class Course:
    """What became of a group of people with a condition, as a study or we tell it."""

    id: str
    condition: str
    phase: str
    outcome: str
    unit: str
    weeks: Mapping[int, float]
    interval: str
    text: str
    population: str
    use: str
    citation: Citation
    source_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """How fast people with a condition get well; percent recovered by 6 and by 12 weeks."""

    median_weeks: float | None
    by_6_weeks: float | None
    by_12_weeks: float | None
    citation: Citation


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Conditions that cannot be told apart by questions, shown as one cause."""

    id: str
    plain_name: str
    about: str
    members: tuple[str, ...]
    regions: tuple[Region, ...]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionThreshold:
    """From which probability on a danger of this urgency asks for this action."""

    condition_urgency: Urgency
    at_least: float
    action: Urgency
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The few things that belong to the whole.

    `word_bands`: from which probability on which word. `least_lift`: how far answers must
    lift the odds of a danger before it asks for anything. `calming`: findings whose "yes" may
    stop a rule above self-care, and no others. `nested`: (general, specific) findings, the
    specific one lying inside the general one. `exclusive`: findings that shut each other
    out. `unexplained`: the condition that stands for "no cause of this list" by region.
    `leaks_by_age`: background rates of risk factors that differ much with age, for 18-29,
    30-49, 50-64 and 65 and over. `strata`: the finding that each region stands for.
    """

    word_bands: tuple[tuple[float, str], ...]
    action_thresholds: tuple[ActionThreshold, ...]
    least_lift: float
    calming: frozenset[str]
    nested: tuple[tuple[str, str], ...]
    exclusive: tuple[tuple[str, str], ...]
    unexplained: Mapping[Region, str]
    leaks_by_age: Mapping[str, tuple[float, float, float, float]]
    strata: Mapping[Region, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordClass:
    """Words that mean the same or name the same kind of thing: {leg}, {numb}.

    `kind` tells how two classes in one phrase keep to their own part of a sentence: a
    "quality" belongs to its nearest "place", and a "sense" hides the words inside it.
    `includes` names classes whose words count as well.
    """

    id: str
    words: tuple[str, ...]
    kind: str = ""
    includes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPhrases:
    """How people and clinicians say that a finding is there (`present`) or not (`absent`).

    `broad`: names of the finding too common to stand alone. `lasting`: true of a person for
    good, so that "ten years ago" still counts. `family`: about relatives. `personal`: what a
    relative does to the person is meant, so a relative in the sentence changes nothing.
    `yields_to`: findings that win where both were read from the same words.
    """

    finding: str
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    broad: tuple[str, ...] = ()
    lasting: bool = False
    family: bool = False
    personal: bool = False
    yields_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """What is known of the words in which people tell of findings.

    `spelling`: how short or common ways of writing are read. `common_words`: English words
    that spelling repair leaves alone.
    """

    classes: Mapping[str, WordClass]
    findings: Mapping[str, FindingPhrases]
    spelling: Mapping[str, str]
    common_words: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeBase:
    """All that is known, by id. Built only by `loading.load`, so its links always resolve."""

    version: str
    digest: str
    settings: Settings
    sources: Mapping[str, Source]
    findings: Mapping[str, Finding]
    leaks: Mapping[str, Figure]
    conditions: Mapping[str, Condition]
    groups: Mapping[str, Group]
    mechanisms: Mapping[str, Mechanism]
    arrows: tuple[Arrow, ...]
    links: tuple[Link, ...]
    red_flags: Mapping[str, RedFlag]
    safety_cards: tuple[SafetyCard, ...]
    urgency_words: Mapping[Urgency, UrgencyWords]
    imaging: tuple[ImagingAdvice, ...]
    special_groups: Mapping[str, SpecialGroup]
    recoveries: Mapping[str, Recovery]
    courses: Mapping[str, Course]
    published_figures: tuple[PublishedFigure, ...]
    cases: tuple[PublishedCase, ...]
    phrases: Phrases

    def __hash__(self) -> int:
        return hash((self.version, self.digest))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KnowledgeBase) and other.digest == self.digest
