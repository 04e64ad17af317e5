"""Records a second of `lumbago score`, with numba and without, on one process and on two.

    python benchmarks/score.py [records]

Simulated people with some 8 positive findings (16 at most) and 20 negative ones. Start-up (the
knowledge, the compiled kernel, the processes) is timed apart, on a file of one record. Each run
is a process of its own, so that its peak of memory is its own; that of the workers is told as
the greatest of them. Where others use the machine too, look at the records a second of CPU time:
what one core of one's own would do.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from simulate import people

from lumbago.answers import Answer, Region
from lumbago.batch import score_file
from lumbago.loading import shipped

RECORDS = 100_000
DRAWN = 1_000
"""People that are drawn; each gives several records, with other answers each time."""

PLAIN_SHARE = 20
"""Without numba only one record in so many is scored: it is that much slower."""

OURS, THEIRS = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN

MEAN_POSITIVE, MOST_POSITIVE, NEGATIVE = 8, 16, 20


def records(count: int) -> Iterator[str]:
    """Yield records as lines of JSON, the regions mixed."""
    kb = shipped()
    rng = np.random.default_rng(1)
    each = -(-min(count, DRAWN) // len(Region))
    drawn = [p for r in Region for p in people(kb, r, each, 1, correlated=True)]
    for id in range(count):
        answers = drawn[rng.integers(len(drawn))].answers
        yes = [f for f, answer in answers.given.items() if answer is True]
        no = [f for f, answer in answers.given.items() if answer is False]
        most = min(len(yes), MOST_POSITIVE)
        kept = rng.choice(len(yes), min(most, rng.poisson(MEAN_POSITIVE)), replace=False)
        given: dict[str, Answer] = {yes[f]: True for f in kept}
        given |= {no[f]: False for f in rng.choice(len(no), NEGATIVE, replace=False)}
        who = answers.person
        yield json.dumps(
            {
                "id": id,
                "region": who.region.value,
                "age_years": who.age_years,
                "sex": who.sex and who.sex.value,
                "answers": given,
            }
        )


def run(source: str, target: str, workers: str, compiled: str) -> None:
    """Score a file in this process and print how it went: the inside of one measurement."""
    summary = score_file(
        Path(source), Path(target), workers=int(workers), compiled=compiled == "True"
    )
    here, theirs = (resource.getrusage(who) for who in (OURS, THEIRS))
    cpu = here.ru_utime + here.ru_stime + theirs.ru_utime + theirs.ru_stime
    print(json.dumps([summary.scored, summary.seconds, cpu, _peak(), theirs.ru_maxrss / 1024]))


def _peak() -> float:
    """Return the peak of memory of this process, MB; `getrusage` inherits its parent's."""
    status = Path("/proc/self/status").read_text()
    return float(status.partition("VmHWM:")[2].split()[0]) / 1024


def measured(source: Path, target: Path, workers: int, compiled: bool) -> list[float]:
    """Score a file in a process of its own: records, seconds, CPU seconds, MB, MB a worker."""
    command: list[str | Path] = [
        sys.executable,
        __file__,
        "run",
        source,
        target,
        str(workers),
        str(compiled),
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return list(json.loads(done.stdout))


def main(count: int) -> None:
    """Make the files, run, and print one line a run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = time.perf_counter()
        lines = list(records(count))
        one, few, many = (folder / f"{kind}.jsonl" for kind in ("one", "few", "many"))
        one.write_text(lines[0])
        few.write_text("\n".join(lines[::PLAIN_SHARE]))
        many.write_text("\n".join(lines))
        took = time.perf_counter() - start
        print(f"{count:,} records made in {took:.0f} s, "
              f"{many.stat().st_size / count:.0f} bytes each")  # fmt: skip
        measured(one, folder / "warm.jsonl", 1, True)  # compiles, if it must
        print(f"{'numba':>7} {'workers':>8} {'records':>9} {'start s':>8} {'seconds':>8} "
              f"{'a second':>9} {'a CPU second':>13} {'MB here':>8} "
              f"{'MB a worker':>12}")  # fmt: skip
        outputs: dict[bool, set[bytes]] = {True: set(), False: set()}
        for compiled in (True, False):
            for workers in (1, 2):
                target = folder / "out.jsonl"
                _, ready, ready_cpu, *_ = measured(one, target, workers, compiled)
                source = many if compiled else few
                scored, seconds, cpu, here, worker = measured(source, target, workers, compiled)
                outputs[compiled].add(target.read_bytes())
                print(
                    f"{compiled!s:>7} {workers:8} {scored:9,.0f} {ready:8.2f} "
                    f"{seconds - ready:8.2f} {scored / (seconds - ready):9,.0f} "
                    f"{scored / (cpu - ready_cpu):13,.0f} {here:8.0f} "
                    f"{worker if workers > 1 else 0:12.0f}",
                    flush=True,
                )
        whole = min(outputs[True]).splitlines()[::PLAIN_SHARE]
        is_same = whole == min(outputs[False]).splitlines()
        is_same &= all(len(found) == 1 for found in outputs.values())
        print("All runs wrote the same bytes." if is_same else "THE RUNS DIFFER.")


if __name__ == "__main__":
    if sys.argv[1:2] == ["run"]:
        run(*sys.argv[2:])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS)
