"""What an answer is worth: how far it can be expected to move the urgency and the causes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lumbago.answers import Answers, Facts, Region
from lumbago.facts import know
from lumbago.interview.tipping import at_most, tipping
from lumbago.knowledge import KnowledgeBase, Urgency
from lumbago.network import alarms, asked_by_all
from lumbago.network.ahead import RARE, Ahead
from lumbago.network.alarm import ELSEWHERE, Ratios, elsewhere, ratios
from lumbago.network.elimination import Array
from lumbago.rules import FALSE, Rule, names, probability, simplify
from lumbago.triage import Disposition, triage, urgency_by_rules

WORTH_OF_URGENCY: Mapping[Urgency, float] = {
    Urgency.SELF_CARE: 0.0,
    Urgency.ROUTINE: 1.0,
    Urgency.SOON: 4.0,
    Urgency.TODAY: 12.0,
    Urgency.NOW: 40.0,
}
"""What it is worth to find each level, a full change of the leading cause being worth 1.
Our judgement: a missed level costs about three times the one below it."""

NEGLIGIBLE = 1e-4
"""An alarm whose rise can be worth no more than this, whatever is answered, is left out."""

CALMING_SHARE = 0.05
"""Worth of taking an alarm back, beside the worth of raising one."""


def worth_for_urgency(
    kb: KnowledgeBase, answers: Answers, chance: Mapping[str, float]
) -> dict[str, float]:
    """Expected rise of urgency that a "yes" to each finding would begin."""
    disposition = triage(kb, answers)
    by_probability = asked_by_all(kb, answers, alarms(kb, answers))
    now = max(urgency_by_rules(kb, answers), by_probability)
    closed = _not_for_people(kb)
    worth: dict[str, float] = {}

    def p(id: str) -> float:
        if id in chance:
            return chance[id]
        leak = kb.leaks.get(id)
        return leak.value if leak else RARE

    for level, still_open in _can_raise(kb, answers, disposition):
        gain = WORTH_OF_URGENCY[level] - WORTH_OF_URGENCY[now]
        rest = simplify(still_open, closed)
        if gain <= 0 or rest is FALSE:
            continue
        for id in dict.fromkeys(names(rest)):
            rise = gain * _rise(rest, id, p)
            for asked_first in (id,) if id in chance else _openers(kb, id, chance):
                worth[asked_first] = worth.get(asked_first, 0.0) + rise
    for id, rise in _alarm_rise(kb, answers, now, chance).items():
        worth[id] = worth.get(id, 0.0) + rise
    return worth


def _can_raise(
    kb: KnowledgeBase, answers: Answers, disposition: Disposition
) -> Iterator[tuple[Urgency, Rule]]:
    """Yield what is open of each rule that can raise the urgency: of danger, and of the plan."""
    for flag in disposition.open_flags:
        yield flag.flag.urgency, flag.rest
    facts = know(kb, answers).facts
    for code in kb.care.contraindications.values():
        if code.refer is not None:
            yield code.refer, simplify(code.known_by, facts)


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
    p = np.array([chance[id] for id in ids])
    gain = _lifted(list(_within_reach(kb, answers, now, ids)), p)
    worth_of = gain + (1.0 - p) * _calm(kb, answers, now, found, ids)
    return {id: float(w) for id, w in zip(ids, worth_of, strict=True) if w > 0}


@dataclass(frozen=True, slots=True)
class _Reach:
    """Alarms below a threshold: what reaching it is worth, how far it is, what each "yes" adds."""

    worth: float
    log_odds: Array  # (D,)
    gap: Array  # (D,)
    adds: Array  # (D, F)


def _within_reach(
    kb: KnowledgeBase, answers: Answers, now: Urgency, ids: Sequence[str]
) -> Iterator[_Reach]:
    """Yield the alarms whose threshold asks for more than what is asked for now."""
    least_lift = np.log(kb.settings.least_lift)

    def reach(found: Ratios, rows: Array, action: Urgency, least: float) -> _Reach:
        short = np.log(least / (1.0 - least)) - found.log_odds[rows]
        gap = np.maximum(short, least_lift - found.lift[rows])
        adds = found.yes[rows][:, [found.column[id] for id in ids]]
        near = (gap > 0) & (adds.sum(axis=1) >= gap)
        worth = WORTH_OF_URGENCY[action] - WORTH_OF_URGENCY[now]
        return _Reach(worth, found.log_odds[rows][near], gap[near], adds[near])

    danger = ratios(kb, answers)
    for t in kb.settings.action_thresholds:
        if t.action > now:
            rows = danger.urgency == int(t.condition_urgency)
            yield reach(danger, rows, t.action, t.at_least)
    if now < Urgency.ROUTINE:
        others = elsewhere(kb, answers)
        every = np.ones(len(others.conditions), dtype=bool)
        yield reach(others, every, Urgency.ROUTINE, ELSEWHERE)


def _lifted(within: Sequence[_Reach], p: Array) -> Array:
    """Worth of what hangs on each finding: that one alarm is reached with everything asked (F,).

    A finding is there as often as it is in somebody with the danger and in somebody without,
    each weighed by the alarm as it stands. What a "no" takes away is left out: nobody is asked
    in order to lower an alarm that has not risen.
    """
    if not within:
        return np.zeros(len(p))
    log_odds, gap, adds = (
        np.concatenate([getattr(r, name) for r in within]) for name in ("log_odds", "gap", "adds")
    )
    worth = np.concatenate([np.full(len(r.gap), r.worth) for r in within])
    there = 1.0 / (1.0 + np.exp(-log_odds))
    ratio = np.exp(adds)
    in_danger = p * ratio / (1.0 - p + p * ratio)
    hangs = np.zeros(adds.shape)
    for share, chance in ((there, in_danger), (1.0 - there, np.broadcast_to(p, adds.shape))):
        weight = worth * share
        rows = np.flatnonzero(weight * at_most(adds, gap, chance) > NEGLIGIBLE)
        hangs[rows] += weight[rows, None] * tipping(adds[rows], gap[rows], chance[rows])
    return np.asarray(hangs.max(axis=0, initial=0.0))


def _calm(
    kb: KnowledgeBase, answers: Answers, now: Urgency, found: Ratios, ids: Sequence[str]
) -> Array:
    """Expected worth of a "no" that takes a danger back below its threshold.

    Only where the probabilities alone hold the urgency up; the share of the way down that one
    "no" goes counts.
    """
    by_rules = urgency_by_rules(kb, answers)
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


def worth_for_causes(
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


@lru_cache(maxsize=8)
def _not_for_people(kb: KnowledgeBase) -> Facts:
    """What only an examination or a test can find counts as not there, while we ask people."""
    return {f.id: False for f in kb.findings.values() if f.asked_of != "patient"}
