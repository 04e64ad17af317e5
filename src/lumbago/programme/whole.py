"""`make_programme` and `adapt`: a plan becomes weeks of sessions, and a diary changes them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lumbago.answers import Answer
from lumbago.assessment import assess
from lumbago.diary import Diary, DiaryEntry, dangers_of, worse
from lumbago.errors import AnswersError, Problem
from lumbago.knowledge import (
    Area,
    Contraindication,
    KnowledgeBase,
    ProgressionRule,
    Purpose,
    Urgency,
)
from lumbago.plan import CarePlan, Fit, Referral, plan_care
from lumbago.plan.whole import Because, refer
from lumbago.programme.fitting import fit_of
from lumbago.programme.gaps import Gap, gaps
from lumbago.programme.history import Decision, State, after_day, begin, missed
from lumbago.programme.selection import (
    EASY_SLOTS,
    SETTLED,
    Ease,
    Piece,
    Stage,
    days_of_pain,
    pain_now,
    select,
    shaped_by,
    turns,
)
from lumbago.programme.weeks import Course, Session, sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Weeks of sessions for one person, and why they are as they are.

    `decisions`: each step up, hold and step down so far. `questions`: what must be settled
    before more can be given. `shaped_by`: the rules it keeps to because of who it is for.
    `gaps`: places that stay empty, and why. `rescreen`: the day on which the safety questions are
    asked again. `screen`: whether the last day of the diary asks for them at once. `note`: the
    rule by which there is no session, or None.
    """

    plan: CarePlan
    start: date
    stage: Stage
    ease: Ease
    sessions: tuple[Session, ...]
    decisions: tuple[Decision, ...]
    questions: tuple[Contraindication, ...]
    shaped_by: tuple[ProgressionRule, ...]
    gaps: tuple[Gap, ...]
    rescreen: date
    screen: bool = False
    note: ProgressionRule | None = None


def make_programme(kb: KnowledgeBase, plan: CarePlan, start: date) -> Programme:
    """Make the first weeks of sessions of a plan.

    Args:
        kb: the knowledge base.
        plan: a care plan; a referral has no programme.
        start: the first day.

    Returns:
        Sessions for four weeks; none for people who are under 18 or of unknown age.
    """
    return _programme(kb, plan, start, start, begin(kb, plan))


def adapt(
    kb: KnowledgeBase, programme: Programme, diary: Diary, today: date
) -> Programme | Referral:
    """Change a programme by what happened, or say who must look first.

    The whole diary is read anew each time: the same plan, start and diary always give the same
    programme, whatever was made in between.

    Args:
        kb: the knowledge base.
        programme: the programme so far.
        diary: all entries; those after today are left aside.
        today: the first day to write sessions for.

    Raises:
        AnswersError: a danger sign of the diary is no finding.

    Returns:
        A referral where a danger sign of the diary raises a rule, urgency has risen, or a
        flare lasts too long; a programme from today on otherwise.
    """
    plan, start = programme.plan, programme.start
    entries = diary.until(today)
    _refuse_unknown(kb, entries)
    referral = _endangered(kb, plan, entries, today)
    if referral is not None:
        return referral
    state = begin(kb, plan)
    for entry in entries:
        state = after_day(kb, plan, start, state, entry)
    state = missed(kb, plan, state, start, today)
    if state.ask:
        rule = kb.progression[state.ask]
        because = Because(kb.words["programme.review"], rule.tells, rule.citation)
        return refer(kb, plan.assessment, plan.wishes, today, Urgency.ROUTINE, (because,))
    is_over = state.last_done == today
    first = today + timedelta(days=1) if is_over else today
    return _programme(kb, plan, start, max(first, start), state)


def _refuse_unknown(kb: KnowledgeBase, entries: tuple[DiaryEntry, ...]) -> None:
    """Raise for danger signs that are no findings: a sign that is misspelt must not be lost."""
    wrong = [id for id in dangers_of(entries) if id not in kb.findings]
    if wrong:
        raise AnswersError(
            tuple(Problem(f"dangers.{id}", "there is no such finding.") for id in wrong)
        )


def _endangered(
    kb: KnowledgeBase, plan: CarePlan, entries: tuple[DiaryEntry, ...], today: date
) -> Referral | None:
    """Triage the diary: answers of the plan, and every danger sign that was ever there."""
    dangers = dangers_of(entries)
    if not dangers:
        return None
    old = plan.assessment
    told = old.answers.given
    given = {id: worse(told[id], a) if id in told else a for id, a in dangers.items()}
    new = assess(kb, old.answers.with_answers(given))
    outcome = plan_care(kb, new, plan.wishes, today)
    if isinstance(outcome, Referral):
        return _with_rule(kb, outcome, dangers)
    known = {reason.flag.id for reason in old.disposition.reasons}
    risen = any(
        r.flag.id not in known
        for r in new.disposition.reasons
        if r.flag.urgency > Urgency.SELF_CARE
    )
    if risen or outcome.urgency > plan.urgency:
        urgency = max(new.urgency, Urgency.ROUTINE)
        return _with_rule(kb, refer(kb, new, plan.wishes, today, urgency, ()), dangers)
    return None


