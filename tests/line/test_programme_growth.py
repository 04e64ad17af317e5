"""A programme over weeks: what it may never give or add, and what becomes of invented people."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given

from lumbago.diary import Diary, DiaryEntry, Felt, Settled, Spread
from lumbago.knowledge import Purpose
from lumbago.plan import CarePlan, Fit, Referral, Said
from lumbago.plan.choosing import Target
from lumbago.programme import Programme, Stage, adapt, make_programme
from lumbago.programme.dose import Amount, amounts, minutes_of
from lumbago.programme.fitting import fit_of, is_loaded, targets_of
from lumbago.programme.growth import total
from lumbago.programme.history import after_day, begin, missed
from lumbago.programme.lights import light
from lumbago.programme.selection import ROTATING, WALK, Ease, Piece, turns
from lumbago.programme.state import State
from lumbago.triage import triage
from tests.line.test_programme import (
    CODES,
    RULES,
    START,
    adapted,
    diaries,
    entry,
    given_to,
    plan_of,
    plans,
    states,
)
from tests.strategies import DANGER_SIGNS, KB, times

WEEKS = 12
TWELVE = [7 * week + day for week in range(WEEKS) for day in (0, 1, 2, 4, 5)]


def weeks_of(plan: CarePlan, days: Iterable[DiaryEntry]) -> list[Programme]:
    """The programme as it is at the beginning of each week."""
    diary, first = Diary(tuple(days)), make_programme(KB, plan, START)
    found = [adapt(KB, first, diary, START + timedelta(weeks=w)) for w in range(WEEKS + 1)]
    assert all(isinstance(f, Programme) for f in found)
    return found  # type: ignore[return-value]


def good(pain: float = 2.0) -> list[DiaryEntry]:
    """Twelve weeks of five sessions that went well."""
    return [entry(day, pain) for day in TWELVE]


# -- what may never be -----------------------------------------------------------------------------


@pytest.mark.hazard("HAZ-005")
@pytest.mark.parametrize("code", sorted(CODES))
def test_what_a_yes_speaks_against_is_not_given_on_the_first_day_nor_after_twelve_weeks(code):
    """Exhaustive: every contraindication, with what takes turns and what came later."""
    plan = plan_of(weeks=20.0)
    against = replace(plan, said={**plan.said, code: Said.YES})
    first = make_programme(KB, against, START)
    last = adapt(KB, first, Diary(tuple(good())), START + timedelta(weeks=WEEKS))
    assert isinstance(last, Programme)
    c = CODES[code]
    for id in given_to(first) | given_to(last):
        e = KB.exercises[id]
        assert not targets_of(e) & (c.forbids | c.asks_first), id
        assert code not in e.not_for
        assert fit_of(KB, e, against).fit is Fit.FITS


@pytest.mark.hazard("HAZ-005")
@pytest.mark.parametrize("condition", sorted(KB.conditions))
def test_what_is_not_for_a_likely_cause_is_given_neither_on_the_first_day_nor_later(condition):
    """Exhaustive: every condition, as the cause that leads."""
    caused = replace(plan_of(weeks=20.0), targets=(Target(condition, "it"),))
    first = make_programme(KB, caused, START)
    last = adapt(KB, first, Diary(tuple(good()[:20])), START + timedelta(weeks=4))
    assert isinstance(last, Programme)
    given = given_to(first) | given_to(last)
    assert [id for id in given if condition in KB.exercises[id].not_for] == []


@pytest.mark.hazard("HAZ-005")
def test_what_takes_the_place_of_a_move_that_hurt_fits_the_person():
    """Exhaustive: every move with an easier one that a contraindication speaks against."""
    plan, pairs = plan_of(weeks=20.0), 0
    for code in CODES:
        against = replace(plan, said={**plan.said, code: Said.YES})
        wrong = {e.id for e in KB.exercises.values() if fit_of(KB, e, against).fit is not Fit.FITS}
        for e in KB.exercises.values():
            if e.id in wrong or not wrong & {*e.easier}:
                continue
            pairs += 1
            alone = replace(begin(KB, against), pieces=(Piece(e.id, e.purposes[0], 0, 0, ()),))
            hurt = replace(entry(1), exercises={e.id: Felt(8.0)})
            after = after_day(KB, against, START, alone, hurt)
            assert not {p.exercise for p in after.pieces} & wrong, (e.id, code)
    assert pairs > 20


@pytest.mark.hazard("HAZ-006")
@pytest.mark.parametrize("sign", sorted(DANGER_SIGNS))
def test_each_single_danger_sign_of_a_diary_that_raises_urgency_ends_the_programme(sign):
    """Exhaustive: every entry is triaged, whatever else it says."""
    plan = plan_of()
    day = replace(entry(1, 0.0), dangers={sign: True})
    found = adapt(KB, make_programme(KB, plan, START), Diary((day,)), day.day)
    told = triage(KB, plan.assessment.answers.with_answer(sign, True))
    if told.urgency > plan.assessment.disposition.urgency:
        assert isinstance(found, Referral)
        assert found.urgency >= told.urgency


@given(plans, diaries())
@times(2)
def test_all_amounts_together_rise_by_at_most_a_fifth_in_a_week(plan, diary):
    most = 1 + RULES["progress_size"].numbers["volume_most"]
    days = int(RULES["progress_size"].numbers["days"])
    found = [(START, states(plan, diary)[0])]
    found += [(d.day, s) for d, s in zip(diary, states(plan, diary)[1:], strict=True)]
    for n, (late, after) in enumerate(found):
        for early, before in found[:n]:
            if (late - early).days < days:
                both = {p.exercise for p in after.pieces} & {p.exercise for p in before.pieces}
                now, then = (sum_of(s, both) for s in (after, before))
                new = sum_of(after, {p.exercise for p in after.pieces} - both)
                assert now <= (total(KB, before.pieces) + new) * most + 1e-6
                assert now <= then * most * 1.5 + 1e-6


@pytest.mark.parametrize("weeks", [1.0, 5.0, 20.0])
def test_the_fifth_a_week_holds_back_whoever_does_a_good_session_every_day(weeks):
    plan = plan_of(7, weeks=weeks)
    found = states(plan, tuple(entry(n) for n in range(28)))
    most = 1 + RULES["progress_size"].numbers["volume_most"]
    for n, after in enumerate(found):
        for before in found[max(0, n - 6) : n]:
            new = {p.exercise for p in after.pieces} - {p.exercise for p in before.pieces}
            room = (total(KB, before.pieces) + sum_of(after, new)) * most
            assert total(KB, after.pieces) <= room + 1e-6


@pytest.mark.hazard("HAZ-005")
@given(plans, diaries())
@times(0.3)
def test_a_move_with_force_counts_a_session_only_two_days_after_the_one_before(plan, diary):
    apart = timedelta(hours=RULES["rest_days"].numbers["hours_least"])
    for old, new in pairwise(states(plan, diary)):
        before = {p.exercise: p.seen for p in old.pieces if is_loaded(KB.exercises[p.exercise])}
        for piece in new.pieces:
            last, now = before.get(piece.exercise), piece.seen
            assert not last or not now or now == last or now - last >= apart, piece.exercise


def sum_of(state: State, ids: set[str]) -> float:
    """Minutes of some exercises."""
    return total(KB, tuple(p for p in state.pieces if p.exercise in ids))


@pytest.mark.hazard("HAZ-005")
@given(plans)
@times(0.3)
def test_what_takes_turns_asks_no_force_is_no_harder_and_takes_no_longer(plan):
    first = states(plan, ())[0]
    found = turns(KB, plan, first.stage, first.blocked, first.pieces, frozenset())
    there = {p.exercise: p for p in first.pieces}
    every = [id for own in found.values() for id in own]
    assert len(every) == len(set(every) - there.keys())
    for id, own in found.items():
        assert there[id].slot in ROTATING
        for other in own:
            e = KB.exercises[other]
            assert not is_loaded(e)
            assert e.level <= KB.exercises[id].level
            assert fit_of(KB, e, plan).fit is Fit.FITS
    made = make_programme(KB, plan, START)
    for session in made.sessions:
        for pick in session.picks:
            if RULES["rotate"] in pick.why:
                held = next(id for id, own in found.items() if pick.exercise in own)
                piece = there[held]
                most = minutes_of(KB.exercises[held], amounts(KB, held)[piece.step])
                assert pick.minutes <= most + 1e-9


@pytest.mark.hazard("HAZ-006")
def test_one_move_that_hurt_steps_down_alone_and_worse_pain_in_it_never_raises_another():
    plan = plan_of()
    days = tuple(entry(n) for n in range(1, 12))
    before = states(plan, days)[-1]
    moved = next(p for p in before.pieces if p.step and p.exercise != WALK)
    fine = {p.exercise: Felt() for p in before.pieces}
    hurt = replace(entry(12), exercises=fine | {moved.exercise: Felt(7.0, 5.0)})
    after = states(plan, (*days, hurt))[-1]
    steps = {p.exercise: p.step for p in before.pieces}
    lower = [p.exercise for p in after.pieces if p.step < steps[p.exercise]]
    assert lower == [moved.exercise]
    assert all(p.step <= steps[p.exercise] for p in after.pieces)
    assert after.decisions[-1].exercise == moved.exercise


def test_a_move_that_hurt_at_its_lowest_step_gives_way_to_an_easier_one_or_none():
    plan = plan_of()
    first = states(plan, ())[0]
    for piece in first.pieces:
        day = replace(entry(1), exercises={piece.exercise: Felt(8.0)})
        after = states(plan, (day,))[-1]
        if piece.step == 0:
            new = {p.exercise for p in after.pieces} - {p.exercise for p in first.pieces}
            assert piece.exercise not in {p.exercise for p in after.pieces}
            assert new <= {*KB.exercises[piece.exercise].easier}


@pytest.mark.hazard("HAZ-006")
def test_when_most_moves_hurt_twice_there_are_only_positions_and_a_walk_and_then_a_referral():
    felt = {p.exercise: Felt(8.0) for p in states(plan_of(), ())[0].pieces}
    once = adapted(replace(entry(1), exercises=felt))
    assert once.ease is Ease.VERY_EASY
    assert all(
        id == WALK or Purpose.RELAXATION in KB.exercises[id].purposes for id in given_to(once)
    )
    days = Diary((replace(entry(1), exercises=felt), replace(entry(2), exercises=felt)))
    made = make_programme(KB, plan_of(), START)
    assert isinstance(adapt(KB, made, days, START + timedelta(days=3)), Referral)


@pytest.mark.hazard("HAZ-006")
def test_the_end_of_a_flare_does_not_take_back_that_somebody_must_look():
    dizzy = [entry(n, light_headed=True) for n in (1, 2)]
    days = [*dizzy, *(entry(n, 6.0) for n in (3, 4)), *(entry(n, 2.0) for n in range(5, 9))]
    assert states(plan_of(), tuple(days))[-1].ask == "tl_dizzy"


def test_an_exercise_of_an_old_diary_that_is_no_longer_known_changes_nothing():
    day = replace(entry(1), exercises={"no_longer_there": Felt(9.0)})
    assert states(plan_of(), (day,))[-1].pieces == states(plan_of(), ())[-1].pieces


def test_a_move_that_hurt_shows_red_even_where_the_others_were_green():
    shown = light(KB, replace(entry(1), exercises={"cat_cow": Felt(7.0)}))
    assert shown is RULES["tl_red_during"]


def test_pain_that_took_two_days_halves_the_next_session_and_longer_goes_back_for_a_week():
    slow = adapted(*[entry(n) for n in range(1, 6)], entry(6, settled=Settled.TWO_DAYS))
    assert slow.sessions[0].share == 0.5
    days = [entry(n) for n in range(1, 6)]
    longer = states(plan_of(), (*days, entry(6, settled=Settled.LONGER)))[-1]
    steps = {p.exercise: p.step for p in states(plan_of(), tuple(days))[-1].pieces}
    assert any(p.step < steps[p.exercise] for p in longer.pieces)
    week = [entry(n) for n in range(7, 12)]
    after = states(plan_of(), (*days, entry(6, settled=Settled.LONGER), *week))[-1]
    assert not [d for d in after.decisions if d.move == "up" and d.day > days[-1].day]


@pytest.mark.hazard("HAZ-006")
def test_whoever_begins_with_much_pain_steps_down_as_others_do_and_is_told_what_it_means():
    before = tuple(entry(n) for n in range(1, 12))
    steps = {p.exercise: p.step for p in states(plan_of(), before)[-1].pieces}
    for during, rule in ((7.0, "tl_hold_high_baseline"), (8.0, "tl_red_high_baseline")):
        day = entry(12, 6.0, pain_during=during)
        after = states(plan_of(), (*before, day))[-1]
        assert rule in {d.rule.id for d in after.decisions}
        high = [p for p in after.pieces if steps[p.exercise] and p.exercise != WALK]
        assert high
        assert all(p.step < steps[p.exercise] for p in high)
        assert after.screen is (rule == "tl_red_high_baseline")


@pytest.mark.hazard("HAZ-006")
def test_leg_pain_that_draws_back_excuses_a_back_two_points_worse_and_no_more():
    nerve = replace(plan_of(), targets=(Target("lumbar_radiculopathy", "it"),))
    calm = [entry(n) for n in range(1, 5)]

    def rules(plan: CarePlan, pain: float, spread: Spread) -> set[str]:
        day = entry(5, pain, spread=spread)
        return {d.rule.id for d in states(plan, (*calm, day))[-1].decisions}

    assert "tl_centralises" in rules(nerve, 4.0, Spread.UP)
    assert "flare_define" not in rules(nerve, 4.0, Spread.UP)
    assert "flare_define" in rules(nerve, 4.5, Spread.UP)
    assert "flare_define" in rules(nerve, 4.0, Spread.SAME)
    assert "flare_define" in rules(plan_of(), 4.0, Spread.UP)


def test_a_bad_night_makes_that_days_session_a_light_one_and_no_other():
    found = adapted(entry(0), entry(2, sleep_hours=3.0, done=None, pain_during=None, effort=None))
    light, full = found.sessions[0], found.sessions[1]
    assert light.day == START + timedelta(days=2)
    assert RULES["sleep_low"] in light.because
    assert not any(is_loaded(KB.exercises[p.exercise]) for p in light.picks)
    assert RULES["sleep_low"] not in full.because


def test_a_person_with_one_session_a_week_misses_nothing_between_two_of_them():
    plan = plan_of(1)
    days = tuple(entry(7 * n) for n in range(4))
    last = states(plan, days)[-1]
    assert not {d.rule.id for d in last.decisions} & {"missed_1_3", "missed_4_14"}
    late = missed(KB, plan, last, START, START + timedelta(days=34))
    assert late.decisions[-1].rule.id == "missed_4_14"


@pytest.mark.hazard("HAZ-006")
def test_pain_that_creeps_up_over_weeks_without_a_flare_is_seen():
    days = [entry(n, 2.0 + n / 21) for n in range(70)]
    found = adapt(KB, make_programme(KB, plan_of(), START), Diary(tuple(days)), days[-1].day)
    assert isinstance(found, Referral)
    assert RULES["worse_over_weeks"].tells in [b.text for b in found.because]


def test_pain_that_has_come_back_down_asks_for_nobody_any_more():
    days = [entry(n, 2.0 + n / 21) for n in range(70)] + [entry(n, 2.0) for n in range(70, 100)]
    found = adapt(KB, make_programme(KB, plan_of(), START), Diary(tuple(days)), days[-1].day)
    assert isinstance(found, Programme)


def test_little_pain_without_a_session_is_not_yet_a_time_to_keep_what_was_won():
    early = plan_of(weeks=0.5)
    found = adapted(*[entry(n, 1, done=False) for n in range(1, 17)], plan=early)
    assert found.stage is Stage.EARLY
    assert "graduate" not in {d.rule.id for d in found.decisions}


# -- invented people over twelve weeks ------------------------------------------------------------


def test_whoever_does_well_walks_half_an_hour_on_five_days_and_meets_many_moves():
    found = weeks_of(plan_of(weeks=20.0), good(3.0))
    met = {id for p in found for s in p.sessions for id in [x.exercise for x in s.picks]
           if s.week <= WEEKS}  # fmt: skip
    assert len(met) >= 16
    last = [s for s in found[-1].sessions if s.week == WEEKS + 1]
    walks = [p.amount.minutes for s in last for p in s.picks if p.exercise == WALK]
    assert walks == [30.0] * 5
    ups = [d for d in found[-1].decisions if d.move == "up"]
    assert len(ups) > 30
    assert len({d.day for d in ups}) == len(ups)


def test_the_strong_moves_stay_long_enough_to_grow():
    found = weeks_of(plan_of(weeks=20.0), good(3.0))
    strong = [id for id in given_to(found[0]) if is_loaded(KB.exercises[id]) and id != WALK]
    weeks = int(RULES["rotate"].numbers["weeks"])
    for id in strong:
        stayed = next((n for n, p in enumerate(found) if id not in given_to(p)), len(found))
        grown = [d for d in found[-1].decisions if d.exercise == id and d.move == "up"]
        assert stayed >= weeks or grown


def test_growth_never_comes_in_an_easy_week_nor_before_three_good_sessions_of_that_move():
    last = states(plan_of(weeks=20.0), tuple(good(3.0)))
    every = int(RULES["deload"].numbers["every_weeks"])
    for old, new in pairwise(last):
        for d in new.decisions[len(old.decisions) :]:
            if d.move == "up":
                assert ((d.day - START).days // 7 + 1) % every
    ups = [d for d in last[-1].decisions if d.move == "up" and d.before is not None]
    for id in {d.exercise for d in ups}:
        days = [START, *(d.day for d in ups if d.exercise == id)]
        for a, b in pairwise(days):
            done = [day for day in TWELVE if a <= START + timedelta(days=day) <= b]
            assert len(done) >= RULES["progress_criteria"].numbers["good_sessions"]


def test_a_flare_halves_for_three_sessions_and_the_way_back_is_no_leap():
    days = [entry(d, 6.0 if d in (14, 15, 16) else 3.0) for d in TWELVE if d < 28]
    found = adapted(*[d for d in days if (d.day - START).days <= 14])
    assert [s.share for s in found.sessions[:3]] == [0.5, 0.5, 0.5]
    assert any(Purpose.RELAXATION in KB.exercises[p.exercise].purposes
               for p in found.sessions[0].picks)  # fmt: skip


@pytest.mark.hazard("HAZ-006")
def test_in_a_flare_every_move_and_the_walk_is_at_most_half_for_as_long_as_it_lasts():
    calm = [entry(n) for n in range(1, 6)]
    whole = [s for s in adapted(*calm).sessions if s.share == 1]
    full = {p.exercise: p.amount for s in whole for p in s.picks}
    for days in range(1, 9):
        flare = adapted(*calm, *(entry(6 + n, 4.5) for n in range(days)))
        halved = [p for s in flare.sessions[:3] for p in s.picks if p.exercise in full]
        assert WALK in {p.exercise for p in halved}
        assert len({p.exercise for p in halved}) > 3
        for pick in (p for p in halved if RULES["warmup_first"] not in p.why):
            least = Amount(1, 1, 1.0, 1.0 if pick.amount.minutes else None).volume
            most = max(least, full[pick.exercise].volume / 2)
            assert pick.amount.volume <= most, (days, pick.exercise)


@pytest.mark.hazard("HAZ-006")
@pytest.mark.parametrize("before", range(11))
def test_more_pain_before_a_session_makes_no_room_for_more_pain_after_it(before):
    good_days = [entry(1), entry(2)]
    last = entry(3, pain_now=float(before), pain_after=5.0)
    assert not [d for d in adapted(*good_days, last).decisions if d.move == "up"]


@pytest.mark.hazard("HAZ-006")
def test_a_day_with_very_strong_pain_at_its_worst_is_no_good_session():
    strong = RULES["tl_too_sore_to_start"].numbers["pain_least"]
    found = adapted(*[entry(n, pain_worst=strong) for n in range(1, 12)])
    assert not [d for d in found.decisions if d.move == "up"]


def test_whoever_graduates_keeps_walk_two_mobile_and_two_strong_moves():
    found = weeks_of(plan_of(weeks=20.0), good(1.0))[-1]
    assert found.stage is Stage.PREVENTION
    picks = {p.exercise for s in found.sessions for p in s.picks if RULES["rotate"] not in p.why}
    assert len(picks - {WALK, "general_warm_up"}) <= RULES[Stage.PREVENTION].numbers["moves_most"]
