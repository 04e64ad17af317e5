"""The chart of what goes with pain."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.drawings import DrawingError, Row, forest

numbers = st.floats(-10, 10).map(lambda v: round(v, 2))
rows = st.builds(
    lambda name, ends, is_clear: Row(name, ends[1], ends[0], ends[2], is_clear),
    st.text(max_size=30),
    st.tuples(numbers, numbers, numbers).map(sorted),
    st.booleans(),
)


@given(st.lists(rows, min_size=1, max_size=6))
def test_every_dot_stays_on_the_chart_and_right_of_the_middle_is_more_pain(drawn):
    places = re.findall(r'<circle cx="([-\d.]+)"', forest(drawn))
    assert len(places) == len(drawn)
    for place, row in zip(map(float, places), drawn, strict=True):
        assert 0 <= place <= 320
        assert (place - 160) * row.points >= -1e-6


def test_the_description_tells_each_thing_with_its_interval():
    told = forest([Row("Driving", 1.5, 0.6, 2.3, True)])
    assert "Driving: 1.5 points, between 0.6 and 2.3." in told


def test_numbers_are_written_as_the_language_does_and_with_a_true_minus():
    drawn = forest([Row("Gehen", -1.5, -2.5, -0.5, True)], words={"decimal": ","})
    assert {">−2,5<", ">2,5<", ">0<"} <= {*re.findall(r">[−\d,.-]+<", drawn)}
    assert "−1,5 points, between −2,5 and −0,5" in drawn
    assert not re.search(r"[>\s]-?\d+\.\d+ points", drawn)


@pytest.mark.parametrize("drawn", [[], [Row("x", 3.0, 0.0, 1.0, False)]])
def test_a_chart_that_cannot_be_true_is_refused(drawn):
    with pytest.raises(DrawingError):
        forest(drawn)
