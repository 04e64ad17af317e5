"""What must be true of each exercise → a list of `Problem`s: care, dose, ladder, joints, words."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from lumbago.errors import Problem
from lumbago.knowledge import Area, Dose, Exercise, KnowledgeBase, MeasureKind, Pose, Rung
from lumbago.readability import grade, is_label

HIGHEST_GRADE = 8.0

ALWAYS_STOP = ("bladder", "chest", "weakness", "sharp", "spreading")
"""What every exercise stops at: a back of any region can show each of these."""

NECK_STOP = "neck_artery"

HEAD_LOW = "head_down"
HEAD_LOW_CAUTIONS = ("uncontrolled_bp", "glaucoma_or_retinal", "vertigo_dizziness_active")
"""Who should not hang the head down: pressure rises in the eye and the head."""

LIMITS: Mapping[str, tuple[float, float]] = {
    "ankle": (-82, 35),
    "knee": (0, 155),
    "hip": (-35, 145),
    "hip_abd": (-40, 70),
    "hip_rot": (-115, 60),
    "lumbar": (-45, 45),
    "thoracic": (-30, 35),
    "neck": (-30, 45),
    "trunk_rot": (-60, 60),
    "trunk_lat": (-50, 50),
    "neck_rot": (-75, 75),
    "neck_lat": (-45, 45),
    "shoulder": (-90, 195),
    "shoulder_abd": (-60, 180),
    "shoulder_rot": (-150, 150),
    "elbow": (0, 152),
    "wrist": (-90, 100),
    "neck_retract": (-10, 12),
    "scap_up": (-6, 15),
    "scap_fwd": (-12, 12),
    "breath": (0, 1),
}
"""Least and most of each joint in a drawing. Degrees, but lengths for the last four. Wider than a
person's where three turns stand for one direction of an arm or thigh."""

BOUNDS: Mapping[str, tuple[float, float]] = {
    "sets": (1, 5),
    "reps": (1, 30),
    "hold_s": (1, 120),
    "rest_s": (0, 180),
    "minutes": (0.25, 60),
    "times_a_day": (1, 12),
    "days_a_week": (1, 7),
}
"""Between what the numbers of a dose must lie; beyond it a unit was most likely mistaken."""

FEWEST_RUNGS, MOST_RUNGS = 4, 7
FEWEST_POSES, MOST_POSES = 3, 10


def exercise_problems(kb: KnowledgeBase) -> Iterator[Problem]:
    """Yield everything that is wrong with the exercises and what stands round them."""
    for e in kb.exercises.values():
        place = f"exercises/{e.id}.md"
        for what, remedy in (*_care(e), *_doses(e), *_ladder(kb, e), *_sense(e)):
            yield Problem(place, what, remedy)
        for what, remedy in (*_poses(e), *_measure(e)):
            yield Problem(f"exercises/{e.id}.toml", what, remedy)
    for place, text in exercise_texts(kb):
        if not is_label(text) and grade(text) > HIGHEST_GRADE:
            yield Problem(
                place,
                f"the text is hard to read (grade {grade(text):.1f}): {text!r}.",
                "Use shorter words and sentences.",
            )


