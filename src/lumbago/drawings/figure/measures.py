"""Angles that a camera can read: the same function on a drawn figure and on a person's points."""

from collections.abc import Mapping
from math import acos, asin, atan2, degrees

from lumbago.drawings.figure.space import Vector, cross, dot, length, midpoint, minus, unit

QUANTITIES = (
    "hip_r", "hip_l", "knee_r", "knee_l", "elbow_r", "elbow_l", "shoulder_r", "shoulder_l",
    "trunk", "side", "legs_apart",
)  # fmt: skip
"""Every angle that can be read."""


def angle(points: Mapping[str, Vector], quantity: str) -> float:
    """Read one angle in degrees off the joints of a body.

    `hip_`: between the trunk's line and the thigh, 0 when straight, minus when the knee is
    behind. `knee_`, `elbow_`: the bend. `shoulder_`: between upper arm and trunk, 0 hanging.
    `trunk`: how the line from hips to shoulders rises, 90 upright. `side`: how it leans to the
    right, seen from the front. `legs_apart`: between the thighs.
    """
    hips, shoulders = _middle(points, "hip"), _middle(points, "shoulder")
    trunk = minus(shoulders, hips)
    joint, _, side = quantity.partition("_")
    if quantity == "trunk":
        return degrees(asin(max(-1.0, min(1.0, unit(trunk)[1]))))
    if quantity == "side":
        return degrees(atan2(trunk[2], trunk[1]))
    if quantity == "legs_apart":
        return _between(_thigh(points, "r"), _thigh(points, "l"))
    if joint == "hip":
        return _hip(points, side, trunk)
    if joint == "shoulder":
        arm = minus(points[f"elbow_{side}"], points[f"shoulder_{side}"])
        return _between(arm, minus(hips, shoulders))
    ends = {"knee": ("hip", "knee", "ankle"), "elbow": ("shoulder", "elbow", "wrist")}[joint]
    a, b, c = (points[f"{name}_{side}"] for name in ends)
    return 180 - _between(minus(a, b), minus(c, b))


def _hip(points: Mapping[str, Vector], side: str, trunk: Vector) -> float:
    thigh = _thigh(points, side)
    bend = 180 - _between(trunk, thigh)
    across = unit(minus(points["hip_r"], points["hip_l"]))
    behind = -dot(thigh, unit(cross(trunk, across)))
    # A leg lifted sideways is not behind, however the rounding falls.
    return -bend if behind > abs(dot(thigh, across)) else bend


def _thigh(points: Mapping[str, Vector], side: str) -> Vector:
    return minus(points[f"knee_{side}"], points[f"hip_{side}"])


def _middle(points: Mapping[str, Vector], name: str) -> Vector:
    return midpoint(points[f"{name}_r"], points[f"{name}_l"])


def _between(a: Vector, b: Vector) -> float:
    size = length(a) * length(b)
    return degrees(acos(max(-1.0, min(1.0, dot(a, b) / size)))) if size else 0.0
