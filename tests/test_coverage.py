"""Each of the 803 statements that lumbago was founded on is built, or overridden for a reason."""

import ast
import csv
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from lumbago.coverage import CONDITIONS, ROWS, How, counts, faults, requirements
from lumbago.loading import shipped
from lumbago.readability import grade
from tests.web.journey import Visitor

ROOT = Path(__file__).parent
KB = shipped()
REGISTER = requirements()
NAMED = requirements(CONDITIONS)
SAMPLE = ROOT / "coverage_sample.csv"
"""60 rows, each with the page and the words that prove it on the running product."""


@cache
def names_of_tests(file: Path) -> frozenset[str]:
    tree = ast.parse(file.read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def is_test(link: str) -> bool:
    """Whether `line/test_x.py::test_y` is there."""
    file, _, name = link.partition("::")
    path = ROOT / file
    return path.exists() and name in names_of_tests(path)


def test_no_statement_is_open_and_every_link_leads_somewhere():
    visitor = Visitor(KB)
    pages = cache(lambda address: visitor.client.get(address).status_code == 200)
    found = list(faults(KB, REGISTER, pages=pages, tests=is_test))
    assert [str(problem) for problem in found] == []


def test_every_statement_stands_once():
    assert len(REGISTER) == len({entry.row for entry in REGISTER}) == ROWS
    assert sum(counts(REGISTER).values()) == ROWS


def test_every_statement_is_told_in_plain_words():
    assert all(entry.says for entry in REGISTER)
    grades = [grade(entry.says) for entry in REGISTER]
    assert sum(grades) / len(grades) <= 10


def test_what_is_overridden_says_why_and_who_says_so():
    over = [entry for entry in REGISTER if entry.how is How.OVERRIDDEN]
    assert over
    assert all(len(entry.reason) > 20 and entry.source in KB.sources for entry in over)


def test_an_article_that_a_row_names_says_so_itself():
    for entry in REGISTER:
        for link in entry.by:
            kind, _, id = link.partition(":")
            if kind == "article":
                article = KB.articles[id]
                assert entry.row in {*article.rows, *(m.row for m in article.myths)}, link


def test_every_row_that_an_article_or_a_myth_names_is_in_the_register():
    rows = {entry.row for entry in REGISTER}
    for article in KB.articles.values():
        assert {*article.rows, *(m.row for m in article.myths)} <= rows, article.id


def test_each_of_the_82_conditions_that_the_texts_name_became_of_something():
    visitor = Visitor(KB)
    pages = cache(lambda address: visitor.client.get(address).status_code == 200)
    assert len({entry.row for entry in NAMED}) == len(NAMED) == 82
    assert [str(problem) for problem in faults(KB, NAMED, pages=pages, tests=is_test)] == []
    assert all(grade(entry.says) <= 12 for entry in NAMED)


def test_each_condition_and_each_of_the_49_exercises_rests_on_statements_of_the_register():
    rows = {entry.row for entry in REGISTER}
    assert len(KB.source_rows) == 49
    doable = {*KB.exercises, *KB.not_now}
    for id, claims in [
        *((entry.row, entry.rows) for entry in NAMED),
        *((e.id, e.claims) for e in KB.source_rows.values()),
    ]:
        assert claims, id
        assert set(claims) <= rows, id
    assert all(e.exercises and set(e.exercises) <= doable for e in KB.source_rows.values())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"how": How.OPEN}, "nothing is said"),
        ({"by": ()}, "leads nowhere"),
        ({"by": ("condition:no_such_thing",)}, "'condition:no_such_thing' leads nowhere"),
        ({"by": ("no_such_kind:strain",)}, "'no_such_kind:strain' leads nowhere"),
        ({"by": ("page:/no-such-page",)}, "'page:/no-such-page' leads nowhere"),
        ({"by": ("test:line/no_such_test.py::test_x",)}, "leads nowhere"),
        ({"how": How.OVERRIDDEN, "reason": "", "source": "nice_ng59"}, "without reason"),
        ({"how": How.OVERRIDDEN, "reason": "Because it is so.", "source": ""}, "without reason"),
        ({"source": "no_such_source"}, "there is no source"),
        ({"row": REGISTER[0].row}, "2 times"),
    ],
)
def test_each_fault_of_a_row_is_told(change, told):
    good = next(entry for entry in REGISTER if entry.row == "S0-022")
    visitor = Visitor(KB)

    def pages(address):
        return visitor.client.get(address).status_code == 200

    def problems(*entries):
        return [str(problem) for problem in faults(KB, entries, pages=pages, tests=is_test)]

    assert problems(REGISTER[0], good) == []
    found = problems(REGISTER[0], replace(good, **change))
    assert any(told in problem for problem in found), found


def test_every_article_says_what_it_is_about_and_leads_on():
    for article in KB.articles.values():
        told = (article.title, article.summary, article.goal, article.body, article.clinicians)
        assert all(told), article.id
        assert article.body.count("\n## ") >= 2, article.id
        assert len(set(article.related)) == len(article.related) >= 2, article.id
        assert article.id not in article.related


def sample() -> list[tuple[str, str, str]]:
    with SAMPLE.open(encoding="utf-8", newline="") as stream:
        return [(line["row"], line["page"], line["shows"]) for line in csv.DictReader(stream)]


@pytest.fixture(scope="module")
def visitor():
    """Somebody who has told nothing."""
    return Visitor(KB)


def test_the_sample_holds_sixty_rows_of_all_five_texts():
    rows = {row for row, _, _ in sample()}
    assert len(rows) >= 60
    assert {row[:2] for row in rows} == {"S0", "S1", "S2", "S3", "S4"}


@pytest.mark.parametrize(("row", "page", "shows"), sample())
def test_a_row_of_the_sample_is_seen_on_the_running_product(visitor, row, page, shows):
    assert any(entry.row == row for entry in REGISTER)
    answer = visitor.get(page)
    assert answer.status_code == 200
    assert shows.casefold() in answer.text.casefold()
