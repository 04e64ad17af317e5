"""What must be true of each article → `Problem`s: length, ease of reading, who corrects a myth."""

from collections.abc import Iterator

from lumbago.errors import Problem
from lumbago.knowledge import KnowledgeBase
from lumbago.knowledge.articles import Article, Claim, spoken
from lumbago.readability import grade, is_label
from lumbago.sources import Basis, Provenance

HIGHEST_GRADE = 8.0
EASY = 6.0
"""At most so hard is a summary, and all articles on average."""

FEWEST_WORDS, MOST_WORDS = 250, 700


def article_problems(kb: KnowledgeBase) -> Iterator[Problem]:
    """Yield everything that is wrong with the articles as one reads them."""
    for article in kb.articles.values():
        yield from problems_of(article)
        yield from myth_problems(kb, article)
        for id in article.related:
            if id not in kb.articles:
                place = f"articles/{article.id}.md"
                yield Problem(place, f"there is no article {id!r}.", "Write it, or mend the id.")


def problems_of(article: Article) -> Iterator[Problem]:
    """Yield what is wrong with one article."""
    place = f"articles/{article.id}.md"
    if not FEWEST_WORDS <= article.words <= MOST_WORDS:
        what = f"it has {article.words} words, not {FEWEST_WORDS} to {MOST_WORDS}."
        yield Problem(place, what, "Write more, or less.")
    for name, text in read_by_people(article):
        level = grade(text)
        highest = EASY if name == "summary" else HIGHEST_GRADE
        if level > highest and not is_label(text):
            what = f"{name} reads at grade {level:.1f}."
            yield Problem(place, what, "Use shorter words and sentences.")


def myth_problems(kb: KnowledgeBase, article: Article) -> Iterator[Problem]:
    """Yield each myth that comes from no founding text, or that nothing published corrects."""
    place = f"articles/{article.id}.md"
    for number, myth in enumerate(article.myths, start=1):
        if myth.found_in not in kb.sources:
            what = f"the row {myth.row!r} of myth {number} is of no founding text."
            yield Problem(place, what, "Name the row with the belief, or ask it as a question.")
        claim = article.claims.get(myth.claim)
        if claim is not None and not _is_published(kb, claim):
            what = f"myth {number} rests on {claim.citation.source}, which is no publication."
            mend = "Name a guideline, review, study or label, or ask it as a question."
            yield Problem(place, what, mend)


def _is_published(kb: KnowledgeBase, claim: Claim) -> bool:
    """Return whether a claim rests on work of others: no estimate, no founding text."""
    source = kb.sources.get(claim.citation.source)
    ours = claim.citation.basis is Basis.JUDGEMENT or (source is not None and source.is_ours)
    return not ours and claim.citation.provenance is not Provenance.ESTIMATE


def read_by_people(a: Article) -> Iterator[tuple[str, str]]:
    """Yield every text of an article that is for everybody, with its name."""
    yield "summary", a.summary
    yield "goal", a.goal
    yield "body", spoken(a.body)
    for number, myth in enumerate(a.myths, start=1):
        yield f"myth {number}", f"{myth.says}\n{myth.instead}"
    for number, question in enumerate(a.questions, start=1):
        yield f"question {number}", f"{question.asks}\n{question.answer}"
    for number, prompt in enumerate(a.prompts, start=1):
        yield f"prompt {number}", f"{prompt.asks}\n{prompt.action}"
