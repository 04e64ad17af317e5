"""What an article tells a reader with a danger sign to do is never gentler than the rules.

Each sentence is read as a person's own text is: the signs in it, one alternative at a time, go
through the red flags and through what stops a plan. What comes out is held against the words
of the sentence that say how soon to be seen.
"""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from lumbago import Answers, Person, Region
from lumbago.knowledge import Article, Urgency
from lumbago.knowledge.articles import Door, spoken
from lumbago.loading import shipped
from lumbago.reading import danger_of, understand
from lumbago.triage import urgency_by_rules

KB = shipped()
ARTICLES = list(KB.articles.values())
IDS = [article.id for article in ARTICLES]
EVERYWHERE = tuple(Region)
OLDER = 70.0

SAYS = {
    Urgency.NOW: r"ambulance|emergency (?:number|service)|^(?!.*\btoday\b).*\bemergency\b|"
    r"\b(?:go|call|get|help|department|means?|is)\b[^.;]*\b(?:now|at once)\b|call for help",
    Urgency.TODAY: r"\btoday\b|same.day|urgent care",
    Urgency.SOON: r"within (?:\w+ )?days|in (?:a few|two|three|2|3) days|this week|\bsoon\b",
    Urgency.ROUTINE: r"\b(?:see|ask|tell|talk to|visit|call|ring|show|speak to)\b[^.]*"
    r"\b(?:doctor|GP|clinician|physio\w*|pharmacist|midwife|nurse)|\bbe (?:seen|checked)|"
    r"\bget\b[^.]*checked|next weeks|\bbook\b|"
    r"\bhave (?:it|them|this|that|your|a|any|new|the)\b[^.]*(?<!been )(?:checked|looked at)",
    Urgency.SELF_CARE: r"no need to (?:see|call|go)|nothing to fear|(?<!not )\bwait\b|harmless|"
    r"look after yourself|at home",
}
"""How a sentence says how soon: the strongest words count."""

LATER = "Book a visit in the next weeks if this is you:"

_SOONEST = [(urgency, re.compile(words, re.I | re.S)) for urgency, words in SAYS.items()]
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")
_ITEM = re.compile(r"[>\s]*(?:[-*]|\d+\.)\s")


def said(sentence: str) -> Urgency | None:
    """How soon a sentence tells its reader to be seen; None where it says nothing of it."""
    return next((urgency for urgency, words in _SOONEST if words.search(sentence)), None)


def sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]


def alternatives(sentence: str) -> list[str]:
    """The signs of a list such as `a, b, or c`, of which one is enough; else the whole."""
    listed = re.search(r"\bor\b", sentence)
    return re.split(r"[,;]|\bor\b" if listed else ";", sentence)


@cache
def asked_for(signs: str, regions: tuple[Region, ...], age: float | None) -> Urgency:
    """How soon a person must be seen who has what a text names, in whichever region is worst."""
    told = understand(KB, signs)
    given = {m.finding: True for m in told.mentions if m.value is not False}
    places = (told.region,) if told.region else regions
    people = (Person(region=place, age_years=age) for place in places if given)
    asked = (urgency_by_rules(KB, Answers(person, given)) for person in people)
    return max(asked, default=Urgency.SELF_CARE)


def is_gentler(sentence: str, regions: tuple[Region, ...], age: float | None = None) -> bool:
    """Whether a sentence sends somebody with a sign of today or now later than the rules do."""
    soonest = said(sentence)
    if soonest is None:
        return False
    asked = max(asked_for(signs, regions, age) for signs in alternatives(sentence))
    return asked >= Urgency.TODAY and soonest < asked


def told_to(article: Article) -> Iterator[str]:
    """All that may tell a reader what to do; a line of a list with the words that lead to it."""
    lead = ""
    for block in re.split(r"\n\n+", article.body):
        lines = spoken(block).split("\n")
        leads = lead.endswith(":") and _ITEM.match(block)
        yield from (f"{lead} {line}" if leads else line for line in lines)
        lead = (sentences(lines[-1]) or [""])[-1]
    for myth in article.myths:
        yield myth.instead
    for question in article.questions:
        yield f"{question.asks} {question.answer}"
    for prompt in article.prompts:
        yield f"{prompt.asks} {prompt.action}"


def gentler(article: Article, age: float | None = None) -> list[str]:
    regions = article.fits.regions or EVERYWHERE
    return [s for text in told_to(article) for s in sentences(text) if is_gentler(s, regions, age)]


@pytest.mark.hazard("HAZ-027")
@pytest.mark.parametrize("article", ARTICLES, ids=IDS)
def test_no_article_sends_a_danger_sign_later_than_the_rules_do(article):
    assert gentler(article) == []
    assert not any(is_gentler(s, EVERYWHERE) for s in sentences(article.summary))


@pytest.mark.hazard("HAZ-027")
@pytest.mark.parametrize("article", ARTICLES, ids=IDS)
def test_no_article_sends_an_older_reader_later_than_the_rules_do(article):
    assert gentler(article, OLDER) == []


@pytest.mark.hazard("HAZ-027")
@pytest.mark.parametrize("article", ARTICLES, ids=IDS)
def test_a_prompt_that_fits_a_danger_sign_leads_to_the_check_or_to_help(article):
    for prompt in article.prompts:
        for finding in prompt.findings:
            if danger_of(KB, {finding: True}):
                assert prompt.page in {Door.START, Door.EMERGENCY}, (prompt.asks, finding)


def test_the_words_of_every_rule_are_read_as_soon_as_the_rule_is():
    for flag in KB.red_flags.values():
        if flag.urgency >= Urgency.ROUTINE:
            told = [said(sentence) or Urgency.SELF_CARE for sentence in sentences(flag.do)]
            assert max(told) >= flag.urgency, (flag.id, flag.do)


def test_a_danger_sign_with_a_gentle_word_beside_it_is_noticed():
    grave = [flag for flag in KB.red_flags.values() if flag.urgency >= Urgency.TODAY]
    noticed = [
        flag.id
        for flag in grave
        if any(is_gentler(f"{LATER} {told}", EVERYWHERE) for told in (flag.tell, flag.title))
    ]
    assert len(noticed) >= len(grave) / 2
    assert is_gentler(
        "See a doctor within three days for a numb saddle or a foot drop.", EVERYWHERE
    )
    assert is_gentler(
        "Past 65, have a small fall with back pain checked this week.", EVERYWHERE, 70
    )
    assert not is_gentler("Be seen within three days for weight loss.", EVERYWHERE)
