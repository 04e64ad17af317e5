"""The calendar shows each day once, what is not known stays empty, and often is fuller."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.body import all_places
from lumbago.drawings import DrawingError
from lumbago.drawings.calendar import body_heat, week_calendar
from tests.drawings.ink import SVG, root_of, texts

LAST = date(2026, 3, 4)  # a Wednesday
ago = st.integers(0, 70)
pain = st.integers(0, 10).map(float)


@given(st.dictionaries(ago, pain, max_size=40), st.integers(1, 9), st.integers(0, 6))
def test_each_day_up_to_the_last_has_one_box_and_a_number_where_it_is_known(told, weeks, shift):
    last = LAST + timedelta(days=shift)
    days = {last - timedelta(days=n): p for n, p in told.items()}
    drawing = week_calendar(days, last, weeks, words={"days": "a b c d e f g"})
    boxes = list(root_of(drawing).iter(SVG + "rect"))
    assert len(boxes) == 7 * (weeks - 1) + last.weekday() + 1
    first = last - timedelta(days=last.weekday(), weeks=weeks - 1)
    shown = [f"{p:g}" for d, p in days.items() if d >= first]
    numbers = [text for text, _ in texts(drawing) if text.isdigit()]
    assert sorted(numbers) == sorted(shown)
    assert sum(box.get("fill-opacity") is None for box in boxes) == len(boxes) - len(shown)


def test_half_a_point_is_written_with_the_decimal_sign_of_the_language():
    drawing = week_calendar({LAST: 3.5}, LAST, 1, words={"decimal": ","})
    assert [text for text, _ in texts(drawing) if text[0].isdigit()].count("3,5") == 1


@given(st.integers(0, 70), pain)
def test_a_day_stands_in_the_row_of_its_week_under_its_weekday(n, value):
    day = LAST - timedelta(days=n)
    monday = day - timedelta(days=day.weekday())
    drawing = week_calendar({day: value}, LAST, 12, words={"days": "a b c d e f g"})
    placed = texts(drawing)
    number = next(at for text, at in placed if text == f"{value:g}")
    head = next(at for text, at in placed if text == "abcdefg"[day.weekday()])
    week = next(at for text, at in placed if text == f"{monday:%d.%m.}")
    assert (number[0], number[1]) == (head[0], week[1])


@given(st.dictionaries(ago, pain, max_size=40), st.integers(1, 53))
def test_nothing_of_a_calendar_lies_outside_its_paper(told, weeks):
    drawing = week_calendar({LAST - timedelta(days=n): p for n, p in told.items()}, LAST, weeks)
    _, _, width, height = map(float, root_of(drawing).get("viewBox", "").split())
    for box in root_of(drawing).iter(SVG + "rect"):
        assert 0 <= float(box.get("x", "")) <= width - float(box.get("width", ""))
        assert 0 <= float(box.get("y", "")) <= height - float(box.get("height", ""))


@pytest.mark.parametrize(("told", "weeks"), [({}, 0), ({}, 54), ({LAST: 11.0}, 2)])
def test_what_is_no_calendar_is_refused(told, weeks):
    with pytest.raises(DrawingError):
        week_calendar(told, LAST, weeks)


@given(st.dictionaries(st.sampled_from(sorted(all_places())), st.floats(0, 1), max_size=8))
def test_the_more_often_a_place_hurt_the_fuller_it_is(share):
    shown = {}
    for path in root_of(body_heat(share)).iter(SVG + "path"):
        name = path.findtext(SVG + "title")
        if name:
            shown[name] = float(path.get("fill-opacity", "0"))
    full = sorted(value for value in share.values() if value)
    filled = sorted(value for value in shown.values() if value)
    assert len(filled) == len(full)
    assert filled == pytest.approx([0.2 + 0.75 * value for value in full], abs=0.006)


@pytest.mark.parametrize("share", [{"moon": 0.5}, {"low_back": 1.5}])
def test_a_place_that_there_is_not_is_refused(share):
    with pytest.raises(DrawingError):
        body_heat(share)
