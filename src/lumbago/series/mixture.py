"""A mixture of distributions of one shape: where the point lies below which a part of it is."""

from collections.abc import Callable
from typing import Final

import numpy as np

from lumbago.series.noise import Array

TINY: Final = 1e-10
"""Near enough: far below anything that is ever shown."""

Shape = Callable[[Array], Array]
"""A standard distribution: how much of it lies below each point, or how dense it is there."""


def quantile(
    p: float, weights: Array, means: Array, scales: Array, below: Shape, density: Shape
) -> Array:
    """Return the points below which a part `p` of mixtures lies.

    Newton's steps from the middle of a mixture, halved back into a bracket where they leave it.

    Args:
        p: a part, above 0 and below 1.
        weights: how much each member counts; they add up to 1 along the last axis, here and below.
        means: the middle of each.
        scales: the scale of each, above 0.
        below: how much of a member of middle 0 and scale 1 lies below a point.
        density: how dense it is there.
    """

    def beyond(x: Array) -> Array:
        return np.asarray((weights * below((x[..., None] - means) / scales)).sum(-1) - p)

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
        slope = (weights * density(at) / scales).sum(-1)
        step = x - miss / np.maximum(slope, 1e-300)
        x = np.where((low < step) & (step < high), step, (low + high) / 2)
    return x
