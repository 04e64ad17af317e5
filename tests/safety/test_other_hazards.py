"""Controls of hazards that belong to no single step of the line."""

import json

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from lumbago.answers import Answers, Person, Region
from lumbago.assessment import assess, urgency_of
from lumbago.batch.parsing import LineError, read_record
from lumbago.checks import patient_texts
from lumbago.errors import AnswersError
from lumbago.intake import each_once, read_answers
from lumbago.interview import next_step, safety_cards
from lumbago.knowledge import Urgency
from lumbago.readability import grade, is_label
from lumbago.reading import merge, understand
from lumbago.records import as_record
from lumbago.web.app import make_app
from tests.strategies import DANGER_SIGNS, KB, answers, record_of, times


@pytest.mark.hazard("HAZ-009")
@times(2)
@given(answers(), st.floats() | st.integers() | st.booleans() | st.text(max_size=4))
def test_a_number_out_of_its_limits_or_of_no_kind_is_refused(told, value):
    limits = {"duration_weeks": 5000, "pain_severity": 10, "morning_stiffness_minutes": 1440}
    for id, highest in limits.items():
        record = record_of(told)
        record["answers"] = {id: value}
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and 0 <= value <= highest:
            assert read_answers(KB, record).given[id] == value
        else:
            with pytest.raises(AnswersError, match=f"answers.{id}"):
                read_answers(KB, record)


@pytest.mark.hazard("HAZ-009")
@given(answers(), st.sampled_from(DANGER_SIGNS), st.sampled_from([(True, False), (False, True)]))
def test_of_two_answers_to_one_question_neither_wins_unseen(told, sign, said):
    record = record_of(told)
    record["answers"] = {**record["answers"], sign: said[0], "again": said[1]}
    line = json.dumps(record).replace('"again"', f'"{sign}"')
    with pytest.raises(AnswersError, match=f"{sign}: it is given twice"):
        json.loads(line, object_pairs_hook=each_once)
    with pytest.raises(LineError, match=f"{sign}: it is given twice"):
        read_record(line.encode())


@pytest.mark.hazard("HAZ-009")
def test_every_number_but_the_duration_is_asked_with_its_unit_and_all_are_named_for_theirs():
    for id, unit in (("pain_severity", "10"), ("morning_stiffness_minutes", "minute")):
        finding = KB.findings[id]
        assert unit in f"{finding.question} {finding.hint}".lower(), id
    numbers = {id for id, f in KB.findings.items() if f.type in {"number", "duration"}}
    assert all(id.endswith(("_weeks", "_minutes", "_years", "_severity")) for id in numbers)


@pytest.mark.hazard("HAZ-011")
@times(1)
@given(answers(), answers())
def test_two_people_in_turn_each_get_what_they_get_alone(one, other):
    alone = [as_record(KB, assess.__wrapped__(KB, told)) for told in (one, other)]
    in_turn = [as_record(KB, assess(KB, told)) for told in (one, other, one, other)]
    assert in_turn == alone * 2
    assert assess(KB, one).answers == one
    assert assess(KB, other).answers == other


@pytest.mark.hazard("HAZ-010")
@pytest.mark.hazard("HAZ-011")
def test_a_page_with_answers_may_not_be_stored_and_two_browsers_share_nothing():
    app = make_app(KB)
    with (
        TestClient(app, base_url="http://127.0.0.1") as first,
        TestClient(app, base_url="http://127.0.0.1") as second,
    ):
        for client in (first, second):
            page = client.get("/")
            assert page.status_code == 200
            assert "no-store" in page.headers["cache-control"]
        assert "no-store" in first.get("/result").headers["cache-control"]
        both = dict(first.cookies).items() & dict(second.cookies).items()
        assert not both


@pytest.mark.hazard("HAZ-016")
def test_what_a_safety_card_says_is_short_and_plain():
    for card in KB.safety_cards:
        for tick in card.ticks:
            text = KB.findings[tick.finding].tick
            assert 0 < len(text) <= 110, tick.finding
            assert is_label(text) or grade(text) <= 8.0, tick.finding


