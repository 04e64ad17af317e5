"""The compiled kernel is the elimination of the line."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.network import elimination
from lumbago.network.elimination import Array, Lanes, eliminate
from tests.oracle.test_elimination import questions, table
from tests.strategies import times

kernel = pytest.importorskip("lumbago.batch.kernel")

NEAR = 1e-12


def solve(lanes: Lanes, masks: Array) -> tuple[float, Array, Array]:
    """Solve the first lane by the kernel: bound, conditions, chance of none of each set."""
    first = [np.ascontiguousarray(getattr(lanes, name)[..., 0]) for name in lanes.__slots__]
    conditions, none = np.full(len(lanes.on), np.nan), np.full(len(masks), np.nan)
    bound = kernel.solve(*first, masks, conditions, none)
    return bound, conditions, none


def expected(lanes: Lanes, masks: Array) -> tuple[float, Array, Array]:
    """The same by `eliminate`: the sets are switched off in lanes of their own."""
    first = Lanes(**{name: getattr(lanes, name)[..., :1] for name in lanes.__slots__})
    stays = np.concatenate([np.ones((1, len(lanes.on))), 1.0 - masks]).T
    found = eliminate(replace(first, on=first.on * stays))
    none = np.exp(found.log_weight[1:] - found.log_weight[0])
    return found.set_aside, found.conditions[:, 0], none


def assert_same(lanes: Lanes, masks: Array, near: float = NEAR) -> float:
    """Compare both; return the bound."""
    bound, conditions, none = solve(lanes, masks)
    other_bound, other_conditions, other_none = expected(lanes, masks)
    assert bound == other_bound
    np.testing.assert_allclose(conditions, other_conditions, atol=near, rtol=0)
    np.testing.assert_allclose(none, other_none, atol=near, rtol=0)
    return float(bound)


def at_random(seed: int, j: int, p: int, m: int, density: float) -> Lanes:
    """A question of a given size."""
    rng = np.random.default_rng(seed)

    def some(*shape: int) -> Array:
        return np.asarray(rng.uniform(0.01, 0.95, shape) * (rng.random(shape) < density))

    return Lanes(
        on=rng.uniform(1e-6, 0.2, (j, 1)),
        off=rng.uniform(0.5, 1.0, (j, 1)),
        direct=some(p, j, 1),
        rest=rng.uniform(1e-4, 0.2, (p, 1)),
        cause=some(m, j, 1),
        leak=rng.uniform(1e-3, 0.2, (m, 1)),
        member=some(m, p, 1),
        quiet=rng.uniform(0.05, 1.0, (m, 1)),
    )


@times(4)
@given(questions(), st.integers(0, 9), st.data())
def test_the_kernel_agrees_with_eliminate_on_small_questions(lanes, sets, data):
    masks = data.draw(table((sets, len(lanes.on)), st.sampled_from([0.0, 1.0])))
    assert_same(lanes, masks)


@pytest.mark.parametrize("seed", range(30))
def test_the_kernel_agrees_with_eliminate_on_questions_of_the_usual_size(seed):
    rng = np.random.default_rng(seed)
    lanes = at_random(seed, 70, int(rng.integers(0, 13)), int(rng.integers(0, 9)), 0.08)
    masks = (rng.random((2, 70)) < 0.5).astype(float)
    assert_same(lanes, masks)


def test_the_kernel_sets_aside_what_eliminate_sets_aside():
    bounds = set()
    for seed in range(6):
        lanes = at_random(seed, 60, 13, 3, 0.3)
        lanes = replace(lanes, on=lanes.on * np.where(np.arange(60) % 4, 1e-7, 1.0)[:, None])
        assert elimination.plan(lanes).states > elimination.MOST_STATES
        bounds.add(assert_same(lanes, np.ones((1, 60)), near=1e-11))
    assert bounds - {0.0}


def test_a_question_too_large_for_the_kernel_is_left_to_eliminate():
    bound, _, _ = solve(at_random(1, 60, 30, 4, 0.9), np.ones((1, 60)))
    assert bound == kernel.TOO_LARGE
    bound, _, _ = solve(at_random(1, 5, 70, 0, 0.01), np.ones((1, 5)))
    assert bound == kernel.TOO_LARGE


def test_hundreds_of_times_rarer_than_any_number_is_still_exact():
    lanes = at_random(3, 20, 40, 0, 0.0)
    direct = np.where(np.arange(40)[:, None] % 20 == np.arange(20), 1e-3, 0.0)
    direct[0, :2] = 1e-3  # two that share a finding
    lanes = replace(lanes, direct=direct[..., None], rest=np.full((40, 1), 1e-9))
    assert_same(lanes, np.eye(20)[:1])
