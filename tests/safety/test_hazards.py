"""The hazard log and the tests trace to each other, and the risk is computed."""

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SAFETY = ROOT / "safety"

HAZARDS: dict[str, dict[str, Any]] = {
    file.stem: tomllib.loads(file.read_text("utf-8"))
    for file in sorted((SAFETY / "hazards").glob("*.toml"))
}
RISK: dict[str, Any] = tomllib.loads((SAFETY / "risk.toml").read_text("utf-8"))
OPEN = {id for id, hazard in HAZARDS.items() if hazard["status"] == "open"}


def marks() -> Iterator[tuple[str, str]]:
    """Every hazard that a test names, and the file of the test."""
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func) == "pytest.mark.hazard"
                and isinstance(node.args[0], ast.Constant)
            ):
                yield str(node.args[0].value), file.relative_to(ROOT).as_posix()


def risk(rated: dict[str, int]) -> int:
    """The cell of the matrix."""
    matrix: list[list[int]] = RISK["matrix"]
    return matrix[rated["likelihood"] - 1][rated["severity"] - 1]


def test_every_open_hazard_has_a_test_that_names_it():
    assert {id for id, _ in marks()} >= OPEN


def test_every_hazard_that_a_test_names_is_in_the_log():
    assert {id for id, _ in marks()} <= set(HAZARDS)


def test_the_matrix_is_that_of_dcb0129():
    assert RISK["matrix"] == [
        [1, 1, 2, 2, 3],
        [1, 2, 2, 3, 4],
        [2, 2, 3, 3, 4],
        [2, 3, 3, 4, 5],
        [3, 4, 4, 5, 5],
    ]
    assert RISK["acceptable"] == 2


@pytest.mark.parametrize("id", HAZARDS)
def test_a_residual_risk_above_two_stays_open_and_says_why(id):
    hazard = HAZARDS[id]
    assert risk(hazard["residual"]) <= risk(hazard["initial"])
    if risk(hazard["residual"]) > RISK["acceptable"]:
        assert hazard["status"] == "open"
        assert len(hazard["why"]) > 60


@pytest.mark.parametrize("id", HAZARDS)
def test_a_hazard_is_written_out_in_full(id):
    hazard = HAZARDS[id]
    for field in ("name", "cause", "effect", "harm", "owner"):
        assert hazard[field].strip(), field
    assert hazard["status"] in {"open", "transferred", "closed"}
    assert hazard["controls"] or hazard["why"]
    assert isinstance(hazard["reviewed"], date)
    for rated in (hazard["initial"], hazard["residual"]):
        assert set(rated) == {"severity", "likelihood"}
        assert all(1 <= value <= 5 for value in rated.values())


def test_the_log_has_no_holes_and_risk_is_nowhere_typed():
    assert list(HAZARDS) == [f"HAZ-{n:03}" for n in range(1, len(HAZARDS) + 1)]
    assert len(HAZARDS) >= 14
    assert not [id for id, hazard in HAZARDS.items() if "risk" in hazard]


def test_the_safety_case_and_the_hazard_log_name_only_tests_that_are_there():
    text = (SAFETY / "case.md").read_text("utf-8") + (ROOT / "SAFETY.md").read_text("utf-8")
    named = set(re.findall(r"\]\((?:\.\./)?(tests/[\w/.]+)\)", text))
    assert named
    assert not [path for path in named if not (ROOT / path).exists()]


def test_every_open_hazard_stands_in_the_safety_case():
    text = (SAFETY / "case.md").read_text("utf-8")
    assert not [id for id in OPEN if id not in text]
    assert set(re.findall(r"HAZ-\d{3}", text)) <= set(HAZARDS)


def test_what_this_version_leaves_out_is_really_left_out():
    """A hazard is closed only while there is nothing that could cause it."""
    source = ROOT / "src" / "lumbago"
    there = {path.stem for path in source.iterdir()}
    assert HAZARDS["HAZ-005"]["status"] == "open" or not {"plan", "programme"} & there
    assert HAZARDS["HAZ-006"]["status"] == "open" or not {"programme", "diary"} & there
    locales = list((source / "web" / "locale").glob("*.toml"))
    assert HAZARDS["HAZ-014"]["status"] == "open" or {f.stem for f in locales} <= {"en"}


def test_what_safety_md_says_of_the_known_gaps_and_of_our_estimates_is_true():
    from lumbago.checks import all_figures
    from tests.strategies import KB

    text = (ROOT / "SAFETY.md").read_text("utf-8")
    gaps = [case for case in KB.cases if case.known_gap]
    assert f"{len(gaps)} of {len(KB.cases)} published people" in text
    for case in gaps:
        assert case.title in text, case.title
    figures = [figure for _, figure in all_figures(KB)]
    ours = sum(f.citation.provenance == "estimate" for f in figures) / len(figures)
    assert f"{ours:.0%} of the numbers" in text.replace("\u202f", "").replace(" %", "%")
    assert f"{len(KB.red_flags)} rules of danger" in text
    estimated = sum(f.citation.provenance == "estimate" for f in KB.red_flags.values())
    assert f"{estimated} rest on our own" in text
    assert "no clinician has reviewed" in text.lower()
