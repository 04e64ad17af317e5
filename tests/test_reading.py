"""What can one rely on when a text is read? Properties first, then our own sentences.

The sentences stand in `tests/reading/`, grouped by construct, each file written before the code
or the phrases had seen it. `sentences_4` was developed on. `sentences_5` was judged by once
(precision .85 and recall .63 before the work, .87 and .96 after it) and developed on from then.
`held_out` was written after that and judged by once: precision .90, recall .89; then the danger
signs that it showed to be missed were mended. `unseen/` holds eleven later sets, each written and
committed before anything was run on it; what was read of each at first stands in
docs/explanation/performance.md. All but the fifth were developed on afterwards; of the fifth only
slips about a danger were mended. All sentences are ours and invented.
"""

import gc
import re
import string
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.answers import Answers, Person, Region, Sex
from lumbago.knowledge import Urgency
from lumbago.loading import shipped
from lumbago.reading import Mention, Understanding, danger_in, merge, understand
from lumbago.reading.lexicon import compiled, dangers, repaired
from lumbago.reading.words import stem
from tests.calls import calls_of

TODAY = date(2026, 3, 5)
SHORT = {"LB": "pain_low_back", "MB": "pain_mid_back", "NK": "pain_neck"}
FACTS = {
    "age": "age_years",
    "weeks": "duration_weeks",
    "severity": "pain_severity",
    "stiff": "morning_stiffness_minutes",
}
SIGNS = {"+": True, "-": False, "?": None}
IRRELEVANT = (
    "The bus was late.",
    "Roses grow in the garden.",
    "A letter came from the bank.",
    "The kettle is red.",
)


@dataclass(frozen=True)
class Labelled:
    """One of our sentences, with what must be understood, what may, and the facts."""

    construct: str
    text: str
    wanted: dict[str, bool | None]
    allowed: frozenset[str]
    facts: dict[str, str]


def labelled_sentences():
    yield from labelled_in(sorted((Path(__file__).parent / "reading").glob("*.txt")))


def labelled_in(files):
    construct = ""
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            if line.startswith("["):
                construct = line.strip("[]")
            elif "=>" in line and not line.startswith("#"):
                yield labelled(construct, line)


def labelled(construct, line):
    text, labels = line.rsplit("=>", 1)
    wanted: dict[str, bool | None] = {}
    facts: dict[str, str] = {}
    allowed: set[str] = set()
    for label in labels.split():
        name = SHORT.get(label[1:], label[1:])
        if label[0] == "@":
            fact, value = name.split("=")
            facts |= {} if value == "~" else {FACTS.get(fact, fact): value}
        elif label[0] == "~":
            allowed.add(name)
        else:
            wanted[name] = SIGNS[label[0]]
    return Labelled(construct, text.strip(), wanted, frozenset(allowed), facts)


KB = shipped()
SENTENCES = tuple(labelled_sentences())
LATER = tuple(labelled_in(sorted((Path(__file__).parent / "reading" / "unseen").glob("*.txt"))))
TEXTS = tuple(s.text for s in SENTENCES)
a_sentence = st.sampled_from(TEXTS)


def read(text):
    return understand(KB, text, TODAY)


def values(understood):
    return dict(understood.answers)


