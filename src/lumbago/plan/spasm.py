"""A spasm as a person notes it down: where, how many, how long and how strong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lumbago.errors import AnswersError, Problem

MOST_SPASMS = 50
OFTEN = 3
"""So many spasms at the same place are a reason to see somebody (ledger S4-192)."""


class SpasmPlace(StrEnum):
    """Where it locked up."""

    LOW_BACK = "low_back"
    MID_BACK = "mid_back"
    NECK = "neck"
    ELSEWHERE = "elsewhere"


class SpasmLength(StrEnum):
    """How long one of them held on."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    HALF_HOUR = "half_hour"
    HOURS = "hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spasm:
    """Spasms of one day at one place: how many, how long each, how strong from 0 to 10.

    Raises:
        AnswersError: the number or the strength lies outside its range.
    """

    place: SpasmPlace
    count: int = 1
    length: SpasmLength | None = None
    strength: float | None = None

    def __post_init__(self) -> None:
        wrong = []
        if not 1 <= self.count <= MOST_SPASMS:
            wrong.append(Problem.of("count", "it must be from 1 to {most}.", most=MOST_SPASMS))
        if self.strength is not None and not 0 <= self.strength <= 10:
            wrong.append(Problem("strength", "it must be from 0 to 10."))
        if wrong:
            raise AnswersError(tuple(wrong))


def is_often(spasms: Iterable[Spasm]) -> bool:
    """Whether the same place has locked up so often that somebody should look at it."""
    count: dict[SpasmPlace, int] = {}
    for spasm in spasms:
        count[spasm.place] = count.get(spasm.place, 0) + spasm.count
    return any(n >= OFTEN for n in count.values())


def as_spasm_record(spasm: Spasm) -> dict[str, Any]:
    """Return a spasm as plain JSON, for the store."""
    return {
        "place": spasm.place.value,
        "count": spasm.count,
        "length": spasm.length.value if spasm.length else None,
        "strength": spasm.strength,
    }


def read_spasm(record: Mapping[str, Any]) -> Spasm:
    """Read a record back.

    Raises:
        AnswersError: a value is of no kind that there is, or outside its range.
    """
    try:
        length = record.get("length")
        strength = record.get("strength")
        return Spasm(
            place=SpasmPlace(record["place"]),
            count=int(record.get("count", 1)),
            length=SpasmLength(length) if length else None,
            strength=None if strength is None else float(strength),
        )
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, AnswersError):
            raise
        raise AnswersError((Problem("spasm", "a value is of no kind that there is."),)) from error
