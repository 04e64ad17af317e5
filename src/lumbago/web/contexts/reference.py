"""Pages to look things up, and messages."""

from dataclasses import dataclass

from markupsafe import Markup

from lumbago.web.catalogue import Words
from lumbago.web.contexts.frame import Frame, Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of a reference page: a statement, a figure, and who says so."""

    words: str
    address: str
    figure: str
    source: Origin
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGroup:
    """Facts under one heading."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A text under its name; `lang` says that it stays English in every language."""

    name: str
    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePage:
    """A cause, kind of pain, question or rule, with the origin of all we say of it."""

    frame: Frame
    t: Words
    kicker: str
    title: str
    paragraphs: tuple[str, ...]
    rows: tuple["Row", ...]
    source: Origin | None
    picture: Markup
    groups: tuple[FactGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """One publication, and what rests on it."""

    frame: Frame
    t: Words
    title: str
    lang: str  # of the title and of what was seen; empty where they are ours
    who: str
    where: str
    basis: str
    provenance: str
    seen: str
    link: str
    uses: tuple[FactGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage:
    """A page that only says something: an error."""

    frame: Frame
    t: Words
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflinePage:
    """There is no connection: what to do, and the danger signs, which need none."""

    frame: Frame
    t: Words
    help: Words  # the words of the page of danger signs
    now: tuple[str, ...]
    today: tuple[str, ...]
