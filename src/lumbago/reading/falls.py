"""A fall and how deep it was → a bad one or a small one: "fell approx 4 m", "down 12 stairs".

What counts as deep is the neck rule's: one metre, three feet or five stairs (the Canadian
C-spine rule, `ccsr2001` in kb/sources.csv).
"""

from collections.abc import Iterator

from lumbago.reading.sentences import Hit, Sentence
from lumbago.reading.words import PAUSE, WORD, Token, count_at, numeral

Fall = tuple[str, tuple[int, ...]]
"""A finding that is there, and the tokens that tell of it."""

_DEEP = {
    "m": 1.0, "meter": 1.0, "meters": 1.0, "cm": 100.0, "centimeter": 100.0, "centimeters": 100.0,
    "ft": 3.0, "foot": 3.0, "feet": 3.0, "yard": 1.0, "yards": 1.0, "inches": 39.0, "inch": 39.0,
    "stair": 5.0, "stairs": 5.0, "step": 5.0, "steps": 5.0, "rung": 3.0, "rungs": 3.0,
    "storey": 1.0, "storeys": 1.0, "story": 1.0, "stories": 1.0, "floor": 1.0, "floors": 1.0,
}  # fmt: skip
"""From how many of each a fall is a bad one."""
_STEPS = frozenset({"stair", "stairs", "step", "steps"})
_VAGUE = {"dozen": 12.0, "few": 3.0, "couple": 2.0, "several": 4.0, "half": 0.5}

_DOWN = frozenset({"slipped", "slid", "rolled", "went", "bounced", "slipping", "sliding", "bumped",
                   "somersaulted", "crashed", "tripped", "pushed", "knocked"})  # fmt: skip
"""What is a fall only where a person goes "down"; to go down steps without a slip is a walk."""
_NOUNS = frozenset({"fall", "drop", "tumble", "plunge"})
_BETWEEN = frozenset({
    "(", ",", "a", "about", "almost", "an", "approx", "approximately", "around", "at",
    "backward", "backwards", "been", "bottom", "by", "ca", "circa", "could", "down", "easily",
    "estimated", "flight", "first", "forwards", "from", "full", "good", "guess", "have", "height",
    "heights", "her", "his", "i", "into", "it", "landing", "last", "least", "like", "maybe",
    "more", "must", "my", "nearly", "of", "off", "or", "our", "out", "over", "probably",
    "reckon", "reported", "roughly", "say", "some", "something", "straight", "than", "the",
    "through", "to", "top", "was", "well", "what", "whole", "would",
})  # fmt: skip
"""What may stand between a fall and how deep it was; and whatever one falls off."""
_OFF = frozenset({"off", "from", "of", "through", "out"})
_LATER = frozenset({"ago", "back", "later", "earlier", "previously", "before", "behind"})
_REACH = 8


def falls(sentence: Sentence) -> Iterator[Fall]:
    """Yield the falls of a sentence whose depth is told, but for one's own height."""
    tokens = sentence.tokens
    if any(sentence.of("standingheight")):
        return
    at = 0
    while at < len(tokens):
        found = _depth(tokens, at)
        if found is None:
            at += 1
            continue
        amount, unit_at = found
        verb = _verb(sentence, at, unit_at)
        if verb is not None:
            used = tuple(sorted({verb.first, verb.last, *range(at, unit_at + 1)}))
            yield from _weighed(tokens, verb, amount, unit_at, used)
        at = unit_at + 1


def _weighed(
    tokens: tuple[Token, ...], verb: Hit, amount: float, unit_at: int, used: tuple[int, ...]
) -> Iterator[Fall]:
    unit = tokens[unit_at].text
    if amount >= _DEEP[unit]:
        yield "trauma_major", used
    elif not tokens[verb.first].text.startswith("drop"):
        yield "trauma_minor", used


