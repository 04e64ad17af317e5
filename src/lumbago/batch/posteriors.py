"""The probabilities of `lumbago.network.points`, for many people of one region.

With numba the whole runs compiled; without it, one elimination a person.
"""

from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from lumbago.batch.columns import Numbers
from lumbago.batch.evidence import Entered
from lumbago.knowledge import KnowledgeBase
from lumbago.network.elimination import Array, Lanes, eliminate
from lumbago.network.model import LEAST_REST, Stratum, beyond, lanes

if TYPE_CHECKING:
    from lumbago.batch.kernel import Tables


@dataclass(frozen=True, slots=True, eq=False)
class Solver:
    """What it takes to solve the network of a region, with numba or without.

    Attributes:
        network: the region's network.
        masks: (S, J) the sets of conditions that are switched off: all that are listed, then
            each group.
        tables: the network as the compiled kernel reads it; None without numba.
    """

    network: Stratum
    masks: Array
    tables: "Tables | None"


def has_numba() -> bool:
    """Tell whether the extra `[fast]` is installed."""
    return find_spec("numba") is not None


def solver_of(kb: KnowledgeBase, network: Stratum, *, compiled: bool) -> Solver:
    """Prepare to solve the network of a region."""
    groups = [g for g in kb.groups.values() if network.region in g.regions]
    masks = np.array(
        [
            network.listed,
            *([float(id in group.members) for id in network.conditions] for group in groups),
        ]
    )
    return Solver(network, masks, _tables(network, masks) if compiled else None)


def solve(solver: Solver, entered: Entered) -> tuple[Numbers, Numbers]:
    """Return P(condition) (N, J), and P(nobody of the set) (N, S), for each person."""
    conditions = np.empty_like(entered.odds)
    none = np.empty((len(conditions), len(solver.masks)))
    left = np.arange(len(conditions))
    if solver.tables is not None:
        from lumbago.batch.kernel import TOO_LARGE, solve_all

        bounds = solve_all(
            entered.said, entered.weaker, entered.odds, solver.tables, conditions, none
        )
        left = np.flatnonzero(bounds == TOO_LARGE)
    for n in map(int, left):
        conditions[n], none[n] = _one(solver, entered, n)
    return conditions, none


def _one(solver: Solver, entered: Entered, n: int) -> tuple[Array, Array]:
    """Solve one person by the elimination of the line: a lane as they are, and one a set."""
    network = solver.network
    base = lanes(network, network.numbers, entered.odds[n][:, None], entered.of_person(network, n))
    stays = np.concatenate([np.ones((1, base.on.shape[0])), 1.0 - solver.masks]).T
    shared = {name: getattr(base, name) for name in base.__slots__ if name != "on"}
    found = eliminate(Lanes(on=base.on * stays, **shared))
    return found.conditions[:, 0], np.exp(found.log_weight[1:] - found.log_weight[0])


def _tables(network: Stratum, masks: Array) -> "Tables":
    from lumbago.batch.kernel import Tables

    numbers = network.numbers
    direct, member, rest = numbers.direct[..., 0].T, numbers.member[..., 0].T, numbers.rest[:, 0]
    general = np.array([g for g, _ in network.nested], dtype=np.int64)
    specific = np.array([s for _, s in network.nested], dtype=np.int64)
    beyond_rest = np.maximum(beyond(rest[general], rest[specific]), LEAST_REST)
    return Tables(
        direct=np.concatenate([direct, beyond(direct[general], direct[specific])]),
        rest=np.concatenate([rest, beyond_rest]),
        member=np.concatenate([member, beyond(member[general], member[specific])]),
        cause=np.ascontiguousarray(numbers.cause[..., 0].T),
        leak=np.ascontiguousarray(numbers.leak[:, 0]),
        general=general,
        masks=masks,
    )
