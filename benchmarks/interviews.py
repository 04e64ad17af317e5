"""Interview invented people and compare with asking them everything.

    python benchmarks/interviews.py [people [backgrounds]]     (default 10000 correlated: an hour)

Prints questions asked, agreement of urgency with the full questionnaire, how many harmless
people are sent where and by which rules, emergencies found, and how well the leading cause is
calibrated. People are drawn from the network itself, the regions in the share in which they
are met: it tests the code and the questions, not the truth of the numbers.
"""

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain

import numpy as np
from simulate import Simulated, people

from lumbago.answers import Answers, Region
from lumbago.assessment import urgency_of
from lumbago.interview import (
    Card,
    Step,
    answer_card,
    answer_places,
    asked,
    next_step,
    places,
)
from lumbago.knowledge import KnowledgeBase, Urgency
from lumbago.loading import shipped
from lumbago.network import alarms, asked_for, points
from lumbago.rules import names
from lumbago.triage import stops, triage

AT_ONCE = 50
"""People of one region that a process interviews before it takes the next piece of work."""

NEEDS = frozenset({
    "abuse_or_unsafe_home", "drowsy_slow_breathing", "gi_bleed", "paracetamol_overuse",
    "suicidal_thoughts", "suicide_plan_means",
})  # fmt: skip
"""Answers that are a need of their own, whatever the back has: to be sent for one is right."""


@dataclass(frozen=True)
class Outcome:
    """One interview beside the full questionnaire of the same person.

    `who`: the seed of their piece of work and their place in it, to draw them again.
    `raised_by`: what holds the full urgency where it is, if `today` or `now`: (rule or alarm,
    the findings it rests on). `unasked`: of these findings, those that nobody asked, for a
    person whose interview ended lower.
    """

    region: str
    who: str
    is_harmless: bool
    has_need: bool
    has_emergency: bool
    questions: int
    cards: int
    urgency: int
    full_urgency: int
    raised_by: tuple[tuple[str, str], ...]
    unasked: tuple[str, ...]
    stated: float
    was_right: bool
    first_three: bool


def interview(
    kb: KnowledgeBase, person: Simulated, ask: Callable[..., Step | None] = next_step
) -> tuple[Answers, int]:
    """Answer every step from what is true of the person; return the answers and the cards."""
    truth = person.answers.given
    ticked = {id: True for id in places() if truth.get(id) is True}
    answers = answer_places(kb, person.answers.person, ticked)
    if "pregnancy_now" in truth:
        answers = answers.with_answer("pregnancy_now", truth["pregnancy_now"])
    cards = 0
    while step := ask(kb, answers):
        if isinstance(step, Card):
            cards += 1
            lines = {}
            for id in step.findings:
                signs = kb.findings[id].opens or (id,)
                lines[id] = any(truth.get(s) is True for s in signs)
            answers = answer_card(kb, answers, step, lines)
        else:
            answers = answers.with_answer(step.finding.id, truth.get(step.finding.id, False))
    return answers, cards


def raised_by(kb: KnowledgeBase, answers: Answers, urgency: Urgency) -> tuple[tuple[str, str], ...]:
    """Name the rules that hold the urgency, gates apart; where none, the alarms, or the plan's."""
    found = [
        (r.flag.id, " + ".join(r.because))
        for r in triage(kb, answers).reasons
        if r.flag.urgency is urgency and not r.flag.id.startswith("GAT")
    ]
    by_alarm = [
        (f"alarm {id}", "")
        for id, alarm in alarms(kb, answers).items()
        if asked_for(kb, id, alarm) is urgency
    ]
    by_care = [
        (code.id, " + ".join(id for id in names(code.known_by) if answers.given.get(id) is True))
        for code in stops(kb, answers)
        if code.refer is urgency
    ]
    return tuple(found or by_alarm or by_care)


