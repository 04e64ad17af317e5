"""`plan_care`: a care plan, or a referral where somebody must look first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from lumbago.answers import Facts
from lumbago.assessment import HOME, Assessment, not_excluded, phase_of
from lumbago.facts import know
from lumbago.interview import has_open_signs
from lumbago.knowledge import (
    Activity,
    CareCard,
    Contraindication,
    Goal,
    ImagingAdvice,
    KnowledgeBase,
    PainPhase,
    Place,
    RedFlag,
    SafetyNet,
    SpecialGroup,
    Treatment,
    TreatmentRole,
    Urgency,
    When,
)
from lumbago.plan.choosing import (
    Recommendation,
    Situation,
    Target,
    applies_to,
    not_now,
    recommended,
    shown,
    targets,
    why,
    with_others,
)
from lumbago.plan.concerns import Fit, Said, Verdict, concerns
from lumbago.plan.dates import Look, Visit, looks, visits
from lumbago.plan.wishes import Wishes
from lumbago.rules import holds
from lumbago.sources import Citation

SURE_ENOUGH = 0.5
"""A leading cause that is not for us to plan for ends the plan from this probability on.

Its alarm has then asked for a visit already, as a rule. Where it has not, a plan of easy movement
and a visit take the place of the referral, so that the plan never says more than the result.
"""

LOADED = "loaded"
HANDS_ON = "hands_on"
HELD = frozenset({"all:strength", "all:unsupervised_spine"})
"""What forbids one of these leaves easy movement alone, until somebody has looked."""


class Effort(StrEnum):
    """How much a programme of exercises may ask of a person before somebody has looked."""

    FULL = "full"
    LIGHT = "light"  # walking and easy movement alone


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A treatment that must be left out, and the contraindications that say so."""

    treatment: Treatment
    because: tuple[Contraindication, ...]


@dataclass(frozen=True, slots=True)
class Because:
    """One reason why somebody must look first."""

    title: str
    text: str
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class CarePlan:
    """What to do now, this week and later, with reasons, safety and dates.

    `questions`: contraindications to ask about, because something in the plan needs them.
    `missing`: danger signs that nobody asked, or that the person does not know of.
    `is_unfinished`: questions on danger signs were passed over; until then easy movement alone.
    `appointment`: days within which a clinician must be seen beside the plan, or None.
    """

    assessment: Assessment
    wishes: Wishes
    today: date
    phase: PainPhase
    urgency: Urgency
    effort: Effort
    is_unfinished: bool
    missing: tuple[str, ...]
    appointment: int | None
    targets: tuple[Target, ...]
    said: Mapping[str, Said]
    steps: tuple[Recommendation, ...]
    options: tuple[Recommendation, ...]
    medicines: tuple[Recommendation, ...]
    not_now: tuple[Treatment, ...]
    left_out: tuple[LeftOut, ...]
    questions: tuple[Contraindication, ...]
    cards: tuple[CareCard, ...]
    activities: tuple[Activity, ...]
    goals: tuple[Goal, ...]
    imaging: ImagingAdvice
    visits: tuple[Visit, ...]
    looks: tuple[Look, ...]
    safety_nets: tuple[SafetyNet, ...]
    groups: tuple[SpecialGroup, ...]

    def part(self, when: When) -> tuple[Recommendation, ...]:
        """Return what stands in one part of the plan."""
        return tuple(step for step in self.steps if step.when is when)


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """Somebody must look first: where, how soon, what to say, what to take along.

    There is no place in it for an exercise. `leave`: what not to do meanwhile. `care`: what
    may be done there.
    """

    assessment: Assessment
    wishes: Wishes
    today: date
    urgency: Urgency
    place: Place
    action: str
    time_frame: str
    because: tuple[Because, ...]
    say: tuple[str, ...]
    take: tuple[str, ...]
    meanwhile: tuple[str, ...]
    leave: tuple[str, ...]
    care: tuple[Treatment, ...]
    safety_net: str
    safety_nets: tuple[SafetyNet, ...]


def plan_care(
    kb: KnowledgeBase,
    assessment: Assessment,
    wishes: Wishes,
    today: date,
    *,
    is_unfinished: bool = False,
) -> CarePlan | Referral:
    """Return what to do, or who must look first.

    Args:
        kb: the knowledge base.
        assessment: what follows from the answers.
        wishes: what the person has, wants and leaves out.
        today: the day of the plan, from which its dates count.
        is_unfinished: whether the interview was broken off. A plan is unfinished in any case,
            and holds easy movement alone, while the safety block has a question left.

    Returns:
        A referral where urgency is today or now, or where a contraindication, the age or the
        leading cause asks for one. It is never less urgent than the assessment.
    """
    said = concerns(kb, assessment.answers, wishes)
    reasons, urgency = _reasons_to_refer(kb, assessment, said)
    if reasons or urgency >= Urgency.TODAY:
        return _referral(kb, assessment, wishes, today, urgency, reasons)
    unfinished = is_unfinished or has_open_signs(kb, assessment.answers)
    return _plan(kb, assessment, wishes, today, said, is_unfinished=unfinished)


