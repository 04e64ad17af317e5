"""Which exercises a person may be given at all: contraindications, causes, directions, things.

Unknown is not no: what was asked and is not known, and what nobody asked yet, keeps an exercise
out until it is settled.
"""

from collections.abc import Mapping
from functools import lru_cache

from lumbago.facts import know
from lumbago.knowledge import (
    Area,
    Contraindication,
    Direction,
    Exercise,
    Footing,
    KnowledgeBase,
    PainPhase,
    Position,
    Purpose,
    Severity,
)
from lumbago.plan import CarePlan, Fit, Said, Verdict

_END_RANGE = {"flexion_end", "extension_end", "rotation_end", "neck_end_range"}
_LOADED_TAGS = {"loaded_flexion", "loaded_extension", "heavy_load", "high_spine_load",
                "valsalva_risk", "isometric_long"}  # fmt: skip

STANDS_UP = frozenset({Position.STANDING, Position.SITTING})
"""Positions that need neither a floor nor a bed."""


def is_loaded(e: Exercise) -> bool:
    """Whether an exercise asks for force: strength, long holds, weights."""
    lasting = Purpose.ENDURANCE in e.purposes and Purpose.AEROBIC not in e.purposes
    return Purpose.STRENGTH in e.purposes or lasting or bool(_LOADED_TAGS & {*e.tags})


def targets_of(e: Exercise) -> frozenset[str]:
    """Return every id under which a contraindication can mean this exercise."""
    classes = {
        "exercises": True,
        "programme": True,
        "strength": is_loaded(e),
        "aerobic": Purpose.AEROBIC in e.purposes or "aerobic" in e.tags,
        "neck": e.area is Area.NECK or "neck_load" in e.tags,
        "core": e.area is Area.TRUNK,
        "stretch_end_range": bool(_END_RANGE & {*e.tags}),
        "unsupervised_spine": e.area is not Area.CALM and Purpose.AEROBIC not in e.purposes,
    }
    return frozenset(
        [
            f"ex:{e.id}",
            *(f"tag:{tag}" for tag in e.tags),
            *(f"all:{name}" for name, meant in classes.items() if meant),
        ]
    )


@lru_cache(maxsize=4)
def _guards(kb: KnowledgeBase) -> Mapping[str, tuple[tuple[Contraindication, bool], ...]]:
    """Return what speaks against each exercise: contraindication, and whether it forbids."""
    found = {}
    for e in kb.exercises.values():
        own = targets_of(e)
        found[e.id] = tuple(
            (code, code.id in e.not_for or bool(own & code.forbids))
            for code in kb.care.contraindications.values()
            if code.id in e.not_for or own & (code.forbids | code.asks_first)
        )
    return found


def fit_of(kb: KnowledgeBase, e: Exercise, plan: CarePlan) -> Verdict:
    """Say whether a person with this plan may be given the exercise; only `FITS` is given."""
    forbidden, unsure, unasked = [], [], []
    for code, forbids in _guards(kb)[e.id]:
        said = plan.said[code.id]
        if said is Said.YES and (forbids or code.severity is Severity.ABSOLUTE):
            forbidden.append(code.id)
        elif said in {Said.YES, Said.UNSURE}:
            unsure.append(code.id)
        elif said is Said.UNASKED and _must_be_asked(code):
            unasked.append(code.id)
    wrong = [t.condition for t in plan.targets if t.condition in e.not_for]
    if forbidden or wrong:
        return Verdict(Fit.LEAVE_OUT, (*forbidden, *wrong))
    fit = Fit.ASK_FIRST if unsure else Fit.CHECK_FIRST if unasked else Fit.FITS
    return Verdict(fit, tuple(unsure), tuple(unasked))


def _must_be_asked(code: Contraindication) -> bool:
    """Whether a plan asks for it: not what the interview asks, and not what ends every plan."""
    return code.is_asked and code.refer is None and code.severity is not Severity.INFO


def suits(kb: KnowledgeBase, e: Exercise, plan: CarePlan, blocked: frozenset[Direction]) -> bool:
    """Whether the person has what it takes, and neither cause nor direction speaks against it."""
    conditions = {t.condition for t in plan.targets}
    if e.footing not in {Footing.FIRST_CHOICE, Footing.ONE_MORE} or e.direction in blocked:
        return False
    if e.direction is Direction.EXTENSION and conditions & {"spondylolisthesis", "spondylolysis"}:
        return False
    is_disc = bool(conditions & {"lumbar_disc_herniation", "lumbar_radiculopathy"})
    bends = e.direction is Direction.FLEXION or "loaded_flexion" in e.tags
    if is_disc and bends and (plan.phase is PainPhase.ACUTE or is_loaded(e)):
        return False
    has = plan.wishes.equipment
    if any(t not in has and not kb.equipment[t].everyday for t in e.equipment):
        return False
    needs_floor = e.position not in STANDS_UP and "bed_ok" not in e.tags
    return plan.wishes.floor is True or not (needs_floor or "floor" in e.tags)


def leaning(kb: KnowledgeBase, plan: CarePlan) -> tuple[Direction | None, frozenset[Direction]]:
    """Return the direction that eases, and those to leave out; two that disagree mean neither."""
    facts = know(kb, plan.assessment.answers).facts
    forward = ("better_bend_forward", "worse_bend_back", "leg_pain_walk_relief_sit")
    eases_forward = any(facts.get(id) is True for id in forward)
    eases_back = any(facts.get(id) is True for id in ("worse_bend_forward", "worse_sitting"))
    if eases_forward and eases_back:
        return None, frozenset({Direction.FLEXION, Direction.EXTENSION})
    if eases_forward:
        return Direction.FLEXION, frozenset({Direction.EXTENSION})
    if eases_back:
        return Direction.EXTENSION, frozenset({Direction.FLEXION})
    return None, frozenset()
