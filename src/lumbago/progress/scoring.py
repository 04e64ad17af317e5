"""A questionnaire: what was ticked, its score, and when it is asked again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lumbago.errors import AnswersError, Problem
from lumbago.knowledge import KnowledgeBase, Scale


@dataclass(frozen=True, slots=True)
class Score:
    """One time that a questionnaire was filled in.

    Attributes:
        scale: its id in `kb.scales`.
        day: on which day.
        ticked: the numbers of the sentences that fit, from 1; none is a score of 0.
    """

    scale: str
    day: date
    ticked: frozenset[int]

    @property
    def points(self) -> int:
        """The score: how many sentences fit. Less is better."""
        return len(self.ticked)


def read_score(kb: KnowledgeBase, record: object) -> Score:
    """Read `{"scale": "rmdq", "day": "2026-03-02", "ticked": [3, 7]}`.

    Raises:
        AnswersError: it is no such record; each fault is told.
    """
    if not isinstance(record, Mapping):
        raise AnswersError((Problem("score", "it must be an object."),))
    problems: list[Problem] = []
    scale = kb.scales.get(str(record.get("scale", "")))
    if scale is None or not scale.items:
        known = ", ".join(s.id for s in kb.scales.values() if s.items)
        problems.append(Problem("scale", "there is no such questionnaire.", f"Use: {known}."))
    day = _day(record.get("day"))
    if day is None:
        problems.append(Problem("day", "it is no date.", "Write it as 2026-03-02."))
    ticked = record.get("ticked", [])
    most = len(scale.items) if scale else 0
    if not isinstance(ticked, list) or not all(type(n) is int and 1 <= n <= most for n in ticked):
        problems.append(Problem("ticked", f"it must list numbers from 1 to {most}."))
    if problems or scale is None or day is None:
        raise AnswersError(tuple(problems))
    return Score(scale.id, day, frozenset(ticked))


def as_score_record(score: Score) -> dict[str, Any]:
    """Return what `read_score` reads."""
    return {"scale": score.scale, "day": score.day.isoformat(), "ticked": sorted(score.ticked)}


def due(scale: Scale, scores: Iterable[Score], start: date, today: date) -> int | None:
    """Return the week, since the start, for which a questionnaire is open; None where none is.

    The newest of its weeks that has begun is open until it has been filled in.
    """
    begun = [w for w in scale.weeks if start + timedelta(weeks=w) <= today]
    if not begun:
        return None
    since = start + timedelta(weeks=begun[-1])
    done = any(s.scale == scale.id and since <= s.day <= today for s in scores)
    return None if done else begun[-1]


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
