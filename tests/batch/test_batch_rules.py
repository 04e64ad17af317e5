"""Rules and facts over columns are the rules and facts of the line."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.batch.columns import Columns
from lumbago.batch.facts import know as know_all
from lumbago.batch.lines import Block
from lumbago.batch.parsing import layout_of, parse
from lumbago.batch.rules import holds as hold
from lumbago.batch.rules import truth as truths
from lumbago.facts import know
from lumbago.rules import TRUE, Any, Rule, holds, truth
from lumbago.rules import parse as read_rule
from tests.strategies import KB, answers, record_of

LAYOUT = layout_of(KB)

RULES: tuple[Rule, ...] = (
    *(flag.when for flag in KB.red_flags.values()),
    *(f.applies_when for f in KB.findings.values() if f.applies_when != TRUE),
    *(f.derived_from for f in KB.findings.values() if f.derived_from is not None),
    *map(
        read_rule,
        (
            "count(fever, headache, weight_loss) == 1",
            "count(fever, not headache, age_years > 50) < 2",
            "count(fever, headache) != count(weight_loss, night_sweats)",
            "sex != 'male' or region == 'neck'",
            "region == 'neck' and not (sex == 'female')",
            "age_years == 'neck' or age_years != 'neck'",
            "sex - 1 < 3",
            "fever == 1 or headache < 1",
            "not (age_years - duration_weeks / 52 >= 40)",
            "sex or age_years or not pain_severity",
            "18 <= age_years < 65",
        ),
    ),
)


def columns(people):
    """The answers of several people as columns."""
    lines = tuple(json.dumps(record_of(a)).encode() for a in people)
    parsed = parse(KB, LAYOUT, Block(tuple(range(len(lines))), lines, 0))
    assert not parsed.problems
    return parsed.people


@given(st.lists(answers(), min_size=1, max_size=6))
def test_what_follows_from_the_answers_is_the_same_over_columns(people):
    found = know_all(KB, columns(people))
    for n, person in enumerate(people):
        known = know(KB, person)
        facts = {id: bool(found.facts.said[f, n] > 0)
                 for id, f in LAYOUT.row.items() if found.facts.said[f, n]}  # fmt: skip
        assert facts == {id: a for id, a in known.facts.items() if isinstance(a, bool)}
        evidence = {id: bool(found.evidence[f, n] > 0)
                    for id, f in LAYOUT.row.items() if found.evidence[f, n]}  # fmt: skip
        assert evidence == known.evidence
        assert not found.contradicts[n]


@given(st.lists(answers(), min_size=1, max_size=6))
def test_every_rule_holds_over_columns_for_those_for_whom_it_holds(people):
    facts = know_all(KB, columns(people)).facts
    for rule in RULES:
        expected = [holds(rule, know(KB, person).facts) for person in people]
        assert hold(rule, facts).tolist() == expected


@given(st.lists(answers(), min_size=1, max_size=6))
def test_every_rule_is_true_false_or_open_over_columns_as_it_is_one_by_one(people):
    facts = know_all(KB, columns(people)).facts
    for rule in RULES:
        true, false = truths(rule, facts)
        expected = [truth(rule, know(KB, person).facts) for person in people]
        assert true.tolist() == [value is True for value in expected]
        assert false.tolist() == [value is False for value in expected]


@pytest.mark.parametrize("rule", ["fever", "not fever", "age_years >= 18", "count(fever) >= 1"])
def test_what_nobody_said_is_neither_true_nor_false(rule):
    nobody = Columns(
        region=np.zeros(1, dtype=np.int8),
        sex=np.zeros(1, dtype=np.int8),
        setting=np.zeros(1, dtype=np.int8),
        numbers={"age_years": np.array([np.nan])},
        said=np.zeros((1, 1), dtype=np.int8),
        row={"fever": 0},
    )
    true, false = truths(read_rule(rule), nobody)
    assert not true[0]
    assert not false[0]


def test_none_of_no_rules_is_false_and_all_of_no_rules_is_true():
    nobody = columns([])
    assert hold(Any(()), nobody).shape == (0,)
    one = Columns(
        **{name: np.zeros(1, dtype=np.int8) for name in ("region", "sex", "setting")},
        numbers={},
        said=np.zeros((0, 1), dtype=np.int8),
        row={},
    )
    assert hold(TRUE, one)[0]
    assert not hold(Any(()), one)[0]
