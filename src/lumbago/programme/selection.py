"""Which exercises: slots by stage, constraints, and a score that is written down.

The constraints are in `fitting`; the score is `score`. Ties are broken by id, so that the same
person always gets the same exercises.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lumbago.answers import Region
from lumbago.facts import know
from lumbago.knowledge import (
    Area,
    Direction,
    Exercise,
    Footing,
    KnowledgeBase,
    PainPhase,
    Phase,
    ProgressionRule,
    Purpose,
)
from lumbago.plan import CarePlan, Fit, Said
from lumbago.plan.whole import Effort
from lumbago.programme.dose import amounts
from lumbago.programme.fitting import fit_of, is_loaded, leaning, suits

WALK = "walking"
WARM_UPS = ("general_warm_up", "march_on_spot")


SETTLED = frozenset({Fit.FITS})
"""What may be given: nothing that must be asked first, or that nobody asked yet."""


class Stage(StrEnum):
    """How far a programme has come; each value is the rule that has its numbers."""

    EARLY = "phase_acute"
    BUILD = "phase_subacute"
    LONG = "phase_chronic"
    PREVENTION = "phase_prevention"


class Ease(StrEnum):
    """How easy a programme must be, by the pain now and by who must look first."""

    VERY_EASY = "tl_too_sore_to_start"
    EASY = "tl_high_baseline"
    IRRITABLE = "irritable"
    SEEN_FIRST = "light_first"
    USUAL = "balance"


_P = Purpose
SLOTS: dict[Stage, tuple[Purpose, ...]] = {
    Stage.EARLY: (_P.MOBILITY, _P.CONTROL, _P.RELAXATION),
    Stage.BUILD: (_P.MOBILITY, _P.STRENGTH, _P.FLEXIBILITY, _P.CONTROL, _P.STRENGTH),
    Stage.LONG: (_P.MOBILITY, _P.STRENGTH, _P.FLEXIBILITY, _P.CONTROL, _P.STRENGTH,
                 _P.FLEXIBILITY, _P.RELAXATION),
    Stage.PREVENTION: (_P.MOBILITY, _P.STRENGTH, _P.MOBILITY, _P.STRENGTH),
}  # fmt: skip
"""What each stage is made of beside the walk, the most important first."""

EASY_SLOTS: dict[Ease, tuple[Purpose, ...]] = {
    Ease.VERY_EASY: (_P.RELAXATION,),
    Ease.EASY: (_P.RELAXATION, _P.MOBILITY),
    Ease.IRRITABLE: (_P.MOBILITY, _P.RELAXATION),
    Ease.SEEN_FIRST: (_P.MOBILITY, _P.RELAXATION),
}

ROTATING = frozenset({_P.MOBILITY, _P.FLEXIBILITY, _P.RELAXATION})
"""Slots in which exercises take turns."""

_AREAS: dict[Region, frozenset[Area]] = {
    Region.LOW_BACK: frozenset({Area.LOW_BACK, Area.HIP, Area.TRUNK, Area.CALM}),
    Region.LEG_ONLY: frozenset({Area.LOW_BACK, Area.HIP, Area.TRUNK, Area.CALM}),
    Region.MID_BACK: frozenset({Area.UPPER_BACK, Area.TRUNK, Area.CALM}),
    Region.NECK: frozenset({Area.NECK, Area.UPPER_BACK, Area.CALM}),
    Region.ARM_ONLY: frozenset({Area.NECK, Area.UPPER_BACK, Area.CALM}),
}

_PHASE = {Stage.EARLY: Phase.ACUTE, Stage.BUILD: Phase.SUBACUTE, Stage.LONG: Phase.CHRONIC,
          Stage.PREVENTION: Phase.PREVENTION}  # fmt: skip

_BENDS = (Direction.FLEXION, Direction.EXTENSION)

_UNNAMED = {Region.NECK: "nonspecific_neck_pain", Region.ARM_ONLY: "nonspecific_neck_pain",
            Region.MID_BACK: "thoracic_back_pain"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """One exercise of a programme, how far it has come, and why it was picked.

    `good`: good sessions of it in a row since it was raised. `seen`: when it was counted last,
    `raised`: when it went up last, `since`: when it came in after the beginning.
    """

    exercise: str
    slot: Purpose
    step: int
    raises: int
    why: tuple[ProgressionRule, ...]
    good: int = 0
    seen: date | None = None
    raised: date | None = None
    since: date | None = None


def days_of_pain(kb: KnowledgeBase, plan: CarePlan) -> int | None:
    """Return how many days the pain had lasted on the day of the plan, or None."""
    facts = know(kb, plan.assessment.answers).facts
    weeks = facts.get("duration_weeks")
    if isinstance(weeks, int | float) and not isinstance(weeks, bool):
        return round(float(weeks) * 7)
    return 84 if plan.phase is PainPhase.CHRONIC else None


def stage_after(kb: KnowledgeBase, days: int | None) -> Stage:
    """Return the stage that pain of so many days allows; the gentlest where it is not known."""
    for stage in (Stage.EARLY, Stage.BUILD):
        if days is None or days <= kb.progression[stage].numbers["days_most"]:
            return stage
    return Stage.LONG


def pain_now(kb: KnowledgeBase, plan: CarePlan) -> float | None:
    """Return the pain that the person told the interview, 0 to 10, or None."""
    pain = know(kb, plan.assessment.answers).facts.get("pain_severity")
    return float(pain) if isinstance(pain, int | float) and not isinstance(pain, bool) else None


_STIRRED = ("constant_pain", "night_pain", "poor_sleep", "leg_pain_worse_than_back",
            "worse_cough_sneeze")  # fmt: skip
"""Signs beside the strength of a pain that it is easily stirred up and slow to settle."""


def is_irritable(kb: KnowledgeBase, plan: CarePlan) -> bool:
    """Whether pain of more than a little comes with two signs that it is easily stirred up."""
    rule = kb.progression["irritable"].numbers
    facts, pain = know(kb, plan.assessment.answers).facts, pain_now(kb, plan)
    signs = sum(facts.get(id) is True for id in _STIRRED)
    return pain is not None and pain >= rule["pain_least"] and signs >= rule["signs_least"]


def ease_of(
    kb: KnowledgeBase, plan: CarePlan, pain: float | None, *, stirred: bool = False
) -> Ease:
    """Return how easy it must be; the easiest of what the pain and the plan ask for.

    `stirred`: whether the pain is easily stirred up, by what was told or by sore mornings.
    """
    for ease in (Ease.VERY_EASY, Ease.EASY):
        if pain is not None and pain >= kb.progression[ease].numbers["pain_least"]:
            return ease
    if stirred:
        return Ease.IRRITABLE
    return Ease.SEEN_FIRST if plan.effort is Effort.LIGHT else Ease.USUAL


def is_allowed(e: Exercise, ease: Ease) -> bool:
    """Whether an exercise is gentle enough for a day that must be so easy."""
    if ease is Ease.VERY_EASY:
        return Purpose.RELAXATION in e.purposes and e.level == 1 and not is_loaded(e)
    return ease is Ease.USUAL or (e.level == 1 and not is_loaded(e))


def score(
    e: Exercise,
    slot: Purpose,
    conditions: frozenset[str],
    direction: Direction | None,
    areas: frozenset[Area] = frozenset(),
) -> int:
    """Return how well an exercise fills a slot; what each part is worth is our estimate.

    `areas`: parts of the body that other exercises for the same purpose work on already.
    """
    return (
        4 * bool(conditions & {*e.good_for})
        + 3 * fills(e.purposes[0], slot)
        + 2 * (direction is not None and e.direction is direction)
        + 2 * (e.footing is Footing.FIRST_CHOICE)
        + 2 * (bool(areas) and e.area not in areas)
        - e.level
    )


def fills(purpose: Purpose, slot: Purpose) -> bool:
    """Whether a purpose is what a slot is for: to hold long is strength as well."""
    return purpose is slot or (slot is Purpose.STRENGTH and purpose is Purpose.ENDURANCE)


def candidates(
    kb: KnowledgeBase,
    plan: CarePlan,
    stage: Stage,
    ease: Ease,
    blocked: frozenset[Direction],
    fits: frozenset[Fit] = SETTLED,
) -> Iterator[Exercise]:
    """Yield every exercise that this person may be given in this stage."""
    is_easy = ease is not Ease.USUAL
    level = kb.progression[stage].numbers["level_most"]
    areas = _AREAS[plan.assessment.answers.person.region]
    for e in kb.exercises.values():
        right = e.area in areas and e.level <= level and is_allowed(e, ease)
        timely = _PHASE[stage] in e.phases or (is_easy and Phase.FLARE in e.phases)
        if right and timely and suits(kb, e, plan, blocked) and fit_of(kb, e, plan).fit in fits:
            yield e


def select(
    kb: KnowledgeBase,
    plan: CarePlan,
    stage: Stage,
    ease: Ease,
    blocked: frozenset[Direction],
    kept: tuple[Piece, ...] = (),
    *,
    fits: frozenset[Fit] = SETTLED,
    without: frozenset[str] = frozenset(),
) -> tuple[Piece, ...]:
    """Return the exercises of a stage: those kept, and the best for each slot that is free.

    `without`: exercises to leave out, because they were done for long and did not help.
    """
    direction, conditions = _direction(kb, plan, blocked), _conditions(plan)
    pool = sorted(candidates(kb, plan, stage, ease, blocked, fits), key=lambda e: e.id)
    free = list(EASY_SLOTS.get(ease, SLOTS[stage]))
    for piece in kept:
        if piece.slot in free:
            free.remove(piece.slot)
    found = [*kept, *_walk(kb, plan, stage, kept, fits)]
    for slot in free:
        taken = {p.exercise for p in found} | without
        fitting = [e for e in pool if any(fills(p, slot) for p in e.purposes) and e.id not in taken]
        if not fitting:
            continue
        same = frozenset(kb.exercises[p.exercise].area for p in found if p.slot is slot)
        best = ranked(fitting, slot, conditions, direction, same)[0]
        found.append(Piece(best.id, slot, 0, 0, _why(kb, best, ease, conditions, direction)))
    return tuple(found)


def ranked(
    fitting: Iterable[Exercise],
    slot: Purpose,
    conditions: frozenset[str],
    direction: Direction | None,
    areas: frozenset[Area] = frozenset(),
) -> list[Exercise]:
    """Return exercises for a slot, the best first; ties are broken by id."""
    return sorted(fitting, key=lambda e: (-score(e, slot, conditions, direction, areas), e.id))


def _why(
    kb: KnowledgeBase,
    e: Exercise,
    ease: Ease,
    conditions: frozenset[str],
    direction: Direction | None,
) -> tuple[ProgressionRule, ...]:
    """Return the rules by which an exercise was picked."""
    rules = kb.progression
    why = [rules[ease]]
    if conditions & {*e.good_for}:
        why.append(rules["fits_pain"])
    if direction is not None and e.direction is direction:
        why.append(rules["fits_direction"])
    if "heavy_load" in e.tags:
        why.append(rules["load_start"])
    return tuple(why)


def turns(
    kb: KnowledgeBase,
    plan: CarePlan,
    stage: Stage,
    blocked: frozenset[Direction],
    pieces: tuple[Piece, ...],
    without: frozenset[str],
) -> Mapping[str, tuple[str, ...]]:
    """Return what may take turns with each exercise that bends or stretches, the best first.

    Only where no force is asked: what makes strong stays, so that it can grow. Never of a higher
    level, and each at its lowest amount.
    """
    if stage is Stage.EARLY:
        return {}
    most = int(kb.progression["rotate"].numbers["turns"])
    direction, conditions = _direction(kb, plan, blocked), _conditions(plan)
    taken = {p.exercise for p in pieces} | without
    pool = [e for e in candidates(kb, plan, stage, Ease.USUAL, blocked) if not is_loaded(e)]
    found = {}
    for piece in pieces:
        now = kb.exercises[piece.exercise]
        if piece.slot not in ROTATING or is_loaded(now):
            continue
        fitting = [e for e in pool if piece.slot in e.purposes and e.id not in taken
                   and e.level <= now.level]  # fmt: skip
        own = tuple(e.id for e in ranked(fitting, piece.slot, conditions, direction)[:most])
        if own:
            found[piece.exercise] = own
            taken |= {*own}
    return found


def _direction(
    kb: KnowledgeBase, plan: CarePlan, blocked: frozenset[Direction]
) -> Direction | None:
    """Return the direction that eases; once that one is left out, the other one."""
    direction, _ = leaning(kb, plan)
    if direction in blocked:
        return next((d for d in _BENDS if d not in blocked), None)
    return direction


def shaped_by(kb: KnowledgeBase, plan: CarePlan) -> tuple[ProgressionRule, ...]:
    """Return the rules that a whole programme keeps to because of who it is for."""
    facts, pain = know(kb, plan.assessment.answers).facts, pain_now(kb, plan)
    conditions = {t.condition for t in plan.targets}
    age = plan.assessment.answers.person.age_years
    is_new = plan.phase is PainPhase.ACUTE
    old = kb.progression["older_adult"].numbers["age_least"]
    thin = ("osteoporosis_severe", "vertebral_fracture_known")
    by_rule = {
        "spondy_rule": bool(conditions & {"spondylolisthesis", "spondylolysis"}),
        "disc_flex_rule": bool(conditions & {"lumbar_disc_herniation", "lumbar_radiculopathy"}),
        "osteoporosis_rule": any(plan.said[code] is Said.YES for code in thin),
        "older_adult": age is not None and age >= old,
        "pregnancy_rule": plan.said["pregnancy_any"] is Said.YES,
        "fear_high": facts.get("fear_avoidance") is True,
        "early_start_mild": is_new
        and pain is not None
        and pain <= kb.progression["early_start_mild"].numbers["pain_most"],
    }
    return tuple(kb.progression[id] for id, holds in by_rule.items() if holds)


def harder_than(
    kb: KnowledgeBase,
    plan: CarePlan,
    stage: Stage,
    piece: Piece,
    blocked: frozenset[Direction],
    taken: frozenset[str],
) -> Piece | None:
    """Return the harder exercise that comes after one that was done in full, or None."""
    may = {e.id for e in candidates(kb, plan, stage, Ease.USUAL, blocked)} - taken
    for id in kb.exercises[piece.exercise].harder:
        if id in may and piece.slot in kb.exercises[id].purposes:
            why = [
                "progress_order",
                *(["load_start"] if "heavy_load" in kb.exercises[id].tags else []),
            ]
            return Piece(id, piece.slot, 0, piece.raises, tuple(kb.progression[w] for w in why))
    return None


def warm_up(kb: KnowledgeBase, plan: CarePlan) -> Exercise | None:
    """Return what a session begins with; None where a few steps of the walk must do."""
    for id in WARM_UPS:
        e = kb.exercises[id]
        if suits(kb, e, plan, frozenset()) and fit_of(kb, e, plan).fit is Fit.FITS:
            return e
    return None


def _walk(
    kb: KnowledgeBase,
    plan: CarePlan,
    stage: Stage,
    kept: tuple[Piece, ...],
    fits: frozenset[Fit],
) -> Iterator[Piece]:
    """Yield the walk, begun at the minutes of the stage."""
    has = any(p.exercise == WALK for p in kept)
    if not has and fit_of(kb, kb.exercises[WALK], plan).fit in fits:
        begins = kb.progression[stage].numbers["walk_minutes"]
        step = sum((a.minutes or 0) <= begins for a in amounts(kb, WALK)) - 1
        why = [kb.progression["walking"]]
        if any(t.condition == "lumbar_spinal_stenosis" for t in plan.targets):
            why.append(kb.progression["stenosis_walk"])
        yield Piece(WALK, Purpose.AEROBIC, max(step, 0), 0, tuple(why))


def _conditions(plan: CarePlan) -> frozenset[str]:
    region = plan.assessment.answers.person.region
    named = {t.condition for t in plan.targets} - {"unexplained"}
    return frozenset(named or {_UNNAMED.get(region, "nonspecific_low_back_pain")})
