"""The pages in another language: every word of them, and the choice."""

import re
from collections.abc import Mapping
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from lumbago.knowledge import ENGLISH, KnowledgeBase
from lumbago.loading import SHIPPED, load_all, shipped
from lumbago.loading.languages import on_offer, standing
from lumbago.loading.texts import readable, translated
from lumbago.web.app import make_app
from lumbago.web.catalogue import Catalogue, catalogue_of, page_texts, read_catalogue, read_table
from lumbago.web.languages import LANGUAGE, accepted
from tests.strategies import KB
from tests.web.journey import Visitor, only
from tests.web.test_pages import every_page

LEFT_OVER = re.compile(r"\b(the|and|you|your|with|of|this|that|have|which|pain|from)\b", re.I)
"""Words that are English and of no other language that we ship."""

OPEN, CLOSE = "⟦", "⟧"
READ_ALOUD = {"aria-label", "alt", "title", "placeholder", "content", "value"}
"""Attributes whose text a person reads or hears."""

NO_WORDS = {"viewport", "color-scheme", "theme-color"}
"""What a page's head tells the browser and no person."""

ALL = load_all()
"""The knowledge in each language on offer."""


def bracketed(table: Mapping[str, Any]) -> dict[str, Any]:
    """A table of words with each text in brackets."""
    if all(isinstance(value, str) for value in table.values()):
        return {key: f"{OPEN}{text}{CLOSE}" for key, text in table.items()}
    found: dict[str, Any] = {
        name: bracketed(section) for name, section in table.items() if isinstance(section, dict)
    }
    months = [f"{OPEN}{month}{CLOSE}" for month in table["months"]]
    return {**found, "lang": "vo", "dir": "rtl", "name": "⟦Vo⟧", "months": months,
            "date": table["date"]}  # fmt: skip


def in_brackets() -> KnowledgeBase:
    """The knowledge in a language that nobody speaks, written from right to left."""
    texts = {key: f"{OPEN}{text}{CLOSE}" for key, text in readable(KB).items()}
    return translated(KB, texts, standing("vo", readable(KB), texts, {}))


OTHER = in_brackets()


def words_of(language: str) -> Catalogue:
    """The words of the pages, in brackets for the language that nobody speaks."""
    if language == "vo":
        return catalogue_of("vo", bracketed(read_table(ENGLISH)))
    return read_catalogue(language)


def app() -> FastAPI:
    """The app in English and in the language that nobody speaks."""
    return make_app(KB, OTHER, words=words_of)


def visitor(language: str = "") -> Visitor:
    """Somebody whose browser asks for a language."""
    return Visitor(KB, OTHER, words=words_of, language=language)


