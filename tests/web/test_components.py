"""The page in the documentation that shows every part of the pages in every state."""

import importlib.util
import re
from types import ModuleType

import pytest

from lumbago.web.rendering import HERE
from tests.web.markup import Page

DOCS = HERE.parents[2] / "docs"


@pytest.fixture(scope="module")
def written() -> str:
    return (DOCS / "reference" / "components.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("components", DOCS / "components.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def selectors(css: str) -> str:
    """Return what stands before the braces of a style sheet."""
    css = re.sub(r"@(?:media|layer|supports|font-face)[^{;]*(?=[{;])", "", css)
    return re.sub(r'"[^"]*"', "", " ".join(re.findall(r"([^{};]+)\{", css)))


def test_the_page_is_fresh(writer, written):
    assert writer.page().rstrip() + "\n" == written, "Run `make docs`."


def test_every_class_of_the_style_sheets_is_shown(writer, written):
    shown = {name for names in re.findall(r'class="([^"]+)"', written) for name in names.split()}
    for sheet in writer.SHEETS:
        styled = set(re.findall(r"\.([a-z][\w-]*)", selectors(writer.sheet(sheet))))
        assert len(styled) > 20
        assert styled - shown == set(), sheet


def test_every_state_that_a_mouse_or_a_keyboard_brings_is_shown(writer, written):
    for state in ("as-hover", "as-focus", "as-active"):
        assert re.search(rf'class="[^"]*\b{state}\b', written)
        assert re.search(rf"\.{state}\b[^{{}}]*\{{", written)


def test_every_colour_has_its_swatch(writer, written):
    for name in re.findall(r"--([\w-]+): light-dark", writer.sheet("lumbago.css")):
        assert f'data-token="{name}"' in written


def test_the_page_is_sound_html(written):
    problems = Page(re.sub(r"<style>.*?</style>", "", written, flags=re.DOTALL)).problems
    assert problems == []
