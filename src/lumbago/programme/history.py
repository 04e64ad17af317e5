"""A diary, read day by day → how far the exercises have come, and why each one went up or down.

What a day asks for is in `responses`, what it allows in `growth`. The whole diary is read each
time, so that nothing hangs on what was made in between.
"""

from dataclasses import replace
from datetime import date, timedelta

from lumbago.diary import DiaryEntry
from lumbago.knowledge import KnowledgeBase
from lumbago.plan import CarePlan
from lumbago.programme.fitting import leaning
from lumbago.programme.growth import (
    changed_at_a_plateau,
    counted,
    graduated,
    grown,
    opened,
    total,
)
from lumbago.programme.responses import is_good, responded
from lumbago.programme.selection import (
    Ease,
    days_of_pain,
    ease_of,
    is_irritable,
    pain_now,
    select,
    stage_after,
)
from lumbago.programme.state import (
    KEEP,
    Decision,
    State,
    lowered,
    noted,
    number,
    parted,
    usual_pain,
    worst,
)
from lumbago.programme.weeks import offsets

__all__ = ["Decision", "State", "after_day", "begin", "missed"]


def begin(kb: KnowledgeBase, plan: CarePlan) -> State:
    """Return where a programme begins."""
    stage = stage_after(kb, days_of_pain(kb, plan))
    ease = ease_of(kb, plan, pain_now(kb, plan), stirred=is_irritable(kb, plan))
    _, blocked = leaning(kb, plan)
    pieces = select(kb, plan, stage, ease, blocked)
    return State(stage=stage, ease=ease, pieces=pieces, blocked=blocked)


def after_day(
    kb: KnowledgeBase, plan: CarePlan, start: date, state: State, entry: DiaryEntry
) -> State:
    """Return where a person stands after one day; the most cautious rule wins."""
    known = usual_pain(kb, plan, state, entry.day)
    usual, before = known or 0.0, state
    state = missed(kb, plan, replace(state, screen=False), start, entry.day)
    state = responded(kb, plan, state, entry, known)
    new = state.decisions[len(before.decisions) :]
    is_held = any(d.move not in KEEP and not d.exercise for d in new)
    state = _agreed(kb, state, entry, is_held=is_held)
    state = _done(
        kb, before, state, entry, was_good=is_good(kb, state, entry, usual) and not is_held
    )
    state = graduated(kb, state, entry)
    if (minutes := total(kb, state.pieces)) > 0:
        state = replace(state, totals=(*state.totals[-40:], (entry.day, minutes)))
    state = grown(kb, plan, start, state, entry)
    state = _eased(kb, plan, state, entry)
    if entry.pain_now is not None:
        state = replace(state, pains=(*state.pains, (entry.day, entry.pain_now)))
    state = changed_at_a_plateau(kb, plan, state, entry)
    return opened(kb, plan, state, entry)


def _agreed(kb: KnowledgeBase, state: State, entry: DiaryEntry, *, is_held: bool) -> State:
    """Say so when one score asks for more, and another for less: the safest step is taken."""
    easy = number(kb, "rpe_too_easy", "effort_below")
    wants_more = bool(entry.done) and entry.effort is not None and entry.effort < easy
    return (
        noted(kb, state, entry.day, "hold", "order_of_actions") if wants_more and is_held else state
    )


def _done(
    kb: KnowledgeBase, before: State, state: State, entry: DiaryEntry, *, was_good: bool
) -> State:
    """Count a session that was done or left out, and use up the part that it was given."""
    if entry.done is not None:
        state = replace(state, tried=(*state.tried, (entry.day, entry.done)))
    state = counted(kb, state, entry, was_good=was_good)
    if not entry.done:
        return state
    state = replace(state, last_done=entry.day)
    if state.flare is None and state.shares == before.shares:
        state = replace(state, shares=state.shares[1:])
    return state


def _eased(kb: KnowledgeBase, plan: CarePlan, state: State, entry: DiaryEntry) -> State:
    """Set how easy the next sessions are, by the pain of the day and by how it settles."""
    if state.everywhere:
        return replace(state, ease=Ease.VERY_EASY)
    if (pain := worst(entry)) is None:
        return state
    if pain >= number(kb, Ease.VERY_EASY, "pain_least"):
        state = replace(state, screen=True)
    is_fresh = not any(d.move == "up" for d in state.decisions)
    stirred = state.stirred or state.sore > 0 or (is_fresh and is_irritable(kb, plan))
    return replace(state, ease=ease_of(kb, plan, pain, stirred=stirred))


def missed(kb: KnowledgeBase, plan: CarePlan, state: State, start: date, day: date) -> State:
    """Step back after days on which a session was due and not done."""
    since = state.last_done
    due = start + timedelta(days=1) if since is None else _due(kb, plan, state, start, since)
    days = (day - due).days
    if days < 1:
        return state
    rule = "missed_15_plus"
    for name in ("missed_1_3", "missed_4_14"):
        if days <= number(kb, name, "days_most"):
            rule = name
            break
    since = since or start - timedelta(days=1)
    if any(d.rule.id == rule and d.day > since for d in state.decisions):
        return state  # it was taken into account on an earlier day of the same gap
    if rule == "missed_1_3":
        return noted(kb, state, day, "keep", rule)
    if rule == "missed_4_14":
        part, count = number(kb, rule, "share"), int(number(kb, rule, "sessions"))
        return noted(kb, parted(state, rule, *[part] * count), day, "down", rule)
    state = lowered(kb, state, day, rule, int(number(kb, rule, "steps")))
    return replace(state, screen=True)


def _due(kb: KnowledgeBase, plan: CarePlan, state: State, start: date, done: date) -> date:
    """Return the day on which the next session was due after one that was done."""
    days = offsets(kb, plan, state.stage)
    return next(
        day
        for day in (done + timedelta(days=n) for n in range(1, 9))
        if (day - start).days % 7 in days
    )
