"""A record from outside: read, or refused with every problem in a clear sentence."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.answers import Answers
from lumbago.errors import AnswersError
from lumbago.intake import LONGEST_TEXT, NUMBERS, read_answers, read_told
from tests.strategies import KB, YES_NO, answers, record_of, times

GOOD: dict[str, Any] = {"region": "low_back", "age_years": 45, "sex": "female", "answers": {}}


@given(answers())
def test_what_was_written_as_a_record_is_read_back_as_the_same_answers(told):
    assert read_answers(KB, json.loads(json.dumps(record_of(told)))) == told


def test_everything_but_region_and_answers_may_be_left_out():
    told = read_answers(KB, {"region": "neck", "answers": {}})
    assert (told.person.age_years, told.person.sex) == (None, None)
    assert told.person.setting == "primary_care"


REFUSED: dict[str, tuple[Any, str]] = {
    "a text that is a number": (GOOD | {"text": 3}, "text: it must be words."),
    "a text that is a list": (GOOD | {"text": ["sore"]}, "text: it must be words."),
    "a text without end": (GOOD | {"text": "a" * (LONGEST_TEXT + 1)}, "text: it is longer than"),
    "a text that tells no place": ({"text": "I am tired"}, "region: the text does not tell"),
    "a list": ([], "not a JSON object"),
    "a word": ("hello", "not a JSON object"),
    "nothing": (None, "not a JSON object"),
    "no region": ({"answers": {}}, "region: it is missing or unknown. Use one of: low_back"),
    "an unknown region": (GOOD | {"region": "knee"}, "region: it is missing or unknown"),
    "a region that is a number": (GOOD | {"region": 3}, "region: it is missing or unknown"),
    "a region that is a list": (GOOD | {"region": ["neck"]}, "region: it is missing"),
    "no answers": ({"region": "neck"}, "answers: it is missing or not an object"),
    "answers as a list": (GOOD | {"answers": []}, "answers: it is missing or not an object"),
    "an unknown sex": (GOOD | {"sex": "other"}, "sex: it is missing or unknown"),
    "an unknown setting": (GOOD | {"setting": "moon"}, "setting: it is missing or unknown"),
    "an impossible age": (GOOD | {"age_years": 200}, "age_years: it must be a number from 0 to"),
    "an age below nothing": (GOOD | {"age_years": -1}, "age_years: it must be a number"),
    "an age in words": (GOOD | {"age_years": "45"}, "age_years: it must be a number"),
    "an age that is yes": (GOOD | {"age_years": True}, "age_years: it must be a number"),
    "an age that is no number": (GOOD | {"age_years": float("nan")}, "age_years: it must be"),
    "an endless age": (GOOD | {"age_years": float("inf")}, "age_years: it must be a number"),
    "a misspelt field": (GOOD | {"regoin": "neck"}, "Did you mean 'region'?"),
    "an unknown field": (GOOD | {"zzzz": 1}, "zzzz: there is no such field"),
    "a misspelt finding": (
        GOOD | {"answers": {"saddle_numbnes": True}},
        "answers.saddle_numbnes: there is no such finding. Did you mean 'saddle_numbness'?",
    ),
    "an answer in words": (GOOD | {"answers": {"fever": "yes"}}, "answers.fever: it must be true"),
    "an answer as a number": (GOOD | {"answers": {"fever": 1}}, "answers.fever: it must be true"),
    "a number as an answer": (
        GOOD | {"answers": {"pain_severity": True}},
        "answers.pain_severity: it must be a number from 0 to 10",
    ),
    "pain above ten": (GOOD | {"answers": {"pain_severity": 11}}, "a number from 0 to 10"),
    "age among the answers": (
        GOOD | {"answers": {"age_years": 40}},
        "this belongs to the person. Give it as 'age_years', outside.",
    ),
    "severe pain of two": (
        GOOD | {"answers": {"pain_severity": 2, "pain_severe": True}},
        "answers.pain_severe: it contradicts a number",
    ),
    "a short pain that lasts long": (
        GOOD | {"answers": {"duration_weeks": 1, "duration_over_12w": True}},
        "answers.duration_over_12w: it contradicts a number",
    ),
    "a number too great for any machine": (GOOD | {"age_years": 10**400}, "age_years: it must be"),
    "a duration too great for any machine": (
        GOOD | {"answers": {"duration_weeks": 10**400}},
        "answers.duration_weeks: it must be a number",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_record_is_refused_with_the_field_and_what_would_mend_it(name):
    record, complaint = REFUSED[name]
    with pytest.raises(AnswersError) as error:
        read_answers(KB, record)
    assert complaint in str(error.value)


def test_every_problem_of_a_record_is_told_at_once():
    with pytest.raises(AnswersError) as error:
        read_answers(
            KB,
            {"region": "knee", "sex": 3, "age_years": 999, "wrong": 1, "answers": {"fever": "no"}},
        )
    places = {problem.place for problem in error.value.problems}
    assert places == {"region", "sex", "age_years", "wrong", "answers.fever"}


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def read_or_refused(record: Any) -> None:
    """Anything but answers or a refusal is a fault."""
    try:
        told = read_answers(KB, record)
    except AnswersError as error:
        assert error.problems
        assert all(problem.what for problem in error.problems)
    else:
        assert isinstance(told, Answers)


@times(4)
@given(anything)
def test_any_json_at_all_is_either_read_or_refused(record):
    read_or_refused(record)


fields = st.sampled_from([*GOOD, "setting", "id", "text"])
ids = st.sampled_from([*NUMBERS, "sex", "pain_region", *YES_NO]) | st.text(max_size=10)


@times(4)
@given(answers(), st.dictionaries(fields, anything, max_size=2),
       st.dictionaries(ids, anything, max_size=2))  # fmt: skip
def test_a_good_record_with_anything_put_in_it_is_either_read_or_refused(told, outside, inside):
    record = record_of(told) | {"answers": {**told.given, **inside}} | outside
    read_or_refused(record)


def test_the_text_tells_region_age_sex_and_answers_that_were_not_given():
    told = read_told(KB, {"text": "45 year old woman, my neck hurts, no fever"})
    assert (told.answers.person.region, told.answers.person.age_years) == ("neck", 45.0)
    assert told.answers.person.sex == "female"
    assert told.answers.given["fever"] is False
    assert told.understood is not None


def test_what_was_given_wins_over_the_text():
    text = "45 year old woman, my neck hurts, no fever, for 3 weeks"
    given = {"fever": True, "duration_weeks": 1}
    record = {"region": "low_back", "age_years": 60, "sex": "male", "answers": given, "text": text}
    told = read_answers(KB, record)
    assert (told.person.region, told.person.age_years, told.person.sex) == ("low_back", 60, "male")
    assert told.given["fever"] is True
    assert told.given["duration_weeks"] == 1


def test_what_a_given_number_rules_out_is_not_taken_from_the_text():
    record = GOOD | {"answers": {"pain_severity": 2}, "text": "my back hurts, the pain is severe"}
    assert "pain_severe" not in read_answers(KB, record).given


def test_an_unsure_word_in_the_text_is_unknown_and_never_no():
    told = read_answers(KB, GOOD | {"text": "I might have a fever"})
    assert told.given["fever"] is None


def test_no_text_and_an_empty_text_change_nothing():
    assert read_answers(KB, GOOD) == read_answers(KB, GOOD | {"text": None})
    assert read_answers(KB, GOOD) == read_answers(KB, GOOD | {"text": ""})


def test_half_a_character_in_a_text_is_read_as_a_question_mark():
    told = read_told(KB, GOOD | {"text": "fever \ud800 and chills"})
    assert told.understood is not None
    json.dumps([m.words for m in told.understood.mentions], ensure_ascii=False).encode()
    assert told.answers.given["fever"] is True