def outcome(kb: KnowledgeBase, person: Simulated, who: str) -> Outcome:
    """Interview one person and compare."""
    answers, cards = interview(kb, person)
    there = [kb.conditions[id] for id in person.conditions]
    urgency, full = urgency_of(kb, answers), urgency_of(kb, person.answers)
    raised = raised_by(kb, person.answers, full) if full >= Urgency.TODAY or urgency < full else ()
    rests = {id for _, because in raised for id in because.split(" + ") if id}
    stated, ranked, gold = _causes(kb, person, answers)
    return Outcome(
        region=answers.person.region.value,
        who=who,
        is_harmless=not any(c.is_danger for c in there),
        has_need=any(person.answers.given.get(id) is True for id in NEEDS),
        has_emergency=any(c.urgency is Urgency.NOW for c in there),
        questions=asked(kb, answers),
        cards=cards,
        urgency=int(urgency),
        full_urgency=int(full),
        raised_by=raised,
        unasked=tuple(sorted(rests - set(answers.given))) if urgency < full else (),
        stated=stated,
        was_right=ranked[0] in gold,
        first_three=bool(gold & set(ranked[:3])),
    )


def _causes(
    kb: KnowledgeBase, person: Simulated, answers: Answers
) -> tuple[float, list[str], set[str]]:
    """Return what is stated of the leader, the causes by rank, and those that are there."""
    region = answers.person.region
    listed = {id for id in person.conditions if kb.conditions[id].role != "comorbid_modifier"}
    shares = points(kb, answers)
    groups = {m: g.id for g in kb.groups.values() if region in g.regions for m in g.members}
    scores = dict(shares.groups) | {
        id: p
        for id, p in shares.conditions.items()
        if id not in groups and kb.conditions[id].role != "comorbid_modifier"
    }
    gold = {groups.get(id, id) for id in listed or {kb.settings.unexplained[region]}}
    ranked = sorted(scores, key=lambda id: -scores[id])
    return scores[ranked[0]], ranked, gold


def run(work: tuple[Region, int, int, bool]) -> list[Outcome]:
    """Interview so many people of one region."""
    region, count, seed, correlated = work
    kb = shipped()
    drawn = people(kb, region, count, seed, correlated=correlated)
    return [outcome(kb, person, f"{seed}:{n}") for n, person in enumerate(drawn)]


