"""Posterior and value of information on the shipped network, side by side with pyAgrum.

    python benchmarks/inference.py [numbers of positive findings]     (default 5 10 15 20)

Simulated people of the low back and neck regions with k positive and 20 negative findings.
Three answer the same question in the same run: ours in NumPy, ours compiled (the kernel that
batch scoring uses, if numba is there), and pyAgrum. pyAgrum gets the question in its easiest
form, negatives folded in by hand (raw, it runs out of memory), in a process of its own that is
stopped after a while. Its import does not count, the building of its network does. All times
are of the processor, the best of three for ours and of one for pyAgrum, so that other work on
the machine does not count.
"""

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Iterator
from statistics import median

import numpy as np
from simulate import people

from lumbago.answers import Answers, Region
from lumbago.batch.posteriors import has_numba
from lumbago.facts import know
from lumbago.interview import is_open
from lumbago.knowledge import KnowledgeBase
from lumbago.loading import shipped
from lumbago.network.ahead import look_ahead
from lumbago.network.elimination import Lanes, eliminate
from lumbago.network.model import Evidence, Stratum, enter, lanes, odds, stratum

POSITIVES = (5, 10, 15, 20)
PEOPLE = 12
PATIENCE = {5: 30.0, 10: 40.0, 15: 40.0, 20: 40.0}
"""Seconds that pyAgrum gets for one question."""

PEER_PEOPLE = {5: 8, 10: 8, 15: 4, 20: 4}
MEMORY = 8 * 2**30


def questions(kb: KnowledgeBase, region: Region, positives: int) -> Iterator[Answers]:
    """Yield people with so many positive findings and 20 negative ones."""
    rng = np.random.default_rng(positives)
    network = stratum(kb, region)
    found = 0
    for person in people(kb, region, 100_000, 5, correlated=True):
        evidence = enter(network, know(kb, person.answers), person.answers.person)
        if len(evidence.positive) < positives or len(evidence.negative) < 20:
            continue
        kept = {network.findings[f]: True for f in rng.choice(evidence.positive, positives, False)}
        kept |= {network.findings[f]: False for f in rng.choice(evidence.negative, 20, False)}
        yield Answers(person.answers.person, kept)
        found += 1
        if found == PEOPLE // 2:
            return


def prepared(kb: KnowledgeBase, answers: Answers) -> tuple[Stratum, Evidence, Lanes]:
    """Return the question as the network takes it."""
    network = stratum(kb, answers.person.region)
    evidence = enter(network, know(kb, answers), answers.person)
    prior_odds = odds(kb, network, network.numbers, evidence)
    return network, evidence, lanes(network, network.numbers, prior_odds, evidence)


def milliseconds(task: Callable[..., object], *args: object) -> float:
    """Time one call, the best of three, in time of the processor."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        task(*args)
        best = min(best, time.process_time() - start)
    return best * 1000


def compiled(question: Lanes) -> tuple[float, list[float]] | None:
    """Ask the kernel of batch scoring: milliseconds and posteriors.

    None without numba, and where the kernel leaves the question to `eliminate`.
    """
    if not has_numba():
        return None
    from lumbago.batch.kernel import TOO_LARGE, solve

    tables = [np.ascontiguousarray(getattr(question, n)[..., 0]) for n in question.__slots__]
    found = np.empty(len(question.on))
    task = (*tables, np.zeros((0, len(found))), found, np.empty(0))
    if solve(*task) == TOO_LARGE:
        return None
    return milliseconds(solve, *task), found.tolist()


def with_pyagrum(question: Lanes) -> list[float]:
    """Return pyAgrum's exact posteriors of the conditions of one question."""
    import pyagrum as gum

    net = gum.BayesNet()
    conditions, positives = question.direct.shape[1], question.direct.shape[0]
    p = question.on[:, 0] / (question.on[:, 0] + question.off[:, 0])
    for j in range(conditions):
        net.add(gum.LabelizedVariable(f"c{j}", "", 2))
        net.cpt(f"c{j}").fillWith([1 - p[j], p[j]])
    for m in range(len(question.leak)):
        net.addNoisyORNet(gum.LabelizedVariable(f"m{m}", "", 2), float(question.leak[m, 0]))
        for j in map(int, np.flatnonzero(question.cause[m, :, 0])):
            net.addWeightedArc(f"c{j}", f"m{m}", float(question.cause[m, j, 0]))
    for i in range(positives):
        net.addNoisyORNet(gum.LabelizedVariable(f"f{i}", "", 2), float(question.rest[i, 0]))
        for j in map(int, np.flatnonzero(question.direct[i, :, 0])):
            net.addWeightedArc(f"c{j}", f"f{i}", float(question.direct[i, j, 0]))
        for m in map(int, np.flatnonzero(question.member[:, i, 0])):
            net.addWeightedArc(f"m{m}", f"f{i}", float(question.member[m, i, 0]))
    engine = gum.LazyPropagation(net)
    evidence: dict[str, int | list[float]] = {f"f{i}": 1 for i in range(positives)}
    evidence |= {f"m{m}": [1.0, float(q)] for m, q in enumerate(question.quiet[:, 0])}
    engine.setEvidence(evidence)
    engine.setTargets({f"c{j}" for j in range(conditions)})
    engine.makeInference()
    return [float(engine.posterior(f"c{j}")[1]) for j in range(conditions)]


