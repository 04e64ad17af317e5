"""A small part of the shipped knowledge, and its network written out from the definitions.

`part_of` keeps a few conditions. `written_out` computes every strength from the tables in
plain Python, one finding at a time, as the text of the model says; it shares no code with
`lumbago.network`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import prod

from lumbago.answers import Person
from lumbago.knowledge import ArrowKind, KnowledgeBase
from tests.oracle.enumeration import Small

CEILING = 1 - 1e-9
FLOOR = 1e-9


def part_of(kb: KnowledgeBase, conditions: Iterable[str]) -> KnowledgeBase:
    """The same knowledge with these conditions alone."""
    kept = sorted(set(conditions))
    return replace(
        kb,
        digest=f"{kb.digest} only {' '.join(kept)}",
        conditions={id: kb.conditions[id] for id in kept},
        arrows=tuple(a for a in kb.arrows if a.condition in kept),
        links=tuple(k for k in kb.links if k.parent in kept or k.parent in kb.mechanisms),
    )


class WrittenOut:
    """The strengths of one region's network, each looked up in the tables."""

    def __init__(self, kb: KnowledgeBase, person: Person, answers: Mapping[str, bool]) -> None:
        self.kb = kb
        self.person = person
        self.answers = answers
        self.conditions = [c for c in kb.conditions if person.region in kb.conditions[c].priors]
        self.arrows = {(a.condition, a.finding): a for a in kb.arrows}
        self.links = {(k.parent, k.child): k for k in kb.links}
        effects = {a.finding for a in kb.arrows if a.kind is ArrowKind.EFFECT}
        members = {k.child for k in kb.links if k.parent in kb.mechanisms}
        self.known = {id for id in answers if id in effects | members}
        self.pairs = [
            (g, s)
            for g, s in kb.settings.nested
            if {g, s} & self.known and {g, s} <= effects | members
        ]
        self.findings = sorted(self.known | {id for pair in self.pairs for id in pair})
        self.mechanisms = [
            m for m in kb.mechanisms if any((m, f) in self.links for f in self.known)
        ]

    def odds(self, condition: str) -> float:
        """Prior odds for this person."""
        c, person, kb = self.kb.conditions[condition], self.person, self.kb
        p = c.priors[person.region].value
        odds = p / (1 - p)
        if person.age_years is not None:
            odds *= c.by_age[self.age_band()]
        if person.sex is not None:
            odds *= c.by_sex.get(person.sex.value, 1.0)
        odds *= c.by_setting.get(person.setting.value, 1.0)
        for id, said in self.answers.items():
            arrow = self.arrows.get((condition, id))
            if arrow is None or arrow.kind is ArrowKind.EFFECT:
                continue
            leak, p = kb.leaks[id].value, arrow.p.value
            if arrow.kind is ArrowKind.LOWERS:
                odds *= min(max(p / leak, 0.2), 1.0) if said else 1.0
                continue
            if id in kb.settings.leaks_by_age and person.age_years is not None:
                leak = kb.settings.leaks_by_age[id][self.age_band()]
            odds *= min(p / leak, 30.0) if said else (1 - p) / (1 - leak)
        return min(odds, 9.0)

    def age_band(self) -> int:
        """18-29, 30-49, 50-64, 65 and over."""
        age = self.person.age_years or 0.0
        return 0 if age < 30 else 1 if age < 50 else 2 if age < 65 else 3

    def direct(self, condition: str, finding: str) -> float:
        """Strength of an arrow, without what its mechanism carries."""
        link, arrow = self.links.get((condition, finding)), self.arrows.get((condition, finding))
        if link is not None and link.replaces_arrow:
            return link.strength.value
        if arrow is None or arrow.kind is not ArrowKind.EFFECT:
            return 0.0
        leak = self.kb.leaks[finding].value
        return min(max(0.0, 1 - (1 - arrow.p.value) / (1 - leak)), CEILING)

    def strength(self, parent: str, child: str) -> float:
        """Strength of a link, 0 where there is none."""
        link = self.links.get((parent, child))
        return link.strength.value if link else 0.0

    def rest(self, finding: str) -> float:
        """What is left of the background rate when no mechanism is there."""
        carried = prod(
            1 - m.leak.value * self.strength(id, finding) for id, m in self.kb.mechanisms.items()
        )
        return 1 - (1 - self.kb.leaks[finding].value) / carried

    def small(self) -> Small:
        """The whole, ready to be summed."""
        inside = dict(self.pairs)

        def raised(of: str, specific_of: float, own: float) -> float:
            return max(own, specific_of) if of in inside else own

        index = {id: f for f, id in enumerate(self.findings)}
        return Small(
            prior=[o / (1 + o) for o in map(self.odds, self.conditions)],
            cause=[[self.strength(c, m) for m in self.mechanisms] for c in self.conditions],
            leak=[self.kb.mechanisms[m].leak.value for m in self.mechanisms],
            direct=[
                [
                    raised(f, self.direct(c, inside.get(f, f)), self.direct(c, f))
                    for f in self.findings
                ]
                for c in self.conditions
            ],
            member=[
                [
                    raised(f, self.strength(m, inside.get(f, f)), self.strength(m, f))
                    for f in self.findings
                ]
                for m in self.mechanisms
            ],
            rest=[
                max(raised(f, self.rest(inside.get(f, f)), self.rest(f)), FLOOR)
                for f in self.findings
            ],
            answers={index[id]: said for id, said in self.answers.items() if id in index},
            nested=[(index[g], index[s]) for g, s in self.pairs],
        )
