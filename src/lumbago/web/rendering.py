"""Contexts → HTML, and the static files with their version."""

from dataclasses import dataclass, fields
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from lumbago.web.contexts import TEMPLATES, Context

HERE = Path(__file__).parent


def environment() -> Environment:
    """Return Jinja as all our templates need it: escaping, and strict about names."""
    jinja = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.filters["said_in"] = said_in
    return jinja


def said_in(language: str) -> Markup:
    """Return the attributes of an element whose text is in another language than its page.

    With its language goes its own direction, so that English reads from the left on a page that
    reads from the right. There are none where the language is empty: it is that of the page.
    """
    return Markup(' lang="{}" dir="auto"').format(language) if language else Markup()


class Renderer:
    """Turns a context into a page, with the template that belongs to it."""

    def __init__(self) -> None:
        self._jinja = environment()

    def render(self, context: Context) -> str:
        """Return the page; the template sees the fields of its context and nothing else."""
        values = {field.name: getattr(context, field.name) for field in fields(context)}
        return self._jinja.get_template(TEMPLATES[type(context)]).render(values)


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file that every visit shares."""

    body: bytes
    media_type: str


def read_static() -> tuple[str, dict[str, StaticFile]]:
    """Return the version of the static files, and the files by their path."""
    folder = HERE / "static"
    files: dict[str, StaticFile] = {}
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            body = path.read_bytes()
            digest.update(name.encode() + body)
            media_type = "font/woff2" if path.suffix == ".woff2" else guess_type(name)[0]
            files[name] = StaticFile(body, media_type or "text/plain")
    return digest.hexdigest()[:12], files
