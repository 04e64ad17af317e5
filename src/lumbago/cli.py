"""lumbago on the command line: a door. It reads, calls the line, and prints.

    lumbago            the browser, same as `lumbago serve`
    lumbago ask        the interview in the terminal
    lumbago assess     one record in, one assessment out
    lumbago plan       one record or assessment in, a plan or a referral out
    lumbago programme  one record and wishes in, weeks of sessions out
    lumbago score      many records, one JSON a line
    lumbago check      everything that is wrong with the knowledge
    lumbago feedback   what was said of pages on this machine
    lumbago coverage   what became of each statement that lumbago was founded on
    lumbago diary      keep an entry, list them, take one back
    lumbago insights   what goes with better and worse days of a diary
    lumbago report     what a clinician asks first, approved by you before it is written
    lumbago people     whose data is kept; export, import, erase, backup, restore, verify: all of it

Exit codes: 0 done; 1 the knowledge has faults, a line of `score` could not be read, or `ask` was
broken off;
2 the input cannot be used.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lumbago.own_data import add_commands
from lumbago.own_data.opening import read_json, read_text, refuse
from lumbago.own_data.speaking import refuse_as, say, speak, told

if TYPE_CHECKING:
    from datetime import date

    from fastapi import FastAPI

    from lumbago.knowledge import KnowledgeBase
    from lumbago.plan import CarePlan, Referral
    from lumbago.store import Store

app = typer.Typer(
    name="lumbago",
    help="Back or neck pain: how urgent, what probably causes it, what to do, and who says so.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

LONGEST_RECORD = 1_000_000
"""No honest record is longer than this many bytes."""

Packs = Annotated[
    list[Path] | None,
    typer.Option("--pack", help="A folder of knowledge laid over the core; may be repeated."),
]

Language = Annotated[
    str,
    typer.Option("--language", help="The code of a language, such as es or de.", callback=speak),
]


def main() -> None:
    """Run the command line."""
    app()


@app.callback(invoke_without_command=True)
def lumbago(context: typer.Context) -> None:
    """Open the browser when no command is given."""
    if context.invoked_subcommand is None:
        serve()


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="The port on this machine.", min=1, max=65535)] = 8321,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open one.")] = False,
    store: Annotated[
        str, typer.Option(help="The file that keeps the diaries; that of the platform if left out.")
    ] = "",
    no_store: Annotated[
        bool, typer.Option("--no-store", help="Keep nothing: all of it stays in memory.")
    ] = False,
    demo: Annotated[
        bool, typer.Option("--demo", help="Show an invented person with 90 days; keep nothing.")
    ] = False,
    language: Annotated[
        str,
        typer.Option(
            "--language",
            help="What is said here, such as es or de; in the browser you choose it there.",
            callback=speak,
        ),
    ] = "en",
    pack: Packs = None,
) -> None:
    """Start lumbago in the browser, for this machine alone."""
    from lumbago.web.app import make_app

    if store and (no_store or demo):
        refuse("Give --store alone, without --no-store or --demo.")
    address = f"http://127.0.0.1:{port}/"
    with _store(store, is_kept=not no_store, is_demo=demo) as kept:
        folder = None if no_store or demo or "://" in store else _folder(store)
        site = make_app(*_load_all(pack), store=kept, is_demo=demo, feedback_folder=folder)
        tell_of_harm(folder)
        _run(site, address, port, opens=not no_browser)


def tell_of_harm(folder: Path | None) -> None:
    """Tell whoever runs lumbago here what was said that could harm somebody."""
    from lumbago.errors import StoreError
    from lumbago.feedback import harmful, read_feedback

    with suppress(StoreError):  # `lumbago feedback` says what is wrong
        if folder is not None and (n := len(harmful(read_feedback(folder)))):
            say(
                "Notes on pages that could harm somebody: {n}. Read them with `lumbago feedback`.",
                n=n,
            )


def _folder(store: str) -> Path:
    """Return the folder of the store; feedback is kept beside it."""
    from lumbago.store import default_address

    return (Path(store) if store else default_address()).parent


@contextmanager
def _store(address: str, *, is_kept: bool, is_demo: bool) -> "Iterator[Store | None]":
    """Open the store; that of the demo is gone when lumbago ends."""
    from tempfile import TemporaryDirectory

    from lumbago.errors import StoreError
    from lumbago.own_data.opening import passphrase_of
    from lumbago.store import Store, default_address

    if not is_kept and not is_demo:
        yield None
        return
    try:
        if is_demo:
            with TemporaryDirectory() as folder, Store.open(Path(folder) / "demo.db") as kept:
                yield kept
            return
        file = address if "://" in address else Path(address or default_address())
        secret = passphrase_of(file) if isinstance(file, Path) else None
        with Store.open(file, passphrase=secret) as kept:
            yield kept
    except StoreError as error:
        refuse("{error} To go on without a diary, add --no-store.", error=error)


def _run(site: "FastAPI", address: str, port: int, *, opens: bool) -> None:
    import threading
    import webbrowser

    import uvicorn

    say(
        "lumbago is at {address} and speaks to this machine alone. Stop it with Ctrl+C.",
        address=address,
    )
    if opens:
        threading.Timer(1.0, webbrowser.open, [address]).start()
    uvicorn.run(site, host="127.0.0.1", port=port, access_log=False, log_level="warning")


@app.command()
def assess(
    file: Annotated[str, typer.Argument(help="A JSON file, or - for standard input.")] = "-",
    text: Annotated[
        str | None, typer.Option(help="In your own words, instead of a file: what is wrong?")
    ] = None,
    age: Annotated[
        float | None, typer.Option(help="With --text: years. What you give wins over the text.")
    ] = None,
    sex: Annotated[str | None, typer.Option(help="With --text: female or male.")] = None,
    region: Annotated[
        str | None,
        typer.Option(help="With --text: low_back, mid_back, neck, leg_only or arm_only."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the record as JSON.")] = False,
    language: Language = "en",
    pack: Packs = None,
) -> None:
    """Assess one record, or a text: who it is and what was answered or told."""
    from datetime import datetime

    from lumbago.assessment import assess as assess_answers
    from lumbago.errors import AnswersError
    from lumbago.intake import read_told
    from lumbago.records import as_record

    kb = _load(pack, language)
    record = _from_options(file, text=text, age_years=age, sex=sex, region=region)
    try:
        told = read_told(kb, record or _record(file), datetime.now().astimezone().date())
    except AnswersError as error:
        refuse("This record cannot be used:", error.problems)
    assessment = assess_answers(kb, told.answers)
    if as_json:
        whole = as_record(kb, assessment, told.understood)
        typer.echo(json.dumps(whole, ensure_ascii=False, indent=2))
        return
    from lumbago.terminal import print_assessment, print_understood

    if told.understood is not None:
        print_understood(kb, told.understood)
    print_assessment(kb, assessment)


def _from_options(file: str, **given: Any) -> dict[str, Any] | None:
    """Make a record of the options; nothing where there are none."""
    record = {name: value for name, value in given.items() if value is not None}
    if not record:
        return None
    if "text" not in record:
        refuse('--age, --sex and --region belong to --text "...".')
    if file != "-":
        refuse('Give either {file} or --text "...", not both.', file=file)
    return {**record, "answers": {}}


@app.command()
def plan(
    file: Annotated[str, typer.Argument(help="A record or an assessment; - for input.")] = "-",
    wishes: Annotated[
        Path | None, typer.Option(help="A JSON file: what the person has, wants and leaves out.")
    ] = None,
    today: Annotated[
        str, typer.Option(help="The day of the plan, as 2026-03-02; the day of the machine else.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    language: Language = "en",
    pack: Packs = None,
) -> None:
    """Plan care for one person, or say who must look first."""
    from lumbago.plan import as_plan_record
    from lumbago.terminal import print_plan

    kb = _load(pack, language)
    outcome = _planned(kb, file, wishes, _day(today, "--today"))
    if as_json:
        typer.echo(json.dumps(as_plan_record(kb, outcome), ensure_ascii=False, indent=2))
        return
    print_plan(kb, outcome)


@app.command()
def programme(
    file: Annotated[str, typer.Argument(help="A record, an assessment or a plan; - for input.")],
    start: Annotated[str, typer.Option(help="The first day, as 2026-03-02.")],
    wishes: Annotated[
        Path | None, typer.Option(help="A JSON file: what the person has, wants and leaves out.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    as_ics: Annotated[bool, typer.Option("--ics", help="Print the days as a calendar.")] = False,
    as_text: Annotated[bool, typer.Option("--print", help="Print it to follow on paper.")] = False,
    language: Language = "en",
    pack: Packs = None,
) -> None:
    """Make weeks of sessions for one person, or say who must look first."""
    from lumbago.plan import Referral, as_plan_record
    from lumbago.programme import make_programme
    from lumbago.programme.records import as_lines, as_programme_calendar, as_programme_record
    from lumbago.terminal import print_plan

    if as_json + as_ics + as_text > 1:
        refuse("Choose one of --json, --ics and --print.")
    kb = _load(pack, language)
    day = _day(start, "--start")
    outcome = _planned(kb, file, wishes, day)
    if isinstance(outcome, Referral):
        if as_json:
            typer.echo(json.dumps(as_plan_record(kb, outcome), ensure_ascii=False, indent=2))
        elif as_ics:
            refuse("Somebody must look first: there is no session for a calendar.")
        else:
            print_plan(kb, outcome)
        return
    made = make_programme(kb, outcome, day)
    if as_json:
        typer.echo(json.dumps(as_programme_record(kb, made), ensure_ascii=False, indent=2))
    elif as_ics:
        typer.echo(as_programme_calendar(kb, made), nl=False)
    else:
        for line in as_lines(kb, made):
            typer.echo(line)


def _day(text: str, option: str) -> "date":
    from datetime import UTC, date, datetime

    try:
        return date.fromisoformat(text) if text else datetime.now(UTC).astimezone().date()
    except ValueError:
        refuse("{option} is no date. Write it as 2026-03-02.", option=option)


def _planned(
    kb: "KnowledgeBase", file: str, wishes: Path | None, day: "date"
) -> "CarePlan | Referral":
    from lumbago.assessment import assess as assess_answers
    from lumbago.errors import AnswersError
    from lumbago.intake import read_answers
    from lumbago.plan import input_record, plan_care, read_wishes

    record = _record(file)
    is_plan = isinstance(record, dict) and record.get("kind") == "plan"
    own = record.get("wishes", {}) if is_plan else {}
    try:
        answers = read_answers(kb, input_record(record))
    except AnswersError as error:
        refuse("This record cannot be used:", error.problems)
    try:
        wished = read_wishes(kb, _record(str(wishes)) if wishes else own)
    except AnswersError as error:
        refuse("These wishes cannot be used:", error.problems)
    return plan_care(kb, assess_answers(kb, answers), wished, day)


@app.command()
def ask(
    carer: Annotated[bool, typer.Option("--carer", help="You answer for someone else.")] = False,
    language: Language = "en",
    pack: Packs = None,
) -> None:
    """Answer the questions in the terminal and get the result."""
    from lumbago.terminal import interview

    if not interview(_load(pack, language), carer=carer):
        raise typer.Exit(1)


@app.command()
def score(
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl", help="One record a line.")],
    target: Annotated[Path, typer.Argument(metavar="OUT.jsonl", help="One result a line.")],
    full: Annotated[
        bool, typer.Option("--full", help="Everything that `assess --json` prints; far slower.")
    ] = False,
    workers: Annotated[
        int, typer.Option(help="Processes to use; 0 for all cores.", min=0, max=256)
    ] = 0,
    pack: Packs = None,
) -> None:
    """Assess many records: a bad line is reported and skipped, the others go on."""
    from lumbago.batch import score_file
    from lumbago.errors import KnowledgeError

    if not source.is_file():
        refuse(f"There is no file {source}.")
    if not source.stat().st_size:
        refuse(f"There is nothing to read in {source}. Give one record a line.")
    if not target.parent.is_dir():
        refuse(f"There is no folder {target.parent} to write to.")
    if target.exists() and target.samefile(source):
        refuse("The result would overwrite the input. Name another file.")
    try:
        summary = score_file(source, target, packs=tuple(pack or ()), full=full, workers=workers)
    except KnowledgeError as error:
        refuse("The knowledge cannot be used:", error.problems)
    except OSError as error:
        refuse(f"The files cannot be read or written: {error.strerror}.")
    for problem in summary.problems[:20]:
        typer.echo(problem, err=True)
    if len(summary.problems) > 20:
        typer.echo(f"... and {len(summary.problems) - 20} more bad lines.", err=True)
    typer.echo(
        f"{summary.scored} records in {summary.seconds:.1f} s: "
        f"{summary.scored / max(summary.seconds, 1e-9):,.0f} a second. "
        f"{len(summary.problems)} bad lines skipped."
    )
    if summary.problems:
        raise typer.Exit(1)


@app.command()
def check(
    language: Annotated[
        str,
        typer.Option("--language", help="List what is missing in this language, such as es or de."),
    ] = "",
    stamp: Annotated[
        bool,
        typer.Option("--stamp", help="With --language: note of which English its words are."),
    ] = False,
    pack: Packs = None,
) -> None:
    """Say everything that is wrong with the knowledge: file, entry, what, remedy."""
    if language:
        _check_language(language, pack, stamp=stamp)
        return
    from lumbago.checks import by_place
    from lumbago.checks import check as find_problems

    kb = _load(pack)
    problems = find_problems(kb)
    for place, found in by_place(problems).items():
        typer.echo(f"{place}")
        for problem in found:
            typer.echo(f"  {problem}")
    known = (
        f"{len(kb.findings)} findings, {len(kb.conditions)} conditions, {len(kb.arrows)} arrows, "
        f"{len(kb.red_flags)} red flags, {len(kb.cases)} published cases, {len(kb.sources)} sources"
    )
    typer.echo(f"Knowledge {kb.version} ({kb.digest}): {known}.")
    gaps = sum(bool(case.known_gap) for case in kb.cases)
    typer.echo(f"{len(problems)} problems. {gaps} published cases are known gaps.")
    if problems:
        raise typer.Exit(1)


@app.command()
def feedback(
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    store: Annotated[
        str, typer.Option(help="The file that keeps the diaries; that of the platform if left out.")
    ] = "",
    language: Language = "en",
) -> None:
    """List what was said of pages on this machine; what could harm comes first."""
    from lumbago.errors import StoreError
    from lumbago.feedback import harmful, read_feedback

    try:
        kept = read_feedback(_folder(store))
    except StoreError as error:
        refuse_as(error)
    if as_json:
        lines = [{"at": f.at.isoformat(), "page": f.page, "sort": f.sort.value, "text": f.text,
                  "knowledge": f.knowledge} for f in kept]  # fmt: skip
        typer.echo(json.dumps(lines, ensure_ascii=False, indent=2))
        return
    if n := len(harmful(kept)):
        say("{n} of {all} could harm somebody; they stand first.", n=n, all=len(kept))
    sorts = {"harm": told("harm"), "error": told("error"), "unclear": told("unclear"),
             "helpful": told("helpful")}  # fmt: skip
    for one in kept:
        typer.echo(f"{one.at:%Y-%m-%d} {sorts[one.sort.value]:8} {one.page}")
        if one.text:
            typer.echo(f"  {one.text}")
    if not kept:
        say("Nobody has said anything yet.")


@app.command()
def coverage(
    row: Annotated[str, typer.Argument(help="One row, such as S0-004; all of them without.")] = "",
) -> None:
    """Say what became of each of the 803 statements that lumbago was founded on."""
    from lumbago.coverage import CONDITIONS, ROWS, counts, faults, requirements

    register = requirements()
    wanted = [entry for entry in register if not row or entry.row == row]
    if not wanted:
        refuse(f"There is no row {row}. Rows look like S0-004.")
    if row:
        for entry in wanted:
            typer.echo(f"{entry.row}: {entry.says}")
            typer.echo(f"  {entry.how.value}: {', '.join(entry.by) or 'nothing yet'}")
            if entry.reason:
                typer.echo(f"  {entry.reason} ({entry.source})")
        return
    kb, named = _load(None), requirements(CONDITIONS)
    found = [*faults(kb, register), *faults(kb, named)]
    for problem in found:
        typer.echo(f"  {problem}")
    told = ", ".join(f"{n} {how.value}" for how, n in counts(register).items())
    typer.echo(f"{len(register)} of {ROWS} statements: {told}. {len(found)} problems.")
    typer.echo(f"{len(named)} conditions and {len(kb.source_rows)} exercises that they name.")
    if found or len(register) != ROWS:
        raise typer.Exit(1)


def _check_language(language: str, pack: list[Path] | None, *, stamp: bool) -> None:
    from lumbago.errors import KnowledgeError
    from lumbago.loading import SHIPPED
    from lumbago.loading.languages import languages
    from lumbago.translations import lines, listing
    from lumbago.translations import stamp as write_stamps

    kb, folders = _load(pack), (SHIPPED, *(pack or ()))
    _, *others = languages(*folders)
    if language not in others:
        refuse(f"There is no translation into {language}. There are: {', '.join(others)}.")
    try:
        if stamp:
            typer.echo(f"Written: {write_stamps(kb, language, folders[-1])}")
        found = listing(kb, language, folders)
    except KnowledgeError as error:
        refuse("The words cannot be used:", error.problems)
    for line in lines(found):
        typer.echo(line)
    if not found.is_whole:
        raise typer.Exit(1)


def _load(pack: list[Path] | None, language: str = "en") -> "KnowledgeBase":
    from lumbago.errors import KnowledgeError
    from lumbago.loading import SHIPPED, load, shipped

    try:
        return load(SHIPPED, *pack, language=language) if pack else shipped(language)
    except KnowledgeError as error:
        refuse("The knowledge cannot be used:", error.problems)


def _load_all(pack: list[Path] | None) -> "tuple[KnowledgeBase, ...]":
    from lumbago.errors import KnowledgeError
    from lumbago.loading import SHIPPED, load_all

    try:
        return load_all(SHIPPED, *(pack or ()))
    except KnowledgeError as error:
        refuse("The knowledge cannot be used:", error.problems)


def _record(file: str) -> Any:
    """Return one record of a file, or of standard input."""
    text = read_text(file, LONGEST_RECORD)
    if not text.strip():
        refuse('There is nothing to read. Give a record such as {"region": "neck", "answers": {}}.')
    return read_json(text)


add_commands(app)

if __name__ == "__main__":
    main()
