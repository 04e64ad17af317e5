"""Conditions over answers, in three values: true, false, and not known.

The language is small, and read by this module alone:

    fever and (pain_low_back or pain_neck) and not body_aches_flu
    count(weight_loss, night_sweats, appetite_loss) >= 2
    age_years - duration_weeks / 52 < 35
    sex == 'female' and 12 <= age_years < 56

A rule *holds* when it is true with every unknown taken as "not said": an unknown sign does
not fire a rule, and an unknown excuse (behind a `not`) does not calm one. What is still
*open* is another question, answered by `simplify`: what is left of the rule once all that
is known has been put in.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne
from typing import TypeAlias

from lumbago.answers import Facts
from lumbago.errors import RuleError


@dataclass(frozen=True, slots=True)
class Yes:
    """The finding is there."""

    finding: str


@dataclass(frozen=True, slots=True)
class Not:
    """The rule inside does not hold."""

    rule: "Rule"


@dataclass(frozen=True, slots=True)
class All:
    """Every one of the rules holds; none of none is true."""

    rules: tuple["Rule", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of the rules holds; none of none is false."""

    rules: tuple["Rule", ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """Two quantities stand in this relation; unknown while either is unknown."""

    left: "Term"
    op: str
    right: "Term"


Rule: TypeAlias = Yes | Not | All | Any | Compare


@dataclass(frozen=True, slots=True)
class Constant:
    """A number or a word."""

    value: float | str


@dataclass(frozen=True, slots=True)
class Value:
    """The number or choice that was answered."""

    finding: str


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A difference, a sum or a quotient of two quantities."""

    left: "Term"
    op: str
    right: "Term"


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the rules hold, on top of those already counted."""

    rules: tuple[Rule, ...]
    counted: int = 0


Term: TypeAlias = Constant | Value | Arithmetic | Count

TRUE: Rule = All(())
FALSE: Rule = Any(())

_RELATIONS: Mapping[str, Callable[..., bool]] = {
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
    "==": eq,
    "!=": ne,
}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}

DEEPEST = 60
"""No honest rule is nested deeper than this."""

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*)|'(?P<word>[^']*)'"
    r"|(?P<sign><=|>=|==|!=|[<>()+\-/,]))"
)


def parse(text: str) -> Rule:
    """Read a rule from its text.

    Raises:
        RuleError: the text does not follow the grammar; the message says where.
    """
    return _Parser(text).read()


def holds(rule: Rule, facts: Facts) -> bool:
    """Tell whether the rule fires on what is known, unknown counting as not said."""
    match rule:
        case Yes(finding):
            return facts.get(finding) is True
        case Not(inner):
            return not holds(inner, facts)
        case All(rules):
            return all(holds(r, facts) for r in rules)
        case Any(rules):
            return any(holds(r, facts) for r in rules)
        case Compare(left, op, right):
            a, b = _quantity(left, facts), _quantity(right, facts)
            return a is not None and b is not None and _related(a, op, b)


def truth(rule: Rule, facts: Facts) -> bool | None:
    """Tell whether the rule is true or false whatever the unknown answers are; else None."""
    rest = simplify(rule, facts)
    return True if rest is TRUE else False if rest is FALSE else None


def simplify(rule: Rule, facts: Facts) -> Rule:
    """Put in what is known and return what is left: `TRUE`, `FALSE`, or a shorter rule.

    What is settled is one of these two objects itself, so that `is` tells it: to compare rules
    part by part took a fifth of the time of a question.
    """
    if isinstance(rule, Yes):
        answer = facts.get(rule.finding)
        return rule if answer is None else (TRUE if answer is True else FALSE)
    if isinstance(rule, All):
        return _all(rule.rules, facts)
    if isinstance(rule, Any):
        return _any(rule.rules, facts)
    if isinstance(rule, Not):
        return _negated(simplify(rule.rule, facts))
    return _simplify_comparison(rule, facts)


def _simplify_comparison(rule: Compare, facts: Facts) -> Rule:
    match rule:
        case Compare(Count(rules, counted), op, Constant(number)):
            return _simplify_count(rules, counted, op, float(number), facts)
        case Compare(left, op, right):
            a, b = _quantity(left, facts), _quantity(right, facts)
            if a is None or b is None:
                return rule
            return TRUE if _related(a, op, b) else FALSE


def names(rule: Rule | Term) -> Iterator[str]:
    """Yield every finding that the rule looks at, in reading order, repeats included."""
    match rule:
        case Yes(finding) | Value(finding):
            yield finding
        case Not(inner):
            yield from names(inner)
        case All(rules) | Any(rules) | Count(rules, _):
            for r in rules:
                yield from names(r)
        case Compare(left, _, right) | Arithmetic(left, _, right):
            yield from names(left)
            yield from names(right)
        case Constant():
            return


