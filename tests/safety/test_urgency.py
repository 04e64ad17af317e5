"""How soon to be seen: what must hold for everybody, whatever they answer."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lumbago.answers import Answers, Person, Region, Sex
from lumbago.assessment import assess, urgency_of
from lumbago.checks import case_answers
from lumbago.facts import know
from lumbago.knowledge import Urgency
from lumbago.network import alarms, asked_for, points, points_elsewhere
from lumbago.rules import calming_names, names
from lumbago.triage import triage
from tests.strategies import (
    DANGER_SIGNS,
    KB,
    PATIENT,
    SPHINCTER_SIGNS,
    answers,
    assume_consistent,
    denied,
    numbers,
    people,
    times,
    without_contradictions,
    yes_no_unknown,
)

danger_signs = st.sampled_from(DANGER_SIGNS)


@pytest.mark.hazard("HAZ-001")
@times(6)
@given(answers(), danger_signs)
def test_one_more_danger_sign_never_makes_it_less_urgent(told, sign):
    worse = assume_consistent(told.with_answer(sign, True))
    assert urgency_of(KB, worse) >= urgency_of(KB, told)


@pytest.mark.hazard("HAZ-001")
@times(3)
@given(answers(), danger_signs, st.sampled_from([False, None]))
def test_turning_a_no_or_a_not_known_into_a_danger_sign_never_makes_it_less_urgent(
    told, sign, before
):
    better = assume_consistent(told.with_answer(sign, before))
    worse = assume_consistent(told.with_answer(sign, True))
    assert urgency_of(KB, worse) >= urgency_of(KB, better)


@pytest.mark.hazard("HAZ-001")
@times(3)
@given(answers(), danger_signs)
def test_by_the_rules_alone_one_more_danger_sign_never_makes_it_less_urgent(told, sign):
    worse = assume_consistent(told.with_answer(sign, True))
    assert triage(KB, worse).urgency >= triage(KB, told).urgency


@pytest.mark.hazard("HAZ-001")
@times(3)
@given(answers(), danger_signs)
def test_one_more_danger_sign_never_lowers_what_the_alarm_of_any_danger_asks_for(told, sign):
    worse = assume_consistent(told.with_answer(sign, True))
    before, after = alarms(KB, told), alarms(KB, worse)
    for id, alarm in before.items():
        assert asked_for(KB, id, after[id]) >= asked_for(KB, id, alarm), id


DIZZY = {"dizzy_spin_brief_position": True, "dizzy_neck_move": True, "duration_weeks": 3.0}


@pytest.mark.hazard("HAZ-020")
@given(answers(with_numbers=False), st.sampled_from(PATIENT))
def test_one_more_yes_never_takes_back_that_pain_comes_from_elsewhere(told, sign):
    person = Person(region=Region.NECK, age_years=50.0, sex=Sex.FEMALE)
    yes = {id: True for id, answer in told.given.items() if answer}
    told = without_contradictions(Answers(person, {**yes, **DIZZY}))
    assert points_elsewhere(KB, told)
    assert points_elsewhere(KB, without_contradictions(told.with_answer(sign, True)))
    assert urgency_of(KB, told) >= Urgency.ROUTINE


@pytest.mark.hazard("HAZ-001")
def test_no_rule_above_self_care_can_be_stopped_by_a_danger_sign():
    for flag in KB.red_flags.values():
        if flag.urgency > Urgency.SELF_CARE:
            assert set(calming_names(flag.when)) <= KB.settings.calming, flag.id


@pytest.mark.hazard("HAZ-001")
def test_only_the_answers_that_the_review_allowed_may_calm():
    # Evidence notes, section 11, "Answers that may calm"; a long duration in weeks or in words.
    assert KB.settings.calming <= {
        "body_aches_flu", "both_legs_long_stable", "duration_over_12w", "duration_over_4w",
        "duration_weeks", "leg_pain_walk_relief_sit", "prior_episodes", "kidney_stone_past",
        "pregnancy_scan_in_womb", "better_lying", "course_improving",
    }  # fmt: skip


@pytest.mark.hazard("HAZ-003")
@times(2)
@given(answers())
def test_what_is_not_known_counts_exactly_as_what_was_not_asked(told):
    known = Answers(told.person, {id: a for id, a in told.given.items() if a is not None})
    assert urgency_of(KB, told) is urgency_of(KB, known)
    assert points(KB, told) == points(KB, known)
    assert triage(KB, told).reasons == triage(KB, known).reasons


@pytest.mark.hazard("HAZ-003")
@times(2)
@given(answers(), st.sampled_from(PATIENT))
def test_not_known_never_counts_for_less_than_no(told, id):
    unknown = assume_consistent(told.with_answer(id, None))
    refused = assume_consistent(told.with_answer(id, False))
    if id in DANGER_SIGNS:
        assert urgency_of(KB, unknown) >= urgency_of(KB, refused)


@pytest.mark.hazard("HAZ-003")
@given(answers(), st.sampled_from(sorted(KB.settings.calming - {"duration_weeks"})))
def test_not_known_whether_something_calms_does_not_calm(told, calming):
    unknown = assume_consistent(told.with_answer(calming, None))
    refused = assume_consistent(told.with_answer(calming, False))
    for flag in (reason.flag for reason in triage(KB, refused).reasons):
        if calming in set(calming_names(flag.when)) and calming in names(flag.when):
            assert flag in [reason.flag for reason in triage(KB, unknown).reasons]


@pytest.mark.hazard("HAZ-001")
@times(2)
@given(answers(), st.randoms(use_true_random=False))
def test_the_order_of_the_answers_changes_nothing(told, chance):
    ids = list(told.given)
    chance.shuffle(ids)
    other = Answers(told.person, {id: told.given[id] for id in ids})
    assert urgency_of(KB, other) is urgency_of(KB, told)
    assert points(KB, other) == points(KB, told)
    step_by_step = Answers(told.person)
    for id in ids:
        step_by_step = step_by_step.with_answer(id, told.given[id])
    assert know(KB, step_by_step) == know(KB, told)


@pytest.mark.hazard("HAZ-001")
@times(1)
@given(answers())
@example(Answers(Person(region=Region.LOW_BACK, age_years=40.0), {"gait_unsteady": True}))
def test_probabilities_never_outvote_a_rule(told):
    found = assess(KB, told)
    assert found.urgency == max(found.by_rules, found.by_probability, found.by_care)
    assert found.urgency >= triage(KB, told).urgency
    assert found.urgency is urgency_of(KB, told)
    assert found.words is KB.urgency_words[found.urgency]


@pytest.mark.hazard("HAZ-001")
@times(2)
@given(st.data(), st.sampled_from(SPHINCTER_SIGNS))
@example(None, "bladder_retention")
def test_one_bladder_bowel_or_saddle_sign_is_an_emergency_for_everybody(data, sign):
    told = Answers(Person(region=Region.ARM_ONLY)) if data is None else data.draw(answers())
    assert urgency_of(KB, told.with_answer(sign, True)) is Urgency.NOW


@pytest.mark.hazard("HAZ-001")
@pytest.mark.parametrize("region", Region)
@pytest.mark.parametrize("sign", SPHINCTER_SIGNS)
def test_one_bladder_bowel_or_saddle_sign_alone_is_an_emergency(region, sign):
    for age in (None, 9.0, 17.0, 25.0, 40.0, 71.0, 95.0):
        for sex in (None, *Sex):
            told = Answers(Person(region=region, age_years=age, sex=sex), {sign: True})
            assert triage(KB, told).urgency is Urgency.NOW


@pytest.mark.hazard("HAZ-001")
def test_retention_in_an_old_man_is_an_emergency_even_when_all_else_is_denied():
    everything_else = tuple(id for id in PATIENT if id != "bladder_retention")
    for age in (55.0, 70.0, 85.0):
        told = Answers(
            Person(region=Region.LOW_BACK, age_years=age, sex=Sex.MALE),
            {**denied(everything_else), "bladder_retention": True},
        )
        assert urgency_of(KB, told) is Urgency.NOW


@pytest.mark.hazard("HAZ-001")
def test_a_sphincter_sign_is_never_explained_by_the_prostate():
    prostate = {id for id in KB.conditions if "prostat" in id}
    for arrow in KB.arrows:
        assert not (arrow.condition in prostate and arrow.finding in SPHINCTER_SIGNS)
    for link in KB.links:
        assert not (link.parent in prostate and link.child in SPHINCTER_SIGNS)
    for flag in KB.red_flags.values():
        if set(names(flag.when)) & set(SPHINCTER_SIGNS):
            assert "prostat" not in f"{flag.title} {flag.because} {flag.do} {flag.tell}".lower()


NEVER_AN_ORDINARY_CAUSE = (
    "cauda_equina_syndrome",
    "metastatic_cord_compression",
    "thoracic_cord_compression",
    "cervical_myelopathy",
    "spinal_infection",
    "spinal_epidural_abscess",
    "spinal_epidural_haematoma",
    "spinal_metastasis",
    "multiple_myeloma",
    "vertebral_compression_fracture",
    "traumatic_vertebral_fracture",
    "sacral_insufficiency_fracture",
    "cervical_fracture_instability",
    "aaa_symptomatic",
    "aortic_dissection",
)


@pytest.mark.hazard("HAZ-001")
@times(1)
@given(answers())
def test_a_danger_is_triaged_and_never_listed_as_an_ordinary_cause(told):
    found = assess(KB, told)
    listed = {c.id for c in (*found.causes, *found.modifiers)}
    listed |= {id for c in (*found.causes, *found.modifiers) for id, _ in c.members}
    dangers = {c.id for c in KB.conditions.values() if c.is_danger}
    assert not listed & dangers
    assert {d.id for d in found.dangers} <= dangers
    assert found.leader not in dangers


@pytest.mark.hazard("HAZ-001")
def test_every_grave_cause_is_marked_as_a_danger():
    for id in NEVER_AN_ORDINARY_CAUSE:
        assert KB.conditions[id].is_danger, id
    for group in KB.groups.values():
        assert not [id for id in group.members if KB.conditions[id].is_danger]


@pytest.mark.hazard("HAZ-008")
@pytest.mark.parametrize("region", Region)
def test_the_strongest_pain_alone_is_not_urgent(region):
    for age in (18.0, 35.0, 50.0, 75.0):
        for sex in Sex:
            person = Person(region=region, age_years=age, sex=sex)
            told = Answers(person, {"pain_severity": 10.0})
            assert urgency_of(KB, told) <= Urgency.ROUTINE, (age, sex)


@pytest.mark.hazard("HAZ-008")
@times(2)
@given(people(st.sampled_from([18.0, 33.0, 48.0, 60.0, 80.0])), numbers(), yes_no_unknown)
def test_stronger_pain_without_any_sign_beside_it_never_reaches_an_emergency(
    person, measured, severe
):
    told = Answers(person, {**measured, "pain_severity": 10.0, "onset_sudden": False})
    assume_consistent(told)
    assert urgency_of(KB, told) < Urgency.TODAY


@pytest.mark.hazard("HAZ-008")
@pytest.mark.parametrize("region", Region)
def test_somebody_who_denies_everything_is_not_alarmed(region):
    for age in (20.0, 40.0, 60.0, 80.0):
        for sex in Sex:
            told = Answers(
                Person(region=region, age_years=age, sex=sex),
                {**denied(PATIENT), "pain_severity": 5.0, "duration_weeks": 2.0},
            )
            told = Answers(told.person, {
                id: a for id, a in told.given.items() if KB.findings[id].derived_from is None
            })  # fmt: skip
            assert urgency_of(KB, told) <= Urgency.ROUTINE


WEAK_ALONE = (
    "night_pain",
    "weight_loss",
    "onset_gradual",
    "duration_over_12w",
    "trauma_minor",
    "osteoporosis_known",
    "morning_stiff_30",
    "fatigue",
    "low_mood",
    "poor_sleep",
)


@pytest.mark.hazard("HAZ-008")
@pytest.mark.parametrize("sign", WEAK_ALONE)
def test_a_single_weak_sign_is_never_an_emergency(sign):
    for age in (25.0, 45.0, 65.0, 80.0):
        told = Answers(Person(region=Region.LOW_BACK, age_years=age), {sign: True})
        is_fall_in_old_age = sign == "trauma_minor" and age >= 65  # weak bones: seen that day
        assert urgency_of(KB, told) < (Urgency.NOW if is_fall_in_old_age else Urgency.TODAY)


@pytest.mark.hazard("HAZ-015")
@times(2)
@given(people())
def test_age_sex_and_place_alone_never_ask_for_anything_in_an_adult(person):
    if person.age_years is not None and person.age_years < 18:
        return
    assert urgency_of(KB, Answers(person)) is Urgency.SELF_CARE


@pytest.mark.hazard("HAZ-015")
@times(2)
@given(answers())
def test_a_danger_whose_odds_no_answer_lifted_asks_for_nothing(told):
    for id, alarm in alarms(KB, told).items():
        if alarm.lift < KB.settings.least_lift:
            assert asked_for(KB, id, alarm) is Urgency.SELF_CARE


@pytest.mark.hazard("HAZ-001")
@pytest.mark.parametrize("case", [c for c in KB.cases if not c.known_gap], ids=lambda c: c.id)
def test_a_published_person_is_sent_where_they_should_have_been(case):
    found = urgency_of(KB, case_answers(case))
    assert case.urgency <= found <= case.at_most


@pytest.mark.hazard("HAZ-001")
def test_a_known_gap_says_why_and_few_are_left():
    gaps = [c for c in KB.cases if c.known_gap]
    assert all(len(c.known_gap) > 20 for c in gaps)
    assert len(gaps) <= len(KB.cases) / 4


@pytest.mark.hazard("HAZ-001")
def test_a_child_is_always_sent_to_a_clinician():
    for region in Region:
        for age in (0.0, 5.0, 12.0, 17.9):
            told = Answers(Person(region=region, age_years=age))
            assert urgency_of(KB, told) >= Urgency.ROUTINE
            assert assess(KB, told).place.value != "home"
