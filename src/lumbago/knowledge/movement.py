"""What can be done: exercises, positions and breathing, with their doses, ladders and figures.

Angles are degrees, times seconds, lengths drawing units (a person is 300 tall). How a pose is
read is written in `docs/explanation/exercise-figures.md`; `drawings.figure` draws it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lumbago.knowledge.danger import Urgency
from lumbago.sources import Citation


class Area(StrEnum):
    """What an exercise is mainly for: a part of the body, or the whole of it."""

    LOW_BACK = "low_back"
    UPPER_BACK = "upper_back"
    NECK = "neck"
    HIP = "hip"
    TRUNK = "trunk"
    WHOLE_BODY = "whole_body"
    CALM = "calm"


class Purpose(StrEnum):
    """What an exercise trains."""

    MOBILITY = "mobility"
    FLEXIBILITY = "flexibility"
    STRENGTH = "strength"
    ENDURANCE = "endurance"
    CONTROL = "control"
    AEROBIC = "aerobic"
    RELAXATION = "relaxation"


class Direction(StrEnum):
    """Which way the back mainly bends."""

    NEUTRAL = "neutral"
    FLEXION = "flexion"
    EXTENSION = "extension"
    ROTATION = "rotation"


class Phase(StrEnum):
    """When in the course of the pain an exercise has its place."""

    FLARE = "flare"
    ACUTE = "acute"
    SUBACUTE = "subacute"
    CHRONIC = "chronic"
    PREVENTION = "prevention"
    RETURN_TO_WORK = "return_to_work"
    SLEEP = "sleep"


class Position(StrEnum):
    """What carries the body."""

    STANDING = "standing"
    SITTING = "sitting"
    KNEELING = "kneeling"
    HALF_KNEELING = "half_kneeling"
    HANDS_AND_KNEES = "quadruped"
    ON_THE_BACK = "supine"
    ON_THE_FRONT = "prone"
    ON_THE_SIDE = "side_lying"


class Footing(StrEnum):
    """Whether a programme may pick it: first choice, one more choice, or not by itself."""

    FIRST_CHOICE = "core"
    ONE_MORE = "option"
    WITH_A_CLINICIAN = "supervised_only"
    NOT_NOW = "not_now"


class DoseOrigin(StrEnum):
    """Where the numbers of a dose come from."""

    SOURCE = "source"
    OURS = "ours"


@dataclass(frozen=True, slots=True, kw_only=True)
class StopSign:
    """What to stop at, and how soon to be seen then; `SELF_CARE` means: stop, and see."""

    id: str
    text: str
    urgency: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """A thing that is needed, and what can take its place. `everyday`: most homes have it."""

    id: str
    name: str
    swap: str
    everyday: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """How much to do: of a movement `sets` and `reps`, of a rest or a walk `minutes`.

    `hold_s`, `rest_s`: seconds of a hold and between sets. `tempo`: seconds of going, holding
    and coming back. `minutes`: least and most at a time. None means that it has no such number.
    """

    sets: int
    reps: int | None
    hold_s: float | None
    rest_s: float | None
    tempo: tuple[float, float, float] | None
    minutes: tuple[float, float] | None
    times_a_day: int
    days_a_week: int
    per_side: bool
    origin: DoseOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One step of a ladder: what to do, in words, and its numbers where they can be counted."""

    text: str
    sets: int | None = None
    reps: int | None = None
    hold_s: float | None = None
    minutes: float | None = None
    times_a_day: int | None = None
    days_a_week: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """What one of the founding texts says of an exercise, its numbers exactly as given.

    `exercises`: those that carry it out. `status`: how far the text describes it. `document`:
    the founding texts. Where a number stands that is not in the text, `hold` or `reps` say so.
    """

    id: str
    name: str
    status: str
    exercises: tuple[str, ...]
    hold: str
    reps: str
    progression: str
    documents: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNow:
    """A movement or habit to leave for later: why, until when, and what to do instead."""

    id: str
    title: str
    also_called: tuple[str, ...]
    why: str
    until: str
    instead: tuple[str, ...]
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Prop:
    """A thing beside the figure: a box of the world, or a line or weight at the body.

    Boxes: `x`, `y` their lower left corner in the side plane, `w` along x, `h` up, `z0` to `z1`
    across. `back`: on which side a chair has its back (-1 behind, 1 in front, 0 none), `bh` high.
    Lines go `start` to `end`, a point of the body or a place; a weight hangs at `start`. `when`:
    numbers of the poses at and towards which it is shown; empty: always.
    """

    kind: str
    x: float = 0.0
    y: float = 0.0
    w: float = 0.0
    h: float = 0.0
    z0: float = -40.0
    z1: float = 40.0
    back: int = 0
    bh: float = 70.0
    start: str | tuple[float, float, float] = ""
    end: str | tuple[float, float, float] = ""
    when: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """One key moment of a movement. `angles` holds every number but the time, by its key.

    The keys: `x y z` of the hip centre, `pitch roll twist` of the pelvis, the joints, each limb
    joint with `_r` or `_l` where the sides differ.
    """

    time_s: float
    base: Position
    angles: Mapping[str, float]

    def angle(self, key: str, side: str = "") -> float:
        """Return one number of the pose: that of the side where it has its own, else of both."""
        return self.angles.get(f"{key}_{side}", self.angles.get(key, 0.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A movement to be drawn: one closed cycle of poses, and what stands round it.

    `view`: where the eye is, degrees round and up from a look at the right side. `anchor`: the
    point that fixes the body between poses. `pins`: hands and feet that stay where they are.
    `floor`: the ground that is shown. `alternates`: the side changes after each repetition.
    `travels`: drawn on the spot, so that the feet slide on purpose. `shows_left`: the left side
    works in the drawing. `goes_on_breath_in`: the way there is for a breath in, the way back for
    one out; with effort the breath goes out.
    """

    view: tuple[float, float]
    anchor: str
    pins: tuple[str, ...]
    props: tuple[Prop, ...]
    floor: tuple[float, float]
    alternates: bool
    travels: bool
    arrows: tuple[str, ...]
    poses: tuple[Pose, ...]
    shows_left: bool = False
    goes_on_breath_in: bool = False

    @property
    def seconds(self) -> float:
        """How long one cycle takes."""
        return self.poses[-1].time_s


class MeasureKind(StrEnum):
    """How an exercise is counted."""

    REPETITIONS = "rep"
    HOLD = "hold"
    TIMER = "timer"
    STEPS = "steps_or_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCue:
    """A soft word of advice, told while an angle is outside its bounds (degrees)."""

    joint: str
    keep: tuple[float, float]
    cue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How a camera or a clock counts an exercise; a coaching aid, never an examination.

    `reach` and `back`: the bound in degrees that is passed on the way out and home; its sign
    says the side: `at_least` tells whether reaching means going above. `keep`: the bounds of a
    hold. `tried`: whether the angle was read from photographs of a real person.
    """

    kind: MeasureKind
    joint: str
    reach: float | None
    back: float | None
    at_least: bool
    keep: tuple[float, float] | None
    min_hold_s: float
    min_rep_s: float
    count_s: float | None
    per: str
    grace_s: float
    form: tuple[FormCue, ...]
    view: str
    camera: bool
    tried: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise, position or way to breathe.

    `good_for` and `not_for` hold ids of management conditions; `not_for` holds ids of
    contraindications too. `easier`, `harder`: exercises. `stop_signs`: what to stop at. `level`:
    1 (gentle) to 5. `source_rows`: what the founding texts say of it.
    """

    id: str
    name: str
    also_called: tuple[str, ...]
    area: Area
    purposes: tuple[Purpose, ...]
    direction: Direction
    footing: Footing
    position: Position
    level: int
    phases: tuple[Phase, ...]
    equipment: tuple[str, ...]
    tags: tuple[str, ...]
    muscles: tuple[str, ...]
    good_for: tuple[str, ...]
    not_for: tuple[str, ...]
    easier: tuple[str, ...]
    harder: tuple[str, ...]
    about: str
    start: str
    steps: tuple[str, ...]
    dose: Dose
    ladder: tuple[Rung, ...]
    source_rows: tuple[str, ...]
    stop_signs: tuple[str, ...]
    movement: Movement
    measure: Measure
    sources: tuple[str, ...]
    citation: Citation

    @property
    def minutes_a_time(self) -> float:
        """About how many minutes one go takes, rests and both sides included."""
        d = self.dose
        if d.minutes is not None:
            return d.minutes[1]
        moving = sum(d.tempo) if d.tempo else (d.hold_s or 0.0) + 4.0
        sides = 2 if d.per_side else 1
        work = d.sets * (d.reps or 1) * moving * sides
        return (work + (d.rest_s or 0.0) * (d.sets - 1)) / 60
