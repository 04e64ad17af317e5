"""Points, curves and SVG elements: the pencil and the paper of every drawing.

A `Curve` is a chain of cubic Béziers that meets a list of knots, so a drawing is written as
the points that an illustrator would set, and neighbours can share a stretch of outline exactly.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, degrees, hypot, sin, sqrt
from typing import TypeAlias
from xml.sax.saxutils import escape as _escape

from lumbago.errors import LumbagoError

Point: TypeAlias = tuple[float, float]

# The tokens of look.css, each with its light value for a page without that style sheet.
PAPER = "var(--paper,#fbf8f2)"
CARD = "var(--card,#fff)"
SUNKEN = "var(--sunken,#f3eee4)"
LINE = "var(--line,#e4ddd0)"
INK = "var(--ink,#1d2a2e)"
SOFT = "var(--soft,#55646a)"
TEAL = "var(--teal,#0d635d)"
TEAL_WASH = "var(--teal-wash,#e2f1ee)"
AMBER = "var(--amber,#a85a10)"
AMBER_WASH = "var(--amber-wash,#fdf1df)"

_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
# What XML 1.0 cannot hold, even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class DrawingError(LumbagoError, ValueError):
    """A drawing was asked for a part, a side or a word that it does not have."""


@dataclass(frozen=True, slots=True)
class Box:
    """The part of the plane that a drawing shows: left, top, width and height."""

    left: float
    top: float
    width: float
    height: float

    def holds(self, point: Point, slack: float = 0.0) -> bool:
        """Say whether a point lies inside, give or take `slack`."""
        x, y = point[0] - self.left, point[1] - self.top
        return -slack <= x <= self.width + slack and -slack <= y <= self.height + slack


@dataclass(frozen=True, slots=True)
class Curve:
    """A smooth line: a first point, then three points (two handles, one knot) a piece."""

    points: tuple[Point, ...]

    @property
    def start(self) -> Point:
        """Where it begins."""
        return self.points[0]

    @property
    def end(self) -> Point:
        """Where it ends."""
        return self.points[-1]

    def reverse(self) -> "Curve":
        """The same line, drawn from its end to its start."""
        return Curve(self.points[::-1])

    def between(self, first: Point, last: Point) -> "Curve":
        """The stretch from one knot to another, in either direction."""
        knots = self.points[::3]
        if first not in knots or last not in knots:
            raise DrawingError(f"{first} or {last} is not a knot of this curve")
        i, j = knots.index(first), knots.index(last)
        if i > j:
            return self.between(last, first).reverse()
        return Curve(self.points[3 * i : 3 * j + 1])

    def then(self, *others: "Curve") -> "Curve":
        """One line made of this one and those that follow on; a gap is closed straight."""
        points = list(self.points)
        for other in others:
            if points[-1] != other.start:
                points += [points[-1], other.start, other.start]
            points += other.points[1:]
        return Curve(tuple(points))

    def moved(
        self, dx: float = 0, dy: float = 0, scale: float = 1, flip: bool = False, turn: float = 0
    ) -> "Curve":
        """The same line mirrored left to right, turned (radians), scaled, then moved."""
        c, s = cos(turn), sin(turn)
        sign = -1 if flip else 1
        return Curve(
            tuple(
                (
                    (sign * x * c - y * s) * scale + dx,
                    (sign * x * s + y * c) * scale + dy,
                )
                for x, y in self.points
            )
        )

    def d(self, closed: bool = False) -> str:
        """The line as the `d` of an SVG path, to a tenth of a unit."""
        # Relative, in whole tenths: a third shorter, and rounding never adds up.
        tenths = [(round(x * 10), round(y * 10)) for x, y in self.points]
        text = f"M{_packed(tenths[0])}"
        for i in range(0, len(tenths) - 1, 3):
            here, *piece = tenths[i : i + 4]
            text += "c" if i == 0 else " "
            text += _packed(*((x - here[0], y - here[1]) for x, y in piece))
        return (text + "z" if closed else text).replace(" -", "-")

    def samples(self, a_piece: int = 8) -> tuple[Point, ...]:
        """Points along the line, `a_piece` of them on each piece."""
        found = [self.start]
        for i in range(0, len(self.points) - 1, 3):
            p0, p1, p2, p3 = self.points[i : i + 4]
            for step in range(1, a_piece + 1):
                t = step / a_piece
                a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                found.append(
                    (
                        a * p0[0] + b * p1[0] + c * p2[0] + d * p3[0],
                        a * p0[1] + b * p1[1] + c * p2[1] + d * p3[1],
                    )
                )
        return tuple(found)


def through(*points: Point) -> Curve:
    """A smooth line that meets every point in turn, at ease at both ends."""
    before = _reflected(points[1], points[0]) if len(points) > 2 else points[0]
    after = _reflected(points[-2], points[-1]) if len(points) > 2 else points[-1]
    return _catmull_rom((before, *points, after))


def ring(*points: Point) -> Curve:
    """A smooth closed line that meets every point in turn."""
    return _catmull_rom((points[-1], *points, points[0], points[1]))


def straight(*points: Point) -> Curve:
    """A line with a corner at every point."""
    made = [points[0]]
    for p, q in pairwise(points):
        made += [p, q, q]
    return Curve(tuple(made))


def block(half_width: float, half_height: float, corner: float, waist: float = 0) -> Curve:
    """A closed rounded block around (0, 0) whose sides bend inward by `waist`."""
    w, h, r, k = half_width, half_height, corner, corner * 0.45
    quarter = [(-w + r, -h), (0, -h + waist * 0.5), (0, -h + waist * 0.5), (w - r, -h)]
    quarter += [(w - k, -h), (w, -h + k), (w, -h + r)]
    side = [(w - waist, -h * 0.3), (w - waist, h * 0.3), (w, h - r)]
    half = [*quarter, *side, (w, h - k), (w - k, h), (w - r, h)]
    rest = [(-x, -y) for x, y in half[1:]]
    return Curve((*half, *rest))


def _reflected(of: Point, at: Point) -> Point:
    return (2 * at[0] - of[0], 2 * at[1] - of[1])


def _catmull_rom(points: Sequence[Point]) -> Curve:
    # Centripetal Catmull-Rom written as Béziers: unlike the uniform kind it makes no loops
    # or overshoots where knots are unevenly spaced.
    made = [points[1]]
    for i in range(1, len(points) - 2):
        p0, p1, p2, p3 = points[i - 1 : i + 3]
        a, b, c = (max(_gap(*ends), 1e-6) for ends in ((p0, p1), (p1, p2), (p2, p3)))
        made += [_handle(p0, p1, p2, a, b), _handle(p3, p2, p1, c, b), p2]
    return Curve(tuple(made))


def _gap(p: Point, q: Point) -> float:
    return sqrt(hypot(q[0] - p[0], q[1] - p[1]))


def _handle(before: Point, here: Point, ahead: Point, a: float, b: float) -> Point:
    if before == here:
        return ((2 * here[0] + ahead[0]) / 3, (2 * here[1] + ahead[1]) / 3)

    def one(p: float, q: float, r: float) -> float:
        return (a * a * r - b * b * p + (2 * a * a + 3 * a * b + b * b) * q) / (3 * a * (a + b))

    return one(before[0], here[0], ahead[0]), one(before[1], here[1], ahead[1])


def number(value: float) -> str:
    """A number with two decimals at most, as short as it can be written."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    if text in ("-0", "0"):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def _packed(*points: tuple[int, int]) -> str:
    return " ".join(number(tenth / 10) for point in points for tenth in point)


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def escape(text: str) -> str:
    """A text that can stand in an SVG, whatever it holds."""
    return _escape(_UNWRITABLE.sub("\ufffd", text), {'"': "&quot;"})


