"""Wherever a person can type words, a danger in them is met first, and nothing typed is lost."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import lumbago.web
from lumbago.loading import shipped
from tests.web.journey import Visitor, only
from tests.web.markup import Page

KB = shipped()
TEMPLATES = Path(lumbago.web.__file__).parent / "templates"
TOLD = ("I cannot pee and my legs are numb", "i cant pea an my legs r num")
CALM = "a stiff back after the garden"

FIELDS = {
    "text of story.html": ("/in-your-words", "text"),
    "text of feedback.html": ("/feedback", "text"),
    "query of search.html": ("/search", "query"),
    "taking of medicines.html": ("/medicines", "taking"),
    "report of report.html": ("/scan-report", "report"),
    "words of for_doctor.html": ("/report", "words"),
    "questions of for_doctor.html": ("/report", "questions"),
    "name of exercises.html": ("/exercises", "name"),
    "note of diary.html": ("/diary", "note"),
    "medicine_other of diary.html": ("/diary", "medicine_other"),
}
NO_WORDS_OF_ILLNESS = {
    "age of start.html",
    "minutes of wishes.html",
    "minutes of programme.html",
    "number of question.html",
    "name of people.html",
}
"""Numbers, and what somebody wants to be called."""
OTHERS: dict[str, dict[str, Any]] = {
    "/feedback": {"sort": "error", "about": "/"},
    "/report": {"share": ["words"]},
}


@pytest.fixture
def visitor(tmp_path):
    """Somebody who has answered, on a machine that keeps feedback."""
    someone = Visitor(KB, feedback_folder=tmp_path / "home")
    return someone.begin().finish(only("worse_sitting"))


def fields_of(template):
    """The fields of a template in which words can be written."""
    for tag in re.findall(r"<(?:input|textarea)\b[^>]*>", template.read_text("utf-8")):
        kind = re.search(r'type="(\w+)"', tag)
        name = re.search(r'name="(\w+)"', tag)
        if name and (kind is None or kind[1] in {"text", "search"}):
            yield f"{name[1]} of {template.name}"


def test_every_field_for_words_is_known_here():
    found = {field for file in TEMPLATES.glob("*.html") for field in fields_of(file)}
    assert found == FIELDS.keys() | NO_WORDS_OF_ILLNESS


def fill_in(visitor, field, words):
    address, name = FIELDS[field]
    visitor.get(address)
    return visitor.send(address, **OTHERS.get(address, {}), **{name: words})


@pytest.mark.hazard("HAZ-001")
@pytest.mark.parametrize("words", TOLD)
@pytest.mark.parametrize("field", FIELDS)
def test_a_danger_that_is_typed_shows_the_emergency_number_at_once(visitor, field, words):
    page = fill_in(visitor, field, words)
    assert Page(page.text).problems == []
    assert 'href="tel:' in page.text
    assert 'class="band now"' in page.text


@pytest.mark.parametrize("field", FIELDS)
def test_calm_words_stop_nobody(visitor, field):
    assert 'class="band now"' not in fill_in(visitor, field, CALM).text


@pytest.mark.parametrize(
    "field", ["words of for_doctor.html", "questions of for_doctor.html", "report of report.html"]
)
def test_somebody_who_was_misread_goes_on_with_all_that_was_filled_in(visitor, field):
    address, name = FIELDS[field]
    page = fill_in(visitor, field, TOLD[0])
    kept = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text)
    fields = {n: unescape(value) for n, value in kept if n != "token"}
    assert fields[name] == TOLD[0]
    assert fields["seen"] == "yes"
    assert OTHERS.get(address, {}).keys() <= fields.keys()
    page = visitor.send(address, **fields)
    assert 'class="band now"' not in page.text


def test_the_report_of_a_scan_is_explained_and_no_alarm_of_its_own(visitor):
    page = fill_in(
        visitor, "report of report.html", "Old wedge fracture of T12. Degenerative discs."
    )
    assert 'class="band now"' not in page.text
