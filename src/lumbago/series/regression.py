"""Regression on days in a row: exact Bayesian inference with first-order autocorrelation.

    y[t] = x[t] . b + u[t],    u[t] = rho u[t-1] + e[t],    e[t] ~ Normal(0, sigma^2)

For a given rho the days are made independent and all else is in closed form (normal-inverse-
gamma); rho itself lies on a grid. A missing day costs nothing: from a day to the next known one,
g days on, the error keeps rho^g and gains the variance sigma^2 (1 - rho^2g) / (1 - rho^2).
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lumbago.series.student import below, quantile

Array: TypeAlias = NDArray[np.float64]
Days: TypeAlias = NDArray[np.int64]

GRID: Final[Array] = np.linspace(-0.3, 0.97, 59)
"""The values of rho that are weighed against each other, each as likely as the next beforehand.
Pain of one day and the next goes together far more often than it alternates."""

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


@dataclass(frozen=True, slots=True)
class Fit:
    """What is known of the coefficients after the days: a t distribution for each rho.

    Attributes:
        weights: how likely each rho of `GRID` is.
        means: the middle of each coefficient, one row for each rho.
        scales: the scale of each coefficient, one row for each rho.
        df: degrees of freedom, the same for all.
        evidence: the logarithm of how likely the days were beforehand. Only fits to the same
            days with the same free coefficients can be compared.
        noise: the usual size of what is new from one day to the next.
    """

    weights: Array
    means: Array
    scales: Array
    df: int
    evidence: float
    noise: float

    def mean(self, n: int) -> float:
        """Return the middle of a coefficient."""
        return float(self.weights @ self.means[:, n])

    def interval(self, n: int, share: float = 0.95) -> tuple[float, float]:
        """Return the range that holds a coefficient with this probability."""
        tail = (1 - share) / 2
        mixture = (self.weights, self.means[:, n], self.scales[:, n], self.df)
        return quantile(tail, *mixture), quantile(1 - tail, *mixture)

    def below_zero(self, n: int) -> float:
        """Return how likely a coefficient lies below 0."""
        return float(self.weights @ below(-self.means[:, n] / self.scales[:, n], self.df))

    @property
    def rho(self) -> float:
        """How much of a day is carried over to the next one."""
        return float(self.weights @ GRID)


def fit(days: Days, y: Array, x: Array, prior: Prior) -> Fit:
    """Learn the coefficients from days.

    Args:
        days: the number of each known day, rising; gaps are missing days.
        y: what was measured on each.
        x: what may go with it, one column each.
        prior: what is thought of the coefficients beforehand.
    """
    gram, log_size = _whitened(days, np.column_stack([x, y]))
    free = np.isinf(prior.widths)
    precision = np.where(free, 0.0, 1 / np.where(free, 1.0, prior.widths) ** 2)
    inner = gram[:, :-1, :-1] + np.diag(precision)
    middles = np.where(free, 0.0, prior.middles)
    cross = gram[:, :-1, -1] + precision * middles
    inverse = np.linalg.inv(inner)
    means = np.einsum("rij,rj->ri", inverse, cross)
    rest = gram[:, -1, -1] + float(precision @ middles**2)
    # What is left of the squares; rounding may take an exact fit below nothing.
    rest = np.maximum(rest - np.einsum("ri,ri->r", means, cross), 0.0) + NOISE_DF * NOISE**2
    df = NOISE_DF + max(0, len(y) - int(free.sum()))
    log_weights = log_size - np.linalg.slogdet(inner)[1] / 2 - df / 2 * np.log(rest)
    log_weights = log_weights + np.log(precision[~free]).sum() / 2
    top = float(log_weights.max())
    weights = np.exp(log_weights - top)
    evidence = top + float(np.log(weights.mean()))
    weights /= weights.sum()
    variance = np.einsum("rii->ri", inverse) * (rest / df)[:, None]
    noise = float(np.sqrt(weights @ (rest / df)))
    return Fit(weights, means, np.sqrt(variance), df, evidence, noise)


def _whitened(days: Days, columns: Array) -> tuple[Array, Array]:
    """Return the products of all columns once the days are made independent, for each rho.

    Days with the same gap are added up first, so that the work does not grow with the grid.
    """
    keep = (1 - GRID**2)[:, None, None]
    gram = keep * np.outer(columns[0], columns[0])
    log_size = np.log(1 - GRID**2) / 2
    gaps = np.diff(days)
    for gap in np.unique(gaps):
        here = columns[1:][gaps == gap]
        before = columns[:-1][gaps == gap]
        carried = np.sign(GRID) ** int(gap) * np.abs(GRID) ** int(gap)
        spread = (1 - carried**2) / (1 - GRID**2)
        r, v = carried[:, None, None], spread[:, None, None]
        mixed = here.T @ before
        gram = gram + (here.T @ here - r * (mixed + mixed.T) + r**2 * (before.T @ before)) / v
        log_size = log_size - len(here) * np.log(spread) / 2
    return gram, log_size
