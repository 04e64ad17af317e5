"""The report for a clinician: what may go in, a look at it, and the way out."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from lumbago.web.catalogue import Words
from lumbago.web.contexts.frame import Frame, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorReportPage:
    """What may be told is ticked; `document` is the report to look at, or None before that.

    `fields`: what was ticked and typed, to be sent again with the approval, never in an address.
    """

    frame: Frame
    t: Words
    topics: tuple[Option, ...]
    readers: tuple[Option, ...]
    words: str
    questions: str
    longest: int
    document: dict[str, Any] | None
    picture: Markup
    fields: tuple[tuple[str, str], ...]
    forms: tuple[Option, ...]
