"""The language of the pages: the one chosen, else the first that the browser asks for."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from lumbago.knowledge import ENGLISH

LANGUAGE = "lumbago_language"
"""The cookie that keeps the choice until the browser closes."""


class InLanguage:
    """Hands a request to the pages in the person's language."""

    def __init__(self, pages: Mapping[str, ASGIApp]) -> None:
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on."""
        language = language_of(HTTPConnection(scope), self._pages)
        await self._pages[language](scope, receive, send)


def language_of(request: HTTPConnection, known: Collection[str]) -> str:
    """Return the language for a request; English where none of the person's is known."""
    chosen = request.cookies.get(LANGUAGE, "")
    wanted = accepted(request.headers.get("accept-language", ""))
    return next((code for code in (chosen, *wanted) if code in known), ENGLISH)


def accepted(header: str) -> Iterable[str]:
    """Return the languages of an Accept-Language header, the most wanted first.

    A language with a country, such as `de-AT`, counts as the language. One that is not to be
    used, with `q=0`, is left out; what cannot be read counts for nothing.
    """
    return dict.fromkeys(tag.partition("-")[0] for tag in _tags(header))


def regions(header: str) -> Iterable[str]:
    """Return the countries that an Accept-Language header names: `at` for `de-AT`."""
    last = (tag.rpartition("-")[2] for tag in _tags(header) if "-" in tag)
    return dict.fromkeys(region for region in last if len(region) == 2)


def _tags(header: str) -> Iterator[str]:
    """Yield the tags of a header in small letters, the most wanted first."""
    weighed = sorted(_weighed(header), key=lambda one: -one[1])
    return (tag for tag, weight in weighed if weight > 0)


def _weighed(header: str) -> Iterator[tuple[str, float]]:
    for part in header.split(",")[:20]:
        tag, _, rest = part.strip().partition(";")
        weight = rest.strip().removeprefix("q=") if rest.strip() else "1"
        try:
            yield tag.strip().lower(), float(weight)
        except ValueError:
            continue
