"""What follows from the answers: derived findings, implied ones, and what does not apply.

Rules and network look at facts, never at raw answers, so that "9 out of 10" and "severe"
are the same thing to both, and a question that makes no sense for a person is closed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from lumbago.answers import Answers
from lumbago.knowledge import Finding, KnowledgeBase
from lumbago.rules import TRUE, names, simplify, truth

PERSONAL = frozenset({"age_years", "sex", "region"})
"""Facts about the person that come before any question."""


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known about a person.

    `facts` holds what was said and what follows from it, and "no" for what cannot apply.
    `evidence` holds the yes and no answers that tell something: without what cannot apply.
    """

    facts: Mapping[str, bool | float | str]
    evidence: Mapping[str, bool]


@lru_cache(maxsize=256)
def know(kb: KnowledgeBase, answers: Answers) -> Known:
    """Work out all that follows from the answers.

    An answer given always stands; what follows only fills gaps.
    """
    person = answers.person
    facts: dict[str, bool | float | str] = {
        id: answer for id, answer in answers.given.items() if answer is not None
    }
    if person.age_years is not None:
        facts["age_years"] = person.age_years
    if person.sex is not None:
        facts["sex"] = person.sex.value
    facts["region"] = person.region.value
    if stratum := kb.settings.strata.get(person.region):
        facts.setdefault(stratum, True)
    for finding in _derived(kb):
        if finding.id not in facts and finding.derived_from is not None:
            value = truth(finding.derived_from, facts)
            if value is not None:
                facts[finding.id] = value
    _imply(kb, facts)
    evidence = {
        id: answer
        for id, answer in sorted(facts.items())
        if isinstance(answer, bool) and kb.findings[id].role not in {"stratum", "gate"}
    }
    for finding in _conditional(kb):
        if finding.id not in facts and truth(finding.applies_when, facts) is False:
            facts[finding.id] = False
    return Known(MappingProxyType(dict(sorted(facts.items()))), MappingProxyType(evidence))


def applies(finding: Finding, known: Known) -> bool:
    """Whether it makes sense to ask now; an unknown age or sex never rules a question out."""
    rest = simplify(finding.applies_when, known.facts)
    waits_for = frozenset(names(rest))
    return rest is TRUE or (bool(waits_for) and waits_for <= PERSONAL)


def _imply(kb: KnowledgeBase, facts: dict[str, bool | float | str]) -> None:
    for general, specific in kb.settings.nested:
        if facts.get(specific) is True:
            facts.setdefault(general, True)
        if facts.get(general) is False:
            facts.setdefault(specific, False)
    for gate, sign in gated(kb):
        if facts.get(sign) is True:
            facts.setdefault(gate, True)
        # Who is pregnant and has none of what a gate names did not say that no period was missed.
        if facts.get(gate) is False and truth(kb.findings[sign].applies_when, facts) is not False:
            facts.setdefault(sign, False)
    for first, second in kb.settings.exclusive:
        if facts.get(first) is True:
            facts.setdefault(second, False)
        if facts.get(second) is True:
            facts.setdefault(first, False)


@lru_cache(maxsize=8)
def gated(kb: KnowledgeBase) -> tuple[tuple[str, str], ...]:
    """Return each gate with each sign that it opens."""
    return tuple((f.id, inner) for f in kb.findings.values() for inner in f.opens)


@lru_cache(maxsize=8)
def _derived(kb: KnowledgeBase) -> tuple[Finding, ...]:
    return tuple(f for f in kb.findings.values() if f.derived_from is not None)


@lru_cache(maxsize=8)
def _conditional(kb: KnowledgeBase) -> tuple[Finding, ...]:
    """Findings with a condition, in an order in which one can close the next."""
    order: dict[str, Finding] = {}

    def visit(finding: Finding, path: tuple[str, ...]) -> None:
        if finding.id in order or finding.id in path:
            return
        for name in names(finding.applies_when):
            if name in kb.findings:
                visit(kb.findings[name], (*path, finding.id))
        order[finding.id] = finding

    for finding in kb.findings.values():
        visit(finding, ())
    return tuple(f for f in order.values() if f.applies_when != TRUE)
