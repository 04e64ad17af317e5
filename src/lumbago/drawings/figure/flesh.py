"""A skeleton with volume and clothes: each part a chain of balls, seen as one smooth outline.

A ball has three half axes, so that a trunk is broad from the front and flat from the side.
Radii keep to those that the contacts were set for: knee 8, elbow 6, hand and foot 4.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sin, sqrt
from types import MappingProxyType
from typing import Final

from lumbago.drawings.canvas import Curve, Point, ring
from lumbago.drawings.figure.camera import Camera
from lumbago.drawings.figure.skeleton import SIDES, Skeleton
from lumbago.drawings.figure.space import (
    Frame,
    Vector,
    add,
    blend,
    dot,
    midpoint,
    minus,
    times,
    unit,
)

COLOURS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "skin": "var(--figure-skin,#d39b74)",
        "skin_far": "var(--figure-skin-far,#e6c9b4)",
        "top": "var(--figure-top,#23857d)",
        "top_far": "var(--figure-top-far,#8fc2bd)",
        "legs": "var(--figure-legs,#2d4658)",
        "legs_far": "var(--figure-legs-far,#8d9fac)",
        "hair": "var(--figure-hair,#54402f)",
        "eye": "var(--figure-eye,#2b1f18)",
    }
)
"""The colours of the figure; far limbs are paler."""


@dataclass(frozen=True, slots=True)
class Ball:
    """A rounded piece of a body part: its middle, and how far it reaches each way."""

    at: Vector
    frame: Frame
    forward: float
    along: float
    across: float

    def reach(self, direction: Vector) -> float:
        """How far its surface is from its middle, seen along a direction."""
        return sqrt(
            (self.forward * dot(self.frame.f, direction)) ** 2
            + (self.along * dot(self.frame.u, direction)) ** 2
            + (self.across * dot(self.frame.r, direction)) ** 2
        )


def ball(at: Vector, frame: Frame, radius: float) -> Ball:
    """A round one."""
    return Ball(at, frame, radius, radius, radius)


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of the body as it is seen: `group` moves together, `kind` gives its colour.

    `has_rim`: whether a thin edge of background parts it from what lies behind.
    """

    name: str
    group: str
    kind: str
    outline: Curve
    has_rim: bool = True


def groups(body: Skeleton) -> Iterator[tuple[str, tuple[Vector, ...]]]:
    """Yield the groups of parts that are drawn one over the other, with where they are."""
    p = body.points
    yield "trunk", (p["hips"], p["upper_lumbar"], p["c7"])
    yield "head", (p["head"],)
    for side, _ in SIDES:
        yield f"leg_{side}", (p[f"knee_{side}"], p[f"ankle_{side}"], p[f"hip_{side}"])
        yield f"arm_{side}", (p[f"elbow_{side}"], p[f"wrist_{side}"], p[f"shoulder_{side}"])


@dataclass(frozen=True, slots=True)
class Look:
    """How the head is mostly seen: whether its face shows, and which side is near (1 right)."""

    faces: bool
    near: int


def look(bodies: Sequence[Skeleton], eye: Camera) -> Look:
    """How the head is mostly seen through a movement, so that its parts keep their order."""
    heads = [body.frames["head"] for body in bodies]
    facing = sum(dot(head.f, eye.towards) for head in heads) / len(heads)
    right = sum(dot(head.r, eye.towards) for head in heads) / len(heads)
    return Look(facing > 0.3, 1 if right >= 0 else -1)


def flesh(body: Skeleton, eye: Camera, seen: Look) -> Iterator[Part]:
    """Yield every part of the body as it is seen, within a group from back to front."""
    yield from _head(body, eye, seen)
    yield from _trunk(body, eye)
    for side, _ in SIDES:
        yield from _leg(body, side, eye)
        yield from _arm(body, side, eye)


