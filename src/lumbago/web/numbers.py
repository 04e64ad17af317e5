"""Whom to call in an emergency, by country: a table that the host may edit."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

NUMBERS = Path(__file__).parent / "emergency_numbers.toml"


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
    """All countries, and the one to begin with."""

    default: str
    by_id: Mapping[str, Country]

    def get(self, id: str | None) -> Country:
        """Return a country; the default for one that is not in the table."""
        return self.by_id.get(id or "", self.by_id[self.default])


def read_numbers(file: Path = NUMBERS) -> Countries:
    """Read the table.

    Raises:
        KeyError: the default is not in the table, or a number is missing.
    """
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    by_id = {
        id: Country(id, row["name"], row["emergency"], row["advice"], row["talk"])
        for id, row in table["countries"].items()
    }
    if table["default"] not in by_id:
        raise KeyError(table["default"])
    return Countries(table["default"], by_id)
