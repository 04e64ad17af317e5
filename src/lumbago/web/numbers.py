"""Whom to call in an emergency, by country: a table that the host may edit."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

NUMBERS = Path(__file__).parent / "emergency_numbers.toml"


OTHER = "xx"
"""The entry for a country that is not in the table."""


@dataclass(frozen=True, slots=True)
class Country:
    """The numbers of one country; `advice` and `talk` may be empty."""

    id: str
    name: str
    emergency: str
    advice: str
    talk: str


@dataclass(frozen=True, slots=True)
class Countries:
    """All countries, and the one to begin with: by the language of the pages, or at all."""

    default: str
    by_language: Mapping[str, str]
    by_id: Mapping[str, Country]

    def get(self, *ids: str | None, language: str = "") -> Country:
        """Return the first country that is in the table.

        Where one was named that is not, "another country"; where none was, that of the language.
        """
        other = OTHER if any(ids) else self.by_language.get(language)
        wanted = (*ids, other, self.default)
        return next(self.by_id[id] for id in wanted if id is not None and id in self.by_id)


def read_numbers(file: Path = NUMBERS) -> Countries:
    """Read the table.

    Raises:
        KeyError: a country to begin with is not in the table, or a number is missing.
    """
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    by_id = {
        id: Country(id, row["name"], row["emergency"], row["advice"], row["talk"])
        for id, row in table["countries"].items()
    }
    by_language = table.get("by_language", {})
    for id in (table["default"], *by_language.values()):
        if id not in by_id:
            raise KeyError(id)
    return Countries(table["default"], by_language, by_id)
