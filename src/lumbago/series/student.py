"""Student's t distribution: what an interval needs when days are few.

The distribution function is a finite sum for whole degrees of freedom.

Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
"""

from math import exp, lgamma, pi, sqrt
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]

TINY: Final = 1e-10
"""Near enough: far below anything that is ever shown."""


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


def quantile(p: float, weights: Array, means: Array, scales: Array, df: int) -> float:
    """Return the point below which a part `p` of a mixture of t distributions lies.

    Newton's steps from the middle of the mixture, halved back into a bracket where they leave it.

    Args:
        p: a part, above 0 and below 1.
        weights: how much each counts; they add up to 1.
        means: the middle of each.
        scales: the scale of each, above 0.
        df: degrees of freedom, the same for all.
    """

    def beyond(x: float) -> float:
        return float(weights @ below((x - means) / scales, df)) - p

    centre = float(weights @ means)
    reach = float(scales.max()) * 4 + float(np.ptp(means)) + 1e-12
    low, high = centre - reach, centre + reach
    while beyond(low) > 0:
        low -= reach
    while beyond(high) < 0:
        high += reach
    x = centre
    for _ in range(60):
        miss = beyond(x)
        low, high = (x, high) if miss < 0 else (low, x)
        if high - low < TINY or abs(miss) < TINY:
            break
        slope = float(weights @ (density((x - means) / scales, df) / scales))
        step = x - miss / slope if slope > 0 else low
        x = step if low < step < high else (low + high) / 2
    return x
