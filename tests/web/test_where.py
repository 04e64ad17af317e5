"""The body map and its list: the same marks, each told once."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lumbago.answers import Person, Region
from lumbago.body import GROUPS, Marks, all_places, answer_marks, region_of
from lumbago.loading import shipped
from lumbago.web.pages.where import read_marks
from tests.web.journey import Visitor, only

KB = shipped()


@pytest.fixture
def visitor(kb):
    visitor = Visitor(kb)
    visitor.send("/start", age="45", sex="male", whom="me")
    return visitor


def test_the_list_holds_every_place_of_the_map_once(visitor):
    text = visitor.page.text
    assert sorted(re.findall(r'name="place" value="(\w+)"', text)) == sorted(all_places())
    assert set(re.findall(r'data-region="(\w+)"', text)) == set(all_places())
    assert len(re.findall("<fieldset>", text)) == len(GROUPS)


def test_every_box_has_a_name_with_its_side(visitor):
    names = re.findall(r'data-name="([^"]+)"', visitor.page.text)
    assert len(set(names)) == len(all_places())


PLACES = st.lists(st.sampled_from(all_places()), min_size=1, max_size=6, unique=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
          max_examples=12)  # fmt: skip
@given(PLACES)
def test_what_is_ticked_is_what_the_line_makes_of_the_marks(kb, ticked):
    visitor = Visitor(kb)
    visitor.send("/start", age="45", sex="male", whom="me")
    visitor.mark(*ticked)
    marks = Marks(ticked[0], frozenset(ticked[1:]))
    region = region_of(marks)
    if region is None:
        assert visitor.page.status_code == 422
        return
    person = Person(region=region, age_years=45)
    assert visitor.visit.region is region
    assert dict(visitor.visit.given) == dict(answer_marks(KB, person, marks).given)
    shown = visitor.get("/where").text
    assert set(re.findall(r'value="(\w+)" data-name="[^"]+" checked', shown)) == set(ticked)
    assert f'name="main" value="{ticked[0]}"' in shown


@given(PLACES, st.sampled_from(["", "elbow", *all_places()]))
def test_the_main_place_is_a_marked_one_or_is_asked_for(ticked, main):
    marks = read_marks([*ticked, "elbow"], main)
    assert marks.places == set(ticked)
    if main in ticked or len(ticked) == 1:
        assert marks.main in ticked
    else:
        assert marks.main == ""


def test_without_a_main_place_it_is_asked_which_hurts_most(visitor):
    visitor.send("/where", place=["low_back", "calf_left"])
    assert visitor.path == "/where/most"
    assert "Which place hurts most?" in visitor.heading
    visitor.send("/where/most", main="calf_left")
    assert visitor.visit.marks == Marks("calf_left", frozenset({"low_back"}))
    assert visitor.visit.region is Region.LOW_BACK


def test_marks_that_are_none_of_ours_are_told_with_the_way_to_help(visitor):
    visitor.send("/where", place=["chest"], main="chest")
    assert visitor.page.status_code == 422
    assert "We only know about pain there" in visitor.page.text
    assert 'value="chest" data-name="Chest" checked' in visitor.page.text
    assert visitor.page.text.count('href="/help"') > 1


def test_a_new_mark_takes_the_place_of_the_old_one(visitor):
    visitor.mark("low_back", "thigh_back_left", "calf_right")
    assert visitor.visit.given["bilateral_leg_symptoms"] is True
    visitor.mark("low_back", "thigh_back_left")
    assert "bilateral_leg_symptoms" not in visitor.visit.given
    assert visitor.visit.given["radiates_below_knee"] is False
    assert visitor.visit.given["radiates_thigh"] is True


def test_what_a_card_was_told_stands_when_a_mark_goes(visitor):
    visitor.mark("low_back")
    visitor.send("/in-your-words", done="skip")
    visitor.answer(only("bilateral_leg_symptoms"))
    visitor.mark("low_back", "groin_left")
    assert visitor.visit.given["bilateral_leg_symptoms"] is True


@pytest.mark.hazard("HAZ-001")
def test_a_mark_wins_over_an_earlier_no(visitor):
    visitor.mark("low_back")
    visitor.send("/in-your-words", done="skip")
    visitor.answer(only())
    assert visitor.visit.given["bilateral_leg_symptoms"] is False
    visitor.mark("low_back", "calf_left", "calf_right")
    assert visitor.visit.given["bilateral_leg_symptoms"] is True


def test_the_answers_show_the_places_and_how_far_down_it_goes(visitor):
    visitor.mark("low_back", "thigh_back_left", "foot_left")
    text = visitor.get("/answers").text
    assert "<strong>Low back</strong>" in text
    assert "<strong>Back of the left thigh; Left foot</strong>" in text
    assert "<strong>Left foot</strong>" in text
    assert 'class="region main"' in text


def test_a_place_is_never_asked_a_second_time(visitor):
    visitor.mark("low_back", "calf_left", "buttock_left")
    visitor.send("/in-your-words", done="skip")
    asked: set[str] = set()
    while visitor.path.startswith("/questions/"):
        asked |= set(visitor.asked())
        visitor.answer(only())
    assert not asked & {"pain_low_back", "pain_buttock", "radiates_below_knee", "radiates_thigh"}
