"""The Markdown of an article → HTML: headings with anchors, call-outs, marks as links."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from lumbago.drawings import (
    arm_nerve_path,
    cord_and_canal,
    disc_and_facet,
    hip_joint,
    kidney_and_ureter,
    muscle_layers,
    neck_arteries,
    sciatic_path,
    spine,
)
from lumbago.knowledge import Article, Drawing, KnowledgeBase
from lumbago.sources import Provenance
from lumbago.wording import named, origin_in_words

SIGN: Mapping[Provenance, str] = {
    Provenance.SEEN: "",
    Provenance.RECALLED: "°",
    Provenance.ESTIMATE: "*",
}
"""Behind the number of a source: read, from memory, or our estimate."""

URGENT = "Get help now"
"""How a call-out begins that sends a person somewhere."""

_MARK = re.compile(r"\s*\[@([a-z0-9_]+)\]")

PICTURES: Mapping[Drawing, Callable[[], str]] = {
    Drawing.SPINE: lambda: spine(labels=True),
    Drawing.SEGMENT: disc_and_facet,
    Drawing.CANAL: cord_and_canal,
    Drawing.SCIATIC: sciatic_path,
    Drawing.ARM_NERVE: arm_nerve_path,
    Drawing.MUSCLES: muscle_layers,
    Drawing.KIDNEY: kidney_and_ureter,
    Drawing.NECK: neck_arteries,
    Drawing.HIP: hip_joint,
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as HTML, and its headings with their anchors.

    `opening`: the call-out that it begins with, where that sends a person somewhere; `rest`: all
    that follows.
    """

    opening: Markup
    rest: Markup
    headings: tuple[tuple[str, str], ...]

    @property
    def html(self) -> Markup:
        """The whole text."""
        return self.opening + self.rest


def picture_of(article: Article) -> Markup:
    """Return the drawing of an article; nothing where it has none."""
    drawn = PICTURES[article.picture]() if article.picture else ""
    return Markup(drawn)  # noqa: S704  our own drawing, every text in it escaped


def numbered(article: Article) -> dict[str, int]:
    """Return the number of each claim, in the order in which a reader meets them."""
    first = dict.fromkeys(_MARK.findall(f"{article.body}\n{article.clinicians}"))
    beside = [myth.claim for myth in article.myths]
    beside += [question.claim for question in article.questions if question.claim]
    order = dict.fromkeys([*first, *beside])
    return {id: number for number, id in enumerate(order, start=1)}


@cache
def _parser() -> MarkdownIt:
    # Raw HTML stays text: nothing in a file can put an element into a page.
    return MarkdownIt("commonmark", {"html": False})


def rendered(kb: KnowledgeBase, article: Article, text: str, *, prefix: str = "part") -> Rendered:
    """Render a text of an article; every mark becomes a small link to its source."""
    tokens = _parser().parse(text)
    headings: list[tuple[str, str]] = []
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            anchor, words = f"{prefix}-{len(headings) + 1}", tokens[place + 1].content
            token.attrSet("id", anchor)
            headings.append((anchor, words))
        elif token.type == "blockquote_open":
            _call_out(tokens, place)
        elif token.type == "ordered_list_open":
            token.attrSet("class", "how-to")
        elif token.type == "bullet_list_open":
            token.attrSet("class", "list")
    numbers = numbered(article)

    def html(part: list[Token]) -> Markup:
        text = _parser().renderer.render(part, _parser().options, {})
        cited = _MARK.sub(lambda found: cite(kb, article, found[1], numbers), text)
        return Markup(cited)  # noqa: S704  escaped by the parser

    end = _end_of_opening(tokens)
    return Rendered(html(tokens[:end]), html(tokens[end:]), tuple(headings))


def _end_of_opening(tokens: list[Token]) -> int:
    """Return behind which token the urgent call-out ends that a text begins with; else 0."""
    if tokens and tokens[0].type == "blockquote_open" and _is_urgent(tokens, 0):
        return tokens.index(_closing(tokens, 0)) + 1
    return 0


def _is_urgent(tokens: list[Token], place: int) -> bool:
    """Whether a call-out sends a person somewhere."""
    inside = next((t.content for t in tokens[place:] if t.type == "inline"), "")
    return inside.lstrip("*").startswith(URGENT)


def _closing(tokens: list[Token], place: int) -> Token:
    """Return the token that ends a call-out."""
    level = tokens[place].level
    return next(t for t in tokens[place:] if t.type == "blockquote_close" and t.level == level)


def _call_out(tokens: list[Token], place: int) -> None:
    """Make a quotation a note: urgent where it sends a person somewhere."""
    opened = tokens[place]
    opened.tag = _closing(tokens, place).tag = "div"
    opened.attrSet("class", "note now" if _is_urgent(tokens, place) else "note good")
    opened.attrSet("role", "note")


def cite(kb: KnowledgeBase, article: Article, id: str, numbers: Mapping[str, int]) -> str:
    """Return one mark: a small number that leads to the source."""
    claim = article.claims[id]
    citation = claim.citation
    source = named(kb, kb.sources[citation.source])
    told = escape(f"{source}: {origin_in_words(kb, citation)}")
    shown = f"{numbers[id]}{SIGN[citation.provenance]}"
    return (
        f'<sup class="cite"><a href="/source/{citation.source}" title="{told}" '
        f'aria-label="{numbers[id]}: {told}">{shown}</a></sup>'
    )
