"""The network of one region: tables of strengths, and how a person's answers enter them.

See `docs/explanation/network.md` for the model and its sources.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np

from lumbago.answers import Person, Region
from lumbago.facts import Known
from lumbago.knowledge import ArrowKind, KnowledgeBase, Role
from lumbago.network.elimination import Array, Lanes
from lumbago.sources import Figure

AGE_BANDS = (30, 50, 65)
"""From these ages on the next column of the age multipliers counts."""

GREATEST_RATIO = 30.0
"""No single risk factor multiplies the odds by more: the largest published ratios rest on
a handful of cases (evidence notes, section 7)."""

HIGHEST_PRIOR = 0.9

LEAST_REST = 1e-9
"""Nothing is quite impossible without a cause; it keeps every lane's weight above zero."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Every number of the network of one region, in one or more variants (last axis L).

    Attributes:
        prior: (J, L) prior of each condition before age, sex, setting and risk factors.
        direct: (J, F, L) strength of condition → finding.
        rest: (F, L) chance of a finding with nothing to explain it, mechanisms apart.
        cause: (J, M, L) strength of condition → mechanism.
        leak: (M, L) chance of a mechanism with no condition to cause it.
        member: (M, F, L) strength of mechanism → finding.
        risk: (R, L) how often the risk factor is there in people with the condition.
        risk_leak: (R, L) how often it is there in others.
    """

    prior: Array
    direct: Array
    rest: Array
    cause: Array
    leak: Array
    member: Array
    risk: Array
    risk_leak: Array


class Draw(Protocol):
    """How a published figure becomes numbers."""

    @property
    def count(self) -> int:
        """How many variants."""

    def __call__(self, name: str, figure: Figure) -> Array:
        """Return the figure's variants, shape (count,)."""


@dataclass(frozen=True, slots=True)
class Points:
    """Take each figure at its point, once."""

    count: int = 1

    def __call__(self, name: str, figure: Figure) -> Array:
        """Return the point, shape (1,)."""
        return np.array([figure.value])


