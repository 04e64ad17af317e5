"""Headers, hosts, tokens, cookies, limits."""

import logging

import pytest

from tests.web.journey import Visitor

SECURE = {
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
}


@pytest.fixture
def visitor(kb):
    return Visitor(kb)


def test_every_answer_has_the_headers(visitor):
    for path in ("/", "/help", "/nothing", "/icon.svg", "/manifest.webmanifest"):
        headers = visitor.get(path).headers
        assert set(headers) >= SECURE, path
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["content-security-policy"].startswith("default-src 'self'")


def test_pages_are_not_kept_and_static_files_are(visitor):
    page = visitor.get("/")
    assert page.headers["cache-control"] == "no-store"
    version = visitor.app.state.site.version
    sheet = visitor.get(f"/static/{version}/lumbago.css")
    assert "immutable" in sheet.headers["cache-control"]
    assert visitor.get("/static/old/lumbago.css").status_code == 404
    assert visitor.get(f"/static/{version}/../app.py").status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost@x"])
def test_a_strange_host_is_refused(visitor, host):
    assert visitor.client.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "localhost:8321", "127.0.0.1:8321", "[::1]:8321"])
def test_this_machine_by_any_of_its_names_is_served(visitor, host):
    assert visitor.client.get("/", headers={"host": host}).status_code == 200


def test_a_host_can_be_allowed(kb):
    visitor = Visitor(kb, hosts=["clinic.example"])
    assert visitor.client.get("/", headers={"host": "clinic.example"}).status_code == 200


def test_a_form_without_its_token_is_refused_and_changes_nothing(visitor):
    for data in ({}, {"token": "x"}, {"token": "é"}):
        page = visitor.client.post("/start", data={"age": "44.125", "sex": "male", **data})
        assert page.status_code == 403
        assert "44.125" not in page.text
    assert not len(visitor.app.state.site.visits)


def test_a_form_from_another_site_is_refused(visitor):
    page = visitor.client.post(
        "/start", data={"age": "4"}, headers={"sec-fetch-site": "cross-site"}
    )
    assert page.status_code == 403


def test_a_form_that_is_too_long_is_refused(visitor):
    assert visitor.client.post("/start", data={"age": "4" * 200_000}).status_code == 413


def test_a_form_without_a_length_is_refused(visitor):
    page = visitor.client.post("/start", content=iter([b"age=4"]))
    assert page.status_code == 411


def test_the_cookie_is_for_this_site_and_no_script(visitor):
    visitor.client.cookies.clear()
    cookie = visitor.client.get("/").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "max-age" not in cookie


def test_looking_alone_remembers_nothing(visitor):
    for _ in range(5):
        visitor.client.cookies.clear()
        visitor.get("/")
    assert len(visitor.app.state.site.visits) == 0


def test_only_so_many_visits_are_remembered(kb):
    visitor = Visitor(kb, most_visits=3)
    for _ in range(6):
        visitor.client.cookies.clear()
        visitor.get("/")
        visitor.send("/start", age="40", sex="male", whom="me")
    assert len(visitor.app.state.site.visits) == 3


def test_a_failure_shows_and_logs_nothing_that_was_sent(kb, caplog):
    caplog.set_level(logging.DEBUG)
    visitor = Visitor(kb)

    @visitor.app.get("/broken")
    def broken() -> None:
        raise RuntimeError("the secret 4711")

    page = visitor.get("/broken")
    assert page.status_code == 500
    assert "That is our fault" in page.text
    assert "4711" not in page.text
    logged = " ".join(r.getMessage() for r in caplog.records if r.name == "lumbago.web")
    assert "RuntimeError in broken" in logged
    assert "4711" not in caplog.text


def test_there_is_no_page_that_loads_from_elsewhere(visitor):
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert visitor.get(path).status_code == 404


def test_the_country_changes_the_number_everywhere(visitor):
    visitor.get("/help")
    visitor.send("/country", country="us", **{"from": "help"})
    assert 'href="tel:911"' in visitor.page.text
    visitor.send("/country", country="nowhere", **{"from": "help"})
    assert 'href="tel:112"' in visitor.page.text
