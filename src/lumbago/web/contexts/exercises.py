"""The library of exercises."""

from dataclasses import dataclass

from markupsafe import Markup

from lumbago.web.catalogue import Words
from lumbago.web.contexts.frame import Band, Frame, Option, Origin
from lumbago.web.contexts.reference import Row
from lumbago.web.exercise_pictures import StillPicture


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One way to narrow a list: its name in the address, and what can be chosen."""

    name: str
    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseCard:
    """One exercise in a list."""

    address: str
    picture: str  # address of the small picture
    name: str
    about: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNowCard:
    """A movement to leave for later, in a list."""

    address: str
    title: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExercisesPage:
    """The library of exercises."""

    frame: Frame
    t: Words
    count: str  # how many are shown, in words
    total: int
    filters: tuple[Filter, ...]
    is_filtered: bool
    searched: str  # the name that was typed; empty where none was
    cards: tuple[ExerciseCard, ...]
    not_now: tuple[NotNowCard, ...]
    child: str  # what a young person is told first; empty for adults


@dataclass(frozen=True, slots=True, kw_only=True)
class ExercisePage:
    """One exercise."""

    frame: Frame
    t: Words
    kicker: str
    name: str
    also: str
    about: str
    moving: Markup
    stills: tuple[StillPicture, ...]
    side_address: str  # of the page with the other side; empty where there is none
    is_other_side: bool
    range_address: str  # the same figure, smaller or in full; empty where there is one range
    is_small: bool
    is_with_clinician: bool
    start: str
    steps: tuple[str, ...]
    stop_now: tuple[str, ...]  # signs that ask for help
    stop_ease: tuple[str, ...]  # signs to stop and rest at
    dose: str
    how_often: str
    dose_origin: str
    muscles: str  # what works, in words; empty where nothing is named
    ladder: tuple[str, ...]
    ladder_lang: str  # where it stays English on a page in another language
    source_rows: tuple[Row, ...]
    easier: tuple[Option, ...]  # their id is their address
    harder: tuple[Option, ...]
    good_for: tuple[str, ...]
    not_for: tuple[str, ...]
    equipment: tuple[Row, ...]
    sources: tuple[Origin, ...]
    child: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNowPage:
    """A movement to leave for later: why, and what to do instead."""

    frame: Frame
    t: Words
    title: str
    why: str
    until: str
    stills: tuple[StillPicture, ...]
    instead: tuple[ExerciseCard, ...]
    source: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class ExercisesWaitPage:
    """In place of exercises while something must be looked at first."""

    frame: Frame
    t: Words
    band: Band
    address: str  # of the page that says why
