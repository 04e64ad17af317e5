"""What is sent wrongly: told in a clear sentence beside the field, and nothing is lost."""

import pytest

from tests.web.journey import Visitor, only


@pytest.fixture
def visitor(kb):
    return Visitor(kb)


@pytest.mark.parametrize("age", ["-1", "121", "forty", "1e9", "nan", "inf", "9" * 40, "<b>"])
def test_an_age_that_is_none_is_told_beside_the_field(visitor, age):
    page = visitor.send("/start", age=age, sex="female", whom="other")
    assert page.status_code == 422
    assert "Please give the age as a number from 0 to 120." in page.text
    assert 'value="female" checked' in page.text
    assert 'value="other" checked' in page.text
    assert "<b>" not in page.text


def test_an_age_may_be_left_out(visitor):
    assert visitor.send("/start", age="", sex="unsaid", whom="me").url.path == "/where"


def test_a_place_that_is_none_is_told(visitor):
    visitor.send("/start", age="40", sex="male", whom="me")
    for place in ("", "elbow", "left", "neck_left"):
        page = visitor.send("/where", place=[place])
        assert page.status_code == 422
        assert "Please mark at least one place" in page.text


def test_a_card_left_empty_is_asked_again_and_is_not_a_no(visitor):
    visitor.begin()
    page = visitor.send("/questions/1", done="next")
    assert page.status_code == 422
    assert "None of these" in page.text
    assert not visitor.visit.trail


def test_yes_and_not_sure_on_one_line_is_told_and_keeps_the_ticks(visitor):
    visitor.begin()
    page = visitor.send("/questions/1", yes=["gait_unsteady"], unsure=["gait_unsteady"])
    assert page.status_code == 422
    assert page.text.count('value="gait_unsteady"') >= 2
    assert " checked" in page.text


def test_a_tick_and_none_of_these_is_told(visitor):
    visitor.begin()
    page = visitor.send("/questions/1", yes=["gait_unsteady"], done="none")
    assert page.status_code == 422


def test_not_sure_about_the_rest_makes_no_line_a_no(visitor):
    visitor.begin()
    asked = visitor.asked()
    visitor.send("/questions/1", done="rest")
    given = visitor.visit.given
    assert all(given[id] is None for id in asked)


@pytest.mark.hazard("HAZ-003")
def test_rather_not_say_on_a_card_makes_no_line_a_no_and_says_so(visitor):
    visitor.begin()
    asked = visitor.asked()
    visitor.send("/questions/1", yes=[asked[5]], done="withheld")
    given = visitor.visit.given
    assert given[asked[5]] is True
    assert all(given[id] is None for id in asked if id != asked[5])
    assert set(visitor.visit.withheld) == set(asked) - {asked[5]}
    assert visitor.get("/answers").text.count("<strong>Rather not say</strong>") == len(asked) - 1


@pytest.mark.parametrize(
    ("number", "unit"),
    [("", "weeks"), ("three", "weeks"), ("0", "days"), ("-2", "weeks"), ("5", "aeons"),
     ("9999", "years"), ("nan", "days")],
)  # fmt: skip
def test_a_duration_that_is_none_is_told_and_kept(visitor, number, unit):
    visitor.begin()
    while 'name="unit"' not in visitor.page.text:
        visitor.answer(only())
    page = visitor.send(visitor.path, number=number, unit=unit, answer="number")
    assert page.status_code == 422
    assert "Please give a number above 0" in page.text
    assert f'value="{number}"' in page.text


@pytest.mark.parametrize(
    ("number", "unit", "weeks"),
    [("3", "days", 0.43), ("2", "weeks", 2), ("6", "months", 26.09), ("1,5", "years", 78.27)],
)
def test_a_duration_is_taken_in_the_unit_it_was_given(visitor, number, unit, weeks):
    visitor.begin()
    while 'name="unit"' not in visitor.page.text:
        visitor.answer(only())
    at = visitor.path
    visitor.send(at, number=number, unit=unit, answer="number")
    given = visitor.visit.given
    assert given["duration_weeks"] == pytest.approx(weeks)
    back = visitor.get(at).text
    assert f'value="{number.replace(",", ".")}"' in back or "18" in back


def test_a_question_without_an_answer_is_asked_again(visitor):
    visitor.begin()
    while 'class="yes-no"' not in visitor.page.text:
        visitor.answer(only())
    assert visitor.send(visitor.path).status_code == 422


def test_an_answer_from_an_old_page_is_not_taken_for_another_question(visitor):
    visitor.begin()
    page = visitor.send("/questions/1", asked=["fever"], yes=["fever"], done="next")
    assert page.url.path == "/questions/1"
    assert not visitor.visit.given.get("fever")


@pytest.mark.parametrize("path", ["/questions/0", "/questions/99", "/questions/x", "/questions/-1"])
def test_a_step_that_is_none_is_not_found(visitor, path):
    visitor.begin()
    assert visitor.get(path).status_code == 404


def test_a_page_ahead_of_its_time_leads_to_where_one_stands(visitor):
    for path in (
        "/where/most",
        "/in-your-words",
        "/questions",
        "/questions/3",
        "/result",
        "/what-if",
        "/how-sure",
    ):
        page = visitor.get(path)
        assert page.status_code == 200
        assert page.url.path in {"/", "/where"}, path


@pytest.mark.parametrize("finding", ["", "elbow", "saddle_numbness", "age_years"])
def test_what_was_never_answered_cannot_be_changed(visitor, finding):
    visitor.begin()
    visitor.get("/answers")
    assert visitor.send("/answers/change", finding=finding).status_code == 404
    assert visitor.visit.trail == ()
