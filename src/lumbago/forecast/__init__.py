"""Curves of groups and a diary → what may come: a band, never a date.

- episode: since when this pain is there
- curves: how pain and function went on in groups, and which group fits
- factors: at most three things that make it slower or faster
- process: a band learnt from the days so far, in closed form
- recurrence: how often it comes back, and what lowers that
- whole: `foretell`, and how well its bands did so far
- records: for JSON, and as lines of text
"""

from lumbago.forecast.curves import Curve
from lumbago.forecast.episode import episode_start
from lumbago.forecast.factors import Factor, Pace
from lumbago.forecast.process import Band
from lumbago.forecast.records import as_forecast_record, forecast_lines
from lumbago.forecast.recurrence import Lowering, Recurrence
from lumbago.forecast.whole import Forecast, Outlook, PastBand, foretell

__all__ = [
    "Band",
    "Curve",
    "Factor",
    "Forecast",
    "Lowering",
    "Outlook",
    "Pace",
    "PastBand",
    "Recurrence",
    "as_forecast_record",
    "episode_start",
    "forecast_lines",
    "foretell",
]
