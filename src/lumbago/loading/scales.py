"""`scales.toml` → scales, and what in them leads nowhere."""

from collections.abc import Iterator

from lumbago.answers import Region
from lumbago.errors import Problem
from lumbago.knowledge import KnowledgeBase
from lumbago.knowledge.scales import Scale
from lumbago.loading.entry import Entry


def read_scale(id: str, e: Entry) -> Scale:
    """Read one scale."""
    scale = Scale(
        id=id,
        name=e.text("name"),
        tells=e.text("tells", ""),
        items=e.texts("items"),
        most=e.number("most"),
        points=e.number("points"),
        share=e.number("share"),
        least=e.number("least"),
        weeks=e.days("weeks"),
        regions=tuple(e.choices("regions", Region)),
        citation=e.citation(),
        also=e.texts("also"),
    )
    e.done()
    return scale


def broken_scales(kb: KnowledgeBase) -> Iterator[Problem]:
    """Yield every source that a scale names and that stands nowhere."""
    for scale in kb.scales.values():
        for id in (scale.citation.source, *scale.also):
            if id not in kb.sources:
                place = f"scales.toml {scale.id}"
                yield Problem(place, f"there is no source {id!r}.", "Add it, or mend the id.")
