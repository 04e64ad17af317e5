"""A mixture of normal distributions: where the point lies below which a part of it is.

Source of the approximation: Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26.
"""

from typing import Final

import numpy as np

from lumbago.series.noise import Array

TERMS: Final = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)
"""Its error is below 1.5e-7: far below anything that is ever shown."""

STEPS: Final = 40
"""Halvings of the bracket: it ends narrower than a millionth of a point."""


def below(z: Array) -> Array:
    """Return P(Z < z) of the standard normal distribution."""
    x = np.abs(z) / np.sqrt(2)
    t = 1 / (1 + 0.3275911 * x)
    total = np.zeros_like(x)
    for term in TERMS:
        total = (total + term) * t
    return np.asarray((1 + np.sign(z) * (1 - total * np.exp(-(x**2)))) / 2, dtype=np.float64)


def quantiles(p: float, weights: Array, means: Array, scales: Array) -> Array:
    """Return, row by row, the point below which a part `p` of a mixture lies.

    Args:
        p: a part, above 0 and below 1.
        weights: how much each counts; every row adds up to 1.
        means: the middle of each.
        scales: the standard deviation of each, above 0.
    """
    low, high = (means - 6 * scales).min(axis=1), (means + 6 * scales).max(axis=1)
    for _ in range(STEPS):
        middle = (low + high) / 2
        share = (weights * below((middle[:, None] - means) / scales)).sum(axis=1)
        low, high = np.where(share < p, middle, low), np.where(share < p, high, middle)
    return np.asarray((low + high) / 2, dtype=np.float64)
