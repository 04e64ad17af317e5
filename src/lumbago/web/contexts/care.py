"""The plan, the spasm, medicines, options and reports."""

from dataclasses import dataclass

from markupsafe import Markup

from lumbago.web.catalogue import Words
from lumbago.web.contexts.frame import Band, Frame, Option, Origin
from lumbago.web.exercise_pictures import StillPicture


@dataclass(frozen=True, slots=True, kw_only=True)
class AskView:
    """A contraindication to be answered; `names`: medicines that it is about."""

    id: str
    question: str
    names: str
    chosen: str  # yes, no, unsure or empty


@dataclass(frozen=True, slots=True, kw_only=True)
class CountView:
    """A count of a study, drawn as people of a hundred; `other_*` is empty without a comparison."""

    title: str
    said: str
    picture: Markup
    other_said: str
    other_picture: Markup
    source: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A treatment for this person, with what speaks for and against it."""

    id: str
    name: str
    tells: str
    dose: str
    why: str
    studies: str
    certainty: str
    guidelines: tuple[str, ...]
    disputed: str  # that expert groups differ; empty where they do not
    harms: str
    stop: str
    fit: str  # fits, check_first or ask_first
    fit_words: str
    because: tuple[str, ...]
    asks: tuple[AskView, ...]
    picture: Markup
    counts: tuple[CountView, ...]
    no_count: str  # that none is known; empty where one is
    to_ask: tuple[str, ...]
    sources: tuple[Origin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """A text under its title, with who says so."""

    title: str
    lines: tuple[str, ...]
    picture: Markup
    sources: tuple[Origin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOpenPage:
    """A plan is wanted, and danger signs were not asked yet."""

    frame: Frame
    t: Words
    signs: tuple[str, ...]
    was_skipped: bool  # once: the second time it opens


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """What to do now, this week and later."""

    frame: Frame
    t: Words
    band: Band
    appointment: str
    light: str  # why there is easy movement alone; empty where there is more
    is_unfinished: bool  # because danger signs were not asked
    steps_by_part: tuple[tuple[str, tuple[StepView, ...]], ...]
    goals: tuple[tuple[str, str], ...]
    not_now: tuple[TextView, ...]
    left_out: tuple[tuple[str, tuple[str, ...]], ...]
    cards: tuple[TextView, ...]
    activities: tuple[tuple[str, str], ...]  # address and title
    imaging: str
    imaging_text: str
    reads_report: bool  # a pasted report is read in English alone
    see: tuple[TextView, ...]
    looks: tuple[TextView, ...]
    nets: tuple[str, ...]
    groups: tuple[str, ...]
    closing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralPage:
    """Somebody must look first."""

    frame: Frame
    t: Words
    band: Band
    is_now: bool
    because: tuple[TextView, ...]
    say: tuple[str, ...]
    take: tuple[str, ...]
    leave: tuple[str, ...]
    care_there: tuple[TextView, ...]
    nets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WishesPage:
    """What the person has, wants and leaves out."""

    frame: Frame
    t: Words
    minutes: str  # as it was typed
    problem: str
    floor: tuple[Option, ...]
    works: tuple[Option, ...]
    cares: bool  # for a child, a parent or somebody else
    goals: tuple[Option, ...]
    topics: tuple[Option, ...]
    equipment: tuple[Option, ...]
    dislikes: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpasmPage:
    """What to do when a back or neck locks up."""

    frame: Frame
    t: Words
    band: Band | None  # of somebody who must be seen first
    before: tuple[TextView, ...]  # up to the danger signs
    signs: tuple[str, ...]
    after: tuple[TextView, ...]
    breathe: TextView
    warm: TextView
    places: tuple[Option, ...]
    counts: tuple[Option, ...]
    lengths: tuple[Option, ...]  # the first: not known


@dataclass(frozen=True, slots=True, kw_only=True)
class SpasmNotedPage:
    """The spasms that were noted down in this visit."""

    frame: Frame
    t: Words
    lines: tuple[str, ...]
    advice: str  # empty while there are few
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityCard:
    """An activity in the list."""

    address: str
    title: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivitiesPage:
    """Work, sport and everyday jobs; first those that fit the answers."""

    frame: Frame
    t: Words
    yours: tuple[ActivityCard, ...]
    others: tuple[ActivityCard, ...]
    child: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityPage:
    """One activity: how to do it, and how to come back to it."""

    frame: Frame
    t: Words
    title: str
    about: str
    moving: Markup
    stills: tuple[StillPicture, ...]
    exercise: Option  # whose drawing it is, or what trains it
    is_own: bool  # whether the drawing is of the activity itself
    technique: tuple[str, ...]
    back: tuple[str, ...]
    left_out: tuple[str, ...]  # why a person should ask first
    sources: tuple[Origin, ...]
    child: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicineView:
    """One medicine for this person."""

    id: str
    name: str
    light: str
    light_words: str
    says: str
    tells: str
    in_pregnancy: str  # empty for whom it is not about
    because: tuple[str, ...]
    open: int
    labels: tuple[tuple[str, tuple[tuple[str, str], ...], str], ...]  # country, rows, how known
    stop: tuple[str, ...]
    counts: tuple[CountView, ...]
    to_ask: tuple[str, ...]  # beyond what is asked of any medicine
    sources: tuple[Origin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicinesPage:
    """Information on medicines, and a safety check."""

    frame: Frame
    t: Words
    overdose: str
    is_overdose: bool
    taking: str  # as it was typed
    warnings: tuple[str, ...]
    unknown: tuple[str, ...]
    unknown_words: str
    asks: tuple[AskView, ...]
    to_ask: tuple[str, ...]  # of any medicine
    medicines: tuple[MedicineView, ...]
    others: tuple[MedicineView, ...]  # those that a doctor decides about


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionsPage:
    """What others can do, side by side."""

    frame: Frame
    t: Words
    options: tuple[StepView, ...]
    course: tuple[CountView, ...]  # what becomes of it without any of them


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """The words of a scan report; its text is kept nowhere."""

    frame: Frame
    t: Words
    was_read: bool
    alarming: tuple[TextView, ...]
    calm: tuple[TextView, ...]
