"""Weeks of a diary at one look: a row a week with the pain of each day, and where it hurt."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from lumbago.drawings.body_map import BODY_MAP_WORDS, placed_figure
from lumbago.drawings.canvas import (
    AMBER,
    INK,
    LINE,
    SUNKEN,
    TEAL,
    TEAL_WASH,
    Box,
    DrawingError,
    check_parts,
    element,
    escape,
    group,
    label,
    svg,
    worded,
)
from lumbago.drawings.regions import BODY_BOX, REGIONS

CALENDAR_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "Pain by day",
        "desc": "A row for each week, a box for each day with its worst known pain.",
        "days": "Mo Tu We Th Fr Sa Su",
        "decimal": ".",
    }
)
"""The English texts of the calendar; `days` holds seven short names."""

MOST_WEEKS: Final = 53

_CELL, _HEIGHT, _GAP, _LEFT, _TOP = 38.0, 26.0, 3.0, 62.0, 20.0
_STRONGEST = 0.42
"""The fill of a pain of 10: any darker, and its number could not be read."""


def week_calendar(
    pain: Mapping[date, float],
    last: date,
    weeks: int,
    *,
    names: Mapping[date, str] | None = None,
    prefix: str = "calendar",
    words: Mapping[str, str] | None = None,
) -> str:
    """Show the pain of each day in rows of weeks, the newest week first.

    Args:
        pain: the pain of a day, 0 to 10; a day that is missing is not known and stays empty.
        last: the last day that is shown.
        weeks: how many rows.
        names: the name of a week by its Monday; day and month in numbers where left out.
        prefix: what every id inside begins with.
        words: texts in place of those of `CALENDAR_WORDS`.

    Raises:
        DrawingError: there are no weeks, too many, or a pain outside 0 to 10.
    """
    if not 1 <= weeks <= MOST_WEEKS:
        raise DrawingError(f"a calendar has from 1 to {MOST_WEEKS} weeks")
    if not all(0 <= value <= 10 for value in pain.values()):
        raise DrawingError("pain lies between 0 and 10")
    text = worded(words, CALENDAR_WORDS)
    monday = last - timedelta(days=last.weekday())
    rows = [monday - timedelta(weeks=n) for n in range(weeks)]
    heads = (
        label((_x(n) + _CELL / 2, 14), name, 12, text_anchor="middle")
        for n, name in enumerate(text["days"].split()[:7])
    )
    told = {day: f"{value:g}".replace(".", text["decimal"]) for day, value in pain.items()}
    cells = []
    for n, first in enumerate(rows):
        y = _TOP + n * (_HEIGHT + _GAP)
        name = (names or {}).get(first, f"{first:%d.%m.}")
        cells.append(label((_LEFT - 8, y + 18), name, 12, text_anchor="end"))
        days = (first + timedelta(days=weekday) for weekday in range(7))
        cells += [_day(pain.get(day), told.get(day, ""), _x(weekday), y)
                  for weekday, day in enumerate(days) if day <= last]  # fmt: skip
    box = Box(0, 0, _x(7), _TOP + weeks * (_HEIGHT + _GAP))
    return svg(prefix, "calendar", box, text["title"], text["desc"], *heads, *cells)


def _x(day: int) -> float:
    return _LEFT + day * (_CELL + _GAP)


def _day(value: float | None, told: str, x: float, y: float) -> str:
    place: dict[str, str | float] = {"x": x, "y": y, "width": _CELL, "height": _HEIGHT, "rx": 5}
    if value is None:
        return element("rect", fill=SUNKEN, stroke=LINE, **place)
    strength = 0.05 + (_STRONGEST - 0.05) * value / 10
    number = label((x + _CELL / 2, y + 18), told, 13, text_anchor="middle", fill=INK)
    return element("rect", fill=AMBER, fill_opacity=strength, stroke=LINE, **place) + number


def body_heat(
    share: Mapping[str, float],
    *,
    prefix: str = "heat",
    words: Mapping[str, str] | None = None,
) -> str:
    """Show on how many days each place hurt: the more often, the fuller its colour.

    Args:
        share: place to the part of the days on which it hurt, 0 to 1.
        prefix: what every id inside begins with.
        words: texts in place of those of `BODY_MAP_WORDS`.

    Raises:
        DrawingError: there is no such place, or a share lies outside 0 to 1.
    """
    text = worded(words, BODY_MAP_WORDS)
    check_parts(share, [region.id for region in REGIONS])
    if not all(0 <= value <= 1 for value in share.values()):
        raise DrawingError("a share lies between 0 and 1")
    places = (
        element("path", element("title", escape(text[r.id]) or " "), d=r.path, **_heat(share, r.id))
        for r in REGIONS
    )
    inside = group("".join(places), stroke=TEAL, stroke_width=0.7, stroke_opacity=0.4)
    return svg(
        prefix, "body-heat", BODY_BOX, text["title"], text["desc"], inside,
        placed_figure(prefix, text),
    )  # fmt: skip


def _heat(share: Mapping[str, float], place: str) -> dict[str, str | float]:
    if not share.get(place):
        return {"fill": TEAL_WASH}
    return {"fill": AMBER, "fill_opacity": 0.2 + 0.75 * share[place]}
