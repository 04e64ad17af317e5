"""An invented person with 90 days of a diary, so that anybody can see everything at once.

Nobody lived these days. The same numbers come out every time: chance has a fixed seed.
"""

from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any, Final

from lumbago.intake import read_answers
from lumbago.interview import Card, next_step
from lumbago.knowledge import KnowledgeBase
from lumbago.plan import Wishes
from lumbago.plan.wishes import as_wishes_record
from lumbago.web.flow import danger_signs

if TYPE_CHECKING:
    from lumbago.store import Event, Store

NAME: Final = "Robin (invented)"
DAYS: Final = 90
SEED: Final = 1907
BEGUN: Final = 60
"""So many days ago the programme was begun."""

_PERSON: Final = {"region": "low_back", "age_years": 46, "sex": "female", "setting": "online"}

DURATION: Final = "duration_weeks"
YES: Final = ("worse_sitting", "onset_lift_twist", "pain_cramp_spasm", "pain_buttock")


def make_demo(kb: KnowledgeBase, store: "Store", now: datetime) -> str:
    """Fill a store with an invented person, and return their id."""
    person = store.add_person(NAME, id="demo").id
    store.append_many(_events(kb, person, now))
    return person


def _events(kb: KnowledgeBase, person: str, now: datetime) -> "list[Event]":
    from lumbago.store.events import new_event

    chance = Random(SEED)  # noqa: S311
    named = f"{kb.version} {kb.digest}"
    told: list[tuple[str, datetime, dict[str, Any]]] = []
    first = (now - timedelta(days=DAYS - 1)).replace(hour=9, minute=0, second=0, microsecond=0)
    told.append(("answers", first, _answers(kb, pain=6, weeks=1)))
    for ago in range(DAYS - 1, 0, -1):
        at = (now - timedelta(days=ago)).replace(hour=20, minute=15, second=0, microsecond=0)
        entry = _entry(kb, chance, ago, at)
        if chance.random() > 0.08:  # nobody writes every day
            told.append(("entry", at, entry))
    begun = (now - timedelta(days=BEGUN)).date()
    days = {"begun": begun.isoformat(), "start": begun.isoformat()}
    told.append(("wishes", now, as_wishes_record(_wishes(kb))))
    told.append(("programme", now, days))
    told.append(("answers", now, _answers(kb, pain=4, weeks=1 + DAYS // 7)))
    return [
        new_event(person, kind, payload, at=at, knowledge=named, id=f"demo-{n:03}")
        for n, (kind, at, payload) in enumerate(told)
    ]


def _wishes(kb: KnowledgeBase) -> Wishes:
    concerns = dict.fromkeys(kb.care.contraindications, False)
    return Wishes(minutes_a_day=20.0, days_a_week=4, floor=True, concerns=concerns)


def _answers(kb: KnowledgeBase, *, pain: int, weeks: int) -> dict[str, Any]:
    given: dict[str, Any] = dict.fromkeys(danger_signs(kb), False)
    given |= dict.fromkeys(YES, True)
    given |= {"pain_severity": pain, DURATION: weeks}
    return {
        **_PERSON,
        "answers": _to_the_end(kb, tuple(given.items())),
        "marks": {"main": "low_back", "others": ["buttock_left"]},
        "carer": False,
    }


@cache
def _to_the_end(kb: KnowledgeBase, given: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    """Go on with the interview, no to all that is asked, so that every page can be seen."""
    answers = read_answers(kb, {**_PERSON, "answers": dict(given)})
    while step := next_step(kb, answers):
        asked = step.findings if isinstance(step, Card) else (step.finding.id,)
        told = {id: False if kb.findings[id].is_yes_no else None for id in asked}
        answers = answers.with_answers({**told, **answers.given})
    return dict(answers.given)


def _entry(kb: KnowledgeBase, chance: Random, ago: int, at: datetime) -> dict[str, Any]:
    """Return a day: pain falls slowly, is worse on days with driving, and better with a walk."""
    things = _things(chance)
    level = 3.0 + 3.0 * (ago / DAYS) ** 1.4
    flare = 2.0 if 40 <= ago <= 43 else 0.0
    drove, walked = 1.8 * things["driving"], -0.8 * things["walking"]
    pain = _score(level + flare + drove + walked + chance.gauss(0, 0.6))
    worst = min(10, pain + chance.choice((0, 1, 1, 2)))
    entry: dict[str, Any] = {
        "day": at.date().isoformat(),
        "at": at.isoformat(),
        "sites": {"low_back": {"now": pain, "worst": worst}},
        "dangers": dict.fromkeys(kb.care.spasm_signs, False),
        "interference": _score(pain - 1 + chance.gauss(0, 0.7)),
        "sleep_hours": round(7.2 - 0.15 * pain + chance.gauss(0, 0.5), 1),
        "sleep_quality": _score(8 - 0.5 * pain + chance.gauss(0, 0.8)),
        "stress": _score(4 + chance.gauss(0, 1.5)),
        "sitting_hours": float(chance.choice((3, 4, 5, 6, 8))),
        "exposures": {id: ({} if there else {"there": False}) for id, there in things.items()},
    }
    if pain >= 5:
        entry["sites"]["buttock_left"] = {"now": pain - 2}
    if things["driving"]:
        entry["exposures"]["driving"]["minutes"] = chance.choice((60, 90, 120))
    if flare:
        entry["spasms"] = [{"place": "low_back", "count": 1, "length": "minutes", "strength": 6}]
        entry["medicines"] = ["ibuprofen"]
        entry["note"] = "It locked up when I got out of the car."
    if ago <= BEGUN and ago % 2 == 0:
        entry["done"] = chance.random() < 0.85
    return entry


def _things(chance: Random) -> dict[str, bool]:
    return {
        "driving": chance.random() < 0.3,
        "walking": chance.random() < 0.5,
        "lifting": chance.random() < 0.2,
        "gardening": chance.random() < 0.15,
        "heat": chance.random() < 0.3,
    }


def _score(value: float) -> int:
    return max(0, min(10, round(value)))
