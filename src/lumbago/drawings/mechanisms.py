"""The small picture beside each kind of pain."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, Literal

from lumbago.drawings.body import ARMPIT, CHIN, CROTCH, CROWN, HEAD, JAW, LOWER_FRONT, UPPER
from lumbago.drawings.canvas import (
    AMBER,
    AMBER_WASH,
    CARD,
    TEAL,
    Box,
    DrawingError,
    Point,
    capsule,
    dot,
    element,
    group,
    line,
    ring,
    straight,
    svg,
    through,
    worded,
)
from lumbago.drawings.hip import hip_joint
from lumbago.drawings.nerves import arm_nerve_path, sciatic_path
from lumbago.drawings.parts import figure
from lumbago.drawings.segment import Canal, cord_and_canal
from lumbago.drawings.spine import LEVELS, spine
from lumbago.drawings.torso import kidney_and_ureter, muscle_layers

BackRegion = Literal["low_back", "mid_back", "neck"]

MECHANISM_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "nerve_root_irritation_lumbar": "The nerve from the low back down the leg",
        "nerve_root_irritation_cervical": "The nerve from the neck down the arm",
        "neurogenic_claudication": "The canal of the low back with little room for the nerves",
        "inflammatory_back_pain_pattern": "The low spine with its joints marked",
        "long_tract_signs": "The spinal cord, from the head down the back",
        "cervical_cord_hand_signs": "The cord in the neck, with little room",
        "sacral_nerve_function_loss": "The lowest nerves, at the end of the spine",
        "feverish_illness": "A body with fever",
        "wasting_illness": "A body that has lost weight",
        "distress": "Sleep, worry and pain act on each other",
        "high_pain_severity": "A body with strong pain in the back",
        "hip_joint_irritation": "The hip joint",
        "urinary_tract_colic": "The tube from the kidney",
        "mechanical": "The muscles and joints of the back",
        "desc": "A small drawing; the part that is spoken of is marked.",
        "sleep": "sleep",
        "worry": "worry",
        "pain": "pain",
    }
)
"""The English texts of the small pictures: a title for each."""

MECHANISMS: Final[tuple[str, ...]] = tuple(MECHANISM_WORDS)[:14]
"""The kinds of pain that have a picture: the 13 mechanisms, and `mechanical`."""


def for_mechanism(
    id: str,
    *,
    region: BackRegion = "low_back",
    side: Literal["left", "right"] = "left",
    prefix: str = "mechanism",
    words: Mapping[str, str] | None = None,
) -> str:
    """Show the kind of pain that a result speaks of, small enough to stand beside its text.

    Args:
        id: one of `MECHANISMS`.
        region: where a mechanical pain is; the other kinds have their own place.
        side: the person's own side, where the kind of pain has one.
        prefix: what every id inside begins with.
        words: texts in place of those of `MECHANISM_WORDS`.

    Raises:
        DrawingError: there is no such mechanism, region or side.
    """
    if id not in MECHANISMS:
        raise DrawingError(f"no such mechanism: {id}; there are {', '.join(MECHANISMS)}")
    if region not in ("low_back", "mid_back", "neck"):
        raise DrawingError(f"no such region: {region}")
    if side not in ("left", "right"):
        raise DrawingError(f"no such side: {side}")
    text = worded(words, MECHANISM_WORDS)
    said = {"title": text[id], "desc": text["desc"]}
    whole: Mapping[str, Callable[[str, Mapping[str, str], Mapping[str, str]], str]] = {
        "feverish_illness": _fever,
        "wasting_illness": _wasting,
        "distress": _distress,
        "high_pain_severity": _strong_pain,
        "sacral_nerve_function_loss": _sacral,
        "inflammatory_back_pain_pattern": _inflammatory,
        "long_tract_signs": _cord,
    }
    if id in whole:
        return whole[id](prefix, said, text)
    if id == "mechanical":
        return _mechanical(region, prefix, said)
    return _organ(id, side, prefix, said)


def _organ(id: str, side: Literal["left", "right"], prefix: str, said: Mapping[str, str]) -> str:
    """The kinds of pain that a drawing with names already shows: the same one, small."""
    if id == "nerve_root_irritation_lumbar":
        return sciatic_path(side, "L5", labels=False, prefix=prefix, words=said)
    if id == "nerve_root_irritation_cervical":
        return arm_nerve_path(side, "C6", labels=False, prefix=prefix, words=said)
    if id == "hip_joint_irritation":
        return hip_joint(("ball", "cartilage"), labels=False, prefix=prefix, words=said)
    if id == "urinary_tract_colic":
        return kidney_and_ureter(
            ("ureter", "stone"), side=side, labels=False, prefix=prefix, words=said
        )
    level = _CANALS[id]
    said = {"title": said["title"], "desc_narrow": said["desc"]}
    return cord_and_canal(
        ("nerves",), level=level, narrow=True, labels=False, prefix=prefix, words=said
    )


_CANALS: Mapping[str, Canal] = {
    "neurogenic_claudication": "lumbar",
    "cervical_cord_hand_signs": "cervical",
}


def _mechanical(region: BackRegion, prefix: str, said: Mapping[str, str]) -> str:
    lit = {
        "low_back": ("multifidus", "quadratus_lumborum"),
        "mid_back": ("erector_spinae", "latissimus"),
        "neck": ("trapezius",),
    }[region]
    return muscle_layers(lit, labels=False, prefix=prefix, words=said)


def _inflammatory(prefix: str, said: Mapping[str, str], text: Mapping[str, str]) -> str:
    lit = ("L1", "L2", "L3", "L4", "L5", "sacrum")
    return spine(LEVELS[LEVELS.index("T11") :], lit, nerves=False, prefix=prefix, words=said)


def _sacral(prefix: str, said: Mapping[str, str], text: Mapping[str, str]) -> str:
    return spine(LEVELS[LEVELS.index("L3") :], ("sacrum", "nerve S1"), prefix=prefix, words=said)


# Head to the middle of the thighs, and to the knees where the shape of the body matters.
_BODY = HEAD.between(CROWN, JAW).then(UPPER, LOWER_FRONT.between(ARMPIT, CROTCH))
_BODY_BOX = Box(-80, 8, 160, 268)
_FACE = through(JAW, (6, 66.4), CHIN, (-6, 66.4), (-JAW[0], JAW[1]))


def _person(prefix: str) -> str:
    return figure(prefix, _BODY, 1.6) + line(_FACE, TEAL, 1.6)


def _fever(prefix: str, said: Mapping[str, str], text: Mapping[str, str]) -> str:
    """Warmth in the trunk, waves above the shoulders, a thermometer."""
    glow = ring((0, 100), (20, 110), (24, 140), (20, 172), (0, 184), (-20, 172), (-24, 140),
                (-20, 110))  # fmt: skip
    core = ring((0, 118), (11, 126), (13, 142), (10, 158), (0, 164), (-10, 158), (-13, 142),
                (-11, 126))  # fmt: skip
    wave = through((0, 0), (4, -5), (0, -11), (-4, -17), (0, -23))
    return svg(
        prefix, "mechanism", _BODY_BOX, said["title"], said["desc"],
        _person(prefix),
        element("path", d=glow.d(closed=True), fill=AMBER, fill_opacity=0.22),
        element("path", d=core.d(closed=True), fill=AMBER, fill_opacity=0.5),
        *(line(wave.moved(x, y), AMBER, 3.6) for x, y in ((-34, 62), (-48, 72), (34, 62))),
        _thermometer((60, 26)),
    )  # fmt: skip


def _thermometer(at: Point) -> str:
    x, y = at
    return (
        capsule((x, y), (x, y + 40), 10, fill=CARD, stroke=AMBER, stroke_width=3)
        + dot((x, y + 46), 9, fill=AMBER)
        + line(through((x, y + 12), (x, y + 46)), AMBER, 4.4)
    )


def _wasting(prefix: str, said: Mapping[str, str], text: Mapping[str, str]) -> str:
    """A slighter body inside the outline that it had."""
    outline = "".join(_BODY.moved(flip=flip).d() for flip in (False, True))
    arrows = "".join(
        line(straight((sign * 56, 118), (sign * 40, 118)).moved(dy=dy), AMBER, 3.6)
        + line(straight((sign * 46, 112), (sign * 39, 118), (sign * 46, 124)).moved(dy=dy),
               AMBER, 3.6)
        for sign in (-1, 1)
        for dy in (44,)
    )  # fmt: skip
    return svg(
        prefix, "mechanism", _BODY_BOX, said["title"], said["desc"],
        group(_person(prefix), transform="translate(0 4)scale(.8 .985)"),
        element("path", d=outline, fill="none", stroke=AMBER, stroke_width=2.4,
                stroke_dasharray="1 6"),
        arrows,
    )  # fmt: skip


def _strong_pain(prefix: str, said: Mapping[str, str], text: Mapping[str, str]) -> str:
    """A back with a mark in the low back and short rays around it."""
    back = figure(prefix, _BODY, 1.6)
    middle = (0.0, 168.0)
    rays = "".join(
        line(straight((middle[0] + 17 * x, middle[1] + 17 * y),
                      (middle[0] + 26 * x, middle[1] + 26 * y)), AMBER, 4)
        for x, y in ((0, -1), (0.7, -0.7), (1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0),
                     (-0.7, -0.7))
    )  # fmt: skip
    return svg(
        prefix, "mechanism", _BODY_BOX, said["title"], said["desc"],
        back,
        line(through((0, 86), (0, 120), (0, 146)), TEAL, 2, opacity=0.5),
        dot(middle, 11, fill=AMBER),
        dot(middle, 5, fill=AMBER_WASH),
        rays,
    )  # fmt: skip


def _cord(prefix: str, said: Mapping[str, str], text: Mapping[str, str]) -> str:
    """The way of a message: brain, cord, then both legs, dashed where it comes slowly."""
    brain = ring((0, 21), (9, 24), (12.4, 33), (9, 42), (0, 45), (-9, 42), (-12.4, 33), (-9, 24))
    legs = (through((0, 150), (6, 176), (14, 206), (18, 238), (19, 276)),)
    return svg(
        prefix, "mechanism", _BODY_BOX, said["title"], said["desc"],
        figure(prefix, _BODY, 1.6),
        element("path", d=brain.d(closed=True), fill=TEAL, fill_opacity=0.45),
        *(
            line(leg.moved(flip=flip), TEAL, 3, stroke_dasharray="1 7")
            for leg in legs
            for flip in (False, True)
        ),
        line(straight((0, 44), (0, 152)), CARD, 12),
        line(straight((0, 44), (0, 152)), AMBER, 8),
    )  # fmt: skip


_SLEEP: Point = (0, 112)
_WORRY: Point = (-32, 166)
_PAIN: Point = (32, 166)


def _distress(prefix: str, said: Mapping[str, str], text: Mapping[str, str]) -> str:
    """A calm figure, and before it a ring of three: a moon, a cloud, a spark."""
    # Each links to the next, and the last to the first: a circle that can be opened anywhere.
    links = "".join(
        line(curve, AMBER, 3.2)
        for curve in (
            through((18, 119), (28, 130), (32, 143)),
            through((12, 178), (0, 182), (-12, 178)),
            through((-32, 143), (-28, 130), (-18, 119)),
        )
    )
    tips = "".join(
        line(straight(*points), AMBER, 3.2)
        for points in (
            ((25.6, 138.4), (32, 143.6), (36, 136.4)),
            ((-6, 184.4), (-12.4, 178), (-6, 173.4)),
            ((-22, 112.4), (-17.4, 118.6), (-24.6, 122.4)),
        )
    )
    rings = "".join(
        dot(at, 19, fill=CARD, stroke=AMBER, stroke_width=2.6) for at in (_SLEEP, _WORRY, _PAIN)
    )
    described = f"{said['desc']} {text['sleep']}, {text['worry']}, {text['pain']}."
    return svg(
        prefix, "mechanism", Box(-66, 8, 132, 192), said["title"], described,
        _person(prefix), rings, links, tips, _moon(), _cloud(), _spark(),
    )  # fmt: skip


def _moon() -> str:
    moon = ring((3, 100), (-6, 104), (-9.6, 113), (-6, 121.4), (2, 124), (9, 120.6), (1, 119),
                (-2.6, 111.6))  # fmt: skip
    return element("path", d=moon.d(closed=True), fill=TEAL)


def _cloud() -> str:
    """Thoughts that go round: a spiral."""
    spiral = through(
        (-32, 166),
        (-29.4, 164.4),
        (-29.4, 168.6),
        (-34, 169.4),
        (-36, 164.4),
        (-32, 159.6),
        (-25.4, 161.8),
        (-24.4, 169.4),
        (-30, 174.6),
        (-38.4, 172.6),
    )
    return line(spiral, TEAL, 2.8)


def _spark() -> str:
    x, y = _PAIN
    bolt = straight((x + 3, y - 11), (x - 6, y + 1.4), (x + 4.4, y + 1), (x - 3.4, y + 11))
    return line(bolt, TEAL, 3.4)
