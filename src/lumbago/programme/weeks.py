"""Exercises and how far they have come → sessions on days, within the minutes that there are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from lumbago.knowledge import Area, Exercise, KnowledgeBase, ProgressionRule, Purpose
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


_STRAINS = {"valsalva_risk", "isometric_long", "heavy_load"}
"""Tags of exercises in which a breath is easily held."""


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
    `tiny`: two moves of two minutes, for whoever left sessions out. `tired`: a day after a bad
    night. `turns`: what takes turns with an exercise.
    """

    stage: Stage
    ease: Ease
    pieces: tuple[Piece, ...]
    shares: tuple[tuple[float, ProgressionRule], ...] = ()
    tiny: bool = False
    tired: date | None = None
    turns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def offsets(kb: KnowledgeBase, plan: CarePlan, stage: Stage) -> tuple[int, ...]:
    """Return on which days of a week there are sessions."""
    return DAYS[plan.wishes.days_a_week or int(_number(kb, stage, "days_a_week"))]


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
    strong = STRENGTH_DAYS[: int(_number(kb, course.stage, "strength_days"))]
    for n in range(WEEKS_AHEAD * 7):
        day = first + timedelta(days=n)
        week, weekday = divmod((day - start).days, 7)
        if weekday not in offsets(kb, plan, course.stage):
            continue
        part, because = _share(kb, week + 1, shares)
        is_rest, is_tired = day < rest_until, day == course.tired
        today = replace(course, ease=_easier(course.ease, is_rest=is_rest, is_tired=is_tired))
        own = _Day(week, part, weekday in strong, is_rest)
        picks = tuple(_picks(kb, plan, today, own))
        if is_rest:
            because.append(kb.progression["first_start"])
        if is_tired:
            because.append(kb.progression["sleep_low"])
        if course.tiny:
            because.append(kb.progression["skip_two"])
        because += _tips(kb, course, week, picks)
        if picks:
            yield Session(day, week + 1, picks, part, tuple(because))


@dataclass(frozen=True, slots=True)
class _Day:
    """Which week it is from 0, the part of the amounts, and whether it has force or is for rest."""

    week: int
    part: float
    has_force: bool
    is_rest: bool


def _easier(ease: Ease, *, is_rest: bool, is_tired: bool) -> Ease:
    """Return how easy one day must be."""
    if is_rest:
        return Ease.VERY_EASY
    return Ease.EASY if is_tired and ease is not Ease.VERY_EASY else ease


def _tips(
    kb: KnowledgeBase, course: Course, week: int, picks: tuple[Pick, ...]
) -> Iterator[ProgressionRule]:
    """Yield what to keep to in a session: how hard, how to breathe, how far to stretch."""
    rules, given = kb.progression, [kb.exercises[p.exercise] for p in picks]
    if any(map(is_loaded, given)):
        is_early = week < rules["rpe_start"].numbers["weeks_most"]
        yield rules["rpe_start" if is_early else "rpe_build"]
    if any(map(_strains, given)):
        yield rules["breath_hold"]
    if any(Purpose.FLEXIBILITY in e.purposes for e in given):
        yield rules["stretch_intensity"]
    is_new = week < rules["session_time"].numbers["weeks_most"]
    if is_new and _number(kb, course.stage, "minutes_most") >= _longest(kb):
        yield rules["session_time"]


def _strains(e: Exercise) -> bool:
    """Whether a breath is easily held in it."""
    is_long = Purpose.ENDURANCE in e.purposes and e.area is not Area.WHOLE_BODY
    return is_long or bool(_STRAINS & {*e.tags})


def _longest(kb: KnowledgeBase) -> float:
    return kb.progression["session_time"].numbers["minutes_most"]


def _share(
    kb: KnowledgeBase, week: int, shares: list[tuple[float, ProgressionRule]]
) -> tuple[float, list[ProgressionRule]]:
    """Take the next part of the amounts, the smaller where a week is an easy one as well."""
    parts = [shares.pop(0)] if shares else []
    deload = kb.progression["deload"]
    if week % int(deload.numbers["every_weeks"]) == 0:
        parts.append((deload.numbers["share"], deload))
    return min((p for p, _ in parts), default=1.0), [rule for _, rule in parts]


def _picks(kb: KnowledgeBase, plan: CarePlan, course: Course, day: _Day) -> Iterator[Pick]:
    """Yield what a session holds: walk, warm-up, then the exercises as long as time lasts."""
    rules, left = kb.progression, _number(kb, course.stage, "minutes_most")
    whole = _whole(kb, plan, day.week)
    left = left if whole is None else min(left, whole)
    for piece in (p for p in course.pieces if p.exercise == WALK):
        limit = _walk_limit(kb, course, plan.wishes.minutes_a_day)
        amount = _capped(scaled(amounts(kb, WALK)[piece.step], day.part), limit)
        if amount.minutes:
            left = left if whole is None else min(left, whole - amount.minutes)
            yield Pick(WALK, amount, amount.minutes, piece.why)
    warm, count = warm_up(kb, plan), 0
    first = rules["warmup_first"]
    if warm is not None and course.ease is Ease.USUAL:
        shortest = Amount(1, None, None, first.numbers["minutes_least"])
        if left > first.numbers["minutes_least"]:
            left -= first.numbers["minutes_least"]
            yield Pick(warm.id, shortest, first.numbers["minutes_least"], (first,))
    for piece in course.pieces:
        e = kb.exercises[piece.exercise]
        is_out = piece.exercise == WALK or (is_loaded(e) and not day.has_force)
        if is_out or not is_allowed(e, course.ease):
            continue
        pick = _turn(kb, plan, course, day, piece) or _pick(kb, plan, course, day, piece)
        is_over = course.tiny and count >= rules["skip_two"].numbers["moves"]
        if pick.minutes <= left and not is_over:
            left, count = left - pick.minutes, count + 1
            yield pick


def _whole(kb: KnowledgeBase, plan: CarePlan, week: int) -> float | None:
    """Return the most minutes of a session with its walk; the first weeks are kept short."""
    mine = plan.wishes.minutes_a_day
    if week >= kb.progression["session_time"].numbers["weeks_most"]:
        return mine
    return _longest(kb) if mine is None else min(mine, _longest(kb))


def _pick(kb: KnowledgeBase, plan: CarePlan, course: Course, day: _Day, piece: Piece) -> Pick:
    """Return an exercise with its amount on a day."""
    e = kb.exercises[piece.exercise]
    amount = _for_age(kb, plan, scaled(amounts(kb, e.id)[piece.step], day.part))
    if course.tiny:
        amount = _capped(amount, kb.progression["skip_two"].numbers["minutes"])
    return Pick(e.id, amount, minutes_of(e, amount), piece.why)


def _turn(
    kb: KnowledgeBase, plan: CarePlan, course: Course, day: _Day, piece: Piece
) -> Pick | None:
    """Return what takes the place of an exercise on this day, of no more minutes; else None.

    On days with force it is always the exercise itself; on the others, in one block of weeks
    after another, those that take turns with it.
    """
    own = course.turns.get(piece.exercise, ())
    if day.has_force or not own or course.ease is not Ease.USUAL or course.tiny:
        return None
    rule = kb.progression["rotate"]
    id = own[(day.week // int(rule.numbers["weeks"])) % len(own)]
    new = _pick(kb, plan, course, day, replace(piece, exercise=id, step=0, why=(rule,)))
    return new if new.minutes <= _pick(kb, plan, course, day, piece).minutes else None


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
