"""Student's t distribution: what an interval needs when days are few.

The distribution function is a finite sum for whole degrees of freedom.

Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
"""

from math import exp, lgamma, pi, sqrt

import numpy as np

from lumbago.series import mixture
from lumbago.series.noise import Array


def below(t: Array, df: int) -> Array:
    """Return P(T < t) of Student's t.

    Args:
        t: where, of any shape.
        df: degrees of freedom, one or more.
    """
    angle = np.arctan(t / np.sqrt(df))
    square = np.cos(angle) ** 2
    is_odd = df % 2 == 1
    term = np.cos(angle) if is_odd else np.ones_like(angle)
    total = np.zeros_like(angle)
    for n in range(2 if is_odd else 1, df if is_odd else df - 1, 2):
        total = total + term
        term = term * square * (n / (n + 1))
    even = np.sin(angle) * (total + term)
    middle = 2 / pi * (angle + np.sin(angle) * total) if is_odd else even
    return np.asarray((1 + middle) / 2, dtype=np.float64)


def density(t: Array, df: int) -> Array:
    """Return how dense Student's t is at a point."""
    size = exp(lgamma((df + 1) / 2) - lgamma(df / 2)) / sqrt(df * pi)
    return np.asarray(size * (1 + t**2 / df) ** (-(df + 1) / 2), dtype=np.float64)


def quantile(p: float, weights: Array, means: Array, scales: Array, df: int) -> Array:
    """Return the points below which a part `p` of mixtures of t distributions lies.

    The same as `mixture.quantile`, with as many degrees of freedom for all.
    """
    return mixture.quantile(
        p, weights, means, scales, lambda t: below(t, df), lambda t: density(t, df)
    )
