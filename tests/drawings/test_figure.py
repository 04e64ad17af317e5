"""All figures of the exercises: nothing sinks, standing feet stay, and what is counted counts."""

import re
from functools import lru_cache
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from lumbago.drawings.figure import (
    FIGURE_WORDS,
    QUANTITIES,
    angle,
    at,
    bodies,
    exercise_figure,
    exercise_picture,
    exercise_stills,
    mirrored,
    turning_points,
)
from lumbago.drawings.figure.camera import camera
from lumbago.drawings.figure.flesh import flesh, look
from lumbago.drawings.figure.mirror import swapped
from lumbago.drawings.figure.motion import bend
from lumbago.drawings.figure.skeleton import FOREARM, SHANK, THIGH, UPPER_ARM, skeleton
from lumbago.drawings.figure.space import Vector, length, minus
from lumbago.exercise_checks import HEAD_LOW
from lumbago.knowledge import Exercise, Measure, MeasureKind, Movement, Pose, Position
from lumbago.loading import shipped

KB = shipped()
ALL = list(KB.exercises.values())
each = pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.id)

LOWEST = -6.0
"""Two hundredths of a person: what soft flesh and a soft mat give way."""

MOVES_ON_PURPOSE = {"adductor_butterfly", "heel_slide", "stationary_cycling"}
"""Where a pinned foot slides or pedals because the exercise is that."""

SLIDES_ON_PURPOSE = MOVES_ON_PURPOSE | {"hamstring_stretch_doorway"}
"""Where a foot is drawn over the floor because the exercise is that."""

LIFTED = 4.0
"""So high over where it rests a hand or foot is on its way to another place."""

ON_THE_FLOOR = 12.0
"""A heel or toe that never comes lower hangs, or rests on the other leg."""

FRAMES_A_SECOND = 30


@lru_cache(maxsize=512)
def _bodies(id: str, steps: int = 60):
    movement = KB.exercises[id].movement
    return tuple(bodies(movement, (movement.seconds * i / steps for i in range(steps))))


@lru_cache(maxsize=128)
def _figure(id: str) -> str:
    return exercise_figure(KB.exercises[id].movement, title=KB.exercises[id].name)


@each
def test_no_part_of_the_body_is_under_the_floor(exercise):
    side = camera((0, 0))
    taken = _bodies(exercise.id)[::3]
    seen = look(taken, side)
    for body in taken:
        for part in flesh(body, side, seen):
            lowest = -max(y for _, y in part.outline.points[::3])
            assert lowest >= LOWEST, (part.name, round(lowest, 1))


@each
def test_hands_and_feet_that_are_put_down_stay_where_they_are_until_they_are_lifted(exercise):
    if exercise.id in MOVES_ON_PURPOSE:
        return
    for pin in exercise.movement.pins:
        end = f"{'toe' if pin.startswith('foot') else 'wrist'}_{pin[-1]}"
        spots = [body.points[end] for body in _bodies(exercise.id)]
        down, slid = min(y for _, y, _ in spots) + LIFTED, 0.0
        put: Vector | None = None
        for spot in spots:
            put = None if spot[1] > down else put or spot
            slid = max(slid, length(minus(spot, put)) if put else 0.0)
        assert slid <= 7, (pin, round(slid, 1))


@each
@pytest.mark.parametrize("end", ["heel_r", "heel_l", "toe_r", "toe_l"])
def test_no_foot_is_dragged_over_the_floor(exercise, end):
    if exercise.id in SLIDES_ON_PURPOSE or exercise.movement.travels:
        return
    spots = [body.points[end] for body in _bodies(exercise.id)]
    lowest = min(y for _, y, _ in spots)
    put: Vector | None = None
    for spot in spots if lowest <= ON_THE_FLOOR else ():
        put = None if spot[1] > lowest + LIFTED else put or spot
        assert put is None or length(minus(spot, put)) <= 10  # a third of a foot


