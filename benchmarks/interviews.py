"""Simulated people go through the interview: how long, how right, how loud.

    python benchmarks/interviews.py [people a region]

Each person is drawn from the network with all answers (`simulate`), then interviewed: the
questions asked are answered from those. What the interview finds is held against what the
full questionnaire finds.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np
from simulate import Simulated, people

from lumbago.answers import Answers, Region
from lumbago.assessment import urgency_of
from lumbago.interview import Card, answer_card, answer_places, asked, next_step, places
from lumbago.knowledge import KnowledgeBase, Urgency
from lumbago.loading import shipped
from lumbago.network import points


@dataclass(frozen=True)
class Outcome:
    """One interview beside the full questionnaire of the same person."""

    region: str
    is_harmless: bool
    has_emergency: bool
    questions: int
    cards: int
    urgency: int
    full_urgency: int
    stated: float
    was_right: bool
    first_three: bool


def interview(kb: KnowledgeBase, person: Simulated) -> tuple[Answers, int]:
    """Answer every step from what is true of the person; return the answers and the cards."""
    truth = person.answers.given
    ticked = {id: True for id in places() if truth.get(id) is True}
    answers = answer_places(kb, person.answers.person, ticked)
    if "pregnancy_now" in truth:
        answers = answers.with_answer("pregnancy_now", truth["pregnancy_now"])
    cards = 0
    while step := next_step(kb, answers):
        if isinstance(step, Card):
            cards += 1
            lines = {}
            for id in step.findings:
                opens = kb.findings[id].opens
                signs = opens or (id,)
                lines[id] = any(truth.get(s) is True for s in signs)
            answers = answer_card(kb, answers, step, lines)
        else:
            answers = answers.with_answer(step.finding.id, truth.get(step.finding.id, False))
    return answers, cards


def run(region: Region, count: int, seed: int, correlated: bool) -> list[Outcome]:
    """Interview people of one region."""
    kb = shipped()
    found = []
    for person in people(kb, region, count, seed, correlated=correlated):
        answers, cards = interview(kb, person)
        there = [kb.conditions[id] for id in person.conditions]
        listed = {c.id for c in there if c.role != "comorbid_modifier"}
        shares = points(kb, answers)
        groups = {m: g.id for g in kb.groups.values() if region in g.regions for m in g.members}
        scores = dict(shares.groups)
        scores |= {
            id: p
            for id, p in shares.conditions.items()
            if id not in groups and kb.conditions[id].role != "comorbid_modifier"
        }
        gold = {groups.get(id, id) for id in listed}
        if not listed:
            unexplained = kb.settings.unexplained[region]
            gold = {groups.get(unexplained, unexplained)}
        ranked = sorted(scores, key=lambda id: -scores[id])
        found.append(
            Outcome(
                region=region.value,
                is_harmless=not any(c.is_danger for c in there),
                has_emergency=any(c.urgency is Urgency.NOW for c in there),
                questions=asked(kb, answers) + 0,
                cards=cards,
                urgency=int(urgency_of(kb, answers)),
                full_urgency=int(urgency_of(kb, person.answers)),
                stated=scores[ranked[0]],
                was_right=ranked[0] in gold,
                first_three=bool(gold & set(ranked[:3])),
            )
        )
    return found


def report(found: Sequence[Outcome], title: str) -> None:
    """Print one table."""
    q = np.array([o.questions for o in found])
    agree = np.mean([o.urgency == o.full_urgency for o in found])
    lower = [o for o in found if o.urgency < o.full_urgency]
    grave = sum(o.full_urgency >= Urgency.NOW for o in lower)
    print(f"\n{title}: {len(found)} people")
    print(f"  questions: median {np.median(q):.0f}, p90 {np.percentile(q, 90):.0f}, most {q.max()}")
    print(f"  same urgency as with every question asked: {agree:.2%};", end=" ")
    print(f"lower {len(lower)}, of these `now` in full {grave}")
    harmless = [o for o in found if o.is_harmless]
    for name, key in (("interview", "urgency"), ("full", "full_urgency")):
        shares = Counter(getattr(o, key) for o in harmless)
        told = [f"{u.id} {shares[int(u)] / len(harmless):.1%}" for u in reversed(Urgency)]
        print(f"  harmless people, {name}: {', '.join(told)}")
    ill = [o for o in found if o.has_emergency]
    now, today = (sum(o.urgency >= level for o in ill) for level in (Urgency.NOW, Urgency.TODAY))
    print(f"  emergencies present: {len(ill)}, sent `now` {now}, `now` or `today` {today}")
    right, three, error = _accuracy(found)
    stated = np.mean([o.stated for o in found])
    print(f"  leading cause right {right:.1%} (stated {stated:.1%}),", end=" ")
    print(f"in the first three {three:.1%}, calibration error {error:.4f}")


def _accuracy(found: Sequence[Outcome]) -> tuple[float, float, float]:
    """Share right, share within three, and expected calibration error over ten bins."""
    stated = np.array([o.stated for o in found])
    right = np.array([o.was_right for o in found], dtype=float)
    bins = np.clip((stated * 10).astype(int), 0, 9)
    error = 0.0
    for b in np.unique(bins):
        here = bins == b
        error += float(here.mean() * abs(stated[here].mean() - right[here].mean()))
    return float(right.mean()), float(np.mean([o.first_three for o in found])), error


def main() -> None:
    """Run all regions, both kinds of background, on two cores."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for correlated in (False, True):
        kind = "correlated" if correlated else "independent"
        with ProcessPoolExecutor(2) as pool:
            jobs = [pool.submit(run, region, count, 11, correlated) for region in Region]
            found = [outcome for job in jobs for outcome in job.result()]
        report(found, f"{kind} background, all regions alike")
        for region in Region:
            report([o for o in found if o.region == region.value], f"{kind}, {region.value}")


if __name__ == "__main__":
    main()
