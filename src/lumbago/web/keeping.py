"""What is kept of a visit on this machine: the one way between the pages and the store.

A guest is kept nowhere. Somebody who chose to be kept has an id in their visit; all that they
say, and what they are told for the first time, becomes an event that is only ever added to.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from lumbago.answers import Answers
from lumbago.body import Marks, all_places
from lumbago.diary import Diary, DiaryEntry, KeptEntry, as_entry_record, worse
from lumbago.errors import AnswersError
from lumbago.intake import read_answers
from lumbago.knowledge import KnowledgeBase
from lumbago.plan import Wishes, read_wishes
from lumbago.plan.intake import as_answers_record
from lumbago.plan.spasm import Spasm
from lumbago.plan.wishes import as_wishes_record
from lumbago.progress import as_score_record
from lumbago.web.sessions import Training, Visit

if TYPE_CHECKING:
    from lumbago.store import Event, Store, StoredPerson

_T = TypeVar("_T")

RECENT = timedelta(days=14)
"""Spasms and places of so many days are still spoken of."""

OF_ANSWERS = ("region", "age_years", "sex", "setting", "answers")
"""What of a kept event the line reads as answers; the rest is of the pages."""


class Keeper:
    """The store of this machine, as the pages use it."""

    def __init__(self, store: "Store") -> None:
        from lumbago.store.memory import Memory

        self.store = store
        self._made: Memory[dict[str, tuple[object, Any]]] = Memory(dict)
        self._looking_and_keeping = Lock()

    def people(self) -> "tuple[StoredPerson, ...]":
        """Return everybody who is kept here."""
        return self.store.people()

    def person(self, id: str) -> "StoredPerson | None":
        """Return somebody by id; None where they are not, or no longer, kept."""
        return self.store.find_person(id)

    def entries(self, person: str) -> tuple[KeptEntry, ...]:
        """Return the entries that were not taken back, in the order in which they came."""
        return self.store.entries(person)

    def diary(self, person: str) -> Diary:
        """Return the same as a diary; the same object as long as nothing new was kept."""
        return self.store.diary(person)

    def add_entry(self, person: str, entry: DiaryEntry, kb: KnowledgeBase, id: str = "") -> str:
        """Keep an entry once, however often it is sent, and return its id.

        Where the same form comes back with other words, as after a step back in the browser, it
        is another entry: nothing that was said is lost.
        """
        with self._looking_and_keeping:  # two windows may send the same entry in one moment
            return self._add_entry(person, entry, kb, id)

    def _add_entry(self, person: str, entry: DiaryEntry, kb: KnowledgeBase, id: str) -> str:
        kept = {k.id: k.entry for k in self.entries(person)}
        for known, old in kept.items():
            if old == entry:
                return known
        free = ""
        for name in (id, _derived(id, entry)) if id else ():
            if name in kept and _says_the_same(kept[name], entry):
                return name
            free = free or ("" if self.store.has(name) else name)
        event = self.store.append(
            person, "entry", as_entry_record(entry), at=entry.at, zone=entry.zone,
            knowledge=_named(kb), id=free or None,
        )  # fmt: skip
        return event.id

    def undo(self, person: str, entry: str) -> bool:
        """Take an entry of this person back; say whether it was there."""
        with self._looking_and_keeping:
            if entry not in {kept.id for kept in self.entries(person)}:
                return False
            self.store.undo(person, entry)
            return True

    def tell(
        self,
        visit: Visit,
        kind: str,
        payload: Mapping[str, Any],
        kb: KnowledgeBase,
        now: datetime | None = None,
    ) -> None:
        """Keep what somebody said or was told, where it is not what was kept before."""
        if not visit.person:
            return
        plain = json.loads(json.dumps(payload, default=str))
        with self._looking_and_keeping:
            before = self.last(visit.person, kind)
            if before is None or as_told(before.payload) != as_told(plain):
                self.store.append(visit.person, kind, plain, at=now, knowledge=_named(kb))

    def last(self, person: str, kind: str) -> "Event | None":
        """Return the last event of a kind that stands."""
        return next(reversed(self.standing(person, kind)), None)

    def payloads(self, person: str, kind: str) -> tuple[Mapping[str, Any], ...]:
        """Return what stands of a kind, the first one first."""
        return tuple(e.payload for e in self.standing(person, kind))

    def standing(self, person: str, kind: str) -> "tuple[Event, ...]":
        """Return the events of a kind that stand; read once, until something new of it is kept."""
        from lumbago.store import standing

        kinds = (kind, "undo")
        state = self.store.latest(person, kinds)
        return self._once(
            person, f"events {kind}", state, lambda: standing(self.store.events(person, kinds))
        )

    def once(
        self,
        person: str,
        name: str,
        state: object,
        make: Callable[[], _T],
        diary: Diary | None = None,
    ) -> _T:
        """Make something once, as long as nothing new of this person is kept.

        A page that looks at another diary than the one that is kept gets its own.
        """
        if diary is not None and diary is not self.diary(person):
            return make()
        return self._once(person, name, (state, self.store.latest(person)), make)

    def _once(self, person: str, name: str, state: object, make: Callable[[], _T]) -> _T:
        own = self._made.get(person)
        found = own.get(name)
        if found is None or found[0] != state:
            found = own[name] = state, make()
        made: _T = found[1]
        return made

    def lessons(self, person: str) -> dict[date, str]:
        """Return which article was the lesson of which day."""
        told = self.payloads(person, "lesson")
        return {date.fromisoformat(p["day"]): str(p["article"]) for p in told}

    def erase(self, person: str) -> "tuple[Path, ...]":
        """Delete everything of a person for good; return older stores that could not be changed."""
        self._made.forget(person)
        return self.store.erase(person)

    def visit_of(self, kb: KnowledgeBase, person: str, now: datetime) -> Visit:
        """Return the visit of somebody as it was kept: answers, wishes, programme, diary.

        A danger sign that the diary told after the answers stands as an answer too.
        """
        visit = Visit(person=person, diary=self.diary(person))
        visit = replace(visit, spasms=_recent_spasms(visit.diary, now.date()))
        told = self.last(person, "answers")
        if told is not None:
            visit = _with_answers(kb, visit, told)
            visit = self._with_dangers(visit, told)
        wished = self.last(person, "wishes")
        if wished is not None:
            visit = replace(visit, wishes=_wishes(kb, wished.payload))
        made = self.last(person, "programme")
        if made is not None and "begun" in made.payload:
            begun, start = (date.fromisoformat(made.payload[k]) for k in ("begun", "start"))
            visit = replace(visit, training=Training(begun=begun, start=start))
        return visit

    def _with_dangers(self, visit: Visit, told: "Event") -> Visit:
        """Take in what the diary said of danger signs after these answers were kept."""
        from lumbago.store import standing

        kept = {k.id: k.entry for k in self.entries(visit.person)}
        events = standing(self.store.events(visit.person, ("answers", "entry", "undo")))
        after = [e.id for e in events].index(told.id) + 1
        for event in events[after:]:
            answers, dangers = visit.answers, kept[event.id].dangers
            if answers is not None and dangers:
                given = answers.given
                new = {id: worse(given[id], a) if id in given else a for id, a in dangers.items()}
                visit = visit.answered(answers.with_answers(new), event.at, new)
        return visit

    def keep_guest(self, kb: KnowledgeBase, visit: Visit, person: str) -> None:
        """Keep what a guest has told so far, now that they want it kept."""
        for entry in visit.diary.entries:
            self.add_entry(person, entry, kb)
        kept = replace(visit, person=person)
        if visit.answers is not None and visit.has_places:
            self.tell(kept, "answers", answers_record(kept, visit.answers), kb)
            self.tell(kept, "wishes", as_wishes_record(visit.wishes), kb)
        for score in visit.scores:
            self.tell(kept, "measure", as_score_record(score), kb)


def entry_id(entry: DiaryEntry) -> str:
    """Return the id of a guest's entry: the same words have the same one."""
    text = json.dumps(as_entry_record(entry), sort_keys=True)
    return sha256(text.encode()).hexdigest()[:32]


