"""Answers → `Beliefs`: how probable each cause is, between what and what, and why.

One elimination answers everything: the answers as they are, each answer left out in turn,
and sets of conditions switched off, each as a lane.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from lumbago.answers import Answers, Setting
from lumbago.facts import know
from lumbago.knowledge import KnowledgeBase
from lumbago.network.elimination import Array, Lanes, Posterior, eliminate
from lumbago.network.model import (
    Evidence,
    Parameters,
    Stratum,
    active_mechanisms,
    enter,
    lanes,
    odds,
    spared,
    stratum,
)
from lumbago.network.uncertainty import CENTRAL, WIDER_ONLINE, versions


@dataclass(frozen=True, slots=True)
class Weight:
    """What one answer did to the log-odds of a cause: above 0 it speaks for it."""

    finding: str
    answer: bool | float | str
    weight: float


@dataclass(frozen=True, slots=True)
class Belief:
    """How probable something is: the point, the range of 8 in 10 versions, and the reasons."""

    id: str
    p: float
    low: float
    high: float
    weights: tuple[Weight, ...]


@dataclass(frozen=True, slots=True)
class Beliefs:
    """Everything that follows from the answers by probability.

    `nothing_listed` is the chance that no pain source and no mimic of the list is there; it is
    part of the region's unexplained condition, and of the group that holds that.
    """

    conditions: Mapping[str, Belief]
    groups: Mapping[str, Belief]
    mechanisms: Mapping[str, Belief]
    nothing_listed: float


@lru_cache(maxsize=512)
def infer(kb: KnowledgeBase, answers: Answers) -> Beliefs:
    """Work out how probable each cause is, with its range and the weight of each answer."""
    network = stratum(kb, answers.person.region)
    known = know(kb, answers)
    evidence = enter(network, known, answers.person)
    sets = _sets(kb, network)
    told = _answered(network, evidence)
    exact = _Run(kb, network, network.numbers, evidence, sets, told)
    wider = WIDER_ONLINE if answers.person.setting is Setting.ONLINE else 1.0
    drawn = _Run(kb, network, versions(kb, answers.person.region, wider), evidence, sets, ())
    given = {**known.evidence, **_personal(answers)}

    def belief(id: str, p: Array, versions_of: Array) -> Belief:
        low, high = np.quantile(versions_of, CENTRAL, method="nearest")
        point = float(p[0])
        weights = _logit(p[0]) - _logit(p[1 : len(told) + 1])
        return Belief(
            id=id,
            p=point,
            low=min(float(low), point),
            high=max(float(high), point),
            weights=tuple(
                Weight(f, given[f], float(w)) for f, w in zip(told, weights, strict=True)
            ),
        )

    unexplained = kb.settings.unexplained[answers.person.region]
    conditions = {
        id: belief(id, exact.condition(id), drawn.condition(id)) for id in network.conditions
    }
    if unexplained not in conditions:
        conditions[unexplained] = belief(unexplained, exact.nothing, drawn.nothing)
    else:
        conditions[unexplained] = belief(
            unexplained,
            exact.condition(unexplained) + exact.nothing,
            drawn.condition(unexplained) + drawn.nothing,
        )
    groups = {
        group.id: belief(group.id, exact.group(group.id), drawn.group(group.id))
        for group in kb.groups.values()
        if group.id in sets
    }
    mechanisms = {
        id: belief(id, exact.mechanism(id), drawn.mechanism(id)) for id in network.mechanisms
    }
    return Beliefs(
        conditions=dict(sorted(conditions.items())),
        groups=groups,
        mechanisms=mechanisms,
        nothing_listed=float(exact.nothing[0]),
    )


@dataclass(frozen=True, slots=True)
class Points:
    """The bare probabilities of `Beliefs`, without ranges and reasons."""

    conditions: Mapping[str, float]
    groups: Mapping[str, float]
    mechanisms: Mapping[str, float]
    nothing_listed: float


def points(kb: KnowledgeBase, answers: Answers) -> Points:
    """Work out the probabilities alone: the same numbers as `infer`, some fifty times faster."""
    region = answers.person.region
    network = stratum(kb, region)
    evidence = enter(network, know(kb, answers), answers.person)
    sets = _sets(kb, network)
    run = _Run(kb, network, network.numbers, evidence, sets, ())
    conditions = {id: float(run.condition(id)[0]) for id in network.conditions}
    nothing = float(run.nothing[0])
    unexplained = kb.settings.unexplained[region]
    conditions[unexplained] = conditions.get(unexplained, 0.0) + nothing
    return Points(
        conditions=dict(sorted(conditions.items())),
        groups={id: float(run.group(id)[0]) for id in sets if id},
        mechanisms={id: float(run.mechanism(id)[0]) for id in network.mechanisms},
        nothing_listed=nothing,
    )


def posterior(kb: KnowledgeBase, answers: Answers) -> Mapping[str, float]:
    """Return P(condition) of the network's own conditions: what an oracle computes too."""
    network, result = _eliminated(kb, answers)
    return dict(zip(network.conditions, map(float, result.conditions[:, 0]), strict=True))


