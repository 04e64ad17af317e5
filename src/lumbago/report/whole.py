"""`write_report`: answers, plan and diary → what a clinician asks first, and nothing unapproved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from lumbago.answers import Answer, Answers
from lumbago.assessment import HOME, Assessment, Cause, Danger, assess
from lumbago.diary import Diary, DiaryEntry, Suspended, dangers_of, suspension, worse
from lumbago.forecast import Forecast
from lumbago.insights import Insight, Insights
from lumbago.knowledge import KnowledgeBase, Urgency
from lumbago.plan import CarePlan, Referral
from lumbago.programme import Programme
from lumbago.progress import Score
from lumbago.report.diary import Course, course_of
from lumbago.report.signs import Signs, raising, signs_of, state
from lumbago.rules import names

LONGEST_TEXT = 2000
"""So many characters of a person's own words are printed; a mark says that there is more."""

MOST_NOTES = 10


class Topic(StrEnum):
    """What leaves only where the person says so."""

    NAME = "name"
    WORDS = "words"  # the complaint as they told it
    NOTES = "notes"  # of the diary
    MOOD = "mood"  # mood, worries, home and work
    MEDICINES = "medicines"


_GROUPS: Mapping[Topic, frozenset[str]] = {
    Topic.MOOD: frozenset({"psychosocial"}),
    Topic.MEDICINES: frozenset({"medicines"}),
}


