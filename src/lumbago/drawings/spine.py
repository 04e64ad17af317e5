"""The spine from the side: 24 vertebrae, discs, roots, sacrum and tailbone."""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from lumbago.drawings.canvas import (
    AMBER,
    AMBER_WASH,
    CARD,
    LINE,
    SOFT,
    TEAL,
    Box,
    Curve,
    DrawingError,
    check_parts,
    dot,
    element,
    group,
    label,
    svg,
    worded,
)
from lumbago.drawings.parts import bone, is_lit
from lumbago.drawings.vertebrae import (
    CERVICAL,
    COCCYX,
    LONG_ROOT,
    LUMBAR,
    PLACES,
    SACRAL_ROOT,
    SACRAL_SEAMS,
    SACRUM,
    SHAPES,
    STACK,
    THORACIC,
    kind,
)

LEVELS: Final[tuple[str, ...]] = (*STACK, "sacrum", "coccyx")
"""Every bone of the spine, from the top."""

DISCS: Final[tuple[str, ...]] = (
    *(f"{upper}-{lower}" for upper, lower in pairwise(STACK[1:])),
    "L5-S1",
)
"""Every disc, by its two neighbours. There is none above C2."""

NERVES: Final[tuple[str, ...]] = (
    *(f"nerve C{i}" for i in range(1, 9)),
    *(f"nerve {level}" for level in (*THORACIC, *LUMBAR)),
    "nerve S1",
)
"""Every nerve root drawn. In the neck a root leaves above its vertebra, elsewhere below it."""

STRETCHES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "neck": CERVICAL,
        "upper back": THORACIC[:6],
        "mid back": THORACIC[6:],
        "low back": LUMBAR,
    }
)
"""A stretch of the spine in plain words, and its vertebrae."""

SPINE_PARTS: Final[tuple[str, ...]] = (*STRETCHES, *LEVELS, *DISCS, *NERVES)
"""Everything that `spine` can highlight."""

SPINE_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "The spine from the side",
        "desc": "The bones of the spine stand on each other in gentle curves, with a disc "
        "between each two. The front of the body is on the left.",
        "neck": "neck",
        "upper back": "upper back",
        "mid back": "mid back",
        "low back": "low back",
        "sacrum": "sacrum",
        "coccyx": "tailbone",
    }
)
"""The English texts of the spine."""

_MARGIN = 7.0
_NAMES_WIDTH = 84.0
_LEVEL_WIDTH = 28.0


def spine(
    levels: Sequence[str] = LEVELS,
    highlight: Collection[str] = (),
    *,
    nerves: bool = True,
    labels: bool = False,
    prefix: str = "spine",
    words: Mapping[str, str] | None = None,
) -> str:
    """Show the spine from the side, or the part of it that matters.

    Args:
        levels: which bones are drawn, out of `LEVELS`; the picture closes in on them.
        highlight: what is spoken of, out of `SPINE_PARTS`: "low back", "L5", "L5-S1", "nerve L5".
        nerves: whether the nerve roots are drawn. One that is highlighted always is.
        labels: whether stretches are named behind and highlighted levels before the spine.
        prefix: what every id inside begins with.
        words: texts in place of those of `SPINE_WORDS`.

    Raises:
        DrawingError: there is no such level or part, or no level is left to draw.
    """
    asked = check_parts(levels, LEVELS)
    if not asked:
        raise DrawingError("a spine needs at least one level")
    shown = [level for level in LEVELS if level in asked]
    lit = check_parts(highlight, SPINE_PARTS)
    text = worded(words, SPINE_WORDS)
    return svg(
        prefix,
        "spine",
        _window(shown, labels),
        text["title"],
        text["desc"],
        _shapes(prefix, shown),
        *_bones(prefix, shown, lit),
        *_gaps(prefix, shown, lit, nerves),
        _roots(shown, lit),
        *(_names(shown, lit, text) if labels else ()),
    )


def _outline(level: str) -> Curve:
    if level == "sacrum":
        return SACRUM
    if level == "coccyx":
        return COCCYX
    form, place = SHAPES[kind(level)], PLACES[level]
    return place.put(form.body).then(place.put(form.arch))


def _window(shown: Sequence[str], labels: bool) -> Box:
    points = [point for level in shown for point in _outline(level).points]
    left, right = min(x for x, _ in points) - _MARGIN, max(x for x, _ in points) + _MARGIN
    top, bottom = min(y for _, y in points) - _MARGIN, max(y for _, y in points) + _MARGIN
    if labels:
        left, right = left - _LEVEL_WIDTH, right + _NAMES_WIDTH
    return Box(left, top, right - left, bottom - top)


def _shapes(prefix: str, shown: Sequence[str]) -> str:
    """Each kind of bone, disc and root once; they are then placed with `<use>`."""
    names = [kind(level) for level in shown if level in STACK]
    made = ""
    for name in dict.fromkeys(names):
        form = SHAPES[name]
        thick = 2.4 if name == "low" else 1.4
        bones = element("path", d=form.arch.d(closed=True)) + element(
            "path", d=form.body.d(closed=True)
        )
        made += element("g", bones, id=f"{prefix}-{name}")
        made += element("path", id=f"{prefix}-{name}-disc", d=form.disc.d(closed=True))
        made += element("g", _strand(form.root, thick), id=f"{prefix}-{name}-root")
        both = element("use", href=f"#{prefix}-{name}-disc", **_disc_colours(False))
        both += element("use", href=f"#{prefix}-{name}-root")
        made += element("g", both, id=f"{prefix}-{name}-gap")
    return element("defs", made)


