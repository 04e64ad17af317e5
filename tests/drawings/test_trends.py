"""Pictures of a person's own weeks show what the numbers say."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.drawings import CoursePoint, Dot, DrawingError, Said, forecast_band, trend_line
from tests.drawings.ink import ROUNDED, SVG, dots, paths, root_of, texts

FRAME = (34.0, 350.0, 30.0, 168.0)
"""Left and right, 10 and 0 points: where the numbers of the axes stand."""

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
    root = root_of(drawing)
    for circle in root.iter(SVG + "circle"):
        assert 0 <= float(circle.get("cx", "")) <= 360
        assert 0 <= float(circle.get("cy", "")) <= 214
    assert len(list(root.iter(SVG + "rect"))) == len(said)
    assert root.findtext(SVG + "title")
    assert root.findtext(SVG + "desc")


def test_a_week_that_came_otherwise_is_told_apart_without_colour():
    came = [Said(2, 3, 5, 4), Said(3, 3, 5, 8)]
    root = root_of(forecast_band(ahead([(1, 2, 3)]), (), came))
    full, hollow = (r.get("fill") for r in root.iter(SVG + "rect"))
    assert full != hollow


@pytest.mark.parametrize(
    ("points", "entries"),
    [([], []), ([CoursePoint(3, 2, 3, 4)], []), ([CoursePoint(3, 3, 2, 4)], [Dot(5, 3)])],
)
def test_what_is_no_forecast_is_refused(points, entries):
    with pytest.raises(DrawingError):
        forecast_band(points, entries)


def is_in_frame(at):
    left, right, top, bottom = FRAME
    x, y = at
    return left - ROUNDED <= x <= right + ROUNDED and top - ROUNDED <= y <= bottom + ROUNDED


def height(value):
    return FRAME[3] - (FRAME[3] - FRAME[2]) * value / 10


@given(st.lists(triples, min_size=1, max_size=20))
def test_the_band_is_as_high_as_its_numbers_and_best_is_never_above_slow(levels):
    drawing = forecast_band(ahead(levels))
    high, low = paths(drawing, stroke_dasharray="1 5")
    typical = paths(drawing, stroke_width="3")[0]
    for n, (best, middle, slow) in enumerate(levels):
        assert high[n][1] == pytest.approx(height(slow), abs=ROUNDED)
        assert typical[n][1] == pytest.approx(height(middle), abs=ROUNDED)
        assert low[n][1] == pytest.approx(height(best), abs=ROUNDED)
        assert high[n][0] == low[n][0] == typical[n][0]
        assert high[n][1] <= typical[n][1] <= low[n][1]
        assert all(map(is_in_frame, (high[n], typical[n], low[n])))
    assert [x for x, _ in high] == sorted({x for x, _ in high})


@given(
    st.lists(st.tuples(st.floats(0, 10), pain), min_size=1, max_size=20),
    st.lists(st.tuples(st.floats(0, 10), triples, pain), max_size=10),
)
def test_own_days_and_what_came_lie_inside_the_frame_at_their_week_and_height(entries, past):
    said = [Said(week, lo, hi, came) for week, (lo, _, hi), came in past]
    drawing = forecast_band(ahead([(2, 3, 4)]), [Dot(*e) for e in entries], said)
    drawn = dots(drawing)[: len(entries)]
    for at, (week, value) in zip(drawn, entries, strict=True):
        assert is_in_frame(at)
        assert at == pytest.approx((34 + 31.6 * week, height(value)), abs=0.02)
    squares = list(root_of(drawing).iter(SVG + "rect"))
    for square, one in zip(squares, said, strict=True):
        x, y = (float(square.get(n, "")) + 4 for n in "xy")
        assert (x, y) == pytest.approx((34 + 31.6 * one.week, height(one.came)), abs=0.02)
    for bar, one in zip(paths(drawing, stroke_width="5"), said, strict=False):
        assert [y for _, y in bar] == pytest.approx(
            [height(one.low), height(one.high)], abs=ROUNDED
        )


@given(st.lists(st.none() | pain, min_size=1, max_size=160), st.data())
def test_a_trend_stands_at_its_weeks_and_heights_inside_the_frame(weeks, data):
    flares = data.draw(st.sets(st.integers(0, len(weeks) - 1), max_size=4))
    drawing = trend_line(weeks, sorted(flares))
    known = [(n, v) for n, v in enumerate(weeks, start=1) if v is not None]
    last = max(len(weeks), 2)
    for at, (week, value) in zip(dots(drawing), known, strict=True):
        assert is_in_frame(at)
        assert at == pytest.approx((34 + 316 * week / last, height(value)), abs=0.02)
    marks = paths(drawing, fill="var(--amber,#a85a10)")
    assert len(marks) == len(flares)
    for mark, week in zip(marks, sorted(flares), strict=True):
        assert sum(x for x, _ in mark[:3]) / 3 == pytest.approx(34 + 316 * (week + 1) / last, abs=9)


@given(st.integers(1, 160))
def test_the_weeks_below_a_trend_are_round_numbers_that_do_not_touch(count):
    told = [(text, at) for text, at in texts(trend_line([3.0] * count)) if at[1] == 188]
    assert told
    assert all(1 <= int(text) <= max(count, 2) for text, _ in told)
    assert all(b[0] - a[0] >= 30 for (_, a), (_, b) in pairwise(told))


@given(st.lists(st.none() | pain, min_size=1, max_size=160))
def test_a_trend_has_a_dot_for_each_known_week_and_no_line_over_a_gap(weeks):
    root = root_of(trend_line(weeks))
    known = [w is not None for w in weeks]
    assert len(list(root.iter(SVG + "circle"))) == sum(known)
    joins = sum(a and b for a, b in pairwise(known))
    assert len(list(root.iter(SVG + "path"))) == 3 + joins


@pytest.mark.parametrize(("weeks", "flares"), [([], ()), ([11.0], ()), ([1.0], (1,))])
def test_what_is_no_trend_is_refused(weeks, flares):
    with pytest.raises(DrawingError):
        trend_line(weeks, flares)
