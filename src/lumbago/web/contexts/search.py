"""The search, and the page that stands in its place when the words tell of a danger."""

from dataclasses import dataclass

from lumbago.web.catalogue import Words
from lumbago.web.contexts.frame import Frame, Option, Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """One thing that was found."""

    address: str
    kind: str
    title: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """One box, and what was found."""

    frame: Frame
    t: Words
    query: str
    most: int  # characters
    meant: str  # a sentence on words that were taken for others; empty where none were
    is_report: bool  # whether the query tells how somebody is
    signs: tuple[tuple[str, str], ...]  # what a statement was read as, and its words
    hits: tuple[HitView, ...]
    first: tuple[HitView, ...]  # what is often looked for, where nothing was typed


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertReason:
    """A red flag that the words of a text raise by themselves."""

    id: str
    title: str
    because: str
    do: str
    words: tuple[str, ...]  # as they were typed
    talk: str  # the number of a crisis line, where it is about that
    source: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertPage:
    """What to do now or today, because something that was typed is a danger sign.

    `onward`: where the form leads of a person who was misread or only looked it up, with what
    they typed in its field `field`, and the other fields of that form in `kept`.
    """

    frame: Frame
    t: Words
    emergency: Words
    is_now: bool
    level: str
    action: str
    tell: tuple[str, ...]
    meanwhile: tuple[str, ...]
    safety_net: str
    reasons: tuple[AlertReason, ...]
    countries: tuple[Option, ...]
    onward: str
    field: str
    typed: str
    kept: tuple[tuple[str, str], ...]
