"""The programme, a session and the pacer: what a person sees and sends, without a script."""

import json
import re
from datetime import timedelta

import pytest

from lumbago.diary import Felt, Settled
from lumbago.interview import safety_cards
from lumbago.loading import shipped
from lumbago.programme import Programme, alternatives
from lumbago.web.pages.session import EVENTS
from lumbago.web.training import programme_of
from tests.web.journey import MORNING, Visitor, only
from tests.web.markup import Page
from tests.web.test_languages import LEFT_OVER, Seen

KB = shipped()
CALM = only("onset_lift_twist", "worse_sitting", "pain_cramp_spasm")
TODAY = MORNING.date()


def begun(said: str = "no", minutes: str = "20") -> Visitor:
    """Somebody who has begun a programme and answered what it asked."""
    visitor = Visitor(KB).begin().finish(CALM)
    visitor.get("/programme")
    visitor.send(
        "/programme/begin", start=TODAY.isoformat(), minutes=minutes, days="5", floor="yes"
    )
    return settle(visitor, said)


def settle(visitor: Visitor, said: str = "no") -> Visitor:
    """Answer what the programme asks."""
    for _ in range(6):
        asked = set(re.findall(r'name="(code_\w+)"', visitor.get("/programme").text))
        if not asked:
            return visitor
        visitor.send("/programme/check", **dict.fromkeys(asked, said))
    return visitor


def made_for(visitor: Visitor) -> Programme:
    """The programme that the pages show."""
    made = programme_of(visitor.app.state.site, visitor.visit)
    assert isinstance(made, Programme)
    return made


@pytest.fixture
def visitor():
    return begun()


def test_what_is_not_known_is_asked_before_anything_else_and_the_answers_bring_sessions():
    visitor = Visitor(KB).begin().finish(CALM)
    text = visitor.get("/programme").text
    assert 'id="questions"' in text
    assert "Session A" not in text
    assert 'href="/session/' not in text
    settle(visitor)
    assert "Session A" in visitor.get("/programme").text
    assert visitor.get("/session/1").url.path == "/programme"  # it was not begun yet


@pytest.mark.parametrize(
    "path",
    ["/programme", "/programme/entry", "/session/1", "/breathe", "/breathe/alone"],
)
def test_every_page_of_training_is_sound_html(visitor, path):
    page = visitor.get(path)
    assert page.status_code == 200
    assert visitor.path == path
    assert Page(page.text).problems == []
    assert all('name="token" value="' in f for f in re.findall(r"<form.*?</form>", page.text, re.S))
    for source in set(re.findall(r'href="(/source/[^"]*)"', page.text)):
        assert visitor.client.get(source).status_code == 200


def test_each_content_is_told_once_with_its_reasons_and_every_day_once(visitor):
    text, made = visitor.get("/programme").text, made_for(visitor)
    letters = re.findall(r'id="sheet-(\w)"', text)
    assert len(letters) == len(set(letters)) < len(made.sessions)
    assert len(re.findall(r'href="/session/\d+"><strong>', text)) == len(made.sessions)
    for session in made.sessions:
        for pick in session.picks:
            assert pick.why[0].tells in text.replace("&#39;", "'")


def test_minutes_days_and_start_are_kept_and_nonsense_is_told(visitor):
    assert all(s.minutes <= 20 for s in made_for(visitor).sessions)
    later = TODAY + timedelta(days=3)
    visitor.get("/programme")
    visitor.send("/programme/begin", start=later.isoformat(), minutes="10", days="3", floor="yes")
    made = made_for(visitor)
    assert made.sessions[0].day == later
    assert all(s.minutes <= 10 for s in made.sessions)
    assert len([s for s in made.sessions if s.week == 1]) == 3
    for wrong in ("2020-01-01", "never", "2031-01-01"):
        answer = visitor.send("/programme/begin", start=wrong, minutes="10", days="3")
        assert answer.status_code == 422
    assert visitor.send("/programme/begin", start=TODAY.isoformat(), minutes="x").status_code == 422
    assert made_for(visitor).start == later


