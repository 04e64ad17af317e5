"""Each row of the register leads to the very thing on the running product, at its own address."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from html import unescape

import pytest
from starlette.testclient import TestClient

from lumbago.coverage import CONDITIONS, requirements
from lumbago.loading import shipped
from lumbago.store import Store
from lumbago.web.app import make_app
from lumbago.web.pages.search import ADDRESS
from tests.web.journey import Visitor

KB = shipped()
CARE = KB.care
LINKS = sorted({link for e in (*requirements(), *requirements(CONDITIONS)) for link in e.by})

OWN: Mapping[str, str] = {
    **{kind.value: address for kind, address in ADDRESS.items()},
    "finding": "/question/{id}",
    "group": "/cause/{id}",
    "rule": "/rule/{id}",
    "source": "/source/{id}",
}
"""Kinds with a page, or a place on one, for each of theirs."""

NAME: Mapping[str, Callable[[str], str]] = {
    "activity": lambda id: CARE.activities[id].title,
    "article": lambda id: KB.articles[id].title,
    "condition": lambda id: KB.conditions[id].plain_name,
    "exercise": lambda id: (
        KB.not_now[id].title if id in KB.not_now else KB.exercises[id].name
    ),  # one to leave for later says so in place of its steps
    "finding": lambda id: KB.findings[id].question or KB.findings[id].tick,
    "group": lambda id: KB.groups[id].plain_name,
    "medicine": lambda id: CARE.medicines[id].name,
    "not_now": lambda id: KB.not_now[id].title,
    "rule": lambda id: KB.red_flags[id].title,
    "source": lambda id: KB.sources[id].title,
    "term": lambda id: KB.glossary[id].name,
    "treatment": lambda id: CARE.treatments[id].name,
}
"""What stands there: in the heading of the page, or in the part with that mark."""

SEEN: Mapping[str, Callable[[str], tuple[str, str]]] = {
    "card": lambda id: ("/plan", CARE.cards[id].title),
    "exposure": lambda id: ("/diary", CARE.exposures[id].name),
    "imaging": lambda id: ("/result", next(a.text for a in KB.imaging if a.id == id)),
    "review": lambda id: ("/plan", CARE.reviews[id].title),
    "special_group": lambda id: (
        f"/source/{KB.special_groups[id].sources[0]}", KB.special_groups[id].text
    ),
    "stop_sign": lambda id: ("/exercises/bird_dog", KB.stop_signs[id].text),
}  # fmt: skip
"""Kinds that stand with others on a page, as somebody with 90 days of a diary sees it."""

SOMETIMES = {"contraindication", "course", "page", "progression", "report_word", "test", "visit"}
"""Shown to whom they concern: on the plan, the programme, the forecast or of a scan report; the
first tests of those look. Pages and tests are looked up by tests/test_coverage.py.
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> Iterator[Callable[[str], str]]:
    """A page as somebody with 90 days of a diary sees it."""
    folder = tmp_path_factory.mktemp("rows")
    with Store.open(folder / "lumbago.db") as store:
        app = make_app(KB, store=store, is_demo=True, feedback_folder=folder)
        client = TestClient(app, base_url="http://127.0.0.1")

        @cache
        def get(address: str) -> str:
            answer = client.get(address)
            assert answer.status_code == 200, address
            return answer.text

        yield get


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def part(html: str, mark: str) -> str:
    """What has a mark, up to the next part that has one."""
    assert html.count(f' id="{mark}"') == 1, mark
    return html.partition(f' id="{mark}"')[2].partition(' id="')[0]


def test_every_kind_of_link_of_the_register_is_looked_at():
    kinds = {link.partition(":")[0] for link in LINKS}
    assert kinds <= {*OWN, *SEEN, *SOMETIMES}
    assert set(NAME) <= set(OWN)


def test_each_link_of_the_803_rows_leads_to_the_very_thing_and_its_mark(page):
    lost, marked = [], 0
    for link in LINKS:
        kind, _, id = link.partition(":")
        if kind not in NAME:
            continue
        address, _, mark = OWN[kind].format(id=id).partition("#")
        html = page(address)
        marked += bool(mark)
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
        assert heading, address
        there = words(part(html, mark) if mark else heading[1])
        if NAME[kind](id) not in there:
            lost.append(f"{link}: {there[:80]}")
    assert lost == []
    assert marked > 60


@pytest.mark.parametrize("link", [link for link in LINKS if link.partition(":")[0] in SEEN])
def test_what_has_no_page_of_its_own_is_seen_where_it_belongs(page, link):
    kind, _, id = link.partition(":")
    address, told = SEEN[kind](id)
    assert told in words(page(address))


@pytest.mark.parametrize("id", [n.partition(":")[2] for n in LINKS if n.startswith("report_word:")])
def test_a_word_of_a_scan_report_is_told_on_its_page(id):
    visitor = Visitor(KB)
    visitor.get("/scan-report")
    entry = CARE.report_words[id]
    assert entry.tells in words(visitor.send("/scan-report", report=entry.words[0]).text)


@pytest.mark.parametrize("id", [n.partition(":")[2] for n in LINKS if n.startswith("course:")])
def test_a_course_with_a_sentence_stands_with_its_source(page, id):
    course = KB.courses[id]
    html = words(page(f"/source/{course.citation.source}"))
    assert not course.text or course.text in html


def test_every_mark_that_a_page_of_the_register_leads_to_is_there(page):
    """Walk the links within our pages that end in a mark, from every page of the register."""
    starts = {
        OWN[kind].format(id=id).partition("#")[0]
        for kind, _, id in (link.partition(":") for link in LINKS)
        if kind in NAME
    }
    starts |= {link.partition(":")[2] for link in LINKS if link.startswith("page:")}
    lost, walked = set(), set()
    for start in sorted(starts):
        for found in re.findall(r'href="([^"]*#[^"]+)"', page(start)):
            address, _, mark = unescape(found).partition("#")
            if not address or address.startswith("/"):
                walked.add((address or start, mark))
    for address, mark in sorted(walked):
        if f' id="{mark}"' not in page(address):
            lost.add(f"{address}#{mark}")
    assert lost == set()
    assert len(walked) > 300