def _trunk(body: Skeleton, eye: Camera) -> Iterator[Part]:
    p, f = body.points, body.frames
    pelvis, lumbar, chest = f["pelvis"], f["lumbar"], f["chest"]
    air = 2.5 * body.breath
    waist = lumbar.at(blend(p["low_back"], p["upper_lumbar"], 0.45), f=air * 0.6)
    neck = f["neck"]
    yield _bent(
        "neck", "trunk", "skin",
        (Ball(chest.at(p["c7"], u=-3), neck, 9.8, 9.0, 13.0),
         Ball(midpoint(p["c7"], p["head_base"]), neck, 8.6, 8.0, 8.8),
         ball(p["head_base"], neck, 8.4)), eye,
    )  # fmt: skip
    seat = (
        Ball(pelvis.at(p["hips"], f=-1.5, u=-9), pelvis, 12.5, 9.0, 17.0),
        Ball(pelvis.at(p["hips"], f=-1.5), pelvis, 14.0, 9.0, 18.0),
        Ball(pelvis.at(p["hips"], u=11), pelvis, 13.0, 8.0, 17.0),
        Ball(lumbar.at(p["low_back"], u=7, f=air * 0.4), lumbar, 12.4 + air * 0.5, 6.0, 15.6),
    )
    yield _bent("seat", "trunk", "legs", seat, eye)
    shirt = (
        Ball(lumbar.at(p["low_back"], u=2, f=air * 0.5), lumbar, 12.9 + air * 0.6, 6.0, 16.2),
        Ball(waist, lumbar, 12.4 + air, 8.0, 15.4),
        Ball(chest.at(p["upper_lumbar"], u=2, f=0.5), chest, 13.4 + air * 0.4, 8.0, 17.2),
        Ball(chest.at(p["upper_lumbar"], u=18, f=0.5), chest, 14.5, 9.0, 20.0),
        Ball(chest.at(p["upper_lumbar"], u=34), chest, 12.2, 6.0, 23.0),
        Ball(chest.at(p["c7"], u=-3, f=-0.5), chest, 10.4, 4.0, 19.0),
        Ball(chest.at(p["c7"], u=4.5, f=-0.8), chest, 9.4, 3.0, 11.0),
    )
    yield _bent("shirt", "trunk", "top", shirt, eye)
    for side, sign in SIDES:
        shoulder = p[f"shoulder_{side}"]
        yoke = (
            Ball(chest.at(p["c7"], u=-2.5, f=-0.5, r=9 * sign), chest, 9.0, 5.5, 6.0),
            ball(shoulder, chest, 7.4),
            Ball(chest.at(p["upper_lumbar"], u=22, r=13 * sign), chest, 11.0, 8.0, 8.0),
        )
        yield _part(f"yoke_{side}", "trunk", "top", yoke, eye, has_rim=False)


def _head(body: Skeleton, eye: Camera, seen: Look) -> Iterator[Part]:
    p, head = body.points["head"], body.frames["head"]
    nape = (
        Ball(head.at(p, f=-5.0, u=4.5), head, 12.0, 14.0, 15.0),
        Ball(head.at(p, f=-8.0, u=-6), head, 7.8, 7.4, 12.4),
    )
    back = _part("nape", "head", "hair", nape, eye)
    ears = {sign: _part(f"ear_{side}", "head", "skin", _ear(p, head, sign), eye)
            for side, sign in SIDES}  # fmt: skip
    yield ears[-seen.near]
    if seen.faces:
        yield back
    yield _part(
        "nose", "head", "skin",
        (ball(head.at(p, f=14.2, u=0.5), head, 2.1),
         ball(head.at(p, f=16.8, u=-3.4), head, 2.5)), eye,
    )  # fmt: skip
    face = (
        Ball(head.at(p, f=0.5, u=4), head, 15.6, 13.8, 14.2),
        Ball(head.at(p, f=2.4, u=-5), head, 13.4, 9.8, 12.9),
        Ball(head.at(p, f=4.2, u=-12.5), head, 10.4, 6.4, 9.4),
    )
    yield _part("face", "head", "skin", face, eye)
    for side, sign in SIDES:
        yield _part(f"eye_{side}", "head", "eye", _eye(p, head, sign, eye), eye)
    if seen.faces:
        yield _part("mouth", "head", "hair", _mouth(p, head, eye), eye, has_rim=False)
    else:
        yield back
    fringe = (
        Ball(head.at(p, f=9.8, u=13.0), head, 5.2, 4.2, 10.6),
        Ball(head.at(p, f=2.0, u=13.0), head, 11.0, 6.9, 14.2),
        Ball(head.at(p, f=-6.5, u=11.5), head, 9.8, 7.4, 14.6),
    )
    yield _part("crown", "head", "hair", fringe, eye)
    yield ears[seen.near]