def _with_rule(kb: KnowledgeBase, referral: Referral, dangers: Mapping[str, Answer]) -> Referral:
    """Say first what to do now, where a new sign of the nerves, or of chest or head, is there."""
    if referral.urgency is not Urgency.NOW:
        return referral
    there = {id for id, answer in dangers.items() if answer is True}
    cards = {card.id: {tick.finding for tick in card.ticks} for card in kb.safety_cards}
    for card, rule in (("nerves", "tl_neuro_new"), ("chest_belly", "tl_chest")):
        if there & cards.get(card, set()):
            told = kb.progression[rule]
            because = Because(kb.words["programme.new_sign"], told.tells, told.citation)
            return replace(referral, because=(because, *referral.because))
    return referral


def _programme(
    kb: KnowledgeBase, plan: CarePlan, start: date, first: date, state: State
) -> Programme:
    age = plan.assessment.answers.person.age_years
    adults = kb.progression["adults_only"]
    is_adult = age is not None and age >= adults.numbers["age_least"]
    state = replace(state, pieces=_calmed(kb, plan, state))
    course = Course(
        stage=state.stage,
        ease=state.ease,
        pieces=_steady(kb, state),
        shares=tuple((part, kb.progression[rule]) for part, rule in state.shares),
        tiny=state.skipped >= kb.progression["skip_two"].numbers["in_a_row"],
        tired=state.tired,
        turns=_turns(kb, plan, state),
    )
    found = sessions(kb, plan, start, first, _rest_until(kb, plan), course) if is_adult else ()
    return Programme(
        plan=plan,
        start=start,
        stage=state.stage,
        ease=state.ease,
        sessions=tuple(found),
        decisions=state.decisions,
        questions=_questions(kb, plan, state),
        shaped_by=shaped_by(kb, plan),
        gaps=tuple(gaps(kb, plan, state)) if is_adult else (),
        rescreen=first if state.screen else _rescreen(kb, start, first),
        screen=state.screen,
        note=None if is_adult else adults,
    )


def _calmed(kb: KnowledgeBase, plan: CarePlan, state: State) -> tuple[Piece, ...]:
    """Return the exercises, and on days that must be easy a position to rest in or a breath."""
    if state.ease not in EASY_SLOTS or any(p.slot is Purpose.RELAXATION for p in state.pieces):
        return state.pieces
    more = select(
        kb, plan, state.stage, state.ease, state.blocked, state.pieces, without=state.left
    )
    calm = (p for p in more if p.slot is Purpose.RELAXATION)
    return (*state.pieces, *calm)


def _steady(kb: KnowledgeBase, state: State) -> tuple[Piece, ...]:
    """Return the exercises without those of neck and gaze while the head was light of late."""
    if not state.dizzy:
        return state.pieces
    return tuple(p for p in state.pieces if kb.exercises[p.exercise].area is not Area.NECK)


def _turns(kb: KnowledgeBase, plan: CarePlan, state: State) -> Mapping[str, tuple[str, ...]]:
    """Return what takes turns; nothing does in a flare, or while the head was light of late."""
    if state.flare is not None or state.dizzy or state.ease is not Ease.USUAL:
        return {}
    return turns(kb, plan, state.stage, state.blocked, state.pieces, state.left)


def _rescreen(kb: KnowledgeBase, start: date, today: date) -> date:
    days = int(kb.progression["rescreen_weekly"].numbers["days"])
    return start + timedelta(days=days * ((today - start).days // days + 1))


def _rest_until(kb: KnowledgeBase, plan: CarePlan) -> date:
    """Return the day on which moves begin: the third of a strong new pain, else at once."""
    rule = kb.progression["first_start"].numbers
    days, pain = days_of_pain(kb, plan), pain_now(kb, plan)
    is_mild = pain is not None and pain <= rule["pain_above"]
    if days is None or is_mild:
        return plan.today
    return plan.today + timedelta(days=max(0, int(rule["days_most"]) - days))


def _questions(kb: KnowledgeBase, plan: CarePlan, state: State) -> tuple[Contraindication, ...]:
    """Return what to ask so that the exercises that would be best can be given."""
    either = SETTLED | {Fit.CHECK_FIRST}
    wanted = select(kb, plan, state.stage, state.ease, state.blocked, fits=either)
    verdicts = (fit_of(kb, kb.exercises[p.exercise], plan) for p in wanted)
    ids = dict.fromkeys(id for v in verdicts if v.fit is Fit.CHECK_FIRST for id in v.open)
    return tuple(kb.care.contraindications[id] for id in ids)
