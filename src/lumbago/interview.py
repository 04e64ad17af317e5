"""Which question next, when to stop, and why.

First the safety block: cards of danger signs, then which sign it was where a gate was ticked.
Then one question at a time, the one worth most for the *decision*: how far its answer can be
expected to move the urgency, and how far it can be expected to move the leading causes. It
ends when no answer left is likely to move either, at once when an emergency is certain, and at
25 questions at the latest.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from lumbago.answers import Answer, Answers, Facts, Person, Region
from lumbago.facts import Known, applies, know
from lumbago.knowledge import Finding, KnowledgeBase, Urgency
from lumbago.network import alarms, asked_for
from lumbago.network.ahead import RARE, Ahead, look_ahead
from lumbago.network.alarm import Ratios, ratios
from lumbago.network.elimination import Array
from lumbago.network.model import enter, stratum
from lumbago.rules import (
    FALSE,
    TRUE,
    Rule,
    calming_names,
    holds,
    names,
    probability,
    simplify,
    truth,
)
from lumbago.triage import triage

MOST_QUESTIONS = 25
"""The longest interview after the safety block."""

WORTH_OF_URGENCY: Mapping[Urgency, float] = {
    Urgency.SELF_CARE: 0.0,
    Urgency.ROUTINE: 1.0,
    Urgency.SOON: 4.0,
    Urgency.TODAY: 12.0,
    Urgency.NOW: 40.0,
}
"""What it is worth to find each level, a full change of the leading cause being worth 1.
Our judgement: a missed level costs about three times the one below it."""

ENOUGH_URGENCY = 0.001
"""Go on while one answer is expected to move the urgency by more than this."""

ENOUGH_CAUSES = 0.04
"""Go on while one answer is expected to move the shares of the causes by more than this."""

URGENCY_FIRST_FROM = 12
"""After so many questions what may still change the urgency goes before what only tells causes
apart, so that the limit never cuts off an answer that matters for safety."""

SETTLED = 0.75
"""A cause that holds this share leads for certain."""

CALMING_SHARE = 0.05
"""Worth of taking an alarm back, beside the worth of raising one."""

PARTWAY_SHARE = 0.1
"""Worth of a "yes" that takes a danger only a part of the way to its threshold, beside one that
takes it over: the rest of the way may come with the next answers."""

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
    """One screen with several lines to tick, or none of them."""

    id: str
    title: str
    why: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask. `worth` says what made it the next one."""

    finding: Finding
    worth: float


Step: TypeAlias = Card | Question


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is still worth asking, best first, and whether it is worth going on."""

    questions: tuple[Question, ...]
    goes_on: bool


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
    for id in excuses(kb, answers, known):
        return Question(kb.findings[id], 0.0)
    if triage(kb, answers).urgency is Urgency.NOW and not past_emergency:
        return None
    for cards in (safety_cards, opened_cards, beside_cards):
        for card in cards(kb, answers, known):
            return card
    for id in FIRST:
        if is_open(kb.findings[id], answers, known):
            return Question(kb.findings[id], 0.0)
    if asked(kb, answers) >= MOST_QUESTIONS:
        return None
    left = remaining(kb, answers)
    return left.questions[0] if left.goes_on else None


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
    """Return a card for each gate that was ticked: which of its signs is it?"""
    known = known or know(kb, answers)
    cards = []
    for gate in kb.findings.values():
        if gate.role == "gate" and answers.given.get(gate.id) is True:
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


def retell(kb: KnowledgeBase, step: Step) -> Step:
    """Return a step in the words of this knowledge, which may be of another language."""
    if isinstance(step, Question):
        return replace(step, finding=kb.findings[step.finding.id])
    for card in kb.safety_cards:
        if card.id == step.id:
            return replace(step, title=card.title, why=card.why)
    return replace(step, title=kb.words["card.which"], why=kb.findings[step.id].why)


def answer_card(
    kb: KnowledgeBase, answers: Answers, card: Card, ticked: Mapping[str, Answer]
) -> Answers:
    """Take in a card: what is ticked is yes, what is named as None is unknown, the rest is no.

    When a gate was ticked and then none of its signs, the gate was a slip and becomes "no".
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
    """Count the single questions asked so far; cards, places and follow-ups are not among them."""
    on_cards = {t.finding for card in kb.safety_cards for t in card.ticks} | set(places())
    on_cards |= {id for f in kb.findings.values() for id in f.opens}
    on_cards |= {"pregnancy_now"}
    return sum(id not in on_cards for id in answers.given)


