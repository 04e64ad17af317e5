"""The places of the body: that they fit together and mirror each other."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.drawings import BODY_BOX, MARKS, REGIONS, DrawingError, Region, Side, View, body_map
from lumbago.drawings.canvas import Curve, Point
from lumbago.drawings.regions import BACK_MIDDLE, FRONT_MIDDLE

BY_ID = {region.id: region for region in REGIONS}
WANTED = [
    "neck",
    "upper_back",
    "mid_back",
    "low_back",
    "tailbone",
    "chest",
    "abdomen_upper",
    "abdomen_lower",
    "pelvis",
    "head",
    "jaw",
    "throat",
]
WANTED_PAIRS = [
    "buttock",
    "groin",
    "flank",
    "outer_hip",
    "thigh_front",
    "thigh_back",
    "knee",
    "calf",
    "shin",
    "foot",
    "shoulder",
    "shoulder_blade",
    "upper_arm",
    "forearm",
    "hand",
]

marks_given = st.dictionaries(st.sampled_from(sorted(BY_ID)), st.sampled_from(MARKS))


def polygon(loop: Curve) -> tuple[Point, ...]:
    return loop.samples(6)


def area(points: tuple[Point, ...]) -> float:
    pairs = zip(points, (*points[1:], points[0]), strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def is_inside(point: Point, points: tuple[Point, ...]) -> bool:
    """Whether a point lies in a polygon (even-odd rule)."""
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in zip(points, (*points[1:], points[0]), strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def test_every_place_that_was_asked_for_is_there_on_both_sides():
    pairs = {f"{name}_{side}" for name in WANTED_PAIRS for side in ("left", "right")}
    assert set(BY_ID) == {*WANTED, *pairs}
    assert len(BY_ID) == len(REGIONS)


@pytest.mark.parametrize("region", REGIONS, ids=BY_ID)
def test_a_place_lies_on_the_paper(region: Region):
    for loop in region.loops:
        assert all(BODY_BOX.holds(point) for point in loop.samples())


@pytest.mark.parametrize("region", REGIONS, ids=BY_ID)
def test_a_place_is_closed_and_large_enough_to_see(region: Region):
    assert region.path.count("M") == region.path.count("z") == len(region.loops)
    assert len(region.loops) == (2 if region.view is View.BOTH else 1)
    for loop in region.loops:
        assert loop.start == pytest.approx(loop.end)
        assert area(polygon(loop)) > 150


@pytest.mark.parametrize("region", REGIONS, ids=BY_ID)
def test_a_place_mirrors_its_partner(region: Region):
    partner = {
        Side.LEFT: region.id.replace("_left", "_right"),
        Side.RIGHT: region.id.replace("_right", "_left"),
        Side.MIDDLE: region.id,
    }[region.side]
    for mine, other in zip(region.loops, BY_ID[partner].loops, strict=True):
        middle = FRONT_MIDDLE if mine.start[0] < 160 else BACK_MIDDLE
        mirrored = {(round(2 * middle - x, 4), round(y, 4)) for x, y in mine.samples()}
        theirs = {(round(x, 4), round(y, 4)) for x, y in other.samples()}
        if region.side is Side.MIDDLE:
            # Its two halves run in opposite directions, so compare knots only.
            knots = {(round(x, 4), round(y, 4)) for x, y in mine.points[::3]}
            assert {(round(2 * middle - x, 4), y) for x, y in knots} == knots
        else:
            assert mirrored == theirs


def test_the_left_hand_is_on_our_right_from_the_front_and_on_our_left_from_the_back():
    front, back = BY_ID["hand_left"].loops
    assert min(x for x, _ in front.samples()) > FRONT_MIDDLE
    assert max(x for x, _ in back.samples()) < BACK_MIDDLE


def test_no_two_places_overlap_by_more_than_a_hair():
    loops = [(region.id, polygon(loop)) for region in REGIONS for loop in region.loops]
    grid = [(x + 0.31, y + 0.37) for x in range(0, 320, 2) for y in range(0, 424, 2)]
    covers = {i: {p for p in grid if is_inside(p, points)} for i, (_, points) in enumerate(loops)}
    for i, j in combinations(covers, 2):
        shared = covers[i] & covers[j]
        assert len(shared) <= 1, (loops[i][0], loops[j][0], shared)


def test_together_the_places_leave_no_hole_in_the_back():
    loops = [polygon(loop) for region in REGIONS for loop in region.loops]
    for x in range(-28, 29, 4):
        for y in range(90, 224, 4):
            point = (BACK_MIDDLE + x + 0.3, y + 0.3)
            assert any(is_inside(point, points) for points in loops), point


@given(marks_given)
def test_each_mark_is_a_class_and_a_fill_of_its_place(marks):
    root = ElementTree.fromstring(body_map(marks, prefix="m"))  # noqa: S314 - our own text
    paths = [path for path in root.iter() if path.get("data-region")]
    assert [path.get("data-region") for path in paths] == list(BY_ID)
    for path in paths:
        mark = marks.get(path.get("data-region", ""))
        assert path.get("class") == (f"region {mark}" if mark else "region")
        assert (path.get("fill") == f"url(#m-{mark})") == bool(mark)


@given(marks_given)
def test_the_order_of_marks_does_not_matter(marks):
    assert body_map(marks) == body_map(dict(reversed(marks.items())))


def test_the_three_fills_are_there_before_any_mark_so_that_a_script_can_use_them():
    drawing = body_map(prefix="m")
    assert all(f'id="m-{mark}"' in drawing for mark in MARKS)
    assert len({re.search(rf'id="m-{m}".*?</pattern>', drawing)[0] for m in MARKS}) == 3  # type: ignore[index]


def test_an_unknown_place_or_mark_is_refused():
    with pytest.raises(DrawingError):
        body_map({"tail": "main"})
    with pytest.raises(DrawingError):
        body_map({"low_back": "sore"})  # type: ignore[dict-item]
