"""The hazard log and the tests hold one another: every open hazard has a control that can fail."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HAZARDS = {
    file.stem: tomllib.loads(file.read_text("utf-8"))
    for file in sorted((ROOT / "safety" / "hazards").glob("*.toml"))
}
RISK = tomllib.loads((ROOT / "safety" / "risk.toml").read_text("utf-8"))
NAMED = {
    id
    for file in (ROOT / "tests").rglob("test_*.py")
    for id in re.findall(r'hazard\("(HAZ-\d+)"\)', file.read_text("utf-8"))
}


def risk(grade):
    return RISK["likelihood"][grade["likelihood"]][RISK["severity"].index(grade["severity"])]


@pytest.mark.parametrize("id", HAZARDS)
def test_an_open_hazard_has_a_test(id):
    assert HAZARDS[id]["status"] != "open" or id in NAMED


def test_a_test_names_only_hazards_that_are_in_the_log():
    assert set(HAZARDS) >= NAMED


@pytest.mark.parametrize("id", HAZARDS)
def test_a_control_never_makes_a_hazard_worse(id):
    assert risk(HAZARDS[id]["residual"]) <= risk(HAZARDS[id]["initial"])


@pytest.mark.parametrize("id", HAZARDS)
def test_a_risk_that_is_left_above_two_says_why(id):
    assert risk(HAZARDS[id]["residual"]) <= 2 or HAZARDS[id]["note"]
