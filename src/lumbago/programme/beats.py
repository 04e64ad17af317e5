"""An exercise and its amount → beats: what to do for how many seconds, counted out.

A player only goes through them. So the count on the screen, the count by ear and the amount that
the programme asks for cannot differ.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lumbago.knowledge import Exercise
from lumbago.programme.dose import Amount

GO_S = BACK_S = 2.0
"""Seconds of going and of coming back where an exercise has no tempo of its own."""

CHANGE_S = 5.0
"""Seconds to change sides."""


class Beat(StrEnum):
    """What happens in a stretch of time."""

    GO = "go"
    HOLD = "hold"
    BACK = "back"
    CHANGE = "change"
    REST = "rest"
    TIME = "time"  # a walk, a rest, breathing: nothing is counted but the minutes


class Side(StrEnum):
    """Which side works; the other one has the same amount."""

    BOTH = ""
    LEFT = "left"
    RIGHT = "right"


class Breath(StrEnum):
    """What to do with the breath: out with the effort, and never held."""

    NONE = ""
    IN = "in"
    OUT = "out"
    KEEP = "keep"  # go on breathing


@dataclass(frozen=True, slots=True)
class Stretch:
    """A beat, its seconds, and where it stands: repetition, round and side, from 1 on."""

    beat: Beat
    seconds: float
    rep: int = 0
    round: int = 0
    side: Side = Side.BOTH
    breath: Breath = Breath.NONE


def beats(e: Exercise, amount: Amount) -> tuple[Stretch, ...]:
    """Return the stretches of one go at an exercise, in their order.

    Sides take turns where the movement does; else one side is done first, then the other.
    """
    sides = (Side.LEFT, Side.RIGHT) if e.dose.per_side else (Side.BOTH,)
    if amount.minutes is not None:
        each = amount.minutes * 60 / len(sides)
        parts = [[Stretch(Beat.TIME, each, side=side)] for side in sides]
        return tuple(_joined(parts, Stretch(Beat.CHANGE, CHANGE_S)))
    found: list[Stretch] = []
    for n in range(1, amount.sets + 1):
        if n > 1 and e.dose.rest_s:
            found.append(Stretch(Beat.REST, e.dose.rest_s, round=n))
        found += _round(e, amount, n, sides)
    return tuple(found)


def _round(e: Exercise, amount: Amount, n: int, sides: tuple[Side, ...]) -> Iterator[Stretch]:
    reps = range(1, (amount.reps or 1) + 1)
    if e.movement.alternates:
        for rep in reps:
            for side in sides:
                yield from _rep(e, amount, rep, n, side)
        return
    parts = [[s for rep in reps for s in _rep(e, amount, rep, n, side)] for side in sides]
    yield from _joined(parts, Stretch(Beat.CHANGE, CHANGE_S, round=n))


def _rep(e: Exercise, amount: Amount, rep: int, n: int, side: Side) -> Iterator[Stretch]:
    go, hold, back = e.dose.tempo or (GO_S, 0.0, BACK_S)
    held = hold if amount.hold_s is None else amount.hold_s
    there, home = Breath.OUT, Breath.IN
    if e.movement.goes_on_breath_in:
        there, home = home, there
    for beat, seconds, breath in (
        (Beat.GO, go, there),
        (Beat.HOLD, held, Breath.KEEP),
        (Beat.BACK, back, home),
    ):
        if seconds > 0:
            yield Stretch(beat, seconds, rep, n, side, breath)


def _joined(parts: list[list[Stretch]], between: Stretch) -> Iterator[Stretch]:
    for n, part in enumerate(parts):
        if n:
            yield between
        yield from part
