"""Whether what goes with pain is found, and how often a find is false.

    python benchmarks/insights.py [people]        (default 200)

Made-up people write a diary of 60 days in whole points: level, trend, weekdays, and noise of one
point that is carried over to the next day. Six things may matter, at three lags each; one of them
raises the pain by a point, on the same day. Pain is drawn anew for each line of the table.
"""

import sys
import time
from dataclasses import dataclass, replace
from statistics import NormalDist, mean

import numpy as np

from lumbago.insights.search import effects
from lumbago.insights.windows import Lag, Window, column
from lumbago.series.regression import Array, Days

EXPECTED = 0.3
"""What studies would make us expect of each thing, in points: a weak pull."""


@dataclass(frozen=True)
class World:
    """How the made-up diaries come about; `hidden` is a slow state that nobody writes down."""

    days: int = 60
    things: int = 6
    effect: float = 1.0
    lag: Lag = Lag.SAME_DAY
    noise: float = 1.0
    rho: float = 0.4
    missing: float = 0.0
    sticky: float = 0.0
    hidden: float = 0.0


def carried(rng: np.random.Generator, rho: float, size: tuple[int, int]) -> Array:
    """Noise of which a part is carried over to the next day, with a spread of 1."""
    made = rng.normal(size=size)
    for day in range(1, size[1]):
        made[:, day] = rho * made[:, day - 1] + np.sqrt(1 - rho**2) * made[:, day]
    return made


def diary(rng: np.random.Generator, w: World) -> tuple[Days, Array, dict[Window, Array]]:
    """Draw the known days of one person, the pain on them, and the windows of all things."""
    state = carried(rng, 0.95, (1, w.days))[0]
    limits = np.array([NormalDist().inv_cdf(p) for p in rng.uniform(0.25, 0.5, w.things)])
    drawn = carried(rng, w.sticky, (w.things, w.days)) + w.hidden * state
    was_so = (drawn < limits[:, None]).astype(np.float64)
    every = np.arange(w.days)
    effect = np.nan_to_num(column(every, was_so[0], w.lag))
    noise = carried(rng, w.rho, (1, w.days))[0] * w.noise / np.sqrt(1 - w.rho**2)
    weekday = rng.normal(size=7)[every % 7] * 0.3
    pain = 5 - every / w.days + weekday + w.effect * effect + noise - w.hidden * state
    keep = rng.random(w.days) >= w.missing
    was_so[:, ~keep] = np.nan
    days = every[keep]
    windows = {
        Window(f"thing {n}", lag): column(days, was_so[n], lag)
        for n in range(w.things)
        for lag in Lag
    }
    return days, np.clip(np.round(pain), 0, 10)[keep], windows


def line(name: str, w: World, people: int) -> None:
    """Print how a world comes out."""
    rng = np.random.default_rng(2026)
    planted = Window("thing 0", w.lag)
    hits, false, inside, quiet = [], [], [], []
    begun = time.process_time()
    for _ in range(people):
        days, pain, windows = diary(rng, w)
        told = effects(days, pain, windows, dict.fromkeys(windows, EXPECTED))
        found = [x for x, effect in told.items() if effect.found]
        wrong = [x for x in found if not w.effect or x.trigger != planted.trigger]
        hits.append(planted in found and bool(w.effect))
        false.append(len(wrong) / max(1, len(found)))
        if planted in told:
            inside.append(told[planted].low <= w.effect <= told[planted].high)
        others = (e for x, e in told.items() if x.trigger != planted.trigger)
        quiet += [e.low <= 0 <= e.high for e in others]
    ms = 1000 * (time.process_time() - begun) / people
    print(f"{name:42} {mean(hits):6.0%} {mean(false):6.1%} {mean(inside):7.1%} "
          f"{mean(quiet):7.1%} {ms:5.0f}", flush=True)  # fmt: skip


def main(people: int) -> None:
    """Print the table."""
    usual = World()
    print(f"{'':42} {'found':>6} {'false':>6} {'covers':>7} {'nothing':>7} {'ms':>5}")
    for name, world in (
        ("one point, the same day", usual),
        ("nothing matters", replace(usual, effect=0.0)),
        ("no carry-over", replace(usual, rho=0.0)),
        ("much carry-over", replace(usual, rho=0.7)),
        ("things come in runs", replace(usual, sticky=0.5)),
        ("15 % of days missing", replace(usual, missing=0.15)),
        ("30 % of days missing", replace(usual, missing=0.30)),
        ("a hidden slow state, half a point", replace(usual, hidden=0.5)),
        ("noise of 1.5 points", replace(usual, noise=1.5)),
        ("one to three days later", replace(usual, lag=Lag.NEXT_DAYS)),
        ("one to three days later, 120 days", replace(usual, lag=Lag.NEXT_DAYS, days=120)),
        ("120 days", replace(usual, days=120)),
        ("three years", replace(usual, days=1095)),
    ):
        line(name, world, people if world.days < 1000 else max(5, people // 20))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
