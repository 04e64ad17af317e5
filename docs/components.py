"""Write `docs/reference/components.html`: every part of the pages in every state.

    python docs/components.py            write it
    python docs/components.py --check    fail when it is stale

It uses the templates, the style sheets and the drawings of the program itself. States that only
a mouse or a keyboard brings about are shown by copies of their rules under a class.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader
from markupsafe import Markup
from starlette.requests import Request

from lumbago.answers import Region
from lumbago.body import Marks
from lumbago.knowledge import KnowledgeBase, Urgency
from lumbago.loading import shipped
from lumbago.web.app import make_app
from lumbago.web.contexts import Frame, Option
from lumbago.web.pictures import bar, body_map_of, course, funnel, kind_of_pain, mark
from lumbago.web.rendering import HERE, environment
from lumbago.web.sessions import Visit
from lumbago.web.site import Site

DOCS = Path(__file__).parent
PAGE = DOCS / "reference" / "components.html"
SHEETS = ("lumbago.css", "visit.css")
STATIC = "../../src/lumbago/web/static"

PSEUDO = {":hover": ".as-hover", ":has(:focus-visible)": ".as-focus", ":focus-visible": ".as-focus",
          ":active": ".as-active"}  # fmt: skip
STATES = ("", "hover", "focus", "active")


def sheet(name: str) -> str:
    """Return a style sheet without its comments."""
    text = (HERE / "static" / name).read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def states(css: str) -> Iterator[str]:
    """Yield the rules for a mouse or a keyboard, as rules for a class."""
    for selector, body in re.findall(
        r"([^{};]*:(?:hover|active|focus-visible)[^{};]*)\{([^{}]*)\}", css
    ):
        own = selector.strip()
        for pseudo, shown in PSEUDO.items():
            own = own.replace(pseudo, shown)
        yield f"{own} {{{body}}}"


def swatches(names: list[str]) -> Iterator[str]:
    """Yield a rule for each colour."""
    for name in names:
        yield f'[data-token="{name}"] {{ background: var(--{name}) }}'


def style(names: list[str]) -> Markup:
    """Return what this page alone needs."""
    rules = [
        ".swatches { list-style: none; display: grid; gap: .5rem;"
        " grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)) }",
        ".swatches li { display: flex; gap: .6rem; align-items: center }",
        ".swatch { inline-size: 2.6rem; block-size: 2.6rem; flex: none;"
        " border: 1px solid var(--edge); border-radius: 8px }",
        ".dock { position: static }",
        *swatches(names),
        *(rule for name in SHEETS for rule in states(sheet(name))),
    ]
    return Markup("<style>\n@layer parts {\n" + "\n".join(rules) + "\n}\n</style>")  # noqa: S704


def frame(site: Site) -> Frame:
    """Return what is round the page, as the invented person of the demo sees it."""
    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}
    return replace(
        site.frame(Request(scope), Visit(is_known=True), "Components"),
        token="",
        static=STATIC,
        is_demo=True,
        has_result=True,
        languages=(
            Option(id="en", words="English", is_chosen=True), Option(id="es", words="Español")
        ),
    )  # fmt: skip


def drawn(site: Site, kb: KnowledgeBase) -> dict[str, Markup]:
    """Return the drawings that the parts are shown with."""
    t = site.drawing_words
    where, body = site.catalogue.words("where"), site.catalogue.words("body")
    marks = Marks(main="low_back", others=frozenset({"calf_left"}))
    small = body_map_of(where, body, marks)
    curve = next(c for c in kb.courses.values() if len(c.weeks) > 2)
    return {
        **{u.id: mark(u, kb.urgency_words[u].name, t, f"mark-{u.id}") for u in Urgency},
        "narrow": funnel(6, 9, site.catalogue.words("progress")),
        "body": small,
        "small_body": Markup(re.sub(r"body-map", "small-map", small)),  # noqa: S704
        "bar": bar(0.5, 0.4, 0.6, "bar", "A cause", "4 to 6 of 10"),
        "kind": kind_of_pain("nerve_root_irritation_lumbar", Region.LOW_BACK, t),
        "course": course(curve, "A course", "How it usually goes", t, 6),
    }


def page() -> str:
    """Return the whole page."""
    kb = shipped()
    site: Site = make_app(kb).state.site
    tokens = sheet("lumbago.css").partition("@layer base {")[0]
    colours = re.findall(r"--([\w-]+): light-dark", tokens)
    sizes = re.findall(r"--((?:step|space|gap|target|round|quick|shade)[\w-]*): ([^;]+);", tokens)
    jinja = environment()
    jinja.loader = ChoiceLoader([FileSystemLoader(DOCS), FileSystemLoader(HERE / "templates")])
    urgencies = [
        (u.id, kb.urgency_words[u].name, kb.urgency_words[u].time_frame,
         next(iter(kb.urgency_words[u].action.values())))
        for u in sorted(Urgency, reverse=True)
    ]  # fmt: skip
    html = jinja.get_template("components.jinja").render(
        frame=frame(site), ways=site.catalogue.words("start"), colours=colours, sizes=sizes,
        states=STATES, urgencies=urgencies, drawn=drawn(site, kb),
    )  # fmt: skip
    html = re.sub(
        r'<script.*?</script>\n|<link rel="(?:manifest|icon|apple.*?|preload)".*?>\n', "", html
    )
    html = _to_itself(html)
    note = "<!-- Written by docs/components.py. Do not edit; run `make docs`. -->\n"
    return html.replace("<html", f"{note}<html", 1).replace(
        "</head>", f"{style(colours)}\n</head>", 1
    )


def _to_itself(html: str) -> str:
    """Return the page with each link of the program, which leads nowhere here, to its own text."""
    there = {f"#{id}" for id in re.findall(r'\bid="([^"]+)"', html)}
    return re.sub(
        r' href="([/#][^"]*)"', lambda a: a[0] if a[1] in there else ' href="#content"', html
    )


def main() -> int:
    """Write the page, or only say whether it is stale."""
    text = page().rstrip() + "\n"
    if "--check" in sys.argv:
        return int(PAGE.read_text(encoding="utf-8") != text)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
