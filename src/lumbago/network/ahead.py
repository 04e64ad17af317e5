"""What every open question would change: the posterior after its yes and after its no.

A "no" only makes some conditions and mechanisms less likely, so all candidates share the
structure of the question at hand and run as lanes of one elimination. "Yes" is what is left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from lumbago.knowledge import KnowledgeBase
from lumbago.network.elimination import Array, Lanes, Posterior, eliminate
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
class _Lane:
    """One variant of the question; it counts `for_yes` and `for_no` of its candidate.

    Attributes:
        candidate: whose it is.
        for_yes: its share of "yes"; below 0 where "yes" is what this lane leaves.
        for_no: its share of "no".
        finding: what is absent in it; None where nothing more is.
        absent: mechanisms outside the question that are taken as off in it.
        weaker: (positive, specific finding), see `Evidence.weaker`.
        instead: a finding whose "no" is taken back in it.
        prior_odds: (J,) of every condition, where they are other ones.
    """

    candidate: int
    for_yes: float
    for_no: float
    finding: int | None = None
    absent: tuple[int, ...] = ()
    weaker: tuple[int, int] | None = None
    instead: int | None = None
    prior_odds: Array | None = None


def look_ahead(
    kb: KnowledgeBase, network: Stratum, evidence: Evidence, candidates: Sequence[str]
) -> Ahead:
    """Work out what each candidate's answer would change.

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
    rates = np.array([kb.leaks[id].value if id in kb.leaks else RARE for id in candidates])
    tried: list[_Lane] = []
    for k, id in enumerate(candidates):
        if id in network.risk_rows:
            tried += _by_prior(kb, network, evidence, prior_odds[:, 0], k, id, float(rates[k]))
        elif id in network.index:
            tried += _lanes_of(network, evidence, active, prior_odds[:, 0], k, network.index[id])
    result = eliminate(_side_by_side(network, base, active, tried, prior_odds[:, 0]))
    ahead = _summed(candidates, tried, rates, result)
    for first, second in network.exclusive:
        id = network.findings[second]
        if first in evidence.negative and id in candidates:  # of two no, only the first one counts
            ahead.on_no[:, candidates.index(id)] = ahead.now
    return ahead


def _summed(
    candidates: Sequence[str], tried: Sequence[_Lane], rates: Array, result: Posterior
) -> Ahead:
    """Sum the lanes of each candidate to its yes and its no; `rates`: P(yes) without a lane."""
    weight = np.exp(result.log_weight[1:] - result.log_weight[0])
    now, after = result.conditions[:, 0], result.conditions[:, 1:]
    on_yes = np.repeat(now[:, None], len(candidates), axis=1)
    on_no, p_yes = on_yes.copy(), rates.copy()
    mine = np.array([lane.candidate for lane in tried], dtype=np.int64)
    for_no = np.array([lane.for_no for lane in tried]) * weight
    for_yes = np.array([lane.for_yes for lane in tried]) * weight
    # Where no lane stands for what "yes" sets out from, it sets out from what is known now.
    whole = np.bincount(mine, for_yes > 0, len(candidates)) == 0
    no = np.bincount(mine, for_no, len(candidates))
    yes = np.bincount(mine, for_yes, len(candidates)) + whole
    yes = np.maximum(yes, _LEAST * (yes + no))
    kept = np.zeros_like(on_no)
    np.add.at(kept.T, mine, (after * for_no).T)
    left = now[:, None] * whole - kept
    own = np.flatnonzero(for_yes + for_no)  # most lanes take from "yes" what they give to "no"
    np.add.at(left.T, mine[own], (after[:, own] * (for_yes + for_no)[own]).T)
    asked = np.flatnonzero(no)
    p_yes[asked] = (yes / (yes + no))[asked]
    on_no[:, asked] = kept[:, asked] / no[asked]
    on_yes[:, asked] = np.clip(left[:, asked] / yes[asked], 0.0, 1.0)
    return Ahead(tuple(candidates), p_yes, now, on_yes, on_no)


def _lanes_of(
    network: Stratum,
    evidence: Evidence,
    active: Sequence[int],
    prior_odds: Array,
    k: int,
    f: int,
) -> list[_Lane]:
    """Return the lanes of a finding: those in which it is absent, and what "yes" sets out from.

    "Yes" sets out from other answers than now where it takes back the "no" of a finding that it
    shuts out, and from other odds where it makes conditions less likely by being there.
    """
    no = _without(network, evidence, active, k, f)
    for pair in network.exclusive:
        back = next((g for g in pair if f in pair and g != f and g in evidence.negative), None)
        if back is not None:
            spared = 1.0 / (1.0 - float(network.numbers.rest[back, 0]))
            no = [
                replace(n, for_yes=n.for_yes * spared, for_no=n.for_no * spared, instead=back)
                for n in no
            ]
            return [_Lane(k, spared, 0.0, instead=back), *no]
    lowered = _lowered(network, evidence, prior_odds, f)
    if lowered is None:
        return no
    return [
        _Lane(k, 1.0, 0.0, prior_odds=lowered),
        *(replace(lane, for_yes=0.0) for lane in no),
        *(replace(lane, for_no=0.0, prior_odds=lowered) for lane in no),
    ]


