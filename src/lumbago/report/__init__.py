"""Answers, plan and diary → a report for a clinician, and a copy in plain words.

- signs: danger signs told apart: present, denied, not known, not asked
- diary: what a diary adds
- better_worse: what eases the pain, what worsens it, and what changes nothing
- whole: `write_report`, values alone and nothing that was not approved
- blocks: what a report in words is made of
- glance: what is on the first page is short
- document: a report in words, as sections
- records: for JSON and as plain text
"""

from lumbago.report.blocks import Audience, Document, Items, Line, Section, Table
from lumbago.report.document import as_document
from lumbago.report.records import (
    as_approval_record,
    as_document_record,
    as_report_lines,
    as_report_record,
)
from lumbago.report.signs import Signs, danger_findings, signs_of
from lumbago.report.whole import Measured, Own, Report, Topic, measured, withheld, write_report

__all__ = [
    "Audience",
    "Document",
    "Items",
    "Line",
    "Measured",
    "Own",
    "Report",
    "Section",
    "Signs",
    "Table",
    "Topic",
    "as_approval_record",
    "as_document",
    "as_document_record",
    "as_report_lines",
    "as_report_record",
    "danger_findings",
    "measured",
    "signs_of",
    "withheld",
    "write_report",
]
