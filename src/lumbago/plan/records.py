"""A plan or a referral as a record for other programs: the JSON of `lumbago plan --json`."""

from typing import Any, TypeAlias, assert_never

from lumbago.knowledge import KnowledgeBase, OutOf100, Treatment, TreatmentRole, When
from lumbago.plan.choosing import Recommendation
from lumbago.plan.counts import counts_beside, to_ask
from lumbago.plan.intake import as_answers_record
from lumbago.plan.whole import CarePlan, Referral
from lumbago.plan.wishes import as_wishes_record
from lumbago.sources import Citation

Record: TypeAlias = dict[str, Any]

WITH_OTHERS = (TreatmentRole.OPTION, TreatmentRole.MEDICINE)
"""What somebody else gives: there is something to ask before one says yes."""


def as_plan_record(kb: KnowledgeBase, outcome: CarePlan | Referral) -> Record:
    """Return everything that a plan or a referral says, ready for JSON."""
    match outcome:
        case CarePlan():
            return _plan(kb, outcome)
        case Referral():
            return _referral(kb, outcome)
        case _:
            assert_never(outcome)


def _plan(kb: KnowledgeBase, plan: CarePlan) -> Record:
    codes = kb.care.contraindications
    return {
        "kind": "plan",
        "knowledge": plan.assessment.knowledge,
        "language": kb.language,
        "date": plan.today.isoformat(),
        "urgency": plan.urgency.id,
        "phase": plan.phase.value,
        "effort": plan.effort.value,
        "is_unfinished": plan.is_unfinished,
        "appointment_within_days": plan.appointment,
        "for": [{"condition": t.condition, "cause": t.cause} for t in plan.targets],
        **{when.value: [as_step_record(kb, s) for s in plan.part(when)] for when in When},
        "options": [as_step_record(kb, s) for s in plan.options],
        "medicines": [as_step_record(kb, s) for s in plan.medicines],
        "not_now": [_treatment(kb, t) for t in plan.not_now],
        "left_out": [
            {
                "treatment": item.treatment.id,
                "name": item.treatment.name,
                "because": [{"code": c.id, "tells": c.tells} for c in item.because],
            }
            for item in plan.left_out
        ],
        "missing": list(plan.missing),
        "activities": [{"id": a.id, "title": a.title} for a in plan.activities],
        "questions": [{"code": c.id, "question": c.question} for c in plan.questions],
        "cards": [
            {"card": c.id, "title": c.title, "lines": list(c.lines), **_origin(c.citation)}
            for c in plan.cards
        ],
        "goals": [{"goal": g.id, "first_step": g.first_step} for g in plan.goals],
        "imaging": {"answer": plan.imaging.answer, "text": plan.imaging.text},
        "see": [
            {
                "who": kb.words[f"plan.who_{v.advice.who}"],
                "by": v.by.isoformat(),
                "tells": v.advice.tells,
                **_origin(v.advice.citation),
            }
            for v in plan.visits
        ],
        "look_back": [
            {
                "from": look.first.isoformat(),
                "to": look.last.isoformat(),
                "title": look.advice.title,
                "tells": look.advice.tells,
                **_origin(look.advice.citation),
            }
            for look in plan.looks
        ],
        "safety_net": [net.text for net in plan.safety_nets],
        "groups": [{"group": g.id, "text": g.text} for g in plan.groups],
        "answered": {id: said.value for id, said in plan.said.items() if id in codes},
        "closing": kb.words["plan.closing"],
        "record": as_answers_record(plan.assessment.answers),
        "wishes": as_wishes_record(plan.wishes),
    }


def _referral(kb: KnowledgeBase, referral: Referral) -> Record:
    return {
        "kind": "referral",
        "knowledge": referral.assessment.knowledge,
        "language": kb.language,
        "date": referral.today.isoformat(),
        "urgency": referral.urgency.id,
        "place": referral.place.value,
        "action": referral.action,
        "time_frame": referral.time_frame,
        "because": [
            {"title": b.title, "text": b.text, **_origin(b.citation)} for b in referral.because
        ],
        "say": list(referral.say),
        "take_along": list(referral.take),
        "meanwhile": list(referral.meanwhile),
        "leave": list(referral.leave),
        "care": [{"name": t.name, "tells": t.tells, **_origin(t.citation)} for t in referral.care],
        "safety_net": [referral.safety_net, *(net.text for net in referral.safety_nets)],
    }


def as_step_record(kb: KnowledgeBase, step: Recommendation) -> Record:
    """Return a treatment for a person: how, why, what was counted, and what to ask."""
    v = step.verdict
    return {
        **_treatment(kb, step.treatment),
        "why": step.why,
        "fit": v.fit.value,
        "because": list(v.because),
        "open": list(v.open),
    }


def _treatment(kb: KnowledgeBase, t: Treatment) -> Record:
    counts = counts_beside(kb, t)
    return {
        "treatment": t.id,
        "name": t.name,
        "tells": t.tells,
        "dose": t.dose,
        "studies": t.studies,
        "harms": t.harms,
        "stop": t.stop,
        "certainty": t.certainty.value,
        "of_100": [_count(c) for c in counts],
        "no_count": "" if counts else kb.words["plan.counts_none"],
        "to_ask": list(to_ask(kb, t)) if t.role in WITH_OTHERS else [],
        "guidelines": {name: stance.value for name, stance in t.guidelines.items()},
        "guidelines_read": t.guidelines_read.value,
        **_origin(t.citation),
        "also": list(t.also),
    }


def _count(c: OutOf100) -> Record:
    return {
        "title": c.title,
        "people": c.people,
        "count": c.count,
        "words": c.words,
        "other": c.other,
        "other_words": c.other_words,
        "is_harm": c.is_harm,
        **_origin(c.citation),
    }


def _origin(citation: Citation) -> Record:
    return {
        "source": citation.source,
        "basis": citation.basis.value,
        "provenance": citation.provenance.value,
    }
