"""What makes it better, what makes it worse, and what changes nothing: one row for each thing.

A "no" to "is it worse when you sit?" alone is no "sitting changes nothing": it may be better.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lumbago.answers import Answers
from lumbago.knowledge import KnowledgeBase

GROUPS: Final = ("aggravating", "relieving")


class Effect(StrEnum):
    """What something does to the pain, as the person says, in the order of a table."""

    WORSE = "worse"
    BETTER = "better"
    BOTH = "both"
    NONE = "none"
    NOT_WORSE = "not_worse"
    NOT_BETTER = "not_better"
    DENIED = "denied"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Told:
    """One row: `thing` is the id of an act, or of a finding that stands alone."""

    thing: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class _Act:
    """Findings of one act; the first one of each is the question that holds the others."""

    worse: tuple[str, ...] = ()
    better: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


ACTS: Final[Mapping[str, _Act]] = {
    "sitting": _Act(
        ("worse_sitting", "pain_burning_buttock_sit"), ("better_sitting", "no_pain_when_seated")
    ),
    "standing": _Act(("worse_standing",)),
    "one_leg": _Act(("worse_one_leg_stand",)),
    "walking": _Act(("worse_walking",)),
    "stairs": _Act(("worse_stairs",)),
    "moving": _Act((), ("better_moving",), ("movement_no_effect",)),
    "lying": _Act(("worse_lying_flat",), ("better_lying",), ("no_relief_lying",)),
    "lying_side": _Act(("worse_lie_on_side",)),
    "bed": _Act(("worse_twist_roll_bed",)),
    "chair": _Act(("worse_rising_chair",)),
    "forward": _Act(("worse_bend_forward",), ("better_bend_forward",)),
    "back": _Act(("worse_bend_back",)),
    "lifting": _Act(("worse_lifting",)),
    "cough": _Act(("worse_cough_sneeze",)),
    "breath": _Act(("worse_deep_breath",)),
    "arms": _Act(("worse_arm_overhead",)),
    "neck_turn": _Act(("worse_neck_turn",)),
    "neck_back": _Act(("worse_neck_back",)),
    "fatty_food": _Act(("worse_fatty_meal",)),
}

ALONE: Final[Mapping[str, Effect]] = {
    "better_sit_forward": Effect.BETTER,
    "relief_hand_on_head": Effect.BETTER,
    "hip_stiff_socks": Effect.WORSE,
    "shoulder_move_hurts": Effect.WORSE,
    "calf_pain_walk_relief_stand": Effect.BOTH,
    "leg_pain_walk_relief_sit": Effect.BOTH,
    "worse_exertion_relief_rest": Effect.BOTH,
    "worse_after_eating": Effect.BOTH,
}
"""Statements of more than one thing: each is a row of its own, in its own words."""


def better_worse(kb: KnowledgeBase, answers: Answers) -> tuple[Told, ...]:
    """Return what was asked of what eases or worsens the pain; what nobody asked is left out."""
    order = list(Effect)
    return tuple(sorted(_rows(kb, answers.given), key=lambda r: order.index(r.effect)))


def thing_words(kb: KnowledgeBase, thing: str) -> str:
    """Return the name of what a row is about."""
    return kb.words[f"report.act_{thing}"] if thing in ACTS else kb.findings[thing].tick


def _rows(kb: KnowledgeBase, given: Mapping[str, object]) -> Iterator[Told]:
    for id, act in ACTS.items():
        effect = _effect(act, given)
        if effect is not None:
            yield Told(id, effect)
    for id, effect in ALONE.items():
        if id in given and id in kb.findings:
            said = given[id]
            yield Told(id, Effect.UNKNOWN if said is None else effect if said else Effect.DENIED)


def _effect(act: _Act, given: Mapping[str, object]) -> Effect | None:
    def said(ids: tuple[str, ...], answer: bool) -> bool:
        return any(given.get(id) is answer for id in ids)

    is_worse, is_better = said(act.worse, True), said(act.better, True)
    if said(act.none, True):  # beside "better" or "worse" it cannot be told which holds
        return Effect.UNKNOWN if is_worse or is_better else Effect.NONE
    if is_worse or is_better:
        if is_worse and is_better:
            return Effect.BOTH
        return Effect.WORSE if is_worse else Effect.BETTER
    if said(act.worse[:1], False) and said(act.better[:1], False):
        return Effect.NONE
    if said(act.worse[:1], False):
        return Effect.NOT_WORSE
    if said(act.better[:1], False):
        return Effect.NOT_BETTER
    named = (*act.worse, *act.better, *act.none)
    is_open = any(id in given and given[id] is None for id in named)
    return Effect.UNKNOWN if is_open else None
