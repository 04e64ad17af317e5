"""The way to the result: start, map, own words, cards, questions, and the emergency."""

from dataclasses import dataclass

from markupsafe import Markup

from lumbago.web.catalogue import Words
from lumbago.web.contexts.frame import Frame, Option, Origin, Progress, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage:
    """Who is asked."""

    frame: Frame
    t: Words
    whom: tuple[Option, ...]
    sexes: tuple[Option, ...]
    age: str  # as it was typed
    age_problem: str  # empty when nothing is wrong
    sex_problem: str
    is_edit: bool
    comes_first: bool  # whether a page was wanted that rests on these answers


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumePage:
    """The start for somebody who has begun already."""

    frame: Frame
    t: Words
    onward: str  # address
    onward_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """One place of the body: one box, or one for each side."""

    name: str
    options: tuple[Option, ...]
    full: tuple[str, ...]  # the name with its side, for each option


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceGroup:
    """Places under one heading."""

    title: str
    is_open: bool
    rows: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WherePage:
    """Where it hurts."""

    frame: Frame
    t: Words
    groups: tuple[PlaceGroup, ...]
    main: str  # the place that hurts most; may be empty
    body_map: Markup
    problem: str
    is_elsewhere: bool  # whether nothing of what was marked is ours to judge


@dataclass(frozen=True, slots=True, kw_only=True)
class MostPage:
    """Which of the marked places hurts most."""

    frame: Frame
    t: Words
    places: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """A box to write in, for those who want to."""

    frame: Frame
    t: Words
    text: str  # as it was written, when it could not be taken
    most: int  # characters
    problem: str
    was_told: bool  # whether a story was told before


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of what was written; `item` is what it was understood as, or empty."""

    text: str
    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """One thing that was understood, to keep, change or leave out."""

    id: str
    words: str
    quotes: tuple[str, ...]  # in which words it was written
    chosen: str  # yes, no, unsure or keep


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCheckPage:
    """What was understood of a story, to be corrected."""

    frame: Frame
    t: Words
    pieces: tuple[Piece, ...]
    dangers: tuple[Understood, ...]
    items: tuple[Understood, ...]
    numbers: tuple[Understood, ...]
    denied: tuple[str, ...]  # danger signs that the text denies: asked all the same
    is_emergency: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPage:
    """Several danger signs, or the lines of a topic, to tick."""

    frame: Frame
    t: Words
    number: int
    progress: Progress
    title: str
    hint: str
    why: str
    sources: tuple["Origin", ...]  # who says so
    options: tuple[Option, ...]
    hints: tuple[tuple[str, str], ...]  # finding in words, hint
    problem: str
    is_stale: bool  # whether it is asked again because time has passed
    is_emergency: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """One question."""

    frame: Frame
    t: Words
    number: int
    progress: Progress
    finding: str
    kind: str  # yes_no, scale, duration or number
    title: str
    hint: str
    why: str
    sources: tuple["Origin", ...]  # who says so
    self_check: str
    chosen: str  # the answer given before, as the form has it
    typed: str  # a number as it was typed
    units: tuple[Option, ...]
    scale: tuple[int, ...]
    problem: str
    is_emergency: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyPage:
    """Get help now."""

    frame: Frame
    t: Words
    action: str
    reasons: tuple[Reason, ...]
    tell: tuple[str, ...]
    person: str  # age and sex, to read out
    meanwhile: tuple[str, ...]
    safety_net: str
    countries: tuple[Option, ...]
    last_step: str  # address
    is_from_story: bool  # whether the danger was read in the person's own words


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPage:
    """The danger signs and the numbers, for everybody."""

    frame: Frame
    t: Words
    now: tuple[str, ...]
    today: tuple[str, ...]
    countries: tuple[Option, ...]
    back: str
