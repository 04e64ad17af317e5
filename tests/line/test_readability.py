"""How hard a text is to read, against counts and grades that others published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.checks import patient_texts
from lumbago.readability import grade, is_label, syllables
from tests.strategies import KB

COUNTS = {
    1: "pain back neck leg the a I spine walk stretched pulled feels weeks breathe nerves disc "
       "through strength 12 heart there",
    2: "doctor bladder trouble itching needed ago any muscle fever tailbone weakness going being "
       "people bowel cancer table emptied tested quiet",
    3: "emergency-free area every-day medicine radio pregnancy injury happening period",
    4: "emergency inflammation operation ability arteriole",
    5: "examination university",
}  # fmt: skip


def test_known_words_have_their_known_number_of_syllables_or_are_one_off_at_most():
    words = [
        (word, count) for count, text in COUNTS.items() for word in text.split() if "-" not in word
    ]
    off = [(word, syllables(word), count) for word, count in words if syllables(word) != count]
    assert all(abs(found - count) == 1 for _, found, count in off)
    assert len(off) <= len(words) / 20, off


# Sentences and grades from the page on the Flesch-Kincaid tests in Wikipedia; the grade there
# follows from 13 words with 24 syllables, and from 6 words with 6.
PUBLISHED = {
    "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.": 11.3,
    "The cat sat on the mat.": -1.45,
}


@pytest.mark.parametrize("text", PUBLISHED)
def test_a_published_sentence_has_its_published_grade(text):
    assert grade(text) == pytest.approx(PUBLISHED[text], abs=1.0)


def test_the_formula_is_that_of_kincaid_1975():
    # Two sentences, eight words of one syllable each: 0.39 × 4 + 11.8 × 1 − 15.59.
    assert grade("The pain is bad. It may go soon.") == pytest.approx(0.39 * 4 + 11.8 - 15.59)


sentences = st.lists(
    st.sampled_from(["pain", "doctor", "emergency", "walk", "spine", "a", "muscle"]),
    min_size=3,
    max_size=12,
)


@given(sentences, sentences)
def test_a_text_cut_into_shorter_sentences_is_never_harder(first, second):
    long = f"{' '.join(first)} {' '.join(second)}."
    short = f"{' '.join(first)}. {' '.join(second)}."
    assert grade(short) < grade(long)


@given(st.text(max_size=80))
def test_any_text_has_a_grade(text):
    assert isinstance(grade(text), float)


def test_nothing_to_read_is_no_grade_and_a_few_words_are_a_label():
    assert grade("") == grade("...") == 0.0
    assert is_label("Cauda equina syndrome")
    assert not is_label("Have you had a fever this week?")


def test_what_people_read_is_at_grade_six_on_average_and_nowhere_above_eight():
    grades = {place: grade(text) for place, text in patient_texts(KB) if not is_label(text)}
    assert sum(grades.values()) / len(grades) <= 6.0
    assert not {place: round(g, 1) for place, g in grades.items() if g > 8.0}
