"""Draw invented people from the network: what is wrong with them, and all their answers.

Used by the benchmarks alone. Two kinds of background:

- independent: every complaint without a cause is drawn for itself, as the network has it;
- correlated: the same rates, but complaints go together in people. Each person has a factor z
  (standard normal), and a complaint with background rate r is there with probability
  Φ((Φ⁻¹(r) + a z) / √(1 - a²)), which is r over all people. Most then have no odd sign and a
  few have many, as real people do (evidence notes, sections 8 and 11).

What goes together are complaints: bladder, chest, belly, head, balance, weakness, numbness,
mood, sleep, fever, other places that hurt. How the pain began, what makes it worse and what a
person has had or takes stay independent.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import erf, sqrt
from statistics import NormalDist

import numpy as np

from lumbago.answers import Answer, Answers, Person, Region, Sex
from lumbago.facts import know
from lumbago.knowledge import KnowledgeBase
from lumbago.network.elimination import Array
from lumbago.network.model import Evidence, Stratum, odds, stratum
from lumbago.rules import truth

AGE_MIX = ((18, 30, 0.15), (30, 50, 0.35), (50, 65, 0.28), (65, 91, 0.22))
FEMALE = 0.55

TOGETHER = 0.6
"""a: how strongly a complaint hangs on the person. Two complaints then correlate by 0.36 under
the surface. The 15 complaints of the PHQ-15 have an alpha of about 0.80 (Kroenke 2002,
recalled): a mean correlation of 0.21 between counted answers, which for yes and no at such rates
is some 0.3 to 0.4 under the surface. That danger signs hang together as the common complaints
do is our assumption."""

COMPLAINTS = frozenset({
    "abdomen", "bladder_bowel_sexual", "chest_breathing", "dizziness_brainstem",
    "function_sleep", "head_neck", "motor", "psychosocial", "region", "sensory", "skin",
    "systemic", "urinary",
})  # fmt: skip
"""Groups of findings that hang on the person; the others are history or the pain's own ways."""

ONLY_IN_RULES = 0.002
"""Rate of the findings that only rules know."""


@dataclass(frozen=True)
class Simulated:
    """One invented person: the conditions that are there, and every answer."""

    answers: Answers
    conditions: frozenset[str]


def people(
    kb: KnowledgeBase, region: Region, count: int, seed: int, *, correlated: bool
) -> Iterator[Simulated]:
    """Yield people of one region."""
    rng = np.random.default_rng(seed)
    network = stratum(kb, region)
    for _ in range(count):
        yield _person(kb, network, rng, correlated=correlated)


@dataclass(frozen=True, eq=False)
class Rates:
    """Background rates, and which of them hang on the person."""

    rate: Array
    hangs: Array
    quantile: Array

    @classmethod
    def of(cls, rate: Array, hangs: list[bool]) -> "Rates":
        """Prepare rates (F,) between 0 and 1."""
        normal = NormalDist()
        inside = np.clip(rate, 1e-9, 0.999)
        return cls(inside, np.array(hangs), np.array([normal.inv_cdf(float(r)) for r in inside]))

    def given(self, z: float | None) -> Array:
        """Return the rates in a person with this factor; without one, those of all people."""
        if z is None:
            return self.rate
        bent = (self.quantile + TOGETHER * z) / sqrt(1 - TOGETHER**2)
        share = np.array([0.5 * (1 + erf(x / sqrt(2))) for x in bent])
        return np.where(self.hangs, share, self.rate)


@dataclass(frozen=True, eq=False)
class Background:
    """What is there without a cause: findings and mechanisms of a region, and odd signs."""

    findings: Rates
    mechanisms: Rates
    odd: Rates


@lru_cache(maxsize=8)
def _background(kb: KnowledgeBase, region: Region) -> Background:
    network = stratum(kb, region)
    n = network.numbers
    hangs = [kb.findings[id].group in COMPLAINTS for id in network.findings]
    members = (n.member[:, :, 0] > 0).astype(float)
    mostly = members @ np.array(hangs, dtype=float) / members.sum(axis=1)
    return Background(
        findings=Rates.of(n.rest[:, 0], hangs),
        mechanisms=Rates.of(n.leak[:, 0], [bool(share > 0.5) for share in mostly]),
        odd=Rates.of(np.array([ONLY_IN_RULES]), [True]),
    )


