"""What must be true of each article → a list of `Problem`s: its length, and how hard it reads."""

from collections.abc import Iterator

from lumbago.errors import Problem
from lumbago.knowledge import KnowledgeBase
from lumbago.knowledge.articles import Article, spoken
from lumbago.readability import grade, is_label

HIGHEST_GRADE = 8.0
EASY = 6.0
"""At most so hard is a summary, and all articles on average."""

FEWEST_WORDS, MOST_WORDS = 250, 700


def article_problems(kb: KnowledgeBase) -> Iterator[Problem]:
    """Yield everything that is wrong with the articles as one reads them."""
    for article in kb.articles.values():
        yield from problems_of(article)
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
