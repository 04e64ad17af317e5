"""What a player counts is what the programme asks for; what takes its place is never more."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.answers import Answers, Person, Region
from lumbago.assessment import assess
from lumbago.plan import CarePlan, Fit, Wishes, plan_care
from lumbago.programme import Beat, Breath, Side, alternatives, beats, make_programme
from lumbago.programme.dose import amounts, minutes_of
from lumbago.programme.fitting import fit_of, is_loaded, leaning, suits
from lumbago.programme.records import alike, as_lines
from tests.strategies import ASKED, KB, times

DAY = date(2026, 3, 2)
ALL = sorted(KB.exercises)


def settled(answers: Answers, wishes: Wishes, sure: bool | None = False):
    """A programme for somebody who has answered everything that was asked."""
    while True:
        plan = plan_care(KB, assess(KB, answers), wishes, DAY)
        if not isinstance(plan, CarePlan):
            return None
        made = make_programme(KB, plan, DAY)
        new = {c.id: sure for c in made.questions if c.id not in wishes.concerns}
        if not new:
            return made
        wishes = replace(wishes, concerns={**wishes.concerns, **new})


@st.composite
def programmes(draw: st.DrawFn):
    region = draw(st.sampled_from(list(Region)))
    told = {"duration_weeks": draw(st.sampled_from([0.5, 3, 20])),
            "pain_severity": draw(st.integers(0, 9)),
            "worse_bend_forward": draw(st.sampled_from([True, False, None])),
            "better_bend_forward": draw(st.sampled_from([True, False, None]))}  # fmt: skip
    codes = [c.id for c in KB.care.contraindications.values() if c.is_asked]
    yes = draw(st.lists(st.sampled_from(codes), max_size=4))
    wishes = Wishes(
        floor=draw(st.sampled_from([True, False])),
        minutes_a_day=draw(st.sampled_from([None, 10.0, 25.0])),
        concerns=dict.fromkeys(yes, True),
    )
    return settled(Answers(Person(region=region, age_years=45), {**ASKED, **told}), wishes)


@pytest.mark.hazard("HAZ-023")
@times(3)
@given(st.sampled_from(ALL), st.data())
def test_the_counted_repetitions_holds_and_sides_are_those_of_the_amount(id, data):
    e = KB.exercises[id]
    amount = data.draw(st.sampled_from(amounts(KB, id)))
    found = beats(e, amount)
    sides = 2 if e.dose.per_side else 1
    assert all(s.seconds > 0 for s in found)
    if amount.minutes is not None:
        total = sum(s.seconds for s in found if s.beat is Beat.TIME)
        assert total == pytest.approx(amount.minutes * 60)
        return
    goes = [s for s in found if s.beat is Beat.GO]
    assert len(goes) == amount.sets * (amount.reps or 1) * sides
    assert max(s.rep for s in goes) == (amount.reps or 1)
    assert max(s.round for s in goes) == amount.sets
    if amount.hold_s:
        held = sum(s.seconds for s in found if s.beat is Beat.HOLD)
        assert held == pytest.approx(len(goes) * amount.hold_s)
    each = [sum(s.side is side for s in goes) for side in (Side.LEFT, Side.RIGHT)]
    assert each == ([len(goes) / 2] * 2 if sides == 2 else [0, 0])


@pytest.mark.parametrize("id", ALL)
def test_a_session_lasts_about_as_long_as_the_programme_says(id):
    e = KB.exercises[id]
    for amount in amounts(KB, id):
        found = beats(e, amount)
        real = sum(s.seconds for s in found if s.beat is not Beat.CHANGE)
        reps = sum(s.beat is Beat.GO for s in found)
        assert abs(real - 60 * minutes_of(e, amount)) <= 4 * reps  # its own tempo, to the rep


@pytest.mark.parametrize("id", [e.id for e in KB.exercises.values() if e.movement.alternates])
def test_sides_take_turns_where_the_movement_does(id):
    e = KB.exercises[id]
    if not e.dose.per_side:
        return
    sides = [s.side for s in beats(e, amounts(KB, id)[0]) if s.beat is Beat.GO]
    assert sides == [Side.LEFT, Side.RIGHT] * (len(sides) // 2)


@pytest.mark.hazard("HAZ-023")
@given(programmes())
def test_what_takes_the_place_of_an_exercise_is_allowed_and_never_harder(made):
    if made is None:
        return
    _, blocked = leaning(KB, made.plan)
    for session in made.sessions[:3]:
        for pick in session.picks:
            now = KB.exercises[pick.exercise]
            found = alternatives(KB, made, session, pick)
            for new in filter(None, (found.easier, found.other)):
                e = KB.exercises[new.exercise]
                if new.exercise == pick.exercise:
                    assert new.amount.volume < pick.amount.volume
                    continue
                assert fit_of(KB, e, made.plan).fit is Fit.FITS
                assert suits(KB, e, made.plan, blocked)
                assert e.level <= now.level
                assert is_loaded(e) <= is_loaded(now)
                assert new.exercise not in {p.exercise for p in session.picks}
                assert new.amount.volume <= amounts(KB, new.exercise)[0].volume


@pytest.mark.parametrize("id", ALL)
def test_the_breath_turns_with_the_movement_and_is_never_held(id):
    e = KB.exercises[id]
    first = Breath.IN if e.movement.goes_on_breath_in else Breath.OUT
    found = beats(e, amounts(KB, id)[0])
    for s in found:
        wanted = {Beat.GO: first, Beat.HOLD: Breath.KEEP}.get(s.beat, Breath.NONE)
        if s.beat is Beat.BACK:
            wanted = Breath.OUT if first is Breath.IN else Breath.IN
        assert s.breath is wanted


@pytest.mark.parametrize(("id", "words"), [
    ("cat_cow", "Breathe out and round"), ("cobra_press_up", "Breathe out and slowly press"),
    ("deadlift_light", "Breathe out and stand"), ("partial_crunch", "breathe out"),
    ("pelvic_tilt_supine", "Breathe out and gently flatten"),
    ("open_book", "Breathe out as you open"),
])  # fmt: skip
def test_the_breath_that_is_shown_is_the_one_that_the_steps_ask_for(id, words):
    e = KB.exercises[id]
    assert any(words in step for step in e.steps)
    goes_down_first = id == "deadlift_light"
    assert e.movement.goes_on_breath_in is goes_down_first


@given(programmes())
def test_print_has_each_content_once_and_each_day_once(made):
    if made is None:
        return
    groups = alike(made)
    assert sorted(s.day for g in groups for s in g) == [s.day for s in made.sessions]
    text = "\n".join(as_lines(KB, made))
    heads = [line for line in text.splitlines() if line.startswith("Week ")]
    days = [s.day.isoformat() for s in made.sessions]
    assert sum(head.count("2026-") for head in heads) == len(days)
    assert all(sum(day in head for head in heads) == 1 for day in days)
    contents = [
        (tuple((p.exercise, p.amount) for p in g[0].picks), tuple(r.id for r in g[0].because))
        for g in groups
    ]
    assert len(contents) == len({*contents})
