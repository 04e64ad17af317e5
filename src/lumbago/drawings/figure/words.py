"""A movement in words, for those who cannot see it."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from lumbago.drawings.canvas import worded
from lumbago.drawings.figure.motion import at
from lumbago.drawings.figure.skeleton import Skeleton
from lumbago.knowledge import Movement, Pose

FIGURE_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "start": "A person {base}.",
        "still": "Nothing moves but the breath.",
        "moves": "Then {moves}.",
        "back": "Then all goes back.",
        "and": " and ",
        "standing": "stands",
        "sitting": "sits",
        "kneeling": "kneels",
        "half_kneeling": "kneels on one knee",
        "supine": "lies on the back",
        "prone": "lies on the front",
        "quadruped": "is on hands and knees",
        "side_lying": "lies on the side",
        "hips_up": "the hips rise",
        "hips_down": "the hips sink",
        "hips_back": "the hips move back",
        "chest_up": "the chest rises",
        "chest_down": "the chest sinks",
        "back_round": "the back rounds",
        "back_hollow": "the back hollows",
        "turn": "the chest turns",
        "lean": "the trunk leans to the side",
        "head_turn": "the head turns",
        "head_tip": "the head tips to the side",
        "head_nod": "the head nods",
        "chin": "the chin slides back",
        "shoulders": "the shoulders move",
        "arm_up": "an arm lifts",
        "arms_up": "the arms lift",
        "arm_moves": "an arm moves",
        "arms_move": "the arms move",
        "leg_up": "a leg lifts",
        "legs_up": "the legs lift",
        "knee_bends": "a knee bends",
        "knees_bend": "the knees bend",
        "knee_straightens": "a knee straightens",
        "knees_straighten": "the knees straighten",
        "knee_out": "a knee moves out to the side",
        "knees_out": "the knees move out to the sides",
        "belly": "the belly rises and falls with the breath",
    }
)
"""The English texts of a described movement."""

MOST_MOVES = 3
"""So many things that move are told; more would not be remembered."""


def described(movement: Movement, words: Mapping[str, str] | None = None) -> str:
    """Say how the person is placed and what moves most."""
    text = worded(words, FIGURE_WORDS)
    first = movement.poses[0]
    far = max(movement.poses, key=lambda pose: _turned(first, pose))
    told = list(_moves(movement, first, far))[:MOST_MOVES]
    start = text["start"].format(base=text[first.base.value])
    if not told:
        return f"{start} {text['still']}"
    listed = text["and"].join(text[name] for name in told)
    return f"{start} {text['moves'].format(moves=listed)} {text['back']}"


def _turned(a: Pose, b: Pose) -> float:
    names = set(a.angles) | set(b.angles)
    return round(sum(abs(a.angles.get(n, 0.0) - b.angles.get(n, 0.0)) for n in names), 3)


def _moves(movement: Movement, first: Pose, far: Pose) -> Iterator[str]:
    """Yield what moves, what carries the movement first."""
    start, end = at(movement, first.time_s), at(movement, min(far.time_s, movement.seconds - 1e-6))
    yield from _trunk_moves(start, end, first, far)
    for limb in ("leg", "arm"):
        yield from _limb_moves(limb, start, end, first, far)
    if any(pose.angle("breath") for pose in movement.poses):
        yield "belly"


def _trunk_moves(start: Skeleton, end: Skeleton, first: Pose, far: Pose) -> Iterator[str]:
    def change(key: str) -> float:
        return far.angle(key) - first.angle(key)

    hips, chest = _moved("hips", start, end), _moved("c7", start, end)
    if abs(hips[1]) > 14:
        yield "hips_up" if hips[1] > 0 else "hips_down"
    elif hips[0] < -14:
        yield "hips_back"
    if abs(chest[1]) > 14 and abs(chest[1] - hips[1]) > 10:
        yield "chest_up" if chest[1] > 0 else "chest_down"
    bend = change("lumbar") + change("thoracic")
    if abs(bend) > 18:
        yield "back_round" if bend > 0 else "back_hollow"
    if abs(change("trunk_rot")) > 8:
        yield "turn"
    if abs(change("trunk_lat")) > 8:
        yield "lean"
    for key, name in (("neck_rot", "head_turn"), ("neck_lat", "head_tip"), ("neck", "head_nod")):
        if abs(change(key)) > 10:
            yield name
    if change("neck_retract") > 2:
        yield "chin"
    if abs(change("scap_up")) > 3 or abs(change("scap_fwd")) > 3:
        yield "shoulders"


def _limb_moves(limb: str, start: Skeleton, end: Skeleton, first: Pose, far: Pose) -> Iterator[str]:
    tip, bend = ("ankle", "knee") if limb == "leg" else ("wrist", "elbow")
    lifted = [s for s in "rl" if _moved(f"{tip}_{s}", start, end)[1] > 14]
    moved = [s for s in "rl" if max(map(abs, _moved(f"{tip}_{s}", start, end))) > 18]
    bent = {s: far.angle(bend, s) - first.angle(bend, s) for s in "rl"}
    if lifted:
        yield f"{limb}{'s' if len(lifted) > 1 else ''}_up"
    elif limb == "arm" and moved:
        yield "arms_move" if len(moved) > 1 else "arm_moves"
    if limb == "arm":
        return
    bending = [s for s in "rl" if bent[s] > 18]
    straight = [s for s in "rl" if bent[s] < -18]
    out = [s for s in "rl" if far.angle("hip_abd", s) - first.angle("hip_abd", s) > 14]
    if bending:
        yield "knees_bend" if len(bending) > 1 else "knee_bends"
    if straight:
        yield "knees_straighten" if len(straight) > 1 else "knee_straightens"
    if out:
        yield "knees_out" if len(out) > 1 else "knee_out"


def _moved(name: str, start: Skeleton, end: Skeleton) -> tuple[float, float, float]:
    a, b = start.points[name], end.points[name]
    return b[0] - a[0], b[1] - a[1], b[2] - a[2]
