"""In your own words: understood, shown, corrected, and thrown away."""

import logging
import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lumbago.assessment import urgency_of
from lumbago.loading import shipped
from lumbago.reading import danger_in, understand
from lumbago.web.flow import danger_signs, take_answer
from lumbago.web.pages.story import LONGEST, Reading, assume, pieces, read
from lumbago.web.sessions import Story, Visit
from tests.web.journey import MORNING, Visitor, only

KB = shipped()
FEVER = (
    "I lifted a box 3 weeks ago. It is worse when I sit. I have had a fever. My bladder is fine."
)


@pytest.fixture
def visitor(kb):
    return Visitor(kb)


@pytest.fixture(scope="module")
def shared(kb):
    """Somebody who has marked the low back, and is only looked at."""
    return Visitor(kb).begin()


def keep(visitor: Visitor, **changed: str) -> None:
    """Send what was understood as it stands, but for these."""
    said = dict(re.findall(r'name="(said_\w+)" value="(\w+)" checked', visitor.page.text))
    said |= {f"said_{id}": answer for id, answer in changed.items()}
    visitor.send("/in-your-words/check", **said)


def test_what_was_understood_is_shown_beside_the_words_it_came_from(visitor):
    visitor.begin(story=FEVER)
    assert visitor.path == "/in-your-words/check"
    shown = re.findall(r'<mark><a href="#(said-\w+)">(.*?)</a></mark>', visitor.page.text)
    assert ("said-worse_sitting", "worse when I sit") in shown
    for anchor, _ in shown:
        assert f'id="{anchor}"' in visitor.page.text


def test_nothing_but_bad_news_of_an_emergency_counts_before_it_was_checked(visitor):
    visitor.begin(story=FEVER)
    assert "worse_sitting" not in visitor.visit.given
    assert visitor.get("/questions").url.path == "/in-your-words"


def test_what_is_kept_counts_and_is_not_asked_again(visitor):
    visitor.begin(story=FEVER)
    keep(visitor)
    given = visitor.visit.given
    assert given["worse_sitting"] is True
    assert given["fever"] is True
    assert given["duration_weeks"] == pytest.approx(3)
    asked: set[str] = set()
    while visitor.path.startswith("/questions/"):
        asked |= set(visitor.asked())
        visitor.answer(only())
    assert not asked & {"worse_sitting", "fever", "duration_weeks"}


@pytest.mark.hazard("HAZ-003")
def test_a_danger_sign_that_the_text_denies_is_asked_all_the_same(visitor):
    visitor.begin(story=FEVER)
    assert "We will still ask about these" in visitor.page.text
    keep(visitor)
    assert "gate_bladder" not in visitor.visit.given
    asked: set[str] = set()
    while visitor.path.startswith("/questions/"):
        asked |= set(visitor.asked())
        visitor.answer(only())
    assert "gate_bladder" in asked


def test_a_line_that_is_left_out_takes_its_answer_away(visitor):
    visitor.begin(story=FEVER)
    keep(visitor, worse_sitting="drop", duration_weeks="drop")
    assert "worse_sitting" not in visitor.visit.given
    assert "duration_weeks" not in visitor.visit.given


@pytest.mark.parametrize(("said", "answer"), [("yes", True), ("no", False), ("unsure", None)])
def test_a_line_can_be_turned_round(visitor, said, answer):
    visitor.begin(story=FEVER)
    keep(visitor, worse_sitting=said, fever=said)
    assert visitor.visit.given["worse_sitting"] is answer
    assert visitor.visit.given["fever"] is answer


def test_a_danger_sign_without_an_answer_is_asked_on_its_card(visitor):
    visitor.begin(story=FEVER)
    visitor.send("/in-your-words/check")
    assert "fever" not in visitor.visit.given


@pytest.mark.hazard("HAZ-001")
@pytest.mark.parametrize(
    "text",
    [
        "I cannot pee and my legs are numb",
        "since this morning i cant wee and its numb between my legs",
        "Back pain for 2 weeks. No fever. Now I have wet myself and I feel nothing when I wipe.",
    ],
)
def test_a_danger_in_the_text_shows_the_emergency_at_once(visitor, text):
    visitor.begin(story=text)
    assert visitor.path == "/emergency"
    assert 'href="tel:999"' in visitor.page.text
    assert "See what we understood" in visitor.page.text


