"""Entries → the rules by which a programme grows and steps back."""

from lumbago.knowledge import ProgressionRule
from lumbago.loading.entry import Entry


def read_progression_rule(id: str, e: Entry) -> ProgressionRule:
    """Read one rule of a programme."""
    numbers = Entry(f"{e.place} numbers", e.table("numbers"), e.problems)
    rule = ProgressionRule(
        id=id,
        domain=e.text("domain"),
        tells=e.text("tells"),
        numbers={name: numbers.number(name) for name in sorted(numbers.fields)},
        citation=e.citation(),
        also=e.texts("also"),
    )
    e.done()
    return rule
