"""A person's own weeks as pictures: what may come with what was said before, and how it goes."""

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
    TEAL,
    Box,
    DrawingError,
    Point,
    dot,
    element,
    group,
    label,
    line,
    shape,
    straight,
    svg,
    worded,
)
from lumbago.drawings.charts import CoursePoint, Dot

FORECAST_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "What may come",
        "desc": "A band from this week on; your own days as dots; bars for what was said before.",
        "week": "week",
        "you": "you",
        "before": "said before",
        "ahead": "may come",
    }
)
"""The English texts of a forecast."""

TREND_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "How it goes",
        "desc": "Pain week by week; flares are marked.",
        "week": "week",
        "flare": "flare",
    }
)
"""The English texts of a trend."""

_PLOT = Box(34, 30, 316, 138)
_PAPER = Box(0, 0, 360, 214)


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a past week before it began, and what came; all 0 to 10."""

    week: float
    low: float
    high: float
    came: float


def forecast_band(
    ahead: Sequence[CoursePoint],
    you: Sequence[Dot] = (),
    past: Sequence[Said] = (),
    *,
    prefix: str = "forecast",
    words: Mapping[str, str] | None = None,
) -> str:
    """Show what may come as a band, the person's own days, and the bands of the past.

    A past week is an upright bar from its low to its high end, with a square for what came:
    full where it lies on the bar, hollow where it does not.

    Args:
        ahead: weeks to come, one or more, in their order.
        you: the person's own days.
        past: what was said of past weeks.
        prefix: what every id inside begins with.
        words: texts in place of those of `FORECAST_WORDS`.

    Raises:
        DrawingError: no week ahead, weeks that do not rise, or a value outside 0 to 10.
    """
    _check(ahead, you, past)
    text = worded(words, FORECAST_WORDS)
    last = max(ahead[-1].week, 1.0)

    def at(week: float, value: float) -> Point:
        return _place(week, value, last)

    high = [at(p.week, p.high) for p in ahead]
    low = [at(p.week, p.low) for p in ahead]
    return svg(
        prefix,
        "forecast-band",
        _PAPER,
        text["title"],
        text["desc"],
        *_frame(last, text),
        shape(straight(*high, *reversed(low)), fill=TEAL, fill_opacity=0.2),
        line(straight(*high), TEAL, 1, stroke_opacity=0.6, stroke_dasharray="1 5"),
        line(straight(*low), TEAL, 1, stroke_opacity=0.6, stroke_dasharray="1 5"),
        line(straight(*(at(p.week, p.typical) for p in ahead)), TEAL, 3),
        group(*(_bar(at(s.week, s.low), at(s.week, s.high)) for s in past)),
        group(*(dot(at(d.week, d.pain), 2.6, fill=AMBER) for d in you)),
        group(*(_came(s, at(s.week, s.came)) for s in past)),
        *_legend(text, bool(you), bool(past)),
    )


def trend_line(
    weeks: Sequence[float | None],
    flares: Sequence[int] = (),
    *,
    prefix: str = "trend",
    words: Mapping[str, str] | None = None,
) -> str:
    """Show pain week by week, with the weeks that held a flare.

    Args:
        weeks: the mean of each week, 0 to 10, the first one first; None where nobody knows.
        flares: the numbers of weeks with a flare, from 0.
        prefix: what every id inside begins with.
        words: texts in place of those of `TREND_WORDS`.

    Raises:
        DrawingError: no week, a value outside 0 to 10, or a flare in no week.
    """
    values = [v for v in weeks if v is not None]
    if not weeks or not all(0 <= v <= 10 for v in values):
        raise DrawingError("a trend needs one week or more, each between 0 and 10")
    if not set(flares) <= set(range(len(weeks))):
        raise DrawingError("a flare lies in none of the weeks")
    text = worded(words, TREND_WORDS)
    last = float(max(len(weeks), 2))
    places = [None if v is None else _place(n + 1, v, last) for n, v in enumerate(weeks)]
    joined = [(p, q) for p, q in pairwise(places) if p is not None and q is not None]
    marked = [_place(n + 1, 10, last) for n in sorted(set(flares))]
    return svg(
        prefix,
        "trend-line",
        _PAPER,
        text["title"],
        text["desc"],
        *_frame(last, text),
        group(*(_flare(p) for p in marked)),
        group(*(line(straight(p, q), TEAL, 3) for p, q in joined)),
        group(*(_week_dot(p) for p in places if p is not None)),
        label((_PLOT.left + 8, 20), f"\u25bc {text['flare']}", 14, fill=AMBER) if marked else "",
    )


def _check(ahead: Sequence[CoursePoint], you: Sequence[Dot], past: Sequence[Said]) -> None:
    weeks = [p.week for p in ahead]
    if not weeks or any(a >= b for a, b in pairwise(weeks)):
        raise DrawingError("a forecast needs one week ahead or more, each later than the last")
    values = [v for p in ahead for v in (p.low, p.typical, p.high)]
    values += [v for s in past for v in (s.low, s.high, s.came)] + [d.pain for d in you]
    times = [*weeks, *(d.week for d in you), *(s.week for s in past)]
    if not all(0 <= v <= 10 for v in values) or min(times) < 0:
        raise DrawingError("pain is between 0 and 10, and weeks begin at 0")
    if not all(p.low <= p.typical <= p.high for p in ahead):
        raise DrawingError("a forecast needs low <= typical <= high in every week")
    if max(times) > weeks[-1]:
        raise DrawingError("nothing of one's own lies after the last week ahead")


def _place(week: float, value: float, last: float) -> Point:
    return (
        _PLOT.left + _PLOT.width * week / last,
        _PLOT.top + _PLOT.height * (1 - value / 10),
    )


def _frame(last: float, text: Mapping[str, str]) -> list[str]:
    """The lines of 0, 5 and 10, and round numbers of weeks below."""
    rules = [(_place(0, v, last), _place(last, v, last)) for v in (0, 5, 10)]
    made = [line(straight(*ends), LINE, 1) for ends in rules]
    for value in (0, 5, 10):
        x, y = _place(0, value, last)
        made.append(label((x - 6, y + 5), str(value), 14, text_anchor="end"))
    step = next(s for s in (1, 2, 4, 8, 13, 26, 52, 104, 208, 416) if last / s <= 7 or s == 416)
    y = _PLOT.top + _PLOT.height + 20
    ticks = range(step, int(last) + 1, step)
    made += [label((_place(w, 0, last)[0], y), str(w), 14, text_anchor="middle") for w in ticks]
    made.append(label((_PLOT.left + _PLOT.width, y + 20), text["week"], 14, text_anchor="end"))
    return made


def _bar(low: Point, high: Point) -> str:
    return line(straight(low, high), SOFT, 5, stroke_opacity=0.45)


def _came(said: Said, at: Point) -> str:
    is_inside = said.low <= said.came <= said.high
    side = 8.0
    fill = INK if is_inside else CARD
    return element("rect", x=at[0] - side / 2, y=at[1] - side / 2, width=side, height=side,
                   fill=fill, stroke=INK, stroke_width=1.6)  # fmt: skip


def _flare(at: Point) -> str:
    x, y = at
    return shape(straight((x - 6, y), (x + 6, y), (x, y + 9)), fill=AMBER)


def _week_dot(at: Point) -> str:
    return dot(at, 4.5, fill=TEAL, stroke=CARD, stroke_width=1.4)


def _legend(text: Mapping[str, str], has_you: bool, has_past: bool) -> list[str]:
    x, y = _PLOT.left + 2, 18.0
    made = []
    if has_you:
        made += [dot((x, y - 4), 4, fill=AMBER), label((x + 9, y), text["you"], 14)]
        x += 24 + 8 * len(text["you"])
    if has_past:
        made += [_bar((x, y - 11), (x, y + 1)), label((x + 9, y), text["before"], 14)]
        x += 24 + 8 * len(text["before"])
    made += [line(straight((x, y - 4), (x + 14, y - 4)), TEAL, 3)]
    return [*made, label((x + 20, y), text["ahead"], 14)]