def element(name: str, inside: str = "", /, **attributes: str | float) -> str:
    """One SVG element; `stroke_width` becomes `stroke-width`, `class_` becomes `class`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="'
        f'{escape(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def group(*inside: str, **attributes: str | float) -> str:
    """A `<g>` around what belongs together; nothing when it would be empty."""
    content = "".join(inside)
    return element("g", content, **attributes) if content else ""


def shape(curve: Curve, **attributes: str | float) -> str:
    """A closed, filled curve."""
    return element("path", d=curve.d(closed=True), **attributes)


def line(curve: Curve, stroke: str, width: float, **attributes: str | float) -> str:
    """An open curve as a rounded stroke."""
    return element(
        "path",
        d=curve.d(),
        fill="none",
        stroke=stroke,
        stroke_width=width,
        **attributes,
    )


def dot(centre: Point, radius: float, **attributes: str | float) -> str:
    """A round mark."""
    return element("circle", cx=centre[0], cy=centre[1], r=radius, **attributes)


def label(at: Point, words: str, size: float = 12, **attributes: str | float) -> str:
    """A piece of text; the words are escaped."""
    given: dict[str, str | float] = {"fill": SOFT, **attributes}
    return element("text", escape(words) or " ", x=at[0], y=at[1], font_size=size, **given)


def capsule(start: Point, end: Point, width: float, **attributes: str | float) -> str:
    """A rounded bar from one point to another."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    turn = degrees(atan2(end[1] - start[1], end[0] - start[0]))
    return element(
        "rect",
        x=-width / 2,
        y=-width / 2,
        width=length + width,
        height=width,
        rx=width / 2,
        transform=f"translate({_pair(start)}) rotate({number(turn)})",
        **attributes,
    )


