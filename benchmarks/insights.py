"""Whether what goes with pain is found, how often a find is false, and what it costs.

    python benchmarks/insights.py [people]        (default 500)

Made-up people write a diary in whole points: level, trend, weekdays, noise of one point of which
a part is carried over to the next day. Six things may matter, at three lags each; one of them
raises the pain by a point. The people are drawn here, from their mechanism, and not by the model
that reads their diaries. *could*: the same for somebody who knows all of a person (noise, what is
carried over, weekdays, the lag, that the pain rises) but which of the things it is: nobody who is
wrong in at most one diary of ten can find more.
"""

import sys
import time
from dataclasses import dataclass, replace
from statistics import NormalDist, mean, median

import numpy as np

from lumbago.insights.experiment import compared, drawn
from lumbago.insights.search import Effect, effects
from lumbago.insights.windows import Lag, Window, column
from lumbago.series.noise import Array, Days

EXPECTED = 0.3
"""What studies would make us expect of each thing, in points: a weak pull."""

SEED = 7_2026
NORMAL = NormalDist()


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
    bad_missing: float = 0.0
    unticked: float = 0.0
    sticky: float = 0.0
    hidden: float = 0.0
    flares: bool = False
    heavy: bool = False
    differ: bool = False


@dataclass(frozen=True)
class Person:
    """A drawn diary: the days that are known, and what `could` needs to know of the whole."""

    days: Days
    pain: Array
    windows: dict[Window, Array]
    clear: float


def carried(rng: np.random.Generator, rho: float, size: tuple[int, int]) -> Array:
    """Noise of which a part is carried over to the next day, with a spread of 1."""
    made = rng.normal(size=size)
    for day in range(1, size[1]):
        made[:, day] = rho * made[:, day - 1] + np.sqrt(1 - rho**2) * made[:, day]
    return made


def rest(rng: np.random.Generator, w: World) -> Array:
    """What is left of the pain: each day a new part, and some of the day before."""
    new = rng.standard_t(4, w.days) / np.sqrt(2) if w.heavy else rng.normal(size=w.days)
    made = new * w.noise
    made[0] /= np.sqrt(1 - w.rho**2)
    for day in range(1, w.days):
        made[day] += w.rho * made[day - 1]
    return made


def flare(rng: np.random.Generator, days: int) -> Array:
    """About one a month: two points more that fade within a week."""
    told = np.zeros(days)
    for begin in np.flatnonzero(rng.random(days) < 1 / 30):
        ahead = np.arange(days - begin)
        told[begin:] = np.maximum(told[begin:], 2 * np.exp(-ahead / 3))
    return told


def shows(was_so: Array, lag: Lag) -> Array:
    """On which days the thing shows, by its meaning: the day, three days after, a full week."""
    days = len(was_so)
    if lag is Lag.SAME_DAY:
        return was_so.copy()
    if lag is Lag.NEXT_DAYS:
        return np.array([float(was_so[max(0, d - 3) : d].any()) for d in range(days)])
    share = np.array([was_so[max(0, d - 7) : d].mean() if d > 4 else np.nan for d in range(days)])
    return np.nan_to_num((share > np.nanmedian(share)).astype(np.float64))


def person(rng: np.random.Generator, w: World) -> Person:
    """Draw the known days of one person, the pain on them, and the windows of all things."""
    if w.differ:
        w = replace(w, rho=rng.uniform(0, 0.8), noise=rng.uniform(0.6, 1.4))
    state = carried(rng, 0.95, (1, w.days))[0]
    bad = flare(rng, w.days) if w.flares else np.zeros(w.days)
    limits = np.array([NORMAL.inv_cdf(p) for p in rng.uniform(0.25, 0.5, w.things)])
    made = carried(rng, w.sticky, (w.things, w.days)) + w.hidden * state + bad / 2
    was_so = (made < limits[:, None]).astype(np.float64)
    every = np.arange(w.days)
    shown = shows(was_so[0], w.lag)
    weekday = rng.normal(size=7)[every % 7] * 0.3
    pain = 5 - every / w.days + weekday + w.effect * shown + rest(rng, w) - w.hidden * state + bad
    pain = np.clip(np.round(pain), 0, 10)
    keep = rng.random(w.days) >= w.missing + w.bad_missing * (pain > 5)
    was_so[:, ~keep] = np.nan
    was_so[(was_so == 0) & (rng.random(w.days) < w.unticked)] = np.nan
    days = every[keep]
    windows = {
        Window(f"thing {n}", lag): column(days, was_so[n], lag)
        for n in range(w.things)
        for lag in Lag
    }
    return Person(days, pain[keep], windows, clearness(w, every[keep], shown[keep]))


