"""The places of the body that a person can point at.

Each is drawn once, on the right half of the picture, as a loop of stretches of the outline and
of inner borders; the same border serves both its neighbours, so nothing gaps or overlaps. A
place that can be seen from both sides (a hand, a shoulder) has two loops and one id.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from lumbago.drawings.body import (
    ANKLE_IN,
    ANKLE_OUT,
    ARMPIT,
    CHIN,
    CREST,
    CROTCH,
    CROWN,
    DELTOID,
    EAR_BOTTOM,
    ELBOW_IN,
    ELBOW_OUT,
    GROIN,
    HEAD,
    JAW,
    KNEE_LOW_IN,
    KNEE_LOW_OUT,
    KNEE_TOP_IN,
    KNEE_TOP_OUT,
    LOWER_BACK,
    LOWER_FRONT,
    NECK_BASE,
    RIBS,
    SHOULDER_TOP,
    TROCHANTER,
    UPPER,
    WRIST_IN,
    WRIST_OUT,
)
from lumbago.drawings.canvas import Box, Curve, Point, through

BODY_BOX = Box(0, 0, 320, 424)
"""The paper of the body map."""

FRONT_MIDDLE = 80.0
BACK_MIDDLE = 240.0


class View(StrEnum):
    """From which side a place can be seen."""

    FRONT = "front"
    BACK = "back"
    BOTH = "both"


class Side(StrEnum):
    """The person's own left or right, or the middle of the body."""

    LEFT = "left"
    RIGHT = "right"
    MIDDLE = "middle"


@dataclass(frozen=True, slots=True)
class Region:
    """A place of the body that can be tapped.

    Attributes:
        id: the name used in data, such as `low_back` or `thigh_back_left`.
        view: on which figure it is drawn.
        side: the person's own left or right.
        label: its name in plain words.
        path: the `d` of its outline within `BODY_BOX`; two loops when it shows on both figures.
        loops: the same outline as curves, for whoever wants to measure.
    """

    id: str
    view: View
    side: Side
    label: str
    path: str
    loops: tuple[Curve, ...]


def _edge(*points: Point) -> Curve:
    return through(*points)


def _mirror(half: Curve) -> Curve:
    """The loop of a place on the middle line, from its right half (top to bottom)."""
    return half.then(half.moved(flip=True).reverse())


# Inner borders of both figures.
_WRIST = _edge(WRIST_IN, WRIST_OUT)
_ELBOW = _edge(ELBOW_IN, (53.3, 158), ELBOW_OUT)
_UNDER_DELTOID = _edge(ARMPIT, (44, 120.5), DELTOID)
_SHOULDER_IN = _edge(SHOULDER_TOP, (33, 95), (34.6, 107), ARMPIT)
_HAND = UPPER.between(WRIST_OUT, WRIST_IN).then(_WRIST)
_FOREARM = UPPER.between(ELBOW_OUT, WRIST_OUT).then(
    _WRIST.reverse(), UPPER.between(WRIST_IN, ELBOW_IN), _ELBOW
)
_UPPER_ARM = UPPER.between(DELTOID, ELBOW_OUT).then(
    _ELBOW.reverse(), UPPER.between(ELBOW_IN, ARMPIT), _UNDER_DELTOID
)
_SHOULDER = UPPER.between(SHOULDER_TOP, DELTOID).then(
    _UNDER_DELTOID.reverse(), _SHOULDER_IN.reverse()
)
_HIP_OUT_IN = _edge(CREST, (29.4, 197), (28.2, 211), (30.4, 219), TROCHANTER)

