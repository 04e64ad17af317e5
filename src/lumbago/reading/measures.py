"""What was measured: a test, its value, its unit → findings that are there, or are not."""

import re
from collections.abc import Iterator

from lumbago.knowledge import Limit
from lumbago.reading.doses import overdoses
from lumbago.reading.lexicon import MEASURED, Lexicon
from lumbago.reading.sentences import Hit, Sentence
from lumbago.reading.words import NUMBER, PAUSE, Token

FARTHEST = 5
"""So many tokens may stand between a test and its value: "ESR was found to be 88"."""

Measured = tuple[str, bool, int, int]
"""A finding, whether it is there, and the first and last token."""


def measured(lexicon: Lexicon, sentence: Sentence) -> Iterator[Measured]:
    """Yield the findings that follow from measured values of a sentence."""
    yield from _temperatures(sentence)
    yield from overdoses(sentence)
    yield from _arm_pressures(sentence)
    tests = [hit for hit in sentence.hits if hit.id.startswith(MEASURED)]
    for hit in tests:
        at = _value_after(sentence, hit, tests)
        if at is None and _is_called_normal(lexicon, sentence, hit, tests):
            for limit in lexicon.measurements[hit.id.removeprefix(MEASURED)].limits:
                if limit.denies:
                    yield limit.finding, False, hit.first, hit.last
        if at is None or _is_count_in_urine(sentence, at):
            continue
        value = _value(sentence.tokens[at])
        limits = lexicon.measurements[hit.id.removeprefix(MEASURED)].limits
        for limit in limits:
            there = limit.holds(value)
            if value in limit and _has_unit(limit, sentence, at) and (there or limit.denies):
                yield limit.finding, there, hit.first, at


def _value_after(sentence: Sentence, hit: Hit, tests: list[Hit]) -> int | None:
    """Return where the value of a test stands: the first number after it, close by."""
    others = {other.first for other in tests if other.first > hit.last}
    for at in range(hit.last + 1, min(hit.last + 2 + FARTHEST, len(sentence.tokens))):
        token = sentence.tokens[at]
        if token.kind == NUMBER:
            return at
        if at in others or token.text in {",", "and", "but"}:
            return None
    return None


def _is_called_normal(lexicon: Lexicon, sentence: Sentence, hit: Hit, tests: list[Hit]) -> bool:
    """Whether a list of tests that holds this one ends in "all normal", as plainly as that."""
    tokens = sentence.tokens
    named = {at for test in tests for at in range(test.first, test.last + 1)}
    at, items = hit.last + 1, 1
    while at < len(tokens) and (at in named or tokens[at].text in _LISTED | _OTHER_TESTS):
        items += at in named or tokens[at].text in _OTHER_TESTS
        at += 1
    words = [t.text for t in tokens[at : at + 1]]
    ends = at + 1 >= len(tokens) or tokens[at + 1].kind == PAUSE or tokens[at + 1].text == "and"
    return items > 1 and ends and bool(set(words) & _NORMAL)


_LISTED = frozenset({",", "and", "or", "all", "both", "is", "are", "was", "were"})
_OTHER_TESTS = frozenset({
    "fbc", "cbc", "ue", "ues", "u", "e", "lft", "lfts", "tft", "tfts", "tsh", "bone", "profile",
    "ferritin", "glucose", "folate", "urate", "ana", "psa", "renal", "liver", "thyroid", "function",
    "electrolytes", "b12", "b", "12",
})  # fmt: skip
_NORMAL = frozenset({"normal", "unremarkable", "nad", "wnl"})


def _arm_pressures(sentence: Sentence) -> Iterator[Measured]:
    """Yield that the pressures of the two arms differ: "178/96 right arm, 131/80 left arm"."""
    tokens = sentence.tokens
    found: dict[str, tuple[float, int]] = {}
    if not {t.stem for t in tokens} & _OF_ARMS:
        return
    for at, token in enumerate(tokens):
        if not _PRESSURE.fullmatch(token.text):
            continue
        close = [*tokens[max(at - 1, 0) : at], *tokens[at + 1 : at + 5]]
        side = next((_SIDES[t.text] for t in close if t.text in _SIDES), None)
        if side is not None:
            found.setdefault(side, (_value(token), at))
    if len(found) == len(set(_SIDES.values())):
        (one, first), (other, last) = found.values()
        if abs(one - other) >= _APART:
            yield "arm_pulse_bp_differ", True, min(first, last), max(first, last)


_PRESSURE = re.compile(r"(?:[6-9]\d|1\d\d|2[0-5]\d)/(?:[3-9]\d|1[0-4]\d)")
_OF_ARMS = frozenset({"arm", "bp", "blood"})
_SIDES = {"right": "right", "r": "right", "left": "left", "l": "left"}
_APART = 20
"""Millimetres of mercury between the upper pressures of two arms: the usual limit."""


def _is_count_in_urine(sentence: Sentence, at: int) -> bool:
    """Whether a value counts cells under the microscope, or is a grade: "12/hpf", "2+"."""
    after = {token.text for token in sentence.tokens[at + 1 : at + 5]}
    return sentence.tokens[at].text.endswith("+") or bool(after & {"hpf", "field", "powered"})


def _value(token: Token) -> float:
    """Return the number; of a blood pressure the upper one."""
    return float(token.text.rstrip("+").partition("/")[0])


def _has_unit(limit: Limit, sentence: Sentence, at: int) -> bool:
    after = [token.text for token in sentence.tokens[at + 1 : at + 2]]
    return not limit.units or bool(set(after) & set(limit.units))


def _nearest_is_heat(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the nearest test on the left of a value is the temperature: "temp 38, pulse 96"."""
    for token in reversed(tokens[max(at - 6, 0) : at]):
        if token.stem in _HEAT:
            return True
        if token.stem in _OTHER_VITALS:
            return False
    return False


_OTHER_VITALS = frozenset({
    "puls", "hr", "rr", "sat", "saturat", "spo2", "bp", "heart", "pressur", "o2", "oxygen",
    "breath", "respir", "resp", "weight", "sugar", "glucos", "bm", "rate", "spo", "sao2",
})  # fmt: skip
_HEAT = frozenset({"temperatur", "temp", "fever", "febril", "pyrexia", "celsius", "fahrenheit"})
_DEGREES = {
    True: frozenset({"c", "celsius"}),
    False: frozenset({"f", "fahrenheit"}),
}
_FEVER_C, _FEVER_F = 38.0, 100.4


def _temperatures(sentence: Sentence) -> Iterator[Measured]:
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        if token.kind != NUMBER or "/" in token.text:
            continue
        value = _value(token)
        if not (35 <= value <= 42.5 or 95 <= value <= 108):
            continue
        near = _nearest_is_heat(tokens, at) or {t.stem for t in tokens[at + 1 : at + 3]} & _HEAT
        unit = {t.text for t in tokens[at + 1 : at + 2]} & _DEGREES[value < 60]
        there = value >= (_FEVER_C if value < 60 else _FEVER_F)
        named = near or (at and tokens[at - 1].text == "t")
        if named or (unit and (there or "." in token.text)):
            yield "fever", there, at, at
