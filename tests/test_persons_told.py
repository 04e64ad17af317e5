"""Who is told of, how old and of which sex; and which numbers, nouns and times are not theirs.

All sentences are ours and invented. The first half must be read, the second half are traps.
"""

from datetime import date

import pytest

from lumbago.loading import shipped
from lumbago.reading import understand

KB = shipped()
TODAY = date(2026, 11, 29)


def read(text):
    return understand(KB, text, TODAY)


def weeks(text):
    return read(text).answers.get("duration_weeks")


# -- what is told -------------------------------------------------------------------------------

OF_A_RELATIVE = (
    ("My uncle is very stiff. He's 66 and can't get out of bed.", 66, "male"),
    ("Mum's 77. She slipped on the ice and her hip hurts.", 77, "female"),
    ("My gran is eighty-four and fell in the bath.", 84, "female"),
    ("dad, who's now 73, has had low back pain since he fell", 73, "male"),
    ("Our granddad just turned 90 and he has pain in his chest.", 90, "male"),
    ("Writing for my sister, shes 31, her neck is stiff and she has a fever", 31, "female"),
    ("Dad's 69. I found him on the floor, he can't feel his legs.", 69, "male"),
    ("My wife (44) has terrible back pain and can't pee.", 44, "female"),
    ("He is fifty two. He cannot lift his foot.", 52, "male"),
    ("My hubby's about 60, his back is agony and he is sweating.", 60, "male"),
)
BY_A_NOUN = (
    ("Chap of 57 here, neck pain for a month", 57, "male"),
    ("Lass of 19, my back went at the gym", 19, "female"),
    ("I'm a gent of 70 and my legs ache when I walk", 70, "male"),
    ("a 51 fella with sciatica", 51, "male"),
    ("im a 26 girl and my neck hurts", 26, "female"),
    ("Widower of 81 with pain in the ribs", 81, "male"),
    ("As a 48 year old woman I am fed up with my back", 48, "female"),
    ("I am a widow, 66, and my back has a new hump", 66, "female"),
    ("Mum of two, 37, low back pain since the birth", 37, "female"),
    ("Low back pain after digging. Woman, 55.", 55, "female"),
    ("Stiff neck, two days. Lad 22", 22, "male"),
)
NUMBER_FIRST = (
    ("36, on the pill, my calf is swollen", 36, "female"),
    ("52, chap, sore back", 52, "male"),
    ("24, lass, neck pain after a crash", 24, "female"),
    ("47, office job, back pain for 3 weeks", 47, None),
    ("68. Diabetic. My feet are numb.", 68, None),
    ("59, female, pain between the shoulder blades", 59, "female"),
    ("Hi, 41 here, lower back is killing me", 41, None),
    ("Forty-three, builder, back went this morning", 43, None),
)
TURNED = (
    ("Just turned 61, stiff every morning", 61, None),
    ("I turned 45 last month and my hip aches", 45, None),
    ("im 39 work in a shop my back is sore", 39, None),
    ("I'm a dad of four, 38, with a sore neck", 38, "male"),
    ("I am a 71-year-old grandmother with hip pain", 71, "female"),
    ("My little girl, 8, has back pain at night.", 8, "female"),
    ("42 & male, neck pain", 42, "male"),
    ("Am 37, work in kitchen, my neck hurts", 37, None),
    ("Hello. 49. Plumber. My back hurts.", 49, None),
    ("My father-in-law is 86 and his hip hurts.", 86, "male"),
    ("I'm Joan, 61, my knees and back ache", 61, None),
    ("my brothers 33 and has been sweating with chest pain", 33, "male"),
    ("I am being 47 years, male, pain in neck", 47, "male"),
    ("Retired fireman, 69, both calves hurt", 69, "male"),
    ("Just gone 58, gardener, my back aches", 58, None),
    ("Back pain, fever, 48F", 48, "female"),
    ("Ringing about a lady of 87 who fell off the toilet", 87, "female"),
    ("51 and retired, my back locked", 51, None),
    ("Male 37 inflammatory back pain", 37, "male"),
)
BY_CLINICIANS = (
    ("F, 47, LBP 3/52", 47, "female"),
    ("M/62, acute retention", 62, "male"),
    ("63/F known OA, low back pain", 63, "female"),
    ("29 yr G2P1, 20/40, pelvic pain", 29, "female"),
    ("44 yrs M, back pain", 44, "male"),
    ("81yo F fall from standing", 81, "female"),
    ("F38 with neck pain", 38, "female"),
    ("Low back pain after lifting. M, 33.", 33, "male"),
    ("Patient 58 years, male, chest pain", 58, "male"),
    ("Age 39; sex: F. Headache.", 39, "female"),
)
BY_LEARNERS = (
    ("I have 33 years, I am woman, my back is hurting", 33, "female"),
    ("I have 46 years old and pain of the neck", 46, None),
    ("My age is 54. I am man. Pain in back.", 54, "male"),
    ("me 28 years, girl, back pain much", 28, "female"),
    ("I am 61 years, my neck is stiff", 61, None),
)
TOLD = (*OF_A_RELATIVE, *BY_A_NOUN, *NUMBER_FIRST, *TURNED, *BY_CLINICIANS, *BY_LEARNERS)


