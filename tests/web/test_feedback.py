"""Feedback on a page: kept on this machine alone, and a danger in it is met first."""

import stat

import pytest

from lumbago.feedback import FILE, Sort, read_feedback
from lumbago.loading import shipped
from tests.web.journey import Visitor
from tests.web.markup import Page

KB = shipped()


@pytest.fixture
def visitor(tmp_path):
    """Somebody on a machine that keeps feedback."""
    return Visitor(KB, feedback_folder=tmp_path / "home")


def say(visitor, **fields):
    """Fill in the form of an article."""
    visitor.get("/feedback?page=/library/scans")
    return visitor.send("/feedback", about="/library/scans", **fields)


def test_every_page_leads_to_the_form_where_feedback_is_kept_and_to_none_elsewhere(visitor):
    assert 'href="/feedback?page=/library/scans"' in visitor.get("/library/scans").text
    other = Visitor(KB)
    assert "/feedback" not in other.get("/library/scans").text
    assert other.get("/feedback").status_code == 404


def test_what_is_said_is_kept_with_its_page_and_only_the_user_can_read_it(visitor, tmp_path):
    page = say(visitor, sort="error", text="The third picture is upside down.")
    assert Page(page.text).problems == []
    (told,) = read_feedback(tmp_path / "home")
    assert (told.page, told.sort) == ("/library/scans", Sort.ERROR)
    assert told.text == "The third picture is upside down."
    mode = (tmp_path / "home" / FILE).stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_what_could_harm_stands_first(visitor, tmp_path):
    say(visitor, sort="harm", text="This dose is wrong.")
    say(visitor, sort="helpful", text="")
    assert [f.sort for f in read_feedback(tmp_path / "home")] == [Sort.HARM, Sort.HELPFUL]


@pytest.mark.hazard("HAZ-028")
def test_a_danger_in_feedback_shows_what_to_do_and_nothing_is_lost(visitor, tmp_path):
    page = say(visitor, sort="unclear", text="i cant pee and my legs are numb").text
    assert 'href="tel:' in page
    assert len(read_feedback(tmp_path / "home")) == 1
    assert "Thank you" in visitor.send("/feedback/thanks", text="x", seen="yes").text


def test_a_form_without_a_choice_is_shown_again_with_what_was_written(visitor, tmp_path):
    page = say(visitor, text="half a thought")
    assert page.status_code == 422
    assert "half a thought" in page.text
    assert read_feedback(tmp_path / "home") == ()


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example", "javascript:x"])
def test_no_address_of_others_is_taken_for_a_page(visitor, address):
    assert address not in visitor.get(f"/feedback?page={address}").text


def test_a_line_cut_off_by_a_power_cut_loses_no_other(visitor, tmp_path):
    say(visitor, sort="helpful", text="one")
    with (tmp_path / "home" / FILE).open("ab") as stream:
        stream.write(b'{"at": "2026-')
    assert len(read_feedback(tmp_path / "home")) == 1
