"""What helps and what harms: treatments, who must not, medicines, whom to see, when to look back.

A treatment holds what a person reads of it beside what guidelines say. Who must leave it out
stands on its own, as a contraindication: one question that holds for many treatments, medicines
and exercises.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lumbago.knowledge.danger import Urgency
from lumbago.knowledge.movement import Movement
from lumbago.rules import FALSE, Rule
from lumbago.sources import Citation, Provenance


class TreatmentRole(StrEnum):
    """What a plan may do with a treatment."""

    DO = "do"  # by oneself
    OPTION = "option"  # with somebody else: told side by side, with what speaks for and against
    MEDICINE = "medicine"  # information alone
    NOT_NOW = "not_now"  # what people often do that does not help
    CARE = "care"  # what a clinic does, told to those who are sent there


class When(StrEnum):
    """In which part of a plan something stands."""

    NOW = "now"
    THIS_WEEK = "this_week"
    LATER = "later"


class PainPhase(StrEnum):
    """How long the pain has lasted: under 6 weeks, under 12, longer."""

    ACUTE = "acute"
    SUBACUTE = "subacute"
    CHRONIC = "chronic"


class Certainty(StrEnum):
    """How sure studies are of what a treatment does."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very low"


class Stance(StrEnum):
    """What a guideline says of a treatment; `CONSIDER` holds "may be offered" too."""

    RECOMMEND = "recommend"
    CONSIDER = "consider"
    AGAINST = "against"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """Something that is done for pain.

    `conditions` and `carried_over` hold ids of management conditions: those it was looked at
    for, and those for which we carry it over by our own judgement. `place` says in which part
    of the plan it stands in each phase. `needs`: equipment, or "floor". `classes`: what a
    contraindication means by `all:`, and "loaded". `only_if`: it is told only to people for
    whom the rule holds. `studies`, `harms`, `stop` are for people, `clinician` and
    `guideline_notes` are not. `guidelines_read`: whether the words of the guidelines were read.
    """

    id: str
    kind: str
    role: TreatmentRole
    name: str
    tells: str
    dose: str
    studies: str
    harms: str
    stop: str
    conditions: tuple[str, ...]
    carried_over: tuple[str, ...]
    phases: tuple[str, ...]
    place: Mapping[PainPhase, When]
    needs: tuple[str, ...]
    classes: frozenset[str]
    only_if: Rule
    certainty: Certainty
    guidelines: Mapping[str, Stance]
    guideline_notes: str
    guidelines_read: Provenance
    clinician: str
    by: tuple[str, ...]
    citation: Citation
    also: tuple[str, ...]

    @property
    def is_disputed(self) -> bool:
        """Whether one guideline advises against what another one allows."""
        said = set(self.guidelines.values())
        return Stance.AGAINST in said and bool(said & {Stance.RECOMMEND, Stance.CONSIDER})


class Severity(StrEnum):
    """How strictly a contraindication holds."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"
    TEMPORARY = "temporary"
    INFO = "info"


ASKED_BEFORE = frozenset({"emergency", "urgent"})
"""Groups of contraindications that the interview asks for; nobody is asked for them again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contraindication:
    """Who must leave something out, or ask first.

    `forbids` and `asks_first` hold ids with a prefix: `tx:` a treatment, `ex:` an exercise,
    `tag:` a tag of exercises, `all:` a class. `known_by`: answers that say yes; where it is
    `exact` they say no as well; `ruled_out_by` says no for another reason. `refer`: how soon to
    be seen when it is so, in place of a plan.
    `names`: medicines that the question is about, by the words on their packs in any language;
    `examples`: those of them that are named beside the question. `names_both`: lists of names;
    who takes one of each list answers yes.
    """

    id: str
    group: str
    severity: Severity
    question: str
    names: tuple[str, ...]
    examples: tuple[str, ...] = ()
    names_both: tuple[tuple[str, ...], ...] = ()
    tells: str
    forbids: frozenset[str]
    asks_first: frozenset[str]
    known_by: Rule = FALSE
    exact: bool = False
    ruled_out_by: Rule = FALSE
    refer: Urgency | None = None
    clinician: str
    citation: Citation
    also: tuple[str, ...]

    @property
    def is_asked(self) -> bool:
        """Whether a person is asked for it beside the treatment that needs it."""
        return self.group not in ASKED_BEFORE


class Shows(StrEnum):
    """What a person may be told of a medicine."""

    LABEL = "label"  # general facts of the label
    WARNING = "warning"
    PRESCRIPTION = "prescription"
    PROCEDURE = "procedure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What the packs of one country say, in their own figures; `read`: whether somebody read it."""

    country: str
    availability: str
    single: str
    every: str
    most: str
    longest: str
    read: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Medicine:
    """A medicine: information, never a prescription.

    `words`: how people call it; brands are search words and nothing else. `contains`: what is
    in it, as far as it must not be taken twice or together. `pregnancy` is for clinicians and
    `in_pregnancy` for people. `never`, `ask_first`:
    contraindications.
    """

    id: str
    name: str
    kind: str
    words: tuple[str, ...]
    contains: frozenset[str]
    treatment: str
    shows: Shows
    tells: str
    stop: tuple[str, ...]
    never: tuple[str, ...]
    ask_first: tuple[str, ...]
    labels: tuple[Label, ...]
    pregnancy: str
    in_pregnancy: str
    clinician: str
    citation: Citation
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitAdvice:
    """Whom to see and why, for people for whom the rule holds; `leave`: what is no first step."""

    id: str
    when: Rule
    who: str
    within_days: int
    tells: str
    leave: str
    citation: Citation
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAdvice:
    """When to look back, in days from the plan or from the day when the pain began."""

    id: str
    from_pain: bool
    first_day: int
    last_day: int
    title: str
    tells: str
    citation: Citation
    also: tuple[str, ...]


