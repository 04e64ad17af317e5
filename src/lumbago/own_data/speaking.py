"""What the commands say, in the language of the person.

The English sentence, its gaps in braces, is the key: `locale/es.toml` and `locale/de.toml` hold
the others. A sentence that is not there stays English, and a test finds it.
"""

import tomllib
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from lumbago.errors import Problem, StoreError

LOCALE = Path(__file__).parent / "locale"
ENGLISH = "en"

_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


@cache
def sentences(language: str) -> Mapping[str, str]:
    """Return the sentences of a language by the English ones; none for English."""
    file = LOCALE / f"{language}.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}


def languages() -> tuple[str, ...]:
    """Return the codes of the languages in which the commands speak, English first."""
    return (ENGLISH, *sorted(file.stem for file in LOCALE.glob("*.toml")))


def speak(language: str) -> str:
    """Speak a language from here on; English where there are no sentences in it."""
    _language.set(language if language in languages() else ENGLISH)
    return language


def _choose(language: str) -> str:
    _language.set(ENGLISH)
    if language not in languages():
        refuse(
            "There is no language {language!r}. There are: {all}.",
            language=language,
            all=", ".join(languages()),
        )
    return speak(language)


Language = Annotated[
    str,
    typer.Option("--language", help="The code of a language, such as es or de.", callback=_choose),
]


def told(text: str, /, **values: Any) -> str:
    """Return a sentence in the language that was chosen; with values, its gaps are filled."""
    own = {name: as_told(v) if isinstance(v, StoreError) else v for name, v in values.items()}
    said = sentences(_language.get()).get(text, text)
    return said.format(**own) if own else said


def as_told(error: StoreError) -> str:
    """Return an error of the store in the language that was chosen."""
    return told(error.text, **error.values)


def say(text: str, /, **values: Any) -> None:
    """Print a sentence in the language that was chosen."""
    typer.echo(told(text, **values))


def refuse(message: str, /, problems: tuple[Problem, ...] = (), **values: Any) -> NoReturn:
    """Say why not, in the language that was chosen, and end with code 2."""
    typer.echo(told(message, **values), err=True)
    for problem in problems:
        typer.echo(f"  {problem.in_words(sentences(_language.get()))}", err=True)
    raise typer.Exit(2)


def refuse_as(error: StoreError) -> NoReturn:
    """Say what the store says, and end with code 2."""
    typer.echo(as_told(error), err=True)
    raise typer.Exit(2)