def remaining(kb: KnowledgeBase, answers: Answers) -> Remaining:
    """Value every open question for the decision."""
    known = know(kb, answers)
    candidates = tuple(
        f.id
        for f in kb.findings.values()
        if f.can_be_asked and f.is_yes_no and is_open(f, answers, known)
    )
    network = stratum(kb, answers.person.region)
    ahead = look_ahead(kb, network, enter(network, known, answers.person), candidates)
    chance = dict(zip(candidates, map(float, ahead.p_yes), strict=True))
    urgency = _worth_for_urgency(kb, answers, known, chance)
    causes, leader = _worth_for_causes(kb, answers.person.region, network.conditions, ahead)
    worth = {id: urgency.get(id, 0.0) + causes[id] for id in candidates}
    ranked = sorted(candidates, key=lambda id: (-round(worth[id], 9), id))
    most_urgent = max(urgency.values(), default=0.0)
    moves_causes = leader < SETTLED and max(causes.values(), default=0.0) > ENOUGH_CAUSES
    moves_urgency = most_urgent > ENOUGH_URGENCY
    goes_on = bool(ranked) and (moves_urgency or moves_causes)
    is_late = asked(kb, answers) >= URGENCY_FIRST_FROM
    if moves_urgency and (is_late or not moves_causes):
        ranked.sort(key=lambda id: (-round(urgency.get(id, 0.0), 9), -round(worth[id], 9), id))
    return Remaining(tuple(Question(kb.findings[id], worth[id]) for id in ranked), goes_on)


def _worth_for_urgency(
    kb: KnowledgeBase, answers: Answers, known: Known, chance: Mapping[str, float]
) -> dict[str, float]:
    """Expected rise of urgency that a "yes" to each finding would begin."""
    disposition = triage(kb, answers)
    by_alarm = (asked_for(kb, id, alarm) for id, alarm in alarms(kb, answers).items())
    now = max(disposition.urgency, *by_alarm)
    closed = _not_for_people(kb)
    worth: dict[str, float] = {}

    def p(id: str) -> float:
        if id in chance:
            return chance[id]
        leak = kb.leaks.get(id)
        return leak.value if leak else RARE

    for flag in disposition.open_flags:
        gain = WORTH_OF_URGENCY[flag.flag.urgency] - WORTH_OF_URGENCY[now]
        rest = simplify(flag.rest, closed)
        if gain <= 0 or rest == FALSE:
            continue
        for id in dict.fromkeys(names(rest)):
            rise = gain * _rise(rest, id, p)
            for asked_first in (id,) if id in chance else _openers(kb, id, chance):
                worth[asked_first] = worth.get(asked_first, 0.0) + rise
    for id, rise in _alarm_rise(kb, answers, now, chance).items():
        worth[id] = worth.get(id, 0.0) + rise
    return worth


def _openers(kb: KnowledgeBase, id: str, chance: Mapping[str, float]) -> tuple[str, ...]:
    """Return what can be asked now and decides whether `id` can be asked at all."""
    finding = kb.findings.get(id)
    if finding is None:
        return ()
    return tuple(dict.fromkeys(n for n in names(finding.applies_when) if n in chance))


def _rise(rest: Rule, id: str, p: Callable[[str], float]) -> float:
    """P(the rule fires) that hangs on this finding: in either direction."""
    yes = probability(simplify(rest, {id: True}), p, {})
    no = probability(simplify(rest, {id: False}), p, {})
    return p(id) * (1.0 - p(id)) * abs(yes - no)