def refer(
    kb: KnowledgeBase,
    assessment: Assessment,
    wishes: Wishes,
    today: date,
    urgency: Urgency,
    because: tuple[Because, ...],
) -> Referral:
    """Return a referral for whoever must be looked at, at least as urgent as the assessment.

    `plan_care` asks for one by itself; a programme that must not go on asks for one here.
    """
    return _referral(kb, assessment, wishes, today, max(urgency, assessment.urgency), because)


def as_planned(kb: KnowledgeBase, outcome: CarePlan | Referral) -> Assessment:
    """Return the assessment with the urgency of its plan, so that both pages say the same."""
    a = outcome.assessment
    if isinstance(outcome, CarePlan) or outcome.urgency is a.urgency:
        return a
    words = kb.urgency_words[outcome.urgency]
    return replace(a, urgency=outcome.urgency, place=outcome.place, words=words)


def plan_facts(kb: KnowledgeBase, assessment: Assessment, wishes: Wishes) -> Facts:
    """Return all that the rules of care look at: answers, and what follows from the wishes."""
    return {**wishes.facts, **know(kb, assessment.answers).facts}


def _reasons_to_refer(
    kb: KnowledgeBase, assessment: Assessment, said: Mapping[str, Said]
) -> tuple[tuple[Because, ...], Urgency]:
    """Return what asks for a referral beside the urgency, and the urgency with it."""
    found, urgency = [], assessment.urgency
    for code in kb.care.contraindications.values():
        if code.refer is not None and said[code.id] is Said.YES:
            found.append(Because(kb.words["plan.because_answer"], code.tells, code.citation))
            urgency = max(urgency, code.refer)
    lead = assessment.causes[0] if assessment.causes else None
    is_sure = lead is not None and not lead.is_group and lead.p >= SURE_ENOUGH
    if lead is not None and is_sure and assessment.urgency >= Urgency.ROUTINE:
        condition = kb.conditions[lead.id]
        if condition.programme == "refer_only":
            title = kb.words["plan.because_cause"].format(cause=lead.name)
            text = kb.words["plan.because_cause_text"]
            found.append(Because(title, text, condition.citation))
    return tuple(found), urgency


def _referral(
    kb: KnowledgeBase,
    assessment: Assessment,
    wishes: Wishes,
    today: date,
    urgency: Urgency,
    reasons: tuple[Because, ...],
) -> Referral:
    words = kb.urgency_words[urgency]
    place = assessment.place if urgency is assessment.urgency else HOME[urgency]
    flags = tuple(r.flag for r in assessment.reasons)
    facts = plan_facts(kb, assessment, wishes)
    dangers = {m for d in assessment.dangers for m in kb.conditions[d.id].management}
    causes = {t.condition for t in targets(kb, assessment, phase_of(facts))}
    return Referral(
        assessment=assessment,
        wishes=wishes,
        today=today,
        urgency=urgency,
        place=place,
        action=words.action[place],
        time_frame=words.time_frame,
        because=(
            *(Because(flag.title, flag.because, flag.citation) for flag in flags),
            *_to_rule_out(kb, assessment),
            *reasons,
        ),
        say=tuple(dict.fromkeys(flag.tell for flag in _gravest(flags) if flag.tell)),
        take=tuple(kb.words[f"plan.take_{n}"] for n in (1, 2, 3)),
        meanwhile=words.meanwhile,
        leave=tuple(kb.words[f"plan.leave_{n}"] for n in (1, 2, 3)),
        care=tuple(
            t
            for t in kb.care.treatments.values()
            if t.role is TreatmentRole.CARE and {*t.conditions} & (dangers | causes)
        ),
        safety_net=words.safety_net,
        safety_nets=_nets(kb, facts),
    )


def _gravest(flags: tuple[RedFlag, ...]) -> Iterator[RedFlag]:
    """Yield the most urgent: who says beside it that a visit can wait is sent away too late."""
    top = max((flag.urgency for flag in flags), default=None)
    yield from (flag for flag in flags if flag.urgency is top)


def _to_rule_out(kb: KnowledgeBase, a: Assessment) -> Iterator[Because]:
    """Yield the dangers whose probability asks for more than any rule does."""
    if a.by_probability > a.by_rules:
        for danger in a.dangers:
            if danger.asks_for is a.by_probability:
                title = kb.words["plan.because_danger"].format(danger=danger.name)
                citation = kb.conditions[danger.id].citation
                yield Because(title, kb.words["plan.because_danger_text"], citation)


