"""Programmes a second, places that could be filled and why not, and what twelve weeks hold.

    python benchmarks/programme.py [people]        (default 400; 10000 take half an hour)

Simulated people who tell what they have and deny the danger signs of the safety cards; forty of
them share the answers of one, and differ in the floor, the minutes and days they have, and the
things at home. Every contraindication was asked and denied, but for what the answers say. Each
then has twelve weeks of good sessions, five a week, with the pain that was told. Times are of
the processor.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, product
from statistics import median

from simulate import people

from lumbago.answers import Answers, Region
from lumbago.assessment import Assessment, assess
from lumbago.diary import Diary, DiaryEntry
from lumbago.knowledge import KnowledgeBase
from lumbago.loading import shipped
from lumbago.plan import CarePlan, Wishes, plan_care
from lumbago.programme import Programme, adapt, make_programme
from lumbago.programme.history import begin
from lumbago.programme.lights import AMBER, GREEN, RED, light
from lumbago.programme.selection import EASY_SLOTS, SLOTS, WALK, pain_now

START = date(2026, 3, 2)
WEEKS = 12
AHEAD = 4
"""A programme is written for so many weeks; looking at it so often sees every session."""

REGIONS = (Region.LOW_BACK, Region.LOW_BACK, Region.NECK, Region.MID_BACK, Region.LEG_ONLY)
SHARED = 40
USUAL = 3.0
"""The pain, 0 to 10, of whoever told no number."""

FOLLOWED = 600
"""About so many are followed for twelve weeks, evenly spread over all of them."""


def wishes(kb: KnowledgeBase) -> list[Wishes]:
    """What people have and want, as many as share one person's answers."""
    denied = dict.fromkeys(kb.care.contraindications, False)
    everything, nothing = frozenset(kb.equipment), frozenset[str]()
    each = product((True, False), (None, 10.0, 20.0, 40.0, 60.0), (None, 3), (everything, nothing))
    return [
        Wishes(floor=floor, minutes_a_day=minutes, days_a_week=days, equipment=things,
               concerns=denied)
        for floor, minutes, days, things in each
    ]  # fmt: skip


def told(kb: KnowledgeBase, answers: Answers) -> Answers:
    """What a person tells: what is there, and each sign of the safety block, asked and denied."""
    lines = {tick.finding for card in kb.safety_cards for tick in card.ticks}
    signs = lines | {inner for id in lines for inner in kb.findings[id].opens}
    there = {id for id, answer in answers.given.items() if answer is True}
    block = {id: bool(there & {id, *kb.findings[id].opens}) for id in signs}
    kept = {id: a for id, a in answers.given.items() if a is not False or id in signs}
    return Answers(answers.person, block | kept)


def assessments(kb: KnowledgeBase) -> Iterator[Assessment]:
    """Assess simulated people, one region after the other, for ever."""
    drawn = [
        people(kb, region, 100_000, 1 + n, correlated=True) for n, region in enumerate(REGIONS)
    ]
    while True:
        for region in drawn:
            yield assess(kb, told(kb, next(region).answers))


def plans(kb: KnowledgeBase, count: int) -> Iterator[CarePlan]:
    """Plans of simulated people; whoever is referred has none, and another one is drawn."""
    found, every = 0, wishes(kb)
    for assessment in assessments(kb):
        each = (plan_care(kb, assessment, w, START) for w in every)
        for plan in islice((p for p in each if isinstance(p, CarePlan)), count - found):
            found += 1
            yield plan
        if found >= count:
            return


def good_weeks(pain: float) -> Diary:
    """Twelve weeks of sessions that went well, with the same pain on every day."""
    days = (START + timedelta(days=7 * w + d) for w in range(WEEKS) for d in (0, 1, 2, 4, 5))
    return Diary(
        tuple(
            DiaryEntry(day=day, pain_now=pain, pain_during=pain, pain_after=pain,
                       pain_next_morning=pain, effort=4, done=True)
            for day in days
        )
    )  # fmt: skip


