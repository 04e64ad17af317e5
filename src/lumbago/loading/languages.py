"""Languages: folders of words laid over the knowledge, and how far they stand.

`languages/<code>/` in the core or in a pack holds TOML files of the same tables and fields as
the English ones, with only the fields that a person reads, and `stamps.csv`: of which English
sentences each entry is the translation, and who has read it.
"""

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import TypeAlias

from lumbago.errors import KnowledgeError, Problem
from lumbago.knowledge import ENGLISH, KnowledgeBase, Translation
from lumbago.loading.care_texts import FIELDS as CARE_FIELDS
from lumbago.loading.texts import (
    BESIDE_THE_WAY,
    FIELDS,
    Texts,
    entry_of,
    flat,
    readable,
    translated,
)

FOLDER = "languages"
STAMPS = "stamps.csv"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Of what an entry is the translation: digests of the English and of our words.

    `reviewed_by` names the person who has read both; it counts only as long as both are the
    same as then.
    """

    english: str
    words: str
    reviewed_by: str = ""


Stamps: TypeAlias = Mapping[str, Stamp]
"""Stamps by entry."""


def languages(*folders: Path) -> tuple[str, ...]:
    """Return the codes of the languages that there are words for, English first."""
    found = {
        path.name for folder in folders for path in (folder / FOLDER).glob("*") if path.is_dir()
    }
    return (ENGLISH, *sorted(found - {ENGLISH}))


def on_offer(*folders: Path) -> tuple[str, ...]:
    """Return the languages whose words are stamped, English first; others are being written."""

    def is_stamped(language: str) -> bool:
        return any((folder / FOLDER / language / STAMPS).exists() for folder in folders)

    return tuple(one for one in languages(*folders) if one == ENGLISH or is_stamped(one))


def in_language(kb: KnowledgeBase, language: str, *folders: Path) -> KnowledgeBase:
    """Tell the knowledge in another language; a text that has no words there stays English.

    Args:
        kb: what was loaded from the folders, in English.
        language: its code, such as `de`.
        folders: where the knowledge came from, the core first.

    Raises:
        KnowledgeError: there is no such language, or its words do not fit.
    """
    if language == ENGLISH:
        return kb
    known = languages(*folders)
    if language not in known:
        remedy = f"Use one of: {', '.join(known)}."
        raise KnowledgeError(
            (Problem(f"language {language}", "there are no words for it.", remedy),)
        )
    english = readable(kb)
    texts: dict[str, str] = {}
    for folder in folders:
        replaced = _entries_of(folder)
        texts = {key: text for key, text in texts.items() if entry_of(key) not in replaced}
        texts |= read_words(folder / FOLDER / language, english)
    stamps = read_stamps(language, *folders)
    return translated(kb, texts, standing(language, english, texts, stamps))


def read_words(folder: Path, english: Texts) -> dict[str, str]:
    """Read the words of one folder; a text that English no longer has does no harm.

    Raises:
        KnowledgeError: a file cannot be read, or the gaps in braces of a text are not the
            English ones.
    """
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for file in sorted(folder.glob("*.toml")):
        try:
            leaves = dict(flat(tomllib.loads(file.read_bytes().decode()), f"{file.stem}."))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            problems.append(Problem(_place(file), f"this is not TOML: {error}."))
            continue
        for key, text in leaves.items():
            where = f"{_place(file)} {key.partition('.')[2]}"
            problems.extend(misfits(where, text, english.get(key)))
            texts[key] = str(text)
    if problems:
        raise KnowledgeError(tuple(sorted(problems)))
    return texts


def _place(file: Path) -> str:
    return f"{FOLDER}/{file.parent.name}/{file.name}"


def misfits(where: str, text: object, english: str | None) -> Iterator[Problem]:
    """Yield what makes a translation unfit to stand for the English text."""
    if not isinstance(text, str) or not text.strip():
        yield Problem(where, "this is no text.", "Write it, or leave the line out.")
    elif english is not None and gaps(text) != gaps(english):
        wanted = " ".join(f"{{{gap}}}" for gap in gaps(english)) or "none"
        what = "its gaps in braces are not those of the English text."
        yield Problem(where, what, f"Use: {wanted}.")


def gaps(text: str) -> list[str]:
    """Return what stands in braces, to be filled in."""
    return sorted(re.findall(r"\{([^{}]*)\}", text))


def _entries_of(folder: Path) -> set[str]:
    """Return the entries that a folder holds in English: words for an earlier one do not fit."""
    found: set[str] = set()
    for kind in (*FIELDS, *CARE_FIELDS):
        for file in (folder / f"{kind}.toml", *sorted((folder / kind).glob("*.toml"))):
            if file.exists():
                found |= {f"{kind}.{id}" for id in tomllib.loads(file.read_bytes().decode())}
        found |= {f"{kind}.{file.stem}" for file in (folder / kind).glob("*.md")}
    for kind in ("courses", "sources"):
        found |= {f"{kind}.{row['id']}" for row in _rows(folder / f"{kind}.csv")}
    return found


def _rows(file: Path) -> Iterator[dict[str, str]]:
    if file.exists():
        yield from csv.DictReader(file.read_bytes().decode().splitlines())


# -- stamps --------------------------------------------------------------------------------


def read_stamps(language: str, *folders: Path) -> dict[str, Stamp]:
    """Read the stamps of a language; a later folder's replace an earlier one's."""
    stamps: dict[str, Stamp] = {}
    for folder in folders:
        for row in _rows(folder / FOLDER / language / STAMPS):
            stamps[row["entry"]] = Stamp(row["english"], row["words"], row["reviewed_by"])
    return stamps


def safety_entries(kb: KnowledgeBase) -> frozenset[str]:
    """Return the entries whose words can send a person somewhere, or fail to."""
    signs = {tick.finding for card in kb.safety_cards for tick in card.ticks}
    signs |= {id for sign in signs for id in kb.findings[sign].opens}
    return frozenset(
        (
            *(f"red_flags.{id}" for id in kb.red_flags),
            *(f"urgency.{urgency.id}" for urgency in kb.urgency_words),
            *(f"safety_cards.{card.id}" for card in kb.safety_cards),
            *(f"findings.{id}" for id in signs),
        )
    )


def beside_the_way(kb: KnowledgeBase, entry: str) -> bool:
    """Whether no interview and no result shows an entry, only pages to look things up."""
    kind, _, id = entry.partition(".")
    if kind == "findings" and id in kb.findings:
        return kb.findings[id].asked_of != "patient"
    return kind in BESIDE_THE_WAY or entry in BESIDE_THE_WAY


def standing(language: str, english: Texts, words: Texts, stamps: Stamps) -> Translation:
    """Say how far the words of a language stand for the English ones."""
    old, new = _digests(english), _digests(words)
    stale = [e for e in new if e in stamps and stamps[e].english != old.get(e)]
    reviewed = [
        e
        for e in new
        if e in stamps and stamps[e].reviewed_by and stamps[e].words == new[e] and e not in stale
    ]
    return Translation(
        language=language,
        digest=_digest(f"{key}\n{text}" for key, text in sorted(words.items())),
        missing=tuple(sorted(set(english) - set(words))),
        unknown=tuple(sorted(set(words) - set(english))),
        stale=tuple(sorted(stale)),
        reviewed=frozenset(reviewed),
        unread=len(new) - len(reviewed),
    )


def renewed(english: Texts, words: Texts, stamps: Stamps) -> dict[str, Stamp]:
    """Return the stamps as they should be now.

    An entry gets a new stamp when its words are new or have changed since it was stamped; a
    review lasts only where neither has. Where the English alone has changed the old stamp
    stays, so that the entry goes on being listed as stale until somebody has seen to it.
    """
    old, new = _digests(english), _digests(words)
    found = {}
    for entry, digest in sorted(new.items()):
        before = stamps.get(entry)
        is_same = before is not None and before.words == digest
        found[entry] = before if before and is_same else Stamp(old.get(entry, ""), digest)
    return found


def as_csv(stamps: Stamps) -> str:
    """Write stamps as the file has them."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("entry", "english", "words", "reviewed_by"))
    writer.writerows((e, s.english, s.words, s.reviewed_by) for e, s in sorted(stamps.items()))
    return text.getvalue()


def _digests(texts: Texts) -> dict[str, str]:
    """Return the digest of each entry: of its texts in the order of their keys."""
    entries: dict[str, list[str]] = {}
    for key, text in sorted(texts.items()):
        entries.setdefault(entry_of(key), []).append(f"{key}\n{text}")
    return {entry: _digest(lines) for entry, lines in entries.items()}


def _digest(lines: Iterable[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()[:12]
