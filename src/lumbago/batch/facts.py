"""What follows from the answers, over columns: `lumbago.facts.know` for many people at a time."""

from dataclasses import dataclass, replace

import numpy as np

from lumbago.batch.columns import NO, REGIONS, UNKNOWN, YES, Bools, Codes, Columns
from lumbago.batch.rules import truth
from lumbago.facts import _conditional, _derived, gated
from lumbago.knowledge import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Known:
    """Facts, with "no" for what cannot apply; `evidence` (F, N) is without that.

    `contradicts`: (N,) who gave an answer that says the opposite of a number beside it.
    """

    facts: Columns
    evidence: Codes
    contradicts: Bools


def know(kb: KnowledgeBase, people: Columns) -> Known:
    """Work out all that follows from the answers; what was given always stands."""
    said = people.said.copy()
    facts = replace(people, said=said, numbers={id: c.copy() for id, c in people.numbers.items()})
    for place, region in enumerate(REGIONS):
        if stratum := kb.settings.strata.get(region):
            _fill(said[people.row[stratum]], people.region == place, YES)
    for finding in _derived(kb):
        if finding.derived_from is not None:
            true, false = truth(finding.derived_from, facts)
            _fill(said[people.row[finding.id]], true, YES)
            _fill(said[people.row[finding.id]], false, NO)
    _imply(kb, facts)
    evidence = said.copy()
    silent = [f.id for f in kb.findings.values() if f.role in {"stratum", "gate"}]
    evidence[[people.row[id] for id in silent if id in people.row]] = UNKNOWN
    for finding in _conditional(kb):
        _, is_closed = truth(finding.applies_when, facts)
        if finding.id in people.row:
            _fill(said[people.row[finding.id]], is_closed, NO)
        elif finding.id in facts.numbers:
            column = facts.numbers[finding.id]
            column[is_closed & np.isnan(column)] = float(False)
    return Known(facts, evidence, _contradictions(kb, people, facts))


def _fill(row: Codes, where: Bools, answer: int) -> None:
    row[where & (row == UNKNOWN)] = answer


def _imply(kb: KnowledgeBase, facts: Columns) -> None:
    said, row = facts.said, facts.row
    for general, specific in kb.settings.nested:
        g, s = said[row[general]], said[row[specific]]
        _fill(g, s == YES, YES)
        _fill(s, g == NO, NO)
    for gate, sign in gated(kb):
        g, s = said[row[gate]], said[row[sign]]
        _fill(g, s == YES, YES)
        _, is_closed = truth(kb.findings[sign].applies_when, facts)
        _fill(s, (g == NO) & ~is_closed, NO)
    for first, second in kb.settings.exclusive:
        a, b = said[row[first]], said[row[second]]
        _fill(b, a == YES, NO)
        _fill(a, b == YES, NO)


def _contradictions(kb: KnowledgeBase, people: Columns, facts: Columns) -> Bools:
    found = np.zeros(people.count, dtype=bool)
    for finding in _derived(kb):
        if finding.derived_from is not None:
            given = people.said[people.row[finding.id]]
            true, false = truth(finding.derived_from, facts)
            found |= ((given == YES) & false) | ((given == NO) & true)
    return found
