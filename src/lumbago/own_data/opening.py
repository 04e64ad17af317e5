"""What the commands of own data share: the store, whose data it is, and files."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lumbago.own_data.speaking import Language, refuse, refuse_as, told

if TYPE_CHECKING:
    from lumbago.knowledge import KnowledgeBase
    from lumbago.store import Store, StoredPerson

__all__ = [
    "AsJson",
    "Language",
    "Whose",
    "knowledge",
    "opened",
    "passphrase_of",
    "person_of",
    "print_json",
    "read_json",
    "read_text",
    "refuse",
    "told",
    "write_file",
]

LONGEST_DOCUMENT = 500_000_000
"""No honest export is longer than this many bytes."""

Whose = Annotated[
    str, typer.Option("--person", help="Whose; needed where there are several people.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]


@contextmanager
def opened() -> "Iterator[Store]":
    """Open the store of this machine; every error becomes a sentence and exit code 2."""
    from lumbago.errors import StoreError
    from lumbago.store import Store, default_address

    try:
        with Store.open(passphrase=passphrase_of(default_address())) as store:
            yield store
    except StoreError as error:
        refuse_as(error)


def passphrase_of(file: Path) -> str | None:
    """Return the passphrase of a file, asked for where it is encrypted."""
    from lumbago.store import is_encrypted

    given = os.environ.get("LUMBAGO_PASSPHRASE")
    if given is None and is_encrypted(file) and sys.stdin.isatty():
        return str(typer.prompt(told("Passphrase"), hide_input=True))
    return given


def person_of(store: "Store", name: str, *, is_made: bool = False) -> "StoredPerson":
    """Return whose it is: the one that is named, or the only one there is."""
    if name:
        return store.person(name)
    kept = store.people()
    if not kept and is_made:
        return store.add_person("Me")
    if not kept:
        refuse("There is nobody yet. `lumbago diary add` begins with you.")
    if len(kept) > 1:
        names = ", ".join(p.name for p in kept)
        refuse("There are several people: {names}. Say whose with --person.", names=names)
    return kept[0]


def knowledge(language: str) -> "KnowledgeBase":
    """Return the knowledge in a language."""
    from lumbago.errors import KnowledgeError
    from lumbago.loading import shipped

    try:
        return shipped(language)
    except KnowledgeError as error:
        refuse("The knowledge cannot be used:", error.problems)


def read_text(file: str, most: int = LONGEST_DOCUMENT) -> str:
    """Return the text of a file, or of standard input; `most`: so many bytes of it at most."""
    try:
        if file == "-":
            text = sys.stdin.buffer.read(most + 1)
        else:
            with Path(file).open("rb") as stream:
                text = stream.read(most + 1)
    except OSError as error:
        refuse("{file} cannot be read: {why}.", file=file, why=error.strerror)
    if len(text) > most:
        refuse("The text is longer than {most:,} bytes.", most=most)
    return _decoded(text)


def _decoded(text: bytes) -> str:
    """Return the characters of a text in UTF-8; no letter of it is guessed."""
    try:
        found = text.decode("utf-8-sig")
    except UnicodeDecodeError:
        found = "\0"
    if "\0" in found:  # as every second letter of UTF-16 is
        refuse("This is not UTF-8 text. Save it as UTF-8.")
    return found


def read_json(text: str) -> Any:
    """Return what a text holds as JSON; an error repeats no value of it."""
    from lumbago.errors import AnswersError
    from lumbago.intake import each_once

    try:
        return json.loads(text, object_pairs_hook=each_once)
    except AnswersError as error:
        refuse("This record cannot be used:", error.problems)
    except json.JSONDecodeError as error:
        refuse(
            "This is not JSON: line {line}, column {column}.",
            line=error.lineno,
            column=error.colno,
        )
    except ValueError:
        refuse("This is not JSON that can be read: a number in it is far too long.")
    except RecursionError:
        refuse("This is not JSON that can be read: it is nested far too deep.")


def write_file(file: str, content: bytes) -> None:
    """Write a new file that only the owner can read."""
    from lumbago.errors import StoreError
    from lumbago.store import write_new

    try:
        write_new(Path(file), content)
    except StoreError as error:
        refuse_as(error)


def print_json(value: object) -> None:
    """Print a value as JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
