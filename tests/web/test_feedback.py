"""Feedback on a page: kept on this machine alone, and a danger in it is met first."""

import re
import stat

import pytest
from typer.testing import CliRunner

from lumbago.cli import app, tell_of_harm
from lumbago.feedback import FILE, LONGEST, Sort, harmful, read_feedback
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
    told = read_feedback(tmp_path / "home")
    assert [f.sort for f in told] == [Sort.HARM, Sort.HELPFUL]
    assert harmful(told) == told[:1]


def test_whoever_runs_it_here_is_told_at_the_start_what_could_harm(visitor, tmp_path, capsys):
    tell_of_harm(tmp_path / "home")
    tell_of_harm(None)
    assert capsys.readouterr().out == ""
    say(visitor, sort="harm", text="This dose is wrong.")
    say(visitor, sort="helpful", text="")
    tell_of_harm(tmp_path / "home")
    assert "could harm somebody: 1." in capsys.readouterr().out
    told = CliRunner().invoke(app, ["feedback", "--store", str(tmp_path / "home" / "lumbago.db")])
    assert told.output.splitlines()[0] == "1 of 2 could harm somebody; they stand first."
    assert "harm     /library/scans" in told.output.splitlines()[1]


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


def test_a_text_that_is_too_long_comes_back_whole_with_the_choice_that_was_made(visitor, tmp_path):
    text = "It is wrong. " * (LONGEST // 10)
    page = say(visitor, sort="harm", text=text)
    assert page.status_code == 422
    assert text.strip() in page.text
    assert re.findall(r'value="(\w+)" checked', page.text) == ["harm"]
    assert 'name="about" value="/library/scans"' in page.text
    assert Page(page.text).problems == []
    assert read_feedback(tmp_path / "home") == ()


@pytest.mark.hazard("HAZ-028")
def test_a_danger_in_a_form_that_is_refused_is_met_too_and_nothing_is_lost(visitor, tmp_path):
    text = "i cant pee and my legs are numb"
    page = say(visitor, text=text)
    assert 'href="tel:' in page.text
    again = visitor.send("/feedback", about="/library/scans", text=text, seen="yes")
    assert again.status_code == 422
    assert text in again.text
    assert 'name="about" value="/library/scans"' in again.text


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example", "javascript:x"])
def test_no_address_of_others_is_taken_for_a_page(visitor, address):
    assert address not in visitor.get(f"/feedback?page={address}").text


def test_a_line_cut_off_by_a_power_cut_loses_no_other(visitor, tmp_path):
    say(visitor, sort="helpful", text="one")
    with (tmp_path / "home" / FILE).open("ab") as stream:
        stream.write(b'{"at": "2026-')
    assert len(read_feedback(tmp_path / "home")) == 1
