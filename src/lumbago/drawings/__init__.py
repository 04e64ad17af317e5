"""Every picture of lumbago: plain data in, an SVG string out.

Pure functions without clock, chance or disk: the same arguments give the same bytes. Colours
come from the custom properties of `look.css`, so a drawing follows the page into the dark.
Each drawing has a title and a description; `prefix` begins every id, so that several drawings
can share a page; `words` replaces its English texts.
"""

from lumbago.drawings.body_map import BODY_MAP_WORDS, MARKS, Mark, body_map
from lumbago.drawings.canvas import DrawingError
from lumbago.drawings.charts import (
    CAUSE_WORDS,
    COURSE_WORDS,
    NARROWING_WORDS,
    CoursePoint,
    Dot,
    cause_bar,
    course_band,
    narrowing,
)
from lumbago.drawings.figure import (
    FIGURE_WORDS,
    Still,
    exercise_figure,
    exercise_picture,
    exercise_stills,
)
from lumbago.drawings.forest import FOREST_WORDS, Row, forest
from lumbago.drawings.hip import HIP_PARTS, HIP_WORDS, hip_joint
from lumbago.drawings.marks import (
    LOGO_WORDS,
    URGENCY_LEVELS,
    URGENCY_WORDS,
    logo,
    urgency_mark,
)
from lumbago.drawings.mechanisms import MECHANISM_WORDS, MECHANISMS, for_mechanism
from lumbago.drawings.neck import NECK_PARTS, NECK_WORDS, neck_arteries
from lumbago.drawings.nerves import (
    ARM_PARTS,
    ARM_WORDS,
    SCIATIC_PARTS,
    SCIATIC_WORDS,
    arm_nerve_path,
    sciatic_path,
)
from lumbago.drawings.regions import BODY_BOX, REGIONS, Region, Side, View
from lumbago.drawings.segment import (
    CANAL_PARTS,
    CANAL_WORDS,
    DISC_PARTS,
    DISC_WORDS,
    cord_and_canal,
    disc_and_facet,
)
from lumbago.drawings.spine import DISCS, LEVELS, NERVES, SPINE_PARTS, SPINE_WORDS, spine
from lumbago.drawings.things import THING_WORDS, THINGS, thing
from lumbago.drawings.torso import (
    KIDNEY_PARTS,
    KIDNEY_WORDS,
    MUSCLE_WORDS,
    MUSCLES,
    kidney_and_ureter,
    muscle_layers,
)
from lumbago.drawings.trends import (
    FORECAST_WORDS,
    TREND_WORDS,
    Said,
    forecast_band,
    trend_line,
)

__all__ = [
    "ARM_PARTS",
    "ARM_WORDS",
    "BODY_BOX",
    "BODY_MAP_WORDS",
    "CANAL_PARTS",
    "CANAL_WORDS",
    "CAUSE_WORDS",
    "COURSE_WORDS",
    "DISCS",
    "DISC_PARTS",
    "DISC_WORDS",
    "FIGURE_WORDS",
    "FORECAST_WORDS",
    "FOREST_WORDS",
    "HIP_PARTS",
    "HIP_WORDS",
    "KIDNEY_PARTS",
    "KIDNEY_WORDS",
    "LEVELS",
    "LOGO_WORDS",
    "MARKS",
    "MECHANISMS",
    "MECHANISM_WORDS",
    "MUSCLES",
    "MUSCLE_WORDS",
    "NARROWING_WORDS",
    "NECK_PARTS",
    "NECK_WORDS",
    "NERVES",
    "REGIONS",
    "SCIATIC_PARTS",
    "SCIATIC_WORDS",
    "SPINE_PARTS",
    "SPINE_WORDS",
    "THINGS",
    "THING_WORDS",
    "TREND_WORDS",
    "URGENCY_LEVELS",
    "URGENCY_WORDS",
    "CoursePoint",
    "Dot",
    "DrawingError",
    "Mark",
    "Region",
    "Row",
    "Said",
    "Side",
    "Still",
    "View",
    "arm_nerve_path",
    "body_map",
    "cause_bar",
    "cord_and_canal",
    "course_band",
    "disc_and_facet",
    "exercise_figure",
    "exercise_picture",
    "exercise_stills",
    "for_mechanism",
    "forecast_band",
    "forest",
    "hip_joint",
    "kidney_and_ureter",
    "logo",
    "muscle_layers",
    "narrowing",
    "neck_arteries",
    "sciatic_path",
    "spine",
    "thing",
    "trend_line",
    "urgency_mark",
]
