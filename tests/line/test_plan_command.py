"""`lumbago plan`: from a record, or from an assessment, to a plan or a referral."""

import json

import pytest
from typer.testing import CliRunner

from lumbago.cli import app
from tests.strategies import ASKED

RUNNER = CliRunner()
RECORD = {"region": "low_back", "age_years": 45, "sex": "female",
          "answers": {"duration_weeks": 2, "fever": False}}  # fmt: skip


def run(*arguments: str, given: object = RECORD) -> tuple[int, str]:
    """The exit code and what is printed."""
    done = RUNNER.invoke(app, ["plan", "-", "--today", "2026-03-02", *arguments],
                         input=json.dumps(given))  # fmt: skip
    return done.exit_code, done.output


def test_a_record_gives_a_plan_with_its_dates_in_words():
    code, text = run()
    assert code == 0
    assert "Now" in text
    assert "Heat wrap" in text
    assert "2026-03-05" in text
    assert "Answer the safety questions again" in " ".join(text.split())


@pytest.mark.hazard("HAZ-002")
def test_a_record_without_the_danger_signs_gets_easy_moves_and_is_told_why_on_each_command():
    why = "Some danger signs were not asked yet"
    _, text = run()
    assert why in " ".join(text.split())
    told = json.loads(run("--json")[1])
    assert (told["effort"], told["is_unfinished"]) == ("light", True)
    for given in (RECORD, told):
        done = RUNNER.invoke(app, ["programme", "-", "--start", "2026-03-02", "--print"],
                             input=json.dumps(given))  # fmt: skip
        assert done.output.startswith(why)
    asked = {**RECORD, "answers": {**ASKED, "duration_weeks": 2}}
    assert why not in run(given=asked)[1]
    told = json.loads(run("--json", given=asked)[1])
    assert (told["effort"], told["is_unfinished"]) == ("full", False)


def test_an_assessment_gives_the_same_plan_as_the_record_it_was_made_of():
    done = RUNNER.invoke(app, ["assess", "-", "--json"], input=json.dumps(RECORD))
    _, of_record = run("--json")
    _, of_assessment = run("--json", given=json.loads(done.output))
    assert json.loads(of_record) == json.loads(of_assessment)


def test_wishes_change_the_plan(tmp_path):
    wishes = tmp_path / "wishes.json"
    wishes.write_text(json.dumps({"concerns": {"sensation_loss_skin": True}}), "utf-8")
    code, text = run("--wishes", str(wishes), "--json")
    assert code == 0
    left_out = {item["treatment"] for item in json.loads(text)["left_out"]}
    assert {"superficial_heat_wrap", "alternate_heat_cold"} <= left_out


def test_an_emergency_gives_a_referral():
    grave = {**RECORD, "answers": {"saddle_numbness": True}}
    code, text = run("--json", given=grave)
    assert code == 0
    told = json.loads(text)
    assert told["kind"] == "referral"
    assert told["urgency"] == "now"
    _, words = run(given=grave)
    assert "What to say" in words
    assert "Take along" in words


def test_what_cannot_be_used_is_refused_with_its_reason(tmp_path):
    wishes = tmp_path / "wishes.json"
    wishes.write_text('{"goals": ["wlak"]}', "utf-8")
    assert run("--wishes", str(wishes)) == (
        2, "These wishes cannot be used:\n  goals: there is no such choice. Did you mean 'walk'?\n"
    )  # fmt: skip
    assert run(given={"region": "moon", "answers": {}})[0] == 2
    code, text = run("--today", "tomorrow")
    assert code == 2
    assert "2026-03-02" in text
