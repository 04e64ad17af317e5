"""`Translation`: how far the words of another language stand for the English ones."""

from dataclasses import dataclass
from enum import StrEnum

ENGLISH = "en"
"""The language in which the knowledge is written."""


class WordsBy(StrEnum):
    """Who the words of an entry are from."""

    AUTHORS = "authors"  # English, as it was written
    MACHINE = "machine"  # translated by a machine, and not yet read by a person
    PERSON = "person"  # translated, and read by a person against the English


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What stands behind the words of a language, beside the words themselves.

    A *text* is one sentence or paragraph, by its key, such as `red_flags.CES_02.do`; an *entry*
    is what is reviewed as one, such as `red_flags.CES_02`. `digest` tells two translations
    apart. `missing`: texts that stay English. `unknown`: texts that English does not have, or
    no longer. `stale`: entries whose English has changed since they were translated.
    `reviewed`: entries that a person has read against the English as it is now; everything
    else, `unread` entries, was translated by a machine and says so.
    """

    language: str
    digest: str
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    stale: tuple[str, ...]
    reviewed: frozenset[str]
    unread: int
