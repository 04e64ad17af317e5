"""Marks on the body → where it mainly hurts, and each place as a finding.

A person marks places of a drawing, or ticks the same places in a list. The place that hurts
most gives the region; every place gives its finding; how far down the pain goes and on which
sides gives the rest. So a place is told once and never asked a second time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lumbago.answers import Answer, Answers, Person, Region
from lumbago.interview import answer_places
from lumbago.knowledge import KnowledgeBase
from lumbago.rules import truth

MIDDLE: tuple[str, ...] = (
    "neck", "upper_back", "mid_back", "low_back", "tailbone",
    "head", "jaw", "throat", "chest", "abdomen_upper", "abdomen_lower", "pelvis",
)  # fmt: skip
"""Places on the middle line of the body."""

PAIRED: tuple[str, ...] = (
    "shoulder_blade", "flank", "buttock", "outer_hip", "groin", "thigh_front", "thigh_back",
    "knee", "shin", "calf", "foot", "shoulder", "upper_arm", "forearm", "hand",
)  # fmt: skip
"""Places that there are twice; a mark on one names its side, as in `calf_left`."""

GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "back": ("neck", "shoulder_blade", "upper_back", "mid_back", "flank", "low_back",
                 "tailbone"),
        "leg": ("buttock", "outer_hip", "groin", "thigh_front", "thigh_back", "knee", "shin",
                "calf", "foot"),
        "arm": ("shoulder", "upper_arm", "forearm", "hand"),
        "front": ("head", "jaw", "throat", "chest", "abdomen_upper", "abdomen_lower", "pelvis"),
    }
)  # fmt: skip
"""Every place once, in the order in which a list of them is read."""

SIDES: tuple[str, str] = ("left", "right")

FINDING_OF: Mapping[str, str] = MappingProxyType(
    {
        "neck": "pain_neck",
        "throat": "pain_neck",
        "head": "headache",
        "upper_back": "pain_mid_back",
        "mid_back": "pain_mid_back",
        "low_back": "pain_low_back",
        "tailbone": "pain_tailbone",
        "chest": "pain_chest",
        "abdomen_upper": "pain_abdomen",
        "abdomen_lower": "pain_pelvis_low_belly",
        "pelvis": "pain_pelvis_low_belly",
        "shoulder_blade": "pain_shoulder_blade",
        "flank": "pain_flank",
        "buttock": "pain_buttock",
        "outer_hip": "pain_lateral_hip",
        "groin": "pain_groin",
        "thigh_front": "pain_thigh_front",
        "thigh_back": "radiates_thigh",
        "shin": "radiates_below_knee",
        "calf": "radiates_below_knee",
        "foot": "radiates_below_knee",
        "upper_arm": "radiates_arm",
        "forearm": "radiates_below_elbow",
        "hand": "radiates_below_elbow",
    }
)
"""What a mark says. A knee, a shoulder and a jaw alone say nothing that we ask for."""

_BACK: Mapping[str, Region] = {
    "neck": Region.NECK,
    "throat": Region.NECK,
    "upper_back": Region.MID_BACK,
    "mid_back": Region.MID_BACK,
    "shoulder_blade": Region.MID_BACK,
    "low_back": Region.LOW_BACK,
    "tailbone": Region.LOW_BACK,
    "flank": Region.LOW_BACK,
}
_FROM_BELOW = (Region.LOW_BACK, Region.MID_BACK, Region.NECK)
_FROM_ABOVE = (Region.NECK, Region.MID_BACK, Region.LOW_BACK)
_LEG = frozenset(GROUPS["leg"])
_ARM = frozenset(GROUPS["arm"])
_THIGH_DOWN = frozenset({"thigh_front", "thigh_back", "knee", "shin", "calf", "foot"})
_BELOW_KNEE = frozenset({"shin", "calf", "foot"})
_ARM_PROPER = frozenset({"upper_arm", "forearm", "hand"})
_CHAINS = (
    ("buttock", "thigh_front", "thigh_back", "knee", "shin", "calf", "foot"),
    ("shoulder", "upper_arm", "forearm", "hand"),
)


def all_places() -> tuple[str, ...]:
    """Return every place that can be marked, with its side: the ids of the body map."""
    return (*MIDDLE, *(f"{name}_{side}" for name in PAIRED for side in SIDES))


def name_of(place: str) -> str:
    """Return a place without its side."""
    stem, _, side = place.rpartition("_")
    return stem if side in SIDES and stem in PAIRED else place


def side_of(place: str) -> str:
    """Return left or right; empty for a place on the middle line."""
    return "" if name_of(place) == place else place.rpartition("_")[2]


@dataclass(frozen=True, slots=True)
class Marks:
    """What was marked: the place that hurts most, and where it hurts or spreads to besides."""

    main: str = ""
    others: frozenset[str] = field(default_factory=frozenset)

    @property
    def places(self) -> frozenset[str]:
        """Every marked place."""
        return self.others | {self.main} if self.main else self.others

    @property
    def names(self) -> frozenset[str]:
        """Every marked place without its side."""
        return frozenset(map(name_of, self.places))

    @property
    def lowest(self) -> tuple[str, ...]:
        """How far the pain goes: the farthest mark along each leg and arm; may be empty."""
        found = []
        for side in SIDES:
            for chain in _CHAINS:
                marked = [f"{n}_{side}" for n in chain if f"{n}_{side}" in self.places]
                found += marked[-1:]
        return tuple(found)

    @property
    def side(self) -> str:
        """Return left or right where every mark on a limb is on one side; else empty."""
        sides = {side_of(place) for place in self.places} - {""}
        return sides.pop() if len(sides) == 1 else ""

    def on_both_sides(self, *names: str) -> bool:
        """Whether there is a mark on either side among these places."""
        return {side_of(p) for p in self.places if name_of(p) in names} == set(SIDES)


def region_of(marks: Marks) -> Region | None:
    """Return where it mainly hurts; None when neither back, neck, arm nor leg is marked.

    A limb leads only where no part of the back or neck hurts as well.
    """
    main = name_of(marks.main)
    if main in _BACK:
        return _BACK[main]
    along = _FROM_BELOW if main in _LEG else _FROM_ABOVE
    marked = {_BACK[name] for name in marks.names if name in _BACK}
    for region in along:
        if region in marked:
            return region
    if main in _LEG or (main not in _ARM and marks.names & _LEG):
        return Region.LEG_ONLY
    return Region.ARM_ONLY if marks.names & _ARM else None


def answer_marks(kb: KnowledgeBase, person: Person, marks: Marks) -> Answers:
    """Take in the marks: a marked place hurts, one without a mark does not.

    Nothing but a place is ever denied by a missing mark: weakness or numbness cannot be seen
    on the map. Pain at the knee leaves open whether it goes past it.
    """
    ticked: dict[str, Answer] = {
        FINDING_OF[name]: True for name in sorted(marks.names) if name in FINDING_OF
    }
    if marks.names & _BELOW_KNEE:
        ticked.pop("radiates_thigh", None)
    answers = answer_places(kb, person, ticked)
    if "knee" in marks.names and not marks.names & _BELOW_KNEE:
        answers = answers.without("radiates_below_knee").without("radiates_thigh")
    return answers.with_answers(_more(kb, answers, marks))


def _more(kb: KnowledgeBase, answers: Answers, marks: Marks) -> dict[str, Answer]:
    """What the marks say beyond single places; only ever a yes."""
    more: dict[str, Answer] = {}
    facts = {id: a for id, a in answers.given.items() if a is not None}
    if stratum := kb.settings.strata.get(answers.person.region):
        facts[stratum] = True

    def fits(finding: str) -> bool:
        return truth(kb.findings[finding].applies_when, facts) is True

    if "head" in marks.names:
        more["headache"] = True
    if marks.names & _ARM_PROPER and fits("radiates_arm"):
        more["radiates_arm"] = True
    left_arm = {p for p in marks.places if name_of(p) in _ARM_PROPER and side_of(p) == "left"}
    if ("jaw" in marks.names or left_arm) and fits("radiates_jaw_left_arm"):
        more["radiates_jaw_left_arm"] = True
    if marks.on_both_sides(*_THIGH_DOWN):
        more["bilateral_leg_symptoms"] = True
    if marks.on_both_sides("shoulder") or marks.on_both_sides("outer_hip"):
        more["pain_both_shoulders_hips"] = True
    return more


def follows_from_marks() -> tuple[str, ...]:
    """Return every finding that marks can answer."""
    more = ("headache", "radiates_arm", "radiates_jaw_left_arm", "bilateral_leg_symptoms",
            "pain_both_shoulders_hips")  # fmt: skip
    return tuple(dict.fromkeys((*FINDING_OF.values(), *more)))