def counts(sentences):
    """Right, invented and missed findings by construct."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for s in sentences:
        got = read(s.text)
        answers = {m.finding: got.answers[m.finding] for m in got.mentions}
        answers = {id: v for id, v in answers.items() if id not in s.allowed}
        right = {id for id, v in answers.items() if id in s.wanted and s.wanted[id] is v}
        tally = found[s.construct]
        tally[0] += len(right)
        tally[1] += len(answers) - len(right)
        tally[2] += len(s.wanted) - len(right)
    return found


def test_there_are_at_least_four_hundred_sentences_and_their_labels_are_findings():
    assert len(SENTENCES) >= 400
    used = {id for s in SENTENCES for id in (*s.wanted, *s.allowed)}
    assert used <= set(KB.findings)


def test_on_our_sentences_precision_is_95_and_recall_90_in_a_hundred_or_better():
    right, invented, missed = (sum(c) for c in zip(*counts(SENTENCES).values(), strict=True))
    assert right / (right + invented) >= 0.95
    assert right / (right + missed) >= 0.90


def test_on_the_later_sets_nine_findings_in_ten_are_right_and_nine_in_ten_are_read():
    right, invented, missed = (sum(c) for c in zip(*counts(LATER).values(), strict=True))
    assert right / (right + invented) >= 0.92
    assert right / (right + missed) >= 0.92


def test_every_construct_is_understood_and_not_only_the_easy_ones():
    for construct, (right, invented, missed) in counts(SENTENCES).items():
        assert right >= 0.85 * (right + invented), construct
        assert right >= 0.85 * (right + missed), construct


def test_no_sentence_makes_a_denial_of_a_danger_that_its_label_does_not_have():
    dangerous = dangers(KB)
    for s in SENTENCES:
        denied = {id for id, v in read(s.text).answers.items() if v is False}
        plain = {id for id, v in s.wanted.items() if v is False} | s.allowed
        assert not (denied - plain) & dangerous, s.text


def test_facts_about_the_person_and_numbers_are_read():
    wrong = 0
    for s in SENTENCES:
        got = read(s.text)
        own = {"age_years", "sex", "region", "side"}
        for name, wanted in s.facts.items():
            value = getattr(got, name) if name in own else got.answers.get(name)
            wrong += not same(value, wanted)
    assert wrong <= 10


def same(value, wanted):
    if value is None or not re.fullmatch(r"[\d.]+", wanted):
        return str(value) == wanted
    return abs(float(value) - float(wanted)) < 0.06 * max(1.0, float(wanted))


@pytest.mark.parametrize("id", sorted(f.id for f in KB.findings.values() if f.is_yes_no))
def test_every_finding_that_a_patient_can_be_asked_has_phrases(id):
    finding = KB.findings[id]
    if finding.can_be_asked and finding.role != "gate":
        assert KB.phrases.findings[id].present


@given(a_sentence, st.sampled_from(IRRELEVANT), st.booleans())
def test_an_irrelevant_sentence_before_or_after_changes_nothing(text, other, before):
    whole = f"{other} {text}" if before else f"{text}. {other}"
    assert values(read(whole)) == values(read(text))


@given(a_sentence, st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
def test_capitals_change_nothing(text, change):
    assert values(read(change(text))) == values(read(text.lower()))


@given(a_sentence, st.integers(2, 5), st.booleans())
def test_more_space_changes_nothing(text, width, tabs):
    assert values(read(text.replace(" ", ("\t" if tabs else " ") * width))) == values(read(text))


@given(st.text(max_size=400))
def test_any_text_is_read_without_a_crash_and_every_mention_has_its_place(text):
    understood = read(text)
    for mention in understood.mentions:
        assert mention.words == text[mention.start : mention.end] != ""
    for fact in understood.facts:
        assert fact.words == text[fact.start : fact.end]


@given(st.lists(a_sentence, max_size=6))
def test_every_mention_of_our_sentences_has_its_place(texts):
    text = " \U0001f9b5 ".join(texts)
    for mention in read(text).mentions:
        assert mention.words == text[mention.start : mention.end] != ""


def calls(text):
    """Return how many calls it takes to read a text: its cost, on whatever machine."""
    return calls_of(lambda: read(text))


@pytest.mark.parametrize("piece", ["no fever, ", "pain back leg ", "боль ", "\U0001f600", "\x00a "])
def test_the_cost_grows_in_step_with_the_length_of_a_text(piece):
    calls((piece * 1000)[:1000])
    short, long = (calls((piece * length)[:length]) for length in (2_000, 8_000))
    assert long < 4.4 * short


@given(st.text(string.ascii_lowercase, min_size=4, max_size=12))
def test_spelling_repair_never_makes_a_denial(word):
    lexicon = compiled(KB)
    mended = repaired(lexicon, word)
    denials = {w for id in ("no", "not", "said_no") for w in lexicon.words_of[id]}
    assert mended == word or mended not in denials


@given(a_sentence, st.dictionaries(st.sampled_from(sorted(KB.findings)), st.booleans(), max_size=4))
def test_an_answer_that_was_given_wins_over_the_text(text, given_answers):
    answers = Answers(Person(region=Region.NECK, age_years=50.0, sex=Sex.MALE), given_answers)
    merged = merge(read(text), answers)
    assert merged.person == answers.person
    assert all(merged.given[id] == value for id, value in given_answers.items())


def test_the_text_fills_what_is_not_known_of_the_person():
    merged = merge(read("45 year old woman with a fever"), Answers(Person(region=Region.NECK)))
    assert (merged.person.age_years, merged.person.sex) == (45.0, Sex.FEMALE)
    assert merged.given["fever"] is True


def test_said_and_denied_is_yes_for_a_danger_and_unsure_for_anything_else():
    both = tuple(Mention(id, v, 0, 1, "x") for id in ("fever", "desk_job") for v in (True, False))
    answers = Understanding(both, danger=frozenset({"fever"})).answers
    assert answers == {"fever": True, "desk_job": None}


def test_an_ambiguous_list_after_no_is_unsure_and_never_a_denial():
    assert read("No fever, neck pain").answers["pain_neck"] is not False
    assert read("No fever, left foot numb").answers["leg_numb_tingle"] is not False


def test_a_day_of_the_week_is_read_only_with_today():
    assert "duration_weeks" not in understand(KB, "my back hurts since Tuesday").answers
    assert read("my back hurts since Tuesday").answers["duration_weeks"] == pytest.approx(
        2 / 7, 0.1
    )


def test_the_same_text_is_understood_in_the_same_way():
    assert all(read(text) == read(text) for text in TEXTS[:50])


DANGER_SIGNS = ("night sweats", "fever", "my legs are numb", "weight loss", "I cannot pee")


@pytest.mark.parametrize(
    "words", ["no reason", "without warning", "no obvious cause", "without it"]
)
@pytest.mark.parametrize("sign", DANGER_SIGNS)
def test_a_no_that_denies_a_reason_denies_no_sign_that_follows(words, sign):
    alone, after = read(sign).answers, read(f"it began with {words}, {sign}").answers
    assert {id: v for id, v in after.items() if id in dangers(KB)}.items() >= {
        (id, v) for id, v in alone.items() if id in dangers(KB)
    }


NAMED = {
    "fever": "fever", "night sweats": "night_sweats", "weight loss": "weight_loss",
    "weakness in both legs": "both_legs_weak", "bowel incontinence": "bowel_incontinence_new",
    "numbness of the saddle area": "saddle_numbness", "urinary retention": "bladder_retention",
}  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        "There is no mention of {}.", "The letter does not mention {} or a cough.",
        "Nobody asked about {}.", "Cough and {} were not discussed.", "{}: not recorded",
        "No, I have not said anything about a cough, a rash or {}.", "He has not reported {}.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", NAMED)
def test_what_nobody_told_is_neither_there_nor_denied(said, name):
    """Unknown is not no (HAZ-002, HAZ-019): silence leaves the question open."""
    assert understand(KB, said.format(name)).answers.get(NAMED[name]) is None


def test_what_was_not_told_before_and_is_told_now_is_there():
    told = {
        "I forgot to mention that I have a fever.": "fever",
        "I did not mention my leg is numb, sorry.": "leg_numb_tingle",
        "He has a fever of unknown cause.": "fever",
        "Nobody asked, but I have a fever.": "fever",
    }
    for text, finding in told.items():
        assert understand(KB, text).answers.get(finding) is True, text


def test_what_is_set_against_a_denial_is_not_denied_with_it():
    for told in (
        "I wouldn't say my arm is weak, more that my legs are numb",
        "It's not that it hurts, it's that my legs are numb",
    ):
        assert read(told).answers.get("leg_numb_tingle") is True, told


def test_what_is_compared_with_before_is_not_over():
    assert read("weak legs, shorter than I used to be").answers["leg_weakness"] is True
    assert "leg_weakness" not in read("I used to have weak legs").answers


CRUSHED = (
    "the X-ray shows a crushed vertebra",
    "MRI: crushed disc",
    "my spine is crushed on the scan",
)


@pytest.mark.parametrize("told", CRUSHED)
def test_a_crush_that_a_scan_shows_is_no_kind_of_pain(told):
    found = read(told).answers
    assert "pain_crushing" not in found
    assert {id for id, value in found.items() if value and id.startswith("scan_")}


def test_a_back_that_feels_crushed_is_no_finding_of_a_scan():
    found = read("my spine feels crushed, a crushing pain in my lower back").answers
    assert found["pain_crushing"] is True
    assert not {id for id in found if id.startswith("scan_")}


def test_a_place_that_is_all_that_is_said_is_where_it_hurts():
    assert read("Low back, 3 weeks.").answers["pain_low_back"] is True
    assert read("Left side. Neck.").answers["pain_neck"] is True
    for told in ("Neck?", "Neck\nSupple, no nodes.", "Neck: supple.", "My back is brown."):
        assert read(told).answers == {}, told


def test_years_that_somebody_has_are_an_age_but_not_those_of_an_illness():
    assert read("She has 45 years, pain in the back").age_years == 45
    assert read("He has 30 years of pain in the back").age_years is None


# -- danger, wherever somebody types ------------------------------------------------------------

DANGERS = (
    "I cannot pee and my legs are numb",
    "i cant pea an my legs r num",
    "cnt pee, legs numm",
    "can't weee and my bum is num",
    "cant feeel when i wipe",
    "chest pian and sweatng",
    "sudenly cant breth",
    "worst hedache of my life, came on in seconds",
    "numness between my legs since this morning",
    "my legs dont work any more",
)
HARMLESS = (
    "my back is a bit stiff today, slept ok",
    "sore after gardening, better already",
    "How do I change my email address?",
    "I love the exercises, thank you",
    "can I walk with sciatica",
    "no fever, bladder fine, legs strong",
    "What are the signs of cauda equina?",
)


@pytest.mark.hazard("HAZ-019")
def test_texts_read_at_the_same_time_do_not_change_each_other():
    words = ("bladder", "numbness", "weakness", "unsteady", "vomiting", "tingling", "losing") * 20
    alone = [stem(word) for word in words]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as threads:
            together = list(threads.map(lambda _: [stem(word) for word in words], range(12)))
    finally:
        sys.setswitchinterval(interval)
    assert all(read == alone for read in together)


@pytest.mark.hazard("HAZ-001")
@pytest.mark.parametrize("text", DANGERS)
def test_a_danger_that_is_typed_anywhere_is_seen_also_misspelt(text):
    alert = danger_in(KB, text)
    assert alert
    assert alert.urgency is Urgency.NOW
    for mention in alert.mentions:
        assert mention.words == text[mention.start : mention.end] != ""
    assert alert.mentions


@pytest.mark.parametrize("text", HARMLESS)
def test_a_text_without_danger_raises_no_alarm(text):
    assert not danger_in(KB, text)


@pytest.mark.parametrize("who", ["him", "her", "my mother", "my husband"])
def test_somebody_who_cannot_be_woken_is_drowsy(who):
    for told in (f"I cannot wake {who}.", f"We can't really wake {who}."):
        assert understand(KB, told).answers.get("confusion_drowsy") is True, told
    for told in ("I could not wake him.", "I tried to wake her but I can't."):
        assert understand(KB, told).answers.get("confusion_drowsy") is True, told


@pytest.mark.parametrize(
    "told", ["can't turn my neck", "cannot bend", "can't move my back", "cant lift my arm"]
)
def test_somebody_who_woke_up_and_cannot_move_is_not_taken_for_drowsy(told):
    assert "confusion_drowsy" not in understand(KB, f"I woke up and {told}.").answers
    assert "confusion_drowsy" not in understand(KB, f"Woke up this morning and {told}.").answers


def test_thoughts_of_ending_ones_life_are_seen():
    assert danger_in(KB, "i dont want to live any more")


@pytest.mark.hazard("HAZ-001")
@given(st.sampled_from(DANGERS), st.lists(a_sentence, max_size=3), st.integers(0, 3))
def test_no_other_sentence_hides_a_danger(text, others, place):
    parts = [*others]
    parts.insert(min(place, len(parts)), text)
    assert danger_in(KB, ".\n".join(parts)).urgency is Urgency.NOW


@given(st.text(max_size=300))
def test_any_text_may_be_looked_through_for_danger(text):
    assert danger_in(KB, text).urgency in Urgency


def test_a_danger_is_found_with_nobody_known_and_in_any_region():
    assert danger_in(KB, "I have a fever and my spine is very sore").flags
    assert not danger_in(KB, "").flags


def test_the_stems_that_are_kept_are_those_that_the_stemmer_makes():
    kept = KB.phrases.stems
    assert all(stem(word) == found for word, found in kept.items())
    used = [w for w in compiled(KB).stems if w.isascii() and w.isalpha()]
    assert sum(word in kept for word in used) >= 0.9 * len(used)


# -- measured values ----------------------------------------------------------------------------

VALUES = (
    ("temperature 38.9 C", "fever", True),
    ("Temp 102 F", "fever", True),
    ("temperature 37.2", "fever", False),
    ("straight leg raise to 40 degrees", "fever", None),
    ("ESR 95", "esr_over_50", True),
    ("ESR 30", "esr_over_50", False),
    ("WBC 14,000", "white_cells_raised", True),
    ("wcc 8.1", "white_cells_raised", False),
    ("urine: WBC 12/hpf", "white_cells_raised", None),
    ("pulse 130", "low_bp_shock", True),
    ("pulse 80", "low_bp_shock", None),
    ("BP 80/50", "low_bp_shock", True),
    ("post-void residual 300 mL", "pvr_over_200", True),
    ("post-void residual 60 mL", "pvr_over_200", False),
    ("T-score -3.0", "osteoporosis_known", True),
    ("calcium 2.9 mmol/L", "calcium_high", True),
    ("Ca 12.1", "calcium_high", True),
    ("Ca 12.1", "cancer_history", None),
    ("took 16 paracetamol today", "paracetamol_overuse", True),
    ("took 2 paracetamol today", "paracetamol_overuse", None),
)


@pytest.mark.parametrize(("text", "finding", "value"), VALUES)
def test_a_measured_value_becomes_a_finding_at_the_limit_of_the_finding(text, finding, value):
    assert read(text).answers.get(finding) is value


@pytest.mark.parametrize("measured", KB.phrases.measurements.values(), ids=lambda m: m.id)
def test_a_value_of_every_scale_is_read_on_both_sides_of_its_limit(measured):
    for limit in measured.limits:
        unit = limit.units[0] if limit.units else ""
        inside = [v for v in (limit.low, limit.limit, limit.high) if v in limit]
        for value in inside:
            text = f"{measured.names[0]} {value:g} {unit}"
            there = read(text).answers.get(limit.finding)
            assert there is True if limit.holds(value) else there is not True, text


# -- memory and speed ---------------------------------------------------------------------------


@pytest.mark.hazard("HAZ-012")
def test_no_word_of_a_text_stays_in_memory_after_it_was_read():
    word = "".join(("zqv", "xkj", "wbf"))
    understand(KB, f"My back hurts, said {word}. {word} {word}ing, nummb.")
    danger_in(KB, f"I cannot pee, {word}")
    gc.collect()
    kept = [t for thing in gc.get_objects() if is_store(thing) for t in strings_in(thing)]
    assert not [text for text in kept if word in text and len(text) < 40]


CACHE = type(cache(len))


def is_store(thing):
    """Whether a thing may keep words: a plain container, or the cache of a function."""
    return type(thing) in (dict, list, tuple, set, frozenset) or isinstance(thing, CACHE)


def strings_in(thing):
    """The words that a container holds, or the keys and links of a cache."""
    inner = gc.get_referents(thing)
    if isinstance(thing, CACHE):
        inner += [x for link in inner for x in gc.get_referents(link)]
    return [text for text in inner if type(text) is str]


def test_a_long_text_costs_no_more_than_its_sentences_alone():
    cost = sum(calls(text) for text in TEXTS[:300])
    together = " ".join(f"{text}." for text in TEXTS[:300])
    assert calls(together) < 1.2 * cost


# -- every question -----------------------------------------------------------------------------

NUMBERED = ("age_years", "sex", "pain_region", "duration_weeks", "pain_severity",
            "morning_stiffness_minutes")  # fmt: skip


def test_every_finding_that_a_patient_can_be_asked_is_told_of_in_our_sentences():
    asked = {f.id for f in KB.findings.values() if f.can_be_asked and f.role != "gate"}
    told = {id for s in SENTENCES for id, value in s.wanted.items() if value}
    assert asked - told - set(NUMBERED) <= {"duration_over_12w", "duration_over_4w"}


TOLD = {
    "I found a wet patch on the chair and had not felt a thing": "urine_incontinence_new",
    "no fall nothing just woke up with awful pain in my low back": "pain_low_back",
    "My back's killing me and it's in my groin": "pain_groin",
    "Three weeks ago my dad fell. He can't lift his arm, should I give him aspirin": "arm_weakness",
    "Like somebody hit me over the head with a hammer": "headache_thunderclap",
    "I cannot feel the chair under me": "saddle_numbness",
    "He has wet the mattress and slept through it": "urine_incontinence_new",
    "There was poop in my boxers": "bowel_incontinence_new",
    "Both my legs have turned to spaghetti": "both_legs_weak",
    "My stools look like liquorice": "gi_bleed",
    "I cannot stand the lamp on": "photophobia",
}


@pytest.mark.parametrize("text", TOLD)
def test_what_a_run_on_or_a_clipped_word_tells_is_there(text):
    assert read(text).answers.get(TOLD[text]) is True


NOT_TOLD = {
    "Light does not bother me": ("photophobia", False),
    "Is this a kidney stone?": ("kidney_stone_past", None),
    "My back has ached since five this morning": ("onset_before_45", None),
    "I do not want to go to the hospital, they treat you badly": ("suicidal_thoughts", None),
    "Pain from the neck down the arm into the thumb, the thumb is tingly": (
        "numb_body_level",
        None,
    ),
    "What you would expect at my age": ("pregnancy_now", None),
    "Pain from my right buttock down the back of my leg, the foot is fizzy": (
        "saddle_numbness",
        None,
    ),
    "I dived in like an idiot and hit the bottom with my head": ("headache_thunderclap", None),
    "I do not feel comfortable in a chair": ("saddle_numbness", None),
    "I lifted the wet mattress and my back went": ("urine_incontinence_new", None),
    "My back burns like a furnace": ("fever", None),
    "I cannot look out of the window because my neck hurts": ("photophobia", None),
    "My legs work less and less": ("both_legs_weak", None),
    "I ache in the small of the back and have a temperature": ("body_aches_flu", None),
}


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_sounds_like_a_sign_and_is_none_is_not_there(text):
    finding, wanted = NOT_TOLD[text]
    assert read(text).answers.get(finding) is wanted


def test_somebody_who_should_come_back_if_it_lasts_has_not_had_it_so_long():
    assert "duration_weeks" not in read("Come back if it hurts at six weeks").answers
