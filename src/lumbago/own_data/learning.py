"""What a diary teaches: `lumbago insights`."""

import typer

from lumbago.own_data.forecast import assessed_of
from lumbago.own_data.opening import (
    AsJson,
    Language,
    Whose,
    knowledge,
    opened,
    person_of,
    print_json,
)


def insights(person: Whose = "", as_json: AsJson = False, language: Language = "en") -> None:
    """Say what goes with better and worse days, with interval and number of days."""
    from datetime import datetime

    from lumbago.insights import as_insights_record, find_insights, insight_lines

    kb, today = knowledge(language), datetime.now().astimezone().date()
    with opened() as store:
        whose = person_of(store, person)
        diary = store.diary(whose.id)
        assessed = assessed_of(kb, store, whose.id, diary, today)
    newest = assessed[-1][1] if assessed else None
    found = find_insights(kb, newest, diary, today)
    if as_json:
        print_json(as_insights_record(kb, found))
        return
    for line in insight_lines(kb, found):
        typer.echo(line)