@pytest.mark.parametrize(("text", "age", "sex"), TOLD)
def test_the_age_and_the_sex_of_who_hurts_are_read(text, age, sex):
    got = read(text)
    assert (got.age_years, got.sex) == (age, sex)


# -- traps --------------------------------------------------------------------------------------

OF_ANOTHER = (
    ("My mum, 72, had breast cancer. My back hurts.", None, None),
    ("I have neck pain. My dad is 80 and has arthritis.", None, None),
    ("I lifted my 3 year old and my back went", None, None),
    ("A man of 60 drove into my car and now my neck hurts", None, None),
    ("I nurse a lady of 88 and my back aches from lifting her", None, None),
    ("I move like a 90 year old, my back is so stiff", None, None),
    ("I feel as stiff as an 85 year old man", None, None),
    ("My mattress is 15 years old and my back hurts", None, None),
    ("I've a 20 year old scar on my back", None, None),
    ("I have two boys, 6 and 9, and my back aches", None, None),
    ("My back went when the girl at the gym let go of the bar", None, None),
    ("My husband is 50 and says I should see someone about my back", None, None),
    ("I'm 44, my mum is 70 and had the same back pain", 44, None),
    ("I am his wife, 45. His back is agony and he can't pee.", None, "male"),
    ("My brother had it at 30. My back is stiff every morning.", None, None),
    ("As a man I'm 51 but I walk like a woman of 80, my back is bad", 51, "male"),
)
OF_ANOTHER_STILL = (
    ("My osteopath, a chap of 31, says it is muscular. My back aches.", None, None),
    ("I'm 44, mum had the same back pain", 44, None),
    ("I had measles aged 6. My neck is stiff.", None, None),
    ("Can a 25 year old have this? My back is stiff.", None, None),
    ("My wife has shingles but my own skin is fine", None, None),
    ("I helped my mum, 68, move house and now can't straighten up", None, None),
    ("My daughter is 5 and had a fever; my own back is what hurts", None, None),
)
NO_AGE = (
    "My pain is 7, sometimes 8, in the low back",
    "I'm 38 weeks pregnant and my back hurts",
    "My sister is 34 and pregnant and I have sciatica",
    "I am 50% better but my back still aches",
    "He was in room 45 with back pain",
    "I take 30 mg of codeine for my back",
    "I can walk 20, maybe 30 metres, then my legs hurt",
    "20 minutes, then my legs give way",
    "BP 90/60, HR 45, back pain",
    "She has a temperature of 39 and back pain",
    "I'm 12 stone and my knees and back hurt",
    "I was 25 when my back first went",
    "My back pain began at 40",
    "My back has hurt since I was about twenty",
    "12 May, my back went",
    "I'm 5 foot 10 and my back aches",
    "I am 2 weeks post op and my back is sore",
    "She is in her 60s with neck pain",
    "Cobb 45, thoracic curve, back pain",
    "I drove down the M25 and my back seized",
    "ICD M54, low back pain",
    "My back hurts at L5 and at T12",
    "My back locks at about 30 degrees",
    "On a scale of 100 my back is 60",
    "I lifted 45, then 50 kilos and my back went",
    "15, 20, 30 times a day my back spasms",
    "Bus 48 braked and I hurt my neck",
    "She is 38 weeks pregnant and her back hurts",
    "Woman, 20 weeks, pelvic pain",
    "F, 12 weeks after a birth, pelvic pain",
    "Male 16 weeks of sciatica",
    "He is 80 kg and his back hurts",
    "30 degrees, then his back locks",
)


