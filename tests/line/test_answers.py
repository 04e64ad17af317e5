"""Answers are values: nothing changes them, and their order is always the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.answers import Answers, Person, Region
from tests.strategies import YES_NO, answers

ids = st.sampled_from(YES_NO)


@given(answers(), ids, st.none() | st.booleans())
def test_an_answer_added_and_taken_back_leaves_what_was_there(told, id, answer):
    before = told.without(id)
    assert before.with_answer(id, answer).without(id) == before
    assert before.with_answer(id, answer).given[id] is answer
    assert id not in before.given


@given(answers(), ids)
def test_adding_an_answer_makes_new_answers_and_leaves_the_old(told, id):
    kept = dict(told.given)
    told.with_answer(id, True)
    assert dict(told.given) == kept


def test_answers_cannot_be_changed_in_place():
    told = Answers(Person(region=Region.NECK), {"fever": True})
    with pytest.raises(TypeError):
        told.given["fever"] = False  # type: ignore[index]
    with pytest.raises(AttributeError):
        told.person.age_years = 3  # type: ignore[misc]


def test_answers_do_not_change_when_the_mapping_they_came_from_does():
    given_at_first = {"fever": True}
    told = Answers(Person(region=Region.NECK), given_at_first)
    given_at_first["fever"] = False
    assert told.given["fever"] is True


def test_answers_are_kept_in_the_order_of_their_ids():
    person = Person(region=Region.NECK)
    assert list(Answers(person, {"b": True, "a": None})) == ["a", "b"]
