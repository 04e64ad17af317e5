"""Whether the bands of a forecast hold what they say, and what a diary adds to them.

    python benchmarks/forecast.py [people] [seed]        (default 1000 a line, 20261129)

Made-up people write their pain in whole points. None is drawn as the model thinks: each line is a
mechanism of its own, and people differ in how strongly it works, in their level, their pace and a
late turn. The mean of all follows the curve of the studies, unless a line says otherwise.

A band of 80 % should hold 77 to 83 of 100 weeks, and 10 should come above it. Pain cannot fall
below 0, so a band that ends there holds more; "held" counts the bands that end at neither 0 nor
10, which can be told beforehand. The lines marked * were written after the sizes of the model had
been chosen, and were never used to choose them.
"""

import sys
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from lumbago.answers import Answers, Person, Region
from lumbago.assessment import assess
from lumbago.forecast.curves import Curve, curve_of
from lumbago.forecast.factors import Pace
from lumbago.forecast.process import bands
from lumbago.loading import shipped
from lumbago.series.noise import Array, Days

WEEKS = (4, 6, 12, 26)
LONG = 27 * 7
DAYS = np.arange(LONG)
SEEN = (0, 14, 28, 56)
AS_THE_GROUP = Pace()
Chance = np.random.Generator


def sizes(rng: Chance, usual: float, differ: float, many: int) -> Array:
    """Draw a size for each person: most near the usual one, a few much larger."""
    return usual * np.exp(differ * rng.normal(size=(many, 1)))


def days_alone(rng: Chance, many: int, usual: float = 0.9) -> Array:
    """Single days, a part of which is carried over: how much differs too."""
    rho = rng.uniform(0, 0.6, many)
    made = rng.normal(size=(many, LONG))
    for day in range(1, LONG):
        made[:, day] = rho * made[:, day - 1] + np.sqrt(1 - rho**2) * made[:, day]
    return sizes(rng, usual, 0.4, many) * made


def steady(rng: Chance, many: int) -> Array:
    """Nothing but single days."""
    return days_alone(rng, many)


def waves(rng: Chance, many: int) -> Array:
    """Regular waves of 10 to 60 days."""
    period, begun = rng.uniform(10, 60, (many, 1)), rng.uniform(0, 2 * np.pi, (many, 1))
    wave = np.sin(2 * np.pi * DAYS / period + begun)
    return sizes(rng, 1.4, 0.5, many) * wave + days_alone(rng, many)


def drift(rng: Chance, many: int) -> Array:
    """Each day a small step up or down, which stays; turned back four points away."""
    walked = np.cumsum(rng.normal(size=(many, LONG)), axis=1) * sizes(rng, 0.22, 0.4, many)
    return 4 - np.abs((walked + 4) % 16 - 8) + days_alone(rng, many)


def spells(rng: Chance, many: int) -> Array:
    """Good and bad spells that begin without warning, 1 to 4 points apart."""
    last, apart = rng.uniform(5, 25, many), rng.uniform(1, 4, (many, 1))
    is_bad = np.zeros((many, LONG))
    is_bad[:, 0] = rng.random(many) < 0.5
    for day in range(1, LONG):
        turns = rng.random(many) < 1 / last
        is_bad[:, day] = np.where(turns, 1 - is_bad[:, day - 1], is_bad[:, day - 1])
    return (is_bad - 0.5) * apart + days_alone(rng, many)


def flares(rng: Chance, many: int) -> Array:
    """Flares of 2 to 5 points that fade within days, from one in three months to two a month."""
    rate, kept = rng.uniform(0.3, 2, (many, 1)) / 30, 0.5 ** (1 / rng.uniform(2, 6, many))
    up = rng.uniform(2, 5, (many, LONG + 60)) * (rng.random((many, LONG + 60)) < rate)
    for day in range(1, LONG + 60):
        up[:, day] = np.maximum(up[:, day - 1] * kept, up[:, day])
    return centred(up[:, 60:]) + days_alone(rng, many)


def wild(rng: Chance, many: int) -> Array:
    """Single days with heavy tails, none of it carried over."""
    return sizes(rng, 0.8, 0.4, many) * np.clip(rng.standard_t(3, (many, LONG)), -8, 8)


