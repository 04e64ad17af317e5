"""Charts say what the numbers say."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.drawings import CoursePoint, Dot, DrawingError, cause_bar, course_band, narrowing
from lumbago.drawings.canvas import Box, Curve, number, through
from tests.drawings.ink import ROUNDED, paths

SVG = "{http://www.w3.org/2000/svg}"
probability = st.floats(0, 1)
pain = st.floats(0, 10)


def rectangles(drawing: str) -> list[tuple[float, float]]:
    root = ElementTree.fromstring(drawing)  # noqa: S314 - our own text
    return [
        (float(r.get("x", "")), float(r.get("x", "")) + float(r.get("width", "")))
        for r in root.iter(SVG + "rect")
    ]


@given(probability, probability, probability)
def test_the_point_lies_in_the_band_and_the_band_on_the_bar(a, b, c):
    low, p, high = sorted((a, b, c))
    bar, band, point = rectangles(cause_bar(p, low, high))
    assert bar[0] - 0.02 <= band[0] <= point[0] + 0.02
    assert point[1] - 0.02 <= band[1] <= bar[1] + 0.02


@given(probability, probability)
def test_a_wide_band_has_the_ends_that_it_was_given(low, high):
    low, high = sorted((low, high))
    _, band, _ = rectangles(cause_bar((low + high) / 2, low, high))
    if (high - low) * 400 >= 18:
        assert band == pytest.approx((low * 400, high * 400), abs=0.02)


@pytest.mark.parametrize("numbers", [(0.5, 0.6, 0.8), (0.5, 0.2, 0.4), (1.2, 0.1, 1.3)])
def test_numbers_that_are_no_interval_are_refused(numbers):
    with pytest.raises(DrawingError):
        cause_bar(*numbers)


def test_the_bar_is_read_aloud_in_tenths():
    assert "Between 6 and 8 in 10" in cause_bar(0.7, 0.6, 0.8)
    assert "less than 1" in cause_bar(0.02, 0.0, 0.05)


@given(
    st.lists(st.tuples(pain, pain, pain), min_size=2, max_size=9),
    st.lists(st.tuples(st.floats(0, 60), pain), max_size=5),
)
def test_any_course_can_be_drawn_and_stays_on_the_paper(levels, entries):
    points = [CoursePoint(2 * i, *_ordered(level)) for i, level in enumerate(levels)]
    drawing = course_band(points, [Dot(*entry) for entry in entries])
    root = ElementTree.fromstring(drawing)  # noqa: S314 - our own text
    shown = [week for week, _ in entries if week <= points[-1].week]
    assert len(list(root.iter(SVG + "circle"))) == len(shown)
    for circle in root.iter(SVG + "circle"):
        assert 0 <= float(circle.get("cx", "")) <= 360
        assert 0 <= float(circle.get("cy", "")) <= 188


@given(st.lists(st.tuples(pain, pain, pain), min_size=2, max_size=9))
def test_the_band_of_a_course_is_as_high_as_its_numbers_and_never_turns_over(levels):
    points = [CoursePoint(2 * i, *_ordered(level)) for i, level in enumerate(levels)]
    drawing = course_band(points)
    high, low = paths(drawing, stroke_dasharray="1 5")
    (typical,) = paths(drawing, stroke_width="3.5")
    for n, point in enumerate(points):
        places = [(line[n][1], value) for line, value in
                  ((high, point.high), (typical, point.typical), (low, point.low))]  # fmt: skip
        assert [y for y, _ in places] == pytest.approx(
            [26 + 132 * (1 - value / 10) for _, value in places], abs=ROUNDED
        )
        assert [y for y, _ in places] == sorted(y for y, _ in places)
        assert all(14 - ROUNDED <= line[n][0] <= 346 + ROUNDED for line in (high, typical, low))


def _ordered(level: tuple[float, float, float]) -> tuple[float, float, float]:
    low, typical, high = sorted(level)
    return typical, low, high


@pytest.mark.parametrize(
    ("points", "you"),
    [
        ([CoursePoint(0, 5, 4, 6)], []),
        ([CoursePoint(2, 5, 4, 6), CoursePoint(2, 5, 4, 6)], []),
        ([CoursePoint(0, 5, 6, 4), CoursePoint(2, 5, 4, 6)], []),
        ([CoursePoint(0, 5, 4, 11), CoursePoint(2, 5, 4, 6)], []),
        ([CoursePoint(0, 5, 4, 6), CoursePoint(2, 5, 4, 6)], [Dot(1, -1)]),
    ],
)
def test_a_course_that_cannot_be_is_refused(points, you):
    with pytest.raises(DrawingError):
        course_band(points, you)


@given(st.integers(1, 60), st.data())
def test_the_more_is_done_the_further_the_mark(steps, data):
    done = data.draw(st.integers(0, steps))

    def here(answered: int) -> float:
        return float(re.findall(r'<circle cx="([^"]+)"', narrowing(steps, answered))[-1])

    assert here(0) <= here(done) <= here(steps)
    assert (here(done) == here(0)) == (done == 0)


@pytest.mark.parametrize(("steps", "done"), [(0, 0), (3, 4), (3, -1)])
def test_questions_that_cannot_be_counted_are_refused(steps, done):
    with pytest.raises(DrawingError):
        narrowing(steps, done)


@given(st.floats(-1e4, 1e4))
def test_a_number_is_written_short_and_true(value):
    assert float(number(value)) == pytest.approx(value, abs=0.0051)
    assert number(value) != "-0"
    assert "e" not in number(value)


spots = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(lambda p: (p[0] / 1, p[1] / 1))


@given(st.lists(spots, min_size=2, max_size=8, unique=True))
def test_a_curve_meets_its_points_and_its_reverse_is_the_same_line(points):
    curve = through(*points)
    assert list(curve.points[::3]) == points
    assert curve.reverse().reverse() == curve
    assert curve.between(points[0], points[-1]) == curve
    assert curve.between(points[-1], points[0]) == curve.reverse()


def test_a_stretch_between_points_that_are_not_on_the_curve_is_refused():
    with pytest.raises(DrawingError):
        through((0, 0), (5, 5), (9, 0)).between((0, 0), (1, 1))


@given(st.lists(spots, min_size=2, max_size=8, unique=True))
def test_a_written_path_ends_where_the_curve_ends(points):
    written = through(*points).d()
    numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", written)]
    x, y = numbers[0], numbers[1]
    for i in range(2, len(numbers), 6):
        x, y = x + numbers[i + 4], y + numbers[i + 5]
    assert (x, y) == pytest.approx(points[-1], abs=0.06)


def test_a_mirrored_curve_mirrors_back():
    curve = Curve(((1, 2), (3, 4), (5, 6), (7, 8)))
    assert curve.moved(flip=True).moved(flip=True) == curve
    assert Box(0, 0, 10, 10).holds((5, 5))
    assert not Box(0, 0, 10, 10).holds((11, 5))
