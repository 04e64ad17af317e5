"""The language of rules: what is read, what holds, and what is still open."""

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.errors import RuleError
from lumbago.rules import (
    FALSE,
    TRUE,
    All,
    Any,
    Arithmetic,
    Compare,
    Constant,
    Count,
    Not,
    Rule,
    Value,
    Yes,
    calming_names,
    holds,
    in_words,
    names,
    parse,
    probability,
    simplify,
    truth,
)
from tests.calls import calls_of
from tests.strategies import KB, times

SIGNS = ("a", "b", "c", "d")
NUMBERS = (0.0, 1.0, 2.0, 3.0)
RELATIONS = ("<", "<=", ">", ">=", "==", "!=")

signs = st.builds(Yes, st.sampled_from(SIGNS))
about_the_number = st.builds(
    Compare,
    st.just(Value("n")),
    st.sampled_from(RELATIONS),
    st.builds(Constant, st.sampled_from(NUMBERS)),
)
about_the_word = st.builds(
    Compare, st.just(Value("s")), st.sampled_from(["==", "!="]), st.just(Constant("x"))
)


def larger(inner: st.SearchStrategy[Rule], relations: tuple[str, ...]) -> st.SearchStrategy[Rule]:
    """Rules made of rules."""
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    count = st.builds(
        Compare,
        st.builds(Count, several),
        st.sampled_from(relations),
        st.builds(Constant, st.sampled_from(NUMBERS)),
    )
    return st.builds(Not, inner) | st.builds(All, several) | st.builds(Any, several) | count


rules = st.recursive(
    signs | about_the_number | about_the_word, lambda r: larger(r, RELATIONS), max_leaves=6
)
facts = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(SIGNS, st.booleans()),
        "n": st.sampled_from(NUMBERS),
        "s": st.sampled_from(["x", "y"]),
    },
)


def completions(
    known: Mapping[str, bool | float | str],
) -> Iterator[dict[str, bool | float | str]]:
    """Every way in which what is unknown could turn out."""
    possible: dict[str, tuple[bool | float | str, ...]] = {
        **dict.fromkeys(SIGNS, (True, False)),
        "n": NUMBERS,
        "s": ("x", "y"),
    }
    for name, value in known.items():
        possible[name] = (value,)
    for values in product(*possible.values()):
        yield dict(zip(possible, values, strict=True))


@times(6)
@given(rules)
def test_a_rule_written_in_words_reads_back_as_the_same_rule(rule):
    assert parse(in_words(rule)) == rule


terms = st.recursive(
    st.builds(Value, st.sampled_from(["n", "m"])) | st.builds(Constant, st.sampled_from(NUMBERS)),
    lambda t: st.builds(Arithmetic, t, st.sampled_from("+-/"), t),
    max_leaves=4,
)


@times(6)
@given(terms)
def test_arithmetic_written_in_words_reads_back_as_the_same_arithmetic(term):
    rule = Compare(term, "<", Constant(1.0))
    assert parse(in_words(rule)) == rule


def test_every_shipped_rule_written_in_words_reads_back_as_the_same_rule():
    for flag in KB.red_flags.values():
        assert parse(in_words(flag.when)) == flag.when, flag.id


@times(6)
@given(rules, facts)
def test_what_is_left_of_a_rule_agrees_with_the_whole_however_the_unknown_turns_out(rule, known):
    left = simplify(rule, known)
    for complete in completions(known):
        assert holds(left, complete) == holds(rule, complete)


@times(6)
@given(rules, facts)
def test_what_is_settled_is_the_one_true_or_the_one_false_and_needs_no_comparing(rule, known):
    left = simplify(rule, known)
    assert (left == TRUE) is (left is TRUE)
    assert (left == FALSE) is (left is FALSE)
    assert all(simplify(r, known) is r for r in (TRUE, FALSE))


@times(6)
@given(rules, facts)
def test_a_rule_is_called_true_or_false_only_when_no_unknown_could_change_it(rule, known):
    verdict = truth(rule, known)
    if verdict is not None:
        assert all(holds(rule, complete) is verdict for complete in completions(known))


