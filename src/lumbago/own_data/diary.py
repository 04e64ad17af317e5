"""`lumbago diary`: keep an entry, list them, take one back."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from lumbago.own_data.opening import (
    AsJson,
    Language,
    Whose,
    knowledge,
    opened,
    person_of,
    print_json,
    read_json,
    read_text,
    refuse,
    told,
)
from lumbago.own_data.speaking import say

if TYPE_CHECKING:
    from lumbago.diary import DiaryEntry
    from lumbago.knowledge import KnowledgeBase
    from lumbago.store import Event

diary = typer.Typer(help="Write into your diary, read it, or take an entry back.")


@diary.command("add")
def add_entry(
    pain: Annotated[float | None, typer.Option(help="Pain now, 0 to 10.")] = None,
    worst: Annotated[float | None, typer.Option(help="Worst pain that day, 0 to 10.")] = None,
    site: Annotated[
        list[str] | None,
        typer.Option(help="A place and its pain, as low_back=4 or calf_left=3/6; may be repeated."),
    ] = None,
    thing: Annotated[
        list[str] | None,
        typer.Option(help="What there was, as driving or driving=90 (minutes); may be repeated."),
    ] = None,
    medicine: Annotated[
        list[str] | None, typer.Option(help="A medicine you took; may be repeated.")
    ] = None,
    danger: Annotated[
        list[str] | None, typer.Option(help="A danger sign that is there; may be repeated.")
    ] = None,
    stiffness: Annotated[
        float | None, typer.Option(help="Minutes that you were stiff in the morning.")
    ] = None,
    interference: Annotated[
        float | None, typer.Option(help="How much pain got in the way, 0 to 10.")
    ] = None,
    sleep: Annotated[float | None, typer.Option(help="Hours of sleep.")] = None,
    sleep_quality: Annotated[
        float | None, typer.Option(help="How well you slept, 0 to 10 (very well).")
    ] = None,
    stress: Annotated[float | None, typer.Option(help="Stress, 0 to 10.")] = None,
    sitting: Annotated[float | None, typer.Option(help="Hours that you sat.")] = None,
    done: Annotated[
        bool | None, typer.Option("--done/--not-done", help="Whether you did the session.")
    ] = None,
    note: Annotated[str, typer.Option(help="Your own words.")] = "",
    day: Annotated[
        str, typer.Option(help="The day it tells of, as 2026-03-02; today where left out.")
    ] = "",
    record: Annotated[
        str, typer.Option(help="A JSON file of the whole entry instead; - for input.")
    ] = "",
    person: Whose = "",
    language: Language = "en",
) -> None:
    """Keep an entry. A sign of danger is told first, and kept as well."""
    given = _entry_of_options(
        pain_now=pain,
        pain_worst=worst,
        stiffness_minutes=stiffness,
        interference=interference,
        sleep_hours=sleep,
        sleep_quality=sleep_quality,
        stress=stress,
        sitting_hours=sitting,
        done=done,
        note=note or None,
        day=day or None,
        sites=dict(map(_site, site or ())) or None,
        exposures=dict(map(_thing, thing or ())) or None,
        medicines=medicine or None,
        dangers=dict.fromkeys(danger or (), True) or None,
    )
    if record:
        if given:
            refuse("Give either --record or the other options, not both.")
        given = read_json(read_text(record))
    elif not given:
        refuse("There is nothing to keep. Give at least --pain or --note; --help lists the rest.")
    _keep_entry(given, person, language)


def _keep_entry(given: Any, person: str, language: str) -> None:
    from datetime import datetime

    from lumbago.diary import as_entry_record, read_entry
    from lumbago.errors import AnswersError

    kb, now = knowledge(language), datetime.now().astimezone()
    if isinstance(given, dict):
        given = {"at": now.isoformat(timespec="seconds"), **given}
    try:
        entry = read_entry(given, kb)
    except AnswersError as error:
        refuse("This entry cannot be used:", error.problems)
    _tell_danger(kb, entry)
    with opened() as store:
        chosen = person_of(store, person, is_made=True)
        used = f"{kb.version} {kb.digest}"
        kept = store.append(
            chosen.id, "entry", as_entry_record(entry), at=entry.at, zone=entry.zone,
            knowledge=used,
        )  # fmt: skip
    if entry.is_late:
        say("Kept for {day}, written later.", day=entry.day.isoformat())
    else:
        say("Kept for {day}.", day=entry.day.isoformat())
    say("To take it back: lumbago diary undo {id}", id=kept.id[:8])


def _tell_danger(kb: "KnowledgeBase", entry: "DiaryEntry") -> None:
    """Print what to do first where a tick or a word of the entry is a danger."""
    from lumbago.diary import alert_of

    alert = alert_of(kb, entry)
    if not alert:
        return
    typer.echo(kb.urgency_words[alert.urgency].action[alert.flags[0].place])
    for flag in alert.flags:
        typer.echo(f"  {flag.title}. {flag.do}")


@diary.command("list")
def list_entries(
    days: Annotated[int, typer.Option(help="Of the last days; 0 for all.", min=0)] = 14,
    person: Whose = "",
    as_json: AsJson = False,
    language: Language = "en",
) -> None:
    """Show the entries, the last one last."""
    from datetime import date, datetime

    from lumbago.diary import read_entry
    from lumbago.store import standing

    today = datetime.now().astimezone().date().toordinal()
    first = date.fromordinal(max(1, today - days + 1)) if days else date.min
    with opened() as store:
        kept = standing(store.events(person_of(store, person).id, ("entry", "undo")))
    read = [(event, read_entry(dict(event.payload))) for event in kept]
    shown = sorted(((e, d) for e, d in read if d.day >= first), key=lambda p: (p[1].day, p[0].at))
    if as_json:
        print_json([{"id": event.id, **event.payload} for event, _ in shown])
        return
    if not shown:
        say("No entries yet.")
        return
    kb = knowledge(language)
    for event, entry in shown:
        typer.echo(_line(kb, event, entry))


def _line(kb: "KnowledgeBase", event: "Event", entry: "DiaryEntry") -> str:
    known = kb.care.exposures
    there = [known[id].name if id in known else id for id, x in entry.exposures.items() if x.there]
    parts = [told("pain {n:g}", n=entry.pain_now) if entry.pain_now is not None else "",
             told("worst {n:g}", n=entry.pain_worst) if entry.pain_worst is not None else "",
             ", ".join(there), ", ".join(entry.medicines),
             told("danger sign") if any(entry.dangers.values()) else "",
             told("written later") if entry.is_late else "", entry.note]  # fmt: skip
    return f"{event.id[:8]}  {entry.day.isoformat()}  {'; '.join(p for p in parts if p)}"


@diary.command("undo")
def undo_entry(
    entry: Annotated[
        str, typer.Argument(help="The first letters of its id; the entry kept last if left out.")
    ] = "",
    person: Whose = "",
    language: Language = "en",
) -> None:
    """Take an entry back."""
    from lumbago.store import standing

    with opened() as store:
        chosen = person_of(store, person)
        kept = standing(store.events(chosen.id, ("entry", "undo")))
        found = [e for e in kept if e.id.startswith(entry)]
        if not found or (entry and len(found) > 1):
            refuse("There is no such entry, or several. `lumbago diary list` shows them.")
        store.undo(chosen.id, found[-1].id)
    say("Taken back: the entry for {day}.", day=found[-1].payload["day"])


def _entry_of_options(**given: Any) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value is not None}


def _site(text: str) -> tuple[str, dict[str, float]]:
    """Read `low_back=4/7`: pain now, and the worst."""
    place, _, scores = text.partition("=")
    now, _, worst = scores.partition("/")
    pairs = (("now", now), ("worst", worst))
    return place, {name: _number(text, value) for name, value in pairs if value}


def _thing(text: str) -> tuple[str, dict[str, float]]:
    """Read `driving=90`: what there was, and its minutes."""
    id, _, minutes = text.partition("=")
    return id, {"minutes": _number(text, minutes)} if minutes else {}


def _number(text: str, value: str) -> float:
    try:
        return float(value)
    except ValueError:
        refuse("{text!r} holds no number behind the sign =.", text=text[:80])
