"""What words of denial take for granted: "I never told anyone about the fever" has a fever.

A denial denies its own verb. What stands after that verb with "the", "this" or "my" is there
already, whatever was not done about it; so is what is excepted ("apart from the fever"), what
is never missing ("no day without it") and what was not there until lately.
"""

import re

from lumbago.reading.around import Around, Sense
from lumbago.reading.lexicon import Lexicon
from lumbago.reading.matching import Candidate
from lumbago.reading.sentences import Hit
from lumbago.reading.words import PAUSE, Token

_DEFINITE = frozenset({"the", "this", "these", "my", "his", "her", "our", "such"})
_POINTING = frozenset({"the", "this", "these", "that"})
_HAVING = frozenset({
    "have", "had", "has", "having", "got", "get", "gets", "getting", "feel", "feels", "felt",
    "feeling", "notice", "noticed", "noticing", "experience", "experienced", "experiencing",
    "suffer", "suffered", "suffering", "develop", "developed", "complain", "complains",
    "complained", "report", "reports", "reported", "take", "takes", "taken", "took", "taking",
    "use", "uses", "used", "using", "smoke", "smoked", "drink", "see", "seen", "saw", "show",
    "shows", "showed", "shown", "find", "found", "aware", "bring", "brought", "run", "running",
    "sign", "signs", "trace", "hint", "with", "in", "from", "lose", "lost", "need", "needed",
    "on", "or", "and", "than", "as", "since", "by",
})  # fmt: skip
"""What is denied with these is the thing itself, even with "the": "I have not got the fever"."""

_CONCERNING = frozenset({"about", "for", "because"})
_SMALL = frozenset({
    "a", "an", "any", "been", "be", "is", "are", "was", "were", "really", "even", "all", "of",
    "much", "to", "do", "did", "does", "i", "he", "she", "it", "we", "you", "they", "there",
    "am", "quite", "that", "so", "very", "too", "will", "would", "could", "can", "at",
})  # fmt: skip
_EXCEPT = frozenset({"than", "from", "for", "except", "besides"})
_WH = frozenset({"what", "where", "when", "why", "how", "who"})
_TOLD_BY = frozenset({"i", "we"})

_LIKE_NOTHING = re.compile(r"^(as|quite|so)? ?(like (this|it|that)|(this|so|as) (bad|strong)\b)")
_PLACED = re.compile(r"^(in|of|on|around|from) (the |my |both |his |her )?(left |right )?\w+ ")
_UNTIL = re.compile(r"^(at all |whatsoever )?(until|till|before (today|this|yesterday|last|the))\b")
_SO_FAR = re.compile(r"^(at all )?(until|till) (now|today|the present)\b")
_BEFORE = re.compile(r"^(at all )?before\b(?! (or|and|,|nor))")


def is_definite(near: Around, candidate: Candidate, words: frozenset[str] = _DEFINITE) -> bool:
    """Whether "the", "this" or "my" stands before a candidate, perhaps with a word between."""
    tokens, first = near.sentence.tokens, candidate.first
    if first and tokens[first - 1].text in words:
        return True
    return first > 1 and tokens[first - 2].text in words and tokens[first - 1].kind != PAUSE


def is_taken_for_granted(near: Around, hit: Hit, candidate: Candidate) -> bool:
    """Whether a denial is of a doing and not of the thing: "nobody explains the numbness"."""
    if not candidate.value or not is_definite(near, candidate):
        return False
    tokens = near.sentence.tokens
    between = {tokens[at].text for at in range(hit.last + 1, candidate.first)}
    if "such" in between or between & _CONCERNING:
        return True
    return bool(between - _DEFINITE - _SMALL) and not between & _HAVING


def is_exception(near: Around, candidate: Candidate) -> bool:
    """Whether a candidate is what a denial leaves out: "apart from the fever no complaints"."""
    last = candidate.first - 1
    while last >= 0 and near.sentence.tokens[last].text in _DEFINITE | {"a", "some"}:
        last -= 1
    return last in near.turns and near.sentence.tokens[last].text in _EXCEPT


def is_doubly_denied(near: Around, candidate: Candidate) -> bool:
    """Whether two denials make a yes: "never without pain", "not a day without fever"."""
    tokens = near.sentence.tokens
    for at in range(max(candidate.first - 4, 0), candidate.first):
        if tokens[at].text != "without" or any(
            tokens[i].kind == PAUSE for i in range(at, candidate.first)
        ):
            continue
        for hit in near.denials:
            between = [tokens[i] for i in range(hit.last + 1, at)]
            if hit.last < at and len(between) <= 6 and not _is_broken(between):
                return True
    return False


def _is_broken(between: list[Token]) -> bool:
    return any(t.kind == PAUSE or t.text in {"and", "or", "but", "nor"} for t in between)


def was_before(near: Around, candidate: Candidate) -> Sense | None:
    """Say what is now where the denial is of the time before: "no fever until last night"."""
    tokens = near.sentence.tokens
    after = " ".join(t.text for t in tokens[candidate.last + 1 : candidate.last + 9])
    after = _PLACED.sub("", after)
    if _SO_FAR.search(after):
        return Sense.UNSURE
    if _LIKE_NOTHING.search(after) or _UNTIL.search(after):
        return Sense.PLAIN
    return Sense.UNSURE if _BEFORE.search(after) else None


def is_of_a_place(lexicon: Lexicon, near: Around, candidate: Candidate) -> bool:
    """Whether only a place is free of what lasts a life: "no cancer in the bones"."""
    if candidate.finding not in lexicon.lasting:
        return False
    after = [t.text for t in near.sentence.tokens[candidate.last + 1 : candidate.last + 3]]
    return len(after) == 2 and after[0] == "in" and after[1] in {"the", "my", "his", "her"}


def is_known(near: Around, hit: Hit, candidate: Candidate) -> bool:
    """Whether only more about it is unknown: "I cannot tell where the numbness comes from"."""
    if hit.last >= candidate.first:
        return False
    tokens = near.sentence.tokens
    asked = any(tokens[at].text in _WH for at in range(hit.first, candidate.first))
    return asked or is_definite(near, candidate, _POINTING)


def is_told_after_all(near: Around, hit: Hit, candidate: Candidate) -> bool:
    """Whether the person says what was not told to others: "I did not mention the fever"."""
    tokens = near.sentence.tokens
    before = {t.text for t in tokens[max(hit.first - 3, 0) : hit.first]}
    return bool(before & _TOLD_BY) and is_definite(near, candidate)
