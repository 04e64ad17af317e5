"""Blocks → scored blocks in the same order, here or in processes of their own."""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path

from lumbago.batch.blocks import Scored, Scorer
from lumbago.batch.lines import Block
from lumbago.knowledge import KnowledgeBase

_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
"""A worker is one core's work; libraries that start more threads only get in the way."""


@dataclass(frozen=True, slots=True)
class Job:
    """What each worker is to do: by which knowledge, how much to tell, and how."""

    packs: tuple[Path, ...]
    full: bool
    compiled: bool

    def knowledge(self) -> KnowledgeBase:
        """Load the knowledge."""
        from lumbago.loading import SHIPPED, load, shipped

        return load(SHIPPED, *self.packs) if self.packs else shipped()

    def scorer(self) -> Scorer:
        """Load the knowledge and make it ready."""
        scorer = Scorer(self.knowledge(), full=self.full, compiled=self.compiled)
        scorer.warm()
        return scorer


def scored(job: Job, blocks: Iterable[Block], workers: int) -> Iterator[tuple[Block, Scored]]:
    """Yield each block with its result, in order; only a few blocks are ever held.

    Raises:
        KnowledgeError: the knowledge cannot be used.
    """
    if workers == 1:
        scorer = job.scorer()
        for block in blocks:
            yield block, scorer.score(block)
        return
    job.knowledge()  # what is wrong with it is told here, not by a broken worker
    with _pool(job, workers) as pool:
        running: deque[tuple[Block, Future[Scored]]] = deque()
        for block in blocks:
            running.append((block, pool.submit(_score, block)))
            if len(running) > 2 * workers:
                first, result = running.popleft()
                yield first, result.result()
        while running:
            first, result = running.popleft()
            yield first, result.result()


@contextmanager
def _pool(job: Job, workers: int) -> Iterator[ProcessPoolExecutor]:
    """Start workers that go when this process goes, in whatever way."""
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_start, initargs=(job,)
    )
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


class _Worker:
    """What this process, being a worker, has made ready."""

    scorer: Scorer


def _start(job: Job) -> None:
    """Make a worker ready. Ctrl+C is for the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _Worker.scorer = job.scorer()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _score(block: Block) -> Scored:
    return _Worker.scorer.score(block)
