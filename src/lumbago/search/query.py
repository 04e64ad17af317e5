"""What was typed → `Found`: what to read, what was meant, and whether it tells of an illness."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lumbago.knowledge import KnowledgeBase
from lumbago.reading import Alert, Understanding, danger_told, understand
from lumbago.search.index import EMPTY_WORDS, WORD, index_of
from lumbago.search.page import Hit

LONGEST = 300
"""Characters of a query that are looked at."""

FIRST_PERSON = frozenset({"i", "i'm", "im", "i've", "ive", "me", "my", "mine", "can't", "cant"})

ASKING = frozenset(
    WORD.findall("how what why when which who where can could should does do did is are will would")
)
"""A query that begins so asks; it tells how somebody is only where it also says since when."""

BEFORE_A_THING = frozenset(
    WORD.findall("about after around at by down for from in into of on to up with")
)
"""`my` behind one of these belongs to a thing that is looked up, as in `exercises for my neck`."""

LOOKING = frozenset(WORD.findall("want need wonder look looking search searching would should"))
"""`I` before one of these looks for something."""

SUBJECTS = frozenset({"i", "i'm", "im", "i've", "ive"})


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


def search(kb: KnowledgeBase, query: str, today: date | None = None) -> Found:
    """Find what there is to read about a query, best first.

    Args:
        kb: the knowledge base.
        query: what was typed; only its first 300 characters count.
        today: the day, for a query that tells since when something hurts.
    """
    query = query[:LONGEST]
    index = index_of(kb)
    typed = [w.casefold().replace("’", "'") for w in WORD.findall(query)]
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
