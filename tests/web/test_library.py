"""The library in the browser's door: pages are sound, and each statement leads to its source."""

import re
from dataclasses import replace
from html import unescape

import pytest

from lumbago.assessment import assess
from lumbago.facts import know
from lumbago.knowledge import Drawing, Urgency
from lumbago.loading import load_all, shipped
from lumbago.plan import CarePlan, Wishes, plan_care
from lumbago.store import Store
from lumbago.web.articles import PICTURES, SIGN, numbered, rendered
from lumbago.web.pages.library import DOORS
from tests.web.journey import Visitor, only
from tests.web.markup import Page

KB = shipped()
ARTICLES = list(KB.articles.values())


@pytest.fixture(scope="module")
def visitor():
    """Somebody who has told nothing."""
    return Visitor(KB)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.id)
def test_a_page_of_an_article_is_sound_and_every_link_leads_somewhere(visitor, article):
    html = visitor.get(f"/library/{article.id}").text
    assert Page(html).problems == []
    assert "[@" not in html
    for claim in article.claims.values():
        assert f'href="/source/{claim.citation.source}"' in html
    for address in (f"/exercises/{id}" for id in article.exercises):
        assert f'href="{address}"' in html
    anchors = set(re.findall(r'href="#([\w-]+)"', html))
    assert anchors <= set(re.findall(r'id="([\w-]+)"', html))


def blocks(html):
    """The myths of a page, each as its piece of HTML."""
    return [piece.partition("</div>")[0] for piece in html.split('<div class="myth">')[1:]]


@pytest.mark.parametrize("article", [a for a in ARTICLES if a.myths], ids=lambda a: a.id)
def test_a_myth_shows_its_row_and_who_corrects_it_each_one_tap_away(visitor, article):
    shown = blocks(visitor.get(f"/library/{article.id}").text)
    assert len(shown) == len(article.myths)
    for html, myth in zip(shown, article.myths, strict=True):
        citation = article.claims[myth.claim].citation
        source = KB.sources[citation.source]
        words = unescape(html)
        assert myth.says in words
        assert myth.instead in words
        assert f'href="/source/{source.id}"' in html
        assert (source.short if source.surname else source.title) in words
        assert KB.words[f"basis.{citation.basis.value}"] in words
        assert KB.words[f"provenance.{citation.provenance.value}"] in words
        assert f'href="/source/{myth.found_in}"' in html
        assert myth.row in html


def test_the_lesson_shows_the_belief_beside_what_corrects_it():
    reader = Visitor(KB)
    told = 0
    for _ in range(31):
        html = unescape(reader.get("/lesson").text)
        (id,) = re.findall(r'class="button" href="/library/(\w+)"', html)
        shown, myths = blocks(html), KB.articles[id].myths
        told += len(shown)
        for piece in shown:
            assert any(m.says in piece and m.instead in piece for m in myths), id
            assert re.search(r'href="/source/(?!seed)\w+"', piece), id
        bare = re.sub(r'<div class="myth">.*?</div>', "", html, flags=re.DOTALL)
        assert not [m.instead for m in myths if m.instead in bare], id
        reader.clock.wait(24)
    assert told > 3


def test_every_page_an_article_leads_to_is_there(visitor):
    addresses = {
        address
        for article in ARTICLES
        for address in re.findall(
            r'href="(/(?:library|exercises|cause|treatment|source)/[\w-]+)"',
            visitor.get(f"/library/{article.id}").text,
        )
    } | set(DOORS.values())
    assert len(addresses) > 200
    for address in sorted(addresses):
        assert visitor.get(address).status_code < 400, address


def test_a_mark_says_basis_and_how_we_know_it(visitor):
    for article in ARTICLES[::5]:
        html = visitor.get(f"/library/{article.id}").text
        signs = dict(re.findall(r'aria-label="(\d+): [^"]+">\d+([°*]?)</a>', html))
        for id, number in numbered(article).items():
            if f"[@{id}]" in article.body + article.clinicians:
                assert signs[str(number)] == SIGN[article.claims[id].citation.provenance]