@pytest.mark.hazard("HAZ-001")
def test_a_danger_is_met_also_in_a_text_that_is_too_long_or_is_skipped(visitor):
    danger = "I cannot pee and my legs are numb"
    visitor.begin(story=f"{'The weather was fine. ' * 200}{danger}")
    assert visitor.path == "/emergency"
    other = Visitor(KB).begin()
    other.send("/in-your-words", text=danger, done="skip")
    assert other.path == "/emergency"


ODD = (
    "\u00a0\u200b",
    "\U0001f600\U0001f9b5",
    "\u0643\u062a\u0641\u064a \u05db\u05d5\u05d0\u05d1",
    "a\u0334\u031b" * 300,
    "\x00\x1b[31m\x7f",
)


@pytest.mark.parametrize("odd", ODD)
def test_a_text_in_any_script_or_with_signs_of_no_script_is_read_and_shown(visitor, odd):
    visitor.begin(story=odd)
    assert visitor.page.status_code == 422
    visitor.send("/in-your-words", text=f"{odd} It is worse when I sit. {odd}")
    assert visitor.path == "/in-your-words/check"
    assert ">worse when I sit</a>" in visitor.page.text


def test_a_hundred_thousand_characters_are_refused_with_what_mends_it(visitor):
    visitor.begin()
    page = visitor.send("/in-your-words", text="my back hurts " * 8000)
    assert page.status_code == 413
    assert "shorter" in page.text
    assert visitor.get("/in-your-words").status_code == 200


def test_no_other_question_comes_before_an_emergency_that_was_told(kb):
    visitor = Visitor(kb).begin(age="30", sex="female", story="I cannot pee and my legs are numb")
    assert visitor.path == "/emergency"
    assert visitor.get("/questions").url.path == "/emergency"


def test_taking_back_a_gate_that_was_told_takes_back_the_signs_behind_it(visitor):
    visitor.begin()
    answers = visitor.answers.with_answers({"gate_weak_legs": True, "leg_weakness": True})
    told = replace(visitor.visit, given=answers.given)
    after = take_answer(KB, told, "gate_weak_legs", False, MORNING)
    assert after.given["gate_weak_legs"] is False
    assert "leg_weakness" not in after.given


def test_an_emergency_that_was_misread_can_be_put_right(visitor):
    visitor.begin(story="I cannot pee and my legs are numb")
    visitor.get("/in-your-words/check")
    assert 'href="/emergency"' in visitor.page.text
    keep(visitor, bladder_retention="no", leg_numb_tingle="drop")
    assert visitor.path.startswith("/questions/")
    assert visitor.visit.given["bladder_retention"] is False
    assert "leg_numb_tingle" not in visitor.visit.given


def test_going_on_past_the_emergency_keeps_what_was_told_and_drops_the_text(visitor):
    visitor.begin(story="I cannot pee and my legs are numb")
    visitor.send("/emergency/go-on")
    assert visitor.visit.story is None
    assert visitor.visit.given["bladder_retention"] is True
    visitor.finish(only())
    assert "band now" in visitor.page.text


def test_the_text_is_gone_once_it_was_checked(visitor):
    visitor.begin(story=FEVER)
    assert visitor.visit.story is not None
    keep(visitor)
    assert visitor.visit.story is None
    for path in ("/in-your-words", "/answers", "/questions/1"):
        assert "box 3 weeks ago" not in visitor.get(path).text


@pytest.mark.hazard("HAZ-012")
def test_the_text_reaches_no_address_no_log_and_no_error_page(kb, caplog):
    caplog.set_level(logging.DEBUG)
    visitor = Visitor(kb)
    text = FEVER + " My secret is 4711."
    visitor.begin(story=text)
    keep(visitor)
    stranger = visitor.client.post("/in-your-words", data={"text": text})
    assert stranger.status_code == 403
    assert "4711" not in stranger.text
    lumbago_logs = [r.getMessage() for r in caplog.records if r.name.startswith("lumbago")]
    for secret in ("4711", "box", "fever"):
        assert not any(secret in line for line in (*visitor.addresses, *lumbago_logs)), secret


def test_too_long_a_text_is_told_and_not_lost(visitor):
    visitor.begin(story="a " * LONGEST)
    assert visitor.page.status_code == 422
    assert "This is too long" in visitor.page.text
    assert "a a a" in visitor.page.text


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_it_can_be_skipped(visitor, text):
    visitor.begin(story=text)
    assert visitor.path == "/questions/1"
    assert visitor.visit.has_told


