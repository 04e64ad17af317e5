"""The way of a nerve: from the low back to the foot, and from the neck to the hand."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final, Literal

from lumbago.drawings.body import CROTCH, LOWER_BACK, LOWER_FRONT, RIBS
from lumbago.drawings.canvas import (
    AMBER,
    LINE,
    SOFT,
    TEAL,
    TEAL_WASH,
    Box,
    Curve,
    DrawingError,
    Point,
    block,
    check_parts,
    dot,
    element,
    group,
    label,
    line,
    ring,
    shape,
    straight,
    svg,
    through,
    worded,
)
from lumbago.drawings.parts import bone, cord, figure

LegLevel = Literal["L4", "L5", "S1"]
ArmLevel = Literal["C5", "C6", "C7", "C8"]
WhichSide = Literal["left", "right"]

SCIATIC_PARTS: Final[tuple[str, ...]] = ("root", "nerve", "strip", "spine", "pelvis")
"""Everything that `sciatic_path` can highlight."""

SCIATIC_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "The nerve from the low back to the foot",
        "desc": "The legs from behind and from the front. The nerve leaves the low back, runs "
        "through the buttock and down the back of the thigh to the foot. The strip of skin "
        "that belongs to the root is shaded.",
        "back": "back",
        "front": "front",
        "left": "left leg",
        "right": "right leg",
    }
)
"""The English texts of the nerve to the leg."""

# All in the coordinates of the body, right half, then enlarged.
_LEG_SCALE = 1.44
_SPINE_LEVELS: tuple[tuple[str, float], ...] = (
    ("L3", 163.5), ("L4", 172.6), ("L5", 181.6), ("S1", 189.4),
)  # fmt: skip
_HIP_BONE = ring(
    (7.4, 190), (8.8, 185.6), (14, 180.4), (22, 177), (29, 179.4), (33, 186), (31, 194),
    (28.6, 201), (29.6, 207), (27.4, 213), (24.4, 217), (22.6, 222), (19.6, 228.4), (15.4, 231),
    (11.6, 228.4), (7.6, 223.6), (2.2, 220.6), (1.6, 216.4), (5, 214.2), (10.4, 213.4),
    (13.8, 210), (13, 204.4), (10.8, 200), (9, 195),
)  # fmt: skip
_HIP_GAP = ring((8.4, 217.6), (12.6, 216.4), (15.8, 219), (15, 224), (11.6, 224.4), (8.8, 221.4))
_FEMUR = ring(
    (24.4, 206.4), (28, 205.6), (30.6, 207.8), (33, 207.8), (35.4, 207), (37, 209.6), (36.4, 215),
    (33.6, 225), (29.6, 246), (26.8, 268), (27.6, 281), (28.6, 286), (26.4, 289.6), (20.4, 288.4),
    (14.6, 289.6), (12.2, 286.4), (14.6, 280), (20.4, 266), (25.4, 246), (28.8, 226), (29, 217.6),
    (26.4, 215), (23.6, 211.4),
)  # fmt: skip
_SACRUM = ring((0, 187), (6, 186.6), (9, 190), (8, 199), (4.4, 208), (1.6, 216), (0, 218.6),
               (-1.6, 216), (-4.4, 208), (-8, 199), (-9, 190), (-6, 186.6))  # fmt: skip
_ROOT_Y = {"L4": 177, "L5": 186, "S1": 194}
_ROOTS = {
    "L4": through((2.4, 177), (6.4, 186), (9.6, 196), (12.6, 206)),
    "L5": through((2.6, 186), (6, 193), (9.4, 200), (12.6, 206)),
    "S1": through((3, 194), (6, 199), (9.4, 203), (12.6, 206)),
}
_SCIATIC = through((12.6, 206), (16.4, 214), (17.6, 226), (18.4, 246), (19, 272))
_TIBIAL = through((19, 272), (19.4, 290), (19.2, 310), (18.4, 340), (16, 374), (15.4, 394))
_FIBULAR = through((19, 272), (23.4, 288), (27.4, 304), (27.6, 322), (25.4, 350), (22.4, 376),
                   (25, 392))  # fmt: skip
_FEMORAL = through((5, 177), (12, 194), (18, 210), (19.6, 232), (17.4, 262), (12.6, 284),
                   (11, 306), (11.4, 336), (13.2, 374), (13.6, 390))  # fmt: skip
_DEEP_FIBULAR = through((29.4, 304), (26.6, 318), (22.4, 344), (18.6, 374), (16.4, 396))
# The strips follow the usual maps; real borders differ from person to person and overlap.
_STRIPS_BACK: Mapping[str, tuple[Curve, float]] = {
    "L4": (through((5, 300), (6.4, 326), (10, 352), (12, 382)), 7),
    "L5": (through((36, 214), (38, 240), (34, 270), (30.6, 296), (30.4, 326), (25.4, 356)), 10),
    "S1": (
        through(
            (13, 224), (20, 246), (22.4, 280), (22.4, 312), (21.4, 346), (19.4, 376), (21, 402)
        ),
        11,
    ),
}
_STRIPS_FRONT: Mapping[str, tuple[Curve, float]] = {
    "L4": (
        through((35, 222), (31, 246), (24, 272), (17, 296), (12, 322), (12, 350), (13, 384)),
        11,
    ),
    "L5": (
        through((37, 250), (35, 276), (29, 300), (26, 322), (23, 350), (18, 378), (15, 402)),
        10,
    ),
    "S1": (through((22.4, 374), (27, 388), (30, 400)), 6),
}


def sciatic_path(
    side: WhichSide = "left",
    level: LegLevel = "L5",
    highlight: Collection[str] = ("root", "nerve", "strip"),
    *,
    labels: bool = True,
    prefix: str = "sciatic",
    words: Mapping[str, str] | None = None,
) -> str:
    """Show how a nerve of the low back reaches the foot, and the strip of skin it serves.

    Args:
        side: the person's own side.
        level: the root that is spoken of. L4 also feeds the nerve at the front of the thigh.
        highlight: what is spoken of, out of `SCIATIC_PARTS`.
        labels: whether the front of the leg and the names are added to the view from behind.
        prefix: what every id inside begins with.
        words: texts in place of those of `SCIATIC_WORDS`.

    Raises:
        DrawingError: there is no such side, level or part.
    """
    _check(side, ("left", "right"), "side")
    _check(level, tuple(_ROOTS), "level")
    lit = check_parts(highlight, SCIATIC_PARTS)
    text = worded(words, SCIATIC_WORDS)
    back = _legs(f"{prefix}-back", LOWER_BACK, _STRIPS_BACK[level], lit, side == "left")
    front = _legs(f"{prefix}-front", LOWER_FRONT, _STRIPS_FRONT[level], lit, side == "right")
    back += group(_low_spine(lit, level), _leg_nerve(lit, level),
                  transform="scale(-1 1)" if side == "left" else "scale(1 1)")  # fmt: skip
    front += group(_front_nerve(lit, level),
                   transform="scale(-1 1)" if side == "right" else "scale(1 1)")  # fmt: skip
    names = _leg_names(text, level, side)
    if not labels:
        return svg(prefix, "sciatic", Box(-44, 151, 88, 255), text["title"], text["desc"], back)
    scale = f"scale({_LEG_SCALE})"
    return svg(
        prefix,
        "sciatic",
        Box(0, 0, 320, 396),
        text["title"],
        text["desc"],
        group(back, transform=f"translate(88 -212){scale}"),
        group(front, transform=f"translate(236 -212){scale}"),
        names,
    )


def _check(given: str, known: Collection[str], what: str) -> None:
    if given not in known:
        raise DrawingError(f"no such {what}: {given}; there are {', '.join(known)}")


def _legs(
    id: str, outline: Curve, strip: tuple[Curve, float], lit: Collection[str], flip: bool
) -> str:
    """Waist to feet, with the strip of one leg cut to the outline."""
    half = straight((0, RIBS[1]), RIBS).then(outline.between(RIBS, CROTCH))
    way, width = strip
    clip = element("clipPath", element("use", href=f"#{id}-half"), id=id)
    colour, opacity = (AMBER, 0.45) if "strip" in lit else (TEAL, 0.22)
    shaded = group(
        group(line(way, colour, width, stroke_opacity=opacity), clip_path=f"url(#{id})"),
        transform="scale(-1 1)" if flip else "scale(1 1)",
    )
    return figure(id, half) + element("defs", clip) + shaded


def _low_spine(lit: Collection[str], level: str) -> str:
    pelvis, spine = "pelvis" in lit, "spine" in lit
    both = [
        bone(part.moved(flip=flip), pelvis, 0.8, opacity=0.85)
        for part in (_FEMUR, _HIP_BONE)
        for flip in (True, False)
    ]
    both += [shape(_HIP_GAP.moved(flip=flip), fill=TEAL_WASH, stroke=SOFT, stroke_width=0.7)
             for flip in (True, False)]  # fmt: skip
    blocks = [
        bone(block(6.4, 3.5, 1.6, 0.4).moved(0, y), spine or ("root" in lit and name == level), 0.8)
        + bone(ring((-1, 0.5), (0, -0.6), (1, 0.5), (0.9, 4), (-0.9, 4)).moved(0, y), spine, 0.6)
        for name, y in _SPINE_LEVELS
        if name != "S1"
    ]
    return "".join(both) + "".join(blocks) + bone(_SACRUM, pelvis or spine, 0.8)


def _leg_nerve(lit: Collection[str], level: str) -> str:
    nerve = "nerve" in lit
    quiet = [cord(root, False, 1.2) for name, root in _ROOTS.items() if name != level]
    main = [cord(curve, nerve, 2) for curve in (_FIBULAR, _TIBIAL)] + [cord(_SCIATIC, nerve, 2.6)]
    root = cord(_ROOTS[level], "root" in lit, 2)
    start = dot((2.6, _ROOT_Y[level]), 2.4, fill=AMBER if "root" in lit else TEAL)
    return "".join([*quiet, *main, root, start])


def _front_nerve(lit: Collection[str], level: str) -> str:
    if level == "L4":
        return cord(_FEMORAL, "nerve" in lit, 2)
    return cord(_DEEP_FIBULAR, "nerve" in lit, 2) if level == "L5" else ""


def _leg_names(text: Mapping[str, str], level: str, side: str) -> str:
    away = -1 if side == "left" else 1
    return (
        label((88, 390), text["back"], 12.5, text_anchor="middle")
        + label((236, 390), text["front"], 12.5, text_anchor="middle")
        + label((162, 390), text[side], 12.5, text_anchor="middle")
        + label((88 + away * 64, 66), level, 15, text_anchor="middle", fill=AMBER,
                font_weight="700")
    )  # fmt: skip


ARM_PARTS: Final[tuple[str, ...]] = ("root", "nerve", "strip", "spine")
"""Everything that `arm_nerve_path` can highlight."""

ARM_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "The nerve from the neck to the hand",
        "desc": "The neck, shoulder and arm from the front, palm forward. A nerve leaves the "
        "neck, passes under the collarbone and runs down the arm. The strip of skin that "
        "belongs to the root is shaded.",
        "left": "left arm",
        "right": "right arm",
    }
)
"""The English texts of the nerve to the arm."""

# The person's left arm as it faces us, palm forward, thumb outward; the neck is on the left.
_ARM = through(
    (52, 24), (51, 42), (56, 56), (78, 66), (112, 74), (138, 86), (154, 108), (164, 136),
    (178, 166), (190, 186), (204, 206), (222, 232), (236, 252),
    (246, 256), (257, 259), (266, 266), (270, 273), (266, 277.6), (259, 274), (252, 271),
    (257, 279), (268, 296), (276, 309), (275, 315), (269, 313), (258, 300), (250, 289),
    (256, 302), (264, 318), (268, 329), (264, 334), (258, 329), (250, 312), (243, 297),
    (246, 310), (250, 326), (251, 335), (246, 338), (241, 331), (236, 314), (233, 301),
    (233, 312), (234, 324), (232, 331), (227, 330), (224, 319), (222, 302), (219, 286),
    (215, 272), (207, 262), (192, 246), (176, 226), (164, 206), (150, 184), (134, 160),
    (122, 138), (112, 124), (106, 142), (104, 166), (104, 186),
)  # fmt: skip
_NECK_BONES: tuple[tuple[str, float], ...] = (
    ("C4", 31), ("C5", 42), ("C6", 53), ("C7", 64), ("T1", 75),
)  # fmt: skip
_ARM_ROOT_Y = {"C5": 37, "C6": 48, "C7": 59, "C8": 70}
_PLEXUS: Point = (86, 94)
_ARM_ROOTS = {
    level: through((29, y), (48, y + 13), (66, y * 0.6 + 44), _PLEXUS)
    for level, y in _ARM_ROOT_Y.items()
}
_TRUNK = through(_PLEXUS, (104, 102), (122, 116), (142, 142))
_ARM_WAYS = {
    "C5": through((142, 142), (152, 150), (158, 162), (164, 176)),
    "C6": through((142, 142), (172, 184), (202, 220), (228, 252), (246, 263), (260, 269)),
    "C7": through((142, 142), (166, 184), (196, 222), (224, 258), (243, 294), (258, 322)),
    "C8": through((142, 142), (156, 178), (184, 220), (214, 258), (226, 288), (229, 322)),
}
_ARM_STRIPS: Mapping[str, tuple[Curve, float]] = {
    "C5": (through((122, 84), (146, 108), (162, 146), (180, 178)), 26),
    "C6": (
        through(
            (168, 150),
            (190, 190),
            (216, 228),
            (236, 254),
            (254, 264),
            (268, 274),
        ),
        22,
    ),
    "C7": (through((226, 252), (238, 274), (249, 300), (262, 328)), 17),
    "C8": (through((164, 214), (190, 248), (210, 266), (221, 290), (229, 328)), 17),
}
_COLLARBONE = through((31, 86), (52, 84), (78, 80), (104, 82), (124, 88))


def arm_nerve_path(
    side: WhichSide = "left",
    level: ArmLevel = "C6",
    highlight: Collection[str] = ("root", "nerve", "strip"),
    *,
    labels: bool = True,
    prefix: str = "arm-nerve",
    words: Mapping[str, str] | None = None,
) -> str:
    """Show how a nerve of the neck reaches the hand, and the strip of skin it serves.

    Args:
        side: the person's own side.
        level: the root that is spoken of.
        highlight: what is spoken of, out of `ARM_PARTS`.
        labels: whether the root and the side are named.
        prefix: what every id inside begins with.
        words: texts in place of those of `ARM_WORDS`.

    Raises:
        DrawingError: there is no such side, level or part.
    """
    _check(side, ("left", "right"), "side")
    _check(level, tuple(_ARM_ROOTS), "level")
    lit = check_parts(highlight, ARM_PARTS)
    text = worded(words, ARM_WORDS)
    flip = side == "right"
    thick = 3 if labels else 5
    clip = f"{prefix}-arm"
    inside = _ARM.then(through((104, 186), (16, 186)), through((16, 186), (16, 24)))
    way, width = _ARM_STRIPS[level]
    colour, opacity = (AMBER, 0.42) if "strip" in lit else (TEAL, 0.2)
    drawn = [
        element("defs", element("clipPath", element("path", d=inside.d(closed=True)), id=clip)),
        shape(inside, fill=TEAL_WASH),
        group(line(way, colour, width, stroke_opacity=opacity), clip_path=f"url(#{clip})"),
        line(_COLLARBONE, SOFT, 7.4, opacity=0.5),
        line(_COLLARBONE, LINE, 5),
        *_neck_bones("spine" in lit),
        line(_ARM, TEAL, 1.8 if labels else 3),
        *(cord(root, False, 2) for name, root in _ARM_ROOTS.items() if name != level),
        *(
            cord(other, False, 1.8)
            for name, other in _ARM_WAYS.items()
            if name not in (level, "C5")
        ),
        cord(_TRUNK, "nerve" in lit, thick),
        cord(_ARM_WAYS[level], "nerve" in lit, thick),
        cord(_ARM_ROOTS[level], "root" in lit, thick),
        dot((29, _ARM_ROOT_Y[level]), thick * 1.4, fill=AMBER if "root" in lit else TEAL),
    ]
    placed = group(*drawn, transform="translate(300 0)scale(-1 1)" if flip else "translate(20 0)")
    if not labels:
        box = Box(12 if flip else 34, 18, 274, 326)
        return svg(prefix, "arm-nerve", box, text["title"], text["desc"], placed)
    x = 300 - 236 if flip else 20 + 236
    names = label((x, 132), level, 17, fill=AMBER, font_weight="700", text_anchor="middle")
    names += label((x, 152), text[side], 12.5, text_anchor="middle")
    box = Box(0, 10, 320, 336)
    return svg(prefix, "arm-nerve", box, text["title"], text["desc"], placed, names)


def _neck_bones(lit: bool) -> list[str]:
    return [bone(block(11.5, 4.2, 2, 0.6).moved(16, y), lit, 1.2) for _, y in _NECK_BONES]
