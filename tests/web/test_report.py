"""The report in the browser: looked at first, approved, and only then taken along."""

import json
import re
from html import unescape
from io import BytesIO

import pytest
from pypdf import PdfReader

from lumbago.loading import shipped
from lumbago.store import Store
from tests.web.journey import Visitor, only
from tests.web.markup import Page

SAID = only("onset_lift_twist", "worse_sitting", "low_mood")
FORMS = ("pdf", "html", "txt", "json")


@pytest.fixture(scope="module")
def visitor():
    return Visitor(shipped()).begin().finish(SAID)


def read(page, kind):
    if kind != "pdf":
        return unescape(page.text)
    return " ".join(p.extract_text() for p in PdfReader(BytesIO(page.content)).pages)


def test_before_there_are_answers_there_is_no_report():
    visitor = Visitor(shipped())
    assert visitor.client.get("/report", follow_redirects=False).status_code == 303


def test_the_page_asks_what_may_be_told_and_shows_it_before_anything_can_be_taken(visitor):
    page = visitor.get("/report")
    assert Page(page.text).problems == []
    assert "/report/file" not in page.text
    page = visitor.send("/report", words="zz-words", questions="zz-first\nzz-second", share="words")
    assert Page(page.text).problems == []
    assert "zz-words" in page.text
    assert "/report/file" in page.text
    assert all(f"zz-{n}" in page.text for n in ("first", "second"))


@pytest.mark.hazard("HAZ-033")
@pytest.mark.parametrize("kind", FORMS)
def test_what_is_taken_holds_what_was_ticked_and_nothing_else(visitor, kind):
    mood = shipped().findings["low_mood"].tick
    for share in (["words"], []):
        visitor.get("/report")
        visitor.send("/report", words="zz-words", share=share)
        fields = {"words": "zz-words", "share": share, "form": kind}
        page = visitor.send("/report/file", **fields)
        assert page.status_code == 200
        assert page.headers["cache-control"] == "no-store"
        text = read(page, kind)
        assert ("zz-words" in text) is bool(share)
        assert mood not in text
        visitor.get("/report")


def test_a_form_that_there_is_not_is_refused(visitor):
    visitor.get("/report")
    assert visitor.send("/report/file", form="exe").status_code == 404


def test_words_of_a_person_never_stand_in_an_address_or_as_markup(visitor):
    visitor.get("/report")
    page = visitor.send("/report", words="<script>alert(1)</script>", share="words")
    assert "<script>alert" not in page.text
    assert not any("alert" in address for address in visitor.addresses)


@pytest.mark.parametrize("language", ["es", "de"])
def test_it_is_there_in_every_language_and_says_who_translated_it(language):
    kb = shipped(language)
    visitor = Visitor(shipped(), kb, language=language).begin().finish(SAID)
    visitor.get("/report")
    page = visitor.send("/report")
    assert kb.words["report.title_clinician"] in unescape(page.text)
    assert kb.words["translation.machine"] in unescape(page.text)
    assert re.search(r'<article[^>]* lang="' + language, page.text)


def test_an_approval_is_kept_where_the_person_is_and_holds_no_word_of_theirs(tmp_path):
    with Store.open(tmp_path / "kept.db") as store:
        visitor = Visitor(shipped(), store=store)
        visitor.get("/people")
        visitor.send("/people/add", name="Ada")
        visitor.begin().finish(SAID)
        visitor.get("/report")
        visitor.send("/report/file", words="zz-words", share="words", form="txt")
        kept = store.events(store.people()[0].id, ("approval",))
        assert [e.payload["form"] for e in kept] == ["txt"]
        assert kept[0].payload["shares"] == ["words"]
        assert "zz-words" not in json.dumps(dict(kept[0].payload))
