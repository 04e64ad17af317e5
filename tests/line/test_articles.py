"""The articles: sound, easy to read, in our own words, and never gentler than the rules."""

import re
from dataclasses import replace

import pytest

from lumbago.article_checks import EASY, article_problems, myth_problems, problems_of
from lumbago.errors import KnowledgeError
from lumbago.knowledge import Category, Urgency
from lumbago.knowledge.articles import marks, spoken
from lumbago.loading import SHIPPED, load
from lumbago.loading import shipped as shipped_kb
from lumbago.readability import grade
from lumbago.sources import Basis, Citation, Provenance
from tests.overlap import known, shingles

KB = shipped_kb()
ARTICLES = list(KB.articles.values())
IDS = [article.id for article in ARTICLES]

BLAME_AND_PROMISE = re.compile(
    r"your fault|wear and tear|worn.out|crumbling|slipped out of place|we guarantee|"
    r"will cure|you have a herniated|you should have",
    re.IGNORECASE,
)


def every_text(article):
    """All that anybody reads of an article."""
    yield from (article.title, article.summary, article.goal, article.caption)
    yield from (spoken(article.body), spoken(article.clinicians))
    for myth in article.myths:
        yield myth.instead
    for question in article.questions:
        yield question.answer
    for prompt in article.prompts:
        yield from (prompt.asks, prompt.action)


def test_the_articles_have_no_problem():
    assert list(article_problems(KB)) == []


def test_every_shelf_has_an_article():
    assert {a.category for a in ARTICLES} == set(Category)


def test_the_articles_read_at_grade_six_on_average():
    grades = [grade(spoken(a.body)) for a in ARTICLES]
    assert sum(grades) / len(grades) <= EASY


@pytest.mark.hazard("HAZ-027")
@pytest.mark.parametrize("article", ARTICLES, ids=IDS)
def test_no_article_blames_promises_or_diagnoses(article):
    texts = " ".join(every_text(article))
    assert not BLAME_AND_PROMISE.search(texts)


def test_no_eight_words_in_a_row_are_those_of_the_texts_we_read():
    theirs = known()
    assert len(theirs) > 50_000
    shared = [
        (a.id, words)
        for a in ARTICLES
        for text in every_text(a)
        for paragraph in text.split("\n")
        for words, digest in shingles(paragraph)
        if digest in theirs
    ]
    assert shared == []


@pytest.mark.parametrize("article", ARTICLES, ids=IDS)
def test_every_article_has_sources_and_says_when_it_is_looked_at_again(article):
    assert article.claims
    assert set(marks(article.body)) | set(marks(article.clinicians)) <= set(article.claims)
    assert article.review_due.year - article.written.year <= 3
    assert article.clinicians


def test_an_estimate_is_never_shown_as_a_publication_and_none_is_boasted_of():
    for article in ARTICLES:
        for claim in article.claims.values():
            source = KB.sources[claim.citation.source]
            if claim.citation.provenance is Provenance.ESTIMATE:
                assert source.is_ours or claim.citation.basis.value == "judgement", article.id
            if claim.citation.provenance is Provenance.SEEN:
                assert source.provenance is Provenance.SEEN, (article.id, claim.id)


# -- myths ---------------------------------------------------------------------------------

WITH_MYTH = next(a for a in ARTICLES if a.id == "first_days")


def test_every_myth_comes_from_a_row_and_is_corrected_by_something_published():
    myths = [(a, myth) for a in ARTICLES for myth in a.myths]
    assert len(myths) > 70
    for article, myth in myths:
        citation = article.claims[myth.claim].citation
        source = KB.sources[citation.source]
        assert KB.sources[myth.found_in].title.startswith("Founding text"), article.id
        assert citation.basis is source.kind is not Basis.JUDGEMENT, article.id


def test_guidelines_correct_more_myths_than_anything_else():
    bases = [a.claims[m.claim].citation.basis for a in ARTICLES for m in a.myths]
    assert max(Basis, key=bases.count) is Basis.GUIDELINE


