"""What many people said, side by side: one row a finding, one column a person."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from lumbago.answers import Region, Setting, Sex

Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int8]
Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

REGIONS = tuple(Region)
SEXES = (None, *Sex)
SETTINGS = tuple(Setting)

YES, NO, UNKNOWN = 1, -1, 0


@dataclass(frozen=True, slots=True)
class Columns:
    """N people. Unknown is 0 in `said`, and NaN among the numbers: never "no".

    Attributes:
        region: (N,) place in `REGIONS`.
        sex: (N,) place in `SEXES`.
        setting: (N,) place in `SETTINGS`.
        numbers: age, and every finding that is a number, each (N,).
        said: (F, N) 1 for yes, -1 for no.
        row: finding id → row of `said`.
    """

    region: Codes
    sex: Codes
    setting: Codes
    numbers: Mapping[str, Numbers]
    said: Codes
    row: Mapping[str, int]

    @property
    def count(self) -> int:
        """How many people there are."""
        return len(self.region)

    def take(self, people: Indices | Bools) -> "Columns":
        """Return some of the people."""
        return replace(
            self,
            region=self.region[people],
            sex=self.sex[people],
            setting=self.setting[people],
            numbers={id: column[people] for id, column in self.numbers.items()},
            said=np.ascontiguousarray(self.said[:, people]),
        )

    def words(self, name: str) -> npt.NDArray[np.str_] | None:
        """Return a column of words, "" where unknown; None when the name is not one of words."""
        if name == "region":
            return np.array([region.value for region in REGIONS])[self.region]
        if name == "sex":
            return np.array(["" if sex is None else sex.value for sex in SEXES])[self.sex]
        return None
