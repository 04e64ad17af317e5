"""What can one rely on when clinicians write in their own shorthand? Invented notes, all ours."""

from datetime import date

import pytest

from lumbago.loading import shipped
from lumbago.reading import Understanding, understand

KB = shipped()
TODAY = date(2026, 3, 5)


def read(text: str) -> Understanding:
    return understand(KB, text, TODAY)


def told(text: str) -> dict[str, object]:
    return dict(read(text).answers)


WEAKNESS = {"leg_weakness", "both_legs_weak", "arm_weakness"}


@pytest.mark.parametrize("level", ["L4/5", "L5/S1", "T12/L1", "l3/4", "C5/6", "L4/L5"])
@pytest.mark.parametrize("frame", ["disc protrusion {}, legs fine", "leg pain, disc bulge at {}"])
def test_a_level_of_the_spine_is_no_strength_and_no_side(level, frame):
    text = frame.format(level)
    assert not {id for id in WEAKNESS if told(text).get(id) is True}, text
    assert read(text).side is None, text


@pytest.mark.parametrize("power", ["power 4/5 in the left leg", "leg power L3/5 R5/5"])
def test_a_share_of_five_still_is_a_strength(power):
    assert told(power)["leg_weakness"] is True


@pytest.mark.hazard("HAZ-002")
@pytest.mark.parametrize("beside", ["absent reflexes", "absent ankle jerks", "negative cultures"])
@pytest.mark.parametrize(
    ("sign", "finding"),
    [
        ("legs weak", "both_legs_weak"),
        ("fever", "fever"),
        ("abdomen board-like", "rigid_belly"),
        ("urinary retention", "bladder_retention"),
    ],
)
def test_what_is_absent_beside_a_sign_does_not_deny_the_sign(sign, finding, beside):
    assert told(f"{sign} with {beside}")[finding] is True


@pytest.mark.parametrize("text", ["fever: absent", "fever absent today", "fever was absent"])
def test_a_sign_that_is_called_absent_is_denied(text):
    assert told(text)["fever"] is False


@pytest.mark.parametrize("text", ["walks 50 m", "calf pain at 200 m", "fell 5m from a ladder"])
def test_metres_are_no_man_and_no_age(text):
    assert read(text).sex is None
    assert read(text).age_years is None


def test_the_air_of_the_room_is_no_arthritis():
    assert "rheumatoid_known" not in told("sats 91% RA, HR 118")
    assert "rheumatoid_known" not in told("saturating 96% on RA")
    assert told("60F RA on MTX")["rheumatoid_known"] is True


def test_arrows_tell_what_is_up_and_what_is_reduced():
    assert told("plantars \u2191\u2191")["babinski"] is True
    assert told("CRP \u2191")["crp_raised"] is True
    assert told("\u2193 sensation in the left foot")["leg_numb_tingle"] is True


def test_of_two_places_that_share_a_pain_both_hurt():
    found = told("interscapular and lumbar pain")
    assert found["pain_mid_back"] is True
    assert found["pain_low_back"] is True
    assert "pain_low_back" not in told("My spine is sore between the shoulder blades")


def test_a_place_with_a_complaint_of_its_own_takes_none_from_before_the_comma():
    found = told("neck pain at 0400, left arm and leg weakness by 0600")
    assert found["arm_weakness"] is found["leg_weakness"] is True
    assert "radiates_arm" not in found
