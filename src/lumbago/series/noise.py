"""How the rest of a day hangs on the days before, and how days are made independent of it.

    u[t] = a[t] + w[t],    a[t] = rho a[t-1] + e[t]

`a` is what is carried over: a slow state that nobody writes down, or an ache of yesterday. `w` is
of one day alone: a number told in whole points, a bad hour. With no `w` this is autocorrelation of
the first order; both together are ARMA(1,1). Values of rho and of the share of `w` lie on a grid.

A Kalman filter goes through the known days. It is exact, and its work grows with the days alone:
a missing day is a longer step, over which `a` fades and its spread grows.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Days: TypeAlias = NDArray[np.int64]

CARRIED: Final = (-0.2, -0.1, 0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.86, 0.91, 0.95, 0.98)
"""Values of rho. Pain of one day and the next goes together far more often than it alternates."""

FLEETING: Final = (0.0, 0.3, 0.6, 0.8)
"""How much of the spread of the rest is of one day alone. Where little is carried over (rho below
0.3), the two cannot be told apart, and there is none."""

USUAL: Final = (0.45, 0.25)
"""The rho that is expected, and how far people differ in it: our estimate."""

SELDOM: Final = 2.0
"""How much less likely a greater share of one day alone is beforehand: our estimate."""


@dataclass(frozen=True, slots=True)
class Noises:
    """The kinds of rest that are weighed against each other.

    Attributes:
        rho: how much of `a` is carried over to the next day.
        carried: the variance of `a`.
        fleeting: the variance of `w`. Both are in units in which a full diary leaves a variance
            of 1 to each day once those before it are known.
        likely: how likely each kind is beforehand, as a logarithm.
    """

    rho: Array
    carried: Array
    fleeting: Array
    likely: Array


def _noises() -> Noises:
    kinds = ((rho, share) for rho in CARRIED for share in FLEETING if rho >= 0.3 or not share)
    rho, share = np.array(list(kinds)).T
    new = (1 - share) * (1 - rho**2)
    half = (new - (1 - rho**2) * share) / 2
    ahead = half + np.sqrt(half**2 + new * share)  # of `a`, once the days before are known
    unit = ahead + share
    likely = -(((rho - USUAL[0]) / USUAL[1]) ** 2) / 2 - SELDOM * share
    return Noises(rho, (1 - share) / unit, share / unit, likely - np.log(np.exp(likely).mean()))


NOISES: Final = _noises()


def made_independent(days: Days, columns: Array) -> tuple[Array, Array]:
    """Return the columns with days that hang together no more, for each kind of rest.

    Args:
        days: the number of each known day, rising; gaps are missing days.
        columns: one row for each day.

    Returns:
        The columns (kind of rest, day, column), and how likely each kind is by how much it had to
        stretch the days, as a logarithm.
    """
    rho, carried, fleeting = NOISES.rho, NOISES.carried, NOISES.fleeting
    made = np.empty((len(rho), *columns.shape))
    state, spread = np.zeros((len(rho), columns.shape[1])), carried
    log_size = NOISES.likely.copy()
    for t, gap in enumerate(np.diff(days, append=days[-1:] + 1)):
        off, variance = columns[t] - state, spread + fleeting
        made[:, t] = off / np.sqrt(variance)[:, None]
        log_size -= np.log(variance) / 2
        kept = np.sign(rho) ** int(gap) * np.abs(rho) ** int(gap)
        state = kept[:, None] * (state + (spread / variance)[:, None] * off)
        spread = kept**2 * (spread * fleeting / variance) + carried * (1 - kept**2)
    return made, log_size
