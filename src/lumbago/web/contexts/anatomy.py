"""The anatomy explorer and the glossary: parts on a picture, and words from A to Z."""

from dataclasses import dataclass

from markupsafe import Markup

from lumbago.web.catalogue import Words
from lumbago.web.contexts.frame import Frame, Option, Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """One word: as people say it, as clinicians say it, what it is, and where more stands."""

    id: str
    name: str
    lang: str  # of name and text, where they are not told in the language of the page
    clinical: str
    clinical_lang: str
    also: str  # other names; only in English
    tells: str
    picture: str  # address of its place on a picture; empty for what is no part of the body
    picture_name: str
    articles: tuple[tuple[str, str, str], ...]  # address, title, language where it is another
    source: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class AnatomyPage:
    """A picture with its spots, and the parts in the order of the numbers."""

    frame: Frame
    t: Words
    id: str
    name: str
    picture: Markup
    parts: tuple[TermView, ...]
    pictures: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryPage:
    """All words, letter by letter."""

    frame: Frame
    t: Words
    letters: tuple[tuple[str, tuple[TermView, ...]], ...]
    count: int
