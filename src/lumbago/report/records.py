"""A report as plain JSON and as plain text."""

from collections.abc import Iterator
from hashlib import sha256
from textwrap import wrap
from typing import Any

from lumbago.knowledge import KnowledgeBase
from lumbago.report.better_worse import better_worse
from lumbago.report.blocks import Block, Document, Items, Line, Table
from lumbago.report.whole import Report

WIDTH = 78


def as_report_record(kb: KnowledgeBase, report: Report, document: Document) -> dict[str, Any]:
    """Return values and words of a report, ready for JSON; what was not approved is in neither."""
    signs = report.signs
    return {
        "kind": "report",
        "day": report.day.isoformat(),
        "knowledge": report.knowledge,
        "shares": sorted(t.value for t in report.share),
        "urgency": report.urgency.id,
        "action": report.action,
        "rules": list(report.reasons),
        "rules_withheld": report.reasons_withheld,
        "signs": {
            name: list(getattr(signs, name))
            for name in ("present", "denied", "unknown", "not_asked", "not_for_them")
        },
        "signs_withheld": len(signs.withheld),
        "raising": list(report.raising),
        "better_worse": [
            {"thing": row.thing, "effect": row.effect.value}
            for row in better_worse(kb, report.answers)
        ],
        "conflicts": list(report.conflicts),
        "causes": [
            {"id": c.id, "p": round(c.p, 6), "low": round(c.low, 6), "high": round(c.high, 6)}
            for c in report.causes
        ],
        "rule_out": [d.id for d in report.dangers],
        "document": as_document_record(document),
    }


def as_approval_record(report: Report, document: Document, form: str) -> dict[str, Any]:
    """Return what is kept when a report leaves: for whom, as what, and what it told.

    The report itself is not kept; its digest shows whether a copy is the one approved.
    """
    text = "\n".join(map(repr, document.sections))
    return {
        "what": "report",
        "for": document.audience.value,
        "form": form,
        "day": report.day.isoformat(),
        "shares": sorted(topic.value for topic in report.share),
        "digest": sha256(text.encode()).hexdigest(),
    }


def as_document_record(document: Document) -> dict[str, Any]:
    """Return the words of a report as plain JSON, as the writers of pages read them."""
    return {
        "language": document.language,
        "audience": document.audience.value,
        "title": document.title,
        "lead": document.lead,
        "notices": list(document.notices),
        "marks": dict(document.marks),
        "map": document.map_words,
        "details": document.details,
        "page": document.page,
        "sections": [
            {"id": s.id, "title": s.title, "first": s.first, "blocks": list(map(_block, s.blocks))}
            for s in document.sections
        ],
    }


def as_report_lines(document: Document) -> Iterator[str]:
    """Yield a report as lines of plain text."""
    yield document.title
    yield "=" * len(document.title)
    for text in (document.lead, *document.notices):
        yield from wrap(text, WIDTH)
    is_first = True
    for section in document.sections:
        if is_first and not section.first:
            yield ""
            yield f"--- {document.details} ---"
            is_first = False
        yield ""
        yield section.title
        yield "-" * len(section.title)
        for block in section.blocks:
            yield from _lines(block)


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Line):
        return {"kind": "line", "label": block.label, "text": block.text, "strong": block.strong}
    if isinstance(block, Items):
        flags = {"strong": block.strong, "many": block.many}
        return {"kind": "items", "label": block.label, "items": list(block.items), **flags}
    return {"kind": "table", "head": list(block.head), "rows": [list(r) for r in block.rows]}


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Line):
        text = f"{block.label}: {block.text}" if block.label else block.text
        for part in text.splitlines():
            yield from wrap(part, WIDTH, subsequent_indent="  ")
    elif isinstance(block, Items):
        if block.label:
            yield f"{block.label}:"
        for item in block.items:
            yield from wrap(f"- {item}", WIDTH, subsequent_indent="  ")
    else:
        yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    for row in table.rows:
        told = [f"{h}: {v}" if h else v for h, v in zip(table.head, row, strict=True)]
        yield from wrap("; ".join(told), WIDTH, subsequent_indent="  ")
