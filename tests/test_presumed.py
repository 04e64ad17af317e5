"""What does a denial take for granted? A danger that is told is never read as absent.

Each danger is set in sentences whose "no" or "not" denies something else, or in which it is
plainly denied. All sentences are ours, made from their parts.
"""

import pytest

from lumbago.loading import shipped
from lumbago.reading import understand

KB = shipped()
DANGERS = {
    "fever": "fever",
    "saddle_numbness": "numbness around my back passage",
    "urine_incontinence_new": "leaking of urine",
    "bowel_incontinence_new": "bowel accidents",
    "bladder_retention": "urinary retention",
    "foot_drop": "foot drop",
    "both_legs_weak": "weakness in both legs",
    "night_sweats": "night sweats",
    "haematuria": "blood in my urine",
    "gait_unsteady": "unsteadiness on my feet",
    "hand_clumsy": "clumsiness in my hands",
    "chest_pressure": "tightness in my chest",
    "suicidal_thoughts": "suicidal thoughts",
    "short_breath": "shortness of breath",
    "double_vision": "double vision",
    "slurred_speech": "slurred speech",
    "jaundice": "yellow skin",
}
TOLD = (
    "I never told my doctor about the {}", "I have not told anybody about this {}",
    "nobody believes me about the {}", "I do not understand the {}", "I don't like the {}",
    "no one can explain the {}", "no painkillers touch the {}", "nothing stops the {}",
    "I haven't seen anyone about the {} yet", "I did not see a doctor for the {}",
    "I'm not imagining the {}", "I can't deny the {}", "there's no denying the {}",
    "no doubt about the {}", "not a day goes by without {}", "I'm never without {}",
    "I have never had such {}", "I've never had {} like this before",
    "I never had {} before today", "the {} won't go away", "the {} has not improved",
    "I wouldn't be writing if it wasn't for the {}", "if it weren't for the {} I'd be fine",
    "I don't want to make a fuss about the {}", "I am not sure what causes the {}",
    "I can't remember when the {} began", "apart from the {} no complaints",
    "I did not mention the {} to anyone", "I'm worried about the {}",
    "what can I do about the {}?", "Do you have {}? Every day.", "Any {}? I'm afraid so.",
)  # fmt: skip
DENIED = (
    "I have no {}", "I don't have the {}", "I haven't noticed any {}", "I never had {}",
    "no {} so far", "free of {}", "denies {}", "no cough or {}", "Any {}? No, doctor.",
    "Any {}? Not that I know.", "Any {}? Not at all.", "Do you have {}? I haven't.",
    "Have you had {}? Never in my life.",
)  # fmt: skip
NOT_KNOWN = (
    "no {} until now", "Any {}? No idea.", "Any {}? I don't know.", "Any {}? Not sure.",
    "the doctor didn't ask about the {}",
)  # fmt: skip


def read(sentence, finding):
    text = sentence.format(DANGERS[finding])
    return understand(KB, text).answers.get(finding, "unread")


@pytest.mark.hazard("HAZ-003")
@pytest.mark.parametrize("sentence", TOLD)
def test_what_a_denial_takes_for_granted_is_read_as_there(sentence):
    for finding in DANGERS:
        assert read(sentence, finding) is True, finding


@pytest.mark.parametrize("sentence", DENIED)
def test_what_is_plainly_denied_is_still_read_as_absent(sentence):
    for finding in DANGERS:
        assert read(sentence, finding) is False, finding


@pytest.mark.hazard("HAZ-003")
@pytest.mark.parametrize("sentence", NOT_KNOWN)
def test_what_is_not_known_is_no_denial(sentence):
    for finding in DANGERS:
        assert read(sentence, finding) is None, finding


def test_a_topic_that_is_asked_is_read_with_its_answer():
    told = understand(KB, "My waterworks? Can't get a drop out since this morning.").answers
    assert told["bladder_retention"] is True
    assert understand(KB, "Pins and needles? In both hands.").answers["both_hands_numb"] is True


def test_a_place_that_is_free_of_cancer_makes_no_life_without_it():
    assert understand(KB, "They found no cancer in the bones").answers["cancer_history"] is None
