"""One publication: who, where, how we know it, and what we take from it."""

from collections.abc import Iterator

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from lumbago.knowledge import ENGLISH, KnowledgeBase
from lumbago.sources import Source
from lumbago.web.contexts import Fact, FactGroup, SourcePage
from lumbago.web.site import Site
from lumbago.web.views import is_told, origin, origin_of
from lumbago.wording import in_words


def routes(site: Site) -> APIRouter:
    """Return the address of these pages."""
    router = APIRouter()

    @router.get("/source/{id}")
    def show(request: Request, id: str) -> Response:
        found = site.kb.sources.get(id)
        if found is None:
            raise HTTPException(404)
        visit = site.visit(request)
        t = site.words("source", visit)
        context = SourcePage(
            frame=site.frame(request, visit, t("kicker")),
            t=t,
            title=found.title,
            lang="" if found.is_ours else ENGLISH,
            who=found.authors,
            where=" ".join(filter(None, (found.journal, found.year))),
            basis=site.kb.words[f"basis.{found.kind.value}"],
            provenance=site.kb.words[f"provenance.{found.provenance.value}"],
            seen=found.what_was_seen,
            link=found.link if found.link.startswith("https://") else "",
            uses=tuple(
                group
                for group in (
                    FactGroup(title=t("rules"), facts=tuple(_rules(site.kb, found))),
                    FactGroup(title=t("figures"), facts=tuple(_figures(site.kb, found))),
                    FactGroup(title=t("courses"), facts=tuple(_courses(site.kb, found))),
                    FactGroup(title=t("advice"), facts=tuple(_advice(site.kb, found))),
                    FactGroup(title=t("articles"), facts=tuple(_articles(site.kb, found))),
                    FactGroup(title=t("treatments"), facts=tuple(_treatments(site.kb, found))),
                    FactGroup(title=t("exercises"), facts=tuple(_exercises(site.kb, found))),
                )
                if group.facts
            ),
        )
        return site.page(request, context)

    return router


def _rules(kb: KnowledgeBase, source: Source) -> Iterator[Fact]:
    for flag in kb.red_flags.values():
        if flag.citation.source == source.id:
            yield Fact(
                words=flag.title,
                address=f"/rule/{flag.id}",
                figure=kb.urgency_words[flag.urgency].name,
                source=origin(kb, flag.citation),
            )


def _figures(kb: KnowledgeBase, source: Source) -> Iterator[Fact]:
    for arrow in kb.arrows:
        if arrow.p.citation.source == source.id:
            condition, finding = kb.conditions[arrow.condition], kb.findings[arrow.finding]
            yield Fact(
                words=f"{condition.plain_name}: {finding.tick}",
                address=f"/cause/{condition.id}",
                figure=in_words(kb, arrow.p.value),
                source=origin(kb, arrow.p.citation),
            )
    for condition in kb.conditions.values():
        for figure in condition.priors.values():
            if figure.citation.source == source.id:
                yield Fact(
                    words=condition.plain_name,
                    address=f"/cause/{condition.id}",
                    figure=in_words(kb, figure.value),
                    source=origin(kb, figure.citation),
                )


def _courses(kb: KnowledgeBase, source: Source) -> Iterator[Fact]:
    for course in kb.courses.values():
        if course.citation.source == source.id and course.text:
            yield Fact(
                words=course.text,
                address=f"/cause/{course.condition}" if course.condition in kb.conditions else "",
                figure="",
                source=origin(kb, course.citation),
            )


def _articles(kb: KnowledgeBase, source: Source) -> Iterator[Fact]:
    for article in kb.articles.values():
        for claim in article.claims.values():
            if claim.citation.source == source.id:
                yield Fact(
                    words=article.title,
                    address=f"/library/{article.id}",
                    figure="",
                    source=origin(kb, claim.citation),
                )


def _treatments(kb: KnowledgeBase, source: Source) -> Iterator[Fact]:
    for treatment in kb.care.treatments.values():
        cites = source.id in {treatment.citation.source, *treatment.also}
        if cites and is_told(kb, f"treatments.{treatment.id}.name"):
            yield Fact(
                words=treatment.name,
                address=f"/treatment/{treatment.id}",
                figure="",
                source=origin(kb, treatment.citation),
            )


def _exercises(kb: KnowledgeBase, source: Source) -> Iterator[Fact]:
    for exercise in kb.exercises.values():
        cites = source.id in {exercise.citation.source, *exercise.sources}
        if cites and is_told(kb, f"exercises.{exercise.id}.name"):
            yield Fact(
                words=exercise.name,
                address=f"/exercises/{exercise.id}",
                figure="",
                source=origin_of(kb, source.id),
            )


def _advice(kb: KnowledgeBase, source: Source) -> Iterator[Fact]:
    texts = [(g.text, g.sources) for g in kb.special_groups.values()]
    texts += [(i.text, i.sources) for i in kb.imaging]
    for text, sources in texts:
        if source.id in sources:
            yield Fact(words=text, address="", figure="", source=origin_of(kb, source.id))
