"""What stands on the paper of a drawing, read back from its text."""

import re
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
ROUNDED = 0.11
"""A place is written to a tenth of a unit."""

Knot = tuple[float, float]


def root_of(drawing: str) -> ElementTree.Element:
    """Return a drawing as a tree."""
    return ElementTree.fromstring(drawing)  # noqa: S314 - our own text


def knots(path: str) -> list[Knot]:
    """Return the points that a path meets; its curves are relative."""
    numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", path)]
    found = [(numbers[0], numbers[1])]
    for i in range(2, len(numbers), 6):
        x, y = found[-1]
        found.append((round(x + numbers[i + 4], 3), round(y + numbers[i + 5], 3)))
    return found


def paths(drawing: str, **like: str) -> list[list[Knot]]:
    """Return the knots of each path that has these attributes."""
    wanted = {name.replace("_", "-"): value for name, value in like.items()}
    found = root_of(drawing).iter(SVG + "path")
    return [knots(p.get("d", "")) for p in found
            if all(p.get(n) == value for n, value in wanted.items())]  # fmt: skip


def dots(drawing: str) -> list[Knot]:
    """Return the middle of each circle."""
    found = root_of(drawing).iter(SVG + "circle")
    return [(float(c.get("cx", "")), float(c.get("cy", ""))) for c in found]


def texts(drawing: str) -> list[tuple[str, Knot]]:
    """Return each text with its place."""
    found = root_of(drawing).iter(SVG + "text")
    return [(t.text or "", (float(t.get("x", "")), float(t.get("y", "")))) for t in found]
