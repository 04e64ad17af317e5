"""The anatomy explorer, a picture at a time, and the glossary from A to Z."""

import unicodedata
from itertools import groupby

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from lumbago.knowledge import ENGLISH, KnowledgeBase, Term
from lumbago.knowledge.articles import Drawing
from lumbago.web.anatomy import WRITTEN, explored, parts
from lumbago.web.catalogue import Words
from lumbago.web.contexts import AnatomyPage, GlossaryPage, Option, TermView
from lumbago.web.reading import told_in
from lumbago.web.site import Site
from lumbago.web.views import is_told, origin


def routes(site: Site) -> APIRouter:
    """Return the addresses of these pages."""
    router = APIRouter()

    @router.get("/anatomy")
    def first(request: Request) -> Response:
        return site.page(request, _anatomy(site, request, Drawing.SPINE))

    @router.get("/anatomy/{picture}")
    def one(request: Request, picture: str) -> Response:
        if picture not in set(Drawing):
            raise HTTPException(404)
        return site.page(request, _anatomy(site, request, Drawing(picture)))

    @router.get("/glossary")
    def glossary(request: Request) -> Response:
        return site.page(request, _glossary(site, request))

    return router


def _anatomy(site: Site, request: Request, picture: Drawing) -> AnatomyPage:
    visit = site.visit(request)
    t = site.words("anatomy", visit)
    terms = parts(site.kb, picture)
    name = t(picture.value)
    # A drawing's title is its name here; what is written in it is told in the page's language.
    words = {"title": name, "desc": t("picture_desc", n=len(terms))}
    words |= {key: t(key) for key in WRITTEN.get(picture, ())}
    return AnatomyPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        id=picture.value,
        name=name,
        picture=explored(picture, words, terms),
        parts=tuple(_view(site.kb, t, term) for term in terms),
        pictures=tuple(
            Option(id=d.value, words=t(d.value), is_chosen=d is picture) for d in Drawing
        ),
    )


def _glossary(site: Site, request: Request) -> GlossaryPage:
    visit = site.visit(request)
    t = site.words("anatomy", visit)
    terms = sorted(site.kb.glossary.values(), key=lambda term: _plain(term.name))
    return GlossaryPage(
        frame=site.frame(request, visit, t("glossary")),
        t=t,
        letters=tuple(
            (letter.upper(), tuple(_view(site.kb, t, term) for term in group))
            for letter, group in groupby(terms, key=lambda term: _plain(term.name)[0])
        ),
        count=len(terms),
    )


def _plain(name: str) -> str:
    """Return a name as it is sorted: in small letters, without accents."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _view(kb: KnowledgeBase, t: Words, term: Term) -> TermView:
    is_own = all(is_told(kb, f"glossary.{term.id}.{field}") for field in ("name", "tells"))
    spot = term.spot
    return TermView(
        id=term.id,
        name=term.name,
        lang="" if is_own else ENGLISH,
        clinical=term.clinical,
        clinical_lang="" if kb.language == ENGLISH else ENGLISH,
        also=", ".join(term.also) if kb.language == ENGLISH else "",
        tells=term.tells,
        picture=f"/anatomy/{spot.picture.value}#{term.id}" if spot else "",
        picture_name=t(spot.picture.value) if spot else "",
        articles=tuple(
            (f"/library/{id}", kb.articles[id].title, told_in(kb, kb.articles[id]))
            for id in term.articles
        ),
        source=origin(kb, term.citation),
    )
