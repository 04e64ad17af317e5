"""Who reads → `Reader`: what a visit tells the order of the library and the daily lesson."""

from starlette.requests import Request

from lumbago.assessment import Assessment, assess
from lumbago.knowledge import ENGLISH, Article, KnowledgeBase, Urgency
from lumbago.lesson import Reader, reader_of
from lumbago.plan import CarePlan
from lumbago.web.catalogue import Words
from lumbago.web.contexts import ArticleCard, Band
from lumbago.web.pages.plan import fresh_visit, outcome_of, referral_of
from lumbago.web.site import Site
from lumbago.web.views import band_view

NOBODY = Reader()


def assessed(site: Site, request: Request) -> Assessment | None:
    """Return the assessment of a visit; None where nothing was told."""
    answers = fresh_visit(site, request).answers
    return None if answers is None else assess(site.kb, answers)


def reader(site: Site, request: Request) -> Reader:
    """Return what is known of whoever reads."""
    assessment = assessed(site, request)
    if assessment is None:
        return NOBODY
    visit = fresh_visit(site, request)
    outcome = outcome_of(site, visit)
    plan = outcome if isinstance(outcome, CarePlan) else None
    return reader_of(site.kb, assessment, plan, visit.diary.entries, site.today)


def seen_first(site: Site, request: Request) -> Band | None:
    """Return the urgency of somebody who must be seen today or at once; else None."""
    assessment = assessed(site, request)
    if assessment is None or assessment.urgency < Urgency.TODAY:
        return None
    return band_view(site, assessment, site.today, "read")


def may_exercise(site: Site, request: Request) -> bool:
    """Whether nobody must look first, so that a page may lead to exercises."""
    return seen_first(site, request) is None and referral_of(site, site.visit(request)) is None


def told_in(kb: KnowledgeBase, article: Article) -> str:
    """Return the language of a title and summary, where it is not that of the page."""
    if kb.translation is None:
        return ""
    missing = set(kb.translation.missing)
    keys = {f"articles.{article.id}.{name}" for name in ("title", "summary")}
    return ENGLISH if keys & missing else ""


def card_of(kb: KnowledgeBase, t: Words, article: Article) -> ArticleCard:
    """Return an article as a card."""
    return ArticleCard(
        address=f"/library/{article.id}",
        title=article.title,
        summary=article.summary,
        minutes=t("minutes", n=article.minutes),
        lang=told_in(kb, article),
    )
