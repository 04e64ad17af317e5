"""Entries → scans, special groups, recovery and course."""

from lumbago.knowledge import Course, ImagingAdvice, Recovery, SpecialGroup
from lumbago.loading.entry import Entry
from lumbago.rules import FALSE
from lumbago.sources import Basis, Citation, Provenance

_WEEKS = (0, 2, 6, 12, 26, 52)


def read_imaging(id: str, e: Entry) -> ImagingAdvice:
    """Read when a scan helps, and why."""
    advice = ImagingAdvice(
        id=id,
        order=int(e.number("order")),
        when=e.rule("when"),
        answer=e.text("answer"),
        text=e.text("text"),
        clinician=e.text("clinician"),
        sources=e.texts("sources"),
    )
    e.done()
    return advice


def read_special_group(id: str, e: Entry) -> SpecialGroup:
    """Read who belongs to a special group, and what differs."""
    group = SpecialGroup(
        id=id, when=e.rule("when"), text=e.text("text"), sources=e.texts("sources")
    )
    e.done()
    return group


def read_recovery(e: Entry) -> Recovery:
    """Read how fast people recover."""
    return Recovery(
        median_weeks=e.number_or_none("median_weeks"),
        by_6_weeks=e.number_or_none("percent_by_6_weeks"),
        by_12_weeks=e.number_or_none("percent_by_12_weeks"),
        citation=e.citation(),
    )


def read_course(e: Entry) -> Course:
    """Read one published course over time."""
    weeks = {w: e.number(f"week_{w}") for w in _WEEKS if e.text(f"week_{w}", "")}
    return Course(
        id=e.text("id"),
        condition=e.text("condition"),
        phase=e.text("phase"),
        outcome=e.text("outcome"),
        unit=e.text("unit"),
        weeks=weeks,
        interval=e.text("interval"),
        value=e.text("value"),
        text=e.text("text"),
        population=e.text("population"),
        use=e.text("use"),
        citation=Citation(
            source=e.text("source"),
            basis=e.choice("basis", Basis),
            provenance=e.choice("provenance", Provenance),
            place=e.text("address", ""),
        ),
        source_title=e.text("source_title"),
        when=e.rule("when") if e.text("when", "") else FALSE,
    )
