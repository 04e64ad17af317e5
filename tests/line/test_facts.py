"""What follows from the answers, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.answers import Answers, Person, Region, Sex
from lumbago.facts import applies, know
from lumbago.rules import TRUE, names, truth
from tests.strategies import KB, YES_NO, answers, people, times

SOMEBODY = Person(region=Region.LOW_BACK, age_years=40.0, sex=Sex.MALE)
GATES = [f for f in KB.findings.values() if f.role == "gate"]


@given(answers())
def test_an_answer_that_was_given_always_stands(told):
    facts = know(KB, told).facts
    for id, answer in told.given.items():
        if answer is not None:
            assert facts[id] == answer


@given(answers(), st.randoms(use_true_random=False))
def test_the_order_in_which_answers_come_does_not_matter(told, chance):
    ids = list(told.given)
    chance.shuffle(ids)
    other = Answers(told.person, {id: told.given[id] for id in ids})
    assert know(KB, other) == know(KB, told)
    assert other == told
    assert hash(other) == hash(told)


@given(answers())
def test_what_is_not_known_gives_the_same_facts_as_what_was_not_asked(told):
    known = Answers(told.person, {id: a for id, a in told.given.items() if a is not None})
    assert know(KB, known) == know(KB, told)


@given(answers())
def test_no_finding_is_said_to_be_there_that_was_not_told_and_does_not_follow(told):
    facts = know(KB, told).facts
    pairs = [*KB.settings.nested]
    for id, value in facts.items():
        if value is not True or told.given.get(id) is True or id in KB.settings.strata.values():
            continue
        derived = KB.findings[id].derived_from
        by_number = derived is not None and truth(derived, facts) is True
        by_specific = any(g == id and facts.get(s) is True for g, s in pairs)
        by_gate = any(facts.get(inner) is True for inner in KB.findings[id].opens)
        assert by_number or by_specific or by_gate, id


@pytest.mark.hazard("HAZ-003")
@times(3)
@given(answers())
def test_no_finding_is_said_to_be_absent_that_was_not_denied_and_does_not_follow(told):
    facts = know(KB, told).facts
    for id, value in facts.items():
        if value is not False or told.given.get(id) is False:
            continue
        finding = KB.findings[id]
        by_number = finding.derived_from is not None and truth(finding.derived_from, facts) is False
        by_general = any(s == id and facts.get(g) is False for g, s in KB.settings.nested)
        by_gate = any(id in gate.opens and facts.get(gate.id) is False for gate in GATES)
        shut_out = any(
            id in pair and any(facts.get(other) is True for other in pair if other != id)
            for pair in KB.settings.exclusive
        )
        cannot_apply = truth(finding.applies_when, facts) is False
        assert by_number or by_general or by_gate or shut_out or cannot_apply, id


def test_an_answer_given_outright_stands_against_a_number_beside_it():
    """A record with both is refused; where they meet otherwise, the words of the person count."""
    for said in (True, False):
        told = Answers(SOMEBODY, {"pain_severity": 2.0 if said else 9.0, "pain_severe": said})
        assert know(KB, told).facts["pain_severe"] is said


@given(answers())
def test_only_a_yes_or_no_that_tells_something_enters_as_evidence(told):
    known = know(KB, told)
    assert set(known.evidence) <= set(known.facts)
    for id, value in known.evidence.items():
        assert value is known.facts[id]
        assert KB.findings[id].role not in {"gate", "stratum"}


@given(answers())
def test_what_cannot_apply_is_closed_but_says_nothing_about_causes(told):
    known = know(KB, told)
    for id, finding in KB.findings.items():
        if finding.applies_when != TRUE and id not in told.given:
            closed = truth(finding.applies_when, known.facts) is False
            if closed and id not in known.evidence:
                assert known.facts[id] is False


def test_a_strong_pain_given_as_a_number_is_a_severe_pain():
    assert know(KB, Answers(SOMEBODY, {"pain_severity": 9.0})).facts["pain_severe"] is True
    assert know(KB, Answers(SOMEBODY, {"pain_severity": 6.0})).facts["pain_severe"] is False
    assert "pain_severe" not in know(KB, Answers(SOMEBODY, {"pain_severity": None})).facts


def test_a_long_pain_given_in_weeks_is_longer_than_four_and_than_twelve():
    facts = know(KB, Answers(SOMEBODY, {"duration_weeks": 13.0})).facts
    assert facts["duration_over_4w"] is True
    assert facts["duration_over_12w"] is True
    facts = know(KB, Answers(SOMEBODY, {"duration_weeks": 5.0})).facts
    assert facts["duration_over_4w"] is True
    assert facts["duration_over_12w"] is False


def test_the_specific_is_the_general_and_no_to_the_general_is_no_to_the_specific():
    for general, specific in KB.settings.nested:
        assert know(KB, Answers(SOMEBODY, {specific: True})).facts[general] is True
        assert know(KB, Answers(SOMEBODY, {general: False})).facts[specific] is False
        assert specific not in know(KB, Answers(SOMEBODY, {general: True})).facts
        assert general not in know(KB, Answers(SOMEBODY, {specific: False})).facts


def test_what_shuts_out_another_makes_it_a_no_and_its_own_no_says_nothing():
    for first, second in KB.settings.exclusive:
        assert know(KB, Answers(SOMEBODY, {first: True})).facts[second] is False
        assert know(KB, Answers(SOMEBODY, {second: True})).facts[first] is False
        assert second not in know(KB, Answers(SOMEBODY, {first: False})).facts


def test_no_to_a_gate_is_no_to_each_sign_behind_it_and_yes_or_unknown_is_not():
    for gate in GATES:
        refused = know(KB, Answers(SOMEBODY, {gate.id: False})).facts
        assert all(refused[id] is False for id in gate.opens)
        for answer in (True, None):
            facts = know(KB, Answers(SOMEBODY, {gate.id: answer})).facts
            told = [id for id in gate.opens if id in facts]
            assert told == [id for id in gate.opens if id in know(KB, Answers(SOMEBODY)).facts]


@pytest.mark.hazard("HAZ-003")
def test_no_to_a_gate_denies_no_sign_that_makes_no_sense_for_this_person():
    woman = Person(region=Region.LOW_BACK, age_years=30.0, sex=Sex.FEMALE)
    none_of_these: dict[str, bool] = {"gate_pregnancy": False}
    pregnant = know(KB, Answers(woman, {**none_of_these, "pregnancy_now": True}))
    assert "missed_period" not in pregnant.evidence
    assert pregnant.evidence["vaginal_bleeding"] is False
    assert know(KB, Answers(woman, none_of_these)).evidence["missed_period"] is False


@pytest.mark.hazard("HAZ-003")
@given(answers())
def test_a_gate_is_no_evidence_on_what_nobody_would_ask(told):
    known = know(KB, told)
    narrower = {specific for _, specific in KB.settings.nested}
    for sign in {inner for gate in GATES for inner in gate.opens} - {*told.given} - narrower:
        if truth(KB.findings[sign].applies_when, known.facts) is False:
            assert sign not in known.evidence, sign


def test_a_sign_said_outright_stands_against_a_no_to_its_gate():
    for gate in GATES:
        for id in gate.opens:
            facts = know(KB, Answers(SOMEBODY, {gate.id: False, id: True})).facts
            assert facts[id] is True


@given(people(), st.sampled_from(YES_NO))
def test_an_unknown_age_or_sex_never_rules_a_question_out(person, id):
    finding = KB.findings[id]
    unknown = Person(region=person.region, setting=person.setting)
    if set(names(finding.applies_when)) <= {"age_years", "sex"}:
        assert applies(finding, know(KB, Answers(unknown)))


def test_what_hangs_on_age_or_sex_is_asked_of_whoever_does_not_say_them():
    for name in ("age_years", "sex"):
        hanging = [f for f in KB.findings.values() if set(names(f.applies_when)) == {name}]
        assert hanging
        assert all(applies(f, know(KB, Answers(Person(region=Region.NECK)))) for f in hanging)


def test_the_region_stands_for_its_own_place_unless_it_was_denied():
    for region, place in KB.settings.strata.items():
        person = Person(region=region)
        assert know(KB, Answers(person)).facts[place] is True
        assert know(KB, Answers(person, {place: False})).facts[place] is False
