"""How sure the numbers are: many versions of the network, each within the published ranges.

Every number is drawn from its own range by a Latin hypercube: its range is cut into slices
of equal chance, each version takes one slice, and the order of the slices is shuffled by a
hash of the number's name. So there is no chance in it: the same knowledge gives the same
versions on every machine, and one changed number moves no other.
"""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import shake_128
from statistics import NormalDist

import numpy as np

from lumbago.answers import Region
from lumbago.knowledge import KnowledgeBase
from lumbago.network.elimination import Array
from lumbago.network.model import Parameters, build_parameters, stratum
from lumbago.sources import Figure

VERSIONS = 63
"""How many versions of the network are drawn."""

CENTRAL = (0.1, 0.9)
"""What is shown: the range in which 8 of 10 versions agree."""

WIDER_ONLINE = 1.2
"""Answers given without a clinician are noisier: ranges are this much wider on the log-odds
scale (evidence notes, section 5)."""

_Z90 = NormalDist().inv_cdf(0.95)
"""low and high of a figure are read as its central 90 % range."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Draw a figure's variants from its range, `wider` times as wide on the log-odds scale."""

    count: int = VERSIONS
    wider: float = 1.0

    def __call__(self, name: str, figure: Figure) -> Array:
        """Return the figure's variants, shape (count,); their median is its point."""
        z = _slices(self.count)[_shuffled(name, self.count)] * self.wider / _Z90
        point, low, high = (_logit(x) for x in (figure.value, figure.low, figure.high))
        drawn = point + np.where(z < 0, z * (point - low), z * (high - point))
        return 1.0 / (1.0 + np.exp(-drawn))


@lru_cache(maxsize=16)
def versions(kb: KnowledgeBase, region: Region, wider: float = 1.0) -> Parameters:
    """Return the versions of one region's network."""
    s = stratum(kb, region)
    return build_parameters(kb, region, s.conditions, s.findings, s.nested, Spread(wider=wider))


@lru_cache(maxsize=4)
def _slices(count: int) -> Array:
    """Middle of each slice of equal chance, as a standard normal deviate."""
    normal = NormalDist()
    return np.array([normal.inv_cdf((i + 0.5) / count) for i in range(count)])


def _shuffled(name: str, count: int) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    digest = shake_128(name.encode()).digest(4 * count)
    return np.argsort(np.frombuffer(digest, dtype=">u4"), kind="stable")


def _logit(p: float) -> float:
    p = min(max(p, 1e-9), 1.0 - 1e-9)
    return float(np.log(p / (1.0 - p)))