def _person(
    kb: KnowledgeBase, network: Stratum, rng: np.random.Generator, *, correlated: bool
) -> Simulated:
    low, high, _ = AGE_MIX[rng.choice(4, p=[share for *_, share in AGE_MIX])]
    age = float(rng.integers(low, high))
    sex = Sex.FEMALE if rng.random() < FEMALE else Sex.MALE
    person = Person(region=network.region, age_years=age, sex=sex)
    z = rng.standard_normal() if correlated else None
    background = _background(kb, network.region)
    risks = {}
    for id in sorted({id for _, id in network.risks}):
        rate = kb.leaks[id].value
        if id in kb.settings.leaks_by_age:
            rate = kb.settings.leaks_by_age[id][sum(age >= a for a in (30, 50, 65))]
        risks[id] = bool(rng.random() < rate)
    if sex is Sex.MALE or age >= 56:
        risks["pregnancy_now"] = risks["postpartum_3m"] = False
    prior = odds(kb, network, network.numbers, Evidence((), (), (), risks, person))[:, 0]
    there = rng.random(len(prior)) < prior / (1 + prior)
    n = network.numbers
    leak, rest = background.mechanisms.given(z), background.findings.given(z)
    on = rng.random(len(leak)) < 1 - (1 - leak) * np.prod(1 - n.cause[there, :, 0], axis=0)
    silent = (1 - rest) * np.prod(1 - n.direct[there, :, 0], axis=0)
    silent = silent * np.prod(1 - n.member[on, :, 0], axis=0)
    found = rng.random(len(silent)) < 1 - silent
    given: dict[str, Answer] = dict(risks)
    given |= {id: bool(found[f]) for f, id in enumerate(network.findings)}
    others = [
        f.id
        for f in kb.findings.values()
        if f.is_yes_no and f.role not in {"gate", "stratum"} and f.id not in given
    ]
    odd = rng.random(len(others)) < background.odd.given(z)
    given |= {id: bool(there) for id, there in zip(others, odd, strict=True)}
    for general, specific in kb.settings.nested:
        given[general] = bool(given[general]) or bool(given[specific])
    for first, second in kb.settings.exclusive:
        given[second] = bool(given[second]) and not given[first]
    own = kb.settings.strata.get(network.region)
    given |= {id: id == own for id in kb.settings.strata.values()}
    given["duration_weeks"] = _weeks(given, rng)
    given["pain_severity"] = float(
        rng.integers(7, 11) if given["pain_severe"] else rng.integers(1, 7)
    )
    given["both_legs_long_stable"] = bool(given["bilateral_leg_symptoms"]) and bool(
        given["duration_over_12w"] and rng.random() < 0.5
    )
    known = {id: a for id, a in given.items() if kb.findings[id].asked_of == "patient"}
    answers = Answers(person, known)
    return Simulated(
        answers=only_what_applies(kb, answers),
        conditions=frozenset(
            id for id, is_on in zip(network.conditions, there, strict=True) if is_on
        ),
    )


def only_what_applies(kb: KnowledgeBase, answers: Answers) -> Answers:
    """Leave out what nobody would ask this person.

    That is a question whose condition is not met, and one whose answer follows from others: a
    drawn answer must not gainsay the person's own age or number of weeks.
    """
    while True:
        facts = {**know(kb, answers).facts}
        derived = {
            f.id: truth(f.derived_from, facts)
            for f in kb.findings.values()
            if f.derived_from is not None
        }
        drop = {
            id
            for id in answers.given
            if truth(kb.findings[id].applies_when, facts) is False
            or derived.get(id) not in (None, answers.given[id])
        }
        if not drop:
            return answers
        answers = Answers(answers.person, {i: a for i, a in answers.given.items() if i not in drop})


def _weeks(given: dict[str, Answer], rng: np.random.Generator) -> float:
    if given["duration_over_12w"]:
        return float(rng.integers(13, 150))
    if given["duration_over_4w"]:
        return float(rng.integers(5, 12))
    return float(rng.integers(1, 28)) / 7.0
