"""The commands of own data speak the language of the person, whatever goes wrong."""

import ast
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import lumbago
from lumbago.cli import app
from lumbago.errors import Problem
from lumbago.own_data.speaking import languages, sentences
from lumbago.store import engine, files, rows

SRC = Path(lumbago.__file__).parent
SPEAKS = {"StoreError", "refuse", "say", "told"}
TELLS = {"Problem", "Problem.of", "Problem.no_such", "cls.of", "self.fault", "self.unknown"}
INPUT = ("errors.py", "intake.py", "diary/danger.py", "diary/entries.py", "diary/records.py",
         "plan/spasm.py", "plan/wishes.py")  # fmt: skip
"""Where what a person gives is read."""

FOR_AUTHORS = {"score", "check", "coverage", "_check_language"}
"""Commands for those who work on lumbago: they have no choice of language."""

OTHERS = [code for code in languages() if code != "en"]


def constants(node: ast.AST) -> set[str]:
    found = {n.value for n in ast.walk(node) if isinstance(n, ast.Constant)}
    return {text for text in found if isinstance(text, str)} - {"", "\n"}


def spoken() -> set[str]:
    """Every sentence that the store and the commands say, from their own text."""
    found = {words for _, words in engine._SENTENCES}
    found |= {engine.CANNOT, files.CANNOT_WRITE, files.HALF_CLEARED, rows.DAMAGED, rows.NOBODY}
    found.add(rows.OTHER_WORDS)
    places = (*(SRC / "store").rglob("*.py"), *(SRC / "own_data").rglob("*.py"), SRC / "cli.py")
    for file in places:
        tree = ast.parse(file.read_text("utf-8"))
        tree.body = [n for n in tree.body if getattr(n, "name", "") not in FOR_AUTHORS]
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in SPEAKS and node.args:
                found |= constants(node.args[0])
    for name in INPUT:
        found |= told_of_input(ast.parse((SRC / name).read_text("utf-8")))
    return found


def told_of_input(tree: ast.AST) -> set[str]:
    """Every sentence of a module about what cannot be read: given in place, or named before."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in TELLS:
            found = found.union(*map(constants, node.args[1:3]))
        elif isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            pairs = [(target, value)]
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                pairs = list(zip(target.elts, value.elts, strict=True))
            for name, told in pairs:
                if ast.unparse(name) in {"what", "remedy", "text"} and not isinstance(
                    told, ast.Call | ast.Subscript
                ):
                    found |= constants(told)
    return found


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
    assert set(sentences("de")) - spoken() == set()


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
        ("erase", "--rest"), ("verify",), ("diary", "undo"), ("diary", "undo"), ("feedback",),
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


RECORD = {
    "regio": "neck", "zzz": 1, "age_years": 300, "sex": "x", "setting": 3, "text": 7,
    "answers": {"fevr": True, "qqqqqq": 1, "age_years": 4, "fever": "yes", "pain_severity": 99},
}  # fmt: skip
WISHES = {
    "minuts_a_day": 3, "minutes_a_day": 999, "days_a_week": 9, "equipment": "chair",
    "goals": ["wlk"], "taking": ["x" * 99], "work": "moon", "floor": "no",
    "concerns": {"ckdd": True, "ckd": "x"},
}  # fmt: skip


@pytest.mark.parametrize("language", OTHERS)
def test_what_cannot_be_read_of_a_record_or_of_wishes_is_told_in_the_language(
    say, tmp_path, language
):
    wishes = tmp_path / "wishes.json"
    wishes.write_text(json.dumps(WISHES), "utf-8")
    good = json.dumps({"region": "neck", "answers": {}})
    clash = {"region": "neck", "answers": {"duration_weeks": 3, "duration_over_12_weeks": True}}
    tries: list[tuple[tuple[str, ...], str]] = [
        (("assess", "-"), json.dumps(RECORD)), (("plan", "-"), json.dumps(clash)),
        (("assess", "-"), "[]"), (("assess", "-"), "{"), (("assess", "-"), ""),
        (("assess", "-"), "[" * 100_000), (("assess", "-"), "9" * 5000),
        (("assess", "-"), '{"text": "hello"}'), (("assess", "nowhere.json"), ""),
        (("assess", "-"), json.dumps({"region": "neck", "text": "x" * 100_001})),
        (("assess", "--age", "4"), ""), (("assess", "x.json", "--text", "ow"), ""),
        (("plan", "-", "--wishes", str(wishes)), good), (("plan", "-", "--today", "soon"), good),
        (("programme", "-", "--start", "soon"), good),
        (("programme", "-", "--start", "2026-03-02", "--json", "--ics"), good),
        (("serve", "--store", "x.db", "--demo"), ""),
        (("serve", "--store", str(tmp_path), "--no-browser"), ""),
    ]  # fmt: skip
    for words, stdin in tries:
        code, told = say(*words, "--language", language, stdin=stdin)
        assert code == 2, (words, told)
        left = told.replace("No such file or directory", "").replace(str(tmp_path), "")
        left = re.sub(r"`[^`]*`|[\w.]+:|--\w+(-\w+)?|'\w+'", "", left)
        assert not ENGLISH.search(left), (words, told)
        assert told not in say(*words, stdin=stdin)[1], words


@given(st.text("{}ab!: ", min_size=1, max_size=12), st.text("{}ab!: ", min_size=1, max_size=12))
def test_a_brace_without_gaps_is_a_brace_in_every_language(what, remedy):
    assert str(Problem("place", what, remedy)) == f"place: {what} {remedy}"
    assert Problem("place", what).in_words({what: remedy}) == f"place: {remedy}"


def test_a_gap_is_filled_in_the_sentence_of_each_language():
    problem = Problem.of("x", "it must be from 1 to {most}.", "Use one of: {all}.", most=3, all="a")
    assert str(problem) == "x: it must be from 1 to 3. Use one of: a."
    assert problem.in_words(sentences("de")) == "x: es muss von 1 bis 3 sein. Es gibt: a."
    assert str(Problem("x", 'Write {"ckd": false}.')) == 'x: Write {"ckd": false}.'
