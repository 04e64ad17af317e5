"""Numbers as pictures: how likely, how it usually goes, how the picture narrows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from lumbago.drawings.canvas import (
    AMBER,
    CARD,
    INK,
    LINE,
    SOFT,
    SUNKEN,
    TEAL,
    Box,
    Curve,
    DrawingError,
    Point,
    dot,
    element,
    label,
    line,
    shape,
    straight,
    svg,
    worded,
)

CAUSE_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "How likely",
        "desc": "Between {low} and {high} in 10 people like you; the best guess is {p} in 10.",
    }
)
"""The English texts of a cause's bar; {p}, {low} and {high} stand for tenths."""


def cause_bar(
    p: float,
    low: float,
    high: float,
    *,
    prefix: str = "cause",
    words: Mapping[str, str] | None = None,
) -> str:
    """Show a probability as a range with its best guess, never as a bare number.

    Args:
        p: the probability.
        low: the lower end of its interval.
        high: the upper end of its interval.
        prefix: what every id inside begins with.
        words: texts in place of those of `CAUSE_WORDS`.

    Raises:
        DrawingError: not 0 ≤ low ≤ p ≤ high ≤ 1.
    """
    if not 0 <= low <= p <= high <= 1:
        raise DrawingError(f"a bar needs 0 <= low <= p <= high <= 1, not {low}, {p}, {high}")
    text = worded(words, CAUSE_WORDS)
    # At least as wide as it is high, so that a narrow range can still be seen.
    width = max(18.0, (high - low) * 400)
    left = min(max(0.0, (low + high) * 200 - width / 2), 400 - width)
    point = min(max(p * 400, left + 4), left + width - 4)
    return svg(
        prefix,
        "cause-bar",
        Box(0, 0, 400, 18),
        text["title"],
        _filled(text["desc"], {"p": _tenths(p), "low": _tenths(low), "high": _tenths(high)}),
        element("rect", x=0, y=0, width=400, height=18, rx=9, fill=SUNKEN),
        element("rect", x=left, y=0, width=width, height=18, rx=9, fill=TEAL, fill_opacity=0.4),
        element("rect", x=point - 3, y=0, width=6, height=18, rx=3, fill=TEAL),
    )


def _tenths(p: float) -> str:
    return f"{p * 10:.0f}" if p == 0 or p >= 0.095 else "less than 1"


def _filled(words: str, values: Mapping[str, str]) -> str:
    # Not str.format: a translation may hold any other brace.
    for name, value in values.items():
        words = words.replace("{" + name + "}", value)
    return words


@dataclass(frozen=True, slots=True)
class CoursePoint:
    """How strong pain usually is after some weeks.

    Attributes:
        week: weeks since today.
        typical: the middle of people like this, 0 to 10.
        low: what one of ten is below.
        high: what one of ten is above.
    """

    week: float
    typical: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Dot:
    """One entry of the person's own diary."""

    week: float
    pain: float


COURSE_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "How it usually goes",
        "desc": "Pain over the coming weeks: a line for what is typical, a band for most people.",
        "now": "now",
        "week": "week",
        "weeks": "weeks",
        "more": "more pain",
        "none": "none",
        "you": "you",
    }
)
"""The English texts of the course."""

_PLOT = Box(14, 26, 332, 132)
_TICKS = (1, 2, 3, 4, 6, 8, 12, 16, 26, 39, 52, 78, 104)


def course_band(
    points: Sequence[CoursePoint],
    you: Sequence[Dot] = (),
    *,
    prefix: str = "course",
    words: Mapping[str, str] | None = None,
) -> str:
    """Show how pain usually goes over the weeks, with the person's own entries on it.

    Args:
        points: two or more, in the order of their weeks.
        you: the person's own entries, as dots. Those after the last week are not shown.
        prefix: what every id inside begins with.
        words: texts in place of those of `COURSE_WORDS`.

    Raises:
        DrawingError: too few points, weeks that do not rise, or pain outside 0 to 10.
    """
    _check_course(points, you)
    text = worded(words, COURSE_WORDS)
    first, last = points[0].week, points[-1].week

    def at(week: float, pain: float) -> Point:
        return (
            _PLOT.left + _PLOT.width * (week - first) / (last - first),
            _PLOT.top + _PLOT.height * (1 - pain / 10),
        )

    typical = _rising([at(point.week, point.typical) for point in points])
    high = _rising([at(point.week, point.high) for point in points])
    low = _rising([at(point.week, point.low) for point in points])
    dots = [at(entry.week, entry.pain) for entry in you if first <= entry.week <= last]
    return svg(
        prefix,
        "course-band",
        Box(0, 0, 360, 188),
        text["title"],
        text["desc"],
        *(line(straight(at(first, pain), at(last, pain)), LINE, 1) for pain in (0, 5, 10)),
        shape(high.then(low.reverse()), fill=TEAL, fill_opacity=0.2),
        line(high, TEAL, 1, stroke_opacity=0.45, stroke_dasharray="1 5"),
        line(low, TEAL, 1, stroke_opacity=0.45, stroke_dasharray="1 5"),
        line(typical, TEAL, 3.5),
        *(dot(place, 5.5, fill=AMBER, stroke=CARD, stroke_width=1.6) for place in dots),
        *([_you(dots[-1], text["you"], at(first, points[0].typical))] if dots else []),
        label((_PLOT.left, 16), text["more"], 15),
        label((_PLOT.left, _PLOT.top + _PLOT.height - 5), text["none"], 15),
        *_weeks(first, last, at(last, 0)[1] + 21, text),
    )


