"""Every page: sound HTML, only what its context has, every claim with its source."""

import re
from dataclasses import fields

import pytest
from jinja2 import meta, nodes

from lumbago.answers import Region, Sex
from lumbago.body import MIDDLE, PAIRED, all_places
from lumbago.drawings import FIGURE_WORDS, MECHANISM_WORDS
from lumbago.feedback import Sort
from lumbago.knowledge import Category, Drawing, KnowledgeBase
from lumbago.loading import shipped
from lumbago.readability import grade, is_label
from lumbago.search import Kind
from lumbago.web.catalogue import LOCALE, read_catalogue
from lumbago.web.contexts import TEMPLATES
from lumbago.web.numbers import read_numbers
from lumbago.web.pages.question import WEEKS
from lumbago.web.rendering import environment
from tests.web.journey import Visitor, only, unsure
from tests.web.markup import Page

JINJA = environment()
STORY = "I lifted a box 3 weeks ago. It is worse when I sit. I had a fever. My bladder is fine."
SAID = only("onset_lift_twist", "worse_sitting", "radiates_below_knee", "leg_pain_one_strip")


def _sources(name: str) -> set[str]:
    """Return a template and all that it extends, includes or imports."""
    assert JINJA.loader
    tree = JINJA.parse(JINJA.loader.get_source(JINJA, name)[0])
    names = {name}
    for other in meta.find_referenced_templates(tree):
        assert other
        names |= _sources(other)
    return names


def _asked_for(name: str) -> set[str]:
    """Return the names that a template wants from outside: not what it imports or defines."""
    tree = _tree(name)
    own = {node.target for node in tree.find_all(nodes.Import)}
    own |= {node.name for node in tree.find_all(nodes.Macro)}
    return meta.find_undeclared_variables(tree) - own


def _tree(name: str) -> nodes.Template:
    assert JINJA.loader
    return JINJA.parse(JINJA.loader.get_source(JINJA, name)[0])


@pytest.mark.parametrize("context", TEMPLATES, ids=lambda c: c.__name__)
def test_a_template_uses_only_the_fields_of_its_context(context):
    allowed = {field.name for field in fields(context)}
    for name in _sources(TEMPLATES[context]):
        assert _asked_for(name) <= allowed, name


@pytest.mark.parametrize("context", TEMPLATES, ids=lambda c: c.__name__)
def test_a_context_has_no_field_that_its_template_leaves_out(context):
    used = set().union(*map(_asked_for, _sources(TEMPLATES[context])))
    assert {field.name for field in fields(context)} <= used


def test_every_template_belongs_to_a_context():
    shared = {"anatomy_parts.html", "base.html", "care_parts.html", "parts.html",
              "exercise_parts.html", "learning_parts.html", "library_parts.html",
              "place_parts.html", "tiles.html", "training_parts.html"}  # fmt: skip
    assert set(JINJA.list_templates()) == {*TEMPLATES.values(), *shared}


def every_page(kb: KnowledgeBase, visitor: Visitor, ill: Visitor) -> dict[str, str]:
    """Every kind of page, as two people see it: one who is well, and one with an emergency."""
    pages = {"/": visitor.page.text}
    pages["bad age"] = visitor.send("/start", age="x", sex="", whom="me").text
    visitor.send("/start", age="45", sex="female", whom="other")
    pages["/where"] = visitor.page.text
    pages["bad place"] = visitor.send("/where").text
    pages["elsewhere"] = visitor.send("/where", place=["chest"], main="chest").text
    pages["/where/most"] = visitor.send("/where", place=["low_back", "calf_left"]).text
    pages["/in-your-words"] = visitor.send("/where/most", main="low_back").text
    pages["nothing"] = visitor.send("/in-your-words", text="Good morning.", done="read").text
    pages["/in-your-words/check"] = visitor.send("/in-your-words", text=STORY, done="read").text
    visitor.send("/in-your-words", done="skip")
    visitor.get("/questions")
    while visitor.path.startswith("/questions/"):
        pages[visitor.path] = visitor.page.text
        pages[f"bad {visitor.path}"] = visitor.send(visitor.path).text
        visitor.get("/questions")
        visitor.answer(SAID)
    for path in ("/", "/you", "/result", "/how-sure", "/answers", "/help", "/offline", "/nothing",
                 "/where", "/in-your-words"):  # fmt: skip
        pages[path] = visitor.get(path).text
    visitor.get("/result")
    pages["/what-if"] = visitor.send("/what-if", number="0").text
    visitor.get("/questions/2")
    visitor.answer(unsure)
    pages["changed"] = visitor.finish(unsure).page.text
    ids = (
        *(f"/cause/{id}" for id in (*list(kb.groups)[:2], *list(kb.conditions)[:6])),
        *(f"/kind/{id}" for id in kb.mechanisms),
        *(f"/question/{id}" for id in list(kb.findings)[:6]),
        "/question/gate_bladder",
        *(f"/rule/{id}" for id in list(kb.red_flags)[:4]),
        *(f"/source/{id}" for id in list(kb.sources)[:8]),
    )
    for path in ids:
        pages[path] = visitor.get(path).text
    visitor.get("/questions/2")
    visitor.answer(only("saddle_numbness", "gate_bladder"))
    ill.begin().answer(only("saddle_numbness"))
    pages["/emergency"] = ill.page.text
    ill.send("/emergency/go-on")
    pages["after emergency"] = ill.page.text
    pages["result of an emergency"] = ill.finish(only()).page.text
    return pages