def calming_names(rule: Rule, *, negated: bool = False) -> Iterator[str]:
    """Yield each finding whose "yes" can stop the rule: it stands behind an odd number of nots."""
    match rule:
        case Yes(finding):
            if negated:
                yield finding
        case Not(inner):
            yield from calming_names(inner, negated=not negated)
        case All(rules) | Any(rules):
            for r in rules:
                yield from calming_names(r, negated=negated)
        case Compare(Count(rules, _), op, _):
            for r in rules:
                if op not in {"<", "<="}:
                    yield from calming_names(r, negated=negated)
                if op not in {">", ">="}:
                    yield from calming_names(r, negated=not negated)
        case Compare(left, _, right):
            if negated:
                yield from names(left)
                yield from names(right)


def probability(rule: Rule, p: Callable[[str], float], facts: Facts) -> float:
    """Estimate how likely the rule is to hold, each unknown finding being yes with `p(finding)`.

    Unknown findings are taken as independent: good enough to choose what to ask next, and
    used for nothing else. An unknown number is taken as even odds.
    """
    match rule:
        case Yes(finding):
            answer = facts.get(finding)
            return p(finding) if answer is None else float(answer is True)
        case Not(inner):
            return 1.0 - probability(inner, p, facts)
        case All(rules):
            together = 1.0
            for r in rules:
                together *= probability(r, p, facts)
            return together
        case Any(rules):
            none = 1.0
            for r in rules:
                none *= 1.0 - probability(r, p, facts)
            return 1.0 - none
        case Compare(Count(rules, counted), op, Constant(number)) if op in {">=", ">"}:
            needed = int(float(number)) + (op == ">") - counted
            return _at_least(needed, [probability(r, p, facts) for r in rules])
        case Compare(left, op, right):
            a, b = _quantity(left, facts), _quantity(right, facts)
            return 0.5 if a is None or b is None else float(_related(a, op, b))


def in_words(rule: Rule | Term) -> str:
    """Write the rule back in the language it was read from."""
    match rule:
        case Yes(finding) | Value(finding):
            return finding
        case Constant(value):
            return f"'{value}'" if isinstance(value, str) else f"{value:g}"
        case Not(inner):
            return f"not ({in_words(inner)})"
        case All(rules):
            return " and ".join(f"({in_words(r)})" for r in rules)
        case Any(rules):
            return " or ".join(f"({in_words(r)})" for r in rules)
        case Count(rules, _):
            return f"count({', '.join(map(in_words, rules))})"
        case Compare(left, op, right):
            return f"{in_words(left)} {op} {in_words(right)}"
        case Arithmetic(left, op, right):
            return f"({in_words(left)} {op} {in_words(right)})"


def _related(a: float | str, op: str, b: float | str) -> bool:
    if isinstance(a, str) != isinstance(b, str):
        return op == "!="
    return _RELATIONS[op](a, b)


def _quantity(term: Term, facts: Facts) -> float | str | None:
    match term:
        case Constant(value):
            return value
        case Value(finding):
            return facts.get(finding)
        case Count(rules, counted):
            return float(counted + sum(holds(r, facts) for r in rules))
        case Arithmetic(left, op, right):
            a, b = _quantity(left, facts), _quantity(right, facts)
            if a is None or b is None or isinstance(a, str) or isinstance(b, str):
                return None
            if op == "/":
                return a / b if b else None
            return a + b if op == "+" else a - b


def _negated(rule: Rule) -> Rule:
    if rule is TRUE:
        return FALSE
    return TRUE if rule is FALSE else Not(rule)


def _all(rules: tuple[Rule, ...], facts: Facts) -> Rule:
    left: list[Rule] = []
    for rule in rules:
        r = simplify(rule, facts)
        if r is FALSE:
            return FALSE
        if r is not TRUE:
            left.append(r)
    if not left:
        return TRUE
    return left[0] if len(left) == 1 else All(tuple(left))


def _any(rules: tuple[Rule, ...], facts: Facts) -> Rule:
    left: list[Rule] = []
    for rule in rules:
        r = simplify(rule, facts)
        if r is TRUE:
            return TRUE
        if r is not FALSE:
            left.append(r)
    if not left:
        return FALSE
    return left[0] if len(left) == 1 else Any(tuple(left))


def _simplify_count(
    rules: tuple[Rule, ...], counted: int, op: str, number: float, facts: Facts
) -> Rule:
    rest = [simplify(r, facts) for r in rules]
    least = counted + sum(r is TRUE for r in rest)
    left = tuple(r for r in rest if r is not TRUE and r is not FALSE)
    possible = {_related(float(n), op, number) for n in range(least, least + len(left) + 1)}
    if len(possible) == 1:
        return TRUE if possible.pop() else FALSE
    return Compare(Count(left, least), op, Constant(number))


