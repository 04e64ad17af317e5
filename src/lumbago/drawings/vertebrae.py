"""The bones of the spine from the side, and where each stands on its natural curves.

Every vertebra is one of a few shapes, drawn upright around the middle of its body with the
front of the person to the left, then set on the axis of the spine, tilted and scaled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees, hypot, pi
from typing import Final

from lumbago.drawings.canvas import Curve, Point, block, number, ring, straight, through

CERVICAL: Final[tuple[str, ...]] = tuple(f"C{i}" for i in range(1, 8))
THORACIC: Final[tuple[str, ...]] = tuple(f"T{i}" for i in range(1, 13))
LUMBAR: Final[tuple[str, ...]] = tuple(f"L{i}" for i in range(1, 6))
STACK: Final[tuple[str, ...]] = (*CERVICAL, *THORACIC, *LUMBAR)

# The middle of the bodies: neck and low back bend forward, chest and sacrum backward.
_AXIS = through(
    (87, 20), (80, 42), (80, 66), (90, 98), (102, 138), (106, 180), (100, 222), (86, 262),
    (74, 300), (73, 332), (85, 365),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of vertebra: half the height of its body, the gap below, its parts, its root."""

    half_height: float
    gap: float
    body: Curve
    arch: Curve
    disc: Curve
    root: Curve


def _lens(w: float, h: float, front: float) -> Curve:
    """A disc: a lens that is higher in front (`front` over 1) where the spine bends forward."""
    return ring(
        (-w, -h * 0.7 * front), (0, -h * 0.9), (w, -h * 0.6), (w + 0.7, 0), (w, h * 0.6),
        (0, h * 0.9), (-w, h * 0.7 * front), (-w - 0.9, 0),
    )  # fmt: skip


_NECK_ARCH = ring(
    (6, -3), (8.6, -3.6), (9.8, -6), (12, -5.2), (13.8, -2.4), (19, 0.2), (21.4, 2.4),
    (20.6, 4.6), (17, 4.6), (13.2, 3.4), (11.6, 6), (9.4, 5.4), (8.4, 1.4), (6, 0.2),
)  # fmt: skip
_C7_ARCH = ring(
    (6, -3), (8.6, -3.6), (9.8, -6), (12, -5.2), (14, -2), (21, 1.6), (27.6, 5.2), (28.6, 7.6),
    (26.4, 8.8), (20, 6.6), (13.4, 4), (11.6, 6), (9.4, 5.4), (8.4, 1.4), (6, 0.2),
)  # fmt: skip
_CHEST_ARCH = ring(
    (8.6, -5), (12, -5.6), (13.2, -9), (15.2, -8.6), (16.4, -4), (22.4, 3), (29, 10), (30, 12.8),
    (27.6, 13.4), (21.4, 9.6), (17.6, 6.6), (16.4, 9.4), (14.4, 9), (13.8, 4), (12.4, -0.6),
    (8.6, -1),
)  # fmt: skip
_LOW_ARCH = ring(
    (11.6, -6.4), (16.2, -7), (17.4, -12), (19.8, -13), (21.6, -8.6), (24.6, -4.6), (33.6, -3.8),
    (36.6, -1), (36.4, 5.8), (33.4, 8), (26.6, 6), (24.8, 9), (23.6, 13), (21, 12.8), (19.6, 7.4),
    (17, 0.6), (11.6, -0.4),
)  # fmt: skip


def _neck(body: Curve, arch: Curve, half_height: float = 4.2, gap: float = 2.7) -> Shape:
    root = through((9.2, 0), (7.4, 3.4), (3.6, 6.4), (-1, 8.6))
    return Shape(half_height, gap, body, arch, _lens(6.4, gap / 2 + 0.3, 1.3), root)


_PLAIN = _neck(block(6.7, 4.2, 1.7, 0.9), _NECK_ARCH)
# The atlas has no body, only a ring: its front knob sits before the peg of the axis.
_ATLAS = _neck(
    ring((-8.4, -1.6), (-6.4, -3), (-4.6, -1.6), (-4.6, 1.6), (-6.4, 3), (-8.4, 1.6)),
    ring((-5, -1.4), (2, -2.8), (8, -2.6), (14, -2.4), (17, -0.8), (17, 1.4), (14, 2),
         (8, 1.8), (2, 2.4), (-5, 1.6)),
    2.8,
    1.0,
)  # fmt: skip
_AXIS_BONE = _neck(
    ring((-6.8, 4.4), (-6.4, -1), (-4.6, -4), (-3.6, -9.4), (-1.4, -11), (0.8, -9.4), (1.8, -4),
         (5.4, -2.4), (6.2, 1.4), (6.4, 4.2), (0, 4)),
    _NECK_ARCH,
    4.8,
    2.6,
)  # fmt: skip
_CHEST = Shape(
    6.2, 2.9, block(9.5, 6.2, 2.2, 1.3), _CHEST_ARCH, _lens(9.2, 1.6, 0.95),
    through((13, 0.4), (11.4, 3), (8.6, 5.2), (4.6, 6.6)),
)  # fmt: skip
_LOW = Shape(
    7.9, 5.6, block(13.2, 7.9, 2.8, 1.9), _LOW_ARCH, _lens(12.9, 3, 1.15),
    through((16, -0.6), (14.6, 5), (11.6, 10), (7, 14)),
)  # fmt: skip

