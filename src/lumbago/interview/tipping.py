"""How much hangs on one answer: the chance that it tips an alarm, whatever else is answered.

An alarm adds up signs: several weak ones together reach its threshold, and none of them alone.
So an answer is worth what it changes in the chance that the threshold is reached once everything
else is asked too, each of the others being "yes" with its own chance and on its own.
"""

import numpy as np
import numpy.typing as npt

from lumbago.network.elimination import Array

STEP = 0.25
"""Signs are counted in steps of so much log-odds; each is taken as a little weaker than it is."""

MOST_SIGNS = 24
"""So many of the strongest open signs of an alarm are counted."""

Steps = npt.NDArray[np.int64]


def at_most(adds: Array, gap: Array, chance: Array) -> Array:
    """Return a bound on P(reached) of each alarm (D,), cheap to have: E[e^sum] / e^gap.

    Args:
        adds: (D, F) as in `tipping`.
        gap: (D,) as in `tipping`.
        chance: (D, F) as in `tipping`.
    """
    return np.exp(np.minimum(np.log1p(chance * np.expm1(adds)).sum(axis=1) - gap, 0.0))


def tipping(adds: Array, gap: Array, chance: Array) -> Array:
    """Return p (1 - p) (P(reached | this yes) - P(reached | this no)) for each sign (D, F).

    Args:
        adds: (D, F) log-odds that a "yes" to each sign adds to each alarm, at least 0.
        gap: (D,) log-odds that each alarm is short of its threshold, above 0.
        chance: (D, F) chance p of each "yes".
    """
    need = np.ceil(gap / STEP - 1e-9).astype(np.int64)
    count = min(int((adds >= STEP).sum(axis=1).max(initial=0)), MOST_SIGNS)
    order = np.argsort(-adds, axis=1, kind="stable")[:, :count]
    steps = np.floor(np.take_along_axis(adds, order, axis=1) / STEP + 1e-9).astype(np.int64)
    p = np.take_along_axis(chance, order, axis=1)
    most = int(need.max(initial=0))
    before, behind = _tails(steps, p, most), _tails(steps[:, ::-1], p[:, ::-1], most)[::-1]
    share = -np.diff(before[:-1], axis=2, append=0.0)  # (K, D, T): those before add exactly t
    left = need[:, None] - np.arange(most + 1)  # (D, T)
    sign, alarm, _ = np.ogrid[: len(share), : len(adds), :1]
    reached_with, reached_without = (
        (share * behind[1:][sign, alarm, np.maximum(short, 0)]).sum(axis=2).T
        for short in (left - steps.T[:, :, None], left)
    )
    whole = np.zeros(adds.shape)
    np.put_along_axis(whole, order, p * (1.0 - p) * (reached_with - reached_without), axis=1)
    return whole


def _tails(steps: Steps, p: Array, most: int) -> Array:
    """(K + 1, D, T): P(the first k signs add at least t steps), for t from 0 to `most`."""
    tails = np.zeros((steps.shape[1] + 1, len(steps), most + 1))
    tails[:, :, 0] = 1.0
    alarm = np.arange(len(steps))[:, None]
    for k in range(steps.shape[1]):
        with_it = tails[k][alarm, np.maximum(np.arange(most + 1) - steps[:, k, None], 0)]
        tails[k + 1] = tails[k] + p[:, k, None] * (with_it - tails[k])
    return tails
