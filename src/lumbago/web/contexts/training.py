"""The programme, its diary, a session, and the pacer of breaths."""

from collections.abc import Mapping
from dataclasses import dataclass

from lumbago.web.catalogue import Words
from lumbago.web.contexts.care import AskView
from lumbago.web.contexts.frame import Band, Frame, Option, Origin
from lumbago.web.contexts.reference import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """What a rule says, what it is about, and who says so."""

    tells: str
    about: str  # an exercise or a change of an amount; empty where it is for all
    source: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class PickView:
    """One exercise of a session, in a list."""

    name: str
    address: str
    dose: str
    why: tuple[RuleView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """A session that is done on several days: what it holds, and why it is as it is."""

    name: str  # a letter
    minutes: int
    picks: tuple[PickView, ...]
    because: tuple[RuleView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """One day with a session."""

    date: str
    sheet: str  # the letter of what is done
    minutes: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammePage:
    """Weeks of sessions, and what they rest on."""

    frame: Frame
    t: Words
    has_begun: bool
    start: str  # as it was typed
    first: str  # the earliest day that can be chosen
    last: str
    minutes: str
    days: tuple[Option, ...]
    floor: tuple[Option, ...]
    problem: str
    note: str
    questions: tuple[AskView, ...]
    shaped_by: tuple[RuleView, ...]  # rules it keeps to because of who it is for
    gaps: tuple[RuleView, ...]  # places that stay empty, and why
    rescreen: str
    today: DayView | None
    weeks: tuple[tuple[int, tuple[DayView, ...]], ...]
    sheets: tuple[SheetView, ...]
    of_every: tuple[RuleView, ...]  # rules that all sessions keep to
    decisions: tuple[RuleView, ...]
    stop: str
    nets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """How a session and a day went."""

    frame: Frame
    t: Words
    day: str
    first: str
    last: str
    problem: str
    scores: tuple[tuple[str, str, str, str], ...]  # id, question, the words of 0 and of 10
    numbers: tuple[int, ...]
    lights: tuple[RuleView, ...]
    signs: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedPage:
    """What an entry changes, and why."""

    frame: Frame
    t: Words
    light: str  # green, amber, red or empty
    light_words: str
    changes: tuple[RuleView, ...]
    next: DayView | None
    stop: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveView:
    """One exercise as it is done now; `beats` is what a player goes through.

    `side`: the side that works in the figure; `turns`: when its way there and back are over.
    """

    id: str
    name: str
    dose: str
    start: str
    steps: tuple[str, ...]
    picture: str
    figure: str
    side: str
    turns: str
    beats: tuple[list[object], ...]
    equipment: tuple[Row, ...]
    stop_now: tuple[str, ...]
    kind: str = ""  # easier or other; empty for the one that was planned


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One place in a session: what was planned, and what can take its place."""

    planned: MoveView
    instead: tuple[MoveView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPage:
    """A session: to be led through, or to be read and done without a screen."""

    frame: Frame
    t: Words
    number: int
    date: str
    day: str  # of today, as the form sends it
    minutes: int
    items: tuple[ItemView, ...]
    equipment: tuple[Row, ...]
    because: tuple[RuleView, ...]
    said: Mapping[str, str]  # the words of the player
    numbers: tuple[int, ...]
    events: tuple[Option, ...]
    signs: tuple[str, ...]
    stop: str
    dizzy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BreathePage:
    """Slow breathing by counts."""

    frame: Frame
    t: Words
    band: Band | None  # of somebody who must be seen first
    patterns: tuple[Option, ...]  # their id is the seconds
    gentle: tuple[str, ...]  # the same for a lung disease
    lungs: tuple[Option, ...]
    minutes: tuple[Option, ...]
    least: int
    most: int
    most_pause: int
    dizzy: str
    source: Origin
