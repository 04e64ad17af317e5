"""Danger in any text that a person types, be it a search, a diary or feedback: one quick look."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from lumbago.answers import Answer, Answers, Facts, Person, Region
from lumbago.facts import know
from lumbago.knowledge import KnowledgeBase, RedFlag, Urgency
from lumbago.reading.reader import understand
from lumbago.reading.understanding import Mention, Understanding
from lumbago.rules import holds, names


@dataclass(frozen=True, slots=True)
class Alert:
    """How urgent a text is by itself, and why.

    Attributes:
        urgency: the highest of the red flags that the text alone raises, else `SELF_CARE`.
        flags: those of them that ask for `today` or `now`, the most urgent first.
        mentions: the findings behind these flags, each with its place in the text.
    """

    urgency: Urgency
    flags: tuple[RedFlag, ...] = ()
    mentions: tuple[Mention, ...] = ()

    def __bool__(self) -> bool:
        """Whether somebody must be seen today or now."""
        return bool(self.flags)


def danger_in(kb: KnowledgeBase, text: str, today: date | None = None) -> Alert:
    """Say whether a text by itself asks for help today or now.

    Nothing is asked and nothing is assumed: age and sex count where the text tells them. Where
    it names no region, each is tried. Nothing of the text or its meaning is kept in memory.

    Args:
        kb: the knowledge base, with its phrases.
        text: what a person typed, anywhere; any length, any characters.
        today: the day of writing, for "since Tuesday".
    """
    return danger_told(kb, understand(kb, text, today))


def danger_told(kb: KnowledgeBase, understood: Understanding) -> Alert:
    """Say the same of a text that was understood already."""
    alert = _alert(kb, _possible_people(understood), understood.answers)
    return replace(alert, mentions=tuple(_behind(kb, understood.mentions, alert.flags)))


def danger_of(kb: KnowledgeBase, given: Mapping[str, Answer]) -> Alert:
    """Say whether answers by themselves ask for help today or now, such as ticks of a diary.

    Nobody is known behind them, so each region is tried. Nothing is kept in memory.
    """
    return _alert(kb, (Person(region=region) for region in Region), given)


def _alert(kb: KnowledgeBase, people: Iterable[Person], given: Mapping[str, Answer]) -> Alert:
    """Return how urgent the answers are for whoever of these people they are most urgent for."""
    up: dict[str, RedFlag] = {}
    for facts in _possible(kb, people, given) if any(given.values()) else ():
        up |= {f.id: f for f in kb.red_flags.values() if f.id not in up and holds(f.when, facts)}
    flags = sorted(up.values(), key=lambda f: (-f.urgency, f.place != "ambulance", f.id))
    return Alert(
        urgency=flags[0].urgency if flags else Urgency.SELF_CARE,
        flags=tuple(f for f in flags if f.urgency >= Urgency.TODAY),
    )


def _possible_people(understood: Understanding) -> Iterator[Person]:
    """Yield who may be meant: in the region that the text names, else in each."""
    for region in (understood.region,) if understood.region else Region:
        yield Person(region=region, age_years=understood.age_years, sex=understood.sex)


def _possible(
    kb: KnowledgeBase, people: Iterable[Person], given: Mapping[str, Answer]
) -> Iterator[Facts]:
    """Yield all that is known of each; past the cache of `know`."""
    for person in people:
        yield know.__wrapped__(kb, Answers(person, given)).facts


def _behind(
    kb: KnowledgeBase, mentions: Iterable[Mention], flags: tuple[RedFlag, ...]
) -> Iterator[Mention]:
    """Yield the mentions that a flag asks for, itself or by what follows from them."""
    asked = {id for flag in flags for id in names(flag.when)}
    asked |= {other for id in asked if id in kb.findings for other in _sources(kb, id)}
    return (m for m in mentions if m.value and m.finding in asked)


def _sources(kb: KnowledgeBase, finding: str) -> Iterator[str]:
    """Yield the findings from which this one follows."""
    rule = kb.findings[finding].derived_from
    yield from names(rule) if rule is not None else ()
    yield from kb.findings[finding].opens
    yield from (specific for general, specific in kb.settings.nested if general == finding)
