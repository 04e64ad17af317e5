"""The library of exercises in the browser's door."""

import re

import pytest

from lumbago.assessment import assess
from lumbago.knowledge import Footing, Urgency
from lumbago.loading import shipped
from lumbago.readability import grade, is_label
from tests.web.journey import Visitor, only
from tests.web.markup import Page

KB = shipped()
MOVES = [e for e in KB.exercises.values() if e.footing is not Footing.NOT_NOW]
LATER = list(KB.not_now)


@pytest.fixture(scope="module")
def visitor():
    """Somebody who has told nothing."""
    return Visitor(KB)


def addresses(html: str) -> set[str]:
    """The exercises that a page has cards of."""
    return set(re.findall(r'<h\d class="as-h3"><a href="/exercises/(\w+)"', html))


@pytest.mark.parametrize("exercise", MOVES[::9], ids=lambda e: e.id)
def test_a_page_of_an_exercise_is_sound_and_says_everything(visitor, exercise):
    html = visitor.get(f"/exercises/{exercise.id}").text
    assert Page(html).problems == []
    for text in (
        exercise.about,
        exercise.start,
        *exercise.steps,
        *(r.text for r in exercise.ladder),
    ):
        assert text.replace("'", "&#39;") in html
    for id in exercise.stop_signs:
        assert KB.stop_signs[id].text in html
    for id in (*exercise.easier, *exercise.harder):
        assert f'href="/exercises/{id}"' in html
    for id in exercise.sources:
        assert f'href="/source/{id}"' in html


def test_every_exercise_has_a_page_and_a_small_picture(visitor):
    for exercise in MOVES:
        assert visitor.get(f"/exercises/{exercise.id}").status_code == 200
    picture = visitor.get(f"/exercises/picture/{KB.digest}/cat_cow.svg")
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert "immutable" in picture.headers["cache-control"]
    assert visitor.get("/exercises/picture/x/nothing.svg").status_code == 404
    assert visitor.get("/exercises/nothing").status_code == 404


def test_a_side_can_be_changed_without_script(visitor):
    html = visitor.get("/exercises/bird_dog").text
    assert 'href="/exercises/bird_dog?side=other"' in html
    other = visitor.get("/exercises/bird_dog?side=other").text
    assert 'href="/exercises/bird_dog"' in other
    assert re.findall(r' d="[^"]*"', other) != re.findall(r' d="[^"]*"', html)
    assert "side=other" not in visitor.get("/exercises/glute_bridge").text


def test_the_list_is_sound_and_shows_all_but_what_is_left_for_later(visitor):
    html = visitor.get("/exercises").text
    assert Page(html).problems == []
    assert addresses(html) == {e.id for e in MOVES}
    for id in LATER:
        assert f'href="/exercises/{id}"' in html


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("area=neck", lambda e: e.area.value == "neck"),
        ("position=supine&level=1", lambda e: e.position.value == "supine" and e.level == 1),
        ("phase=acute", lambda e: "acute" in e.phases),
        ("purpose=strength&direction=neutral",
         lambda e: "strength" in e.purposes and e.direction.value == "neutral"),
        ("minutes=2", lambda e: e.minutes_a_time <= 2),
        ("equipment=band", lambda e: "band" in e.equipment),
        ("area=&phase=&level=", lambda e: True),
        ("area=mars&level=99&equipment=%00", lambda e: True),
    ],
)  # fmt: skip
def test_filters_are_plain_addresses(visitor, query, wanted):
    html = visitor.get(f"/exercises?{query}").text
    assert addresses(html) == {e.id for e in MOVES if wanted(e)}
    assert Page(html).problems == []


def test_a_filter_that_nothing_fits_says_so(visitor):
    html = visitor.get("/exercises?area=neck&equipment=pool").text
    assert not addresses(html)
    assert "Take one choice away" in html


@pytest.mark.hazard("HAZ-012")
def test_what_is_searched_for_is_in_no_address(visitor):
    visitor.get("/exercises")
    page = visitor.send("/exercises", name="hip lift")
    assert "glute_bridge" in addresses(page.text)
    assert len(addresses(page.text)) < 5
    assert str(page.url).endswith("/exercises")
    assert 'value="hip lift"' in page.text
    visitor.get("/exercises")
    assert "none" not in visitor.send("/exercises", name="<b>&").headers
    assert "<b>" not in visitor.page.text


