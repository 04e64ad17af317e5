"""How far a person has come on one day, and the small changes that rules make to it."""

from dataclasses import dataclass, replace
from datetime import date
from statistics import median_low

from lumbago.diary import DiaryEntry
from lumbago.knowledge import Direction, KnowledgeBase, ProgressionRule
from lumbago.plan import CarePlan
from lumbago.programme.dose import Amount, Variable
from lumbago.programme.selection import WALK, Ease, Piece, Stage, pain_now

USUAL_DAYS = 14
KEEP = frozenset({"keep", "ready"})
"""Moves of decisions that change nothing: all is well, or something new may begin."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One step up, hold or step down: on which day, of what, and by which rule.

    `exercise` is empty where it is for all of them; `variable` is set for a step up alone.
    """

    day: date
    move: str  # up, hold, down, change, keep, ready
    rule: ProgressionRule
    exercise: str = ""
    variable: Variable | None = None
    before: Amount | None = None
    after: Amount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far a person has come on one day.

    `good`: good sessions in a row since an exercise was added. `sore`: sore mornings in a row.
    `flare`: the day on which a flare began, `flare_usual` the usual pain then, `calm`: quiet days
    since. `shares`: parts of the amounts for the next sessions. `ask`: the rule by which somebody
    must look first. `easy`: good sessions in a row that were too easy. `dizzy`: sessions in a row
    with a light head. `tried`: sessions that were done or left out. `left`: exercises that were
    dropped. `stirred`: whether the diary shows a pain that is easily stirred up. `quiet`: no step
    up before this day. `tired`: the day after a bad night. `limbs`: pain of a leg or arm by day.
    `totals`: minutes of all exercises by day. `screen`: whether the safety questions are due.
    `everywhere`: sessions in a row in which most moves hurt.
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
    stirred: bool = False
    quiet: date | None = None
    tired: date | None = None
    limbs: tuple[tuple[date, float], ...] = ()
    totals: tuple[tuple[date, float], ...] = ()
    screen: bool = False
    everywhere: int = 0


def number(kb: KnowledgeBase, rule: str, name: str) -> float:
    """Return a number of a rule."""
    return kb.progression[rule].numbers[name]


def worst(entry: DiaryEntry) -> float | None:
    """Return the pain of the day that says how easy the next session must be."""
    known = (entry.pain_now, entry.pain_next_morning)
    return max((p for p in known if p is not None), default=None)


def usual_pain(kb: KnowledgeBase, plan: CarePlan, state: State, day: date) -> float | None:
    """Return the usual pain before this day: of the days before, else as told; None if unknown."""
    recent = [p for d, p in state.pains if (day - d).days <= USUAL_DAYS]
    return median_low(recent) if recent else pain_now(kb, plan)


def noted(
    kb: KnowledgeBase, state: State, day: date, move: str, rule: str, exercise: str = ""
) -> State:
    """Write down a decision."""
    note = Decision(day, move, kb.progression[rule], exercise)
    return replace(state, decisions=(*state.decisions, note))


def stopped(state: State) -> State:
    """Begin the count of good sessions anew, of all exercises."""
    pieces = tuple(replace(p, good=0) for p in state.pieces)
    return replace(state, pieces=pieces, good=0, easy=0)


def lowered(kb: KnowledgeBase, state: State, day: date, rule: str, steps: int = 1) -> State:
    """Step every exercise down, the walk aside, and say why."""
    pieces = tuple(
        p if p.exercise == WALK and steps == 1 else replace(p, step=max(0, p.step - steps))
        for p in state.pieces
    )
    return noted(kb, stopped(replace(state, pieces=pieces)), day, "down", rule)


def parted(state: State, rule: str, *parts: float) -> State:
    """Take only a part of the amounts in the next sessions; the smaller part wins."""
    old = [share for share, _ in state.shares]
    length = max(len(old), len(parts))
    both = []
    for n in range(length):
        mine = parts[n] if n < len(parts) else 1.0
        theirs = state.shares[n] if n < len(old) else (1.0, rule)
        both.append((mine, rule) if mine <= theirs[0] else theirs)
    return stopped(replace(state, shares=tuple(both)))
