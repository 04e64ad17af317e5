"""Where a movement goes: dotted ways with a head, taken from the movement itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, pi, sin

from lumbago.drawings.canvas import Point
from lumbago.drawings.figure.camera import Camera
from lumbago.drawings.figure.skeleton import Skeleton
from lumbago.drawings.figure.space import Vector
from lumbago.knowledge import Movement

LEAST_WAY = 20.0
"""A shorter way is told by a turning arrow, or not at all."""

CANDIDATES = ("tip_r", "tip_l", "toe_r", "toe_l", "knee_r", "knee_l", "head", "hips", "elbow_r",
              "elbow_l")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arrow:
    """A way in the plane, and its heads: where each points to, and from where."""

    way: tuple[Point, ...]
    tips: tuple[tuple[Point, Point], ...]


def arrows(movement: Movement, eye: Camera, bodies: Sequence[Skeleton]) -> Iterator[Arrow]:
    """Yield the arrows of a movement: those its file names, else that of its longest way."""
    if "none" in movement.arrows or (movement.travels and not movement.arrows):
        return
    named = [name for name in movement.arrows if name in bodies[0].points]
    for name in movement.arrows:
        if name in TURNS:
            yield TURNS[name](eye, bodies[0])
    if movement.arrows:
        for name in named:
            yield from _along(_way(name, eye, bodies))
        return
    ways = {name: _way(name, eye, bodies) for name in CANDIDATES}
    best = max(ways, key=lambda name: _reach(ways[name]))
    if _reach(ways[best]) >= LEAST_WAY:
        yield from _along(ways[best])


def _way(name: str, eye: Camera, bodies: Sequence[Skeleton]) -> tuple[Point, ...]:
    """The way of a joint from the start to where it is furthest off."""
    seen = [eye.plane(body.points[name]) for body in bodies]
    far = max(range(len(seen)), key=lambda i: round(_gap(seen[0], seen[i]), 3))
    return tuple(seen[: far + 1])


def _reach(way: Sequence[Point]) -> float:
    return _gap(way[0], way[-1])


def _gap(a: Point, b: Point) -> float:
    return hypot(b[0] - a[0], b[1] - a[1])


def _along(way: Sequence[Point]) -> Iterator[Arrow]:
    if len(way) < 2 or _reach(way) < 1:
        return
    back = next((p for p in reversed(way[:-1]) if _gap(p, way[-1]) > 3), way[0])
    yield Arrow(tuple(way), ((way[-1], back),))


def _arc(
    centre: Point, radius: float, first: float, last: float, both: bool = True, flat: float = 1.0
) -> Arrow:
    """A bow round a point from one angle to another (0 right, 90 up)."""
    angles = [first + (last - first) * i / 14 for i in range(15)]
    way = tuple(
        (centre[0] + radius * cos(a * pi / 180), centre[1] - radius * flat * sin(a * pi / 180))
        for a in angles
    )
    tips = [(way[-1], way[-3])]
    if both:
        tips.append((way[0], way[2]))
    return Arrow(way, tuple(tips))


def _head_turn(eye: Camera, body: Skeleton) -> Arrow:
    return _arc(eye.plane(body.points["head"]), 27, 148, 32, flat=0.9)


def _head_nod(eye: Camera, body: Skeleton) -> Arrow:
    ahead = _heading(eye, body.frames["head"].f)
    return _arc(eye.plane(body.points["head"]), 29, ahead + 42, ahead - 42)


def _heading(eye: Camera, direction: Vector) -> float:
    x, y = eye.plane(direction)
    return degrees(atan2(-y, x))


def _tilt(eye: Camera, body: Skeleton) -> Arrow:
    ahead = _heading(eye, body.frames["pelvis"].f)
    return _arc(eye.plane(body.points["hips"]), 32, ahead - 40, ahead + 40)


def _shoulder_round(eye: Camera, body: Skeleton) -> Arrow:
    return _arc(eye.plane(body.points["shoulder_r"]), 20, 20, 290, both=False)


def _trunk_turn(eye: Camera, body: Skeleton) -> Arrow:
    return _arc(eye.plane(body.points["upper_lumbar"]), 46, 200, 340, flat=0.4)


def _chin_back(eye: Camera, body: Skeleton) -> Arrow:
    x, y = eye.plane(body.points["head"])
    way = tuple((x + 40 - 1.6 * i, y + 6) for i in range(11))
    return Arrow(way, ((way[-1], way[-3]),))


def _squeeze(eye: Camera, body: Skeleton) -> Arrow:
    (ax, ay), (bx, by) = (eye.plane(body.points[f"knee_{side}"]) for side in "rl")
    x, y = (ax + bx) / 2, min(ay, by) - 26
    way = tuple((x - 20 + 4 * i, y) for i in range(11))
    return Arrow(way, (((x - 3, y), (x - 20, y)), ((x + 3, y), (x + 20, y))))


def _blades(eye: Camera, body: Skeleton) -> Arrow:
    x, y = eye.plane(body.points["c7"])
    way = tuple((x + 4 - 2.2 * i, y + 24) for i in range(14))
    return Arrow(way, ((way[-1], way[-3]),))


TURNS = {
    "head_turn": _head_turn,
    "head_nod": _head_nod,
    "tilt": _tilt,
    "chin_back": _chin_back,
    "squeeze": _squeeze,
    "blades": _blades,
    "shoulder_round": _shoulder_round,
    "trunk_turn": _trunk_turn,
}
"""Arrows for movements too small to see, by the name that a figure's file gives them."""