@each
def test_one_who_stands_has_a_foot_on_the_ground_at_every_moment(exercise):
    movement = exercise.movement
    # In water and on a bike, feet hang; a person who sits or lies rests on something else.
    carried = {prop.kind for prop in movement.props} & {"water", "bike"}
    if carried or {pose.base for pose in movement.poses} != {Position.STANDING}:
        return
    top = max((p.y + p.h for p in movement.props if p.kind == "step"), default=0.0)
    for body in _bodies(exercise.id):
        soles = [body.points[f"{end}_{side}"][1] - 4 for end in ("heel", "toe") for side in "rl"]
        assert min(soles) <= top + 4


@each
def test_a_figure_arrives_goes_back_and_ends_in_this_order(exercise):
    there, leaves, over = turning_points(exercise.movement)
    assert 0 <= there <= leaves <= over
    ends = {name: body.points[name] for body in _bodies(exercise.id) for name in ("toe_r", "head")}
    moves = any(
        length(minus(body.points[n], ends[n])) > 2 for body in _bodies(exercise.id) for n in ends
    )
    assert there > 0 or not moves
    shown = float(re.search(r'dur="([\d.]+)s"', _figure(exercise.id))[1])  # type: ignore[index]
    assert over == pytest.approx(shown, abs=0.01)


@each
def test_bones_never_change_their_length(exercise):
    for body in _bodies(exercise.id)[::6]:
        for side in "rl":
            p = body.points
            bones = (
                (f"hip_{side}", f"knee_{side}", THIGH),
                (f"knee_{side}", f"ankle_{side}", SHANK),
                (f"shoulder_{side}", f"elbow_{side}", UPPER_ARM),
                (f"elbow_{side}", f"wrist_{side}", FOREARM),
            )
            for a, b, long in bones:
                assert length(minus(p[a], p[b])) == pytest.approx(long, abs=0.05)


@each
def test_the_cycle_has_no_jump(exercise):
    movement = exercise.movement
    steps = max(120, int(movement.seconds * 12))
    names = ("head", "hips", "tip_r", "tip_l", "toe_r", "toe_l")
    before = at(movement, movement.seconds - 1e-6).points
    times = (movement.seconds * i / steps for i in range(steps))
    for i, body in enumerate(bodies(movement, times)):
        now = body.points
        for name in names:
            assert length(minus(now[name], before[name])) < 84, (name, i)
        before = now


def _counts(measure: Measure, angles: list[float]) -> int:
    """Count as `docs/explanation/exercise-figures.md` says: reached for a while, then back."""
    assert measure.reach is not None
    assert measure.back is not None
    dwell = max(0.3, measure.min_hold_s)
    done, since, last, is_reached = 0, None, -1e9, False
    for i, value in enumerate(angles):
        now = i / FRAMES_A_SECOND
        reached = value >= measure.reach if measure.at_least else value <= measure.reach
        back = value <= measure.back if measure.at_least else value >= measure.back
        if not is_reached:
            since = (now if since is None else since) if reached else None
            is_reached = since is not None and now - since >= dwell - 1e-9
        elif back:
            done += now - last >= measure.min_rep_s
            last, since, is_reached = now, None, False
    return done


def _angles(movement: Movement, joint: str, seconds: float) -> list[float]:
    frames = int(seconds * FRAMES_A_SECOND)
    times = (i / FRAMES_A_SECOND for i in range(frames))
    return [angle(body.points, joint) for body in bodies(movement, times)]


COUNTED = [e for e in ALL if e.measure.kind is MeasureKind.REPETITIONS]
HELD = [e for e in ALL if e.measure.kind is MeasureKind.HOLD]


@pytest.mark.parametrize("exercise", COUNTED, ids=lambda e: e.id)
def test_a_camera_counts_one_repetition_a_cycle(exercise: Exercise):
    movement = exercise.movement
    one = _counts(exercise.measure, _angles(movement, exercise.measure.joint, movement.seconds * 2))
    two = _counts(exercise.measure, _angles(movement, exercise.measure.joint, movement.seconds * 3))
    assert two - one == 1


