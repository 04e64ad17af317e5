"""From what a page states to the page of who says so: one click, and it is there."""

import re

import pytest
from starlette.testclient import TestClient

from lumbago.store import Store
from lumbago.web.app import make_app

STATING = (
    "/activities/lifting", "/anatomy", "/anatomy/segment", "/breathe", "/exercises/bird_dog",
    "/cause/lumbar_disc_herniation_radiculopathy", "/forecast", "/glossary",
    "/kind/nerve_root_irritation_lumbar", "/library/red_flags", "/medicines", "/options", "/plan",
    "/programme", "/progress", "/question/gate_bladder", "/result", "/rule/AAA_01", "/session/1",
    "/spasm", "/treatment/exercise_therapy_any",
)  # fmt: skip
"""Pages that state something of medicine, as somebody with 90 days of a diary sees them."""


@pytest.fixture(scope="module")
def client(kb, tmp_path_factory):
    folder = tmp_path_factory.mktemp("click")
    with Store.open(folder / "lumbago.db") as store:
        app = make_app(kb, store=store, is_demo=True, feedback_folder=folder / "feedback")
        yield TestClient(app, base_url="http://127.0.0.1")


def links(page, start="/source/"):
    main = page.text.split("<main", 1)[1].split("</main", 1)[0]
    return {found for found in re.findall(r'href="([^"#]+)"', main) if found.startswith(start)}


def test_every_kind_of_page_with_an_id_that_states_something_is_looked_at():
    kinds = {path.split("/")[1] for path in STATING}
    assert {"activities", "anatomy", "cause", "exercises", "kind", "library", "question", "rule",
            "session", "treatment"} <= kinds  # fmt: skip


@pytest.mark.parametrize("path", STATING)
def test_a_page_that_states_something_leads_to_who_says_so(client, path):
    page = client.get(path)
    assert page.status_code == 200
    assert str(page.url).endswith(path)
    assert links(page)


@pytest.mark.parametrize("path", STATING)
def test_each_of_these_ways_leads_somewhere(client, path):
    lost = [way for way in links(client.get(path)) if client.get(way).status_code != 200]
    assert lost == []


def test_each_danger_rule_is_one_click_from_the_page_of_how_sure_we_are(client):
    rules = links(client.get("/how-sure"), "/rule/")
    assert rules
    assert all(links(client.get(rule)) for rule in sorted(rules)[::9])


def test_the_page_of_a_source_says_what_kind_it_is_and_how_we_know_it(client, kb):
    for id in sorted(kb.sources)[::25]:
        page = client.get(f"/source/{id}")
        assert page.status_code == 200
        rows = dict(re.findall(r"<dt>([^<]+)</dt><dd[^>]*>([^<]+)</dd>", page.text))
        assert {"Kind of work", "How we know it"} <= rows.keys()
