"""`glossary.toml` → terms, and what in them leads nowhere."""

from collections.abc import Iterator

from lumbago.errors import Problem
from lumbago.knowledge import KnowledgeBase
from lumbago.knowledge.articles import Drawing
from lumbago.knowledge.glossary import Spot, Term
from lumbago.loading.entry import Entry


def read_term(id: str, e: Entry) -> Term:
    """Read one term."""
    term = Term(
        id=id,
        name=e.text("name"),
        clinical=e.text("clinical", ""),
        also=e.texts("also"),
        tells=e.text("tells"),
        spot=_spot(e) if "picture" in e.fields else None,
        articles=e.texts("articles"),
        rows=e.texts("rows"),
        citation=e.citation(),
    )
    e.done()
    return term


def _spot(e: Entry) -> Spot | None:
    picture, at = e.choice("picture", Drawing), e.raw("at")
    if not isinstance(at, list) or len(at) != 2 or not all(type(v) in {int, float} for v in at):
        e.fault("'at' must be two numbers.", "Write it as [120, 48], in the drawing's own units.")
        return None
    return Spot(picture=picture, x=float(at[0]), y=float(at[1]))


def broken_glossary(kb: KnowledgeBase) -> Iterator[Problem]:
    """Yield every article or source that a term names and that stands nowhere."""
    for term in kb.glossary.values():
        place = f"glossary.toml {term.id}"
        for id in term.articles:
            if id not in kb.articles:
                yield Problem(place, f"there is no article {id!r}.", "Write it, or mend the id.")
        if term.citation.source not in kb.sources:
            yield Problem(
                place, f"there is no source {term.citation.source!r}.", "Add it, or mend the id."
            )
