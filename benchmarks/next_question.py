"""How long the next question takes, everything included, in interviews with simulated people.

    python benchmarks/next_question.py [people]     (default 60)

Each step is timed once, as somebody waits for it: what follows from the answers, the rules, the
network, and the worth of every question that is still open. Times are of the processor. The first
people of a region count for nothing: they warm up what is worked out once for a process.
"""

import sys
import time
from collections.abc import Iterator

import numpy as np
from interviews import interview
from simulate import people

from lumbago.answers import Answers, Region
from lumbago.interview import Card, Step, next_step
from lumbago.knowledge import KnowledgeBase
from lumbago.loading import shipped

WARM = 3


def main(many: int = 60) -> None:
    """Print the median, the 95th percentile and the worst of cards and of questions."""
    kb = shipped()
    regions = (Region.LOW_BACK, Region.NECK)
    steps = [s for region in regions for s in timed(kb, region, many // len(regions))]
    for name, of_card in (("a card", True), ("a question", False)):
        took = [ms for is_card, ms in steps if is_card is of_card]
        middle, most, worst = np.percentile(took, [50, 95, 100])
        print(
            f"{name:10} {len(took):5} steps: median {middle:.1f}, 95 % {most:.1f},"
            f" worst {worst:.1f} ms"
        )


def timed(kb: KnowledgeBase, region: Region, many: int) -> Iterator[tuple[bool, float]]:
    """Yield for each step whether it is a card, and the milliseconds that it took."""
    found: list[tuple[bool, float]] = []

    def ask(kb: KnowledgeBase, answers: Answers) -> Step | None:
        start = time.process_time()
        step = next_step(kb, answers)
        found.append((isinstance(step, Card), 1000 * (time.process_time() - start)))
        return step

    for number, person in enumerate(people(kb, region, many + WARM, 7, correlated=True)):
        found.clear()
        interview(kb, person, ask)
        if number >= WARM:
            yield from found


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
