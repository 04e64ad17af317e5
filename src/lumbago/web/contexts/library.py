"""The library of articles, the lesson of a day, and the list of sources."""

from dataclasses import dataclass

from markupsafe import Markup

from lumbago.web.catalogue import Words
from lumbago.web.contexts.frame import Band, Frame, Option, Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleCard:
    """An article in a list."""

    address: str
    title: str
    summary: str
    minutes: str
    lang: str  # of title and summary, where they are not told in the language of the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The articles of one category."""

    id: str
    title: str
    cards: tuple[ArticleCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryPage:
    """All articles: those that fit the person first, then shelf by shelf."""

    frame: Frame
    t: Words
    band: Band | None  # where somebody must look today or at once
    first: tuple[ArticleCard, ...]
    shelves: tuple[Shelf, ...]
    categories: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """One line of the sources of an article."""

    number: int
    mark: str
    source: Origin
    about: str  # who was counted, when, and where it stands


@dataclass(frozen=True, slots=True, kw_only=True)
class MythView:
    """What is often said, and what is true instead."""

    says: str
    instead: str
    source: Origin  # who corrects it
    row: str  # the statement of the text below that it comes from
    text: Origin  # the founding text


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """A question of readers, with its answer."""

    asks: str
    answer: str
    source: Origin | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptView:
    """A question to the reader, and the page it leads to; `fits` where their answers match."""

    asks: str
    action: str
    address: str
    fits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkGroup:
    """Pages to go on with, under one heading; an empty address is a name alone."""

    title: str
    links: tuple[tuple[str, str], ...]  # address, words


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """One article."""

    frame: Frame
    t: Words
    lang: str  # of the text; empty where it is the language of the page
    title_lang: str
    band: Band | None
    category: str
    title: str
    summary: str
    goal: str
    minutes: str
    written: str
    review_due: str
    contents: tuple[tuple[str, str], ...]  # anchor, heading
    opening: Markup  # the call-out that must be read first; empty where there is none
    body: Markup
    clinicians: Markup
    picture: Markup
    caption: str
    myths: tuple[MythView, ...]
    questions: tuple[QuestionView, ...]
    prompts: tuple[PromptView, ...]
    claims: tuple[ClaimView, ...]
    more: tuple[LinkGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonPage:
    """The lesson of today, or that there is none and why."""

    frame: Frame
    t: Words
    band: Band | None
    lang: str
    title: str
    says: tuple[str, ...]
    myth: MythView | None
    address: str
    next: tuple[ArticleCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    """Every source by its kind."""

    frame: Frame
    t: Words
    lead: str
    groups: tuple[tuple[str, tuple[Origin, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPage:
    """The numbers and statements that we would like to replace."""

    frame: Frame
    t: Words
    lead: str
    groups: tuple[Option, ...]
    title: str
    lines: tuple[tuple[str, str, str, str], ...]  # address, words, figure, how we know it
    before: str  # addresses of the pages round it; empty at the ends
    after: str
    place: str
