"""Programmes: who gets what, how it grows and steps back, and when somebody must look first."""

import json
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from lumbago.answers import Answers, Person, Region, Sex
from lumbago.assessment import assess
from lumbago.body import all_places
from lumbago.cli import app
from lumbago.diary import Diary, DiaryEntry, Felt, Settled, SitePain, Spread
from lumbago.errors import AnswersError
from lumbago.knowledge import Area, Direction, Footing, Urgency
from lumbago.loading import SHIPPED, shipped
from lumbago.plan import CarePlan, Fit, Referral, Said, Wishes, as_plan_record, plan_care
from lumbago.plan.choosing import Target
from lumbago.plan.whole import Effort
from lumbago.programme import Programme, Stage, Variable, adapt, make_programme
from lumbago.programme.dose import amounts, changed, scaled
from lumbago.programme.fitting import fit_of, is_loaded, targets_of
from lumbago.programme.history import State, after_day, begin
from lumbago.programme.records import (
    as_lines,
    as_programme_calendar,
    as_programme_record,
    place_name,
)
from lumbago.programme.selection import WALK, Ease, select
from lumbago.readability import grade
from lumbago.triage import triage
from tests.strategies import ASKED, DANGER_SIGNS, KB, answers, times

CODES = KB.care.contraindications
START = date(2026, 3, 2)
CLEAR = Wishes(equipment=frozenset(KB.equipment), floor=True, concerns=dict.fromkeys(CODES, False))
RULES = KB.progression
BENDS = {Direction.FLEXION, Direction.EXTENSION}


def somebody(region: Region = Region.LOW_BACK, **given: bool | float | None) -> Answers:
    """An invented woman of 45, who went through the safety block."""
    told = {**ASKED, "duration_weeks": 5.0, "pain_severity": 4.0} | given
    return Answers(Person(region=region, age_years=45.0, sex=Sex.FEMALE), told)


@cache
def plan_of(wishes_days: int = 0, region: Region = Region.LOW_BACK, weeks: float = 5.0) -> CarePlan:
    """A plan for an invented person of whom everything was asked and denied."""
    wishes = replace(CLEAR, days_a_week=wishes_days or None)
    told = somebody(region, duration_weeks=weeks)
    found = plan_care(KB, assess(KB, told), wishes, START)
    assert isinstance(found, CarePlan)
    return found


def given_to(programme: Programme) -> set[str]:
    """Every exercise of every session."""
    return {p.exercise for s in programme.sessions for p in s.picks}


def entry(day: int, pain: float = 2, **more: object) -> DiaryEntry:
    """A day on which a session went well, but for what is named."""
    told = {"pain_now": pain, "pain_during": pain, "pain_after": pain,
            "pain_next_morning": pain, "effort": 4.0, "done": True} | more  # fmt: skip
    return DiaryEntry(day=START + timedelta(days=day), **told)  # type: ignore[arg-type]


scores = st.none() | st.integers(0, 10).map(float)
moves = st.dictionaries(
    st.sampled_from(["walking", "cat_cow", "hamstring_stretch_doorway", "abdominal_bracing",
                     "curl_up_mcgill", "adductor_squeeze"]),
    st.builds(Felt, scores, scores), max_size=4,
)  # fmt: skip
PAINS = ("pain_now", "pain_worst", "pain_during", "pain_after", "pain_next_morning")
LEG = next(place for place in all_places() if place.startswith("calf"))


def leg(now: float | None) -> dict[str, SitePain]:
    """Pain in a calf."""
    return {LEG: SitePain(now)}


