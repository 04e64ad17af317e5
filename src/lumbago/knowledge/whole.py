"""`KnowledgeBase`: all that is known, in one value, with the few settings of the whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from lumbago.answers import Region
from lumbago.knowledge.advice import Course, ImagingAdvice, Recovery, SpecialGroup
from lumbago.knowledge.articles import Article
from lumbago.knowledge.care import Care
from lumbago.knowledge.causes import Arrow, Condition, Finding, Group, Link, Mechanism
from lumbago.knowledge.danger import (
    ActionThreshold,
    RedFlag,
    SafetyCard,
    Topic,
    Urgency,
    UrgencyWords,
)
from lumbago.knowledge.glossary import Term
from lumbago.knowledge.languages import ENGLISH, Translation, WordsBy
from lumbago.knowledge.movement import Equipment, Exercise, NotNow, SourceRow, StopSign
from lumbago.knowledge.phrases import Phrases
from lumbago.knowledge.progression import ProgressionRule
from lumbago.knowledge.published import PublishedCase, PublishedFigure
from lumbago.knowledge.scales import Scale
from lumbago.sources import Figure, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The few things that belong to the whole.

    `word_bands`: from which probability on which word. `least_lift`: how far answers must
    lift the odds of a danger before it asks for anything. `calming`: findings whose "yes" may
    stop a rule above self-care, and no others. `nested`: (general, specific) findings, the
    specific one lying inside the general one. `exclusive`: findings that shut each other
    out. `unexplained`: the condition that stands for "no cause of this list" by region.
    `leaks_by_age`: background rates of risk factors that differ much with age, for 18-29,
    30-49, 50-64 and 65 and over. `strata`: the finding that each region stands for.
    `region_share`: the share of those who ask whose pain is mainly there.
    """

    word_bands: tuple[tuple[float, str], ...]
    action_thresholds: tuple[ActionThreshold, ...]
    least_lift: float
    calming: frozenset[str]
    nested: tuple[tuple[str, str], ...]
    exclusive: tuple[tuple[str, str], ...]
    unexplained: Mapping[Region, str]
    leaks_by_age: Mapping[str, tuple[float, float, float, float]]
    strata: Mapping[Region, str]
    region_share: Mapping[Region, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeBase:
    """All that is known, by id. Built only by `loading`, so its links always resolve.

    `digest` is that of everything that decides, and the same in every language; `language` and
    `translation` say in which words it is told. `words` are the small words of every door.
    """

    version: str
    digest: str
    settings: Settings
    sources: Mapping[str, Source]
    findings: Mapping[str, Finding]
    leaks: Mapping[str, Figure]
    conditions: Mapping[str, Condition]
    groups: Mapping[str, Group]
    mechanisms: Mapping[str, Mechanism]
    arrows: tuple[Arrow, ...]
    links: tuple[Link, ...]
    red_flags: Mapping[str, RedFlag]
    safety_cards: tuple[SafetyCard, ...]
    topics: tuple[Topic, ...]
    urgency_words: Mapping[Urgency, UrgencyWords]
    imaging: tuple[ImagingAdvice, ...]
    special_groups: Mapping[str, SpecialGroup]
    recoveries: Mapping[str, Recovery]
    courses: Mapping[str, Course]
    care: Care
    exercises: Mapping[str, Exercise]
    not_now: Mapping[str, NotNow]
    stop_signs: Mapping[str, StopSign]
    equipment: Mapping[str, Equipment]
    source_rows: Mapping[str, SourceRow]
    progression: Mapping[str, ProgressionRule]
    published_figures: tuple[PublishedFigure, ...]
    cases: tuple[PublishedCase, ...]
    articles: Mapping[str, Article]
    glossary: Mapping[str, Term]
    scales: Mapping[str, Scale]
    phrases: Phrases
    words: Mapping[str, str]
    language: str = ENGLISH
    translation: Translation | None = None

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What tells two bases apart: version, digest, and the language with its words."""
        worded = self.translation.digest if self.translation else ""
        return self.version, self.digest, self.language, worded

    def words_by(self, entry: str) -> WordsBy:
        """Say who the words of an entry are from, such as `red_flags.CES_02`."""
        if self.translation is None:
            return WordsBy.AUTHORS
        return WordsBy.PERSON if entry in self.translation.reviewed else WordsBy.MACHINE

    def __hash__(self) -> int:
        return hash(self.identity)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KnowledgeBase) and other.identity == self.identity
