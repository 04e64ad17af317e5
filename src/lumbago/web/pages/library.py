"""The library: all articles by shelf, those that fit the person first, and a page each."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from lumbago.knowledge import ENGLISH, Article, Category, Door, KnowledgeBase
from lumbago.knowledge.articles import Myth
from lumbago.lesson import Reader, fit, in_order, lesson_of
from lumbago.web.articles import SIGN, numbered, picture_of, rendered
from lumbago.web.catalogue import Words
from lumbago.web.contexts import (
    ArticlePage,
    ClaimView,
    LessonPage,
    LibraryPage,
    LinkGroup,
    MythView,
    Option,
    PromptView,
    QuestionView,
    Shelf,
)
from lumbago.web.reading import NOBODY, card_of, may_exercise, reader, seen_first, told_in
from lumbago.web.site import Site
from lumbago.web.views import origin, origin_of

FIRST = 6
"""So many articles that fit the person stand before the shelves."""

NEXT = 3
"""So many articles stand below the lesson of the day."""

DOORS: Mapping[Door, str] = {
    Door.START: "/",
    Door.PLAN: "/plan",
    Door.SPASM: "/spasm",
    Door.EXERCISES: "/exercises",
    Door.MEDICINES: "/medicines",
    Door.OPTIONS: "/options",
    Door.EMERGENCY: "/help",
    Door.DIARY: "/programme",
}
"""Where a prompt leads."""


def routes(site: Site) -> APIRouter:
    """Return the addresses of these pages."""
    router = APIRouter()

    @router.get("/library")
    def show(request: Request) -> Response:
        return site.page(request, _library(site, request))

    @router.get("/lesson")
    def lesson(request: Request) -> Response:
        visit = site.visit(request)
        kept = site.keeper.lessons(visit.person) if site.keeper and visit.person else None
        page = lesson_page(site, request, kept)
        article = page.address.rpartition("/")[2]
        if article:
            day = site.today.isoformat()
            site.tell(visit, "lesson", lambda: {"day": day, "article": article})
        return site.page(request, page)

    @router.get("/library/{id}")
    def one(request: Request, id: str) -> Response:
        if id not in site.kb.articles:
            raise HTTPException(404)
        return site.page(request, _article(site, request, site.kb.articles[id]))

    return router


def _library(site: Site, request: Request) -> LibraryPage:
    visit = site.visit(request)
    t = site.words("library", visit)
    who = reader(site, request)
    asked = request.query_params.get("shelf", "")
    ordered = in_order(site.kb, who)
    shelves = [c for c in Category if asked in {"", c.value} or asked not in set(Category)]
    every = [("", t("all")), *((c.value, t(f"shelf_{c.value}")) for c in Category)]
    chosen = asked if asked in set(Category) else ""
    return LibraryPage(
        frame=site.frame(request, visit, t("title")),
        t=t,
        band=seen_first(site, request),
        first=tuple(card_of(site.kb, t, a) for a in _first(ordered, who)) if not chosen else (),
        shelves=tuple(
            Shelf(
                id=c.value,
                title=t(f"shelf_{c.value}"),
                cards=tuple(card_of(site.kb, t, a) for a in ordered if a.category is c),
            )
            for c in shelves
            if any(a.category is c for a in ordered)
        ),
        categories=tuple(Option(id=id, words=words, is_chosen=id == chosen) for id, words in every),
    )


def _first(ordered: Iterable[Article], who: Reader) -> tuple[Article, ...]:
    """Return the articles that fit best; none where nothing is known of the reader."""
    if who == NOBODY:
        return ()
    return tuple(a for a in ordered if fit(a, who) > 0)[:FIRST]


def lesson_page(
    site: Site, request: Request, history: Mapping[date, str] | None = None
) -> LessonPage:
    """Return the lesson of today; `history` says which article was the lesson of which day."""
    visit = site.visit(request)
    t = site.words("library", visit)
    who = reader(site, request)
    lesson = lesson_of(site.kb, who, history, site.today)
    later = [a for a in in_order(site.kb, who) if not (lesson and a.id == lesson.article.id)]
    return LessonPage(
        frame=site.frame(request, visit, t("lesson")),
        t=t,
        band=seen_first(site, request),
        lang=_text_lang(site.kb),
        title=lesson.article.title if lesson else "",
        says=lesson.says if lesson else (),
        myth=_myth(site.kb, lesson.article, lesson.myth) if lesson and lesson.myth else None,
        address=f"/library/{lesson.article.id}" if lesson else "",
        next=tuple(card_of(site.kb, t, a) for a in later[:NEXT]),
    )


def _text_lang(kb: KnowledgeBase) -> str:
    """Return the language of the texts, which are English everywhere, where that is to be said."""
    return "" if kb.language == ENGLISH else ENGLISH


def _article(site: Site, request: Request, a: Article) -> ArticlePage:
    visit = site.visit(request)
    kb, t = site.kb, site.words("library", visit)
    body = rendered(kb, a, a.body)
    moves = may_exercise(site, request)
    return ArticlePage(
        frame=site.frame(request, visit, a.title),
        t=t,
        lang=_text_lang(kb),
        title_lang=told_in(kb, a),
        band=seen_first(site, request),
        category=t(f"shelf_{a.category.value}"),
        title=a.title,
        summary=a.summary,
        goal=a.goal,
        minutes=t("minutes", n=a.minutes),
        written=f"{site.catalogue.day(a.written)} {a.written.year}",
        review_due=f"{site.catalogue.day(a.review_due)} {a.review_due.year}",
        contents=body.headings,
        opening=body.opening,
        body=body.rest,
        clinicians=rendered(kb, a, a.clinicians, prefix="clinicians").html,
        picture=picture_of(a),
        caption=a.caption,
        myths=tuple(_myth(kb, a, myth) for myth in a.myths),
        questions=tuple(_questions(kb, a)),
        prompts=_prompts(a, reader(site, request), moves=moves),
        claims=tuple(_claims(kb, t, a)),
        more=tuple(group for group in _more(kb, t, a, moves=moves) if group.links),
    )


def _myth(kb: KnowledgeBase, a: Article, myth: Myth) -> MythView:
    return MythView(
        says=myth.says,
        instead=myth.instead,
        source=origin(kb, a.claims[myth.claim].citation),
        row=myth.row,
        text=origin_of(kb, myth.found_in),
    )


def _questions(kb: KnowledgeBase, a: Article) -> Iterator[QuestionView]:
    for question in a.questions:
        source = origin(kb, a.claims[question.claim].citation) if question.claim else None
        yield QuestionView(asks=question.asks, answer=question.answer, source=source)


def _prompts(a: Article, who: Reader, *, moves: bool) -> tuple[PromptView, ...]:
    """Return the prompts, those that match the person's own answers first.

    A prompt without findings of its own goes by the conditions of its article. None leads to
    exercises where the person `moves` only after somebody has looked.
    """
    is_about_them = bool(who.conditions & set(a.conditions))
    views = [
        PromptView(
            asks=prompt.asks,
            action=prompt.action,
            address=DOORS[prompt.page],
            fits=bool(who.findings & set(prompt.findings)) if prompt.findings else is_about_them,
        )
        for prompt in a.prompts
        if moves or prompt.page is not Door.EXERCISES
    ]
    return tuple(sorted(views, key=lambda view: not view.fits))


def _claims(kb: KnowledgeBase, t: Words, a: Article) -> Iterator[ClaimView]:
    for id, number in numbered(a).items():
        claim = a.claims[id]
        year = str(claim.year or "")
        place = claim.citation.place
        about = (claim.population, year, t("place_abstract") if place == "abstract" else place)
        yield ClaimView(
            number=number,
            mark=SIGN[claim.citation.provenance],
            source=origin(kb, claim.citation),
            about="; ".join(filter(None, about)),
        )


def _more(kb: KnowledgeBase, t: Words, a: Article, *, moves: bool) -> Iterator[LinkGroup]:
    """Yield where to go on: articles, exercises where the person may move, causes, treatments."""
    articles = [id for id in a.related if id in kb.articles]
    yield LinkGroup(
        title=t("more_articles"),
        links=tuple((f"/library/{id}", kb.articles[id].title) for id in articles),
    )
    yield LinkGroup(
        title=t("more_exercises"),
        links=tuple((f"/exercises/{id}", kb.exercises[id].name) for id in a.exercises if moves),
    )
    yield LinkGroup(
        title=t("more_conditions"),
        links=tuple((f"/cause/{id}", kb.conditions[id].plain_name) for id in a.conditions),
    )
    yield LinkGroup(
        title=t("more_treatments"),
        links=tuple((f"/treatment/{id}", kb.care.treatments[id].name) for id in a.treatments),
    )
