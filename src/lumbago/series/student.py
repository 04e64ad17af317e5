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


def quantile(p: float, weights: Array, means: Array, scales: Array, df: int) -> Array:
    """Return the points below which a part `p` of mixtures of t distributions lies.

    Newton's steps from the middle of a mixture, halved back into a bracket where they leave it.

    Args:
        p: a part, above 0 and below 1.
        weights: how much each t counts; they add up to 1 along the last axis, here and below.
        means: the middle of each.
        scales: the scale of each, above 0.
        df: degrees of freedom, the same for all.
    """

    def beyond(x: Array) -> Array:
        return np.asarray((weights * below((x[..., None] - means) / scales, df)).sum(-1) - p)

    x = np.asarray((weights * means).sum(-1))
    reach = scales.max(-1) * 4 + np.ptp(means, axis=-1) + 1e-12
    low, high = x - reach, x + reach
    while (out := beyond(low) > 0).any():
        low = np.where(out, low - reach, low)
    while (out := beyond(high) < 0).any():
        high = np.where(out, high + reach, high)
    for _ in range(60):
        miss = beyond(x)
        low, high = np.where(miss < 0, x, low), np.where(miss < 0, high, x)
        if ((high - low < TINY) | (np.abs(miss) < TINY)).all():
            break
        at = (x[..., None] - means) / scales
        slope = (weights * density(at, df) / scales).sum(-1)
        step = x - miss / np.maximum(slope, 1e-300)
        x = np.where((low < step) & (step < high), step, (low + high) / 2)
    return x
