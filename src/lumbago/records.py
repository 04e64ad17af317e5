"""`Assessment` → a record for other programs: the JSON of `assess --json` and of `score`.

The shape is public interface: `record_schema.json` describes it, and fields are only added.
Probabilities are rounded to six digits, so that the bytes are the same on every machine.
"""

from typing import Any, TypeAlias

from lumbago.answers import Answer
from lumbago.assessment import Assessment, Cause, Danger
from lumbago.interview import Card
from lumbago.knowledge import KnowledgeBase, Urgency
from lumbago.network import Weight
from lumbago.reading.understanding import Understanding
from lumbago.sources import Citation
from lumbago.wording import other_reasons, told

Record: TypeAlias = dict[str, Any]

DIGITS = 6


def as_record(
    kb: KnowledgeBase, assessment: Assessment, understood: Understanding | None = None
) -> Record:
    """Return everything an assessment says, ready for JSON; `understood`: what of a text."""
    a = assessment
    of_text = {} if understood is None else {"understood": as_understood(kb, understood)}
    return {
        **of_text,
        "knowledge": a.knowledge,
        "language": kb.language,
        "words_by": kb.words_by(f"urgency.{a.urgency.id}").value,
        "urgency": a.urgency.id,
        "action": a.action,
        "time_frame": a.words.time_frame,
        "place": a.place.value,
        "urgency_by": {
            "rules": a.by_rules.id,
            "probabilities": a.by_probability.id,
            "contraindications": a.by_care.id,
        },
        "reasons": [
            {
                "rule": r.flag.id,
                "urgency": r.flag.urgency.id,
                "title": r.flag.title,
                "because": list(r.because),
                "why": r.flag.because,
                "do": r.flag.do,
                "words_by": kb.words_by(f"red_flags.{r.flag.id}").value,
                **_origin(r.flag.citation),
            }
            for r in a.reasons
        ],
        "other_reasons": [{"by": by, "text": text} for by, text in other_reasons(kb, a)],
        "causes": [_cause(kb, c) for c in a.causes],
        "dangers": [_danger(d) for d in a.dangers],
        "ranking": [{"condition": id, "p": _p(p)} for id, p in a.ranking],
        "modifiers": [_cause(kb, c) for c in a.modifiers],
        "mechanisms": [
            {
                "mechanism": m.id,
                "name": kb.mechanisms[m.id].plain_name,
                "p": _p(m.p),
                "low": _p(m.low),
                "high": _p(m.high),
            }
            for m in a.mechanisms
        ],
        "nothing_listed": _p(a.nothing_listed),
        "open": list(a.disposition.open_findings),
        "next": _next(kb, a),
        "imaging": {
            "answer": a.imaging.answer,
            "text": a.imaging.text,
            "clinician": a.imaging.clinician,
            "sources": list(a.imaging.sources),
        },
        "course": _course(a),
        "special_groups": [{"group": g.id, "text": g.text} for g in a.special_groups],
        "meanwhile": list(a.words.meanwhile),
        "safety_net": {"text": a.words.safety_net, "review_days": list(a.words.review_days)},
        "person": {
            "region": a.answers.person.region.value,
            "age_years": a.answers.person.age_years,
            "sex": a.answers.person.sex.value if a.answers.person.sex else None,
            "setting": a.answers.person.setting.value,
        },
        "answered": [{"finding": f, "answer": v} for f, v in a.answers.given.items()],
    }


def as_understood(kb: KnowledgeBase, understood: Understanding) -> list[Record]:
    """Return what was understood of a text, in the order of its words."""
    told: list[tuple[int, int, str, Answer, str]] = [
        (m.start, m.end, m.finding, m.value, m.words) for m in understood.mentions
    ]
    for fact in understood.facts:
        finding = "pain_region" if fact.name == "region" else fact.name
        if finding in kb.findings:
            told.append((fact.start, fact.end, finding, fact.value, fact.words))
    told.sort(key=lambda t: t[:3])
    return [
        {"finding": finding, "value": value, "start": start, "end": end, "words": words}
        for start, end, finding, value, words in told
    ]


def _cause(kb: KnowledgeBase, c: Cause) -> Record:
    return {
        "group" if c.is_group else "condition": c.id,
        "name": c.name,
        "members": [{"condition": id, "p": _p(p)} for id, p in c.members],
        "p": _p(c.p),
        "low": _p(c.low),
        "high": _p(c.high),
        "word": c.word,
        "for": [_weight(kb, w) for w in c.for_it],
        "against": [_weight(kb, w) for w in c.against],
    }


def _weight(kb: KnowledgeBase, w: Weight) -> Record:
    return {
        "finding": w.finding,
        "answer": w.answer,
        "words": told(kb, w),
        "weight": round(w.weight, 3),
    }


def _danger(d: Danger) -> Record:
    return {
        "condition": d.id,
        "name": d.name,
        "p": _p(d.p),
        "low": _p(d.low),
        "high": _p(d.high),
        "alarm": _p(d.alarm),
        "asks_for": d.asks_for.id if d.asks_for > Urgency.SELF_CARE else None,
    }


def _next(kb: KnowledgeBase, a: Assessment) -> Record | None:
    if a.next is None:
        return None
    if isinstance(a.next, Card):
        first = kb.findings[a.next.best or a.next.findings[0]]
        return {
            "finding": first.id,
            "question": first.question,
            "why": first.why,
            "card": {"title": a.next.title, "findings": list(a.next.findings)},
        }
    finding = a.next.finding
    return {"finding": finding.id, "question": finding.question, "why": finding.why}


def _course(a: Assessment) -> Record | None:
    if a.course is None:
        return None
    curve, recovery = a.course.curve, a.course.recovery
    return {
        "condition": a.course.condition,
        "phase": a.course.phase,
        "curve": {
            "id": curve.id,
            "unit": curve.unit,
            "weeks": {str(week): value for week, value in curve.weeks.items()},
            "population": curve.population,
            "interval": curve.interval,
            "source": curve.source_title,
            "basis": curve.citation.basis.value,
            "provenance": curve.citation.provenance.value,
        }
        if curve
        else None,
        "recovered": {
            "median_weeks": recovery.median_weeks,
            "percent_by_6_weeks": recovery.by_6_weeks,
            "percent_by_12_weeks": recovery.by_12_weeks,
            **_origin(recovery.citation),
        }
        if recovery
        else None,
    }


def _origin(citation: Citation) -> Record:
    return {
        "source": citation.source,
        "basis": citation.basis.value,
        "provenance": citation.provenance.value,
    }


def _p(p: float) -> float:
    return round(p, DIGITS)
