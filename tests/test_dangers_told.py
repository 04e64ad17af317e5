"""What is read of falls, sums of tablets, despair and a healthy half of a sentence?

Each list of sentences was written before the grammar that reads it. The traps are sentences of
every day that hold the same words and must not be read so. All are ours and invented.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.loading import shipped
from lumbago.reading import danger_in, understand

KB = shipped()
HEIGHT_M = 1.0
STAIRS = 5
TABLET_MG, DAY_MG = 500, 4000


def answers(text):
    return understand(KB, text).answers


def said(text, finding):
    """Return yes, no or unsure as True, False and None, and "untold" where nothing is said."""
    return answers(text).get(finding, "untold")


# -- falls -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Fell approx 4 m from scaffold on Monday, low back pain since.",
        "I came off a ladder, about ten feet, and landed flat.",
        "He dropped 3 metres off the roof.",
        "I fell down 12 stairs last night.",
        "Fell down a dozen steps at the station.",
        "Tumbled down seven steps, now my neck is sore.",
        "A fall of 2 metres onto concrete.",
        "She had a 6 ft fall.",
        "Fell around 1.5m off a loading bay.",
        "He came down fifteen feet through the branches.",
        "I plunged some twenty feet into the quarry.",
        "Three metre drop onto gravel yesterday.",
        "Fell 120 cm off the stage.",
        "Went over the edge and fell nearly 5 metres.",
        "35 M, fell 2m, back pain.",
        "I slipped and fell about eight feet.",
        "The plank broke and I went down about three metres.",
        "Missed the top step and went down the whole flight.",
        "Toppled off a ladder, must have been nine or ten foot.",
        "I bumped down six or seven stairs on my coccyx.",
        "I slipped at the top and went down ten stairs.",
        "I was pushed down a flight of fifteen stairs.",
        "My dad dropped 3 metres off the roof and his back hurts.",
    ],
)
def test_a_fall_from_a_height_is_a_bad_fall(text):
    assert said(text, "trauma_major") is True


@pytest.mark.parametrize(
    "text",
    [
        "I fell over in the hall.",
        "I fell off the kerb and my back hurts.",
        "I fell down two steps and my bum hurts.",
        "Fell 3 m ago on ice.",
        "My blood sugar dropped 3 points.",
        "I can only walk 20 metres.",
        "After ten feet my legs ache.",
        "I walked 30 metres and fell.",
        "I dropped a 3 metre plank on my toe.",
        "My weight fell 5 kg.",
        "Fell from standing, half a metre from the sofa.",
        "I fell behind by 50 metres on the walk.",
        "I fell asleep 10 metres from the beach.",
        "My temperature fell 2 degrees.",
        "The ladder is 4 metres long and my back hurts when I carry it.",
        "I climb 12 stairs to my flat.",
        "Water dropped 2 metres from the pipe.",
        "I went down 20 steps carefully.",
        "My walking distance went down 50 metres.",
    ],
)
def test_no_bad_fall_is_read_of_a_small_one_or_of_a_distance(text):
    assert said(text, "trauma_major") is not True


@pytest.mark.parametrize(
    "text", ["I did not fall 4 metres.", "I have never fallen from 3 metres.", "No fall of 2 m."]
)
def test_a_fall_that_is_denied_did_not_happen(text):
    assert said(text, "trauma_major") is not True


def test_the_bad_fall_of_another_and_of_long_ago_is_not_read():
    assert said("My brother fell 4 metres, I have a sore back.", "trauma_major") is not True
    assert said("I fell 4 metres twenty years ago.", "trauma_major") is not True


@pytest.mark.parametrize(
    "text",
    [
        "I fell over in the hall.",
        "I fell off the kerb and my back hurts.",
        "I fell down two steps and my bum hurts.",
        "Fell half a metre off a step.",
        "Fell 40 cm from a stool.",
        "Caught my foot on the rug and went over.",
    ],
)
def test_a_low_fall_is_a_small_one(text):
    assert said(text, "trauma_minor") is True


@given(st.integers(1, 300), st.sampled_from(["fell {} cm", "a fall of {} cm", "dropped {} cm"]))
def test_a_fall_is_bad_from_one_metre_on(cm, words):
    assert (said(f"I had {words.format(cm)}.", "trauma_major") is True) == (cm / 100 >= HEIGHT_M)


@given(st.integers(2, 30))
def test_a_fall_down_steps_is_bad_from_five_on(count):
    assert (said(f"I fell down {count} steps.", "trauma_major") is True) == (count >= STAIRS)


# -- paracetamol -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Has had approx 30 x 500 mg paracetamol over 24 hours.",
        "I took 16 paracetamol since yesterday.",
        "Taking two paracetamol 500s every hour all day.",
        "I have had 12 g paracetamol.",
        "Paracetamol, three tablets four times a day.",
        "Paracetamol 1.5 g qds for a week.",
        "2 paracetamol every two hours.",
        "Staggered overdose: 24 paracetamol over 6 hours.",
        "20 tablets of paracetamol over two days.",
        "Took 5000 mg of paracetamol in one go.",
        "3 x 500 mg paracetamol six times a day.",
        "I swallow a pack of 16 paracetamol a day.",
        "Took a pack of 16 paracetamol last night.",
        "Ten Panadol yesterday alone.",
        "I take 2 paracetamol 500 mg every 3 hours day and night.",
        "Ibuprofen 400 mg tds and paracetamol 1 g six times daily.",
        "16 paracetamol today for pain in my left leg.",
        "Paracetamol, four at a time, every couple of hours.",
        "To much paracetomol, abuot 16 tablets today.",
        "Getting through a dozen paracetamol a day.",
        "4 x 500mg paracetamol every 4-6 hours.",
        "Up to 14 paracetamol daily for the last fortnight.",
    ],
)
def test_more_than_four_grams_of_paracetamol_in_a_day_are_too_much(text):
    assert said(text, "paracetamol_overuse") is True


@pytest.mark.parametrize(
    "text",
    [
        "2 x 500 mg paracetamol qds.",
        "Paracetamol 1 g four times a day.",
        "I take eight paracetamol a day.",
        "Paracetamol 500 mg tds for 20 days.",
        "I bought a pack of 16 paracetamol.",
        "She was prescribed 100 paracetamol tablets.",
        "I am 45, paracetamol does not help.",
        "I take 10 paracetamol a week.",
        "16 paracetamol over four days.",
        "Two paracetamol every four hours.",
        "Two paracetamol every 4-6 hours.",
        "Paracetamol for a couple of weeks, 2 tablets twice a day.",
        "On day 10 paracetamol was stopped.",
        "A couple of paracetamol a day.",
        "Paracetamol 1 g 6 hourly and ibuprofen 400 mg.",
        "Took paracetamol at 9 and at 12.",
        "Paracetamol 2 tablets at night for 10 weeks.",
        "I never take more than 8 paracetamol.",
        "After 20 minutes paracetamol works.",
        "Paracetamol 30/500 two at night.",
        "Aspirin 12 tablets left, paracetamol twice a day.",
        "Paracetamol, ibuprofen 400 mg tds, gabapentin 1800 mg tds.",
    ],
)
def test_no_more_than_four_grams_in_a_day_are_not_too_much(text):
    assert said(text, "paracetamol_overuse") is not True


@given(st.integers(1, 12), st.integers(1, 8))
def test_tablets_and_times_a_day_are_multiplied(count, times):
    told = said(f"I take {count} x 500 mg paracetamol {times} times a day.", "paracetamol_overuse")
    assert (told is True) == (count * times * TABLET_MG > DAY_MG)


@given(st.integers(3900, 4100))
def test_a_weight_of_paracetamol_is_held_against_four_grams(mg):
    told = said(f"I took {mg} mg of paracetamol today.", "paracetamol_overuse")
    assert (told is True) == (mg > DAY_MG)


@given(st.integers(2, 60), st.integers(1, 7))
def test_tablets_over_days_are_divided(count, days):
    told = said(f"I took {count} paracetamol over {days} days.", "paracetamol_overuse")
    assert (told is True) == (count * TABLET_MG / days > DAY_MG)


# -- despair -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "I can't do another winter of this.",
        "I cannot face another year like this.",
        "I don't think I can do another winter like this.",
        "What is the point of carrying on?",
        "Nobody helps. I'm done.",
        "Honestly, I am so done.",
        "I'm done with life.",
        "I'm done with it all.",
        "I'm done fighting.",
        "I'm done with all of it.",
        "Everyone at home would be better off if I wasn't here.",
        "There is no point going on.",
        "No point carrying on like this.",
        "I don't see the point in carrying on.",
        "Everybody would be better off.",
        "They would all be better off without me.",
        "My kids would be better off if I was gone.",
        "I won't be here by Christmas.",
        "I won't be around much longer.",
        "I do not plan to be here next year.",
        "I have started giving my things away.",
        "I gave away everything I own.",
        "I have been putting my affairs in order because I can't take this.",
    ],
)
def test_thoughts_of_ending_life_are_heard_when_told_indirectly(text):
    assert said(text, "suicidal_thoughts") is True
    assert danger_in(KB, text)


@pytest.mark.parametrize(
    "text",
    [
        "I have saved up my morphine.",
        "I hoarded tablets for when I cannot go on.",
        "I've been stockpiling my amitriptyline.",
        "There is a stash of pills in my drawer, enough to end it.",
        "I have written farewell letters to the children.",
        "The goodbye notes are written.",
        "I have left notes for the girls for when I am gone.",
        "I squirrelled away enough codeine.",
        "I keep back my tablets so that I have enough to finish it.",
    ],
)
def test_means_that_are_made_ready_are_a_plan(text):
    assert said(text, "suicide_plan_means") is True
    assert danger_in(KB, text)


@pytest.mark.parametrize(
    "text",
    [
        "I'm done with physio.",
        "I'm done with work at five.",
        "When I'm done my back is stiff.",
        "I am done at five and then I rest.",
        "I can't do another session.",
        "I can't face another night shift.",
        "I cannot do another winter of shovelling.",
        "I cannot do another year of this job.",
        "I saved my tablets for the flight.",
        "I saved up some tablets for the holiday.",
        "I am saving my tablets for bedtime.",
        "I saved up for a new mattress.",
        "There is no point going on holiday with this back.",
        "No point going on with physio.",
        "I would be better off with a new mattress.",
        "Everybody would be better off with a firmer bed.",
        "They would be better off doing yoga.",
        "I won't be here on Tuesday.",
        "The physio won't be here by Christmas.",
        "My results won't be here until next week.",
        "I gave away my dog because I cannot walk him.",
        "I am giving away old clothes.",
        "The doctor wrote me a letter.",
        "The letter came when I was on holiday.",
        "I said goodbye to my running shoes.",
        "The exercises are done.",
        "I'm done with the tablets.",
        "Everyone at work would be better off with a standing desk.",
    ],
)
def test_plain_idioms_are_no_thoughts_of_ending_life(text):
    assert said(text, "suicidal_thoughts") is not True
    assert said(text, "suicide_plan_means") is not True


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("I have not hoarded any tablets.", "suicide_plan_means"),
        ("No farewell letters, no plans.", "suicide_plan_means"),
    ],
)
def test_means_that_are_denied_are_no_plan(text, finding):
    assert said(text, finding) is not True


# -- a wrong "no" ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Femoral pulse palpable but popliteal and pedal pulses are not.",
        "Femoral pulses present, but the pedal pulses are not.",
        "Femoral pulses palpable whereas foot pulses are not.",
        "Left pulses palpable but the right are not.",
        "Left foot pulses are there but on the right they are not.",
        "Radial pulses are strong but the pulses in the feet are not.",
        "The femoral pulses are palpable but the pedals are not.",
    ],
)
def test_a_healthy_half_is_no_denial_of_the_other(text):
    assert said(text, "pulses_absent") is True


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Power in the left leg is normal but the right is not.", "leg_weakness"),
        ("My left leg is strong but my right one is not.", "leg_weakness"),
        ("Sensation is normal in the left foot but not in the right.", "leg_numb_tingle"),
    ],
)
def test_what_is_fine_on_one_side_is_not_denied_of_the_other(text, finding):
    assert said(text, finding) is not False


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Pulses palpable but the back is not any better.", "pulses_absent"),
        ("Foot pulses are palpable, but the pain is not going.", "pulses_absent"),
        ("My bladder is fine but my bowels are not.", "bladder_retention"),
    ],
)
def test_what_is_fine_stays_denied_where_something_else_is_not(text, finding):
    assert said(text, finding) in {False, "untold"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Temp 38.9, pulse 96, BP 110/70.", True),
        ("Temperature 38.6 HR 102 RR 18.", True),
        ("Fever of 39, pulse 96.", True),
        ("Temp 36.8, pulse 104.", False),
        ("Pulse 96, temp 36.9.", False),
        ("Sats 97, temp 38.4.", True),
        ("She has a fever and her sats are 98.", True),
        ("T 38.5 sats 96", True),
        ("Fever, heart rate of 100.", True),
        ("Temperature of 98.6 F.", False),
    ],
)
def test_a_value_belongs_to_the_test_on_its_left(text, value):
    assert said(text, "fever") is value


@pytest.mark.parametrize(
    "text",
    [
        "Straight leg raise is unrestricted.",
        "SLR full bilaterally.",
        "Straight leg raise is full and free.",
        "Straight leg raising free on both sides.",
        "SLR unlimited.",
        "Straight leg raise pain free to 80.",
        "SLR painless both sides.",
        "Straight leg raise normal.",
    ],
)
def test_a_leg_that_is_raised_freely_is_no_sign(text):
    assert said(text, "slr_positive") is False


@pytest.mark.parametrize(
    "text",
    ["Straight leg raise is restricted.", "SLR limited to 40.", "SLR not full.", "SLR 30 degrees."],
)
def test_a_leg_that_is_not_raised_freely_stays_a_sign(text):
    assert said(text, "slr_positive") is not False


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("The pain is in my low back, not past the bum.", "pain_buttock"),
        ("It never goes further than my buttock.", "pain_buttock"),
        ("Pain does not go beyond the buttock.", "pain_buttock"),
        ("It does not go below the groin.", "pain_groin"),
        ("I slept on it thinking it would be fine.", "poor_sleep"),
        ("Ask for your foot pulses to be felt.", "pulses_absent"),
        ("Femoral pulses palpable.", "pulses_absent"),
        ("Radial pulse is there.", "pulses_absent"),
        ("I thought a sleep would be fine.", "poor_sleep"),
        ("Thinking my bladder would be fine I waited.", "bladder_retention"),
    ],
)
def test_a_border_and_a_hope_deny_nothing(text, finding):
    assert said(text, finding) is not False


def test_pulses_of_the_foot_that_are_there_are_not_absent():
    assert said("Pedal pulses palpable.", "pulses_absent") is False
    assert said("Femoral, popliteal and foot pulses are palpable.", "pulses_absent") is False


def test_the_buttock_is_denied_where_it_is_named_itself():
    assert said("No pain in the buttock.", "pain_buttock") is False
    assert said("Pain does not go past the knee.", "radiates_below_knee") is False


@pytest.mark.parametrize(
    "text",
    [
        "I have a referral to spinal surgery.",
        "Referred to spine surgery last week.",
        "I am on the waiting list for back surgery.",
        "The surgeon offered a discectomy.",
        "We are considering spinal fusion.",
        "Booked for a laminectomy in May.",
        "Discussed lumbar decompression with the team.",
        "I declined back surgery.",
        "Awaiting spinal surgery.",
        "They mentioned a discectomy.",
        "Plan for spinal surgery next month.",
    ],
)
def test_an_operation_that_is_planned_is_not_past(text):
    assert said(text, "prior_back_surgery") is not True


@pytest.mark.parametrize(
    "text",
    [
        "I had back surgery in 2015.",
        "I mentioned my back surgery to the nurse.",
        "Referred to physio after spinal surgery.",
        "Discectomy in 2018, referred to pain clinic.",
        "Previous spinal fusion, waiting for physio.",
        "I was on the waiting list and then had back surgery.",
    ],
)
def test_an_operation_that_was_done_is_past(text):
    assert said(text, "prior_back_surgery") is True


# -- plain words -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("My lower back is in bits.", "pain_low_back"),
        ("My back is in pieces after the weekend.", "pain_low_back"),
        ("Me back's in ribbons.", "pain_low_back"),
        ("My lower back is shot.", "pain_low_back"),
        ("My lower back is killing.", "pain_low_back"),
        ("My neck is wrecked.", "pain_neck"),
        ("My neck is in bits.", "pain_neck"),
        ("My tailbone is killing me.", "pain_tailbone"),
        ("My tailbone is in bits.", "pain_tailbone"),
        ("It hurts right at the tip between my cheeks.", "pain_tailbone"),
        ("The little bone between my bum cheeks is sore.", "pain_tailbone"),
        ("Shaking and drenched in sweat all evening.", "chills_rigors"),
        ("I get sweats and shakes.", "chills_rigors"),
        ("Drenched in sweat every night.", "night_sweats"),
        ("I have been banging up for two years.", "iv_drug_use"),
        ("I was banging up gear last month.", "iv_drug_use"),
        ("I am shooting up again.", "iv_drug_use"),
        ("He has been using needles for drugs.", "iv_drug_use"),
        ("Back on the needle since spring.", "iv_drug_use"),
        ("I am using needles again.", "iv_drug_use"),
        ("I went back to using needles.", "iv_drug_use"),
        ("Pars stress fracture on MRI.", "scan_slip_or_pars"),
        ("MRI: L5 pars stress fracture.", "scan_slip_or_pars"),
        ("RTC yesterday, neck pain since.", "whiplash_crash"),
        ("Neck sore after a low speed RTA.", "whiplash_crash"),
        ("MVC on Friday and my neck is stiff.", "whiplash_crash"),
    ],
)
def test_plain_words_are_understood(text, finding):
    assert said(text, finding) is True


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("The chair is in bits.", "pain_low_back"),
        ("The jigsaw is in pieces on the table.", "pain_low_back"),
        ("My face tingles in both cheeks.", "pain_tailbone"),
        ("Pain between my cheek and my ear.", "pain_tailbone"),
        ("My hands shake when I hold a cup.", "chills_rigors"),
        ("I was sweating after the gym.", "night_sweats"),
        ("I sweat in the gym.", "chills_rigors"),
        ("Pain shooting up my back.", "iv_drug_use"),
        ("The pain keeps shooting up into my neck.", "iv_drug_use"),
        ("The acupuncturist was using needles.", "iv_drug_use"),
        ("I hurt my back banging up shelves.", "iv_drug_use"),
        ("The boxes kept banging up against my shin.", "iv_drug_use"),
        ("It is like pins and needles.", "iv_drug_use"),
        ("My physio does dry needling and uses needles in my back.", "iv_drug_use"),
        ("I use needles for my insulin.", "iv_drug_use"),
        ("I use needles to knit.", "iv_drug_use"),
        ("Pars stress fracture on MRI.", "scan_new_fracture"),
        ("Pars stress fracture on MRI.", "anxiety_stress"),
        ("Stress fracture of the foot in 2010.", "anxiety_stress"),
        ("A stress test of the heart was fine.", "anxiety_stress"),
        ("I drink gallons of water.", "alcohol_heavy"),
    ],
)
def test_the_same_words_of_something_else_are_not(text, finding):
    assert said(text, finding) is not True