def test_raw_html_in_an_article_stays_text(visitor):
    article = replace(ARTICLES[0], body="<script>alert(1)</script> <b>x</b>")
    assert "<script>" not in rendered(KB, article, article.body).html
    assert "<b>" not in rendered(KB, article, article.body).html


def test_every_picture_can_be_drawn():
    assert set(PICTURES) == set(Drawing)
    assert all(draw().startswith("<svg") for draw in PICTURES.values())


def test_the_library_shows_every_article_once_on_its_shelf(visitor):
    html = visitor.get("/library").text
    assert Page(html).problems == []
    assert set(re.findall(r'href="/library/(\w+)"', html)) == set(KB.articles)
    some = visitor.get("/library?shelf=safety").text
    shown = set(re.findall(r'href="/library/(\w+)"', some))
    assert shown == {a.id for a in ARTICLES if a.category.value == "safety"}


FITS = "This fits something you told us."


def test_a_prompt_that_matches_what_somebody_told_says_so_and_stands_first(visitor):
    told = Visitor(KB)
    told.begin(places=["calf_left"])
    told.finish(only("worse_sitting", "pain_cramp_spasm", "morning_stiff_short"))
    yes = {id for id, value in know(KB, told.answers).facts.items() if value is True}
    matched = 0
    for article in ARTICLES:
        own = [p for p in article.prompts if p.findings]
        fitting = {p.asks for p in own if yes & set(p.findings)}
        html = told.get(f"/library/{article.id}").text
        shown = re.findall(r'prompt"><p><strong>(.*?)</strong></p>(<p class="soft">)?', html)
        fits = [bool(mark) for _, mark in shown]
        assert fits == sorted(fits, reverse=True), article.id
        marked = {unescape(asks) for asks, mark in shown if mark}
        assert marked & {p.asks for p in own} == fitting, article.id
        assert len(shown) == len(article.prompts)
        matched += len(fitting)
        assert FITS not in visitor.get(f"/library/{article.id}").text
    assert matched >= 3


def test_every_prompt_and_article_is_tagged_with_signs_or_conditions():
    for article in ARTICLES:
        for prompt in article.prompts:
            assert prompt.findings or article.conditions, article.id


def test_the_order_of_the_library_follows_what_the_plan_recommends():
    told = Visitor(KB)
    told.begin()
    told.finish(only())
    html = told.get("/library").text
    plan = plan_care(KB, assess(KB, told.answers), Wishes(), told.clock.now.date())
    assert isinstance(plan, CarePlan)
    recommended = {step.treatment.id for step in plan.steps}
    first = re.findall(r'href="/library/(\w+)"', html)[:3]
    assert all(recommended & set(KB.articles[id].treatments) for id in first), first


@pytest.mark.hazard("HAZ-027")
def test_whoever_must_be_seen_first_reads_that_before_any_article():
    sick = Visitor(KB)
    sick.begin()
    sick.finish(only("saddle_numbness", "bladder_retention"))
    for path in ("/library", "/library/stay_active", "/lesson"):
        html = sick.get(path).text
        assert KB.urgency_words[Urgency.NOW].name in html or "emergency" in html.lower()
        assert 'class="note now"' in html, path
    assert "/library/" not in sick.get("/lesson").text.partition("<main")[2].partition("</main")[0]


def test_the_lesson_is_there_for_whoever_told_nothing(visitor):
    html = visitor.get("/lesson").text
    assert Page(html).problems == []
    assert re.search(r'href="/library/\w+"', html)


