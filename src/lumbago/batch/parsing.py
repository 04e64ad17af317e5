"""Lines of JSON → columns, or what is wrong with a line.

Good lines take a short way; `lumbago.intake` is asked only about a line that does not, and its
sentences are the ones that are told. What a person said is never repeated.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from json.encoder import encode_basestring_ascii
from math import isfinite
from typing import Any

import numpy as np

from lumbago.answers import Answers, Setting
from lumbago.batch.columns import REGIONS, SETTINGS, SEXES, Columns, Indices
from lumbago.batch.lines import LONGEST_LINE, Block
from lumbago.errors import AnswersError
from lumbago.intake import NUMBERS, Told, each_once, read_told
from lumbago.knowledge import KnowledgeBase
from lumbago.records import as_understood

MOST_FIELDS = 2000
"""No honest record has more fields or answers: more of them are not looked at one by one."""

LONGEST_PROBLEM = 400

_FIELDS = frozenset({"id", "age_years", "sex", "region", "setting", "answers", "text"})
_PERSONAL = frozenset({"age_years", "sex", "pain_region"})
_REGION: Mapping[Any, int] = {region.value: r for r, region in enumerate(REGIONS)}
_SEX: Mapping[Any, int] = {sex.value if sex else None: s for s, sex in enumerate(SEXES)}
_SETTING: Mapping[Any, int] = {setting.value: s for s, setting in enumerate(SETTINGS)} | {
    None: SETTINGS.index(Setting.PRIMARY_CARE)
}


class LineError(ValueError):
    """A line cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which finding has which row, and which take numbers: the shape of all columns.

    `row` has the findings that are answered by yes or no; `numbers` the ends of the others.
    """

    row: Mapping[str, int]
    numbers: Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Parsed:
    """The good lines of a block as columns, their ids as JSON, and what is wrong with the others.

    `line` is (N,) the place in the block of each person. `understood` has, for each place whose
    line has a text, what was understood of it, as JSON.
    """

    people: Columns
    ids: tuple[str, ...]
    line: Indices
    problems: Mapping[int, str]
    understood: Mapping[int, str]


def layout_of(kb: KnowledgeBase) -> Layout:
    """Lay out the columns for a knowledge base."""
    askable = [id for id in kb.findings if id not in _PERSONAL]
    yes_no = [id for id in askable if id not in NUMBERS]
    return Layout(
        row={id: f for f, id in enumerate(yes_no)},
        numbers={id: NUMBERS[id] for id in askable if id in NUMBERS},
    )


def read_record(line: bytes | None) -> dict[str, Any]:
    """Read one line as a JSON object.

    Raises:
        LineError: it is none.
    """
    if line is None:
        raise LineError(f"it is longer than {LONGEST_LINE:,} bytes.")
    try:
        record = json.loads(line.decode())
    except UnicodeDecodeError:
        raise LineError("this is not UTF-8 text.") from None
    except json.JSONDecodeError as error:
        raise LineError(f"this is not JSON: {error.msg} in column {error.colno}.") from None
    except RecursionError:
        raise LineError("this is nested far too deep.") from None
    except ValueError:  # Python refuses to read a number of thousands of digits
        raise LineError("a number in it is far too long.") from None
    if not isinstance(record, dict):
        raise LineError('this is not a JSON object. Write {"region": ..., "answers": {}}.')
    answers = record.get("answers")
    if len(record) > MOST_FIELDS or (isinstance(answers, dict) and len(answers) > MOST_FIELDS):
        raise LineError("there are more fields than anybody can be asked.")
    if line.count(b":") > len(record) + (len(answers) if isinstance(answers, dict) else 0):
        _refuse_twice(line)  # or it is only a text with a colon in it
    return record


def _refuse_twice(line: bytes) -> None:
    """Read a line again and refuse it where a field stands in it twice."""
    try:
        json.loads(line.decode(), object_pairs_hook=each_once)
    except AnswersError as error:
        raise LineError(_in_one_line(error)) from None


def id_of(record: Mapping[str, Any]) -> str:
    """Return the record's id as JSON, in ASCII.

    Raises:
        LineError: it is a list or an object, or no number that JSON has.
    """
    id = record.get("id")
    if isinstance(id, str):
        return encode_basestring_ascii(id)
    if id is None or isinstance(id, bool | int) or (isinstance(id, float) and isfinite(id)):
        return json.dumps(id)
    raise LineError("id: it must be a word or a number.")


def read(kb: KnowledgeBase, record: object) -> Told:
    """Turn a record into answers as `intake` does.

    Raises:
        LineError: with every problem in one line.
    """
    try:
        return read_told(kb, record)
    except AnswersError as error:
        raise LineError(_in_one_line(error)) from None
    except OverflowError:
        raise LineError("a number in it is far too large.") from None


def _in_one_line(error: AnswersError) -> str:
    told = " ".join(map(str, error.problems))
    short = told if len(told) <= LONGEST_PROBLEM else f"{told[:LONGEST_PROBLEM]} ..."
    return " ".join(short.split())


def parse(kb: KnowledgeBase, layout: Layout, block: Block) -> Parsed:
    """Read the lines of a block into columns."""
    filling = _Filling(layout, len(block.lines))
    ids: list[str] = []
    good: list[int] = []
    problems: dict[int, str] = {}
    understood: dict[int, str] = {}
    for place, line in enumerate(block.lines):
        try:
            record = read_record(line)
            id = id_of(record)
            if not filling.add(place, record):
                told = read(kb, record)
                filling.add_answers(place, told.answers)
                if told.understood is not None:
                    understood[place] = json.dumps(as_understood(kb, told.understood))
        except LineError as error:
            problems[place] = str(error)
        else:
            ids.append(id)
            good.append(place)
    chosen = np.array(good, dtype=np.int64)
    return Parsed(filling.columns().take(chosen), tuple(ids), chosen, problems, understood)


class _Filling:
    """Columns while they are filled, one person at a time."""

    def __init__(self, layout: Layout, count: int) -> None:
        self.layout = layout
        self.count = count
        self.start = {id: f * count for id, f in layout.row.items()}
        self.yes: list[int] = []
        self.no: list[int] = []
        self.region, self.sex, self.setting = np.zeros((3, count), dtype=np.int8)
        self.numbers = {id: np.full(count, np.nan) for id in ("age_years", *layout.numbers)}

    def add(self, place: int, record: Mapping[str, Any]) -> bool:
        """Fill in a record; False, and nothing filled, where it has to be looked at closely."""
        given = record.get("answers")
        if not record.keys() <= _FIELDS or type(given) is not dict:
            return False
        if record.get("text") is not None:
            return False
        try:
            region = _REGION[record.get("region")]
            sex = _SEX[record.get("sex")]
            setting = _SETTING[record.get("setting")]
        except (KeyError, TypeError):
            return False
        age = record.get("age_years")
        if age is not None and not _is_number(age, *NUMBERS["age_years"]):
            return False
        before = len(self.yes), len(self.no)
        if not self.add_given(place, given):
            del self.yes[before[0] :], self.no[before[1] :]
            for id in self.layout.numbers:
                self.numbers[id][place] = np.nan
            return False
        self.region[place], self.sex[place], self.setting[place] = region, sex, setting
        if age is not None:
            self.numbers["age_years"][place] = age
        return True

    def add_given(self, place: int, given: Mapping[str, Any]) -> bool:
        """Fill in the answers; False where one cannot be taken as it stands."""
        start = self.start
        for id, answer in given.items():
            if answer is True or answer is False:
                first = start.get(id)
                if first is None:
                    return False
                (self.yes if answer else self.no).append(first + place)
            elif id in self.layout.numbers:
                if answer is None:
                    continue
                if not _is_number(answer, *self.layout.numbers[id]):
                    return False
                self.numbers[id][place] = answer
            elif answer is not None or id not in start:
                return False
        return True

    def add_answers(self, place: int, answers: Answers) -> None:
        """Fill in answers that `intake` has read."""
        person = answers.person
        self.region[place] = REGIONS.index(person.region)
        self.sex[place] = SEXES.index(person.sex)
        self.setting[place] = SETTINGS.index(person.setting)
        if person.age_years is not None:
            self.numbers["age_years"][place] = person.age_years
        self.add_given(place, answers.given)

    def columns(self) -> Columns:
        """Return what was filled in."""
        said = np.zeros(len(self.start) * self.count, dtype=np.int8)
        said[np.array(self.yes, dtype=np.int64)] = 1
        said[np.array(self.no, dtype=np.int64)] = -1
        return Columns(
            region=self.region,
            sex=self.sex,
            setting=self.setting,
            numbers=self.numbers,
            said=said.reshape(len(self.start), self.count),
            row=self.layout.row,
        )


def _is_number(value: object, low: float, high: float) -> bool:
    return type(value) in (int, float) and low <= value <= high  # type: ignore[operator]
