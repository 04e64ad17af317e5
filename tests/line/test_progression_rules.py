"""Every rule of progress acts: each is told, or changes a programme, for some history."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest

from lumbago.answers import Answers, Person, Region, Sex
from lumbago.assessment import assess
from lumbago.body import all_places
from lumbago.diary import Diary, DiaryEntry, Felt, Settled, SitePain, Spread
from lumbago.knowledge import KnowledgeBase, Urgency
from lumbago.plan import CarePlan, Referral, Said, Wishes, plan_care
from lumbago.plan.choosing import Target
from lumbago.plan.whole import Effort
from lumbago.programme import Programme, adapt, make_programme
from lumbago.programme.dose import amounts
from lumbago.programme.lights import light
from tests.line.test_programme import CLEAR, START, entry, plan_of, somebody
from tests.strategies import ASKED, KB

FOUND = frozenset({
    "tl_green_during", "tl_amber_during", "tl_red_during", "tl_high_baseline",
    "tl_red_high_baseline", "tl_hold_high_baseline", "tl_too_sore_to_start", "tl_spread_down",
    "tl_centralises", "tl_neuro_new", "tl_chest", "tl_dizzy", "after_ok", "after_settles_24h",
    "after_lasts_48h", "after_lasts_72h", "morning_rule", "doms_ok", "leg_pain_rule",
    "rpe_start", "rpe_build", "rpe_too_hard", "rpe_hard_hold", "rpe_too_easy", "breath_hold",
    "progress_criteria", "progress_size", "progress_order", "stretch_intensity",
    "iso_hold_build", "twist_slow", "plank_limit", "load_start", "phase_acute",
    "phase_subacute", "phase_chronic", "phase_prevention", "first_start", "early_start_mild",
    "session_time", "rest_days", "warmup_first", "flare_define", "flare_dose", "flare_mid",
    "flare_end", "flare_long", "missed_1_3", "missed_4_14", "missed_15_plus", "deload",
    "skip_two", "plateau", "rescreen_weekly", "stenosis_walk", "spondy_rule",
    "disc_flex_rule", "osteoporosis_rule", "older_adult", "pregnancy_rule", "fear_high",
    "sleep_low", "work_lift", "return_run", "return_contact_sport", "graduate",
    "camera_low_confidence", "order_of_actions",
})  # fmt: skip
"""The rules of the evidence notes, by their ids."""

NOT_HERE = {"camera_low_confidence": "No camera counts yet, so none can be unsure."}

LEG = next(place for place in all_places() if place.startswith("calf"))


def plan(
    condition: str = "",
    wishes: Wishes = CLEAR,
    age: float = 45.0,
    region: Region = Region.LOW_BACK,
    **told: bool | float | None,
) -> CarePlan:
    """A plan of an invented person; `condition` stands in the place of the leading cause."""
    given = {**ASKED, "duration_weeks": 5.0, "pain_severity": 4.0} | told
    person = Person(region=region, age_years=age, sex=Sex.FEMALE)
    found = plan_care(KB, assess(KB, Answers(person, given)), wishes, START)
    assert isinstance(found, CarePlan)
    return replace(found, targets=(Target(condition, "it"),)) if condition else found


def many(days: int, pain: float = 2.0, **more: object) -> tuple[DiaryEntry, ...]:
    """Sessions that went well, one a day."""
    return tuple(replace(entry(n, pain), **more) for n in range(days))  # type: ignore[arg-type]


def felt(pain: float) -> dict[str, Felt]:
    """Three moves of the first sessions, felt alike."""
    return {id: Felt(pain, 4.0) for id in ("cat_cow", "walking", "hamstring_stretch_doorway")}


@cache
def histories() -> tuple[tuple[CarePlan, tuple[DiaryEntry, ...]], ...]:
    """Plans and diaries of invented people."""
    nerve, back = plan("lumbar_radiculopathy"), plan_of()
    long = plan_of(weeks=20.0)
    sport = plan(wishes=replace(CLEAR, goals=("sport", "work")), duration_weeks=20.0)
    pain = {"pain_now": 6.0, "pain_next_morning": 6.0}
    thin = replace(long, said={**long.said, "osteoporosis_severe": Said.YES})
    born = replace(long, said={**long.said, "pregnancy_any": Said.YES})
    unasked = replace(long, said={**long.said, "frailty_falls_risk": Said.UNASKED})
    lame = replace(long, said={**long.said, "fever_acute_illness": Said.YES})
    neck = plan_of(region=Region.NECK, weeks=20.0)
    mid = plan_of(region=Region.MID_BACK, weeks=20.0)
    shoulder = replace(mid, said={**mid.said, "shoulder_problem": Said.YES})
    ball = replace(CLEAR, equipment=frozenset())
    return (
        (back, many(84)), (long, many(84)), (long, many(84, 4.0)), (sport, many(120, 1.0)),
        (neck, many(84)), (back, (*many(3), *many(9, 5.0)[3:])), (back, many(3)),
        (back, (*many(3), entry(6))), (back, (*many(3), entry(12))), (back, (*many(3), entry(30))),
        (back, (*many(3), entry(4, done=False), entry(5, done=False))),
        (back, (*many(3), entry(4, 5), entry(5, 3), entry(6, 2))),
        (back, (*many(3), *(entry(n, 5) for n in range(4, 22)))),
        (back, (*many(20), *(entry(n, 2 + n / 10) for n in range(20, 60)))),
        (back, many(4, settled=Settled.TWO_DAYS)), (back, many(4, settled=Settled.LONGER)),
        (back, many(3, muscle_sore=True)), (back, many(3, effort=1.0)),
        (back, many(2, effort=1.0, pain_next_morning=6.0)), (back, many(3, effort=8.0)),
        (back, many(3, effort=9.0)), (back, many(3, pain_during=5.0)),
        (back, many(3, pain_during=7.0)), (back, many(3, pain_during=7.0, **pain)),
        (back, many(3, pain_during=9.0, **pain)), (back, many(3, 8.0)), (back, many(3, 6.0)),
        (back, many(3, pain_after=5.0)), (back, many(3, pain_after=5.0, pain_next_morning=5.0)),
        (back, many(1, light_headed=True)), (back, many(2, light_headed=True)),
        (back, many(1, sleep_hours=3.0, done=None)), (back, many(1, sleep_quality=2.0, done=None)),
        (back, many(1, exercises=felt(6.0))), (back, many(2, exercises=felt(6.0))),
        (back, many(1, exercises={"hamstring_stretch_doorway": Felt(4.5)})),
        (back, many(1, exercises={"cat_cow": Felt(6.0)})),
        (nerve, (*many(3), entry(3, spread=Spread.UP))), (nerve, many(2, spread=Spread.DOWN)),
        (nerve, (*many(4, sites={LEG: SitePain(2.0)}), entry(4, sites={LEG: SitePain(3.0)}))),
        (back, many(1, dangers={"saddle_numbness": True})),
        (back, many(1, dangers={"chest_pressure": True, "short_breath": True})),
        (back, many(6, pain_after=4.0)),
        (back, (*many(20), *(entry(n, 3.0) for n in range(20, 35)),
                *(entry(n, 4.5) for n in range(35, 52)))),
        (back, many(1, exercises={id: Felt(9.0) for id in KB.exercises})),
        (replace(plan_of(region=Region.MID_BACK, weeks=20.0), wishes=ball), ()),
        (plan(region=Region.MID_BACK, duration_weeks=20.0, better_bend_forward=True,
              wishes=replace(CLEAR, floor=False)), ()),
        (plan(region=Region.ARM_ONLY, better_bend_forward=True), ()),
        (replace(shoulder, wishes=ball), ()),
        (plan("spondylolisthesis"), ()), (plan("lumbar_disc_herniation"), ()),
        (plan("lumbar_spinal_stenosis"), ()), (thin, ()), (born, ()), (unasked, ()), (lame, ()),
        (plan(age=70.0, duration_weeks=20.0), ()), (plan(fear_avoidance=True), ()),
        (plan(duration_weeks=0.0, pain_severity=5.0), ()),
        (plan(duration_weeks=1.0, pain_severity=3.0), many(30)),
        (plan(pain_severity=5.0, night_pain=True, poor_sleep=True), ()),
        (plan(wishes=replace(CLEAR, floor=False)), ()), (plan(wishes=ball), ()),
        (plan(worse_bend_forward=True), ()),
        (plan(worse_bend_forward=True, better_bend_forward=True, duration_weeks=20.0), ()),
        (replace(back, effort=Effort.LIGHT), ()),
        (unsettled(), ()),
        (_no_adult(), ()),
    )  # fmt: skip


def unsettled() -> CarePlan:
    """A plan of somebody who has answered none of the questions."""
    found = plan_care(KB, assess(KB, somebody()), Wishes(), START)
    assert isinstance(found, CarePlan)
    return found


def _no_adult() -> CarePlan:
    person = Person(region=Region.NECK)
    found = plan_care(KB, assess(KB, Answers(person, {"duration_weeks": 5.0})), CLEAR, START)
    assert isinstance(found, CarePlan)
    return found


def outcome(
    kb: KnowledgeBase, plan: CarePlan, days: tuple[DiaryEntry, ...]
) -> Programme | Referral:
    """What becomes of a programme after these days."""
    first = make_programme(kb, plan, START)
    last = days[-1].day if days else START
    is_done = bool(days) and days[-1].done
    return adapt(kb, first, Diary(days), last + timedelta(days=bool(is_done)))


def told(kb: KnowledgeBase) -> Iterator[str]:
    """Yield each rule that somebody is told."""
    by_text = {rule.tells: id for id, rule in kb.progression.items()}
    for plan, days in histories():
        found = outcome(kb, plan, days)
        for day in days:
            shown = light(kb, day)
            yield from [shown.id] if shown else []
        if isinstance(found, Referral):
            yield from (by_text[b.text] for b in found.because if b.text in by_text)
            continue
        yield from (d.rule.id for d in found.decisions)
        yield from (rule.id for rule in found.shaped_by)
        yield from (gap.rule.id for gap in found.gaps)
        yield from [found.note.id] if found.note else []
        for session in found.sessions:
            yield from (rule.id for rule in session.because)
            yield from (rule.id for pick in session.picks for rule in pick.why)


@cache
def all_told() -> frozenset[str]:
    return frozenset(told(KB))


def test_every_rule_of_the_evidence_is_here_or_has_a_reason():
    assert len(FOUND) == 68
    assert FOUND - {*KB.progression} == {*NOT_HERE}


@pytest.mark.parametrize("id", sorted(KB.progression))
def test_every_rule_is_told_or_changes_a_programme_for_some_history(id):
    if id in all_told():
        return
    assert KB.progression[id].numbers, "it is never told, and has no number that could act"
    for name in KB.progression[id].numbers:
        if any(_changes(id, name, to) for to in (0.01, 0.4, 3.0, 100.0)):
            return
    raise AssertionError("no history is different without it")


def _changes(id: str, name: str, factor: float) -> bool:
    rule = KB.progression[id]
    other = replace(rule, numbers={**rule.numbers, name: rule.numbers[name] * factor})
    kb = replace(KB, digest=f"{id} {name} {factor}", progression={**KB.progression, id: other})
    for plan, days in histories():
        try:
            before, after = outcome(KB, plan, days), outcome(kb, plan, days)
        except (ValueError, ZeroDivisionError, IndexError, OverflowError, KeyError):
            return True
        if repr(_seen(before)) != repr(_seen(after)):
            return True
    return any(amounts(KB, id) != amounts(kb, id) for id in KB.exercises)


def _seen(found: Programme | Referral) -> object:
    if isinstance(found, Referral):
        return found.urgency, [b.text for b in found.because]
    return [
        (s.day, [(p.exercise, p.amount) for p in s.picks]) for s in found.sessions
    ], found.rescreen


def test_a_new_sign_of_the_nerves_says_first_that_it_is_an_emergency():
    found = outcome(KB, plan_of(), many(1, dangers={"saddle_numbness": True}))
    assert isinstance(found, Referral)
    assert found.urgency is Urgency.NOW
    assert found.because[0].text == KB.progression["tl_neuro_new"].tells
