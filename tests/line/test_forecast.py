"""The forecast: bands that hold, that learn, and that keep silent when somebody must look."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, product
from math import erf, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumbago.answers import Answer, Answers, Person, Region
from lumbago.assessment import Assessment, assess
from lumbago.diary import Diary, DiaryEntry, Suspended, suspension
from lumbago.errors import AnswersError
from lumbago.forecast import (
    Curve,
    Forecast,
    Outlook,
    Pace,
    PastBand,
    as_forecast_record,
    episode_start,
    forecast_lines,
    foretell,
)
from lumbago.forecast.curves import OUTCOMES, conditions_of, curve_of
from lumbago.forecast.factors import LEAST_PACE, MOST, MOST_PACE, pace_of
from lumbago.forecast.process import CARRIED, ROUNDING, SIZES, SLOPE, bands, foreseen, learn
from lumbago.forecast.records import ahead_lines, ahead_table, outlook_lines, past_table
from lumbago.forecast.whole import TOLD_WEEKS
from lumbago.knowledge import Urgency
from lumbago.loading import shipped
from lumbago.readability import grade
from lumbago.reading import danger_of
from tests.strategies import DANGER_SIGNS, KB, answers

START = date(2026, 3, 2)
ALONE = tuple(id for id in DANGER_SIGNS if danger_of(KB, {id: True}))
"""Signs that alone ask somebody for today or now, wherever it hurts."""

pains = st.none() | st.integers(0, 10).map(float)
told = st.lists(st.tuples(st.integers(0, 120), pains, pains), max_size=25)


def begun(region: Region = Region.LOW_BACK, /, weeks: float = 2.0, **given: Answer) -> Assessment:
    """An assessment of somebody of 40 with no danger sign."""
    person = Person(region=region, age_years=40)
    return assess(KB, Answers(person, {"duration_weeks": weeks, **given}))


def diary(rows) -> Diary:
    return Diary(
        tuple(
            DiaryEntry(day=START + timedelta(days=n), pain_now=pain, interference=limits)
            for n, pain, limits in rows
        )
    )


def told_by(outcome: Forecast | Suspended) -> Forecast:
    """The forecast, which must not be suspended."""
    assert isinstance(outcome, Forecast)
    return outcome


def looks(outcome: Forecast | Suspended) -> tuple[Outlook, Outlook]:
    """What is foretold of pain and of function, which must both be there."""
    forecast = told_by(outcome)
    assert isinstance(forecast.pain, Outlook)
    assert isinstance(forecast.function, Outlook)
    return forecast.pain, forecast.function


def pain_of(outcome: Forecast | Suspended) -> Outlook:
    """What is foretold of pain."""
    return looks(outcome)[0]


def pain_curve(assessment: Assessment) -> Curve:
    """The curve of pain, which must be there."""
    curve = curve_of(KB, assessment, "pain")
    assert isinstance(curve, Curve)
    return curve


def flat_curve(value: float = 50.0) -> Curve:
    """A curve that stays in the middle, far from both ends."""
    course = KB.courses["model_acute"]
    return Curve(type(course)(**{**_fields(course), "weeks": {0: value, 52: value}}), False, (1, 1))


def _fields(course):
    return {name: getattr(course, name) for name in course.__slots__}


def drawn(days, values, firsts, known=None):
    at = np.array(days, dtype=np.int64)
    used = np.full(len(firsts), len(at)) if known is None else np.array(known)
    asked = np.array(firsts, dtype=np.int64)
    return bands(flat_curve(), Pace(), at, np.array(values, dtype=np.float64), asked, used)


# -- danger --------------------------------------------------------------------------------


@pytest.mark.hazard("HAZ-030")
@given(told, st.sampled_from(ALONE), st.integers(0, 60))
@settings(max_examples=30)
def test_a_danger_sign_anywhere_in_the_diary_suspends_the_forecast(rows, sign, day):
    sick = DiaryEntry(day=START + timedelta(days=day), dangers={sign: True})
    whole = Diary((*diary(rows).entries, sick))
    halt = foretell(KB, begun(), whole, START, START + timedelta(days=60))
    assert isinstance(halt, Suspended)
    assert halt.urgency >= Urgency.SOON
    lines = list(forecast_lines(KB, halt))
    assert halt.action in lines
    assert not any("typical" in line for line in lines)
    for flag in halt.flags:  # a visit in some weeks never stands beside one today
        assert (f"{flag.title}. {flag.do}" in lines) == (flag.urgency is halt.urgency), flag.id


@pytest.mark.hazard("HAZ-030")
def test_a_danger_in_a_note_suspends_the_forecast_and_is_not_repeated():
    note = "Since this morning I cannot pass urine and it is numb between my legs."
    halt = foretell(KB, begun(), Diary((DiaryEntry(day=START, note=note),)), START, START)
    assert isinstance(halt, Suspended)
    assert halt.urgency is Urgency.NOW
    assert note not in str(as_forecast_record(KB, halt))


@pytest.mark.hazard("HAZ-030")
@given(answers())
@settings(max_examples=40)
def test_whoever_is_to_be_seen_soon_or_faster_gets_no_forecast(given_answers):
    assessment = assess(KB, given_answers)
    outcome = foretell(KB, assessment, Diary(), START, START)
    assert isinstance(outcome, Suspended) == (assessment.urgency >= Urgency.SOON)


@pytest.mark.hazard("HAZ-030")
def test_a_danger_in_the_newest_answers_counts_as_in_the_first():
    sick = begun(saddle_numbness=True)
    assert isinstance(foretell(KB, begun(), Diary(), START, START, sick), Suspended)
    assert isinstance(foretell(KB, sick, Diary(), START, START, begun()), Suspended)


def test_a_sign_that_is_misspelt_is_not_lost():
    entry = DiaryEntry(day=START, dangers={"sadle": True})
    with pytest.raises(AnswersError):
        foretell(KB, begun(), Diary((entry,)), START, START)


@pytest.mark.hazard("HAZ-030")
def test_a_diary_without_answers_can_still_say_that_somebody_must_look():
    sick = DiaryEntry(day=START, dangers={"saddle_numbness": True})
    assert suspension(KB, None, (sick,), START) is not None
    assert suspension(KB, None, (DiaryEntry(day=START),), START) is None
    assert suspension(KB, None, (sick,), START - timedelta(days=1)) is None


# -- bands ---------------------------------------------------------------------------------


@given(told, st.randoms())
@settings(max_examples=30)
def test_the_order_of_entries_does_not_matter(rows, chance):
    mixed = list(diary(rows).entries)
    chance.shuffle(mixed)
    today = START + timedelta(days=60)
    first = foretell(KB, begun(), diary(rows), START, today)
    assert foretell(KB, begun(), Diary(tuple(mixed)), START, today) == first


@given(told)
@settings(max_examples=30)
def test_bands_lie_in_order_between_0_and_10(rows):
    outcome = foretell(KB, begun(), diary(rows), START, START + timedelta(days=60))
    for look in looks(outcome):
        for band in (*look.ahead, *look.told, *look.alone, *(p.band for p in look.past)):
            assert 0 <= band.low <= band.typical <= band.high <= 10
        weeks = [b.week for b in look.ahead]
        assert all(a < b for a, b in pairwise(weeks))
        assert all(b.week * 7 > 60 for b in look.told)


@given(st.lists(st.integers(0, 60), unique=True, max_size=25), st.data())
@settings(max_examples=40)
def test_for_one_and_the_same_person_more_days_never_make_a_week_less_sure(days, data):
    fewer = sorted(data.draw(st.lists(st.sampled_from(days), unique=True))) if days else []
    wide, narrow = (spread_of(told) for told in (fewer, sorted(days)))
    assert (narrow <= wide + 1e-9).all()


def spread_of(told: list[int]):
    """How unsure three weeks are, for each size that the parts may have."""
    days, firsts = np.array(told, dtype=np.int64), np.array([70, 140, 350])
    learnt = learn(flat_curve(), Pace(), days, np.full(len(days), 5.0))
    known = np.full(len(firsts), len(days))
    return foreseen(learnt, flat_curve(), Pace(), days, firsts, known)[1]


def normal(x: float) -> float:
    return (1 + erf(x / sqrt(2))) / 2


@given(
    st.lists(st.integers(0, 100), unique=True, min_size=1, max_size=20),
    st.integers(0, 20),
    st.integers(105, 350),
)
@settings(max_examples=25)
def test_a_band_is_what_the_slow_plain_sum_over_all_sizes_says(days, seed, first):
    days = sorted(days)
    values = np.random.default_rng(seed).uniform(3, 7, len(days))
    (band,) = drawn(days, values, [first])
    every = np.concatenate([days, np.arange(first, first + 7)])
    t, n = every / 7, len(days)
    far = np.log1p(t) / np.log1p(52)
    apart = np.abs(every[:, None] - every[None, :])
    mixture = []
    for level, swing, weeks, noise, likely in SIZES:
        joint = (1 / 1.2816) ** 2 + level**2 + SLOPE**2 * np.outer(far, far)
        joint = joint + swing**2 * np.exp(-apart / (7 * weeks)) + noise**2 * CARRIED**apart
        seen = joint[:n, :n] + ROUNDING * np.eye(n)
        rest = np.array(values) - 5
        fit = rest @ np.linalg.solve(seen, rest) + np.linalg.slogdet(seen)[1]
        mean_of_week = np.full(7, 1 / 7)
        cross = joint[:n, n:] @ mean_of_week
        gain = np.linalg.solve(seen, cross)
        spread = mean_of_week @ joint[n:, n:] @ mean_of_week - gain @ cross
        mixture.append((likely * np.exp(-fit / 2), 5 + gain @ rest, np.sqrt(spread)))
    whole = sum(w for w, _, _ in mixture)
    for part, end in zip((0.1, 0.5, 0.9), (band.low, band.typical, band.high), strict=True):
        if 0 < end < 10:
            below = sum(w * normal((end - m) / s) for w, m, s in mixture) / whole
            assert below == pytest.approx(part, abs=2e-6)


def weight(values, week: int) -> float:
    """How far a band moves where every day of the diary lies a point higher."""
    days = list(range(len(values)))
    (lower,), (higher,) = (drawn(days, values + up, [7 * week - 3]) for up in (-0.5, 0.5))
    return higher.typical - lower.typical


def test_two_weeks_of_diary_weigh_more_than_the_group_and_less_the_farther_ahead():
    rng = np.random.default_rng(3)
    diaries = [5 + rng.normal(size=14) for _ in range(20)]
    near, later, far = (np.mean([weight(d, w) for d in diaries]) for w in (6, 26, 52))
    assert 0.9 > near > later > far > 0.6


def test_a_steady_diary_weighs_more_and_is_told_more_narrowly_than_a_restless_one():
    steady = np.array([5.0, 5, 6, 5, 5, 4, 5] * 4)
    restless = np.array([2.0] * 7 + [8.0] * 7 + [2.0] * 7 + [8.0] * 7)
    days = list(range(28))
    (narrow,), (wide,) = (drawn(days, d, [70]) for d in (steady, restless))
    assert wide.high - wide.low > 1.5 * (narrow.high - narrow.low)
    assert weight(steady, 10) > weight(restless, 10)


@given(st.lists(st.floats(3, 7), min_size=1, max_size=30))
@settings(max_examples=25)
def test_a_band_is_wider_the_farther_ahead_it_lies(values):
    told = drawn(list(range(len(values))), values, [len(values) + 7 * n for n in (0, 4, 12, 30)])
    widths = [b.high - b.low for b in told if b.low > 0 and b.high < 10]
    assert all(a <= b + 1e-6 for a, b in pairwise(widths))


def test_after_two_weeks_the_band_is_narrower_than_that_of_the_group():
    rows = [(n, 6.0, 5.0) for n in range(14)]
    outcome = foretell(KB, begun(), diary(rows), START, START + timedelta(days=13))
    for look in looks(outcome):
        for own, group in zip(look.told, look.alone, strict=True):
            assert own.high - own.low < 0.9 * (group.high - group.low) or group.low == 0


def _people(rng: np.random.Generator):
    """Draw the pain of 91 days by means that are not the model's: spells, flares, or waves."""
    t = np.arange(91)
    own = 5 + 1.5 * rng.standard_t(5) / np.sqrt(5 / 3) + rng.normal() * 1.2 * (t > rng.integers(91))
    turns = np.cumsum(rng.random(91) < 1 / rng.uniform(5, 25)) % 2
    flare = np.convolve((rng.random(91) < 1 / 20) * rng.uniform(2, 5), 0.8 ** np.arange(20))[:91]
    wave = rng.uniform(0.5, 3) * np.sin(2 * np.pi * (t / rng.uniform(10, 60) + rng.random()))
    spell = (turns - 0.5) * rng.uniform(1, 4)
    moved = (spell, flare - flare.mean(), wave, 0 * t)[rng.integers(4)]
    return own + moved + rng.uniform(0.4, 1.6) * rng.normal(size=91)


