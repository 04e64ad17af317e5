"""Columns of people → what is to be told of each: urgency, causes, dangers, ranking."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lumbago.answers import Region
from lumbago.assessment import HOME, LISTED, WORTH_RULING_OUT
from lumbago.batch.alarms import Dangers, alarms, dangers_of
from lumbago.batch.columns import REGIONS, Bools, Columns, Indices, Numbers
from lumbago.batch.evidence import Entered, Factors, enter, factors_of, regions_of
from lumbago.batch.facts import Known
from lumbago.batch.parsing import layout_of
from lumbago.batch.posteriors import Solver, solve, solver_of
from lumbago.batch.rules import holds
from lumbago.knowledge import KnowledgeBase, Place, RedFlag, Role, Urgency
from lumbago.network.alarm import ELSEWHERE

Urgencies = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True, eq=False)
class RegionPlan:
    """Everything about a region that does not depend on who is asked.

    Attributes:
        conditions: C ids, ascending: those of the network and the unexplained one.
        from_network: (J,) place of each condition of the network among `conditions`.
        unexplained: place of the unexplained condition.
        causes: K ids of what is told as a cause, ascending: groups and single conditions.
        groups: (place among `causes`, row of the sets, whether the unexplained is a member).
        singles: (places among `causes`, places among `conditions`).
        danger_at: (D,) place of each danger among `conditions`.
        competes: (D,) whether the danger is only a rival of another, told when it asks to act.
    """

    factors: Factors
    solver: Solver
    dangers: Dangers
    conditions: tuple[str, ...]
    from_network: Indices
    unexplained: int
    causes: tuple[str, ...]
    groups: tuple[tuple[int, int, bool], ...]
    singles: tuple[Indices, Indices]
    danger_at: Indices
    competes: Bools


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A knowledge base made ready for many people; `flags` are in the order of telling."""

    kb: KnowledgeBase
    regions: Mapping[Region, RegionPlan]
    flags: tuple[RedFlag, ...]


@dataclass(frozen=True, slots=True, eq=False)
class RegionScores:
    """The N people of one region.

    Attributes:
        plan: what the columns mean.
        who: (N,) which people.
        conditions: (N, C) probabilities.
        causes: (N, K) probabilities.
        alarms: (N, D).
        asks_for: (N, D) urgency that each danger's alarm asks for.
        elsewhere: (N,) whether the answers point to what is not for us to plan for.
    """

    plan: RegionPlan
    who: Indices
    conditions: Numbers
    causes: Numbers
    alarms: Numbers
    asks_for: Urgencies
    elsewhere: Bools

    def told_dangers(self) -> Bools:
        """Return (N, D) which dangers are worth telling."""
        p = self.conditions[:, self.plan.danger_at]
        worth_telling = (p >= WORTH_RULING_OUT) & ~self.plan.competes
        return (self.asks_for > Urgency.SELF_CARE) | worth_telling

    def told_causes(self) -> Bools:
        """Return (N, K) which causes are worth telling."""
        return self.causes >= LISTED


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """All people of a block.

    Attributes:
        urgency: (N,)
        up: (flags, N) which red flags are up.
        first: (N,) the first of them, or how many flags there are.
        regions: the probabilities, region by region.
    """

    urgency: Urgencies
    up: Bools
    first: Indices
    regions: tuple[RegionScores, ...]

    def places(self, flags: tuple[RedFlag, ...]) -> list[Place]:
        """Return where each person is sent, as `assessment` has it.

        The flags come most urgent first: the first that is up decides, unless a probability
        asks for more.
        """
        home = [HOME[Urgency(u)] for u in self.urgency.tolist()]
        return [
            flags[f].place if f < len(flags) and flags[f].urgency == u else usual
            for f, u, usual in zip(self.first.tolist(), self.urgency.tolist(), home, strict=True)
        ]


def make_plan(kb: KnowledgeBase, *, compiled: bool) -> Plan:
    """Make a knowledge base ready for many people."""
    row = layout_of(kb).row
    flags = sorted(
        kb.red_flags.values(), key=lambda f: (-f.urgency, f.place != Place.AMBULANCE, f.id)
    )
    return Plan(
        kb=kb,
        regions={r: _region_plan(kb, r, row, compiled=compiled) for r in REGIONS},
        flags=tuple(flags),
    )


