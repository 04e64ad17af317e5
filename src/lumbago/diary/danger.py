"""What a diary says of danger: why nothing may be foretold, tried or looked for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from lumbago.answers import Answer
from lumbago.assessment import Assessment, assess
from lumbago.diary.entries import DiaryEntry, dangers_of, worse
from lumbago.errors import AnswersError, Problem
from lumbago.knowledge import KnowledgeBase, RedFlag, Urgency
from lumbago.reading import Alert, danger_in, danger_of

NOTES_OF: Final = timedelta(days=28)
"""Words of so many days are read again, our estimate. A tick of a danger sign counts for ever."""


@dataclass(frozen=True, slots=True)
class Suspended:
    """Somebody must look first, so nothing is said of what is to come.

    Attributes:
        urgency: how soon.
        action: what to do, in a sentence.
        flags: the red flags behind it, the most urgent first.
    """

    urgency: Urgency
    action: str
    flags: tuple[RedFlag, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """A line for each red flag: its name, and what it asks for where none asks for more.

        A visit in some weeks beside one today would only confuse.
        """
        return tuple(
            f"{flag.title}. {flag.do}" if flag.urgency is self.urgency else f"{flag.title}."
            for flag in self.flags
        )


def suspension(
    kb: KnowledgeBase, assessment: Assessment | None, entries: Iterable[DiaryEntry], today: date
) -> Suspended | None:
    """Say whether answers and diary together ask for somebody to look first.

    They do from `soon` on; where a sign in the diary raises the urgency or a red flag that was
    not up before, or by itself asks somebody for help today; and where what was typed is a danger.

    Args:
        kb: the knowledge base.
        assessment: of the newest answers; None where there are none.
        entries: the entries of the diary.
        today: the day on which it is asked.

    Raises:
        AnswersError: a danger sign of the diary is no finding: it must not be lost.
    """
    kept = [e for e in entries if e.day <= today]
    dangers = _dangers(kb, kept)
    flags = {f.id: f for f in _of_words(kb, kept, today)}
    if assessment is not None:
        new = _with(kb, assessment, dangers)
        known = {r.flag.id for r in assessment.reasons}
        flags |= {r.flag.id: r.flag for r in new.reasons if r.flag.id not in known}
        urgency = max([new.urgency, *(f.urgency for f in flags.values())])
        if flags or urgency >= Urgency.SOON or urgency > assessment.urgency:
            return _suspended(kb, urgency, flags | {r.flag.id: r.flag for r in new.reasons}, new)
    # What a sign means may hang on where it hurts, and that changes: here any place counts.
    flags |= {f.id: f for f in danger_of(kb, dangers).flags}
    urgency = max((f.urgency for f in flags.values()), default=Urgency.SELF_CARE)
    return _suspended(kb, urgency, flags) if flags else None


def alert_of(kb: KnowledgeBase, entry: DiaryEntry) -> Alert:
    """Return the danger of an entry: of its ticks and of its words together.

    The mentions are those of the note.
    """
    written = danger_in(kb, entry.note, entry.day)
    alerts = (danger_of(kb, entry.dangers), written, danger_in(kb, _named(kb, entry), entry.day))
    flags = {f.id: f for alert in alerts for f in alert.flags}.values()
    order = sorted(flags, key=lambda f: (-f.urgency, f.place != "ambulance", f.id))
    return replace(written, urgency=max(a.urgency for a in alerts), flags=tuple(order))


def _suspended(
    kb: KnowledgeBase,
    urgency: Urgency,
    flags: Mapping[str, RedFlag],
    new: Assessment | None = None,
) -> Suspended:
    told = tuple(sorted(flags.values(), key=lambda f: (-f.urgency, f.id)))
    if new is not None and new.urgency == urgency:
        return Suspended(urgency, new.action, told)
    words = kb.urgency_words[urgency].action
    own = [words[f.place] for f in told if f.urgency == urgency and f.place in words]
    return Suspended(urgency, own[0] if own else next(iter(words.values())), told)


def _dangers(kb: KnowledgeBase, entries: list[DiaryEntry]) -> Mapping[str, Answer]:
    dangers = dangers_of(entries)
    wrong = [id for id in dangers if id not in kb.findings]
    if wrong:
        raise AnswersError(
            tuple(Problem(f"dangers.{id}", "there is no such finding.") for id in wrong)
        )
    return dangers


def _with(kb: KnowledgeBase, assessment: Assessment, dangers: Mapping[str, Answer]) -> Assessment:
    told = assessment.answers.given
    given = {id: worse(told[id], a) if id in told else a for id, a in dangers.items()}
    return assess(kb, assessment.answers.with_answers(given)) if given else assessment


def _of_words(kb: KnowledgeBase, entries: list[DiaryEntry], today: date) -> Iterator[RedFlag]:
    for entry in entries:
        if today - entry.day < NOTES_OF:
            for words in (entry.note, _named(kb, entry)):
                yield from danger_in(kb, words, entry.day).flags if words else ()


def _named(kb: KnowledgeBase, entry: DiaryEntry) -> str:
    """Return the medicines of an entry as words, where one was typed; a tick is no danger."""
    is_typed = any(name not in kb.care.medicines for name in entry.medicines)
    return ", ".join(entry.medicines) if is_typed else ""
