"""The hip joint from the front."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from lumbago.drawings.canvas import (
    AMBER,
    CARD,
    SOFT,
    TEAL,
    TEAL_WASH,
    Box,
    check_parts,
    line,
    ring,
    shape,
    svg,
    through,
    worded,
)
from lumbago.drawings.parts import bone, pointer, soft_part

HIP_PARTS: Final[tuple[str, ...]] = (
    "socket",
    "ball",
    "cartilage",
    "capsule",
    "thigh_bone",
    "pelvis",
)
"""Everything that `hip_joint` can highlight."""

HIP_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "The hip joint from the front",
        "desc": "The round head of the thigh bone sits in the socket of the pelvis, lined with "
        "cartilage and held by a sleeve, the capsule.",
        "socket": "socket",
        "ball": "ball",
        "cartilage": "cartilage",
        "capsule": "capsule",
        "thigh_bone": "thigh bone",
        "pelvis": "pelvis",
    }
)
"""The English texts of the hip joint."""

_PELVIS = ring(
    (40, 74), (48, 50), (70, 32), (100, 22), (134, 22), (164, 34), (182, 52), (184, 66), (174, 78),
    (172, 90), (180, 102), (177, 112), (160, 104), (140, 110), (128, 126), (126, 146), (134, 164),
    (140, 176), (138, 196), (128, 216), (112, 226), (98, 220), (84, 206), (60, 194), (40, 190),
    (34, 178), (40, 168), (62, 164), (84, 158), (94, 146), (92, 128), (80, 112), (60, 98),
)  # fmt: skip
_GAP = ring((84, 180), (100, 172), (116, 176), (122, 190), (114, 206), (100, 204), (88, 194))
_WING = through((62, 88), (76, 62), (104, 46), (138, 44), (164, 58))
_FEMUR = ring(
    (150, 112), (168, 114), (181, 124), (190, 136), (204, 136), (216, 124), (230, 120), (240, 130),
    (242, 152), (236, 176), (228, 206), (222, 240), (219, 268), (218, 292), (186, 292), (188, 264),
    (190, 236), (190, 212), (184, 194), (172, 180), (160, 174), (144, 172), (132, 160), (128, 142),
    (136, 122),
)  # fmt: skip
_BALL = ring(
    (155, 111), (176, 119), (187, 139), (180, 161), (158, 173), (138, 166), (127, 147), (134, 121)
)
_CARTILAGE = through((182, 122), (168, 109), (152, 106), (136, 113), (126, 128), (123, 146),
                     (128, 160))  # fmt: skip
_SOCKET = through(
    (184, 108), (168, 99), (148, 97.6), (130, 106), (118, 124), (115, 146), (122, 166)
)
_CAPSULE = ring(
    (184, 106), (200, 116), (212, 132), (214, 152), (206, 172), (192, 188), (170, 190), (146, 186),
    (128, 172), (138, 170), (158, 174), (178, 162), (188, 140), (182, 120),
)  # fmt: skip


def hip_joint(
    highlight: Collection[str] = (),
    *,
    labels: bool = True,
    prefix: str = "hip",
    words: Mapping[str, str] | None = None,
) -> str:
    """Show the ball and the socket of the hip.

    Args:
        highlight: what is spoken of, out of `HIP_PARTS`.
        labels: whether the parts are named.
        prefix: what every id inside begins with.
        words: texts in place of those of `HIP_WORDS`.

    Raises:
        DrawingError: there is no such part.
    """
    lit = check_parts(highlight, HIP_PARTS)
    text = worded(words, HIP_WORDS)
    drawn = [
        bone(_PELVIS, "pelvis" in lit, 1.8),
        shape(_GAP, fill=CARD, stroke=SOFT, stroke_width=1.4),
        line(_WING, SOFT, 1.2, opacity=0.4),
        bone(_FEMUR, "thigh_bone" in lit, 1.8),
        soft_part(_CAPSULE, "capsule" in lit, 1.4, 0.28),
        shape(_BALL, fill=AMBER if "ball" in lit else TEAL_WASH,
              fill_opacity=0.8 if "ball" in lit else 1,
              stroke=AMBER if "ball" in lit else TEAL, stroke_width=2),
        line(_CARTILAGE, AMBER if "cartilage" in lit else TEAL, 6 if "cartilage" in lit else 4,
             stroke_opacity=1 if "cartilage" in lit else 0.55),
        line(_SOCKET, AMBER if "socket" in lit else SOFT, 6 if "socket" in lit else 3),
    ]  # fmt: skip
    if not labels:
        return svg(prefix, "hip", Box(26, 14, 226, 268), text["title"], text["desc"], *drawn)
    names = (
        pointer((316, 40), (150, 60), text["pelvis"], "end"),
        pointer((316, 74), (172, 100), text["socket"], "end"),
        pointer((316, 108), (178, 117), text["cartilage"], "end"),
        pointer((4, 246), (152, 148), text["ball"]),
        pointer((316, 190), (206, 160), text["capsule"], "end"),
        pointer((316, 250), (208, 246), text["thigh_bone"], "end"),
    )
    return svg(prefix, "hip", Box(0, 10, 320, 276), text["title"], text["desc"], *drawn, *names)
