"""A diary that goes well → one step up of one thing, another exercise, or prevention.

An exercise is ready after three good sessions of its own in a row. On one day at most one thing
is raised, and within a week all of them together by at most a fifth.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from statistics import median_low

from lumbago.diary import DiaryEntry
from lumbago.knowledge import KnowledgeBase, Purpose
from lumbago.plan import CarePlan
from lumbago.programme.dose import Variable, amounts, changed, minutes_of
from lumbago.programme.fitting import is_loaded
from lumbago.programme.responses import went_well
from lumbago.programme.selection import (
    SLOTS,
    WALK,
    Ease,
    Piece,
    Stage,
    days_of_pain,
    ease_of,
    harder_than,
    select,
    stage_after,
)
from lumbago.programme.state import USUAL_DAYS, Decision, State, noted, number, worst

TWISTS = frozenset({"seated_twist", "lying_twist"})


def counted(kb: KnowledgeBase, state: State, entry: DiaryEntry, *, was_good: bool) -> State:
    """Count a session for each exercise that was in it; force needs two days in between."""
    if not entry.done or entry.day == state.tired:
        return state
    if not was_good:
        return replace(
            state, pieces=tuple(replace(p, good=0) for p in state.pieces), good=0, easy=0
        )
    apart = timedelta(hours=number(kb, "rest_days", "hours_least"))

    def one(p: Piece) -> Piece:
        felt = entry.exercises.get(p.exercise)
        is_out = bool(entry.exercises) and felt is None
        is_soon = p.seen is not None and entry.day - p.seen < apart
        if is_out or (is_loaded(kb.exercises[p.exercise]) and is_soon):
            return p
        is_well = felt is None or went_well(kb, felt)
        return replace(p, good=p.good + 1 if is_well else 0, seen=entry.day)

    is_easy = (entry.effort or 0) < number(kb, "rpe_too_easy", "effort_below")
    return replace(
        state,
        pieces=tuple(one(p) for p in state.pieces),
        good=state.good + 1,
        easy=state.easy + 1 if is_easy else 0,
    )


def grown(kb: KnowledgeBase, plan: CarePlan, start: date, state: State, entry: DiaryEntry) -> State:
    """Raise one variable of one exercise, or add one exercise, or change one for a harder one."""
    state = replace(state, stage=_stage(kb, plan, start, state, entry.day))
    if not _may_grow(kb, start, state, entry):
        return state
    rule = _rule(kb, state)
    return (
        (_added(kb, plan, state, entry, rule) if rule else None)
        or _raised(kb, plan, state, entry, rule or "progress_criteria")
        or _made_harder(kb, plan, state, entry)
        or state
    )


def _stage(kb: KnowledgeBase, plan: CarePlan, start: date, state: State, day: date) -> Stage:
    """Return the stage that the time since the pain began allows; a good session opens it."""
    if state.stage is Stage.PREVENTION or state.good < number(
        kb, "progress_criteria", "good_sessions"
    ):
        return state.stage
    told = days_of_pain(kb, plan)
    days = (day - start).days if told is None else told + (day - plan.today).days
    return stage_after(kb, days)


def _may_grow(kb: KnowledgeBase, start: date, state: State, entry: DiaryEntry) -> bool:
    """Whether this is a day for a step up at all."""
    week = (entry.day - start).days // 7 + 1
    is_easy_week = week % int(number(kb, "deload", "every_weeks")) == 0
    is_quiet = state.quiet is not None and entry.day < state.quiet
    is_clear = all(went_well(kb, felt) for felt in entry.exercises.values())
    is_over = bool(entry.done) and state.good > 0 and entry.day != state.tired
    is_free = state.flare is None and not state.shares
    return is_over and is_clear and is_free and not is_easy_week and not is_quiet


def _rule(kb: KnowledgeBase, state: State) -> str:
    """Return the rule by which it is time for one more exercise; empty while it is not."""
    if state.good >= number(kb, "progress_criteria", "good_sessions"):
        return "progress_criteria"
    return "rpe_too_easy" if _is_too_easy(kb, state) else ""


def _is_too_easy(kb: KnowledgeBase, state: State) -> bool:
    return state.easy >= number(kb, "rpe_too_easy", "good_sessions")


def _is_ready(kb: KnowledgeBase, state: State, p: Piece, day: date) -> bool:
    """Whether an exercise went well often enough; a twist also waits for days to go by."""
    name = "rpe_too_easy" if _is_too_easy(kb, state) else "progress_criteria"
    is_slow = p.exercise in TWISTS and p.raised is not None
    wait = timedelta(days=number(kb, "twist_slow", "days_least"))
    is_soon = is_slow and p.raised is not None and day - p.raised < wait
    return p.good >= number(kb, name, "good_sessions") and not is_soon


def _added(
    kb: KnowledgeBase, plan: CarePlan, state: State, entry: DiaryEntry, rule: str
) -> State | None:
    """Add the best exercise for a place that is free."""
    if not _is_usual(kb, plan, state, entry):
        return None
    more = select(
        kb, plan, state.stage, state.ease, state.blocked, state.pieces, without=state.left
    )
    new = next((p for p in more if p not in state.pieces), None)
    if new is None:
        return None
    note = _note(kb, entry.day, rule, new)
    pieces = (*state.pieces, replace(new, since=entry.day))
    return replace(state, pieces=pieces, good=0, easy=0,
                   decisions=(*state.decisions, note))  # fmt: skip


def _is_usual(kb: KnowledgeBase, plan: CarePlan, state: State, entry: DiaryEntry) -> bool:
    return state.ease is Ease.USUAL and ease_of(kb, plan, worst(entry)) is Ease.USUAL


def _note(kb: KnowledgeBase, day: date, rule: str, new: Piece) -> Decision:
    amount = amounts(kb, new.exercise)[0]
    return Decision(day, "up", kb.progression[rule], new.exercise, Variable.EXERCISE, None, amount)


def _raised(
    kb: KnowledgeBase, plan: CarePlan, state: State, entry: DiaryEntry, rule: str
) -> State | None:
    """Raise the exercise that is ready and was raised least."""
    for piece in sorted(state.pieces, key=_turn):
        ladder = amounts(kb, piece.exercise)
        if not _is_ready(kb, state, piece, entry.day) or piece.slot is Purpose.RELAXATION:
            continue
        if piece.step + 1 >= len(ladder) or not _walks_on(kb, plan, state, piece):
            continue
        before, after = ladder[piece.step], ladder[piece.step + 1]
        variable = changed(before, after)[0]
        higher = replace(
            piece, step=piece.step + 1, raises=piece.raises + 1, good=0, raised=entry.day
        )
        pieces = tuple(higher if p is piece else p for p in state.pieces)
        if total(kb, pieces) > _bound(kb, state, entry.day):
            continue
        name = _kind(rule, piece, variable)
        note = Decision(
            entry.day, "up", kb.progression[name], piece.exercise, variable, before, after
        )
        return replace(state, easy=0, pieces=pieces, decisions=(*state.decisions, note))
    return None


def _turn(p: Piece) -> tuple[float, bool, str]:
    """Return what says whose turn it is: raised least; a walk has twice as far to go."""
    return p.raises / 2 if p.exercise == WALK else p.raises, p.exercise != WALK, p.exercise


def _kind(rule: str, piece: Piece, variable: Variable) -> str:
    """Return the rule that tells best why this is raised, and how."""
    if rule == "rpe_too_easy":
        return rule
    if piece.exercise in TWISTS:
        return "twist_slow"
    return "iso_hold_build" if variable is Variable.HOLD else "progress_criteria"


def _walks_on(kb: KnowledgeBase, plan: CarePlan, state: State, piece: Piece) -> bool:
    """Whether the next step of a walk lies within the stage and half of the minutes a day."""
    if piece.exercise != WALK:
        return True
    most = number(kb, state.stage, "walk_minutes_most")
    if plan.wishes.minutes_a_day is not None:
        most = min(most, plan.wishes.minutes_a_day // 2)
    return (amounts(kb, WALK)[piece.step + 1].minutes or 0) <= most


def total(kb: KnowledgeBase, pieces: tuple[Piece, ...]) -> float:
    """Return about how many minutes all exercises take."""
    return sum(minutes_of(kb.exercises[p.exercise], amounts(kb, p.exercise)[p.step])
               for p in pieces)  # fmt: skip


def _bound(kb: KnowledgeBase, state: State, day: date) -> float:
    """Return the most minutes after a step: a fifth more than a week ago, for what was there."""
    rule = kb.progression["progress_size"].numbers
    recent = [minutes for d, minutes in state.totals if (day - d).days < rule["days"]]
    now = total(kb, state.pieces)
    new = sum(total(kb, (p,)) for p in state.pieces if p.since and
              (day - p.since).days < rule["days"])  # fmt: skip
    return (min([now, *recent]) + new) * (1 + rule["volume_most"]) + 1e-9


def _made_harder(
    kb: KnowledgeBase, plan: CarePlan, state: State, entry: DiaryEntry
) -> State | None:
    """Go over to the harder exercise where one has come to the end of its amounts."""
    if not _is_usual(kb, plan, state, entry):
        return None
    taken = frozenset(p.exercise for p in state.pieces) | state.left
    for piece in sorted(state.pieces, key=lambda p: (p.raises, p.exercise)):
        is_done = piece.step + 1 >= len(amounts(kb, piece.exercise))
        if not is_done or not _is_ready(kb, state, piece, entry.day):
            continue
        new = harder_than(kb, plan, state.stage, piece, state.blocked, taken)
        if new is not None:
            note = _note(kb, entry.day, "progress_order", new)
            new = replace(new, since=entry.day)
            pieces = tuple(new if p is piece else p for p in state.pieces)
            return replace(state, easy=0, pieces=pieces, decisions=(*state.decisions, note))
    return None


def graduated(kb: KnowledgeBase, state: State, entry: DiaryEntry) -> State:
    """Go over to prevention after two weeks of little pain: to feel better is success."""
    rule = kb.progression["phase_prevention"].numbers
    pains = [*state.pains]
    if entry.pain_now is not None:
        pains.append((entry.day, entry.pain_now))
    recent = [p for d, p in pains if (entry.day - d).days <= rule["days"]]
    is_long = bool(pains) and (entry.day - pains[0][0]).days >= rule["days"]
    is_well = len(recent) >= rule["days"] / 2 and max(recent) <= rule["pain_most"]
    if state.stage is Stage.PREVENTION or not (is_long and is_well) or state.flare:
        return state
    if state.stage is Stage.EARLY:
        return state  # strength is built first
    state = replace(state, stage=Stage.PREVENTION, pieces=_to_keep(state.pieces))
    return noted(kb, state, entry.day, "change", "graduate")


def _to_keep(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return what goes on in prevention: the walk, and for each place what has come furthest."""
    free = [*SLOTS[Stage.PREVENTION], Purpose.AEROBIC]
    kept = []
    for piece in sorted(pieces, key=lambda p: (-p.raises, p.exercise)):
        if piece.slot in free:
            free.remove(piece.slot)
            kept.append(piece)
    return tuple(p for p in pieces if p in kept)


