"""How the answers of many people enter the network of their region: evidence, and odds."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lumbago.answers import Person, Region
from lumbago.batch.columns import (
    NO,
    REGIONS,
    SETTINGS,
    SEXES,
    UNKNOWN,
    YES,
    Bools,
    Codes,
    Columns,
    Indices,
    Numbers,
)
from lumbago.knowledge import KnowledgeBase
from lumbago.network.model import (
    AGE_BANDS,
    HIGHEST_PRIOR,
    Evidence,
    Stratum,
    risk_ratio,
    stratum,
)

UNKNOWN_BAND = len(AGE_BANDS) + 1
"""The age band of a person whose age is not known."""

_IN_BAND = (0.0, *map(float, AGE_BANDS), None)


@dataclass(frozen=True, slots=True, eq=False)
class Factors:
    """What multiplies the odds of a region's conditions, as tables.

    Attributes:
        network: the region's network.
        by_age: (bands + 1, J); the last row is for an unknown age, as in all that follows.
        by_sex: (sexes, J).
        by_setting: (settings, J).
        risks: one (row of `Columns.said`, condition, (bands + 1, 2) factors for no and yes)
            for each arrow from a risk factor, in the order in which they multiply.
        lowering: (row of `Columns.said`, condition, factor on a yes).
    """

    network: Stratum
    by_age: Numbers
    by_sex: Numbers
    by_setting: Numbers
    risks: tuple[tuple[int, int, Numbers], ...]
    lowering: tuple[tuple[int, int, float], ...]


@dataclass(frozen=True, slots=True)
class Entered:
    """What N people of one region told the network.

    Attributes:
        said: (N, F) 1 for yes, -1 for no, over the findings of the network.
        weaker: (N, W) whose general finding is there without the specific one of the pair.
        odds: (N, J) prior odds, risk factors included.
        factors: (R, N) 1 or -1 for each of `Factors.risks` that was answered.
        band: (N,) age band.
    """

    said: Codes
    weaker: Bools
    odds: Numbers
    factors: Codes
    band: Indices

    def of_person(self, network: Stratum, n: int) -> Evidence:
        """Return one person's evidence as the line has it; risk factors are in the odds."""
        return Evidence(
            positive=tuple(map(int, np.flatnonzero(self.said[n] == YES))),
            negative=tuple(map(int, np.flatnonzero(self.said[n] == NO))),
            weaker=tuple(network.nested[w] for w in np.flatnonzero(self.weaker[n])),
            risks={},
            person=Person(region=network.region),
        )


def factors_of(kb: KnowledgeBase, region: Region, row: Mapping[str, int]) -> Factors:
    """Lay out the tables of a region."""
    network = stratum(kb, region)
    same = np.ones(len(network.conditions))
    risks = []
    for id, rows in network.risk_rows.items():
        for r in rows:
            table = [
                [
                    float(risk_ratio(kb, network.numbers, r, id, yes, age)[0])
                    for yes in (False, True)
                ]
                for age in _IN_BAND
            ]
            risks.append((row[id], network.risks[r][0], np.array(table)))
    return Factors(
        network=network,
        by_age=np.stack([*network.by_age.T, same]),
        by_sex=np.stack([same if s is None else network.by_sex[s.value] for s in SEXES]),
        by_setting=np.stack([network.by_setting.get(s.value, same) for s in SETTINGS]),
        risks=tuple(risks),
        lowering=tuple(
            (row[id], j, factor) for id, pairs in network.lowering.items() for j, factor in pairs
        ),
    )


def enter(factors: Factors, people: Columns, evidence: Codes) -> Entered:
    """Sort the answers of people of one region into what the network takes in.

    Args:
        factors: of the region.
        people: only people of the region.
        evidence: (F, N) the answers that tell something, of these people.
    """
    network = factors.network
    said = evidence[[people.row[id] for id in network.findings]]
    weaker = np.zeros((len(network.nested), people.count), dtype=bool)
    for w, (general, specific) in enumerate(network.nested):
        g, s = said[general], said[specific]
        is_specific = s == YES
        is_neither = ~is_specific & (g == NO)
        g[is_specific] = UNKNOWN
        s[is_neither] = UNKNOWN
        weaker[w] = (g == YES) & (s == NO)
    for first, second in network.exclusive:
        a, b = said[first], said[second]
        drops_second = (a == YES) | ((a == NO) & (b != YES))
        drops_first = (a == NO) & (b == YES)
        b[drops_second & (b == NO)] = UNKNOWN
        a[drops_first] = UNKNOWN
    age = people.numbers["age_years"]
    band = np.searchsorted(AGE_BANDS, age, side="right")  # NaN sorts after every number
    band[np.isnan(age)] = UNKNOWN_BAND
    return Entered(
        said=np.ascontiguousarray(said.T),
        weaker=np.ascontiguousarray(weaker.T),
        odds=_odds(factors, people, evidence, band),
        factors=evidence[[row for row, *_ in factors.risks]],
        band=band,
    )


def prior_odds(factors: Factors, band: Indices, sex: Codes, setting: Codes) -> Numbers:
    """Return odds (J, N) from age, sex and setting alone, without an upper end."""
    prior = factors.network.numbers.prior[:, [0]]
    odds = prior / (1.0 - prior) * factors.by_age[band].T
    return np.asarray(odds * factors.by_sex[sex].T * factors.by_setting[setting].T)


def _odds(factors: Factors, people: Columns, evidence: Codes, band: Indices) -> Numbers:
    odds = prior_odds(factors, band, people.sex, people.setting)
    for row, j, table in factors.risks:
        told = np.flatnonzero(evidence[row])
        if len(told):
            odds[j, told] *= table[band[told], (evidence[row, told] == YES).astype(np.int64)]
    for row, j, factor in factors.lowering:
        odds[j, evidence[row] == YES] *= factor
    return np.ascontiguousarray(np.minimum(odds, HIGHEST_PRIOR / (1.0 - HIGHEST_PRIOR)).T)


def regions_of(people: Columns) -> list[tuple[Region, Indices]]:
    """Return which people are of which region; regions without anybody are left out."""
    found = [(region, np.flatnonzero(people.region == r)) for r, region in enumerate(REGIONS)]
    return [(region, who) for region, who in found if len(who)]
