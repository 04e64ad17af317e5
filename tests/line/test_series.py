"""Days in a row: what a regression learns from them, and how sure it is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.insights.search import effects
from lumbago.insights.windows import Lag, Window, column
from lumbago.series.regression import FREE, Array, Days, Fit, Prior, fit
from lumbago.series.student import below, quantile

WEAK = Prior(np.zeros(2), np.array([FREE, 5.0]))


def made_up(seed: int, n: int, effect: float, rho: float = 0.4) -> tuple[Days, Array, Array]:
    """Days of nobody, with an effect that is known."""
    rng = np.random.default_rng(seed)
    noise, left = rng.normal(size=n), np.zeros(n)
    for day in range(1, n):
        left[day] = rho * left[day - 1] + noise[day]
    there = (rng.random(n) < 0.4).astype(np.float64)
    return np.arange(n), 4 + effect * there + left, there


def fitted(days: Days, pain: Array, there: Array) -> Fit:
    """A level and one thing that may matter."""
    return fit(days, pain, np.column_stack([np.ones(len(days)), there]), WEAK)


@pytest.mark.parametrize("df", [1, 2, 3, 10, 31, 200])
def test_students_t_agrees_with_a_second_library(df):
    stats = pytest.importorskip("scipy.stats")
    at = np.linspace(-9, 9, 91)
    assert np.abs(below(at, df) - stats.t.cdf(at, df)).max() < 1e-12


@given(st.floats(0.001, 0.999), st.integers(1, 60), st.integers(0, 99))
def test_a_quantile_is_where_that_part_lies_below(p, df, seed):
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.ones(5))
    means, scales = rng.normal(size=5), rng.uniform(0.1, 2, 5)
    at = quantile(p, weights, means, scales, df)
    assert abs(float(weights @ below((at - means) / scales, df)) - p) < 1e-8


def test_the_effect_agrees_with_exact_generalised_least_squares_of_a_second_library():
    models = pytest.importorskip("statsmodels.tsa.statespace.sarimax")
    days, pain, there = made_up(3, 200, 1.0)
    mine = fitted(days, pain, there)
    x = np.column_stack([np.ones(len(days)), there])
    other = models.SARIMAX(pain, exog=x, order=(1, 0, 0)).fit(disp=False)
    assert mine.mean(1) == pytest.approx(other.params[1], abs=0.03)
    low, high = mine.interval(1)
    assert (high - low) / 3.92 == pytest.approx(other.bse[1], rel=0.08)


def test_95_percent_intervals_hold_the_truth_in_about_95_of_100_diaries():
    inside = 0
    for seed in range(400):
        days, pain, there = made_up(seed, 60, 1.0)
        keep = np.random.default_rng(seed).random(60) > 0.2
        low, high = fitted(days[keep], pain[keep], there[keep]).interval(1)
        inside += low <= 1.0 <= high
    assert 0.92 <= inside / 400 <= 0.98


def test_missing_days_make_the_interval_wider_on_average():
    wider = []
    for seed in range(40):
        days, pain, there = made_up(seed, 80, 1.0)
        keep = np.random.default_rng(seed).random(80) > 0.4
        some, all_days = (
            fitted(days[k], pain[k], there[k]).interval(1) for k in (keep, np.ones(80, dtype=bool))
        )
        wider.append((some[1] - some[0]) - (all_days[1] - all_days[0]))
    assert float(np.mean(wider)) > 0


def test_a_later_day_does_not_change_what_was_so_on_earlier_days():
    was_so = np.array([1.0, 0.0, np.nan, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0])
    days = np.arange(len(was_so))
    changed = was_so.copy()
    changed[-1] = 1.0
    for lag in (Lag.SAME_DAY, Lag.NEXT_DAYS):
        first, second = column(days, was_so, lag), column(days, changed, lag)
        assert np.array_equal(first[:-1], second[:-1], equal_nan=True)


def test_a_day_nobody_wrote_about_is_neither_a_yes_nor_a_no():
    nobody = np.full(20, np.nan)
    assert np.isnan(column(np.arange(20), nobody, Lag.SAME_DAY)).all()
    assert np.isnan(column(np.arange(20), nobody, Lag.NEXT_DAYS)).all()


def test_a_strong_effect_is_found_and_too_few_days_are_not_told():
    days, pain, there = made_up(1, 120, 2.0)
    rare = np.zeros(120)
    rare[:3] = 1.0
    strong, scarce = Window("strong", Lag.SAME_DAY), Window("scarce", Lag.SAME_DAY)
    told = effects(days, pain, {strong: there, scarce: rare}, {})
    assert told[strong].found
    assert told[strong].low <= told[strong].points <= told[strong].high
    assert scarce not in told


def test_the_order_in_which_things_are_tried_changes_nothing():
    days, pain, there = made_up(2, 90, 1.5)
    other = made_up(7, 90, 0.0)[2]
    a, b = Window("a", Lag.SAME_DAY), Window("b", Lag.SAME_DAY)
    assert effects(days, pain, {a: there, b: other}, {}) == effects(
        days, pain, {b: other, a: there}, {}
    )
