"""What makes it an app: icons, the service worker's list, and a page that needs no connection."""

import re
import struct

import pytest

from tests.web.journey import Visitor, only


@pytest.fixture
def visitor(kb):
    return Visitor(kb)


def test_every_icon_of_the_manifest_is_there_in_its_size(visitor):
    icons = visitor.get("/manifest.webmanifest").json()["icons"]
    assert {icon["purpose"] for icon in icons} == {"any", "maskable"}
    for icon in icons:
        picture = visitor.get(icon["src"])
        assert picture.status_code == 200
        assert picture.headers["content-type"] == icon["type"]
        if icon["type"] == "image/png":
            width, height = struct.unpack(">II", picture.content[16:24])
            assert f"{width}x{height}" == icon["sizes"]


def test_a_maskable_icon_is_opaque_to_its_edge(visitor):
    masked = [i for i in visitor.get("/manifest.webmanifest").json()["icons"]
              if i["purpose"] == "maskable"]  # fmt: skip
    for icon in masked:
        colour_type = visitor.get(icon["src"]).content[25]
        assert colour_type in {2, 3}  # RGB or palette: nothing shines through


def test_the_worker_keeps_all_that_the_offline_page_names_and_nothing_that_is_not_there(visitor):
    worker = visitor.get("/service-worker.js").text
    kept = set(re.findall(r'"(/[^"]+)"', worker)) - {"/help"}
    page = visitor.get("/offline").text
    named = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|woff2))"', page))
    assert named
    assert named <= kept
    for address in kept:
        assert visitor.get(address).status_code == 200, address


@pytest.mark.hazard("HAZ-012")
def test_the_page_that_the_device_keeps_knows_nothing_of_a_visit(visitor):
    before = visitor.get("/offline").text
    visitor.get("/")
    visitor.begin(whom="other").finish(only("onset_lift_twist"))
    after = visitor.get("/offline").text
    token = re.compile(r'name="token" value="\w+"')
    assert token.sub("", after) == token.sub("", before)


def test_without_a_connection_the_numbers_of_the_chosen_country_stand_there(visitor):
    visitor.get("/help")
    visitor.send("/country", country="us", **{"from": "help"})
    page = visitor.get("/offline").text
    assert 'href="tel:911"' in page
    assert "Be seen today" in page


def test_forgetting_tells_the_browser_to_clear_what_it_keeps(visitor):
    visitor.begin()
    visitor.send("/forget")
    first = visitor.page.history[0]
    assert first.headers["clear-site-data"] == '"cache", "storage"'