@pytest.mark.parametrize("seen", [0, 14, 42])
def test_the_band_holds_about_eight_of_ten_weeks_of_people_unlike_the_model(seen):
    rng = np.random.default_rng(20261130)
    held = []
    for _ in range(500):
        pain = np.round(_people(rng))
        (band,) = drawn(range(seen), pain[:seen], [84])
        held.append(band.low <= np.clip(pain[84:].mean(), 0, 10) <= band.high)
    assert 0.74 <= np.mean(held) <= 0.87


# -- what we said before -------------------------------------------------------------------


@given(told)
@settings(max_examples=25)
def test_a_past_band_is_the_one_that_was_told_on_the_day_before(rows):
    whole = diary(rows)
    now = pain_of(foretell(KB, begun(), whole, START, START + timedelta(days=100)))
    for past in now.past:
        eve = START + timedelta(days=round((past.band.week - 0.5) * 7) - 1)
        then = pain_of(foretell(KB, begun(), whole, START, eve))
        if then.measure == now.measure:
            before = then.ahead[0]
            assert [before.low, before.high] == pytest.approx([past.band.low, past.band.high])


def test_a_past_band_knows_nothing_of_its_own_week():
    quiet = [(n, 3.0, None) for n in range(14)]
    calm, wild = ([*quiet, *((n, pain, None) for n in range(14, 21))] for pain in (3.0, 9.0))
    today = START + timedelta(days=20)
    first, second = (
        pain_of(foretell(KB, begun(), diary(r), START, today)).past for r in (calm, wild)
    )
    assert [p.band for p in first] == [p.band for p in second]
    assert (first[-1].came, second[-1].came) == (3.0, 9.0)
    assert (first[-1].is_inside, second[-1].is_inside) == (True, False)