class Seen(HTMLParser):
    """Reads a page and keeps what a person sees or hears in the language of the page."""

    VOID = frozenset({"meta", "link", "input", "br", "img", "hr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._see(tag, dict(attrs))
        if tag not in self.VOID:
            self.open.append((tag, self._is_left_out(tag, dict(attrs))))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._see(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not any(is_left_out for _, is_left_out in self.open):
            self.texts.append(data)

    def _is_left_out(self, tag: str, attrs: dict[str, str | None]) -> bool:
        """Whether it says itself that it is English, or no word to translate."""
        is_english = tag != "html" and str(attrs.get("lang", "")).startswith("en")
        return tag in {"script", "style"} or is_english or attrs.get("translate") == "no"

    def _see(self, tag: str, attrs: dict[str, str | None]) -> None:
        is_told = not any(is_left_out for _, is_left_out in self.open)
        is_head = tag == "meta" and attrs.get("name") in NO_WORDS
        if not is_told or is_head or self._is_left_out(tag, attrs):
            return
        names = READ_ALOUD - ({"value"} if tag in {"input", "button", "option"} else set())
        self.texts += [text for name in names if (text := attrs.get(name))]

    @property
    def english(self) -> list[str]:
        """What is left when everything in brackets is taken out and still has letters."""
        return [text for text in map(_outside, self.texts) if any(map(str.isalpha, text))]


def _outside(text: str) -> str:
    while (rest := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = rest
    return " ".join(text.split())


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Every page in the language that nobody speaks."""
    return every_page(OTHER, visitor("vo"), visitor("vo"))


def test_no_page_has_a_word_that_is_not_in_the_language(pages):
    left = {path: Seen(text).english for path, text in pages.items()}
    assert {path: texts for path, texts in left.items() if texts} == {}


def test_every_page_says_its_language_and_its_direction(pages):
    for path, text in pages.items():
        assert '<html lang="vo" dir="rtl">' in text, path


def test_what_is_told_in_another_language_has_its_own_direction(pages):
    """English on a page that reads from the right stands the right way round."""
    article = visitor("vo").get("/library/stay_active").text
    told = re.findall(r'<(?!html)[^<>]* lang="[^"]*"[^<>]*>', " ".join([*pages.values(), article]))
    assert 'lang="en" dir="auto"' in article
    assert [tag for tag in told if 'dir="auto"' not in tag] == []


def test_every_page_says_that_no_person_has_read_the_translation(pages):
    for path, text in pages.items():
        assert KB.words["translation.machine"] in text, path
    assert KB.words["translation.machine"] not in visitor().page.text


@pytest.mark.hazard("HAZ-014")
@pytest.mark.parametrize("language", on_offer(SHIPPED)[1:])
def test_no_page_of_a_language_on_offer_has_english_in_it(language):
    told = shipped(language)
    people = [Visitor(KB, told, language=language) for _ in range(2)]
    left = {
        path: [text for text in Seen(page).texts if LEFT_OVER.search(text)]
        for path, page in every_page(told, *people).items()
    }
    assert {path: texts for path, texts in left.items() if texts} == {}


# -- the choice --------------------------------------------------------------------------------


def test_the_browser_says_which_language_comes_first():
    assert '<html lang="vo"' in visitor("fr, vo;q=0.5").page.text
    assert '<html lang="en-GB"' in visitor("fr").page.text
    assert '<html lang="en-GB"' in visitor("en, vo;q=0.5").page.text
    assert '<html lang="en-GB"' in visitor("vo;q=0").page.text


def test_a_choice_wins_over_the_browser_and_comes_back_to_the_same_page():
    person = visitor("vo").begin()
    person.answer(only())
    path = person.path
    person.send("/language", language="en", here=path)
    assert person.path == path
    assert '<html lang="en-GB"' in person.page.text
    person.send("/language", language="vo", here=path)
    assert '<html lang="vo"' in person.page.text


def test_answers_stay_when_the_language_changes_and_are_told_in_the_new_one():
    person = visitor().begin()
    person.answer(only())
    person.send("/language", language="vo", here="/questions/1")
    assert Seen(person.page.text).english == []
    person.get("/questions")
    person.send("/language", language="en", here="/questions")
    person.finish(only())
    assert person.path == "/result"
    steps = len(person.app.state.site.visits.get(person.client.cookies["lumbago"]).trail)
    person.send("/language", language="vo", here="/answers")
    for path in ("/answers", *(f"/questions/{n}" for n in range(1, steps + 1)), "/result"):
        assert Seen(person.get(path).text).english == [], path


@pytest.mark.parametrize(
    "here", ["https://elsewhere.example/", "//elsewhere.example", "/\\x.example", ""]
)
def test_a_choice_never_leads_to_another_site(here):
    person = visitor()
    person.send("/language", language="vo", here=here)
    assert person.page.url.host == "localhost"


def test_a_language_that_is_not_there_changes_nothing():
    person = visitor()
    person.send("/language", language="zz", here="/")
    assert LANGUAGE not in person.client.cookies
    assert person.page.status_code == 200


def test_forgetting_everything_keeps_the_language():
    person = visitor()
    person.send("/language", language="vo", here="/")
    person.begin()
    person.send("/forget")
    assert '<html lang="vo"' in person.page.text


def test_nobody_is_asked_for_own_words_in_a_language_in_which_they_are_not_understood():
    person = visitor("vo").begin()
    assert person.path == "/questions/1"
    assert person.get("/in-your-words").url.path == "/questions/1"
    assert "/in-your-words" not in person.page.text
    assert visitor("en").begin().get("/in-your-words").url.path == "/in-your-words"


def test_an_app_with_one_language_offers_no_choice():
    assert "/language" not in Visitor(KB).page.text


@pytest.mark.hazard("HAZ-014")
@pytest.mark.parametrize(
    ("asked_for", "number"),
    [("de", "112"), ("de-AT,de;q=0.9", "144"), ("es", "112"), ("es-MX", "112"), ("en-US", "911"),
     ("en", "999"), ("", "999"), ("fr-FR,en;q=0.5", "15"), ("en-AU,de-DE;q=0.5", "000")],
)  # fmt: skip
def test_nobody_is_told_the_emergency_number_of_somewhere_else(asked_for, number):
    page = Visitor(*ALL, language=asked_for).get("/help").text
    assert re.findall(r'href="tel:([^"]+)"', page)[0] == number


def test_the_country_that_a_person_chooses_stands_whatever_the_browser_says():
    person = Visitor(*ALL, language="de-AT")
    person.get("/help")
    person.send("/country", country="nz")
    assert 'href="tel:111"' in person.get("/help").text


@pytest.mark.hazard("HAZ-014")
def test_a_report_is_not_read_in_a_language_whose_alarming_words_we_do_not_know():
    assert Visitor(KB).get("/scan-report").url.path == "/scan-report"
    for language in ("de", "es"):
        person = Visitor(*ALL, language=language)
        assert person.get("/scan-report").url.path != "/scan-report"


def test_a_country_without_a_name_of_its_own_is_named_in_the_language():
    assert "⟦Another country⟧" in visitor("vo").get("/help").text
    assert "España" in visitor("vo").get("/help").text


@given(st.text(alphabet="aedq-;,=.*0189 \t", max_size=60))
def test_no_header_of_a_browser_is_a_fault(header):
    assert all(code == code.lower() and "-" not in code for code in accepted(header))


def test_the_most_wanted_language_comes_first():
    assert list(accepted("de-AT, es;q=0.8, en;q=0.9, fr;q=0, it;q=x")) == ["de", "en", "es"]


# -- the catalogues ----------------------------------------------------------------------------


def test_a_day_is_written_as_the_language_writes_it():
    own = {"date": "{day}. {month}", "months": read_table(ENGLISH)["months"]}
    assert catalogue_of("vo", own).day(date(2026, 3, 2)) == "2. March"
    assert read_catalogue().day(date(2026, 3, 2)) == "2 March"


def test_a_text_that_a_language_does_not_have_stays_english():
    partly = catalogue_of("vo", {"frame": {"strip": "⟦!⟧"}})
    frame = partly.words("frame")
    assert frame("strip") == "⟦!⟧"
    assert frame("strip_link") == read_catalogue().words("frame")("strip_link")


def test_every_text_of_the_pages_has_a_key_of_its_own():
    table = read_table(ENGLISH)
    assert len(page_texts(table)) == 12 + sum(len(s) for s in table.values() if isinstance(s, dict))


def test_the_style_sheets_know_no_left_and_no_right():
    physical = re.compile(
        r"(?<![\w-])(?:margin|padding|border)-(?:left|right)\b|(?<![\w-])(?:left|right)\s*:|"
        r"text-align\s*:\s*(?:left|right)|float\s*:\s*(?:left|right)"
    )
    from lumbago.web.rendering import read_static

    for name, file in read_static()[1].items():
        if name.endswith(".css"):
            assert not physical.findall(file.body.decode()), name
