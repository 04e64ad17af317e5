"""Build the documentation as a small static site: `docs/_site`, to be opened without a server.

    python docs/site.py            write it

Every Markdown page of `docs/`, the README and the safety notes become a page; links between
them lead on. What else a page leads to is copied beside it; a folder gets a page that lists it.
So every link resolves wherever the site is put. The same input gives the same bytes.
"""

import html
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from markdown_it import MarkdownIt

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SITE = DOCS / "_site"

SHELVES: Mapping[str, str] = {
    "": "Start",
    "docs": "Learn",
    "docs/howto": "Do",
    "docs/reference": "Look up",
    "docs/explanation": "Understand",
    "docs/decisions": "Decisions",
}
"""Folders in the order of the menu, and what each is called there."""

STYLE = """
:root { color-scheme: light dark; --line: light-dark(#e4ddd0, #2f393d);
  --paper: light-dark(#fbf8f2, #14191b); --ink: light-dark(#1d2a2e, #ecf1f0);
  --teal: light-dark(#0d635d, #6fd0c5); --sunken: light-dark(#f3eee4, #101416) }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.05rem/1.55 system-ui, sans-serif; overflow-wrap: break-word }
a { color: var(--teal) }
.skip:not(:focus) { position: absolute; clip-path: inset(50%) }
.page { display: grid; gap: 1.5rem; max-inline-size: 75rem; margin-inline: auto; padding: 1rem }
nav h2 { font-size: 1rem; margin-block: .8rem .2rem }
nav ul { list-style: none; padding: 0; margin: 0 }
nav a { display: inline-block; padding-block: .25rem }
main { min-inline-size: 0 }
pre { background: var(--sunken); padding: .8rem; overflow-x: auto }
table { border-collapse: collapse; display: block; overflow-x: auto }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: start;
  vertical-align: top }
tr:has(:target) { background: var(--sunken); outline: 2px solid var(--teal) }
:target { scroll-margin-block-start: 1.5rem }
img, svg { max-inline-size: 100%; block-size: auto }
@media (min-width: 60rem) { .page { grid-template-columns: 15rem minmax(0, 1fr) } }
@media print { nav { display: none } }
"""

_LINK = re.compile(r'(href|src|srcset)="(?![a-z]+:|#|/)([^"#]+)(#[^"]*)?"')
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Page:
    """One page: where it comes from, what it is called, and its text as HTML."""

    path: str
    title: str
    body: str

    @property
    def address(self) -> str:
        """Where it stands in the site."""
        return address(self.path)


def address(path: str) -> str:
    """Return where a Markdown file stands in the site."""
    return "index.html" if path == "README.md" else path.removesuffix(".md") + ".html"


def sources() -> list[Path]:
    """Return every Markdown file of the site, in order."""
    inside = [f for f in sorted(DOCS.rglob("*.md")) if "_site" not in f.parts]
    return [*sorted(ROOT.glob("*.md")), *inside]


def anchor(words: str) -> str:
    """Return the anchor of a heading as code hosts make it."""
    plain = html.unescape(_TAG.sub("", words)).lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def read(file: Path) -> Page:
    """Return one page, its headings with anchors."""
    path = file.relative_to(ROOT).as_posix()
    text = file.read_text(encoding="utf-8")
    body = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    found = _HEADING.search(body)
    title = html.unescape(_TAG.sub("", found[2])) if found else path
    marked = _HEADING.sub(lambda h: f'<h{h[1]} id="{anchor(h[2])}">{h[2]}</h{h[1]}>', body)
    return Page(path, title, marked)


def built() -> dict[str, str]:
    """Return every page of the site, and its style sheet: address → text."""
    pages = [read(file) for file in sources()]
    lists = [listing(target) for target in sorted(beside(pages)) if target.is_dir()]
    told = {page.address: whole(page, pages) for page in (*pages, *lists)}
    return told | {"site.css": STYLE.lstrip()}


def copied() -> list[Path]:
    """Return every file that is put beside the pages: what one leads to, or what its folder has."""
    found = beside([read(file) for file in sources()])
    inside = (f for target in found for f in (files_of(target) if target.is_dir() else (target,)))
    return sorted(set(inside))


def beside(pages: list[Page]) -> set[Path]:
    """Return the files and folders that pages lead to or show and that are no pages."""
    paths = _led_to(pages) - {page.path for page in pages}
    made = [Page(p, p, (ROOT / p).read_text("utf-8")) for p in paths if p.endswith(".html")]
    return {ROOT / path for path in paths | _led_to(made)}


def _led_to(pages: list[Page]) -> set[str]:
    """Return the files and folders that links of pages name, from the root."""
    return {_path(page, link[2]) for page in pages for link in _LINK.finditer(page.body)}


def files_of(folder: Path) -> list[Path]:
    """Return the files of a folder and of those in it."""
    return [f for f in sorted(folder.rglob("*")) if f.is_file() and "__pycache__" not in f.parts]


def listing(folder: Path) -> Page:
    """Return the page of a folder: a link to each of its files."""
    path = folder.relative_to(ROOT).as_posix()
    names = [html.escape(f.relative_to(folder).as_posix()) for f in files_of(folder)]
    lines = "".join(f'<li><a href="{name}">{name}</a></li>' for name in names)
    return Page(f"{path}/index.md", path, f"<h1>{path}</h1><ul>{lines}</ul>")


def whole(page: Page, pages: list[Page]) -> str:
    """Return a page with the menu round it."""
    up = "../" * page.address.count("/")
    known = {p.path: p.address for p in pages}

    def lead(found: re.Match[str]) -> str:
        return f'{found[1]}="{_target(page, found[2], known, up)}{found[3] or ""}"'

    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(page.title)} – lumbago</title>"
        f'<link rel="stylesheet" href="{up}site.css"></head><body>'
        '<a class="skip" href="#content">Skip to the content</a><div class="page">'
        f'<nav aria-label="All pages">{"".join(_menu(page, pages, up))}</nav>'
        f'<main id="content">{_LINK.sub(lead, page.body)}</main></div></body></html>\n'
    )


def _target(page: Page, link: str, known: Mapping[str, str], up: str) -> str:
    """Return where a link of a page leads in the site; a file that is no page keeps its name."""
    path = _path(page, link)
    return up + (f"{path}/index.html" if (ROOT / path).is_dir() else known.get(path, path))


def _path(page: Page, link: str) -> str:
    """Return the file or folder that a link of a page names, from the root."""
    parts: list[str] = []
    for part in (PurePosixPath(page.path).parent / link).parts:
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _menu(page: Page, pages: list[Page], up: str) -> Iterator[str]:
    for folder, name in SHELVES.items():
        own = [p for p in pages if PurePosixPath(p.path).parent.as_posix() == (folder or ".")]
        lines = "".join(
            f'<li><a href="{up}{p.address}"{" aria-current=page" if p is page else ""}>'
            f"{html.escape(p.title)}</a></li>"
            for p in own
        )
        yield f"<h2>{name}</h2><ul>{lines}</ul>"


def main() -> int:
    """Write the site anew."""
    shutil.rmtree(SITE, ignore_errors=True)
    pages = built()
    for name, text in pages.items():
        file = SITE / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for file in copied():
        target = SITE / file.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    sys.stdout.write(f"{len(pages) - 1} pages in docs/_site/: open docs/_site/index.html.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
