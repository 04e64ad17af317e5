"""What every open question would change: the posterior after its yes and after its no.

A "no" only makes some conditions and mechanisms less likely, so all candidates share the
structure of the question at hand and run as lanes of one elimination. "Yes" is what is left.
"""

from collections.abc import Sequence
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
class _Lane:
    """One lane of one candidate: it counts `share`, and changes the base like this."""

    candidate: int
    share: float
    on: Array  # (J,) factor
    off: Array  # (J,) factor
    quiet: Array  # (M,) factor
    weaker: tuple[int, int] | None = None  # (positive, specific finding): see Evidence
    is_yes: bool = False


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
    wanted = [
        lane
        for k, id in enumerate(candidates)
        for lane in _lanes_of(kb, network, evidence, active, prior_odds[:, 0], k, id)
    ]
    result = eliminate(_widen(network, base, active, wanted))
    now = result.conditions[:, 0]
    weight = np.exp(result.log_weight[1:] - result.log_weight[0])
    count = len(candidates)
    p_yes = np.array([kb.leaks[id].value if id in kb.leaks else RARE for id in candidates])
    p_no = 1.0 - p_yes
    on_no = np.repeat(now[:, None], count, axis=1)
    on_yes = on_no.copy()
    for k, group in _by_candidate(wanted):
        shares = np.array([wanted[i].share for i in group]) * weight[group]
        lanes_of = result.conditions[:, [i + 1 for i in group]]
        if any(wanted[i].is_yes for i in group):  # a risk factor: yes and no are both lanes
            (yes,) = (n for n, i in enumerate(group) if wanted[i].is_yes)
            p_yes[k] = shares[yes] / shares.sum()
            p_no[k] = 1.0 - p_yes[k]
            on_yes[:, k], on_no[:, k] = lanes_of[:, yes], lanes_of[:, 1 - yes]
            continue
        p_no[k] = min(float(shares.sum()), 1.0)
        on_no[:, k] = lanes_of @ shares / shares.sum()
        p_yes[k] = max(1.0 - p_no[k], _LEAST)
        on_yes[:, k] = np.clip((now - p_no[k] * on_no[:, k]) / p_yes[k], 0.0, 1.0)
    return Ahead(tuple(candidates), p_yes, now, on_yes, on_no)


def _lanes_of(
    kb: KnowledgeBase,
    network: Stratum,
    evidence: Evidence,
    active: Sequence[int],
    prior_odds: Array,
    k: int,
    id: str,
) -> list[_Lane]:
    if id in network.risk_rows:
        return _lanes_of_risk(kb, network, evidence, len(active), prior_odds, k, id)
    f = network.index.get(id)
    if f is None:
        return []
    numbers = network.numbers
    silent = 1.0 - numbers.direct[:, f, 0]
    rest = 1.0 - numbers.rest[f, 0]
    hushed = 1.0 - numbers.member[active, f, 0]
    weaker = None
    for general, specific in network.nested:
        if f == specific and general in evidence.positive:
            weaker = (evidence.positive.index(general), specific)
        if f == general and specific in evidence.negative:  # "no" to all replaces that "no"
            silent = silent / (1.0 - numbers.direct[:, specific, 0])
            rest /= 1.0 - numbers.rest[specific, 0]
            hushed = hushed / (1.0 - numbers.member[active, specific, 0])
    carriers = np.flatnonzero(numbers.member[:, f, 0] > 0)
    barren = [int(m) for m in carriers if m not in active]
    even = np.ones(len(network.conditions))
    made = []
    for present in product((False, True), repeat=len(barren)):
        share, on = rest, silent
        for m, is_on in zip(barren, present, strict=True):
            s = numbers.member[m, f, 0]
            if is_on:  # (1 - s)^X = (1 - s) + s [X off]: here the part with the mechanism off
                share *= s * (1.0 - numbers.leak[m, 0])
                on = on * (1.0 - numbers.cause[:, m, 0])
            else:
                share *= 1.0 - s
        made.append(_Lane(k, float(share), on, even, hushed, weaker))
    return made


def _lanes_of_risk(
    kb: KnowledgeBase,
    network: Stratum,
    evidence: Evidence,
    active: int,
    prior_odds: Array,
    k: int,
    id: str,
) -> list[_Lane]:
    """A risk factor acts on the priors: one lane with it, one without."""
    leak = kb.leaks[id].value
    made = []
    for is_yes in (True, False):
        after = prior_odds.copy()
        for r in network.risk_rows[id]:
            ratio = risk_ratio(kb, network.numbers, r, id, is_yes, evidence.person.age_years)
            after[network.risks[r][0]] *= ratio[0]
        off = (1.0 + prior_odds) / (1.0 + after)
        on = off * after / np.maximum(prior_odds, 1e-300)
        share = leak if is_yes else 1.0 - leak
        made.append(_Lane(k, share, on, off, np.ones(active), is_yes=is_yes))
    return made


def _widen(
    network: Stratum, base: Lanes, active: Sequence[int], wanted: Sequence[_Lane]
) -> Lanes:
    """Lay the lanes side by side, the unchanged question first."""

    def column(name: str) -> Array:
        start = getattr(base, name)
        if not wanted:
            return np.asarray(start)
        return np.concatenate(
            [start, start * np.stack([getattr(lane, name) for lane in wanted], axis=1)], axis=1
        )

    direct, rest, member = base.direct, base.rest, base.member
    special = [(n + 1, lane.weaker) for n, lane in enumerate(wanted) if lane.weaker]
    if special:
        count, numbers = len(wanted) + 1, network.numbers
        direct, rest, member = (np.repeat(a, count, axis=-1) for a in (direct, rest, member))
        for lane, (i, specific) in special:
            direct[i, :, lane] = beyond(direct[i, :, lane], numbers.direct[:, specific, 0])
            left = beyond(rest[i, lane], numbers.rest[specific, 0])
            rest[i, lane] = np.maximum(left, LEAST_REST)
            member_specific = numbers.member[:, specific, 0]
            member[:, i, lane] = beyond(member[:, i, lane], member_specific[active])
    return Lanes(
        on=column("on"),
        off=column("off"),
        direct=direct,
        rest=rest,
        cause=base.cause,
        leak=base.leak,
        member=member,
        quiet=column("quiet"),
    )


def _by_candidate(wanted: Sequence[_Lane]) -> list[tuple[int, list[int]]]:
    """(candidate, its lanes' places in `wanted`)."""
    groups: dict[int, list[int]] = {}
    for i, lane in enumerate(wanted):
        groups.setdefault(lane.candidate, []).append(i)
    return list(groups.items())