def test_entries_after_today_or_before_the_start_change_nothing():
    rows = [(n, 5.0, 4.0) for n in range(10)]
    today = START + timedelta(days=9)
    before = DiaryEntry(day=START - timedelta(days=1), pain_now=10.0)
    after = DiaryEntry(day=today + timedelta(days=1), pain_now=0.0)
    plain = foretell(KB, begun(), diary(rows), START, today)
    assert (
        foretell(KB, begun(), Diary((*diary(rows).entries, before, after)), START, today) == plain
    )


dense = st.lists(pains, min_size=40, max_size=70)


@given(dense, st.integers(0, 6))
@settings(max_examples=15)
def test_what_came_of_a_week_is_the_mean_of_its_days_once_it_is_over(pain, later):
    rows = [(n, p, None) for n, p in enumerate(pain)]
    since = len(pain) - 1 + later
    look = pain_of(foretell(KB, begun(), diary(rows), START, START + timedelta(days=since)))
    weeks = [int(p.band.week) for p in look.past]
    told = {w: [p for p in pain[7 * w : 7 * w + 7] if p is not None] for w in range(20)}
    assert weeks == [w for w in told if w and len(told[w]) >= 3 and 7 * w + 6 <= since]
    for week, past in zip(weeks, look.past, strict=True):
        assert past.came == pytest.approx(np.mean(told[week]))
        low, high = past.band.low - 1e-9, past.band.high + 1e-9
        assert past.is_inside == (low <= past.came <= high)
    assert look.inside == sum(p.is_inside for p in look.past)
    rows_of_table = past_table(KB, look)[1]
    assert [row[0] for row in rows_of_table] == [str(w + 1) for w in weeks]  # the first is 1
    for past, row in zip(look.past, rows_of_table, strict=True):
        assert [float(cell) for cell in row[1:4]] == [
            round(v, 1) for v in (past.band.low, past.band.high, past.came)
        ]
        assert row[4] == KB.words["forecast.yes" if past.is_inside else "forecast.no"]