_THINGS: Mapping[Topic, frozenset[str]] = {
    Topic.MOOD: frozenset({"stress"}),
    Topic.MEDICINES: frozenset({"medicine"}),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One value of a scale, such as 9 of 24 on the Roland-Morris questionnaire."""

    day: date
    name: str
    value: float
    most: float


def measured(kb: KnowledgeBase, scores: Iterable[Score]) -> tuple[Measured, ...]:
    """Return the questionnaires that were filled in as values of their scales."""
    known = ((s, kb.scales[s.scale]) for s in scores if s.scale in kb.scales)
    return tuple(Measured(s.day, scale.name, s.points, scale.most) for s, scale in known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What only the person can say: name, complaint, places on the map, questions.

    `marks`: place of the body map → "main", "other" or "spread".
    """

    name: str = ""
    complaint: str = ""
    marks: Mapping[str, str] | None = None
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Values alone; `as_document` puts them into words.

    What was not approved is not in it: no writer of any format can let it out.

    Attributes:
        answers: those that may be told, the danger signs of the diary among them.
        urgency: the highest of answers, plan and diary.
        reasons: ids of the red flags that are up and may be told.
        reasons_withheld: whether a red flag that is up is not told, as the person wishes.
        raising: those of the present signs that by now ask for somebody within days, alone or
            with others; they stand first there.
        emergencies: those of them that need help at once; they stand first of all.
        conflicts: signs that were denied in the questions and are there in the diary.
        goes_with: what stands out in the diary; None where it was not looked at.
    """

    day: date
    knowledge: str
    share: frozenset[Topic]
    own: Own
    answers: Answers
    urgency: Urgency
    action: str
    reasons: tuple[str, ...]
    reasons_withheld: bool
    signs: Signs
    raising: tuple[str, ...]
    emergencies: tuple[str, ...]
    conflicts: tuple[str, ...]
    causes: tuple[Cause, ...]
    dangers: tuple[Danger, ...]
    course: Course
    notes: tuple[tuple[date, str], ...]
    measures: tuple[Measured, ...]
    steps: tuple[str, ...]
    referred_to: str
    sessions_planned: int | None
    forecast: Forecast | None
    goes_with: tuple[Insight, ...] | None
    sources: tuple[str, ...]

    def state_of(self, kb: KnowledgeBase, finding: str) -> str:
        """Return present, denied, unknown, not_asked or not_for_them for any yes or no."""
        return state(kb, self.answers, finding)


def write_report(
    kb: KnowledgeBase,
    assessment: Assessment,
    today: date,
    *,
    outcome: CarePlan | Referral | None = None,
    programme: Programme | None = None,
    diary: Diary | None = None,
    forecast: Forecast | None = None,
    insights: Insights | Suspended | None = None,
    measures: tuple[Measured, ...] = (),
    own: Own | None = None,
    share: frozenset[Topic] = frozenset(),
) -> Report:
    """Return a report of what there is; all but the assessment may be missing.

    Args:
        kb: the knowledge base, in the language of the report.
        assessment: what follows from the answers.
        today: the day of the report; later entries of the diary are left aside.
        outcome: the plan, or the referral.
        programme: the weeks of sessions.
        diary: all entries of the person.
        forecast: what may come; it is left out while a danger sign is up.
        insights: what goes with better and worse days; left out in the same way.
        measures: values of questionnaires.
        own: what only the person can say.
        share: what the person passes on beside the answers about body and course.
    """
    days = diary.until(today) if diary else ()
    whole, conflicts = _with_diary(kb, assessment, days)
    hidden = withheld(kb, share)
    told = whole.answers
    halt = suspension(kb, assessment, days, today)
    urgency = max(whole.urgency, outcome.urgency if outcome else whole.urgency)
    action = outcome.action if isinstance(outcome, Referral) else whole.action
    if halt is not None and halt.urgency >= urgency:
        urgency, action = halt.urgency, halt.action
    reasons = tuple(r for r in whole.reasons if not {*names(r.flag.when), *r.because} & hidden)
    of_notes = _of_notes(halt, whole) if Topic.NOTES in share else ()
    all_of_them = len(reasons) == len(whole.reasons) and of_notes == _of_notes(halt, whole)
    answers = Answers(told.person, {i: a for i, a in told.given.items() if i not in hidden})
    signs = signs_of(kb, told, hidden)
    shown = assess(kb, answers)  # nothing that follows from an answer kept back is told
    if not all_of_them:
        action = kb.urgency_words[urgency].action[HOME[urgency]]
    return Report(
        day=today,
        knowledge=assessment.knowledge,
        share=share,
        own=_allowed(own or Own(), share),
        answers=answers,
        urgency=urgency,
        action=action,
        reasons=(*(r.flag.id for r in reasons), *of_notes),
        reasons_withheld=not all_of_them,
        signs=signs,
        raising=raising(kb, told, signs.present, Urgency.SOON),
        emergencies=raising(kb, told, signs.present, Urgency.NOW),
        conflicts=tuple(id for id in conflicts if id not in hidden),
        causes=shown.causes,
        dangers=shown.dangers,
        course=_course(kb, days, share),
        notes=_notes(days) if Topic.NOTES in share else (),
        measures=tuple(sorted(measures, key=lambda m: (m.name, m.day, m.value))),
        steps=_steps(outcome, share) if halt is None else (),
        referred_to=outcome.place.value if isinstance(outcome, Referral) else "",
        sessions_planned=len(programme.sessions) if programme and halt is None else None,
        forecast=forecast if halt is None else None,
        goes_with=_goes_with(insights, share) if halt is None else None,
        sources=tuple(dict.fromkeys(r.flag.citation.source for r in reasons)),
    )


def withheld(kb: KnowledgeBase, share: frozenset[Topic]) -> frozenset[str]:
    """Return the findings whose answers are not passed on."""
    groups = {g for topic, groups in _GROUPS.items() if topic not in share for g in groups}
    return frozenset(f.id for f in kb.findings.values() if f.group in groups)


def _with_diary(
    kb: KnowledgeBase, assessment: Assessment, days: tuple[DiaryEntry, ...]
) -> tuple[Assessment, tuple[str, ...]]:
    """Take in the danger signs of the diary; the worse of two answers stands."""
    given = assessment.answers.given
    dangers = {id: a for id, a in dangers_of(days).items() if id in kb.findings}
    conflicts = tuple(id for id, a in dangers.items() if a is True and given.get(id) is False)
    new: dict[str, Answer] = {id: worse(given[id], a) for id, a in dangers.items() if id in given}
    new |= {id: a for id, a in dangers.items() if id not in given}
    if not new or all(id in given and given[id] is a for id, a in new.items()):
        return assessment, conflicts
    return assess(kb, assessment.answers.with_answers(new)), conflicts


def _allowed(own: Own, share: frozenset[Topic]) -> Own:
    return replace(
        own,
        name=own.name.strip()[:80] if Topic.NAME in share else "",
        complaint=_cut(own.complaint) if Topic.WORDS in share else "",
        questions=tuple(_cut(q) for q in own.questions if q.strip()),
        marks=dict(sorted((own.marks or {}).items())),
    )


def _cut(text: str) -> str:
    text = text.strip()
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]} […]"


def _of_notes(halt: Suspended | None, whole: Assessment) -> tuple[str, ...]:
    """Return the red flags that were read in a note and that no answer raised."""
    known = {r.flag.id for r in whole.disposition.reasons}
    return tuple(f.id for f in halt.flags if f.id not in known) if halt else ()


def _steps(outcome: CarePlan | Referral | None, share: frozenset[Topic]) -> tuple[str, ...]:
    """Return what the plan says, without what would tell of mood or medicines kept back."""
    if not isinstance(outcome, CarePlan):
        return ()
    kinds = {"mind_body": Topic.MOOD, "medicine": Topic.MEDICINES}
    told = (s.treatment for s in outcome.steps)
    return tuple(t.name for t in told if kinds.get(t.kind, None) in {None, *share})


def _course(kb: KnowledgeBase, days: tuple[DiaryEntry, ...], share: frozenset[Topic]) -> Course:
    found = course_of(kb, days, _things_withheld(share))
    return found if Topic.MEDICINES in share else replace(found, medicines=())


def _things_withheld(share: frozenset[Topic]) -> frozenset[str]:
    return frozenset(id for topic, ids in _THINGS.items() if topic not in share for id in ids)


def _goes_with(
    insights: Insights | Suspended | None, share: frozenset[Topic]
) -> tuple[Insight, ...] | None:
    if not isinstance(insights, Insights) or insights.more_days:
        return None
    return tuple(i for i in insights.found if i.exposure.id not in _things_withheld(share))


def _notes(days: tuple[DiaryEntry, ...]) -> tuple[tuple[date, str], ...]:
    return tuple((e.day, _cut(e.note)) for e in days if e.note)[-MOST_NOTES:]
