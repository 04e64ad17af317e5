"""The drawings of the anatomy explorer: quiet, without names, with numbered spots to tap."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from lumbago.drawings import (
    arm_nerve_path,
    cord_and_canal,
    disc_and_facet,
    hip_joint,
    kidney_and_ureter,
    muscle_layers,
    neck_arteries,
    sciatic_path,
    spine,
)
from lumbago.drawings.canvas import number
from lumbago.knowledge import KnowledgeBase, Term
from lumbago.knowledge.articles import Drawing

SHOWN: Final[Mapping[Drawing, Callable[[Mapping[str, str]], str]]] = {
    Drawing.SPINE: lambda words: spine(words=words),
    Drawing.SEGMENT: lambda words: disc_and_facet(labels=False, words=words),
    Drawing.CANAL: lambda words: cord_and_canal(labels=False, words=words),
    Drawing.SCIATIC: lambda words: sciatic_path(level="L4", highlight=(), words=words),
    Drawing.ARM_NERVE: lambda words: arm_nerve_path(highlight=(), labels=False, words=words),
    Drawing.MUSCLES: lambda words: muscle_layers(labels=False, words=words),
    Drawing.KIDNEY: lambda words: kidney_and_ureter(labels=False, words=words),
    Drawing.NECK: lambda words: neck_arteries(labels=False, words=words),
    Drawing.HIP: lambda words: hip_joint(labels=False, words=words),
}
"""How each drawing is made here. A spot's place is in the units of this one."""

WRITTEN: Final[Mapping[Drawing, tuple[str, ...]]] = {Drawing.SCIATIC: ("back", "front", "left")}
"""The words that stay written in a drawing."""

NARROWEST: Final[Mapping[Drawing, float]] = {Drawing.SPINE: 150.0}
"""How wide a drawing is at least, in pixels of CSS, where that is not `WIDTH`."""

WIDTH: Final = 270.0
"""How wide a drawing is at least on a screen of 320 pixels."""

TARGET: Final = 24.0
"""How wide what can be tapped is at least, in pixels of CSS (WCAG 2.5.8)."""


@dataclass(frozen=True, slots=True)
class Box:
    """What of the plane a drawing shows, in its own units."""

    left: float
    top: float
    width: float
    height: float


def box_of(drawn: str) -> Box:
    """Return what an SVG shows."""
    return Box(*map(float, drawn.partition('viewBox="')[2].partition('"')[0].split()))


def radius(picture: Drawing, box: Box) -> float:
    """Return the radius of a spot, in the units of its drawing."""
    return TARGET / 2 * box.width / NARROWEST.get(picture, WIDTH)


def parts(kb: KnowledgeBase, picture: Drawing) -> tuple[Term, ...]:
    """Return what can be tapped on a drawing, from the top down."""
    found = (t for t in kb.glossary.values() if t.spot and t.spot.picture is picture)
    return tuple(sorted(found, key=lambda t: (t.spot.y, t.spot.x) if t.spot else (0, 0)))


def explored(picture: Drawing, words: Mapping[str, str], terms: Iterable[Term]) -> Markup:
    """Draw a picture with its spots: each a numbered link to the part in the list.

    Args:
        picture: which of the drawings.
        words: its title, its description and the words written in it.
        terms: what can be tapped, in the order of the numbers.
    """
    drawn = SHOWN[picture](words)
    r = radius(picture, box_of(drawn))
    spots = "".join(_spot(n, term, r) for n, term in enumerate(terms, start=1))
    # A picture is one thing to a screen reader; one that holds links is a group of them.
    whole = drawn.replace('role="img"', 'role="group"', 1).removesuffix("</svg>")
    return Markup(f"{whole}{spots}</svg>")  # noqa: S704  our own drawing, every text escaped


def _spot(n: int, term: Term, r: float) -> str:
    if term.spot is None:
        return ""
    x, y = number(term.spot.x), number(term.spot.y)
    said = escape(f"{n}: {term.name}")
    return (
        f'<a href="#{term.id}" class="spot" id="spot-{term.id}" aria-label="{said}">'
        f'<circle cx="{x}" cy="{y}" r="{number(round(r, 2))}"/>'
        f'<text x="{x}" y="{y}" dy=".36em" font-size="{number(round(r * 1.1, 2))}" '
        f'text-anchor="middle" aria-hidden="true">{n}</text></a>'
    )