def test_the_calendar_names_days_and_no_exercise(visitor):
    answer = visitor.client.get("/programme/lumbago.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.text.count("BEGIN:VEVENT") == len(made_for(visitor).sessions)
    assert not [e.name for e in KB.exercises.values() if e.name in answer.text]


@pytest.mark.hazard("HAZ-020")
def test_who_must_be_seen_first_never_sees_an_exercise():
    visitor = Visitor(KB).begin()
    visitor.answer(only("saddle_numbness", "gate_bladder"))
    for path in ("/programme", "/session/1", "/programme/entry"):
        text = visitor.get(path).text
        assert "data-beats" not in text
        assert not [e.name for e in KB.exercises.values() if e.name in text]
    assert visitor.client.get("/programme/lumbago.ics").url.path == "/programme"


@pytest.mark.hazard("HAZ-006")
def test_a_danger_sign_in_an_entry_ends_the_programme_at_once(visitor):
    visitor.get("/programme/entry")
    text = visitor.send("/programme/entry", sign=["gate_bladder"]).text
    assert "data-beats" not in text
    assert "emergency" in text.lower()
    assert not re.search(r'href="/session/', visitor.get("/programme").text)
    assert visitor.answers.given["gate_bladder"] is True


@pytest.mark.hazard("HAZ-006")
def test_something_new_that_no_rule_names_asks_all_danger_signs_anew(visitor):
    visitor.get("/programme/entry")
    visitor.send("/programme/entry", sign=["other"])
    assert visitor.path.startswith("/questions/")
    assert visitor.get("/session/1").url.path.startswith("/questions/")


def test_an_entry_says_what_changes_and_why_and_is_kept_once(visitor):
    told = {"day": TODAY.isoformat(), "done": "yes", "pain_now": "3", "pain_during": "7",
            "pain_after": "4", "effort": "5"}  # fmt: skip
    visitor.get("/programme/entry")
    text = visitor.send("/programme/entry", **told).text
    assert visitor.path == "/programme/changed"
    assert 'class="light red"' in text
    assert "try an easier version next time" in text
    visitor.get("/programme/entry")
    visitor.send("/programme/entry", **told)
    assert len(visitor.visit.diary.entries) == 1
    assert "try an easier version" in visitor.get("/programme").text


@pytest.mark.hazard("HAZ-006")
def test_very_strong_pain_asks_the_safety_questions_again_at_once(visitor):
    visitor.get("/programme/entry")
    visitor.send("/programme/entry", day=TODAY.isoformat(), pain_now="8")
    assert visitor.path.startswith("/questions")


def test_how_each_move_felt_and_settled_is_kept_and_what_can_not_be_read_is_left_out(visitor):
    felt = {"cat_cow": {"pain": 7, "effort": 5}, "walking": {}, "nothing": {"pain": 1},
            "bird_dog": {"pain": "x"}}  # fmt: skip
    visitor.get("/programme/entry")
    visitor.send("/programme/entry", day=TODAY.isoformat(), done="yes", felt=json.dumps(felt),
                 settled="two_days", muscle_sore="yes")  # fmt: skip
    (kept,) = visitor.visit.diary.entries
    assert kept.exercises == {"bird_dog": Felt(), "cat_cow": Felt(7, 5), "walking": Felt()}
    assert kept.settled is Settled.TWO_DAYS
    assert kept.muscle_sore
    visitor.get("/programme/entry")
    visitor.send("/programme/entry", day=TODAY.isoformat(), felt="[not json")
    assert len(visitor.visit.diary.entries) == 2


@pytest.mark.parametrize("day", ["2020-01-01", "2099-01-01", "soon"])
def test_an_entry_of_a_day_that_cannot_be_is_not_taken(visitor, day):
    visitor.get("/programme/entry")
    assert visitor.send("/programme/entry", day=day, done="yes").status_code == 422
    assert not visitor.visit.diary.entries


def test_three_good_sessions_bring_one_small_step_up(visitor):
    texts = []
    for _ in range(3):
        settle_stale(visitor)
        visitor.get("/programme/entry")
        texts.append(visitor.send(
            "/programme/entry", done="yes", pain_now="2", pain_during="2", pain_after="2",
            pain_next_morning="2", effort="5",
        ).text)  # fmt: skip
        for _ in range(3):  # a visit that is left alone for longer is forgotten
            visitor.clock.wait(8)
            visitor.get("/")
    assert ["one small step up" in text for text in texts] == [False, False, True]


def settle_stale(visitor: Visitor) -> None:
    """Answer the danger signs that are asked again after a day: none."""
    visitor.get("/questions")
    visitor.finish(CALM)


@pytest.mark.hazard("HAZ-023")
def test_the_session_page_counts_what_the_programme_asks_and_offers_only_what_is_allowed(visitor):
    made = made_for(visitor)
    text = visitor.get("/session/1").text
    shown = [json.loads(b) for b in re.findall(r"data-beats='([^']*)'", text)]
    names = re.findall(r"<span data-name>([^<]*)</span>", text)
    allowed: list[str] = []
    for pick in made.sessions[0].picks:
        found = alternatives(KB, made, made.sessions[0], pick)
        allowed += [KB.exercises[p.exercise].name
                    for p in (pick, found.easier, found.other) if p]  # fmt: skip
    assert [n.replace("&#39;", "'") for n in names] == allowed
    first = next(p for p in made.sessions[0].picks if p.amount.reps)
    at = [KB.exercises[p.exercise].name for p in made.sessions[0].picks].index(
        KB.exercises[first.exercise].name
    )
    planned = [b for b, kind in zip(shown, re.findall(r'data-move="(\w*)"', text), strict=True)
               if not kind][at]  # fmt: skip
    sides = 2 if KB.exercises[first.exercise].dose.per_side else 1
    assert (
        sum(b[0] == "go" for b in planned) == first.amount.sets * (first.amount.reps or 1) * sides
    )
    assert planned[0][0] == "ready"


@pytest.mark.hazard("HAZ-023")
@pytest.mark.parametrize("what", EVENTS)
def test_what_happened_decides_whether_the_danger_signs_come_again(what):
    visitor = begun()
    visitor.get("/session/1")
    visitor.send("/session/1/stop", what=what, pain_now="4")
    if what in {"sharp", "spreading", "numb", "weak", "chest"}:
        assert (
            visitor.path == "/help" if what == "chest" else visitor.path.startswith("/questions/")
        )
        assert visitor.get("/session/1").url.path.startswith("/questions/")
        again = {id for card in safety_cards(KB, visitor.answers) for id in card.findings}
        assert "saddle_numbness" in again
    else:
        assert visitor.path == "/programme/changed"
    entry = visitor.visit.diary.entries[-1]
    assert entry.done is not True
    assert entry.pain_now == 4


@pytest.mark.hazard("HAZ-023")
def test_a_word_that_is_not_known_counts_as_the_worst(visitor):
    visitor.get("/session/1")
    visitor.send("/session/1/stop", what="oops")
    assert visitor.path.startswith("/questions/")


def test_pain_that_moved_down_leaves_a_direction_out_once_the_signs_are_asked(visitor):
    visitor.get("/session/1")
    visitor.send("/session/1/stop", what="spreading")
    visitor.finish(CALM)
    made = made_for(visitor)
    assert any(d.rule.id == "tl_spread_down" for d in made.decisions)


@pytest.mark.hazard("HAZ-025")
def test_a_result_that_comes_late_is_kept_even_when_signs_must_be_asked_first(visitor):
    visitor.get("/session/1")
    visitor.clock.wait(8)
    visitor.send("/session/1/result", day=TODAY.isoformat(), done="yes", pain_during="2")
    assert visitor.visit.diary.entries[-1].pain_during == 2
    assert visitor.path.startswith("/questions/")


def test_without_a_script_a_session_can_be_read_and_told(visitor):
    text = visitor.get("/session/1").text
    moves = re.findall(r'<article class="card move"[^>]*>', text)
    assert len(moves) == len(made_for(visitor).sessions[0].picks)
    assert not any("hidden" in m for m in moves)
    visitor.send("/session/1/result", day=TODAY.isoformat(), done="yes", pain_now="2",
                 pain_during="2", effort="4")  # fmt: skip
    assert visitor.path == "/programme/changed"
    assert visitor.visit.diary.entries[-1].effort == 4


@pytest.mark.hazard("HAZ-012")
def test_the_pacer_that_the_device_keeps_knows_nothing_of_a_visit(visitor):
    token = re.compile(r'name="token" value="\w+"')
    visitor.get("/programme")
    visitor.send("/programme/check", code_asthma_any="yes")
    alone = visitor.get("/breathe/alone").text
    assert not re.search(r'name="lungs"[^>]*checked', alone)
    known = visitor.get("/breathe").text
    assert re.search(r'name="lungs" value="yes" checked', known)
    assert '"/breathe/alone"' in visitor.get("/service-worker.js").text
    assert token.sub("", alone).count("<h1>") == 1


@pytest.mark.hazard("HAZ-024")
def test_the_pacer_has_the_pattern_of_the_source_and_what_to_do_when_light_headed(visitor):
    text = visitor.get("/breathe").text
    assert 'name="pattern" value="5 1 3" checked' in text
    assert "data-dizzy" in text
    assert "Stop the slow breaths" in text
    assert "leave the pause out" in text


def test_a_figure_for_the_player_is_a_drawing_and_a_strange_one_is_not_there(visitor):
    found = visitor.client.get(f"/exercises/figure/{KB.digest}/walking.svg")
    assert found.headers["content-type"].startswith("image/svg+xml")
    assert visitor.client.get(f"/exercises/figure/{KB.digest}/nothing.svg").status_code == 404


def test_forgetting_forgets_the_diary_too(visitor):
    visitor.get("/programme/entry")
    visitor.send("/programme/entry", done="yes", pain_now="3")
    visitor.send("/forget")
    assert not visitor.visit.diary.entries
    assert visitor.visit.training is None


@pytest.mark.parametrize("language", ["es", "de"])
def test_the_pages_of_training_speak_the_language_of_the_reader(language):
    visitor = Visitor(KB, shipped(language), language=language).begin().finish(CALM)
    settle(visitor)
    visitor.get("/programme")
    visitor.send("/programme/begin", start=TODAY.isoformat(), minutes="20", days="5", floor="yes")
    settle(visitor)
    paths = ["/breathe", "/programme/entry"]
    if language == "es":  # the exercises have no German words yet
        paths += ["/programme", "/session/1"]
    for path in paths:
        seen = Seen(visitor.get(path).text).texts
        assert visitor.path == path
        assert [text for text in seen if LEFT_OVER.search(text)] == [], path
