"""Ten people, by mouse, by keyboard alone, and without script."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.browser.hands import begin, finish, new_screen

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Person:
    """Who they are, what they say, and where they come out."""

    start: dict[str, Any] = field(default_factory=dict)
    yes: tuple[str, ...] = ()
    sure: bool = True
    weeks: str = "2"
    ends: str = "/result"
    reads: str = ""


PEOPLE = {
    "strain": Person(
        yes=("onset_lift_twist", "worse_bend_forward", "better_lying", "course_improving"),
        reads="look after yourself",
    ),
    "cauda equina": Person(
        yes=("saddle_numbness",), ends="/emergency", reads="Go to an emergency department now"
    ),
    "sciatica": Person(
        start={"places": ("calf_left", "buttock_left")},
        yes=("leg_pain_one_strip", "worse_cough_sneeze", "leg_numb_tingle", "worse_sitting"),
        reads="Disc bulge",
    ),
    "stenosis": Person(
        start={"places": ("calf_left", "calf_right"), "age": "72", "sex": "female"},
        yes=("leg_pain_walk_relief_sit", "better_bend_forward", "worse_walking", "better_sitting"),
        weeks="40",
        reads="Narrow space for the nerves",
    ),
    "neck and dizziness": Person(
        start={"main": "neck", "age": "58", "sex": "female"},
        yes=("gate_balance", "vertigo_sudden_constant"),
        ends="/emergency",
    ),
    "inflammatory": Person(
        start={"age": "27"},
        yes=(
            "onset_gradual",
            "morning_stiff_30",
            "wakes_second_half_night",
            "better_exercise_not_rest",
            "better_moving",
            "night_pain",
            "family_spa",
        ),
        weeks="30",
        reads="Inflamed spine joints",
    ),
    "cancer history": Person(
        start={"age": "66", "sex": "female"},
        yes=("cancer_history", "night_pain_unrelenting", "course_worsening"),
        reads="Be seen by a clinician today",
    ),
    "not sure of anything": Person(sure=False, reads="You were not sure about"),
    "carer": Person(
        start={"whom": "other", "age": "82", "sex": "female"},
        yes=("trauma_minor",),
        reads="The answers",
    ),
    "pregnancy": Person(
        start={"age": "31", "sex": "female"},
        yes=("pregnancy_now", "worse_rising_chair"),
        reads="You are pregnant",
    ),
}

HANDS: dict[str, dict[str, Any]] = {
    "mouse": {"size": (360, 740), "theme": "light"},
    "keyboard": {"size": (1280, 900), "theme": "dark"},
    "no script": {"size": (360, 740), "theme": "dark"},
}


@pytest.mark.parametrize("hands", HANDS)
@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_gets_to_an_end(browser, base, artefacts, name, hands):
    person = PEOPLE[name]
    screen = new_screen(browser, base, hands=hands, **HANDS[hands])
    begin(screen, **person.start)
    finish(screen, person.yes, sure=person.sure, weeks=person.weeks)
    assert screen.path == person.ends
    assert person.reads in screen.page.content()
    if hands == "no script":
        shot = f"end-{name.replace(' ', '-')}.png"
        screen.page.screenshot(path=artefacts / shot, full_page=True)
    assert screen.strangers == []
    assert screen.complaints == []
