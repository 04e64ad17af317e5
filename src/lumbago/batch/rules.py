"""The rules of `lumbago.rules` over columns: the same three values, many people at a time."""

from collections.abc import Callable, Mapping
from operator import eq, ge, gt, le, lt, ne
from typing import Any as Anything
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from lumbago.batch.columns import NO, UNKNOWN, YES, Bools, Columns, Numbers
from lumbago.rules import (
    All,
    Any,
    Arithmetic,
    Compare,
    Constant,
    Count,
    Not,
    Rule,
    Term,
    Value,
    Yes,
)

Words: TypeAlias = npt.NDArray[np.str_]

_RELATIONS: Mapping[str, Callable[[Anything, Anything], Anything]] = {
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
    "==": eq,
    "!=": ne,
}


def holds(rule: Rule, people: Columns) -> Bools:
    """Tell for whom the rule fires on what is known, unknown counting as not said."""
    match rule:
        case Yes(finding):
            return _is(finding, YES, people)
        case Not(inner):
            return ~holds(inner, people)
        case All(rules):
            whole = np.ones(people.count, dtype=bool)
            for r in rules:
                whole &= holds(r, people)
            return whole
        case Any(rules):
            whole = np.zeros(people.count, dtype=bool)
            for r in rules:
                whole |= holds(r, people)
            return whole
        case Compare(left, op, right):
            return _compared(left, op, right, people)[0]


def truth(rule: Rule, people: Columns) -> tuple[Bools, Bools]:
    """Tell for whom the rule is true, and for whom false, whatever the unknown answers are."""
    match rule:
        case Yes(finding):
            yes = _is(finding, YES, people)
            return yes, _is_known(finding, people) & ~yes
        case Not(inner):
            true, false = truth(inner, people)
            return false, true
        case All(rules):
            true, false = np.ones(people.count, dtype=bool), np.zeros(people.count, dtype=bool)
            for r in rules:
                one_true, one_false = truth(r, people)
                true &= one_true
                false |= one_false
            return true, false
        case Any(rules):
            true, false = truth(All(tuple(Not(r) for r in rules)), people)
            return false, true
        case Compare(Count(rules, counted), op, Constant(number)):
            return _counted(rules, counted, op, float(number), people)
        case Compare(left, op, right):
            related, known = _compared(left, op, right, people)
            return related, known & ~related


def _is(finding: str, answer: int, people: Columns) -> Bools:
    row = people.row.get(finding)
    if row is None:
        return np.zeros(people.count, dtype=bool)
    return np.equal(people.said[row], answer)


def _is_known(finding: str, people: Columns) -> Bools:
    if finding in people.numbers:
        return ~np.isnan(people.numbers[finding])
    words = people.words(finding)
    if words is not None:
        return np.not_equal(words, "")
    if finding not in people.row:
        return np.zeros(people.count, dtype=bool)
    return ~_is(finding, UNKNOWN, people)


def _compared(left: Term, op: str, right: Term, people: Columns) -> tuple[Bools, Bools]:
    """Return where the relation holds, and where both sides are known."""
    a, b = _quantity(left, people), _quantity(right, people)
    known = _has_value(a) & _has_value(b)
    if a.dtype.kind != b.dtype.kind:  # a word is never a number: only "!=" holds
        return known & (op == "!="), known
    return known & _RELATIONS[op](a, b), known


def _has_value(column: Numbers | Words) -> Bools:
    return np.asarray(column != "") if column.dtype.kind == "U" else ~np.isnan(column)


def _quantity(term: Term, people: Columns) -> Numbers | Words:
    match term:
        case Constant(value):
            return np.full(people.count, value)
        case Value(finding):
            return _value(finding, people)
        case Count(rules, counted):
            total = np.full(people.count, float(counted))
            for r in rules:
                total += holds(r, people)
            return total
        case Arithmetic(left, op, right):
            a, b = _number(left, people), _number(right, people)
            with np.errstate(divide="ignore", invalid="ignore"):
                return np.asarray(a / b if op == "/" else a + b if op == "+" else a - b)


def _number(term: Term, people: Columns) -> Numbers:
    """Return a quantity that is a number; a word is none, and so unknown."""
    column = _quantity(term, people)
    is_word = column.dtype.kind == "U"
    return np.full(people.count, np.nan) if is_word else column.astype(np.float64, copy=False)


def _value(finding: str, people: Columns) -> Numbers | Words:
    if finding in people.numbers:
        return people.numbers[finding]
    words = people.words(finding)
    if words is not None:
        return words
    yes, no = _is(finding, YES, people), _is(finding, NO, people)
    return np.where(yes, 1.0, np.where(no, 0.0, np.nan))


def _counted(
    rules: tuple[Rule, ...], counted: int, op: str, number: float, people: Columns
) -> tuple[Bools, Bools]:
    """Compare a count of which some rules are open: sure when every possible count agrees."""
    least = np.full(people.count, counted)
    most = np.full(people.count, counted)
    for r in rules:
        true, false = truth(r, people)
        least += true
        most += ~false
    always, never = np.ones(people.count, dtype=bool), np.ones(people.count, dtype=bool)
    for n in range(counted, counted + len(rules) + 1):
        is_possible = (least <= n) & (n <= most)
        is_related = bool(_RELATIONS[op](float(n), number))
        if is_related:
            never &= ~is_possible
        else:
            always &= ~is_possible
    return always, never