def weekdays(rng: Chance, many: int) -> Array:
    """Worse on five days a week."""
    works = (DAYS + rng.integers(0, 7, (many, 1))) % 7 < 5
    return (works - 5 / 7) * rng.uniform(0.5, 2.5, (many, 1)) + days_alone(rng, many)


def relapse(rng: Chance, many: int) -> Array:
    """Six of ten have it back for weeks, 2 to 4 points up."""
    begun, last = rng.integers(20, 150, (many, 1)), rng.uniform(14, 60, (many, 1))
    is_back = (begun <= DAYS) & (begun + last > DAYS) & (rng.random((many, 1)) < 0.6)
    return centred(is_back * rng.uniform(2, 4, (many, 1))) + days_alone(rng, many)


def saw(rng: Chance, many: int) -> Array:
    """Better little by little, then back at once: every 20 to 70 days."""
    period = rng.uniform(20, 70, (many, 1))
    part = ((DAYS + rng.uniform(0, 70, (many, 1))) % period) / period
    return (0.5 - part) * rng.uniform(1, 4, (many, 1)) + days_alone(rng, many)


def clusters(rng: Chance, many: int) -> Array:
    """Bad days come in clusters; between them nearly none."""
    rate = rng.gamma(0.5, 1 / 7, (many, LONG // 7 + 1)).repeat(7, axis=1)[:, :LONG]
    struck = rng.random((many, LONG)) < np.minimum(rate * 2, 0.9)
    return centred(struck * rng.uniform(1.5, 5, (many, 1))) + days_alone(rng, many, 0.6)


def changed_scale(rng: Chance, many: int) -> Array:
    """Calm for weeks, then restless, or the other way round."""
    when = rng.integers(14, 120, (many, 1))
    before, after = rng.uniform(0.3, 2, (many, 1)), rng.uniform(0.3, 2, (many, 1))
    return np.where(when > DAYS, before, after) * waves(rng, many) / 1.2


def centred(deviations: Array) -> Array:
    """Take away the mean of all people, so that the studies' mean still holds."""
    return deviations - deviations.mean()


MECHANISMS: dict[str, Callable[[Chance, int], Array]] = {
    "single days alone": steady,
    "regular waves": waves,
    "drift": drift,
    "good and bad spells": spells,
    "flares": flares,
    "days with heavy tails": wild,
    "weekdays": weekdays,
    "back for weeks": relapse,
    "better slowly, back at once *": saw,
    "bad days in clusters *": clusters,
    "a restlessness that changes *": changed_scale,
}


def around(rng: Chance, curve: Curve, many: int, pace: tuple[float, float] = (0.5, 1.7)) -> Array:
    """Draw where people lie without day, wave or flare: level, pace and a late turn."""
    slow, fast = np.log(pace)
    paces = np.exp(rng.uniform(float(slow), float(fast), many))
    own = np.stack([curve.middle(DAYS / 7 * p) for p in paces])
    when, width = rng.uniform(1, 16, (many, 1)), rng.uniform(0.3, 3, (many, 1))
    late = 1.6 * rng.normal(size=(many, 1)) / (1 + np.exp(-(DAYS / 7 - when) / width))
    return own + late + offset(rng, curve, many)


def offset(rng: Chance, curve: Curve, many: int) -> Array:
    """Draw a level: as wide as the knowledge says and 1.5 points besides, with heavier tails."""
    wide = np.hypot(1.5, curve.doubt(np.array([12.0]))[0])
    return wide * rng.standard_t(5, (many, 1)) / np.sqrt(5 / 3)


def at_once(rng: Chance, curve: Curve, many: int) -> Array:
    """Some are nearly well from one day to the next, some never: the mean is the curve."""
    middle = curve.middle(DAYS / 7)
    top, low = middle[0], max(middle[-1] - 1.2, 0.5)
    is_well = rng.random((many, 1)) < np.clip((top - middle) / (top - low), 0, 1)
    return np.where(is_well, low, top) + 0.6 * offset(rng, curve, many) + days_alone(rng, many)


class World(NamedTuple):
    """A line: the pain of every day, what the model is told, and which days are written."""

    draw: Callable[[Chance, Curve, int], Array]
    believed: Pace = AS_THE_GROUP
    missing: float = 0.0
    only_bad: bool = False


def of_all(rng: Chance, curve: Curve, many: int) -> Array:
    """Draw people of every mechanism, as many of each."""
    parts = [len(p) for p in np.array_split(np.arange(many), len(MECHANISMS) + 1)]
    pairs = zip(MECHANISMS.values(), parts[:-1], strict=True)
    drawn = [around(rng, curve, n) + mechanism(rng, n) for mechanism, n in pairs]
    return np.concatenate([*drawn, at_once(rng, curve, parts[-1])])


def with_mechanism(mechanism: Callable[[Chance, int], Array]) -> Callable[..., Array]:
    """Return how to draw people of one mechanism."""
    return lambda rng, curve, many: around(rng, curve, many) + mechanism(rng, many)


def worlds() -> Iterator[tuple[str, World]]:
    """Yield every line: all together, each mechanism, and what breaks more."""
    yield "all people together", World(of_all)
    yield from ((name, World(with_mechanism(m))) for name, m in MECHANISMS.items())
    yield "well at once, or never", World(at_once)
    yield "all, half of the days missing", World(of_all, missing=0.5)
    yield "all, written on worse days alone *", World(of_all, only_bad=True)
    told = Pace(0.55, 0.5, 0.7)
    yield (
        "slow, and it was told",
        World(lambda r, c, n: around(r, c, n, (0.45, 0.75)) + waves(r, n), believed=told),
    )
    yield "slow, and nobody knew", World(lambda r, c, n: around(r, c, n, (0.3, 0.6)) + waves(r, n))
    yield "waves of three points", World(lambda r, c, n: around(r, c, n) + 2.0 * waves(r, n))
    yield (
        "flares, 0.8 points above the studies",
        World(lambda r, c, n: around(r, c, n) + flares(r, n) + 0.8),
    )


def written(rng: Chance, world: World, row: Array, seen: int) -> Days:
    """Return the days with an entry."""
    kept = rng.random(seen) >= world.missing
    if world.only_bad and seen:
        kept &= (row[:seen] >= np.median(row[:seen])) | (rng.random(seen) < 0.3)
    return np.flatnonzero(kept).astype(np.int64)


def line(name: str, world: World, curve: Curve, many: int, seed: int) -> None:
    """Print how a world comes out with no diary, and after some days of it."""
    rng = np.random.default_rng(seed)
    pain = np.clip(np.round(world.draw(rng, curve, many)), 0, 10)
    told = []
    for seen in SEEN:
        firsts = np.array([7 * x for x in WEEKS if 7 * x > seen + 3], dtype=np.int64) - 3
        held, above, widths = [], [], []
        for row in pain:
            days = written(rng, world, row, seen)
            known = np.full(len(firsts), len(days))
            drawn = bands(curve, world.believed, days, row[days], firsts, known)
            for first, band in zip(firsts, drawn, strict=True):
                came = float(row[first : first + 7].mean())
                above.append(came > band.high)
                widths.append(band.high - band.low)
                if band.low > 0 and band.high < 10:
                    held.append(band.holds(came))
        told.append(f"{np.mean(held):.0%} | {np.mean(above):.0%} | {np.mean(widths):.1f}")
    print(f"| {name} | {' | '.join(told)} |", flush=True)


def main() -> None:
    """Run every world, for pain of two weeks and for pain of a year."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20261129
    begun, kb = time.process_time(), shipped()
    person = Person(region=Region.LOW_BACK, age_years=40)
    for title, weeks in (("new pain", 2.0), ("pain of a year", 52.0)):
        given = {"duration_weeks": weeks, "duration_over_12w": weeks >= 12}
        curve = curve_of(kb, assess(kb, Answers(person, given)), "pain")
        if curve is None:
            sys.exit("There is no curve of low back pain.")
        head = " | ".join(f"{n} days: held | above | width" for n in SEEN)
        print(f"\n| {title} | {head} |")
        print(f"|{' --- |' * (1 + 3 * len(SEEN))}")
        for name, world in worlds():
            line(name, world, curve, many, seed)
    print(f"{time.process_time() - begun:.0f} s")


if __name__ == "__main__":
    main()
