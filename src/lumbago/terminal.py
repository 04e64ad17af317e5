"""The interview and the result in a terminal: a door."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

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
from lumbago.knowledge import KnowledgeBase, Urgency, When, WordsBy
from lumbago.plan import CarePlan, Fit, Recommendation, Referral
from lumbago.plan.in_words import appointment_in_words, light_in_words
from lumbago.reading import Understanding
from lumbago.wording import (
    answered,
    between,
    in_words,
    named,
    number,
    origin_in_words,
    other_reasons,
    told,
)

_T = TypeVar("_T")

REGIONS: Mapping[str, Region] = {
    "1": Region.LOW_BACK,
    "2": Region.MID_BACK,
    "3": Region.NECK,
    "4": Region.LEG_ONLY,
    "5": Region.ARM_ONLY,
}

COLOURS = {
    Urgency.NOW: "bold white on red",
    Urgency.TODAY: "bold black on dark_orange",
    Urgency.SOON: "bold black on yellow",
    Urgency.ROUTINE: "bold white on blue",
    Urgency.SELF_CARE: "bold white on green4",
}

MOST_STEPS = 7
"""So many things of a part of a plan are told in full; the others by their names."""

MOST_NOT_KNOWN = 6
"""So many open danger signs are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A terminal, and the words that are used in it; `carer`: somebody answers for another."""

    kb: KnowledgeBase
    console: Console = field(default_factory=Console)
    carer: bool = False

    def words(self, key: str, **values: object) -> str:
        """Return a text with its gaps filled; for a carer the one for a carer, if there is one."""
        own = f"terminal.{key}_carer" if self.carer else ""
        return self.kb.words.get(own, self.kb.words[f"terminal.{key}"]).format(**values)

    def say(self, text: str, style: str = "") -> None:
        """Print a text as it is."""
        self.console.print(Text(text, style=style))

    def ask(self, label: str) -> str:
        """Return what was typed, without spaces round it."""
        return Prompt.ask(Text(label), default="", show_default=False, console=self.console).strip()


def interview(kb: KnowledgeBase, *, carer: bool = False, console: Console | None = None) -> bool:
    """Ask until the interview is over, then print the result.

    Returns:
        Whether it came to its end. Where the typing stops before, what was answered is not
        lost: its result is printed, and said to be of an interview that was not finished.
    """
    talk = Talk(kb, console or Console(), carer)
    talk.say(f"{talk.words('not_diagnosis')}\n")
    answers: Answers | None = None
    is_whole = True
    try:
        for so_far in _interviewed(talk):
            answers = so_far
    except (EOFError, KeyboardInterrupt):
        is_whole = False
        talk.say(f"\n{talk.words('broken_off')}", "bold")
    if answers is not None:
        talk.say("" if is_whole else talk.words("so_far"))
        talk.console.rule()
        print_assessment(kb, assess(kb, answers), talk.console)
    return is_whole


def _interviewed(talk: Talk) -> Iterator[Answers]:
    """Yield the answers after each step."""
    answers = _start(talk)
    yield answers
    while step := next_step(talk.kb, answers):
        if isinstance(step, Card):
            ticked = _tick(talk, step.title, step.findings, step.why)
            answers = answer_card(talk.kb, answers, step, ticked)
        else:
            answers = _question(talk, answers, step)
        yield answers


def _start(talk: Talk) -> Answers:
    age = _number(talk, talk.words("age"), *NUMBERS["age_years"])
    sexes = {talk.words(sex.value): sex for sex in Sex}
    choices: Mapping[str, Sex | None] = {**sexes, talk.words("skip"): None}
    sex = _choose(talk, talk.words("sex"), choices, default=talk.words("skip"))
    for place, region in REGIONS.items():
        talk.say(f"  {place}  {talk.words(region.value)}")
    region = _choose(talk, talk.words("where"), REGIONS)
    person = Person(region=region, age_years=age, sex=sex, setting=Setting.ONLINE)
    own = talk.kb.settings.strata.get(person.region)
    ids = [id for id in places() if id != own]
    answers = answer_places(talk.kb, person, _tick(talk, talk.words("elsewhere"), ids))
    pregnancy = talk.kb.findings["pregnancy_now"]
    if applies(pregnancy, know(talk.kb, answers)):
        answers = _question(talk, answers, Question(pregnancy, 0.0))
    return answers


def _choose(talk: Talk, label: str, choices: Mapping[str, _T], default: str = "") -> _T:
    """Ask until one of the choices is typed, and return what it stands for."""
    shown = "/".join(choices)
    while True:
        typed = talk.ask(f"{label} ({shown})").casefold() or default.casefold()
        for choice, value in choices.items():
            if choice.casefold() == typed:
                return value
        talk.say(talk.words("choice_problem", choices=", ".join(choices)))


def _tick(talk: Talk, title: str, ids: Sequence[str], why: str = "") -> dict[str, Answer]:
    """Show lines to tick; return what was ticked, None where it is not sure."""
    talk.say(f"\n{title}", "bold")
    if why:
        talk.say(why, "dim")
    for place, id in enumerate(ids, start=1):
        talk.say(f"  {place}  {talk.kb.findings[id].tick}")
    while True:
        ticked: dict[str, Answer] = {}
        typed = talk.ask(talk.words("numbers")).replace(",", " ").split()
        for word in typed:
            digits = word.rstrip("?")
            if digits.isdigit() and 1 <= int(digits) <= len(ids):
                ticked[ids[int(digits) - 1]] = None if word.endswith("?") else True
        if len(ticked) == len(typed):
            return ticked
        talk.say(talk.words("numbers_problem", n=len(ids)))


def _question(talk: Talk, answers: Answers, question: Question) -> Answers:
    finding = question.finding
    talk.say(f"\n{finding.question}", "bold")
    if finding.hint:
        talk.say(finding.hint, "dim")
    if finding.id in NUMBERS:
        key = "number_weeks" if finding.type == "duration" else "number"
        label = talk.words(key, half=number(talk.kb, 0.5))
        return answers.with_answer(finding.id, _number(talk, label, *NUMBERS[finding.id]))
    yes, no, why = (talk.words(f"key_{key}") for key in ("yes", "no", "why"))
    replies: Mapping[str, Answer | str] = {yes: True, no: False, "?": None, why: "why"}
    label = talk.words("reply", yes=yes, no=no, why=why)
    while (reply := _choose(talk, label, replies, default="?")) == "why":
        talk.say(finding.why)
    return answers.with_answer(finding.id, reply)


def _number(talk: Talk, label: str, low: float, high: float) -> float | None:
    while text := talk.ask(label):
        try:
            value = float(text.replace(",", "."))
        except ValueError:
            value = -1.0
        if low <= value <= high:
            return value
        talk.say(talk.words("number_problem", low=f"{low:g}", high=f"{high:g}"))
    return None


def print_understood(
    kb: KnowledgeBase, understood: Understanding, console: Console | None = None
) -> None:
    """Print what was understood of a text, each with the words it was read from."""
    talk = Talk(kb, console or Console(soft_wrap=False))
    talk.say(talk.words("understood"), "bold")
    for mention in understood.mentions:
        if mention.value is None:
            said = f"? {kb.findings[mention.finding].tick}"
        else:
            said = answered(kb, mention.finding, mention.value)
        words = " ".join(mention.words.split())
        talk.say(f"  {said}  \u201c{words}\u201d")
    talk.say("")


def print_assessment(kb: KnowledgeBase, a: Assessment, console: Console | None = None) -> None:
    """Print what to do, how urgent, what probably causes it, why, and what would change it."""
    talk = Talk(kb, console or Console(soft_wrap=False))
    talk.say(f" {a.action} ", COLOURS[a.urgency])
    talk.say(f"{a.words.name} ({a.words.time_frame}).")
    if kb.words_by(f"urgency.{a.urgency.id}") is WordsBy.MACHINE:
        talk.say(kb.words["translation.machine"], "dim")
    talk.say("")
    _print_reasons(talk, a)
    for line in (*a.words.meanwhile, a.words.safety_net, *(g.text for g in a.special_groups)):
        talk.say(f"- {line}")
    if a.urgency < Urgency.NOW:
        _print_causes(talk, a)
        _print_course(talk, a)
        _print_not_known(talk, a)
    talk.say(f"\n{talk.words('end', knowledge=a.knowledge)}", "dim")


def _print_reasons(talk: Talk, a: Assessment) -> None:
    for reason in a.reasons:
        flag = reason.flag
        talk.console.print(Text.assemble((f"{flag.title}.", "bold"), f" {flag.because}"))
        if flag.urgency is a.urgency:
            talk.say(f"  {flag.do}")
        source = named(talk.kb, talk.kb.sources[flag.citation.source])
        talk.say(f"  {flag.id}, {source}", "dim")
    for _, text in other_reasons(talk.kb, a):
        talk.say(text)


def _print_causes(talk: Talk, a: Assessment) -> None:
    kb = talk.kb
    if a.causes:
        talk.say(f"\n{talk.words('causes')}", "bold")
    for cause in a.causes:
        said = f": {cause.word}, {between(kb, cause.low, cause.high)}"
        talk.console.print(Text.assemble("  ", (cause.name, "bold"), said))
        for line in _weights(kb, cause):
            talk.say(f"      {line}")
    if a.dangers:
        names = ", ".join(f"{d.name} ({in_words(kb, d.p)})" for d in a.dangers)
        talk.say(f"\n{talk.words('rule_out_all', names=names)}")
    if a.modifiers:
        names = ", ".join(f"{m.name} ({m.word})" for m in a.modifiers)
        talk.say(talk.words("beside", names=names))


def _print_course(talk: Talk, a: Assessment) -> None:
    kb = talk.kb
    scan = f" {a.imaging.answer}. {a.imaging.text}"
    talk.console.print(Text.assemble("\n", (talk.words("scan"), "bold"), scan))
    recovery = a.course.recovery if a.course else None
    if recovery and recovery.by_6_weeks is not None and recovery.by_12_weeks is not None:
        shares = talk.words(
            "course_shares",
            first=in_words(kb, recovery.by_6_weeks / 100),
            last=in_words(kb, recovery.by_12_weeks / 100),
            how=origin_in_words(kb, recovery.citation),
        )
        talk.console.print(Text.assemble((talk.words("course"), "bold"), f" {shares}"))
    for change in changes(kb, a, most=3):
        if change.urgency != a.urgency:
            tried = f" {talk.words('and')} ".join(answered(kb, *one) for one in change.answers)
            then = kb.urgency_words[change.urgency].name
            talk.say(talk.words("if", answers=tried, urgency=then))


def _print_not_known(talk: Talk, a: Assessment) -> None:
    """Name the danger signs that nobody denied: not known is never "no"."""
    ids = [id for id in not_excluded(a.disposition) if talk.kb.findings[id].can_be_asked]
    if not ids:
        return
    talk.say(f"\n{talk.words('not_known')}", "bold")
    for id in ids[:MOST_NOT_KNOWN]:
        talk.say(f"  ? {talk.kb.findings[id].tick}")
    if len(ids) > MOST_NOT_KNOWN:
        talk.say(f"  {talk.words('not_known_more', n=len(ids) - MOST_NOT_KNOWN)}")


def _weights(kb: KnowledgeBase, cause: Cause) -> Iterator[str]:
    for sign, weights in (("+", cause.for_it[:3]), ("-", cause.against[:3])):
        for weight in weights:
            yield f"{sign} {told(kb, weight)}"


def print_plan(
    kb: KnowledgeBase, outcome: CarePlan | Referral, console: Console | None = None
) -> None:
    """Show a plan, or a referral, on the terminal."""
    talk = Talk(kb, console or Console())
    match outcome:
        case Referral():
            _print_referral(talk, outcome)
        case CarePlan():
            _print_care(talk, outcome)


def _print_referral(talk: Talk, r: Referral) -> None:
    w = talk.kb.words
    talk.say(f" {r.action} ", COLOURS[r.urgency])
    _print_lines(talk, w["plan.because"], (f"{b.title}: {b.text}" for b in r.because))
    _print_lines(talk, w["plan.say"], r.say)
    _print_lines(talk, w["plan.take"], r.take)
    _print_lines(talk, w["plan.meanwhile"], (*r.meanwhile, *r.leave))
    _print_lines(talk, w["plan.care_there"], (f"{t.name}: {t.tells}" for t in r.care))
    _print_lines(talk, w["plan.net"], (r.safety_net, *(net.text for net in r.safety_nets)))


def _print_care(talk: Talk, p: CarePlan) -> None:
    w = talk.kb.words
    words = talk.kb.urgency_words[p.urgency]
    talk.say(f" {words.action[p.assessment.place]} ", COLOURS[p.urgency])
    for line in filter(None, (appointment_in_words(talk.kb, p), light_in_words(talk.kb, p))):
        talk.say(line, "bold")
    for group in p.groups:
        talk.say(group.text)
    _print_not_known(talk, p.assessment)
    for when in When:
        steps = p.part(when)
        lines = (_step_line(talk, step) for step in steps[:MOST_STEPS])
        _print_lines(talk, w[f"plan.part_{when.value}"], lines)
        if steps[MOST_STEPS:]:
            names = ", ".join(s.treatment.name for s in steps[MOST_STEPS:])
            talk.say("    " + talk.words("also", names=names))
    _print_lines(talk, w["plan.goals"], (f"{g.name}: {g.first_step}" for g in p.goals))
    _print_lines(talk, w["plan.cards"], (f"{c.title}: {' '.join(c.lines)}" for c in p.cards))
    _print_lines(talk, w["plan.imaging"], (f"{p.imaging.answer}. {p.imaging.text}",))
    _print_lines(talk, w["plan.options"], (_other_line(talk, s) for s in p.options))
    _print_lines(talk, w["plan.medicines"], (_other_line(talk, s) for s in p.medicines))
    _print_lines(talk, w["plan.not_now"], (f"{t.name}: {t.studies}" for t in p.not_now))
    _print_lines(
        talk,
        w["plan.left_out"],
        (f"{i.treatment.name}: {' '.join(c.tells for c in i.because)}" for i in p.left_out),
    )
    _print_lines(
        talk,
        w["plan.see"],
        (f"{w[f'plan.who_{v.advice.who}']}, {v.by}: {v.advice.tells}" for v in p.visits),
    )
    _print_lines(
        talk, w["plan.look_back"], (f"{k.last}: {k.advice.title} {k.advice.tells}" for k in p.looks)
    )
    _print_lines(talk, w["plan.net"], (net.text for net in p.safety_nets))
    talk.say(w["plan.closing"])
    talk.say(talk.words("end", knowledge=p.assessment.knowledge), "dim")


def _step_line(talk: Talk, step: Recommendation) -> str:
    t, w = step.treatment, talk.kb.words
    said = f"{t.name}. {t.tells} {t.dose} ({origin_in_words(talk.kb, t.citation)})"
    if step.verdict.fit is Fit.FITS:
        return said
    return f"{said} {w[f'plan.fit_{step.verdict.fit.value}']}"


def _other_line(talk: Talk, step: Recommendation) -> str:
    """Say of an option or a medicine what studies found, how sure that is, and who differs."""
    t, w = step.treatment, talk.kb.words
    sure = w[f"plan.certainty_{t.certainty.value.replace(' ', '_')}"]
    said = (f"{t.name}. {t.tells} {t.studies} {sure}", w["plan.disputed"] if t.is_disputed else "")
    fit = "" if step.verdict.fit is Fit.FITS else w[f"plan.fit_{step.verdict.fit.value}"]
    return " ".join(part for part in (*said, fit) if part)


def _print_lines(talk: Talk, title: str, lines: Iterable[str]) -> None:
    found = tuple(line for line in lines if line)
    if found:
        talk.say(title, "bold")
        for line in found:
            talk.say(f"  - {line}")
