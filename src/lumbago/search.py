"""Search over everything that can be read here: one box, lay words, slips of the keyboard.

The index is SQLite's full text search in memory, made once from the knowledge. A query that
tells of an illness is not answered with an article: `Found.alert` says that it is a danger,
`Found.is_report` that the questions are the better door. Nothing that is typed is kept.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from math import log
from threading import Lock

from rapidfuzz import process
from rapidfuzz.distance import OSA

from lumbago.knowledge import ENGLISH, Activity, Article, KnowledgeBase, TreatmentRole
from lumbago.reading import Alert, Understanding, danger_told, understand

LONGEST = 300
"""Characters of a query that are looked at."""

MOST = 20
"""Hits at most."""

CANDIDATES = 80
"""Hits of the index that are ranked by hand."""

WEIGHTS = (12.0, 10.0, 4.0, 1.0)
"""What a word counts in the title, the other names, the summary and the text."""

LIKE_ENOUGH = 0.74
"""How like a known word must be, from 0 to 1, to be taken for what was meant."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_MARKUP = re.compile(r"\[@[a-z0-9_]+\]|[#>*|]")

EMPTY_WORDS = frozenset(
    _WORD.findall(
        "a about after am an and any are as at be been being best but by can could did do "
        "does doing don't for from get give go good had has have help how i i'm if in into is "
        "it it's its me much my of off on or should so some take than that the their them "
        "there they thing things this to too up use using was way we what what's when where "
        "which who why will with without would you your "
    )
)
"""Words that say nothing about the subject; a query of nothing else is taken as it is."""

FIRST_PERSON = frozenset({"i", "i'm", "im", "i've", "ive", "me", "my", "mine", "can't", "cant"})

ASKING = frozenset(
    _WORD.findall(
        "how what why when which who where can could should does do did is are will would"
    )
)
"""A query that begins so asks; it tells how somebody is only where it also says since when."""

BEFORE_A_THING = frozenset(
    _WORD.findall("about after around at by down for from in into of on to up with")
)
"""`my` behind one of these belongs to a thing that is looked up, as in `exercises for my neck`."""

LOOKING = frozenset(_WORD.findall("want need wonder look looking search searching would should"))
"""`I` before one of these looks for something."""

SUBJECTS = frozenset({"i", "i'm", "im", "i've", "ive"})

SETTING = 0.5
"""How much less a word behind `with` counts than one before it: our judgement."""

ARTICLES_FIRST = 1.35
TERMS_LATER = 0.75
MEANT_FOR = 1.5
DANGERS_LAST = 0.7
"""An article explains, a word is one line; an article is meant for readers with its signs; a
rare danger is no answer to an everyday word that its page happens to have. How much sooner and
later they are shown than others that fit as well: our judgement."""


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
class Found:
    """What a query found.

    Attributes:
        hits: the best first; empty where nothing fits.
        meant: for each word that was not known, the known one that was looked for instead.
        alert: the danger that the query tells of; false where there is none.
        is_report: whether it tells how somebody is, so that the questions are the better door.
        is_statement: whether it says so of somebody, with a subject or since when, and does not
            ask or look for something: then the questions come in place of the hits.
        signs: of a statement, each finding it tells of with the words that say so.
    """

    hits: tuple[Hit, ...]
    meant: Mapping[str, str]
    alert: Alert
    is_report: bool
    is_statement: bool
    signs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Page:
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


def search(kb: KnowledgeBase, query: str, today: date | None = None) -> Found:
    """Find what there is to read about a query, best first.

    Args:
        kb: the knowledge base.
        query: what was typed; only its first 300 characters count.
        today: the day, for a query that tells since when something hurts.
    """
    query = query[:LONGEST]
    index = _index(kb)
    typed = [w.casefold().replace("’", "'") for w in _WORD.findall(query)]
    told = [w for w in typed if w not in EMPTY_WORDS] or typed
    meant = {word: known for word in dict.fromkeys(told) if (known := index.known(word)) != word}
    words = [meant.get(word, word) for word in told]
    words += _scan_words(kb, words)
    setting = frozenset(meant.get(word, word) for word in _setting(typed))
    understood = understand(kb, query, today)
    signs = _signs(kb, understood)
    return Found(
        hits=index.hits(words, signs, setting),
        meant=meant,
        alert=danger_told(kb, understood),
        is_report=_is_report(kb, typed, understood),
        is_statement=bool(signs) and _is_statement(typed, understood),
        signs={m.finding: m.words for m in understood.mentions if m.finding in signs},
    )


def _setting(typed: list[str]) -> frozenset[str]:
    """Return the words behind `with`: what is looked for stands before it, as in `golf with pain`.

    There are none where nothing stands before it.
    """
    if "with" not in typed:
        return frozenset()
    at = typed.index("with")
    before, after = set(typed[:at]) - EMPTY_WORDS, typed[at + 1 :]
    return frozenset(after) - before if before else frozenset()


def _scan_words(kb: KnowledgeBase, words: list[str]) -> list[str]:
    """Return the beginnings of words of scan reports, as the knowledge has them, in a query."""
    return [
        start
        for word in kb.care.report_words.values()
        for start in word.words
        if any(w.startswith(start) and w != start for w in words)
    ]


def _is_report(kb: KnowledgeBase, typed: list[str], understood: Understanding) -> bool:
    """Whether a query tells how somebody is: two signs, or one and the person who has it."""
    signs = _signs(kb, understood)
    return len(signs) >= 2 or bool(signs and FIRST_PERSON & set(typed) and len(typed) >= 4)


def _is_statement(typed: list[str], understood: Understanding) -> bool:
    """Whether a query says something of somebody, and does not only name or ask."""
    if any(fact.name == "duration_weeks" for fact in understood.facts):
        return True
    return typed[0] not in ASKING and any(
        (word in SUBJECTS and not after & LOOKING)
        or (word == "my" and before not in BEFORE_A_THING and len(typed) >= 4)
        for before, word, after in zip(["", *typed], typed, _next(typed), strict=False)
    )


def _next(typed: list[str]) -> Iterator[frozenset[str]]:
    """Yield for each word the two that follow it."""
    for at in range(len(typed)):
        yield frozenset(typed[at + 1 : at + 3])


def _signs(kb: KnowledgeBase, understood: Understanding) -> frozenset[str]:
    """Return what a query says is there, apart from the bare place of a pain."""
    places = set(kb.settings.strata.values())
    return frozenset(
        id for id, yes in understood.answers.items() if yes is True and id not in places
    )


class _Index:
    """Pages in SQLite's full text search, and the words they know.

    `alike`: for a word that no page may have, the word that stands for it and its like.
    """

    def __init__(self, pages: Iterable[_Page], alike: Mapping[str, str]) -> None:
        self.pages, self.alike = tuple(pages), alike
        self.lock = Lock()
        self.base = sqlite3.connect(":memory:", check_same_thread=False)
        self.base.execute(
            "CREATE VIRTUAL TABLE pages USING fts5(title, names, says, body, "
            "tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3')"
        )
        self.base.executemany(
            "INSERT INTO pages VALUES (?, ?, ?, ?)", (p.columns for p in self.pages)
        )
        counts = Counter(word for p in self.pages for word in _words_of(p))
        self.words = dict(counts.most_common())
        self.by_length: dict[int, list[str]] = {}
        for word in self.words:
            self.by_length.setdefault(len(word), []).append(word)

    def known(self, word: str) -> str:
        """Return the word itself if it is known, else the known one that it is most like."""
        if word in self.words or len(word) < 4 or any(c.isdigit() for c in word):
            return word
        if self._matches(word):
            return word
        if (kind := self.alike.get(word, "")) and self._matches(kind):
            return kind
        near = [w for n in range(len(word) - 2, len(word) + 3) for w in self.by_length.get(n, ())]
        found = process.extract(
            word, near, scorer=OSA.normalized_similarity, score_cutoff=LIKE_ENOUGH, limit=8
        )
        if not found:
            return word
        best = max(found, key=lambda f: (f[1], f[0][:1] == word[:1], self.words[f[0]], f[0]))
        return best[0]

    def _matches(self, word: str) -> bool:
        """Whether a page has it as the beginning of a word, or by its stem."""
        query = f'"{word}" OR "{word}" *'
        with self.lock:
            row = self.base.execute("SELECT 1 FROM pages WHERE pages MATCH ? LIMIT 1", (query,))
            return row.fetchone() is not None

    def hits(
        self, words: list[str], signs: frozenset[str], setting: frozenset[str]
    ) -> tuple[Hit, ...]:
        """Return the pages that fit, best first.

        `signs` are findings that the query tells of. Words of the `setting` only tell pages
        about the subject apart.
        """
        if not words:
            return ()
        rows = self._rows(w for w in words if w not in setting) or self._rows(words)
        telling = {w: self._rarity(w) * (SETTING if w in setting else 1.0) for w in words}
        scored = [
            (self._score(telling, page, -b) * (MEANT_FOR if page.findings & signs else 1.0), page)
            for page, b in ((self.pages[r - 1], b) for r, b in rows)
        ]
        order = list(Kind)
        scored.sort(key=lambda s: (-round(s[0], 6), order.index(s[1].hit.kind), s[1].hit.id))
        return tuple(page.hit for _, page in scored[:MOST])

    def _rows(self, words: Iterable[str]) -> list[tuple[int, float]]:
        """Return the number and the rank of each page that has one of the words."""
        query = " OR ".join(f'"{w.replace(chr(34), "")}" *' for w in dict.fromkeys(words))
        rank = f"bm25(pages, {', '.join(map(str, WEIGHTS))})"
        with self.lock:
            return self.base.execute(
                f"SELECT rowid, {rank} FROM pages WHERE pages MATCH ? "  # noqa: S608  numbers of ours
                f"ORDER BY {rank}, rowid LIMIT {CANDIDATES}",
                (query,),
            ).fetchall()

    def _score(self, telling: Mapping[str, float], page: _Page, bm25: float) -> float:
        """Weigh a page: how much of the query its names have, rare words counting more."""
        title = [w.casefold() for w in _WORD.findall(page.hit.title)]
        named = [*title, *(w.casefold() for w in _WORD.findall(page.names))]
        there = sum(r for word, r in telling.items() if any(_same(word, n) for n in named))
        in_names = there / sum(telling.values())
        subject = [w for w in title if w not in EMPTY_WORDS]
        of_title = sum(any(_same(word, t) for word in telling) for t in subject)
        near = 1.0 + 2.0 * in_names**2 + 0.6 * of_title / max(1, len(subject))
        return bm25 * near * page.weight

    def _rarity(self, word: str) -> float:
        """How telling a word is: the fewer pages have it, the more."""
        query = f'"{word}" *'
        with self.lock:
            row = self.base.execute("SELECT count(*) FROM pages WHERE pages MATCH ?", (query,))
            (pages,) = row.fetchone()
        return log(1.0 + len(self.pages) / (1.0 + float(pages)))


def _same(typed: str, word: str) -> bool:
    """Whether two words share their beginning, so that endings do not matter."""
    shorter = min(len(typed), len(word))
    return (
        shorter >= 3
        and typed[: max(3, shorter - 1)] == word[: max(3, shorter - 1)]
        and (abs(len(typed) - len(word)) <= 3)
    )


def _words_of(page: _Page) -> Iterator[str]:
    for text in page.columns:
        yield from (w.casefold() for w in _WORD.findall(text) if len(w) > 2)


@lru_cache(maxsize=4)
def _index(kb: KnowledgeBase) -> _Index:
    return _Index(_pages(kb), _alike(kb))


def _alike(kb: KnowledgeBase) -> Mapping[str, str]:
    """Return for the words that the reader of free text takes as one what it calls them.

    So `vicodin`, which no page names, is looked up as `opioid`. Small classes are closest.
    """
    if kb.language != ENGLISH:
        return {}
    classes = (c for c in kb.phrases.classes.values() if c.kind in {"", "place", "quality"})
    by_size = sorted(classes, key=lambda c: (-len(c.words), c.id))
    return {word: c.id for c in by_size for word in c.words}


def _pages(kb: KnowledgeBase) -> Iterator[_Page]:
    yield from _articles(kb)
    yield from _conditions(kb)
    yield from _movement(kb)
    yield from _care(kb)
    for term in kb.glossary.values():
        hit = Hit(Kind.TERM, term.id, term.name, term.tells)
        yield _Page(hit, _line(term.clinical, *term.also), "", TERMS_LATER)


def _articles(kb: KnowledgeBase) -> Iterator[_Page]:
    """Yield the articles; the words of the glossary that lead to one are names of it."""
    words = {a.id: [*_also(kb, a)] for a in kb.articles.values()}
    for term in kb.glossary.values():
        for id in term.articles:
            words.setdefault(id, []).append(_line(term.name, term.clinical, *term.also))
    for a in kb.articles.values():
        asked = (f"{q.asks} {q.answer}" for q in a.questions)
        myths = (f"{m.says} {m.instead}" for m in a.myths)
        body = _MARKUP.sub(" ", f"{a.body}\n{a.clinicians}")
        yield _Page(
            Hit(Kind.ARTICLE, a.id, a.title, a.summary),
            _line(a.id.replace("_", " ").removesuffix(" topic"), *words.get(a.id, ())),
            _line(body, a.goal, *asked, *myths),
            ARTICLES_FIRST,
            frozenset((*a.fits.findings, *(id for p in a.prompts for id in p.findings))),
        )


def _also(kb: KnowledgeBase, entry: Article | Activity) -> tuple[str, ...]:
    """Return the everyday words for something, which are known in English alone."""
    return entry.also_called if kb.language == ENGLISH else ()


def _conditions(kb: KnowledgeBase) -> Iterator[_Page]:
    unexplained = set(kb.settings.unexplained.values())
    for c in kb.conditions.values():
        if c.id not in unexplained:
            weight = DANGERS_LAST if c.is_danger else 1.0
            yield _Page(Hit(Kind.CONDITION, c.id, c.plain_name, c.about), c.name, c.tells, weight)


def _movement(kb: KnowledgeBase) -> Iterator[_Page]:
    for e in kb.exercises.values():
        names = _line(*e.also_called, *e.muscles)
        yield _Page(Hit(Kind.EXERCISE, e.id, e.name, e.about), names, _line(e.start, *e.steps))
    for n in kb.not_now.values():
        yield _Page(Hit(Kind.NOT_NOW, n.id, n.title, n.why), "", n.until)


def _care(kb: KnowledgeBase) -> Iterator[_Page]:
    for a in kb.care.activities.values():
        body = _line(*a.technique, *a.back)
        names = _line(a.id.replace("_", " "), *_also(kb, a))
        yield _Page(Hit(Kind.ACTIVITY, a.id, a.title, a.about), names, body)
    for m in kb.care.medicines.values():
        yield _Page(Hit(Kind.MEDICINE, m.id, m.name, m.tells), _line(m.kind, *m.words), "")
    shown = {TreatmentRole.DO, TreatmentRole.OPTION, TreatmentRole.NOT_NOW}
    for t in kb.care.treatments.values():
        if t.role in shown:
            yield _Page(Hit(Kind.TREATMENT, t.id, t.name, t.tells), "", _line(t.studies, t.harms))
    for w in kb.care.report_words.values() if kb.language == ENGLISH else ():
        first, _, rest = w.tells.partition(". ")
        yield _Page(Hit(Kind.SCAN_WORD, w.id, first, rest), _line(*w.words), "", TERMS_LATER)


def _line(*texts: str) -> str:
    return " ".join(text for text in texts if text)
