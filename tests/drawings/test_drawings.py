"""What one can rely on in every drawing."""

import csv
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago import drawings
from lumbago.drawings import (
    ARM_PARTS,
    ARM_WORDS,
    BODY_MAP_WORDS,
    CANAL_PARTS,
    CANAL_WORDS,
    CAUSE_WORDS,
    COURSE_WORDS,
    DISC_PARTS,
    DISC_WORDS,
    HIP_PARTS,
    HIP_WORDS,
    KIDNEY_PARTS,
    KIDNEY_WORDS,
    LEVELS,
    LOGO_WORDS,
    MECHANISM_WORDS,
    MECHANISMS,
    MUSCLE_WORDS,
    MUSCLES,
    NARROWING_WORDS,
    NECK_PARTS,
    NECK_WORDS,
    SCIATIC_PARTS,
    SCIATIC_WORDS,
    SPINE_PARTS,
    SPINE_WORDS,
    THING_WORDS,
    THINGS,
    URGENCY_LEVELS,
    URGENCY_WORDS,
    CoursePoint,
    Dot,
    DrawingError,
    arm_nerve_path,
    body_map,
    cause_bar,
    cord_and_canal,
    course_band,
    disc_and_facet,
    for_mechanism,
    hip_joint,
    kidney_and_ureter,
    logo,
    muscle_layers,
    narrowing,
    neck_arteries,
    sciatic_path,
    spine,
    thing,
    urgency_mark,
)
from lumbago.drawings.canvas import Point
from lumbago.drawings.icon_array import ICON_ARRAY_WORDS, icon_array

Draw = Callable[..., str]

COURSE = (CoursePoint(0, 7, 6, 8), CoursePoint(6, 4, 2, 6), CoursePoint(26, 2, 1, 5))

# Every drawing with its English words; each takes `prefix` and `words`.
DRAWINGS: Mapping[str, tuple[Draw, Mapping[str, str]]] = {
    "body_map": (lambda **k: body_map({"low_back": "main", "hand_left": "spread"}, **k),
                 BODY_MAP_WORDS),
    "spine": (lambda **k: spine(labels=True, **k), SPINE_WORDS),
    "spine_small": (lambda **k: spine(LEVELS[19:], **k), SPINE_WORDS),
    "disc_and_facet": (disc_and_facet, DISC_WORDS),
    "cord_and_canal": (cord_and_canal, CANAL_WORDS),
    "cord_and_canal_narrow": (lambda **k: cord_and_canal(level="cervical", narrow=True, **k),
                              CANAL_WORDS),
    "sciatic_path": (sciatic_path, SCIATIC_WORDS),
    "arm_nerve_path": (arm_nerve_path, ARM_WORDS),
    "muscle_layers": (muscle_layers, MUSCLE_WORDS),
    "neck_arteries": (neck_arteries, NECK_WORDS),
    "hip_joint": (hip_joint, HIP_WORDS),
    "kidney_and_ureter": (lambda **k: kidney_and_ureter(["stone"], **k), KIDNEY_WORDS),
    "cause_bar": (lambda **k: cause_bar(0.7, 0.6, 0.8, **k), CAUSE_WORDS),
    "course_band": (lambda **k: course_band(COURSE, [Dot(1, 6)], **k), COURSE_WORDS),
    "narrowing": (lambda **k: narrowing(12, 5, **k), NARROWING_WORDS),
    "icon_array": (lambda **k: icon_array(37, **k), ICON_ARRAY_WORDS),
    "logo": (logo, LOGO_WORDS),
    **{f"thing_{name}": (lambda name=name, **k: thing(name, **k), THING_WORDS) for name in THINGS},
    **{f"urgency_{level}": (lambda level=level, **k: urgency_mark(level, **k), URGENCY_WORDS)
       for level in URGENCY_LEVELS},
    **{f"mechanism_{id}": (lambda id=id, **k: for_mechanism(id, **k), MECHANISM_WORDS)
       for id in MECHANISMS},
}  # fmt: skip

every_drawing = pytest.mark.parametrize(("draw", "words"), DRAWINGS.values(), ids=DRAWINGS)

SVG = "{http://www.w3.org/2000/svg}"


def read(drawing: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawing)  # noqa: S314 - our own text


@every_drawing
def test_a_drawing_is_xml_with_a_role_a_viewbox_and_no_fixed_size(draw, words):
    root = read(draw())
    assert root.tag == SVG + "svg"
    assert root.get("role") == "img"
    assert len(root.get("viewBox", "").split()) == 4
    assert root.get("width") is None
    assert root.get("height") is None