def _without(
    network: Stratum, evidence: Evidence, active: Sequence[int], k: int, f: int
) -> list[_Lane]:
    """Return the lanes whose weighted sum is "this finding is absent".

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
    share = 1.0 - float(numbers.rest[f, 0])
    if instead is not None:
        share /= 1.0 - float(numbers.rest[instead, 0])
    barren = [m for m in network.carriers[f] if m not in active]
    if not barren:
        return [_Lane(k, -share, share, f, (), weaker, instead)]
    found = []
    for taken in product((False, True), repeat=len(barren)):
        part = share
        for m, is_absent in zip(barren, taken, strict=True):
            s = float(numbers.member[m, f, 0])
            part *= s * (1.0 - float(numbers.leak[m, 0])) if is_absent else 1.0 - s
        absent = tuple(m for m, is_absent in zip(barren, taken, strict=True) if is_absent)
        found.append(_Lane(k, -part, part, f, absent, weaker, instead))
    return found


def _lowered(network: Stratum, evidence: Evidence, prior_odds: Array, f: int) -> Array | None:
    """Prior odds (J,) once a "yes", and what follows from it, has lowered what it lowers."""
    told = (f, *(g for g, s in network.nested if s == f))
    ids = [id for id in map(network.findings.__getitem__, told) if id in network.lowering]
    if not ids:
        return None
    after = prior_odds.copy()
    for id in ids:
        if id not in evidence.risks:
            for j, factor in network.lowering[id]:
                after[j] *= factor
    return after


def _by_prior(
    kb: KnowledgeBase,
    network: Stratum,
    evidence: Evidence,
    prior_odds: Array,
    k: int,
    id: str,
    p_yes: float,
) -> Iterator[_Lane]:
    """Yield the lanes of a risk factor: with it there, and with it not there."""
    for answer, for_yes, for_no in ((True, p_yes, 0.0), (False, 0.0, 1.0 - p_yes)):
        after = prior_odds.copy()
        for r in network.risk_rows[id]:
            ratio = risk_ratio(kb, network.numbers, r, id, answer, evidence.person.age_years)
            after[network.risks[r][0]] *= ratio[0]
        yield _Lane(k, for_yes, for_no, prior_odds=after)


def _side_by_side(
    network: Stratum, base: Lanes, active: Sequence[int], tried: Sequence[_Lane], prior_odds: Array
) -> Lanes:
    """Lay out the question as it is, and then each of the lanes."""
    numbers, count = network.numbers, 1 + len(tried)
    f = [0 if lane.finding is None else lane.finding for lane in tried]
    is_whole = [n for n, lane in enumerate(tried) if lane.finding is None]
    spared = 1.0 - numbers.direct[:, f, 0]
    hushed = 1.0 - numbers.member[:, f, 0][active]
    spared[:, is_whole] = hushed[:, is_whole] = 1.0
    for n, lane in enumerate(tried):
        for m in lane.absent:
            spared[:, n] *= 1.0 - numbers.cause[:, m, 0]
        if lane.instead is not None:
            spared[:, n] /= 1.0 - numbers.direct[:, lane.instead, 0]
            hushed[:, n] /= 1.0 - numbers.member[active, lane.instead, 0]
    on = np.concatenate([base.on, base.on * spared], axis=1)
    off = np.repeat(base.off, count, axis=1)
    own = [(n, lane.prior_odds) for n, lane in enumerate(tried, start=1)
           if lane.prior_odds is not None]  # fmt: skip
    if own:
        at, after = [n for n, _ in own], np.stack([a for _, a in own], axis=1)
        scale = (1.0 + prior_odds[:, None]) / (1.0 + after)
        off[:, at] *= scale
        on[:, at] *= scale * after / np.maximum(prior_odds[:, None], 1e-300)
    direct, rest, member = _with_weaker(network, base, active, tried, count)
    return Lanes(
        on=on,
        off=off,
        direct=direct,
        rest=rest,
        cause=base.cause,
        leak=base.leak,
        member=member,
        quiet=np.concatenate([base.quiet, base.quiet * hushed], axis=1),
    )


def _with_weaker(
    network: Stratum, base: Lanes, active: Sequence[int], tried: Sequence[_Lane], count: int
) -> tuple[Array, Array, Array]:
    """Strengths of the positive findings, where a "no" makes one of them say less."""
    direct, rest, member = base.direct, base.rest, base.member
    special = [(n, lane.weaker) for n, lane in enumerate(tried, start=1) if lane.weaker]
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
