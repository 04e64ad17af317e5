"""The words of the pages, out of `locale/*.toml`: a section for each page."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

LOCALE = Path(__file__).parent / "locale"
ENGLISH = "en"

SAFETY = ("pages.frame.strip", "pages.emergency.", "pages.help.", "pages.session.danger",
          "pages.session.group_event", "pages.breathe.dizzy")  # fmt: skip
"""How the keys begin of texts that can send a person somewhere, or fail to."""


ON_THE_WAY = frozenset(
    {
        "months", "frame", "start", "where", "body", "story", "card", "question", "progress",
        "emergency", "help", "result", "what_if", "sure", "answers", "reference", "source",
        "message", "country", "drawing",
    }
)  # fmt: skip
"""The sections of the interview, of its result, and of what both lead to: a language has them all
before it is called whole."""


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
    """All words of one language. `day_form` is a text with the gaps `day` and `month`."""

    language: str
    lang: str
    dir: str
    name: str
    day_form: str
    months: tuple[str, ...]
    sections: Mapping[str, Mapping[str, str]]

    def words(self, section: str, *, carer: bool = False) -> Words:
        """Return the words of one page."""
        return Words(section, self.sections[section], carer)

    def day(self, day: date) -> str:
        """Write a date as people say it."""
        return self.day_form.format(day=day.day, month=self.months[day.month - 1])


def read_catalogue(language: str = ENGLISH) -> Catalogue:
    """Read the words of a language; a text that it does not have stays English."""
    return catalogue_of(language, read_table(language))


def catalogue_of(language: str, own: Mapping[str, Any]) -> Catalogue:
    """Make a catalogue of a table of words, laid over the English one."""
    table = read_table(ENGLISH)
    sections = {
        name: {**section, **own.get(name, {})}
        for name, section in table.items()
        if isinstance(section, dict)
    }
    one = {**table, **{name: own[name] for name in own if not isinstance(own[name], dict)}}
    return Catalogue(
        language=language,
        lang=one["lang"],
        dir=one["dir"],
        name=one["name"],
        day_form=one["date"],
        months=tuple(one["months"]),
        sections=sections,
    )


def read_table(language: str) -> dict[str, Any]:
    """Return the file of a language as it is; empty when there is none."""
    file = LOCALE / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def page_texts(table: Mapping[str, Any]) -> dict[str, str]:
    """Return every text of a table by its key, such as `pages.frame.strip`."""
    texts = {f"pages.months.{n}": name for n, name in enumerate(table.get("months", ()), start=1)}
    for name, section in table.items():
        if isinstance(section, dict):
            texts |= {f"pages.{name}.{key}": text for key, text in section.items()}
    return texts
