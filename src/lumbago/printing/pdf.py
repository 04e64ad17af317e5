"""A report as PDF/UA-1: tagged, so that it can be listened to; the same bytes for the same report.

Typst sets it, with the fonts that come with it. Nothing is fetched, and nothing of a person is
ever written as markup: it reaches the template as data.
"""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal

from lumbago.drawings import body_map
from lumbago.report import Document, as_document_record

TEMPLATE: Final = Path(str(files("lumbago.printing") / "report.typ"))

STANDARD: Final[Literal["ua-1"]] = "ua-1"


def as_pdf(document: Document) -> bytes:
    """Return a report as the bytes of a PDF."""
    return _set(document, "pdf")[0]


def as_pictures(document: Document, ppi: int = 110) -> list[bytes]:
    """Return each page as a PNG, to look at."""
    return _set(document, "png", ppi)


def plain_map(document: Document) -> str:
    """Return the body map in the colours of paper; empty where nothing was marked."""
    if not document.marks:
        return ""
    drawn = body_map(dict(document.marks), words=dict(document.map_names))  # type: ignore[arg-type]
    return re.sub(r"var\(--[a-z-]+,\s*(#[0-9a-f]+)\)", r"\1", drawn)


def _set(document: Document, kind: Literal["pdf", "png"], ppi: float | None = None) -> list[bytes]:
    import typst

    told = {**as_document_record(document), "map-picture": plain_map(document)}
    compiler = typst.Compiler(TEMPLATE, root=TEMPLATE.parent, ignore_system_fonts=True)
    made = compiler.compile(
        format=kind,
        ppi=ppi,
        sys_inputs={"report": json.dumps(told, ensure_ascii=False, sort_keys=True)},
        pdf_standards=STANDARD if kind == "pdf" else None,
        timestamp=0,
    )
    return made if isinstance(made, list) else [made or b""]
