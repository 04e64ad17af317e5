"""Whole ways through the pages, without a line of script."""

import logging
import re

import pytest

from tests.web.journey import Visitor, only, unsure

STRAIN = only("onset_lift_twist", "worse_bend_forward", "worse_lifting", "better_lying",
              "course_improving", "morning_stiff_short", "worse_twist_roll_bed")  # fmt: skip


@pytest.fixture
def visitor(kb):
    return Visitor(kb)


def test_an_ordinary_strain_ends_with_looking_after_oneself(visitor):
    visitor.begin().finish(STRAIN)
    assert visitor.path == "/result"
    assert "band self_care" in visitor.page.text
    assert "look after yourself" in visitor.heading


def test_signs_of_danger_are_said_to_be_rare_and_what_eases_the_pain_is_not(visitor, kb):
    on_topics = {tick.finding for topic in kb.topics for tick in topic.ticks}
    met = set()
    visitor.begin()
    while visitor.path.startswith("/questions/"):
        if 'class="form signs"' in visitor.page.text:
            is_topic = set(visitor.asked()) <= on_topics
            met.add(is_topic)
            assert ("These signs are rare" in visitor.page.text) is not is_topic, visitor.heading
        visitor.answer(STRAIN)
    assert met == {True, False}


@pytest.mark.hazard("HAZ-001")
def test_a_sign_of_cauda_equina_stops_the_questions_at_once(visitor):
    visitor.begin()
    visitor.answer(only("saddle_numbness"))
    assert visitor.path == "/emergency"
    assert "emergency department now" in visitor.heading
    assert 'href="tel:999"' in visitor.page.text


def test_who_wants_to_go_on_after_an_emergency_can_and_the_emergency_stays_on_top(visitor):
    visitor.begin()
    visitor.answer(only("saddle_numbness"))
    visitor.send("/emergency/go-on")
    assert visitor.path.startswith("/questions/")
    assert 'href="/emergency"' in visitor.page.text
    visitor.finish(only())
    assert visitor.path == "/result"
    assert "band now" in visitor.page.text
    assert "What probably causes it" not in visitor.page.text


@pytest.mark.hazard("HAZ-003")
def test_being_sure_of_nothing_never_ends_as_denied(visitor):
    visitor.begin().finish(unsure)
    assert visitor.path == "/result"
    assert "You were not sure about" in visitor.page.text
    sure = visitor.get("/how-sure").text
    unsure_of, rest = sure.split("Rules where we asked and it is not known")[1].split(
        "Rules where not all was asked"
    )
    assert len(re.findall(r'href="/rule/', unsure_of)) > 60
    assert len(re.findall(r'href="/rule/', rest.split("Rules that your")[0])) < 40
    answers = visitor.get("/answers").text.split("Danger signs")[1]
    assert "<strong>No</strong>" not in answers


def test_a_gate_asks_which_of_its_signs_it_is_and_none_of_them_takes_it_back(visitor):
    visitor.begin()
    visitor.answer(only("gate_weak_legs"))
    while "Is it one of these?" not in visitor.heading:
        visitor.answer(only())
    assert set(visitor.asked()) >= {"leg_weakness", "foot_drop", "both_legs_weak"}
    visitor.answer(only())
    visitor.finish(STRAIN)
    assert visitor.path == "/result"


def test_back_shows_the_step_before_with_its_answer_and_loses_nothing(visitor):
    visitor.begin()
    visitor.answer(only("fever", "bilateral_leg_symptoms"))
    assert visitor.path == "/questions/2"
    back = re.search(r'class="back" href="([^"]+)"', visitor.page.text)
    assert back
    visitor.get(back[1])
    assert visitor.path == "/questions/1"
    assert 'value="bilateral_leg_symptoms" checked' in visitor.page.text
    visitor.answer(only())
    assert visitor.path == "/questions/2"


def test_an_answer_can_be_changed_from_the_list_and_the_difference_is_told(visitor):
    visitor.begin().finish(STRAIN)
    listed = visitor.get("/answers").text
    assert 'name="finding" value="fever"' in listed
    visitor.send("/answers/change", finding="fever")
    visitor.answer(only("fever"))
    visitor.finish(STRAIN)
    assert visitor.path == "/result"
    assert "What your change did" in visitor.page.text
    assert "Before: Look after yourself at home. Now: " in visitor.page.text


def test_taking_a_gate_back_takes_back_the_signs_behind_it(visitor):
    visitor.begin()
    visitor.answer(only("gate_weak_legs"))
    while "both_legs_weak" not in visitor.asked():
        visitor.answer(only())
    visitor.answer(only("both_legs_weak"))
    assert visitor.path == "/emergency"
    visitor.get("/questions/1")
    visitor.answer(only())
    visitor.finish(STRAIN)
    assert visitor.path == "/result"
    assert "band self_care" in visitor.page.text


