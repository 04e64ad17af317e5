"""Feedback on a page, and the thanks for it."""

from dataclasses import dataclass

from lumbago.web.catalogue import Words
from lumbago.web.contexts.frame import Frame, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackPage:
    """A form on one page of ours."""

    frame: Frame
    t: Words
    about: str  # the address that it is on
    sorts: tuple[Option, ...]
    most: int  # characters
    text: str  # as it was written, when it could not be taken
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackThanksPage:
    """It was kept, and where."""

    frame: Frame
    t: Words
    is_harm: bool
    back: str