# Front.
_FACE = _edge((0, 46.4), (8, 46.6), EAR_BOTTOM)
_COLLAR = _edge((0, 83.4), (7, 82), NECK_BASE)
_RIB_ARCH = _edge((0, 129), (8, 134), (20, 146), RIBS)
_RIB_KNOT: Point = (20, 146)
_FLANK_FRONT_IN = _edge(_RIB_KNOT, (19.6, 158), (19.6, 168), (20.8, 178), (24, 189))
_NAVEL: Point = (19.6, 168)
_ASIS: Point = (24, 189)
_WAIST_MIDDLE = _edge((0, 168.6), (9, 168.8), _NAVEL)
_CREST_FRONT = _edge(_ASIS, (29, 188), CREST)
_PUBIC: Point = (14.4, 204)
_INGUINAL = _edge(_ASIS, (20, 196.6), _PUBIC, (6, 219), CROTCH)
_BELLY_FLOOR = _edge((0, 200), (7, 201.2), _PUBIC)
_HIP_KNOT: Point = (28.2, 211)
_GROIN_LOW = _edge(_HIP_KNOT, (20, 222), (11, 231.4), GROIN)
_KNEE_TOP_FRONT = _edge(KNEE_TOP_IN, (19, 278), KNEE_TOP_OUT)
_KNEE_LOW_FRONT = _edge(KNEE_LOW_IN, (19, 310.4), KNEE_LOW_OUT)
_ANKLE = _edge(ANKLE_IN, (17, 380), ANKLE_OUT)
_HIP_FRONT_UPPER = _HIP_OUT_IN.between(CREST, _HIP_KNOT)
_HIP_FRONT_LOWER = _HIP_OUT_IN.between(_HIP_KNOT, TROCHANTER)

# Back.
_NAPE = _edge((0, 56), (7, 57), JAW)
_C7 = _edge((0, 85.4), (8, 83.6), NECK_BASE)
_BLADE_IN = _edge(SHOULDER_TOP, (20, 88), (14, 97), (12.6, 110), (15.4, 125), (21, 134))
_BLADE_TIP: Point = (21, 134)
_BLADE_LOW = _edge(_BLADE_TIP, (28.4, 132), ARMPIT)
_UPPER_FLOOR = _edge((0, 131.4), (11, 131.6), _BLADE_TIP)
_MID_FLOOR = _edge((0, 157), (18.6, 156), RIBS)
_MID_KNOT: Point = (18.6, 156)
_FLANK_BACK_IN = _edge(_MID_KNOT, (17.4, 166), (18, 176), (21.4, 187))
_PSIS: Point = (21.4, 187)
_CREST_BACK = _edge(_PSIS, (28, 184), CREST)
_SACRUM_TOP = _edge((0, 192.6), (6, 192.4), (11, 191.4))
_SACRUM_KNOT: Point = (11, 191.4)
_BUTTOCK_TOP = _edge(_SACRUM_KNOT, (16.4, 189.6), _PSIS)
_TAILBONE = _edge(_SACRUM_KNOT, (7.4, 203), (3.4, 213), (0, 218))
_COCCYX: Point = (0, 218)
_FOLD_KNOT: Point = (31, 231)
_FOLD = _edge(GROIN, (8, 235.6), (18, 236), _FOLD_KNOT, TROCHANTER)
_HIP_BACK_IN = _edge(CREST, (29.6, 197), (28.6, 212), _FOLD_KNOT)
_KNEE_TOP_BACK = _edge(KNEE_TOP_IN, (19, 283.6), KNEE_TOP_OUT)
_KNEE_LOW_BACK = _edge(KNEE_LOW_IN, (19, 304.4), KNEE_LOW_OUT)


def _leg(outline: Curve, top: Curve, bottom: Curve) -> Curve:
    """What of a leg lies between two borders, each drawn from the inside to the outside."""
    return top.then(
        outline.between(top.end, bottom.end),
        bottom.reverse(),
        outline.between(bottom.start, top.start),
    )


def _down(*stretches: Curve) -> Curve:
    return stretches[0].then(*stretches[1:])


