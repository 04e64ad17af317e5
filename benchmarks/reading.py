"""How fast free text is read, and how much of it rightly, on our own labelled sentences.

    python benchmarks/reading.py

Precision and recall are of findings, by file and construct of `tests/reading/`. How each file
came about stands at its top.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from lumbago.knowledge import KnowledgeBase
from lumbago.loading import shipped
from lumbago.reading import danger_in, understand
from lumbago.reading.lexicon import compiled

SENTENCES = Path(__file__).parent.parent / "tests" / "reading"
TODAY = date(2026, 3, 5)
SHORT = {"LB": "pain_low_back", "MB": "pain_mid_back", "NK": "pain_neck"}
SIGNS = {"+": True, "-": False, "?": None}
LONG_TEXT = 100_000


def main() -> None:
    """Print how much is understood, and how long it takes."""
    kb = shipped()
    start = time.process_time()
    lexicon = compiled(kb)
    say(f"phrases compiled in {time.process_time() - start:.2f} s, {len(lexicon.stems):,} words")
    texts: list[str] = []
    for file in sorted(SENTENCES.rglob("*.txt")):
        lines = [x for x in file.read_text("utf-8").splitlines() if "=>" in x and x[0] != "#"]
        texts += [line.rsplit("=>", 1)[0] for line in lines]
        report(kb, file.stem, lines)
    read_time("understand, a sentence", texts, lambda t: understand(kb, t, TODAY))
    read_time("danger_in, a sentence", texts, lambda t: danger_in(kb, t, TODAY))
    whole = (" ".join(texts) + " ") * (LONG_TEXT // sum(map(len, texts)) + 1)
    read_time("understand, 100,000 characters", [whole[:LONG_TEXT]], lambda t: understand(kb, t))


def report(kb: KnowledgeBase, name: str, lines: list[str]) -> None:
    """Print precision and recall of one file."""
    right = invented = missed = 0
    for line in lines:
        text, labels = line.rsplit("=>", 1)
        marks = [(x[0], SHORT.get(x[1:], x[1:])) for x in labels.split() if x[0] in "+-?~"]
        wanted = {id: SIGNS[sign] for sign, id in marks if sign != "~"}
        allowed = {id for sign, id in marks if sign == "~"}
        understood = understand(kb, text.strip(), TODAY)
        said = {m.finding: understood.answers[m.finding] for m in understood.mentions}
        told = {id: value for id, value in said.items() if id not in allowed}
        good = sum(id in wanted and wanted[id] is value for id, value in told.items())
        right, invented, missed = (
            right + good,
            invented + len(told) - good,
            missed + len(wanted) - good,
        )
    say(
        f"{name:12} {len(lines):4} sentences, {right + missed:4} findings: "
        f"precision {right / (right + invented):.3f}, recall {right / (right + missed):.3f}"
    )


def read_time(what: str, texts: list[str], read: Callable[[str], object]) -> None:
    """Print the median and the slow end of reading some texts."""
    seconds = []
    for text in texts:
        start = time.process_time()
        read(text)
        seconds.append(1000 * (time.process_time() - start))
    seconds.sort()
    worst = seconds[int(0.95 * (len(seconds) - 1))]
    say(f"{what}: median {statistics.median(seconds):.2f} ms, 95th of 100 {worst:.2f} ms")


def say(line: str) -> None:
    """Print one line."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