def clearness(w: World, days: Days, shown: Array) -> float:
    """How many spreads a point is away from nothing for somebody who knows all the rest."""
    apart = np.abs(days[:, None] - days)
    matrix = w.noise**2 / (1 - w.rho**2) * w.rho**apart + 0.3**2 * (apart % 7 == 0)
    matrix += w.hidden**2 * 0.95**apart + np.eye(len(days)) / 12
    x = np.column_stack([np.ones(len(days)), days / w.days, shown])
    known = x.T @ np.linalg.solve(matrix, x)
    if np.linalg.matrix_rank(known) < 3:
        return 0.0
    return float(1 / np.sqrt(np.linalg.inv(known)[2, 2]))


def read(drawn: Person) -> dict[Window, Effect]:
    """Look at the diary as the program does."""
    expected = dict.fromkeys(drawn.windows, EXPECTED)
    return effects(drawn.days, drawn.pain, drawn.windows, expected)


def line(name: str, w: World, people: int, seed: int = SEED) -> None:
    """Print how a world comes out."""
    rng = np.random.default_rng(seed)
    planted = Window("thing 0", w.lag)
    hits, false, inside, quiet, could = [], [], [], [], []
    strict = NORMAL.inv_cdf(1 - 0.1 / w.things)
    for _ in range(people):
        drawn = person(rng, w)
        told = read(drawn)
        found = {x for x, effect in told.items() if effect.found}
        wrong = found - ({planted} if w.effect else set())
        hits.append(planted in found)
        could.append(NORMAL.cdf(drawn.clear - strict))
        false.append(len(wrong) / max(1, len(found)))
        if planted in told:
            inside.append(told[planted].low <= w.effect <= told[planted].high)
        others = (e for x, e in told.items() if x.trigger != planted.trigger)
        quiet += [e.low <= 0 <= e.high for e in others]
    is_bound = w.effect and not (w.flares or w.heavy or w.differ or w.unticked or w.bad_missing)
    shown = f"{mean(hits):6.1%} " if w.effect else "     – "
    shown += f"{mean(could):6.0%} " if is_bound else "     – "
    print(f"{name:44} {shown}{mean(false):6.1%} {mean(inside):7.1%} {mean(quiet):7.1%}",
          flush=True)  # fmt: skip


def finds(people: int) -> None:
    """Print the table of what is found."""
    usual = World()
    print(f"{'':44} {'found':>6} {'could':>6} {'false':>6} {'covers':>7} {'nothing':>7}")
    later, week = replace(usual, lag=Lag.NEXT_DAYS), replace(usual, lag=Lag.WEEK)
    for n, (name, world) in enumerate((
        ("one point, the same day", usual),
        ("nothing matters", replace(usual, effect=0.0)),
        ("no carry-over", replace(usual, rho=0.0)),
        ("much carry-over", replace(usual, rho=0.7)),
        ("15 % of days missing", replace(usual, missing=0.15)),
        ("30 % of days missing", replace(usual, missing=0.30)),
        ("10 % missing, of days above 5 points 30 %", replace(usual, missing=0.1, bad_missing=0.2)),
        ("what is not ticked is not known, 40 % of days", replace(usual, unticked=0.4)),
        ("a hidden slow state, half a point", replace(usual, hidden=0.5)),
        ("the same, and nothing matters", replace(usual, hidden=0.5, effect=0.0)),
        ("flares of 2 points, with less done", replace(usual, flares=True)),
        ("things come in runs", replace(usual, sticky=0.5)),
        ("noise with heavy tails", replace(usual, heavy=True)),
        ("people differ in noise and carry-over", replace(usual, differ=True)),
        ("noise of 1.5 points", replace(usual, noise=1.5)),
        ("the same, 120 days", replace(usual, noise=1.5, days=120)),
        ("twenty things", replace(usual, things=20)),
        ("one to three days later", later),
        ("the same, 120 days", replace(later, days=120)),
        ("after a full week", week),
        ("the same, 120 days", replace(week, days=120)),
        ("one point the same day, 120 days", replace(usual, days=120)),
        ("half a point the same day, a year", replace(usual, effect=0.5, days=365)),
    )):  # fmt: skip
        # Each false find counts whole where nothing is there to be found: more people are needed.
        line(name, world, people if world.effect else 4 * people, SEED + n)