def svg(prefix: str, kind: str, box: Box, title: str, desc: str, *inside: str) -> str:
    """A whole drawing: named, described, without a fixed size.

    Args:
        prefix: what every id inside begins with, so that two drawings can share a page.
        kind: the class that tells drawings apart, such as `spine`.
        box: what of the plane is shown.
        title: its name in a few words, read aloud.
        desc: what can be seen on it, read aloud.
        inside: the elements.

    Raises:
        DrawingError: the prefix cannot begin an id.
    """
    check_prefix(prefix)
    return element(
        "svg",
        element("title", escape(title) or " ", id=f"{prefix}-title")
        + element("desc", escape(desc) or " ", id=f"{prefix}-desc")
        + "".join(inside),
        xmlns="http://www.w3.org/2000/svg",
        class_=f"drawing {kind}",
        viewBox=" ".join(map(number, (box.left, box.top, box.width, box.height))),
        role="img",
        # Inherited by every stroke: nothing in these pictures has a sharp end.
        stroke_linecap="round",
        stroke_linejoin="round",
        aria_labelledby=f"{prefix}-title",
        aria_describedby=f"{prefix}-desc",
    )


def check_prefix(prefix: str) -> None:
    """Refuse a prefix that cannot begin an id."""
    if not _PREFIX.fullmatch(prefix):
        raise DrawingError(f"{prefix!r} cannot begin an id: use letters, digits, '-' and '_'")


def check_parts(asked: Iterable[str], known: Collection[str]) -> frozenset[str]:
    """The parts that were asked for, all of which the drawing has.

    Raises:
        DrawingError: it does not have one of them.
    """
    wanted = frozenset([asked] if isinstance(asked, str) else asked)
    if strange := sorted(wanted - frozenset(known)):
        raise DrawingError(f"no such part: {', '.join(strange)}; there are {', '.join(known)}")
    return wanted


def worded(words: Mapping[str, str] | None, english: Mapping[str, str]) -> Mapping[str, str]:
    """The texts of a drawing: those given, English for the rest.

    Raises:
        DrawingError: a text was given that the drawing never shows.
    """
    check_parts(words or {}, english)
    return {**english, **(words or {})}