def main(count: int) -> None:
    """Print speed, filled places, reasons of empty ones, and variety."""
    kb = shipped()
    found = list(plans(kb, count))
    make_programme(kb, found[0], START)
    begun = time.process_time()
    made = [make_programme(kb, plan, START) for plan in found]
    took = time.process_time() - begun
    print(f"{len(found)} plans; programmes a second: {len(found) / took:,.0f}")
    told_of_places(kb, found, made)
    begun, looks = time.process_time(), 0
    groups: dict[str, list[tuple[set[str], Programme]]] = {id: [] for id in (GREEN, AMBER, RED)}
    for first in made[:: max(1, len(made) // FOLLOWED)]:
        seen, last, number = over_weeks(kb, first)
        looks += number
        if seen:
            rule = light(kb, good_weeks(usual_pain(kb, first)).entries[0])
            if rule is not None:
                groups[rule.id].append((seen, last))
    took = time.process_time() - begun
    print(f"a diary of four to twelve weeks: {1000 * took / looks:.0f} ms each")
    for id, followed in groups.items():
        if followed:
            print(f"{id} on every day: {len(followed)}")
            told_of_weeks(followed)


def told_of_weeks(followed: list[tuple[set[str], Programme]]) -> None:
    """Print variety, steps up, and how far the walk comes."""
    print(f"  exercises met in twelve weeks: {spread([len(seen) for seen, _ in followed])}")
    grown = [last for _, last in followed]
    ups = [sum(d.move == "up" for d in p.decisions) for p in grown]
    print(f"  steps up in twelve weeks: {spread(ups)}")
    walks = [most_walk(p) for p in grown]
    free = [w for w, p in zip(walks, grown, strict=True) if p.plan.wishes.minutes_a_day is None]
    print(f"  minutes of the walk after twelve weeks: {spread(walks)}")
    share = sum(w >= 30 for w in free) / max(1, len(free))
    print(f"  of those without a limit, {share:.0%} walk for 30")


def usual_pain(kb: KnowledgeBase, programme: Programme) -> float:
    """Return the pain that was told, or the usual one of whoever told none."""
    pain = pain_now(kb, programme.plan)
    return USUAL if pain is None else pain


def spread(values: list[float] | list[int]) -> str:
    """Say the middle and where nine in ten lie."""
    ordered = sorted(values)
    low, high = ordered[len(ordered) // 20], ordered[-1 - len(ordered) // 20]
    return f"{median(ordered):g} (nine in ten: {low:g} to {high:g})"


def told_of_places(kb: KnowledgeBase, found: list[CarePlan], made: list[Programme]) -> None:
    """Print which places are filled, and why the others are not."""
    filled: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    full = sum(_slots(kb, found, filled, asked))
    some = sum(bool(p.sessions) for p in made)
    print(f"with sessions: {some / len(found):.0%}; every place filled: {full / len(found):.0%}")
    print(f"places filled: {filled.total() / asked.total():.1%} of {asked.total():,}")
    for slot, wanted in sorted(asked.items()):
        print(f"  {slot}: {filled[slot] / wanted:.0%} of {wanted:,}")
    why = Counter(gap.rule.id for p in made for gap in p.gaps)
    empty = asked.total() - filled.total()
    print(
        "empty, and why: "
        + ", ".join(f"{id} {n / max(1, empty):.0%}" for id, n in why.most_common())
    )


def over_weeks(kb: KnowledgeBase, first: Programme) -> tuple[set[str], Programme, int]:
    """Return every exercise met in twelve weeks, the last programme, and how often it was read."""
    seen, last, looks = {x.exercise for s in first.sessions for x in s.picks}, first, 0
    diary = good_weeks(usual_pain(kb, first))
    for week in range(AHEAD, WEEKS + 1, AHEAD):
        after = adapt(kb, first, diary, START + timedelta(weeks=week))
        looks += 1
        if not isinstance(after, Programme):
            break
        last = after
        if week < WEEKS:
            seen |= {x.exercise for s in after.sessions for x in s.picks}
    return seen, last, looks


def most_walk(programme: Programme) -> float:
    """Return the longest walk of the sessions ahead, in minutes."""
    walks = (x.amount.minutes or 0 for s in programme.sessions for x in s.picks
             if x.exercise == WALK)  # fmt: skip
    return max(walks, default=0)


def _slots(
    kb: KnowledgeBase, found: list[CarePlan], filled: Counter[str], asked: Counter[str]
) -> Iterator[bool]:
    """Yield whether a person's places are all filled; count each place that was."""
    for plan in found:
        state = begin(kb, plan)
        wanted = EASY_SLOTS.get(state.ease, SLOTS[state.stage])
        own = Counter(piece.slot.value for piece in state.pieces)
        both = Counter(slot.value for slot in wanted) + Counter(["aerobic"])
        asked.update(both)
        filled.update(own & both)
        yield not both - own


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
