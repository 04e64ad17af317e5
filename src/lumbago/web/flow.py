"""The way through the pages: which comes next, and what an answer does to a visit."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from lumbago.answers import Answer, Answers
from lumbago.assessment import assess, changes_of, urgency_of
from lumbago.facts import applies, know
from lumbago.interview import (
    MOST_QUESTIONS,
    Card,
    Question,
    Step,
    answer_card,
    asked,
    is_open,
    next_step,
    safety_cards,
)
from lumbago.knowledge import ENGLISH, KnowledgeBase, Urgency
from lumbago.web.sessions import Before, Visit

FRESH = timedelta(hours=6)
"""A "no" to a danger sign that is older than this is asked again."""

PREGNANCY = "pregnancy_now"
FIRST = "/?first=yes"
"""The start, for somebody who wanted a page that rests on answers."""


class Stop(StrEnum):
    """A page that is not a step of the interview, by its address."""

    START = "/"
    WHERE = "/where"
    STORY = "/in-your-words"
    EMERGENCY = "/emergency"
    RESULT = "/result"


def current(kb: KnowledgeBase, visit: Visit) -> Stop | Step:
    """Return where this visit stands: a page, or the next card or question."""
    answers = visit.answers
    if not visit.is_known:
        return Stop.START
    if answers is None or not visit.has_places:
        return Stop.WHERE
    if not visit.goes_on and urgency_of(kb, answers) is Urgency.NOW:
        return _excuse(kb, answers) or Stop.EMERGENCY
    if not visit.has_told and reads_text(kb):
        return Stop.STORY
    return _step(kb, answers, past_emergency=visit.goes_on) or Stop.RESULT


def is_unfinished(kb: KnowledgeBase, visit: Visit) -> bool:
    """Whether the interview has a question left that could still change what to do."""
    return current(kb, visit) is not Stop.RESULT


def reads_text(kb: KnowledgeBase) -> bool:
    """Whether what a person writes, or pastes, is understood: in English alone."""
    return kb.language == ENGLISH


def _step(kb: KnowledgeBase, answers: Answers, *, past_emergency: bool) -> Step | None:
    known = know(kb, answers)
    pregnancy = kb.findings[PREGNANCY]
    if is_open(pregnancy, answers, known) and applies(pregnancy, known):
        return Question(pregnancy, 0.0)
    return next_step(kb, answers, past_emergency=past_emergency)


def _excuse(kb: KnowledgeBase, answers: Answers) -> Step | None:
    """Return the one more answer that the line wants before its emergency stands, if any."""
    by_rules = assess(kb, answers).by_rules
    return next_step(kb, answers) if by_rules is Urgency.NOW else None


def take_card(
    kb: KnowledgeBase,
    visit: Visit,
    step: Card,
    ticked: Mapping[str, Answer],
    now: datetime,
    *,
    withheld: Collection[str] = (),
) -> Visit:
    """Take in a card: ticked lines are yes, those named as None unknown, the rest no.

    `withheld`: the lines of which the person would rather not speak.
    """
    answers = _answers(visit)
    after = answer_card(kb, answers, step, ticked)
    gate = kb.findings.get(step.id)
    if gate is not None and gate.opens and any(after.given[id] is True for id in step.findings):
        after = after.with_answer(gate.id, True)
    after = _close_gates(kb, after, step.findings)
    given = {id: after.given[id] for id in step.findings}
    visit = visit.answered(after, now, given)
    return replace(visit, withheld=visit.withheld | set(withheld))


def take_answer(
    kb: KnowledgeBase,
    visit: Visit,
    finding: str,
    answer: Answer,
    now: datetime,
    *,
    withheld: bool = False,
) -> Visit:
    """Take in the answer to one question; `withheld`: the person would rather not say."""
    answers = _close_gates(kb, _answers(visit).with_answer(finding, answer), (finding,))
    after = visit.answered(answers, now, {finding: answer})
    return replace(after, withheld=after.withheld | {finding}) if withheld else after


def advance(visit: Visit, step: Step, number: int) -> Visit:
    """Add a step to the trail when it is a new one."""
    if number < len(visit.trail):
        return visit
    return replace(visit, trail=(*visit.trail, step), was_stale=False)


def _close_gates(kb: KnowledgeBase, answers: Answers, asked_now: tuple[str, ...]) -> Answers:
    """Take back the signs behind a gate that is now "no" or not known: they follow from it."""
    for id in asked_now:
        if answers.given.get(id) is not True:
            for inner in kb.findings[id].opens:
                answers = answers.without(inner)
    return answers


def _answers(visit: Visit) -> Answers:
    answers = visit.answers
    if answers is None:
        raise ValueError("an answer came before the place of the pain")
    return answers


def freshen(kb: KnowledgeBase, visit: Visit, now: datetime) -> Visit:
    """Take back each "no" and "not sure" to a danger sign that is too old; a "yes" stands."""
    answers = visit.answers
    if answers is None:
        return visit
    old = [
        id
        for id in danger_signs(kb)
        if id in answers.given
        and answers.given[id] is not True
        and now - visit.answered_at.get(id, now) > FRESH
    ]
    if not old:
        return visit
    for id in old:
        answers = answers.without(id)
    return replace(visit, given=answers.given, was_stale=True, what_if=(), before=None)


@lru_cache(maxsize=8)
def danger_signs(kb: KnowledgeBase) -> tuple[str, ...]:
    """Return every finding of the safety block: the lines of the cards and what they open."""
    lines = [tick.finding for card in kb.safety_cards for tick in card.ticks]
    return tuple(dict.fromkeys([*lines, *(i for id in lines for i in kb.findings[id].opens)]))


def remember(kb: KnowledgeBase, visit: Visit) -> Visit:
    """Keep what the result says before an answer is changed, when the person has seen it."""
    answers = visit.answers
    if answers is None or not visit.has_places or not visit.has_seen_result:
        return visit
    assessment = assess(kb, answers)
    first = assessment.causes[0] if assessment.causes else None
    before = Before(assessment.urgency, assessment.leader, first.name if first else "")
    return replace(visit, before=before, has_seen_result=False)


def left_at_most(kb: KnowledgeBase, answers: Answers) -> int:
    """Return how many screens there can still be: the cards left, and the questions allowed."""
    return len(safety_cards(kb, answers)) + max(0, MOST_QUESTIONS - asked(kb, answers))


def forget_caches() -> None:
    """Drop what the line keeps of recent answers to be quick."""
    from lumbago.network import infer
    from lumbago.triage import triage

    for step in (know, triage, infer, assess, changes_of):
        step.cache_clear()
