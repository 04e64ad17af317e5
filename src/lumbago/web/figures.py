"""Which figures a result uses, and where they come from."""

from collections import Counter

from lumbago.answers import Answers
from lumbago.facts import know
from lumbago.knowledge import KnowledgeBase
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
