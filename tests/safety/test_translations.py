"""The shipped languages: whole, fresh, and as urgent as the English.

These tests cannot tell a good translation from a bad one. They find what a reader of both
languages would find at once: a sentence that is missing, still English, of another length,
without its number, or that has lost whom to call, how soon, or a "do not".
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest

from lumbago.knowledge import ENGLISH, Urgency
from lumbago.loading import SHIPPED, shipped
from lumbago.loading.languages import on_offer, safety_entries
from lumbago.loading.texts import entry_of, readable
from lumbago.translations import Listing, is_beside, listing
from lumbago.web.catalogue import SAFETY, page_texts, read_table
from tests.strategies import KB

OTHERS = [language for language in on_offer(SHIPPED) if language != ENGLISH]

LEFT_OVER = re.compile(r"\b(the|and|you|your|with|of|this|that|have|which|pain|from)\b", re.I)
"""Words that are English and of no other language that we ship."""

MUST_NAME = {
    "emergency number": {"es": r"número de emergencias?", "de": r"Notruf"},
    "emergency department": {"es": r"urgencias|hospital", "de": r"Notaufnahme|Krankenhaus"},
    "ambulance": {"es": r"ambulancia", "de": r"Rettungswagen|Krankenwagen|Rettungsdienst"},
    "crisis line": {"es": r"línea|teléfono", "de": r"Telefon|Hilfe|Krise"},
    "today": {"es": r"\bhoy\b", "de": r"\bheute|heutigen"},
    "(?<!for )now": {"es": r"\b(ahora|ya|inmediatamente|enseguida)\b", "de": r"\b(jetzt|sofort)\b"},
    "(?<!all )at once": {"es": r"\b(inmediat|enseguida|ahora|ya\b)", "de": r"\bsofort"},
}  # fmt: skip
"""What an urgent sentence names in English, and how each language says it."""

ONLY_IN_ACTS = {"(?<!for )now", "(?<!all )at once"}
"""Elsewhere these words mean other things too: now and then, both at once."""

NOT = {
    "es": r"\b(no|ni|nunca|nadie|nada)\b",
    "de": r"\b(nicht|kein\w*|nie|nichts|niemand\w*|weder)\b",
}
"""How a language says "not"."""


class Pair(NamedTuple):
    """A text by its key, in English and in the other language."""

    key: str
    english: str
    other: str


@cache
def listed(language: str) -> Listing:
    """What stands of a language."""
    return listing(KB, language, (SHIPPED,))


@cache
def pairs(language: str) -> tuple[Pair, ...]:
    """Every text that has a translation."""
    english = {**readable(KB), **page_texts(read_table(ENGLISH))}
    told = shipped(language)
    words = {key.replace(*_likelihood(told, key)): text for key, text in readable(told).items()}
    words |= page_texts(read_table(language))
    missing = set(listed(language).translation.missing)
    return tuple(Pair(key, text, words[key]) for key, text in english.items() if key not in missing)


def _likelihood(told, key: str) -> tuple[str, str]:
    """A word for a probability is its own key: give it the English one back."""
    for (_, old), (_, new) in zip(KB.settings.word_bands, told.settings.word_bands, strict=True):
        if key == f"words.likelihood.{new}":
            return new, old
    return "", ""


def urgent(language: str) -> Iterator[Pair]:
    """Every text that can send a person somewhere."""
    safety = safety_entries(KB)
    for pair in pairs(language):
        if entry_of(pair.key) in safety or pair.key.startswith(SAFETY):
            yield pair


def acts(language: str) -> Iterator[Pair]:
    """What a person is told to do."""
    for pair in urgent(language):
        if re.search(r"^red_flags\.\w+\.do$|^urgency\.|^pages\.(help|emergency)\.", pair.key):
            yield pair


@pytest.mark.hazard("HAZ-014")
@pytest.mark.parametrize("language", OTHERS)
def test_nothing_on_the_way_to_the_result_is_missing(language):
    found = listed(language)
    assert found.needed == ()
    assert found.misfits == ()
    assert [key for key in found.translation.unknown if not is_beside(KB, key)] == []


@pytest.mark.hazard("HAZ-014")
@pytest.mark.parametrize("language", OTHERS)
def test_no_words_about_safety_are_those_of_an_english_that_has_changed(language):
    safety = safety_entries(KB)
    stale = listed(language).translation.stale
    assert [e for e in stale if e in safety or e.startswith(SAFETY)] == []


@pytest.mark.hazard("HAZ-014")
@pytest.mark.parametrize("language", OTHERS)
def test_every_act_of_every_level_of_urgency_and_of_every_red_flag_is_there(language):
    told = shipped(language)
    for urgency in Urgency:
        for place, act in KB.urgency_words[urgency].action.items():
            assert told.urgency_words[urgency].action[place] not in {"", act}
    for id, flag in KB.red_flags.items():
        assert told.red_flags[id].do not in {"", flag.do}, id


@pytest.mark.hazard("HAZ-014")
@pytest.mark.parametrize("language", OTHERS)
def test_no_english_is_left_over(language):
    left = [p.key for p in pairs(language) if LEFT_OVER.search(re.sub(r"{.*?}", "", p.other))]
    same = [
        p.key
        for p in pairs(language)
        if p.other == p.english and len(re.sub(r"{.*?}", "", p.english).split()) > 3
    ]
    assert left == []
    assert same == []


@pytest.mark.hazard("HAZ-014")
@pytest.mark.parametrize("what", MUST_NAME)
@pytest.mark.parametrize("language", OTHERS)
def test_an_urgent_text_still_says_whom_to_call_where_to_go_and_how_soon(language, what):
    asked = re.compile(rf"\b(?:{what})\b", re.I)
    said = re.compile(MUST_NAME[what][language], re.I)
    looked_at = acts if what in ONLY_IN_ACTS else urgent
    lost = [p for p in looked_at(language) if asked.search(p.english) and not said.search(p.other)]
    assert lost == []


@pytest.mark.hazard("HAZ-014")
@pytest.mark.parametrize("language", OTHERS)
def test_an_act_has_not_lost_a_do_not(language):
    said = re.compile(NOT[language], re.I)
    asked = re.compile(r"\b(?:do not|don't|never)\b", re.I)

    def sentences(text: str, what: re.Pattern[str]) -> int:
        return sum(bool(what.search(one)) for one in re.split(r"(?<=[.!?;])\s+", text))

    lost = [p for p in acts(language) if sentences(p.other, said) < sentences(p.english, asked)]
    assert lost == []


@pytest.mark.hazard("HAZ-014")
@pytest.mark.parametrize("language", OTHERS)
def test_the_numbers_of_a_text_are_those_of_the_english(language):
    def numbers(text: str) -> list[str]:
        return sorted(re.findall(r"\d+(?:[.,]\d+)?", re.sub(r"\{[^}]*\}", "", text)))

    wrong = [
        p
        for p in pairs(language)
        if [n.replace(",", ".") for n in numbers(p.other)] != numbers(p.english)
    ]
    assert wrong == []


@pytest.mark.hazard("HAZ-014")
@pytest.mark.parametrize("language", OTHERS)
def test_a_text_is_about_as_long_as_the_english(language):
    odd = [
        p
        for p in pairs(language)
        if len(p.english) > 45 and not 0.55 <= len(p.other) / len(p.english) <= 2.2
    ]
    assert odd == []


@pytest.mark.parametrize("language", OTHERS)
def test_sentences_are_short(language):
    lengths = [
        (len(re.findall(r"[\w'’-]+", sentence)), p.key)
        for p in pairs(language)
        if len(p.english.split()) > 4 and not is_beside(KB, p.key)
        for sentence in re.split(r"(?<=[.!?:;])\s+", p.other)
        if sentence.strip()
    ]
    assert [key for n, key in lengths if n > 25] == []
    assert sum(n for n, _ in lengths) / len(lengths) <= 15


@pytest.mark.hazard("HAZ-014")
@pytest.mark.parametrize("language", OTHERS)
def test_a_question_is_a_question_and_an_act_is_none(language):
    for p in pairs(language):
        if p.key.endswith(".question") and p.english.endswith("?"):
            assert p.other.endswith("?"), p.key
        if p.key.endswith(".do"):
            assert "?" not in p.other, p.key
