"""What every open question would change: the posterior after its yes and after its no.

A "no" only makes some conditions and mechanisms less likely, so all candidates share the
structure of the question at hand and run as lanes of one elimination. "Yes" is what is left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from lumbago.knowledge import KnowledgeBase
from lumbago.network.elimination import Array, Lanes, eliminate
from lumbago.network.model import (
    LEAST_REST,
    Evidence,
    Stratum,
    active_mechanisms,
    beyond,
    lanes,
    odds,
    risk_ratio,
)

RARE = 0.005
"""How often a finding that only rules know is taken to be there: our estimate."""

_LEAST = 1e-9
"""No answer is taken to be rarer than this."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """One column a candidate: P(yes), and every condition's posterior now, on yes, on no."""

    candidates: tuple[str, ...]
    p_yes: Array  # (K,)
    now: Array  # (J,)
    on_yes: Array  # (J, K)
    on_no: Array  # (J, K)


@dataclass(frozen=True, slots=True)
class _No:
    """A lane in which one finding is absent. It counts `share` for its candidate.

    `absent` are mechanisms outside the question that are taken as off in this lane; `weaker`
    is (positive, specific finding): see `Evidence.weaker`; `instead` is a finding whose "no"
    this one replaces.
    """

    candidate: int
    finding: int
    share: float
    absent: tuple[int, ...]
    weaker: tuple[int, int] | None
    instead: int | None


def look_ahead(
    kb: KnowledgeBase, network: Stratum, evidence: Evidence, candidates: Sequence[str]
) -> Ahead:
    """Work out what each candidate's answer would change.

    Two things are left out, as the "yes" is what the "no" leaves and they are no part of that sum:
    that a "yes" makes some conditions less likely (`Stratum.lowering`), and that it takes back the
    "no" of a finding that it shuts out (`Stratum.exclusive`). Both count once it is given.

    Args:
        kb: the knowledge base.
        network: the network of the person's region.
        evidence: the answers so far.
        candidates: unanswered findings; one that the network does not know changes nothing and
            is as frequent as its background.
    """
    prior_odds = odds(kb, network, network.numbers, evidence)
    base = lanes(network, network.numbers, prior_odds, evidence)
    active = active_mechanisms(network, evidence)
    risks = [k for k, id in enumerate(candidates) if id in network.risk_rows]
    absent = [
        lane
        for k, id in enumerate(candidates)
        if id in network.index and id not in network.risk_rows
        for lane in _lanes_of(network, evidence, active, k, network.index[id])
    ]
    by_risk = _priors_by_risk(
        kb, network, evidence, prior_odds[:, 0], [candidates[k] for k in risks]
    )
    result = eliminate(_side_by_side(network, base, active, absent, prior_odds[:, 0], by_risk))
    weight = np.exp(result.log_weight[1:] - result.log_weight[0])
    now, after = result.conditions[:, 0], result.conditions[:, 1:]

    p_yes = np.array([kb.leaks[id].value if id in kb.leaks else RARE for id in candidates])
    on_yes = np.repeat(now[:, None], len(candidates), axis=1)
    on_no = on_yes.copy()
    if absent:
        mine = np.array([lane.candidate for lane in absent])
        share = np.array([lane.share for lane in absent]) * weight[: len(absent)]
        p_no = np.bincount(mine, share, len(candidates))
        asked = np.flatnonzero(p_no)
        mixed = np.zeros_like(on_no)
        np.add.at(mixed.T, mine, (after[:, : len(absent)] * share).T)
        on_no[:, asked] = mixed[:, asked] / p_no[asked]
        p_yes[asked] = np.maximum(1.0 - p_no[asked], _LEAST)
        left = now[:, None] - np.minimum(p_no[asked], 1.0) * on_no[:, asked]
        on_yes[:, asked] = np.clip(left / p_yes[asked], 0.0, 1.0)
    for n, k in enumerate(risks):
        yes, no = len(absent) + 2 * n, len(absent) + 2 * n + 1
        chance = p_yes[k] * weight[yes]
        p_yes[k] = chance / (chance + (1.0 - p_yes[k]) * weight[no])
        on_yes[:, k], on_no[:, k] = after[:, yes], after[:, no]
    return Ahead(tuple(candidates), p_yes, now, on_yes, on_no)