@times(6)
@given(rules, facts)
def test_with_everything_known_nothing_is_open(rule, known):
    complete = next(completions(known))
    assert truth(rule, complete) is holds(rule, complete)


@times(6)
@given(rules, facts)
def test_an_unknown_sign_counts_as_not_said_so_it_neither_fires_nor_calms(rule, known):
    said_no = {**dict.fromkeys(SIGNS, False), **known}
    assert holds(rule, known) == holds(rule, said_no)


@times(6)
@given(st.recursive(signs, lambda r: larger(r, RELATIONS), max_leaves=6), facts)
def test_every_yes_that_can_stop_a_rule_is_named_as_calming(rule, known):
    for sign in SIGNS:
        without = {name: value for name, value in known.items() if name != sign}
        if holds(rule, without) and not holds(rule, {**without, sign: True}):
            assert sign in set(calming_names(rule))


@pytest.mark.parametrize("text", ["count(a, b) < 2", "count(a, b) == 1", "count(a, b) <= 0"])
def test_a_count_that_must_stay_low_names_what_is_counted_as_calming(text):
    assert set(calming_names(parse(text))) == {"a", "b"}


plain = st.recursive(
    signs,
    lambda r: st.builds(All, st.lists(r, min_size=2, max_size=3).map(tuple))
    | st.builds(Any, st.lists(r, min_size=2, max_size=3).map(tuple)),
    max_leaves=6,
)


@times(6)
@given(plain, facts)
def test_a_rule_without_a_not_that_holds_goes_on_holding_whatever_else_is_said(rule, known):
    if holds(rule, known):
        assert all(holds(rule, complete) for complete in completions(known))
    assert not set(calming_names(rule))


@times(6)
@given(rules)
def test_the_names_of_a_rule_are_all_that_it_depends_on(rule):
    used = set(names(rule))
    for complete in completions({}):
        only = {name: value for name, value in complete.items() if name in used}
        assert holds(rule, only) == holds(rule, complete)


@pytest.mark.parametrize(
    "text",
    [
        "a and b",
        "a or b or c",
        "not a",
        "count(a, b, c) >= 2",
        "count(a, not b) > 1",
        "(a or b) and (c or not d)",
        "a and not (b and count(c, d) >= 1)",
    ],
)
def test_a_rule_over_signs_met_once_has_the_chance_that_a_sum_over_all_cases_gives(text):
    chances = {"a": 0.1, "b": 0.35, "c": 0.6, "d": 0.85}
    rule = parse(text)
    whole = 0.0
    for values in product((True, False), repeat=4):
        case = dict(zip(SIGNS, values, strict=True))
        weight = 1.0
        for name, value in case.items():
            weight *= chances[name] if value else 1 - chances[name]
        whole += weight * holds(rule, case)
    assert probability(rule, chances.__getitem__, {}) == pytest.approx(whole, abs=1e-12)


def test_a_count_is_open_until_enough_is_known_either_way():
    rule = parse("count(a, b, c) >= 2")
    assert truth(rule, {}) is None
    assert truth(rule, {"a": True}) is None
    assert truth(rule, {"a": True, "c": True}) is True
    assert truth(rule, {"a": False, "c": False}) is False
    assert list(names(simplify(rule, {"a": True}))) == ["b", "c"]


@pytest.mark.parametrize("op", RELATIONS)
@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_what_is_left_of_a_count_goes_on_counting_from_what_is_known(op, number):
    rule = parse(f"count(a, b, c) {op} {number}")
    for answers in product((True, False, None), repeat=3):
        known = {id: a for id, a in zip("abc", answers, strict=True) if a is not None}
        rest = simplify(rule, known)
        for case in completions(known):
            assert holds(rest, case) is holds(rule, case), (known, case)


def test_a_count_that_stands_on_the_right_is_as_open_as_one_on_the_left():
    assert truth(parse("2 <= count(a, b, c)"), {}) is None
    assert truth(parse("1 <= count(a, b, c) < 3"), {}) is None


