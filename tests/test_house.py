"""How the house is built: who may import whom, and what the line never does."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import lumbago

SRC = Path(lumbago.__file__).parent

# The line, in the order in which data goes through it. A module imports only what stands
# before it; `network` is a package of modules in an order of its own.
LINE = (
    "errors",
    "sources",
    "answers",
    "rules",
    "knowledge",
    "loading",
    "facts",
    "readability",
    "triage",
    "network.elimination",
    "network.model",
    "network.uncertainty",
    "network.beliefs",
    "network.ahead",
    "network.alarm",
    "network",
    "interview",
    "body",
    "assessment",
    "exercise_checks",
    "article_checks",
    "checks",
    "library",
    "reading",
    "intake",
    "wording",
    "records",
    "plan",
    "diary",
    "programme",
    "progress",
    "series",
    "insights",
    "forecast",
    "report",
    "breathing",
    "lesson",
)

DOORS = ("cli", "terminal", "translations", "web", "batch", "drawings", "printing", "search",
         "coverage", "feedback", "store", "own_data", "api", "fhir", "cds_hooks",
         "mcp")  # fmt: skip

FORBIDDEN_NAMES = ("util", "utils", "helper", "helpers", "common", "base", "manager", "service",
                   "handler", "models")  # fmt: skip

LONG = {
    "network.elimination": "one algorithm with its transposed pass; the halves explain each other",
    "rules": "language, reading and meaning together, so that no case of one is forgotten",
}
"""Modules over 420 lines, and why."""


def name_of(file: Path) -> str:
    """`lumbago/network/model.py` → network.model."""
    parts = file.relative_to(SRC).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {name_of(file): file for file in sorted(SRC.rglob("*.py"))}


def first_of(name: str) -> str:
    """The module or package of the first level."""
    return name.split(".")[0]


def files_of(step: str) -> list[Path]:
    """The files of one step: one module, or a package that is not named part by part."""
    inside = [n for n in MODULES if n == step or n.startswith(f"{step}.")]
    return [MODULES[n] for n in inside if n == step or n not in LINE]


def imports(file: Path) -> Iterator[str]:
    """Every module of ours that a file imports, at any depth."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(file: Path) -> set[str]:
    """The same without `lumbago.`, and only what is a module."""
    found = {name.removeprefix("lumbago.") for name in imports(file) if name.startswith("lumbago")}
    return found & set(MODULES)


@pytest.mark.parametrize("step", [s for s in LINE if s in MODULES])
def test_a_module_of_the_line_imports_only_what_stands_before_it(step):
    before = set(LINE[: LINE.index(step)])
    for file in files_of(step):
        for name in ours(file):
            inside = name == step or name.startswith(f"{step}.")
            stands_before = name in before or first_of(name) in before
            assert inside or stands_before, f"{file.name} imports {name}"


def test_every_module_is_of_the_line_or_a_door():
    known = {first_of(step) for step in LINE} | set(DOORS)
    assert {first_of(name) for name in MODULES if name} <= known


@pytest.mark.parametrize("step", [s for s in LINE if s in MODULES])
def test_the_line_knows_no_clock_no_chance_no_disk_and_no_network(step):
    never = {"time", "random", "secrets", "socket", "urllib", "http", "subprocess", "uuid",
             "logging", "tempfile", "shutil", "sqlite3", "threading", "os"}  # fmt: skip
    disk = {"pathlib", "io", "csv", "tomllib", "json", "importlib"}
    for file in files_of(step):
        used = {name.split(".")[0] for name in imports(file)}
        assert not used & never, file.name
        if step != "loading":
            assert not used & disk, file.name


@pytest.mark.parametrize("step", [s for s in LINE if s in MODULES])
def test_the_line_never_prints_opens_a_file_or_asks_what_day_it_is(step):
    calls = {"print", "input", "open", "eval", "exec", "__import__", "breakpoint"}
    methods = {"now", "today", "utcnow", "default_rng", "read_text", "write_text", "write_bytes"}
    for file in files_of(step):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func
                if isinstance(called, ast.Name):
                    assert called.id not in calls, (file.name, node.lineno)
                elif isinstance(called, ast.Attribute):
                    assert called.attr not in methods, (file.name, node.lineno)


def test_no_module_of_the_line_imports_a_door():
    for step in LINE:
        for file in files_of(step) if step in MODULES else []:
            assert not {first_of(name) for name in ours(file)} & set(DOORS), file.name


def test_no_module_has_a_name_that_says_nothing():
    for name in MODULES:
        for part in name.split("."):
            assert part not in FORBIDDEN_NAMES, name
            assert not part.endswith(("_utils", "_helpers", "_common", "_manager")), name


def test_only_the_store_speaks_sql():
    for name, file in MODULES.items():
        if first_of(name) != "store":
            never = {"sqlite3", "sqlalchemy", "psycopg"}
            if name == "search.index":  # it is SQLite's full text search, in memory alone
                never.remove("sqlite3")
            used = {module.split(".")[0] for module in imports(file)}
            assert not used & never, name


@pytest.mark.parametrize("step", [s for s in LINE if s in MODULES])
def test_a_long_module_of_the_line_has_a_reason(step):
    for file in files_of(step):
        lines = len(file.read_text("utf-8").splitlines())
        assert lines <= 420 or step in LONG, f"{file.name}: {lines} lines"


def test_nothing_catches_every_exception_but_a_door():
    for step in (s for s in LINE if s in MODULES):
        for file in files_of(step):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.ExceptHandler):
                    caught = ast.unparse(node.type) if node.type else "everything"
                    assert caught not in {"everything", "Exception", "BaseException"}, file.name


def test_every_public_thing_of_the_line_has_a_docstring():
    for step in (s for s in LINE if s in MODULES):
        for file in files_of(step):
            tree = ast.parse(file.read_text("utf-8"))
            assert ast.get_docstring(tree), file.name
            for node in tree.body:
                if isinstance(node, ast.FunctionDef | ast.ClassDef):
                    is_private = node.name.startswith("_")
                    assert is_private or ast.get_docstring(node), (file.name, node.name)


def test_the_public_names_are_all_there():
    assert sorted(lumbago.__all__) == list(lumbago.__all__)
    for name in lumbago.__all__:
        assert hasattr(lumbago, name), name
