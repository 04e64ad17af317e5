"""The documentation: fresh, complete, and true: what it prints can be run."""

import contextlib
import importlib.util
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer

import lumbago
from lumbago.assessment import assess
from lumbago.cli import app
from lumbago.intake import read_answers

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PAGES = sorted(p for p in (*ROOT.glob("*.md"), *DOCS.rglob("*.md")) if "_site" not in p.parts)
WRITTEN = [page for page in PAGES if page.parent != REFERENCE]

_BLOCK = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|mailto:)([^)\s]+)\)")
_OF_A_REGISTRY = re.compile(r"\b(pypi|pythonhosted|npmjs|anaconda)\.(org|com)\b", re.IGNORECASE)
_OF_A_MACHINE = re.compile(r"(?<![\w.])/(home|root|work|Users|tmp)/")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the file it stands for, if any, and its text."""

    language: str
    file: str
    body: str


def blocks(page: Path) -> Iterator[Block]:
    for found in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        language, _, file = found["info"].strip().partition(" ")
        yield Block(language, file.strip(), found["body"])


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def with_blocks(language: str) -> list[Path]:
    return [page for page in WRITTEN if any(b.language == language for b in blocks(page))]


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_docs", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def commands() -> dict[str, Any]:
    """Name → the command, as the command line has it."""
    found: dict[str, Any] = {}
    root: Any = typer.main.get_command(app)
    for name, command in root.commands.items():
        inner = getattr(command, "commands", None)
        found |= {f"{name} {n}": c for n, c in inner.items()} if inner else {name: command}
    return found


def options(command: Any) -> set[str]:
    return {"--help", *(name for option in command.params for name in option.opts)}


def headings(page: Path) -> set[str]:
    """The anchors of a page: of its headings, as code hosts make them, and of marked rows."""
    text = _BLOCK.sub("", page.read_text(encoding="utf-8"))
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    made = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
    return made | set(re.findall(r'<a id="([^"]+)"></a>', text))


def test_the_generated_pages_are_fresh(kb):
    assert generator().stale(kb) == [], "Run `make docs`."


def test_generating_twice_gives_the_same_bytes(kb):
    assert generator().pages(kb) == generator().pages(kb)


def test_every_command_and_option_is_documented():
    text = (REFERENCE / "commands.md").read_text(encoding="utf-8")
    for command_name, command in commands().items():
        section = text.partition(f"## lumbago {command_name}\n")[2].partition("\n## ")[0]
        assert section, command_name
        for option in options(command) - {"--help"}:
            shown = option if option.startswith("-") else ""
            assert shown in section, f"{command_name} {option}"


def test_every_public_name_is_documented():
    assert set(map(str.lower, lumbago.__all__)) <= headings(REFERENCE / "python.md")


def test_every_finding_condition_and_rule_is_in_the_reference(kb):
    for page, ids in (
        ("findings.md", kb.findings),
        ("conditions.md", kb.conditions),
        ("mechanisms.md", kb.mechanisms),
        ("red-flags.md", kb.red_flags),
        ("sources.md", kb.sources),
    ):
        text = (REFERENCE / page).read_text(encoding="utf-8")
        assert [id for id in ids if id not in text] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_between_pages_leads_somewhere(page):
    text = _BLOCK.sub("", page.read_text(encoding="utf-8"))
    for link in _LINK.findall(text):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{link} leads nowhere"
        if anchor:
            assert anchor in headings(target), f"{link}: there is no such heading"


@pytest.mark.parametrize("page", with_blocks("python"), ids=name)
def test_every_python_example_runs_and_prints_what_it_says(page, tmp_path, monkeypatch):
    """Blocks of a page run one after the other; a `text` block after one is what it prints.

    A block that names a file, as in "toml our-clinic/kb.toml", is written to that file first.
    """
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "__main__"}
    printed = ""
    for block in blocks(page):
        if block.file:
            file = tmp_path / block.file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.body, encoding="utf-8")
        elif block.language == "python":
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(block.body, name(page), "exec"), names)  # noqa: S102
            printed = out.getvalue()
        elif block.language == "text" and printed:
            assert printed == block.body
            printed = ""


@pytest.mark.parametrize("page", with_blocks("json"), ids=name)
def test_every_record_that_is_shown_can_be_assessed(page, kb):
    for block in blocks(page):
        if block.language == "json":
            record = json.loads(block.body)
            if "region" in record:
                assert assess(kb, read_answers(kb, record)).action


@pytest.mark.parametrize("page", with_blocks("sh"), ids=name)
def test_every_printed_command_exists(page):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    known = commands()
    for block in blocks(page):
        if block.language != "sh":
            continue
        for part in re.split(r"\n|\||&&", block.body):
            words = part.split("#")[0].split()
            if not words:
                continue
            tool = words[0].removeprefix(".venv/bin/")
            if tool == "make":
                assert set(words[1:]) <= targets, part
            elif tool == "lumbago" and len(words) > 1:
                command = words[1] if words[1] in known else " ".join(words[1:3])
                assert command in known, part
                used = {word for word in words if word.startswith("--")}
                assert used <= options(known[command]), part


def test_the_readme_is_short():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


def test_the_readme_needs_two_commands_only():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    first = next(b for b in blocks(ROOT / "README.md") if b.language == "sh")
    assert [line.split("#")[0].strip() for line in first.body.splitlines()] == [
        "make run",
        "make test",
    ]
    assert "not a diagnosis" in text.lower()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_page_names_a_registry_or_somebodys_machine(page):
    text = page.read_text(encoding="utf-8")
    assert not _OF_A_REGISTRY.search(text)
    assert not _OF_A_MACHINE.search(text)


def test_each_decision_has_its_four_parts():
    decisions = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    numbers = [int(page.name[:4]) for page in decisions]
    assert numbers == list(range(1, len(numbers) + 1))
    for page in decisions:
        text = page.read_text(encoding="utf-8")
        titles = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert titles == ["Context", "Decision", "Consequences", "When to look again"], page.name