def _plan(
    kb: KnowledgeBase,
    assessment: Assessment,
    wishes: Wishes,
    today: date,
    said: Mapping[str, Said],
    *,
    is_unfinished: bool,
) -> CarePlan:
    facts = plan_facts(kb, assessment, wishes)
    phase = phase_of(facts)
    who = Situation(
        targets=targets(kb, assessment, phase), phase=phase, facts=facts, wishes=wishes, said=said
    )
    effort = Effort.LIGHT if is_unfinished else _effort(kb, assessment, said)
    steps, left_out = _steps(kb, who, effort)
    waits = Effort.FULL if assessment.urgency < Urgency.SOON else effort
    options = (*_care(kb, who), *_others(kb, TreatmentRole.OPTION, who, waits))
    medicines = _others(kb, TreatmentRole.MEDICINE, who, waits)
    left = {item.treatment.id for item in left_out}
    return CarePlan(
        assessment=assessment,
        wishes=wishes,
        today=today,
        phase=phase,
        urgency=assessment.urgency,
        missing=not_excluded(assessment.disposition),
        effort=effort,
        is_unfinished=is_unfinished,
        appointment=_appointment(assessment, _effort(kb, assessment, said)),
        targets=who.targets,
        said=said,
        steps=steps,
        options=options,
        medicines=medicines,
        not_now=not_now(kb, who),
        left_out=left_out,
        questions=_questions(kb, (*steps, *options)),
        cards=tuple(
            card
            for card in kb.care.cards.values()
            if holds(card.when, facts) and not left & {*card.treatments}
        ),
        activities=tuple(
            a
            for a in kb.care.activities.values()
            if holds(a.when, facts) and not left & {*a.treatments}
        ),
        goals=tuple(kb.care.goals[id] for id in wishes.goals),
        imaging=assessment.imaging,
        visits=visits(kb, facts, today),
        looks=looks(kb, facts, today),
        safety_nets=_nets(kb, facts),
        groups=assessment.special_groups,
    )


def _effort(kb: KnowledgeBase, assessment: Assessment, said: Mapping[str, Said]) -> Effort:
    """Return how much may be asked: only easy movement while somebody is to look first."""
    if assessment.urgency >= Urgency.SOON:
        return Effort.LIGHT
    lead = assessment.causes[0] if assessment.causes else None
    if lead is not None and not lead.is_group and kb.conditions[lead.id].programme != "normal":
        return Effort.LIGHT
    held = any(
        said[code.id] is Said.YES and code.forbids & HELD
        for code in kb.care.contraindications.values()
    )
    return Effort.LIGHT if held else Effort.FULL


def _appointment(assessment: Assessment, effort: Effort) -> int | None:
    if assessment.urgency is Urgency.SOON:
        return 3
    if assessment.urgency is Urgency.ROUTINE or effort is Effort.LIGHT:
        return 28
    return None


def _may_stand(treatment: Treatment, effort: Effort) -> bool:
    return effort is Effort.FULL or not {LOADED, HANDS_ON} & treatment.classes


def _steps(
    kb: KnowledgeBase, who: Situation, effort: Effort
) -> tuple[tuple[Recommendation, ...], tuple[LeftOut, ...]]:
    steps, left_out = [], []
    codes = kb.care.contraindications
    for treatment, target, when, checked in recommended(kb, who):
        if not shown(checked.fit):
            left_out.append(LeftOut(treatment, tuple(codes[id] for id in checked.because)))
        elif _may_stand(treatment, effort):
            reason = why(kb, treatment, target, who.phase)
            steps.append(Recommendation(treatment, when, reason, checked))
    return tuple(steps), tuple(left_out)


def _others(
    kb: KnowledgeBase, role: TreatmentRole, who: Situation, effort: Effort
) -> tuple[Recommendation, ...]:
    """Return options or medicines; hands-on care waits for the visit while one is due soon."""
    return tuple(
        Recommendation(treatment, When.LATER, why(kb, treatment, target, who.phase), checked)
        for treatment, target, checked in with_others(kb, role, who)
        if shown(checked.fit) and _may_stand(treatment, effort)
    )


def _care(kb: KnowledgeBase, who: Situation) -> tuple[Recommendation, ...]:
    """Return what a clinic does for pain of this kind: a referral is blocked by nothing."""
    found = []
    for treatment in kb.care.treatments.values():
        target = applies_to(treatment, who)
        if treatment.role is TreatmentRole.CARE and target is not None:
            reason = why(kb, treatment, target, who.phase)
            found.append(Recommendation(treatment, When.LATER, reason, Verdict(Fit.FITS)))
    return tuple(found)


def _questions(
    kb: KnowledgeBase, steps: tuple[Recommendation, ...]
) -> tuple[Contraindication, ...]:
    """Return what is to be asked because something needs it, in the order of the plan."""
    ids = dict.fromkeys(id for step in steps for id in step.verdict.open)
    return tuple(kb.care.contraindications[id] for id in ids)


def _nets(kb: KnowledgeBase, facts: Facts) -> tuple[SafetyNet, ...]:
    return tuple(net for net in kb.care.safety_nets.values() if holds(net.when, facts))
