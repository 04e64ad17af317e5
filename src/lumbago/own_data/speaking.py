"""What the commands of own data say, in the language of the person.

The English sentence, its gaps in braces, is the key: `locale/es.toml` and `locale/de.toml` hold
the others. A sentence that is not there stays English, and a test finds it.
"""

import re
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


def _choose(language: str) -> str:
    _language.set(ENGLISH)
    if language not in languages():
        refuse(
            "There is no language {language!r}. There are: {all}.",
            language=language,
            all=", ".join(languages()),
        )
    _language.set(language)
    return language


Language = Annotated[
    str,
    typer.Option("--language", help="The code of a language, such as es or de.", callback=_choose),
]


def told(text: str, /, **values: Any) -> str:
    """Return a sentence in the language that was chosen, its gaps filled."""
    own = {name: as_told(v) if isinstance(v, StoreError) else v for name, v in values.items()}
    return sentences(_language.get()).get(text, text).format(**own)


def as_told(error: StoreError) -> str:
    """Return an error of the store in the language that was chosen."""
    return told(error.text, **error.values)


def say(text: str, /, **values: Any) -> None:
    """Print a sentence in the language that was chosen."""
    typer.echo(told(text, **values))


def refuse(message: str, /, problems: tuple[object, ...] = (), **values: Any) -> NoReturn:
    """Say why not, in the language that was chosen, and end with code 2."""
    typer.echo(told(message, **values) if values else _whole(message), err=True)
    for problem in problems:
        typer.echo(f"  {_problem(problem)}", err=True)
    raise typer.Exit(2)


def refuse_as(error: StoreError) -> NoReturn:
    """Say what the store says, and end with code 2."""
    typer.echo(as_told(error), err=True)
    raise typer.Exit(2)


def _problem(problem: object) -> object:
    if not isinstance(problem, Problem):
        return problem
    return Problem(problem.place, _whole(problem.what), _whole(problem.remedy))


def _whole(sentence: str) -> str:
    """Return a sentence whose gaps are filled already."""
    known = sentences(_language.get())
    if sentence in known:
        return known[sentence]
    for text, own in known.items():
        found = _pattern(text).fullmatch(sentence) if "{" in text else None
        if found:
            return own.format(**found.groupdict())
    return sentence


@cache
def _pattern(text: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)[^}]*\}", text)
    each = (f"(?P<{p}>.+)" if n % 2 else re.escape(p) for n, p in enumerate(parts))
    return re.compile("".join(each), re.S)
