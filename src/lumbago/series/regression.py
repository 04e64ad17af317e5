"""Regression on days in a row: exact Bayesian inference, with what is carried over and gaps.

    y[t] = x[t] . b + u[t]

For a given kind of rest `u` (`series.noise`) the days are made independent and all else is in
closed form (normal-inverse-gamma); the kinds of rest are weighed against each other.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lumbago.series.noise import Array, Days, made_independent
from lumbago.series.student import below, quantile

Groups: TypeAlias = NDArray[np.int64]

NOISE_DF: Final = 2
"""So many invented days stand behind the prior of the noise: next to none."""

NOISE: Final = 1.0
"""The noise of these days: one point of ten, our estimate. It fades with the first real days."""

FREE: Final = np.inf
"""The width of a prior that says nothing."""


@dataclass(frozen=True, slots=True)
class Prior:
    """What is thought of the coefficients before any day: their middles and widths.

    Widths are in units of the noise from day to day; `FREE` says nothing at all.
    """

    middles: Array
    widths: Array

    @property
    def precision(self) -> Array:
        """One by the square of the width: 0 where it says nothing."""
        free = np.isinf(self.widths)
        return np.where(free, 0.0, 1 / np.where(free, 1.0, self.widths) ** 2)

    @property
    def known_middles(self) -> Array:
        """The middles, 0 where the prior says nothing."""
        return np.where(np.isinf(self.widths), 0.0, self.middles)

    @property
    def pull(self) -> Array:
        """How strongly each coefficient is drawn to its middle."""
        return self.precision * self.known_middles


@dataclass(frozen=True, slots=True)
class Seen:
    """Days made independent, for each kind of rest.

    Attributes:
        columns: kind of rest, day, column.
        y: kind of rest, day.
        log_size: how much each kind stretched the days, as a logarithm.
    """

    columns: Array
    y: Array
    log_size: Array


@dataclass(frozen=True, slots=True)
class Fit:
    """What is known of coefficients after the days: for each kind of rest a t distribution.

    Attributes:
        weights: how likely each kind of rest is: coefficient, kind.
        means: the middle of each coefficient: coefficient, kind.
        scales: its scale: coefficient, kind.
        gains: how much likelier the days are with the coefficient than without, as a logarithm.
        df: degrees of freedom, the same for all.
    """

    weights: Array
    means: Array
    scales: Array
    gains: Array
    df: int

    @property
    def mean(self) -> Array:
        """The middle of each coefficient."""
        return np.asarray((self.weights * self.means).sum(-1))

    @property
    def spread(self) -> Array:
        """The standard deviation of each coefficient."""
        heavy = self.df / max(self.df - 2, 1)
        square = heavy * self.scales**2 + (self.means - self.mean[:, None]) ** 2
        return np.asarray(np.sqrt((self.weights * square).sum(-1)))

    def interval(self, share: float = 0.95) -> tuple[Array, Array]:
        """Return the ranges that hold each coefficient with this probability."""
        tail = (1 - share) / 2
        mixture = (self.weights, self.means, self.scales, self.df)
        return quantile(tail, *mixture), quantile(1 - tail, *mixture)

    def below_zero(self) -> Array:
        """Return how likely each coefficient lies below 0."""
        return np.asarray((self.weights * below(-self.means / self.scales, self.df)).sum(-1))


def see(days: Days, y: Array, columns: Array) -> Seen:
    """Make days independent once, for as many fits as are wanted.

    Args:
        days: the number of each known day, rising; gaps are missing days.
        y: what was measured on each.
        columns: what may go with it, one column each.
    """
    made, log_size = made_independent(days, np.column_stack([columns, y]))
    return Seen(made[..., :-1], made[..., -1], log_size)


def fit(seen: Seen, prior: Prior, beside: list[int], each: Groups) -> Fit:
    """Learn the first coefficient of each group of columns, with `beside` always there.

    While one group is fitted the others are not there. The further columns of a group hold
    something steady, such as the days of which a thing is not known. What is learnt is judged with
    a degree of freedom less, as if its prior said nothing: a wide one costs the days nearly that.

    Args:
        seen: the days.
        prior: what is thought of every column of `seen` beforehand.
        beside: the columns that stand beside each group.
        each: the groups, one row each; all have the same number of columns.
    """
    base, columns = seen.columns[..., beside], seen.columns[..., each.ravel()]
    root = np.linalg.cholesky(_turned(base) @ base + np.diag(prior.precision[beside]))
    known = np.linalg.solve(root, _turned(base) @ columns)
    y = (_turned(base) @ seen.y[..., None])[..., 0] + prior.pull[beside]
    told = np.linalg.solve(root, y[..., None])
    pulled = prior.pull * prior.known_middles
    squares = (seen.y**2).sum(-1) + pulled[beside].sum() - (told[..., 0] ** 2).sum(-1)
    own = _grouped(columns, each) - _grouped(known, each)
    own = own + prior.precision[each][..., None] * np.eye(each.shape[1])
    cross = _turned(columns) @ seen.y[..., None] - _turned(known) @ told
    cross = cross.reshape(own.shape[:-1]) + prior.pull[each]
    size = seen.log_size - np.log(np.diagonal(root, axis1=-2, axis2=-1)).sum(-1)
    df = NOISE_DF + max(0, seen.y.shape[1] - int(np.isinf(prior.widths[beside]).sum()))
    to_judge = max(1, df - 1)
    rest = squares[:, None] + pulled[each].sum(-1)
    with_it = _likely(size, rest, own, cross, df)
    without = _likely(size, rest - pulled[each[:, 0]], own[..., 1:, 1:], cross[..., 1:], df)
    inverse = np.linalg.inv(own)
    left = _left(rest, own, cross)
    scales = np.sqrt(inverse[..., 0, 0] * left / to_judge)
    means = (inverse @ cross[..., None])[..., 0, 0]
    with_it = with_it + np.log(prior.precision[each[:, 0]]) / 2
    top = with_it.max(0)
    weights = np.exp(with_it - top)
    evidence = top + np.log(weights.mean(0))
    gains = evidence - (without.max(0) + np.log(np.exp(without - without.max(0)).mean(0)))
    weights /= weights.sum(0)
    return Fit(weights.T, means.T, scales.T, gains, to_judge)


def _turned(a: Array) -> Array:
    return a.swapaxes(-1, -2)


def _grouped(columns: Array, each: Groups) -> Array:
    """Return the products of the columns of each group with each other."""
    parts = columns.reshape(*columns.shape[:2], *each.shape)
    return np.einsum("gtei,gtej->geij", parts, parts)


def _left(squares: Array, own: Array, cross: Array) -> Array:
    """Return the squares that are left; rounding may take an exact fit below nothing."""
    told = (cross * np.linalg.solve(own, cross[..., None])[..., 0]).sum(-1)
    return np.maximum(squares - told, 0.0) + NOISE_DF * NOISE**2


def _likely(size: Array, squares: Array, own: Array, cross: Array, df: int) -> Array:
    """Return how likely each kind of rest makes the days, as a logarithm."""
    left = _left(squares, own, cross)
    return np.asarray(size[:, None] - np.linalg.slogdet(own)[1] / 2 - df / 2 * np.log(left))
