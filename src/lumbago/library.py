"""The library of exercises: which fit a choice, and which go by a name.

What is to be left for later is never among those that fit; by its name it is found, with the
reason and what to do instead.
"""

from dataclasses import dataclass

from rapidfuzz import fuzz

from lumbago.knowledge import (
    Area,
    Direction,
    Exercise,
    Footing,
    KnowledgeBase,
    NotNow,
    Phase,
    Position,
    Purpose,
)

NO_EQUIPMENT = "none"
EVERYDAY = "everyday"
"""Two wishes for equipment: nothing at all, or only what most homes have."""

MINUTES = (2, 5, 10)
"""How many minutes at a time one can ask for."""

ALIKE = 80.0
"""How like a name must be to what was typed (0 to 100), so that slips are forgiven."""

FLOOR = "mat"
"""Something to lie on: whoever has a floor has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What an exercise must be; None leaves it open. `minutes`: at most so many at a time."""

    area: Area | None = None
    phase: Phase | None = None
    purpose: Purpose | None = None
    direction: Direction | None = None
    level: int | None = None
    equipment: str | None = None
    position: Position | None = None
    minutes: int | None = None


def fitting(kb: KnowledgeBase, choice: Choice) -> tuple[Exercise, ...]:
    """Return the exercises that fit a choice, the gentle ones first; none to be left for later."""
    found = [
        e
        for e in kb.exercises.values()
        if e.footing is not Footing.NOT_NOW and _fits(kb, e, choice)
    ]
    return tuple(
        sorted(found, key=lambda e: (e.level, e.footing is not Footing.FIRST_CHOICE, e.name))
    )


def _fits(kb: KnowledgeBase, e: Exercise, c: Choice) -> bool:
    return (
        c.area in {None, e.area}
        and (c.phase is None or c.phase in e.phases)
        and (c.purpose is None or c.purpose in e.purposes)
        and c.direction in {None, e.direction}
        and c.level in {None, e.level}
        and c.position in {None, e.position}
        and (c.minutes is None or e.minutes_a_time <= c.minutes)
        and _can_be_done_with(kb, e, c.equipment)
    )


def _can_be_done_with(kb: KnowledgeBase, e: Exercise, wish: str | None) -> bool:
    needed = set(e.equipment) - {FLOOR}
    if wish is None:
        return True
    if wish == NO_EQUIPMENT:
        return not needed
    if wish == EVERYDAY:
        return all(kb.equipment[id].everyday for id in needed)
    return wish in e.equipment


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What goes by a name: exercises, and what to leave for later."""

    exercises: tuple[Exercise, ...]
    not_now: tuple[NotNow, ...]


def called(kb: KnowledgeBase, words: str) -> Called:
    """Return what people call so, the best match first; slips of the finger are forgiven."""
    typed = _plain(words)
    if not typed:
        return Called(exercises=(), not_now=())
    exercises = [
        (-likeness, e.level, e.name, e)
        for e in kb.exercises.values()
        if e.footing is not Footing.NOT_NOW
        and (likeness := _likeness(typed, (e.name, *e.also_called, *e.muscles))) >= ALIKE
    ]
    not_now = [
        (-likeness, n.title, n)
        for n in kb.not_now.values()
        if (likeness := _likeness(typed, (n.title, *n.also_called))) >= ALIKE
    ]
    return Called(
        exercises=tuple(item[-1] for item in sorted(exercises, key=lambda item: item[:-1])),
        not_now=tuple(item[-1] for item in sorted(not_now, key=lambda item: item[:-1])),
    )


def _likeness(typed: str, names: tuple[str, ...]) -> float:
    """How like the nearest of several names is, 0 to 100; a whole word inside counts fully."""
    best = 0.0
    for name in map(_plain, names):
        words = name.split()
        if typed == name:
            return 101.0
        if f" {typed} " in f" {name} " or any(word.startswith(typed) for word in words):
            best = max(best, 100.0)
        elif len(typed) > 3:
            best = max(best, fuzz.ratio(typed, name), *(fuzz.ratio(typed, w) for w in words))
    return best


def _plain(words: str) -> str:
    """Words without case, hyphens and plural s, so that sit-ups and situp are alike."""
    spread = words.lower().replace("-", " ").replace("'", "")
    kept = "".join(c if c.isalnum() or c == " " else " " for c in spread)
    return " ".join(word.removesuffix("s") if len(word) > 3 else word for word in kept.split())