_MIDDLE_FRONT = {
    "head": (_down(HEAD.between(CROWN, EAR_BOTTOM), _FACE.reverse())),
    "jaw": _down(_FACE, HEAD.between(EAR_BOTTOM, CHIN)),
    "throat": _down(HEAD.between(CHIN, JAW), UPPER.between(JAW, NECK_BASE), _COLLAR.reverse()),
    "chest": _down(
        _COLLAR,
        UPPER.between(NECK_BASE, SHOULDER_TOP),
        _SHOULDER_IN,
        LOWER_FRONT.between(ARMPIT, RIBS),
        _RIB_ARCH.reverse(),
    ),
    "abdomen_upper": _down(
        _RIB_ARCH.between((0, 129), _RIB_KNOT),
        _FLANK_FRONT_IN.between(_RIB_KNOT, _NAVEL),
        _WAIST_MIDDLE.reverse(),
    ),
    "abdomen_lower": _down(
        _WAIST_MIDDLE,
        _FLANK_FRONT_IN.between(_NAVEL, _ASIS),
        _INGUINAL.between(_ASIS, _PUBIC),
        _BELLY_FLOOR.reverse(),
    ),
    "pelvis": _down(_BELLY_FLOOR, _INGUINAL.between(_PUBIC, CROTCH)),
}
_MIDDLE_BACK = {
    "head": _down(HEAD.between(CROWN, JAW), _NAPE.reverse()),
    "neck": _down(_NAPE, UPPER.between(JAW, NECK_BASE), _C7.reverse()),
    "upper_back": _down(
        _C7, UPPER.between(NECK_BASE, SHOULDER_TOP), _BLADE_IN, _UPPER_FLOOR.reverse()
    ),
    "mid_back": _down(
        _UPPER_FLOOR, _BLADE_LOW, LOWER_BACK.between(ARMPIT, RIBS), _MID_FLOOR.reverse()
    ),
    "low_back": _down(
        _MID_FLOOR.between((0, 157), _MID_KNOT),
        _FLANK_BACK_IN,
        _BUTTOCK_TOP.reverse(),
        _SACRUM_TOP.reverse(),
    ),
    "tailbone": _down(_SACRUM_TOP, _TAILBONE),
}
_PAIRED_FRONT = {
    "shoulder": _SHOULDER,
    "upper_arm": _UPPER_ARM,
    "forearm": _FOREARM,
    "hand": _HAND,
    "flank": _down(
        _RIB_ARCH.between(_RIB_KNOT, RIBS),
        LOWER_FRONT.between(RIBS, CREST),
        _CREST_FRONT.reverse(),
        _FLANK_FRONT_IN.reverse().between(_ASIS, _RIB_KNOT),
    ),
    "groin": _down(
        _CREST_FRONT,
        _HIP_FRONT_UPPER,
        _GROIN_LOW,
        LOWER_FRONT.between(GROIN, CROTCH),
        _INGUINAL.reverse(),
    ),
    "outer_hip": _down(LOWER_FRONT.between(CREST, TROCHANTER), _HIP_OUT_IN.reverse()),
    "thigh_front": _down(
        _HIP_FRONT_LOWER,
        LOWER_FRONT.between(TROCHANTER, KNEE_TOP_OUT),
        _KNEE_TOP_FRONT.reverse(),
        LOWER_FRONT.between(KNEE_TOP_IN, GROIN),
        _GROIN_LOW.reverse(),
    ),
    "knee": _leg(LOWER_FRONT, _KNEE_TOP_FRONT, _KNEE_LOW_FRONT),
    "shin": _leg(LOWER_FRONT, _KNEE_LOW_FRONT, _ANKLE),
    "foot": _down(_ANKLE, LOWER_FRONT.between(ANKLE_OUT, ANKLE_IN)),
}
_PAIRED_BACK = {
    "shoulder": _SHOULDER,
    "shoulder_blade": _down(_SHOULDER_IN, _BLADE_LOW.reverse(), _BLADE_IN.reverse()),
    "upper_arm": _UPPER_ARM,
    "forearm": _FOREARM,
    "hand": _HAND,
    "flank": _down(
        _MID_FLOOR.between(_MID_KNOT, RIBS),
        LOWER_BACK.between(RIBS, CREST),
        _CREST_BACK.reverse(),
        _FLANK_BACK_IN.reverse(),
    ),
    "buttock": _down(
        _BUTTOCK_TOP,
        _CREST_BACK,
        _HIP_BACK_IN,
        _FOLD.between(_FOLD_KNOT, GROIN),
        LOWER_BACK.between(GROIN, CROTCH),
        _edge(CROTCH, _COCCYX),
        _TAILBONE.reverse(),
    ),
    "outer_hip": _down(
        LOWER_BACK.between(CREST, TROCHANTER),
        _FOLD.between(TROCHANTER, _FOLD_KNOT),
        _HIP_BACK_IN.reverse(),
    ),
    "thigh_back": _leg(LOWER_BACK, _FOLD, _KNEE_TOP_BACK),
    "knee": _leg(LOWER_BACK, _KNEE_TOP_BACK, _KNEE_LOW_BACK),
    "calf": _leg(LOWER_BACK, _KNEE_LOW_BACK, _ANKLE),
    "foot": _down(_ANKLE, LOWER_BACK.between(ANKLE_OUT, ANKLE_IN)),
}

