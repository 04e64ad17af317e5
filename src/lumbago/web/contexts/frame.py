"""What every page has, and the smallest pieces."""

from dataclasses import dataclass

from markupsafe import Markup

from lumbago.web.catalogue import Words
from lumbago.web.numbers import Country


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page has round it."""

    lang: str
    dir: str
    title: str  # of the page, for the tab
    token: str  # for each form
    static: str  # where the static files of this version are
    t: Words  # the words of the frame
    country: Country
    is_carer: bool
    person: str  # the name of whose data is kept; empty for a guest
    can_keep: bool  # whether this machine has a store
    is_demo: bool  # whether everything shown is invented
    has_feedback: bool  # whether what is said of a page is kept
    has_answers: bool  # whether there is something to forget
    has_result: bool  # whether the result can be opened
    logo: Markup
    languages: tuple["Option", ...]  # to choose from; empty where there is one only
    here: str  # the address to come back to after a choice
    translated: str  # that no person has read the translation; empty where one has


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a list."""

    id: str
    words: str
    is_chosen: bool = False
    is_unsure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who says so."""

    name: str
    address: str  # of our page about the source; empty when there is none
    how: str  # what kind of work, and whether it was read, remembered or estimated


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A red flag that is up."""

    id: str
    title: str
    because: str
    do: str
    answers: tuple[str, ...]
    talk: str  # the number of a crisis line, where the rule speaks of one; else empty
    source: "Origin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the interview is."""

    back: str  # address of the step before
    most_left: str  # in words
    picture: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The urgency: its level, the first line, and what goes with it."""

    level: str  # now, today, soon, routine or self_care
    name: str  # the word for the level; its time frame where the action says the word
    time_frame: str  # empty when the name says it
    action: str
    shape: Markup
    reviews: tuple[str, ...]  # with dates
    safety_net: str
    meanwhile: tuple[str, ...]