@st.composite
def diaries(draw: st.DrawFn, most: int = 20) -> tuple[DiaryEntry, ...]:
    """Any days with any scores, but no danger sign; good runs are drawn often."""
    found, day = [], 0
    for _ in range(draw(st.integers(1, most))):
        day += draw(st.sampled_from([1, 1, 1, 1, 2, 3, 6, 16]))
        if draw(st.integers(0, 2)):
            found.append(entry(day, draw(st.sampled_from([0.0, 1.0, 2.0, 3.0]))))
        else:
            found.append(
                DiaryEntry(
                    day=START + timedelta(days=day),
                    pain_now=draw(scores), pain_worst=draw(scores), pain_during=draw(scores),
                    pain_after=draw(scores), pain_next_morning=draw(scores), effort=draw(scores),
                    done=draw(st.none() | st.booleans()),
                    spread=draw(st.none() | st.sampled_from(Spread)),
                    light_headed=draw(st.none() | st.booleans()),
                    settled=draw(st.none() | st.sampled_from(Settled)),
                    muscle_sore=draw(st.none() | st.booleans()),
                    sleep_hours=draw(st.none() | st.sampled_from([3.0, 7.0])),
                    sites=draw(st.just({}) | st.builds(leg, scores)),
                    exercises=draw(moves),
                )
            )  # fmt: skip
    return tuple(found)


plans = st.builds(
    plan_of,
    st.sampled_from([0, 1, 3, 7]),
    st.sampled_from([Region.LOW_BACK, Region.NECK, Region.MID_BACK]),
    st.sampled_from([0.1, 1.0, 5.0, 20.0]),
)


def states(plan: CarePlan, diary: tuple[DiaryEntry, ...]) -> list[State]:
    """Where a person stands after each day."""
    found = [begin(KB, plan)]
    for day in diary:
        found.append(after_day(KB, plan, START, found[-1], day))
    return found


# -- what is given -------------------------------------------------------------------------------


@pytest.mark.hazard("HAZ-005")
@pytest.mark.parametrize("said", [Said.YES, Said.UNSURE, Said.UNASKED])
def test_no_exercise_fits_with_a_code_against_it_that_is_yes_or_not_known(said):
    """Exhaustive: every exercise with every contraindication that names it."""
    plan, pairs = plan_of(), 0
    for code in CODES.values():
        against = replace(plan, said={**plan.said, code.id: said})
        settled = said is Said.UNASKED and (
            not code.is_asked or code.refer is not None or code.severity == "info"
        )
        for e in KB.exercises.values():
            meant = targets_of(e) & (code.forbids | code.asks_first) or code.id in e.not_for
            if meant and not settled:
                pairs += 1
                assert fit_of(KB, e, against).fit is not Fit.FITS, (e.id, code.id)
    assert pairs > 500


@pytest.mark.hazard("HAZ-005")
@given(answers(), st.dictionaries(st.sampled_from(sorted(CODES)), st.none() | st.booleans()),
       st.booleans() | st.none(), st.sampled_from([None, 0.0, 5.0, 15.0, 60.0]))  # fmt: skip
@times(0.6)
def test_nothing_is_scheduled_that_does_not_fit_the_person(told, concerns, floor, minutes):
    base = CLEAR if len(concerns) % 2 else Wishes()
    wishes = replace(base, floor=floor, minutes_a_day=minutes,
                     concerns={**base.concerns, **concerns})  # fmt: skip
    plan = plan_care(KB, assess(KB, told), wishes, START)
    if isinstance(plan, Referral):
        return
    programme = make_programme(KB, plan, START)
    age = told.person.age_years
    assert not programme.sessions or (age is not None and age >= 18)
    for session in programme.sessions:
        assert minutes is None or session.minutes <= minutes + 1e-9
        for pick in session.picks:
            e = KB.exercises[pick.exercise]
            assert fit_of(KB, e, plan).fit is Fit.FITS
            assert e.footing in {Footing.FIRST_CHOICE, Footing.ONE_MORE}
            assert floor or e.position in {"standing", "sitting"} or "bed_ok" in e.tags
            assert pick.why
            assert plan.effort is Effort.FULL or not is_loaded(e)


