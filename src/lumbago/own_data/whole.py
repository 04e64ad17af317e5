"""People, and everything of them: export, import, backup, restore, erase."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lumbago.own_data.opening import (
    AsJson,
    Language,
    Whose,
    opened,
    passphrase_of,
    person_of,
    print_json,
    read_json,
    read_text,
    refuse,
    told,
    write_file,
)
from lumbago.own_data.speaking import refuse_as, say

if TYPE_CHECKING:
    from lumbago.store import StoredPerson


def people(
    add: Annotated[str, typer.Option(help="Add somebody with this name.")] = "",
    rename: Annotated[str, typer.Option(help="With --person: the new name.")] = "",
    person: Whose = "",
    as_json: AsJson = False,
    language: Language = "en",
) -> None:
    """List whose data is kept here; add somebody, or change a name."""
    with opened() as store:
        if add:
            store.add_person(add)
        if rename:
            store.rename(person_of(store, person).id, rename)
        kept = store.people()
    if as_json:
        print_json([{"id": p.id, "name": p.name, "added": p.added.isoformat()} for p in kept])
        return
    for p in kept:
        typer.echo(p.name)
    if not kept:
        say("Nobody yet. `lumbago diary add` begins with you.")


def export(
    file: Annotated[str, typer.Argument(help="A new file; - for standard output.")] = "-",
    as_csv: Annotated[
        bool, typer.Option("--csv", help="The diary of one person as a table instead.")
    ] = False,
    person: Whose = "",
    language: Language = "en",
) -> None:
    """Write everything of one person, or of all, as one JSON document."""
    from lumbago.store import as_sheet

    with opened() as store:
        if as_csv:
            text = as_sheet(store.diary(person_of(store, person).id))
        else:
            chosen = person_of(store, person).id if person else None
            text = json.dumps(store.export(chosen), ensure_ascii=False, indent=1) + "\n"
    if file == "-":
        typer.echo(text, nl=False)
        return
    write_file(file, text.encode())
    say("Written to {file}. Whoever has this file can read all of it.", file=file)


def import_(
    file: Annotated[str, typer.Argument(help="What `lumbago export` wrote; - for input.")],
    person: Whose = "",
    language: Language = "en",
) -> None:
    """Take in an export, of this or another machine; what is there already stays once."""
    document = read_json(read_text(file))
    with opened() as store:
        done = store.import_(document, person_of(store, person).id if person else None)
    say(
        "{events} new events and {people} new people; {known} events were here already.",
        events=done.events,
        people=done.people,
        known=done.known,
    )


def backup(
    file: Annotated[Path, typer.Argument(help="A new file.")], language: Language = "en"
) -> None:
    """Copy the whole store into a new file, and check the copy."""
    with opened() as store:
        made = store.backup(file)
    say("Written to {file} and checked. Keep it where nobody else can read it.", file=made)


def restore(
    file: Annotated[Path, typer.Argument(help="What `lumbago backup` wrote.")],
    language: Language = "en",
) -> None:
    """Put a backup in the place of the store; the old store is kept beside it."""
    from lumbago.errors import StoreError
    from lumbago.store import Store

    try:
        old = Store.restore(file, passphrase=passphrase_of(file))
    except StoreError as error:
        refuse_as(error)
    say("The backup is in place.")
    if old:
        say("What was there before is in {file}.", file=old)


def erase(
    person: Whose = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    rest: Annotated[
        bool, typer.Option("--rest", help="Clear what an erasing before had to leave.")
    ] = False,
    language: Language = "en",
) -> None:
    """Delete a person and all that is kept of them, for good."""
    with opened() as store:
        if rest:
            store.clear()
            say("Nothing of what was deleted is left in the store.")
            return
        chosen = person_of(store, person)
        if not yes and not _is_sure(chosen):
            refuse("Nothing was erased.")
        kept = store.erase(chosen.id)
    say("Erased. Backups and exports that you made are files of their own: delete them too.")
    for copy in kept:
        say("This older store could not be changed. Delete it yourself: {file}", file=copy)


def verify(
    aside: Annotated[
        str,
        typer.Option("--set-aside", help="A new file: take what is damaged out of the store."),
    ] = "",
    language: Language = "en",
) -> None:
    """Look whether all that is kept is as it was written; exit code 1 where it is not."""
    with opened() as store:
        damaged = store.set_aside(aside) if aside else store.verify()
        names = {p.id: p.name for p in store.people()}
    for d in damaged:
        typer.echo(f"  {d.number}: {names.get(d.person, '?')}, {d.kind}, {d.day}")
    if not damaged:
        say("All that is kept is as it was written.")
    elif aside:
        say("Taken out of the store, and written to {file}: {n}.", file=aside, n=len(damaged))
    else:
        say(
            "Not as it was written: {n}. Restore a backup; or go on without it: "
            "`lumbago verify --set-aside FILE`.",
            n=len(damaged),
        )
        raise typer.Exit(1)


def _is_sure(person: "StoredPerson") -> bool:
    if not sys.stdin.isatty():
        refuse("Say --yes if you are sure. `lumbago export` first keeps a copy.")
    asked = told("This cannot be undone. Write the name {name!r} to go on", name=person.name)
    answer: str = typer.prompt(asked)
    return answer.strip() == person.name