def changed_at_a_plateau(
    kb: KnowledgeBase, plan: CarePlan, state: State, entry: DiaryEntry
) -> State:
    """Swap exercises when four weeks of sessions changed nothing; each swap waits as long again."""
    rule = kb.progression["plateau"].numbers
    days = int(rule["weeks_least"] * 7)
    swapped = [d.day for d in state.decisions if d.rule.id == "plateau"]
    if state.flare is not None or (swapped and (entry.day - swapped[-1]).days < days):
        return state

    def usual(first: int, last: int) -> list[float]:
        return [p for d, p in state.pains if first <= (entry.day - d).days < last]

    before, now = usual(days, days + USUAL_DAYS), usual(0, USUAL_DAYS)
    recent = [done for d, done in state.tried if (entry.day - d).days < days]
    if min(len(before), len(now), len(recent)) < rule["entries_least"]:
        return state
    change = median_low(before) - median_low(now)
    is_well = median_low(now) <= number(kb, "phase_prevention", "pain_most")
    if change >= rule["change_below"] or is_well or sum(recent) / len(recent) < rule["done_least"]:
        return state
    others = [p for p in state.pieces if p.exercise != WALK and p.slot is not Purpose.RELAXATION]
    out = sorted(others, key=lambda p: (-p.raises, p.exercise))[: int(rule["swaps"])]
    left = state.left | {p.exercise for p in out}
    kept = tuple(p for p in state.pieces if p not in out)
    pieces = select(kb, plan, state.stage, state.ease, state.blocked, kept, without=left)
    state = replace(state, pieces=pieces[: len(state.pieces)], good=0, easy=0, left=left)
    return noted(kb, state, entry.day, "change", "plateau")