THINGS = ("cold_pack", "glass", "report")
"""Things of a day that can be drawn beside a card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CareCard:
    """How to do an everyday thing; not for people who must leave out one of `treatments`.

    `figure`: the exercise, the activity or the thing (`THINGS`) whose drawing is shown beside it.
    """

    id: str
    title: str
    when: Rule
    lines: tuple[str, ...]
    figure: str
    treatments: tuple[str, ...]
    citation: Citation
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """How to do something of work, sport or every day, and how to come back to it in steps.

    A plan names it to people for whom the rule holds, and not to those who must leave out one
    of `treatments`. `figure`: the exercise whose drawing shows the movement, where it has no
    `movement` of its own. `also_called`: everyday words for it in English, for the search.
    """

    id: str
    title: str
    also_called: tuple[str, ...]
    when: Rule
    about: str
    technique: tuple[str, ...]
    back: tuple[str, ...]
    figure: str
    movement: Movement | None = None
    treatments: tuple[str, ...]
    citation: Citation
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOf100:
    """A count from a study, told as people of 100 like those in it.

    `treatments`: what it is told beside. `conditions`: for people with pain of these kinds it is
    told of itself, as the usual course. `other`: the count of those who had something else, or
    None where nothing was compared. `is_harm`: whether fewer is better.
    """

    id: str
    treatments: tuple[str, ...]
    conditions: tuple[str, ...]
    title: str
    people: str
    count: int
    words: str
    other: int | None
    other_words: str
    is_harm: bool
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyNet:
    """When to come back at once, for people for whom the rule holds."""

    id: str
    when: Rule
    text: str
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Something that a person may want to be able to do again, and where to begin."""

    id: str
    name: str
    first_step: str


class ExposureKind(StrEnum):
    """What sort of thing an exposure is."""

    LOAD = "load"  # what the body had to do or bear
    STATE = "state"  # how the person or the weather was
    RELIEF = "relief"  # what was done against the pain


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """A thing of a day that may go with more or less pain, to be ticked in a diary.

    Attributes:
        id: its id.
        name: as a person ticks it.
        kind: what sort of thing it is.
        has_minutes: whether "for how long" makes sense.
        has_load: whether "how heavy" makes sense.
        when: which numbers of an entry say so without a tick; None where none does.
        rows: rows of the ledger that ask for it.
        expects: points of pain that a study found it to add; None where none counted it.
        may_try: whether it is harmless enough for days with and without it by lot.
        citation: who says from which number on it counts, or what it adds.
    """

    id: str
    name: str
    kind: ExposureKind
    has_minutes: bool
    has_load: bool
    when: Rule | None
    rows: tuple[str, ...]
    expects: float | None = None
    may_try: bool = False
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class SpasmStep:
    """One step of what to do when a back or neck locks up."""

    id: str
    title: str
    tells: str
    figure: str
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWord:
    """What a word of a scan report means; `alarm`: a word for the clinic that ordered the scan."""

    id: str
    words: tuple[str, ...]
    tells: str
    alarm: bool
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """All that a plan is made of, by id."""

    treatments: Mapping[str, Treatment] = field(default_factory=dict)
    contraindications: Mapping[str, Contraindication] = field(default_factory=dict)
    medicines: Mapping[str, Medicine] = field(default_factory=dict)
    visits: Mapping[str, VisitAdvice] = field(default_factory=dict)
    reviews: Mapping[str, ReviewAdvice] = field(default_factory=dict)
    cards: Mapping[str, CareCard] = field(default_factory=dict)
    activities: Mapping[str, Activity] = field(default_factory=dict)
    counts: Mapping[str, OutOf100] = field(default_factory=dict)
    safety_nets: Mapping[str, SafetyNet] = field(default_factory=dict)
    goals: Mapping[str, Goal] = field(default_factory=dict)
    exposures: Mapping[str, Exposure] = field(default_factory=dict)
    spasm: Mapping[str, SpasmStep] = field(default_factory=dict)
    spasm_signs: tuple[str, ...] = ()
    report_words: Mapping[str, ReportWord] = field(default_factory=dict)


ENTRY_FACTS = ("sitting_hours", "sleep_hours", "sleep_quality", "stress", "done")
"""What the rule of an exposure may look at: numbers of a diary entry, and a session done."""

PLAN_FACTS = frozenset(
    {
        "wants_medicine",
        "wants_weight",
        "wants_sport",
        "wants_water",
        "wants_work",
        "wants_lifting",
        "off_work",
        "retired",
    }
)
"""What rules of care may look at beside findings: it follows from what a person wishes for."""