def test_each_source_has_a_page_and_each_number_we_want_is_listed(visitor):
    html = visitor.get("/sources").text
    assert set(KB.sources) <= set(re.findall(r'href="/source/(\w+)"', html))
    wanted = visitor.get("/sources/wanted").text
    assert Page(wanted).problems == []
    assert "our estimate" in wanted
    assert wanted.count("<li>") < 150
    for group in ("rules", "articles"):
        assert visitor.get(f"/sources/wanted?group={group}&page=999").status_code == 200
    listed = set(re.findall(r"/rule/(\w+)", visitor.get("/sources/wanted?group=rules").text))
    recalled = {f.id for f in KB.red_flags.values() if f.citation.provenance.value != "seen"}
    assert listed == set(sorted(recalled)[:100])


def test_a_source_lists_the_articles_that_cite_it(visitor):
    for article in ARTICLES[::7]:
        for claim in article.claims.values():
            page = visitor.get(f"/source/{claim.citation.source}").text
            assert f'href="/library/{article.id}"' in page


@pytest.mark.hazard("HAZ-027")
def test_a_call_for_help_that_opens_an_article_stands_before_all_else_in_it(visitor):
    opening = [a for a in ARTICLES if a.body.lstrip().startswith("> **Get help now")]
    assert {"cauda_equina_topic", "artery_warning"} <= {a.id for a in opening}
    for article in opening:
        html = visitor.get(f"/library/{article.id}").text
        html = html[html.index("<article") :]
        call = html.index('class="note now"')
        assert call < min(html.find(mark) % len(html) for mark in (article.goal, "<figure", "<nav"))
        assert html.count("Get help now") == article.body.count("Get help now")


@pytest.mark.parametrize("language", ["es", "de"])
def test_titles_and_summaries_are_told_in_the_language_and_the_text_says_it_is_english(language):
    own = next(kb for kb in load_all() if kb.language == language)
    reader = Visitor(KB, own, language=language)
    assert own.articles["stay_active"].title != KB.articles["stay_active"].title
    html = reader.get("/library/stay_active").text
    assert own.articles["stay_active"].title in html
    assert '<div class="text" lang="en" dir="auto">' in html
    assert own.translation is not None
    missing = [key for key in own.translation.missing if key.startswith("articles.")]
    assert missing == []


@pytest.mark.parametrize("path", ["/result", "/plan", "/options", "/medicines", "/sure"])
def test_what_is_told_leads_to_its_source_with_one_click(path):
    somebody = Visitor(KB)
    somebody.begin()
    somebody.finish(only("radiates_below_knee", "leg_numb_tingle"))
    html = somebody.get(path).text
    told = re.findall(r'<span class="source">(.*?)</span>', html, re.DOTALL)
    without = [line for line in told if 'href="/source/' not in line]
    assert without == []
    if path in {"/plan", "/options"}:
        assert told


def test_for_five_weeks_no_lesson_comes_again_within_thirty_days_whatever_the_diary_says(tmp_path):
    with Store.open(tmp_path / "lumbago.db") as store:
        anna = Visitor(KB, store=store)
        anna.get("/people")
        anna.send("/people/add", name="Anna")
        anna.begin().finish(only("worse_sitting", "pain_cramp_spasm"))
        person, seen = anna.visit.person, list[str]()
        for day in range(36):
            anna.get("/people")
            anna.send("/people/choose", person=person)
            if day % 5 == 0:
                anna.get("/diary")
                own = {name: hidden(anna, name) for name in ("person", "entry", "alone")}
                bad = {"sleep_quality": "1"} if day % 2 else {"stress": "9"}
                anna.send("/diary", **own, **bad, pain_now="3", sign="none")
            main = anna.get("/lesson").text.partition("<main")[2].partition("</main")[0]
            (id,) = re.findall(r'class="button" href="/library/(\w+)"', main)
            assert id not in seen[-30:], day
            seen.append(id)
            anna.clock.wait(24)
        assert len(set(seen)) >= 31
        assert store.diary(person).entries


def hidden(visitor: Visitor, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', visitor.page.text)
    assert found
    return found[1]
