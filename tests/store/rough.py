"""What happens to a store in rough hands: run in a process of its own, which prints what it saw.

python rough.py killed FILE TIMES   writers that are killed in the middle of writing
python rough.py full FILE           write until the disk is full
python rough.py readonly FILE       write as somebody who may only read
python rough.py write FILE NAME N   write N events, and say so after each
python rough.py upgrade ADDRESS     upgrade an older store, killed at one statement after the other
"""

# ruff: noqa: T201  # it tells the test by its output
import os
import random
import resource
import select
import signal
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import sqlalchemy as sa

from lumbago.errors import StoreError
from lumbago.store import Store
from lumbago.store.events import new_event

BATCH = 4


def write_batches(file: Path, person: str, pipe: int, start: int) -> None:
    """Write batches for ever, and tell each one after the store says that it is kept."""
    with Store.open(file) as store:
        number = start
        while True:
            payload = {"batch": number, "of": BATCH, "note": "x" * (50 + number % 3000)}
            store.append_many([new_event(person, "measure", payload) for _ in range(BATCH)])
            os.write(pipe, f"{number}\n".encode())
            number += 1


def killed(file: Path, times: int) -> None:
    """Kill a writer so many times, and each time look whether all that was told is there."""
    chance = random.Random(7)  # noqa: S311
    with Store.open(file) as store:
        person = store.add_person("Anna").id
    told: set[int] = set()
    for round in range(times):
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            os.close(reader)
            write_batches(file, person, writer, start=1_000_000 * (round + 1))
        os.close(writer)
        select.select([reader], [], [], 10)  # the first batch is kept
        time.sleep(chance.uniform(0, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(reader) as stream:
            told |= {int(line) for line in stream.read().splitlines()}
        if round % 20 == 19:
            look(file, person, told)
    look(file, person, told)
    print(f"kept {len(told)} batches")


def look(file: Path, person: str, told: set[int]) -> None:
    """Stop with a failure where a batch is missing or half there."""
    with Store.open(file) as store:
        counts: dict[int, int] = {}
        for event in store.events(person):
            batch = event.payload["batch"]
            counts[batch] = counts.get(batch, 0) + 1
    assert told <= set(counts), f"lost: {len(told - set(counts))}"
    assert set(counts.values()) == {BATCH}, "half written"


def full(file: Path) -> None:
    """Write until the disk says no."""
    with Store.open(file) as store:
        person = store.add_person("Anna").id
        if resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY and (
            "limit" in sys.argv
        ):
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
        for number in range(10_000):
            try:
                store.append(person, "measure", {"note": "SECRET" * 500})
            except StoreError as error:
                print(f"{number} kept. {error}")
                return


def readonly(file: Path) -> None:
    """Write without the right to."""
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    try:
        with Store.open(file) as store:
            store.add_person("Ben")
    except StoreError as error:
        print(error)


def write(file: Path, name: str, count: int) -> None:
    """Write beside another process."""
    with Store.open(file) as store:
        person = store.add_person(name).id
        for number in range(count):
            store.append(person, "measure", {"n": number})
    print("done")


def upgrade(address: str) -> None:
    """Upgrade, and kill the first at its first statement, the next at its second, and so on."""
    for at in count(1):
        child = os.fork()
        if not child:
            seen = count(1)

            def die(*_: object, at: int = at, seen: Iterator[int] = seen) -> None:
                if next(seen) == at:
                    os.kill(os.getpid(), signal.SIGKILL)

            sa.event.listen(sa.Engine, "before_cursor_execute", die)
            Store.open(address).close()
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            print(f"done after {at - 1} kills")
            return


if __name__ == "__main__":
    what, where, *more = sys.argv[1:]
    place = Path(where)
    if what == "killed":
        killed(place, int(more[0]))
    elif what == "full":
        full(place)
    elif what == "readonly":
        readonly(place)
    elif what == "upgrade":
        upgrade(where)
    else:
        write(place, more[0], int(more[1]))