def log_evidence(kb: KnowledgeBase, answers: Answers) -> float:
    """Return the log probability of everything told, in the network of the person's region.

    Between regions it says under which of them the same story is less of a surprise.
    """
    return float(_eliminated(kb, answers)[1].log_weight[0])


def _eliminated(kb: KnowledgeBase, answers: Answers) -> tuple[Stratum, Posterior]:
    """Return the network of the person's region, and what one plain pass through it gives."""
    network = stratum(kb, answers.person.region)
    evidence = enter(network, know(kb, answers), answers.person)
    prior_odds = odds(kb, network, network.numbers, evidence)
    return network, eliminate(lanes(network, network.numbers, prior_odds, evidence))


def any_of(kb: KnowledgeBase, answers: Answers, conditions: Sequence[str]) -> float:
    """Return P(at least one of these conditions)."""
    network = stratum(kb, answers.person.region)
    evidence = enter(network, know(kb, answers), answers.person)
    mask = np.array([float(id in conditions) for id in network.conditions])
    run = _Run(kb, network, network.numbers, evidence, {"set": mask}, ())
    return 1.0 - float(run.off["set"][0])


def _sets(kb: KnowledgeBase, network: Stratum) -> dict[str, Array]:
    """Masks (J,) of the conditions that are switched off together: each group, and all."""
    row = {id: j for j, id in enumerate(network.conditions)}
    masks = {"": network.listed}
    for group in kb.groups.values():
        if network.region in group.regions:
            mask = np.zeros(len(row))
            mask[[row[id] for id in group.members if id in row]] = 1.0
            masks[group.id] = mask
    return masks


def _answered(network: Stratum, evidence: Evidence) -> tuple[str, ...]:
    """Everything that was told and can carry weight: findings, risk factors, age and sex."""
    told = {network.findings[f] for f in (*evidence.positive, *evidence.negative)}
    told |= set(evidence.risks)
    return (*_personal(evidence), *sorted(told))


def _personal(source: Evidence | Answers) -> dict[str, float | str]:
    person = source.person
    told: dict[str, float | str] = {}
    if person.age_years is not None:
        told["age_years"] = person.age_years
    if person.sex is not None:
        told["sex"] = person.sex.value
    return told


