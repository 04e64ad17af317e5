"""What hangs on one answer, against counting every way in which the others can be answered."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.interview.tipping import STEP, tipping

SIGNS = st.tuples(st.integers(0, 8), st.floats(0.0, 1.0))


@given(st.lists(SIGNS, min_size=1, max_size=7), st.integers(1, 24))
def test_what_hangs_on_an_answer_is_what_every_way_of_answering_says(signs, need):
    adds = np.array([[STEP * steps for steps, _ in signs]])
    chance = np.array([[p for _, p in signs]])
    hangs = tipping(adds, np.array([STEP * need]), chance)[0]
    for mine, (_, p) in enumerate(signs):
        reached = [0.0, 0.0]
        for told in product((0, 1), repeat=len(signs)):
            others = [q if t else 1.0 - q for t, (_, q) in zip(told, signs, strict=True)]
            others.pop(mine)
            if sum(t * steps for t, (steps, _) in zip(told, signs, strict=True)) >= need:
                reached[told[mine]] += float(np.prod(others))
        assert hangs[mine] == pytest.approx(p * (1.0 - p) * (reached[1] - reached[0]), abs=1e-12)


def test_alarms_beside_each_other_do_not_touch_each_other():
    adds = np.array([[1.0, 2.0, 0.5], [3.0, 0.0, 0.25]])
    gap, chance = np.array([2.5, 3.0]), np.array([[0.1, 0.2, 0.3], [0.3, 0.2, 0.1]])
    both = tipping(adds, gap, chance)
    for d in range(2):
        one = slice(d, d + 1)
        np.testing.assert_allclose(both[one], tipping(adds[one], gap[one], chance[one]))
