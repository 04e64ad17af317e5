"""A movement → pictures: moving by itself, or as still key poses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lumbago.drawings.canvas import (
    AMBER,
    Box,
    Curve,
    Point,
    check_prefix,
    element,
    group,
    ring,
    straight,
)
from lumbago.drawings.figure import props
from lumbago.drawings.figure.arrows import Arrow, arrows
from lumbago.drawings.figure.camera import Camera, camera
from lumbago.drawings.figure.flesh import COLOURS, Part, flesh, groups, look
from lumbago.drawings.figure.motion import bodies, moments
from lumbago.drawings.figure.skeleton import Skeleton
from lumbago.drawings.figure.space import Vector, minus, unit
from lumbago.knowledge import Movement, Pose, Prop

FINE = 2
"""Pictures are drawn twice as large as a person is, so that whole numbers are fine enough."""

LONGEST_HOLD_S = 2.5
"""A longer hold is shown so long: nobody looks at a still picture for a minute."""

MARGIN = 10.0
NARROWEST, WIDEST = 1.25, 2.1
"""Every picture of a figure is at least and at most so much wider than high."""

FAR = 14.0
"""A limb that lies so much further back than that of the other side is drawn paler."""


@dataclass(frozen=True, slots=True)
class Film:
    """A movement as it is seen: bodies at moments, their parts, and the time of each on screen.

    What lies in front of what within the head is settled for the whole: it never flickers.
    """

    movement: Movement
    eye: Camera
    times: tuple[float, ...]
    shown: tuple[float, ...]
    bodies: tuple[Skeleton, ...]
    parts: tuple[tuple[Part, ...], ...]

    @property
    def seconds(self) -> float:
        """How long one round on the screen takes."""
        return self.shown[-1]


def film(movement: Movement) -> Film:
    """Take the moments of a movement that its picture is made of."""
    steps = max(_steps(a, b) for a, b in pairwise(movement.poses))
    seen = tuple(moments(movement, steps))
    last = movement.seconds - 1e-6
    taken = tuple(bodies(movement, (min(t, last) for t in seen)))
    shown = [0.0]
    for a, b in pairwise(seen):
        is_hold = a in _holds(movement)
        shown.append(shown[-1] + (min(b - a, LONGEST_HOLD_S) if is_hold else b - a))
    eye = camera(movement.view)
    head = look(taken, eye)
    parts = tuple(tuple(flesh(body, eye, head)) for body in taken)
    return Film(movement, eye, seen, tuple(shown), taken, parts)


def _steps(a: Pose, b: Pose) -> int:
    """How many moments show the way from one pose to the next well: one for 14 degrees."""
    names = set(a.angles) | set(b.angles)
    turn = max((abs(a.angles.get(n, 0.0) - b.angles.get(n, 0.0)) for n in names), default=0.0)
    return int(min(6, max(3, turn / 14)))


def _holds(movement: Movement) -> frozenset[float]:
    return frozenset(a.time_s for a, b in pairwise(movement.poses) if a.angles == b.angles)


def frame_of(films: Sequence[Film]) -> Box:
    """The part of the plane that holds everything that is drawn."""
    spots: list[Point] = []
    for f in films:
        eye = f.eye
        for moment in f.parts:
            for part in moment:
                spots += part.outline.points[::3]
        for shape in _still_shapes(f.movement, eye):
            if shape.stroke != "none":
                spots += shape.points
        for prop in f.movement.props:
            spots += [end for end in _ends(prop, f.bodies[0], eye) if end is not None]
    left, right = min(x for x, _ in spots) - MARGIN, max(x for x, _ in spots) + MARGIN
    top, bottom = min(y for _, y in spots) - MARGIN, max(y for _, y in spots) + MARGIN
    width, height = right - left, bottom - top
    width, height = max(width, height * NARROWEST), max(height, width / WIDEST)
    centre = (left + right) / 2
    return Box(centre - width / 2, bottom - height, width, height)


def _still_shapes(movement: Movement, eye: Camera) -> Iterator[props.Shape]:
    for prop in movement.props:
        if prop.kind != "weight" and not props.is_line(prop):
            yield from props.furniture(prop, eye)


def moving(f: Film, box: Box, prefix: str) -> str:
    """Draw a movement that goes round by itself."""
    return _scene(f, box, prefix, range(len(f.bodies)))


def still(f: Film, box: Box, prefix: str, moment: int, arrow: bool = False) -> str:
    """Draw one moment of a movement."""
    return _scene(f, box, prefix, range(moment, moment + 1), arrow=arrow)


def _scene(f: Film, box: Box, prefix: str, picked: range, *, arrow: bool = True) -> str:
    check_prefix(prefix)
    eye, movement = f.eye, f.movement
    order = _order(f)
    parts = [f.parts[i] for i in picked]
    clock = _Clock(f, picked)
    inside = [_shape(s) for s in props.ground(_floor(f, box), eye)]
    fixed = [p for p in movement.props if p.kind != "weight" and not props.is_line(p)]
    inside += [_furniture(p, f, picked, clock) for p in fixed if p.kind not in props.IN_FRONT]
    for name in sorted(order, key=lambda g: order[g]):
        is_far = order.get(_other(name), order[name]) - order[name] > FAR
        own = [[p for p in moment if p.group == name] for moment in parts]
        inside.append(_limb(own, prefix, is_far, clock))
    inside += [_line(p, f, picked, clock) for p in movement.props if props.is_line(p)]
    inside += [_weight(p, f, picked, clock) for p in movement.props if p.kind == "weight"]
    inside += [_furniture(p, f, picked, clock) for p in fixed if p.kind in props.IN_FRONT]
    if any(body.breath for body in f.bodies):
        inside.append(_breath(f, picked, clock))
    if arrow:
        inside += [_arrow(a) for a in arrows(movement, eye, f.bodies)]
    return "".join(inside)


def _other(name: str) -> str:
    """The limb of the other side."""
    return f"{name[:-1]}{'l' if name.endswith('_r') else 'r'}" if name[-2:] in ("_r", "_l") else ""


def _order(f: Film) -> dict[str, float]:
    """How near each group of parts lies on average; more is nearer."""
    depth: dict[str, float] = {}
    for body in f.bodies:
        for name, spots in groups(body):
            mean = sum(f.eye.depth(spot) for spot in spots) / len(spots)
            depth[name] = depth.get(name, 0.0) + mean / len(f.bodies)
    return depth


def _floor(f: Film, box: Box) -> tuple[float, float]:
    low, high = f.movement.floor
    if abs(f.eye.towards[2]) > 0.999:  # straight from the side: to the edges of the picture
        return max(low, box.left + 4), min(high, box.left + box.width - 4)
    return low, high


@dataclass(frozen=True, slots=True)
class _Clock:
    """When each moment of a picture is; a picture of one moment stands still."""

    film: Film
    picked: range

    @property
    def is_running(self) -> bool:
        return len(self.picked) > 1

    def animate(self, name: str, values: Sequence[str], mode: str = "linear") -> str:
        """An element that changes an attribute through the moments."""
        shown = self.film.shown
        key_times = ";".join(f"{shown[i] / shown[-1]:.3f}".rstrip("0").rstrip(".") or "0"
                             for i in self.picked)  # fmt: skip
        return element(
            "animate",
            attributeName=name,
            dur=f"{shown[-1]:.2f}s",
            repeatCount="indefinite",
            calcMode=mode,
            keyTimes=key_times,
            values=";".join(values),
        )


def _limb(moments_of: Sequence[Sequence[Part]], prefix: str, is_far: bool, clock: _Clock) -> str:
    """A group of parts with a thin edge of background round it."""
    edge, body = [], []
    for place, part in enumerate(moments_of[0]):
        paths = [_d(moment[place].outline) for moment in moments_of]
        id = f"{prefix}-{part.name}"
        colour = COLOURS[f"{part.kind}_far" if is_far else part.kind]
        if part.has_rim:
            edge.append(_path(paths, clock, id=id))
            body.append(element("use", href=f"#{id}", fill=colour))
        else:
            body.append(_path(paths, clock, fill=colour))
    rim: dict[str, str | float] = {
        "fill": props.BACKGROUND,
        "stroke": props.BACKGROUND,
        "stroke_width": 1.4 * FINE,
    }
    return group(group(*edge, **rim), *body)


def _path(paths: Sequence[str], clock: _Clock, **attributes: str | float) -> str:
    moves = clock.is_running and len(set(paths)) > 1
    inside = clock.animate("d", paths) if moves else ""
    return element("path", inside, d=paths[0], **attributes)


def _d(curve: Curve) -> str:
    """A closed curve in whole numbers: relative, so that they are short and rounding never adds."""
    whole = [(round(x * FINE), round(y * FINE)) for x, y in curve.points]
    text = f"M{whole[0][0]} {whole[0][1]}c"
    pieces = []
    for i in range(0, len(whole) - 1, 3):
        x, y = whole[i]
        pieces += [f"{px - x} {py - y}" for px, py in whole[i + 1 : i + 4]]
    return (text + " ".join(pieces) + "z").replace(" -", "-")


def _shape(shape: props.Shape) -> str:
    curve = ring(*shape.points) if shape.is_smooth else straight(*shape.points)
    drawn: dict[str, str | float] = {"fill": shape.fill}
    if shape.stroke != "none":
        drawn |= {"stroke": shape.stroke, "stroke_width": 0.9 * FINE}
    if shape.opacity < 1:
        drawn["opacity"] = shape.opacity
    return element("path", d=_d(curve) if shape.is_smooth else _corners(shape.points), **drawn)


def _corners(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{round(x * FINE)} {round(y * FINE)}" for x, y in points) + "z"


def _furniture(prop: Prop, f: Film, picked: range, clock: _Clock) -> str:
    return group(*map(_shape, props.furniture(prop, f.eye)), *_when(prop, f, picked, clock))


def _when(prop: Prop, f: Film, picked: range, clock: _Clock) -> list[str]:
    """Show a prop only at and towards its poses."""
    if not prop.when:
        return []
    starts = [pose.time_s for pose in f.movement.poses]
    shown = []
    for i in picked:
        pose = max(n for n, start in enumerate(starts) if start <= f.times[i] + 1e-9)
        is_at = pose in prop.when or (f.times[i] > starts[pose] and pose + 1 in prop.when)
        shown.append("visible" if is_at else "hidden")
    if clock.is_running:
        return [clock.animate("visibility", shown, mode="discrete")]
    return [element("set", attributeName="visibility", to=shown[0])]


def _ends(prop: Prop, body: Skeleton, eye: Camera) -> tuple[Point | None, Point | None]:
    def seen(end: str | Vector) -> Point | None:
        return eye.plane(_spot(end, body)) if end else None

    return seen(prop.start), seen(prop.end)


def _spot(end: str | Vector, body: Skeleton) -> Vector:
    """Where an end of a line is: a place, or a point of the body."""
    if not isinstance(end, str):
        return end
    frames, points = body.frames, body.points
    if end == "backhead":
        return frames["head"].at(points["head"], f=-17)
    if end == "forehead":
        return frames["head"].at(points["head"], f=15, u=6)
    if end == "tail":
        return frames["pelvis"].at(points["hips"], f=-16)
    name, side = end[:-2], end[-1]
    if name == "hand":
        wrist, tip = points[f"wrist_{side}"], points[f"tip_{side}"]
        way = unit(minus(tip, wrist))
        return (wrist[0] + way[0] * 9, wrist[1] + way[1] * 9, wrist[2] + way[2] * 9)
    if name == "foot":
        return points[f"toe_{side}"]
    return points[end]


def _line(prop: Prop, f: Film, picked: range, clock: _Clock) -> str:
    colour, width = props.line_colour(prop.kind)
    paths = []
    for i in picked:
        a, b = _ends(prop, f.bodies[i], f.eye)
        if a is None or b is None:
            return ""
        paths.append(_corners((a, b)).rstrip("z"))
    return group(
        _path(paths, clock, fill="none", stroke=colour, stroke_width=width * FINE),
        *_when(prop, f, picked, clock),
    )


def _weight(prop: Prop, f: Film, picked: range, clock: _Clock) -> str:
    """A weight that hangs at a hand: a round body with a grip."""
    size = max(8.0, prop.w / 2)
    paths = []
    for i in picked:
        hand = _spot(prop.start, f.bodies[i])
        x, y = f.eye.plane(hand)
        paths.append(_d(ring(*_bag(x, y, size))))
    return _path(paths, clock, fill=props.SHADE, stroke=props.EDGE, stroke_width=1.2 * FINE)


def _bag(x: float, y: float, size: float) -> tuple[Point, ...]:
    return (
        (x - size * 0.3, y + 2), (x + size * 0.3, y + 2), (x + size * 0.9, y + size * 0.8),
        (x + size, y + size * 1.7), (x, y + size * 2), (x - size, y + size * 1.7),
        (x - size * 0.9, y + size * 0.8),
    )  # fmt: skip


def _breath(f: Film, picked: range, clock: _Clock) -> str:
    """A ring over the belly that widens with each breath in."""
    sizes = []
    for i in picked:
        body = f.bodies[i]
        x, y = f.eye.plane(body.frames["lumbar"].at(body.points["low_back"], f=2, u=8))
        sizes.append((x, y, 5 + 8 * body.breath))
    x, y, size = sizes[0]
    drawn: dict[str, str | float] = {"fill": "none", "stroke": AMBER, "stroke_width": 2 * FINE}
    grows = clock.is_running and len({s for _, _, s in sizes}) > 1
    inside = clock.animate("r", [f"{s * FINE:.1f}" for _, _, s in sizes]) if grows else ""
    return element("circle", inside, cx=x * FINE, cy=y * FINE, r=size * FINE, **drawn)


def _arrow(arrow: Arrow) -> str:
    """A dotted way with a head, in amber: guidance, and never the only sign."""
    drawn: dict[str, str | float] = {
        "fill": "none",
        "stroke": AMBER,
        "stroke_width": 2.0 * FINE,
    }
    way = "M" + "L".join(f"{round(x * FINE)} {round(y * FINE)}" for x, y in arrow.way)
    return element("path", d=way, stroke_dasharray=f"{0.2 * FINE} {5 * FINE}", **drawn) + "".join(
        element("path", d=_tip(tip, back), fill=AMBER) for tip, back in arrow.tips
    )


def _tip(tip: Point, back: Point) -> str:
    dx, dy = tip[0] - back[0], tip[1] - back[1]
    size = max((dx * dx + dy * dy) ** 0.5, 1e-6)
    ux, uy = dx / size * 9, dy / size * 9
    wing = 0.5
    points = (
        (tip[0] + ux * 0.4, tip[1] + uy * 0.4),
        (tip[0] - ux * 0.6 - uy * wing, tip[1] - uy * 0.6 + ux * wing),
        (tip[0] - ux * 0.6 + uy * wing, tip[1] - uy * 0.6 - ux * wing),
    )
    return _corners(points)
