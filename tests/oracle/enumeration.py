"""The slow, plain, obviously right version: a sum over every combination.

Nothing here is shared with `lumbago.network`. Two ways in:

    sum_of_lanes   the tables that `eliminate` takes, negatives already folded in
    posteriors     a whole small network with answers, from the definitions in the text:

        P(C)             independent, prior each
        P(X off | C)   = (1 - leak) Π (1 - cause)            over the present conditions
        P(F off | C, X)= (1 - rest) Π (1 - direct) Π (1 - member)   over what is present

A graded finding has three levels: absent, general only, specific. "Not specific" has the
chance of the specific finding's own off, "absent" that of the general finding's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import fsum, log, prod

Table = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Small:
    """A network small enough to sum over: J conditions, M mechanisms, F findings."""

    prior: Sequence[float]
    cause: Table  # J × M
    leak: Sequence[float]
    direct: Table  # J × F
    member: Table  # M × F
    rest: Sequence[float]
    answers: Mapping[int, bool]
    nested: Sequence[tuple[int, int]] = field(default_factory=tuple)


@dataclass(frozen=True)
class Exact:
    """P(answers), and the posterior of each condition and mechanism."""

    weight: float
    conditions: tuple[float, ...]
    mechanisms: tuple[float, ...]


def posteriors(net: Small) -> Exact:
    """Sum over all conditions and mechanisms."""
    states = [(c, x, _joint(net, c, x)) for c, x in _states(len(net.prior), len(net.leak))]
    return _normalised(states, len(net.prior), len(net.leak))


def _joint(net: Small, c: tuple[int, ...], x: tuple[int, ...]) -> float:
    weight = prod(p if on else 1 - p for p, on in zip(net.prior, c, strict=True))
    for m, on in enumerate(x):
        off = (1 - net.leak[m]) * prod(1 - net.cause[j][m] for j, is_on in enumerate(c) if is_on)
        weight *= 1 - off if on else off

    def off_chance(f: int) -> float:
        by_condition = prod(1 - net.direct[j][f] for j, is_on in enumerate(c) if is_on)
        by_mechanism = prod(1 - net.member[m][f] for m, is_on in enumerate(x) if is_on)
        return (1 - net.rest[f]) * by_condition * by_mechanism

    inside = {f for pair in net.nested for f in pair}
    for f, said in net.answers.items():
        if f not in inside:
            weight *= 1 - off_chance(f) if said else off_chance(f)
    for general, specific in net.nested:
        absent, not_specific = off_chance(general), off_chance(specific)
        levels = {
            (False, False): absent,
            (True, False): not_specific - absent,
            (True, True): 1 - not_specific,
        }
        weight *= fsum(
            p
            for (is_general, is_specific), p in levels.items()
            if net.answers.get(general, is_general) == is_general
            and net.answers.get(specific, is_specific) == is_specific
        )
    return weight


@dataclass(frozen=True)
class OneLane:
    """One lane of the tables that `eliminate` takes, as plain lists."""

    on: Sequence[float]
    off: Sequence[float]
    direct: Table  # P × J
    rest: Sequence[float]
    cause: Table  # M × J
    leak: Sequence[float]
    member: Table  # M × P
    quiet: Sequence[float]


def sum_of_lanes(lane: OneLane) -> Exact:
    """Sum over all conditions and mechanisms, every finding of the tables being there."""
    states = []
    for c, x in _states(len(lane.on), len(lane.leak)):
        weight = prod(a if is_on else b for a, b, is_on in zip(lane.on, lane.off, c, strict=True))
        for m, is_on in enumerate(x):
            causes = (1 - u for u, has in zip(lane.cause[m], c, strict=True) if has)
            off = (1 - lane.leak[m]) * prod(causes)
            weight *= (1 - off) * lane.quiet[m] if is_on else off
        for i, rest in enumerate(lane.rest):
            off = (1 - rest) * prod(1 - w for w, has in zip(lane.direct[i], c, strict=True) if has)
            off *= prod(1 - lane.member[m][i] for m, is_on in enumerate(x) if is_on)
            weight *= 1 - off
        states.append((c, x, weight))
    return _normalised(states, len(lane.on), len(lane.leak))


def _states(conditions: int, mechanisms: int) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    for c in product((0, 1), repeat=conditions):
        for x in product((0, 1), repeat=mechanisms):
            yield c, x


def _normalised(
    states: Sequence[tuple[tuple[int, ...], tuple[int, ...], float]],
    conditions: int,
    mechanisms: int,
) -> Exact:
    whole = fsum(weight for _, _, weight in states)
    if whole == 0:
        return Exact(0.0, (), ())
    return Exact(
        log(whole),
        tuple(fsum(w for c, _, w in states if c[j]) / whole for j in range(conditions)),
        tuple(fsum(w for _, x, w in states if x[m]) / whole for m in range(mechanisms)),
    )