def opened(kb: KnowledgeBase, plan: CarePlan, state: State, entry: DiaryEntry) -> State:
    """Say once that heavier work, running or contact can begin, for whoever wants it."""
    said = {d.rule.id for d in state.decisions}
    for rule in _open(kb, plan, state, entry):
        if rule not in said:
            state = noted(kb, state, entry.day, "ready", rule)
    return state


def _open(kb: KnowledgeBase, plan: CarePlan, state: State, entry: DiaryEntry) -> Iterator[str]:
    pain, wants = entry.pain_now, plan.wishes.facts
    if not entry.done or pain is None or state.flare is not None or not state.good:
        return
    lifted = any(p.raises and is_loaded(kb.exercises[p.exercise]) for p in state.pieces)
    works = wants.get("wants_work") or wants.get("heavy_job")
    if works and lifted and pain <= number(kb, "work_lift", "pain_most"):
        yield "work_lift"
    if not wants.get("wants_sport"):
        return
    run = kb.progression["return_run"].numbers
    walked = max((amounts(kb, WALK)[p.step].minutes or 0 for p in state.pieces
                  if p.exercise == WALK), default=0)  # fmt: skip
    legs = [p for d, p in state.limbs if (entry.day - d).days <= USUAL_DAYS]
    if walked >= run["minutes_least"] and pain <= run["pain_most"] and not any(legs):
        yield "return_run"
        if state.stage is Stage.PREVENTION and lifted:
            yield "return_contact_sport"
