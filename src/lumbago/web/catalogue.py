"""The words of the pages, out of `locale/*.toml`: a section for each page."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one page. In carer mode the words for a carer, where there are some."""

    section: str
    table: Mapping[str, str]
    carer: bool = False

    def __call__(self, key: str, **values: object) -> str:
        """Return a text with its gaps filled.

        Raises:
            KeyError: the catalogue has no such text.
        """
        text = (self.table.get(f"{key}_carer") if self.carer else None) or self.table.get(key)
        if text is None:
            raise KeyError(f"{self.section}.{key}")
        return text.format(**values) if values else text


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All words of one language."""

    lang: str
    dir: str
    months: tuple[str, ...]
    sections: Mapping[str, Mapping[str, str]]

    def words(self, section: str, *, carer: bool = False) -> Words:
        """Return the words of one page."""
        return Words(section, self.sections[section], carer)

    def day(self, day: date) -> str:
        """Write a date as people say it."""
        return f"{day.day} {self.months[day.month - 1]}"


def read_catalogue(language: str = "en") -> Catalogue:
    """Read the words of a language."""
    table = tomllib.loads((LOCALE / f"{language}.toml").read_text(encoding="utf-8"))
    sections = {name: section for name, section in table.items() if isinstance(section, dict)}
    return Catalogue(table["lang"], table["dir"], tuple(table["months"]), sections)