@dataclass(frozen=True, slots=True, eq=False)
class Stratum:
    """The network of one region. Built once; its arrays are never written to.

    `risks` lists (condition index, finding id) for the rows of `numbers.risk`, `risk_rows` the
    rows of each finding; `lowering` maps a finding to (condition index, factor on its odds
    when the finding is there).
    """

    region: Region
    conditions: tuple[str, ...]
    findings: tuple[str, ...]
    mechanisms: tuple[str, ...]
    numbers: Parameters
    risks: tuple[tuple[int, str], ...]
    risk_rows: Mapping[str, tuple[int, ...]]
    lowering: Mapping[str, tuple[tuple[int, float], ...]]
    by_age: Array  # (J, 4)
    by_sex: Mapping[str, Array]
    by_setting: Mapping[str, Array]
    nested: tuple[tuple[int, int], ...]  # (general, specific) finding indices
    exclusive: tuple[tuple[int, int], ...]
    listed: Array  # (J,) 1 for pain sources and mimics, 0 for modifiers
    index: Mapping[str, int]  # finding id → index
    carriers: tuple[tuple[int, ...], ...]  # finding index → the mechanisms that carry it

    def place(self, condition: str) -> int:
        """Index of a condition."""
        return self.conditions.index(condition)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A person's answers as they enter the network: indices of findings, and odds.

    `weaker` holds (general, specific) pairs where the general finding is there and the
    specific one is not: the general one then speaks only for what the specific does not.
    """

    positive: tuple[int, ...]
    negative: tuple[int, ...]
    weaker: tuple[tuple[int, int], ...]
    risks: Mapping[str, bool]
    person: Person


@lru_cache(maxsize=64)
def stratum(kb: KnowledgeBase, region: Region) -> Stratum:
    """Build the network of one region from the knowledge.

    Conditions without a prior in the region are impossible there and are left out.
    """
    conditions = tuple(c.id for c in kb.conditions.values() if region in c.priors)
    mechanisms = tuple(kb.mechanisms)
    row = {id: j for j, id in enumerate(conditions)}
    effects = [a for a in kb.arrows if a.kind is ArrowKind.EFFECT]
    members = [k for k in kb.links if k.parent in kb.mechanisms]
    findings = tuple(sorted({a.finding for a in effects} | {k.child for k in members}))
    column = {id: f for f, id in enumerate(findings)}
    risks = [a for a in kb.arrows if a.kind is ArrowKind.RISK_FACTOR and a.condition in row]
    lowering: dict[str, list[tuple[int, float]]] = {}
    for a in kb.arrows:
        if a.kind is ArrowKind.LOWERS and a.condition in row:
            factor = float(np.clip(a.p.value / kb.leaks[a.finding].value, 0.2, 1.0))
            lowering.setdefault(a.finding, []).append((row[a.condition], factor))
    known = [kb.conditions[id] for id in conditions]
    nested = tuple((column[g], column[s]) for g, s in kb.settings.nested if {g, s} <= set(column))
    numbers = build_parameters(kb, region, conditions, findings, nested)
    return Stratum(
        region=region,
        conditions=conditions,
        findings=findings,
        mechanisms=mechanisms,
        numbers=numbers,
        risks=tuple((row[a.condition], a.finding) for a in risks),
        risk_rows={
            id: tuple(r for r, a in enumerate(risks) if a.finding == id)
            for id in sorted({a.finding for a in risks})
        },
        lowering={id: tuple(pairs) for id, pairs in sorted(lowering.items())},
        by_age=np.array([c.by_age for c in known]),
        by_sex={s: np.array([c.by_sex.get(s, 1.0) for c in known]) for s in ("female", "male")},
        by_setting={
            s: np.array([c.by_setting.get(s, 1.0) for c in known]) for s in ("online", "ed")
        },
        nested=nested,
        exclusive=tuple(
            (column[a], column[b]) for a, b in kb.settings.exclusive if {a, b} <= set(column)
        ),
        listed=np.array([float(c.role is not Role.MODIFIER) for c in known]),
        index=column,
        carriers=tuple(
            tuple(map(int, np.flatnonzero(numbers.member[:, f, 0]))) for f in range(len(findings))
        ),
    )


def build_parameters(
    kb: KnowledgeBase,
    region: Region,
    conditions: Sequence[str],
    findings: Sequence[str],
    nested: Iterable[tuple[int, int]],
    draw: Draw | None = None,
) -> Parameters:
    """Turn published numbers into strengths, at their points or at `draw`'s variants.

    A published P(finding | condition) contains the background; the strength of the arrow
    alone is 1 - (1 - p) / (1 - leak). What mechanisms carry is taken out of the background,
    so that the total background rate of every finding stays what the table says.
    """
    draw = draw or Points()
    row = {id: j for j, id in enumerate(conditions)}
    column = {id: f for f, id in enumerate(findings)}
    place = {id: m for m, id in enumerate(kb.mechanisms)}
    count = draw.count
    leak = np.array([draw(f"leak {id}", kb.leaks[id]) for id in findings])
    direct = np.zeros((len(row), len(column), count))
    for a in kb.arrows:
        if a.kind is ArrowKind.EFFECT and a.condition in row:
            f = column[a.finding]
            p = draw(f"arrow {a.condition} {a.finding}", a.p)
            direct[row[a.condition], f] = np.maximum(0.0, 1.0 - (1.0 - p) / (1.0 - leak[f]))
    cause = np.zeros((len(row), len(place), count))
    member = np.zeros((len(place), len(column), count))
    for k in kb.links:
        strength = draw(f"link {k.parent} {k.child}", k.strength)
        if k.child in place:
            if k.parent in row:
                cause[row[k.parent], place[k.child]] = strength
        elif k.parent in place:
            member[place[k.parent], column[k.child]] = strength
        elif k.replaces_arrow and k.parent in row:
            direct[row[k.parent], column[k.child]] = strength
    spontaneous = np.array([draw(f"leak {id}", m.leak) for id, m in kb.mechanisms.items()])
    carried = np.prod(1.0 - spontaneous[:, None, :] * member, axis=0)
    rest = 1.0 - (1.0 - leak) / carried
    for g, s in nested:  # whoever causes the specific finding causes the general one
        direct[:, g] = np.maximum(direct[:, g], direct[:, s])
        member[:, g] = np.maximum(member[:, g], member[:, s])
        rest[g] = np.maximum(rest[g], rest[s])
    risks = [a for a in kb.arrows if a.kind is ArrowKind.RISK_FACTOR and a.condition in row]
    return Parameters(
        prior=np.array(
            [draw(f"prior {id} {region}", kb.conditions[id].priors[region]) for id in conditions]
        ),
        direct=np.minimum(direct, 1.0 - 1e-9),
        rest=np.clip(rest, LEAST_REST, 1.0),
        cause=cause,
        leak=spontaneous,
        member=member,
        risk=np.array([draw(f"arrow {a.condition} {a.finding}", a.p) for a in risks]).reshape(
            -1, count
        ),
        risk_leak=np.array([draw(f"leak {a.finding}", kb.leaks[a.finding]) for a in risks]).reshape(
            -1, count
        ),
    )


def enter(network: Stratum, known: Known, person: Person) -> Evidence:
    """Sort a person's answers into what the network takes in, nested findings once."""
    positive: set[int] = set()
    negative: set[int] = set()
    for id, answer in known.evidence.items():
        f = network.index.get(id)
        if f is not None:
            (positive if answer else negative).add(f)
    weaker = []
    for general, specific in network.nested:
        if specific in positive:
            positive.discard(general)
            negative.discard(general)
        elif general in negative:
            negative.discard(specific)
        elif general in positive and specific in negative:
            weaker.append((general, specific))
    for first, second in network.exclusive:
        if first in positive:
            negative.discard(second)
        elif second in positive:
            negative.discard(first)
        elif first in negative:
            negative.discard(second)
    factors = network.risk_rows.keys() | network.lowering.keys()
    return Evidence(
        positive=tuple(sorted(positive)),
        negative=tuple(sorted(negative)),
        weaker=tuple(weaker),
        risks={id: answer for id, answer in known.evidence.items() if id in factors},
        person=person,
    )