def _region_plan(
    kb: KnowledgeBase, region: Region, row: Mapping[str, int], *, compiled: bool
) -> RegionPlan:
    factors = factors_of(kb, region, row)
    network = factors.network
    unexplained = kb.settings.unexplained[region]
    conditions = tuple(sorted({*network.conditions, unexplained}))
    at = {id: c for c, id in enumerate(conditions)}
    groups = [g for g in kb.groups.values() if region in g.regions]
    members = {id for g in groups for id in g.members}
    singles = [
        id
        for id in conditions
        if id not in members
        and not kb.conditions[id].is_danger
        and kb.conditions[id].role is not Role.MODIFIER
    ]
    causes = tuple(sorted([*singles, *(g.id for g in groups)]))
    grave = [id for id in network.conditions if kb.conditions[id].is_danger]
    return RegionPlan(
        factors=factors,
        solver=solver_of(kb, network, compiled=compiled),
        dangers=dangers_of(kb, factors),
        conditions=conditions,
        from_network=np.array([at[id] for id in network.conditions]),
        unexplained=at[unexplained],
        causes=causes,
        groups=tuple(
            (causes.index(g.id), s, unexplained in g.members) for s, g in enumerate(groups, start=1)
        ),
        singles=(
            np.array([causes.index(id) for id in singles], dtype=np.int64),
            np.array([at[id] for id in singles], dtype=np.int64),
        ),
        danger_at=np.array([at[id] for id in grave], dtype=np.int64),
        competes=np.array([kb.conditions[id].is_competitor for id in grave], dtype=bool),
    )


def score(plan: Plan, people: Columns, known: Known) -> Scores:
    """Work out for each person what rules and probabilities say."""
    up = np.stack([holds(flag.when, known.facts) for flag in plan.flags])
    first = np.full(people.count, len(plan.flags))
    for f in reversed(range(len(plan.flags))):
        first[up[f]] = f
    by_flag = np.array([*(flag.urgency for flag in plan.flags), Urgency.SELF_CARE], dtype=np.int8)
    urgency = by_flag[first]
    regions = []
    for region, who in regions_of(people):
        found = _score_region(plan, region, people, known, who)
        if found.asks_for.shape[1]:
            urgency[who] = np.maximum(urgency[who], found.asks_for.max(axis=1))
        look = np.where(found.elsewhere, Urgency.ROUTINE, Urgency.SELF_CARE).astype(np.int8)
        urgency[who] = np.maximum(urgency[who], look)
        regions.append(found)
    for code in plan.kb.care.contraindications.values():
        if code.refer is not None:
            asked = np.where(holds(code.known_by, known.facts), code.refer, Urgency.SELF_CARE)
            urgency = np.maximum(urgency, asked.astype(np.int8))
    return Scores(urgency, up, first, tuple(regions))


def _score_region(
    plan: Plan, region: Region, people: Columns, known: Known, who: Indices
) -> RegionScores:
    of_region = plan.regions[region]
    some = people.take(who)
    entered = enter(of_region.factors, some, known.evidence[:, who])
    conditions, causes = _probabilities(of_region, entered)
    alarm, lift = alarms(of_region.dangers, some, entered)
    grave = len(of_region.danger_at)  # what is not for us to plan for comes after them
    is_sign = lift[:, grave:] >= plan.kb.settings.least_lift
    told = alarm[:, grave:] >= ELSEWHERE
    elsewhere = (is_sign & told).sum(axis=1) > 0
    alarm, lift = alarm[:, :grave], lift[:, :grave]
    asks_for = _asked_for(plan.kb, of_region, alarm, lift)
    return RegionScores(of_region, who, conditions, causes, alarm, asks_for, elsewhere)


def _probabilities(plan: RegionPlan, entered: Entered) -> tuple[Numbers, Numbers]:
    """Return (N, C) of conditions and (N, K) of causes, as `network.points` has them."""
    by_network, none = solve(plan.solver, entered)
    conditions = np.zeros((len(by_network), len(plan.conditions)))
    conditions[:, plan.from_network] = by_network
    nothing = none[:, 0]
    conditions[:, plan.unexplained] += nothing
    causes = np.zeros((len(by_network), len(plan.causes)))
    into, of = plan.singles
    causes[:, into] = conditions[:, of]
    for place, row, holds_rest in plan.groups:
        causes[:, place] = 1.0 - none[:, row] + (nothing if holds_rest else 0.0)
    return conditions, causes


def _asked_for(kb: KnowledgeBase, plan: RegionPlan, alarm: Numbers, lift: Numbers) -> Urgencies:
    """Return the action that each alarm asks for (N, D), as `network.asked_for` has it."""
    asks = np.zeros(alarm.shape, dtype=np.int8)
    is_sign = lift >= kb.settings.least_lift
    for d, c in enumerate(plan.danger_at):
        urgency = kb.conditions[plan.conditions[c]].urgency
        for t in kb.settings.action_thresholds:
            if t.condition_urgency is urgency:
                asked = is_sign[:, d] & (alarm[:, d] >= t.at_least)
                asks[asked, d] = np.maximum(asks[asked, d], t.action)
    return asks