def test_a_what_if_changes_nothing_until_the_person_says_so(visitor):
    visitor.begin().finish(STRAIN)
    before = visitor.page.text
    assert 'action="/what-if"' in before
    visitor.send("/what-if", number="0")
    assert visitor.path == "/what-if"
    assert "These are not your answers" in visitor.page.text
    after = visitor.get("/result").text
    assert after == before
    visitor.get("/what-if")
    visitor.send("/what-if/keep")
    visitor.finish(STRAIN)
    assert visitor.path in {"/result", "/emergency"}


@pytest.mark.hazard("HAZ-012")
def test_danger_signs_are_asked_again_after_six_hours(visitor):
    visitor.begin().finish(STRAIN)
    visitor.clock.wait(5.9)
    assert visitor.get("/result").url.path == "/result"
    visitor.clock.wait(0.2)
    visitor.get("/result")
    assert visitor.path.startswith("/questions/")
    assert "Some time has passed" in visitor.page.text
    assert "saddle_numbness" in visitor.asked()
    visitor.finish(STRAIN)
    assert visitor.path == "/result"


def test_a_yes_to_a_danger_sign_stands_however_old_it_is(visitor):
    visitor.begin()
    visitor.answer(only("saddle_numbness"))
    visitor.clock.wait(10)
    visitor.get("/questions")
    assert visitor.path == "/emergency"


def test_everything_is_forgotten_after_twelve_hours(visitor):
    visitor.begin().finish(STRAIN)
    visitor.clock.wait(12.1)
    visitor.get("/result")
    assert visitor.path == "/"


def test_one_button_forgets_everything(visitor):
    visitor.begin().finish(STRAIN)
    visitor.send("/forget")
    assert visitor.path == "/"
    assert not len(visitor.app.state.site.visits)
    assert visitor.get("/result").url.path == "/"


def test_the_first_line_has_dates_and_not_only_days(visitor):
    visitor.begin().finish(STRAIN)
    assert "look again on 16 March and on 13 April" in visitor.page.text


def test_pregnancy_is_asked_only_where_it_can_apply(kb):
    assert "pregnancy_now" in Visitor(kb).begin(sex="female", age="30").asked()
    assert "pregnancy_now" not in Visitor(kb).begin(sex="male", age="30").asked()
    assert "pregnancy_now" not in Visitor(kb).begin(sex="female", age="70").asked()


def test_pregnancy_brings_its_own_advice(visitor):
    visitor.begin(sex="female", age="30").finish(only("pregnancy_now"))
    assert "You are pregnant" in visitor.page.text


def test_under_18_reads_first_that_it_was_made_for_adults(visitor):
    visitor.begin(age="15").finish(STRAIN)
    text = visitor.page.text
    main = text[text.index("<main") :]
    assert main.index("made for adults") < main.index("band ")
    assert "What to do today" not in text


def test_for_somebody_else_the_pages_speak_of_that_person(visitor):
    visitor.begin(whom="other")
    assert "You answer for someone else" in visitor.page.text
    visitor.answer(only("saddle_numbness"))
    assert "The person is 45 years old, male." in visitor.page.text


def test_a_neck_with_dizziness_gets_to_a_result(visitor):
    visitor.begin(main="neck").finish(only("gate_balance", "dizzy_head_turn_held"))
    assert visitor.path in {"/result", "/emergency"}


def test_no_answer_reaches_an_address_or_a_log(kb, caplog):
    caplog.set_level(logging.DEBUG)
    visitor = Visitor(kb)
    visitor.send("/start", age="4711", sex="male", whom="me")
    visitor.begin(age="43", places=["buttock_left"]).finish(only("worse_sitting", "weight_loss"))
    visitor.get("/answers")
    told = [*visitor.addresses]
    lumbago_logs = [r.getMessage() for r in caplog.records if r.name.startswith("lumbago")]
    for secret in ("4711", "43", "yes", "buttock", "worse_sitting", "weight_loss"):
        assert not any(secret in line for line in (*told, *lumbago_logs)), secret
    assert not any("?" in address for address in told)


def test_two_people_never_see_each_other(kb):
    first = Visitor(kb).begin(age="33")
    assert "<strong>33</strong>" in first.get("/answers").text
    token = re.search(r'name="token" value="(\w+)"', first.page.text)
    assert token
    first.client.cookies.clear()
    assert "<strong>33</strong>" not in first.client.get("/answers").text
    stolen = first.client.post("/start", data={"token": token[1], "age": "1", "sex": "male"})
    assert stolen.status_code == 403
