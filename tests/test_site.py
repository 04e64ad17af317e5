"""The documentation as a site: every page is there, and every link between pages leads on."""

import importlib.util
import os
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.web.markup import Page

DOCS = Path(__file__).parent.parent / "docs"


def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_site", DOCS / "site.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_site"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def site() -> dict[str, str]:
    return dict(builder().built())


def test_every_page_of_the_documentation_is_in_the_site(site):
    wanted = {f.relative_to(DOCS).as_posix() for f in DOCS.rglob("*.md") if "_site" not in f.parts}
    assert {f"docs/{name.removesuffix('.md')}.html" for name in wanted} <= set(site)
    assert "index.html" in site


@pytest.fixture(scope="module")
def put(tmp_path_factory) -> Path:
    """The whole site, written to a place of its own, away from the sources."""
    made, folder = builder(), tmp_path_factory.mktemp("site")
    vars(made)["SITE"] = folder
    assert made.main() == 0
    return Path(folder)


def links(page: str) -> set[str]:
    found = re.findall(r'(?:href|src|srcset)="([^"]*)"', page)
    return {link for link in found if not re.match(r"[a-z]+:", link)}


def test_every_link_and_mark_of_the_site_resolves_in_the_site_alone(put):
    pages = {f: f.read_text("utf-8") for f in put.rglob("*.html")}
    ids = {file: set(re.findall(r'\bid="([^"]+)"', text)) for file, text in pages.items()}
    lost, marks = [], 0
    for file, text in pages.items():
        for link in links(text):
            path, _, mark = link.partition("#")
            target = Path(os.path.normpath(file.parent / path)) if path else file
            marks += bool(mark)
            if not target.is_file() or (mark and mark not in ids[target]):
                lost.append(f"{file.relative_to(put)}: {link}")
    assert lost == []
    assert marks > 200


def test_no_page_of_the_site_has_a_mark_twice(put):
    for file in put.rglob("*.html"):
        ids = re.findall(r'\bid="([^"]+)"', file.read_text("utf-8"))
        assert len(ids) == len(set(ids)), file.name


def test_a_page_has_one_title_a_language_and_no_strange_address(site):
    for address in ("index.html", "docs/tutorial.html", "docs/explanation/limits.html"):
        text = site[address]
        assert text.count("<h1") == 1, address
        assert '<html lang="en">' in text
        assert "<script" not in text
    assert Page(site["docs/howto/write-an-article.html"]).problems == []


def test_building_twice_gives_the_same_bytes(site):
    assert dict(builder().built()) == site
