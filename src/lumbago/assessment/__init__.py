"""Answers → `Assessment`: how soon to be seen, what probably causes the pain, and why.

- whole: `assess`, and what an assessment holds
- changes: which changes of answers would change it
"""

from lumbago.assessment.changes import Change, changes, changes_of
from lumbago.assessment.whole import (
    HOME,
    LISTED,
    MOST_CAUSES,
    MOST_DANGERS,
    RANKED,
    WORTH_RULING_OUT,
    Assessment,
    Cause,
    Danger,
    ExpectedCourse,
    assess,
    leading,
    not_excluded,
    phase_of,
    special_groups,
    telling,
    urgency_of,
    word,
)

__all__ = [
    "HOME",
    "LISTED",
    "MOST_CAUSES",
    "MOST_DANGERS",
    "RANKED",
    "WORTH_RULING_OUT",
    "Assessment",
    "Cause",
    "Change",
    "Danger",
    "ExpectedCourse",
    "assess",
    "changes",
    "changes_of",
    "leading",
    "not_excluded",
    "phase_of",
    "special_groups",
    "telling",
    "urgency_of",
    "word",
]
