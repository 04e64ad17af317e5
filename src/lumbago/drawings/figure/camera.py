"""Where the eye is: space → the plane of the picture."""

from dataclasses import dataclass
from math import cos, radians, sin

from lumbago.drawings.canvas import Point
from lumbago.drawings.figure.space import Vector, cross, dot


@dataclass(frozen=True, slots=True)
class Camera:
    """An eye far away: which way lies right, up, and towards it."""

    right: Vector
    up: Vector
    towards: Vector

    def plane(self, p: Vector) -> Point:
        """Where a point is seen; down is plus, as SVG has it."""
        return dot(p, self.right), -dot(p, self.up)

    def depth(self, p: Vector) -> float:
        """How near to the eye a point is; more is nearer."""
        return dot(p, self.towards)


def camera(view: tuple[float, float]) -> Camera:
    """The eye so many degrees round from a look at the right side, and so many up."""
    azimuth, elevation = map(radians, view)
    towards = (
        cos(elevation) * sin(azimuth),
        sin(elevation),
        cos(elevation) * cos(azimuth),
    )
    right = (cos(azimuth), 0.0, -sin(azimuth))
    return Camera(right, cross(towards, right), towards)
