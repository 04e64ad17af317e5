"""What was read or made of people last, so that a page does only what is new."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final, Generic, TypeVar

from lumbago.diary import Diary, KeptEntry, read_entry
from lumbago.store.events import Event, standing

_T = TypeVar("_T")

MOST_PEOPLE: Final = 50
"""So many people are remembered at once."""


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


class Memory(Generic[_T]):
    """What is known of the people who were asked for last; several threads may use it."""

    def __init__(self, nothing: Callable[[], _T]) -> None:
        self._lock = Lock()
        self._nothing = nothing
        self._kept: OrderedDict[str, _T] = OrderedDict()

    def get(self, person: str) -> _T:
        """Return what is known of a person, at first nothing."""
        with self._lock:
            if person not in self._kept:
                self._kept[person] = self._nothing()
            return self._last(person)

    def keep(self, person: str, known: _T) -> None:
        """Remember this of a person from now on."""
        with self._lock:
            self._kept[person] = known
            self._last(person)

    def forget(self, person: str | None = None) -> None:
        """Forget a person, or everybody."""
        with self._lock:
            if person is None:
                self._kept.clear()
            else:
                self._kept.pop(person, None)

    def _last(self, person: str) -> _T:
        """Note who was asked for; whoever was not for the longest is forgotten."""
        self._kept.move_to_end(person)
        while len(self._kept) > MOST_PEOPLE:
            self._kept.popitem(last=False)
        return self._kept[person]
