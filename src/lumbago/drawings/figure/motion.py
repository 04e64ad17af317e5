"""Between two poses: angles are blended, the anchor moves straight, pinned ends stay."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import cos, pi, sqrt

from lumbago.drawings.figure.skeleton import (
    FOREARM,
    HAND,
    SHANK,
    THIGH,
    UPPER_ARM,
    Skeleton,
    foot_points,
    offset,
    skeleton,
)
from lumbago.drawings.figure.space import (
    Frame,
    Vector,
    add,
    along,
    blend,
    cross,
    dot,
    length,
    minus,
    times,
    unit,
)
from lumbago.knowledge import Movement, Pose

ANCHORS = {"pelvis": "hips", "chest": "c7", "knee_r": "knee_r", "knee_l": "knee_l"}


def ease(t: float) -> float:
    """How far along one is after the share `t` of the time: slow, fast, slow."""
    return 0.5 - 0.5 * cos(pi * t)


def at(movement: Movement, time_s: float) -> Skeleton:
    """Where the body is at a moment of the cycle; later moments begin it anew."""
    return next(bodies(movement, (time_s,)))


def bodies(movement: Movement, times_s: Iterable[float]) -> Iterator[Skeleton]:
    """Where the body is at each of several moments of the cycle."""
    starts = [pose.time_s for pose in movement.poses]
    keys: dict[int, Skeleton] = {}
    for time_s in times_s:
        t = time_s % movement.seconds
        i = min(max(bisect_right(starts, t) - 1, 0), len(starts) - 2)
        for k in (i, i + 1):
            if k not in keys:
                keys[k] = skeleton(movement.poses[k])
        w = ease((t - starts[i]) / (starts[i + 1] - starts[i]))
        yield _between(movement, i, w, keys[i], keys[i + 1])


def moments(movement: Movement, a_gap: int) -> Iterator[float]:
    """Times that show a cycle: every key pose, and `a_gap` steps from one to the next."""
    poses = movement.poses
    for before, after in pairwise(poses):
        steps = 1 if before.angles == after.angles else a_gap
        for step in range(steps):
            yield before.time_s + (after.time_s - before.time_s) * step / steps
    yield poses[-1].time_s


def _between(movement: Movement, i: int, w: float, first: Skeleton, last: Skeleton) -> Skeleton:
    """Where the body is the share `w` of the way from pose `i` to the next."""
    if w == 0:
        return first
    body = skeleton(mixed(movement.poses[i], movement.poses[i + 1], w))
    anchor = ANCHORS[movement.anchor]
    wanted = blend(first.points[anchor], last.points[anchor], w)
    body = body.moved(offset(body.points[anchor], wanted))
    for pin in movement.pins:
        body = pinned(body, pin, first, last, w)
    return body


def mixed(first: Pose, last: Pose, w: float) -> Pose:
    """A pose whose every angle lies the share `w` between those of two others."""
    names = set(first.angles) | set(last.angles)
    sided = {name for name in names if name.endswith(("_r", "_l"))}
    angles = {}
    for name in names:
        if name in sided:
            joint, side = name[:-2], name[-1]
            a, b = first.angle(joint, side), last.angle(joint, side)
        else:
            a, b = first.angle(name), last.angle(name)
        angles[name] = a + (b - a) * w
    return Pose(time_s=first.time_s, base=first.base, angles=angles)


def pinned(body: Skeleton, pin: str, first: Skeleton, last: Skeleton, w: float) -> Skeleton:
    """The body with one hand or foot held where it belongs; knee or elbow gives way."""
    part, side = pin.split("_")
    if part == "foot":
        root, middle, end = f"hip_{side}", f"knee_{side}", f"ankle_{side}"
        bones, names = (THIGH, SHANK), (f"thigh_{side}", f"shank_{side}", f"foot_{side}")
    else:
        root, middle, end = f"shoulder_{side}", f"elbow_{side}", f"wrist_{side}"
        bones, names = (
            (UPPER_ARM, FOREARM),
            (f"upper_arm_{side}", f"forearm_{side}", f"hand_{side}"),
        )
    target = blend(first.points[end], last.points[end], w)
    knee, reached = bend(body.points[root], target, body.points[middle], *bones)
    upper = along(minus(body.points[root], knee), body.frames[names[0]])
    lower = along(minus(knee, reached), body.frames[names[1]])
    tip = _blended(first.frames[names[2]], last.frames[names[2]], w)
    points = {**body.points, middle: knee, end: reached}
    if part == "foot":
        points |= foot_points(side, reached, tip)
    else:
        points[f"tip_{side}"] = tip.at(reached, u=-HAND)
    frames = {**body.frames, names[0]: upper, names[1]: lower, names[2]: tip}
    return Skeleton(points, frames, body.breath)


def bend(
    root: Vector, target: Vector, hint: Vector, upper: float, lower: float
) -> tuple[Vector, Vector]:
    """Where the middle joint of two bones is, and the end, which comes as near as it can.

    Args:
        root: where the first bone begins.
        target: where the second is to end.
        hint: which way the joint points.
        upper: how long the first bone is.
        lower: how long the second is.
    """
    way = minus(target, root)
    far = min(max(length(way), abs(upper - lower) + 0.01), upper + lower - 0.01)
    ahead = unit(way)
    side = minus(minus(hint, root), times(ahead, dot(minus(hint, root), ahead)))
    if length(side) < 1e-6:
        side = cross(ahead, (0.0, 0.0, 1.0))
    share = (upper * upper - lower * lower + far * far) / (2 * far)
    height = sqrt(max(0.0, upper * upper - share * share))
    joint = add(root, times(ahead, share), times(unit(side), height))
    return joint, add(root, times(ahead, far))


def _blended(a: Frame, b: Frame, w: float) -> Frame:
    mid = Frame(blend(a.f, b.f, w), blend(a.u, b.u, w), blend(a.r, b.r, w))
    return along(mid.u, Frame(unit(mid.f), mid.u, mid.r))
