"""The words in which people tell of findings."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WordClass:
    """Words that mean the same or name the same kind of thing: {leg}, {numb}.

    `kind` tells how two classes in one phrase keep to their own part of a sentence: a
    "quality" belongs to its nearest "place", and a "sense" hides the words inside it.
    `includes` names classes whose words count as well.
    """

    id: str
    words: tuple[str, ...]
    kind: str = ""
    includes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPhrases:
    """How people and clinicians say that a finding is there (`present`) or not (`absent`).

    `broad`: names of the finding too common to stand alone. `lasting`: true of a person for
    good, so that "ten years ago" still counts. `family`: about relatives. `personal`: what a
    relative does to the person is meant, so a relative in the sentence changes nothing.
    `yields_to`: findings that win where both were read from the same words.
    """

    finding: str
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    broad: tuple[str, ...] = ()
    lasting: bool = False
    family: bool = False
    personal: bool = False
    yields_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What a measured value means: the finding is there `above`, `at_least` or `below` a limit.

    Only values from `low` to `high` are meant, so that mg/dl and mmol/l tell themselves apart,
    and only with one of the `units` after them, if there are any. `denies`: a value on the
    other side of the limit denies the finding.
    """

    finding: str
    low: float
    high: float
    side: str
    limit: float
    units: tuple[str, ...] = ()
    denies: bool = True

    def __contains__(self, value: float) -> bool:
        """Whether a value can be meant."""
        return self.low <= value <= self.high

    def holds(self, value: float) -> bool:
        """Whether a value makes the finding."""
        if self.side == "below":
            return value < self.limit
        return value > self.limit if self.side == "above" else value >= self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """Something that is measured: how it is called, and what its values mean."""

    id: str
    names: tuple[str, ...]
    basis: str
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """What is known of the words in which people tell of findings.

    `measurements`: what measured values mean. `spelling`: how short or common ways of writing are
    read. `common_words`: English words that spelling repair leaves alone. `stems`: of words of
    the phrases, made beforehand, since a stemmer is slow; a word that is missing is stemmed.
    """

    classes: Mapping[str, WordClass]
    findings: Mapping[str, FindingPhrases]
    measurements: Mapping[str, Measurement]
    spelling: Mapping[str, str]
    common_words: frozenset[str]
    stems: Mapping[str, str]
