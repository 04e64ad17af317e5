"""The real app on the shipped knowledge, without a browser."""

import re

import pytest
from fastapi.testclient import TestClient

from lumbago.loading import shipped
from lumbago.web.app import make_app


@pytest.fixture(scope="module")
def app():
    return make_app(shipped())


@pytest.fixture
def client(app):
    return TestClient(app, base_url="http://127.0.0.1")


def token(page):
    found = re.search(r'name="token" value="(\w+)"', page.text)
    assert found
    return found[1]


def begin(client, age="45"):
    page = client.get("/")
    who = {"token": token(page), "whom": "me", "age": age, "sex": "male"}
    return client.post("/start", data=who)


def test_a_script_or_a_frame_from_elsewhere_is_refused_by_the_headers(client):
    headers = client.get("/").headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_another_host_name_is_refused(app):
    strange = TestClient(app, base_url="http://example.org")
    assert strange.get("/").status_code in {400, 403, 421}


def test_a_form_without_its_token_is_refused(client):
    client.get("/")
    answer = client.post("/start", data={"whom": "me", "age": "40", "sex": "male"})
    assert answer.status_code in {400, 403}


def test_an_impossible_age_is_told_beside_its_field_and_nothing_is_lost(client):
    page = begin(client, age="450")
    assert page.status_code == 422
    assert 'id="age-problem"' in page.text
    assert 'value="450"' in page.text


@pytest.mark.hazard("HAZ-007")
def test_two_visits_never_see_one_another(app):
    first = TestClient(app, base_url="http://127.0.0.1")
    second = TestClient(app, base_url="http://127.0.0.1")
    page = begin(first)
    first.post("/where", data={"token": token(page), "place": "groin_left"})
    assert "Left groin" in first.get("/answers").text
    assert "Left groin" not in second.get("/answers").text


@pytest.mark.hazard("HAZ-012")
def test_no_answer_stands_in_an_address_or_a_log(client, caplog):
    page = begin(client)
    page = client.post("/where", data={"token": token(page), "place": "groin_left"})
    assert "groin" not in str(page.url)
    assert "groin" not in caplog.text


def test_forgetting_forgets_everything(client):
    page = begin(client)
    client.post("/forget", data={"token": token(page)})
    assert client.get("/where").url.path == "/"


@pytest.mark.parametrize("path", ["/help", "/source/downie2013", "/cause/kidney_stone",
                                  "/rule/CES_02", "/question/fever", "/manifest.webmanifest",
                                  "/icon.svg"])  # fmt: skip
def test_every_claim_opens_to_its_page(client, path):
    page = client.get(path)
    assert page.status_code == 200


def test_a_page_that_does_not_exist_says_so_and_repeats_nothing(client):
    page = client.get("/nothing-of-the-kind")
    assert page.status_code == 404
    assert "nothing-of-the-kind" not in page.text