def _at_least(needed: int, chances: list[float]) -> float:
    exactly = [1.0]
    for p in chances:
        without = [*(q * (1 - p) for q in exactly), 0.0]
        with_it = [0.0, *(q * p for q in exactly)]
        exactly = [a + b for a, b in zip(without, with_it, strict=True)]
    return sum(exactly[max(needed, 0) :])


class _Parser:
    """Recursive descent over the tokens of one rule."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[tuple[str, str]] = []
        place = 0
        while text[place:].strip():
            found = _TOKEN.match(text, place)
            if not found:
                raise RuleError(f"cannot read {text[place:].strip()[:20]!r} in {text!r}")
            kind = str(found.lastgroup)
            self.tokens.append((kind, found[kind]))
            place = found.end()
        self.place = 0
        self.depth = 0

    def read(self) -> Rule:
        rule = self.as_rule(self.any_of())
        if self.place < len(self.tokens):
            raise RuleError(f"{self.tokens[self.place][1]!r} is one too many in {self.text!r}")
        return rule

    def as_rule(self, item: Rule | Term) -> Rule:
        match item:
            case Value(finding):
                return Yes(finding)
            case Constant() | Arithmetic() | Count():
                raise RuleError(f"a quantity stands alone in {self.text!r}")
            case _:
                return item

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise RuleError("the rule is nested far too deep")

    def accept(self, *wanted: str) -> str | None:
        if self.place < len(self.tokens) and self.tokens[self.place][1] in wanted:
            if self.tokens[self.place][0] == "word":
                return None
            self.place += 1
            return self.tokens[self.place - 1][1]
        return None

    def expect(self, wanted: str) -> None:
        if not self.accept(wanted):
            raise RuleError(f"{wanted!r} is missing in {self.text!r}")

    def any_of(self) -> Rule | Term:
        items = [self.all_of()]
        while self.accept("or"):
            items.append(self.all_of())
        return items[0] if len(items) == 1 else Any(tuple(map(self.as_rule, items)))

    def all_of(self) -> Rule | Term:
        items = [self.negation()]
        while self.accept("and"):
            items.append(self.negation())
        return items[0] if len(items) == 1 else All(tuple(map(self.as_rule, items)))

    def negation(self) -> Rule | Term:
        if not self.accept("not"):
            return self.comparison()
        self.deeper()
        negated = Not(self.as_rule(self.negation()))
        self.depth -= 1
        return negated

    def comparison(self) -> Rule | Term:
        left = self.quantity()
        parts: list[Rule] = []
        while op := self.accept(*_RELATIONS):
            right = self.quantity()
            parts.append(_compared(_as_term(left), op, _as_term(right)))
            left = right
        if not parts:
            return left
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def quantity(self) -> Rule | Term:
        left = self.product()
        while op := self.accept("+", "-"):
            left = Arithmetic(_as_term(left), op, _as_term(self.product()))
        return left

    def product(self) -> Rule | Term:
        left = self.atom()
        while self.accept("/"):
            left = Arithmetic(_as_term(left), "/", _as_term(self.atom()))
        return left

    def atom(self) -> Rule | Term:
        if self.accept("("):
            self.deeper()
            inner = self.any_of()
            self.expect(")")
            self.depth -= 1
            return inner
        if self.place == len(self.tokens):
            raise RuleError(f"{self.text!r} ends too early")
        kind, text = self.tokens[self.place]
        self.place += 1
        if kind == "number":
            return Constant(float(text))
        if kind == "word":
            return Constant(text)
        if kind == "name" and text == "count":
            self.expect("(")
            self.deeper()
            rules = [self.as_rule(self.any_of())]
            while self.accept(","):
                rules.append(self.as_rule(self.any_of()))
            self.expect(")")
            self.depth -= 1
            return Count(tuple(rules))
        if kind == "name" and text not in {"and", "or", "not"}:
            return Value(text)
        raise RuleError(f"{text!r} stands in the wrong place in {self.text!r}")


def _compared(left: Term, op: str, right: Term) -> Compare:
    """A comparison, with a count on its left where there is one."""
    if isinstance(right, Count) and not isinstance(left, Count):
        return Compare(right, _MIRRORED.get(op, op), left)
    return Compare(left, op, right)


def _as_term(item: Rule | Term) -> Term:
    match item:
        case Constant() | Value() | Arithmetic() | Count():
            return item
        case Yes(finding):
            return Value(finding)
        case _:
            raise RuleError(f"{in_words(item)!r} is not a quantity")