def foretold(people: int) -> None:
    """Print whether the number of days more that is told is right."""
    print("\nnot found yet: days more that are told, and found when they have gone by")
    usual = World()
    for n, (name, w) in enumerate((
        ("one point, the same day", usual),
        ("20 % of days missing", replace(usual, missing=0.2)),
        ("noise of 1.5 points", replace(usual, noise=1.5)),
        ("one to three days later", replace(usual, lag=Lag.NEXT_DAYS)),
    )):  # fmt: skip
        for first in (30, 45):
            rng = np.random.default_rng(SEED + 100 + 10 * n + first)
            told, hits, never = [], [], 0
            for _ in range(people):
                whole = person(rng, replace(w, days=400))
                effect = read(until(whole, first)).get(Window("thing 0", w.lag))
                if effect is None or effect.found:
                    continue
                days = whole.days[: effect.more_days + int((whole.days < first).sum())]
                if days[-1] >= 365:
                    never += 1
                    continue
                told.append(effect.more_days)
                later = read(until(whole, int(days[-1]) + 1))
                hits.append(later[Window("thing 0", w.lag)].found)
            print(f"{name:26} after {first}: {len(told):3} people, {median(told):3.0f} days more, "
                  f"then found {mean(hits):4.0%}; over a year {never}", flush=True)  # fmt: skip


def until(whole: Person, day: int) -> Person:
    """The diary as it was on a day."""
    there = whole.days < day
    windows = {w: c[there] for w, c in whole.windows.items()}
    return replace(whole, days=whole.days[there], pain=whole.pain[there], windows=windows)


def trials(people: int) -> None:
    """Print what experiments of 28 days by lot show: chance, and how often intervals hold."""
    print(f"\n{'by lot, 28 days':44} {'clear':>6} {'covers':>7}")
    for n, (name, effect, w, kept) in enumerate((
        ("nothing", 0.0, World(), 1.0),
        ("nothing, much carry-over", 0.0, World(rho=0.7), 1.0),
        ("nothing, 15 % of days missing", 0.0, World(missing=0.15), 1.0),
        ("nothing, noise of 1.5 points", 0.0, World(noise=1.5), 1.0),
        ("one point less", -1.0, World(), 1.0),
        ("two points less", -2.0, World(), 1.0),
        ("two points less, much carry-over", -2.0, World(rho=0.7), 1.0),
        ("two points less, 15 % of days missing", -2.0, World(missing=0.15), 1.0),
        ("two points less, kept on 8 of 10 days", -2.0, World(), 0.8),
        ("two points less, noise of 1.5 points", -2.0, World(noise=1.5), 1.0),
    )):  # fmt: skip
        rng = np.random.default_rng(SEED + 200 + n)
        clear, inside = [], []
        for _ in range(people):
            lot = drawn(rng, 28)
            on = np.array(lot, dtype=np.float64)
            done = np.where(rng.random(28) < kept, on, 1 - on)
            days = np.arange(28) + int(rng.integers(7))
            pain = 5 + effect * done + rest(rng, replace(w, days=28))
            pain = np.clip(np.round(pain + rng.normal(size=7)[days % 7] * 0.3), 0, 10)
            keep = rng.random(28) >= w.missing
            came = compared(days[keep], pain[keep], np.arange(28)[keep], lot)
            clear.append(came.chance <= 0.05)
            inside.append(came.low <= effect * (2 * kept - 1) <= came.high)
        print(f"{name:44} {mean(clear):6.1%} {mean(inside):7.1%}", flush=True)


def cost() -> None:
    """Print the time that a diary with everything ticked takes, by its days."""
    print("\n25 things at three lags: milliseconds of one core by days")
    for days in (30, 60, 90, 120, 180, 270, 365):
        each = []
        for seed in range(7):
            drawn = person(np.random.default_rng(seed), World(days=days, things=25))
            begun = time.process_time()
            read(drawn)
            each.append(1000 * (time.process_time() - begun))
        print(f"{days:5} {median(each):6.0f}", flush=True)


def main(people: int) -> None:
    """Print all tables."""
    finds(people)
    foretold(max(1, people * 2 // 5))
    trials(people)
    cost()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