def work(count: int, correlated: bool) -> Iterator[tuple[Region, int, int, bool]]:
    """Cut the people into pieces; each has a seed of its own, so that the order is free.

    The regions take turns by their share: a run that is ended early has met all of them.
    """
    pieces = []
    for place, (region, share) in enumerate(shipped().settings.region_share.items()):
        left = round(count * share)
        number = -(-left // AT_ONCE)
        for piece in range(number):
            size, seed = min(AT_ONCE, left - piece * AT_ONCE), 100_000 * place + piece
            pieces.append(((piece + 0.5) / number, (region, size, seed, correlated)))
    yield from (piece for _, piece in sorted(pieces, key=lambda p: p[0]))


def report(found: Sequence[Outcome], title: str) -> None:
    """Print one table."""
    q = np.array([o.questions for o in found])
    agree = np.mean([o.urgency == o.full_urgency for o in found])
    lower = [o for o in found if o.urgency < o.full_urgency]
    grave = sum(o.full_urgency >= Urgency.NOW for o in lower)
    ill_lower = sum(o.has_emergency for o in lower)
    print(f"\n{title}: {len(found)} people")
    print(f"  questions: median {np.median(q):.0f}, p90 {np.percentile(q, 90):.0f}, most {q.max()}")
    print(f"  same urgency as with every question asked: {agree:.2%};", end=" ")
    print(f"lower {len(lower)}, of these `now` in full {grave}, with an emergency {ill_lower}")
    for who, is_one in HARMLESS.items():
        harmless = [o for o in found if is_one(o)]
        for name, key in (("interview", "urgency"), ("full", "full_urgency")):
            shares = Counter(getattr(o, key) for o in harmless)
            told = [f"{u.id} {shares[int(u)] / len(harmless):.1%}" for u in reversed(Urgency)]
            print(f"  {who} ({len(harmless)}), {name}: {', '.join(told)}")
    ill = [o for o in found if o.has_emergency]
    now, today = (sum(o.urgency >= level for o in ill) for level in (Urgency.NOW, Urgency.TODAY))
    print(f"  emergencies present: {len(ill)}, sent `now` {now}, `now` or `today` {today}")
    right, three, error = _accuracy(found)
    stated = np.mean([o.stated for o in found])
    print(f"  leading cause right {right:.1%} (stated {stated:.1%}),", end=" ")
    print(f"in the first three {three:.1%}, calibration error {error:.4f}")


HARMLESS: dict[str, Callable[[Outcome], bool]] = {
    "harmless people": lambda o: o.is_harmless,
    "harmless, no need of their own": lambda o: o.is_harmless and not o.has_need,
}


def load(found: Sequence[Outcome], least: float = 0.002) -> None:
    """Print which rules send harmless people `now` or `today`, and on what they rest."""
    harmless = [o for o in found if o.is_harmless]
    count = Counter((o.full_urgency, rule) for o in harmless for rule, _ in o.raised_by)
    alone = Counter(o.raised_by[0][0] for o in harmless if len(o.raised_by) == 1)
    rests: dict[str, Counter[str]] = defaultdict(Counter)
    for rule, because in chain.from_iterable(o.raised_by for o in harmless):
        rests[rule][because] += 1
    print(f"\nwhat sends harmless people ({len(harmless)}): share, share by it alone, rests on")
    for (level, rule), n in sorted(count.items(), key=lambda i: (-i[0][0], -i[1], i[0][1])):
        if level >= Urgency.TODAY and n >= least * len(harmless):
            told = "; ".join(f"{b} ({k})" for b, k in rests[rule].most_common(3))
            share, only = n / len(harmless), alone[rule] / len(harmless)
            print(f"  {Urgency(level).id:5} {rule:10} {share:6.2%} {only:6.2%}  {told}")


def disagreement(found: Sequence[Outcome]) -> None:
    """Print what was not asked where the interview ended lower than the full questionnaire."""
    lower = [o for o in found if o.urgency < o.full_urgency]
    print(f"\nlower than the full questionnaire ({len(lower)}): full level, rule, not asked")
    ways = Counter((o.full_urgency, tuple(r for r, _ in o.raised_by), o.unasked) for o in lower)
    for (level, rules, unasked), n in ways.most_common(25):
        print(f"  {n:3} {Urgency(level).id:7} {' '.join(rules)}: {' '.join(unasked)}")
    print("who, after how many questions, from what to what:")
    for o in lower:
        way = f"{Urgency(o.urgency).id} {Urgency(o.full_urgency).id}"
        ill = " emergency" if o.has_emergency else ""
        print(f"  {o.region} {o.who}, {o.questions}, {way}{ill}")


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


def gathered(pool: ProcessPoolExecutor, count: int, correlated: bool) -> list[Outcome]:
    """Interview all of them, or as many as there is time for: Ctrl+C ends it with a table."""
    found: list[Outcome] = []
    try:
        for piece in pool.map(run, work(count, correlated)):
            found.extend(piece)
    except KeyboardInterrupt:
        pool.shutdown(wait=False, cancel_futures=True)
    return found


def main() -> None:
    """Interview on two cores."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for kind in sys.argv[2:] or ["correlated"]:
        start = time.perf_counter()
        with ProcessPoolExecutor(2) as pool:
            found = gathered(pool, count, kind == "correlated")
        report(found, f"{kind} background, regions as they are met")
        for region in Region:
            report([o for o in found if o.region == region.value], f"{kind}, {region.value}")
        load(found)
        disagreement(found)
        print(f"\n{time.perf_counter() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
