"""Which figures a result uses, and where they come from."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from lumbago.answers import Answers
from lumbago.facts import know
from lumbago.knowledge import KnowledgeBase
from lumbago.rules import names
from lumbago.sources import Citation, Provenance
from lumbago.web.views import is_ours


def citations_used(kb: KnowledgeBase, answers: Answers) -> tuple[Citation, ...]:
    """Return the origin of each figure: how common each cause is, and what it shows how often."""
    region = answers.person.region
    possible = {id for id, c in kb.conditions.items() if region in c.priors}
    evidence = know(kb, answers).evidence
    priors = [kb.conditions[id].priors[region].citation for id in possible]
    arrows = [a.p.citation for a in kb.arrows if a.condition in possible and a.finding in evidence]
    return (*priors, *arrows)


def figures_used(kb: KnowledgeBase, answers: Answers) -> tuple[int, int]:
    """Count the figures from studies, reviews and guidelines, and those that are ours."""
    used = citations_used(kb, answers)
    ours = sum(map(is_ours, used))
    return len(used) - ours, ours


def figures_by_origin(kb: KnowledgeBase, answers: Answers) -> tuple[int, int, int]:
    """Count the figures that were read, those from memory, and those that are ours."""
    kinds = Counter(
        "ours" if is_ours(c) else "seen" if c.provenance is Provenance.SEEN else "recalled"
        for c in citations_used(kb, answers)
    )
    return kinds["seen"], kinds["recalled"], kinds["ours"]


MOST_ORIGINS = 2
"""So many sources stand beside a question; its own page has them all."""


@lru_cache(maxsize=512)
def origins_of(kb: KnowledgeBase, findings: tuple[str, ...]) -> tuple[Citation, ...]:
    """Return who says that a question matters: what was read first, our estimates last."""
    kept: dict[str, Citation] = {}
    for citation in sorted(_told_of(kb, set(findings)), key=_worth):
        kept.setdefault(citation.source, citation)
    return tuple(kept.values())[:MOST_ORIGINS]


def _told_of(kb: KnowledgeBase, findings: Iterable[str]) -> Iterator[Citation]:
    """Yield the origin of each rule that asks for one of these, then of each figure."""
    wanted = {id for f in findings for id in (f, *kb.findings[f].opens)}
    for finding in kb.findings.values():
        if finding.derived_from is not None and wanted & set(names(finding.derived_from)):
            wanted.add(finding.id)
    for flag in sorted(kb.red_flags.values(), key=lambda flag: -flag.urgency):
        if wanted & set(names(flag.when)):
            yield flag.citation
    for arrow in kb.arrows:
        if arrow.finding in wanted:
            yield arrow.p.citation


def _worth(citation: Citation) -> int:
    if is_ours(citation):
        return 2
    return 0 if citation.provenance is Provenance.SEEN else 1
