"""Draw invented people from the network: what is wrong with them, and all their answers.

Used by the benchmarks alone. Two kinds of background noise:

- independent: every finding without a cause is drawn for itself, as the network has it;
- correlated: the same rates on average, but one person in five carries most of them. Real
  people who report one odd sign report several; independent draws spread them over everybody
  and so raise too many single alarms (evidence notes, sections 8 and 11).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lumbago.answers import Answer, Answers, Person, Region, Sex
from lumbago.facts import know
from lumbago.knowledge import KnowledgeBase
from lumbago.network.model import Evidence, Stratum, odds, stratum

AGE_MIX = ((18, 30, 0.15), (30, 50, 0.35), (50, 65, 0.28), (65, 91, 0.22))
FEMALE = 0.55
NOISY = 0.2
NOISE = 3.4
"""One in five carries 3.4 times the background rate, the others 0.4 times: mean 1."""

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


def _person(
    kb: KnowledgeBase, network: Stratum, rng: np.random.Generator, *, correlated: bool
) -> Simulated:
    low, high, _ = AGE_MIX[rng.choice(4, p=[share for *_, share in AGE_MIX])]
    age = float(rng.integers(low, high))
    sex = Sex.FEMALE if rng.random() < FEMALE else Sex.MALE
    person = Person(region=network.region, age_years=age, sex=sex)
    noise = (
        (NOISE if rng.random() < NOISY else (1 - NOISY * NOISE) / (1 - NOISY))
        if correlated
        else 1.0
    )
    risks = {}
    for id in sorted({id for _, id in network.risks}):
        leak = kb.leaks[id].value
        if id in kb.settings.leaks_by_age:
            leak = kb.settings.leaks_by_age[id][sum(age >= a for a in (30, 50, 65))]
        risks[id] = bool(rng.random() < leak)
    if sex is Sex.MALE or age >= 56:
        risks["pregnancy_now"] = risks["postpartum_3m"] = False
    prior = odds(kb, network, network.numbers, Evidence((), (), (), risks, person))[:, 0]
    there = rng.random(len(prior)) < prior / (1 + prior)
    n = network.numbers
    on = rng.random(len(network.mechanisms)) < 1 - (1 - n.leak[:, 0]) * np.prod(
        1 - n.cause[there, :, 0], axis=0
    )
    background = 1 - (1 - np.minimum(n.rest[:, 0], 0.999)) ** noise
    silent = (1 - background) * np.prod(1 - n.direct[there, :, 0], axis=0)
    silent = silent * np.prod(1 - n.member[on, :, 0], axis=0)
    found = rng.random(len(silent)) < 1 - silent
    given: dict[str, Answer] = dict(risks)
    given |= {id: bool(found[f]) for f, id in enumerate(network.findings)}
    given |= {
        f.id: bool(rng.random() < ONLY_IN_RULES)
        for f in kb.findings.values()
        if f.is_yes_no and f.role not in {"gate", "stratum"} and f.id not in given
    }
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
    """Leave out what nobody would ask this person: a question whose condition is not met."""
    while True:
        facts = {**know(kb, answers).facts}
        from lumbago.rules import truth

        drop = [id for id in answers.given if truth(kb.findings[id].applies_when, facts) is False]
        if not drop:
            return answers
        answers = Answers(answers.person, {i: a for i, a in answers.given.items() if i not in drop})


def _weeks(given: dict[str, Answer], rng: np.random.Generator) -> float:
    if given["duration_over_12w"]:
        return float(rng.integers(13, 150))
    if given["duration_over_4w"]:
        return float(rng.integers(5, 12))
    return float(rng.integers(1, 28)) / 7.0