@every_drawing
def test_a_drawing_has_a_title_and_a_description_that_it_refers_to(draw, words):
    root = read(draw(prefix="p1"))
    title, desc = root.find(SVG + "title"), root.find(SVG + "desc")
    assert title is not None
    assert title.text
    assert desc is not None
    assert desc.text
    assert root.get("aria-labelledby") == title.get("id") == "p1-title"
    assert root.get("aria-describedby") == desc.get("id") == "p1-desc"


@every_drawing
def test_every_id_begins_with_the_prefix_and_is_used_once(draw, words):
    drawing = draw(prefix="p1")
    ids = re.findall(r'\bid="([^"]+)"', drawing)
    assert len(ids) == len(set(ids))
    assert all(id.startswith("p1-") for id in ids)
    referred = re.findall(r'(?:href="#|url\(#)([^")]+)', drawing)
    assert set(referred) <= set(ids)


def leaders(root: ElementTree.Element) -> list[tuple[Point, Point]]:
    """The thin lines that lead from a name to a part, each with its two ends."""
    thin = (p for p in root.iter(SVG + "path") if p.get("stroke-width") == ".9")
    found = []
    for path in thin:
        numbers = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", path.get("d", ""))]
        if len(numbers) == 8:  # M x y, then one piece of a curve
            x, y, *_, dx, dy = numbers
            found.append(((x, y), (x + dx, y + dy)))
    return found


def room_of(text: ElementTree.Element) -> tuple[Point, Point]:
    """The corners of the room that a name takes, a little within its letters."""
    x, y, size = (float(text.get(name, "12")) for name in ("x", "y", "font-size"))
    width = len(text.text or "") * size * 0.5
    left = x - {"start": 0, "middle": width / 2, "end": width}[text.get("text-anchor", "start")]
    return (left, y - size * 0.7), (left + width, y)


@every_drawing
def test_no_line_of_a_name_runs_through_another_name(draw, words):
    root = read(draw())
    rooms = {text.text: room_of(text) for text in root.iter(SVG + "text")}
    for (x1, y1), (x2, y2) in leaders(root):
        steps = [(x1 + (x2 - x1) * i / 60, y1 + (y2 - y1) * i / 60) for i in range(61)]
        for name, ((left, top), (right, bottom)) in rooms.items():
            assert not any(left < x < right and top < y < bottom for x, y in steps), name


@every_drawing
def test_the_same_arguments_give_the_same_bytes(draw, words):
    assert draw().encode() == draw().encode()


@every_drawing
def test_colours_come_from_the_look_alone(draw, words):
    for name in ("fill", "stroke", "color"):
        for value in re.findall(rf'\b{name}="([^"]*)"', draw()):
            assert re.fullmatch(r"none|currentColor|url\(#[\w-]+\)|var\(--[\w-]+,#\w+\)", value)


@every_drawing
def test_a_drawing_is_small(draw, words):
    size = len(draw().encode())
    if draw is DRAWINGS["body_map"][0]:
        assert size < 30_000
    elif draw is DRAWINGS["spine"][0]:  # 24 bones, 23 discs, 26 roots
        assert size < 14_000
    else:
        assert size < 12_000


@every_drawing
def test_letters_are_large_enough_to_read_at_320_pixels(draw, words):
    root = read(draw())
    scale = 320 / float(root.get("viewBox", "").split()[2])
    for text in root.iter(SVG + "text"):
        assert float(text.get("font-size", "0")) * scale >= 11


@every_drawing
def test_any_text_can_stand_in_a_drawing_and_none_is_read_as_markup(draw, words):
    nasty = "<b onload='x'>\"&amp; ]]> \x00\x0b\ufffe {p}"
    root = read(draw(words=dict.fromkeys(words, nasty)))
    assert not list(root.iter(SVG + "b"))
    title = root.find(SVG + "title")
    assert title is not None
    assert title.text is not None
    assert title.text.startswith("<b onload='x'>\"&amp; ]]>")


@given(st.text())
def test_every_text_whatever_comes_back_from_the_title(words):
    title = read(logo(words={"title": words})).find(SVG + "title")
    assert title is not None
    written = re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", words)
    assert title.text == (re.sub("\r\n?", "\n", written) or " ")


@every_drawing
def test_a_text_that_a_drawing_never_shows_is_refused(draw, words):
    with pytest.raises(DrawingError):
        draw(words={"no such text": "x"})


@pytest.mark.parametrize("prefix", ["", "1a", "a b", 'a"', "a>", "#a"])
def test_a_prefix_that_cannot_begin_an_id_is_refused(prefix):
    with pytest.raises(DrawingError):
        logo(prefix=prefix)


