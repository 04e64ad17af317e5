"""Points, directions and turns in space: x forward, y up, z to the right of one who stands."""

from dataclasses import dataclass
from math import cos, radians, sin, sqrt
from typing import TypeAlias

Vector: TypeAlias = tuple[float, float, float]


def add(a: Vector, *others: Vector) -> Vector:
    """The sum of vectors."""
    x, y, z = a
    for b in others:
        x, y, z = x + b[0], y + b[1], z + b[2]
    return x, y, z


def times(a: Vector, k: float) -> Vector:
    """A vector `k` times as long."""
    return a[0] * k, a[1] * k, a[2] * k


def minus(a: Vector, b: Vector) -> Vector:
    """From `b` to `a`."""
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def dot(a: Vector, b: Vector) -> float:
    """The inner product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    """The outer product."""
    return (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )


def length(a: Vector) -> float:
    """How long a vector is."""
    return sqrt(dot(a, a))


def unit(a: Vector) -> Vector:
    """The same direction, 1 long; forward where there is none."""
    size = length(a)
    return times(a, 1 / size) if size > 1e-9 else (1.0, 0.0, 0.0)


def blend(a: Vector, b: Vector, w: float) -> Vector:
    """The point `w` of the way from `a` to `b`."""
    return add(times(a, 1 - w), times(b, w))


def midpoint(a: Vector, b: Vector) -> Vector:
    """Half way between."""
    return blend(a, b, 0.5)


@dataclass(frozen=True, slots=True)
class Frame:
    """Which way a part of the body looks: forward, up along it, and to its right."""

    f: Vector = (1.0, 0.0, 0.0)
    u: Vector = (0.0, 1.0, 0.0)
    r: Vector = (0.0, 0.0, 1.0)

    def about_r(self, degrees: float) -> "Frame":
        """Turned about the axis to the right; plus brings forward towards up."""
        c, s = cos(radians(degrees)), sin(radians(degrees))
        return Frame(
            add(times(self.f, c), times(self.u, s)),
            add(times(self.f, -s), times(self.u, c)),
            self.r,
        )

    def about_f(self, degrees: float) -> "Frame":
        """Turned about the axis forward; plus brings up towards the right."""
        c, s = cos(radians(degrees)), sin(radians(degrees))
        return Frame(
            self.f,
            add(times(self.u, c), times(self.r, s)),
            add(times(self.u, -s), times(self.r, c)),
        )

    def about_u(self, degrees: float) -> "Frame":
        """Turned about its long axis; plus brings the right towards forward."""
        c, s = cos(radians(degrees)), sin(radians(degrees))
        return Frame(
            add(times(self.f, c), times(self.r, -s)),
            self.u,
            add(times(self.f, s), times(self.r, c)),
        )

    def at(self, origin: Vector, f: float = 0.0, u: float = 0.0, r: float = 0.0) -> Vector:
        """The point so far forward, up and right of another."""
        return add(origin, times(self.f, f), times(self.u, u), times(self.r, r))


def along(u: Vector, like: Frame) -> Frame:
    """A frame whose long axis is `u` and which else looks as another does."""
    up = unit(u)
    f = minus(like.f, times(up, dot(like.f, up)))
    forward = unit(f) if length(f) > 1e-6 else unit(cross(up, like.r))
    return Frame(forward, up, cross(forward, up))
