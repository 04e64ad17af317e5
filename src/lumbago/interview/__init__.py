"""Which question next, when to stop, and why.

First the safety block: cards of danger signs, then which sign it was where a gate was ticked or
left unsure.
Then one question at a time, the one worth most for the *decision*: how far its answer can be
expected to move the urgency, and how far it can be expected to move the leading causes; a
question that belongs to a topic is asked with the topic's other lines, on one screen. It ends
when no answer left is likely to move either, at once when an emergency is certain, and at 25
questions at the latest.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from lumbago.answers import Answer, Answers, Person
from lumbago.facts import Known, applies, know
from lumbago.interview.worth import worth_for_causes, worth_for_urgency
from lumbago.knowledge import Finding, KnowledgeBase, SafetyCard, Topic, Urgency
from lumbago.network.ahead import look_ahead
from lumbago.network.model import enter, stratum
from lumbago.rules import FALSE, TRUE, calming_names, holds, simplify, truth
from lumbago.triage import triage, urgency_by_rules

MOST_QUESTIONS = 25
"""The longest interview after the safety block."""

ENOUGH_URGENCY = 0.001
"""Go on while one answer is expected to move the urgency by more than this."""

ENOUGH_CAUSES = 0.04
"""Go on while one answer is expected to move the shares of the causes by more than this."""

URGENCY_FIRST_FROM = 12
"""After so many questions what may still change the urgency goes before what only tells causes
apart, so that the limit never cuts off an answer that matters for safety."""

SETTLED = 0.75
"""A cause that holds this share leads for certain."""

PLACES: Mapping[str, tuple[str, ...]] = {
    "back": ("pain_neck", "pain_shoulder_blade", "pain_mid_back", "pain_low_back",
             "pain_tailbone", "pain_flank"),
    "leg": ("pain_buttock", "pain_groin", "pain_lateral_hip",
            "pain_thigh_front", "radiates_thigh", "radiates_below_knee"),
    "arm": ("radiates_arm", "radiates_below_elbow"),
    "front": ("pain_chest", "pain_abdomen", "pain_pelvis_low_belly"),
}  # fmt: skip
"""Where it can hurt, by the part of the body; each place is a finding."""

FIRST = ("duration_weeks", "pain_severity", "onset_sudden")
"""Asked of everybody, right after the safety block."""


@dataclass(frozen=True, slots=True)
class Card:
    """One screen with several lines to tick, or none of them.

    `best`: the line worth most, for whoever can ask one thing only; empty where all must be.
    """

    id: str
    title: str
    why: str
    findings: tuple[str, ...]
    best: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask. `worth` made it the next one; `for_urgency` is the part for urgency."""

    finding: Finding
    worth: float
    for_urgency: float = 0.0


