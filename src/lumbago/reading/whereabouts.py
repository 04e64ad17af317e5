"""Where it mainly hurts, when a text names several places or none."""

from dataclasses import replace
from math import log

from lumbago.answers import Answers, Person, Region
from lumbago.knowledge import KnowledgeBase
from lumbago.network import log_evidence
from lumbago.reading.understanding import Fact, Mention, Understanding

FIRST_NAMED = 3.0
"""By how much the place that is named first is favoured: our estimate. People begin with what
troubles them most, but not always."""

_TELLING = frozenset({"region", "radiation", "sensory", "motor"})
"""Groups of findings that lie at a place of the body."""

_NEAR: dict[str, Region] = {
    "neck_stiff_chin_chest": Region.NECK,
    "throat_swallow_drool": Region.NECK,
    "head_tilt_stuck": Region.NECK,
    "cannot_turn_45": Region.NECK,
    "neck_midline_tender": Region.NECK,
    "headache_new_neck_one_side": Region.NECK,
    "pain_chest": Region.MID_BACK,
    "chest_pressure": Region.MID_BACK,
    "worse_deep_breath": Region.MID_BACK,
    "pain_bores_to_back": Region.MID_BACK,
    "pain_abdomen": Region.LOW_BACK,
    "pain_pelvis_low_belly": Region.LOW_BACK,
    "pelvic_turn_bed_pain": Region.LOW_BACK,
    "cva_tender": Region.LOW_BACK,
}
"""The part of the spine next to what lies at a place of the body, where nothing else names one."""


def located(kb: KnowledgeBase, understood: Understanding) -> Understanding:
    """Return the understanding with the region that the text is mainly about.

    That is the place it names. Of several, it is the one under which all that was told is least
    of a surprise, the first favoured; so it is, of all regions, where the text names none but
    tells of a place that belongs to one, as the side or an arm does. A stiff neck, the chest or
    the belly alone name the part of the spine next to them. Else it stays unsaid.
    """
    region = _likeliest(kb, understood)
    if region is understood.region or region is None:
        return understood
    finding = kb.settings.strata.get(region)
    said = next((m for m in understood.mentions if m.finding == finding and m.value), None)
    start, end, words = (said.start, said.end, said.words) if said else (0, 0, "")
    others = tuple(fact for fact in understood.facts if fact.name != "region")
    here = Fact("region", region.value, start, end, words)
    return replace(understood, facts=(*others, here))


def _likeliest(kb: KnowledgeBase, understood: Understanding) -> Region | None:
    answers = understood.answers
    named = [r for r, finding in kb.settings.strata.items() if answers.get(finding) is True]
    if understood.region is not None and len(named) < 2:
        return understood.region
    if not named and not any(
        value is True and kb.findings[id].group in _TELLING for id, value in answers.items()
    ):
        return next((_NEAR[m.finding] for m in understood.mentions if _is_near(m)), None)
    return max(named or Region, key=lambda region: _fit(kb, understood, region))


def _is_near(mention: Mention) -> bool:
    return mention.value is True and mention.finding in _NEAR


def _fit(kb: KnowledgeBase, understood: Understanding, region: Region) -> float:
    person = Person(region=region, age_years=understood.age_years, sex=understood.sex)
    fit = log_evidence(kb, Answers(person, understood.answers))
    if understood.region is region:
        return fit + log(FIRST_NAMED)
    return fit if understood.region else fit + log(kb.settings.region_share[region])
