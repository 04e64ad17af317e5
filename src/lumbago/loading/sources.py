"""Entries → sources."""

from lumbago.loading.entry import Entry
from lumbago.sources import Basis, Provenance, Source


def read_source(e: Entry) -> Source:
    """Read who says so."""
    return Source(
        id=e.text("id"),
        kind=e.choice("kind", Basis),
        authors=e.text("authors"),
        title=e.text("title"),
        journal=e.text("journal"),
        year=e.text("year"),
        doi=e.text("doi"),
        address=e.text("address"),
        provenance=e.choice("provenance", Provenance),
        what_was_seen=e.text("what_was_seen"),
    )
