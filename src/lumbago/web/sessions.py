"""Visits: what a person told us, in this process's memory and nowhere else."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from threading import Lock

from lumbago.answers import Answer, Answers, Person, Region, Setting, Sex
from lumbago.body import Marks
from lumbago.diary import Diary
from lumbago.interview import Card, Step
from lumbago.knowledge import Urgency
from lumbago.plan import Wishes
from lumbago.plan.spasm import Spasm
from lumbago.progress import Score
from lumbago.reading import Understanding

LIFE = timedelta(hours=12)
"""A visit that was left alone for so long is forgotten."""

MOST_VISITS = 500
"""When there are more, the one left alone the longest is forgotten."""


@dataclass(frozen=True, slots=True)
class Before:
    """What the result said before an answer was changed, so that the difference can be told."""

    urgency: Urgency
    leader: str
    leader_name: str


@dataclass(frozen=True, slots=True)
class Story:
    """What was written, and what was understood: kept only until the person has checked it.

    `assumed` names the findings that were taken as told at once, because they are an emergency.
    """

    text: str
    understood: Understanding
    assumed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Training:
    """The day on which a programme was begun, and its first day."""

    begun: date
    start: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One person's way through the pages so far.

    `trail` holds the cards and questions that were answered, in their order: its length is the
    number of the current one. `draft` holds marks of which the main one is still asked, and
    `told` the findings that came from a checked story. `plan_skips`: how often a plan was wanted
    before the danger signs were asked. `spasms`: those that were noted down. `scores`:
    questionnaires that a guest filled in. `person`: the id of
    whose data is kept on this machine; empty for a guest. `saved`: the id of the last diary entry.
    """

    carer: bool = False
    is_known: bool = False
    age_years: float | None = None
    sex: Sex | None = None
    region: Region | None = None
    marks: Marks = field(default_factory=Marks)
    draft: Marks = field(default_factory=Marks)
    has_places: bool = False
    story: Story | None = None
    has_told: bool = False
    told: frozenset[str] = frozenset()
    given: Mapping[str, Answer] = field(default_factory=dict)
    answered_at: Mapping[str, datetime] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()
    trail: tuple[Step, ...] = ()
    goes_on: bool = False
    was_stale: bool = False
    has_seen_result: bool = False
    before: Before | None = None
    what_if: tuple[tuple[str, bool], ...] = ()
    wishes: Wishes = field(default_factory=Wishes)
    training: Training | None = None
    diary: Diary = field(default_factory=Diary)
    plan_skips: int = 0
    spasms: tuple[Spasm, ...] = ()
    scores: tuple[Score, ...] = ()
    person: str = ""
    saved: str = ""

    @property
    def answers(self) -> Answers | None:
        """The answers for the line, once it is known where it hurts."""
        if self.region is None:
            return None
        person = Person(
            region=self.region, age_years=self.age_years, sex=self.sex, setting=Setting.ONLINE
        )
        return Answers(person, self.given)

    def answered(self, answers: Answers, now: datetime, at: Mapping[str, Answer]) -> "Visit":
        """Take in the answers after a step; `at` names those given just now."""
        return replace(
            self,
            given=answers.given,
            answered_at={**self.answered_at, **dict.fromkeys(at, now)},
            withheld=self.withheld - set(at),
            what_if=(),
        )

    def step_of(self, finding: str) -> int | None:
        """Return the number of the last step that asked this, or None."""
        for number in reversed(range(len(self.trail))):
            step = self.trail[number]
            asked = step.findings if isinstance(step, Card) else (step.finding.id,)
            if finding in asked:
                return number
        return None


class Visits:
    """The visits in memory, by the random id in the cookie: few, and not for long."""

    def __init__(self, clock: Callable[[], datetime], most: int = MOST_VISITS) -> None:
        self._clock = clock
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[str, tuple[datetime, Visit]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, id: str) -> Visit:
        """Return the visit, or an empty one."""
        with self._lock:
            self._drop_old()
            found = self._kept.get(id)
            if found is None:
                return Visit()
            self._kept[id] = (self._clock(), found[1])
            self._kept.move_to_end(id)
            return found[1]

    def keep(self, id: str, visit: Visit) -> None:
        """Remember the visit as it is now."""
        with self._lock:
            self._kept[id] = (self._clock(), visit)
            self._kept.move_to_end(id)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def forget(self, id: str) -> None:
        """Forget everything of one visit."""
        with self._lock:
            self._kept.pop(id, None)

    def _drop_old(self) -> None:
        oldest = self._clock() - LIFE
        while self._kept and next(iter(self._kept.values()))[0] < oldest:
            self._kept.popitem(last=False)
