"""A healthy half and the other: "femoral pulse palpable, but popliteal and pedal are not".

What is left out after "are not" is what the first half said. So the second half is of the same
thing, and tells that the finding is there; the first half is then no denial of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lumbago.reading.lexicon import Lexicon
from lumbago.reading.sentences import Sentence, is_light
from lumbago.reading.words import PAUSE

_TURNS = frozenset({"but", "whereas", "while", "although", "though", "yet"})
_IS = frozenset({"is", "are", "was", "were", "does", "do", "did", "has", "have", "can", "could"})
_OTHERS = frozenset({
    "right", "left", "other", "one", "ones", "r", "l", "pedal", "pedals", "popliteal", "popliteals",
    "femoral", "femorals", "dorsalis", "pedis", "tibial", "distal", "foot", "ankle", "lower",
    "upper", "side", "in", "on", "of", "and", "or",
})  # fmt: skip
"""What may stand in the other half where the thing itself is not named again."""
_SIDES = frozenset({"right", "left", "other", "side", "one", "in", "on", "of", "r", "l"})


@dataclass(frozen=True, slots=True)
class OtherHalf:
    """The part of a sentence that ends in "are not", and the turn before it."""

    turn: int
    tokens: tuple[int, ...]
    subject: frozenset[str]
    of_a_side: bool


def other_half(lexicon: Lexicon, sentence: Sentence) -> OtherHalf | None:
    """Return the half that says no more than "but the others are not", if there is one."""
    tokens = sentence.tokens
    for turn in (at for at, token in enumerate(tokens) if token.text in _TURNS):
        end = _end(sentence, turn + 1)
        part = tokens[turn + 1 : end]
        if len(part) < 2:
            continue
        if part[-1].text == "not" and part[-2].text in _IS:
            said, known = part[:-2], _OTHERS
        elif part[0].text == "not":
            said, known = part[1:], _SIDES
        else:
            continue
        of_a_side = all(t.text in known or is_light(lexicon, t) for t in said)
        if said and (of_a_side or known is _OTHERS):
            stems = frozenset(t.stem for t in said if not is_light(lexicon, t))
            return OtherHalf(turn, tuple(range(turn + 1, end)), stems, of_a_side)
    return None


def _end(sentence: Sentence, at: int) -> int:
    while at < len(sentence.tokens) and sentence.tokens[at].kind != PAUSE:
        at += 1
    return at


def is_told_of_both(sentence: Sentence, half: OtherHalf, used: Iterable[int]) -> bool:
    """Whether what was called healthy before the turn is what the other half is about."""
    places = tuple(used)
    if max(places) >= half.turn:
        return False
    return half.of_a_side or any(stem in half.subject for stem in _things(sentence, places))


def _things(sentence: Sentence, places: Iterable[int]) -> Iterator[str]:
    """Yield the stems of what is named, but for verbs and sides."""
    for at in places:
        token = sentence.tokens[at]
        if token.text not in _IS | _OTHERS:
            yield token.stem
