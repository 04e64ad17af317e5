"""The search page: what is typed stays out of addresses, and a danger takes the page."""

import httpx
import pytest

from lumbago.loading import load_all, shipped
from lumbago.search import Kind, search
from lumbago.web.pages.search import ADDRESS
from tests.web.journey import Visitor
from tests.web.markup import Page

KB = shipped()
DANGER = "i cant pee and my legs are numb"


@pytest.fixture
def visitor():
    """Somebody who has told nothing."""
    return Visitor(KB)


def typed(visitor: Visitor, query: str, **fields: str) -> httpx.Response:
    """Search as the form does."""
    visitor.get("/search")
    return visitor.send("/search", query=query, **fields)


def test_what_is_typed_is_sent_in_a_form_and_never_stands_in_an_address(visitor):
    page = visitor.get("/search").text
    assert 'method="post" action="/search"' in page
    found = typed(visitor, "heat for my sore neck")
    assert found.status_code == 200
    assert "sore neck" not in str(found.url)
    assert all("sore" not in link for link in Page(found.text).links)


def test_every_hit_of_every_kind_leads_to_a_page(visitor):
    assert set(ADDRESS) == set(Kind)
    seen = set()
    for query in ("heat", "sciatica", "cat cow", "ibuprofen", "golf", "massage", "disc", "sit up"):
        for hit in search(KB, query).hits:
            if hit.kind not in seen:
                seen.add(hit.kind)
                address, _, anchor = ADDRESS[hit.kind].format(id=hit.id).partition("#")
                answer = visitor.get(address)
                assert answer.status_code == 200, hit
                assert not anchor or f'id="{anchor}"' in answer.text, hit
    assert len(seen) >= 7


@pytest.mark.hazard("HAZ-028")
def test_a_danger_in_the_search_shows_what_to_do_in_place_of_the_results(visitor):
    page = typed(visitor, DANGER).text
    assert Page(page).problems == []
    assert 'href="tel:999"' in page
    assert "data-found" not in page
    assert "cant pee" in page


@pytest.mark.hazard("HAZ-028")
def test_somebody_who_only_looked_it_up_can_go_on_and_loses_nothing(visitor):
    page = typed(visitor, DANGER, seen="yes").text
    assert "data-found" in page
    assert f'value="{DANGER}"' in page


def test_a_query_that_finds_nothing_says_so(visitor):
    assert "Nothing here fits" in typed(visitor, "xqzvw").text


def test_what_was_meant_is_said(visitor):
    page = typed(visitor, "osteoporrosis").text
    assert "osteoporosis" in page
    assert "in place of" in page


def test_markup_that_is_typed_is_shown_as_text(visitor):
    page = typed(visitor, "<script>alert(1)</script> heat").text
    assert "<script>alert" not in page


@pytest.mark.parametrize("code", ["es", "de"])
def test_the_search_works_in_the_other_languages(code):
    english, *others = load_all()
    page = typed(Visitor(english, *others, language=code), "ibuprofen").text
    assert 'href="/medicines#ibuprofen"' in page
    assert Page(page).problems == []


REPORT = "since monday my leg tingles"


def test_a_report_leads_to_the_questions_and_the_articles_stand_behind_a_link(visitor):
    page = typed(visitor, REPORT).text
    assert Page(page).problems == []
    before, _, behind = page.partition("<details")
    assert "What we understood" in before
    assert 'name="ask" value="yes"' in before
    assert 'class="hits"' not in before
    assert 'class="hits"' in behind


def test_the_words_of_a_report_are_taken_over_into_the_questions(visitor):
    typed(visitor, REPORT)
    visitor.send("/search", query=REPORT, seen="yes", ask="yes")
    visitor.send("/start", whom="me", age="40", sex="female")
    visitor.send("/where", place=["low_back"], main="low_back")
    assert REPORT in visitor.page.text
    assert not any("monday" in address for address in visitor.addresses)


def test_a_danger_is_shown_though_the_questions_were_asked_for(visitor):
    page = typed(visitor, DANGER, ask="yes").text
    assert 'href="tel:999"' in page


@pytest.mark.parametrize(
    "query", ["sciatica", "exercises for leg pain and numbness", "how can i help my stiff neck"]
)
def test_a_topic_stays_a_search(visitor, query):
    page = typed(visitor, query).text
    assert 'class="hits"' in page
    assert 'name="ask"' not in page