def exercise_texts(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Yield every text about exercises that a person reads, with its place."""
    for e in kb.exercises.values():
        for text in (e.about, e.start, *e.steps, *(rung.text for rung in e.ladder)):
            yield f"exercises/{e.id}.md", text
    for sign in kb.stop_signs.values():
        yield f"stop_signs.toml {sign.id}", sign.text
    for thing in kb.equipment.values():
        yield f"equipment.toml {thing.id}", thing.swap
    for rule in kb.progression.values():
        yield f"progression.toml {rule.id}", rule.tells
    for entry in kb.not_now.values():
        for text in (entry.why, entry.until):
            yield f"not_now.toml {entry.id}", text


Fault = tuple[str, str]


def _care(e: Exercise) -> Iterator[Fault]:
    for sign in ALWAYS_STOP:
        if sign not in e.stop_signs:
            yield f"it does not stop at {sign!r}.", "Add the stop sign."
    if e.area is Area.NECK and "neck_load" in e.tags and NECK_STOP not in e.stop_signs:
        yield f"it loads the neck and does not stop at {NECK_STOP!r}.", "Add the stop sign."
    if HEAD_LOW in e.tags:
        for id in HEAD_LOW_CAUTIONS:
            if id not in e.not_for:
                yield f"the head hangs low and {id!r} is not under not_for.", "Add it."
    if e.id in {*e.easier, *e.harder}:
        yield "it is easier or harder than itself.", "Name another one."


def _doses(e: Exercise) -> Iterator[Fault]:
    yield from _bounded("dose", e.dose)
    if e.dose.minutes is None and e.dose.reps is None:
        yield "its dose has neither repetitions nor minutes.", "Add one of them."
    if e.dose.minutes is not None and e.dose.minutes[0] > e.dose.minutes[1]:
        yield "its least minutes are more than its most.", "Swap them."
    if e.dose.tempo is not None and not 1 <= sum(e.dose.tempo) <= 40:
        yield "one repetition takes less than 1 or more than 40 seconds.", "Mend the tempo."


def _bounded(name: str, numbers: Dose | Rung) -> Iterator[Fault]:
    for field, (low, high) in BOUNDS.items():
        value = getattr(numbers, field, None)
        for number in value if isinstance(value, tuple) else (value,):
            if number is not None and not low <= number <= high:
                yield f"{field} of its {name} is {number:g}.", f"Write {low:g} to {high:g}."


def _ladder(kb: KnowledgeBase, e: Exercise) -> Iterator[Fault]:
    if not FEWEST_RUNGS <= len(e.ladder) <= MOST_RUNGS:
        yield f"its ladder has {len(e.ladder)} rungs.", f"Write {FEWEST_RUNGS} to {MOST_RUNGS}."
    for rung in e.ladder:
        yield from _bounded("ladder", rung)
        numbers = (rung.sets, rung.reps, rung.hold_s, rung.minutes)
        for number in numbers:
            if number not in {None, 1} and f"{number:g}" not in rung.text:
                yield f"{number:g} does not stand in {rung.text!r}.", "Say the same in both."
    for id in e.harder:
        if id in kb.exercises and kb.exercises[id].level < e.level - 1:
            yield f"{id!r} is said to be harder and is much gentler.", "Mend the level or the id."


def _sense(e: Exercise) -> Iterator[Fault]:
    if not 1 <= e.level <= 5:
        yield f"its level is {e.level}.", "Write 1 to 5."
    for name in ("purposes", "phases", "steps", "sources"):
        if not getattr(e, name):
            yield f"{name} is empty.", "Add at least one."


def _poses(e: Exercise) -> Iterator[Fault]:
    poses = e.movement.poses
    if not FEWEST_POSES <= len(poses) <= MOST_POSES:
        yield f"it has {len(poses)} poses.", f"Write {FEWEST_POSES} to {MOST_POSES}."
        return
    times = [pose.time_s for pose in poses]
    if times[0] != 0 or any(a >= b for a, b in pairwise(times)):
        yield "the times of its poses do not rise from 0.", "Sort them."
    if not e.movement.travels and not _same(poses[0], poses[-1]):
        yield "its cycle does not close: the last pose is not the first.", "Make them alike."
    for pose in poses:
        for key, value in pose.angles.items():
            joint = key.removesuffix("_r").removesuffix("_l")
            if joint in LIMITS and not _within(value, *LIMITS[joint]):
                low, high = LIMITS[joint]
                yield f"{key} is {value:g} at {pose.time_s:g} s.", f"Write {low:g} to {high:g}."


def _same(a: Pose, b: Pose) -> bool:
    keys = {*a.angles, *b.angles}
    gaps = ((a.angles.get(k, 0.0) - b.angles.get(k, 0.0)) % 360 for k in keys)
    return all(min(gap, 360 - gap) < 0.5 for gap in gaps)


def _within(value: float, low: float, high: float) -> bool:
    """Whether an angle is in its range; an arm that circles on is where it was 360 degrees ago."""
    return any(low <= value - turn <= high for turn in (0, 360, 720))


def _measure(e: Exercise) -> Iterator[Fault]:
    m = e.measure
    if m.kind is MeasureKind.REPETITIONS:
        if m.reach is None or m.back is None:
            yield "its measure has no reach or no back.", "Add both."
        elif (m.reach > m.back) is not m.at_least:
            yield "reach and back of its measure are the wrong way round.", "Swap them."
        elif abs(m.reach - m.back) < 12:
            yield "reach and back of its measure lie closer than 12 degrees.", "Part them."
    if m.kind is MeasureKind.HOLD and (m.keep is None or m.keep[0] >= m.keep[1]):
        yield "its hold has no bounds, or they are the wrong way round.", "Write [low, high]."
    if m.kind in {MeasureKind.HOLD, MeasureKind.TIMER} and not m.count_s:
        yield "its hold or timer has no count_s.", "Add the seconds."