@pytest.mark.parametrize(("text", "age", "sex"), [*OF_ANOTHER, *OF_ANOTHER_STILL])
def test_the_age_and_the_sex_of_another_or_of_a_thing_are_not_the_patients(text, age, sex):
    got = read(text)
    assert (got.age_years, got.sex) == (age, sex)


@pytest.mark.parametrize("text", NO_AGE)
def test_a_number_of_something_else_is_no_age(text):
    assert read(text).age_years is None


@pytest.mark.hazard("HAZ-019")
@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Mum's 70. I found her on the floor. Mum cannot feel her legs.", "leg_numb_tingle"),
        ("My wife (44) has chest pain and I'm so worried", "pain_chest"),
        ("My dad has back pain. I think he has a fever.", "pain_low_back"),
        ("Dad cannot pass water. Should I give him my back pain pills?", "bladder_retention"),
        ("Mum can't pee. Can I give her some of my pain tablets?", "bladder_retention"),
    ],
)
def test_what_who_only_watches_tells_of_a_relative_is_the_relatives(text, finding):
    assert read(text).answers.get(finding) is True


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("My mum has breast cancer. My neck is numb.", "cancer_history"),
        ("My dad has a bad heart. My back hurts.", "heart_disease_known"),
        ("My wife has shingles but my own skin is fine", "rash_blisters_strip"),
    ],
)
def test_what_a_relative_has_is_not_had_by_who_tells_of_an_own_pain(text, finding):
    assert read(text).answers.get(finding) is None


# -- times --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "I have 38 years, my back hurts",
        "Woman, 38 years, back pain",
        "me 28 years, girl, back pain much",
        "I am 61 years, my neck is stiff",
        "Low back pain. Man of 50 years.",
    ],
)
def test_the_years_of_an_age_are_not_those_of_the_pain(text):
    assert read(text).age_years
    assert weeks(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "I used heroin for six years. My back hurts.",
        "I've been on methadone for six years, back hurts",
        "I have worked as a porter for 12 years and lift a lot. My back hurts.",
        "I've been a roofer for 20 years. My back hurts.",
        "I smoked for 30 years. My back hurts.",
        "I've been clean for four years. My back hurts.",
        "I've taken tablets for thyroid for 8 years. My back hurts.",
        "I've worn glasses for 25 years. My back hurts.",
        "He has been my husband for 30 years and his back hurts",
        "We emigrated 11 years ago. My back hurts.",
        "We have lived here for 10 years. My back hurts.",
        "I turned 45 last month and my hip aches",
        "He turned 66 in May and his hip aches",
        "I drove lorries for 15 years. My back hurts.",
    ],
)
def test_the_years_of_a_habit_or_a_job_are_not_those_of_the_pain(text):
    assert weeks(text) is None


@pytest.mark.parametrize("text", ["I'm 50 in March, my hip aches", "My hip hurts 24/7"])
def test_a_birthday_to_come_or_all_day_long_is_no_length(text):
    assert weeks(text) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("I have had this pain in my back for 6 years", 313),
        ("I've been in agony with my back for 2 years", 104),
        ("It's been a misery for 3 weeks, my back", 3),
        ("Back pain for 2 years, I work as a porter", 104),
        ("I have worked with back pain for 5 years", 261),
    ],
)
def test_the_time_of_a_pain_stays_beside_a_job_or_an_age(text, wanted):
    assert weeks(text) == pytest.approx(wanted, rel=0.02)


@pytest.mark.parametrize(
    "text",
    [
        "I fell in February. My back has hurt for 10 weeks.",
        "My back has hurt for 10 weeks. I fell in February.",
        "Fell off a ladder in March, back pain for 10 weeks",
    ],
)
def test_a_length_that_is_stated_goes_before_the_month_of_a_fall(text):
    assert weeks(text) == 10


def test_a_month_alone_still_tells_since_when_it_hurts():
    assert weeks("My back has hurt since October") == pytest.approx(59 / 7, rel=0.02)