def _lanes_of(
    network: Stratum, evidence: Evidence, active: Sequence[int], k: int, f: int
) -> Iterator[_No]:
    """Yield the lanes whose weighted sum is "this finding is absent".

    A mechanism that has no answered member yet gets no bit: (1 - s)^X = (1 - s) + s [X off],
    and so each makes two lanes of one.
    """
    numbers = network.numbers
    weaker, instead = None, None
    for general, specific in network.nested:
        if f == specific and general in evidence.positive:
            weaker = (evidence.positive.index(general), specific)
        if f == general and specific in evidence.negative:
            instead = specific
    share = 1.0 - numbers.rest[f, 0]
    if instead is not None:
        share /= 1.0 - numbers.rest[instead, 0]
    barren = [m for m in network.carriers[f] if m not in active]
    for taken in product((False, True), repeat=len(barren)):
        part = share
        for m, is_absent in zip(barren, taken, strict=True):
            s = numbers.member[m, f, 0]
            part *= s * (1.0 - numbers.leak[m, 0]) if is_absent else 1.0 - s
        absent = tuple(m for m, is_absent in zip(barren, taken, strict=True) if is_absent)
        yield _No(k, f, float(part), absent, weaker, instead)


def _priors_by_risk(
    kb: KnowledgeBase,
    network: Stratum,
    evidence: Evidence,
    prior_odds: Array,
    ids: Sequence[str],
) -> Array:
    """Prior odds (J, 2n): with each risk factor there, and with it not there."""
    after = np.repeat(prior_odds[:, None], 2 * len(ids), axis=1)
    for n, id in enumerate(ids):
        for r in network.risk_rows[id]:
            for side, answer in enumerate((True, False)):
                ratio = risk_ratio(kb, network.numbers, r, id, answer, evidence.person.age_years)
                after[network.risks[r][0], 2 * n + side] *= ratio[0]
    return after


def _side_by_side(
    network: Stratum,
    base: Lanes,
    active: Sequence[int],
    absent: Sequence[_No],
    prior_odds: Array,
    by_risk: Array,
) -> Lanes:
    """Lay out the question as it is, then a lane for each "no", then two for each risk factor."""
    numbers, risks = network.numbers, by_risk.shape[1]
    f = [lane.finding for lane in absent]
    spared = 1.0 - numbers.direct[:, f, 0]
    hushed = 1.0 - numbers.member[:, f, 0][active]
    for n, lane in enumerate(absent):
        for m in lane.absent:
            spared[:, n] *= 1.0 - numbers.cause[:, m, 0]
        if lane.instead is not None:
            spared[:, n] /= 1.0 - numbers.direct[:, lane.instead, 0]
            hushed[:, n] /= 1.0 - numbers.member[active, lane.instead, 0]
    off = (1.0 + prior_odds[:, None]) / (1.0 + by_risk)
    on = off * by_risk / np.maximum(prior_odds[:, None], 1e-300)
    direct, rest, member = _with_weaker(network, base, active, absent, 1 + len(absent) + risks)
    return Lanes(
        on=np.concatenate([base.on, base.on * spared, base.on * on], axis=1),
        off=np.concatenate([np.repeat(base.off, 1 + len(absent), axis=1), base.off * off], axis=1),
        direct=direct,
        rest=rest,
        cause=base.cause,
        leak=base.leak,
        member=member,
        quiet=np.concatenate(
            [base.quiet, base.quiet * hushed, np.repeat(base.quiet, risks, axis=1)], axis=1
        ),
    )


def _with_weaker(
    network: Stratum, base: Lanes, active: Sequence[int], absent: Sequence[_No], count: int
) -> tuple[Array, Array, Array]:
    """Strengths of the positive findings, where a "no" makes one of them say less."""
    direct, rest, member = base.direct, base.rest, base.member
    special = [(n, lane.weaker) for n, lane in enumerate(absent, start=1) if lane.weaker]
    if not special:
        return direct, rest, member
    numbers = network.numbers
    direct, rest, member = (np.repeat(a, count, axis=-1) for a in (direct, rest, member))
    for lane, (i, specific) in special:
        direct[i, :, lane] = beyond(direct[i, :, lane], numbers.direct[:, specific, 0])
        left = beyond(rest[i, lane], numbers.rest[specific, 0])
        rest[i, lane] = np.maximum(left, LEAST_REST)
        member[:, i, lane] = beyond(member[:, i, lane], numbers.member[active, specific, 0])
    return direct, rest, member
