"""SQLite's full text search in memory, and how its hits are ranked."""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import log
from threading import Lock

from rapidfuzz import process
from rapidfuzz.distance import OSA

from lumbago.knowledge import ENGLISH, KnowledgeBase
from lumbago.search.page import Hit, Kind, Page, pages_of

MOST = 20
"""Hits at most."""

CANDIDATES = 80
"""Hits of the index that are ranked by hand."""

WEIGHTS = (12.0, 10.0, 4.0, 1.0)
"""What a word counts in the title, the other names, the summary and the text."""

LIKE_ENOUGH = 0.74
"""How like a known word must be, from 0 to 1, to be taken for what was meant."""

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
EMPTY_WORDS = frozenset(
    WORD.findall(
        "a about after am an and any are as at be been being best but by can could did do "
        "does doing don't for from get give go good had has have help how i i'm if in into is "
        "it it's its me much my of off on or should so some take than that the their them "
        "there they thing things this to too up use using was way we what what's when where "
        "which who why will with without would you your "
    )
)
"""Words that say nothing about the subject; a query of nothing else is taken as it is."""

MEANT_FOR = 1.5
"""An article is meant for readers with its signs: how much sooner they are shown it."""

SETTING = 0.5
"""How much less a word behind `with` counts than one before it: our judgement."""


class Index:
    """Pages in SQLite's full text search, and the words they know.

    `alike`: for a word that no page may have, the word that stands for it and its like.
    """

    def __init__(self, pages: Iterable[Page], alike: Mapping[str, str]) -> None:
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

    def _score(self, telling: Mapping[str, float], page: Page, bm25: float) -> float:
        """Weigh a page: how much of the query its names have, rare words counting more."""
        title = [w.casefold() for w in WORD.findall(page.hit.title)]
        named = [*title, *(w.casefold() for w in WORD.findall(page.names))]
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


def _words_of(page: Page) -> Iterator[str]:
    for text in page.columns:
        yield from (w.casefold() for w in WORD.findall(text) if len(w) > 2)


@lru_cache(maxsize=4)
def index_of(kb: KnowledgeBase) -> Index:
    """Return the index of a knowledge base, made once."""
    return Index(pages_of(kb), _alike(kb))


def _alike(kb: KnowledgeBase) -> Mapping[str, str]:
    """Return for the words that the reader of free text takes as one what it calls them.

    So `vicodin`, which no page names, is looked up as `opioid`. Small classes are closest.
    """
    if kb.language != ENGLISH:
        return {}
    classes = (c for c in kb.phrases.classes.values() if c.kind in {"", "place", "quality"})
    by_size = sorted(classes, key=lambda c: (-len(c.words), c.id))
    return {word: c.id for c in by_size for word in c.words}