@pytest.fixture(scope="module")
def pages(kb):
    return every_page(kb, Visitor(kb), Visitor(kb))


def test_every_page_is_sound_html_with_one_heading_labels_and_a_language(pages):
    wrong = {path: Page(text).problems for path, text in pages.items()}
    assert {path: problems for path, problems in wrong.items() if problems} == {}


def test_every_form_carries_a_token(pages):
    for path, text in pages.items():
        forms = re.findall(r"<form.*?</form>", text, re.DOTALL)
        assert all('name="token" value="' in form for form in forms), path


def test_the_emergency_is_in_view_on_every_page(pages):
    for path, text in pages.items():
        if path not in {"/help", "/offline"}:  # they are all about it
            assert 'class="strip"' in text, path
            assert 'href="/help"' in text, path
        else:
            assert 'href="tel:' in text, path


def test_no_page_loads_anything_from_elsewhere(pages):
    for path, text in pages.items():
        assert not re.findall(r'(?:src|action)="https?://', text), path
        assert not re.findall(r'<link[^>]+href="https?://', text), path


def test_no_address_in_a_page_tells_an_answer(pages):
    for path, text in pages.items():
        inside = re.findall(r'(?:href|action)="(/[^"]*)"', text)
        assert not [address for address in inside if "?" in address], path


def test_every_link_inside_leads_somewhere(kb, pages):
    visitor = Visitor(kb)
    addresses = {a for text in pages.values() for a in re.findall(r'href="(/[^"#]*)"', text)}
    reference = re.compile(r"/(cause|kind|question|rule|source)/")
    for address in sorted(filter(reference.match, addresses)):
        assert visitor.client.get(address).status_code == 200, address


def test_every_reason_cause_and_danger_of_a_result_opens_to_its_origin(pages):
    result = pages["result of an emergency"]
    assert len(re.findall(r'<article class="reason"><h3><a href="/rule/', result)) == result.count(
        '<article class="reason">'
    )
    assert "/source/" in result
    ordinary = pages["/result"]
    assert ordinary.count('<article class="cause">') <= len(
        re.findall(r'<a href="/cause/', ordinary)
    )


def test_a_judgement_is_called_our_estimate(kb):
    visitor = Visitor(kb)
    assert "our estimate" in visitor.get("/cause/nonspecific_low_back_pain").text


def test_the_words_of_the_pages_are_easy_to_read():
    told = [
        (f"{name}.{key}", text)
        for name, section in read_catalogue().sections.items()
        for key, text in section.items()
        if not is_label(text)
    ]
    grades = {name: grade(text) for name, text in told}
    assert {name: round(g, 1) for name, g in grades.items() if g > 8} == {}
    assert sum(grades.values()) / len(grades) <= 6


def test_the_words_have_no_long_dash_and_speak_british():
    text = (LOCALE / "en.toml").read_text(encoding="utf-8")
    assert "—" not in text
    assert not re.search(r"\b(color|behavior|center|meter)s?\b", text)


def test_every_word_that_a_template_asks_for_is_in_the_catalogue_and_none_is_idle():
    used = set()
    assert JINJA.loader
    for name in JINJA.list_templates():
        used |= set(re.findall(r't\("(\w+)"', JINJA.loader.get_source(JINJA, name)[0]))
    code = "".join(p.read_text() for p in (LOCALE.parent).rglob("*.py"))
    known = {k for section in read_catalogue().sections.values() for k in section}
    assert used <= known
    quoted = set(re.findall(r'"(\w+)"', code)) | used
    patterns = ("region_", "person_", "group_", "sex_", "whom_", "tally_", "area_", "phase_",
                "purpose_", "direction_", "position_", "level_")  # fmt: skip
    quoted |= {*Region, *Sex, *WEEKS, *MIDDLE, *PAIRED, *all_places(), *MECHANISM_WORDS}
    quoted |= {*FIGURE_WORDS, *Drawing, *Kind, *Sort}
    quoted |= {f"shelf_{category.value}" for category in Category}
    quoted |= set(read_numbers().by_id)
    quoted |= {id for e in shipped().exercises.values() for id in (*e.good_for, *e.not_for)}
    idle = {
        k
        for k in known
        if k.removesuffix("_carer") not in quoted
        and not k.startswith(patterns)
        and not k.endswith(("_text", "_hint", "_carer"))
    }
    assert idle == set()


def test_the_same_answers_in_the_same_version_give_the_same_page(kb):
    first, second = (Visitor(kb).begin().finish(SAID).page.text for _ in range(2))
    token = re.compile(r'name="token" value="\w+"')
    assert token.sub("", first) == token.sub("", second)
