"""Pictures of a person's own weeks show what the numbers say."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.drawings import CoursePoint, Dot, DrawingError, Said, forecast_band, trend_line

SVG = "{http://www.w3.org/2000/svg}"
pain = st.floats(0, 10)
triples = st.tuples(pain, pain, pain).map(sorted)


def ahead(levels):
    return [CoursePoint(10.0 + n, t, lo, hi) for n, (lo, t, hi) in enumerate(levels)]


@given(
    st.lists(triples, min_size=1, max_size=20),
    st.lists(st.tuples(st.floats(0, 10), pain), max_size=20),
    st.lists(st.tuples(st.floats(0, 10), triples, pain), max_size=10),
)
def test_any_forecast_can_be_drawn_and_stays_on_the_paper(levels, entries, past):
    said = [Said(week, lo, hi, came) for week, (lo, _, hi), came in past]
    drawing = forecast_band(ahead(levels), [Dot(*e) for e in entries], said)
    root = ElementTree.fromstring(drawing)  # noqa: S314 - our own text
    for circle in root.iter(SVG + "circle"):
        assert 0 <= float(circle.get("cx", "")) <= 360
        assert 0 <= float(circle.get("cy", "")) <= 214
    assert len(list(root.iter(SVG + "rect"))) == len(said)
    assert root.findtext(SVG + "title")
    assert root.findtext(SVG + "desc")


def test_a_week_that_came_otherwise_is_told_apart_without_colour():
    came = [Said(2, 3, 5, 4), Said(3, 3, 5, 8)]
    root = ElementTree.fromstring(forecast_band(ahead([(1, 2, 3)]), (), came))  # noqa: S314
    full, hollow = (r.get("fill") for r in root.iter(SVG + "rect"))
    assert full != hollow


@pytest.mark.parametrize(
    ("points", "entries"),
    [([], []), ([CoursePoint(3, 2, 3, 4)], []), ([CoursePoint(3, 3, 2, 4)], [Dot(5, 3)])],
)
def test_what_is_no_forecast_is_refused(points, entries):
    with pytest.raises(DrawingError):
        forecast_band(points, entries)


@given(st.lists(st.none() | pain, min_size=1, max_size=160))
def test_a_trend_has_a_dot_for_each_known_week_and_no_line_over_a_gap(weeks):
    root = ElementTree.fromstring(trend_line(weeks))  # noqa: S314 - our own text
    known = [w is not None for w in weeks]
    assert len(list(root.iter(SVG + "circle"))) == sum(known)
    joins = sum(a and b for a, b in pairwise(known))
    assert len(list(root.iter(SVG + "path"))) == 3 + joins


@pytest.mark.parametrize(("weeks", "flares"), [([], ()), ([11.0], ()), ([1.0], (1,))])
def test_what_is_no_trend_is_refused(weeks, flares):
    with pytest.raises(DrawingError):
        trend_line(weeks, flares)