def _ear(p: Vector, head: Frame, sign: int) -> tuple[Ball, ...]:
    at = head.at(p, f=-2.0, u=-2.0, r=13.5 * sign)
    return (
        Ball(head.at(at, u=1.5), head, 3.2, 3.2, 1.7),
        Ball(head.at(at, u=-2.0, f=0.5), head, 2.2, 2.4, 1.5),
    )


def _eye(p: Vector, head: Frame, sign: int, eye: Camera) -> tuple[Ball, ...]:
    at = head.at(p, f=13.6, u=0.6, r=5.7 * sign)
    seen = min(1.0, max(0.0, dot(unit(minus(at, p)), eye.towards) * 5 - 0.6))
    size = 1.5 * seen + 0.01
    return ball(head.at(at, u=0.5), head, size), ball(head.at(at, u=-0.5), head, size)


def _mouth(p: Vector, head: Frame, eye: Camera) -> tuple[Ball, ...]:
    at = head.at(p, f=14.0, u=-9.8)
    seen = min(1.0, max(0.0, dot(unit(minus(at, p)), eye.towards) * 3 - 0.4))
    wide, thin = 2.5 * seen, 0.45 * seen + 0.01
    corners = [ball(head.at(at, r=wide * sign, u=0.8), head, thin) for _, sign in SIDES]
    return corners[0], ball(head.at(at, u=-0.5), head, thin), corners[1]


def _leg(body: Skeleton, side: str, eye: Camera) -> Iterator[Part]:
    p, f, group = body.points, body.frames, f"leg_{side}"
    thigh, shank, foot = f[f"thigh_{side}"], f[f"shank_{side}"], f[f"foot_{side}"]
    hip, knee, ankle = p[f"hip_{side}"], p[f"knee_{side}"], p[f"ankle_{side}"]
    sole = (
        ball(foot.at(ankle, f=-7.0, u=-5.4), foot, 4.6),
        Ball(foot.at(ankle, f=2.0, u=-4.2), foot, 5.8, 5.8, 5.4),
        Ball(foot.at(ankle, f=13.0, u=-5.4), foot, 5.0, 4.6, 5.4),
        Ball(foot.at(ankle, f=24.5, u=-6.8), foot, 4.0, 3.2, 4.8),
    )
    yield _part(f"foot_{side}", group, "skin", sole, eye)
    calf = (
        ball(shank.at(knee, u=-40), shank, 6.3),
        ball(shank.at(knee, u=-58), shank, 5.0),
        ball(shank.at(ankle, u=-1.5), shank, 5.2),
    )
    yield _part(f"calf_{side}", group, "skin", calf, eye)
    shin = (
        ball(knee, shank, 8.0),
        ball(shank.at(knee, u=-20, f=-1.6), shank, 8.0),
        ball(shank.at(knee, u=-36, f=-1.0), shank, 7.0),
        ball(shank.at(knee, u=-50, f=-0.4), shank, 6.2),
    )
    yield _part(f"shin_{side}", group, "legs", shin, eye)
    upper = (
        ball(thigh.at(hip, u=-26, f=0.8), thigh, 11.0),
        ball(thigh.at(hip, u=-48, f=0.5), thigh, 9.4),
        ball(thigh.at(hip, u=-73), thigh, 8.2),
    )
    yield _part(f"thigh_{side}", group, "legs", upper, eye)
    haunch = (
        ball(thigh.at(hip, u=1.0), thigh, 11.8),
        ball(thigh.at(hip, u=-32, f=0.8), thigh, 10.7),
    )
    yield _part(f"haunch_{side}", group, "legs", haunch, eye, has_rim=False)


def _arm(body: Skeleton, side: str, eye: Camera) -> Iterator[Part]:
    p, f, group = body.points, body.frames, f"arm_{side}"
    upper, lower, hand = f[f"upper_arm_{side}"], f[f"forearm_{side}"], f[f"hand_{side}"]
    shoulder, elbow, wrist = p[f"shoulder_{side}"], p[f"elbow_{side}"], p[f"wrist_{side}"]
    palm = (
        ball(hand.at(wrist, u=1.0), hand, 4.1),
        Ball(hand.at(wrist, u=-6.5), hand, 4.3, 5.0, 5.4),
        Ball(hand.at(wrist, u=-13.0), hand, 3.5, 3.9, 4.8),
    )
    yield _part(f"palm_{side}", group, "skin", palm, eye)
    fore = (
        ball(elbow, lower, 5.6),
        ball(lower.at(elbow, u=-13), lower, 5.7),
        ball(lower.at(elbow, u=-30), lower, 4.5),
        ball(wrist, lower, 4.2),
    )
    yield _part(f"fore_{side}", group, "skin", fore, eye)
    bare = (
        ball(upper.at(shoulder, u=-18), upper, 6.4),
        ball(upper.at(shoulder, u=-34), upper, 5.9),
        ball(elbow, upper, 5.6),
    )
    yield _part(f"bare_{side}", group, "skin", bare, eye)
    sleeve = (
        ball(upper.at(shoulder, u=-13), upper, 7.6),
        ball(upper.at(shoulder, u=-27), upper, 7.0),
    )
    yield _part(f"sleeve_{side}", group, "top", sleeve, eye)
    cap = (
        ball(upper.at(shoulder, u=-2.5), upper, 7.6),
        ball(upper.at(shoulder, u=-17), upper, 7.4),
    )
    yield _part(f"cap_{side}", group, "top", cap, eye, has_rim=False)


