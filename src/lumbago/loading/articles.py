"""Markdown with a TOML head → articles, and what in them leads nowhere."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from lumbago.answers import Region
from lumbago.errors import Problem
from lumbago.knowledge import KnowledgeBase
from lumbago.knowledge.articles import (
    Article,
    Category,
    Claim,
    Door,
    Drawing,
    Fits,
    Myth,
    Prompt,
    QuestionAnswered,
)
from lumbago.knowledge.movement import Phase
from lumbago.loading.entry import Entry
from lumbago.sources import Basis, Citation, Provenance

_ROW = re.compile(r"S\d-\d{3}")


def read_article(id: str, e: Entry) -> Article:
    """Read one article; its `body` and `clinicians` stand beside the fields of its head."""
    category = e.choice("category", Category)
    picture = e.choice("picture", Drawing) if "picture" in e.fields else None
    article = Article(
        id=id,
        title=e.text("title"),
        also_called=e.texts("also_called"),
        summary=e.text("summary"),
        category=category,
        goal=e.text("goal"),
        written=_day(e, "written"),
        review_due=_day(e, "review_due"),
        rows=e.texts("rows"),
        related=e.texts("related"),
        conditions=e.texts("conditions"),
        exercises=e.texts("exercises"),
        treatments=e.texts("treatments"),
        picture=picture,
        caption=e.text("caption", ""),
        fits=_fits(e),
        claims=dict(_claims(e)),
        myths=tuple(_myths(e)),
        questions=tuple(_questions(e)),
        prompts=tuple(_prompts(e)),
        body=e.text("body"),
        clinicians=e.text("clinicians"),
    )
    e.done()
    _faults(e, article)
    return article


def _faults(e: Entry, a: Article) -> None:
    for id in sorted(a.marked - set(a.claims)):
        e.fault(f"the mark [@{id}] has no claim.", f"Write [claims.{id}], or mend the mark.")
    for id in sorted(set(a.claims) - a.marked):
        e.fault(f"nothing is marked with the claim {id!r}.", f"Write [@{id}], or remove it.")
    if a.picture and not a.caption:
        e.fault("the picture has no caption.", "Write one.")
    if a.review_due <= a.written:
        e.fault("review_due is not after written.", "Mend a date.")
    for row in (*a.rows, *(myth.row for myth in a.myths)):
        if not _ROW.fullmatch(row):
            e.fault(f"{row!r} is no row of the ledger.", "Write it as S0-004.")


def _day(e: Entry, name: str) -> date:
    value = e.raw(name)
    if not isinstance(value, date):
        e.fault(f"{name!r} must be a day.", "Write it as 2026-11-29, without quotation marks.")
        return date(1, 1, 1)
    return value


def _fits(e: Entry) -> Fits:
    inside = Entry(f"{e.place} fits", e.table("fits"), e.problems)
    fits = Fits(
        phases=tuple(inside.choices("phases", Phase)),
        regions=tuple(inside.choices("regions", Region)),
        findings=inside.texts("findings"),
    )
    inside.done()
    return fits


def _claims(e: Entry) -> Iterator[tuple[str, Claim]]:
    for id, fields in e.table("claims").items():
        claim = Entry(f"{e.place} claims.{id}", fields if isinstance(fields, dict) else {},
                      e.problems)  # fmt: skip
        yield (
            id,
            Claim(
                id=id,
                citation=Citation(
                    source=claim.text("source"),
                    basis=claim.choice("basis", Basis),
                    provenance=claim.choice("provenance", Provenance),
                    place=claim.text("place", ""),
                ),
                population=claim.text("population", ""),
                year=claim.whole_or_none("year"),
            ),
        )
        claim.done()


def _myths(e: Entry) -> Iterator[Myth]:
    for entry in e.tables("myths"):
        yield Myth(
            says=entry.text("says"),
            instead=entry.text("instead"),
            claim=entry.text("claim"),
            row=entry.text("row"),
        )
        entry.done()


def _questions(e: Entry) -> Iterator[QuestionAnswered]:
    for entry in e.tables("questions"):
        yield QuestionAnswered(
            asks=entry.text("asks"), answer=entry.text("answer"), claim=entry.text("claim", "")
        )
        entry.done()


def _prompts(e: Entry) -> Iterator[Prompt]:
    for entry in e.tables("prompts"):
        yield Prompt(
            asks=entry.text("asks"),
            action=entry.text("action"),
            page=entry.choice("page", Door),
            findings=entry.texts("findings"),
        )
        entry.done()


def broken_articles(kb: KnowledgeBase) -> Iterator[Problem]:
    """Yield every id in the articles that stands nowhere; related articles are `checks`' to see."""
    for a in kb.articles.values():
        findings = [*a.fits.findings, *(id for p in a.prompts for id in p.findings)]
        named: tuple[tuple[str, Collection[str], Iterable[str]], ...] = (
            ("condition", kb.conditions, a.conditions),
            ("exercise", kb.exercises, a.exercises),
            ("treatment", kb.care.treatments, a.treatments),
            ("finding", kb.findings, findings),
            ("source", kb.sources, (c.citation.source for c in a.claims.values())),
        )
        for kind, known, used in named:
            for id in used:
                if id not in known:
                    what = f"there is no {kind} {id!r}."
                    yield Problem(f"articles/{a.id}.md", what, "Add it, or mend the id.")
        yield from _boasts(kb, a)


def _boasts(kb: KnowledgeBase, a: Article) -> Iterator[Problem]:
    """Yield claims that are said to have been read in a source that nobody read for us."""
    for claim in a.claims.values():
        source = kb.sources.get(claim.citation.source)
        seen = claim.citation.provenance is Provenance.SEEN
        if source is not None and seen and source.provenance is not Provenance.SEEN:
            what = f"the claim {claim.id!r} is said to be seen, and {source.id} is not."
            yield Problem(f"articles/{a.id}.md", what, "Write recalled, or read the source.")
