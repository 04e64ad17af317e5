"""When a danger is probable enough to act, whatever else might explain the answers.

The posterior shares the evidence out between rivals: a good rival lowers a danger, and one
more bad sign can lower it too, when it fits the rival better. For ranking causes that is
right. For urgency it is not: more bad news must never calm. So a danger's *alarm* compares
it with everybody who does not have it, rivals at the rate at which they are met:

    odds = prior odds × Π P(answer | danger) / P(answer | not the danger)

- A "yes" can only raise it: signs that the danger does not cause leave it as it is.
- Signs of one mechanism together count no more than the mechanism itself would.
- No single ratio counts more than 30 (evidence notes, section 7).
- Answers that would lower a danger when they are there are left out.

What is no danger and yet not for us to plan for (a slow nerve disease, a womb) is weighed in the
same way: where it is probable enough, a clinician should look in the next weeks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lumbago.answers import Answers, Person
from lumbago.facts import know
from lumbago.knowledge import KnowledgeBase, Role, Urgency
from lumbago.network.elimination import Array
from lumbago.network.model import (
    GREATEST_RATIO,
    Evidence,
    Stratum,
    enter,
    odds,
    risk_ratio,
    stratum,
)

ELSEWHERE = 0.3
"""From this alarm on a cause that is not for us asks for a visit in the next weeks: our estimate.

In simulated people it sends 1 of 200 more to a visit than only those whose leading cause it is.
"""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One danger's alarm: a probability, and how far the answers lifted its odds."""

    p: float
    lift: float


@dataclass(frozen=True, slots=True, eq=False)
class Ratios:
    """Where the alarms stand, and how far one more "yes" would lift each.

    Attributes:
        conditions: ids of the dangers, or of what is not for us, in the order of the rows.
        urgency: (D,) the urgency of each.
        log_odds: (D,) its alarm as log-odds.
        lift: (D,) how much of that the answers added to age, sex and setting.
        yes: (D, F) what a "yes" to each finding or risk factor adds, caps apart.
        no: (D, F) what a "no" takes away (never above 0).
        column: id → column of `yes` and `no`.
    """

    conditions: tuple[str, ...]
    urgency: Array
    log_odds: Array
    lift: Array
    yes: Array
    no: Array
    column: Mapping[str, int]


def alarms(kb: KnowledgeBase, answers: Answers) -> Mapping[str, Alarm]:
    """Return the alarm of every danger of the region; only bad news raises it."""
    found = ratios(kb, answers)
    p = 1.0 / (1.0 + np.exp(-np.clip(found.log_odds, -700.0, 700.0)))
    lift = np.exp(np.clip(found.lift, -700.0, 700.0))
    return {id: Alarm(float(p[d]), float(lift[d])) for d, id in enumerate(found.conditions)}


def asked_for(kb: KnowledgeBase, condition: str, alarm: Alarm) -> Urgency:
    """Return the action that a danger's alarm asks for.

    Age alone is no sign: without answers that lift the odds, nothing is asked for.
    """
    if alarm.lift < kb.settings.least_lift:
        return Urgency.SELF_CARE
    urgency = kb.conditions[condition].urgency
    return max(
        (
            t.action
            for t in kb.settings.action_thresholds
            if t.condition_urgency is urgency and alarm.p >= t.at_least
        ),
        default=Urgency.SELF_CARE,
    )


def asked_by_all(kb: KnowledgeBase, answers: Answers, alarm: Mapping[str, Alarm]) -> Urgency:
    """Return what the alarms of the dangers ask for, and what is not for us to plan for."""
    least = Urgency.ROUTINE if points_elsewhere(kb, answers) else Urgency.SELF_CARE
    return max((least, *(asked_for(kb, id, a) for id, a in alarm.items())))


