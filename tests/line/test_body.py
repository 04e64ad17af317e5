"""Marks on the body: where it mainly hurts, and each place as a finding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.answers import Person, Region
from lumbago.body import (
    FINDING_OF,
    GROUPS,
    MIDDLE,
    PAIRED,
    Marks,
    all_places,
    answer_marks,
    follows_from_marks,
    name_of,
    region_of,
    side_of,
)
from lumbago.drawings import REGIONS
from lumbago.interview import places
from lumbago.loading import shipped
from lumbago.triage import triage

KB = shipped()
PLACES = st.sampled_from(all_places())
MARKS = st.builds(Marks, PLACES, st.frozensets(PLACES, max_size=6))


def taken(marks: Marks):
    region = region_of(marks)
    assert region is not None
    return answer_marks(KB, Person(region=region, age_years=45), marks).given


def test_the_places_are_those_of_the_drawing():
    assert set(all_places()) == {region.id for region in REGIONS}
    assert {p: side_of(p) or "middle" for p in all_places()} == {
        region.id: region.side.value for region in REGIONS
    }


def test_each_place_stands_in_one_group():
    grouped = [name for names in GROUPS.values() for name in names]
    assert sorted(grouped) == sorted((*MIDDLE, *PAIRED))


def test_every_place_that_the_interview_asks_for_can_be_marked():
    assert set(places()) <= set(FINDING_OF.values())
    assert set(follows_from_marks()) <= set(KB.findings)


@pytest.mark.parametrize(
    ("main", "others", "region"),
    [
        ("low_back", (), Region.LOW_BACK),
        ("flank_left", (), Region.LOW_BACK),
        ("shoulder_blade_right", (), Region.MID_BACK),
        ("throat", (), Region.NECK),
        ("calf_left", (), Region.LEG_ONLY),
        ("buttock_left", (), Region.LEG_ONLY),
        ("calf_left", ("low_back",), Region.LOW_BACK),
        ("calf_left", ("neck", "mid_back"), Region.MID_BACK),
        ("hand_right", (), Region.ARM_ONLY),
        ("hand_right", ("neck", "low_back"), Region.NECK),
        ("chest", ("mid_back",), Region.MID_BACK),
        ("head", ("neck",), Region.NECK),
        ("pelvis", ("thigh_front_left",), Region.LEG_ONLY),
        ("jaw", ("upper_arm_left",), Region.ARM_ONLY),
        ("chest", (), None),
        ("abdomen_upper", ("head",), None),
    ],
)
def test_the_back_or_neck_leads_wherever_it_hurts(main, others, region):
    assert region_of(Marks(main, frozenset(others))) is region


@given(MARKS)
def test_a_mark_is_a_yes_and_only_a_place_is_ever_denied_for_want_of_one(marks):
    region = region_of(marks)
    if region is None:
        return
    answers = taken(marks)
    assert {id for id, a in answers.items() if a is False} <= set(places())
    below = marks.names & {"shin", "calf", "foot"}
    for name in marks.names & set(FINDING_OF):
        finding = FINDING_OF[name]
        own = KB.settings.strata.get(region)
        if finding != own and not (
            finding == "radiates_thigh" and (below or "knee" in marks.names)
        ):
            assert answers[finding] is True, name


@given(MARKS, PLACES)
def test_one_more_mark_never_makes_it_less_urgent_by_the_rules(marks, place):
    more = Marks(marks.main, marks.others | {place})
    fewer_at, more_at = region_of(marks), region_of(more)
    if fewer_at is None or more_at is None:
        assert fewer_at is None
        return
    for age in (30, 70):
        fewer = answer_marks(KB, Person(region=fewer_at, age_years=age), marks)
        all_of_them = answer_marks(KB, Person(region=more_at, age_years=age), more)
        assert triage(KB, all_of_them).urgency >= triage(KB, fewer).urgency


@given(MARKS)
def test_the_side_of_a_mark_changes_nothing_but_the_left_arm(marks):
    flip = {"left": "right", "right": "left", "": ""}

    def mirrored(place: str) -> str:
        return f"{name_of(place)}_{flip[side_of(place)]}" if side_of(place) else place

    if region_of(marks) is None:
        return
    other = Marks(mirrored(marks.main), frozenset(map(mirrored, marks.others)))
    mine, theirs = dict(taken(marks)), dict(taken(other))
    mine.pop("radiates_jaw_left_arm", None)
    theirs.pop("radiates_jaw_left_arm", None)
    assert mine == theirs


def test_pain_past_the_knee_is_not_pain_that_stops_above_it():
    answers = taken(Marks("low_back", frozenset({"thigh_back_left", "calf_left"})))
    assert answers["radiates_below_knee"] is True
    assert answers["radiates_thigh"] is False


def test_pain_at_the_knee_leaves_open_whether_it_goes_past_it():
    answers = taken(Marks("low_back", frozenset({"thigh_back_left", "knee_left"})))
    assert "radiates_below_knee" not in answers
    assert "radiates_thigh" not in answers


@pytest.mark.hazard("HAZ-001")
def test_a_mark_on_both_legs_is_the_danger_sign_of_both_legs():
    both = taken(Marks("low_back", frozenset({"thigh_back_left", "calf_right"})))
    assert both["bilateral_leg_symptoms"] is True
    one = taken(Marks("low_back", frozenset({"thigh_back_left", "calf_left"})))
    assert "bilateral_leg_symptoms" not in one


def test_a_hand_with_a_neck_is_pain_that_runs_down_the_arm():
    answers = taken(Marks("neck", frozenset({"hand_right"})))
    assert answers["radiates_arm"] is True
    assert answers["radiates_below_elbow"] is True


@pytest.mark.parametrize("place", ["upper_arm_left", "jaw", "hand_left"])
def test_the_left_arm_and_the_jaw_are_told_with_the_chest(place):
    assert taken(Marks("mid_back", frozenset({place})))["radiates_jaw_left_arm"] is True


def test_the_lowest_mark_is_told_for_each_limb():
    marks = Marks(
        "low_back", frozenset({"buttock_left", "calf_left", "thigh_back_right", "hand_left"})
    )
    assert marks.lowest == ("calf_left", "hand_left", "thigh_back_right")
