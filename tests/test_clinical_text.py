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


@pytest.mark.hazard("HAZ-002")
@pytest.mark.parametrize("well", ["5/5", "is full", "normal", "intact"])
@pytest.mark.parametrize("where", ["upper limbs", "arms", "both arms"])
def test_strong_arms_in_a_note_deny_no_weak_leg(well, where):
    assert told(f"Power {well} in the {where}").get("leg_weakness") is not False


@pytest.mark.parametrize("well", ["5/5", "full", "normal"])
def test_strong_limbs_deny_weakness_of_arms_and_legs(well):
    found = told(f"Power {well} in all four limbs")
    assert found["arm_weakness"] is found["leg_weakness"] is False


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("L5/S1 microdiscectomy 3/52 ago", "spinal_procedure_recent"),
        ("two weeks after a lumbar puncture", "spinal_procedure_recent"),
        ("day 9 after right hip replacement", "surgery_immobile_4w"),
        ("hysterectomy 10 days ago", "surgery_immobile_4w"),
    ],
)
def test_an_operation_is_recent_by_the_time_that_is_told_of_it(text, finding):
    assert told(text)[finding] is True


@pytest.mark.parametrize("ago", ["3 years ago", "in 2009", "6/12 ago", "five months ago"])
@pytest.mark.parametrize("operation", ["discectomy", "hip replacement", "lumbar fusion"])
def test_an_operation_of_long_ago_is_not_recent(operation, ago):
    found = told(f"PSH: {operation} {ago}, now back pain")
    assert found.get("spinal_procedure_recent") is not True
    assert found.get("surgery_immobile_4w") is not True


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("BP 178/96 right arm, 131/80 left arm", True),
        ("BP is 190/105 in the right arm and 148/90 in the left", True),
        ("BP 124/80 R arm, 120/82 L arm", False),
        ("BP 178/96 in the right arm", False),
        ("power 4/5 right arm, 5/5 left arm", False),
    ],
)
def test_pressures_of_the_two_arms_are_compared(text, is_told):
    assert (told(text).get("arm_pulse_bp_differ") is True) is is_told


def test_a_list_of_tests_that_is_called_normal_is_normal():
    found = told("FBC, ESR, CRP and bone profile all normal")
    assert found["crp_raised"] is found["esr_over_20"] is False
    assert "crp_raised" not in told("CRP, ESR sent, power normal")
    assert "crp_raised" not in told("CRP, ESR. Normal gait.")


@pytest.mark.hazard("HAZ-002")
def test_a_second_denial_is_not_turned_round_by_the_first():
    found = told("There is no night pain, no fever and no leg pain.")
    assert found["radiates_below_knee"] is found["fever"] is False
    assert told("no deficit and bladder function is normal")["gate_bladder"] is False
    for reserve in (
        "I do not think my bladder is fine",
        "no idea whether and if my bladder is fine",
    ):
        assert told(reserve).get("gate_bladder") is not False


@pytest.mark.parametrize(
    "who", ["a 45-year-old teacher", "this retired coach", "a 30-year-old mother of two"]
)
def test_a_patient_called_by_a_calling_is_the_patient(who):
    assert told(f"Please see {who} with fever and neck pain")["fever"] is True


@pytest.mark.parametrize("who", ["my teacher", "his 60-year-old brother", "her retired father"])
def test_somebody_of_the_patient_is_not_the_patient(who):
    assert told(f"{who} had cancer").get("cancer_history") is not True


def test_how_long_a_complaint_has_lasted_may_stand_before_it():
    assert told("two years of intermittent aching in the back")["duration_weeks"] == pytest.approx(
        104, 0.1
    )
    assert "duration_weeks" not in told("six weeks of physio for back pain")


def test_stiffness_before_noon_is_told_by_two_letters_and_i_am_stiff_is_not():
    assert told("AM stiffness 2h")["morning_stiffness_minutes"] == 120
    assert "morning_stiffness_minutes" not in told("I am stiff after an hour in the car")


@pytest.mark.hazard("HAZ-002")
def test_no_change_of_the_bladder_is_no_change_until_a_change_is_told():
    assert told("There has been no change in bladder habit")["gate_bladder"] is False
    assert told("no change in bladder habit until yesterday")["gate_bladder"] is not False
    assert told("I noticed a change in bladder control")["gate_bladder"] is True


def test_a_comma_parts_thousands_and_is_a_decimal_point_elsewhere():
    assert told("lipase 1,840 U/L")["lipase_raised"] is True
    assert told("WBC 16,200/mm3")["white_cells_raised"] is True
    assert told("temp 38,9")["fever"] is True
    assert "creatinine_raised" not in {k for k, v in told("creatinine 0,9 mg/dl").items() if v}