def age_band(age_years: float) -> int:
    """Column of the age multipliers: 18-29, 30-49, 50-64, 65 and over."""
    return sum(age_years >= start for start in AGE_BANDS)


def odds(kb: KnowledgeBase, network: Stratum, numbers: Parameters, evidence: Evidence) -> Array:
    """Prior odds (J, L) of each condition for this person, risk factors included."""
    person = evidence.person
    odds = numbers.prior / (1.0 - numbers.prior)
    if person.age_years is not None:
        odds = odds * network.by_age[:, [age_band(person.age_years)]]
    if person.sex is not None:
        odds = odds * network.by_sex[person.sex.value][:, None]
    if person.setting.value in network.by_setting:
        odds = odds * network.by_setting[person.setting.value][:, None]
    for id, answer in evidence.risks.items():
        for r in network.risk_rows.get(id, ()):
            j = network.risks[r][0]
            odds[j] = odds[j] * risk_ratio(kb, numbers, r, id, answer, person.age_years)
    for id, pairs in network.lowering.items():
        if evidence.risks.get(id) is True:
            for j, factor in pairs:
                odds[j] = odds[j] * factor
    return np.minimum(odds, HIGHEST_PRIOR / (1.0 - HIGHEST_PRIOR))


def risk_ratio(
    kb: KnowledgeBase,
    numbers: Parameters,
    r: int,
    id: str,
    answer: bool,
    age_years: float | None,
) -> Array:
    """Factor on the odds from one risk factor being there, or not."""
    leak = numbers.risk_leak[r]
    if id in kb.settings.leaks_by_age and age_years is not None:
        leak = np.full_like(leak, kb.settings.leaks_by_age[id][age_band(age_years)])
    if answer:
        return np.minimum(numbers.risk[r] / leak, GREATEST_RATIO)
    return (1.0 - numbers.risk[r]) / (1.0 - leak)


def lanes(network: Stratum, numbers: Parameters, odds: Array, evidence: Evidence) -> Lanes:
    """Fold what was answered "no" and lay out what was answered "yes", one lane a variant."""
    no, yes = list(evidence.negative), list(evidence.positive)
    active = active_mechanisms(network, evidence)
    prior = odds / (1.0 + odds)
    direct = numbers.direct[:, yes]
    rest = numbers.rest[yes]
    member = numbers.member[:, yes]
    for general, specific in evidence.weaker:
        i = yes.index(general)
        direct, rest, member = direct.copy(), rest.copy(), member.copy()
        direct[:, i] = beyond(numbers.direct[:, general], numbers.direct[:, specific])
        beyond_rest = beyond(numbers.rest[general], numbers.rest[specific])
        rest[i] = np.maximum(beyond_rest, LEAST_REST)
        member[:, i] = beyond(numbers.member[:, general], numbers.member[:, specific])
    return Lanes(
        on=prior * spared(numbers, evidence),
        off=1.0 - prior,
        direct=direct.swapaxes(0, 1),
        rest=rest,
        cause=numbers.cause[:, active].swapaxes(0, 1),
        leak=numbers.leak[active],
        member=member[active],
        quiet=np.prod(1.0 - numbers.member[active][:, no], axis=1),
    )


def spared(numbers: Parameters, evidence: Evidence) -> Array:
    """Chance (J, L) that a present condition leaves every negative finding negative."""
    return np.prod(1.0 - numbers.direct[:, list(evidence.negative)], axis=1)


def active_mechanisms(network: Stratum, evidence: Evidence) -> list[int]:
    """Mechanisms with an answered member; the others say nothing and are left out exactly."""
    answered = [*evidence.positive, *evidence.negative]
    touched = network.numbers.member[:, answered].max(axis=(1, 2), initial=0.0) > 0
    return [int(m) for m in np.flatnonzero(touched)]


def beyond(general: Array, specific: Array) -> Array:
    """Strength for "the general finding without the specific one" (exact for three levels)."""
    return 1.0 - (1.0 - general) / (1.0 - specific)