def _alarm_rise(
    kb: KnowledgeBase, answers: Answers, now: Urgency, chance: Mapping[str, float]
) -> dict[str, float]:
    """Expected rise of urgency because a "yes" would lift a danger over its threshold."""
    found = ratios(kb, answers)
    ids = [id for id in chance if id in found.column]
    more = found.yes[:, [found.column[id] for id in ids]]
    lifted = found.lift[:, None] + more >= np.log(kb.settings.least_lift)
    log_odds = found.log_odds[:, None] + more
    gain = np.zeros(len(ids))
    for t in kb.settings.action_thresholds:
        if t.action > now:
            rows = found.urgency == int(t.condition_urgency)
            limit = np.log(t.at_least / (1.0 - t.at_least))
            below = np.maximum(limit - found.log_odds[rows], 1e-9)[:, None]
            reached = lifted[rows] & (log_odds[rows] >= limit)
            way = np.where(reached, 1.0, PARTWAY_SHARE * np.minimum(more[rows] / below, 1.0) ** 2)
            worth = WORTH_OF_URGENCY[t.action] - WORTH_OF_URGENCY[now]
            gain = np.maximum(gain, worth * way.max(axis=0, initial=0.0))
    p = np.array([chance[id] for id in ids])
    worth_of = p * gain + (1.0 - p) * _calm(kb, answers, now, found, ids)
    return {id: float(w) for id, w in zip(ids, worth_of, strict=True) if w > 0}


def _calm(
    kb: KnowledgeBase, answers: Answers, now: Urgency, found: Ratios, ids: Sequence[str]
) -> Array:
    """Expected worth of a "no" that takes a danger back below its threshold.

    Only where the probabilities alone hold the urgency up; the share of the way down that one
    "no" goes counts.
    """
    by_rules = triage(kb, answers).urgency
    worth = np.zeros(len(ids))
    if now <= by_rules:
        return worth
    gain = WORTH_OF_URGENCY[now] - WORTH_OF_URGENCY[by_rules]
    no = found.no[:, [found.column[id] for id in ids]]
    for t in kb.settings.action_thresholds:
        if t.action is now:
            limit = np.log(t.at_least / (1.0 - t.at_least))
            above = found.log_odds - limit
            rows = (found.urgency == int(t.condition_urgency)) & (above >= 0)
            way = np.minimum(-no[rows] / (above[rows, None] + 0.01), 1.0)
            worth = np.maximum(worth, CALMING_SHARE * gain * way.max(axis=0, initial=0.0))
    return worth


def _worth_for_causes(
    kb: KnowledgeBase, region: Region, conditions: tuple[str, ...], ahead: Ahead
) -> tuple[dict[str, float], float]:
    """Expected movement of the shares of the causes by each answer, and the leader's share."""
    fold = _shares(kb, region, conditions)
    now = fold(ahead.now[:, None])
    yes, no = fold(ahead.on_yes), fold(ahead.on_no)
    move = ahead.p_yes * np.abs(yes - now).max(axis=0, initial=0.0)
    move = move + (1.0 - ahead.p_yes) * np.abs(no - now).max(axis=0, initial=0.0)
    worth = dict(zip(ahead.candidates, map(float, move), strict=True))
    return worth, float(now.max(initial=0.0))


@lru_cache(maxsize=16)
def _shares(kb: KnowledgeBase, region: Region, conditions: tuple[str, ...]) -> "_Fold":
    groups = [g.members for g in kb.groups.values() if region in g.regions]
    grouped = {id for members in groups for id in members}
    singles = [
        (id,)
        for id in conditions
        if id not in grouped and kb.conditions[id].role != "comorbid_modifier"
    ]
    masks = np.array(
        [[float(id in members) for id in conditions] for members in (*groups, *singles)]
    )
    return _Fold(masks)


@dataclass(frozen=True, slots=True, eq=False)
class _Fold:
    """Turn posteriors (J, K) into shares of groups and single causes (G, K)."""

    masks: Array

    def __call__(self, p: Array) -> Array:
        off = np.log1p(-np.minimum(p, 1.0 - 1e-12))
        return 1.0 - np.exp(self.masks @ off)


def _fits(finding: Finding, known: Known) -> bool:
    """Whether a sign behind a ticked gate can apply to this person at all."""
    return simplify(finding.applies_when, known.facts) != FALSE


@lru_cache(maxsize=8)
def _not_for_people(kb: KnowledgeBase) -> Facts:
    """What only an examination or a test can find counts as not there, while we ask people."""
    return {f.id: False for f in kb.findings.values() if f.asked_of != "patient"}
