"""The figures of the exercises as the pages show them; each is drawn once."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from markupsafe import Markup

from lumbago.drawings.figure import (
    FIGURE_WORDS,
    exercise_figure,
    exercise_picture,
    exercise_stills,
    mirrored,
    smaller,
    turning_points,
)
from lumbago.knowledge import KnowledgeBase, Movement
from lumbago.web.catalogue import Words

MOST_KEPT = 256
"""So many figures are kept ready: every exercise of one language, and some other sides."""

COLOURS = (
    "svg{color-scheme:light dark;"
    "--card:light-dark(#fff,#1c2326);--amber:light-dark(#9a5009,#f0b169);"
    "--figure-skin:light-dark(#d39b74,#d7a17c);--figure-skin-far:light-dark(#e6c9b4,#7d6355);"
    "--figure-top:light-dark(#23857d,#4fb3a8);--figure-top-far:light-dark(#8fc2bd,#2f625d);"
    "--figure-legs:light-dark(#2d4658,#7f9db3);--figure-legs-far:light-dark(#8d9fac,#4b5f6e);"
    "--figure-hair:light-dark(#54402f,#8a6a50);--figure-eye:light-dark(#2b1f18,#17100b);"
    "--figure-prop:light-dark(#e9e1d2,#3a4347);--figure-prop-shade:light-dark(#d9cfbb,#2c3438);"
    "--figure-prop-edge:light-dark(#a79c86,#6d7a80);--figure-soft:light-dark(#f1ece1,#465157);"
    "--figure-ground:light-dark(#e4ddd0,#2f393d);--figure-water:light-dark(#8fc3dd,#2c5a74);"
    "--figure-round:light-dark(#e0b98c,#8c6a42)}"
)
"""The colours of a figure that stands in a file of its own; `exercises.css` has the same."""


Told: TypeAlias = tuple[tuple[str, str], ...]
"""The words in which a figure is described, so that they can be looked up."""


def told(t: Words) -> Told:
    """Return the words of the figures in the language of the pages."""
    return tuple((key, t(key)) for key in FIGURE_WORDS)


@dataclass(frozen=True, slots=True)
class StillPicture:
    """A key pose, and its number among the pictures."""

    number: int
    picture: Markup


def _shown(movement: Movement, other_side: bool, share: float) -> Movement:
    part = movement if share == 1.0 else smaller(movement, share)
    return mirrored(part) if other_side else part


@lru_cache(maxsize=MOST_KEPT)
def moving(
    kb: KnowledgeBase, id: str, words: Told, other_side: bool = False, share: float = 1.0
) -> Markup:
    """Draw the figure of an exercise that moves by itself; `share`: the part of its range."""
    exercise = kb.exercises[id]
    shown = _shown(exercise.movement, other_side, share)
    drawn = exercise_figure(shown, title=exercise.name, prefix="moving", words=dict(words))
    return Markup(drawn)  # noqa: S704


@lru_cache(maxsize=MOST_KEPT)
def stills(
    kb: KnowledgeBase, id: str, words: Told, other_side: bool = False, share: float = 1.0
) -> tuple[StillPicture, ...]:
    """Draw the key poses of an exercise."""
    exercise = kb.exercises[id]
    shown = _shown(exercise.movement, other_side, share)
    drawn = exercise_stills(shown, title=exercise.name, prefix="still", words=dict(words))
    return tuple(
        StillPicture(n, Markup(still.svg))  # noqa: S704
        for n, still in enumerate(drawn, start=1)
    )


@lru_cache(maxsize=MOST_KEPT)
def activity_figure(
    kb: KnowledgeBase, id: str, words: Told
) -> tuple[Markup, tuple[StillPicture, ...]]:
    """Draw how an activity is done: moving, and as still pictures."""
    a = kb.care.activities[id]
    if a.movement is None:
        return moving(kb, a.figure, words), stills(kb, a.figure, words)
    drawn = exercise_figure(a.movement, title=a.title, prefix="moving", words=dict(words))
    still = exercise_stills(a.movement, title=a.title, prefix="still", words=dict(words))
    pictures = (StillPicture(n, Markup(s.svg)) for n, s in enumerate(still, start=1))  # noqa: S704
    return Markup(drawn), tuple(pictures)  # noqa: S704


@lru_cache(maxsize=MOST_KEPT)
def small(kb: KnowledgeBase, id: str) -> str:
    """Draw one pose of an exercise as a file of its own, with colours for day and night."""
    exercise = kb.exercises[id]
    drawn = exercise_picture(exercise.movement, title=exercise.name, prefix="small")
    return drawn.replace(">", f"><style>{COLOURS}</style>", 1)


@lru_cache(maxsize=MOST_KEPT)
def turns_at(kb: KnowledgeBase, id: str) -> tuple[float, float, float]:
    """Return when the drawing of an exercise has arrived, goes back, and is over (seconds)."""
    return turning_points(kb.exercises[id].movement)
