"""The smallest changes of answers that would change what an assessment says."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from math import prod

from lumbago.answers import Answers
from lumbago.assessment.whole import Assessment, assess, leading, urgency_of
from lumbago.interview import remaining
from lumbago.knowledge import KnowledgeBase, Urgency
from lumbago.network.ahead import RARE
from lumbago.rules import holds


@dataclass(frozen=True, slots=True)
class Change:
    """One answer, or two, that would change the urgency or the leading cause."""

    answers: tuple[tuple[str, bool], ...]
    urgency: Urgency
    leader: str


def changes(kb: KnowledgeBase, assessment: Assessment, most: int = 8) -> tuple[Change, ...]:
    """Return the smallest changes of answers that would change the urgency or the leader.

    Single answers first, open ones before ones to take back; where no single answer raises
    the urgency, pairs of danger signs that together would.
    """
    return changes_of(kb, assessment.answers, assessment.urgency, most)


@lru_cache(maxsize=64)
def changes_of(
    kb: KnowledgeBase, answers: Answers, urgency: Urgency, most: int
) -> tuple[Change, ...]:
    """Return the changes that matter to these answers; kept, as a page asks for them again."""
    assessment = assess(kb, answers)
    leader = assessment.leader
    found: list[Change] = []
    tried: set[tuple[tuple[str, bool], ...]] = set()
    for change in _candidates(kb, assessment):
        if change in tried:
            continue
        tried.add(change)
        other = answers.with_answers(dict(change))
        other_urgency = urgency_of(kb, other)
        other_leader = leading(kb, other)
        differs = other_urgency != urgency or other_leader != leader
        if differs and (len(change) == 1 or other_urgency > _of_one(kb, answers, change)):
            found.append(Change(change, other_urgency, other_leader))
        if len(found) == most:
            break
    return tuple(found)


def _of_one(kb: KnowledgeBase, answers: Answers, change: tuple[tuple[str, bool], ...]) -> Urgency:
    """Return the highest urgency to which one answer of a change leads: the smaller change."""
    return max(urgency_of(kb, answers.with_answer(*one)) for one in change)


def _candidates(
    kb: KnowledgeBase, assessment: Assessment
) -> Iterator[tuple[tuple[str, bool], ...]]:
    """Yield changes worth trying, the likeliest to matter first."""
    answers = assessment.answers
    askable = {f.id for f in kb.findings.values() if f.can_be_asked and f.is_yes_no}

    def rate(ids: Iterable[str]) -> float:
        """How often these are met together in people without a cause of them."""
        return prod(kb.leaks[id].value if id in kb.leaks else RARE for id in ids)

    flags = assessment.disposition.open_flags
    often = sorted(flags, key=lambda o: (-o.flag.urgency, -rate(o.findings), o.flag.id))
    single = [o.findings[0] for o in often if len(o.findings) == 1]
    for id in single:
        if id in askable:
            yield ((id, True),)
    for question in islice(remaining(kb, answers).questions, 12):
        yield ((question.finding.id, True),)
    told = {
        w.finding
        for cause in assessment.causes[:2]
        for w in (*cause.for_it[:4], *cause.against[:4])
    }
    told |= {id for reason in assessment.reasons for id in reason.because}
    for id in sorted(told):
        answer = answers.given.get(id)
        if id in askable and isinstance(answer, bool):
            yield ((id, not answer),)
    for flag in often:
        pair = tuple((id, True) for id in flag.findings if id in askable)
        if len(pair) == 2 and holds(flag.rest, dict(pair)):
            yield pair