def points_elsewhere(kb: KnowledgeBase, answers: Answers) -> bool:
    """Whether the answers point to something that is not for us to plan for.

    Like an alarm it can only be raised by bad news: no further sign of danger takes it back.
    """
    found = elsewhere(kb, answers)
    is_sign = found.lift >= np.log(kb.settings.least_lift)
    return bool((is_sign & (found.log_odds >= np.log(ELSEWHERE / (1.0 - ELSEWHERE)))).any())


def elsewhere_rows(kb: KnowledgeBase, network: Stratum) -> list[int]:
    """Return the places of the ordinary causes that are not for us to plan for."""
    found = [kb.conditions[id] for id in network.conditions]
    return [
        j
        for j, c in enumerate(found)
        if c.programme == "refer_only" and not c.is_danger and c.role is not Role.MODIFIER
    ]


@lru_cache(maxsize=64)
def _all_odds(kb: KnowledgeBase, answers: Answers) -> tuple[Stratum, Array, Array]:
    """Return for every condition of the region its alarm as log-odds, and the answers' part."""
    network = stratum(kb, answers.person.region)
    evidence = enter(network, know(kb, answers), answers.person)
    base = _background(kb, network, answers.person)
    risks = _risk_ratios(kb, network, answers.person.age_years)
    lift = _risks(network, risks, evidence) + _signs(network, base, evidence)
    return network, np.log(np.maximum(base.prior_odds, 1e-300)) + lift, lift


@lru_cache(maxsize=64)
def ratios(kb: KnowledgeBase, answers: Answers) -> Ratios:
    """Work out the alarm of every danger of the region."""
    network = stratum(kb, answers.person.region)
    rows = [j for j, id in enumerate(network.conditions) if kb.conditions[id].is_danger]
    return _ratios(kb, answers, rows)


@lru_cache(maxsize=64)
def elsewhere(kb: KnowledgeBase, answers: Answers) -> Ratios:
    """Work out the same for the ordinary causes that are not for us to plan for."""
    return _ratios(kb, answers, elsewhere_rows(kb, stratum(kb, answers.person.region)))


def _ratios(kb: KnowledgeBase, answers: Answers, rows: Sequence[int]) -> Ratios:
    network, log_odds, lift = _all_odds(kb, answers)
    base = _background(kb, network, answers.person)
    risks = _risk_ratios(kb, network, answers.person.age_years)
    conditions = tuple(network.conditions[j] for j in rows)
    return Ratios(
        conditions=conditions,
        urgency=np.array([float(kb.conditions[id].urgency) for id in conditions]),
        log_odds=log_odds[rows],
        lift=lift[rows],
        yes=np.concatenate([base.yes[rows], risks.yes[rows]], axis=1),
        no=np.concatenate([base.no[rows], risks.no[rows]], axis=1),
        column=_columns(network),
    )


@lru_cache(maxsize=8)
def _columns(network: Stratum) -> Mapping[str, int]:
    """Place of each finding, and behind them of each risk factor."""
    factors = {id: len(network.findings) + r for r, id in enumerate(network.risk_rows)}
    return {**network.index, **factors}


