"""The command line: what goes in, what comes out, and the exit codes 0, 1 and 2."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import lumbago
from lumbago.cli import LONGEST_RECORD, app
from tests.strategies import KB

SOURCE = str(Path(lumbago.__file__).parents[1])
GOOD = {"region": "low_back", "age_years": 45, "answers": {"saddle_numbness": True}}

runner = CliRunner()


def assess(text: str | bytes, *options: str) -> tuple[int, str, str]:
    """Exit code, output and errors of `lumbago assess -`."""
    done = runner.invoke(app, ["assess", "-", *options], input=text)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def python(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    """A fresh Python that knows lumbago."""
    return subprocess.run(
        [sys.executable, *arguments],
        input=text,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": SOURCE},
        timeout=60,
    )


def test_a_good_record_gives_one_json_record_and_exit_code_0():
    code, out, err = assess(json.dumps(GOOD), "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["urgency"] == "now"


def test_without_json_the_first_line_is_what_to_do():
    code, out, _ = assess(json.dumps(GOOD))
    assert code == 0
    first = " ".join(out.split("\n")[:3]).lower()
    assert "emergency" in first
    assert "Not a diagnosis" in out


BAD = {
    "nothing at all": ("", "There is nothing to read"),
    "blanks": (" \n\t ", "There is nothing to read"),
    "no JSON": ("{region: neck}", "This is not JSON"),
    "half a record": ('{"region": "neck"', "This is not JSON"),
    "a list": ("[]", "not a JSON object"),
    "an unknown finding": (
        '{"region": "neck", "answers": {"fevr": true}}',
        "answers.fevr: there is no such finding. Did you mean 'fever'?",
    ),
    "an impossible age": (
        '{"region": "neck", "age_years": 300, "answers": {}}',
        "age_years: it must be a number from 0 to 120",
    ),
    "a wrong type": ('{"region": "neck", "answers": {"fever": "yes"}}', "answers.fever"),
    "not a number": ('{"region": "neck", "age_years": NaN, "answers": {}}', "age_years"),
    "a giant number": ('{"region": "neck", "age_years": 1' + "0" * 400 + ', "answers": {}}', "age"),
    "a number of 5000 digits": (
        '{"region": "neck", "age_years": ' + "9" * 5000 + ', "answers": {}}',
        "",
    ),
    "one finding twice": (
        '{"region": "neck", "answers": {"saddle_numbness": true, "saddle_numbness": false}}',
        "saddle_numbness: it is given twice. Keep one of them.",
    ),
    "one field twice": (
        '{"region": "neck", "age_years": 8, "age_years": 48, "answers": {}}',
        "age_years: it is given twice",
    ),
    "brackets without end": ("[" * 100_000, "nested"),
    "a half letter": ('{"region": "\\ud800", "answers": {}}', "region"),
    "a half letter as a field": (
        '{"\\ud800": 1, "region": "neck", "answers": {}}',
        "no such field",
    ),
    "a record far too long": (
        '{"text": "' + "x" * 10_000_000 + '"}',
        f"longer than {LONGEST_RECORD:,}",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_record_is_refused_with_a_sentence_and_exit_code_2(name):
    text, complaint = BAD[name]
    code, out, err = assess(text, "--json")
    assert (code, out) == (2, "")
    assert complaint in err
    assert len(err) < 2000


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-16-le"])
def test_letters_that_are_not_in_utf_8_are_refused_and_never_guessed(encoding):
    story = '{"region": "neck", "text": "d\u00e9j\u00e0 vu", "answers": {}}'
    code, out, err = assess(story.encode(encoding), "--json")
    assert (code, out) == (2, "")
    assert "This is not UTF-8 text" in err


def test_a_byte_order_mark_before_a_record_is_no_problem():
    good = json.dumps(GOOD)
    assert assess(b"\xef\xbb\xbf" + good.encode(), "--json") == assess(good, "--json")


def test_a_file_that_is_not_there_is_refused_with_exit_code_2(tmp_path):
    for place in (tmp_path / "nowhere.json", tmp_path):
        done = runner.invoke(app, ["assess", str(place)])
        assert done.exit_code == 2
        assert "cannot be read" in done.stderr


def test_a_file_is_read_like_standard_input(tmp_path):
    file = tmp_path / "record.json"
    file.write_text(json.dumps(GOOD), "utf-8")
    done = runner.invoke(app, ["assess", str(file), "--json"])
    assert (done.exit_code, done.stdout) == (0, assess(json.dumps(GOOD), "--json")[1])


def test_a_pack_that_weakens_a_rule_is_refused_with_exit_code_2(tmp_path):
    (tmp_path / "safety_cards.toml").write_text("", "utf-8")
    code, _, err = assess(json.dumps(GOOD), "--json", "--pack", str(tmp_path))
    assert code == 2
    assert "may not change the safety cards" in err


def test_a_pack_that_is_not_there_is_refused_with_exit_code_2(tmp_path):
    code, _, err = assess(json.dumps(GOOD), "--pack", str(tmp_path / "nowhere"))
    assert code == 2
    assert "there is no such folder" in err


def test_check_says_what_is_known_and_ends_with_0_when_nothing_is_wrong():
    done = runner.invoke(app, ["check"])
    assert done.exit_code == 0, done.stdout
    assert f"{len(KB.red_flags)} red flags" in done.stdout
    assert "0 problems" in done.stdout


def test_check_ends_with_1_when_something_is_wrong(tmp_path):
    (tmp_path / "leaks.csv").write_text(
        "finding,leak,low,high,source,basis,provenance\n"
        "fatigue,0.2,0.5,0.9,our_estimate,judgement,estimate\n",
        "utf-8",
    )
    done = runner.invoke(app, ["check", "--pack", str(tmp_path)])
    assert done.exit_code == 1
    assert "leaks.csv fatigue" in done.stdout


def test_score_reports_a_bad_line_skips_it_and_ends_with_1(tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [json.dumps(GOOD), "{broken", json.dumps(GOOD | {"age_years": 999}), json.dumps(GOOD)]
    source.write_text("\n".join(lines) + "\n", "utf-8")
    done = runner.invoke(app, ["score", str(source), str(target), "--workers", "1"])
    assert done.exit_code == 1, done.output
    results = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [r["urgency"] for r in results if "urgency" in r] == ["now", "now"]
    assert "2 bad lines" in done.stdout


def test_score_refuses_an_empty_file_and_leaves_the_old_result(tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b"")
    target.write_text("kept", "utf-8")
    done = runner.invoke(app, ["score", str(source), str(target)])
    assert done.exit_code == 2
    assert "nothing to read" in done.stderr
    assert target.read_text("utf-8") == "kept"


def test_score_refuses_a_pack_and_a_target_that_cannot_be_used_with_a_sentence(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(GOOD), "utf-8")
    no_pack = ["score", str(source), str(tmp_path / "out.jsonl"), "--pack", "nowhere"]
    no_target = ["score", str(source), "/proc/out.jsonl"]
    for command, what in ((no_pack, "no such folder"), (no_target, "cannot be read or written")):
        done = runner.invoke(app, command)
        assert done.exit_code == 2, done.exception
        assert what in done.stderr


def test_score_never_overwrites_its_input(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(GOOD) + "\n", "utf-8")
    done = runner.invoke(app, ["score", str(source), str(source)])
    assert done.exit_code == 2
    assert json.loads(source.read_text("utf-8")) == GOOD


def test_an_unknown_command_and_an_unknown_option_end_with_2():
    assert runner.invoke(app, ["diagnose"]).exit_code == 2
    assert runner.invoke(app, ["assess", "--loud"]).exit_code == 2


def imported(*arguments: str) -> set[str]:
    """Every module that a run imports, at any depth."""
    done = python("-X", "importtime", *arguments)
    assert done.returncode == 0, done.stderr[-500:]
    return {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines()}


HEAVY = {"numpy", "fastapi", "starlette", "uvicorn", "numba", "pydantic", "jinja2", "sqlite3"}


def test_help_imports_no_web_framework_and_no_numpy():
    assert not imported("-m", "lumbago.cli", "--help") & HEAVY


def test_import_lumbago_loads_no_web_framework_and_no_database():
    web = {"fastapi", "starlette", "uvicorn", "jinja2", "pydantic", "multipart"}
    databases = {"sqlite3", "sqlalchemy", "psycopg", "dbm"}
    assert not imported("-c", "import lumbago") & (web | databases | {"typer", "rich"})


def test_the_module_runs_as_a_program_and_speaks_of_no_traceback():
    done = python("-m", "lumbago.cli", "assess", "--json", text="nonsense")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_text_is_assessed_with_what_is_given_beside_it():
    text = "my low back hurts and I cannot pee"
    done = runner.invoke(app, ["assess", "--text", text, "--age", "45", "--sex", "male", "--json"])
    result = json.loads(done.stdout)
    assert done.exit_code == 0
    assert result["urgency"] == "now"
    assert {"bladder_retention", "pain_low_back"} <= {u["finding"] for u in result["understood"]}


def test_a_text_without_json_tells_first_what_was_understood_of_it():
    done = runner.invoke(app, ["assess", "--text", "stiff neck, no fever"])
    assert done.exit_code == 0
    assert "understood" in done.stdout.splitlines()[0]
    assert "stiff neck" in done.stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--age", "45"], "belong to --text"),
        (["--text", "hello"], "does not tell where it hurts"),
        (["--text", "my neck hurts", "--region", "knee"], "region: it is missing or unknown"),
        (["some.json", "--text", "my neck hurts"], "not both"),
    ],
)
def test_options_that_cannot_be_used_are_refused_with_a_clear_sentence(options, told):
    done = runner.invoke(app, ["assess", *options])
    assert done.exit_code == 2
    assert told in done.stderr
    assert "hello" not in done.stderr
