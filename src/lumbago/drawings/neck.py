"""The neck from the side: the vessels that pass through it."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from lumbago.drawings.canvas import (
    AMBER,
    CARD,
    TEAL,
    TEAL_WASH,
    Box,
    Curve,
    block,
    check_parts,
    line,
    ring,
    shape,
    straight,
    svg,
    through,
    worded,
)
from lumbago.drawings.parts import bone, pointer

NECK_PARTS: Final[tuple[str, ...]] = ("carotid", "vertebral_artery", "spine")
"""Everything that `neck_arteries` can highlight."""

NECK_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "The arteries of the neck",
        "desc": "Head and neck from the side. The carotid artery runs up the front of the neck. "
        "The vertebral artery runs up through the bones of the neck. Both reach the brain.",
        "carotid": "carotid artery",
        "vertebral_artery": "vertebral artery",
        "spine": "neck bones",
    }
)
"""The English texts of the neck."""

# The face looks left. Drawn in two strokes: the profile down to the chest, the back of the head.
_PROFILE = through(
    (164, 16), (136, 20), (114, 34), (103, 54), (100, 74), (101, 84), (97, 96), (88, 110),
    (86, 115), (91, 119), (95, 122), (93, 127), (90, 131), (93, 135.6), (91, 141), (94, 146),
    (94, 152), (92, 160), (97, 168), (108, 171), (124, 173), (138, 180), (145, 192), (146, 206),
    (144, 214), (147, 224), (146, 240), (138, 254), (118, 264), (92, 274), (76, 290),
)  # fmt: skip
_NAPE = through(
    (164, 16), (196, 21), (224, 40), (239, 70), (239, 100), (229, 126), (220, 144), (216, 164),
    (219, 186), (228, 208), (248, 228), (276, 244), (296, 262), (304, 290),
)  # fmt: skip
_JAW_LINE = through((124, 173), (146, 164), (160, 152), (164, 134))
_EAR = ring((170, 98), (178, 90), (187, 94), (187, 106), (180, 116), (175, 122), (171, 114))
_EAR_FOLD = through((175, 101), (181, 97), (182, 105), (177, 111))
_EYE = through((108, 87), (113, 84.6), (118, 86.6))
_BONES: tuple[tuple[float, float, float], ...] = (
    (193, 137, 0.22), (190, 152, 0.16), (188, 167, 0.08), (187.4, 182, 0.0), (188.4, 197, -0.1),
    (191, 212, -0.2), (196, 227, -0.32), (203, 242, -0.42), (212, 258, -0.5),
)  # fmt: skip
_SPINOUS = ring((8, -4), (16, -3), (25, 2), (27, 6), (23, 7.4), (14, 4.4), (8, 2))
_COMMON = through((160, 288), (158, 262), (160, 236), (162, 212), (163, 196))
_INTERNAL = through((163, 196), (169, 184), (170, 168), (170, 148), (176, 130), (176, 112))
_EXTERNAL = through((163, 196), (158, 184), (156, 170), (158, 156), (161, 142), (163, 128))
_VERTEBRAL = through((176, 288), (181, 262), (190, 234), (189.6, 214), (187.6, 198), (186.6, 182),
                     (187, 166), (189, 151), (194, 140), (205, 134), (205, 127), (196, 122),
                     (190, 110))  # fmt: skip


def neck_arteries(
    highlight: Collection[str] = (),
    *,
    labels: bool = True,
    prefix: str = "neck",
    words: Mapping[str, str] | None = None,
) -> str:
    """Show the arteries of the neck from the side.

    Args:
        highlight: what is spoken of, out of `NECK_PARTS`.
        labels: whether the parts are named.
        prefix: what every id inside begins with.
        words: texts in place of those of `NECK_WORDS`.

    Raises:
        DrawingError: there is no such part.
    """
    lit = check_parts(highlight, NECK_PARTS)
    text = worded(words, NECK_WORDS)
    skin = _PROFILE.then(straight((76, 290), (304, 290)), _NAPE.reverse())
    carotid, vertebral = "carotid" in lit, "vertebral_artery" in lit
    drawn = [
        shape(skin, fill=TEAL_WASH),
        line(_PROFILE, TEAL, 1.8),
        line(_NAPE, TEAL, 1.8),
        *(line(part, TEAL, 1.2, opacity=0.5) for part in (_EAR, _EAR_FOLD, _JAW_LINE, _EYE)),
        *_bones("spine" in lit),
        *_vessel((_VERTEBRAL,), vertebral, 4.2),
        *_vessel((_EXTERNAL, _INTERNAL, _COMMON), carotid, 6),
    ]
    if not labels:
        return svg(prefix, "neck", Box(78, 8, 216, 282), text["title"], text["desc"], *drawn)
    names = (
        pointer((4, 226), (159, 244), text["carotid"]),
        pointer((318, 152), (190, 158), text["vertebral_artery"], "end"),
        pointer((318, 198), (214, 202), text["spine"], "end"),
    )
    return svg(prefix, "neck", Box(0, 4, 320, 286), text["title"], text["desc"], *drawn, *names)


def _bones(lit: bool) -> list[str]:
    made = []
    for x, y, turn in _BONES:
        made.append(bone(_SPINOUS.moved(x, y, turn=turn + 0.35), lit, 1))
        made.append(bone(block(10.4, 5.6, 2.4, 1).moved(x, y, turn=turn), lit, 1.2))
    return made


def _vessel(parts: tuple[Curve, ...], lit: bool, width: float) -> list[str]:
    """Halos first, so that the branches join without a seam."""
    thick = width * 1.3 if lit else width
    colour = AMBER if lit else TEAL
    return [
        *(line(part, CARD, thick + 2.4, stroke_opacity=0.75) for part in parts),
        *(line(part, colour, thick) for part in parts),
    ]
