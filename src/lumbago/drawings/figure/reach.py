"""The same movement made smaller: every pose a part of the way from the first one."""

from dataclasses import replace

from lumbago.knowledge import Movement, Pose


def can_be_smaller(movement: Movement) -> bool:
    """Whether a part of the movement can be drawn: on one base, and it goes somewhere."""
    bases = {pose.base for pose in movement.poses}
    return len(bases) == 1 and any(p.angles != movement.poses[0].angles for p in movement.poses)


def smaller(movement: Movement, share: float) -> Movement:
    """Return the movement with a part of its range.

    Args:
        movement: a movement of which a part can be drawn.
        share: the part, over 0 up to 1.
    """
    first = movement.poses[0]
    return replace(movement, poses=tuple(_part(first, pose, share) for pose in movement.poses))


def _part(first: Pose, pose: Pose, share: float) -> Pose:
    keys = {*first.angles, *pose.angles}
    start = {key: _angle(first, key) for key in keys}
    end = {key: _angle(pose, key) for key in keys}
    return replace(pose, angles={k: start[k] + share * (end[k] - start[k]) for k in sorted(keys)})


def _angle(pose: Pose, key: str) -> float:
    """Return a number of a pose; a side takes that of both where it has none of its own."""
    joint, _, side = key.rpartition("_")
    return pose.angle(joint, side) if side in {"r", "l"} else pose.angle(key)