HIGHLIGHTS: tuple[tuple[Draw, tuple[str, ...]], ...] = (
    (lambda parts: spine(highlight=parts), SPINE_PARTS),
    (disc_and_facet, DISC_PARTS),
    (cord_and_canal, CANAL_PARTS),
    (lambda parts: cord_and_canal(parts, level="thoracic"), CANAL_PARTS),
    (lambda parts: sciatic_path(highlight=parts), SCIATIC_PARTS),
    (lambda parts: arm_nerve_path(highlight=parts), ARM_PARTS),
    (muscle_layers, MUSCLES),
    (neck_arteries, NECK_PARTS),
    (hip_joint, HIP_PARTS),
    (kidney_and_ureter, KIDNEY_PARTS),
)


@pytest.mark.parametrize(("draw", "parts"), HIGHLIGHTS)
def test_every_part_that_can_be_highlighted_changes_the_picture_in_its_own_way(draw, parts):
    pictures = {part: draw((part,)) for part in parts}
    assert len({*pictures.values(), draw(())}) == len(parts) + 1
    for picture in pictures.values():
        read(picture)


@pytest.mark.parametrize(("draw", "parts"), HIGHLIGHTS)
def test_an_unknown_part_is_refused(draw, parts):
    with pytest.raises(DrawingError, match="no such part"):
        draw(("liver",))


@given(st.sets(st.sampled_from(LEVELS), min_size=1), st.sets(st.sampled_from(SPINE_PARTS)))
def test_any_stretch_of_the_spine_can_be_drawn_with_anything_highlighted(levels, lit):
    root = read(spine(sorted(levels), sorted(lit), labels=True))
    left, top, width, height = map(float, root.get("viewBox", "").split())
    assert width > 0
    assert height > 0
    assert left > -100
    assert top > -100


def test_the_order_of_levels_and_of_highlights_does_not_matter():
    assert spine(LEVELS[::-1], ("L5", "L4")) == spine(LEVELS, ("L4", "L5"))


def test_a_spine_without_any_level_is_refused():
    with pytest.raises(DrawingError):
        spine(())


@pytest.mark.parametrize("level", ["L4", "L5", "S1"])
def test_each_level_has_its_own_way_to_the_foot_on_either_side(level):
    left, right = sciatic_path("left", level), sciatic_path("right", level)
    assert left != right
    assert level in left
    assert sciatic_path("left", level, labels=False) != sciatic_path("right", level, labels=False)


@pytest.mark.parametrize("level", ["C5", "C6", "C7", "C8"])
def test_each_level_has_its_own_way_to_the_hand_on_either_side(level):
    assert arm_nerve_path("left", level) != arm_nerve_path("right", level)
    assert level in arm_nerve_path("left", level)


def test_a_narrow_canal_and_a_bulging_disc_look_different_from_roomy_ones():
    assert cord_and_canal() != cord_and_canal(narrow=True)
    assert disc_and_facet() != disc_and_facet(bulge=True)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: sciatic_path("up"),  # type: ignore[arg-type]
        lambda: sciatic_path("left", "L1"),  # type: ignore[arg-type]
        lambda: arm_nerve_path("left", "T1"),  # type: ignore[arg-type]
        lambda: cord_and_canal(level="sacral"),  # type: ignore[arg-type]
        lambda: kidney_and_ureter(side="middle"),  # type: ignore[arg-type]
        lambda: urgency_mark("never"),
        lambda: for_mechanism("bad luck"),
        lambda: for_mechanism("mechanical", region="foot"),  # type: ignore[arg-type]
        lambda: for_mechanism("mechanical", side="up"),  # type: ignore[arg-type]
    ],
)
def test_what_a_drawing_does_not_have_is_refused(wrong):
    with pytest.raises(DrawingError):
        wrong()


def test_every_mechanism_of_the_knowledge_base_has_its_own_picture():
    listed = Path(__file__).parents[2] / "src/lumbago/kb/mechanisms.csv"
    if listed.exists():
        with listed.open(encoding="utf-8") as rows:
            assert {row["id"] for row in csv.DictReader(rows)} <= set(MECHANISMS)
    assert len(MECHANISMS) == 14
    assert len({for_mechanism(id) for id in MECHANISMS}) == 14


def test_mechanical_pain_is_drawn_where_it_is():
    pictures = {
        for_mechanism("mechanical", region="low_back"),
        for_mechanism("mechanical", region="mid_back"),
        for_mechanism("mechanical", region="neck"),
    }
    assert len(pictures) == 3


def test_each_level_of_urgency_has_a_shape_of_its_own():
    shapes = {re.findall(r' d="([^"]+)"', urgency_mark(level))[0] for level in URGENCY_LEVELS}
    assert len(shapes) == len(URGENCY_LEVELS)


def test_all_that_is_exported_exists():
    assert all(hasattr(drawings, name) for name in drawings.__all__)
