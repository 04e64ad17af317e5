"""Places of a programme that stay empty, and why: so that nobody takes it for a mistake."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lumbago.knowledge import Direction, KnowledgeBase, ProgressionRule, Purpose
from lumbago.plan import CarePlan, Fit
from lumbago.programme.selection import EASY_SLOTS, SETTLED, SLOTS, select
from lumbago.programme.state import State

_ANY = frozenset(Fit)


@dataclass(frozen=True, slots=True)
class Gap:
    """A place that stays empty, and the rule that says why."""

    slot: Purpose
    rule: ProgressionRule


def gaps(kb: KnowledgeBase, plan: CarePlan, state: State) -> Iterator[Gap]:
    """Yield each place that is empty with the first thing that would fill it."""
    for slot in _empty(state, [p.slot for p in state.pieces]):
        yield Gap(slot, kb.progression[_why(kb, plan, state, slot)])


def _empty(state: State, filled: list[Purpose]) -> list[Purpose]:
    """Return the places that are not filled, the walk with them."""
    wanted = [*EASY_SLOTS.get(state.ease, SLOTS[state.stage]), Purpose.AEROBIC]
    for slot in filled:
        if slot in wanted:
            wanted.remove(slot)
    return wanted


def _why(kb: KnowledgeBase, plan: CarePlan, state: State, slot: Purpose) -> str:
    """Return the rule that tells why a place is empty: what would have to be otherwise."""
    either = SETTLED | {Fit.CHECK_FIRST}
    low = replace(plan, wishes=replace(plan.wishes, floor=True))
    all_things = frozenset(kb.equipment)
    rich = replace(low, wishes=replace(low.wishes, equipment=all_things))
    tries: tuple[tuple[str, CarePlan, frozenset[Fit], frozenset[Direction]], ...] = (
        ("empty_ask", plan, either, state.blocked),
        ("empty_floor", low, SETTLED, state.blocked),
        ("empty_things", rich, SETTLED, state.blocked),
        ("empty_direction", rich, SETTLED, frozenset()),
        ("empty_safety", rich, _ANY, frozenset()),
    )
    for rule, other, fits, blocked in tries:
        found = select(
            kb, other, state.stage, state.ease, blocked, state.pieces, fits=fits, without=state.left
        )
        if slot in [p.slot for p in found[len(state.pieces) :]]:
            return rule
    return "empty_none"