class _Background:
    """What is met in people of this age and sex without the danger: rates of every finding.

    Attributes:
        prior_odds: (J,) before risk factors.
        yes: (J, F) log ratio of a "yes", never below 0.
        no: (J, F) log ratio of a "no", never above 0.
        cap: (J, M) the most that signs of a mechanism may add together.
        carrier: (M, F) which mechanism carries which finding.
    """

    def __init__(self, kb: KnowledgeBase, network: Stratum, person: Person) -> None:
        numbers = network.numbers
        nobody = Evidence((), (), (), {}, person)
        self.prior_odds = odds(kb, network, numbers, nobody)[:, 0]
        prior = self.prior_odds / (1.0 + self.prior_odds)
        direct, cause = numbers.direct[:, :, 0], numbers.cause[:, :, 0]
        member, leak = numbers.member[:, :, 0], numbers.leak[:, 0]
        quiet_m = _all_but_one(1.0 - prior[:, None] * cause) * (1.0 - leak)
        on_without = 1.0 - quiet_m  # (J, M) P(mechanism | not j)
        on_with = 1.0 - quiet_m * (1.0 - cause)
        quiet_f = _all_but_one(1.0 - prior[:, None] * direct) * (1.0 - numbers.rest[:, 0])
        without = 1.0 - quiet_f * _through(on_without, member)
        with_it = 1.0 - quiet_f * (1.0 - direct) * _through(on_with, member)
        highest = np.log(GREATEST_RATIO)
        self.yes = np.clip(np.log(with_it / without), 0.0, highest)
        for general, specific in network.nested:  # the specific "yes" says the general one too
            self.yes[:, specific] = np.maximum(self.yes[:, specific], self.yes[:, general])
        self.no = np.minimum(np.log((1.0 - with_it) / (1.0 - without)), 0.0)
        self.cap = np.log(np.maximum(on_with / on_without, 1.0))
        self.carrier = (member > 0).astype(float)
        for array in (self.prior_odds, self.yes, self.no, self.cap):
            array.setflags(write=False)


@lru_cache(maxsize=64)
def _background(kb: KnowledgeBase, network: Stratum, person: Person) -> _Background:
    return _Background(kb, network, person)


def _signs(network: Stratum, base: _Background, evidence: Evidence) -> Array:
    """Log ratio of all findings (J,), those of one mechanism capped together."""
    yes = np.zeros(len(network.findings))
    yes[list(evidence.positive)] = 1.0
    no = np.zeros_like(yes)
    no[list(evidence.negative)] = 1.0
    in_one = base.carrier * (base.carrier.sum(axis=0) == 1)
    alone = base.yes @ (yes * (in_one.sum(axis=0) == 0))
    together = base.yes @ (in_one * yes).T  # (J, M)
    strongest = np.stack(
        [(base.yes * (row * yes)).max(axis=1, initial=0.0) for row in in_one], axis=1
    )
    capped = np.minimum(together, np.maximum(base.cap, strongest))
    return np.asarray(alone + capped.sum(axis=1) + base.no @ no)


@dataclass(frozen=True, slots=True, eq=False)
class _RiskRatios:
    """Log ratio (J, R) of each risk factor's "yes", never below 0, and "no", never above."""

    yes: Array
    no: Array


@lru_cache(maxsize=64)
def _risk_ratios(kb: KnowledgeBase, network: Stratum, age_years: float | None) -> _RiskRatios:
    yes = np.zeros((len(network.conditions), len(network.risk_rows)))
    no = np.zeros_like(yes)
    for column, (id, rows) in enumerate(network.risk_rows.items()):
        for r in rows:
            j = network.risks[r][0]
            there, not_there = (
                float(np.log(risk_ratio(kb, network.numbers, r, id, answer, age_years)[0]))
                for answer in (True, False)
            )
            yes[j, column], no[j, column] = max(there, 0.0), min(not_there, 0.0)
    yes.setflags(write=False)
    no.setflags(write=False)
    return _RiskRatios(yes, no)


def _risks(network: Stratum, risks: _RiskRatios, evidence: Evidence) -> Array:
    """Log ratio of the risk factors (J,): a "yes" never lowers, a "no" never raises."""
    given = [evidence.risks.get(id) for id in network.risk_rows]
    yes = np.array([answer is True for answer in given], dtype=float)
    no = np.array([answer is False for answer in given], dtype=float)
    return np.asarray(risks.yes @ yes + risks.no @ no)


def _all_but_one(factors: Array) -> Array:
    """For each row, the product over all other rows."""
    whole = np.log(factors).sum(axis=0)
    return np.asarray(np.exp(whole - np.log(factors)))


def _through(on: Array, member: Array) -> Array:
    """(J, F) chance that no mechanism switches the finding on."""
    return np.prod(1.0 - on[:, :, None] * member[None, :, :], axis=1)
