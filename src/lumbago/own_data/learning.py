"""What a diary teaches: `lumbago insights`."""

from typing import TYPE_CHECKING

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
    from lumbago.assessment import Assessment
    from lumbago.knowledge import KnowledgeBase
    from lumbago.store import Store


def newest_assessment(store: "Store", kb: "KnowledgeBase", person: str) -> "Assessment | None":
    """Assess the newest answers of a person anew; None where none were kept."""
    from lumbago.assessment import assess
    from lumbago.errors import AnswersError
    from lumbago.intake import read_answers
    from lumbago.store import standing

    kept = [e for e in standing(store.events(person, ("answers", "undo"))) if e.kind == "answers"]
    if not kept:
        return None
    try:
        return assess(kb, read_answers(kb, dict(kept[-1].payload)))
    except AnswersError as error:
        refuse("The answers that were kept cannot be read:", error.problems)


def insights(person: Whose = "", as_json: AsJson = False, language: Language = "en") -> None:
    """Say what goes with better and worse days, with interval and number of days."""
    from datetime import datetime

    from lumbago.insights import as_insights_record, find_insights, insight_lines

    kb = knowledge(language)
    with opened() as store:
        whose = person_of(store, person)
        diary, assessment = store.diary(whose.id), newest_assessment(store, kb, whose.id)
    found = find_insights(kb, assessment, diary, datetime.now().astimezone().date())
    if as_json:
        print_json(as_insights_record(kb, found))
        return
    for line in insight_lines(kb, found):
        typer.echo(line)
