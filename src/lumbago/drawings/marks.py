"""Small signs: how urgent, and the logo."""

from collections.abc import Mapping
from math import cos, pi, sin
from types import MappingProxyType
from typing import Final

from lumbago.drawings.canvas import (
    AMBER,
    CARD,
    TEAL,
    Box,
    DrawingError,
    capsule,
    element,
    number,
    svg,
    worded,
)

URGENCY_LEVELS: Final[tuple[str, ...]] = ("now", "today", "soon", "routine", "self_care")
"""The five levels, the most urgent first; each has a shape of its own."""

URGENCY_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "desc": "A sign for how soon to be seen.",
        "now": "Get help now",
        "today": "Be seen today",
        "soon": "Be seen in the next days",
        "routine": "See someone in the next weeks",
        "self_care": "Care for yourself",
    }
)
"""The English texts of the urgency marks."""

_COLOURS: Mapping[str, str] = {
    "now": "var(--now,#a3161d)",
    "today": "var(--today,#a8480b)",
    "soon": "var(--soon,#876008)",
    "routine": "var(--routine,#1c5a8a)",
    "self_care": "var(--self,#216a3c)",
}
_OCTAGON = "M" + "L".join(
    f"{number(10 + 9 * cos((i + 0.5) * pi / 4))} {number(10 + 9 * sin((i + 0.5) * pi / 4))}"
    for i in range(8)
)
# Octagon and "!": stop. Triangle: look out. Diamond, three dots: three days. Clock: weeks. Heart.
_OUTLINES: Mapping[str, str] = {
    "now": _OCTAGON + "Z",
    "today": "M10 2.2L18.6 17.4L1.4 17.4Z",
    "soon": "M10 1.4L18.6 10L10 18.6L1.4 10Z",
    "routine": "M10 1.5A8.5 8.5 0 1 1 10 18.5A8.5 8.5 0 1 1 10 1.5Z",
    "self_care": "M10 17.4C3.6 12.6 1.4 9.6 1.7 6.6C2.2 2.6 7.4 1.4 10 5.4"
    "C12.6 1.4 17.8 2.6 18.3 6.6C18.6 9.6 16.4 12.6 10 17.4Z",
}
_INSIDES: Mapping[str, str] = {
    "now": "M10 5.4V10.6M10 14.2V14.3",
    "today": "M10 7.4V11.4M10 14.4V14.5",
    "soon": "M6.4 10V10.1M10 10V10.1M13.6 10V10.1",
    "routine": "M10 5V10L13.4 12",
    "self_care": "M7.2 9.2L9.4 11.4L13 7.8",
}
_SOLID = frozenset({"now"})


def urgency_mark(
    level: str, *, prefix: str = "urgency", words: Mapping[str, str] | None = None
) -> str:
    """Show how soon a person must be seen as one small shape, never by colour alone.

    Args:
        level: one of `URGENCY_LEVELS`.
        prefix: what every id inside begins with.
        words: texts in place of those of `URGENCY_WORDS`.

    Raises:
        DrawingError: there is no such level.
    """
    if level not in URGENCY_LEVELS:
        raise DrawingError(f"no such level: {level}; there are {', '.join(URGENCY_LEVELS)}")
    text = worded(words, URGENCY_WORDS)
    colour, solid = _COLOURS[level], level in _SOLID
    drawn: dict[str, str | float] = {
        "stroke_width": 2.2,
    }
    return svg(
        prefix,
        f"urgency-mark {level}",
        Box(-0.5, -0.5, 21, 21),
        text[level],
        text["desc"],
        element(
            "path", d=_OUTLINES[level], fill=colour if solid else "none", stroke=colour, **drawn
        ),
        element("path", d=_INSIDES[level], fill="none", stroke=CARD if solid else colour, **drawn),
    )


LOGO_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {"title": "lumbago", "desc": "Six bones of a spine on a gentle curve, one of them marked."}
)
"""The English texts of the logo."""

# Middle, half length and tilt (rise over run) of each bone: the curve of neck, chest, low back.
_LOGO_BONES: tuple[tuple[float, float, float, float], ...] = (
    (9.6, 3.2, 2.0, 0.30),
    (11.4, 8.0, 2.5, 0.34),
    (13.2, 12.9, 3.0, 0.10),
    (12.8, 17.9, 3.5, -0.24),
    (10.4, 22.8, 3.9, -0.22),
    (10.2, 27.8, 3.6, 0.30),
)
_LOGO_LIT = 4


def logo(*, prefix: str = "logo", words: Mapping[str, str] | None = None) -> str:
    """The sign of lumbago: a short spine with its low back marked.

    Args:
        prefix: what every id inside begins with.
        words: texts in place of those of `LOGO_WORDS`.
    """
    text = worded(words, LOGO_WORDS)
    bones = [
        capsule(
            (x - half, y - half * tilt),
            (x + half, y + half * tilt),
            3.3,
            fill=AMBER if i == _LOGO_LIT else TEAL,
        )
        for i, (x, y, half, tilt) in enumerate(_LOGO_BONES)
    ]
    return svg(prefix, "logo", Box(0, 0, 22, 31), text["title"], text["desc"], *bones)
