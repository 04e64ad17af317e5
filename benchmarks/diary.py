"""How long the pages of a diary take after three years of entries.

    python benchmarks/diary.py [years]

An invented person, one process, no network. The first load computes what later ones share; the
second number is the median of seven more.
"""

import re
import statistics
import sys
import tempfile
import time
import warnings
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


def main(years: int = 3) -> None:
    """Print a line for each page."""
    demo.DAYS = years * 365  # type: ignore[misc]
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "diary.db") as store:
        app = make_app(shipped(), store=store, is_demo=True)
        client = TestClient(app, base_url="http://localhost")
        print(f"{len(store.diary('demo').entries)} entries")
        client.get("/diary/alone")
        for page in PAGES:
            first = timed(client, page)
            later = statistics.median(timed(client, page) for _ in range(TIMES))
            print(f"{page:10} first {first:7.0f} ms   later {later:6.0f} ms")
        kept = statistics.median(written(client) for _ in range(TIMES))
        print(f"an entry is kept in {kept:.0f} ms")


def timed(client: TestClient, page: str) -> float:
    """Return the milliseconds of one load."""
    begun = time.perf_counter()
    client.get(page)
    return 1000 * (time.perf_counter() - begun)


def written(client: TestClient) -> float:
    """Return the milliseconds until an entry is kept."""
    text = client.get("/diary").text
    names = ("token", "person", "entry", "alone")
    found = {n: re.search(rf'name="{n}" value="([^"]*)"', text) for n in names}
    data = {n: m[1] for n, m in found.items() if m} | {"pain_now": "3", "sign": "none"}
    begun = time.perf_counter()
    client.post("/diary", data=data, follow_redirects=False)
    return 1000 * (time.perf_counter() - begun)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
