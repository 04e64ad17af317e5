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
class Phrases:
    """What is known of the words in which people tell of findings.

    `spelling`: how short or common ways of writing are read. `common_words`: English words
    that spelling repair leaves alone.
    """

    classes: Mapping[str, WordClass]
    findings: Mapping[str, FindingPhrases]
    spelling: Mapping[str, str]
    common_words: frozenset[str]