SHAPES: Final[Mapping[str, Shape]] = {
    "atlas": _ATLAS,
    "axis": _AXIS_BONE,
    "neck": _PLAIN,
    "c7": _neck(block(6.9, 4.4, 1.7, 0.9), _C7_ARCH, 4.4, 2.8),
    "chest": _CHEST,
    "low": _LOW,
}
"""The kinds of vertebra."""


def kind(level: str) -> str:
    """Which of the shapes a vertebra has."""
    special = {"C1": "atlas", "C2": "axis", "C7": "c7"}
    return special.get(level) or {"C": "neck", "T": "chest", "L": "low"}[level[0]]


def _scale(level: str) -> float:
    # Bodies grow from the neck down (about half as deep again from T1 to T12).
    if level in THORACIC:
        return 0.82 + 0.034 * THORACIC.index(level)
    if level in LUMBAR:
        return 0.95 + 0.022 * LUMBAR.index(level)
    return 1.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands on the axis: its middle, its tilt (radians) and its scale."""

    centre: Point
    turn: float
    scale: float

    def put(self, curve: Curve) -> Curve:
        """A curve around (0, 0), set here."""
        return curve.moved(*self.centre, scale=self.scale, turn=self.turn)

    def transform(self) -> str:
        """The same as an SVG transform."""
        x, y, turn = (number(round(v, 1)) for v in (*self.centre, degrees(self.turn)))
        turned = f"translate({x} {y})rotate({turn})"
        return turned if self.scale == 1 else f"{turned}scale({number(self.scale)})"


def _places() -> dict[str, Place]:
    """Where each vertebra stands, and the disc below it (named `below L4`)."""
    way = _AXIS.samples(24)
    total = sum(hypot(q[0] - p[0], q[1] - p[1]) for p, q in pairwise(way))
    heights = [
        (level, 2 * SHAPES[kind(level)].half_height * _scale(level),
         SHAPES[kind(level)].gap * _scale(level))
        for level in STACK
    ]  # fmt: skip
    stretch = total / sum(height + gap for _, height, gap in heights)
    done, found = 0.0, {}
    for level, height, gap in heights:
        scale = _scale(level) * stretch
        found[level] = _place(way, (done + height / 2) * stretch, scale)
        found[f"below {level}"] = _place(way, (done + height + gap / 2) * stretch, scale)
        done += height + gap
    return found


def _place(way: Sequence[Point], distance: float, scale: float) -> Place:
    """The place that is so far down the axis."""
    p, q = way[0], way[1]
    for p, q in pairwise(way):
        step = hypot(q[0] - p[0], q[1] - p[1])
        if distance <= step:
            break
        distance -= step
    t = min(1.0, distance / step)
    centre = (p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1]))
    return Place(centre, atan2(q[1] - p[1], q[0] - p[0]) - pi / 2, scale)


PLACES: Final[Mapping[str, Place]] = _places()
"""Where each vertebra stands, and, as `below L4`, the disc and the gap for the root below it."""

_ENDPLATE = through((73.6, 378.6), (75.4, 376), (98, 364.6), (101, 364.8))
SACRUM: Final[Curve] = _ENDPLATE.then(
    through((101, 364.8), (106.4, 366.4), (111, 372.4), (116.4, 378), (121, 388), (126, 400),
            (127, 414), (124, 423)),
    straight((124, 423), (117.4, 421.4)),
    through((117.4, 421.4), (112.6, 409), (103, 397.4), (89, 387.6), (76, 381.6), (73.6, 378.6)),
)  # fmt: skip
SACRAL_SEAMS: Final[tuple[Curve, ...]] = (
    through((90, 386.8), (98, 382.2), (105, 378.6)),
    through((102.4, 396), (108, 391.6), (113.4, 389)),
    through((110.6, 406.4), (114.4, 403.2), (118.6, 401.6)),
)
COCCYX: Final[Curve] = ring(
    (117.4, 424.4), (121, 423.6), (123, 425.4), (121.4, 431), (117, 438), (112.4, 442.4),
    (110, 441.6), (112.4, 436.4), (115.6, 430.4),
)  # fmt: skip
LONG_ROOT: Final[Curve] = through((16, -0.6), (15, 6), (13.4, 14), (13, 24), (15, 35), (17, 46))
"""A root of the low back when it is spoken of: on its way to the leg."""

SACRAL_ROOT: Final[Curve] = through((107, 384), (103, 391), (96, 398), (88, 403.6))
