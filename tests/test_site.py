"""The documentation as a site: every page is there, and every link between pages leads on."""

import importlib.util
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


def test_every_link_between_pages_of_the_site_leads_on(site):
    for address, text in site.items():
        for link in re.findall(r'href="([^"#:]+\.html)(?:#[^"]*)?"', text):
            target = (DOCS / "_site" / address).parent / link
            name = Path(*target.parts).resolve().relative_to((DOCS / "_site").resolve()).as_posix()
            source = DOCS.parent / name
            assert name in site or source.exists(), (address, link)


def test_a_page_has_one_title_a_language_and_no_strange_address(site):
    for address in ("index.html", "docs/tutorial.html", "docs/explanation/limits.html"):
        text = site[address]
        assert text.count("<h1") == 1, address
        assert '<html lang="en">' in text
        assert "<script" not in text
    assert Page(site["docs/howto/write-an-article.html"]).problems == []


def test_building_twice_gives_the_same_bytes(site):
    assert dict(builder().built()) == site
