"""What a sentence holds besides findings: denials, doubts, relatives, times."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from lumbago.reading.matching import Candidate
from lumbago.reading.sentences import Hit, Sentence, visible

REACH = 14
"""No word changes a finding more than so many tokens away, but along a list."""

AFTER_REACH = 3
"""Nor so many words of meaning after it."""


class Sense(Enum):
    """What is meant by a candidate."""

    PLAIN = "plain"
    DENIED = "denied"
    UNSURE = "unsure"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Around:
    """What a sentence holds besides findings, found once for all its candidates."""

    sentence: Sentence
    denials: tuple[Hit, ...]
    taken: tuple[frozenset[int], ...]
    turns: frozenset[int]
    unsure: tuple[Hit, ...]
    unsure_after: tuple[Hit, ...]
    denied_after: tuple[Hit, ...]
    denied_before: tuple[Hit, ...]
    hypothetical: tuple[Hit, ...]
    relatives: tuple[Hit, ...]
    family: tuple[Hit, ...]
    saying: tuple[Hit, ...]
    past: tuple[Hit, ...]
    reaches_now: tuple[Hit, ...]
    reserves: tuple[Hit, ...]
    silent: tuple[Hit, ...]
    silent_after: tuple[Hit, ...]


def around(sentence: Sentence, found: Iterable[Candidate]) -> Around:
    """Collect what can change the meaning of the candidates of a sentence."""

    def of(*ids: str) -> tuple[Hit, ...]:
        return visible(sentence, *ids)

    return Around(
        sentence=sentence,
        denials=of("no", "not"),
        taken=tuple(frozenset(c.used) for c in found if c.value),
        turns=frozenset(at for hit in of("turn") for at in range(hit.first, hit.last + 1)),
        unsure=of("unsure"),
        unsure_after=of("unsure_after"),
        denied_after=of("denied_after"),
        denied_before=of("denied_before"),
        hypothetical=of("hypothetical"),
        relatives=of("relative", "animal"),
        family=of("family"),
        saying=of("saying"),
        past=of("past"),
        reaches_now=of("reaches_now"),
        reserves=tuple(sentence.of("reserve", "not")),
        silent=of("silent"),
        silent_after=of("silent_after"),
    )


def text_of(near: Around, hit: Hit) -> str:
    """Return the words of a hit, as they are compared."""
    return " ".join(near.sentence.tokens[at].text for at in range(hit.first, hit.last + 1))