Step: TypeAlias = Card | Question


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is still worth asking, best first, and what to ask next if it is worth going on.

    `next` is a card where the best question belongs to a topic with more than one open line.
    """

    questions: tuple[Question, ...]
    next: Step | None


def places() -> tuple[str, ...]:
    """Return every finding that the start page asks as a place."""
    return tuple(id for ids in PLACES.values() for id in ids)


def answer_places(kb: KnowledgeBase, person: Person, ticked: Mapping[str, Answer]) -> Answers:
    """Take in the start page: what is ticked hurts, None is not known, the rest does not hurt.

    A place that makes no sense for this person is left out, not denied: pain that runs from
    the neck is no question for a neck that does not hurt.
    """
    own = kb.settings.strata.get(person.region)
    given: dict[str, Answer] = {id: ticked.get(id, False) for id in places() if id != own}
    facts = know(kb, Answers(person, given)).facts
    denied = [id for id, answer in given.items() if answer is False]
    left_out = {id for id in denied if truth(kb.findings[id].applies_when, facts) is False}
    return Answers(person, {id: a for id, a in given.items() if id not in left_out})


def next_step(kb: KnowledgeBase, answers: Answers, *, past_emergency: bool = False) -> Step | None:
    """Return the next card or question, or None when the interview is over.

    The interview has no memory but the answers: what was asked is what has an answer, "not
    known" included. `past_emergency`: the person saw the emergency and wants to go on.
    """
    known = know(kb, answers)
    is_over = asked(kb, answers) >= MOST_QUESTIONS
    for id in excuses(kb, answers, known) if not is_over else ():
        return Question(kb.findings[id], 0.0)
    if urgency_by_rules(kb, answers) is Urgency.NOW and not past_emergency:
        return None
    for card in _block(kb, answers, known):
        return card
    for id in FIRST:
        if is_open(kb.findings[id], answers, known):
            return Question(kb.findings[id], 0.0)
    if is_over:
        return None
    return remaining(kb, answers).next


def excuses(kb: KnowledgeBase, answers: Answers, known: Known) -> tuple[str, ...]:
    """Return what must be asked before the result stands: answers that may calm what fired.

    Unknown never calms, so a rule is up before its excuse was asked; the excuse is asked as
    long as nothing else holds the urgency where it is.
    """
    up = [r.flag for r in triage(kb, answers).reasons]
    top = [f for f in up if f.urgency is up[0].urgency] if up else []
    rests = [simplify(flag.when, known.facts) for flag in top]
    if not rests or TRUE in rests or top[0].urgency < Urgency.ROUTINE:
        return ()
    wanted = dict.fromkeys(id for rest in rests for id in calming_names(rest))
    return tuple(
        id
        for id in wanted
        if id in kb.settings.calming and is_open(kb.findings[id], answers, known)
    )


def safety_cards(
    kb: KnowledgeBase, answers: Answers, known: Known | None = None
) -> tuple[Card, ...]:
    """Return the safety cards that still have a line to ask, with those lines."""
    known = known or know(kb, answers)
    cards = []
    for card in kb.safety_cards:
        lines = tuple(
            tick.finding
            for tick in card.ticks
            if holds(tick.when, known.facts) and is_open(kb.findings[tick.finding], answers, known)
        )
        if lines:
            cards.append(Card(card.id, card.title, card.why, lines))
    return tuple(cards)


def opened_cards(
    kb: KnowledgeBase, answers: Answers, known: Known | None = None
) -> tuple[Card, ...]:
    """Return a card for each gate that was ticked or left unsure: is it one of its signs?"""
    known = known or know(kb, answers)
    cards = []
    for gate in (kb.findings[tick.finding] for card in kb.safety_cards for tick in card.ticks):
        if gate.role == "gate" and answers.given.get(gate.id, False) is not False:
            lines = tuple(id for id in gate.opens if id not in answers.given)
            lines = tuple(id for id in lines if _fits(kb.findings[id], known))
            if lines and not any(known.facts.get(id) is True for id in gate.opens):
                cards.append(Card(gate.id, kb.words["card.which"], gate.why, lines))
    return tuple(cards)


def beside_cards(
    kb: KnowledgeBase, answers: Answers, known: Known | None = None
) -> tuple[Card, ...]:
    """Return the signs beside one that was told at once, before its gate was asked.

    The gate's line is closed then, as it follows; the other signs behind it are still open.
    """
    known = known or know(kb, answers)
    cards = []
    for card in kb.safety_cards:
        gates = [kb.findings[tick.finding].opens for tick in card.ticks]
        told = [opens for opens in gates if any(answers.given.get(id) is True for id in opens)]
        beside = [id for opens in told for id in opens if id not in {*answers.given, *known.facts}]
        lines = tuple(id for id in beside if _fits(kb.findings[id], known))
        if lines:
            cards.append(Card(card.id, card.title, card.why, lines))
    return tuple(cards)


def has_open_signs(kb: KnowledgeBase, answers: Answers) -> bool:
    """Whether a danger sign of the safety block was not asked; "not known" is an answer."""
    return any(True for _ in _block(kb, answers, know(kb, answers)))


def _block(kb: KnowledgeBase, answers: Answers, known: Known) -> Iterator[Card]:
    """Yield what is left of the safety block, in the order in which it is asked."""
    for cards in (safety_cards, opened_cards, beside_cards):
        yield from cards(kb, answers, known)


def retell(kb: KnowledgeBase, step: Step) -> Step:
    """Return a step in the words of this knowledge, which may be of another language."""
    if isinstance(step, Question):
        return replace(step, finding=kb.findings[step.finding.id])
    cards: tuple[SafetyCard | Topic, ...] = (*kb.safety_cards, *kb.topics)
    for card in cards:
        if card.id == step.id:
            return replace(step, title=card.title, why=card.why)
    return replace(step, title=kb.words["card.which"], why=kb.findings[step.id].why)


def answer_card(
    kb: KnowledgeBase, answers: Answers, card: Card, ticked: Mapping[str, Answer]
) -> Answers:
    """Take in a card: what is ticked is yes, what is named as None is unknown, the rest is no.

    When a gate was ticked or left unsure and then none of its signs, the gate becomes "no".
    """
    given: dict[str, Answer] = {id: ticked.get(id, False) for id in card.findings}
    gate = kb.findings.get(card.id)
    if gate is not None and gate.role == "gate" and all(a is False for a in given.values()):
        given[gate.id] = False
    return answers.with_answers(given)


def is_open(finding: Finding, answers: Answers, known: Known) -> bool:
    """Whether it was not asked yet, does not follow from another answer, and can be asked."""
    return (
        finding.id not in answers.given
        and finding.id not in known.facts
        and applies(finding, known)
    )


def asked(kb: KnowledgeBase, answers: Answers) -> int:
    """Count the questions asked so far, a topic as one.

    Safety cards, places and follow-ups are not among them.
    """
    on_cards = {t.finding for card in kb.safety_cards for t in card.ticks} | set(places())
    on_cards |= {id for f in kb.findings.values() for id in f.opens}
    on_cards |= {"pregnancy_now"}
    topic_of = {t.finding: topic.id for topic in kb.topics for t in topic.ticks}
    return len({topic_of.get(id, id) for id in answers.given if id not in on_cards})


def remaining(kb: KnowledgeBase, answers: Answers) -> Remaining:
    """Value every open question for the decision, and every topic by its lines together."""
    known = know(kb, answers)
    candidates = tuple(
        f.id
        for f in kb.findings.values()
        if f.can_be_asked and f.is_yes_no and is_open(f, answers, known)
    )
    network = stratum(kb, answers.person.region)
    ahead = look_ahead(kb, network, enter(network, known, answers.person), candidates)
    chance = dict(zip(candidates, map(float, ahead.p_yes), strict=True))
    urgency = worth_for_urgency(kb, answers, chance)
    causes, leader = worth_for_causes(kb, answers.person.region, network.conditions, ahead)
    steps = [
        _Valued(
            ids=ids,
            urgency=sum(urgency.get(id, 0.0) for id in ids),
            causes=max(causes[id] for id in ids),
        )
        for ids in _together(kb, candidates, known)
    ]
    moves_causes = leader < SETTLED and max((s.causes for s in steps), default=0.0) > ENOUGH_CAUSES
    moves_urgency = max((s.urgency for s in steps), default=0.0) > ENOUGH_URGENCY
    is_late = asked(kb, answers) >= URGENCY_FIRST_FROM
    urgency_first = moves_urgency and (is_late or not moves_causes)
    steps.sort(key=lambda s: s.rank(urgency_first=urgency_first))
    singles = [_Valued(ids=(id,), urgency=urgency.get(id, 0.0), causes=causes[id]) for id in chance]
    singles.sort(key=lambda s: s.rank(urgency_first=urgency_first))
    questions = {s.ids[0]: Question(kb.findings[s.ids[0]], s.worth, s.urgency) for s in singles}
    goes_on = bool(steps) and (moves_urgency or moves_causes)
    return Remaining(
        tuple(questions.values()), _ask(kb, steps[0].ids, questions) if goes_on else None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Valued:
    """Findings asked on one screen, and what their answers are worth."""

    ids: tuple[str, ...]
    urgency: float
    causes: float

    @property
    def worth(self) -> float:
        return self.urgency + self.causes

    def rank(self, *, urgency_first: bool) -> tuple[float, float, tuple[str, ...]]:
        """Best first; rounded, so that no last bit of a sum decides."""
        first = self.urgency if urgency_first else self.worth
        return -round(first, 9), -round(self.worth, 9), self.ids


def _together(
    kb: KnowledgeBase, candidates: tuple[str, ...], known: Known
) -> Iterator[tuple[str, ...]]:
    """Yield what is asked on one screen: the open lines of a topic, or one finding alone."""
    left = dict.fromkeys(candidates)
    for topic in kb.topics:
        ids = tuple(
            t.finding for t in topic.ticks if t.finding in left and holds(t.when, known.facts)
        )
        if len(ids) > 1:
            yield ids
            left = dict.fromkeys(id for id in left if id not in ids)
    yield from ((id,) for id in left)


def _ask(kb: KnowledgeBase, ids: tuple[str, ...], questions: Mapping[str, Question]) -> Step:
    """Ask one finding alone, or several as the card of their topic."""
    if len(ids) == 1:
        return questions[ids[0]]
    topic = next(t for t in kb.topics if ids[0] in {tick.finding for tick in t.ticks})
    best = next(id for id in questions if id in ids)
    return Card(topic.id, topic.title, topic.why, ids, best)


def _fits(finding: Finding, known: Known) -> bool:
    """Whether a sign behind a gate can apply to this person at all."""
    return simplify(finding.applies_when, known.facts) is not FALSE
