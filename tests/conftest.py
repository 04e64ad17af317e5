"""Profiles of hypothesis, and the knowledge that all tests share.

pytest                                the `ci` profile: few examples, the same each time
HYPOTHESIS_PROFILE=night pytest       many, and new ones each time
"""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from lumbago.knowledge import KnowledgeBase
from lumbago.loading import shipped

ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:  # `pytest` alone does not put it there, `python -m pytest` does
    sys.path.insert(0, str(ROOT))

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
settings.register_profile(
    "ci",
    max_examples=40,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=_SLOW,
)
settings.register_profile(
    "night", max_examples=2000, deadline=None, print_blob=True, suppress_health_check=_SLOW
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """The knowledge that comes with lumbago."""
    return shipped()