@pytest.mark.parametrize("exercise", HELD, ids=lambda e: e.id)
def test_a_hold_lasts_as_long_as_it_counts_and_is_left_once_a_cycle(exercise: Exercise):
    measure, movement = exercise.measure, exercise.movement
    assert measure.keep is not None
    low, high = measure.keep
    inside = [low <= v <= high for v in _angles(movement, measure.joint, movement.seconds)]
    assert sum(inside) / FRAMES_A_SECOND >= (measure.count_s or 0) - 0.1
    assert not all(inside)


def test_the_foam_roller_keeps_off_the_low_back_and_the_neck():
    movement = KB.exercises["foam_roller_upper_back"].movement
    roller = next(p for p in movement.props if p.kind == "roller")
    middle = roller.x + roller.w / 2
    for body in _bodies("foam_roller_upper_back"):
        assert body.points["c7"][0] + 8 < middle < body.points["upper_lumbar"][0]


def test_the_two_worked_examples_come_out_as_they_were_worked():
    bridge = at(KB.exercises["glute_bridge"].movement, 2.0)
    assert angle(bridge.points, "hip_r") == pytest.approx(3.0, abs=0.2)
    assert angle(bridge.points, "trunk") == pytest.approx(-19.0, abs=0.2)
    assert bridge.points["c7"][0] == pytest.approx(-90.0, abs=0.2)
    dog = at(KB.exercises["bird_dog"].movement, 4.0)
    assert dog.points["ankle_r"][:2] == pytest.approx((-147.5, 71.7), abs=0.2)
    assert dog.points["wrist_l"][:2] == pytest.approx((175.7, 96.5), abs=0.2)
    assert dog.points["wrist_r"][:2] == pytest.approx((86.5, 7.0), abs=0.2)


def test_the_bird_dog_lifts_the_opposite_arm_and_leg():
    movement = KB.exercises["bird_dog"].movement
    start, held = at(movement, 0.0).points, at(movement, 4.0).points

    def risen(name: str) -> float:
        return held[name][1] - start[name][1]

    assert risen("toe_r") > 30
    assert risen("tip_l") > 40
    assert abs(risen("toe_l")) < 1
    assert abs(risen("tip_r")) < 1


def test_one_who_stands_still_is_as_tall_as_a_person():
    body = skeleton(Pose(time_s=0, base=Position.STANDING, angles={"y": 158.0})).points
    assert body["head"][1] + 17 == pytest.approx(301, abs=2)
    assert body["ankle_r"][1] == pytest.approx(10.0)
    for quantity in QUANTITIES:
        expected = 90 if quantity == "trunk" else 0
        assert angle(body, quantity) == pytest.approx(expected, abs=1e-4), quantity


def test_a_leg_that_cannot_reach_comes_as_near_as_it_can():
    knee, ankle = bend((0, 0, 0), (500, 0, 0), (10, 10, 0), THIGH, SHANK)
    assert length(ankle) == pytest.approx(THIGH + SHANK, abs=0.1)
    assert length(knee) == pytest.approx(THIGH, abs=0.1)


@pytest.mark.hazard("HAZ-005")
@each
def test_a_head_that_hangs_below_the_hips_is_tagged_so_that_cautions_follow(exercise):
    def is_low(points) -> bool:
        return points["head"][1] < points["hips"][1] - 45

    if any(is_low(body.points) for body in _bodies(exercise.id)):
        assert HEAD_LOW in exercise.tags


@each
def test_every_figure_is_sound_svg_with_a_name_and_a_description(exercise):
    svg = _figure(exercise.id)
    root = ElementTree.fromstring(svg)  # noqa: S314  # our own drawing
    text = {child.tag.split("}")[1]: child.text for child in root if child.text}
    assert text["title"] == exercise.name
    assert text["desc"].startswith("A person ")
    ids = re.findall(r' id="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    for used in re.findall(r'href="#([^"]+)"', svg):
        assert used in ids
    assert "<script" not in svg
    assert "style=" not in svg


