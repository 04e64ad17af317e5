"""Where it hurts: the figure from the front and from the back, in places that can be tapped."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from lumbago.drawings.body import CROWN, EAR, HEAD, JAW, LOWER_BACK, LOWER_FRONT, UPPER
from lumbago.drawings.canvas import (
    AMBER,
    AMBER_WASH,
    PAPER,
    SOFT,
    TEAL,
    TEAL_WASH,
    Curve,
    DrawingError,
    check_parts,
    element,
    escape,
    group,
    label,
    number,
    shape,
    svg,
    through,
    worded,
)
from lumbago.drawings.regions import BACK_MIDDLE, BODY_BOX, FRONT_MIDDLE, REGIONS, Region

Mark = Literal["main", "spread", "other"]
MARKS: Final[tuple[Mark, ...]] = ("main", "spread", "other")

BODY_MAP_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "Body map",
        "desc": "A person from the front and from the back. Places that were marked are filled.",
        "front": "front",
        "back": "back",
        "left": "left",
        "right": "right",
        **{region.id: region.label for region in REGIONS},
    }
)
"""The English texts of the body map: the name of every place is one of them."""

_OUTLINE = 1.3


# What makes an outline a body: fingers, toes, collarbones, kneecaps, the groove of the spine.
_FINGERS = (
    through((72.2, 252), (71.8, 244), (70.6, 237)),
    through((74.5, 252), (74.2, 244), (72.9, 236)),
)
_FRONT_DETAILS = (
    *_FINGERS,
    through((4.6, 84), (13, 85.6), (22, 84.2), (31, 86.4)),
    through((13, 287), (15, 283.4), (20, 282), (25, 283.6), (26.8, 288)),
    through((13.6, 297.4), (17, 301.4), (22.6, 301.6), (25.6, 298)),
    through((0, 167), (0.3, 168.4), (0, 169.8)),
    through((15, 401), (15, 398.4)),
    through((18.4, 401.6), (18.4, 398.4)),
    through((22, 401.6), (21.8, 398.2)),
    through((25.4, 401), (25, 397.8)),
)
_BACK_DETAILS = (
    *_FINGERS,
    through((0, 92), (0, 184)),
    through((12, 293.4), (19, 295.4), (26.6, 293)),
    through((14.6, 345), (15.4, 360), (15.2, 376), (14.2, 388)),
    through((19.4, 345), (18.8, 360), (19, 376), (19.6, 388)),
    through((51.4, 163.4), (55, 165), (58.4, 162.4)),
)


def _patterns(prefix: str) -> str:
    """The three fills: solid with rings, stripes, dots, so that colour never says it alone."""
    stripes = element("rect", width=7, height=7, fill=AMBER_WASH) + element(
        "rect", width=3.2, height=7, fill=AMBER
    )
    rings = element("rect", width=7, height=7, fill=AMBER) + element(
        "circle", cx=3.5, cy=3.5, r=1, fill=PAPER, opacity=0.75
    )
    dots = element("rect", width=5, height=5, fill=TEAL_WASH) + element(
        "circle", cx=2.5, cy=2.5, r=1.3, fill=SOFT
    )
    tiles = {"main": (rings, 7.0, "0"), "spread": (stripes, 7.0, "45"), "other": (dots, 5.0, "45")}
    return element(
        "defs",
        "".join(
            element(
                "pattern",
                tile,
                id=f"{prefix}-{mark}",
                width=size,
                height=size,
                patternUnits="userSpaceOnUse",
                patternTransform=f"rotate({turn})",
            )
            for mark, (tile, size, turn) in tiles.items()
        ),
    )


def _tappable(region: Region, mark: Mark | None, prefix: str, name: str) -> str:
    return element(
        "path",
        element("title", escape(name) or " "),
        class_=f"region {mark}" if mark else "region",
        data_region=region.id,
        fill=f"url(#{prefix}-{mark})" if mark else TEAL_WASH,
        d=region.path,
    )


def _half(id: str, outline: tuple[Curve, ...], details: tuple[Curve, ...]) -> str:
    return element(
        "g",
        element("path", d="".join(curve.d() for curve in outline), stroke_width=_OUTLINE)
        + element("path", d="".join(curve.d() for curve in details), stroke_width=0.8, opacity=0.5),
        id=id,
    )


def _figure(prefix: str) -> str:
    """Both outlines and their details, above the places and deaf to taps."""
    front, back = f"{prefix}-front", f"{prefix}-back"
    halves = _half(front, (HEAD, EAR, UPPER.then(LOWER_FRONT)), _FRONT_DETAILS) + _half(
        back, (HEAD.between(CROWN, JAW), EAR, UPPER.then(LOWER_BACK)), _BACK_DETAILS
    )
    placed = "".join(
        element("use", href=f"#{half}", transform=f"translate({number(dx)} 0){flip}")
        for half, dx in ((front, FRONT_MIDDLE), (back, BACK_MIDDLE))
        for flip in ("", " scale(-1 1)")
    )
    return element("defs", halves) + group(
        placed,
        class_="figure",
        pointer_events="none",
        fill="none",
        stroke=TEAL,
    )


def body_map(
    marks: Mapping[str, Mark] | None = None,
    *,
    prefix: str = "body-map",
    words: Mapping[str, str] | None = None,
) -> str:
    """Show the body, front and back, with the places that hurt marked.

    Each place is a `<path class="region" data-region="low_back">`, with its mark as a second
    class and as its fill. A script that changes a mark sets both: the fills are
    `url(#PREFIX-main)`, `url(#PREFIX-spread)` and `url(#PREFIX-other)`.

    Args:
        marks: region id to `main` (rings), `spread` (stripes) or `other` (dots).
        prefix: what every id inside begins with.
        words: texts in place of those of `BODY_MAP_WORDS`.

    Raises:
        DrawingError: there is no such place or no such mark.
    """
    text = worded(words, BODY_MAP_WORDS)
    marks = marks or {}
    check_parts(marks, [region.id for region in REGIONS])
    for mark in marks.values():
        if mark not in MARKS:
            raise DrawingError(f"no such mark: {mark}; there are {', '.join(MARKS)}")
    places = "".join(
        _tappable(region, marks.get(region.id), prefix, text[region.id]) for region in REGIONS
    )
    return svg(
        prefix,
        "body-map",
        BODY_BOX,
        text["title"],
        text["desc"],
        _patterns(prefix),
        *(
            shape(EAR.moved(dx, flip=flip), fill=TEAL_WASH)
            for dx in (FRONT_MIDDLE, BACK_MIDDLE)
            for flip in (False, True)
        ),
        group(places, class_="regions", stroke=TEAL, stroke_width=0.7, stroke_opacity=0.4),
        _figure(prefix),
        _captions(text),
    )


def placed_figure(prefix: str, text: Mapping[str, str]) -> str:
    """Return both figures with their captions, to be laid over their places."""
    return _figure(prefix) + _captions(text)


def _captions(text: Mapping[str, str]) -> str:
    """Which figure is which, and whose left is whose."""
    hands = (
        (7, "start", "right"),
        (156, "end", "left"),
        (164, "start", "left"),
        (313, "end", "right"),
    )
    size = 12 if max(map(len, (text["left"], text["right"]))) < 8 else 10.5  # clear of the legs
    return group(
        label((FRONT_MIDDLE, 418), text["front"], 13, font_weight="650"),
        label((BACK_MIDDLE, 418), text["back"], 13, font_weight="650"),
        text_anchor="middle",
    ) + group(*(label((x, 292), text[word], size, text_anchor=anchor) for x, anchor, word in hands))
