"""What to do instead of an exercise in the middle of a session: easier, or another one.

Only what the person may be given as well: the same guards as for the programme itself, never a
harder level, force only in place of force, and always the lowest amount.
"""

from dataclasses import dataclass

from lumbago.knowledge import Direction, Exercise, KnowledgeBase
from lumbago.programme.dose import amounts, minutes_of, scaled
from lumbago.programme.fitting import is_loaded, leaning
from lumbago.programme.selection import Ease, candidates
from lumbago.programme.weeks import Pick, Session
from lumbago.programme.whole import Programme

HALF = 0.5


@dataclass(frozen=True, slots=True)
class Alternatives:
    """An easier pick and another pick in place of one; None where there is none that fits."""

    easier: Pick | None
    other: Pick | None


def alternatives(
    kb: KnowledgeBase, programme: Programme, session: Session, pick: Pick
) -> Alternatives:
    """Return what a person can do instead of one exercise of a session, at once."""
    allowed = _allowed(kb, programme, session, kb.exercises[pick.exercise])
    taken = {p.exercise for p in session.picks}
    easier = _easier(kb, session, pick, allowed)
    free = [e for e in allowed.values() if e.id not in taken]
    if easier is not None:
        free = [e for e in free if e.id != easier.exercise]
    return Alternatives(easier, _other(kb, session, pick, free))


def _allowed(
    kb: KnowledgeBase, programme: Programme, session: Session, now: Exercise
) -> dict[str, Exercise]:
    """Return what may take the place of an exercise, by id."""
    is_rest = kb.progression["first_start"] in session.because
    ease = Ease.VERY_EASY if is_rest else programme.ease
    blocked = _blocked(kb, programme)
    found = candidates(kb, programme.plan, programme.stage, ease, blocked)
    return {e.id: e for e in found if e.level <= now.level and is_loaded(e) <= is_loaded(now)}


def _blocked(kb: KnowledgeBase, programme: Programme) -> frozenset[Direction]:
    """Return the directions to leave out: as told, and both once pain of a limb moved down."""
    _, told = leaning(kb, programme.plan)
    spread = any(d.rule.id == "tl_spread_down" for d in programme.decisions)
    return told | {Direction.FLEXION, Direction.EXTENSION} if spread else told


def _easier(
    kb: KnowledgeBase, session: Session, pick: Pick, allowed: dict[str, Exercise]
) -> Pick | None:
    """Return the first easier exercise that may be given, else half of this one."""
    taken = {p.exercise for p in session.picks}
    for id in kb.exercises[pick.exercise].easier:
        if id in allowed and id not in taken:
            return _lowest(kb, session, pick, id)
    half = scaled(pick.amount, HALF)
    if half.volume >= pick.amount.volume:
        return None
    return Pick(pick.exercise, half, minutes_of(kb.exercises[pick.exercise], half), pick.why)


def _other(kb: KnowledgeBase, session: Session, pick: Pick, free: list[Exercise]) -> Pick | None:
    """Return another exercise for the same purpose, the gentlest first."""
    now = kb.exercises[pick.exercise]
    same = [e for e in free if now.purposes[0] in e.purposes and e.id not in now.harder]
    if not same:
        return None
    best = min(same, key=lambda e: (e.level, e.purposes[0] is not now.purposes[0], e.id))
    return _lowest(kb, session, pick, best.id)


def _lowest(kb: KnowledgeBase, session: Session, pick: Pick, id: str) -> Pick:
    amount = scaled(amounts(kb, id)[0], session.share)
    return Pick(id, amount, minutes_of(kb.exercises[id], amount), pick.why)
