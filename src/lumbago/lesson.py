"""What to read next: articles in the order that fits a person, and one short lesson a day.

A pure function of what is known of the person, what was shown before, and the day. Whoever
must be seen today or at once gets no lesson: first somebody looks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lumbago.answers import Answers, Region
from lumbago.assessment import Assessment
from lumbago.diary import DiaryEntry
from lumbago.facts import know
from lumbago.knowledge import Article, Category, KnowledgeBase, Phase, Urgency
from lumbago.knowledge.articles import Myth, spoken
from lumbago.plan import CarePlan

REST = timedelta(days=30)
"""For so long a lesson that was shown does not come again."""

MOST_WORDS = 90
"""A lesson is not longer than about half a minute of reading."""

RECENT = timedelta(days=3)
"""So many days of the diary count for the lesson of today."""

_POOR_SLEEP, _MUCH_STRESS, _LONG_SITTING = 4.0, 6.0, 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What is known of somebody who reads; what is not known is empty.

    Attributes:
        region: where it mainly hurts.
        phase: how long it has hurt.
        urgency: how soon somebody must look; None where nothing was told.
        findings: what was answered with yes or follows from that, or what the diary of the
            last days says.
        conditions: the likely causes.
        treatments: what the plan recommends.
    """

    region: Region | None = None
    phase: Phase | None = None
    urgency: Urgency | None = None
    findings: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    treatments: frozenset[str] = frozenset()

    @property
    def must_be_seen(self) -> bool:
        """Whether somebody must look today or at once."""
        return self.urgency is not None and self.urgency >= Urgency.TODAY


@dataclass(frozen=True, slots=True)
class Lesson:
    """One short lesson: the article it is from, and what it says in a few sentences.

    `myth` is shown as a myth, the belief beside what corrects it: half of it could mislead.
    """

    article: Article
    says: tuple[str, ...]
    myth: Myth | None = None


def reader_of(
    kb: KnowledgeBase,
    assessment: Assessment,
    plan: CarePlan | None = None,
    diary: Iterable[DiaryEntry] = (),
    day: date | None = None,
) -> Reader:
    """Return what a person's assessment, plan and diary up to a day say for reading.

    What follows from the answers counts too: three months of pain are `duration_over_12w`.
    """
    answers: Answers = assessment.answers
    return Reader(
        region=answers.person.region,
        phase=Phase(plan.phase.value) if plan else None,
        urgency=assessment.urgency,
        findings=frozenset(
            (
                *(id for id, value in know(kb, answers).facts.items() if value is True),
                *(told_by_diary(diary, day) if day else ()),
            )
        ),
        conditions=frozenset(id for cause in assessment.causes for id, _ in cause.members),
        treatments=frozenset(step.treatment.id for step in plan.steps) if plan else frozenset(),
    )


def told_by_diary(entries: Iterable[DiaryEntry], day: date) -> frozenset[str]:
    """Return the findings that the diary of the last days speaks of."""
    recent = [e for e in entries if timedelta() <= day - e.day <= RECENT]
    signs: Mapping[str, bool] = {
        "poor_sleep": any(_at_most(e.sleep_quality, _POOR_SLEEP) for e in recent),
        "anxiety_stress": any(_at_least(e.stress, _MUCH_STRESS) for e in recent),
        "worse_sitting": any(_at_least(e.sitting_hours, _LONG_SITTING) for e in recent),
    }
    return frozenset(id for id, there in signs.items() if there)


def _at_most(value: float | None, most: float) -> bool:
    return value is not None and value <= most


def _at_least(value: float | None, least: float) -> bool:
    return value is not None and value >= least


def fit(article: Article, reader: Reader) -> float:
    """Say how well an article fits a reader: higher is better, below 0 is for others.

    Shared findings and causes count most, then what the plan recommends, then phase and
    region. These weights are our own judgement and change nothing but an order.
    """
    own = article.fits
    asked = {id for prompt in article.prompts for id in prompt.findings}
    points = 3.0 * len(reader.findings & {*own.findings, *asked})
    points += 2.0 * len(reader.conditions & set(article.conditions))
    points += 1.0 * len(reader.treatments & set(article.treatments))
    if reader.phase and own.phases:
        points += 2.0 if reader.phase in own.phases else -2.0
    if reader.region and own.regions:
        points += 1.0 if _regions(reader.region) & set(own.regions) else -8.0
    return points


def _regions(region: Region) -> frozenset[Region]:
    """Return where an article must be at home: leg pain alone belongs to the low back."""
    also = {Region.LEG_ONLY: Region.LOW_BACK, Region.ARM_ONLY: Region.NECK}
    return frozenset((region, also.get(region, region)))


def in_order(kb: KnowledgeBase, reader: Reader) -> tuple[Article, ...]:
    """Return all articles: those that fit best first, alike ones by shelf and title."""
    shelves = list(Category)
    return tuple(
        sorted(
            kb.articles.values(),
            key=lambda a: (-fit(a, reader), shelves.index(a.category), a.title, a.id),
        )
    )


def lesson_of(
    kb: KnowledgeBase, reader: Reader, history: Mapping[date, str] | None, day: date
) -> Lesson | None:
    """Return the lesson of a day, the same one all day.

    Args:
        kb: what is known.
        reader: for whom.
        history: which article was the lesson of which day; None where nobody keeps it. Then
            the best ones take turns by the day, so that none comes again within 30 days
            either, as long as what is known of the reader stays the same.
        day: for which day.

    Returns:
        None where somebody must look today or at once, or where every article was shown
        within the last 30 days.
    """
    if reader.must_be_seen:
        return None
    if history is None:
        best = in_order(kb, reader)[: REST.days + 1]
        return _lesson(best[day.toordinal() % len(best)]) if best else None
    today = kb.articles.get(history.get(day, ""))
    if today is not None:
        return _lesson(today)
    shown = {id for when, id in history.items() if abs(day - when) <= REST}
    fresh = [a for a in in_order(kb, reader) if a.id not in shown]
    return _lesson(fresh[0]) if fresh else None


def _lesson(article: Article) -> Lesson:
    says = short(article)
    return Lesson(article, says, _myth(article, says))


def short(article: Article) -> tuple[str, ...]:
    """Return an article in a few sentences: its summary and its first words.

    No paragraph is cut: one that would make it too long is left out.
    """
    first = next((p for p in spoken(article.body).split("\n\n") if p.strip()), "")
    told = [article.summary]
    if _words((*told, first)) <= MOST_WORDS:
        told.append(" ".join(first.split()))
    return tuple(text for text in told if text)


def _myth(article: Article, says: tuple[str, ...]) -> Myth | None:
    """Return the first myth that there is room for, whole."""
    whole = (m for m in article.myths if _words((*says, m.says, m.instead)) <= MOST_WORDS)
    return next(whole, None)


def _words(texts: Iterable[str]) -> int:
    """Return how many words some texts have together."""
    return sum(len(text.split()) for text in texts)
