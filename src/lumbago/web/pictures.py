"""The drawings of the pages, with the words of the catalogue."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from lumbago.answers import Region
from lumbago.body import Marks, all_places
from lumbago.drawings import (
    MECHANISM_WORDS,
    MECHANISMS,
    CoursePoint,
    Dot,
    DrawingError,
    body_map,
    cause_bar,
    course_band,
    for_mechanism,
    logo,
    narrowing,
    urgency_mark,
)
from lumbago.knowledge import Course, Urgency
from lumbago.web.catalogue import Words

BACK_REGIONS: Mapping[Region, str] = {
    Region.LOW_BACK: "low_back",
    Region.MID_BACK: "mid_back",
    Region.NECK: "neck",
    Region.LEG_ONLY: "low_back",
    Region.ARM_ONLY: "neck",
}
"""Which stretch of the back a mechanical drawing shows."""

HALF_WIDTH_NOW, HALF_WIDTH_LATER = 10.0, 15.0
"""The band round a course that gives no other: half widths on 0 to 100, as `courses.csv` has."""


def body_map_of(t: Words, names: Words, marks: Marks) -> Markup:
    """Draw the body with its marks: the place that hurts most, and the others."""
    drawn = dict.fromkeys(marks.others, "spread") | ({marks.main: "main"} if marks.main else {})
    words = {
        "title": t("map_title"),
        "desc": t("map_desc"),
        "front": t("front"),
        "back": t("back_view"),
        "left": t("left"),
        "right": t("right"),
        **{id: names(id) for id in all_places()},
    }
    return Markup(body_map(drawn, words=words))  # type: ignore[arg-type]  # noqa: S704


def bar(p: float, low: float, high: float, prefix: str, title: str, said: str) -> Markup:
    """Draw a probability as a range."""
    words = {"title": title, "desc": said}
    return Markup(cause_bar(p, low, high, prefix=prefix, words=words))  # noqa: S704


def funnel(done: int, left: int, t: Words) -> Markup:
    """Draw how the picture narrows."""
    words = {"title": t("title"), "desc": t("desc", done=done, n=left)}
    return Markup(narrowing(max(1, done + left), done, words=words))  # noqa: S704


def mark(urgency: Urgency, name: str, t: Words, prefix: str = "urgency") -> Markup:
    """Draw the shape of an urgency; `t` are the words of the drawings, as everywhere here."""
    words = {urgency.id: name, "desc": t("urgency")}
    return Markup(urgency_mark(urgency.id, prefix=prefix, words=words))  # noqa: S704


def sign(t: Words, prefix: str = "logo") -> Markup:
    """Draw the sign of lumbago."""
    words = {"title": t("logo"), "desc": t("logo_desc")}
    return Markup(logo(prefix=prefix, words=words))  # noqa: S704


def kind_of_pain(id: str, region: Region, t: Words, side: str = "", prefix: str = "kind") -> Markup:
    """Draw a kind of pain, on the left where no side is known; nothing without a drawing."""
    if id not in MECHANISMS:
        return Markup()
    words = {key: t(key) for key in MECHANISM_WORDS}
    where: dict[str, Any] = {"region": BACK_REGIONS[region], "side": side or "left"}
    try:
        return Markup(for_mechanism(id, **where, prefix=prefix, words=words))  # noqa: S704
    except DrawingError:
        return Markup()


def course(
    curve: Course, title: str, said: str, t: Words, pain_today: float | None = None
) -> Markup:
    """Draw how it usually goes, with its band; all in tenths of what the study counted.

    `pain_today` is the person's own pain, 0 to 10, where the study counted pain.
    """
    points = []
    for week, value in sorted(curve.weeks.items()):
        half = HALF_WIDTH_NOW if week == 0 else HALF_WIDTH_LATER
        low, high = max(0.0, value - half), min(100.0, value + half)
        points.append(CoursePoint(week, value / 10, low / 10, high / 10))
    words = {key: t(key) for key in ("now", "week", "weeks", "more", "none", "you")}
    you = [] if pain_today is None else [Dot(points[0].week, pain_today)]
    return Markup(course_band(points, you, words={**words, "title": title, "desc": said}))  # noqa: S704
