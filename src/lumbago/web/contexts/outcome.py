"""The result, and what it rests on."""

from dataclasses import dataclass

from markupsafe import Markup

from lumbago.web.catalogue import Words
from lumbago.web.contexts.frame import Band, Frame, Origin, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One answer as a reason, leading to what the question is about."""

    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseView:
    """One cause with its range and its reasons."""

    id: str
    name: str
    word: str
    range: str
    about: str
    bar: Markup
    for_it: tuple[Line, ...]
    against: tuple[Line, ...]
    members: tuple[tuple[str, str, str], ...]  # address, name, about how many


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """What another answer would change."""

    number: int
    answers: tuple[str, ...]
    effect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerView:
    """Something grave that is worth ruling out."""

    address: str
    name: str
    chance: str
    asks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseView:
    """What usually becomes of it."""

    chart: Markup
    what: str  # what the curve shows, in words
    rows: tuple[tuple[str, str], ...]  # the curve as a table
    shares: tuple[str, ...]
    sources: tuple[Origin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The kind of pain."""

    name: str
    about: str
    chance: str
    address: str
    picture: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPage:
    """What to do, what probably causes it, and why."""

    frame: Frame
    t: Words
    band: Band
    child: str  # the text for under 18; empty for adults
    has_causes: bool  # false while it is an emergency
    checked: str  # how many signs were checked
    difference: tuple[str, ...]  # after an answer was changed
    unfinished: str  # address of the next question when the interview is not over
    reasons: tuple[Reason, ...]
    more_reasons: tuple[Reason, ...]  # those that ask for less, folded away
    by_chance: str  # when the probabilities ask for more than the rules
    tell: tuple[str, ...]
    kind: Kind | None
    causes: tuple[CauseView, ...]
    others: tuple[CauseView, ...]  # the less likely ones
    figures: str
    changes: tuple[ChangeView, ...]
    more_changes: tuple[ChangeView, ...]  # folded away
    dangers: tuple[DangerView, ...]
    modifiers: tuple[CauseView, ...]
    imaging: str
    imaging_text: str
    imaging_sources: tuple[Origin, ...]
    course: CourseView | None
    groups: tuple[tuple[str, tuple[Origin, ...]], ...]
    knowledge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfPage:
    """The result with answers that are not the person's."""

    frame: Frame
    t: Words
    answers: tuple[str, ...]
    now_band: Band
    now_causes: tuple[CauseView, ...]
    then_band: Band
    then_causes: tuple[CauseView, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """One rule and where it stands."""

    id: str
    title: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SurePage:
    """How sure we are, and what that rests on."""

    frame: Frame
    t: Words
    tally: tuple[tuple[str, str], ...]  # how many rules stand how
    up: tuple[RuleLine, ...]
    denied: tuple[RuleLine, ...]
    unsure: tuple[RuleLine, ...]  # asked, and not known
    unasked: tuple[RuleLine, ...]
    still_open: tuple[Line, ...]  # what could still make it sooner
    counts: tuple[tuple[str, str], ...]
    ranking: tuple[tuple[str, str, str], ...]  # address, name, chance
    knowledge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One answer and where to change it."""

    question: str
    answer: str
    finding: str  # what to change; empty where the whole group is changed at once
    about: str  # what the question is about


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGroup:
    """Answers under one heading."""

    title: str
    lines: tuple[AnswerLine, ...]
    denied: tuple[AnswerLine, ...]  # a "no" to a danger sign, folded away
    denied_words: str
    change: str  # one address for the whole group; may be empty
    picture: Markup  # may be empty


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersPage:
    """Everything that was answered."""

    frame: Frame
    t: Words
    groups: tuple[AnswerGroup, ...]
    onward: str  # address
    onward_words: str
