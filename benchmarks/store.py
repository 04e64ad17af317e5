"""Entries a second, three years of one person, and 1,000 people in one file.

    python benchmarks/store.py [people]        (default 1000)

Invented entries of a usual size. Times are of the wall: a store waits for the disk.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median

from lumbago.diary import DiaryEntry, Exposed, SitePain, as_entry_record
from lumbago.store import Store
from lumbago.store.events import Event, new_event

FIRST = datetime(2023, 3, 2, 19, 30, tzinfo=UTC)
THREE_YEARS = 3 * 365


def entries(person: str, days: int) -> list[Event]:
    """One entry each evening."""
    found = []
    for day in range(days):
        at = FIRST + timedelta(days=day)
        entry = DiaryEntry(
            day=at.date(),
            at=at,
            zone="Europe/Vienna",
            sites={"low_back": SitePain(day % 7, 7), "calf_left": SitePain(day % 3, 4)},
            stiffness_minutes=20,
            interference=day % 5,
            sleep_hours=6.5,
            sleep_quality=5,
            stress=day % 10,
            sitting_hours=7,
            exposures={"driving": Exposed(minutes=40), "walking": Exposed(minutes=30)},
            dangers={"saddle_numbness": False},
            note="An ordinary day, with a walk after work." if day % 3 == 0 else "",
        )
        found.append(new_event(person, "entry", as_entry_record(entry), at=at, zone=entry.zone))
    return found


def timed(work: Callable[[], object]) -> float:
    """Seconds that it took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def after_one_more(store: Store, person: str) -> float:
    """Seconds that the diary takes when an entry came since; the median of nine."""
    took = []
    for _ in range(9):
        store.append(person, "entry", {"day": "2026-03-02", "pain_now": 3.0})
        took.append(timed(lambda: store.diary(person)))
    return median(took)


def main() -> None:
    """Print the table."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "lumbago.db"
        with Store.open(file) as store:
            one = store.add_person("One").id
            given = entries(one, THREE_YEARS)
            singly = timed(lambda: [store.append_many([e]) for e in given[:500]])
            print(f"one at a time: {500 / singly:,.0f} entries a second")
            rest = timed(lambda: store.append_many(given[500:]))
            print(f"together: {len(given[500:]) / rest:,.0f} entries a second")
            first = timed(lambda: store.diary(one))
            print(f"three years of one person read: {1000 * first:.0f} ms, "
                  f"after one more entry {1000 * after_one_more(store, one):.1f} ms")  # fmt: skip
            before = file.stat().st_size

            def fill() -> None:
                for number in range(many):
                    person = store.add_person(f"Person {number}").id
                    store.append_many(entries(person, 90))

            filled = timed(fill)
            everybody = [p.id for p in store.people()]
            last = everybody[-1]
            ninety = [timed(partial(store.diary, id)) for id in everybody[-60:-50]]
            again = after_one_more(store, one)
            exported = timed(lambda: store.export(one))
            copied = timed(lambda: store.backup(Path(folder) / "copy.db"))
            erased = timed(lambda: store.erase(last))
        opened = timed(lambda: Store.open(file).close())
        size = file.stat().st_size
    print(f"{many:,} people with 90 entries each: {filled:.0f} s, {(size - before) / 1e6:.0f} MB")
    print(
        f"  three years after one more entry: {1000 * again:.1f} ms; "
        f"90 days for the first time: {1000 * median(ninety):.0f} ms"
    )
    print(f"  open {1000 * opened:.0f} ms, export of one {1000 * exported:.0f} ms, "
          f"backup {copied:.1f} s, erase {erased:.1f} s")  # fmt: skip


if __name__ == "__main__":
    main()
