"""What goes with the pain: found when it is there, silent when somebody must look first."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumbago.answers import Answers, Person, Region
from lumbago.assessment import Assessment, assess
from lumbago.diary import Diary, DiaryEntry, Exposed, Suspended
from lumbago.insights import (
    Clarity,
    Experiment,
    Insights,
    Lag,
    Outcome,
    as_insights_record,
    draw_experiment,
    evaluate,
    experiment_lines,
    find_insights,
    insight_lines,
    worth_trying,
)
from lumbago.insights.experiment import compared, drawn
from lumbago.insights.records import difference, interval, says
from lumbago.knowledge import ExposureKind
from lumbago.loading import load_all
from lumbago.readability import grade
from tests.strategies import KB

START = date(2026, 3, 4)
TODAY = START + timedelta(days=89)


def calm() -> Assessment:
    """The answers of an invented woman with ordinary pain of two months."""
    given = {"duration_weeks": 8.0, "pain_severity": 4.0}
    return assess(KB, Answers(Person(region=Region.LOW_BACK, age_years=45.0), given))


def days(effect: float = 2.0, count: int = 90, seed: int = 3) -> list[DiaryEntry]:
    """A diary in which driving goes with more pain on the same day, and stress with nothing."""
    rng = np.random.default_rng(seed)
    driving, stressed = rng.random(count) < 0.4, rng.random(count) < 0.4
    pain = np.clip(np.round(3 + effect * driving + rng.normal(size=count)), 0, 10)
    return [
        DiaryEntry(
            day=START + timedelta(days=n),
            pain_worst=float(pain[n]),
            exposures={
                "driving": Exposed(there=bool(driving[n])),
                "stress": Exposed(there=bool(stressed[n])),
            },
        )
        for n in range(count)
    ]


def found_in(entries: list[DiaryEntry], today: date = TODAY) -> Insights:
    found = find_insights(KB, calm(), Diary(tuple(entries)), today)
    assert isinstance(found, Insights)
    return found


def test_two_points_on_days_with_driving_are_found_and_told_with_interval_and_days():
    found = found_in(days())
    assert [i.exposure.id for i in found.found] == ["driving"]
    first = found.told[0]
    assert first.lag is Lag.SAME_DAY
    assert first.effect is not None
    assert first.effect.low <= 2.0 <= first.effect.high
    assert first.days_with + first.days_without == 90
    line = next(iter(insight_lines(KB, found)))
    assert "points higher" in line
    assert str(first.days_with) in line


@given(st.floats(-10, 10), st.floats(-10, 10))
def test_an_interval_is_told_from_its_smaller_to_its_larger_end_and_with_its_sign(one, other):
    low, high = (round(end, 1) for end in sorted((one, other)))
    said = interval(KB, low, high)
    if low >= 0:
        assert said == f"It lies somewhere between {low + 0:g} and {high + 0:g} points higher."
    elif high <= 0:
        assert said == f"It lies somewhere between {-high + 0:g} and {-low:g} points lower."
    else:
        ends = f"{-low:g} points lower and {high:g} points higher"
        assert said == f"It lies somewhere between {ends}."


@given(st.floats(0.01, 10), st.sampled_from([1, -1]))
def test_a_difference_is_told_with_its_sign_to_half_a_point_and_a_small_one_to_a_tenth(
    points, sign
):
    number, _, way = difference(KB, sign * points).split()
    assert way == ("higher" if sign > 0 else "lower")
    assert float(number) > 0
    if points > 0.25:
        assert float(number) % 0.5 == 0
    assert abs(float(number) - points) <= (0.25 if points > 0.25 else 0.1)


@pytest.mark.parametrize("effect", [0.3, 0.6, 1.0, -0.5])
def test_what_is_found_has_an_interval_without_zero_however_little_is_tried(effect):
    for seed in range(12):
        one = [replace(e, exposures={"driving": e.exposures["driving"]})
               for e in days(effect, 40, seed)]  # fmt: skip
        for i in found_in(one).found:
            assert i.effect is not None
            assert i.effect.low > 0 or i.effect.high < 0


def test_where_nothing_matters_it_says_so_and_names_no_find():
    found = found_in(days(effect=0.0))
    assert not found.found
    assert KB.words["insights.nothing"] in set(insight_lines(KB, found))


def test_small_is_what_lies_within_a_point_whole_and_beside_any_find_stands_that_it_is_no_cause():
    seen = set()
    for effect, count in ((0.0, 240), (0.0, 30), (2.0, 90)):
        found = found_in(days(effect, count), START + timedelta(days=count))
        for i in found.told:
            seen.add(i.clarity)
            if i.effect is not None and i.clarity is not Clarity.FOUND:
                is_small = i.effect.low >= -1 and i.effect.high <= 1
                assert (i.clarity is Clarity.SMALL) == is_small
        assert KB.words["insights.goes_with"] in list(insight_lines(KB, found))
    assert seen >= {Clarity.FOUND, Clarity.SMALL, Clarity.UNCLEAR}


def test_days_with_and_without_are_counted_where_they_are_known_for_sure():
    """Of what eases pain: with it, if any of the three days before had it; without, if none."""
    rng = np.random.default_rng(8)
    heat = [(True, False, False, None)[n] for n in rng.integers(0, 4, 60)]
    entries = [
        DiaryEntry(day=START + timedelta(days=n), pain_worst=float(rng.integers(2, 8)),
                   exposures={} if there is None else {"heat": Exposed(there=there)})
        for n, there in enumerate(heat)
    ]  # fmt: skip
    (told,) = (i for i in found_in(entries).told if i.exposure.id == "heat")
    assert told.lag is Lag.NEXT_DAYS
    before = [heat[max(0, n - 3) : n] for n in range(60)]
    assert told.days_with == sum(True in past for past in before)
    assert told.days_without == sum(past == [False] * 3 for past in before)


def test_too_few_days_say_how_many_more():
    found = found_in(days(count=9))
    assert (found.days, found.more_days, found.told) == (9, 5, ())
    assert "5 more" in next(iter(insight_lines(KB, found)))


def test_a_thing_with_too_few_days_says_how_many_more_of_which():
    entries = [
        replace(e, exposures={"driving": Exposed(there=n < 2)}) for n, e in enumerate(days())
    ]
    told = {i.exposure.id: i for i in found_in(entries).told}["driving"]
    assert told.clarity is Clarity.TOO_FEW
    assert (told.more_with, told.more_without) == (3, 0)


def test_what_was_not_ticked_is_unknown_and_never_a_day_without():
    entries = [
        e if e.exposures["driving"].there else replace(e, exposures={}) for e in days(count=60)
    ]
    told = {i.exposure.id: i for i in found_in(entries).told}["driving"]
    assert told.days_without == 0
    assert told.clarity is Clarity.TOO_FEW


@given(st.permutations(range(30)))
@settings(max_examples=10)
def test_the_order_of_entries_changes_nothing(order):
    entries = days(count=30)
    assert found_in([entries[n] for n in order]) == found_in(entries)


def test_entries_of_the_future_do_not_count():
    assert found_in(days(), START + timedelta(days=39)) == found_in(days()[:40])


def test_what_eases_pain_is_not_looked_at_on_the_day_itself():
    """It is used on bad days, so that on the day itself it looks as if it made them."""
    rng = np.random.default_rng(5)
    on_bad_days = [rng.random() < (0.9 if (e.pain_worst or 0) > 3 else 0.1) for e in days()]
    entries = [
        replace(e, exposures={"heat": Exposed(there=bool(there))})
        for e, there in zip(days(), on_bad_days, strict=True)
    ]
    assert KB.care.exposures["heat"].kind is ExposureKind.RELIEF
    told = found_in(entries).told
    assert told
    assert all(i.lag is not Lag.SAME_DAY for i in told)


@pytest.mark.hazard("HAZ-029")
@pytest.mark.parametrize(
    "danger",
    [
        {"dangers": {"saddle_numbness": True}},
        {"dangers": {"urine_incontinence_new": True}},
        {"note": "i cant pee and my legs are numb"},
    ],
)
def test_a_danger_in_the_diary_ends_insights_and_experiments(danger):
    entries = [*days(), DiaryEntry(day=TODAY, **danger)]
    found = find_insights(KB, calm(), Diary(tuple(entries)), TODAY)
    assert isinstance(found, Suspended)
    assert worth_trying(KB, found) == ()
    trial = Experiment("walking", START, (True, True, False, False) * 7)
    came = evaluate(KB, calm(), trial, Diary(tuple(entries)), TODAY)
    assert isinstance(came, Suspended)
    assert "suspended" in as_insights_record(KB, found)


@pytest.mark.hazard("HAZ-029")
def test_only_harmless_things_can_be_tried_by_lot():
    tried = {e.id for e in KB.care.exposures.values() if e.may_try}
    assert tried == {"walking", "calm_breathing"}
    with pytest.raises(ValueError, match="not for an experiment"):
        draw_experiment(KB, "lifting", START, np.random.default_rng(1))
    proposed = {e.id for e in worth_trying(KB, found_in(days(effect=0.0)))}
    assert proposed == tried  # neither driving nor stress, though they are not clear


@given(st.integers(0, 2**32 - 1), st.integers(1, 10))
def test_the_lot_gives_as_many_days_with_as_without_in_pairs_of_days(seed, weeks):
    trial = draw_experiment(KB, "walking", START, np.random.default_rng(seed), 4 * weeks)
    assert sum(trial.on) * 2 == len(trial.on) == 4 * weeks
    assert all(trial.on[n] == trial.on[n + 1] for n in range(0, len(trial.on), 2))
    assert trial.is_on(START - timedelta(days=1)) is None
    assert trial.is_on(trial.end) == trial.on[-1]


@cache
def tried(effect: float, seed: int) -> Outcome:
    rng = np.random.default_rng(seed)
    trial = draw_experiment(KB, "walking", START, rng)
    entries = tuple(
        DiaryEntry(
            day=START + timedelta(days=n),
            pain_now=float(np.clip(np.round(5 + effect * on + rng.normal()), 0, 10)),
            exposures={"walking": Exposed(there=on)},
        )
        for n, on in enumerate(trial.on)
    )
    came = evaluate(KB, calm(), trial, Diary(entries), TODAY)
    assert isinstance(came, Outcome)
    return came


def test_an_experiment_with_an_effect_is_told_and_one_without_is_seldom_called_clear():
    real = [tried(-2.0, seed) for seed in range(20)]
    assert sum(o.chance is not None and o.chance < 0.05 for o in real) >= 17
    none = [tried(0.0, seed) for seed in range(100, 140)]
    assert sum(o.chance is not None and o.chance < 0.05 for o in none) <= 6
    covered = [
        o for o in real if o.low is not None and o.high is not None and o.low <= -2 <= o.high
    ]
    assert len(covered) >= 16
    assert real[0].kept == real[0].told == 28
    assert real[0].is_over


def test_an_experiment_is_over_on_the_day_after_its_last_one():
    trial = draw_experiment(KB, "walking", START, np.random.default_rng(1))
    for today, is_over in ((trial.end, False), (trial.end + timedelta(days=1), True)):
        came = evaluate(KB, calm(), trial, Diary(), today)
        assert isinstance(came, Outcome)
        assert came.is_over is is_over


def test_what_came_of_an_experiment_is_by_lot_and_says_how_far_the_lot_was_kept():
    """Whoever walks on their better days would look helped by walking: the lot alone counts."""
    rng = np.random.default_rng(4)
    trial = draw_experiment(KB, "walking", START, rng)
    pain = rng.permutation([3.0] * 14 + [7.0] * 14)
    entries = tuple(
        DiaryEntry(day=START + timedelta(days=n), pain_now=p,
                   exposures={} if n > 23 else {"walking": Exposed(there=bool(p < 5))})
        for n, p in enumerate(pain)
    )  # fmt: skip
    came = evaluate(KB, calm(), trial, Diary(entries), TODAY)
    assert isinstance(came, Outcome)
    assert (came.days_on, came.days_off, came.told) == (14, 14, 24)
    assert came.kept == sum(bool(p < 5) == on for p, on in zip(pain[:24], trial.on, strict=False))
    assert came.low is not None
    assert came.high is not None
    assert came.low < 0 < came.high
    words = KB.words["insights.trial_kept"].format(kept=came.kept, told=24)
    assert list(experiment_lines(KB, "walking", came))[-1] == words


def test_whatever_the_pain_was_few_lots_would_call_it_clear_by_luck():
    rng = np.random.default_rng(2)
    days = np.arange(16) + 3
    for _ in range(3):
        pain = np.round(rng.uniform(0, 10, 16))
        lots = {drawn(np.random.default_rng(seed), 16) for seed in range(200)}
        assert len(lots) == 16
        chances = [compared(days, pain, np.arange(16), lot).chance for lot in sorted(lots)]
        for limit in (0.125, 0.25, 0.5):
            assert sum(c <= limit for c in chances) <= limit * len(lots) + 1e-9


def test_days_older_than_a_year_are_left_out_and_that_is_said():
    older = [replace(e, day=e.day - timedelta(days=400), pain_worst=9.0) for e in days(count=60)]
    found = found_in([*older, *days()])
    assert found.told == found_in(days()).told
    assert found.is_last_year
    assert KB.words["insights.last_year"] in set(insight_lines(KB, found))
    assert not found_in(days()).is_last_year


def test_what_is_not_clear_says_how_many_more_days_would_show_a_point():
    told = {i.exposure.id: i for i in found_in(days(effect=0.0, count=24)).told}
    unclear = [i for i in told.values() if i.clarity is Clarity.UNCLEAR]
    assert unclear
    for insight in unclear:
        line = says(KB, insight)
        more = insight.more_days
        assert ("more days should show it" in line) == (more is not None)
        if more is not None:
            number = int(line.split("about ")[1].split(" more")[0])
            assert more <= number < more + 5


def test_a_thing_that_lacks_days_of_one_sort_asks_for_that_sort_alone():
    entries = [replace(e, exposures={"driving": Exposed(there=n < 2)}) for n, e in
               enumerate(days())]  # fmt: skip
    line = says(KB, found_in(entries).told[0])
    assert "3 more with it are needed" in line
    assert "without" not in line


@pytest.mark.hazard("HAZ-029")
def test_while_an_experiment_runs_nothing_of_its_result_is_told():
    running = replace(tried(-2.0, 1), is_over=False)
    lines = list(experiment_lines(KB, "walking", running))
    name = KB.care.exposures["walking"].name
    kept = KB.words["insights.trial_kept"].format(kept=28, told=28)
    assert lines == [KB.words["insights.trial_runs"].format(name=name), kept]


@given(st.floats(-3, 3), st.floats(0, 2), st.floats(0, 2))
def test_next_to_no_difference_in_an_experiment_is_not_told_as_half_a_point(points, below, above):
    came = replace(tried(0.0, 1), points=points, low=points - below, high=points + above)
    first, second = list(experiment_lines(KB, "walking", came))[:2]
    name = KB.care.exposures["walking"].name
    if abs(points) >= 0.25:
        said = KB.words["insights.trial"].format(name=name, effect=difference(KB, points))
    else:
        is_small = points - below >= -1 and points + above <= 1
        said = KB.words[f"insights.{'small' if is_small else 'unclear'}"].format(name=name)
    assert (first, second) == (said, interval(KB, points - below, points + above))


def test_the_sentences_are_plain_and_never_say_that_one_thing_causes_another():
    for kb in load_all():
        found = find_insights(kb, calm(), Diary(tuple(days())), TODAY)
        lines = [*insight_lines(kb, found), *experiment_lines(kb, "walking", tried(-2.0, 1))]
        assert lines
        if kb.language == "en":
            assert all(grade(line) <= 8 for line in lines), [x for x in lines if grade(x) > 8]
            assert not any(word in " ".join(lines).casefold() for word in ("cause", "because"))


def test_the_same_diary_gives_the_same_record():
    first, again = (as_insights_record(KB, found_in(days())) for _ in range(2))
    assert first == again
