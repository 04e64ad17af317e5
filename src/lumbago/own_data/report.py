"""`lumbago report`: to look at, and only then to give away."""

from dataclasses import dataclass, field
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
    write_file,
)
from lumbago.own_data.speaking import say

if TYPE_CHECKING:
    from datetime import date

    from lumbago.answers import Answers
    from lumbago.assessment import Assessment
    from lumbago.diary import Diary
    from lumbago.forecast import Forecast
    from lumbago.knowledge import KnowledgeBase
    from lumbago.report import Document, Measured, Report, Topic
    from lumbago.store import Store


@dataclass(frozen=True, slots=True)
class _Found:
    """What a file or the store has of a person."""

    answers: "Answers"
    wishes: dict[str, Any] = field(default_factory=dict)
    diary: "Diary | None" = None
    name: str = ""
    id: str = ""
    marks: dict[str, str] = field(default_factory=dict)
    measures: "tuple[Measured, ...]" = ()
    begun: "tuple[date, Assessment] | None" = None


def report(
    file: Annotated[
        str, typer.Argument(help="A record or an assessment; - for input; the store if left out.")
    ] = "",
    audience: Annotated[
        str, typer.Option("--for", help="Who reads it: clinician or person.")
    ] = "clinician",
    question: Annotated[
        list[str] | None, typer.Option(help="A question of your own; may be repeated.")
    ] = None,
    words: Annotated[str, typer.Option(help="In your own words: what is wrong?")] = "",
    share: Annotated[
        list[str] | None,
        typer.Option(help="What else may be told: name, words, notes, mood or medicines."),
    ] = None,
    pdf: Annotated[str, typer.Option(help="Write a PDF to this new file.")] = "",
    html: Annotated[str, typer.Option(help="Write a page to this new file.")] = "",
    approve: Annotated[
        bool, typer.Option("--approve", help="You have read it; it may be written to the file.")
    ] = False,
    as_json: AsJson = False,
    as_text: Annotated[bool, typer.Option("--text", help="Print it as text (as it does).")] = False,
    person: Whose = "",
    language: Language = "en",
) -> None:
    """Show a report for a clinician or for yourself; write it only with --approve."""
    from datetime import datetime

    from lumbago.printing import map_words
    from lumbago.report import Audience, as_document, as_report_lines, as_report_record

    if audience not in {"clinician", "person"}:
        refuse("--for is clinician or person.")
    if (pdf and html) or (as_json and as_text):
        refuse("Choose one of --pdf and --html, and one of --json and --text.")
    kb, topics = knowledge(language), _topics(share or [])
    today = datetime.now().astimezone().date()
    found = _from_file(kb, file) if file else _from_store(kb, person, today)
    made = _made(kb, found, today, topics, words, tuple(question or ()))
    document = as_document(kb, made, Audience(audience), map_words(language))
    target = pdf or html
    if target and approve:
        write_file(target, _bytes_of(document, is_pdf=bool(pdf)))
        _keep_approval(found, made, document, "pdf" if pdf else "html")
        say("Written to {file}. Whoever has this file can read all of it.", file=target)
    elif as_json:
        print_json(as_report_record(kb, made, document))
    else:
        for line in as_report_lines(document):
            typer.echo(line)
    if target and not approve:
        why = told("Nothing was written. If all of this may leave, add --approve.")
        typer.echo(f"\n{why}", err=True)
        raise typer.Exit(1)


def _topics(named: list[str]) -> "frozenset[Topic]":
    from lumbago.report import Topic

    wrong = [name for name in named if name not in set(Topic)]
    if wrong:
        refuse("--share is one of: {topics}.", topics=", ".join(Topic))
    return frozenset(map(Topic, named))


