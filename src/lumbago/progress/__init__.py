"""A diary and questionnaires → how things go, set against the smallest change that matters.

- scoring: questionnaires, their scores, and when they are asked
- weeks: the diary week by week
- flares: bumps on the way
- whole: `follow`: trends, and why to look again
- records: for JSON, and as lines of text
"""

from lumbago.progress.flares import Flare
from lumbago.progress.records import as_progress_record, progress_lines, review_lines
from lumbago.progress.scoring import Score, as_score_record, due, read_score
from lumbago.progress.weeks import Week
from lumbago.progress.whole import Progress, Review, Since, Trend, Verdict, follow

__all__ = [
    "Flare",
    "Progress",
    "Review",
    "Score",
    "Since",
    "Trend",
    "Verdict",
    "Week",
    "as_progress_record",
    "as_score_record",
    "due",
    "follow",
    "progress_lines",
    "read_score",
    "review_lines",
]
