"""How a part of the body looks at rest and when it is the one that is spoken of."""

from collections.abc import Collection

from lumbago.drawings.canvas import (
    AMBER,
    AMBER_WASH,
    CARD,
    LINE,
    SOFT,
    TEAL,
    TEAL_WASH,
    Curve,
    Point,
    dot,
    element,
    group,
    label,
    line,
    shape,
    straight,
)

# A part that is spoken of is amber and has a heavier outline, so that it also shows in grey.


def bone(curve: Curve, lit: bool = False, width: float = 1.5, **attributes: str | float) -> str:
    """A bone: pale with a quiet outline; amber when it is spoken of."""
    return shape(
        curve,
        fill=AMBER_WASH if lit else LINE,
        stroke=AMBER if lit else SOFT,
        stroke_width=width * 1.6 if lit else width,
        **attributes,
    )


def soft_part(curve: Curve, lit: bool = False, width: float = 1.2, opacity: float = 0.3) -> str:
    """A disc, a muscle or another soft part: teal and see-through; amber when spoken of."""
    colour = AMBER if lit else TEAL
    return shape(
        curve,
        fill=colour,
        fill_opacity=0.78 if lit else opacity,
        stroke=colour,
        stroke_width=width * 1.4 if lit else width,
    )


def figure(prefix: str, half: Curve, width: float = 1) -> str:
    """Both halves of a body from the outline of one, which starts and ends near the middle.

    The outline is drawn first and twice as wide; the fill then hides its inner half, and with it
    the seam in the middle. So each point is written once. `#PREFIX-half` can be used to clip.
    """
    name = f"{prefix}-half"
    sides = element("use", href=f"#{name}") + element(
        "use", href=f"#{name}", transform="scale(-1 1)"
    )
    seam = half.then(straight((-0.4, half.end[1]), (-0.4, half.start[1])))
    return (
        element("defs", element("path", d=seam.d(closed=True), id=name))
        + group(sides, stroke=TEAL, stroke_width=2 * width, fill="none")
        + group(sides, fill=TEAL_WASH)
    )


def cord(curve: Curve, lit: bool = False, width: float = 3) -> str:
    """A nerve or a vessel: a rounded line on a halo, so that it stands out from bone."""
    drawn = width * 1.45 if lit else width
    halo = line(curve, CARD, drawn + 2.2, stroke_opacity=0.75)
    return halo + line(curve, AMBER if lit else TEAL, drawn)


# Half the size is about the width of a letter in the fonts that the pages use.
_LETTER = 0.54


def pointer(at: Point, to: Point, words: str, anchor: str = "start", size: float = 12) -> str:
    """A name with a thin line from its nearest edge to the part that it names."""
    width = len(words) * size * _LETTER
    left = at[0] - {"start": 0, "middle": width / 2, "end": width}[anchor]
    x = min(max(to[0], left), left + width)
    y = at[1] + 4 if to[1] > at[1] else at[1] - size
    if to[0] > left + width + 8 or to[0] < left - 8:
        x, y = (left + width + 4 if to[0] > left else left - 4), at[1] - size * 0.32
    return (
        line(straight((x, y), to), SOFT, 0.9)
        + dot(to, 1.7, fill=SOFT)
        + label(at, words, size, text_anchor=anchor)
    )


def is_lit(parts: Collection[str], *names: str) -> bool:
    """Say whether one of the names is among the parts that are spoken of."""
    return any(name in parts for name in names)