def _depth(tokens: tuple[Token, ...], at: int) -> tuple[float, int] | None:
    """Read a depth that starts here: how many, and where its unit stands."""
    amount, after = _amount(tokens, at)
    if amount is None:
        return None
    if [t.text for t in tokens[after : after + 3]] == ["and", "a", "half"]:
        amount, after = amount + 0.5, after + 3
    while after < len(tokens) and tokens[after].text in {"of", "a"}:
        after += 1
    if after < len(tokens) and tokens[after].text == "dozen":
        amount, after = amount * _VAGUE["dozen"], after + 1
    if after >= len(tokens) or tokens[after].text not in _DEEP:
        return None
    later = after + 1 < len(tokens) and tokens[after + 1].text in _LATER
    return None if later else (amount, after)


def _amount(tokens: tuple[Token, ...], at: int) -> tuple[float | None, int]:
    if tokens[at].text in _VAGUE:
        return _VAGUE[tokens[at].text], at + 1
    return count_at(tokens, at) or (None, at + 1)


def _verb(sentence: Sentence, at: int, unit_at: int) -> Hit | None:
    """Return the fall that a depth belongs to: right behind it, or before it and close by."""
    tokens = sentence.tokens
    behind = unit_at + 1
    if behind < len(tokens) and tokens[behind].text in _NOUNS:
        return Hit("fell", behind, behind)
    before = [hit for hit in _falling(sentence, unit_at) if hit.last < at]
    if not before:
        return None
    hit = max(before, key=lambda h: h.last)
    return hit if _joined(tokens, hit, at, unit_at) else None


def _falling(sentence: Sentence, unit_at: int) -> Iterator[Hit]:
    tokens = sentence.tokens
    for hit in sentence.of("fell"):
        if not tokens[hit.first].text.startswith("drop") or _is_of_somebody(sentence, hit.first):
            yield hit
    for at, token in enumerate(tokens[:unit_at]):
        if token.text in _DOWN and tokens[at + 1].text == "down" and _is_of_somebody(sentence, at):
            walked = token.text == "went" and tokens[unit_at].text in _STEPS
            if not walked or any(sentence.of("slip", "fell")):
                yield Hit("fell", at, at + 1)


def _is_of_somebody(sentence: Sentence, at: int) -> bool:
    """Whether a person goes down, and no water, weight or number."""
    if at == 0 or sentence.tokens[at - 1].kind != WORD:
        return True
    relative = any(hit.last == at - 1 for hit in sentence.of("relative"))
    return relative or sentence.tokens[at - 1].text in _SOMEBODY


_SOMEBODY = frozenset({"i", "he", "she", "we", "they", "who", "and", "then", "had", "have", "has",
                       "patient", "pt", "just", "suddenly", "a", "of", "was", "got"})  # fmt: skip


def _joined(tokens: tuple[Token, ...], hit: Hit, at: int, unit_at: int) -> bool:
    between = range(hit.last + 1, at)
    if len(between) > _REACH or _is_thing(tokens, hit, at, unit_at):
        return False
    return all(
        tokens[i].text in _BETWEEN
        or numeral(tokens[i]) is not None
        or _is_fallen_off(tokens, hit, i)
        for i in between
    )


def _is_fallen_off(tokens: tuple[Token, ...], hit: Hit, at: int) -> bool:
    """Whether a word names what one falls off: it stands behind "off" or "from"."""
    before = [t.text for t in tokens[max(at - 3, hit.first) : at]]
    return tokens[at].kind == WORD and bool(set(before) & _OFF)


def _is_thing(tokens: tuple[Token, ...], hit: Hit, at: int, unit_at: int) -> bool:
    """Whether a measure is of a thing that was let fall: "dropped a 3 metre plank"."""
    if not tokens[hit.first].text.startswith("drop") or at - hit.last < 2:
        return False
    article = tokens[at - 1].text in {"a", "an", "the", "my"}
    after = tokens[unit_at + 1 : unit_at + 2]
    return article and bool(after) and after[0].kind != PAUSE
