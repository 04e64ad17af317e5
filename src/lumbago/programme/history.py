"""A diary, read day by day → how far the exercises have come, and why each one went up or down.

Pain is compared with the usual pain: the middle of the fourteen days before. Today's own pain
is never part of it, so that a worse day can not make room for more.
"""

from dataclasses import dataclass, replace
from datetime import date
from statistics import median_low

from lumbago.diary import DiaryEntry, Spread
from lumbago.knowledge import Direction, KnowledgeBase, ProgressionRule, Purpose
from lumbago.plan import CarePlan
from lumbago.programme.dose import Amount, Variable, amounts, changed
from lumbago.programme.fitting import leaning
from lumbago.programme.selection import (
    WALK,
    Ease,
    Piece,
    Stage,
    days_of_pain,
    ease_of,
    harder_than,
    is_irritable,
    pain_now,
    select,
    stage_after,
)

USUAL_DAYS = 14


@dataclass(frozen=True, slots=True)
class Decision:
    """One step up, hold or step down: on which day, of what, and by which rule.

    `exercise` is empty where it is for all of them; `variable` is set for a step up alone.
    """

    day: date
    move: str  # up, hold, down, change
    rule: ProgressionRule
    exercise: str = ""
    variable: Variable | None = None
    before: Amount | None = None
    after: Amount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far a person has come on one day.

    `good`: good sessions in a row. `sore`: sore mornings in a row. `flare`: the day on which a
    flare began, `flare_usual` the usual pain then, `calm`: quiet days since. `shares`: parts of
    the amounts for the next sessions. `ask`: the rule by which somebody must look first.
    `easy`: good sessions in a row that were too easy. `dizzy`: sessions in a row with a light
    head. `tried`: sessions that were done or left out. `left`: exercises that a plateau dropped.
    """

    stage: Stage
    ease: Ease
    pieces: tuple[Piece, ...]
    blocked: frozenset[Direction]
    good: int = 0
    sore: int = 0
    flare: date | None = None
    flare_usual: float = 0.0
    calm: int = 0
    skipped: int = 0
    shares: tuple[tuple[float, str], ...] = ()
    pains: tuple[tuple[date, float], ...] = ()
    last_done: date | None = None
    decisions: tuple[Decision, ...] = ()
    ask: str = ""
    easy: int = 0
    dizzy: int = 0
    tried: tuple[tuple[date, bool], ...] = ()
    left: frozenset[str] = frozenset()


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
    usual = _usual(kb, plan, state, entry.day)
    before = state
    state = missed(kb, state, start, entry.day)
    state = _spread(kb, plan, state, entry)
    state = _flared(kb, state, entry, usual)
    state = _stepped_down(kb, state, entry, usual)
    state = _skipped(kb, state, entry)
    is_good = _is_good(kb, state, entry, usual) and len(state.decisions) == len(before.decisions)
    if entry.done is not None:
        state = replace(state, tried=(*state.tried, (entry.day, entry.done)))
    if entry.done:
        is_easy = is_good and (entry.effort or 0) < _n(kb, "rpe_too_easy", "effort_below")
        state = replace(
            state,
            good=state.good + 1 if is_good else 0,
            easy=state.easy + 1 if is_easy else 0,
            last_done=entry.day,
        )
        if state.flare is None:
            was_there = state.shares == before.shares
            state = replace(state, shares=state.shares[1:] if was_there else state.shares)
    state = _graduated(kb, plan, state, entry)
    rule = _enough(kb, state)
    if rule and state.flare is None and not state.shares:
        state = _stepped_up(kb, plan, start, state, entry, rule)
    if (pain := _worst(entry)) is not None:
        is_fresh = not any(d.move == "up" for d in state.decisions)
        stirred = state.sore > 0 or (is_fresh and is_irritable(kb, plan))
        state = replace(state, ease=ease_of(kb, plan, pain, stirred=stirred))
    if entry.pain_now is not None:
        state = replace(state, pains=(*state.pains, (entry.day, entry.pain_now)))
    return _changed_at_a_plateau(kb, plan, state, entry)


def _enough(kb: KnowledgeBase, state: State) -> str:
    """Return the rule by which it is time for a step up; empty while it is not."""
    if state.good >= _n(kb, "progress_criteria", "good_sessions"):
        return "progress_criteria"
    return "rpe_too_easy" if state.easy >= _n(kb, "rpe_too_easy", "good_sessions") else ""


def _changed_at_a_plateau(
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
    is_well = median_low(now) <= _n(kb, "phase_prevention", "pain_most")
    if change >= rule["change_below"] or is_well or sum(recent) / len(recent) < rule["done_least"]:
        return state
    others = [p for p in state.pieces if p.exercise != WALK and p.slot is not Purpose.RELAXATION]
    out = sorted(others, key=lambda p: (-p.raises, p.exercise))[: int(rule["swaps"])]
    left = state.left | {p.exercise for p in out}
    kept = tuple(p for p in state.pieces if p not in out)
    pieces = select(kb, plan, state.stage, state.ease, state.blocked, kept, without=left)
    state = replace(state, pieces=pieces[: len(state.pieces)], good=0, easy=0, left=left)
    return _noted(kb, state, entry.day, "change", "plateau")


def _n(kb: KnowledgeBase, rule: str, name: str) -> float:
    return kb.progression[rule].numbers[name]


def _worst(entry: DiaryEntry) -> float | None:
    """Return the pain of the day that says how easy the next session must be."""
    known = (entry.pain_now, entry.pain_next_morning)
    return max((p for p in known if p is not None), default=None)


def _usual(kb: KnowledgeBase, plan: CarePlan, state: State, day: date) -> float:
    """Return the usual pain before this day: of the days before, else as told, else none."""
    recent = [p for d, p in state.pains if (day - d).days <= USUAL_DAYS]
    return median_low(recent) if recent else pain_now(kb, plan) or 0.0


def _noted(
    kb: KnowledgeBase, state: State, day: date, move: str, rule: str, exercise: str = ""
) -> State:
    note = Decision(day, move, kb.progression[rule], exercise)
    return replace(state, decisions=(*state.decisions, note))


def _lowered(kb: KnowledgeBase, state: State, day: date, rule: str, steps: int = 1) -> State:
    """Step every exercise down, the walk aside, and say why."""
    pieces = tuple(
        p if p.exercise == WALK and steps == 1 else replace(p, step=max(0, p.step - steps))
        for p in state.pieces
    )
    return _noted(kb, replace(state, pieces=pieces, good=0), day, "down", rule)


def _parted(state: State, rule: str, *parts: float) -> State:
    """Take only a part of the amounts in the next sessions; the smaller part wins."""
    old = [share for share, _ in state.shares]
    length = max(len(old), len(parts))
    both = []
    for n in range(length):
        mine = parts[n] if n < len(parts) else 1.0
        theirs = state.shares[n] if n < len(old) else (1.0, rule)
        both.append((mine, rule) if mine <= theirs[0] else theirs)
    return replace(state, shares=tuple(both), good=0)


def missed(kb: KnowledgeBase, state: State, start: date, day: date) -> State:
    """Step back after days without a session."""
    since = state.last_done or start
    days = (day - since).days - 1
    if days <= _n(kb, "missed_1_3", "days_most"):
        return state
    rule = "missed_4_14" if days <= _n(kb, "missed_4_14", "days_most") else "missed_15_plus"
    if any(d.rule.id == rule and d.day > since for d in state.decisions):
        return state  # it was taken into account on an earlier day of the same gap
    if rule == "missed_4_14":
        part, count = _n(kb, "missed_4_14", "share"), int(_n(kb, "missed_4_14", "sessions"))
        state = _parted(state, "missed_4_14", *[part] * count)
        return _noted(kb, state, day, "down", rule)
    steps = int(_n(kb, "missed_15_plus", "steps"))
    return _lowered(kb, state, day, rule, steps)


def _spread(kb: KnowledgeBase, plan: CarePlan, state: State, entry: DiaryEntry) -> State:
    """Leave a direction out when symptoms of a limb move down, and offer the other one."""
    if entry.spread is not Spread.DOWN:
        return state
    bends = {Direction.FLEXION, Direction.EXTENSION}
    lean, _ = leaning(kb, plan)
    free = bends - state.blocked
    is_first = lean is not None and lean in free
    blocked = (state.blocked - bends) | {lean} if is_first and lean else state.blocked | bends
    kept = tuple(p for p in state.pieces if kb.exercises[p.exercise].direction not in blocked)
    dropped = [p.exercise for p in state.pieces if p not in kept]
    pieces = select(kb, plan, state.stage, state.ease, blocked, kept)[: len(state.pieces)]
    state = replace(state, blocked=blocked, pieces=pieces, good=0)
    for exercise in dropped:
        state = _noted(kb, state, entry.day, "change", "tl_spread_down", exercise)
    return _noted(kb, state, entry.day, "hold", "tl_spread_down")


def _flared(kb: KnowledgeBase, state: State, entry: DiaryEntry, usual: float) -> State:
    """Begin, go on with, or end a flare: half the amounts, then back in three sessions."""
    pain = entry.pain_now
    if state.flare is None:
        if pain is None or pain < usual + _n(kb, "flare_define", "rise_least"):
            return state
        days = int(_n(kb, "flare_dose", "days"))
        state = _parted(state, "flare_dose", *[_n(kb, "flare_dose", "share")] * days)
        state = replace(state, flare=entry.day, flare_usual=usual, calm=0)
        return _noted(kb, state, entry.day, "down", "flare_define")
    if (entry.day - state.flare).days > _n(kb, "flare_long", "days_above"):
        state = replace(state, ask="flare_long")
    if pain is None:
        return state
    is_calm = pain <= state.flare_usual + _n(kb, "flare_end", "rise_most")
    state = replace(state, calm=state.calm + 1 if is_calm else 0)
    if state.calm < _n(kb, "flare_end", "days"):
        return _parted(state, "flare_dose", *[_n(kb, "flare_dose", "share")] * 3)
    parts = (_n(kb, "flare_end", "first"), _n(kb, "flare_end", "second"))
    state = replace(state, flare=None, calm=0, ask="", shares=())
    return _noted(kb, _parted(state, "flare_end", *parts), entry.day, "hold", "flare_end")


def _stepped_down(kb: KnowledgeBase, state: State, entry: DiaryEntry, usual: float) -> State:
    """Step down, halve or hold after a session that was too much."""
    day, after, morning = entry.day, entry.pain_after, entry.pain_next_morning
    is_sore = morning is not None and morning >= usual + _n(kb, "morning_rule", "rise_least")
    sore = state.sore + 1 if is_sore else state.sore if morning is None else 0
    dizzy = state.dizzy if entry.light_headed is None else 0
    state = replace(state, sore=sore, dizzy=state.dizzy + 1 if entry.light_headed else dizzy)
    if state.dizzy >= _n(kb, "tl_dizzy", "times"):
        state = replace(state, ask="tl_dizzy")
    if entry.pain_during is not None and entry.pain_during > _n(kb, "tl_red_during", "pain_above"):
        state = _lowered(kb, state, day, "tl_red_during")
    elif entry.effort is not None and entry.effort >= _n(kb, "rpe_too_hard", "effort_least"):
        state = _lowered(kb, state, day, "rpe_too_hard")
    elif is_sore and sore >= _n(kb, "morning_rule", "times"):
        state = _lowered(kb, state, day, "morning_rule")
    jump = after is not None and after > usual + _n(kb, "after_settles_24h", "rise_above")
    if is_sore and jump:
        state = _parted(state, "after_lasts_48h", _n(kb, "after_lasts_48h", "share"))
        state = _noted(kb, state, day, "down", "after_lasts_48h")
    for holds, rule in (
        (is_sore, "morning_rule"),
        (jump, "after_settles_24h"),
        ((entry.pain_during or 0) > _n(kb, "tl_green_during", "pain_most"), "tl_amber_during"),
        ((entry.effort or 0) > _n(kb, "rpe_hard_hold", "effort_above"), "rpe_hard_hold"),
        (entry.light_headed is True, "tl_dizzy"),
        (_is_mid_flare(kb, state, day), "flare_mid"),
    ):
        if holds:
            return _noted(kb, replace(state, good=0), day, "hold", rule)
    return state


def _is_mid_flare(kb: KnowledgeBase, state: State, day: date) -> bool:
    """Whether a flare has lasted for some days, and that was not said of it yet."""
    if state.flare is None or (day - state.flare).days <= _n(kb, "flare_mid", "days_above"):
        return False
    return not any(d.rule.id == "flare_mid" and d.day > state.flare for d in state.decisions)


def _skipped(kb: KnowledgeBase, state: State, entry: DiaryEntry) -> State:
    """Count sessions that were left out; after two in a row the next one is tiny."""
    if entry.done is None:
        return state
    skipped = 0 if entry.done else state.skipped + 1
    state = replace(state, skipped=skipped)
    if skipped == _n(kb, "skip_two", "in_a_row"):
        return _noted(kb, replace(state, good=0), entry.day, "down", "skip_two")
    return state


def _is_good(kb: KnowledgeBase, state: State, entry: DiaryEntry, usual: float) -> bool:
    """Whether a session went well; what is not known never counts as well."""
    told = (entry.pain_now, entry.pain_during, entry.pain_after, entry.pain_next_morning)
    if entry.done is not True or entry.effort is None or any(p is None for p in told):
        return False
    now, during, after, morning = (p or 0.0 for p in told)
    return (
        state.flare is None
        and now <= usual + 1
        and during <= _n(kb, "tl_green_during", "pain_most")
        and after <= usual + _n(kb, "after_ok", "rise_after_most")
        and morning < usual + _n(kb, "after_ok", "rise_morning_below")
        and (entry.pain_worst or 0.0) < _n(kb, "tl_too_sore_to_start", "pain_least")
        and now < _n(kb, Ease.EASY, "pain_least")
    )


def _graduated(kb: KnowledgeBase, plan: CarePlan, state: State, entry: DiaryEntry) -> State:
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
    state = replace(state, stage=Stage.PREVENTION)
    return _noted(kb, state, entry.day, "change", "graduate")


def _stepped_up(
    kb: KnowledgeBase, plan: CarePlan, start: date, state: State, entry: DiaryEntry, rule: str
) -> State:
    """Raise one variable of one exercise, or add one exercise: the one raised least."""
    told = days_of_pain(kb, plan)
    days = None if told is None else told + (entry.day - plan.today).days
    allowed = stage_after(kb, days if days is not None else (entry.day - start).days)
    stage = state.stage if state.stage is Stage.PREVENTION else allowed
    more = select(kb, plan, stage, state.ease, state.blocked, state.pieces, without=state.left)
    new = [p for p in more if p not in state.pieces]
    if new and ease_of(kb, plan, _worst(entry)) is Ease.USUAL and state.ease is Ease.USUAL:
        note = Decision(
            entry.day, "up", kb.progression[rule], new[0].exercise,
            Variable.EXERCISE, None, amounts(kb, new[0].exercise)[0],
        )  # fmt: skip
        pieces = (*state.pieces, new[0])
        return replace(
            state, stage=stage, good=0, easy=0, pieces=pieces, decisions=(*state.decisions, note)
        )
    walk = _n(kb, stage, "walk_minutes_most")
    if plan.wishes.minutes_a_day is not None:
        walk = min(walk, plan.wishes.minutes_a_day // 2)
    order = sorted(state.pieces, key=lambda p: (p.raises, p.exercise != WALK, p.exercise))
    for piece in order:
        ladder = amounts(kb, piece.exercise)
        if piece.slot is Purpose.RELAXATION or piece.step + 1 >= len(ladder):
            continue
        if piece.exercise == WALK and (ladder[piece.step + 1].minutes or 0) > walk:
            continue
        before, after = ladder[piece.step], ladder[piece.step + 1]
        higher = replace(piece, step=piece.step + 1, raises=piece.raises + 1)
        note = Decision(
            entry.day, "up", kb.progression[rule], piece.exercise,
            changed(before, after)[0], before, after,
        )  # fmt: skip
        pieces = tuple(higher if p is piece else p for p in state.pieces)
        return replace(
            state, stage=stage, good=0, easy=0, pieces=pieces, decisions=(*state.decisions, note)
        )
    return _made_harder(kb, plan, replace(state, stage=stage), entry)


def _made_harder(kb: KnowledgeBase, plan: CarePlan, state: State, entry: DiaryEntry) -> State:
    """Go over to the harder exercise where one has come to the end of its amounts."""
    if ease_of(kb, plan, _worst(entry)) is not Ease.USUAL or state.ease is not Ease.USUAL:
        return state
    taken = frozenset(p.exercise for p in state.pieces) | state.left
    for piece in sorted(state.pieces, key=lambda p: (p.raises, p.exercise)):
        if piece.step + 1 < len(amounts(kb, piece.exercise)):
            continue
        new = harder_than(kb, plan, state.stage, piece, state.blocked, taken)
        if new is not None:
            note = Decision(
                entry.day, "up", kb.progression["progress_order"], new.exercise,
                Variable.EXERCISE, None, amounts(kb, new.exercise)[0],
            )  # fmt: skip
            pieces = tuple(new if p is piece else p for p in state.pieces)
            decisions = (*state.decisions, note)
            return replace(state, good=0, easy=0, pieces=pieces, decisions=decisions)
    return state
