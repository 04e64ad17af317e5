"""Red flags → `Disposition`: how soon a person must be seen, by rules alone.

Rules, not probabilities: a rare and grave cause must never be averaged away.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from lumbago.answers import Answers, Facts
from lumbago.facts import know
from lumbago.knowledge import Contraindication, KnowledgeBase, RedFlag, Urgency
from lumbago.rules import (
    FALSE,
    All,
    Any,
    Compare,
    Count,
    Not,
    Rule,
    Yes,
    holds,
    names,
    simplify,
)


@dataclass(frozen=True, slots=True)
class Reason:
    """A red flag that is up, and the findings that raised it."""

    flag: RedFlag
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenFlag:
    """A red flag that is down for now, what is left of its rule, and what could raise it."""

    flag: RedFlag
    rest: Rule
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disposition:
    """How soon to be seen, why, and what could still make it sooner."""

    urgency: Urgency
    reasons: tuple[Reason, ...]
    open_flags: tuple[OpenFlag, ...]

    @property
    def open_findings(self) -> tuple[str, ...]:
        """What could still raise urgency, most urgent flags first, each once."""
        ordered = sorted(self.open_flags, key=lambda o: (-o.flag.urgency, o.flag.id))
        return tuple(dict.fromkeys(f for o in ordered for f in o.findings))


class Standing(StrEnum):
    """What the answers say of one red flag: it is up, ruled out, or neither."""

    UP = "up"
    DENIED = "denied"
    OPEN = "open"


def standings(kb: KnowledgeBase, answers: Answers) -> Mapping[str, Standing]:
    """Say of every red flag whether it is up, denied, or still open: not asked or not known."""
    facts = know(kb, answers).facts
    found: dict[str, Standing] = {}
    for flag in kb.red_flags.values():
        rest = simplify(flag.when, facts)
        if _is_up(rest):
            found[flag.id] = Standing.UP
        else:
            found[flag.id] = Standing.DENIED if rest is FALSE else Standing.OPEN
    return found


@lru_cache(maxsize=256)
def triage(kb: KnowledgeBase, answers: Answers) -> Disposition:
    """Say how soon a person with these answers must be seen.

    Args:
        kb: the knowledge base; the order of its red flags does not matter.
        answers: who it is and what was said. Unknown counts as not said, never as "no".

    Returns:
        The highest urgency of the flags that are up, or `SELF_CARE`; one reason a flag, the
        most urgent first; and the flags above it that an answer could still raise.
    """
    facts = know(kb, answers).facts
    up: list[RedFlag] = []
    rests: list[tuple[RedFlag, Rule]] = []
    for flag in kb.red_flags.values():
        rest = simplify(flag.when, facts)
        if _is_up(rest):
            up.append(flag)
        elif rest is not FALSE:
            rests.append((flag, rest))
    urgency = max((flag.urgency for flag in up), default=Urgency.SELF_CARE)
    up.sort(key=lambda flag: (-flag.urgency, flag.place != "ambulance", flag.id))
    reasons = tuple(Reason(flag, _because(flag.when, facts)) for flag in up)
    still_open = tuple(
        OpenFlag(flag, rest, _unknown(rest, facts))
        for flag, rest in rests
        if flag.urgency > urgency
    )
    return Disposition(urgency, reasons, still_open)


def stops(kb: KnowledgeBase, answers: Answers) -> tuple[Contraindication, ...]:
    """Return what speaks against any plan and asks for somebody to look first, the soonest first.

    A contraindication may be stricter than the red flags: then it decides, on every page.
    """
    facts = know(kb, answers).facts
    found = [
        code
        for code in kb.care.contraindications.values()
        if code.refer is not None and holds(code.known_by, facts)
    ]
    return tuple(sorted(found, key=lambda code: (-(code.refer or 0), code.id)))


def urgency_by_rules(kb: KnowledgeBase, answers: Answers) -> Urgency:
    """Return what is certain without any probability: the red flags, and what stops a plan."""
    return max(triage(kb, answers).urgency, asked_by(stops(kb, answers)))


def asked_by(held: Iterable[Contraindication]) -> Urgency:
    """Return the highest urgency that contraindications ask for."""
    return max((code.refer for code in held if code.refer is not None), default=Urgency.SELF_CARE)


def _is_up(rest: Rule) -> bool:
    """Whether a flag is up with all that is known put in: what is left counts as not said."""
    return holds(rest, {})


def _unknown(rest: Rule, facts: Facts) -> tuple[str, ...]:
    """Name what the rest still waits for; a sum may hold the known age beside an unknown."""
    return tuple(id for id in dict.fromkeys(names(rest)) if id not in facts)


def _because(rule: Rule, facts: Facts) -> tuple[str, ...]:
    """Name the findings that made the rule hold, in reading order, each once."""
    return tuple(dict.fromkeys(_supports(rule, facts)))


def _supports(rule: Rule, facts: Facts) -> Iterator[str]:
    match rule:
        case Yes(finding):
            if facts.get(finding) is True:
                yield finding
        case Not():
            return
        case All(rules):
            for r in rules:
                yield from _supports(r, facts)
        case Any(rules):
            for r in rules:
                if holds(r, facts):
                    yield from _supports(r, facts)
        case Compare(Count(rules, _), _, _):
            for r in rules:
                if holds(r, facts):
                    yield from _supports(r, facts)
        case Compare():
            if holds(rule, facts):
                yield from names(rule)
