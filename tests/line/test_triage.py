"""Red flags: which are up, why, and what could still raise one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.answers import Answers, Person, Region
from lumbago.facts import know
from lumbago.knowledge import KnowledgeBase, Place, Urgency
from lumbago.rules import FALSE, TRUE, holds, names, parse, simplify, truth
from lumbago.triage import Standing, asked_by, standings, stops, triage, urgency_by_rules
from tests.strategies import KB, YES_NO, answers, times

SOMEBODY = Person(region=Region.LOW_BACK, age_years=40.0)


def with_rules(**rules: tuple[str, str]) -> KnowledgeBase:
    """The shipped knowledge with these red flags alone: id → (urgency, rule)."""
    like = KB.red_flags["CES_01"]
    flags = {
        id: replace(like, id=id, urgency=Urgency[urgency.upper()], when=parse(rule))
        for id, (urgency, rule) in rules.items()
    }
    return replace(KB, digest=repr(rules), red_flags=flags)


@times(2)
@given(answers())
def test_the_flags_that_are_up_are_those_whose_rule_holds(told):
    facts = know(KB, told).facts
    up = {reason.flag.id for reason in triage(KB, told).reasons}
    assert up == {id for id, flag in KB.red_flags.items() if holds(flag.when, facts)}


@times(2)
@given(answers())
def test_the_urgency_is_the_highest_of_what_is_up_and_the_highest_is_told_first(told):
    found = triage(KB, told)
    levels = [reason.flag.urgency for reason in found.reasons]
    assert found.urgency == max(levels, default=Urgency.SELF_CARE)
    assert levels == sorted(levels, reverse=True)


@given(answers())
def test_an_open_flag_is_more_urgent_than_now_and_some_answer_could_still_raise_it(told):
    found = triage(KB, told)
    up = {reason.flag.id for reason in found.reasons}
    for open_flag in found.open_flags:
        assert open_flag.flag.urgency > found.urgency
        assert open_flag.flag.id not in up
        assert open_flag.rest not in (TRUE, FALSE)
        assert open_flag.findings
        assert not set(open_flag.findings) & set(know(KB, told).facts)


@given(answers())
def test_a_flag_that_is_neither_up_nor_open_cannot_be_raised_any_more_or_would_not_matter(told):
    found = triage(KB, told)
    facts = know(KB, told).facts
    listed = {r.flag.id for r in found.reasons} | {o.flag.id for o in found.open_flags}
    for id, flag in KB.red_flags.items():
        if id not in listed and flag.urgency > found.urgency:
            assert simplify(flag.when, facts) == FALSE


@given(answers())
def test_each_reason_names_answers_that_are_there_and_stand_in_its_rule(told):
    facts = know(KB, told).facts
    for reason in triage(KB, told).reasons:
        assert set(reason.because) <= set(names(reason.flag.when))
        assert all(facts.get(id) is not None for id in reason.because)
        assert all(facts[id] is not False for id in reason.because)
        assert len(reason.because) == len(set(reason.because))


@given(answers())
def test_a_reason_is_enough_without_the_other_answers(told):
    facts = know(KB, told).facts
    for reason in triage(KB, told).reasons:
        calm = {id: value for id, value in facts.items() if id in reason.because}
        numbers = {id: v for id, v in facts.items() if not isinstance(v, bool)}
        assert holds(reason.flag.when, {**numbers, **calm}), reason.flag.id


def test_a_reason_names_no_sign_of_a_part_that_does_not_hold():
    told = {"double_vision": True, "slurred_speech": True, "gait_unsteady": True}
    up = {r.flag.id: r.because for r in triage(KB, Answers(SOMEBODY, told)).reasons}
    assert up["VBI_01"] == ("double_vision", "slurred_speech")  # unsteady counts when sudden
    sudden = {**told, "onset_sudden": True}
    up = {r.flag.id: r.because for r in triage(KB, Answers(SOMEBODY, sudden)).reasons}
    assert {"gait_unsteady", "onset_sudden"} <= set(up["VBI_01"])


@pytest.mark.hazard("HAZ-001")
def test_of_two_emergencies_the_one_for_an_ambulance_is_told_first():
    told = Answers(SOMEBODY, {"saddle_numbness": True, "headache_thunderclap": True})
    places = [r.flag.place for r in triage(KB, told).reasons if r.flag.urgency is Urgency.NOW]
    assert {Place.AMBULANCE, Place.EMERGENCY_DEPARTMENT} == {*places}
    assert places == sorted(places, key=lambda place: place is not Place.AMBULANCE)


@given(answers(), st.randoms(use_true_random=False))
def test_the_order_of_the_red_flags_does_not_matter(told, chance):
    ids = list(KB.red_flags)
    chance.shuffle(ids)
    other = replace(
        KB, digest=f"{KB.digest} {ids[0]} {ids[-1]}", red_flags={id: KB.red_flags[id] for id in ids}
    )
    assert triage(other, told).urgency is triage(KB, told).urgency
    assert triage(other, told).reasons == triage(KB, told).reasons
    assert triage(other, told).open_findings == triage(KB, told).open_findings


def test_what_could_still_raise_urgency_is_told_most_urgent_first():
    kb = with_rules(
        LATE=("soon", "fever and weight_loss"),
        NOW=("now", "saddle_numbness or bladder_retention"),
    )
    assert triage(kb, Answers(SOMEBODY)).open_findings == (
        "saddle_numbness", "bladder_retention", "fever", "weight_loss",
    )  # fmt: skip
    half = triage(kb, Answers(SOMEBODY, {"fever": True, "saddle_numbness": False}))
    assert half.open_findings == ("bladder_retention", "weight_loss")


def test_a_flag_below_what_is_already_up_is_not_open_any_more():
    kb = with_rules(LATE=("soon", "weight_loss"), NOW=("now", "saddle_numbness"))
    assert triage(kb, Answers(SOMEBODY, {"saddle_numbness": True})).open_flags == ()


@pytest.mark.hazard("HAZ-003")
@given(answers())
def test_a_flag_is_denied_only_where_no_answer_can_raise_it_and_open_where_one_could(told):
    facts = know(KB, told).facts
    up = {reason.flag.id for reason in triage(KB, told).reasons}
    for id, standing in standings(KB, told).items():
        cannot = truth(KB.red_flags[id].when, facts) is False
        down = Standing.DENIED if cannot else Standing.OPEN
        assert standing is (Standing.UP if id in up else down), id


@pytest.mark.hazard("HAZ-003")
def test_what_is_not_known_denies_no_flag_and_an_unknown_excuse_leaves_it_up():
    kb = with_rules(SIGN=("now", "saddle_numbness"), FLU=("today", "fever and not body_aches_flu"))
    for answer, standing in ((True, "up"), (False, "denied"), (None, "open")):
        told = Answers(SOMEBODY, {"saddle_numbness": answer, "fever": True})
        assert standings(kb, told) == {"SIGN": standing, "FLU": "up"}
    assert standings(kb, Answers(SOMEBODY)) == {"SIGN": "open", "FLU": "open"}


@pytest.mark.hazard("HAZ-020")
def test_of_all_that_speaks_against_a_plan_the_most_urgent_decides_and_is_told_first():
    told = Answers(SOMEBODY, {"gait_unsteady": True, "droopy_eyelid_small_pupil": True})
    held = stops(KB, told)
    assert {code.refer for code in held} == {Urgency.SOON, Urgency.NOW}
    assert held[0].refer is Urgency.NOW
    assert asked_by(held) is urgency_by_rules(KB, told) is Urgency.NOW


def test_an_excuse_that_was_not_asked_leaves_the_flag_up_and_one_given_takes_it_down():
    kb = with_rules(FLU=("today", "fever and not body_aches_flu"))
    assert triage(kb, Answers(SOMEBODY, {"fever": True})).urgency is Urgency.TODAY
    unknown = Answers(SOMEBODY, {"fever": True, "body_aches_flu": None})
    assert triage(kb, unknown).urgency is Urgency.TODAY
    given_one = Answers(SOMEBODY, {"fever": True, "body_aches_flu": True})
    assert triage(kb, given_one).urgency is Urgency.SELF_CARE


@given(st.sampled_from(YES_NO))
def test_without_a_rule_nothing_is_urgent(id):
    kb = with_rules()
    found = triage(kb, Answers(SOMEBODY, {id: True}))
    assert (found.urgency, found.reasons, found.open_flags) == (Urgency.SELF_CARE, (), ())
