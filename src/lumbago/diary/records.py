"""A diary entry as plain JSON, and back: the shape that is stored and exported.

    {"at": "2026-03-02T08:30:00+01:00", "zone": "Europe/Vienna", "day": "2026-03-02",
     "sites": {"low_back": {"now": 4, "worst": 7}}, "sleep_hours": 6.5,
     "exposures": {"driving": {"minutes": 90}}, "dangers": {"saddle_numbness": false}}

Only what was said stands in it. Fields are only added, so that an old entry can always be read.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from math import isfinite
from typing import Any, Final, TypeVar

from lumbago.answers import Answer
from lumbago.body import all_places
from lumbago.diary.entries import (
    HOURS,
    SCORES,
    DiaryEntry,
    Exposed,
    Felt,
    Load,
    Settled,
    SitePain,
    Spread,
)
from lumbago.errors import AnswersError, Problem
from lumbago.knowledge import KnowledgeBase
from lumbago.plan.spasm import Spasm, as_spasm_record, read_spasm

_T = TypeVar("_T")
_E = TypeVar("_E", bound=StrEnum)

LONGEST_NOTE: Final = 4000
LONGEST_NAME: Final = 80
MOST_DAYS_LATE: Final = 3660
"""An older day is a slip of the year; ten years of an old diary can be written down."""

MOST: Final = 100
"""So many spasms, medicines, or things of one kind are at most in one entry."""

_NUMBERS = (*SCORES, *HOURS, "stiffness_minutes")
_FLAGS = ("done", "light_headed", "muscle_sore")


def as_entry_record(entry: DiaryEntry) -> dict[str, Any]:
    """Return an entry as plain JSON; what was not said is left out."""
    record: dict[str, Any] = {"day": entry.day.isoformat()}
    if entry.at is not None:
        record["at"] = entry.at.isoformat()
    if entry.sites:
        record["sites"] = {
            place: _said({"now": s.now, "worst": s.worst}) for place, s in entry.sites.items()
        }
    if entry.dangers:
        record["dangers"] = dict(entry.dangers)
    if entry.spasms:
        record["spasms"] = [_said(as_spasm_record(s)) for s in entry.spasms]
    if entry.exposures:
        record["exposures"] = {id: _exposed_record(e) for id, e in entry.exposures.items()}
    if entry.medicines:
        record["medicines"] = list(entry.medicines)
    if entry.spread is not None:
        record["spread"] = entry.spread.value
    if entry.exercises:
        record["exercises"] = {
            id: _said({"pain": f.pain, "effort": f.effort}) for id, f in entry.exercises.items()
        }
    if entry.settled is not None:
        record["settled"] = entry.settled.value
    texts = {name: getattr(entry, name) or None for name in ("zone", "note")}
    return record | _said(texts | {n: getattr(entry, n) for n in (*_NUMBERS, *_FLAGS)})


def read_entry(record: object, kb: KnowledgeBase | None = None) -> DiaryEntry:
    """Turn a record into an entry.

    Args:
        record: as `as_entry_record` writes it. The day may be left out where `at` is given.
        kb: where given, every id must be one of the knowledge, as it must at a door. What was
            stored is read without: it stays readable when the knowledge changes.

    Raises:
        AnswersError: with every problem of the record.
    """
    if not isinstance(record, dict):
        what, remedy = "this is not a JSON object.", 'Write {"day": "2026-03-02"} at least.'
        raise AnswersError((Problem("entry", what, remedy),))
    reader = _Reader(kb, record)
    fields = reader.fields()
    if reader.problems:
        raise AnswersError(tuple(reader.problems))
    return DiaryEntry(**fields)


class _Reader:
    """Reads each field of a record and collects every fault."""

    def __init__(self, kb: KnowledgeBase | None, record: Mapping[str, Any]) -> None:
        self.kb = kb
        self.record = {str(name): value for name, value in record.items()}
        self.problems: list[Problem] = []

    def fields(self) -> dict[str, Any]:
        read: dict[str, Callable[[str], Any]] = {
            "at": self.moment,
            "day": self.day,
            "zone": lambda n: self.text(n, LONGEST_NAME),
            "note": lambda n: self.text(n, LONGEST_NOTE),
            "sites": self.sites,
            "dangers": self.dangers,
            "spasms": self.spasms,
            "exposures": self.exposures,
            "medicines": self.medicines,
            "spread": lambda n: self.choice(n, self.record.get(n), Spread),
            "exercises": self.exercises,
            "settled": lambda n: self.choice(n, self.record.get(n), Settled),
            **dict.fromkeys(_NUMBERS, self.own_number),
            **{n: lambda n: self.flag(n, self.record.get(n)) for n in _FLAGS},
        }
        self.refuse_unknown("", self.record, read)
        given = {"day", *(n for n, value in self.record.items() if value is not None)}
        return {name: reads(name) for name, reads in read.items() if name in given}

    def fault(self, place: str, what: str, remedy: str = "", /, **gaps: str | float) -> None:
        self.problems.append(Problem.of(place[:LONGEST_NAME], what, remedy, **gaps))

    def unknown(self, place: str, what: str, name: str, known: Collection[str]) -> None:
        """Note that there is no such name."""
        self.problems.append(Problem.no_such(place[:LONGEST_NAME], what, name, known))

    def refuse_unknown(self, before: str, given: Mapping[str, Any], names: Collection[str]) -> None:
        """Note each field that there is not; one of a newer version may stand in the store."""
        for name in sorted({str(n) for n in given} - set(names)) if self.kb is not None else ():
            self.unknown(f"{before}{name}", "there is no such field.", name, names)

    def moment(self, name: str) -> datetime | None:
        value, remedy = self.record.get(name), "Write it as 2026-03-02T08:30+01:00."
        if value is None:
            return None
        try:
            at = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            self.fault(name, "it is no time.", remedy)
            return None
        if at.utcoffset() is None:
            self.fault(name, "it has no time zone.", remedy)
            return None
        return at

    def day(self, name: str) -> date:
        value: Any = self.record.get(name)
        at: Any = self.record.get("at")
        try:
            day = datetime.fromisoformat(at).date() if value is None else date.fromisoformat(value)
        except (TypeError, ValueError):
            self.fault(name, "it is no date.", "Write it as 2026-03-02.")
            return date.min
        try:
            written = day if at is None else datetime.fromisoformat(at).date()
        except (TypeError, ValueError):
            return day  # the fault of the time is told by `moment`
        if written < day:
            self.fault(name, "it is after the day of writing.", "Write the day that is meant.")
        elif self.kb is not None and (written - day).days > MOST_DAYS_LATE:
            self.fault(name, "it is too long ago.", "Write the day that is meant.")
        return day

    def own_number(self, name: str) -> float | None:
        most = 10 if name in SCORES else 24 if name in HOURS else 24 * 60
        return self.number(name, self.record.get(name), most)

    def number(self, place: str, value: Any, most: int) -> float | None:
        if value is None:
            return None
        if _is_number(value) and 0 <= value <= most:
            return float(value)
        self.fault(place, "it must be a number from 0 to {most}.", most=most)
        return None

    def flag(self, place: str, value: object) -> bool | None:
        if isinstance(value, bool | None):
            return value
        self.fault(place, "it must be true, false or null.")
        return None

    def text(self, name: str, longest: int) -> str:
        value = self.record.get(name)
        if value is None:
            return ""
        if isinstance(value, str) and len(value) <= longest:
            return _text(value)
        self.fault(name, "it must be a text of at most {longest} characters.", longest=longest)
        return ""

    def choice(self, place: str, value: object, kind: type[_E]) -> _E | None:
        if value is None:
            return None
        if value in [option.value for option in kind]:
            return kind(value)
        self.fault(place, "it is unknown.", "Use one of: {all}.", all=", ".join(kind))
        return None

    def table(self, name: str, known: Collection[str] | None) -> Iterator[tuple[str, Any]]:
        """Yield the entries of an object; where ids are known, each must be one of them."""
        value = self.record.get(name)
        if value is None:
            return
        if not isinstance(value, dict) or len(value) > MOST:
            self.fault(name, "it must be a JSON object with at most {most} entries.", most=MOST)
            return
        for id, inner in value.items():
            if known is not None and id not in known:
                self.unknown(f"{name}.{id}", "there is no such one.", str(id), known)
            yield str(id), inner

    def parts(self, place: str, value: object, names: tuple[str, ...]) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            self.fault(place, "it must be a JSON object.")
            return {}
        self.refuse_unknown(f"{place}.", value, names)
        return {name: value[name] for name in names if name in value}

    def sites(self, name: str) -> dict[str, SitePain]:
        found = {}
        for id, value in self.table(name, all_places() if self.kb is not None else None):
            place = f"{name}.{id}"
            given = self.parts(place, value, ("now", "worst"))
            now, worst = (self.number(f"{place}.{n}", given.get(n), 10) for n in ("now", "worst"))
            found[id] = SitePain(now, worst)
        return found

    def exercises(self, name: str) -> dict[str, Felt]:
        found = {}
        for id, value in self.table(name, self.kb.exercises if self.kb is not None else None):
            place = f"{name}.{id}"
            given = self.parts(place, value, ("pain", "effort"))
            pain, effort = (self.number(f"{place}.{n}", given.get(n), 10)
                            for n in ("pain", "effort"))  # fmt: skip
            found[id] = Felt(pain, effort)
        return found

    def exposures(self, name: str) -> dict[str, Exposed]:
        found = {}
        for id, value in self.table(name, self.kb.care.exposures if self.kb is not None else None):
            place = f"{name}.{id}"
            given = self.parts(place, value, ("there", "minutes", "load", "helped"))
            there = self.flag(f"{place}.there", given.get("there", True))
            found[id] = Exposed(
                there=there is not False,
                minutes=self.number(f"{place}.minutes", given.get("minutes"), 24 * 60),
                load=self.choice(f"{place}.load", given.get("load"), Load),
                helped=self.flag(f"{place}.helped", given.get("helped")),
            )
        return found

    def dangers(self, name: str) -> dict[str, Answer]:
        found: dict[str, Answer] = {}
        for id, value in self.table(name, self.kb.findings if self.kb is not None else None):
            finding = self.kb.findings.get(id) if self.kb is not None else None
            if finding is not None and finding.is_yes_no:
                found[id] = self.flag(f"{name}.{id}", value)
            elif value is None or isinstance(value, bool | str) or _is_number(value):
                found[id] = value
            else:
                self.fault(f"{name}.{id}", "it must be true, false or null.")
        return found

    def spasms(self, name: str) -> tuple[Spasm, ...]:
        found = []
        for number, value in enumerate(self.list(name), start=1):
            place = f"{name}.{number}"
            given = self.parts(place, value, ("place", "count", "length", "strength"))
            try:
                found.append(read_spasm(given))
            except AnswersError as error:
                for p in error.problems:
                    self.fault(f"{place}.{p.place}", p.what, p.remedy, **dict(p.gaps))
        return tuple(found)

    def medicines(self, name: str) -> tuple[str, ...]:
        given = self.list(name)
        if all(isinstance(m, str) and 0 < len(m) <= LONGEST_NAME for m in given):
            return tuple(map(_text, given))
        what = "it must be a list of names of at most {longest} characters."
        self.fault(name, what, longest=LONGEST_NAME)
        return ()

    def list(self, name: str) -> list[Any]:
        value = self.record.get(name)
        if value is None:
            return []
        if isinstance(value, list) and len(value) <= MOST:
            return value
        self.fault(name, "it must be a list of at most {most}.", most=MOST)
        return []


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, int) or isfinite(value)


def _text(value: str) -> str:
    """Return a text that can be written anywhere: half a character becomes a question mark."""
    return value.encode("utf-8", "replace").decode()


def _exposed_record(e: Exposed) -> dict[str, Any]:
    there = {} if e.there else {"there": False}
    load = e.load.value if e.load else None
    return there | _said({"minutes": e.minutes, "load": load, "helped": e.helped})


def _said(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
