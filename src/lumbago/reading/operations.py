"""An operation and its time → a recent one: "microdiscectomy 3/52 ago", "day 9 after a THR"."""

import re
from collections.abc import Iterator

from lumbago.reading.idioms import is_planned
from lumbago.reading.numbers import SHORT_UNITS, UNITS
from lumbago.reading.sentences import Hit, Sentence
from lumbago.reading.words import count_at

Recent = tuple[str, bool, int, int]
"""A finding, that it is there, and the first and last token."""

_LIMITS = {
    "spine_operation": ("spinal_procedure_recent", 13.0),
    "operation": ("surgery_immobile_4w", 4.0),
}
"""How many weeks back an operation counts: what the findings themselves state."""

_COUNTED = frozenset({"day", "days", "week", "weeks", "month", "months"})
_SINCE = frozenset({"after", "post", "following", "since", "postop", "postoperative", "from"})
_AGO = frozenset({"ago", "previously", "earlier", "back", "prior"})
_REACH = 6
"""So many tokens may stand between an operation and its time."""

_SHARE = re.compile(r"\d{1,2}/(7|52|12)")


def operations(sentence: Sentence) -> Iterator[Recent]:
    """Yield the operations of a sentence that were not long ago."""
    for hit in sentence.of(*_LIMITS):
        if is_planned(sentence, hit.first, hit.last):
            continue
        finding, limit = _LIMITS[hit.id]
        for weeks, first, last in _times(sentence):
            if weeks <= limit and _is_of(sentence, hit, first, last):
                yield finding, True, min(first, hit.first), max(last, hit.last)
                break


def _times(sentence: Sentence) -> Iterator[tuple[float, int, int]]:
    """Yield spans of time in weeks, with their tokens: "3/52", "ten days", "day 9"."""
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        if _SHARE.fullmatch(token.text):
            share, _, unit = token.text.partition("/")
            yield float(share) * SHORT_UNITS[unit], at, at
        found = count_at(tokens, at)
        if found is None:
            continue
        amount, after = found
        if at and tokens[at - 1].text == "day":
            yield amount / 7, at - 1, after - 1
        elif after < len(tokens) and tokens[after].text in _COUNTED:
            yield amount * UNITS[tokens[after].text], at, after


def _is_of(sentence: Sentence, hit: Hit, first: int, last: int) -> bool:
    """Whether a time tells how long ago the operation was: before it with "after", or behind it."""
    tokens = sentence.tokens
    if last < hit.first:
        between = [t.text for t in tokens[last + 1 : hit.first]]
        return len(between) <= _REACH and bool(set(between[:2]) & _SINCE)
    if not 0 < first - hit.last <= _REACH:
        return False
    if {t.text for t in tokens[last + 1 : last + 2]} & _AGO:
        return True
    lasting = {"for", "x"} & {t.text for t in tokens[hit.last + 1 : first]}
    return "/" in tokens[first].text and not lasting