@pytest.mark.hazard("HAZ-016")
def test_what_people_read_is_at_grade_six_on_average():
    grades = [grade(text) for _, text in patient_texts(KB) if not is_label(text)]
    assert sum(grades) / len(grades) <= 6.0


@pytest.mark.hazard("HAZ-016")
def test_no_danger_question_is_asked_the_wrong_way_round():
    for id in DANGER_SIGNS:
        finding = KB.findings[id]
        if finding.asked_of == "patient":
            words = finding.question.split()
            assert "NOT" not in words, id
            assert not finding.question.lower().startswith(("is it not", "don't you")), id


@pytest.mark.hazard("HAZ-017")
@times(1)
@given(answers())
def test_an_emergency_tells_first_what_to_do_and_asks_no_more(told):
    found = assess(KB, told)
    if found.urgency is Urgency.NOW and found.by_rules is Urgency.NOW:
        assert any(word in found.action.lower() for word in ("call", "go ", "emergency"))
        step = next_step(KB, told)
        asked = getattr(getattr(step, "finding", None), "id", None)
        assert step is None or asked in KB.settings.calming


@pytest.mark.hazard("HAZ-017")
def test_every_urgency_says_what_to_do_when_and_what_would_make_it_worse():
    for urgency in Urgency:
        words = KB.urgency_words[urgency]
        assert words.time_frame.strip()
        assert words.safety_net.strip()
        assert all(text.strip() for text in words.action.values())
    for flag in KB.red_flags.values():
        assert flag.place in KB.urgency_words[flag.urgency].action, flag.id


@pytest.mark.hazard("HAZ-018")
def test_many_answers_at_once_are_answered():
    signs = [f.id for f in KB.findings.values() if f.is_yes_no and f.can_be_asked]
    for region in Region:
        told = Answers(Person(region=region, age_years=50.0), dict.fromkeys(signs[::12], True))
        assert assess(KB, told).urgency is Urgency.NOW
        refused = Answers(Person(region=region, age_years=50.0), dict.fromkeys(signs, False))
        assert assess(KB, refused).action


@pytest.mark.hazard("HAZ-019")
@times(1)
@given(answers(), st.text(max_size=60))
def test_an_answer_given_always_wins_over_what_was_understood_of_a_text(told, text):
    merged = merge(understand(KB, text + " I have a fever and I cannot pass urine."), told)
    for id, answer in told.given.items():
        assert merged.given[id] == answer
    assert merged.person.region is told.person.region


@pytest.mark.hazard("HAZ-019")
def test_a_danger_sign_told_in_plain_words_is_understood():
    found = understand(KB, "My back hurts. I have a fever. I feel numb between my legs.").answers
    assert found.get("fever") is True
    assert found.get("saddle_numbness") is True


@pytest.mark.hazard("HAZ-019")
def test_a_text_that_says_nothing_of_danger_denies_nothing_and_the_cards_are_shown():
    told = merge(understand(KB, "My low back aches since Monday."),
                 Answers(Person(region=Region.LOW_BACK)))  # fmt: skip
    assert not [id for id in DANGER_SIGNS if told.given.get(id) is False]
    assert len(safety_cards(KB, told)) == len(safety_cards(KB, Answers(told.person)))


@pytest.mark.hazard("HAZ-007")
@times(1)
@given(answers())
def test_every_cause_has_a_range_and_a_word_and_never_a_number_alone(told):
    for cause in assess(KB, told).causes:
        assert cause.low <= cause.p <= cause.high
        assert cause.word in {word for _, word in KB.settings.word_bands}


@pytest.mark.hazard("HAZ-015")
@times(2)
@given(answers())
def test_taking_the_alarms_away_never_raises_urgency_and_the_rules_stand_alone(told):
    found = assess(KB, told)
    assert found.by_rules <= found.urgency
    assert found.by_probability <= found.urgency
    assert urgency_of(KB, told) is max(found.by_rules, found.by_probability, found.by_care)
