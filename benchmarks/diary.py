"""How long the pages of a diary take after three years of entries.

    python benchmarks/diary.py [years]

An invented person, one process, no network. After an entry all that depends on the diary is
computed anew; later loads share it. Times are of the processor, medians of seven: they hardly
change when the machine is busy with something else. The wall stands beside them.
"""

import re
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

from lumbago.loading import shipped
from lumbago.store import Store
from lumbago.web import demo
from lumbago.web.app import make_app

with warnings.catch_warnings():  # starlette would rather have a package that we do not use
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

PAGES = ("/diary", "/today", "/insights", "/forecast", "/progress", "/data")
TIMES = 7
PAINS = cycle(range(11))
"""The same words in the same second would be one entry."""


def main(years: int = 3) -> None:
    """Print a line for each page."""
    demo.DAYS = years * 365  # type: ignore[misc]
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "diary.db") as store:
        app = make_app(shipped(), store=store, is_demo=True)
        client = TestClient(app, base_url="http://localhost")
        print(f"{len(store.diary('demo').entries)} entries")
        client.get("/diary/alone")
        for page in PAGES:
            client.get(page)
        for page in PAGES:
            after = middle([(written(client), timed(client, page))[1] for _ in range(TIMES)])
            later = middle([timed(client, page) for _ in range(TIMES)])
            print(f"{page:10} after an entry {told(after)}   later {told(later)}")
        print(f"an entry is kept in {told(middle([written(client) for _ in range(TIMES)]))}")


def middle(took: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the median of the processor and that of the wall."""
    processor, wall = zip(*took, strict=True)
    return statistics.median(processor), statistics.median(wall)


def told(took: tuple[float, float]) -> str:
    """Say milliseconds of the processor, and of the wall."""
    return f"{took[0]:4.0f} ms (wall {took[1]:4.0f})"


def timed(client: TestClient, page: str) -> tuple[float, float]:
    """Return the milliseconds of one load: of the processor, and of the wall."""
    return clocked(lambda: client.get(page))


def clocked(work: Callable[[], object]) -> tuple[float, float]:
    """Return the milliseconds that it took: of the processor, and of the wall."""
    processor, wall = time.process_time(), time.perf_counter()
    work()
    return 1000 * (time.process_time() - processor), 1000 * (time.perf_counter() - wall)


def written(client: TestClient) -> tuple[float, float]:
    """Return the milliseconds until an entry is kept."""
    text = client.get("/diary").text
    names = ("token", "person", "entry", "alone")
    found = {n: re.search(rf'name="{n}" value="([^"]*)"', text) for n in names}
    data = {n: m[1] for n, m in found.items() if m} | {"pain_now": str(next(PAINS)), "sign": "none"}
    return clocked(lambda: client.post("/diary", data=data, follow_redirects=False))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
