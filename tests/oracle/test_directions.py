"""Which way an answer must move a belief, whatever the numbers are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.answers import Answers, Person, Region, Sex
from lumbago.facts import know
from lumbago.knowledge import ArrowKind
from lumbago.network import look_ahead, posterior
from lumbago.network.model import enter, stratum
from tests.strategies import KB, YES_NO, adult_ages, answers, people, sexes

EFFECTS = {(a.condition, a.finding) for a in KB.arrows if a.kind is ArrowKind.EFFECT}
FRACTURES = ("vertebral_compression_fracture", "sacral_insufficiency_fracture", "hip_fracture")
INFECTIONS = ("spinal_infection", "spinal_epidural_abscess")


@pytest.mark.parametrize("region", Region)
def test_a_no_as_the_only_evidence_never_raises_a_condition_that_has_that_arrow(region):
    nobody = Answers(Person(region=region))
    network = stratum(KB, region)
    known = know(KB, nobody)
    asked = [f for f in network.findings if f not in known.facts]
    ahead = look_ahead(KB, network, enter(network, known, nobody.person), asked)
    for k, finding in enumerate(asked):
        for j, condition in enumerate(network.conditions):
            if (condition, finding) in EFFECTS:
                assert ahead.on_no[j, k] <= ahead.now[j] + 1e-12, (condition, finding)
                assert ahead.on_yes[j, k] >= ahead.now[j] - 1e-9, (condition, finding)


@given(answers(people(adult_ages)))
def test_known_osteoporosis_never_lowers_a_fracture(told):
    told = told.without("osteoporosis_known").without("gate_bone")
    before = posterior(KB, told)
    after = posterior(KB, told.with_answer("osteoporosis_known", True))
    for fracture in FRACTURES:
        if fracture in before:
            assert after[fracture] >= before[fracture] - 1e-12


@given(answers(st.builds(Person, region=st.sampled_from(Region), age_years=adult_ages,
                         sex=st.just(Sex.MALE))))  # fmt: skip
def test_male_sex_gives_zero_for_what_only_a_womb_can_have(told):
    found = posterior(KB, told)
    for id in (
        "ectopic_pregnancy",
        "early_pregnancy_bleeding_miscarriage",
        "pregnancy_complication",
        "pelvic_girdle_pain_pregnancy",
        "endometriosis",
    ):
        if id in found:
            assert found[id] == 0, id


@given(answers(st.builds(Person, region=st.sampled_from(Region), age_years=st.just(25.0),
                         sex=sexes)))  # fmt: skip
def test_at_25_polymyalgia_and_giant_cell_arteritis_are_as_good_as_impossible(told):
    found = posterior(KB, told)
    for id in ("polymyalgia_rheumatica", "giant_cell_arteritis"):
        if id in found:
            assert found[id] == 0, id


@given(answers(), st.sampled_from(YES_NO), st.booleans())
def test_an_answer_taken_back_returns_the_earlier_belief(told, id, answer):
    before = told.without(id)
    posterior(KB, before.with_answer(id, answer))
    again = posterior(KB, before.with_answer(id, answer).without(id))
    assert again == posterior(KB, before)


@pytest.mark.parametrize("region", [Region.LOW_BACK, Region.MID_BACK, Region.NECK])
def test_fever_with_cough_and_aches_makes_a_spine_infection_less_likely_than_fever_alone(region):
    somebody = Answers(Person(region=region))
    fever = posterior(KB, somebody.with_answer("fever", True))
    flu = posterior(
        KB,
        somebody.with_answers({"fever": True, "cough_new": True, "body_aches_flu": True}),
    )
    for id in INFECTIONS:
        if id in fever:
            assert flu[id] < fever[id] / 2


@given(answers(people(adult_ages)), st.sampled_from(sorted({f for _, f in EFFECTS})))
def test_every_belief_is_a_probability(told, id):
    found = np.array(list(posterior(KB, told.with_answer(id, True)).values()))
    assert ((found >= 0) & (found <= 1)).all()
    assert np.isfinite(found).all()
