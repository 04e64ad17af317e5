"""What became of each statement that lumbago was founded on: built, or overridden for a reason.

The register is `kb/requirements.csv`: a row of the founding texts a line, in our own words, with
the entries, pages and tests that carry it. Every link is looked up; a row that leads nowhere is
open.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from lumbago.errors import Problem
from lumbago.knowledge import KnowledgeBase
from lumbago.loading import SHIPPED

REGISTER = SHIPPED / "requirements.csv"
CONDITIONS = SHIPPED / "source_conditions.csv"
"""The conditions that the founding texts name, each with the statements that tell of it."""

ROWS = 803
"""Statements in the founding texts."""


class How(StrEnum):
    """What became of a statement."""

    IMPLEMENTED = "implemented"
    OVERRIDDEN = "overridden"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One statement of the founding texts, and what became of it.

    Attributes:
        row: its id, `S0-004`; the first number is the text. A condition has a word for its id.
        says: the statement in our own words; of a condition, its name.
        how: built, overridden or open.
        by: links to what carries it, `kind:id`, such as `article:scans` or `page:/plan`.
        reason: why it is overridden, and with what; empty otherwise.
        source: who says otherwise; empty where nothing is overridden.
        rows: of a condition, the statements that tell of it; empty for a statement.
    """

    row: str
    says: str
    how: How
    by: tuple[str, ...]
    reason: str = ""
    source: str = ""
    rows: tuple[str, ...] = ()


@lru_cache(maxsize=2)
def requirements(file: Path = REGISTER) -> tuple[Requirement, ...]:
    """Read the register of the statements, or `CONDITIONS`.

    Raises:
        KeyError: a column is missing.
        ValueError: a row has an unknown state.
    """
    with file.open(encoding="utf-8", newline="") as stream:
        return tuple(
            Requirement(
                row=line["row"],
                says=line["says"],
                how=How(line["how"] or "open"),
                by=tuple(line["by"].split()),
                reason=line["reason"],
                source=line["source"],
                rows=tuple(line.get("rows", "").split()),
            )
            for line in csv.DictReader(stream)
        )


def counts(register: tuple[Requirement, ...]) -> Mapping[How, int]:
    """Count the statements by what became of them."""
    found = Counter(entry.how for entry in register)
    return {how: found[how] for how in How}


def faults(
    kb: KnowledgeBase,
    register: tuple[Requirement, ...],
    *,
    pages: Callable[[str], bool] | None = None,
    tests: Callable[[str], bool] | None = None,
) -> Iterator[Problem]:
    """Yield what is open, and every link that leads nowhere.

    Args:
        kb: the knowledge base.
        register: the register.
        pages: whether an address leads to a page; not looked at without it.
        tests: whether a test is there, `test_x.py::test_y`; not looked at without it.
    """
    ids = [entry.row for entry in register]
    for row, times in Counter(ids).items():
        if times > 1:
            yield Problem(row, f"it stands {times} times in the register.", "Keep one.")
    known = _known(kb)
    checks = {"page": pages, "test": tests}
    for entry in register:
        if entry.how is How.OPEN:
            yield Problem(entry.row, "nothing is said of what became of it.", "Build it.")
        elif not entry.by:
            yield Problem(entry.row, "it leads nowhere.", "Name what carries it.")
        if entry.how is How.OVERRIDDEN and not (entry.reason and entry.source):
            yield Problem(entry.row, "it is overridden without reason or source.", "Add them.")
        if entry.source and entry.source not in kb.sources:
            yield Problem(entry.row, f"there is no source {entry.source!r}.", "Mend the id.")
        for link in entry.by:
            kind, _, id = link.partition(":")
            check = checks.get(kind)
            is_there = check(id) if check else kind in checks or id in known.get(kind, ())
            if not is_there:
                yield Problem(entry.row, f"{link!r} leads nowhere.", "Mend the link.")


def _known(kb: KnowledgeBase) -> Mapping[str, frozenset[str]]:
    """Return what a link of each kind can name."""
    care = kb.care
    shelves: Mapping[str, Iterable[str]] = {
        "activity": care.activities,
        "article": kb.articles,
        "card": [*(c.id for c in kb.safety_cards), *(t.id for t in kb.topics), *care.cards],
        "condition": kb.conditions,
        "contraindication": care.contraindications,
        "course": kb.courses,
        "equipment": kb.equipment,
        "exercise": kb.exercises,
        "exposure": care.exposures,
        "finding": kb.findings,
        "goal": care.goals,
        "group": kb.groups,
        "imaging": (advice.id for advice in kb.imaging),
        "mechanism": kb.mechanisms,
        "medicine": care.medicines,
        "not_now": kb.not_now,
        "progression": kb.progression,
        "report_word": care.report_words,
        "review": care.reviews,
        "rule": kb.red_flags,
        "safety_net": care.safety_nets,
        "source": kb.sources,
        "spasm": care.spasm,
        "special_group": kb.special_groups,
        "stop_sign": kb.stop_signs,
        "term": kb.glossary,
        "treatment": care.treatments,
        "visit": care.visits,
    }
    return {kind: frozenset(map(str, ids)) for kind, ids in shelves.items()}