def _check_course(points: Sequence[CoursePoint], you: Sequence[Dot]) -> None:
    weeks = [point.week for point in points]
    if len(weeks) < 2 or any(a >= b for a, b in pairwise(weeks)):
        raise DrawingError("a course needs two or more points, each at a later week")
    pains = [pain for p in points for pain in (p.low, p.typical, p.high)]
    if not all(0 <= pain <= 10 for pain in [*pains, *(entry.pain for entry in you)]):
        raise DrawingError("pain is between 0 and 10")
    if not all(p.low <= p.typical <= p.high for p in points):
        raise DrawingError("a course needs low <= typical <= high at every point")


def _rising(points: Sequence[Point]) -> Curve:
    """A smooth line that never swings above or below its points (monotone cubic).

    Source: Fritsch and Butland's harmonic mean of the neighbouring slopes.
    """
    slopes = [
        (q[1] - p[1]) / (q[0] - p[0]) for p, q in pairwise(points)
    ]  # fmt: skip
    inner = [0.0 if a * b <= 0 else 2 * a * b / (a + b) for a, b in pairwise(slopes)]
    tilt = [slopes[0], *inner, slopes[-1]]
    made = [points[0]]
    for i, (p, q) in enumerate(pairwise(points)):
        third = (q[0] - p[0]) / 3
        made += [(p[0] + third, p[1] + third * tilt[i])]
        made += [(q[0] - third, q[1] - third * tilt[i + 1]), q]
    return Curve(tuple(made))


def _you(at: Point, words: str, typical: Point) -> str:
    """The word for the person's own dot, on the side that is away from the line."""
    right = at[0] < _PLOT.left + _PLOT.width * 0.8
    x = at[0] + (8 if right else -8)
    is_under = at[1] <= 40 or typical[1] < at[1] < _PLOT.top + _PLOT.height - 30
    y = at[1] + 18 if is_under else at[1] - 10
    return label((x, y), words, 15, fill=AMBER, font_weight="700", stroke=CARD, stroke_width=4,
                 paint_order="stroke", text_anchor="start" if right else "end")  # fmt: skip


def _weeks(first: float, last: float, y: float, text: Mapping[str, str]) -> list[str]:
    """Now, and up to three round numbers of weeks that stand apart."""
    made = [label((_PLOT.left, y), text["now"], 15)] if first == 0 else []
    taken = _PLOT.left + 38 if made else -8.0
    fitting = [week for week in _TICKS if first < week <= last]
    for week in [*fitting[:-1:2], *fitting[-1:]]:
        x = _PLOT.left + _PLOT.width * (week - first) / (last - first)
        final = week == fitting[-1]
        words = f"{week} {text['week' if week == 1 else 'weeks']}"
        left, right = (x - 72, x) if final and x > 310 else (x - 36, x + 36)
        room = 80 if not final else 0
        if left >= taken + 8 and right + room <= _PLOT.left + _PLOT.width + 12:
            anchor = "end" if final and x > 310 else "middle"
            made.append(label((x, y), words, 15, text_anchor=anchor))
            taken = right
    return made


NARROWING_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {"title": "The picture narrows", "desc": "{done} of about {steps} questions answered."}
)
"""The English texts of the narrowing picture; {done} and {steps} stand for numbers."""


def narrowing(
    steps: int,
    done: int,
    *,
    prefix: str = "narrowing",
    words: Mapping[str, str] | None = None,
) -> str:
    """Show how far the questions have narrowed the picture.

    Args:
        steps: about how many questions there will be, one or more.
        done: how many are answered.
        prefix: what every id inside begins with.
        words: texts in place of those of `NARROWING_WORDS`.

    Raises:
        DrawingError: not 0 ≤ done ≤ steps, or no step at all.
    """
    if steps < 1 or not 0 <= done <= steps:
        raise DrawingError(f"{done} of {steps} questions cannot be drawn")
    text = worded(words, NARROWING_WORDS)
    places = [(8 + 384 * i / 48, _half_height(i / 48)) for i in range(49)]
    here = 8 + 384 * done / steps
    passed = [(x, h) for x, h in places if x < here] + [(here, _half_height((here - 8) / 384))]
    return svg(
        prefix,
        "narrowing",
        Box(0, 0, 400, 46),
        text["title"],
        _filled(text["desc"], {"done": str(done), "steps": str(steps)}),
        element("path", d=_funnel(places[::4]), fill=TEAL, fill_opacity=0.22),
        element("path", d=_funnel(passed[:-1:4] + passed[-1:]), fill=TEAL, fill_opacity=0.6)
        if done
        else "",
        *_stops(steps, done),
        dot((here, 23), 7, fill=AMBER, stroke=CARD, stroke_width=2),
    )


def _half_height(t: float) -> float:
    """Half the height of the funnel: falls gently, then fast, then gently (smoothstep)."""
    return 20 - 17 * t * t * (3 - 2 * t)


def _funnel(places: Sequence[Point]) -> str:
    top = _rising([(x, 23 - h) for x, h in places]) if len(places) > 1 else None
    if top is None:
        return ""
    bottom = Curve(tuple((x, 46 - y) for x, y in top.points))
    return top.then(bottom.reverse()).d(closed=True)


def _stops(steps: int, done: int) -> list[str]:
    """A small dot for each question still to come, when they can be told apart."""
    if steps > 24:
        return []
    return [
        dot((8 + 384 * i / steps, 23), 1.8, fill=INK if i == steps else SOFT)
        for i in range(done + 1, steps + 1)
    ]
