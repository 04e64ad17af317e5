"""A report as one HTML file, to read or to print: no script, nothing from elsewhere."""

from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from lumbago.printing.pdf import plain_map
from lumbago.report import Document, as_document_record


def as_page(document: Document) -> str:
    """Return a report as a page of HTML; every text of a person is escaped."""
    source = (files("lumbago.printing") / "report.html").read_text("utf-8")
    jinja = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    picture = Markup(plain_map(document))  # noqa: S704 - drawn by us; it holds no text of a person
    return jinja.from_string(source).render(d=as_document_record(document), picture=picture)
