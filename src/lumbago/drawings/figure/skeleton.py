"""A pose → where every joint is: forward kinematics of a person 300 tall.

Lengths and the order of the turns are those of `docs/explanation/exercise-figures.md`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lumbago.drawings.figure.space import Frame, Vector, add, minus
from lumbago.knowledge import Pose

SIDES: tuple[tuple[str, int], ...] = (("r", 1), ("l", -1))

LOW_BACK, UPPER_LUMBAR, CHEST, NECK, HEAD = 16.0, 30.0, 44.0, 22.0, 14.0
UPPER_ARM, FOREARM, HAND = 50.0, 42.0, 15.0
THIGH, SHANK = 74.0, 74.0
HEEL_BACK, TOE_FRONT, SOLE = 8.0, 26.0, 6.0
HIP_HALF, SHOULDER_HALF, SHOULDER_DROP = 13.0, 26.0, 5.0


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Every joint as a point in space, and which way every part looks.

    Points: `hips low_back upper_lumbar c7 head_base head`, and with `_r` or `_l`
    `hip knee ankle heel toe shoulder elbow wrist tip`. Frames: `pelvis lumbar chest neck head`,
    and with the side `thigh shank foot upper_arm forearm hand`.
    """

    points: Mapping[str, Vector]
    frames: Mapping[str, Frame]
    breath: float = 0.0

    def moved(self, by: Vector) -> "Skeleton":
        """The same body in another place."""
        return replace(self, points={name: add(p, by) for name, p in self.points.items()})


def skeleton(pose: Pose) -> Skeleton:
    """Where the joints of a pose are."""
    p: dict[str, Vector] = {}
    f: dict[str, Frame] = {}
    _trunk(pose, p, f)
    for side, sign in SIDES:
        _leg(pose, side, sign, p, f)
        _arm(pose, side, sign, p, f)
    return Skeleton(p, f, pose.angle("breath"))


def _trunk(pose: Pose, p: dict[str, Vector], f: dict[str, Frame]) -> None:
    a = pose.angle
    p["hips"] = (a("x"), a("y"), a("z"))
    pelvis = Frame().about_r(-a("pitch")).about_f(a("roll")).about_u(-a("twist"))
    lumbar = pelvis.about_r(-a("lumbar")).about_f(a("trunk_lat") / 2)
    lumbar = lumbar.about_u(-a("trunk_rot") / 4)
    chest = lumbar.about_r(-a("thoracic")).about_f(a("trunk_lat") / 2)
    chest = chest.about_u(-3 * a("trunk_rot") / 4)
    neck = chest.about_r(-a("neck")).about_f(a("neck_lat"))
    head = neck.about_u(-a("neck_rot"))
    p["low_back"] = pelvis.at(p["hips"], u=LOW_BACK)
    p["upper_lumbar"] = lumbar.at(p["low_back"], u=UPPER_LUMBAR)
    p["c7"] = chest.at(p["upper_lumbar"], u=CHEST)
    p["head_base"] = chest.at(neck.at(p["c7"], u=NECK), f=-a("neck_retract"))
    p["head"] = head.at(p["head_base"], u=HEAD)
    f |= {"pelvis": pelvis, "lumbar": lumbar, "chest": chest, "neck": neck, "head": head}


def _leg(pose: Pose, side: str, sign: int, p: dict[str, Vector], f: dict[str, Frame]) -> None:
    def a(key: str) -> float:
        return pose.angle(key, side)

    hip = f["pelvis"].at(p["hips"], r=HIP_HALF * sign)
    thigh = f["pelvis"].about_r(a("hip")).about_f(-sign * a("hip_abd"))
    thigh = thigh.about_u(sign * a("hip_rot"))
    shank = thigh.about_r(-a("knee"))
    knee = thigh.at(hip, u=-THIGH)
    ankle = shank.at(knee, u=-SHANK)
    foot = shank.about_r(a("ankle"))
    p |= {f"hip_{side}": hip, f"knee_{side}": knee, f"ankle_{side}": ankle}
    p |= foot_points(side, ankle, foot)
    f |= {f"thigh_{side}": thigh, f"shank_{side}": shank, f"foot_{side}": foot}


def foot_points(side: str, ankle: Vector, foot: Frame) -> dict[str, Vector]:
    """Where heel and toe of a foot are."""
    return {
        f"heel_{side}": foot.at(ankle, f=-HEEL_BACK, u=-SOLE),
        f"toe_{side}": foot.at(ankle, f=TOE_FRONT, u=-SOLE),
    }


def _arm(pose: Pose, side: str, sign: int, p: dict[str, Vector], f: dict[str, Frame]) -> None:
    def a(key: str) -> float:
        return pose.angle(key, side)

    chest = f["chest"]
    shoulder = chest.at(
        p["c7"], f=a("scap_fwd"), u=a("scap_up") - SHOULDER_DROP, r=SHOULDER_HALF * sign
    )
    upper = chest.about_r(a("shoulder")).about_f(-sign * a("shoulder_abd"))
    upper = upper.about_u(sign * a("shoulder_rot"))
    forearm = upper.about_r(a("elbow"))
    elbow = upper.at(shoulder, u=-UPPER_ARM)
    wrist = forearm.at(elbow, u=-FOREARM)
    hand = forearm.about_r(a("wrist"))
    p |= {f"shoulder_{side}": shoulder, f"elbow_{side}": elbow, f"wrist_{side}": wrist}
    p[f"tip_{side}"] = hand.at(wrist, u=-HAND)
    f |= {f"upper_arm_{side}": upper, f"forearm_{side}": forearm, f"hand_{side}": hand}


def offset(a: Vector, b: Vector) -> Vector:
    """How far to move a body so that its point `a` comes to `b`."""
    return minus(b, a)
