"""Breathing by counts: the source's figures, sensible limits, and no pause for ill lungs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.answers import Answers, Person, Region
from lumbago.breathing import LUNGS, PATTERNS, Pattern, gentle, lung_disease
from lumbago.errors import AnswersError
from lumbago.plan import Said, Wishes
from tests.strategies import KB

NOBODY = Answers(Person(region=Region.LOW_BACK), {})


def test_the_first_pattern_is_the_one_of_the_founding_text():
    told = KB.source_rows["slow_breathing_5_1_3"].hold
    first = PATTERNS[0]
    assert re.findall(r"\d", told)[:3] == [
        str(n) for n in (first.breath_in, first.pause, first.breath_out)
    ]
    assert first.seconds == 9


@pytest.mark.hazard("HAZ-024")
@given(st.integers(-3, 20), st.integers(-3, 20), st.integers(-3, 20))
def test_no_pattern_can_be_set_beyond_its_limits_and_ill_lungs_get_no_pause(a, b, c):
    if not (2 <= a <= 8 and 0 <= b <= 2 and 2 <= c <= 8):
        with pytest.raises(AnswersError):
            Pattern("own", a, b, c)
        return
    calm = gentle(Pattern("own", a, b, c))
    assert calm.pause == 0
    assert calm.breath_in <= 4
    assert calm.breath_out <= 6
    assert gentle(calm) == calm


@pytest.mark.hazard("HAZ-024")
@given(st.dictionaries(st.sampled_from(LUNGS), st.sampled_from([True, False, None])))
def test_only_a_no_to_every_question_of_the_lungs_counts_as_no(said):
    found = lung_disease(KB, NOBODY, Wishes(concerns=said))
    if any(said.get(id) is True for id in LUNGS):
        assert found is Said.YES
    else:
        assert (found is Said.NO) == all(said.get(id) is False for id in LUNGS)
