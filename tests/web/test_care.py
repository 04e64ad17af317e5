"""The pages of the plan: what a person sees, from the result to the calendar."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

import lumbago.web.pages
from lumbago.drawings import THINGS
from lumbago.knowledge import care as knowledge
from lumbago.loading import shipped
from lumbago.web.care_views import card_picture
from tests.web.journey import Visitor, only
from tests.web.markup import Page

PAGES = Path(lumbago.web.pages.__file__).parent
CALM = only("onset_lift_twist", "worse_sitting", "pain_cramp_spasm")


@pytest.fixture(scope="module")
def calm():
    """Somebody whose result is self-care."""
    visitor = Visitor(shipped()).begin().finish(CALM)
    assert visitor.path == "/result"
    return visitor


@pytest.fixture(scope="module")
def grave():
    """Somebody with an emergency who goes on all the same."""
    visitor = Visitor(shipped()).begin()
    visitor.answer(only("saddle_numbness", "gate_bladder"))
    return visitor


@pytest.mark.parametrize(
    "path", ["/plan", "/plan/wishes", "/spasm", "/medicines", "/options", "/scan-report"]
)
def test_every_page_of_care_is_sound_html(calm, path):
    page = calm.get(path)
    assert page.status_code == 200
    assert calm.path == path
    assert Page(page.text).problems == []
    assert 'class="strip"' in page.text
    assert all('name="token" value="' in f for f in re.findall(r"<form.*?</form>", page.text, re.S))
    assert not re.findall(r'(?:href|action)="(/[^"]*\?[^"]*)"', page.text)


def test_the_plan_is_one_tap_from_the_result_and_opens_its_sources(calm):
    assert 'href="/plan"' in calm.get("/result").text
    text = calm.get("/plan").text
    for source in set(re.findall(r'href="(/source/[^"]*)"', text)):
        assert calm.client.get(source).status_code == 200, source
    assert "Keep moving in your own limits" in text
    assert "12 to 25" not in text


@pytest.mark.hazard("HAZ-002")
def test_a_plan_asks_for_the_danger_signs_first_and_opens_the_third_time_with_easy_moves():
    visitor = Visitor(shipped()).begin()
    for _ in range(2):
        text = visitor.get("/plan").text
        assert "A few questions first" in text
        assert 'class="step' not in text
        visitor.send("/plan/skip")
    text = visitor.get("/plan").text
    assert "Some danger signs were not asked yet" in text
    assert "Keep moving" in text


@pytest.mark.hazard("HAZ-020")
@pytest.mark.parametrize("signs", [("trauma_minor", "osteoporosis_known"), ("double_vision",)])
def test_the_result_says_as_much_urgency_as_the_plan(signs):
    visitor = Visitor(shipped()).begin()
    visitor.finish(only(*signs))
    band = re.compile(r'class="band (\w+)"')
    if visitor.path == "/emergency":
        visitor.send("/emergency/go-on")
    result, plan = (band.findall(visitor.get(path).text) for path in ("/result", "/plan"))
    assert result
    assert result == plan


@pytest.mark.hazard("HAZ-020")
def test_an_emergency_gets_no_plan_and_no_exercise(grave):
    text = grave.get("/plan").text
    assert "See someone first" in text or "Go to an emergency department now" in text
    assert 'class="step' not in text
    assert grave.get("/options").url.path == "/plan"
    assert grave.get("/plan/lumbago.ics").url.path == "/plan"


def test_spasm_now_is_one_tap_from_every_page_and_needs_no_answer(calm):
    for path in ("/result", "/plan", "/help", "/answers"):
        assert 'href="/spasm"' in calm.get(path).text
    stranger = Visitor(shipped())
    text = stranger.get("/spasm").text
    assert stranger.page.status_code == 200
    assert text.index("Stop") < text.index("Check for 20 seconds") < text.index("Breathe")
    assert "<svg" in text


def test_every_page_has_the_way_to_spasm_now_on_it_the_page_of_an_error_too(calm):
    addresses = sorted(
        route
        for file in PAGES.glob("*.py")
        for route in re.findall(r'router\.get\("(/[^"{]*)"', file.read_text("utf-8"))
    )
    seen = 0
    for path in (*addresses, "/no-such-page", "/exercises/no-such-exercise", "/activities/lifting"):
        page = calm.get(path)
        if page.headers["content-type"].startswith("text/html"):
            seen += 1
            assert 'href="/spasm"' in page.text, path
    assert seen > 30


@pytest.mark.hazard("HAZ-018")
def test_spasm_now_is_kept_for_when_there_is_no_connection_and_knows_nothing(calm):
    assert '"/spasm/alone"' in calm.get("/service-worker.js").text
    token = re.compile(r'name="token" value="\w+"')
    ill = Visitor(shipped()).begin()
    ill.answer(only("saddle_numbness", "gate_bladder"))
    stranger = token.sub("", Visitor(shipped()).get("/spasm/alone").text)
    for somebody in (calm, ill):
        assert token.sub("", somebody.get("/spasm/alone").text) == stranger


@pytest.mark.hazard("HAZ-005")
@pytest.mark.parametrize("path", ["/spasm", "/breathe"])
def test_first_aid_says_first_that_somebody_must_be_seen(calm, path):
    ill = Visitor(shipped()).begin()
    ill.answer(only("saddle_numbness", "gate_bladder"))
    text = ill.get(path).text
    main = text[text.index("<main") :]
    assert main.index("Go to an emergency department now") < main.index("<h2")
    assert 'href="/plan"' in main
    assert "Your answers ask for this first" not in calm.get(path).text


@pytest.mark.hazard("HAZ-005")
def test_first_aid_tells_nobody_to_move_who_must_be_seen_first(calm):
    spasm = shipped().care.spasm
    ill = Visitor(shipped()).begin()
    ill.answer(only("saddle_numbness", "gate_bladder"))
    for id, step in spasm.items():
        assert step.tells in calm.get("/spasm").text, id
        assert (step.tells in ill.get("/spasm").text) == (id not in {"move", "after"}), id


def test_answers_to_a_check_change_the_plan_and_stand_in_no_address(calm):
    text = calm.get("/plan").text
    assert "First check that it suits you." in text
    calm.send("/plan/check", code_sensation_loss_skin="yes", code_ckd="unsure", **{"from": "plan"})
    assert calm.path == "/plan"
    assert "Do not use heat or ice on numb skin." in calm.page.text
    assert "sensation" not in str(calm.page.url)
    calm.send("/plan/check", code_sensation_loss_skin="no", **{"from": "plan"})


@pytest.mark.hazard("HAZ-020")
def test_a_grave_answer_to_a_check_ends_the_plan():
    visitor = Visitor(shipped()).begin().finish(CALM)
    visitor.get("/medicines")
    visitor.send("/medicines", code_gi_bleed_now="yes")
    assert 'class="step' not in visitor.get("/plan").text
    assert "emergency" in visitor.page.text


def test_wishes_are_kept_and_a_wrong_number_is_told_beside_its_field(calm):
    calm.get("/plan/wishes")
    wrong = calm.send("/plan/wishes", minutes="lots")
    assert wrong.status_code == 422
    assert 'value="lots"' in wrong.text
    calm.send(
        "/plan/wishes",
        minutes="15",
        goal=["walk"],
        floor="no",
        work="desk",
        topic=["water"],
        cares="yes",
    )
    assert calm.path == "/plan"
    assert 'href="/activities/caring"' in calm.page.text
    assert "Walk for half an hour" in calm.page.text
    assert "legs up on a chair" not in calm.page.text
    assert 'value="15"' in calm.get("/plan/wishes").text


def test_the_calendar_comes_as_a_file(calm):
    answer = calm.client.get("/plan/lumbago.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.text.startswith("BEGIN:VCALENDAR")
    assert "20260305" in answer.text


@pytest.mark.hazard("HAZ-022")
def test_the_page_of_medicines_begins_with_what_to_do_after_too_much():
    visitor = Visitor(shipped())
    text = visitor.get("/medicines").text
    assert text.index("taken too much") < text.index("Paracetamol")
    assert "On packs in" not in text
    visitor.send("/medicines", taking="ibuprofen\nwarfarin\nfrobnicol")
    assert "bleed badly" in visitor.page.text
    assert "We do not know this one. Ask a pharmacist." in visitor.page.text
    visitor.send("/medicines", code_overdose_possible="yes")
    assert "Paracetamol (" not in visitor.page.text


@pytest.mark.hazard("HAZ-022")
@pytest.mark.parametrize(
    "typed",
    ["paracetamol, I took too many paracetamol", "ibuprofen\nI have an acetaminophen overdose"],
)
def test_too_much_that_is_typed_among_the_medicines_gets_help_at_once(typed):
    visitor = Visitor(shipped())
    visitor.get("/medicines")
    visitor.send("/medicines", taking=typed)
    assert "Go to an emergency department now" in visitor.page.text
    assert "On packs in" not in visitor.page.text
    visitor.send("/medicines", taking=typed, seen="yes")
    assert visitor.path == "/medicines"
    assert typed.split(",")[0].split("\n")[0] in visitor.page.text


def test_a_report_is_read_once_and_kept_nowhere(calm):
    calm.get("/scan-report")
    text = calm.send("/scan-report", report="Compression fracture. Jane Doe. Disc bulge.").text
    assert "Call the clinic that ordered the scan today" in text
    assert "common with age" in text
    assert "Jane Doe" not in text
    assert "Jane Doe" not in str(calm.visit)


def test_forgetting_forgets_the_wishes_too():
    visitor = Visitor(shipped()).begin().finish(CALM)
    visitor.get("/plan/wishes")
    visitor.send("/plan/wishes", minutes="77")
    visitor.send("/forget")
    visitor.begin().finish(CALM)
    assert 'value="77"' not in visitor.get("/plan/wishes").text


def people(array: str) -> int:
    """How many people are drawn, one by one or ten at once."""
    drawn = array.split("</defs>")[1]
    return len(re.findall(r'href="#[^"]*-one"', drawn)) + 10 * drawn.count('-ten"')


def test_options_show_counts_as_people_and_say_where_none_is_known(calm):
    text = calm.get("/options").text
    assert "What becomes of it anyway" in text
    arrays = re.findall(r'<svg[^>]*class="drawing icon-array".*?</svg>', text, re.S)
    assert arrays
    assert all(people(a) == 100 and "<title" in a for a in arrays)
    assert max(map(len, arrays)) < 4_000
    assert "Of 100 people like those in the study" in text
    assert "is not known. Studies give averages alone" in text
    assert text.count("What to ask</h4>") == text.count('class="step')


def test_the_options_begin_with_a_list_that_leads_to_each_of_them(calm):
    text = calm.get("/options").text
    listed = text[text.index('class="leaps"') :].split("</nav>")[0]
    leaps = re.findall(r'href="#([^"]*)"', listed)
    assert leaps == re.findall(r'class="step \w+" id="([^"]*)"', text)
    assert len(leaps) == len(set(leaps)) > 3
    assert text.count("<details open>") == len(leaps)  # what is beside one another stays open


@pytest.mark.parametrize("card", shipped().care.cards.values(), ids=lambda c: c.id)
def test_every_card_has_a_drawing_a_rule_and_a_source(card):
    kb = shipped()
    drawn = ElementTree.fromstring(card_picture(kb, card))  # noqa: S314  our own text
    assert drawn.get("role") == "img"
    assert len(list(drawn.iter())) > 10, "there is next to nothing on it"
    assert card.when is not None
    assert card.lines
    assert {card.citation.source, *card.also} <= set(kb.sources)
    assert set(knowledge.THINGS) == set(THINGS)


def test_medicines_show_what_studies_counted_as_people():
    text = Visitor(shipped()).get("/medicines").text
    pregabalin = text[text.index('id="pregabalin"') :].split("</article>")[0]
    assert "about 40 who took it felt dizzy" in pregabalin
    assert "Of 100 others, about 13" in pregabalin
    assert pregabalin.count("<svg") == 4
    before = text[: text.index("<article")]
    assert "Where no count of people is shown, none is known" in before
    assert Page(text).problems == []


def test_activities_are_one_tap_from_the_plan_and_each_has_its_drawing():
    calm = Visitor(shipped()).begin().finish(CALM)
    assert 'href="/activities/sitting_work"' in calm.get("/plan").text
    assert "These fit what you told us" in calm.get("/activities").text
    for id in shipped().care.activities:
        page = calm.get(f"/activities/{id}")
        assert page.status_code == 200
        assert "<svg" in page.text
        assert Page(page.text).problems == []


@pytest.mark.hazard("HAZ-020")
def test_nobody_is_invited_to_an_activity_who_must_be_seen_first(grave):
    assert "How to do it" not in grave.get("/activities/lifting").text


def test_a_spasm_is_noted_down_and_three_at_one_place_ask_for_a_visit():
    visitor = Visitor(shipped())
    visitor.get("/spasm")
    visitor.send("/spasm/log", place="neck", count="2", length="minutes", strength="6,5")
    assert visitor.path == "/spasm/noted"
    assert "strength 6.5 of 10" in visitor.page.text
    assert "book a visit" not in visitor.page.text
    visitor.get("/spasm")
    visitor.send("/spasm/log", place="neck", count="1", length="", strength="")
    assert "book a visit" in visitor.page.text
    visitor.get("/spasm")
    visitor.send("/spasm/log", place="neck", count="x", strength="12")
    assert visitor.page.status_code == 422
    assert "could not be read" in visitor.page.text


def test_medicines_say_what_is_known_in_pregnancy_to_whom_it_may_matter(calm):
    assert "In pregnancy:" not in calm.get("/medicines").text  # a man
    assert "In pregnancy:" in Visitor(shipped()).get("/medicines").text
