"""What lies behind and beside the spine: the muscles of the back, the kidneys."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final, Literal

from lumbago.drawings.body import (
    ARMPIT,
    CROTCH,
    CROWN,
    ELBOW_IN,
    ELBOW_OUT,
    HEAD,
    JAW,
    KNEE_TOP_IN,
    KNEE_TOP_OUT,
    LOWER_BACK,
    LOWER_FRONT,
    UPPER,
)
from lumbago.drawings.canvas import (
    AMBER,
    CARD,
    SOFT,
    SUNKEN,
    TEAL,
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
    svg,
    through,
    worded,
)
from lumbago.drawings.parts import bone, figure, pointer, soft_part

DEEP_MUSCLES: Final[tuple[str, ...]] = ("multifidus", "erector_spinae", "quadratus_lumborum")
SURFACE_MUSCLES: Final[tuple[str, ...]] = ("trapezius", "latissimus", "gluteus")
MUSCLES: Final[tuple[str, ...]] = (*DEEP_MUSCLES, *SURFACE_MUSCLES)
"""Everything that `muscle_layers` can highlight, deep ones first."""

MUSCLE_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "Muscles of the back",
        "desc": "The back from behind. On the left the deep muscles along the spine, on the "
        "right the broad ones under the skin.",
        "deep": "deep",
        "surface": "under the skin",
        "multifidus": "short muscles",
        "erector_spinae": "long muscles",
        "quadratus_lumborum": "side muscle",
        "trapezius": "neck and shoulder",
        "latissimus": "broad muscle",
        "gluteus": "buttock",
    }
)
"""The English texts of the muscles, in plain words."""

_SHAPES: Mapping[str, Curve] = {
    "erector_spinae": ring((3, 66), (6.4, 74), (7.4, 92), (11.4, 112), (14.4, 134), (15.4, 154),
                           (16.6, 170), (14.4, 184), (9, 196), (4.4, 204), (3, 190), (3.4, 150),
                           (3, 100)),
    "quadratus_lumborum": ring((12, 151), (17, 152), (22.4, 155.4), (23.4, 166), (26, 180.6),
                               (20, 182.6), (14, 184), (12, 168)),
    "multifidus": ring((1.4, 140), (3.4, 141), (5.6, 160), (8, 180), (8.4, 192), (5.6, 204),
                       (2.4, 213), (1.2, 200), (1.2, 166)),
    "latissimus": ring((0.6, 136), (10, 131.4), (22, 127.6), (33, 121), (37.4, 117.4), (37.2, 122),
                       (35.4, 130), (33, 146), (28, 164), (22.4, 180), (10, 187), (0.6, 190)),
    "trapezius": ring((0.6, 56), (6.4, 57.4), (8.6, 68), (13.4, 77.6), (28, 83.4), (40.4, 88.4),
                      (38, 92.6), (26, 93.4), (16.6, 98), (9, 114), (3, 138), (0.6, 146)),
    "gluteus": ring((1.6, 200), (7, 191.4), (16, 186.4), (26, 187.4), (33.4, 195), (37, 208),
                    (36.6, 221), (29, 231.4), (17, 235), (7, 233), (1.8, 226), (1.4, 214)),
}  # fmt: skip
_FIBRES: Mapping[str, tuple[Curve, ...]] = {
    "erector_spinae": (
        through((6, 84), (9.4, 112), (11, 140), (11.6, 166), (8.4, 190)),
        through((4.8, 92), (6.4, 120), (7.4, 136)),
        through((9.4, 100), (12.4, 130), (13.6, 160), (12.4, 180)),
    ),
    "quadratus_lumborum": (
        through((18, 154.6), (19, 168), (20.6, 180)),
        through((14.6, 153.6), (15.8, 168), (16.6, 181.6)),
    ),
    "multifidus": tuple(
        through((1.8, y), (4, y + 6), (5.8, y + 13)) for y in (150, 160, 170, 180, 190)
    ),
    "latissimus": (
        through((3, 144), (17, 134), (30, 124.4)),
        through((3, 160), (18, 144), (32.6, 126)),
        through((5, 178), (20, 156), (33, 132)),
        through((18, 178), (26, 160), (32, 140)),
    ),
    "trapezius": (
        through((3, 62), (7, 74), (18, 84), (33, 88.4)),
        through((3, 84), (16, 90), (26, 91)),
        through((2, 104), (8, 98), (16, 94)),
        through((2, 128), (7, 110), (14, 98)),
    ),
    "gluteus": (
        through((5, 202), (16, 212), (28, 226)),
        through((10, 194), (21, 206), (33, 220)),
        through((4, 216), (12, 224), (20, 231)),
        through((19, 190), (28, 198), (35, 210)),
    ),
}
_RIBS = tuple(
    through((3, y), (13, y + 1), (23, y + 7), (29, y + 15)) for y in (100, 109, 118, 127, 136)
)
_CREST_LINE = through((9, 190), (15, 184.6), (23, 181.6), (31, 185), (33, 192))
_SCALE = 1.72


def _trunk(prefix: str, lower: Curve) -> str:
    """Head to thighs, without forearms and hands."""
    half = HEAD.between(CROWN, JAW).then(
        UPPER.between(JAW, ELBOW_OUT),
        UPPER.between(ELBOW_IN, ARMPIT),
        lower.between(ARMPIT, KNEE_TOP_OUT),
        lower.between(KNEE_TOP_IN, CROTCH),
    )
    return figure(prefix, half, 0.9)


def _muscle(name: str, lit: bool, flip: bool) -> str:
    colour = CARD if lit else TEAL
    fibres = "".join(fibre.moved(flip=flip).d() for fibre in _FIBRES[name])
    return soft_part(_SHAPES[name].moved(flip=flip), lit, 0.8, 0.3) + element(
        "path", d=fibres, fill="none", stroke=colour, stroke_width=0.6, opacity=0.65,
    )  # fmt: skip


def muscle_layers(
    highlight: Collection[str] = (),
    *,
    labels: bool = True,
    prefix: str = "muscles",
    words: Mapping[str, str] | None = None,
) -> str:
    """Show the muscles of the back, deep ones on the left and broad ones on the right.

    Args:
        highlight: what is spoken of, out of `MUSCLES`.
        labels: whether the muscles are named.
        prefix: what every id inside begins with.
        words: texts in place of those of `MUSCLE_WORDS`.

    Raises:
        DrawingError: there is no such muscle.
    """
    lit = check_parts(highlight, MUSCLES)
    text = worded(words, MUSCLE_WORDS)
    skeleton = "".join(rib.moved(flip=True).d() for rib in (*_RIBS, _CREST_LINE))
    drawn = [
        _trunk(prefix, LOWER_BACK),
        element("path", d=skeleton, fill="none", stroke=SOFT, stroke_width=1.2, opacity=0.4),
        *(_muscle(name, name in lit, True) for name in ("quadratus_lumborum", "erector_spinae",
                                                        "multifidus")),
        *(_muscle(name, name in lit, False) for name in ("latissimus", "trapezius", "gluteus")),
        *(bone(block(1.7, 2.6, 1.2).moved(0, y), False, 0.6) for y in range(84, 192, 8)),
    ]  # fmt: skip
    if not labels:
        return svg(prefix, "muscles", Box(-58, 48, 116, 196), text["title"], text["desc"], *drawn)
    return svg(
        prefix,
        "muscles",
        Box(0, 0, 320, 356),
        text["title"],
        text["desc"],
        _faded(group(*drawn, transform=f"translate(160 -66)scale({_SCALE})"), prefix),
        *_muscle_names(text),
    )


def _faded(drawn: str, prefix: str) -> str:
    """The arms end softly at the edge of the trunk, so that names have room."""
    window = element("rect", x=70, y=0, width=180, height=356, rx=24)
    clip = element("clipPath", window, id=f"{prefix}-window")
    return element("defs", clip) + group(drawn, clip_path=f"url(#{prefix}-window)")


def _spot(x: float, y: float) -> Point:
    return (160 + x * _SCALE, y * _SCALE - 66)


_PLACES: Mapping[str, tuple[Point, Point, str]] = {
    "erector_spinae": ((2, 232), _spot(-11, 160), "start"),
    "quadratus_lumborum": ((2, 262), _spot(-20, 172), "start"),
    "multifidus": ((2, 292), _spot(-4, 200), "start"),
    "trapezius": ((318, 44), _spot(14, 86), "end"),
    "latissimus": ((318, 240), _spot(28, 148), "end"),
    "gluteus": ((318, 292), _spot(28, 208), "end"),
}


def _muscle_names(text: Mapping[str, str]) -> list[str]:
    return [
        label((126, 16), text["deep"], 12.5, font_weight="700", text_anchor="end"),
        label((194, 16), text["surface"], 12.5, font_weight="700"),
        *(pointer(at, to, text[name], anchor) for name, (at, to, anchor) in _PLACES.items()),
    ]


KIDNEY_PARTS: Final[tuple[str, ...]] = ("kidney", "ureter", "bladder", "stone")
"""Everything that `kidney_and_ureter` can highlight, on the side that is spoken of."""

KIDNEY_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "Kidney and its tube to the bladder",
        "desc": "The belly from the front. On each side a kidney lies below the last ribs; a "
        "thin tube runs from it down to the bladder.",
        "kidney": "kidney",
        "ureter": "tube",
        "bladder": "bladder",
        "stone": "stone",
    }
)
"""The English texts of the kidneys."""

_KIDNEY = ring((13.4, 143), (18, 139.6), (23, 142), (25.6, 150), (25.2, 159), (20.8, 164.6),
               (15.6, 163), (13.8, 157.6), (15.8, 152.6), (14, 148))  # fmt: skip
_URETER = through(
    (15, 153.4), (12, 158), (10.6, 170), (9.8, 184), (11.6, 196), (9, 206), (4.4, 211)
)
_BLADDER = ring((0, 203.4), (6, 204.6), (9, 209.4), (6.4, 215), (0, 217.4), (-6.4, 215),
                (-9, 209.4), (-6, 204.6))  # fmt: skip
_STONE: Point = (10.2, 176)
_HIP_LINE = through((32, 187), (28, 196), (20, 203), (13, 210), (8, 217), (2.4, 220))
_LAST_RIBS = (
    through((4, 128), (12, 129), (22, 135), (29, 144)),
    through((4, 136), (12, 138), (21, 145), (26, 152)),
)


def kidney_and_ureter(
    highlight: Collection[str] = (),
    *,
    side: Literal["left", "right"] = "left",
    labels: bool = True,
    prefix: str = "kidney",
    words: Mapping[str, str] | None = None,
) -> str:
    """Show the kidneys, their tubes and the bladder from the front.

    Args:
        highlight: what is spoken of, out of `KIDNEY_PARTS`; a stone is drawn only then.
        side: the person's own side that is spoken of.
        labels: whether the parts are named.
        prefix: what every id inside begins with.
        words: texts in place of those of `KIDNEY_WORDS`.

    Raises:
        DrawingError: there is no such part or side.
    """
    if side not in ("left", "right"):
        raise DrawingError(f"no such side: {side}")
    lit = check_parts(highlight, KIDNEY_PARTS)
    text = worded(words, KIDNEY_WORDS)
    away = side == "right"  # who faces us has the left side on our right
    ribs = "".join(
        rib.moved(flip=flip).d() for rib in (*_LAST_RIBS, _HIP_LINE) for flip in (False, True)
    )
    drawn = [
        _trunk(prefix, LOWER_FRONT),
        *(bone(block(3.4, 3, 1.2, 0.5).moved(0, y), False, 0.6) for y in range(126, 194, 8)),
        element("path", d=ribs, fill="none", stroke=SOFT, stroke_width=1.4, opacity=0.4),
        *_tubes(lit, away),
        soft_part(_BLADDER, "bladder" in lit, 1, 0.5),
    ]  # fmt: skip
    if "stone" in lit:
        x = -_STONE[0] if away else _STONE[0]
        drawn.append(dot((x, _STONE[1]), 2.6, fill=SUNKEN, stroke=AMBER, stroke_width=1.6))
    if not labels:
        return svg(prefix, "kidney", Box(-42, 118, 84, 108), text["title"], text["desc"], *drawn)
    scale = 2.5
    window = element("rect", x=54, y=0, width=212, height=300, rx=36)
    clip = element("clipPath", window, id=f"{prefix}-window")
    placed = group(*drawn, transform=f"translate(160 -290)scale({scale})")
    return svg(
        prefix,
        "kidney",
        Box(0, 0, 320, 300),
        text["title"],
        text["desc"],
        element("defs", clip) + group(placed, clip_path=f"url(#{prefix}-window)"),
        *_kidney_names(text, lit, away),
    )


def _tubes(lit: Collection[str], away: bool) -> list[str]:
    made = []
    for flip in (not away, away):  # the side that is spoken of comes last, on top
        here = flip == away
        tube = "ureter" in lit and here
        made.append(line(_URETER.moved(flip=flip), AMBER if tube else TEAL, 3.2 if tube else 2))
        made.append(soft_part(_KIDNEY.moved(flip=flip), "kidney" in lit and here, 1, 0.5))
    return made


def _kidney_names(text: Mapping[str, str], lit: Collection[str], away: bool) -> list[str]:
    sign = -1 if away else 1
    edge, anchor = (4, "start") if away else (316, "end")
    names = [
        pointer((edge, 90), (160 + sign * 54, 92), text["kidney"], anchor),
        pointer((edge, 190), (160 + sign * 25, 168), text["ureter"], anchor),
        pointer((edge, 262), (160 + sign * 12, 238), text["bladder"], anchor),
    ]
    if "stone" in lit:
        other = "end" if away else "start"
        names.append(pointer((320 - edge, 140), (160 + sign * 25, 150), text["stone"], other))
    return names
