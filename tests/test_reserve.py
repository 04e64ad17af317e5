"""What can one rely on when a text says that something is fine? All sentences are ours."""

import pytest

from lumbago.loading import shipped
from lumbago.reading import understand
from lumbago.reading.lexicon import dangers

KB = shipped()
HEALTHY = (
    "my bladder is fine", "my bowel is fine", "my gait is normal", "my balance is good",
    "my speech is fine", "my breathing is ok", "my grip is good", "my temperature is normal",
    "my arms feel fine", "my legs feel normal", "peeing is fine", "my legs are strong",
    "my waterworks are fine",
)  # fmt: skip
SUBJECTS = (
    "my bladder", "my bowel", "my gait", "my balance", "my speech", "my breathing", "my grip",
    "my temperature", "my blood pressure", "the feeling in my legs", "my leg strength",
    "my appetite", "my weight", "peeing", "my power", "going to the loo", "my waterworks",
)  # fmt: skip
RESERVES = (
    "was fine until yesterday", "was fine before this", "used to be fine",
    "was normal at first", "is a good deal worse", "is perfectly useless", "is well off",
    "is a great effort", "is good for nothing", "is no good", "is not as good as it was",
    "is far from normal", "is anything but normal", "is never normal", "isn't normal",
    "is not quite normal", "needs to be good", "is fine when I sit but not when I walk",
    "should be fine", "would be fine if it stopped", "is hardly fine", "is nearly normal",
    "is only fine in the morning", "is back to normal", "was alright last week",
    "was good, now bad", "is good on some days only", "is it normal?",
)  # fmt: skip


def denied_dangers(text):
    answers = understand(KB, text).answers
    return {id for id, value in answers.items() if value is False} & dangers(KB)


@pytest.mark.hazard("HAZ-003")
@pytest.mark.parametrize("reserve", RESERVES)
def test_what_is_fine_only_with_a_reserve_denies_no_danger(reserve):
    for subject in SUBJECTS:
        assert not denied_dangers(f"{subject} {reserve}"), subject


@pytest.mark.parametrize("text", HEALTHY)
def test_what_is_plainly_fine_is_still_denied(text):
    assert denied_dangers(text)
    assert denied_dangers(f"{text}, and my back hurts")


@pytest.mark.hazard("HAZ-003")
@pytest.mark.parametrize(
    "text",
    [
        "walking is good",
        "I can walk fine",
        "no trouble walking",
        "full strength paracetamol",
        "strong pain in both legs, my legs have strong cramps",
        "I can feel the bottom of my spine",
        "I live on the continent",
        "no temperature was taken",
        "my legs feel unchanged",
        "looks well healed",
        "I can pee only a little",
        "I go to the toilet regularly at night",
    ],
)
def test_what_is_good_of_something_else_denies_no_danger(text):
    assert not denied_dangers(text)


def test_strong_arms_deny_no_weak_leg():
    assert denied_dangers("strength 5/5 in the arms, my foot is numb") == {"arm_weakness"}
    assert denied_dangers("strength 5/5") == {"leg_weakness"}


@pytest.mark.hazard("HAZ-001")
@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("no bladder or bowel control", "urine_incontinence_new"),
        ("no bladder control", "urine_incontinence_new"),
        ("no bowel control", "bowel_incontinence_new"),
        ("no saddle sensation", "saddle_numbness"),
        ("no bladder sensation", "bladder_sensation_lost"),
    ],
)
def test_no_control_and_no_feeling_are_signs_and_no_denials(text, finding):
    assert understand(KB, text).answers[finding] is True
    assert not denied_dangers(text)
    assert understand(KB, "no loss of bladder or bowel control").answers == {
        "bowel_incontinence_new": False,
        "urine_incontinence_new": False,
    }
