"""The interview and the result in a terminal: a door."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.prompt import Prompt
from rich.text import Text

from lumbago.answers import Answer, Answers, Person, Region, Setting, Sex
from lumbago.assessment import Assessment, Cause, assess, changes, not_excluded
from lumbago.facts import applies, know
from lumbago.intake import NUMBERS
from lumbago.interview import (
    Card,
    Question,
    answer_card,
    answer_places,
    next_step,
    places,
)
from lumbago.knowledge import KnowledgeBase, Urgency
from lumbago.wording import between, in_words, told

REGIONS = {
    "1": (Region.LOW_BACK, "the low back"),
    "2": (Region.MID_BACK, "the middle or top of the back"),
    "3": (Region.NECK, "the neck"),
    "4": (Region.LEG_ONLY, "a leg, and not the back"),
    "5": (Region.ARM_ONLY, "an arm, and not the neck"),
}

COLOURS = {
    Urgency.NOW: "bold white on red",
    Urgency.TODAY: "bold black on dark_orange",
    Urgency.SOON: "bold black on yellow",
    Urgency.ROUTINE: "bold white on blue",
    Urgency.SELF_CARE: "bold white on green4",
}


MOST_NOT_KNOWN = 6
"""So many open danger signs are named; the rest is counted."""


def interview(kb: KnowledgeBase, *, carer: bool = False, console: Console | None = None) -> None:
    """Ask until the interview is over, then print the result."""
    console = console or Console()
    whom = "The person's" if carer else "Your"
    console.print("This is not a diagnosis. In an emergency, call the emergency number now.\n")
    answers = _start(kb, console, whom)
    while step := next_step(kb, answers):
        if isinstance(step, Card):
            answers = _card(kb, console, answers, step)
        else:
            answers = _question(console, answers, step)
    console.rule()
    print_assessment(kb, assess(kb, answers), console)


def _start(kb: KnowledgeBase, console: Console, whom: str) -> Answers:
    age = _number(console, f"{whom} age in years", *NUMBERS["age_years"])
    sex = Prompt.ask(
        f"{whom} sex at birth", choices=["female", "male", "skip"], default="skip", console=console
    )
    for key, (_, words) in REGIONS.items():
        console.print(f"  {key}  {words}")
    chosen = Prompt.ask("Where does it hurt most?", choices=list(REGIONS), console=console)
    person = Person(
        region=REGIONS[chosen][0],
        age_years=age,
        sex=None if sex == "skip" else Sex(sex),
        setting=Setting.ONLINE,
    )
    own = kb.settings.strata.get(person.region)
    ids = [id for id in places() if id != own]
    answers = answer_places(kb, person, _tick(kb, console, "Where else does it hurt?", ids))
    pregnancy = kb.findings["pregnancy_now"]
    if applies(pregnancy, know(kb, answers)):
        answers = _question(console, answers, Question(pregnancy, 0.0))
    return answers


def _card(kb: KnowledgeBase, console: Console, answers: Answers, card: Card) -> Answers:
    ticked = _tick(kb, console, card.title, card.findings, card.why)
    return answer_card(kb, answers, card, ticked)


def _tick(
    kb: KnowledgeBase, console: Console, title: str, ids: Sequence[str], why: str = ""
) -> dict[str, Answer]:
    """Show lines to tick; return what was ticked, None where it is not sure."""
    console.print(f"\n[bold]{title}[/bold]")
    if why:
        console.print(why, style="dim")
    for number, id in enumerate(ids, start=1):
        console.print(f"  {number}  {kb.findings[id].tick}")
    while True:
        text = Prompt.ask(
            "Numbers that fit, with ? after one that you are not sure of (Enter: none)",
            default="",
            show_default=False,
            console=console,
        )
        ticked: dict[str, Answer] = {}
        words = text.replace(",", " ").split()
        for word in words:
            place = word.rstrip("?")
            if place.isdigit() and 1 <= int(place) <= len(ids):
                ticked[ids[int(place) - 1]] = None if word.endswith("?") else True
        if len(ticked) == len(words):
            return ticked
        console.print(f"Please give numbers from 1 to {len(ids)}.")


def _question(console: Console, answers: Answers, question: Question) -> Answers:
    finding = question.finding
    console.print(f"\n[bold]{finding.question}[/bold]")
    if finding.hint:
        console.print(finding.hint, style="dim")
    if finding.id in NUMBERS:
        unit = " (in weeks; half a week is 0.5)" if finding.id == "duration_weeks" else ""
        number = _number(console, f"A number{unit}, or Enter if not known", *NUMBERS[finding.id])
        return answers.with_answer(finding.id, number)
    while True:
        reply = Prompt.ask(
            "yes, no, ? if not sure, or w: why we ask",
            choices=["y", "n", "?", "w"],
            default="?",
            console=console,
        )
        if reply != "w":
            return answers.with_answer(finding.id, {"y": True, "n": False, "?": None}[reply])
        console.print(finding.why)


def _number(console: Console, label: str, low: float, high: float) -> float | None:
    while True:
        text = Prompt.ask(label, default="", show_default=False, console=console).strip()
        if not text:
            return None
        try:
            number = float(text.replace(",", "."))
        except ValueError:
            number = -1.0
        if low <= number <= high:
            return number
        console.print(f"Please give a number from {low:g} to {high:g}.")


def print_assessment(kb: KnowledgeBase, a: Assessment, console: Console | None = None) -> None:
    """Print what to do, how urgent, what probably causes it, why, and what would change it."""
    console = console or Console(soft_wrap=False)
    console.print(Text(f" {a.action} ", style=COLOURS[a.urgency]))
    console.print(f"{a.words.name} ({a.words.time_frame}).\n")
    for reason in a.reasons:
        console.print(f"[bold]{reason.flag.title}.[/bold] {reason.flag.because}")
        if reason.flag.urgency is a.urgency:
            console.print(f"  {reason.flag.do}")
        source = kb.sources[reason.flag.citation.source]
        console.print(f"  {reason.flag.id}, {source.short}", style="dim")
    if a.by_probability > a.by_rules:
        for danger in a.dangers:
            if danger.asks_for is a.by_probability:
                console.print(f"[bold]{danger.name}[/bold] needs to be ruled out.")
    for line in (*a.words.meanwhile, a.words.safety_net):
        console.print(f"- {line}")
    for group in a.special_groups:
        console.print(f"- {group.text}")
    if a.urgency < Urgency.NOW:
        _print_causes(kb, a, console)
        _print_not_known(kb, a, console)
    console.print(
        f"\nNot a diagnosis. Knowledge {a.knowledge}; not yet reviewed by a clinician.", style="dim"
    )


def _print_causes(kb: KnowledgeBase, a: Assessment, console: Console) -> None:
    if a.causes:
        console.print("\n[bold]What probably causes it[/bold]")
    for cause in a.causes:
        console.print(
            f"  [bold]{cause.name}[/bold]: {cause.word}, {between(cause.low, cause.high)}"
        )
        for line in _reasons(kb, cause):
            console.print(f"      {line}")
    if a.dangers:
        named = ", ".join(f"{d.name} ({in_words(d.p)})" for d in a.dangers)
        console.print(f"\nTo rule out: {named}.")
    if a.modifiers:
        console.print(f"Beside it: {', '.join(f'{m.name} ({m.word})' for m in a.modifiers)}.")
    console.print(f"\n[bold]A scan?[/bold] {a.imaging.answer}. {a.imaging.text}")
    if a.course and a.course.recovery:
        share = a.course.recovery.by_6_weeks, a.course.recovery.by_12_weeks
        if share[0] is not None and share[1] is not None:
            console.print(
                f"[bold]How it usually goes:[/bold] {in_words(share[0] / 100)} "
                f"are well by 6 weeks, {in_words(share[1] / 100)} by 12 weeks "
                f"({a.course.recovery.citation.provenance.in_words})."
            )
    for change in changes(kb, a, most=3):
        told = " and ".join(
            f"{'' if answer else 'no: '}{kb.findings[id].tick}" for id, answer in change.answers
        )
        if change.urgency != a.urgency:
            console.print(f"If you had: {told}. Then: {kb.urgency_words[change.urgency].name}.")


def _print_not_known(kb: KnowledgeBase, a: Assessment, console: Console) -> None:
    """Name the danger signs that nobody denied: not known is never "no"."""
    ids = [id for id in not_excluded(a.disposition) if kb.findings[id].can_be_asked]
    if not ids:
        return
    console.print("\n[bold]Not known yet, and each could make it more urgent[/bold]")
    for id in ids[:MOST_NOT_KNOWN]:
        console.print(f"  ? {kb.findings[id].tick}")
    if len(ids) > MOST_NOT_KNOWN:
        console.print(f"  and {len(ids) - MOST_NOT_KNOWN} more")


def _reasons(kb: KnowledgeBase, cause: Cause) -> Iterator[str]:
    for sign, weights in (("+", cause.for_it[:3]), ("-", cause.against[:3])):
        for weight in weights:
            yield f"{sign} {told(kb, weight)}"
