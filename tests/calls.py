"""How much work something is, counted in calls: the same on every machine, as no time is."""

import sys
import threading
from collections.abc import Callable


def calls_of(work: Callable[[], object]) -> int:
    """Return how many calls it takes, those of threads that begin meanwhile with it."""
    number = 0

    def count(*_: object) -> None:
        nonlocal number
        number += 1

    threading.setprofile(count)
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return number