def _peer(question: Lanes, pipe: object) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    import pyagrum  # noqa: F401, so that the import does not count

    start = time.process_time()
    found = with_pyagrum(question)
    pipe.send((time.process_time() - start, found))  # type: ignore[attr-defined]


def peer(question: Lanes, patience: float) -> tuple[float, list[float]] | None:
    """Ask pyAgrum in a process of its own; None when it takes too long or too much memory."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_peer, args=(question, theirs))
    process.start()
    answer = ours.recv() if ours.poll(patience) else None
    process.kill()
    process.join()
    return answer


def main(positives: tuple[int, ...]) -> None:
    """Print one line a number of positive findings."""
    kb = shipped()
    print("ms of the processor: median / worst. Ahead: what every open question would change.")
    print("Stopped: pyAgrum took more than its time or 8 GB; then the time it was given counts.")
    head = f"{'k':>2} {'NumPy':>15} {'compiled':>15} {'ahead':>17} {'pyAgrum':>18} "
    print(head + f"{'x NumPy':>9} {'x compiled':>11} {'stopped':>8} {'difference':>11}")
    for k in positives:
        print(line(kb, k), flush=True)


def line(kb: KnowledgeBase, k: int) -> str:
    """Measure with k positive findings and return the line of the table."""
    ours, fast, ahead, theirs, plain_ratio, fast_ratio = [], [], [], [], [], []
    off, stopped = [0.0], 0
    for region in (Region.LOW_BACK, Region.NECK):
        for number, answers in enumerate(questions(kb, region, k)):
            network, evidence, question = prepared(kb, answers)
            known = know(kb, answers)
            open_ones = [
                f.id
                for f in kb.findings.values()
                if f.can_be_asked and f.is_yes_no and is_open(f, answers, known)
            ]
            mine = eliminate(question).conditions[:, 0]
            ours.append(milliseconds(eliminate, question))
            ahead.append(milliseconds(look_ahead, kb, network, evidence, open_ones))
            if (kernel := compiled(question)) is not None:
                fast.append(kernel[0])
                off.append(float(np.abs(mine - np.array(kernel[1])).max()))
            if number < PEER_PEOPLE[k] // 2:
                answer = peer(question, PATIENCE[k])
                stopped += answer is None
                theirs.append((answer[0] if answer else PATIENCE[k]) * 1000)
                plain_ratio.append(theirs[-1] / ours[-1])
                fast_ratio.append(theirs[-1] / (kernel[0] if kernel else ours[-1]))
                if answer:
                    off.append(float(np.abs(mine - np.array(answer[1])).max()))
    least = ">= " if stopped else ""
    return (
        f"{k:2} {told(ours):>15} {told(fast):>15} {told(ahead):>17} {told(theirs):>18} "
        f"{least}{median(plain_ratio):.0f} {least}{median(fast_ratio):>10.0f} {stopped:>8} "
        f"{max(off):11.1e}"
    )


def told(times: list[float]) -> str:
    """Return `median / worst`, or a dash."""
    return f"{median(times):.3g} / {max(times):.3g}" if times else "-"


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or POSITIVES)
