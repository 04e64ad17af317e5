"""The things round a figure: ground, chair, wall, ball, band …."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lumbago.drawings.canvas import AMBER, CARD, Point
from lumbago.drawings.figure.camera import Camera
from lumbago.drawings.figure.flesh import Ball, hull
from lumbago.drawings.figure.space import Frame, Vector, dot
from lumbago.knowledge import Prop

FACE = "var(--figure-prop,#e9e1d2)"
SHADE = "var(--figure-prop-shade,#d9cfbb)"
EDGE = "var(--figure-prop-edge,#a79c86)"
SOFT = "var(--figure-soft,#f1ece1)"
GROUND = "var(--figure-ground,#e4ddd0)"
WATER = "var(--figure-water,#8fc3dd)"
ROUND = "var(--figure-round,#e0b98c)"

GROUND_DEEP, GROUND_HALF = 5.0, 62.0
SLAB, LEG = 8.0, 5.0

LINES = ("band", "stick", "strap")
IN_FRONT = ("water",)


@dataclass(frozen=True, slots=True)
class Shape:
    """A closed piece of a prop in the plane; `round` ones are smooth."""

    points: tuple[Point, ...]
    fill: str
    stroke: str = EDGE
    is_smooth: bool = False
    opacity: float = 1.0


def ground(floor: tuple[float, float], eye: Camera) -> Iterator[Shape]:
    """The ground under the figure."""
    box = (floor[0], -GROUND_DEEP, -GROUND_HALF, floor[1], 0.0, GROUND_HALF)
    yield from _solid(*box, eye, face=GROUND, shade=GROUND, stroke="none")


def furniture(prop: Prop, eye: Camera) -> Iterator[Shape]:
    """A prop that does not move, from back to front."""
    x0, x1, y0, y1 = prop.x, prop.x + prop.w, prop.y, prop.y + prop.h
    z0, z1 = prop.z0, prop.z1
    if prop.kind == "chair":
        yield from _chair(prop, eye)
    elif prop.kind in ("table", "bed"):
        thick = 18.0 if prop.kind == "bed" else SLAB
        yield from _legs(prop, y1 - thick, eye)
        fill = SOFT if prop.kind == "bed" else FACE
        yield from _solid(x0, y1 - thick, z0, x1, y1, z1, eye, face=fill)
    elif prop.kind == "pillow":
        yield _pillow(prop, eye)
    elif prop.kind == "mat":
        yield from _solid(x0, y0, z0, x1, y1, z1, eye, face=SOFT)
    elif prop.kind == "ball":
        yield _sphere(prop, eye)
    elif prop.kind == "roller":
        yield from _roller(prop, eye)
    elif prop.kind == "bike":
        yield from _bike(prop, eye)
    elif prop.kind == "water":
        for shape in _solid(x0, y0, z0, x1, y1, z1, eye, face=WATER, shade=WATER, stroke="none"):
            yield Shape(shape.points, WATER, "none", opacity=0.42)
    else:
        yield from _solid(x0, y0, z0, x1, y1, z1, eye)


def _chair(prop: Prop, eye: Camera) -> Iterator[Shape]:
    x0, x1, top = prop.x, prop.x + prop.w, prop.y + prop.h
    z0, z1 = prop.z0, prop.z1
    back: list[Shape] = []
    if prop.back:
        left = x0 - LEG if prop.back < 0 else x1
        for z in (z0, z1 - LEG):
            back += _solid(left, top - SLAB, z, left + LEG, top + prop.bh, z + LEG, eye)
        back += _solid(left, top + prop.bh * 0.45, z0, left + LEG, top + prop.bh, z1, eye)
    seat = [
        *_legs(prop, top - SLAB, eye),
        *_solid(x0, top - SLAB, z0, x1, top, z1, eye),
    ]
    is_behind = dot(eye.towards, (float(prop.back), 0.0, 0.0)) <= 0
    yield from (*back, *seat) if is_behind else (*seat, *back)


def _legs(prop: Prop, top: float, eye: Camera) -> Iterator[Shape]:
    x0, x1 = prop.x, prop.x + prop.w - LEG
    near_first = sorted(
        ((x, z) for x in (x0, x1) for z in (prop.z0, prop.z1 - LEG)),
        key=lambda corner: dot(eye.towards, (corner[0], 0.0, corner[1])),
    )
    for x, z in near_first:
        yield from _solid(x, prop.y, z, x + LEG, top, z + LEG, eye, face=SHADE)


def _solid(
    x0: float, y0: float, z0: float, x1: float, y1: float, z1: float, eye: Camera,
    *, face: str = FACE, shade: str = SHADE, stroke: str = EDGE,
) -> Iterator[Shape]:  # fmt: skip
    """The sides of a box that can be seen; the top is light, the rest shaded."""
    sides: tuple[tuple[Vector, str, tuple[Vector, ...]], ...] = (
        ((1, 0, 0), shade, ((x1, y0, z0), (x1, y1, z0), (x1, y1, z1), (x1, y0, z1))),
        ((-1, 0, 0), shade, ((x0, y0, z0), (x0, y1, z0), (x0, y1, z1), (x0, y0, z1))),
        ((0, 0, 1), face, ((x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1))),
        ((0, 0, -1), face, ((x0, y0, z0), (x1, y0, z0), (x1, y1, z0), (x0, y1, z0))),
        ((0, 1, 0), face, ((x0, y1, z0), (x1, y1, z0), (x1, y1, z1), (x0, y1, z1))),
    )
    for normal, fill, corners in sides:
        if dot(normal, eye.towards) > 0.02:
            yield Shape(tuple(eye.plane(corner) for corner in corners), fill, stroke)


def _pillow(prop: Prop, eye: Camera) -> Shape:
    across, high = (prop.z1 - prop.z0) / 2, prop.h / 2
    middle_z = (prop.z0 + prop.z1) / 2
    lying = Frame((0.0, 1.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0))
    inset = min(prop.w / 3, high)
    chain = [
        Ball((x, prop.y + high, middle_z), lying, size, min(inset, high), across)
        for x, size in (
            (prop.x + inset, high * 0.86),
            (prop.x + prop.w / 2, high),
            (prop.x + prop.w - inset, high * 0.86),
        )
    ]
    return Shape(_knots(chain, eye), SOFT, EDGE, is_smooth=True)


def _knots(chain: Sequence[Ball], eye: Camera) -> tuple[Point, ...]:
    return hull(chain, eye).points[:-1:3]


def _sphere(prop: Prop, eye: Camera) -> Shape:
    radius = prop.w / 2
    middle = (prop.x + radius, prop.y + prop.h / 2, (prop.z0 + prop.z1) / 2)
    return Shape(_circle(eye.plane(middle), radius), ROUND, EDGE, is_smooth=True)


def _circle(at: Point, radius: float) -> tuple[Point, ...]:
    steps = ((1.0, 0.0), (0.7071, 0.7071), (0.0, 1.0), (-0.7071, 0.7071), (-1.0, 0.0),
             (-0.7071, -0.7071), (0.0, -1.0), (0.7071, -0.7071))  # fmt: skip
    return tuple((at[0] + radius * x, at[1] + radius * y) for x, y in steps)


def _roller(prop: Prop, eye: Camera) -> Iterator[Shape]:
    radius = prop.w / 2
    ends = [(prop.x + radius, prop.y + prop.h / 2, z) for z in (prop.z0, prop.z1)]
    ends.sort(key=eye.depth)
    across = Frame((1.0, 0.0, 0.0), (0.0, 0.0, 1.0), (0.0, 1.0, 0.0))
    chain = [Ball(end, across, radius, 0.5, radius) for end in ends]
    if abs(eye.towards[2]) < 0.999:
        yield Shape(_knots(chain, eye), ROUND, EDGE, is_smooth=True)
    yield Shape(_circle(eye.plane(ends[-1]), radius), ROUND, EDGE, is_smooth=True)


def _bike(prop: Prop, eye: Camera) -> Iterator[Shape]:
    """A plain exercise bike; `x` is the column of the crank, `h` the height of the saddle."""
    x, top = prop.x + 6, prop.y + prop.h
    crank = (x, 46.0, 0.0)
    yield from _solid(x - 62, 0, -16, x + 92, 6, 16, eye, face=SHADE)
    yield from _beam((x, 6, 0), crank, 9, eye)
    yield from _beam(crank, (x + 58, 36, 0), 6, eye)
    yield Shape(_circle(eye.plane((x + 58, 36, 0)), 29), FACE, EDGE, is_smooth=True)
    yield from _beam(crank, (x - 40, top - 4, 0), 6, eye)
    yield from _beam(crank, (x + 50, top + 26, 0), 6, eye)
    yield from _beam((x - 62, top - 2, 0), (x - 18, top - 4, 0), 8, eye)
    yield from _beam((x + 42, top + 24, 0), (x + 60, top + 28, 0), 5, eye)
    yield Shape(_circle(eye.plane(crank), 12), SHADE, EDGE, is_smooth=True)


def _beam(a: Vector, b: Vector, width: float, eye: Camera) -> Iterator[Shape]:
    (x0, y0), (x1, y1) = eye.plane(a), eye.plane(b)
    size = max(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5, 1e-6)
    nx, ny = (y1 - y0) / size * width / 2, -(x1 - x0) / size * width / 2
    corners = ((x0 + nx, y0 + ny), (x1 + nx, y1 + ny), (x1 - nx, y1 - ny), (x0 - nx, y0 - ny))
    yield Shape(corners, SHADE, EDGE)


def is_line(prop: Prop) -> bool:
    """Whether a prop is a line between two points, which may move."""
    return prop.kind in LINES


def line_colour(kind: str) -> tuple[str, float]:
    """The colour and width of a band, stick or strap."""
    return {"band": (AMBER, 3.2), "strap": (AMBER, 3.6), "stick": (EDGE, 4.2)}[kind]


BACKGROUND = CARD
"""What lies behind: the thin edge that parts one limb from another."""