# In the order in which a list of them is read: from head to foot, back before front.
_MIDDLE_LABELS = {
    "head": "head",
    "jaw": "jaw",
    "neck": "back of the neck",
    "throat": "front of the neck",
    "upper_back": "upper back",
    "mid_back": "middle of the back",
    "low_back": "low back",
    "tailbone": "tailbone",
    "chest": "chest",
    "abdomen_upper": "upper belly",
    "abdomen_lower": "lower belly",
    "pelvis": "between the legs",
}
_PAIRED_LABELS = {
    "shoulder": "shoulder",
    "shoulder_blade": "shoulder blade",
    "upper_arm": "upper arm",
    "forearm": "forearm",
    "hand": "hand",
    "flank": "side, below the ribs",
    "buttock": "buttock",
    "outer_hip": "outer hip",
    "groin": "groin",
    "thigh_front": "front of the thigh",
    "thigh_back": "back of the thigh",
    "knee": "knee",
    "shin": "shin",
    "calf": "calf",
    "foot": "foot",
}


def _view(front: bool, back: bool) -> View:
    if front and back:
        return View.BOTH
    return View.FRONT if front else View.BACK


def _region(id: str, side: Side, label: str, loops: Iterable[Curve], view: View) -> Region:
    loops = tuple(loops)
    return Region(id, view, side, label, "".join(loop.d(closed=True) for loop in loops), loops)


def _middle(name: str) -> Region:
    front, back = _MIDDLE_FRONT.get(name), _MIDDLE_BACK.get(name)
    loops = [
        _mirror(half).moved(dx)
        for half, dx in ((front, FRONT_MIDDLE), (back, BACK_MIDDLE))
        if half is not None
    ]
    view = _view(front is not None, back is not None)
    return _region(name, Side.MIDDLE, _MIDDLE_LABELS[name], loops, view)


def _paired(name: str, side: Side) -> Region:
    front, back = _PAIRED_FRONT.get(name), _PAIRED_BACK.get(name)
    loops = []
    if front is not None:  # who faces us has the left hand on our right
        loops.append(front.moved(FRONT_MIDDLE, flip=side is Side.RIGHT))
    if back is not None:
        loops.append(back.moved(BACK_MIDDLE, flip=side is Side.LEFT))
    label = f"{side.value} {_PAIRED_LABELS[name]}"
    view = _view(front is not None, back is not None)
    return _region(f"{name}_{side.value}", side, label, loops, view)


REGIONS: tuple[Region, ...] = (
    *map(_middle, _MIDDLE_LABELS),
    *(_paired(name, side) for name in _PAIRED_LABELS for side in (Side.LEFT, Side.RIGHT)),
)
"""Every place of the body that can be marked, each once."""
