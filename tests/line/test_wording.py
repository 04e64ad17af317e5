"""Numbers in words: as people count, never surer than they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.wording import between, in_words
from tests.strategies import KB

shares = st.floats(0, 1)


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.97, "more than 9 in 10"),
        (0.31, "about 3 in 10"),
        (0.04, "about 4 in 100"),
        (0.004, "about 4 in 1000"),
        (0.0001, "fewer than 1 in 1000"),
    ],
)
def test_a_share_is_told_as_people_count(p, words):
    assert in_words(KB, p) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (0.61, 0.82, "between 6 and 8 in 10"),
        (0.29, 0.31, "about 3 in 10"),
        (0.01, 0.24, "up to 2 in 10"),
        (0.02, 0.09, "between 2 and 9 in 100"),
        (0.0, 0.004, "fewer than 1 in 100"),
        (0.97, 0.99, "more than 9 in 10"),
        (0.86, 0.97, "about 9 in 10"),
        (0.62, 0.98, "between 6 and 9 in 10"),
    ],
)
def test_a_range_is_told_as_people_count(low, high, words):
    assert between(KB, low, high) == words


@given(shares, shares)
def test_no_range_is_told_as_certain(a, b):
    low, high = sorted((a, b))
    text = between(KB, low, high)
    assert not text.startswith(("about 0", "between 0"))
    assert not text.endswith(" 10 in 10")


@given(shares)
def test_no_share_is_told_as_all_or_none(p):
    assert not in_words(KB, p).startswith(("about 10 in 10", "about 0"))
