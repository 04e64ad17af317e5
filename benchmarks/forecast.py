"""Whether the bands of a forecast hold what they say, and what a diary adds to them.

    python benchmarks/forecast.py [people]        (default 2000)

Made-up people write their pain in whole points. In the first worlds they are drawn as the model
thinks; the others break what it assumes. A band of 80 % should hold 77 to 83 of 100 weeks, and
10 should come above it. Pain cannot fall below 0, so a band that ends there holds more; "held"
counts the bands that do not end at 0 or 10, which can be told beforehand.
"""

import sys
import time
from dataclasses import dataclass, replace

import numpy as np

from lumbago.answers import Answers, Person, Region
from lumbago.assessment import assess
from lumbago.forecast.curves import Curve, curve_of
from lumbago.forecast.factors import Pace
from lumbago.forecast.process import CARRIED, LEVEL, NOISE, SLOPE, WANDER, WANDER_WEEKS, bands
from lumbago.loading import shipped
from lumbago.series.regression import Array, Days

WEEKS = (4, 6, 12, 26)
DAYS = np.arange(0, 27 * 7)


AS_THE_GROUP = Pace()


@dataclass(frozen=True)
class World:
    """How made-up people differ from the model.

    Attributes:
        weeks: how long the pain has lasted at the start; it chooses the curve.
        level: spread of people round the curve, times that of the model.
        wander: the same of slow ups and downs.
        noise: the same of single days.
        pace: the range of true paces, where the model thinks of its own range.
        believed: the pace that the model reckons with.
        missing: share of days without an entry.
        flares: flares a month, of three points for about five days.
        is_rounded: whether pain is told in whole points between 0 and 10.
    """

    weeks: float = 2.0
    level: float = 1.0
    wander: float = 1.0
    noise: float = 1.0
    pace: tuple[float, float] = (1.0, 1.0)
    believed: Pace = AS_THE_GROUP
    missing: float = 0.0
    flares: float = 0.0
    is_rounded: bool = True


WORLDS = {
    "as the model thinks, unrounded": World(is_rounded=False),
    "as the model thinks": World(),
    "long-lasting pain": World(weeks=52.0),
    "half of the days missing": World(missing=0.5),
    "three factors, pace as told": World(pace=(0.5, 0.7), believed=Pace(0.55, 0.5, 0.7)),
    "slow people, no factor known": World(pace=(0.3, 0.6)),
    "people differ half as much again": World(level=1.5),
    "people differ half as much": World(level=0.5),
    "days twice as noisy": World(noise=2.0),
    "slow swings twice as large": World(wander=2.0),
    "a flare a month": World(flares=1.0),
}


def people(rng: np.random.Generator, w: World, curve: Curve, many: int) -> Array:
    """Draw the pain of every day, one row for each of these people."""
    t = DAYS / 7
    paces = rng.uniform(*w.pace, many)
    middle = np.stack([curve.middle(t * pace) for pace in paces])
    far = np.log1p(t) / np.log1p(52)
    own = w.level * (rng.normal(size=(many, 1)) * LEVEL + rng.normal(size=(many, 1)) * SLOPE * far)
    group = rng.normal(size=(many, 1)) * curve.doubt(t)
    slow = w.wander * WANDER * carried(rng, float(np.exp(-1 / (7 * WANDER_WEEKS))), many)
    quick = w.noise * NOISE * carried(rng, CARRIED, many)
    starts = rng.random((many, len(t))) < w.flares / 30
    flare = np.stack([np.convolve(row, np.full(5, 3.0))[: len(t)] for row in starts])
    pain = middle + group + own + slow + quick + np.minimum(flare, 3.0)
    return np.clip(np.round(pain), 0, 10) if w.is_rounded else pain


def carried(rng: np.random.Generator, rho: float, many: int) -> Array:
    """Noise of which a part is carried over to the next day, with a spread of 1."""
    made = rng.normal(size=(many, len(DAYS)))
    for day in range(1, len(DAYS)):
        made[:, day] = rho * made[:, day - 1] + np.sqrt(1 - rho**2) * made[:, day]
    return made


def line(name: str, w: World, many: int) -> None:
    """Print how a world comes out with no, 14 and 28 days of diary."""
    rng = np.random.default_rng(2026)
    kb = shipped()
    given = {"duration_weeks": w.weeks, "duration_over_12w": w.weeks >= 12}
    person = Person(region=Region.LOW_BACK, age_years=40)
    curve = curve_of(kb, assess(kb, Answers(person, given)), "pain")
    if curve is None:
        sys.exit("There is no curve of low back pain.")
    pain = people(rng, w, curve, many)
    told = []
    for seen in (0, 14, 28):
        firsts = np.array([7 * x for x in WEEKS if 7 * x > seen + 3], dtype=np.int64) - 3
        held, above, widths = [], [], []
        for row in pain:
            days: Days = np.flatnonzero(rng.random(seen) >= w.missing).astype(np.int64)
            known = np.full(len(firsts), len(days))
            drawn = bands(curve, w.believed, days, row[days], firsts, known)
            for first, band in zip(firsts, drawn, strict=True):
                came = float(row[first : first + 7].mean())
                above.append(came > band.high)
                widths.append(band.high - band.low)
                if band.low > 0 and band.high < 10:
                    held.append(band.holds(came))
        told.append(f"{np.mean(held):.0%} | {np.mean(above):.0%} | {np.mean(widths):.1f}")
    print(f"| {name} | {' | '.join(told)} |", flush=True)


def main() -> None:
    """Run every world."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    begun = time.process_time()
    head = " | ".join(f"{n}: held | above | width" for n in ("no diary", "14 days", "28 days"))
    print(f"| | {head} |")
    print(f"|{' --- |' * 10}")
    for name, world in WORLDS.items():
        line(name, replace(world), many)
    print(f"{time.process_time() - begun:.0f} s")


if __name__ == "__main__":
    main()
