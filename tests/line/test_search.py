"""The search finds the right page by lay words and slips, and sends an illness to the questions."""

import csv
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.loading import shipped
from lumbago.search import LONGEST, MOST, Hit, Kind, search

KB = shipped()
JUDGED = Path(__file__).parents[1] / "search_queries.csv"
"""Our own queries, each with the pages that answer it, judged by us before the ranking was made."""


BLIND = JUDGED.with_name("search_queries_blind.csv")
"""90 more, judged on 2026-11-29 in two sets before the index was looked at; at first 55 of 60 and
27 of 30 were right. Where a page and the questions are both right, either counts."""

QUESTIONS = "questions"
"""What is right for a query of `BLIND` that tells how somebody is."""


def judged(file: Path = JUDGED) -> list[tuple[str, set[str]]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return [(row["query"], set(row["right"].split("|"))) for row in csv.DictReader(stream)]


def named(hits: tuple[Hit, ...]) -> list[str]:
    return [f"{hit.kind.value}:{hit.id}" for hit in hits]


def test_the_right_page_is_among_the_first_three_for_95_of_100_queries():
    queries = judged()
    assert len(queries) == 100
    wrong = [q for q, right in queries if not right & set(named(search(KB, q).hits)[:3])]
    assert len(wrong) <= 5, wrong


def test_the_right_page_is_among_the_first_three_for_19_of_20_queries_judged_blind():
    queries = judged(BLIND)
    assert len(queries) == 90
    wrong = [
        q
        for q, right in queries
        if right != {QUESTIONS}
        and not right & set(named(search(KB, q).hits)[:3])
        and not (QUESTIONS in right and search(KB, q).is_statement)
    ]
    assert len(wrong) <= 4, wrong


@pytest.mark.parametrize("query", [q for q, right in judged(BLIND) if right == {QUESTIONS}])
def test_a_report_that_was_judged_blind_leads_to_the_questions(query):
    found = search(KB, query)
    assert found.alert or found.is_statement


def words_of_scans() -> list[tuple[str, str]]:
    """Each word of a scan report that stands on no other page."""
    return [
        (id, word)
        for id, entry in KB.care.report_words.items()
        for word in entry.words
        if not any(hit.kind is not Kind.SCAN_WORD for hit in search(KB, word).hits)
    ]


def test_a_word_of_a_scan_report_that_no_page_has_is_explained_at_once():
    words = words_of_scans()
    assert len(words) > 10
    for id, word in words:
        assert f"scan_word:{id}" in named(search(KB, word).hits)[:2], word


def test_a_word_of_a_scan_report_is_found_by_nothing_that_is_told_of_it():
    for query in ("nodes", "nothing of note was seen", "like grey hair"):
        assert not any(hit.kind is Kind.SCAN_WORD for hit in search(KB, query).hits), query


@pytest.mark.parametrize(
    ("query", "subject"),
    [
        ("running with a slipped disc", "activity:running"),
        ("how to sleep with sciatica", "article:sleep_back"),
        ("golf with a stiff neck", "activity:golf"),
        ("yoga with osteoporosis", "treatment:yoga"),
    ],
)
def test_what_stands_before_with_is_what_is_looked_for(query, subject):
    assert subject in named(search(KB, query).hits)[:3]


@pytest.mark.parametrize(
    ("query", "kind", "right"),
    [
        ("vicodin", "opioid", "article:opioids_topic"),
        ("meloxicam", "nsaid", "article:pain_relief_basics"),
        ("collision", "crash", "article:whiplash_topic"),
        ("keyhole", "surgery", "article:surgery"),
    ],
)
def test_a_word_that_no_page_has_is_looked_up_by_what_the_reader_takes_it_for(query, kind, right):
    found = search(KB, query)
    assert found.meant == {query: kind}
    assert right in named(found.hits)[:3]


def test_a_setting_alone_is_found_where_nobody_knows_the_subject():
    assert search(KB, "xqzvw with sciatica").hits


def everyday() -> list[tuple[str, str]]:
    """Each everyday word that an activity or an article is called by, with the page."""
    return [
        *(
            (word, f"activity:{a.id}")
            for a in KB.care.activities.values()
            for word in a.also_called
        ),
        *((word, f"article:{a.id}") for a in KB.articles.values() for word in a.also_called),
    ]


def test_an_everyday_word_finds_the_pages_that_are_called_so():
    words = everyday()
    assert len(words) > 150
    missed = [(w, page) for w, page in words if page not in named(search(KB, w).hits)[:5]]
    assert missed == []
    assert not any(search(KB, word).alert for word, _ in words)


def test_everyday_words_of_english_are_not_looked_for_in_another_language():
    assert not any(hit.id == "heavy_work" for hit in search(shipped("de"), "bricklayer").hits)


def slipped(word: str, rng: random.Random) -> str:
    """One slip of the keyboard: two letters swapped, one left out, or one doubled."""
    at = rng.randrange(1, len(word) - 2)
    return rng.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
        )
    )


