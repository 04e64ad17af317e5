"""Which treatments a person can be told of, in which order, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lumbago.answers import Facts, Region
from lumbago.assessment import Assessment, Cause
from lumbago.knowledge import (
    Certainty,
    KnowledgeBase,
    PainPhase,
    Stance,
    Treatment,
    TreatmentRole,
    When,
)
from lumbago.plan.concerns import Fit, Said, Verdict, verdict
from lumbago.plan.wishes import Wishes
from lumbago.rules import holds

UNEXPLAINED = "unexplained"
"""The management condition of pain for which no listed cause was found."""

ALSO_LIKELY = 0.1
"""Causes at least this probable count beside the leading one, and members of a group likewise."""

_CERTAINTY = list(Certainty)

_OF_THE_LOW_BACK = frozenset(
    {"back_spasm", "degenerative_disc_disease", "facet_joint_osteoarthritis"}
)
"""What is done for these was looked at in low backs, and does not suit a neck."""

_FIRST = ("activity", "rest", "position", "physical_self_care", "mind_body", "education")
"""What comes first among things that are equally sure: easy and quick before long."""


@dataclass(frozen=True, slots=True)
class Target:
    """A management condition that the plan is for, and the cause that stands for it."""

    condition: str
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Who it is, and what was said: all that the choice of treatments looks at."""

    targets: tuple[Target, ...]
    phase: PainPhase
    facts: Facts
    wishes: Wishes
    said: Mapping[str, Said]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A treatment for this person: when, why, and whether it fits them."""

    treatment: Treatment
    when: When
    why: str
    verdict: Verdict


def targets(kb: KnowledgeBase, assessment: Assessment, phase: PainPhase) -> tuple[Target, ...]:
    """Return what the plan is for, the leading cause first; chronic names only in chronic pain."""
    found: dict[str, Target] = {}
    causes = assessment.causes
    above = assessment.answers.person.region in {Region.NECK, Region.ARM_ONLY}
    for cause in (*causes[:1], *(c for c in causes[1:] if c.p >= ALSO_LIKELY)):
        for id in _members(kb, assessment, cause):
            for condition in kb.conditions[id].management or (UNEXPLAINED,):
                is_chronic = condition.startswith("chronic_")
                is_low = condition.startswith("lumbar_") or condition in _OF_THE_LOW_BACK
                is_elsewhere = above and is_low
                if not is_elsewhere and (not is_chronic or phase is PainPhase.CHRONIC):
                    found.setdefault(condition, Target(condition, cause.name))
    return tuple(found.values()) or (Target(UNEXPLAINED, ""),)


def _members(kb: KnowledgeBase, assessment: Assessment, cause: Cause) -> tuple[str, ...]:
    if not cause.is_group:
        return (cause.id,)
    own = kb.settings.unexplained[assessment.answers.person.region]
    likely = [id for id, p in cause.members if p >= ALSO_LIKELY and id != own]
    mine = [own] if own in kb.groups[cause.id].members else []
    return (*mine, *likely)


def applies_to(treatment: Treatment, who: Situation) -> Target | None:
    """Return what of this person the treatment is for; those it was looked at for come first."""
    if not holds(treatment.only_if, who.facts):
        return None
    for conditions in (treatment.conditions, treatment.carried_over):
        for target in who.targets:
            if target.condition in conditions:
                return target
    return None


def in_phase(treatment: Treatment, phase: PainPhase) -> bool:
    """Whether a treatment with somebody else, or a warning, has its place in this phase."""
    phases = set(treatment.phases)
    if phase is PainPhase.SUBACUTE:
        return bool(phases & {"acute", "subacute", "chronic"})
    return phase.value in phases or phases <= {"prevention", "flare"}


def is_had(kb: KnowledgeBase, treatment: Treatment, wishes: Wishes) -> bool:
    """Whether the person has what it needs, and did not say that they do not like it."""
    if {treatment.id, treatment.kind} & wishes.dislikes:
        return False
    for need in treatment.needs:
        if need == "floor":
            if wishes.floor is False:
                return False
        elif need not in wishes.equipment and not kb.equipment[need].everyday:
            return False
    return True


def recommended(
    kb: KnowledgeBase, who: Situation
) -> Iterator[tuple[Treatment, Target, When, Verdict]]:
    """Yield what a person can do alone, the surest first; also what they must leave out."""
    found = []
    for treatment in kb.care.treatments.values():
        target, when = applies_to(treatment, who), treatment.place.get(who.phase)
        is_own = treatment.role is TreatmentRole.DO and is_had(kb, treatment, who.wishes)
        if is_own and target and when:
            found.append((treatment, target, when, verdict(kb, treatment, who.said)))
    yield from sorted(found, key=lambda f: _order(f[0], f[1]))


def with_others(
    kb: KnowledgeBase, role: TreatmentRole, who: Situation
) -> Iterator[tuple[Treatment, Target, Verdict]]:
    """Yield options or medicines for this person, the surest first."""
    found = []
    for treatment in kb.care.treatments.values():
        target = applies_to(treatment, who)
        fits = treatment.role is role and in_phase(treatment, who.phase)
        if fits and target is not None and is_had(kb, treatment, who.wishes):
            found.append((treatment, target, verdict(kb, treatment, who.said)))
    yield from sorted(found, key=lambda f: (_standing(f[0]), _order(f[0], f[1])))


def _standing(treatment: Treatment) -> int:
    """How guidelines stand to it: 0 as many for it as against, 1 none for it, 2 mostly against.

    What is advised against by most is told last.
    """
    said = list(treatment.guidelines.values())
    for_it = said.count(Stance.RECOMMEND) + said.count(Stance.CONSIDER)
    against = said.count(Stance.AGAINST)
    if for_it and for_it >= against:
        return 0
    return 1 if against <= 1 and not for_it else 2


def not_now(kb: KnowledgeBase, who: Situation) -> tuple[Treatment, ...]:
    """Return what people often do that does not help, for a person like this."""
    found = []
    for treatment in kb.care.treatments.values():
        is_one = treatment.role is TreatmentRole.NOT_NOW and in_phase(treatment, who.phase)
        general = not treatment.conditions or applies_to(treatment, who) is not None
        if is_one and general and holds(treatment.only_if, who.facts):
            found.append(treatment)
    return tuple(sorted(found, key=lambda t: (_CERTAINTY.index(t.certainty), t.id)))


def why(kb: KnowledgeBase, treatment: Treatment, target: Target, phase: PainPhase) -> str:
    """Say why this treatment stands in the plan of this person."""
    w = kb.words
    said = [w[f"plan.phase_{phase.value}"]]
    if target.condition in treatment.carried_over:
        said.append(w["plan.carried_over"])
    elif target.cause:
        said.append(w["plan.fits_cause"].format(cause=target.cause))
    return " ".join(said)


def shown(fit: Fit) -> bool:
    """Whether something may stand in a plan at all."""
    return fit is not Fit.LEAVE_OUT


def _order(treatment: Treatment, target: Target) -> tuple[int, bool, int, str]:
    is_carried = target.condition in treatment.carried_over
    place = _FIRST.index(treatment.kind) if treatment.kind in _FIRST else len(_FIRST)
    return _CERTAINTY.index(treatment.certainty), is_carried, place, treatment.id
