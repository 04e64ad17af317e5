"""How much of an exercise: a ladder of small amounts, each one variable above the one before.

Sets are never raised: one set more at a time would be a leap. A step adds at most a fifth.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from lumbago.knowledge import Exercise, KnowledgeBase


class Variable(StrEnum):
    """What a step up changes: one of these, and only one."""

    REPS = "reps"
    HOLD = "hold"
    MINUTES = "minutes"
    EXERCISE = "exercise"  # one more exercise, at its lowest amount


@dataclass(frozen=True, slots=True)
class Amount:
    """How much to do at one go: sets of repetitions with a hold in seconds, or minutes."""

    sets: int
    reps: int | None
    hold_s: float | None
    minutes: float | None

    @property
    def volume(self) -> float:
        """What one go adds up to: minutes, or seconds of holding, or repetitions."""
        if self.minutes is not None:
            return self.minutes
        return self.sets * (self.reps or 1) * (self.hold_s or 1.0)


@lru_cache(maxsize=512)
def amounts(kb: KnowledgeBase, exercise: str) -> tuple[Amount, ...]:
    """Return the amounts of an exercise, the lowest first, up to the most that its ladder has."""
    e, rules = kb.exercises[exercise], kb.progression
    most = rules["progress_size"].numbers["volume_most"]
    walk = rules["walking"].numbers["minutes_most"]
    found = [_lowest(e)]
    top = _highest(e, walk, rules["plank_limit"].numbers["hold_s_most"])
    while (after := _next(found[-1], top, most)) is not None:
        found.append(after)
    return tuple(found)


def changed(before: Amount, after: Amount) -> tuple[Variable, ...]:
    """Return which variables are higher in the second amount."""
    pairs = (
        (Variable.REPS, before.reps, after.reps),
        (Variable.HOLD, before.hold_s, after.hold_s),
        (Variable.MINUTES, before.minutes, after.minutes),
    )
    return tuple(name for name, old, new in pairs if (new or 0) > (old or 0))


def scaled(amount: Amount, share: float) -> Amount:
    """Return a part of an amount, at least one repetition and one minute; never more of it."""
    if share >= 1:
        return amount
    if amount.minutes is not None:
        return replace(amount, minutes=min(amount.minutes, max(1.0, int(amount.minutes * share))))
    if amount.reps and amount.reps > 1:
        return replace(amount, reps=max(1, int(amount.reps * share)))
    if amount.hold_s:
        return replace(amount, hold_s=max(1.0, int(amount.hold_s * share)))
    return amount


def minutes_of(e: Exercise, amount: Amount) -> float:
    """Return about how many minutes it takes, with rests and both sides."""
    if amount.minutes is not None:
        return amount.minutes
    d = e.dose
    moving = 4.0 + (amount.hold_s or 0.0)
    if d.tempo and not amount.hold_s:
        moving = sum(d.tempo)
    work = amount.sets * (amount.reps or 1) * moving * (2 if d.per_side else 1)
    return (work + (d.rest_s or 0.0) * (amount.sets - 1)) / 60


def _lowest(e: Exercise) -> Amount:
    d = e.dose
    if d.minutes is not None:
        return Amount(1, None, None, d.minutes[0])
    counted = [r for r in e.ladder if r.reps is not None]
    reps = min((r.reps for r in counted if r.reps), default=d.reps or 1)
    holds = [h for h in (d.hold_s, *(r.hold_s for r in counted)) if h]
    sets = min((r.sets for r in counted if r.sets), default=d.sets)
    return Amount(min(sets, d.sets), min(reps, d.reps or reps), min(holds) if holds else None, None)


def _highest(e: Exercise, walk: float, longest: float) -> Amount:
    d = e.dose
    if d.minutes is not None:
        rungs = (r.minutes for r in e.ladder if r.minutes)
        return Amount(1, None, None, walk if e.id == "walking" else max(d.minutes[1], *rungs, 0))
    reps = max([d.reps or 1, *(r.reps for r in e.ladder if r.reps)])
    holds = [h for h in (d.hold_s, *(r.hold_s for r in e.ladder)) if h]
    return Amount(d.sets, reps, min(max(holds), longest) if holds else None, None)


def _next(a: Amount, top: Amount, most: float) -> Amount | None:
    """Return the next amount: repetitions first, then seconds, one of them by at most `most`."""
    if a.minutes is not None:
        step = float(int(a.minutes * most)) or max(0.5, int(a.minutes * most * 2) / 2)
        after = min(a.minutes + step, top.minutes or 0)
        return replace(a, minutes=after) if a.minutes < after <= a.minutes * (1 + most) else None
    if a.reps and a.reps < (top.reps or 0) and 1 / a.reps <= most:
        return replace(a, reps=a.reps + 1)
    if a.hold_s and a.hold_s < (top.hold_s or 0) and 1 / a.hold_s <= most:
        step = max(1, int(min(5.0, a.hold_s * most)))
        return replace(a, hold_s=min(a.hold_s + step, top.hold_s or 0))
    return None