def test_how_many_past_bands_held_is_said_as_it_was():
    rows = [(n, (0.0, 10.0, 3.0, 4.0, 3.0, 4.0)[n // 7], None) for n in range(42)]
    outcome = foretell(KB, begun(), diary(rows), START, START + timedelta(days=41))
    past = pain_of(outcome).past
    inside = sum(p.is_inside for p in past)
    assert 0 < inside < len(past)
    words = KB.words["forecast.score"].format(n=len(past), inside=inside)
    assert words in list(forecast_lines(KB, outcome))


@given(told, st.integers(0, 300))
@settings(max_examples=15)
def test_best_typical_and_slow_are_told_in_this_order_in_weeks_from_today(rows, day):
    for look in looks(foretell(KB, begun(), diary(rows), START, START + timedelta(days=day))):
        lines, (_, table) = list(ahead_lines(KB, look, day // 7)), ahead_table(KB, look, day // 7)
        begins_later = [w for w in TOLD_WEEKS if 7 * w - 3 > day]  # three days before its middle
        assert [round(band.week) for band in look.told] == begins_later
        for band, line, row in zip(look.told, lines, table, strict=True):
            ahead = round(band.week) - day // 7
            when = "In 1 week" if ahead <= 1 else f"In {ahead} weeks"
            best, typical, slow = (str(round(v)) for v in (band.low, band.typical, band.high))
            assert line == f"{when}: best about {best}, typical about {typical}, slow about {slow}."
            assert row == (when, best, typical, slow)


def test_pain_and_limits_are_each_foretold_from_their_own_days_and_from_14_they_weigh_more():
    for many, own in ((13, "group"), (14, "own")):
        rows = [(n, 6.0, 2.0) for n in range(many)]
        outcome = foretell(KB, begun(), diary(rows), START, START + timedelta(days=many - 1))
        pain, function = looks(outcome)
        assert {value for _, value in pain.days} == {6.0}
        assert {value for _, value in function.days} == {2.0}
        assert (
            list(forecast_lines(KB, outcome)).count(KB.words[f"forecast.{own}"].format(n=many)) == 2
        )


def test_fewer_than_half_of_four_weeks_or_more_is_a_poor_fit():
    look = pain_of(foretell(KB, begun(), Diary(), START, START))
    hit, miss = (PastBand(look.told[0], 5.0, is_inside) for is_inside in (True, False))
    expected = ((3, 3, None), (2, 4, True), (1, 4, False), (3, 7, False), (4, 7, True))
    for inside, many, fits in expected:
        past = (hit,) * inside + (miss,) * (many - inside)
        assert replace(look, past=past).fits is fits


def test_bands_that_fitted_badly_are_said_to_have():
    rows = [(n, 10.0 if n // 7 % 2 else 0.0, None) for n in range(70)]
    outcome = foretell(KB, begun(), diary(rows), START, START + timedelta(days=69))
    assert pain_of(outcome).fits is False
    assert KB.words["forecast.poor"] in list(forecast_lines(KB, outcome))


def test_now_and_worst_pain_are_never_mixed():
    entries = [DiaryEntry(day=START + timedelta(days=n), pain_worst=9.0) for n in range(5)]
    entries.append(DiaryEntry(day=START + timedelta(days=5), pain_now=1.0))
    pain = pain_of(foretell(KB, begun(), Diary(tuple(entries)), START, START + timedelta(days=6)))
    assert pain.measure == "pain_worst"
    assert {value for _, value in pain.days} == {9.0}


def test_after_a_year_there_is_no_band_any_more():
    outcome = told_by(foretell(KB, begun(), Diary(), START, START + timedelta(weeks=52)))
    assert outcome.is_over
    assert outcome.pain is None
    assert KB.words["forecast.over"] in list(forecast_lines(KB, outcome))


# -- curves, factors, recurrence -----------------------------------------------------------


def test_a_curve_goes_through_the_figures_of_the_knowledge():
    for course in KB.courses.values():
        if course.outcome in OUTCOMES.values():
            weeks = np.array(sorted(course.weeks), dtype=np.float64)
            curve = Curve(course, False, (1.0, 1.0))
            assert curve.middle(weeks) * 10 == pytest.approx([course.weeks[w] for w in weeks])


def test_the_curve_is_that_of_the_phase_in_which_it_began():
    curves = [pain_curve(begun(weeks=w)).course.id for w in (2, 8, 40)]
    assert curves == ["model_acute", "model_subacute", "model_chronic"]


def test_a_curve_that_is_not_of_this_kind_of_pain_is_called_one_of_pain_in_general():
    seen = set()
    for region, weeks in product(Region, (2.0, 8.0, 40.0)):
        start = begun(region, weeks, radiates_below_knee=True)
        outcome = foretell(KB, start, Diary(), START, START)
        for look in (outcome.pain, outcome.function) if isinstance(outcome, Forecast) else ():
            if look is not None:
                is_own = look.curve.course.condition in conditions_of(KB, start)
                assert look.curve.is_carried is not is_own
                lines = list(outlook_lines(KB, look, 0))
                assert (KB.words["forecast.carried"] in lines) is not is_own
                seen.add(is_own)
        if isinstance(outcome, Forecast) and outcome.pain is None:
            assert KB.words["forecast.no_curve"] in list(forecast_lines(KB, outcome))
    assert seen == {True, False}


def test_the_doubt_of_a_curve_is_the_one_of_the_knowledge_in_points():
    """It is written as half a width on 0 to 100, of which four of five lie inside."""
    curve = pain_curve(begun())
    assert curve.course.id == "model_acute"
    told = [float(n) for n in re.findall(r"\+-(\d+)", curve.course.interval)]
    at = curve.doubt(np.array([0.0, 6.0, 52.0])) * 1.2816 * 10
    assert at == pytest.approx([told[0], told[-1], told[-1]])


def test_a_curve_of_pain_in_general_is_wider_and_says_so():
    own, general = (
        Curve(KB.courses["model_acute"], is_carried, (1.0, 1.5)) for is_carried in (False, True)
    )
    assert (general.doubt(np.array([0.0, 12.0])) > own.doubt(np.array([0.0, 12.0]))).all()


FACTORS = ("claim_legal", "expects_not_recover", "radiates_below_knee", "low_mood", "poor_sleep")


@pytest.mark.hazard("HAZ-031")
@given(st.dictionaries(st.sampled_from(FACTORS), st.none() | st.booleans()), st.floats(0, 10))
def test_at_most_three_factors_count_and_their_product_is_capped(said, severity):
    assessment = begun(**said, pain_severity=severity)
    pace = pace_of(KB, assessment, pain_curve(assessment))
    assert len(pace.factors) <= MOST
    assert LEAST_PACE <= pace.low <= pace.ratio <= pace.high <= MOST_PACE
    told = {id for id, answer in said.items() if answer is True}
    assert len(pace.factors) <= len(told) + (severity >= 7)


def test_of_five_factors_the_three_strongest_count():
    assessment = begun(**dict.fromkeys(FACTORS, True))
    pace = pace_of(KB, assessment, pain_curve(assessment))
    assert [f.ratio for f in pace.factors] == [0.6, 0.7, 0.75]
    assert pace.ratio == LEAST_PACE


def test_a_factor_slows_the_curve_and_widens_the_band():
    plain = pain_of(foretell(KB, begun(), Diary(), START, START))
    slow = pain_of(foretell(KB, begun(expects_not_recover=True), Diary(), START, START))
    for a, b in zip(plain.told[:4], slow.told[:4], strict=True):
        assert b.typical > a.typical
        assert b.high - b.typical > a.high - a.typical


def test_the_chance_that_it_comes_back_is_the_published_one_and_walking_lowers_it():
    back = told_by(foretell(KB, begun(), Diary(), START, START)).recurrence
    assert back is not None
    assert (back.of_100, back.low, back.high) == (69, 62, 74)  # da Silva and others 2019
    by = {x.course.id: x.of_100 for x in back.lowered_by}
    assert by == {"walkback_effect": 57, "ex_edu_effect": 38, "ex_alone_effect": 45}
    neck = told_by(foretell(KB, begun(Region.NECK), Diary(), START, START))
    assert neck.recurrence is None


# -- words ---------------------------------------------------------------------------------

A_DATE = re.compile(
    r"\d{4}-\d\d|\d{1,2}[./]\d{1,2}[./]|\b(january|february|march|april|june|july|august|"
    r"september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|"
    r"sunday)\b",
    re.IGNORECASE,
)


@pytest.mark.hazard("HAZ-031")
@given(told, st.integers(0, 400))
@settings(max_examples=25)
def test_no_forecast_names_a_date_or_makes_a_promise(rows, day):
    outcome = foretell(KB, begun(low_mood=True), diary(rows), START, START + timedelta(days=day))
    text = "\n".join(forecast_lines(KB, outcome))
    assert not A_DATE.search(text)
    assert KB.words["forecast.what"] in text
    assert not re.search(r"\b(you will|will be|guarantee|cure)", text, re.IGNORECASE)


@given(
    st.lists(st.integers(0, 500), min_size=1, max_size=6),
    st.dictionaries(st.integers(0, 500), st.integers(0, 3), max_size=8),
)
def test_one_pain_reaches_back_as_far_as_no_gap_of_twelve_weeks_lies_in_it(answered, pains):
    days = [START + timedelta(days=n) for n in answered]
    kept = Diary(tuple(DiaryEntry(day=START + timedelta(days=n), pain_now=p)
                       for n, p in pains.items()))  # fmt: skip
    told = {*days, *(START + timedelta(days=n) for n, p in pains.items() if p)}

    def is_same_pain(first: date) -> bool:
        inside = sorted(d for d in told if first <= d <= max(days))
        return all(b - a <= timedelta(weeks=12) for a, b in pairwise(inside))

    assert episode_start(days, kept) == min(filter(is_same_pain, days))


def test_a_diary_between_two_answers_makes_them_one_pain_and_days_without_pain_do_not():
    days = [START, START + timedelta(days=120)]
    assert episode_start(days, Diary()) == days[1]
    for pain, start in ((4.0, days[0]), (0.0, days[1])):
        between = DiaryEntry(day=START + timedelta(days=60), pain_now=pain)
        assert episode_start(days, Diary((between,))) == start
    assert episode_start([], Diary()) is None
    for gap, start in ((84, START), (85, START + timedelta(days=85))):  # twelve weeks, and more
        assert episode_start([START, START + timedelta(days=gap)], Diary()) == start


@pytest.mark.parametrize("part", ["forecast", "progress"])
def test_every_sentence_can_be_read_at_grade_8(part):
    sentences = {k: t for k, t in KB.words.items() if k.startswith(f"{part}.") and t.endswith(".")}
    assert sentences
    assert [key for key, text in sentences.items() if grade(text) > 8] == []


@pytest.mark.parametrize("language", ["es", "de"])
def test_a_forecast_is_told_in_each_language(language):
    kb = shipped(language)
    rows = [(n, 5.0, 4.0) for n in range(40)]
    outcome = foretell(kb, begun(low_mood=True), diary(rows), START, START + timedelta(days=39))
    lines = list(forecast_lines(kb, outcome))
    english = list(forecast_lines(KB, outcome))
    same = [a for a, b in zip(lines, english, strict=True) if a == b]
    assert not same
    assert as_forecast_record(kb, outcome)["language"] == language


def test_a_record_names_the_source_of_every_figure():
    outcome = foretell(KB, begun(low_mood=True), Diary(), START, START)
    record = as_forecast_record(KB, outcome)
    parts = [record["pain"]["curve"], record["function"]["curve"], *record["factors"]]
    parts += [record["recurrence"], *record["recurrence"]["lowered_by"]]
    assert all(p["source"] in KB.sources and p["provenance"] for p in parts)
