"""Exercise figures from joint angles alone: moving by themselves, or as still key poses.

`exercise_figure` goes round without any script; `exercise_stills` has one picture a key pose,
for paper and for people who want less motion. What is known of a movement is a
`lumbago.knowledge.Movement`; lengths, turns and signs are written in
`docs/explanation/exercise-figures.md`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from lumbago.drawings.canvas import Box, element, escape
from lumbago.drawings.figure.drawn import FINE, Film, film, frame_of, moving, still
from lumbago.drawings.figure.measures import QUANTITIES, angle
from lumbago.drawings.figure.mirror import mirrored
from lumbago.drawings.figure.motion import at, bodies
from lumbago.drawings.figure.reach import can_be_smaller, smaller
from lumbago.drawings.figure.skeleton import Skeleton
from lumbago.drawings.figure.space import length, minus
from lumbago.drawings.figure.words import FIGURE_WORDS, described
from lumbago.knowledge import Movement

__all__ = [
    "FIGURE_WORDS",
    "QUANTITIES",
    "Still",
    "angle",
    "at",
    "bodies",
    "can_be_smaller",
    "exercise_figure",
    "exercise_picture",
    "exercise_stills",
    "mirrored",
    "smaller",
    "turning_points",
]


@dataclass(frozen=True, slots=True)
class Still:
    """One key pose as a picture, and when in the cycle it is (seconds)."""

    svg: str
    time_s: float


def exercise_figure(
    movement: Movement, *, title: str, prefix: str = "figure",
    words: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """Draw a movement that goes round by itself, without any script.

    Args:
        movement: the poses and what stands round them.
        title: the name of the exercise, read aloud.
        prefix: what every id inside begins with.
        words: texts in place of those of `FIGURE_WORDS`.
    """
    f = film(movement)
    box = frame_of([f])
    return _whole(prefix, "moving", box, title, described(movement, words), moving(f, box, prefix))


def exercise_picture(
    movement: Movement, *, title: str, prefix: str = "figure",
    words: Mapping[str, str] | None = None,
) -> str:  # fmt: skip
    """Draw the one moment that shows a movement best: the one furthest from its start."""
    f = film(movement)
    box = frame_of([f])
    inside = still(f, box, prefix, _furthest(f), arrow=True)
    return _whole(prefix, "still", box, title, described(movement, words), inside)


def exercise_stills(
    movement: Movement, *, title: str, prefix: str = "figure",
    words: Mapping[str, str] | None = None,
) -> tuple[Still, ...]:  # fmt: skip
    """Draw each key pose once, in the order of time."""
    f = film(movement)
    box = frame_of([f])
    stills = []
    for number, moment in enumerate(_key_moments(f), start=1):
        own = f"{prefix}-{number}"
        text = described(movement, words) if number == 1 else title
        inside = still(f, box, own, moment)
        svg = _whole(own, "still", box, f"{title}, {number}", text, inside)
        stills.append(Still(svg, f.times[moment]))
    return tuple(stills)


def turning_points(movement: Movement) -> tuple[float, float, float]:
    """Return when the drawing has arrived, when it goes back, and when its round is over.

    Seconds of `exercise_figure`, in which a long hold is shorter than in life; without a hold it
    goes back at once.
    """
    f, first = film(movement), movement.poses[0].angles
    pairs = pairwise(movement.poses)
    held = [(a, b) for a, b in pairs if a.angles == b.angles != first]
    if not held:
        there = f.shown[_furthest(f)]
        return there, there, f.seconds
    a, b = max(held, key=lambda pair: pair[1].time_s - pair[0].time_s)
    arrived, leaves = (
        min(range(len(f.times)), key=lambda i: abs(f.times[i] - time))
        for time in (a.time_s, b.time_s)
    )
    return f.shown[arrived], f.shown[leaves], f.seconds


def _key_moments(f: Film) -> list[int]:
    """The moments of the key poses: none twice, and the last only where it is new."""
    poses = f.movement.poses
    keys = [p for n, p in enumerate(poses) if p.angles not in [q.angles for q in poses[:n]]]
    found = [min(range(len(f.times)), key=lambda i: abs(f.times[i] - key.time_s)) for key in keys]
    if len(found) > 2 and _alike(f.bodies[found[0]], f.bodies[found[-1]]):
        found.pop()
    return found


def _alike(a: Skeleton, b: Skeleton) -> bool:
    return all(length(minus(spot, b.points[name])) < 1 for name, spot in a.points.items())


def _furthest(f: Film) -> int:
    start = f.bodies[0].points

    def far(i: int) -> float:
        points = f.bodies[i].points
        return round(
            sum(
                abs(a - b)
                for name, p in points.items()
                for a, b in zip(f.eye.plane(p), f.eye.plane(start[name]), strict=True)
            ),
            1,
        )

    return max(_key_moments(f), key=far)


def _whole(prefix: str, kind: str, box: Box, title: str, desc: str, inside: str) -> str:
    return element(
        "svg",
        element("title", escape(title) or " ", id=f"{prefix}-title")
        + element("desc", escape(desc) or " ", id=f"{prefix}-desc")
        + inside,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"drawing figure {kind}",
        viewBox=" ".join(str(round(v * FINE)) for v in (box.left, box.top, box.width, box.height)),
        role="img",
        stroke_linecap="round",
        stroke_linejoin="round",
        aria_labelledby=f"{prefix}-title",
        aria_describedby=f"{prefix}-desc",
    )
