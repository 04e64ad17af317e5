"""The glossary: what people call a thing, what clinicians call it, and where it is."""

from dataclasses import dataclass

from lumbago.knowledge.articles import Drawing
from lumbago.sources import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a part is on a drawing, in the drawing's own units."""

    picture: Drawing
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word of the glossary, in both languages: everyday and clinical.

    Attributes:
        id: the name of its place on the page.
        name: how people call it.
        clinical: how clinicians call it; empty where it is the same.
        also: other names, everyday and clinical, and how they are often written.
        tells: what it is, in a sentence or two.
        spot: where it is on a drawing; None for what is no part of the body.
        articles: where more about it stands.
        rows: rows of the ledger that it teaches or corrects.
        citation: who says so.
    """

    id: str
    name: str
    clinical: str
    also: tuple[str, ...]
    tells: str
    spot: Spot | None
    articles: tuple[str, ...]
    rows: tuple[str, ...]
    citation: Citation
