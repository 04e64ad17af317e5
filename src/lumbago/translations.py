"""What stands of a language, for translators: a door. It lists, and writes the stamps."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from lumbago.knowledge import KnowledgeBase, Translation
from lumbago.loading import SHIPPED
from lumbago.loading.languages import (
    FOLDER,
    STAMPS,
    as_csv,
    beside_the_way,
    misfits,
    read_stamps,
    read_words,
    renewed,
    safety_entries,
    standing,
)
from lumbago.loading.texts import Texts, entry_of, readable
from lumbago.web.catalogue import ENGLISH, ON_THE_WAY, SAFETY, page_texts, read_table

KINDS = {
    "red_flags": "danger rules",
    "urgency": "levels of urgency",
    "safety_cards": "safety cards",
    "findings": "danger signs",
    "pages": "texts of the pages",
}
"""How the kinds of entries whose words are about safety are named."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What stands of a language, and what a translator has to see to.

    `needed`: missing texts of the interview, the urgency, the red flags and the result.
    `beside`: missing texts of pages to look things up. `unread`: entries whose words are about
    safety and that no person has read.
    """

    texts: int
    translation: Translation
    needed: tuple[str, ...]
    beside: tuple[str, ...]
    misfits: tuple[str, ...]
    unread: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left to translate, or to translate anew."""
        t = self.translation
        return not (t.missing or t.stale or t.unknown or self.misfits)


def listing(kb: KnowledgeBase, language: str, folders: Sequence[Path]) -> Listing:
    """Compare the words of a language with the English ones.

    Args:
        kb: the knowledge in English, loaded from the folders.
        language: the code of the language.
        folders: the core first, then packs.
    """
    english = _english(kb)
    words: dict[str, str] = {}
    for folder in folders:
        words |= _words(folder, language, english)
    told = standing(language, english, words, read_stamps(language, *folders))
    safety = {e for e in map(entry_of, words) if e in safety_entries(kb) or e.startswith(SAFETY)}
    return Listing(
        texts=len(english),
        translation=told,
        needed=tuple(key for key in told.missing if not is_beside(kb, key)),
        beside=tuple(key for key in told.missing if is_beside(kb, key)),
        misfits=tuple(str(p) for key in words for p in misfits(key, words[key], english.get(key))),
        unread=tuple(sorted(safety - told.reviewed)),
    )


def is_beside(kb: KnowledgeBase, key: str) -> bool:
    """Whether neither the interview nor its result shows a text or leads to it."""
    kind, section, *_ = key.split(".")
    if kind == "pages":
        return section not in ON_THE_WAY
    return beside_the_way(kb, entry_of(key))


def stamp(kb: KnowledgeBase, language: str, folder: Path) -> Path:
    """Write the stamps of one folder's words anew, and return the file.

    An entry whose English alone has changed keeps its old stamp: it is stale until its words
    are changed, or its line is taken out by somebody who has found them right.
    """
    english = _english(kb)
    file = folder / FOLDER / language / STAMPS
    stamps = renewed(english, _words(folder, language, english), read_stamps(language, folder))
    file.write_text(as_csv(stamps), "utf-8")
    return file


def lines(found: Listing) -> Iterator[str]:
    """Tell a listing line by line."""
    t = found.translation
    yield from (f"missing: {told}" for told in _by_entry(found.needed))
    yield from (f"missing beside the way to the result: {told}" for told in _by_entry(found.beside))
    yield from (f"stale, its English has changed since: {entry}" for entry in t.stale)
    yield from (f"unknown, English has no such text: {key}" for key in t.unknown)
    yield from (f"does not fit: {problem}" for problem in found.misfits)
    yield (
        f"{t.language}: {found.texts - len(t.missing)} of {found.texts} texts; "
        f"{len(found.needed)} missing on the way to the result, {len(found.beside)} beside it; "
        f"{len(t.stale)} stale; {len(t.unknown)} unknown; {len(found.misfits)} do not fit."
    )
    if found.unread:
        count = Counter(KINDS[entry.partition(".")[0]] for entry in found.unread)
        told = ", ".join(f"{n} {kind}" for kind, n in sorted(count.items()))
        yield f"About safety, translated by a machine and not yet read by a person: {told}."


def _by_entry(keys: Sequence[str]) -> Iterator[str]:
    """Yield each entry with its fields."""
    for entry, inside in groupby(keys, key=entry_of):
        fields = [key.removeprefix(entry).lstrip(".") for key in inside]
        yield f"{entry} ({', '.join(fields)})" if any(fields) else entry


def _english(kb: KnowledgeBase) -> Texts:
    return {**readable(kb), **page_texts(read_table(ENGLISH))}


def _words(folder: Path, language: str, english: Texts) -> dict[str, str]:
    words = read_words(folder / FOLDER / language, english)
    return {**words, **page_texts(read_table(language))} if folder == SHIPPED else words
