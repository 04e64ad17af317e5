"""`Files`: reading TOML, CSV and Markdown of a folder entry by entry."""

import csv
import hashlib
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from lumbago.errors import Problem
from lumbago.loading.entry import Entry

_T = TypeVar("_T")


def in_order(shelf: Mapping[str, _T]) -> dict[str, _T]:
    """Sort a shelf by id, so that no order of files can matter."""
    return {id: shelf[id] for id in sorted(shelf)}


class Files:
    """The files of the folders: their entries one by one, and all faults met on the way."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.digest = hashlib.sha256()

    def bytes_of(self, folder: Path, file: Path) -> str:
        """Return the text of a file; it counts towards the digest."""
        content = file.read_bytes()
        self.digest.update(f"{file.relative_to(folder).as_posix()}\n".encode() + content)
        return content.decode("utf-8", errors="replace")

    def toml(self, folder: Path, file: Path) -> dict[str, Any]:
        """Return the content of a TOML file; a fault gives nothing."""
        try:
            return tomllib.loads(self.bytes_of(folder, file))
        except FileNotFoundError:
            self.problems.append(Problem(file.name, "the file is missing.", "Add it."))
        except tomllib.TOMLDecodeError as error:
            self.problems.append(Problem(file.name, f"this is not TOML: {error}."))
        return {}

    def tables(self, folder: Path, file: Path) -> Iterator[tuple[str, Entry]]:
        """Yield the entries of a TOML file."""
        if not file.exists():
            return
        for id, fields in self.toml(folder, file).items():
            place = f"{file.relative_to(folder).as_posix()} {id}"
            if isinstance(fields, dict):
                yield id, Entry(place, fields, self.problems)
            else:
                self.problems.append(Problem(place, "this is no entry.", "Write it as a table."))

    def shelve(
        self, folder: Path, name: str, shelf: dict[str, _T], read: Callable[[str, Entry], _T]
    ) -> None:
        """Lay the entries of a TOML file over what stands on a shelf."""
        for id, entry in self.tables(folder, folder / name):
            shelf[id] = read(id, entry)

    def markdown(self, folder: Path, file: Path) -> Entry:
        """Return a Markdown file with its TOML head as one entry: `about`, then its sections."""
        place, fields, body = self.headed(folder, file)
        about, *sections = body.split("\n## ")
        parts = dict(section.split("\n", 1) for section in sections)
        fields["about"] = about.strip()
        fields |= {title.strip(): text.strip() for title, text in parts.items()}
        return Entry(place, fields, self.problems)

    def levels(self, folder: Path, file: Path) -> Entry:
        """Return an article as one entry: its head, `body`, and the part for clinicians."""
        place, fields, text = self.headed(folder, file)
        body, _, clinicians = f"\n{text}".partition("\n## For clinicians\n")
        fields |= {"body": body.strip(), "clinicians": clinicians.strip()}
        return Entry(place, fields, self.problems)

    def headed(self, folder: Path, file: Path) -> tuple[str, dict[str, Any], str]:
        """Return the place of a Markdown file, the fields of its TOML head, and what follows."""
        place = file.relative_to(folder).as_posix()
        head, _, text = self.bytes_of(folder, file).removeprefix("+++\n").partition("\n+++\n")
        try:
            fields = tomllib.loads(head)
        except tomllib.TOMLDecodeError as error:
            self.problems.append(
                Problem(place, f"what stands between the +++ is not TOML: {error}.")
            )
            fields = {}
        return place, fields, text

    def rows(self, folder: Path, name: str, key: tuple[str, ...]) -> Iterator[Entry]:
        """Yield the lines of a CSV file; `key` tells them apart."""
        file = folder / name
        if not file.exists():
            return
        seen: set[tuple[str, ...]] = set()
        for row in csv.DictReader(self.bytes_of(folder, file).splitlines()):
            ids = tuple(str(row.get(k, "")) for k in key)
            place = f"{name} {' '.join(ids)}"
            if ids in seen:
                self.problems.append(Problem(place, "it stands here twice.", "Keep one line."))
            seen.add(ids)
            if None in row or None in row.values():
                self.problems.append(Problem(place, "the line has too many or too few fields."))
                continue
            yield Entry(place, row, self.problems)
