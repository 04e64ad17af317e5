"""What a day of the diary asks for: to hold, to step down, to turn, or to let somebody look.

Pain is compared with the usual pain: the middle of the fourteen days before. Today's own pain
is never part of it, so that a worse day can not make room for more.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from statistics import median_low

from lumbago.body import GROUPS, name_of
from lumbago.diary import DiaryEntry, Felt, Settled, Spread
from lumbago.knowledge import Direction, KnowledgeBase, Purpose
from lumbago.plan import CarePlan
from lumbago.programme.fitting import leaning
from lumbago.programme.selection import Ease, Piece, candidates, select
from lumbago.programme.state import (
    USUAL_DAYS,
    State,
    lowered,
    noted,
    number,
    parted,
    stopped,
)

_NERVE = {"lumbar_radiculopathy", "lumbar_disc_herniation", "chronic_radicular_pain",
          "cervical_radiculopathy"}  # fmt: skip
"""Causes in which the pain of a leg or arm leads."""

_LIMBS = {*GROUPS["leg"], *GROUPS["arm"]} - {"buttock", "outer_hip", "groin", "shoulder"}


def responded(
    kb: KnowledgeBase, plan: CarePlan, state: State, entry: DiaryEntry, known: float | None
) -> State:
    """Return the state after all that a day asks for; of two rules the more cautious wins.

    `known`: the usual pain. Where nobody knows it yet, a rise is counted from none, but for a
    flare: that is more pain than usual, and a first number is not.
    """
    usual = known or 0.0
    state = _spread(kb, plan, state, entry, usual)
    if state.flare is not None or known is not None:
        state = _flared(kb, plan, state, entry, usual)
    state = _hurt(kb, plan, state, entry)
    state = _stepped_down(kb, state, entry, usual)
    state = _settled(kb, state, entry, usual)
    state = _limb(kb, plan, state, entry)
    state = _slept(kb, state, entry)
    state = _worse_over_weeks(kb, state, entry)
    return _skipped(kb, state, entry)


def is_nerve(plan: CarePlan) -> bool:
    """Whether the pain of a leg or arm leads."""
    return bool({t.condition for t in plan.targets} & _NERVE)


def _spread(
    kb: KnowledgeBase, plan: CarePlan, state: State, entry: DiaryEntry, usual: float
) -> State:
    """Leave a direction out when symptoms of a limb move down, and offer the other one."""
    if _centralises(kb, plan, entry, usual):
        return noted(kb, state, entry.day, "keep", "tl_centralises")
    if entry.spread is not Spread.DOWN:
        return state
    bends = {Direction.FLEXION, Direction.EXTENSION}
    lean, _ = leaning(kb, plan)
    free = bends - state.blocked
    is_first = lean is not None and lean in free
    blocked = (state.blocked - bends) | {lean} if is_first and lean else state.blocked | bends
    kept = tuple(p for p in state.pieces if kb.exercises[p.exercise].direction not in blocked)
    dropped = [p.exercise for p in state.pieces if p not in kept]
    pieces = select(kb, plan, state.stage, state.ease, blocked, kept, without=state.left)
    state = replace(state, blocked=blocked, pieces=pieces[: len(state.pieces)], screen=True)
    for exercise in dropped:
        state = noted(kb, state, entry.day, "change", "tl_spread_down", exercise)
    return noted(kb, stopped(state), entry.day, "hold", "tl_spread_down")


def _centralises(kb: KnowledgeBase, plan: CarePlan, entry: DiaryEntry, usual: float) -> bool:
    """Whether pain of a limb draws back toward the spine, and the back hurts little more."""
    most = usual + number(kb, "tl_centralises", "rise_most")
    return entry.spread is Spread.UP and is_nerve(plan) and (entry.pain_now or 0.0) <= most


def _flared(
    kb: KnowledgeBase, plan: CarePlan, state: State, entry: DiaryEntry, usual: float
) -> State:
    """Begin, go on with, or end a flare: half the amounts, then back in three sessions."""
    pain, day = entry.pain_now, entry.day
    if state.flare is None:
        is_more = pain is not None and pain >= usual + number(kb, "flare_define", "rise_least")
        if not is_more or _centralises(kb, plan, entry, usual):
            return state
        days = int(number(kb, "flare_dose", "days"))
        state = parted(state, "flare_dose", *[number(kb, "flare_dose", "share")] * days)
        state = replace(state, flare=day, flare_usual=usual, calm=0)
        return noted(kb, state, day, "down", "flare_define")
    lasted = (day - state.flare).days
    if lasted > number(kb, "flare_long", "days_above"):
        state = replace(state, ask="flare_long")
    if pain is None:
        return state
    is_calm = pain <= state.flare_usual + number(kb, "flare_end", "rise_most")
    state = replace(state, calm=state.calm + 1 if is_calm else 0)
    if state.calm < number(kb, "flare_end", "days"):
        return parted(state, "flare_dose", *[number(kb, "flare_dose", "share")] * 3)
    parts = (number(kb, "flare_end", "first"), number(kb, "flare_end", "second"))
    ask = "" if state.ask == "flare_long" else state.ask
    state = replace(state, flare=None, calm=0, ask=ask, shares=())
    return noted(kb, parted(state, "flare_end", *parts), day, "hold", "flare_end")


def _hurt(kb: KnowledgeBase, plan: CarePlan, state: State, entry: DiaryEntry) -> State:
    """Ease each exercise that hurt, or was too hard, by itself; all of them when most did."""
    # An old diary may name an exercise that the knowledge no longer has.
    told = {id: felt for id, felt in entry.exercises.items() if id in kb.exercises}
    hurt = [id for id, felt in told.items() if is_too_much(kb, id, felt)]
    uneasy = {id for id, felt in told.items() if not went_well(kb, felt)}
    pieces = tuple(replace(p, good=0) if p.exercise in uneasy else p for p in state.pieces)
    state = replace(state, pieces=pieces)
    for id in hurt:
        state = _eased(kb, plan, state, entry.day, id)
    if len(hurt) < number(kb, "pain_everywhere", "moves_least"):
        return replace(state, everywhere=0) if entry.done else state
    state = lowered(kb, state, entry.day, "pain_everywhere")
    state = replace(state, everywhere=state.everywhere + 1, screen=True)
    return replace(state, ask="pain_everywhere") if state.everywhere > 1 else state


def is_too_much(kb: KnowledgeBase, id: str, felt: Felt) -> bool:
    """Whether one exercise hurt, pulled or strained too much."""
    is_stretch = kb.exercises[id].purposes[0] is Purpose.FLEXIBILITY
    red = number(kb, "tl_red_during", "pain_above")
    most = number(kb, "stretch_intensity", "pain_above") if is_stretch else red
    return (felt.pain or 0.0) > most or (felt.effort or 0.0) >= number(
        kb, "rpe_too_hard", "effort_least"
    )


def went_well(kb: KnowledgeBase, felt: Felt) -> bool:
    """Whether nothing that was told of one exercise asks to hold it."""
    is_green = (felt.pain or 0.0) <= number(kb, "tl_green_during", "pain_most")
    return is_green and (felt.effort or 0.0) <= number(kb, "rpe_hard_hold", "effort_above")


def _eased(kb: KnowledgeBase, plan: CarePlan, state: State, day: date, id: str) -> State:
    """Step one exercise down; from its lowest step go over to an easier one, or leave it out."""
    is_stretch = kb.exercises[id].purposes[0] is Purpose.FLEXIBILITY
    rule = "stretch_intensity" if is_stretch else "one_move_hurt"
    piece = next((p for p in state.pieces if p.exercise == id), None)
    if piece is not None and piece.step > 0:
        lower = replace(piece, step=piece.step - 1, good=0)
        pieces = tuple(lower if p is piece else p for p in state.pieces)
        return noted(kb, replace(state, pieces=pieces), day, "down", rule, id)
    left = state.left | {id}
    rest = tuple(p for p in state.pieces if p is not piece)
    if piece is not None:
        taken = {p.exercise for p in rest} | left
        may = {e.id for e in candidates(kb, plan, state.stage, state.ease, state.blocked)} - taken
        easier = next((e for e in kb.exercises[id].easier if e in may), None)
        if easier is not None:
            new = Piece(easier, piece.slot, 0, piece.raises, (kb.progression[rule],))
            rest = tuple(new if p is piece else p for p in state.pieces)
    state = replace(state, pieces=rest, left=left)
    return noted(kb, state, day, "change", rule, id)


def _stepped_down(kb: KnowledgeBase, state: State, entry: DiaryEntry, usual: float) -> State:
    """Step down, halve or hold after a session that was too much."""
    day, after, morning = entry.day, entry.pain_after, entry.pain_next_morning
    is_sore = morning is not None and morning >= usual + number(kb, "morning_rule", "rise_least")
    sore = state.sore + 1 if is_sore else state.sore if morning is None else 0
    dizzy = state.dizzy if entry.light_headed is None else 0
    state = replace(state, sore=sore, dizzy=state.dizzy + 1 if entry.light_headed else dizzy)
    if state.dizzy >= number(kb, "tl_dizzy", "times"):
        state = replace(state, ask="tl_dizzy")
    red = number(kb, "tl_red_during", "pain_above")
    if entry.pain_during is not None and entry.pain_during > red:
        state = _red(kb, state, entry)
    elif entry.effort is not None and entry.effort >= number(kb, "rpe_too_hard", "effort_least"):
        state = lowered(kb, state, day, "rpe_too_hard")
    elif is_sore and sore >= number(kb, "morning_rule", "times"):
        state = lowered(kb, state, day, "morning_rule")
    jump = after is not None and after > usual + number(kb, "after_settles_24h", "rise_above")
    if is_sore and jump:
        state = parted(state, "after_lasts_48h", number(kb, "after_lasts_48h", "share"))
        state = noted(kb, state, day, "down", "after_lasts_48h")
    for rule in _holds(kb, state, entry, usual, is_sore=is_sore, jump=jump):
        state = noted(kb, stopped(state), day, "hold", rule)
        break
    return state


def _red(kb: KnowledgeBase, state: State, entry: DiaryEntry) -> State:
    """Step down after strong pain, and say what it means where the day began with much of it."""
    now, during = entry.pain_now, entry.pain_during or 0.0
    rule = kb.progression["tl_red_high_baseline"].numbers
    if now is None or now < rule["pain_least"]:
        return lowered(kb, state, entry.day, "tl_red_during")
    if during - now < rule["rise_least"]:
        return lowered(kb, state, entry.day, "tl_hold_high_baseline")
    state = lowered(kb, state, entry.day, "tl_red_high_baseline")
    return replace(state, screen=True)


def bearable(kb: KnowledgeBase, usual: float) -> float:
    """Return the most pain in a session that still counts as well: green, or amber as usual.

    Amber is to go on with care, and whoever has some pain each day would never grow without it.
    """
    amber = min(usual + 1, number(kb, "tl_amber_during", "pain_most"))
    return max(number(kb, "tl_green_during", "pain_most"), amber)


def _holds(
    kb: KnowledgeBase,
    state: State,
    entry: DiaryEntry,
    usual: float,
    *,
    is_sore: bool,
    jump: bool,
) -> Iterator[str]:
    """Yield the rules by which nothing is raised; the first is the one that is told."""
    for holds, rule in (
        (is_sore, "morning_rule"),
        (jump, "after_settles_24h"),
        ((entry.pain_during or 0) > bearable(kb, usual), "tl_amber_during"),
        ((entry.effort or 0) > number(kb, "rpe_hard_hold", "effort_above"), "rpe_hard_hold"),
        (entry.light_headed is True, "tl_dizzy"),
        (_is_mid_flare(kb, state, entry.day), "flare_mid"),
    ):
        if holds:
            yield rule


def _is_mid_flare(kb: KnowledgeBase, state: State, day: date) -> bool:
    """Whether a flare has lasted for some days, and that was not said of late."""
    rule = kb.progression["flare_mid"].numbers
    if state.flare is None or (day - state.flare).days <= rule["days_above"]:
        return False
    said = [d.day for d in state.decisions if d.rule.id == "flare_mid" and d.day > state.flare]
    return not said or (day - said[-1]).days >= rule["ask_every"]


def _settled(kb: KnowledgeBase, state: State, entry: DiaryEntry, usual: float) -> State:
    """Halve the next session, or go back for a week, by how long pain took to settle."""
    day, slow = entry.day, entry.settled in {Settled.TWO_DAYS, Settled.LONGER}
    worse = [p for p in (entry.pain_during, entry.pain_after) if p is not None]
    rise = max(worse, default=0.0) - (usual if entry.pain_now is None else entry.pain_now)
    if slow and rise >= number(kb, "irritable", "rise_least"):
        state = replace(state, stirred=True)
    elif entry.settled is Settled.DAY:
        state = replace(state, stirred=False)
    if entry.settled is Settled.TWO_DAYS:
        state = parted(state, "after_lasts_48h", number(kb, "after_lasts_48h", "share"))
        return noted(kb, state, day, "down", "after_lasts_48h")
    if entry.settled is Settled.LONGER:
        days = int(number(kb, "after_lasts_72h", "days"))
        state = lowered(kb, state, day, "after_lasts_72h")
        return replace(state, quiet=day + timedelta(days=days))
    if entry.muscle_sore and not slow:
        return noted(kb, state, day, "keep", "doms_ok")
    return state


def _limb(kb: KnowledgeBase, plan: CarePlan, state: State, entry: DiaryEntry) -> State:
    """Ease what may have stirred a leg or arm: what was raised last, when its pain has risen."""
    now = _limb_pain(entry)
    if now is None:
        return state
    recent = [p for d, p in state.limbs if (entry.day - d).days <= USUAL_DAYS]
    state = replace(state, limbs=(*state.limbs, (entry.day, now)))
    least = number(kb, "leg_pain_rule", "rise_least")
    if not is_nerve(plan) or not recent or now < median_low(recent) + least:
        return state
    raised = [d.exercise for d in state.decisions if d.move == "up"]
    there = {p.exercise for p in state.pieces}
    suspect = next((id for id in reversed(raised) if id in there), "")
    pieces = tuple(
        replace(p, step=max(0, p.step - 1)) if p.exercise == suspect else p for p in state.pieces
    )
    state = stopped(replace(state, pieces=pieces))
    return noted(kb, state, entry.day, "down" if suspect else "hold", "leg_pain_rule", suspect)


def _limb_pain(entry: DiaryEntry) -> float | None:
    """Return the worst pain now in a leg or an arm; None where none was told."""
    told = [
        s.now for place, s in entry.sites.items() if name_of(place) in _LIMBS and s.now is not None
    ]
    return max(told, default=None)


def _worse_over_weeks(kb: KnowledgeBase, state: State, entry: DiaryEntry) -> State:
    """Let somebody look when the usual pain has crept up since the beginning, without a flare."""
    rule = kb.progression["worse_over_weeks"].numbers
    first = state.pains[0][0] if state.pains else entry.day
    begun = [p for d, p in state.pains if (d - first).days < USUAL_DAYS]
    now = [p for d, p in state.pains if (entry.day - d).days < USUAL_DAYS]
    now += [] if entry.pain_now is None else [entry.pain_now]
    is_new = (entry.day - first).days < rule["weeks_least"] * 7
    if is_new or min(len(begun), len(now)) < rule["entries_least"]:
        return state
    if median_low(now) >= median_low(begun) + rule["rise_least"]:
        return replace(state, ask=state.ask or "worse_over_weeks")
    return replace(state, ask="") if state.ask == "worse_over_weeks" else state


def _slept(kb: KnowledgeBase, state: State, entry: DiaryEntry) -> State:
    """Make the session of a day after a bad night a light one."""
    rule = kb.progression["sleep_low"].numbers
    hours, quality = entry.sleep_hours, entry.sleep_quality
    is_short = hours is not None and hours < rule["hours_below"]
    is_bad = is_short or (quality is not None and quality <= rule["quality_most"])
    if not is_bad:
        return state
    return noted(kb, replace(state, tired=entry.day), entry.day, "keep", "sleep_low")


def _skipped(kb: KnowledgeBase, state: State, entry: DiaryEntry) -> State:
    """Count sessions that were left out; after two in a row the next one is tiny."""
    if entry.done is None:
        return state
    skipped = 0 if entry.done else state.skipped + 1
    state = replace(state, skipped=skipped)
    if skipped == number(kb, "skip_two", "in_a_row"):
        return noted(kb, stopped(state), entry.day, "down", "skip_two")
    return state


def is_good(kb: KnowledgeBase, state: State, entry: DiaryEntry, usual: float) -> bool:
    """Whether a session went well; what is not known never counts as well."""
    told = (entry.pain_now, entry.pain_during, entry.pain_after, entry.pain_next_morning)
    if entry.done is not True or entry.effort is None or any(p is None for p in told):
        return False
    now, during, after, morning = (p or 0.0 for p in told)
    return (
        state.flare is None
        and entry.settled in {None, Settled.DAY}
        and now <= usual + 1
        and during <= bearable(kb, usual)
        and after <= usual + number(kb, "after_ok", "rise_after_most")
        and morning < usual + number(kb, "after_ok", "rise_morning_below")
        and (entry.pain_worst or 0.0) < number(kb, "tl_too_sore_to_start", "pain_least")
        and now < number(kb, Ease.EASY, "pain_least")
    )
