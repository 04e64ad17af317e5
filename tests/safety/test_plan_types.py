"""What the types refuse: nothing that makes a programme takes a referral."""

from pathlib import Path

import pytest
from mypy import api

ROOT = Path(__file__).parents[2]

ABUSE = """
from datetime import date
from lumbago.assessment import Assessment
from lumbago.knowledge import KnowledgeBase
from lumbago.plan import CarePlan, Referral, Wishes, plan_care
from lumbago.programme import Programme, make_programme

def programme(kb: KnowledgeBase, found: Assessment) -> Programme:
    outcome = plan_care(kb, found, Wishes(), date(2026, 3, 2))
    {guard}
    return make_programme(kb, outcome, date(2026, 3, 2))
"""


def said_by_mypy(tmp_path: Path, guard: str) -> str:
    """What mypy says of a function that makes a programme of any outcome."""
    file = tmp_path / "abuse.py"
    file.write_text(ABUSE.format(guard=guard), "utf-8")
    told, failed, _ = api.run(
        [f"--config-file={ROOT / 'pyproject.toml'}", f"--cache-dir={ROOT / '.mypy_cache'}",
         "--follow-imports=silent", str(file)]
    )  # fmt: skip
    assert not failed, failed
    return told


@pytest.mark.hazard("HAZ-020")
@pytest.mark.hazard("HAZ-005")
def test_mypy_refuses_a_programme_of_a_referral(tmp_path):
    told = said_by_mypy(tmp_path, "pass")
    assert 'incompatible type "CarePlan | Referral"; expected "CarePlan"' in told


def test_mypy_takes_a_programme_of_a_plan(tmp_path):
    told = said_by_mypy(tmp_path, "assert isinstance(outcome, CarePlan)")
    assert "Success" in told
