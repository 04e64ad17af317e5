"""Exercises and how far they have come → sessions on days, within the minutes that there are."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lumbago.knowledge import KnowledgeBase, ProgressionRule
from lumbago.plan import CarePlan
from lumbago.programme.dose import Amount, amounts, minutes_of, scaled
from lumbago.programme.fitting import is_loaded
from lumbago.programme.selection import WALK, Ease, Piece, Stage, is_allowed, warm_up

WEEKS_AHEAD = 4
"""How far a programme is written: it is adapted long before its end."""

DAYS = {1: (0,), 2: (0, 3), 3: (0, 2, 4), 4: (0, 2, 4, 5), 5: (0, 1, 2, 4, 5),
        6: (0, 1, 2, 3, 4, 5), 7: (0, 1, 2, 3, 4, 5, 6)}  # fmt: skip
"""On which days of a week there are sessions, by how many there are."""

STRENGTH_DAYS = (0, 2, 4)
"""Days with force, two days apart; the week after begins three days later."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One exercise of a session: how much, about how long, and why."""

    exercise: str
    amount: Amount
    minutes: float
    why: tuple[ProgressionRule, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """What to do on one day. `share`: the part of the full amounts, as the rules beside it say."""

    day: date
    week: int
    picks: tuple[Pick, ...]
    share: float
    because: tuple[ProgressionRule, ...]

    @property
    def minutes(self) -> float:
        """About how many minutes it takes."""
        return sum(pick.minutes for pick in self.picks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What the next weeks are made of.

    `shares`: parts of the amounts for the next sessions, one each; after them all is full.
    `tiny`: two moves of two minutes, for whoever left sessions out.
    """

    stage: Stage
    ease: Ease
    pieces: tuple[Piece, ...]
    shares: tuple[tuple[float, ProgressionRule], ...] = ()
    tiny: bool = False


def sessions(
    kb: KnowledgeBase, plan: CarePlan, start: date, first: date, rest_until: date, course: Course
) -> Iterator[Session]:
    """Yield the sessions of the next weeks.

    Args:
        kb: the knowledge base.
        plan: what the programme is made for.
        start: the day on which the programme began, from which its weeks count.
        first: the first day to write a session for.
        rest_until: before this day there is only the walk and rest.
        course: what the weeks are made of.
    """
    shares = list(course.shares)
    offsets = DAYS[plan.wishes.days_a_week or int(_number(kb, course.stage, "days_a_week"))]
    for n in range(WEEKS_AHEAD * 7):
        day = first + timedelta(days=n)
        week, weekday = divmod((day - start).days, 7)
        if weekday in offsets:
            part, because = _share(kb, week + 1, shares)
            is_rest = day < rest_until
            strong = STRENGTH_DAYS[: int(_number(kb, course.stage, "strength_days"))]
            picks = tuple(
                _picks(kb, plan, course, part, has_force=weekday in strong, is_rest=is_rest)
            )
            if is_rest:
                because.append(kb.progression["first_start"])
            if course.tiny:
                because.append(kb.progression["skip_two"])
            if any(is_loaded(kb.exercises[p.exercise]) for p in picks):
                is_early = week < kb.progression["rpe_start"].numbers["weeks_most"]
                because.append(kb.progression["rpe_start" if is_early else "rpe_build"])
            if picks:
                yield Session(day, week + 1, picks, part, tuple(because))


def _share(
    kb: KnowledgeBase, week: int, shares: list[tuple[float, ProgressionRule]]
) -> tuple[float, list[ProgressionRule]]:
    """Take the next part of the amounts, the smaller where a week is an easy one as well."""
    parts = [shares.pop(0)] if shares else []
    deload = kb.progression["deload"]
    if week % int(deload.numbers["every_weeks"]) == 0:
        parts.append((deload.numbers["share"], deload))
    return min((p for p, _ in parts), default=1.0), [rule for _, rule in parts]


def _picks(
    kb: KnowledgeBase,
    plan: CarePlan,
    course: Course,
    part: float,
    *,
    has_force: bool,
    is_rest: bool,
) -> Iterator[Pick]:
    """Yield what a session holds: warm-up, walk, then the exercises as long as time lasts."""
    rules = kb.progression
    most = _number(kb, course.stage, "minutes_most")
    mine = plan.wishes.minutes_a_day
    left = most if mine is None else min(most, mine)
    for piece in (p for p in course.pieces if p.exercise == WALK):
        limit = _walk_limit(kb, course, mine)
        amount = _capped(scaled(amounts(kb, WALK)[piece.step], part), limit)
        if amount.minutes:
            left = left if mine is None else min(left, mine - amount.minutes)
            yield Pick(WALK, amount, amount.minutes, piece.why)
    warm, count = warm_up(kb, plan), 0
    first = rules["warmup_first"]
    if warm is not None and course.ease is Ease.USUAL and not is_rest:
        shortest = Amount(1, None, None, first.numbers["minutes_least"])
        if left > first.numbers["minutes_least"]:
            left -= first.numbers["minutes_least"]
            yield Pick(warm.id, shortest, first.numbers["minutes_least"], (first,))
    for piece in course.pieces:
        e = kb.exercises[piece.exercise]
        ease = Ease.VERY_EASY if is_rest else course.ease
        is_out = piece.exercise == WALK or (is_loaded(e) and not has_force)
        if is_out or not is_allowed(e, ease):
            continue
        amount = _for_age(kb, plan, scaled(amounts(kb, e.id)[piece.step], part))
        if course.tiny:
            amount = _capped(amount, rules["skip_two"].numbers["minutes"])
        minutes = minutes_of(e, amount)
        is_over = course.tiny and count >= rules["skip_two"].numbers["moves"]
        if minutes <= left and not is_over:
            left, count = left - minutes, count + 1
            yield Pick(e.id, amount, minutes, piece.why)


def _walk_limit(kb: KnowledgeBase, course: Course, mine: float | None) -> float:
    """Return the most minutes of a walk: by stage, by pain, and half of what a person has."""
    limits = [_number(kb, course.stage, "walk_minutes_most")]
    if course.ease is Ease.VERY_EASY:
        limits.append(kb.progression[Ease.VERY_EASY].numbers["walk_minutes_most"])
    if course.tiny:
        limits.append(kb.progression["skip_two"].numbers["minutes"])
    if mine is not None:
        limits.append(mine // 2)
    return min(limits)


def _for_age(kb: KnowledgeBase, plan: CarePlan, amount: Amount) -> Amount:
    """Shorten the holds of older people."""
    rule = kb.progression["older_adult"].numbers
    age = plan.assessment.answers.person.age_years
    if amount.hold_s is None or age is None or age < rule["age_least"]:
        return amount
    return replace(amount, hold_s=min(amount.hold_s, rule["hold_s_most"]))


def _capped(amount: Amount, most: float) -> Amount:
    return amount if amount.minutes is None else replace(amount, minutes=min(amount.minutes, most))


def _number(kb: KnowledgeBase, stage: Stage, name: str) -> float:
    return kb.progression[stage].numbers[name]
