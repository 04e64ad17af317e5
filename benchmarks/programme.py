"""Programmes a second, slots that could be filled, and what twelve weeks hold.

    python benchmarks/programme.py [people]        (default 40)

Simulated people of whom every contraindication was asked and denied, but for what their answers
say; half of them may get down to the floor. Each then has twelve weeks of good sessions, four a
week. Times are of the processor.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median

from simulate import people

from lumbago.answers import Region
from lumbago.assessment import assess
from lumbago.diary import Diary, DiaryEntry
from lumbago.knowledge import KnowledgeBase
from lumbago.loading import shipped
from lumbago.plan import CarePlan, Wishes, plan_care
from lumbago.programme import Programme, adapt, make_programme
from lumbago.programme.history import begin
from lumbago.programme.selection import EASY_SLOTS, SLOTS

START = date(2026, 3, 2)
WEEKS = 12


def plans(kb: KnowledgeBase, count: int) -> list[CarePlan]:
    """Plans of simulated people; whoever is referred has none."""
    found = []
    denied = dict.fromkeys(kb.care.contraindications, False)
    for region in (Region.LOW_BACK, Region.NECK):
        drawn = people(kb, region, count // 2, 1, correlated=False)
        for n, person in enumerate(drawn):
            wishes = Wishes(floor=n % 2 == 0, concerns=denied)
            outcome = plan_care(kb, assess(kb, person.answers), wishes, START)
            if isinstance(outcome, CarePlan):
                found.append(outcome)
    return found


def good_weeks() -> Diary:
    """Twelve weeks of sessions that went well."""
    days = (START + timedelta(days=7 * w + d) for w in range(WEEKS) for d in (0, 2, 4, 5))
    return Diary(
        tuple(
            DiaryEntry(day=day, pain_now=2, pain_during=2, pain_after=2, pain_next_morning=2,
                       effort=4, done=True)
            for day in days
        )
    )  # fmt: skip


def main(count: int) -> None:
    """Print speed, filled slots and variety."""
    kb = shipped()
    found = plans(kb, count)
    make_programme(kb, found[0], START)
    begun = time.process_time()
    made = [make_programme(kb, plan, START) for plan in found]
    took = time.process_time() - begun
    print(f"{count} people, {len(found)} plans; programmes a second: {len(found) / took:,.0f}")
    filled: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    full = sum(_slots(kb, found, filled, asked))
    some = sum(bool(p.sessions) for p in made)
    print(f"with sessions: {some / len(found):.0%}; every slot filled: {full / len(found):.0%}")
    for slot, wanted in sorted(asked.items()):
        print(f"  {slot}: {filled[slot] / wanted:.0%} of {wanted}")
    begun = time.process_time()
    diary, last = good_weeks(), START + timedelta(weeks=WEEKS)
    grown = [adapt(kb, p, diary, last) for p in made]
    took = time.process_time() - begun
    print(f"twelve weeks of diary: {1000 * took / len(made):.0f} ms each")
    going = [p for p in grown if isinstance(p, Programme)]
    kinds = [len({x.exercise for s in p.sessions for x in s.picks}) for p in going]
    every = [len(_met(first, p)) for first, p in zip(made, grown, strict=True)
             if isinstance(p, Programme)]  # fmt: skip
    ups = [sum(d.move == "up" for d in p.decisions) for p in going]
    print(f"after twelve weeks: {median(kinds):.0f} exercises, {median(ups):.0f} steps up (median)")
    print(f"exercises met in twelve weeks: {median(every):.0f} (median), at most {max(every)}")


def _slots(
    kb: KnowledgeBase, found: list[CarePlan], filled: Counter[str], asked: Counter[str]
) -> Iterator[bool]:
    """Yield whether a person's slots are all filled; count each slot that was."""
    for plan in found:
        state = begin(kb, plan)
        wanted = EASY_SLOTS.get(state.ease, SLOTS[state.stage])
        own = Counter(piece.slot.value for piece in state.pieces)
        both = Counter(slot.value for slot in wanted) + Counter(["aerobic"])
        asked.update(both)
        filled.update(own & both)
        yield not both - own


def _met(first: Programme, last: Programme) -> set[str]:
    """Return every exercise that a person met: at first, at last, and what came in between."""
    shown = {x.exercise for p in (first, last) for s in p.sessions for x in s.picks}
    return shown | {d.exercise for d in last.decisions if d.move == "up"}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