def test_a_slip_of_the_keyboard_in_the_name_of_a_medicine_still_finds_it():
    rng = random.Random(7)  # noqa: S311  slips, no secrets
    for medicine in KB.care.medicines.values():
        name = medicine.name.split()[0]
        if len(name) >= 7 and name.isalpha():
            first = named(search(KB, slipped(name.casefold(), rng)).hits)[:5]
            assert any(hit.startswith(("medicine:", "article:")) for hit in first), name
            assert f"medicine:{medicine.id}" in first, (name, first)


def test_every_page_is_found_by_its_own_title():
    missed = []
    for kind, shelf in (
        (Kind.ARTICLE, KB.articles.values()),
        (Kind.EXERCISE, KB.exercises.values()),
        (Kind.MEDICINE, KB.care.medicines.values()),
    ):
        for entry in shelf:
            title = getattr(entry, "title", "") or getattr(entry, "name", "")
            if f"{kind.value}:{entry.id}" not in named(search(KB, title).hits)[:5]:
                missed.append(title)
    assert len(missed) <= 3, missed


@pytest.mark.hazard("HAZ-028")
@pytest.mark.parametrize(
    "query",
    [
        "i cant pee and my legs are numb",
        "CANT PEE legs numb",
        "numb between my legs since this morning",
        "i want to end my life",
        "worst headache of my life and double vision",
    ],
)
def test_a_query_that_tells_of_an_emergency_is_an_alert(query):
    assert search(KB, query).alert


@pytest.mark.parametrize(
    "query", ["my leg is numb since tuesday", "i have back pain and a stiff neck when i wake up"]
)
def test_a_query_that_tells_how_somebody_is_is_sent_to_the_questions(query):
    assert search(KB, query).is_report


@pytest.mark.parametrize("query", ["heat or ice", "mri scan", "ibuprofen", "sciatica", "yoga"])
def test_a_query_that_looks_something_up_is_no_report(query):
    found = search(KB, query)
    assert not found.is_report
    assert not found.alert


@given(st.text(max_size=400))
def test_any_text_is_searched_without_a_fault(text):
    found = search(KB, text)
    assert len(found.hits) <= MOST
    assert len(set(named(found.hits))) == len(found.hits)


@given(st.sampled_from([query for query, _ in judged()]))
def test_case_and_spaces_change_nothing(query):
    assert search(KB, f"  {query.upper()} ").hits == search(KB, query).hits


def test_a_text_as_long_as_a_book_is_cut_and_quick():
    assert len(search(KB, "pain " * 100_000).hits) <= MOST
    assert LONGEST == 300


SAID = """i have had pain down my left leg for two weeks and my foot is numb
my back hurts since i lifted a box yesterday
i cannot bend and it hurts to sit
my neck is stiff and my arm tingles
for three weeks my back has been aching at night
my toes feel numb and i limp
my lower back is sore and stiff every morning for an hour
both my hands tingle at night
pain in my back for 6 months, worse sitting
i feel pins and needles in my left foot
had a fall last week, my back still hurts"""

LOOKED_UP = """sciatica
numbness
pins and needles
leg pain and numbness
pain down my leg
stiff back in the morning
headache from the neck
exercises for leg pain and numbness
how can i help my stiff neck
why does my back hurt when i sit
should i be worried about tingling
does sciatica cause weakness
i want exercises for numb toes
sciatica symptoms numbness tingling
worse at night and stiff in the morning"""


@pytest.mark.parametrize("query", SAID.splitlines())
def test_what_somebody_says_of_themselves_is_a_statement(query):
    found = search(KB, query)
    assert found.is_statement
    assert all(words in query for words in found.signs.values())


@pytest.mark.parametrize("query", LOOKED_UP.splitlines())
def test_what_is_looked_up_or_asked_is_no_statement(query):
    assert not search(KB, query).is_statement
