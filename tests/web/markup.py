"""What is wrong with a page's HTML: a strict reader of our own."""

from collections import Counter
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "img", "hr"}
OPTIONAL = {"rect", "path", "circle", "use", "line"}


class Page(HTMLParser):
    """Reads a page and collects what is wrong with it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.problems: list[str] = []
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.names_of: list[tuple[str, str]] = []
        self.labelled: set[str] = set()
        self.fields: list[tuple[bool, dict[str, str | None]]] = []
        self.buttons: list[tuple[dict[str, str | None], str]] = []
        self.lang: str | None = None
        self.links: list[str] = []
        self.headings: list[int] = []
        self.feed(text)
        self._check()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._see(tag, dict(attrs))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(dict(attrs)) != len(attrs):
            self.problems.append(f"<{tag}> has an attribute twice")
        self._see(tag, dict(attrs))
        if tag not in VOID:
            self.open.append(tag)

    def _see(self, tag: str, attrs: dict[str, str | None]) -> None:
        self.tags[tag] += 1
        if tag == "html":
            self.lang = attrs.get("lang")
        if id := attrs.get("id"):
            self.ids[id] += 1
        for name in ("aria-labelledby", "aria-describedby"):
            for id in (attrs.get(name) or "").split():
                self.names_of.append((name, id))
        if tag == "label" and (target := attrs.get("for")):
            self.labelled.add(target)
        if tag in {"input", "select", "textarea"} and attrs.get("type") != "hidden":
            self.fields.append(("label" in self.open or "aria-label" in attrs, attrs))
        if "style" in attrs or any(name.startswith("on") for name in attrs):
            self.problems.append(f"<{tag}> has style or script of its own")
        if tag == "a":
            self.links.append(attrs.get("href") or "")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if tag == "script" and "src" not in attrs:
            self.problems.append("a script stands in the page")
        if tag == "style":
            self.problems.append("a style sheet stands in the page")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.problems.append(f"</{tag}> closes {self.open[-3:]}")
        else:
            self.open.pop()

    def _check(self) -> None:
        if self.open:
            self.problems.append(f"never closed: {self.open}")
        if self.tags["h1"] != 1:
            self.problems.append(f"{self.tags['h1']} h1")
        if not self.lang:
            self.problems.append("no language")
        self.problems += [f"id {id} twice" for id, n in self.ids.items() if n > 1]
        self.problems += [f"{name} {id} leads nowhere" for name, id in self.names_of
                          if id not in self.ids]  # fmt: skip
        for is_named, attrs in self.fields:
            if not is_named and attrs.get("id") not in self.labelled:
                self.problems.append(f"a field without a label: {attrs.get('name')}")
        self.problems += [f"link to {link!r}" for link in self.links if not link]
        for first, second in zip([1, *self.headings], self.headings, strict=False):
            if second > first + 1:
                self.problems.append(f"h{second} under h{first}")