@pytest.mark.hazard("HAZ-005")
def test_whoever_must_be_seen_first_gets_no_loaded_exercise():
    light = replace(plan_of(), effort=Effort.LIGHT)
    loaded = [
        id for id in given_to(make_programme(KB, light, START)) if is_loaded(KB.exercises[id])
    ]
    assert loaded == []


def test_a_programme_with_nothing_asked_is_empty_and_says_what_to_ask():
    plan = plan_care(KB, assess(KB, somebody()), Wishes(), START)
    assert isinstance(plan, CarePlan)
    programme = make_programme(KB, plan, START)
    assert programme.sessions == ()
    assert "fever_acute_illness" in {code.id for code in programme.questions}
    denied = replace(plan, said={**plan.said, **{c.id: Said.NO for c in programme.questions}})
    assert WALK in given_to(make_programme(KB, denied, START))


def test_without_an_adult_age_there_is_no_session_and_a_reason():
    told = Answers(Person(region=Region.NECK), {"duration_weeks": 5.0})
    plan = plan_care(KB, assess(KB, told), CLEAR, START)
    assert isinstance(plan, CarePlan)
    programme = make_programme(KB, plan, START)
    assert programme.sessions == ()
    assert programme.note is not None


def test_a_strong_new_pain_has_rest_and_walks_until_the_third_day():
    plan = plan_care(KB, assess(KB, somebody(duration_weeks=0.0, pain_severity=5.0)), CLEAR, START)
    assert isinstance(plan, CarePlan)
    first = {p.exercise for s in make_programme(KB, plan, START).sessions[:2] for p in s.picks}
    third = {p.exercise for p in make_programme(KB, plan, START).sessions[2].picks}
    assert all(id == WALK or KB.exercises[id].area == "calm" for id in first)
    assert third - first


def test_days_with_force_lie_two_days_apart():
    for days in range(1, 8):
        found = make_programme(KB, plan_of(days), START).sessions
        strong = [s.day for s in found if any(is_loaded(KB.exercises[p.exercise]) for p in s.picks)]
        assert strong
        hours = min(((b - a).days * 24 for a, b in pairwise(strong)), default=48)
        assert hours >= RULES["rest_days"].numbers["hours_least"]


def test_each_stage_mixes_its_kinds_of_exercise_and_keeps_to_its_moves():
    for weeks, stage in ((1.0, Stage.EARLY), (5.0, Stage.BUILD), (20.0, Stage.LONG)):
        pieces = select(KB, plan_of(0, Region.LOW_BACK, weeks), stage, Ease.USUAL, frozenset())
        kinds = {p.slot.value for p in pieces}
        assert {"aerobic", "mobility", "control"} <= kinds
        assert stage is Stage.EARLY or {"strength", "flexibility"} <= kinds
        assert len(pieces) - 1 <= RULES[stage].numbers["moves_most"]


def test_a_direction_that_hurts_is_left_out_and_two_that_disagree_leave_both_out():
    def bends(**given: bool) -> set[Direction]:
        plan = plan_care(KB, assess(KB, somebody(Region.LOW_BACK, **given)), CLEAR, START)
        assert isinstance(plan, CarePlan)
        return {KB.exercises[id].direction for id in given_to(make_programme(KB, plan, START))}

    assert Direction.FLEXION not in bends(worse_bend_forward=True)
    assert Direction.EXTENSION not in bends(better_bend_forward=True)
    both = bends(worse_bend_forward=True, better_bend_forward=True)
    assert not both & {Direction.FLEXION, Direction.EXTENSION}


@pytest.mark.parametrize("id", KB.exercises)
def test_each_step_of_an_amount_raises_one_variable_by_at_most_a_fifth(id):
    most = 1 + RULES["progress_size"].numbers["volume_most"]
    for before, after in pairwise(amounts(KB, id)):
        assert len(changed(before, after)) == 1
        assert before.volume < after.volume <= before.volume * most + 1e-9
        assert after.sets == before.sets
    for share in (0.5, 0.65, 0.75, 1.0):
        for amount in amounts(KB, id):
            assert scaled(amount, share).volume <= amount.volume


