"""The alarms of `lumbago.network.alarm`, for many people at a time."""

from dataclasses import dataclass, field

import numpy as np

from lumbago.answers import Person
from lumbago.batch.columns import (
    NO,
    SETTINGS,
    SEXES,
    UNKNOWN,
    YES,
    Codes,
    Columns,
    Indices,
    Numbers,
)
from lumbago.batch.evidence import Entered, Factors
from lumbago.knowledge import KnowledgeBase
from lumbago.network.alarm import _Background, elsewhere_rows
from lumbago.network.model import AGE_BANDS

_AGES = (0.0, *map(float, AGE_BANDS), None)


@dataclass(frozen=True, slots=True, eq=False)
class Met:
    """What is met in people of one age band, sex and setting: D dangers, F findings, M mechanisms.

    Attributes:
        log_odds: (D,) of each danger before any answer.
        yes: (F, D) what a "yes" adds.
        no: (F, D) what a "no" adds, never above 0.
        cap: (M, D) the most that signs of one mechanism add together.
    """

    log_odds: Numbers
    yes: Numbers
    no: Numbers
    cap: Numbers


@dataclass(slots=True, eq=False)
class Dangers:
    """Conditions that raise an alarm in a region, and what is met where, worked out when needed.

    Attributes:
        rows: (D,) place of each of them among the conditions of the network.
        carrier: (F,) the only mechanism that carries a finding; -1 for none or several.
        risks: for each of `Factors.risks`, the danger's place or -1.
        log_ratio: (R, bands + 1, 2) what a "no" and a "yes" to it adds.
    """

    kb: KnowledgeBase
    factors: Factors
    rows: Indices
    carrier: Indices
    risks: tuple[int, ...]
    log_ratio: Numbers
    _met: dict[tuple[int, int, int], Met] = field(default_factory=dict)

    def met(self, band: int, sex: int, setting: int) -> Met:
        """Return what is met in such people."""
        key = (band, sex, setting)
        if key not in self._met:
            network = self.factors.network
            person = Person(
                region=network.region,
                age_years=_AGES[band],
                sex=SEXES[sex],
                setting=SETTINGS[setting],
            )
            base = _Background(self.kb, network, person)
            self._met[key] = Met(
                log_odds=np.log(np.maximum(base.prior_odds, 1e-300))[self.rows],
                yes=base.yes[self.rows].T.copy(),
                no=base.no[self.rows].T.copy(),
                cap=base.cap[self.rows].T.copy(),
            )
        return self._met[key]


def dangers_of(kb: KnowledgeBase, factors: Factors) -> Dangers:
    """Lay out the dangers of a region, and after them what is not for us to plan for."""
    network = factors.network
    rows = [j for j, id in enumerate(network.conditions) if kb.conditions[id].is_danger]
    rows += elsewhere_rows(kb, network)
    carries = network.numbers.member[:, :, 0] > 0
    log_ratio = np.log(np.array([table for *_, table in factors.risks]).reshape(-1, len(_AGES), 2))
    log_ratio[..., 0] = np.minimum(log_ratio[..., 0], 0.0)  # a "no" never raises,
    log_ratio[..., 1] = np.maximum(log_ratio[..., 1], 0.0)  # a "yes" never lowers
    return Dangers(
        kb=kb,
        factors=factors,
        rows=np.array(rows, dtype=np.int64),
        carrier=np.where(carries.sum(axis=0) == 1, carries.argmax(axis=0), -1),
        risks=tuple(rows.index(j) if j in rows else -1 for _, j, _ in factors.risks),
        log_ratio=log_ratio,
    )


def alarms(dangers: Dangers, people: Columns, entered: Entered) -> tuple[Numbers, Numbers]:
    """Return each danger's alarm and how far the answers lifted its odds, both (N, D)."""
    log_odds, lift = np.zeros((2, people.count, len(dangers.rows)))
    alike = (entered.band * len(SEXES) + people.sex) * len(SETTINGS) + people.setting
    for kind in np.unique(alike):
        who = np.flatnonzero(alike == kind)
        first = who[0]
        met = dangers.met(
            int(entered.band[first]), int(people.sex[first]), int(people.setting[first])
        )
        log_odds[who] = met.log_odds
        lift[who] = _signs(dangers, met, entered.said[who])
    risks = _risks(dangers, entered)
    lift = risks + lift
    log_odds += lift
    p = 1.0 / (1.0 + np.exp(-np.clip(log_odds, -700.0, 700.0)))
    return p, np.exp(np.clip(lift, -700.0, 700.0))


def _signs(dangers: Dangers, met: Met, said: Codes) -> Numbers:
    """Add up what all findings say (N, D), those of one mechanism capped together."""
    no = said == NO
    who, found = np.nonzero(said == YES)
    carrier = dangers.carrier[found]
    alone = carrier < 0
    total = _sums(met.yes[found[alone]], who[alone], len(said))
    who, found, carrier = who[~alone], found[~alone], carrier[~alone]
    if len(who):
        order = np.lexsort((found, carrier, who))
        who, found, carrier = who[order], found[order], carrier[order]
        starts = np.flatnonzero(
            (np.diff(who, prepend=-1) > 0) | (np.diff(carrier, prepend=-1) != 0)
        )
        ratios = met.yes[found]
        together = np.add.reduceat(ratios, starts, axis=0)
        strongest = np.maximum.reduceat(ratios, starts, axis=0)
        capped = np.minimum(together, np.maximum(met.cap[carrier[starts]], strongest))
        total += _sums(capped, who[starts], len(said))
    who, found = np.nonzero(no)
    return total + _sums(met.no[found], who, len(said))


def _sums(values: Numbers, owner: Indices, count: int) -> Numbers:
    """Add up the rows of each owner; `owner` is in ascending order."""
    total = np.zeros((count, values.shape[1]))
    if len(owner):
        starts = np.flatnonzero(np.diff(owner, prepend=-1))
        total[owner[starts]] = np.add.reduceat(values, starts, axis=0)
    return total


def _risks(dangers: Dangers, entered: Entered) -> Numbers:
    """Add up what risk factors say (N, D)."""
    total = np.zeros((len(dangers.rows), len(entered.band)))
    for r, d in enumerate(dangers.risks):
        answers = entered.factors[r]
        if d >= 0 and answers.any():
            told = np.flatnonzero(answers != UNKNOWN)
            is_yes = (answers[told] == YES).astype(np.int64)
            total[d, told] += dangers.log_ratio[r, entered.band[told], is_yes]
    return total.T
