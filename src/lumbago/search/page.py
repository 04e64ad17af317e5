"""What can be found: every page of the knowledge with its names, its text and its weight."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lumbago.knowledge import ENGLISH, Activity, Article, KnowledgeBase, TreatmentRole

MARKUP = re.compile(r"\[@[a-z0-9_]+\]|[#>*|]")

ARTICLES_FIRST = 1.35
TERMS_LATER = 0.75
DANGERS_LAST = 0.7
"""An article explains, a word is one line; a rare danger is no answer to an everyday word that its
page happens to have. How much sooner and later they are shown than others that fit as well: our
judgement."""


class Kind(StrEnum):
    """What a hit is; the order breaks ties."""

    ARTICLE = "article"
    CONDITION = "condition"
    EXERCISE = "exercise"
    ACTIVITY = "activity"
    MEDICINE = "medicine"
    TREATMENT = "treatment"
    SCAN_WORD = "scan_word"
    NOT_NOW = "not_now"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing to read: its kind and id, what it is called and a line of what it says."""

    kind: Kind
    id: str
    title: str
    says: str


@dataclass(frozen=True, slots=True)
class Page:
    """What is searched of one hit: its other names, its text, its weight and its findings."""

    hit: Hit
    names: str
    text: str
    weight: float = 1.0
    findings: frozenset[str] = frozenset()

    @property
    def columns(self) -> tuple[str, str, str, str]:
        """What is searched; a word of a scan report only by itself, not by what is told of it."""
        if self.hit.kind is Kind.SCAN_WORD:
            return ("", self.names, "", "")
        return (self.hit.title, self.names, self.hit.says, self.text)


def pages_of(kb: KnowledgeBase) -> Iterator[Page]:
    """Yield everything that can be found."""
    yield from _articles(kb)
    yield from _conditions(kb)
    yield from _movement(kb)
    yield from _care(kb)
    for term in kb.glossary.values():
        hit = Hit(Kind.TERM, term.id, term.name, term.tells)
        yield Page(hit, _line(term.clinical, *term.also), "", TERMS_LATER)


def _articles(kb: KnowledgeBase) -> Iterator[Page]:
    """Yield the articles; the words of the glossary that lead to one are names of it."""
    words = {a.id: [*_also(kb, a)] for a in kb.articles.values()}
    for term in kb.glossary.values():
        for id in term.articles:
            words.setdefault(id, []).append(_line(term.name, term.clinical, *term.also))
    for a in kb.articles.values():
        asked = (f"{q.asks} {q.answer}" for q in a.questions)
        myths = (f"{m.says} {m.instead}" for m in a.myths)
        body = MARKUP.sub(" ", f"{a.body}\n{a.clinicians}")
        yield Page(
            Hit(Kind.ARTICLE, a.id, a.title, a.summary),
            _line(a.id.replace("_", " ").removesuffix(" topic"), *words.get(a.id, ())),
            _line(body, a.goal, *asked, *myths),
            ARTICLES_FIRST,
            frozenset((*a.fits.findings, *(id for p in a.prompts for id in p.findings))),
        )


def _also(kb: KnowledgeBase, entry: Article | Activity) -> tuple[str, ...]:
    """Return the everyday words for something, which are known in English alone."""
    return entry.also_called if kb.language == ENGLISH else ()


def _conditions(kb: KnowledgeBase) -> Iterator[Page]:
    unexplained = set(kb.settings.unexplained.values())
    for c in kb.conditions.values():
        if c.id not in unexplained:
            weight = DANGERS_LAST if c.is_danger else 1.0
            yield Page(Hit(Kind.CONDITION, c.id, c.plain_name, c.about), c.name, c.tells, weight)


def _movement(kb: KnowledgeBase) -> Iterator[Page]:
    for e in kb.exercises.values():
        names = _line(*e.also_called, *e.muscles)
        yield Page(Hit(Kind.EXERCISE, e.id, e.name, e.about), names, _line(e.start, *e.steps))
    for n in kb.not_now.values():
        yield Page(Hit(Kind.NOT_NOW, n.id, n.title, n.why), "", n.until)


def _care(kb: KnowledgeBase) -> Iterator[Page]:
    for a in kb.care.activities.values():
        body = _line(*a.technique, *a.back)
        names = _line(a.id.replace("_", " "), *_also(kb, a))
        yield Page(Hit(Kind.ACTIVITY, a.id, a.title, a.about), names, body)
    for m in kb.care.medicines.values():
        yield Page(Hit(Kind.MEDICINE, m.id, m.name, m.tells), _line(m.kind, *m.words), "")
    shown = {TreatmentRole.DO, TreatmentRole.OPTION, TreatmentRole.NOT_NOW}
    for t in kb.care.treatments.values():
        if t.role in shown:
            yield Page(Hit(Kind.TREATMENT, t.id, t.name, t.tells), "", _line(t.studies, t.harms))
    for w in kb.care.report_words.values() if kb.language == ENGLISH else ():
        first, _, rest = w.tells.partition(". ")
        yield Page(Hit(Kind.SCAN_WORD, w.id, first, rest), _line(*w.words), "", TERMS_LATER)


def _line(*texts: str) -> str:
    return " ".join(text for text in texts if text)
