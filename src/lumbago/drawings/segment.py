"""One storey of the spine: two vertebrae from the side, and one from above."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final, Literal

from lumbago.drawings.canvas import (
    AMBER,
    AMBER_WASH,
    CARD,
    SOFT,
    TEAL,
    TEAL_WASH,
    Box,
    Curve,
    DrawingError,
    Point,
    check_parts,
    dot,
    element,
    group,
    line,
    ring,
    shape,
    svg,
    through,
    worded,
)
from lumbago.drawings.parts import bone, cord, pointer, soft_part
from lumbago.drawings.vertebrae import SHAPES

DISC_PARTS: Final[tuple[str, ...]] = (
    "upper_vertebra",
    "lower_vertebra",
    "disc",
    "nucleus",
    "facet_joint",
    "nerve_root",
    "ligament",
)
"""Everything that `disc_and_facet` can highlight."""

DISC_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "Two bones of the low back from the side",
        "desc": "Two vertebrae with the disc between them in front, the small facet joint "
        "behind, and a nerve root that leaves between the two.",
        "upper_vertebra": "vertebra",
        "lower_vertebra": "vertebra",
        "disc": "disc",
        "nucleus": "soft core",
        "facet_joint": "facet joint",
        "nerve_root": "nerve root",
        "ligament": "ligament",
    }
)
"""The English texts of the two vertebrae."""

_SCALE = 4.6
_UPPER: Point = (112, 70)
_LOWER: Point = (112, 170)

_DISC = ring(
    (54, 109), (112, 111), (166, 109), (174, 120), (166, 131), (112, 129), (54, 131), (47, 120)
)
_BULGE = ring(
    (54, 110), (112, 112), (164, 109), (178, 111), (190, 117), (189, 127), (176, 131), (164, 131),
    (112, 128), (54, 130), (47, 120),
)  # fmt: skip
_RINGS = (
    through((58, 113), (52, 120), (58, 127)),
    through((66, 114), (61, 120), (66, 126)),
    through((74, 114.6), (70, 120), (74, 125.4)),
    through((150, 114.6), (154, 120), (150, 125.4)),
    through((158, 114), (163, 120), (158, 126)),
)
_CORE = ring((92, 113.6), (118, 113), (138, 116), (142, 120), (138, 124), (118, 127), (92, 126.4),
             (84, 120))  # fmt: skip
_FACET = ring((204, 105), (213, 110), (216, 124), (213, 139), (205, 142), (199, 130), (198, 115))
_FACET_GAP = through((206, 111), (209, 123), (206.6, 136))
_FRONT_LIGAMENT = through((46, 30), (53, 70), (45, 105), (43, 120), (45, 135), (53, 170), (46, 212))
_BACK_LIGAMENT = through((247, 92), (252, 110), (250, 128), (254, 150))
_ROOT = through((190, 98), (188, 114), (181, 142), (167, 178), (148, 208), (136, 222))


def disc_and_facet(
    highlight: Collection[str] = (),
    *,
    bulge: bool = False,
    labels: bool = True,
    prefix: str = "disc",
    words: Mapping[str, str] | None = None,
) -> str:
    """Show a disc, a facet joint and a nerve root between two vertebrae of the low back.

    Args:
        highlight: what is spoken of, out of `DISC_PARTS`.
        bulge: whether the disc reaches back to the nerve root.
        labels: whether the parts are named.
        prefix: what every id inside begins with.
        words: texts in place of those of `DISC_WORDS`.

    Raises:
        DrawingError: there is no such part.
    """
    lit = check_parts(highlight, DISC_PARTS)
    text = worded(words, DISC_WORDS)
    form = SHAPES["low"]
    ligament = "ligament" in lit
    strip = {"stroke_opacity": 0.9 if ligament else 0.35}
    colour = AMBER if ligament else TEAL
    bones = "".join(
        bone(part.moved(*centre, scale=_SCALE), name in lit, 1.8)
        for name, centre in (("upper_vertebra", _UPPER), ("lower_vertebra", _LOWER))
        for part in (form.arch, form.body)
    )
    inside = [
        line(_BACK_LIGAMENT, colour, 15, **strip),
        bones,
        soft_part(_BULGE if bulge else _DISC, "disc" in lit, 1.6, 0.32),
        element("path", d="".join(r.d() for r in _RINGS), fill="none", stroke=TEAL,
                stroke_width=1, opacity=0.5) if "disc" not in lit else "",
        soft_part(_CORE, "nucleus" in lit, 1.2, 0.4),
        line(_FRONT_LIGAMENT, colour, 6, **strip),
        soft_part(_FACET, "facet_joint" in lit, 1.4, 0.3),
        line(_FACET_GAP, CARD, 2.6),
        cord(_ROOT, "nerve_root" in lit, 7),
        dot(_ROOT.start, 7, fill=AMBER if "nerve_root" in lit else TEAL),
    ]  # fmt: skip
    if not labels:
        return svg(prefix, "disc-and-facet", Box(34, 4, 256, 226), text["title"], text["desc"],
                   *inside)  # fmt: skip
    names = (
        pointer((10, 250), (96, 186), text["lower_vertebra"]),
        pointer((4, 20), (70, 112), text["disc"]),
        pointer((50, 20), (112, 119), text["nucleus"]),
        pointer((316, 250), (160, 190), text["nerve_root"], "end"),
        pointer((316, 20), (210, 122), text["facet_joint"], "end"),
        pointer((150, 250), (46, 190), text["ligament"], "middle"),
    )
    return svg(prefix, "disc-and-facet", Box(0, 0, 320, 260), text["title"], text["desc"],
               *inside, *names)  # fmt: skip


Canal = Literal["lumbar", "cervical", "thoracic"]
CANAL_PARTS: Final[tuple[str, ...]] = ("canal", "nerves", "root_left", "root_right", "disc",
                                       "facet_joint", "ligament", "vertebra")  # fmt: skip
"""Everything that `cord_and_canal` can highlight; "nerves" is the cord or the cauda equina."""

CANAL_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "The canal inside the spine, seen from above",
        "desc": "A vertebra cut across: the body in front (top), the canal behind it with the "
        "nerves inside, and a nerve root leaving on each side.",
        "desc_narrow": "A vertebra cut across: the canal behind the body is narrow, so the "
        "nerves inside have little room.",
        "canal": "canal",
        "nerves": "cord",
        "nerves_lumbar": "nerves to the legs",
        "root_left": "nerve root",
        "root_right": "nerve root",
        "disc": "disc",
        "facet_joint": "facet joint",
        "ligament": "ligament",
        "vertebra": "bone",
    }
)
"""The English texts of the canal."""

# Right half; the front of the body is up, as on a scan.
_DISC_HALF = through((0, 22), (34, 26), (58, 46), (64, 74), (52, 100), (24, 110), (0, 107))
_RING_HALF = through(
    (24, 110), (40, 108), (50, 116), (62, 122), (84, 118), (106, 116), (110, 123), (102, 130),
    (80, 136), (66, 146), (52, 162), (34, 176), (14, 188), (7, 204), (6.4, 226), (4, 235), (0, 237),
)  # fmt: skip
_CANAL_WIDE = ring((-32, 118), (0, 110), (32, 118), (40, 136), (24, 158), (0, 172), (-24, 158),
                   (-40, 136))  # fmt: skip
_CANAL_NARROW = ring((-26, 120), (0, 118), (26, 120), (27, 131), (15, 145), (0, 153), (-15, 145),
                     (-27, 131))  # fmt: skip
_JOINT = ring((50, 122), (62, 124), (72, 136), (68, 150), (56, 158), (46, 152), (44, 136))
_FLAVUM = through((40, 150), (28, 164), (10, 176))
_CORD = ring(
    (-19, 133), (0, 128), (19, 133), (22, 140), (15, 148), (0, 151), (-15, 148), (-22, 140)
)
_BUTTERFLY = ring((-12, 134), (-5, 138), (0, 139), (5, 138), (12, 134), (10, 140), (12, 146),
                  (5, 142), (0, 142), (-5, 142), (-12, 146), (-10, 140))  # fmt: skip
_CAUDA: tuple[Point, ...] = ((-21, 134), (-11, 127), (0, 125), (11, 127), (21, 134), (-13, 139),
                             (0, 137), (13, 139), (-8, 150), (8, 150), (0, 159),
                             (-18, 146), (18, 146))  # fmt: skip
_SIDE_ROOT = through((24, 136), (38, 130), (54, 115), (72, 101), (92, 94))


def _whole(half: Curve) -> Curve:
    return half.then(half.moved(flip=True).reverse())


def cord_and_canal(
    highlight: Collection[str] = (),
    *,
    level: Canal = "lumbar",
    narrow: bool = False,
    labels: bool = True,
    prefix: str = "canal",
    words: Mapping[str, str] | None = None,
) -> str:
    """Show how much room the nerves have inside the spine.

    Args:
        highlight: what is spoken of, out of `CANAL_PARTS`.
        level: "lumbar" has the loose nerves of the legs inside, the others the cord.
        narrow: whether thick ligaments and joints leave little room.
        labels: whether the parts are named.
        prefix: what every id inside begins with.
        words: texts in place of those of `CANAL_WORDS`.

    Raises:
        DrawingError: there is no such part or level.
    """
    if level not in ("lumbar", "cervical", "thoracic"):
        raise DrawingError(f"no such level of the canal: {level}")
    lit = check_parts(highlight, CANAL_PARTS)
    text = worded(words, CANAL_WORDS)
    arch = _whole(_RING_HALF)
    canal = _CANAL_NARROW if narrow else _CANAL_WIDE
    inside = [
        bone(arch, "vertebra" in lit, 1.8),
        *_joints("facet_joint" in lit, narrow),
        soft_part(_whole(_DISC_HALF), "disc" in lit, 1.8, 0.24),
        line(through((-40, 66), (-26, 48), (0, 42), (26, 48), (40, 66)), TEAL, 1, opacity=0.45),
        soft_part(ring((-26, 70), (0, 60), (26, 70), (22, 88), (0, 92), (-22, 88)), False, 1, 0.2),
        *_ligaments("ligament" in lit, narrow),
        shape(canal, fill=CARD if "canal" not in lit else AMBER_WASH,
              stroke=AMBER if "canal" in lit else SOFT, stroke_width=3 if "canal" in lit else 1.6),
        *_nerves(level, narrow, "nerves" in lit),
        *(
            cord(_SIDE_ROOT.moved(dy=2 if narrow else 0, flip=flip), name in lit, 5.5)
            for name, flip in (("root_left", False), ("root_right", True))
        ),
    ]  # fmt: skip
    drawn = group(*inside, transform="translate(160 6)")
    desc = text["desc_narrow"] if narrow else text["desc"]
    box = Box(0, 0, 320, 262) if labels else Box(42, 20, 236, 232)
    names = _canal_names(text, level, narrow) if labels else ()
    return svg(prefix, "cord-and-canal", box, text["title"], desc, drawn, *names)


def _joints(lit: bool, narrow: bool) -> list[str]:
    grown = 1.16 if narrow else 1.0
    made = []
    for flip in (False, True):
        joint = _JOINT.moved(-58 * (grown - 1), -140 * (grown - 1), grown)
        made.append(soft_part(joint.moved(flip=flip), lit, 1.4, 0.3))
        made.append(line(through((62, 128), (58, 140), (52, 152)).moved(flip=flip), CARD, 2.4))
    return made


def _ligaments(lit: bool, narrow: bool) -> list[str]:
    width, opacity = (17 if narrow else 6), (0.9 if lit else 0.45)
    return [
        line(_FLAVUM.moved(-6 if narrow else 0, -6 if narrow else 0).moved(flip=flip),
             AMBER if lit else TEAL, width, stroke_opacity=opacity)
        for flip in (False, True)
    ]  # fmt: skip


def _nerves(level: str, narrow: bool, lit: bool) -> list[str]:
    if level == "lumbar":
        squeeze = 0.66 if narrow else 1.0
        return [
            dot((x * squeeze, 134 + (y - 138) * squeeze), 3.9 if not narrow else 3.4,
                fill=AMBER if lit else TEAL, stroke=CARD, stroke_width=0.8)
            for x, y in _CAUDA
        ]  # fmt: skip
    squeeze = 0.84 if narrow else 1.0
    placed = [
        curve.moved(0, 134 * (1 - squeeze) - (3 if narrow else 0), squeeze)
        for curve in (_CORD, _BUTTERFLY)
    ]
    return [
        shape(placed[0], fill=AMBER if lit else TEAL_WASH, stroke=AMBER if lit else TEAL,
              stroke_width=2.2),
        shape(placed[1], fill=CARD if lit else TEAL, opacity=0.75),
    ]  # fmt: skip


def _canal_names(text: Mapping[str, str], level: str, narrow: bool) -> tuple[str, ...]:
    nerves = text["nerves_lumbar" if level == "lumbar" else "nerves"]
    return (
        pointer((4, 26), (120, 62), text["disc"]),
        pointer((316, 60), (244, 102), text["root_left"], "end"),
        pointer((316, 196), (222, 148), text["facet_joint"], "end"),
        pointer((4, 196), (126, 166) if not narrow else (126, 158), text["ligament"]),
        pointer((4, 240), (154, 138), nerves),
        pointer((316, 228), (176, 160) if not narrow else (172, 150), text["canal"], "end"),
    )
