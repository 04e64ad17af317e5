"""A file of records → a file of results, on one or more processes.

The target appears when all is done: nothing half-written is ever taken for a result.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lumbago.batch.lines import blocks
from lumbago.batch.posteriors import has_numba
from lumbago.batch.progress import progress
from lumbago.batch.workers import Job, scored

BLOCK = {"compiled": 2048, "plain": 256, "full": 16}
"""Lines a block: enough to pay for the overhead, few enough for a lively progress bar."""

SMALL = 500_000
"""Bytes. Some 500 records are done before numba and other processes are even ready."""


@dataclass(frozen=True, slots=True)
class Summary:
    """How it went; `problems` has one sentence for each line that could not be used."""

    scored: int
    seconds: float
    problems: tuple[str, ...]


def score_file(
    source: Path,
    target: Path,
    *,
    packs: tuple[Path, ...] = (),
    full: bool = False,
    workers: int = 0,
    compiled: bool | None = None,
) -> Summary:
    """Score the records of a file, one JSON record a line.

    Args:
        source: the records; a bad line is reported and skipped.
        target: the results in the same order. It is replaced when all is done, not before.
        packs: folders of knowledge laid over the core.
        full: write everything that `assess --json` writes.
        workers: processes; 0 for as many as there are cores, or one for a small file.
        compiled: whether to use numba; None for "where it is installed and worth its start".

    Returns:
        How many were scored, in what time, and what was wrong with the other lines.
    """
    start = time.perf_counter()
    is_small = source.stat().st_size < SMALL
    is_compiled = has_numba() and not is_small if compiled is None else compiled
    workers = workers or (1 if is_small else _cores())
    size = BLOCK["full" if full else "compiled" if is_compiled else "plain"]
    job = Job(tuple(packs), full, is_compiled and not full)
    count = 0
    problems: list[str] = []
    with source.open("rb") as lines, _replacing(target) as out, progress(_size(lines)) as bar:
        for block, result in scored(job, blocks(lines, size), workers):
            out.write(result.text)
            count += result.count
            problems.extend(result.problems)
            bar.advance(block.end, count)
    return Summary(count, time.perf_counter() - start, tuple(problems))


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _size(lines: BinaryIO) -> int:
    return os.fstat(lines.fileno()).st_size


@contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    """Open a file beside the target that takes its place when all went well, else goes.

    A pipe or a device is no file: it is written to as it is.
    """
    if target.exists() and not target.is_file():
        with target.open("wb") as out:
            yield out
        return
    target = target.resolve()  # a link stays, what it points to is replaced
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.chmod(_usual_mode(target))
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _usual_mode(target: Path) -> int:
    """Return the permissions of the file that is replaced, or those of any new file."""
    if target.exists():
        return target.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
