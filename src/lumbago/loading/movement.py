"""Entries → exercises with their figures and measures, and what stands round them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lumbago.knowledge import (
    Area,
    Direction,
    Dose,
    DoseOrigin,
    Equipment,
    Exercise,
    Footing,
    FormCue,
    Measure,
    MeasureKind,
    Movement,
    NotNow,
    Phase,
    Pose,
    Position,
    Prop,
    Purpose,
    Rung,
    SourceRow,
    StopSign,
    Urgency,
)
from lumbago.loading.entry import Entry

VIEWS: Mapping[str, tuple[float, float]] = {
    "side": (0.0, 0.0),
    "front": (90.0, 0.0),
    "back": (-90.0, 0.0),
    "top": (0.0, 90.0),
}
"""Where the eye stands, by name: degrees round and up from a look at the right side."""

FLOOR = (-150.0, 160.0)
"""The ground that is shown where a figure names no other."""

ANCHORS = ("pelvis", "chest", "knee_r", "knee_l")
PINS = ("foot_r", "foot_l", "hand_r", "hand_l")

JOINTS = ("hip", "hip_abd", "hip_rot", "knee", "ankle", "shoulder", "shoulder_abd", "shoulder_rot",
          "elbow", "wrist", "scap_up", "scap_fwd")  # fmt: skip
"""Numbers of a pose that may differ between the sides."""

WHOLE = ("x", "y", "z", "pitch", "roll", "twist", "lumbar", "thoracic", "neck", "trunk_rot",
         "trunk_lat", "neck_rot", "neck_lat", "neck_retract", "breath")  # fmt: skip
"""Numbers of a pose that the body has once."""

KEYS = frozenset([*WHOLE, *JOINTS, *(f"{j}_{side}" for j in JOINTS for side in "rl")])
"""Every number that a pose may hold."""


def read_exercise(id: str, e: Entry, figure: Entry) -> Exercise:
    """Read one exercise: its head and words, and its figure from the file beside it."""
    exercise = Exercise(
        id=id,
        name=e.text("name"),
        also_called=e.texts("also_called"),
        area=e.choice("area", Area),
        purposes=tuple(e.choices("purposes", Purpose)),
        direction=e.choice("direction", Direction),
        footing=e.choice("footing", Footing),
        position=e.choice("position", Position),
        level=int(e.number("level")),
        phases=tuple(e.choices("phases", Phase)),
        equipment=e.texts("equipment"),
        tags=e.texts("tags"),
        muscles=e.texts("muscles"),
        good_for=e.texts("good_for"),
        not_for=e.texts("not_for"),
        easier=e.texts("easier"),
        harder=e.texts("harder"),
        about=e.text("about"),
        start=e.text("Start"),
        steps=_numbered(e),
        dose=_dose(Entry(f"{e.place} dose", e.table("dose"), e.problems)),
        ladder=tuple(_rung(rung) for rung in e.tables("ladder")),
        source_rows=e.texts("source_rows"),
        stop_signs=e.texts("stop_signs"),
        measure=_measure(Entry(f"{figure.place} measure", figure.table("measure"), e.problems)),
        movement=read_movement(figure),
        sources=e.texts("sources"),
        citation=e.citation(),
    )
    e.done()
    figure.done()
    return exercise


def read_stop_sign(id: str, e: Entry) -> StopSign:
    """Read what to stop at."""
    sign = StopSign(id=id, text=e.text("text"), urgency=e.choice("urgency", Urgency, by_name=True))
    e.done()
    return sign


def read_equipment(id: str, e: Entry) -> Equipment:
    """Read a thing that an exercise may need."""
    thing = Equipment(id=id, name=e.text("name"), swap=e.text("swap"), everyday=e.flag("everyday"))
    e.done()
    return thing


def read_not_now(id: str, e: Entry) -> NotNow:
    """Read a movement to leave for later."""
    entry = NotNow(
        id=id,
        title=e.text("title"),
        also_called=e.texts("also_called"),
        why=e.text("why"),
        until=e.text("until"),
        instead=e.texts("instead"),
        citation=e.citation(),
    )
    e.done()
    return entry


def read_source_row(e: Entry) -> SourceRow:
    """Read what a founding text says of an exercise."""
    row = SourceRow(
        id=e.text("id"),
        name=e.text("name"),
        status=e.text("status"),
        exercises=tuple(e.text("exercises").split()),
        hold=e.text("hold"),
        reps=e.text("reps"),
        progression=e.text("progression"),
        documents=tuple(e.text("documents").split()),
        claims=tuple(e.text("claims").split()),
    )
    e.done()
    return row


def weakened(old: Exercise, new: Exercise) -> Iterator[str]:
    """Say what an exercise of a pack leaves out of the care that the core takes."""
    for sign in sorted(set(old.stop_signs) - set(new.stop_signs)):
        yield f"it drops the stop sign {sign!r}."
    for id in sorted(set(old.not_for) - set(new.not_for)):
        yield f"it drops {id!r} from those it is not for."
    guarded = {Footing.NOT_NOW: 2, Footing.WITH_A_CLINICIAN: 1}
    if guarded.get(new.footing, 0) < guarded.get(old.footing, 0):
        yield f"it changes the footing from {old.footing.value} to {new.footing.value}."


def _numbered(e: Entry) -> tuple[str, ...]:
    """Read the steps: lines that begin with their number."""
    steps = []
    for place, line in enumerate(e.text("Steps").splitlines(), start=1):
        found = re.fullmatch(r"(\d+)\. (.+)", line.strip())
        if found is None or int(found[1]) != place:
            e.fault(f"step {place} is {line!r}.", f"Begin the line with '{place}. '.")
        else:
            steps.append(found[2])
    return tuple(steps)


def _dose(e: Entry) -> Dose:
    dose = Dose(
        sets=int(e.number("sets")),
        reps=e.whole_or_none("reps"),
        hold_s=e.number_or_none("hold_s"),
        rest_s=e.number_or_none("rest_s"),
        tempo=_three(e, "tempo"),
        minutes=e.pair("minutes") if "minutes" in e.fields else None,
        times_a_day=int(e.number("times_a_day")),
        days_a_week=int(e.number("days_a_week")),
        per_side=e.flag("per_side"),
        origin=e.choice("origin", DoseOrigin),
    )
    e.done()
    return dose


def _rung(e: Entry) -> Rung:
    rung = Rung(
        text=e.text("text"),
        sets=e.whole_or_none("sets"),
        reps=e.whole_or_none("reps"),
        hold_s=e.number_or_none("hold_s"),
        minutes=e.number_or_none("minutes"),
        times_a_day=e.whole_or_none("times_a_day"),
        days_a_week=e.whole_or_none("days_a_week"),
    )
    e.done()
    return rung


def _three(e: Entry, name: str) -> tuple[float, float, float] | None:
    values = e.raw(name, [])
    if not values:
        return None
    if len(values) != 3:
        e.fault(f"{name!r} must be three numbers.", "Write going, holding and coming back.")
        return None
    return float(values[0]), float(values[1]), float(values[2])


def read_movement(e: Entry) -> Movement:
    """Read a movement to be drawn: its poses, and what stands round it."""
    view = e.raw("view", "side")
    if isinstance(view, str) and view not in VIEWS:
        e.fault(f"view is {view!r}.", f"Use one of: {', '.join(VIEWS)}; or two angles.")
    poses = tuple(_pose(pose) for pose in e.tables("poses"))
    return Movement(
        view=VIEWS.get(view, VIEWS["side"]) if isinstance(view, str) else e.pair("view"),
        anchor=_one_of(e, "anchor", e.text("anchor", "pelvis"), ANCHORS),
        pins=tuple(_one_of(e, "pin", pin, PINS) for pin in e.texts("pin")),
        props=tuple(_prop(prop) for prop in e.tables("props")),
        floor=e.pair("floor") if "floor" in e.fields else FLOOR,
        alternates=e.text("sides", "") == "alternate",
        travels=e.flag("travel", False),
        arrows=e.texts("arrows"),
        poses=poses,
        shows_left=e.flag("shows_left", False),
        goes_on_breath_in=e.flag("goes_on_breath_in", False),
    )


def _one_of(e: Entry, name: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        e.fault(f"{name} is {value!r}.", f"Use one of: {', '.join(known)}.")
        return known[0]
    return value


def _pose(e: Entry) -> Pose:
    angles: dict[str, float] = {}
    for part in ("place", "back", "legs", "arms"):
        table = Entry(f"{e.place} {part}", e.table(part), e.problems)
        angles |= {key: table.number(key) for key in table.fields}
    for key in sorted(set(angles) - KEYS):
        e.fault(f"there is no joint {key!r}.", "Remove it, or mend its spelling.")
    pose = Pose(time_s=e.number("time_s"), base=e.choice("base", Position), angles=angles)
    e.done()
    return pose


def _prop(e: Entry) -> Prop:
    prop = Prop(
        kind=e.text("kind"),
        x=e.number("x", 0.0),
        y=e.number("y", 0.0),
        w=e.number("w", 0.0),
        h=e.number("h", 0.0),
        z0=e.number("z0", -40.0),
        z1=e.number("z1", 40.0),
        back=int(e.number("back", 0.0)),
        bh=e.number("bh", 70.0),
        start=_end(e.raw("from", e.raw("at", ""))),
        end=_end(e.raw("to", "")),
        when=tuple(int(n) for n in e.raw("when", [])),
    )
    e.done()
    return prop


def _end(value: Any) -> str | tuple[float, float, float]:
    """Read an end of a line: a point of the body, or a place."""
    if isinstance(value, list):
        return float(value[0]), float(value[1]), float(value[2])
    return str(value)


def _measure(e: Entry) -> Measure:
    reach, back = e.table("reach"), e.table("back")
    measure = Measure(
        kind=e.choice("kind", MeasureKind),
        joint=e.text("joint", ""),
        reach=float(reach["deg"]) if reach else None,
        back=float(back["deg"]) if back else None,
        at_least=reach.get("op") == ">=",
        keep=e.pair("keep_deg") if "keep_deg" in e.fields else None,
        min_hold_s=e.number("min_hold_s", 0.0),
        min_rep_s=e.number("min_rep_s", 0.0),
        count_s=e.number_or_none("count_s"),
        per=e.text("per", ""),
        grace_s=e.number("grace_s", 0.0),
        form=tuple(_cue(cue) for cue in e.tables("form")),
        view=e.text("view", "side"),
        camera=e.flag("camera_ok"),
        tried=e.flag("tried", False),
        note=e.text("note", ""),
    )
    e.done(("ref",))
    return measure


def _cue(e: Entry) -> FormCue:
    cue = FormCue(joint=e.text("joint"), keep=e.pair("keep_deg"), cue=e.text("cue"))
    e.done()
    return cue
