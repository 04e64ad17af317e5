"""Where does it hurt, when a text names several places or none?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.answers import Region
from lumbago.intake import read_answers
from lumbago.knowledge import Urgency
from lumbago.loading import shipped
from lumbago.reading import danger_in, located, understand

KB = shipped()

IN_THE_NECK = (
    "My arm is weak.",
    "My hands are clumsy and I drop things.",
    "I have pins and needles in my thumb.",
    "It hurts to turn my head.",
)
IN_THE_LOW_BACK = (
    "The pain shoots below my knee.",
    "My foot is numb and tingles.",
    "It hurts more when I sit or bend forward.",
    "My hip is stiff when I put on socks.",
)


def region_of(text):
    return located(KB, understand(KB, text)).region


@pytest.mark.parametrize(
    ("text", "region"),
    [("My low back hurts.", Region.LOW_BACK), ("My neck is sore.", Region.NECK)],
)
def test_the_only_place_that_is_named_stays_whatever_else_is_told(text, region):
    for more in (*IN_THE_NECK, *IN_THE_LOW_BACK):
        assert region_of(f"{text} {more}") is region


@given(st.sets(st.sampled_from(IN_THE_NECK), min_size=3))
def test_of_two_places_the_one_that_explains_the_rest_is_taken(signs):
    text = " ".join(sorted(signs))
    assert region_of(f"My low back hurts and my neck hurts too. {text}") is Region.NECK


@given(st.sets(st.sampled_from(IN_THE_LOW_BACK), min_size=3))
def test_and_the_other_way_round(signs):
    text = " ".join(sorted(signs))
    assert region_of(f"My neck hurts and my low back hurts too. {text}") is Region.LOW_BACK


def test_of_two_places_and_nothing_else_the_first_is_taken():
    assert region_of("My neck hurts, and so does my low back.") is Region.NECK
    assert region_of("My low back hurts, and so does my neck.") is Region.LOW_BACK


@pytest.mark.parametrize("text", ["Strong pain in my right flank.", "My tailbone hurts."])
def test_a_place_that_belongs_to_a_region_is_enough(text):
    assert region_of(text) is Region.LOW_BACK
    assert read_answers(KB, {"text": text, "age_years": 40}).person.region is Region.LOW_BACK


@pytest.mark.hazard("HAZ-001")
@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("22M headache, photophobia, neck stiffness, T 39.6, drowsy", Region.NECK),
        ("55M chest tightness and sweating", Region.MID_BACK),
        ("Epigastric pain that bores through to the back, vomiting", None),
        ("Sore throat, drooling, muffled voice, cannot extend the neck", Region.NECK),
        ("30F pelvic pain turning in bed, 28/40", Region.LOW_BACK),
    ],
)
def test_a_note_of_what_lies_at_a_place_is_read_to_its_end_and_not_refused(text, region):
    found = region_of(text)
    assert found is not None
    assert region is None or found is region


@pytest.mark.parametrize("text", ["I have a fever.", "I sleep badly.", "Hello.", ""])
def test_a_text_that_tells_of_no_place_names_none(text):
    assert region_of(text) is None


def test_the_region_points_to_the_words_that_name_it():
    text = "My low back hurts and my neck hurts too. My arm is weak. My hands are clumsy."
    fact = next(f for f in located(KB, understand(KB, text)).facts if f.name == "region")
    assert (fact.value, text[fact.start : fact.end]) == ("neck", fact.words)
    assert "neck" in fact.words


@pytest.mark.parametrize(
    "text",
    [
        "My back hurts and the MRI showed an epidural abscess.",
        "Back pain. The scan report says there is discitis.",
        "My back hurts, the CT shows an aortic aneurysm.",
        "My low back hurts, my legs are weak, and the MRI showed pressure on the spinal cord.",
    ],
)
def test_a_dangerous_scan_report_is_an_emergency_wherever_it_is_typed(text):
    assert danger_in(KB, text).urgency is Urgency.NOW


@pytest.mark.parametrize(
    "text",
    [
        "My back hurts. The MRI showed no epidural abscess and no cord compression.",
        "My back hurts. The X-ray showed bone spurs and worn discs.",
        "My back hurts. The scan showed a disc bulge.",
    ],
)
def test_a_harmless_scan_report_is_none(text):
    assert danger_in(KB, text).urgency < Urgency.TODAY


def test_an_ache_of_the_whole_body_is_not_taken_for_an_arm_or_a_leg_alone():
    told = "My whole body aches and my arms tingle."
    assert region_of(told) not in {Region.ARM_ONLY, Region.LEG_ONLY}
