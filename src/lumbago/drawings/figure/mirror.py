"""The other side of a movement: right and left change places."""

from dataclasses import replace

from lumbago.knowledge import Movement, Pose, Position, Prop

NEGATED = ("z", "roll", "twist", "trunk_rot", "trunk_lat", "neck_rot", "neck_lat")


def mirrored(movement: Movement) -> Movement:
    """The same movement with right and left changed.

    Seen from the same place; whoever lies on a side turns round, and is seen from where the face
    is and the moving limb.
    """
    round_, up = movement.view
    turns_round = movement.poses[0].base is Position.ON_THE_SIDE
    return replace(
        movement,
        view=(180 - round_, up) if turns_round else movement.view,
        anchor=swapped(movement.anchor),
        pins=tuple(map(swapped, movement.pins)),
        props=tuple(_prop(prop) for prop in movement.props),
        arrows=tuple(map(swapped, movement.arrows)),
        poses=tuple(_pose(pose) for pose in movement.poses),
        shows_left=not movement.shows_left,
    )


def swapped(name: str) -> str:
    """The same joint of the other side."""
    if name.endswith("_r"):
        return f"{name[:-2]}_l"
    return f"{name[:-2]}_r" if name.endswith("_l") else name


def _pose(pose: Pose) -> Pose:
    joints = {name.removesuffix("_r").removesuffix("_l") for name in pose.angles}
    angles: dict[str, float] = {}
    for joint in joints:
        if f"{joint}_r" in pose.angles or f"{joint}_l" in pose.angles:
            angles[f"{joint}_r"] = pose.angle(joint, "l")
            angles[f"{joint}_l"] = pose.angle(joint, "r")
        else:
            angles[joint] = -pose.angle(joint) if joint in NEGATED else pose.angle(joint)
    return replace(pose, angles=angles)


def _prop(prop: Prop) -> Prop:
    def end(value: str | tuple[float, float, float]) -> str | tuple[float, float, float]:
        return swapped(value) if isinstance(value, str) else (value[0], value[1], -value[2])

    return replace(prop, z0=-prop.z1, z1=-prop.z0, start=end(prop.start), end=end(prop.end))