def _strand(root: Curve, thick: float) -> str:
    """A root with its knot, in the colour of its surroundings, on a halo."""
    return (
        element("path", d=root.d(), stroke=CARD, stroke_width=thick + 2)
        + element("path", d=root.d(), stroke_width=thick)
        + dot(root.start, thick * 0.8, fill="currentColor", stroke="none")
    )


def _use(prefix: str, name: str, at: str, **attributes: str | float) -> str:
    return element("use", href=f"#{prefix}-{name}", transform=PLACES[at].transform(), **attributes)


def _bones(prefix: str, shown: Sequence[str], lit: frozenset[str]) -> list[str]:
    drawn: dict[str, str | float] = {"stroke_width": 1.3}
    lights = {level for name in lit & STRETCHES.keys() for level in STRETCHES[name]} | lit
    bones: list[str] = []
    for level in shown:
        if level in STACK:
            light: dict[str, str | float] = (
                {"fill": AMBER_WASH, "stroke": AMBER, "stroke_width": 2} if level in lights else {}
            )
            bones.append(_use(prefix, kind(level), level, **light))
    return [
        group(*bones, fill=LINE, stroke=SOFT, **drawn),
        *_tail(shown, lit),
    ]


def _has_disc(upper: str, shown: Collection[str]) -> bool:
    below = "sacrum" if upper == "L5" else STACK[STACK.index(upper) + 1]
    return upper != "C1" and below in shown


def _disc_below(upper: str) -> str:
    return "L5-S1" if upper == "L5" else f"{upper}-{STACK[STACK.index(upper) + 1]}"


def _root_below(upper: str) -> str:
    """The root that leaves by the gap below a vertebra: in the neck the next one's."""
    return f"C{int(upper[1:]) + 1}" if upper in CERVICAL else upper


def _home(root: str) -> str:
    return {"C8": "C7", "S1": "sacrum"}.get(root, root)


def _gaps(prefix: str, shown: Collection[str], lit: Collection[str], nerves: bool) -> list[str]:
    """The quiet roots and all discs; a gap with both of them quiet is one `<use>`."""
    made = []
    for upper in [level for level in STACK if level in shown]:
        name, place = kind(upper), f"below {upper}"
        root = _root_below(upper)
        with_disc = _has_disc(upper, shown)
        lit_disc = with_disc and _disc_below(upper) in lit
        with_root = nerves and _home(root) in shown and f"nerve {root}" not in lit
        if with_disc and with_root and not lit_disc:
            made.append(_use(prefix, f"{name}-gap", place))
            continue
        if with_disc:
            made.append(_use(prefix, f"{name}-disc", place, **_disc_colours(lit_disc)))
        if with_root:
            made.append(_use(prefix, f"{name}-root", place))
    if nerves and "C1" in shown and "nerve C1" not in lit:
        made.append(_use(prefix, "atlas-root", "C1"))
    if nerves and "sacrum" in shown and "nerve S1" not in lit:
        made.append(_strand(SACRAL_ROOT, 2.6))
    return [group(*made, fill="none", stroke=TEAL, color=TEAL)]


def _disc_colours(lit: bool) -> dict[str, str | float]:
    if lit:
        return {"fill": AMBER, "fill_opacity": 0.85, "stroke": AMBER, "stroke_width": 1.8}
    return {"fill": TEAL, "fill_opacity": 0.4, "stroke_width": 0.8}


def _tail(shown: Sequence[str], lit: Collection[str]) -> list[str]:
    made = []
    if "sacrum" in shown:
        seams = "".join(seam.d() for seam in SACRAL_SEAMS)
        made += [
            bone(SACRUM, "sacrum" in lit, 1.3),
            element("path", d=seams, fill="none", stroke=SOFT, stroke_width=0.9, opacity=0.6),
        ]
    if "coccyx" in shown:
        made.append(bone(COCCYX, "coccyx" in lit, 1.3))
    return made


def _roots(shown: Collection[str], lit: Collection[str]) -> str:
    """The roots that are spoken of, above everything else."""
    roots = [name.removeprefix("nerve ") for name in NERVES if name in lit]
    loud = [_loud_root(root) for root in roots if _home(root) in shown]
    return group(*loud, fill="none", stroke=AMBER, color=AMBER)


def _gap(root: str) -> tuple[str, str]:
    """The kind of root, and the place of the gap that it leaves by."""
    if root == "C1":
        return "atlas", "C1"
    above = f"C{int(root[1:]) - 1}" if root[0] == "C" else root
    return kind(above), f"below {above}"


def _loud_root(root: str) -> str:
    """A root that is spoken of: thicker, and in the low back a longer stretch of it."""
    if root == "S1":
        return _strand(SACRAL_ROOT, 4)
    name, place = _gap(root)
    curve = LONG_ROOT if name == "low" else SHAPES[name].root
    return _strand(PLACES[place].put(curve), 4 if name == "low" else 2.8)


def _names(shown: Sequence[str], lit: Collection[str], text: Mapping[str, str]) -> list[str]:
    box = _window(shown, labels=True)
    behind = box.left + box.width - _NAMES_WIDTH + 4
    made = []
    for name in (*STRETCHES, "sacrum", "coccyx"):
        there = [level for level in STRETCHES.get(name, (name,)) if level in shown]
        if there:
            light = is_lit(lit, name)
            middle = _outline(there[len(there) // 2]).points
            y = (min(y for _, y in middle) + max(y for _, y in middle)) / 2 + 4
            made.append(_name(behind, y, text[name], light))
    made += [
        _name(box.left + 4, PLACES[level].centre[1] + 4, level, True)
        for level in shown
        if level in lit and level in STACK
    ]
    return made


def _name(x: float, y: float, words: str, light: bool) -> str:
    if light:
        return label((x, y), words, 12.5, fill=AMBER, font_weight="700")
    return label((x, y), words, 12.5)