def answers_record(visit: Visit, answers: Answers) -> dict[str, Any]:
    """Return the answers as they are kept: those of the line, and where they were marked."""
    marks = {"main": visit.marks.main, "others": sorted(visit.marks.others)}
    return {**as_answers_record(answers), "marks": marks, "carer": visit.carer}


def as_told(value: Any, day: date | None = None) -> Any:
    """Return a record as it can be compared with one of another day.

    A plan counts its dates from its own `date`: the same plan a day later has other dates, and
    tells nothing new. So each date becomes the days from there.
    """
    if isinstance(value, Mapping):
        own = _as_date(value.get("date")) or day
        return {name: as_told(inner, own) for name, inner in value.items()}
    if isinstance(value, list):
        return [as_told(inner, day) for inner in value]
    at = _as_date(value) if day is not None else None
    return (at - day).days if at is not None and day is not None else value


def _as_date(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def _derived(id: str, entry: DiaryEntry) -> str:
    """Return the id of other words in the form with this id: the same words have the same one."""
    return entry_id(replace(entry, at=None, zone="", note=f"{id} {entry.note}"))


def _says_the_same(one: DiaryEntry, other: DiaryEntry) -> bool:
    """Whether two entries differ in the time of writing alone."""
    return replace(one, at=None, zone="") == replace(other, at=None, zone="")


def _named(kb: KnowledgeBase) -> str:
    return f"{kb.version} {kb.digest}"


def _with_answers(kb: KnowledgeBase, visit: Visit, told: "Event") -> Visit:
    record: dict[str, Any] = {name: told.payload.get(name) for name in OF_ANSWERS}
    known = {id: a for id, a in (record["answers"] or {}).items() if id in kb.findings}
    try:
        answers = read_answers(kb, {**record, "answers": known})
    except AnswersError:  # the knowledge has changed: they are asked again
        return visit
    marks = told.payload.get("marks", {})
    places = set(all_places())
    main = marks.get("main", "") if marks.get("main") in places else ""
    return replace(
        visit,
        is_known=True,
        carer=told.payload.get("carer") is True,
        age_years=answers.person.age_years,
        sex=answers.person.sex,
        region=answers.person.region,
        marks=Marks(main, frozenset(marks.get("others", ())) & places),
        has_places=True,
        has_told=True,
        given=answers.given,
        answered_at=dict.fromkeys(answers.given, told.at),
    )


def _wishes(kb: KnowledgeBase, payload: Mapping[str, Any]) -> Wishes:
    try:
        return read_wishes(kb, dict(payload))
    except AnswersError:
        return Wishes()


def _recent_spasms(diary: Diary, today: date) -> tuple[Spasm, ...]:
    return tuple(s for e in recent(diary.entries, today) for s in e.spasms)


def recent(entries: Iterable[DiaryEntry], today: date) -> tuple[DiaryEntry, ...]:
    """Return the entries of the last days."""
    return tuple(e for e in entries if timedelta() <= today - e.day < RECENT)