@each
def test_a_moving_figure_changes_without_script_and_its_paths_keep_their_shape(exercise):
    svg = _figure(exercise.id)
    moved = re.findall(r'<animate attributeName="d"[^>]*keyTimes="([^"]+)" values="([^"]+)"', svg)
    assert moved
    for times, values in moved:
        paths = values.split(";")
        assert len(paths) == len(times.split(";"))
        assert len({re.sub(r"[-\d.\s]+", " ", path) for path in paths}) == 1
        assert paths[0] == paths[-1] or exercise.movement.travels


@each
def test_a_drawing_of_a_pose_stays_in_its_picture_and_is_small(exercise):
    svg = exercise_picture(exercise.movement, title=exercise.name)
    left, top, width, height = map(float, re.search(r'viewBox="([^"]+)"', svg)[1].split())  # type: ignore[index]
    assert 1.2 <= width / height <= 2.2
    for x, y in re.findall(r"M(-?\d+) ?(-?\d+)c", svg):
        assert left <= float(x) <= left + width
        assert top <= float(y) <= top + height
    assert len(svg) < 16_000
    assert "<animate" not in svg


@each
def test_the_stills_are_the_key_poses_in_order_and_differ(exercise):
    stills = exercise_stills(exercise.movement, title=exercise.name)
    times = [still.time_s for still in stills]
    assert times == sorted(times)
    assert times[0] == 0
    assert 2 <= len(stills) <= 6
    bare = [re.sub(r'(id|aria-\w+|href)="[^"]*"|<title.*?</desc>', "", s.svg) for s in stills]
    assert all(a != b for a, b in pairwise([*bare, bare[0]]))


@each
def test_the_other_side_of_the_other_side_is_the_first(exercise):
    movement = exercise.movement
    twice = mirrored(mirrored(movement))
    for t in (0.0, movement.seconds * 0.4):
        first, again = at(movement, t).points, at(twice, t).points
        other = at(mirrored(movement), t).points
        for name, spot in first.items():
            assert again[name] == pytest.approx(spot, abs=1e-6)
            opposite = name[:-2] + {"_r": "_l", "_l": "_r"}.get(name[-2:], name[-2:])
            x, y, z = other[opposite]
            assert (x, y, -z) == pytest.approx(spot, abs=1e-6), name


@each
def test_the_other_side_of_one_who_lies_on_a_side_is_the_picture_in_a_mirror(exercise):
    movement = exercise.movement
    if movement.poses[0].base is not Position.ON_THE_SIDE:
        assert mirrored(movement).view == movement.view
        return
    eye, other_eye = camera(movement.view), camera(mirrored(movement).view)
    for t in (0.0, movement.seconds * 0.4):
        first, other = at(movement, t).points, at(mirrored(movement), t).points
        for name, spot in first.items():
            x, y = other_eye.plane(other[swapped(name)])
            assert (-x, y) == pytest.approx(eye.plane(spot), abs=1e-6), name


def test_the_same_movement_gives_the_same_bytes():
    movement = KB.exercises["cat_cow"].movement
    assert exercise_figure(movement, title="a") == exercise_figure(movement, title="a")


def test_the_words_of_a_figure_can_be_given_in_another_language():
    words = {name: f"<{text}>" if "{" not in text else text for name, text in FIGURE_WORDS.items()}
    svg = exercise_figure(KB.exercises["glute_bridge"].movement, title="Brücke", words=words)
    assert "&lt;lies on the back&gt;" in svg


def test_what_moves_is_said_for_those_who_cannot_see_it():
    def said(id: str) -> str:
        svg = exercise_picture(KB.exercises[id].movement, title="x")
        return re.search(r"<desc[^>]*>(.*?)</desc>", svg)[1]  # type: ignore[index]

    assert "lies on the back" in said("glute_bridge")
    assert "the hips rise" in said("glute_bridge")
    assert "hands and knees" in said("bird_dog")
    assert "a leg lifts" in said("bird_dog")
    assert "the head turns" in said("neck_rotation_active")
    assert "the back rounds" in said("cat_cow")
    assert "breath" in said("diaphragmatic_breathing")