def test_a_text_that_says_nothing_can_be_written_anew_or_skipped(visitor):
    visitor.begin(story="Good morning to you all.")
    assert visitor.page.status_code == 422
    assert "Good morning to you all." in visitor.page.text
    visitor.send("/in-your-words", text="Good morning to you all.", done="skip")
    assert visitor.path == "/questions/1"


def test_what_was_told_can_be_changed_from_the_list_of_answers(visitor):
    visitor.begin(story=FEVER)
    keep(visitor)
    visitor.finish(only())
    visitor.get("/answers")
    visitor.send("/answers/change", finding="worse_sitting")
    assert visitor.asked() == ("worse_sitting",)
    visitor.send(visitor.path, answer="no")
    assert visitor.visit.given["worse_sitting"] is False


def test_a_mark_on_the_map_is_not_taken_back_by_the_text(visitor):
    visitor.begin(places=["groin_left"], story="My groin does not hurt. It is worse when I sit.")
    keep(visitor)
    assert visitor.visit.given["pain_groin"] is True


def test_new_marks_leave_what_was_told_as_it_was(visitor):
    visitor.begin(story="My groin hurts and it is worse when I sit.")
    keep(visitor)
    assert visitor.visit.given["pain_groin"] is True
    visitor.mark("low_back", "buttock_left")
    given = visitor.visit.given
    assert given["pain_groin"] is True
    assert given["pain_buttock"] is True
    assert given["worse_sitting"] is True


def test_an_age_that_was_not_said_is_taken_from_the_text_only_when_kept(kb):
    for said, age in (("keep", 52), ("drop", None)):
        visitor = Visitor(kb).begin(age="", story="I am 52 years old. It is worse when I sit.")
        keep(visitor, age_years=said)
        assert visitor.visit.age_years == age


WORDS = st.sampled_from(
    ["fever", "no", "my", "bladder", "is fine", "cannot pee", "numb legs", "worse sitting", ".",
     "3 weeks", "7/10", "\n", "<b>", "&", "🙂", "groin", "hurts", "lifting", "mum had cancer"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_the_pieces_are_the_text_and_every_mark_leads_to_a_line(text):
    story = Story(text, understand(KB, text, MORNING.date()))
    reading = read(KB, Visit(), story.understood)
    cut = list(pieces(story, reading))
    assert "".join(piece.text for piece in cut) == text
    assert {piece.item for piece in cut} <= {"", "denied", *reading.shown}


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_a_text_never_puts_a_no_to_a_danger_sign_before_the_person(text):
    reading = read(KB, Visit(), understand(KB, text, MORNING.date()))
    signs = set(danger_signs(KB))
    assert all(answer is True for answer in reading.dangers.values())
    assert not signs & set(reading.items)
    assert isinstance(reading, Reading)


DANGER = st.sampled_from(
    ["I cannot pee.", "It is numb between my legs.", "I have a crushing pain in my chest.",
     "I am sweaty.", "I have a fever.", "I feel very ill.", "My neck hurts too.", "My groin hurts.",
     "Both legs are weak.", "My speech is slurred.", "I had cancer.", "The pain came all at once.",
     "It is 9/10.", "I fainted.", "I fell off a roof.", "I take blood thinners.", "No rash."]
)  # fmt: skip


@pytest.mark.hazard("HAZ-001")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
          deadline=None)  # fmt: skip
@given(sentences=st.lists(DANGER, min_size=1, max_size=5, unique=True))
def test_no_text_is_less_urgent_in_a_story_than_by_itself(shared, sentences):
    text = " ".join(["My low back hurts.", *sentences])
    before = shared.visit
    story = Story(text, understand(KB, text, MORNING.date()))
    answers = assume(shared.app.state.site, before, story).answers
    assert answers is not None
    assert urgency_of(KB, answers) >= danger_in(KB, text, MORNING.date()).urgency


def test_a_text_is_shown_as_text(visitor):
    visitor.begin(story="<b>It is worse when I sit</b> & <script>alert(1)</script>")
    assert "<script>alert" not in visitor.page.text
    assert "<script>alert(1)</script>" in unescape(visitor.page.text)