class _Run:
    """One elimination over: base and left-out lanes, times plain and switched-off sets."""

    def __init__(
        self,
        kb: KnowledgeBase,
        network: Stratum,
        numbers: Parameters,
        evidence: Evidence,
        sets: Mapping[str, Array],
        told: Sequence[str],
    ) -> None:
        base = lanes(network, numbers, odds(kb, network, numbers, evidence), evidence)
        variants = _left_out(kb, network, numbers, evidence, base, told)
        self.width = variants.count
        masks = [np.zeros(len(network.conditions)), *sets.values()]
        on = np.concatenate([variants.on * (1.0 - mask)[:, None] for mask in masks], axis=1)
        wide = {
            name: _repeat(getattr(variants, name), len(masks))
            for name in variants.__slots__
            if name != "on"
        }
        result = eliminate(Lanes(on=on, **wide))
        weight = result.log_weight.reshape(len(masks), self.width)
        gone = np.exp(weight[1:] - weight[0])
        self.off = dict(zip(sets, gone, strict=True))
        self.row = {id: j for j, id in enumerate(network.conditions)}
        self.conditions = result.conditions[:, : self.width]
        self.active = {network.mechanisms[m]: i for i, m in
                       enumerate(active_mechanisms(network, evidence))}  # fmt: skip
        self.by_mechanism = result.mechanisms[:, : self.width]
        self.cause = numbers.cause
        self.leak = numbers.leak
        self.mechanisms = network.mechanisms
        unexplained = kb.settings.unexplained[network.region]
        self.holds_rest = {g.id for g in kb.groups.values() if unexplained in g.members}

    @property
    def nothing(self) -> Array:
        """P(no listed condition at all)."""
        return self.off[""]

    def condition(self, id: str) -> Array:
        """P(condition)."""
        return self.conditions[self.row[id]]

    def group(self, id: str) -> Array:
        """P(any member); where the unexplained is one, "nothing listed at all" counts too."""
        return 1.0 - self.off[id] + (self.off[""] if id in self.holds_rest else 0.0)

    def mechanism(self, id: str) -> Array:
        """P(mechanism); one with no answered member follows from its causes alone."""
        if id in self.active:
            return self.by_mechanism[self.active[id]]
        m = self.mechanisms.index(id)
        spared = 1.0 - self.conditions * self.cause[:, m]
        return 1.0 - (1.0 - self.leak[m]) * np.prod(spared, axis=0)


def _left_out(
    kb: KnowledgeBase,
    network: Stratum,
    numbers: Parameters,
    evidence: Evidence,
    base: Lanes,
    told: Sequence[str],
) -> Lanes:
    """Return lanes: the base, then one for each thing told, as if it had not been."""
    if not told:
        return base
    width = len(told) + 1
    on, off, rest, quiet = (
        np.repeat(a, width, axis=1) for a in (base.on, base.off, base.rest, base.quiet)
    )
    active = active_mechanisms(network, evidence)
    spare = spared(numbers, evidence)[:, 0]
    for lane, id in enumerate(told, start=1):
        if id in {"age_years", "sex"} or id in evidence.risks:
            other = _odds_without(kb, network, numbers, evidence, id)[:, 0]
            on[:, lane] = other / (1.0 + other) * spare
            off[:, lane] = 1.0 / (1.0 + other)
        f = network.index.get(id)
        if f in evidence.positive:
            rest[evidence.positive.index(f), lane] = 1.0
        elif f in evidence.negative:
            on[:, lane] /= 1.0 - numbers.direct[:, f, 0]
            quiet[:, lane] /= 1.0 - numbers.member[active, f, 0]
    return replace(base, on=on, off=off, rest=rest, quiet=quiet)


def _odds_without(
    kb: KnowledgeBase, network: Stratum, numbers: Parameters, evidence: Evidence, id: str
) -> Array:
    person = evidence.person
    if id == "age_years":
        person = replace(person, age_years=None)
    if id == "sex":
        person = replace(person, sex=None)
    risks = {f: answer for f, answer in evidence.risks.items() if f != id}
    return odds(kb, network, numbers, replace(evidence, person=person, risks=risks))


def _repeat(a: Array, times: int) -> Array:
    return a if a.shape[-1] == 1 else np.tile(a, times)


def _logit(p: Array) -> Array:
    p = np.clip(p, 1e-12, 1.0 - 1e-12)
    return np.asarray(np.log(p / (1.0 - p)))
