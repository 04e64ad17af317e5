"""The commands of own data speak the language of the person, whatever goes wrong."""

import ast
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import lumbago
from lumbago.cli import app
from lumbago.own_data import opening, speaking
from lumbago.own_data.speaking import languages, sentences
from lumbago.store import engine, files, rows

SRC = Path(lumbago.__file__).parent
SPEAKS = {"StoreError", "refuse", "say", "told"}
OTHERS = [code for code in languages() if code != "en"]


def spoken() -> set[str]:
    """Every sentence that the store and its commands say, from their own text."""
    found = {words for _, words in engine._SENTENCES}
    found |= {engine.CANNOT, files.CANNOT_WRITE, files.HALF_CLEARED, rows.DAMAGED, rows.NOBODY}
    for file in (*(SRC / "store").rglob("*.py"), *(SRC / "own_data").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in SPEAKS and node.args:
                for part in ast.walk(node.args[0]):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        found.add(part.value)
    return found - {"", "\n"}


def gaps(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w+[^}]*\}", text))


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_there_in_every_language_with_its_gaps(language):
    table = sentences(language)
    assert spoken() - set(table) == set()
    for text, own in table.items():
        assert gaps(text) == gaps(own), text
        assert text != own


def test_no_sentence_is_idle():
    told = spoken()
    code = "".join(
        (SRC / name).read_text("utf-8")
        for name in ("diary/records.py", "diary/entries.py", "plan/spasm.py")
    )
    code = re.sub(r'"\s*f?"', "", code)
    for text in sentences("de"):
        longest = max(re.split(r"\{\w+[^}]*\}", text), key=len)
        assert text in told or longest in code.replace("\\", ""), text


@pytest.fixture
def say(tmp_path, monkeypatch):
    """Run a command in a home of its own; return its exit code and all that it said."""
    monkeypatch.setenv("LUMBAGO_HOME", str(tmp_path / "home"))

    def run(*words: str, stdin: str | None = None) -> tuple[int, str]:
        done = CliRunner().invoke(app, [*words], input=stdin)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.output
        return done.exit_code, done.output

    return run


ENGLISH = re.compile(
    r"\b(the|there|nobody|with|written|kept|cannot|must|nothing|this|and|say|give|choose)\b", re.I
)


@pytest.mark.parametrize("language", OTHERS)
def test_a_whole_course_is_told_in_the_language_of_the_person(say, tmp_path, language):
    bad = {
        "day": "soon", "at": "2026-03-02T08:00", "pain_now": 14, "stress": "x", "note": 7,
        "sites": {"nek": {"now": 99}, "neck": 3}, "exposures": {"drivin": {}, "driving": {
            "minutes": -1, "load": "huge", "there": "x"}}, "dangers": {"sadle": True},
        "spasms": [{"count": 99}, {"place": "moon"}], "medicines": ["x" * 99], "done": 3,
        "spread": "x", "mood": 1,
    }  # fmt: skip
    out, copy = str(tmp_path / "out.json"), str(tmp_path / "copy.db")
    course = [
        ("diary", "list"), ("people",), ("diary", "add"), ("forecast",),
        ("diary", "add", "--record", "-"), ("diary", "add", "--pain", "4", "--site", "neck=much"),
        ("diary", "add", "--pain", "4", "--thing", "driving=90", "--day", "2026-03-02"),
        ("diary", "list"), ("diary", "list", "--days", "0"), ("diary", "undo", "zzz"),
        ("forecast",), ("forecast", "--today", "soon"), ("report",), ("report", "--for", "all"),
        ("export", out), ("export", out), ("backup", copy), ("backup", copy), ("import", out),
        ("import", "-"), ("import", "missing.json"), ("restore", "missing.db"), ("restore", out),
        ("restore", copy), ("people", "--add", "Ben"), ("people", "--add", "BEN"),
        ("diary", "list"), ("people", "--person", "Cleo"), ("diary", "list", "--person", "Cleo"),
        ("erase",), ("erase", "--person", "Ben"), ("erase", "--person", "Ben", "--yes"),
        ("erase", "--rest"), ("verify",), ("diary", "undo"), ("diary", "undo"),
    ]  # fmt: skip
    for words in course:
        stdin = json.dumps(bad) if "--record" in words else "{}" if "-" in words else ""
        _, told = say(*words, "--language", language, stdin=stdin)
        left = told.replace("no such file", "")
        for own in (str(tmp_path), "No such file or directory", "File exists", "There is"):
            left = left.replace(own, "")
        left = re.sub(r"`[^`]*`|\b\w+\.[\w.]+:|lumbago diary undo \w+|--\w+|LUMBAGO_\w+", "", left)
        assert not ENGLISH.search(left), (words, told)


@pytest.mark.parametrize("command", ["people", "export", "verify", "erase"])
def test_a_language_that_there_is_not_is_told_with_those_there_are(say, command):
    code, told = say(command, "--language", "xx")
    assert code == 2
    assert "de, es" in told


def test_the_choice_of_one_command_is_not_that_of_the_next(say):
    assert "niemand" in say("people", "--language", "de")[1]
    assert "Nobody" in say("people")[1]


def test_a_problem_in_braces_or_with_a_name_in_it_is_told_too():
    speaking._choose("de")
    try:
        assert speaking._whole("Did you mean 'driving'?") == "Meinten Sie 'driving'?"
        assert speaking._whole('Write {"day": "2026-03-02"} at least.').startswith("Schreiben")
        assert speaking._whole("something else {x}") == "something else {x}"
    finally:
        speaking._choose("en")
    assert opening.told("Passphrase") == "Passphrase"