def _made(
    kb: "KnowledgeBase", found: _Found, today: "date", topics: "frozenset[Topic]", words: str,
    questions: tuple[str, ...],
) -> "Report":  # fmt: skip
    from lumbago.assessment import assess
    from lumbago.errors import AnswersError
    from lumbago.insights import find_insights
    from lumbago.plan import Wishes, plan_care, read_wishes
    from lumbago.report import Own, Topic, write_report

    assessment = assess(kb, found.answers)
    try:
        wishes = read_wishes(kb, found.wishes)
    except AnswersError:  # the knowledge has changed since: the plan is one without them
        wishes = Wishes()
    own = Own(name=found.name, complaint=words, marks=found.marks, questions=questions)
    share = topics | {Topic.WORDS} if words else topics
    outcome = plan_care(kb, assessment, wishes, today)
    learned = find_insights(kb, assessment, found.diary, today) if found.diary else None
    try:
        return write_report(
            kb, assessment, today, outcome=outcome, diary=found.diary, own=own, share=share,
            measures=found.measures, forecast=_forecast(kb, found, assessment, today),
            insights=learned,
        )  # fmt: skip
    except AnswersError as error:
        refuse("The diary cannot be used:", error.problems)


def _forecast(
    kb: "KnowledgeBase", found: _Found, newest: "Assessment", today: "date"
) -> "Forecast | None":
    from lumbago.forecast import Forecast, foretell

    if found.begun is None or found.diary is None:
        return None
    start, begun = found.begun
    told = foretell(kb, begun, found.diary, start, today, newest)
    return told if isinstance(told, Forecast) else None


def _from_file(kb: "KnowledgeBase", file: str) -> _Found:
    from lumbago.errors import AnswersError
    from lumbago.intake import read_answers
    from lumbago.plan import input_record

    try:
        return _Found(read_answers(kb, input_record(read_json(read_text(file)))))
    except AnswersError as error:
        refuse("This record cannot be used:", error.problems)


def _from_store(kb: "KnowledgeBase", person: str, today: "date") -> _Found:
    from lumbago.errors import AnswersError
    from lumbago.intake import read_answers
    from lumbago.own_data.forecast import assessed_of, scores_of
    from lumbago.report import measured

    with opened() as store:
        chosen = person_of(store, person)
        told = _last(store, chosen.id, "answers")
        wished = _last(store, chosen.id, "wishes")
        diary = store.diary(chosen.id)
        assessed = assessed_of(kb, store, chosen.id, diary, today) if told else []
        scores = scores_of(kb, store, chosen.id)
    if not told:
        refuse("There are no answers yet. Answer the questions first, or give a file.")
    keys = ("region", "age_years", "sex", "setting")
    known = {i: a for i, a in (told.get("answers") or {}).items() if i in kb.findings}
    try:
        answers = read_answers(kb, {**{k: told.get(k) for k in keys}, "answers": known})
    except AnswersError as error:
        refuse("The answers that are kept cannot be used:", error.problems)
    return _Found(
        answers, wished, diary, chosen.name, chosen.id, marks_of(told), measured(kb, scores),
        assessed[0] if assessed else None,
    )  # fmt: skip


def _last(store: "Store", person: str, kind: str) -> dict[str, Any]:
    from lumbago.store import standing

    events = standing(store.events(person, (kind, "undo")))
    return dict(events[-1].payload) if events else {}


def marks_of(told: dict[str, Any]) -> dict[str, str]:
    """Return the places that were marked with the answers: the main one, and the others."""
    from lumbago.body import all_places

    marks = told.get("marks") or {}
    found = dict.fromkeys(marks.get("others") or (), "spread")
    found |= {marks["main"]: "main"} if marks.get("main") else {}
    return {place: mark for place, mark in found.items() if place in set(all_places())}


def _bytes_of(document: "Document", *, is_pdf: bool) -> bytes:
    from lumbago.printing import as_page, as_pdf

    return as_pdf(document) if is_pdf else as_page(document).encode()


def _keep_approval(found: _Found, made: "Report", document: "Document", form: str) -> None:
    """Keep that it left, and what was told in it; not the report itself."""
    if not found.id:
        return
    from lumbago.report import as_approval_record

    record = as_approval_record(made, document, form)
    with opened() as store:
        store.append(found.id, "approval", record, knowledge=made.knowledge)