@pytest.mark.parametrize(
    ("turned", "straight"),
    [("<", ">"), ("<=", ">="), (">", "<"), (">=", "<="), ("==", "=="), ("!=", "!=")],
)
@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_a_count_on_the_right_means_what_the_same_count_means_on_the_left(turned, straight, number):
    right = parse(f"{number} {turned} count(a, b, c)")
    left = parse(f"count(a, b, c) {straight} {number}")
    for known in completions({"d": True, "n": 0.0, "s": "x"}):
        assert holds(right, known) is holds(left, known)


@pytest.mark.parametrize("dividend", [0.0, 52.0])
def test_division_by_nothing_is_not_known_rather_than_a_crash(dividend):
    assert truth(parse("n / m < 3"), {"n": dividend, "m": 0.0}) is None
    assert not holds(parse("n / m < 3"), {"n": dividend, "m": 0.0})


def test_arithmetic_and_chains_of_comparisons_mean_what_they_mean_in_school():
    rule = parse("age_years - duration_weeks / 52 < 35")
    assert truth(rule, {"age_years": 36.0, "duration_weeks": 104.0}) is True
    assert truth(rule, {"age_years": 36.0, "duration_weeks": 26.0}) is False
    assert truth(rule, {"age_years": 36.0}) is None
    between = parse("12 <= age_years < 56")
    assert [truth(between, {"age_years": age}) for age in (11.9, 12.0, 55.9, 56.0)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert truth(parse("(a_number - 1) - 1 == a_number - 2"), {"a_number": 5.0}) is True


def test_and_binds_closer_than_or_and_not_closer_than_and():
    assert parse("a or b and not c") == Any((Yes("a"), All((Yes("b"), Not(Yes("c"))))))


def test_all_of_nothing_is_true_and_any_of_nothing_is_false():
    assert truth(TRUE, {}) is True
    assert truth(FALSE, {}) is False


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "ends too early"),
        ("a and", "ends too early"),
        ("a b", "one too many"),
        ("a)", "one too many"),
        ("a 'and' b", "one too many"),
        ("(a", "')' is missing"),
        ("count(a, b)", "stands alone"),
        ("3", "stands alone"),
        ("age_years - 3", "stands alone"),
        ("a & b", "cannot read"),
        ("a = 3", "cannot read"),
        ("sex == female'", "cannot read"),
        ("and a", "wrong place"),
        ("not", "ends too early"),
        ("count a", "'(' is missing"),
        ("(a and b) < 3", "not a quantity"),
    ],
)
def test_a_rule_that_breaks_the_grammar_is_refused_with_the_reason(text, complaint):
    with pytest.raises(RuleError, match=complaint.replace("(", r"\(").replace(")", r"\)")):
        parse(text)


pieces = st.sampled_from(
    ["a", "b", "age", "and", "or", "not", "count", "(", ")", ",", "<", ">=", "==", "!=", "-", "/",
     "+", "3", "0.5", "'x'", "'", "and", "!", "é", "  "]
)  # fmt: skip


@times(6)
@given(st.lists(pieces, max_size=12).map(" ".join))
def test_any_text_is_either_a_rule_or_refused_as_one(text):
    try:
        rule = parse(text)
    except RuleError:
        return
    assert isinstance(holds(rule, {}), bool)
    assert isinstance(simplify(rule, {}), Yes | Not | All | Any | Compare)


def test_a_rule_nested_far_too_deep_is_refused_and_not_a_crash():
    with pytest.raises(RuleError):
        parse("not " * 5000 + "a")


def test_twice_as_many_open_brackets_take_about_twice_the_work_to_refuse():
    assert calls_to_refuse("(" * 10) < 4 * calls_to_refuse("(" * 5)


def calls_to_refuse(text: str) -> int:
    """How many calls it takes: a count, because a time would depend on the machine."""

    def refuse() -> None:
        with pytest.raises(RuleError):
            parse(text)

    return calls_of(refuse)