# -- how it changes ------------------------------------------------------------------------------


@pytest.mark.hazard("HAZ-006")
@given(plans, diaries(), st.sampled_from([1.0, 2.0, 4.0, 8.0]), st.sets(st.sampled_from(PAINS)))
@times(4)
def test_worse_pain_on_a_day_never_raises_an_amount(plan, diary, worse, names):
    last = diary[-1]
    more: dict[str, object] = {
        n: min(10.0, v + worse) for n in names if (v := getattr(last, n)) is not None
    }
    more["exercises"] = {
        id: Felt(None if f.pain is None else min(10.0, f.pain + worse), f.effort)
        for id, f in last.exercises.items()
    }
    more["sites"] = {
        place: SitePain(None if s.now is None else min(10.0, s.now + worse))
        for place, s in last.sites.items()
    }
    before = states(plan, diary)[-1]
    after = states(plan, (*diary[:-1], replace(last, **more)))[-1]
    steps = {p.exercise: p.step for p in before.pieces}
    for piece in after.pieces:
        assert piece.step <= steps.get(piece.exercise, 0 if piece.exercise != WALK else 99)
    part = min((s for s, _ in after.shares), default=1.0)
    assert part <= min((s for s, _ in before.shares), default=1.0)
    ups = [d for d in after.decisions if d.move == "up"]
    assert len(ups) <= len([d for d in before.decisions if d.move == "up"])


@given(plans, diaries())
@times(4)
def test_a_day_raises_at_most_one_variable_of_one_exercise_and_keeps_to_the_bounds(plan, diary):
    found = states(plan, diary)
    for old, new in pairwise(found):
        steps = {p.exercise: p.step for p in old.pieces}
        raised = [p for p in new.pieces if p.step > steps.get(p.exercise, p.step)]
        added = [p for p in new.pieces if p.exercise not in steps]
        dropped = {p.exercise for p in old.pieces} - {p.exercise for p in new.pieces}
        assert len(raised) + len(added) - len(dropped) <= 1
        assert all(p.step - steps[p.exercise] == 1 for p in raised)
        decided = new.decisions[len(old.decisions) :]
        ups = [d for d in decided if d.move == "up"]
        harder = [d for d in ups if d.rule.id == "progress_order"]
        assert len(ups) == len(raised) + max(0, len(added) - len(dropped) + len(harder))
        assert all(p.step < len(amounts(KB, p.exercise)) for p in new.pieces)
    last = found[-1]
    assert len(last.pieces) - 1 <= max(RULES[s].numbers["moves_most"] for s in Stage)
    made = adapt(KB, make_programme(KB, plan, START), Diary(diary), diary[-1].day)
    if isinstance(made, Programme):
        walk = RULES["walking"].numbers["minutes_most"]
        most = RULES[made.stage].numbers["minutes_most"]
        assert all(s.minutes <= most + walk for s in made.sessions)


