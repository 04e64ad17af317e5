"""Days with a pain and what was done on them → what goes with better and worse days.

- windows: on the day itself, one to three days later, or after a full week
- search: one regression for each window, false finds kept rare, effects shrunk
- whole: `find_insights`
- experiment: days with and without something harmless, by lot, and what came of it
- records: for JSON, and as lines of text
"""

from lumbago.insights.experiment import (
    Experiment,
    Outcome,
    draw_experiment,
    evaluate,
    worth_trying,
)
from lumbago.insights.records import (
    as_insights_record,
    experiment_lines,
    found_lines,
    insight_lines,
)
from lumbago.insights.search import Effect
from lumbago.insights.whole import Clarity, Insight, Insights, find_insights
from lumbago.insights.windows import Lag

__all__ = [
    "Clarity",
    "Effect",
    "Experiment",
    "Insight",
    "Insights",
    "Lag",
    "Outcome",
    "as_insights_record",
    "draw_experiment",
    "evaluate",
    "experiment_lines",
    "find_insights",
    "found_lines",
    "insight_lines",
    "worth_trying",
]
