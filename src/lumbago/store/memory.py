"""The entries of people as they were read last, so that a page reads only what is new."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final

from lumbago.diary import Diary, KeptEntry, read_entry
from lumbago.store.events import Event, standing

MOST_PEOPLE: Final = 50
"""The entries of so many people are remembered at once."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a person's diary: up to which number, all of it, and what stands."""

    latest: int
    events: tuple[Event, ...]
    entries: tuple[KeptEntry, ...]
    diary: Diary


NOTHING: Final = Read(0, (), (), Diary())


def read_on(before: Read, latest: int, new: tuple[Event, ...]) -> Read:
    """Return what is known after some events more; an entry that was read once is not read again.

    Raises:
        AnswersError: an entry cannot be read.
    """
    events = (*before.events, *new)
    known = {kept.id: kept for kept in before.entries}
    entries = tuple(
        known.get(e.id) or KeptEntry(e.id, read_entry(dict(e.payload))) for e in standing(events)
    )
    return Read(latest, events, entries, Diary(tuple(k.entry for k in entries)))


class Memory:
    """What was read, for the people who were asked for last; several threads may use it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._read: OrderedDict[str, Read] = OrderedDict()

    def get(self, person: str) -> Read:
        """Return what was read of a person so far."""
        with self._lock:
            return self._read.get(person, NOTHING)

    def keep(self, person: str, read: Read) -> None:
        """Remember it; whoever was not asked for the longest is forgotten."""
        with self._lock:
            self._read[person] = read
            self._read.move_to_end(person)
            while len(self._read) > MOST_PEOPLE:
                self._read.popitem(last=False)

    def forget(self, person: str | None = None) -> None:
        """Forget a person, or everybody."""
        with self._lock:
            if person is None:
                self._read.clear()
            else:
                self._read.pop(person, None)
