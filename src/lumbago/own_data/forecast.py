"""`lumbago forecast` and `lumbago progress`: what may come, and how it goes."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from lumbago.own_data.opening import (
    AsJson,
    Language,
    Whose,
    knowledge,
    opened,
    person_of,
    print_json,
    refuse,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from lumbago.answers import Answers
    from lumbago.assessment import Assessment
    from lumbago.diary import Diary
    from lumbago.knowledge import KnowledgeBase
    from lumbago.progress import Score
    from lumbago.store import Store

Day = Annotated[
    str, typer.Option("--today", help="As of this day, as 2026-03-02; today where left out.")
]


def forecast(
    person: Whose = "", language: Language = "en", today: Day = "", as_json: AsJson = False
) -> None:
    """Show what may come, as bands of weeks, from studies and your own diary."""
    from lumbago.forecast import as_forecast_record, forecast_lines, foretell

    kb, day = knowledge(language), _day(today)
    with opened() as store:
        chosen = person_of(store, person)
        diary = store.diary(chosen.id)
        assessed = assessed_of(kb, store, chosen.id, diary, day)
    if not assessed:
        refuse("There are no answers yet. Answer the questions in the browser: `lumbago serve`.")
    start, begun = assessed[0]
    told = foretell(kb, begun, diary, start, day, assessed[-1][1])
    if as_json:
        print_json(as_forecast_record(kb, told))
        return
    for line in forecast_lines(kb, told):
        typer.echo(line)


def progress(
    person: Whose = "", language: Language = "en", today: Day = "", as_json: AsJson = False
) -> None:
    """Show how it goes, set against the smallest change that matters."""
    from lumbago.progress import as_progress_record, follow, progress_lines

    kb, day = knowledge(language), _day(today)
    with opened() as store:
        chosen = person_of(store, person)
        diary = store.diary(chosen.id)
        assessed = assessed_of(kb, store, chosen.id, diary, day)
        scores = scores_of(kb, store, chosen.id)
    start = assessed[0][0] if assessed else None
    newest = assessed[-1][1] if assessed else None
    told = follow(kb, diary, day, newest, scores, start)
    if as_json:
        print_json(as_progress_record(kb, told))
        return
    for line in progress_lines(kb, told):
        typer.echo(line)


def assessed_of(
    kb: "KnowledgeBase", store: "Store", person: str, diary: "Diary", today: date
) -> "list[tuple[date, Assessment]]":
    """Return the assessments of this pain with their days: the first and the newest answers."""
    from lumbago.assessment import assess
    from lumbago.errors import AnswersError
    from lumbago.forecast import episode_start
    from lumbago.store import standing

    told = [e for e in standing(store.events(person, ("answers", "undo"))) if e.at.date() <= today]
    start = episode_start((e.at.date() for e in told), diary)
    begun = [e for e in told if e.at.date() == start]
    by_id = {e.id: e for e in (*begun[:1], *told[-1:])}
    try:
        return [(by_id[id].at.date(), assess(kb, _answers(kb, by_id[id].payload))) for id in by_id]
    except AnswersError:
        refuse("The answers no longer fit. Please answer again in the browser: `lumbago serve`.")


def _answers(kb: "KnowledgeBase", payload: "Mapping[str, Any]") -> "Answers":
    from lumbago.intake import read_answers

    fields = ("region", "age_years", "sex", "setting", "answers")
    return read_answers(kb, {name: payload.get(name) for name in fields})


def scores_of(kb: "KnowledgeBase", store: "Store", person: str) -> "list[Score]":
    """Return the questionnaires that were kept; one that cannot be read is left aside."""
    from lumbago.errors import AnswersError
    from lumbago.progress import read_score
    from lumbago.store import standing

    found = []
    for event in standing(store.events(person, ("measure", "undo"))):
        try:
            found.append(read_score(kb, dict(event.payload)))
        except AnswersError:
            continue
    return found


def _day(text: str) -> date:
    from datetime import datetime

    try:
        return date.fromisoformat(text) if text else datetime.now().astimezone().date()
    except ValueError:
        refuse("The day is no date. Write it as 2026-03-02.")
