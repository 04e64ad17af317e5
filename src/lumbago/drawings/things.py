"""Things of a day that a card speaks of: a glass of water, a scan report, a cold pack."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from lumbago.drawings.canvas import (
    AMBER,
    AMBER_WASH,
    CARD,
    INK,
    LINE,
    SOFT,
    SUNKEN,
    TEAL,
    TEAL_WASH,
    Box,
    DrawingError,
    element,
    group,
    svg,
    worded,
)

_BOX = Box(0, 0, 200, 140)
_THIN, _THICK = 1.6, 2.6

THING_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "glass": "A glass of water",
        "glass_desc": "A glass, half full, beside a jug. Drink when you are thirsty.",
        "report": "A scan report and a question",
        "report_desc": "A sheet with a picture of a spine and lines of words. Somebody asks.",
        "cold_pack": "A cold pack in a towel",
        "cold_pack_desc": "A cold pack lies in a folded towel. A clock shows 10 to 20 minutes.",
    }
)
"""The English texts of the things."""


def _path(d: str, fill: str, stroke: str, width: float = _THIN) -> str:
    return element("path", d=d, fill=fill, stroke=stroke, stroke_width=width)


def _stroke(d: str, stroke: str = SOFT, width: float = _THIN) -> str:
    return _path(d, "none", stroke, width)


def _ground(d: str) -> str:
    return element("path", d=d, fill=SUNKEN)


def _glass() -> str:
    jug = group(
        _path("M112 36H158L163 116Q163 122 157 122H113Q107 122 107 116Z", CARD, SOFT),
        _path("M109.5 78H160.5L163 116Q163 122 157 122H113Q107 122 107 116Z", TEAL_WASH, TEAL),
        _stroke("M158 48H170Q178 48 178 58V82Q178 92 168 92H161.6", SOFT, _THICK),
        _stroke("M112 36L104 30"),
    )
    glass = group(
        _path("M42 56H88L83 117Q82.5 122 77.5 122H52.5Q47.5 122 47 117Z", CARD, INK, _THICK),
        _path(
            "M44.2 84Q54 79 65 84T85.8 84L83 116Q82.5 120.6 77.5 120.6H52.5Q47.5 120.6 47 116Z",
            TEAL_WASH,
            TEAL,
        ),
        _stroke("M53 92L54.4 108", CARD, _THICK),
    )
    drop = _path("M65 18Q76 33 76 39A11 11 0 0 1 54 39Q54 33 65 18Z", TEAL_WASH, TEAL)
    return _ground("M20 122Q100 112 186 122Q186 132 100 132Q20 132 20 122Z") + jug + glass + drop


def _report() -> str:
    bones = "".join(
        element(
            "rect",
            x=58 + shift,
            y=36 + n * 14.5,
            width=24,
            height=10,
            rx=3.4,
            fill=CARD,
            stroke=TEAL,
            stroke_width=_THIN,
        )
        for n, shift in enumerate((0, 1.6, 2.4, 1.6, 0, -1.6))
    )
    sheet = group(
        element(
            "rect",
            x=34,
            y=14,
            width=110,
            height=118,
            rx=7,
            fill=CARD,
            stroke=LINE,
            stroke_width=_THICK,
        ),
        element("rect", x=44, y=26, width=48, height=94, rx=5, fill=TEAL_WASH),
        bones,
        _stroke("M102 34H134M102 48H128M102 76H134M102 90H124M102 104H132"),
        element("rect", x=99, y=55, width=37, height=13, rx=4, fill=AMBER_WASH),
        _stroke("M102 61.5H132", AMBER, _THICK),
    )
    asks = group(
        _path(
            "M152 30H184Q190 30 190 36V62Q190 68 184 68H170L158 80V68H152Q146 68 146 62V36"
            "Q146 30 152 30Z",
            CARD,
            INK,
            _THICK,
        ),
        _stroke("M162 45Q162 39 168 39T174 45Q174 49 168 51.4V54", TEAL, _THICK),
        element("circle", cx=168, cy=60.5, r=1.9, fill=TEAL),
    )
    return sheet + asks


def _cold_pack() -> str:
    crystal = "M0 -9V9M-7.8 -4.5L7.8 4.5M-7.8 4.5L7.8 -4.5"
    star = "".join(
        element(
            "path",
            d=crystal,
            fill="none",
            stroke=TEAL,
            stroke_width=_THIN,
            transform=f"translate({x} {y})",
        )
        for x, y in ((62, 72), (88, 66), (114, 72))
    )
    towel = group(
        _path("M22 84Q88 66 154 84L158 112Q88 128 18 112Z", SUNKEN, SOFT),
        _stroke("M20 96Q88 80 156 96M19 104Q88 90 157 104", LINE, _THICK),
    )
    pack = group(
        _path(
            "M40 58Q88 44 136 58Q142 60 140 70L136 90Q88 78 40 90L36 70Q34 60 40 58Z",
            TEAL_WASH,
            TEAL,
            _THICK,
        ),
        star,
    )
    clock = group(
        element("circle", cx=162, cy=38, r=22, fill=CARD, stroke=INK, stroke_width=_THICK),
        _path("M162 38L178.45 28.5A19 19 0 0 1 178.45 47.5Z", AMBER_WASH, "none"),
        _stroke("M162 38V22M162 38L178.4 47.5", INK, _THICK),
        _stroke("M162 18.6V20.4M181.4 38H179.6M162 57.4V55.6M142.6 38H144.4"),
    )
    return pack + towel + clock


THINGS: Final[Mapping[str, Callable[[], str]]] = MappingProxyType(
    {"glass": _glass, "report": _report, "cold_pack": _cold_pack}
)
"""What can be drawn, by name."""


def thing(name: str, *, prefix: str = "thing", words: Mapping[str, str] | None = None) -> str:
    """Draw a thing that a card speaks of.

    Args:
        name: one of `THINGS`.
        prefix: what every id inside begins with.
        words: texts in place of those of `THING_WORDS`.

    Raises:
        DrawingError: there is no such thing.
    """
    if name not in THINGS:
        raise DrawingError(f"no such thing: {name}; there are {', '.join(THINGS)}")
    text = worded(words, THING_WORDS)
    inside = THINGS[name]()
    return svg(prefix, f"thing {name}", _BOX, text[name], text[f"{name}_desc"], inside)