def test_a_search_for_sit_ups_shows_the_reason_and_what_instead(visitor):
    visitor.get("/exercises")
    found = visitor.send("/exercises", name="sit-ups").text
    assert 'href="/exercises/full_sit_up"' in found
    html = visitor.get("/exercises/full_sit_up").text
    assert KB.not_now["full_sit_up"].why in html
    assert addresses(html) == set(KB.not_now["full_sit_up"].instead)
    assert "/exercises/picture" in html


@pytest.mark.parametrize("id", LATER)
def test_what_is_left_for_later_is_never_taught(visitor, id):
    html = visitor.get(f"/exercises/{id}").text
    assert Page(html).problems == []
    assert 'class="steps"' not in html
    assert "<animate" not in html


@pytest.mark.hazard("HAZ-005")
def test_nobody_is_invited_to_exercise_while_a_danger_sign_is_up():
    ill = Visitor(KB).begin()
    ill.answer(only("saddle_numbness"))
    for path in ("/exercises", "/exercises/glute_bridge", "/exercises?area=neck",
                 "/exercises/bed_rest"):  # fmt: skip
        html = ill.get(path).text
        assert "emergency department" in html
        assert "/emergency" in html
        assert "exercise-card" not in html
        assert 'class="steps"' not in html
        assert Page(html).problems == []
    ill.send("/exercises", name="bridge")
    assert "exercise-card" not in ill.page.text


@pytest.mark.hazard("HAZ-005")
@pytest.mark.parametrize("sign", ["fever", "trauma_major", "leg_swelling_one"])
def test_one_who_should_be_seen_today_is_not_invited_either(sign):
    ill = Visitor(KB).begin()
    for _ in range(6):  # past the cards of danger signs
        ill.answer(only(sign))
    assert assess(KB, ill.answers).urgency is Urgency.TODAY
    for path in ("/exercises", "/exercises/bird_dog"):
        html = ill.get(path).text
        assert "Exercises can wait" in html
        assert 'href="/result"' in html
        assert "exercise-card" not in html


@pytest.mark.hazard("HAZ-005")
@pytest.mark.parametrize("path", ["/exercises", "/exercises/bird_dog", "/activities"])
def test_no_exercise_is_shown_beside_a_referral_that_is_less_urgent(path):
    ill = Visitor(KB).begin().finish(only("hand_clumsy", "gait_unsteady", "gate_balance"))
    if ill.path == "/emergency":
        ill.send("/emergency/go-on")
    assert "There is no plan for home yet" in ill.get("/plan").text
    html = ill.get(path).text
    assert "Exercises can wait" in html
    assert "exercise-card" not in html


@pytest.mark.hazard("HAZ-005")
def test_no_article_leads_somebody_to_exercises_who_must_be_seen_first(visitor):
    ill = Visitor(KB).begin()
    ill.answer(only("saddle_numbness"))
    leads = re.compile(r'href="/exercises[/"]')
    for id in ("stay_active", "core_strength", "first_days"):
        well, told = (v.get(f"/library/{id}").text for v in (visitor, ill))
        assert leads.search(well[well.index("<main") :])
        assert not leads.search(told[told.index("<main") :]), id


@pytest.mark.hazard("HAZ-005")
def test_going_on_past_the_emergency_does_not_open_the_exercises():
    ill = Visitor(KB).begin()
    ill.answer(only("saddle_numbness"))
    ill.get("/emergency")
    ill.send("/emergency/go-on")
    assert "exercise-card" not in ill.get("/exercises").text


@pytest.mark.hazard("HAZ-005")
def test_a_young_person_is_told_to_ask_a_clinician_first():
    young = Visitor(KB)
    young.send("/start", age="15", sex="female", whom="me")
    young.send("/where", place="low_back", main="low_back")
    html = young.get("/exercises/glute_bridge").text
    assert "written for adults" in html or "Exercises can wait" in html


def test_one_who_is_well_sees_the_exercises():
    well = Visitor(KB).begin().finish(only())
    assert "exercise-card" in well.get("/exercises").text


def test_the_figure_needs_no_script_and_can_stand_still(visitor):
    html = visitor.get("/exercises/cat_cow").text
    assert "<animate" in html
    assert 'class="as-stills"' in html
    assert html.count('class="still-number"') >= 3
    buttons = re.findall(r"<button[^>]*figure-\w+[^>]*>", html)
    assert all(" hidden" in button for button in buttons)  # shown by the script alone


def test_the_words_for_whom_are_there_for_every_id():
    visitor = Visitor(KB)
    t = visitor.app.state.site.catalogue.words("exercise_for")
    for exercise in KB.exercises.values():
        for id in (*exercise.good_for, *exercise.not_for):
            text = t(id)
            assert is_label(text) or grade(text) <= 8.5, text
