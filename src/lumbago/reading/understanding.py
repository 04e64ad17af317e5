"""What was understood of a text: mentions with their place, facts about the person, a merge."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lumbago.answers import Answer, Answers, Person, Region, Sex


@dataclass(frozen=True, slots=True)
class Mention:
    """A finding in the text: there, not there, or unsure (None), and in which words."""

    finding: str
    value: bool | None
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing about the person or the pain, with its place in the text.

    `name` is age_years, sex, region, side, or a finding that takes a number.
    """

    name: str
    value: float | str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """A proposal, to be shown to the person and corrected: nothing in it is final."""

    mentions: tuple[Mention, ...] = ()
    facts: tuple[Fact, ...] = ()
    danger: frozenset[str] = frozenset()

    @property
    def age_years(self) -> float | None:
        """The person's age, if the text tells it."""
        value = self._first("age_years")
        return None if value is None else float(value)

    @property
    def sex(self) -> Sex | None:
        """The person's sex, if the text tells it."""
        value = self._first("sex")
        return None if value is None else Sex(str(value))

    @property
    def region(self) -> Region | None:
        """Where it mainly hurts, if the text tells it."""
        value = self._first("region")
        return None if value is None else Region(str(value))

    @property
    def side(self) -> str | None:
        """left, right or both, if the text tells it."""
        value = self._first("side")
        return None if value is None else str(value)

    @property
    def answers(self) -> Mapping[str, Answer]:
        """Finding id → answer. Said both there and not there: "yes" for a danger, else unsure."""
        found: dict[str, set[bool | None]] = {}
        for mention in self.mentions:
            found.setdefault(mention.finding, set()).add(mention.value)
        given: dict[str, Answer] = {id: self._settle(id, said) for id, said in found.items()}
        for fact in self.facts:
            if fact.name not in PERSONAL:
                given.setdefault(fact.name, fact.value)
        return MappingProxyType(dict(sorted(given.items())))

    def _settle(self, finding: str, said: set[bool | None]) -> bool | None:
        if True in said and False in said:
            return True if finding in self.danger else None
        if True in said:
            return True
        return None if None in said else False

    def _first(self, name: str) -> float | str | None:
        return next((fact.value for fact in self.facts if fact.name == name), None)


PERSONAL = frozenset({"age_years", "sex", "region", "side"})
"""Facts that are no answers to a question about findings."""


def merge(understanding: Understanding, answers: Answers) -> Answers:
    """Lay what was understood under the answers that were given: those always win."""
    old = answers.person
    person = Person(
        region=old.region,
        age_years=understanding.age_years if old.age_years is None else old.age_years,
        sex=understanding.sex if old.sex is None else old.sex,
        setting=old.setting,
    )
    return Answers(person, {**understanding.answers, **answers.given})
