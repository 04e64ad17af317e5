"""All sources, and what we would like to replace: everything estimated or only remembered."""

from collections.abc import Iterator
from math import ceil

from fastapi import APIRouter, Request
from starlette.responses import Response

from lumbago.checks import all_figures
from lumbago.knowledge import KnowledgeBase
from lumbago.sources import Basis, Citation, Provenance
from lumbago.web.contexts import Option, SourcesPage, WantedPage
from lumbago.web.site import Site
from lumbago.web.views import origin_of
from lumbago.wording import in_words, origin_in_words

ON_A_PAGE = 100
"""So many lines stand on one page, so that an old phone can show it."""


def routes(site: Site) -> APIRouter:
    """Return the addresses of these pages."""
    router = APIRouter()

    @router.get("/sources")
    def show(request: Request) -> Response:
        visit = site.visit(request)
        t = site.words("sources", visit)
        kb = site.kb
        groups = [
            (
                kb.words[f"basis.{kind.value}"].capitalize(),
                tuple(origin_of(kb, s.id) for s in kb.sources.values() if s.kind is kind),
            )
            for kind in Basis
        ]
        context = SourcesPage(
            frame=site.frame(request, visit, t("title")),
            t=t,
            lead=t("lead", n=len(kb.sources)),
            groups=tuple(group for group in groups if group[1]),
        )
        return site.page(request, context)

    @router.get("/sources/wanted")
    def wanted(request: Request) -> Response:
        visit = site.visit(request)
        t = site.words("sources", visit)
        statements = {
            "figures": list(_figures(site.kb)),
            "rules": list(_rules(site.kb)),
            "articles": list(_articles(site.kb)),
        }
        asked = request.query_params
        chosen = asked.get("group") if asked.get("group") in statements else "figures"
        lines = statements[chosen or "figures"]
        pages = range(1, ceil(len(lines) / ON_A_PAGE) + 1)
        number = next((n for n in pages if asked.get("page") == str(n)), 1)
        here = f"/sources/wanted?group={chosen}&page="
        context = WantedPage(
            frame=site.frame(request, visit, t("wanted")),
            t=t,
            lead=t("wanted_lead", n=sum(map(len, statements.values()))),
            groups=tuple(
                Option(id=id, words=f"{t(id)} ({len(found)})", is_chosen=id == chosen)
                for id, found in statements.items()
            ),
            title=t(chosen or "figures"),
            lines=tuple(lines[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]),
            before=f"{here}{number - 1}" if number > 1 else "",
            after=f"{here}{number + 1}" if number < len(pages) else "",
            place=t("page", n=number, of=len(pages)),
        )
        return site.page(request, context)

    return router


_Line = tuple[str, str, str, str]


def _is_wanted(citation: Citation) -> bool:
    return citation.provenance is not Provenance.SEEN


def _figures(kb: KnowledgeBase) -> Iterator[_Line]:
    """Yield the numbers, the widest range first."""
    found = [(f.high - f.low, place, f) for place, f in all_figures(kb) if _is_wanted(f.citation)]
    for _, place, figure in sorted(found, key=lambda line: (-line[0], line[1])):
        address, words = _place(kb, place)
        yield address, words, in_words(kb, figure.value), origin_in_words(kb, figure.citation)


def _place(kb: KnowledgeBase, place: str) -> tuple[str, str]:
    """Return the page and the words of a figure, such as `arrows.csv condition finding`."""
    file, *ids = place.split()
    names = [
        kb.conditions[id].plain_name
        if id in kb.conditions
        else kb.findings[id].tick
        if id in kb.findings
        else ""
        for id in ids
    ]
    words = ": ".join(filter(None, names))
    if file.startswith("mechanisms/"):
        id = file.removeprefix("mechanisms/").removesuffix(".md")
        return f"/kind/{id}", kb.mechanisms[id].plain_name
    if file == "links.csv" and ids[0] in kb.mechanisms:
        child = kb.findings[ids[1]].tick if ids[1] in kb.findings else ids[1]
        return f"/kind/{ids[0]}", f"{kb.mechanisms[ids[0]].plain_name}: {child}"
    if file == "leaks.csv":
        return f"/question/{ids[0]}", words
    return f"/cause/{ids[0]}", words


def _rules(kb: KnowledgeBase) -> Iterator[_Line]:
    for flag in kb.red_flags.values():
        if _is_wanted(flag.citation):
            name = kb.urgency_words[flag.urgency].name
            yield f"/rule/{flag.id}", flag.title, name, origin_in_words(kb, flag.citation)


def _articles(kb: KnowledgeBase) -> Iterator[_Line]:
    for article in kb.articles.values():
        for claim in article.claims.values():
            if _is_wanted(claim.citation):
                how = origin_in_words(kb, claim.citation)
                yield f"/library/{article.id}", article.title, claim.population, how
