"""The causal network: answers → beliefs, and what one more answer would be worth.

- model: tables of strengths for a region; how answers enter
- elimination: exact inference
- uncertainty: versions of the network within the published ranges
- beliefs: probabilities with ranges and reasons
- ahead: what every open question would change
- alarm: when a danger is probable enough to act
"""

from lumbago.network.ahead import Ahead, look_ahead
from lumbago.network.alarm import Alarm, alarms, asked_by_all, asked_for, points_elsewhere
from lumbago.network.beliefs import (
    Belief,
    Beliefs,
    Points,
    Weight,
    infer,
    log_evidence,
    points,
    posterior,
)

__all__ = [
    "Ahead",
    "Alarm",
    "Belief",
    "Beliefs",
    "Points",
    "Weight",
    "alarms",
    "asked_by_all",
    "asked_for",
    "infer",
    "log_evidence",
    "look_ahead",
    "points",
    "points_elsewhere",
    "posterior",
]