@pytest.mark.parametrize(
    ("source", "basis", "provenance"),
    [
        ("our_estimate", Basis.JUDGEMENT, Provenance.ESTIMATE),
        ("seed004", Basis.JUDGEMENT, Provenance.SEEN),
        ("seed004", Basis.GUIDELINE, Provenance.SEEN),
        ("nice_ng59", Basis.JUDGEMENT, Provenance.SEEN),
        ("nice_ng59", Basis.GUIDELINE, Provenance.ESTIMATE),
    ],
)
def test_a_myth_that_nothing_published_corrects_is_told(source, basis, provenance):
    assert not list(myth_problems(KB, WITH_MYTH))
    claim = WITH_MYTH.claims[WITH_MYTH.myths[0].claim]
    citation = Citation(source=source, basis=basis, provenance=provenance)
    claims = {**WITH_MYTH.claims, claim.id: replace(claim, citation=citation)}
    told = list(myth_problems(KB, replace(WITH_MYTH, claims=claims)))
    assert [source in str(problem) for problem in told] == [True]


@pytest.mark.parametrize("row", ["S9-001", ""])
def test_a_myth_from_no_founding_text_is_told(row):
    myths = (replace(WITH_MYTH.myths[0], row=row),)
    told = list(myth_problems(KB, replace(WITH_MYTH, myths=myths)))
    assert ["of no founding text" in str(problem) for problem in told] == [True]


# -- the rules of danger -------------------------------------------------------------------

_SADDLE = re.compile(
    r"numb[^.]*between (?:your|the) legs|numb[^.]*(?:genitals|back passage|saddle)", re.IGNORECASE
)
_SEND = re.compile(r"emergency|call an ambulance|go now|help now|at once", re.IGNORECASE)


@pytest.mark.hazard("HAZ-027")
@pytest.mark.parametrize("article", ARTICLES, ids=IDS)
def test_an_article_that_names_the_saddle_sign_sends_to_help_now(article):
    assert max(f.urgency for f in KB.red_flags.values() if "saddle_numbness" in str(f.when)) is (
        Urgency.NOW
    )
    for question in article.questions:
        if _SADDLE.search(question.answer):
            assert _SEND.search(question.answer), question.asks
    for paragraph in re.split(r"\n\n(?!- )", article.body):
        if _SADDLE.search(paragraph):
            about = spoken(article.body)
            assert _SEND.search(paragraph) or _SEND.search(about), paragraph


@pytest.mark.hazard("HAZ-027")
def test_an_article_on_a_danger_tells_where_to_get_help():
    dangers = {id for id, c in KB.conditions.items() if c.is_danger and c.urgency >= Urgency.TODAY}
    for article in ARTICLES:
        if article.category is Category.SAFETY and dangers & set(article.conditions):
            assert _SEND.search(spoken(article.body)), article.id


# -- the loader ----------------------------------------------------------------------------

FAULTY = """+++
title = "A title"
summary = "A summary."
category = "nowhere"
goal = "A goal."
written = 2026-11-29
review_due = 2026-01-01
rows = ["X1"]
related = []
conditions = ["no_condition"]
exercises = []
treatments = []
surprise = 1
fits = { findings = ["no_finding"] }

[claims.unused]
source = "no_source"
basis = "study"
provenance = "seen"

[claims.idle]
source = "no_source"
basis = "study"
provenance = "seen"

[[myths]]
says = "Nobody told us so."
instead = "It is not so."
claim = "unused"

[[prompts]]
asks = "Well?"
action = "Go"
page = "moon"
+++
Nobody knows. [@missing]

## For clinicians
Nothing.
"""


def test_every_fault_of_an_article_is_told_at_once(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "faulty.md").write_text(FAULTY, "utf-8")
    with pytest.raises(KnowledgeError) as told:
        load(SHIPPED, tmp_path)
    text = str(told.value)
    for fault in (
        "category is 'nowhere'",
        "page is 'moon'",
        "[@missing] has no claim",
        "nothing is marked with the claim 'idle'",
        "'row' is missing",
        "no source 'no_source'",
        "no condition 'no_condition'",
        "no finding 'no_finding'",
        "'X1' is no row",
        "review_due is not after written",
        "no field 'surprise'",
    ):
        assert fault in text, fault


def test_a_long_and_hard_article_is_told():
    article = replace(
        ARTICLES[0],
        body="Multidisciplinary biopsychosocial rehabilitation necessitates organisation. " * 200,
    )
    told = " ".join(map(str, problems_of(article)))
    assert "words, not 250 to 700" in told
    assert "body reads at grade" in told