@given(plans, diaries(most=8), st.randoms())
def test_the_same_history_gives_the_same_programme_whatever_was_made_between(plan, diary, chance):
    first = make_programme(KB, plan, START)
    today = diary[-1].day
    at_once = adapt(KB, first, Diary(diary), today)
    shuffled = list(diary)
    chance.shuffle(shuffled)
    assert adapt(KB, first, Diary(tuple(shuffled)), today) == at_once
    half = adapt(KB, first, Diary(diary[: len(diary) // 2]), today)
    if isinstance(half, Programme):
        assert adapt(KB, half, Diary(diary), today) == at_once


def test_the_order_of_the_entries_of_one_day_does_not_matter():
    one = [entry(1, 2), entry(1, 6, done=False), entry(1, 3, spread=Spread.DOWN)]
    found = [Diary(p).until(START + timedelta(days=1)) for p in permutations(one)]
    assert all(days == found[0] for days in found)
    assert found[0][0].pain_now == 6
    assert found[0][0].spread is Spread.DOWN


@pytest.mark.hazard("HAZ-006")
@given(st.lists(st.sampled_from(DANGER_SIGNS), min_size=1, max_size=3), diaries(most=4))
@times(2)
def test_a_red_flag_in_the_diary_always_gives_a_referral(signs, diary):
    plan = plan_of()
    told = plan.assessment.answers.with_answers(dict.fromkeys(signs, True))
    day = replace(diary[0], dangers=dict.fromkeys(signs, True))
    found = adapt(KB, make_programme(KB, plan, START), Diary((day, *diary[1:])), diary[-1].day)
    if triage(KB, told).urgency > plan.assessment.disposition.urgency:
        assert isinstance(found, Referral)
        assert found.urgency >= triage(KB, told).urgency
        assert not {f.name for f in fields(found)} & {"sessions", "picks", "decisions"}


@pytest.mark.hazard("HAZ-006")
def test_a_sign_that_was_there_once_is_not_undone_by_a_later_no():
    days = (replace(entry(1), dangers={"saddle_numbness": True}),
            replace(entry(2), dangers={"saddle_numbness": False}))  # fmt: skip
    found = adapt(KB, make_programme(KB, plan_of(), START), Diary(days), days[1].day)
    assert isinstance(found, Referral)
    assert found.urgency is Urgency.NOW


def adapted(*days: DiaryEntry, plan: CarePlan | None = None) -> Programme:
    """What becomes of the programme after these days."""
    first = make_programme(KB, plan or plan_of(), START)
    found = adapt(KB, first, Diary(days), days[-1].day)
    assert isinstance(found, Programme)
    return found


@pytest.mark.hazard("HAZ-006")
def test_a_no_in_the_diary_does_not_undo_a_yes_of_the_interview():
    told = somebody(leg_weakness=True, duration_weeks=2.0)
    plan = plan_care(KB, assess(KB, told), CLEAR, START)
    assert isinstance(plan, CarePlan)
    day = replace(entry(3), dangers={"leg_weakness": False, "onset_sudden": True})
    assert triage(KB, told.with_answer("onset_sudden", True)).urgency is Urgency.TODAY
    found = adapt(KB, make_programme(KB, plan, START), Diary((day,)), day.day)
    assert isinstance(found, Referral)


def test_three_good_sessions_raise_one_thing_and_what_is_not_known_does_not_count():
    found = adapted(*[entry(n) for n in range(1, 4)])
    assert [(d.exercise, d.variable) for d in found.decisions] == [(WALK, Variable.MINUTES)]
    assert not adapted(*[entry(n, effort=None) for n in range(1, 9)]).decisions
    assert not adapted(*[entry(n, pain_next_morning=None) for n in range(1, 9)]).decisions


@pytest.mark.hazard("HAZ-006")
def test_a_flare_halves_comes_back_in_three_steps_and_asks_for_a_look_after_two_weeks():
    calm = [entry(n, 2) for n in range(1, 4)]
    flare = adapted(*calm, entry(4, 5))
    assert [s.share for s in flare.sessions[:3]] == [0.5, 0.5, 0.5]
    back = adapted(*calm, entry(4, 5), entry(5, 3), entry(6, 2))
    assert [s.share for s in back.sessions[:3]] == [0.5, 0.75, 1.0]
    long = Diary((*calm, *[entry(n, 5) for n in range(4, 20)]))
    found = adapt(KB, make_programme(KB, plan_of(), START), long, START + timedelta(days=20))
    assert isinstance(found, Referral)
    assert RULES["flare_long"].tells in {b.text for b in found.because}


def test_one_worse_day_does_not_become_the_usual_pain():
    days = [entry(n, pain) for n, pain in enumerate((1, 1, 2, 1, 3), start=1)]
    assert "flare_define" in {d.rule.id for d in adapted(*days).decisions}


def test_a_programme_without_a_session_says_so_and_why_in_every_language():
    stiff = plan_care(KB, assess(KB, somebody(legs_stiff_heavy=True)), CLEAR, START)
    assert isinstance(stiff, CarePlan)
    made = make_programme(KB, stiff, START)
    assert made.gaps
    assert not made.sessions
    for kb in (KB, shipped("es"), shipped("de")):
        lines = list(as_lines(kb, make_programme(kb, stiff, START)))
        assert kb.words["programme.nothing"] in lines
        assert {f"  {place_name(kb, g)}: {kb.progression[g.rule.id].tells}" for g in made.gaps} <= {
            *lines
        }


def test_a_first_number_of_a_pain_that_nobody_knew_is_no_flare():
    """Unknown is not none (HAZ-006): only what is more than usual is a flare."""
    unsure = plan_care(KB, assess(KB, somebody(pain_severity=None)), CLEAR, START)
    assert isinstance(unsure, CarePlan)
    same = states(unsure, tuple(entry(n, 5) for n in range(1, 20)))
    assert not any(state.flare for state in same)
    worse = states(unsure, (entry(1, 2), entry(2, 2), entry(3, 5)))
    assert worse[-1].flare is not None


def test_red_during_hard_effort_and_two_sore_mornings_step_down():
    def rules(*days: DiaryEntry) -> set[str]:
        return {d.rule.id for d in adapted(*days).decisions if d.move == "down"}

    assert "tl_red_during" in rules(entry(1, pain_during=6))
    assert "rpe_too_hard" in rules(entry(1, effort=9))
    sore = {"pain_next_morning": 6}
    assert "morning_rule" not in rules(entry(1, **sore))
    assert "morning_rule" in rules(entry(1, **sore), entry(2, **sore))


def test_strong_pain_leaves_only_easy_moves_and_very_strong_pain_only_rest_and_a_short_walk():
    for pain, ease in ((6.0, Ease.EASY), (8.0, Ease.VERY_EASY)):
        found = adapted(entry(1), entry(2, pain))
        assert found.ease is ease
        assert not [id for id in given_to(found) if is_loaded(KB.exercises[id])]
    walk = [p.minutes for s in found.sessions for p in s.picks if p.exercise == WALK]
    assert max(walk) <= 5


def test_symptoms_that_move_down_turn_the_direction_and_then_leave_both_out():
    plan = plan_care(KB, assess(KB, somebody(better_bend_forward=True)), CLEAR, START)
    assert isinstance(plan, CarePlan)
    once = states(plan, (entry(1, spread=Spread.DOWN),))[-1]
    assert once.blocked == {Direction.FLEXION}
    turned = {d for p in once.pieces if (d := KB.exercises[p.exercise].direction) in BENDS}
    assert turned == {Direction.EXTENSION}
    assert any(RULES["fits_direction"] in p.why for p in once.pieces)
    twice = states(plan, (entry(1, spread=Spread.DOWN), entry(2, spread=Spread.DOWN)))[-1]
    assert twice.blocked >= {Direction.FLEXION, Direction.EXTENSION}
    assert not {KB.exercises[p.exercise].direction for p in twice.pieces} & twice.blocked


def test_missed_days_make_it_easier_and_two_left_out_make_it_tiny():
    first = [entry(n) for n in range(1, 4)]
    assert adapted(*first, entry(6)).sessions[0].share == 1.0
    assert adapted(*first, entry(12, done=None)).sessions[0].share == 0.75
    assert {d.rule.id for d in adapted(*first, entry(30)).decisions} >= {"missed_15_plus"}
    tiny = adapted(*first, entry(4, done=False), entry(5, done=False)).sessions[0]
    moves = [p for p in tiny.picks if p.exercise not in {WALK, "general_warm_up"}]
    assert len(moves) <= 2


def test_every_fifth_week_is_an_easy_one():
    found = adapted(*[entry(n) for n in range(1, 22)])
    shares = {s.week: s.share for s in found.sessions}
    assert shares[5] == RULES["deload"].numbers["share"]
    assert shares[4] == 1.0


def test_two_weeks_of_little_pain_lead_to_prevention():
    found = adapted(*[entry(n, 1) for n in range(1, 17)])
    assert found.stage is Stage.PREVENTION
    assert "graduate" in {d.rule.id for d in found.decisions}


def test_the_walk_grows_to_half_an_hour_and_never_beyond():
    found = adapted(*[entry(n) for n in range(1, 300)])
    walks = {
        p.minutes for s in found.sessions for p in s.picks if p.exercise == WALK and s.share == 1
    }
    assert walks == {30.0}


# -- words, records and the command --------------------------------------------------------------


def test_every_rule_of_the_programme_decides_something():
    text = "".join(f.read_text("utf-8") for f in Path(SHIPPED.parent / "programme").glob("*.py"))
    by_itself = {"rest_days"}
    assert [id for id in RULES if f'"{id}"' not in text and id not in by_itself] == []


def test_what_a_programme_says_is_easy_to_read():
    texts = [r.tells for r in RULES.values()]
    assert max(map(grade, texts)) <= 8
    assert sum(map(grade, texts)) / len(texts) <= 6


def test_a_score_beyond_ten_and_an_unknown_sign_are_refused():
    with pytest.raises(AnswersError):
        DiaryEntry(day=START, pain_now=11.0)
    day = replace(entry(1), dangers={"sadle_numbness": True})
    with pytest.raises(AnswersError):
        adapt(KB, make_programme(KB, plan_of(), START), Diary((day,)), day.day)


def test_a_record_holds_each_pick_with_its_reason_and_the_calendar_holds_no_exercise():
    programme = adapted(*[entry(n) for n in range(1, 6)])
    record = json.loads(json.dumps(as_programme_record(KB, programme)))
    assert all(x["why"] for s in record["sessions"] for x in s["exercises"])
    assert record["decisions"][0]["source"] in KB.sources
    calendar = as_programme_calendar(KB, programme)
    assert calendar.count("BEGIN:VEVENT") == len(programme.sessions)
    assert not [e.name for e in KB.exercises.values() if e.name in calendar]
    assert KB.words["programme.stop"] in [*as_lines(KB, programme)]


def test_the_command_makes_the_same_programme_of_a_plan_as_the_line(tmp_path):
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(as_plan_record(KB, plan_of())), "utf-8")
    run = ["programme", str(file), "--start", START.isoformat()]
    told = CliRunner().invoke(app, [*run, "--json"])
    made = make_programme(KB, plan_of(), START)
    assert json.loads(told.stdout) == json.loads(json.dumps(as_programme_record(KB, made)))
    assert "Week 1" in CliRunner().invoke(app, [*run, "--print"]).stdout
    assert "BEGIN:VCALENDAR" in CliRunner().invoke(app, [*run, "--ics"]).stdout
    both = CliRunner().invoke(app, [*run, "--ics", "--json"])
    assert both.exit_code == 2
    assert CliRunner().invoke(app, [*run[:-1], "soon"]).exit_code == 2


def test_the_command_gives_a_referral_and_no_exercise_when_somebody_must_look(tmp_path):
    file = tmp_path / "record.json"
    record = {"region": "low_back", "age_years": 45, "answers": {"saddle_numbness": True}}
    file.write_text(json.dumps(record), "utf-8")
    run = ["programme", str(file), "--start", START.isoformat()]
    assert json.loads(CliRunner().invoke(app, [*run, "--json"]).stdout)["kind"] == "referral"
    assert CliRunner().invoke(app, [*run, "--ics"]).exit_code == 2


# -- rules that came later -----------------------------------------------------------------------


def test_two_sessions_that_were_too_easy_are_enough_for_a_step_up():
    plan = plan_of()
    usual = states(plan, (entry(0), entry(1)))[-1]
    easy = states(plan, (entry(0, effort=1.0), entry(1, effort=2.0)))[-1]
    assert not usual.decisions
    assert [d.rule.id for d in easy.decisions] == ["rpe_too_easy"]


def test_an_exercise_at_the_end_of_its_amounts_gives_way_to_the_harder_one():
    plan = plan_of(weeks=20.0)
    last = states(plan, tuple(entry(day) for day in range(900)))[-1]
    harder = [d for d in last.decisions if d.rule.id == "progress_order"]
    assert harder
    for d in harder:
        assert any(d.exercise in e.harder for e in KB.exercises.values())


def test_four_weeks_without_change_swap_two_exercises_and_wait_as_long_again():
    plan = plan_of(weeks=20.0)
    found = states(plan, tuple(entry(day, 4.0) for day in range(56)))
    swaps = [d.day for d in found[-1].decisions if d.rule.id == "plateau"]
    assert len(swaps) == 1
    first = {p.exercise for p in found[0].pieces}
    assert len(first - {p.exercise for p in found[-1].pieces}) == 2
    better = states(plan, tuple(entry(day, 6.0 - day / 12) for day in range(60)))[-1]
    assert "plateau" not in {d.rule.id for d in better.decisions}


@pytest.mark.hazard("HAZ-005")
def test_a_light_head_leaves_neck_moves_out_and_twice_asks_somebody_to_look():
    plan = plan_of(region=Region.NECK, weeks=20.0)
    first = make_programme(KB, plan, START)
    neck = {e.id for e in KB.exercises.values() if e.area is Area.NECK}
    assert given_to(first) & neck
    once = adapt(KB, first, Diary((entry(0, light_headed=True),)), START + timedelta(days=1))
    assert isinstance(once, Programme)
    assert not given_to(once) & neck
    days = (entry(0, light_headed=True), entry(1, light_headed=True))
    assert isinstance(adapt(KB, first, Diary(days), START + timedelta(days=2)), Referral)


def test_a_pain_that_is_easily_stirred_up_begins_with_easy_moves():
    def ease(**given: bool | float) -> Ease:
        told = somebody(Region.LOW_BACK, pain_severity=5.0, **given)
        plan = plan_care(KB, assess(KB, told), CLEAR, START)
        assert isinstance(plan, CarePlan)
        return make_programme(KB, plan, START).ease

    assert ease() is Ease.USUAL
    assert ease(night_pain=True, poor_sleep=True) is Ease.IRRITABLE


def test_what_shapes_a_whole_programme_is_told_with_its_rule():
    told = Answers(
        Person(region=Region.LOW_BACK, age_years=71.0, sex=Sex.FEMALE),
        {"duration_weeks": 1.0, "pain_severity": 3.0, "fear_avoidance": True},
    )
    plan = plan_care(KB, assess(KB, told), CLEAR, START)
    assert isinstance(plan, CarePlan)
    made = make_programme(KB, plan, START)
    rules = {rule.id for rule in made.shaped_by}
    assert {"older_adult", "fear_high", "early_start_mild"} <= rules
    holds = [p.amount.hold_s for s in made.sessions for p in s.picks if p.amount.hold_s]
    assert all(hold <= 10 for hold in holds)
    assert made.rescreen == START + timedelta(days=7)


@pytest.mark.parametrize(
    ("condition", "rule"),
    [("spondylolisthesis", "spondy_rule"), ("lumbar_disc_herniation", "disc_flex_rule")],
)
def test_a_cause_that_leaves_a_direction_out_says_so(condition, rule):
    plan = replace(plan_of(), targets=(Target(condition, "it"),))
    assert rule in {r.id for r in make_programme(KB, plan, START).shaped_by}
