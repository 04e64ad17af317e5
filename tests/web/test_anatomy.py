"""The anatomy explorer and the glossary in the browser's door: every spot leads to its part."""

import re
from dataclasses import replace
from itertools import combinations
from math import hypot

import pytest

from lumbago.knowledge.articles import Drawing
from lumbago.loading import load_all, shipped
from lumbago.web.anatomy import SHOWN, WRITTEN, box_of, explored, parts, radius
from tests.web.journey import Visitor
from tests.web.markup import Page

KB = shipped()
PICTURES = list(Drawing)
SPOTTED = [term for term in KB.glossary.values() if term.spot]


@pytest.fixture(scope="module")
def visitor():
    """Somebody who has told nothing."""
    return Visitor(KB)


def test_every_picture_can_be_explored():
    assert set(SHOWN) == set(Drawing)


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_has_at_least_three_spots_all_inside_it_and_none_over_another(picture):
    box = box_of(SHOWN[picture]({}))
    r = radius(picture, box)
    spots = [term.spot for term in parts(KB, picture) if term.spot is not None]
    assert len(spots) >= 3
    for spot in spots:
        assert box.left + r <= spot.x <= box.left + box.width - r, spot
        assert box.top + r <= spot.y <= box.top + box.height - r, spot
    for one, other in combinations(spots, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= 2 * r, (one, other)


@pytest.mark.parametrize("picture", PICTURES)
def test_each_spot_is_a_named_link_to_its_part_and_each_part_leads_back(visitor, picture):
    html = visitor.get(f"/anatomy/{picture.value}").text
    assert Page(html).problems == []
    for n, term in enumerate(parts(KB, picture), start=1):
        spot = re.search(
            rf'<a href="#{term.id}"[^>]+id="spot-{term.id}" aria-label="([^"]+)"', html
        )
        assert spot is not None, term.id
        assert spot[1].startswith(f"{n}: ")
        assert f'<li id="{term.id}"' in html
        assert f'href="#spot-{term.id}"' in html
    assert html.count('class="spot"') == len(parts(KB, picture))


def test_a_name_with_signs_of_html_stays_text():
    term = replace(SPOTTED[0], name='<b>"x"</b>')
    assert term.spot is not None
    drawn = explored(term.spot.picture, {}, [term])
    assert "<b>" not in drawn


def test_the_first_picture_is_the_spine_and_an_unknown_one_is_not_found(visitor):
    assert visitor.get("/anatomy").text == visitor.get("/anatomy/spine").text.replace(
        'value="/anatomy/spine"', 'value="/anatomy"'
    )
    assert visitor.get("/anatomy/liver").status_code == 404


def test_the_glossary_has_every_word_once_under_its_letter(visitor):
    html = visitor.get("/glossary").text
    assert Page(html).problems == []
    for term in KB.glossary.values():
        assert html.count(f'<div id="{term.id}">') == 1, term.id
    letters = re.findall(r'href="#letter-(\w)"', html)
    assert letters == sorted(letters)
    assert all(f'id="letter-{letter}"' in html for letter in letters)


def test_every_page_that_a_word_leads_to_is_there(visitor):
    html = visitor.get("/glossary").text
    assert html.count('href="/anatomy/') == len(SPOTTED)
    for address in sorted(set(re.findall(r'href="(/(?:library|source|anatomy)/[\w#-]+)"', html))):
        page, _, anchor = address.partition("#")
        answer = visitor.get(page)
        assert answer.status_code == 200, address
        assert not anchor or f'id="{anchor}"' in answer.text, address


def test_the_library_leads_to_both(visitor):
    html = visitor.get("/library").text
    assert 'href="/anatomy"' in html
    assert 'href="/glossary"' in html


@pytest.mark.parametrize("language", ["es", "de"])
def test_in_another_language_no_english_stands_unmarked(language):
    own = next(kb for kb in load_all() if kb.language == language)
    reader = Visitor(KB, own, language=language)
    for picture in PICTURES:
        html = reader.get(f"/anatomy/{picture.value}").text
        assert Page(html).problems == []
        assert not set(WRITTEN.get(picture, ())) & set(re.findall(r">(\w+)</text>", html))
    html = reader.get("/glossary").text
    assert Page(html).problems == []
    for term in KB.glossary.values():
        if own.glossary[term.id].tells == term.tells:
            told = html.partition(f'<div id="{term.id}">')[2].partition("</dd>")[0]
            assert '<strong lang="en" dir="auto">' in told, term.id


@pytest.mark.parametrize("language", ["es", "de"])
def test_every_word_is_told_in_every_language(language):
    own = next(kb for kb in load_all() if kb.language == language)
    assert own.translation is not None
    missing = [key for key in own.translation.missing if key.startswith("glossary.")]
    assert missing == []
    names = [term.name.casefold() for term in own.glossary.values()]
    assert sorted(names) == sorted(set(names))
    help_now = {"es": "busque ayuda ahora", "de": "holen sie jetzt hilfe"}[language]
    for term in KB.glossary.values():
        if "get help now" in term.tells:
            assert help_now in own.glossary[term.id].tells.casefold(), term.id
