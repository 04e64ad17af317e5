"""Triage and beliefs together → `Assessment`: what to do, what probably causes it, and why.

Urgency is the highest of what the rules say, of what the probabilities ask for (those of the
dangers, and of causes that are not for us to plan for), and of what a contraindication to any
plan asks for: no plan is stricter than its result.
Causes, dangers and modifiers are three lists: a danger is never an ordinary cause.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from lumbago.answers import Answers, Facts
from lumbago.facts import know
from lumbago.interview import Step, next_step
from lumbago.knowledge import (
    Contraindication,
    Course,
    ImagingAdvice,
    KnowledgeBase,
    PainPhase,
    Place,
    Recovery,
    Role,
    SpecialGroup,
    Urgency,
    UrgencyWords,
)
from lumbago.network import (
    Alarm,
    Belief,
    Beliefs,
    Weight,
    alarms,
    asked_by_all,
    asked_for,
    infer,
    points,
)
from lumbago.rules import holds
from lumbago.triage import Disposition, Reason, asked_by, stops, triage, urgency_by_rules

_T = TypeVar("_T")

TELLING = 0.1
"""An answer that moves the log-odds of a cause by less than this is not told as a reason."""

LISTED = 0.03
"""Causes below this are not told; the flat ranking has them."""

WORTH_RULING_OUT = 0.01
"""A danger at least this probable is named among those to rule out."""

MOST_CAUSES = 6
MOST_DANGERS = 8
MOST_REASONS = 6
RANKED = 10


@dataclass(frozen=True, slots=True)
class Cause:
    """An ordinary cause or a group of causes, how probable, and what speaks for and against."""

    id: str
    is_group: bool
    name: str
    about: str
    members: tuple[tuple[str, float], ...]
    p: float
    low: float
    high: float
    word: str
    for_it: tuple[Weight, ...]
    against: tuple[Weight, ...]


@dataclass(frozen=True, slots=True)
class Danger:
    """What needs ruling out. `alarm` is the probability on which urgency acts."""

    id: str
    name: str
    p: float
    low: float
    high: float
    alarm: float
    asks_for: Urgency


@dataclass(frozen=True, slots=True)
class ExpectedCourse:
    """What usually becomes of it: a study's curve where there is one, and shares recovered."""

    condition: str
    phase: PainPhase
    curve: Course | None
    recovery: Recovery | None
    others: tuple[Course, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that follows from the answers, with the answers that it follows from."""

    knowledge: str
    answers: Answers
    urgency: Urgency
    by_rules: Urgency
    by_probability: Urgency
    by_care: Urgency
    stops: tuple[Contraindication, ...]
    place: Place
    words: UrgencyWords
    disposition: Disposition
    causes: tuple[Cause, ...]
    dangers: tuple[Danger, ...]
    modifiers: tuple[Cause, ...]
    mechanisms: tuple[Belief, ...]
    ranking: tuple[tuple[str, float], ...]
    nothing_listed: float
    imaging: ImagingAdvice
    special_groups: tuple[SpecialGroup, ...]
    course: ExpectedCourse | None
    next: Step | None

    @property
    def action(self) -> str:
        """The first sentence: what to do."""
        return self.words.action[self.place]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The red flags that are up and say more than "look after yourself"."""
        return tuple(r for r in self.disposition.reasons if r.flag.urgency > Urgency.SELF_CARE)

    @property
    def decisive_stops(self) -> tuple[Contraindication, ...]:
        """The contraindications that ask for more than rules and probabilities do."""
        least = max(self.by_rules, self.by_probability)
        return tuple(code for code in self.stops if code.refer is not None and code.refer > least)

    @property
    def leader(self) -> str:
        """Id of the most probable ordinary cause; empty where none is worth telling."""
        return self.causes[0].id if self.causes else ""


HOME: Mapping[Urgency, Place] = {
    Urgency.NOW: Place.EMERGENCY_DEPARTMENT,
    Urgency.TODAY: Place.SAME_DAY_CARE,
    Urgency.SOON: Place.CLINICIAN,
    Urgency.ROUTINE: Place.CLINICIAN,
    Urgency.SELF_CARE: Place.HOME,
}


@lru_cache(maxsize=256)
def assess(kb: KnowledgeBase, answers: Answers) -> Assessment:
    """Say how soon to be seen, what probably causes the pain, and what would change that."""
    disposition = triage(kb, answers)
    beliefs = infer(kb, answers)
    alarm = alarms(kb, answers)
    by_probability = asked_by_all(kb, answers, alarm)
    held = stops(kb, answers)
    by_care = asked_by(held)
    urgency = max(disposition.urgency, by_probability, by_care)
    causes = _causes(kb, answers, beliefs)
    return Assessment(
        knowledge=f"{kb.version}-{kb.digest}",
        answers=answers,
        urgency=urgency,
        by_rules=disposition.urgency,
        by_probability=by_probability,
        by_care=by_care,
        stops=held,
        place=_place(disposition, urgency),
        words=kb.urgency_words[urgency],
        disposition=disposition,
        causes=causes,
        dangers=_dangers(kb, beliefs, alarm),
        modifiers=_modifiers(kb, beliefs),
        mechanisms=tuple(sorted(beliefs.mechanisms.values(), key=lambda b: (-b.p, b.id))),
        ranking=_ranking(beliefs),
        nothing_listed=beliefs.nothing_listed,
        imaging=_imaging(kb, answers, urgency),
        special_groups=special_groups(kb, answers),
        course=_course(kb, answers, causes, urgency),
        next=next_step(kb, answers),
    )


def word(kb: KnowledgeBase, p: float) -> str:
    """Return the word for a probability: the same one everywhere."""
    return next(word for least, word in kb.settings.word_bands if p >= least)


def special_groups(kb: KnowledgeBase, answers: Answers) -> tuple[SpecialGroup, ...]:
    """Return the groups that the person belongs to and that every later step heeds."""
    facts = know(kb, answers).facts
    return tuple(group for group in kb.special_groups.values() if holds(group.when, facts))


def urgency_of(kb: KnowledgeBase, answers: Answers) -> Urgency:
    """Return the urgency alone: the highest of rules, alarms and contraindications."""
    by_probability = asked_by_all(kb, answers, alarms(kb, answers))
    return max(urgency_by_rules(kb, answers), by_probability)


def leading(kb: KnowledgeBase, answers: Answers) -> str:
    """Return the most probable ordinary cause or group alone."""
    found = points(kb, answers)
    shares = {**dict(_singles(kb, answers, found.conditions)), **found.groups}
    return min(shares, key=lambda id: (-shares[id], id))


def _singles(
    kb: KnowledgeBase, answers: Answers, conditions: Mapping[str, _T]
) -> Iterator[tuple[str, _T]]:
    """Yield the ordinary causes that stand for themselves: no dangers, modifiers or members."""
    region = answers.person.region
    grouped = {id for g in kb.groups.values() if region in g.regions for id in g.members}
    for id, value in conditions.items():
        condition = kb.conditions[id]
        if id not in grouped and not condition.is_danger and condition.role is not Role.MODIFIER:
            yield id, value


def _place(disposition: Disposition, urgency: Urgency) -> Place:
    for reason in disposition.reasons:
        if reason.flag.urgency is urgency:
            return reason.flag.place
    return HOME[urgency]


def _causes(kb: KnowledgeBase, answers: Answers, beliefs: Beliefs) -> tuple[Cause, ...]:
    region = answers.person.region
    groups = [g for g in kb.groups.values() if region in g.regions]
    causes = [
        _cause(
            kb,
            beliefs.groups[g.id],
            g.plain_name,
            g.about,
            tuple((id, beliefs.conditions[id].p) for id in g.members if id in beliefs.conditions),
        )
        for g in groups
    ]
    for id, belief in _singles(kb, answers, beliefs.conditions):
        condition = kb.conditions[id]
        causes.append(_cause(kb, belief, condition.plain_name, condition.about, ()))
    causes.sort(key=lambda c: (-c.p, c.id))
    return tuple(c for c in causes if c.p >= LISTED)[:MOST_CAUSES]


def _cause(
    kb: KnowledgeBase,
    belief: Belief,
    name: str,
    about: str,
    members: tuple[tuple[str, float], ...],
) -> Cause:
    return Cause(
        id=belief.id,
        is_group=bool(members),
        name=name,
        about=about,
        members=tuple(sorted(members, key=lambda m: (-m[1], m[0]))),
        p=belief.p,
        low=belief.low,
        high=belief.high,
        word=word(kb, belief.p),
        for_it=telling(w for w in belief.weights if w.weight > 0),
        against=telling(w for w in belief.weights if w.weight < 0),
    )


def telling(weights: Iterable[Weight]) -> tuple[Weight, ...]:
    """Return the weights worth telling, the greatest first."""
    ordered = sorted(weights, key=lambda w: (-abs(w.weight), w.finding))
    return tuple(w for w in ordered if abs(w.weight) >= TELLING)[:MOST_REASONS]


def _modifiers(kb: KnowledgeBase, beliefs: Beliefs) -> tuple[Cause, ...]:
    found = [
        _cause(kb, belief, kb.conditions[id].plain_name, kb.conditions[id].about, ())
        for id, belief in beliefs.conditions.items()
        if kb.conditions[id].role is Role.MODIFIER
    ]
    return tuple(sorted((c for c in found if c.p >= LISTED), key=lambda c: (-c.p, c.id)))


def _dangers(kb: KnowledgeBase, beliefs: Beliefs, alarm: Mapping[str, Alarm]) -> tuple[Danger, ...]:
    found = []
    for id, p in alarm.items():
        belief = beliefs.conditions[id]
        asks = asked_for(kb, id, p)
        worth_telling = belief.p >= WORTH_RULING_OUT and not kb.conditions[id].is_competitor
        if asks > Urgency.SELF_CARE or worth_telling:
            found.append(
                Danger(
                    id, kb.conditions[id].plain_name, belief.p, belief.low, belief.high, p.p, asks
                )
            )
    # What asks for most is not cut off for what is only more probable: it says why one is sent.
    kept = sorted(found, key=lambda d: (-d.asks_for, -d.p, d.id))[:MOST_DANGERS]
    return tuple(sorted(kept, key=lambda d: (-d.p, d.id)))


def _ranking(beliefs: Beliefs) -> tuple[tuple[str, float], ...]:
    ordered = sorted(beliefs.conditions.values(), key=lambda b: (-b.p, b.id))
    return tuple((b.id, b.p) for b in ordered[:RANKED])


def _imaging(kb: KnowledgeBase, answers: Answers, urgency: Urgency) -> ImagingAdvice:
    facts = {**know(kb, answers).facts, "urgency": float(urgency)}
    return next(advice for advice in kb.imaging if holds(advice.when, facts))


def phase_of(facts: Facts) -> PainPhase:
    """Name the phase: under 6 weeks, under 12, longer; a new pain where nothing is known."""
    weeks = facts.get("duration_weeks")
    if isinstance(weeks, int | float) and not isinstance(weeks, bool):
        if weeks < 6:
            return PainPhase.ACUTE
        return PainPhase.SUBACUTE if weeks < 12 else PainPhase.CHRONIC
    return PainPhase.CHRONIC if facts.get("duration_over_12w") is True else PainPhase.ACUTE


def _course(
    kb: KnowledgeBase, answers: Answers, causes: tuple[Cause, ...], urgency: Urgency
) -> ExpectedCourse | None:
    """Return the course of the leading cause; none is told while something urgent is open."""
    if urgency >= Urgency.TODAY or not causes:
        return None
    lead = causes[0]
    id = lead.id
    if lead.is_group:
        own = kb.settings.unexplained[answers.person.region]
        id = own if own in kb.groups[lead.id].members else lead.members[0][0]
    now = phase_of(know(kb, answers).facts)
    names = {id, *kb.conditions[id].management}
    fitting = [c for c in kb.courses.values() if c.condition in names and c.phase in {now, "all"}]
    curves = [c for c in fitting if len(c.weeks) >= 3 and "curve" in c.outcome]
    curves.sort(key=lambda c: ("disab" in c.outcome, "model" not in c.outcome, -len(c.weeks), c.id))
    return ExpectedCourse(
        condition=id,
        phase=now,
        curve=curves[0] if curves else None,
        recovery=kb.recoveries.get(id),
        others=tuple(c for c in fitting if "pct" in c.outcome),
    )


def not_excluded(disposition: Disposition) -> tuple[str, ...]:
    """Return the open findings of `today` and `now`: nobody is to think them denied.

    Those that would be enough alone stand first, the most urgent before the others.
    """
    urgent = [o for o in disposition.open_flags if o.flag.urgency >= Urgency.TODAY]
    urgent.sort(key=lambda o: (-o.flag.urgency, o.flag.id))
    told = [(o, f) for o in urgent for f in o.findings]
    alone = [f for o, f in told if holds(o.rest, {f: True})]
    return tuple(dict.fromkeys([*alone, *(f for _, f in told)]))
