"""Days in a row: what a regression learns from them, and how sure it is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumbago.insights.search import ABOUT, FALSE, _shared, about_then, effects
from lumbago.insights.windows import Lag, Window, column
from lumbago.series.noise import NOISES, Array, Days, made_independent
from lumbago.series.regression import FREE, NOISE, NOISE_DF, Fit, Prior, fit, see
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
    seen = see(days, pain, np.column_stack([np.ones(len(days)), there]))
    return fit(seen, WEAK, [0], np.array([[1]]))


def within(found: Fit) -> tuple[float, float]:
    """The ends of the interval of the one thing."""
    low, high = found.interval()
    return float(low[0]), float(high[0])


def covariance(days: Days, kind: int) -> Array:
    """How the rest of one day goes with that of another, written down from its definition."""
    apart = np.abs(days[:, None] - days)
    carried, rho = NOISES.carried[kind], NOISES.rho[kind]
    return np.asarray(carried * rho**apart + NOISES.fleeting[kind] * np.eye(len(days)))


@given(st.sets(st.integers(0, 60), min_size=2, max_size=25), st.integers(0, 99))
@settings(max_examples=30)
def test_days_are_made_independent_exactly_as_a_whole_matrix_would_however_many_are_missing(
    some, seed
):
    days = np.array(sorted(some))
    columns = np.random.default_rng(seed).normal(size=(len(days), 3))
    made, size = made_independent(days, columns)
    for kind in range(len(NOISES.rho)):
        matrix = covariance(days, kind)
        products = columns.T @ np.linalg.solve(matrix, columns)
        assert made[kind].T @ made[kind] == pytest.approx(products, rel=1e-8, abs=1e-10)
        stretch = -np.linalg.slogdet(matrix)[1] / 2 + NOISES.likely[kind]
        assert size[kind] == pytest.approx(stretch, rel=1e-8, abs=1e-8)


def evidence(days: Days, y: Array, x: Array, prior: Prior) -> float:
    """How likely the days were beforehand, from the whole matrix of each kind of rest."""
    each = []
    for kind in range(len(NOISES.rho)):
        matrix = covariance(days, kind) + x @ np.diag(prior.widths**2) @ x.T
        off = y - x @ prior.middles
        squares = NOISE_DF * NOISE**2 + off @ np.linalg.solve(matrix, off)
        size = np.linalg.slogdet(matrix)[1] / 2
        each.append(NOISES.likely[kind] - size - (NOISE_DF + len(y)) / 2 * np.log(squares))
    return float(np.log(np.mean(np.exp(np.array(each) - max(each)))) + max(each))


def test_how_much_likelier_the_days_are_with_a_thing_agrees_with_the_whole_matrix():
    days, pain, there = made_up(12, 40, 0.7)
    keep = np.random.default_rng(12).random(40) > 0.2
    days, pain = days[keep], pain[keep]
    x = np.column_stack([np.ones(40), there, np.arange(40) / 40])[keep]
    prior = Prior(np.array([4.0, 0.9, -0.2]), np.array([3.0, 1.5, 2.0]))
    gain = fit(see(days, pain, x), prior, [0], np.array([[1, 2]])).gains[0]
    kept = [0, 2]
    without = evidence(days, pain, x[:, kept], Prior(prior.middles[kept], prior.widths[kept]))
    assert gain == pytest.approx(evidence(days, pain, x, prior) - without, abs=1e-6)


def test_a_full_diary_leaves_a_variance_of_one_to_each_day_for_every_kind_of_rest():
    days = np.arange(120)
    for kind in range(len(NOISES.rho)):
        root = np.linalg.cholesky(covariance(days, kind))
        assert root[-1, -1] == pytest.approx(1.0, abs=5e-3)


def test_a_group_is_fitted_as_if_its_columns_alone_stood_beside_the_others():
    rng = np.random.default_rng(4)
    days, pain, there = made_up(4, 50, 1.0)
    x = np.column_stack([np.ones(50), there, rng.normal(size=(50, 3))])
    widths = np.array([FREE, 2.0, 3.0, 1.0, 2.0])
    prior = Prior(np.array([0.0, 0.5, -0.3, 0.0, 0.2]), widths)
    both = fit(see(days, pain, x), prior, [0, 4], np.array([[1, 2], [3, 2]]))
    one = [0, 4, 1, 2]
    alone = fit(
        see(days, pain, x[:, one]), Prior(prior.middles[one], widths[one]), [0, 1, 3],
        np.array([[2]]),
    )  # fmt: skip
    assert both.mean[0] == pytest.approx(alone.mean[0], abs=1e-9)
    assert both.spread[0] == pytest.approx(alone.spread[0], abs=1e-9)
    assert both.gains[0] == pytest.approx(alone.gains[0], abs=1e-9)


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
    turned = [np.stack([a, a[::-1]]) for a in (weights, means, scales)]
    both = quantile(p, turned[0], turned[1], turned[2], df)
    assert both == pytest.approx(np.full(2, at), rel=1e-6, abs=1e-6)
    turned = [np.stack([a, a[::-1]]) for a in (weights, means, scales)]
    both = quantile(p, turned[0], turned[1], turned[2], df)
    assert both == pytest.approx(np.full(2, at), rel=1e-6, abs=1e-6)


def test_the_effect_agrees_with_exact_generalised_least_squares_of_a_second_library():
    models = pytest.importorskip("statsmodels.tsa.statespace.sarimax")
    days, pain, there = made_up(3, 200, 1.0)
    mine = fitted(days, pain, there)
    x = np.column_stack([np.ones(len(days)), there])
    other = models.SARIMAX(pain, exog=x, order=(1, 0, 0)).fit(disp=False)
    assert mine.mean[0] == pytest.approx(other.params[1], abs=0.03)
    low, high = within(mine)
    assert (high - low) / 3.92 == pytest.approx(other.bse[1], rel=0.08)


def test_with_missing_days_and_a_noisy_measure_it_agrees_with_a_second_library_too():
    models = pytest.importorskip("statsmodels.tsa.statespace.sarimax")
    days, pain, there = made_up(8, 240, 1.0, rho=0.8)
    pain = pain + np.random.default_rng(8).normal(size=240)
    keep = np.random.default_rng(9).random(240) > 0.3
    mine = fitted(days[keep], pain[keep], there[keep])
    x = np.column_stack([np.ones(240), there])
    gaps = np.where(keep, pain, np.nan)
    other = models.SARIMAX(gaps, exog=x, order=(1, 0, 0), measurement_error=True)
    told = other.fit(disp=False, maxiter=200)
    assert mine.mean[0] == pytest.approx(told.params[1], abs=0.05)
    assert mine.spread[0] == pytest.approx(told.bse[1], rel=0.12)


def test_95_percent_intervals_hold_the_truth_in_about_95_of_100_diaries():
    inside = 0
    for seed in range(400):
        days, pain, there = made_up(seed, 60, 1.0)
        keep = np.random.default_rng(seed).random(60) > 0.2
        low, high = within(fitted(days[keep], pain[keep], there[keep]))
        inside += low <= 1.0 <= high
    assert 0.92 <= inside / 400 <= 0.98


def test_a_level_and_an_effect_cost_a_degree_of_freedom_each():
    days, pain, there = made_up(10, 60, 1.0)
    found = fitted(days, pain, there)
    assert found.df == NOISE_DF + 60 - 2
    with_free = np.column_stack([np.ones(60), days / 60, there])
    prior = Prior(np.zeros(3), np.array([FREE, FREE, 5.0]))
    assert fit(see(days, pain, with_free), prior, [0, 1], np.array([[2]])).df == found.df - 1


def test_missing_days_make_the_interval_wider_on_average():
    wider = []
    for seed in range(40):
        days, pain, there = made_up(seed, 80, 1.0)
        keep = np.random.default_rng(seed).random(80) > 0.4
        some, all_days = (
            within(fitted(days[k], pain[k], there[k])) for k in (keep, np.ones(80, dtype=bool))
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
        assert np.array_equal(first == 1, np.append(second[:-1], first[-1]) == 1)
        assert np.array_equal(first == 0, np.append(second[:-1], first[-1]) == 0)


def test_where_one_of_the_three_days_before_is_not_known_it_counts_as_it_usually_was():
    was_so = np.array([1.0, 0.0, np.nan, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0])
    told = column(np.arange(9), was_so, Lag.NEXT_DAYS)
    assert told[5] == pytest.approx(2 / 8)
    assert set(told[[1, 3, 6, 7, 8]]) == {1.0}


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


@given(st.lists(st.floats(0.2, 9.0), min_size=2, max_size=12))
@settings(max_examples=40)
def test_the_right_to_be_wrong_is_shared_out_whole_and_more_of_it_goes_to_what_is_usual(clear):
    told = np.array(clear)
    even = _shared(told, np.full(len(told), 0.5))
    assert even.sum() == pytest.approx(FALSE, rel=1e-3)
    assert (even > 0).all()
    usual = np.full(len(told), 0.1)
    usual[0] = 0.8
    assert _shared(told, usual)[0] >= even[0]


def diary_of(seed: int, effect: float, hidden: float = 0.0) -> dict[Window, float]:
    """What is found in 60 days of nobody, in which the first of five things may matter.

    `hidden`: a slow state that nobody writes down brings more pain and all things at once.
    """
    rng = np.random.default_rng(seed)
    state, rest = np.zeros(60), np.zeros(60)
    for day in range(1, 60):
        state[day] = 0.95 * state[day - 1] + 0.31 * rng.normal()
        rest[day] = 0.4 * rest[day - 1] + rng.normal()
    things = (rng.normal(size=(5, 60)) + hidden * state > 0.4).astype(np.float64)
    pain = np.clip(np.round(4 + effect * things[0] + rest + hidden * state), 0, 10)
    days = np.arange(60)
    windows = {
        Window(f"thing {n}", lag): column(days, things[n], lag) for n in range(5) for lag in Lag
    }
    told = effects(days, pain, windows, dict.fromkeys(windows, 0.3))
    return {w: e.points if e.found else 0.0 for w, e in told.items()}


def test_a_point_is_found_in_most_diaries_of_sixty_days():
    found = [bool(diary_of(seed, 1.0)[Window("thing 0", Lag.SAME_DAY)]) for seed in range(60)]
    assert sum(found) >= 46


@pytest.mark.parametrize(("hidden", "most"), [(0.0, 12), (1.0, 18)])
def test_where_nothing_matters_little_is_found_also_beside_a_slow_hidden_cause(hidden, most):
    any_found = [any(diary_of(1000 + seed, 0.0, hidden).values()) for seed in range(80)]
    assert sum(any_found) <= most


def test_how_much_was_done_about_then_weighs_days_as_the_best_guess_of_a_slow_state_does():
    days = np.arange(241)
    rho = np.exp(-1 / (3 * ABOUT))
    new = rho * 2 * np.cosh(1 / ABOUT) - 1 - rho**2  # what is new of the state each day, by noise
    state = new / (1 - rho**2) * rho ** np.abs(days[:, None] - days)
    guess = np.linalg.solve(state + np.eye(241), state[:, 120])
    only = np.zeros(241)
    only[120] = 1.0
    then = about_then(days, {Window("thing", Lag.SAME_DAY): only}) + 1 / 241
    middle = slice(100, 141)
    assert then[middle] / then[120] == pytest.approx(guess[middle] / guess[120], rel=1e-3)


def test_all_things_of_the_day_tell_together_how_much_was_done_about_then():
    days, things = np.arange(60), (np.random.default_rng(6).random((3, 60)) < 0.4).astype(float)
    one = [about_then(days, {Window("thing", Lag.SAME_DAY): told}) for told in things]
    names = [Window(f"thing {n}", Lag.SAME_DAY) for n in range(3)]
    together = dict(zip(names, things, strict=True)) | {Window("later", Lag.WEEK): things[0]}
    assert about_then(days, together) == pytest.approx(np.mean(one, axis=0))
    eases = {Window("eases", Lag.NEXT_DAYS): things[0]}
    assert about_then(days, eases) == pytest.approx(one[0])


def test_two_things_of_which_each_day_has_just_one_are_still_read():
    days, pain, there = made_up(5, 120, 2.0)
    sat, moved = Window("sat", Lag.SAME_DAY), Window("moved", Lag.SAME_DAY)
    told = effects(days, pain, {sat: there, moved: 1 - there}, {})
    assert told[sat].found
    assert told[sat].low <= 2.0 <= told[sat].high


def test_days_of_which_a_thing_is_not_known_do_not_speak_for_or_against_it():
    days, pain, there = made_up(11, 120, 0.0)
    unknown = np.random.default_rng(11).random(120) < 0.5
    window = Window("thing", Lag.SAME_DAY)
    shown = {window: np.where(unknown, np.nan, there)}
    plain = effects(days, pain, shown, {})[window]
    worse = effects(days, pain + 4 * unknown, shown, {})[window]
    assert worse.low < 0 < worse.high
    assert worse.points == pytest.approx(plain.points, abs=0.25)


def test_the_more_days_there_are_the_fewer_more_are_needed_and_none_once_it_is_found():
    days, pain, there = made_up(3, 200, 0.8)
    window = Window("thing", Lag.SAME_DAY)
    told = [effects(days[:n], pain[:n], {window: there[:n]}, {})[window] for n in (16, 200)]
    assert not told[0].found
    assert told[0].more_days > 0
    assert told[1].found
    assert told[1].more_days == 0
    rare = Window("rare", Lag.SAME_DAY)
    both = {window: there, rare: (days % 33 == 0).astype(np.float64)}
    assert effects(days, pain, both, {})[rare].more_days > 100