def _part(
    name: str, group: str, kind: str, chain: Sequence[Ball], eye: Camera, *, has_rim: bool = True
) -> Part:
    return Part(name, group, kind, hull(chain, eye), has_rim)


def _bent(name: str, group: str, kind: str, chain: Sequence[Ball], eye: Camera) -> Part:
    return Part(name, group, kind, outline(chain, eye))


ROUND = (0, 42, 84, 96, 138, 180, 222, 264, 276, 318)
"""Directions, from the long axis round, in which the edge of a straight part is sought."""


def hull(chain: Sequence[Ball], eye: Camera) -> Curve:
    """The edge of a straight chain, from whichever side it is seen, end on as well."""
    seen = [eye.plane(b.at) for b in chain]
    way = _direction(seen[0], seen[-1])
    points = []
    for degrees_round in ROUND:
        c, s = cos(radians(degrees_round)), sin(radians(degrees_round))
        out = (way[0] * c - way[1] * s, way[0] * s + way[1] * c)
        lifted = _lifted(out, eye)
        i = max(
            range(len(chain)),
            key=lambda k: seen[k][0] * out[0] + seen[k][1] * out[1] + chain[k].reach(lifted),
        )
        touch = eye.plane(_touch(chain[i], lifted))
        points.append((seen[i][0] + touch[0], seen[i][1] + touch[1]))
    return ring(*points)


def _touch(b: Ball, direction: Vector) -> Vector:
    """From the middle of a ball to where a wall square to the direction would touch it."""
    reach = max(b.reach(direction), 1e-9)
    f, u, r = b.frame.f, b.frame.u, b.frame.r
    return add(
        times(f, b.forward**2 * dot(f, direction) / reach),
        times(u, b.along**2 * dot(u, direction) / reach),
        times(r, b.across**2 * dot(r, direction) / reach),
    )


def outline(chain: Sequence[Ball], eye: Camera) -> Curve:
    """The edge of a chain of balls as it is seen; always the same number of points."""
    seen = [eye.plane(b.at) for b in chain]
    left: list[Point] = []
    right: list[Point] = []
    last = len(chain) - 1
    for i, b in enumerate(chain):
        way = _direction(seen[max(0, i - 1)], seen[min(last, i + 1)])
        out = (-way[1], way[0])
        far = b.reach(_lifted(out, eye))
        left.append((seen[i][0] + out[0] * far, seen[i][1] + out[1] * far))
        right.append((seen[i][0] - out[0] * far, seen[i][1] - out[1] * far))
    begin = _cap(chain[0], seen[0], _direction(seen[1], seen[0]), eye)
    end = _cap(chain[-1], seen[-1], _direction(seen[-2], seen[-1]), eye)
    return ring(begin, *left, end, *right[::-1])


def _cap(b: Ball, seen: Point, way: Point, eye: Camera) -> Point:
    far = b.reach(_lifted(way, eye))
    return seen[0] + way[0] * far, seen[1] + way[1] * far


def _direction(a: Point, b: Point) -> Point:
    dx, dy = b[0] - a[0], b[1] - a[1]
    size = hypot(dx, dy)
    return (dx / size, dy / size) if size > 1e-6 else (0.0, -1.0)


def _lifted(way: Point, eye: Camera) -> Vector:
    """A direction of the picture as one in space."""
    x, y = way
    return (
        eye.right[0] * x - eye.up[0] * y,
        eye.right[1] * x - eye.up[1] * y,
        eye.right[2] * x - eye.up[2] * y,
    )
