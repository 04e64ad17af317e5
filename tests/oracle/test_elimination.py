"""The elimination agrees with the plain sum over all combinations."""

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lumbago.network.elimination import Array, Lanes, eliminate
from tests.oracle.enumeration import OneLane, sum_of_lanes
from tests.strategies import times

NEAR = 1e-9

strengths = st.sampled_from([0.0, 0.0, 0.0, 0.01, 0.2, 0.55, 0.9, 0.999])
small = st.floats(1e-6, 0.9)


def table(shape: tuple[int, ...], of: st.SearchStrategy[float]) -> st.SearchStrategy[Array]:
    """An array of numbers."""
    return arrays(np.float64, shape, elements=of)


@st.composite
def questions(draw: st.DrawFn, mechanisms_at_least: int = 0) -> Lanes:
    """A question small enough to sum over, in one to three lanes."""
    j = draw(st.integers(1, 6))
    p = draw(st.integers(0, 6))
    m = draw(st.integers(mechanisms_at_least, 3))
    width = draw(st.integers(1, 3))
    wide = st.sampled_from([1, width])
    return Lanes(
        on=draw(table((j, width), small)),
        off=draw(table((j, draw(wide)), small)),
        direct=draw(table((p, j, draw(wide)), strengths)),
        rest=draw(table((p, draw(wide)), small | st.just(1.0))),
        cause=draw(table((m, j, draw(wide)), strengths)),
        leak=draw(table((m, draw(wide)), small)),
        member=draw(table((m, p, draw(wide)), strengths)),
        quiet=draw(table((m, draw(wide)), st.floats(0.05, 1.0))),
    )


def lane_of(lanes: Lanes, lane: int) -> OneLane:
    """One lane as plain lists."""

    def column(a: Array) -> Any:
        return a[..., lane if a.shape[-1] > 1 else 0].tolist()

    return OneLane(**{name: column(getattr(lanes, name)) for name in lanes.__slots__})


@times(4)
@given(questions())
def test_weight_conditions_and_mechanisms_agree_with_the_sum_over_all_combinations(lanes):
    found = eliminate(lanes)
    for lane in range(lanes.count):
        exact = sum_of_lanes(lane_of(lanes, lane))
        assert abs(found.log_weight[lane] - exact.weight) < NEAR
        np.testing.assert_allclose(found.conditions[:, lane], exact.conditions, atol=NEAR)
        np.testing.assert_allclose(found.mechanisms[:, lane], exact.mechanisms, atol=NEAR)


@times(1)
@given(questions(), st.randoms(use_true_random=False))
def test_the_order_of_conditions_and_findings_does_not_change_the_result(lanes, chance):
    js, ps = list(range(len(lanes.on))), list(range(len(lanes.rest)))
    chance.shuffle(js)
    chance.shuffle(ps)
    other = replace(
        lanes,
        on=lanes.on[js],
        off=lanes.off[js],
        direct=lanes.direct[ps][:, js],
        rest=lanes.rest[ps],
        cause=lanes.cause[:, js],
        member=lanes.member[:, ps],
    )
    a, b = eliminate(lanes), eliminate(other)
    np.testing.assert_allclose(b.log_weight, a.log_weight, atol=NEAR)
    np.testing.assert_allclose(b.conditions, a.conditions[js], atol=NEAR)
    np.testing.assert_allclose(b.mechanisms, a.mechanisms, atol=NEAR)


@times(1)
@given(questions(mechanisms_at_least=1))
def test_a_mechanism_that_no_answer_touches_changes_no_condition(lanes):
    untouched = replace(lanes, member=np.zeros_like(lanes.member), quiet=np.ones_like(lanes.quiet))
    none = replace(
        lanes,
        cause=lanes.cause[:0],
        leak=lanes.leak[:0],
        member=lanes.member[:0],
        quiet=lanes.quiet[:0],
    )
    a, b = eliminate(untouched), eliminate(none)
    np.testing.assert_allclose(a.conditions, np.broadcast_to(b.conditions, a.conditions.shape),
                               atol=NEAR)  # fmt: skip
    np.testing.assert_allclose(a.log_weight, np.broadcast_to(b.log_weight, a.log_weight.shape),
                               atol=NEAR)  # fmt: skip


@times(1)
@given(questions())
def test_a_finding_whose_rest_is_one_is_a_finding_that_nobody_answered(lanes):
    unheard = replace(lanes, rest=np.ones_like(lanes.rest))
    nothing = replace(
        lanes, direct=lanes.direct[:0], rest=lanes.rest[:0], member=lanes.member[:, :0]
    )
    a, b = eliminate(unheard), eliminate(nothing)
    np.testing.assert_allclose(a.conditions, np.broadcast_to(b.conditions, a.conditions.shape),
                               atol=NEAR)  # fmt: skip


def test_lanes_side_by_side_give_what_each_gives_alone():
    rng = np.random.default_rng(7)
    shape = (6, 40)
    lanes = Lanes(
        on=rng.uniform(0.01, 0.5, shape),
        off=rng.uniform(0.1, 1.0, shape),
        direct=rng.uniform(0, 0.9, (5, 6, 1)),
        rest=rng.uniform(0.001, 0.2, (5, 1)),
        cause=rng.uniform(0, 0.9, (2, 6, 1)),
        leak=rng.uniform(0.001, 0.2, (2, 1)),
        member=rng.uniform(0, 0.9, (2, 5, 1)),
        quiet=rng.uniform(0.1, 1.0, (2, 40)),
    )
    together = eliminate(lanes)
    for lane in (0, 17, 39):
        alone = eliminate(
            replace(
                lanes,
                on=lanes.on[:, [lane]],
                off=lanes.off[:, [lane]],
                quiet=lanes.quiet[:, [lane]],
            )
        )
        np.testing.assert_allclose(together.conditions[:, lane], alone.conditions[:, 0], atol=1e-12)


def test_a_long_chain_of_rare_findings_does_not_underflow():
    count = 300  # each finding is shared by two neighbours, so that few bits are open at a time
    here = np.eye(count) + np.eye(count, k=1)
    lanes = Lanes(
        on=np.full((count, 1), 0.001),
        off=np.full((count, 1), 0.999),
        direct=(here * 0.5)[:, :, None],
        rest=np.full((count, 1), 1e-6),
        cause=np.zeros((0, count, 1)),
        leak=np.zeros((0, 1)),
        member=np.zeros((0, count, 1)),
        quiet=np.ones((0, 1)),
    )
    found = eliminate(lanes)
    assert found.log_weight[0] < -750  # exp of this is 0 in float64
    assert (found.conditions[:-1] + found.conditions[1:] > 0.98).all()  # each is explained
