"""Entries → published figures and cases."""

from lumbago.answers import Region
from lumbago.knowledge import PublishedCase, PublishedFigure, Urgency
from lumbago.loading.entry import Entry
from lumbago.sources import Basis, Citation, Provenance


def read_published_figure(e: Entry) -> PublishedFigure:
    """Read a published number with its accept band."""
    signs = e.text("answers").split()
    return PublishedFigure(
        id=e.text("id"),
        targets=tuple(e.text("targets").split()),
        region=e.choice("region", Region),
        setting=e.text("setting"),
        age_years=e.number_or_none("age_years"),
        sex=e.text("sex") or None,
        answers={sign[1:]: sign[0] == "+" for sign in signs},
        anchor=e.text("anchor"),
        low=e.number("low"),
        high=e.number("high"),
        is_fit=e.flag("is_fit"),
    )


def read_published_case(id: str, entry: Entry) -> PublishedCase:
    """Read a published person, and under `expect` what must come out."""
    expect = Entry(f"{entry.place} expect", entry.table("expect"), entry.problems)
    return PublishedCase(
        id=id,
        title=entry.text("title"),
        told=entry.text("told"),
        region=entry.choice("region", Region),
        age_years=entry.number_or_none("age_years"),
        sex=entry.text("sex", "") or None,
        setting=entry.text("setting", "primary_care"),
        answers=entry.table("answers"),
        urgency=expect.choice("urgency", Urgency, by_name=True),
        at_most=expect.choice("at_most", Urgency, by_name=True),
        condition=expect.text("condition"),
        known_gap=expect.text("known_gap", ""),
        citation=Citation(
            source=entry.text("source"), basis=Basis.STUDY, provenance=Provenance.SEEN
        ),
    )
