"""How sure we are: every danger rule stands somewhere, and not asked is never ruled out."""

import pytest
from hypothesis import given

from lumbago.knowledge import Urgency
from lumbago.triage import Standing, standings
from lumbago.web.pages.sure import sorted_rules
from tests import strategies as some
from tests.strategies import KB
from tests.web.journey import Visitor, only


@given(some.answers())
def test_every_danger_rule_stands_in_one_place(answers):
    found = sorted_rules(KB, answers)
    told = [flag.id for flags in found.values() for flag in flags]
    assert sorted(told) == sorted(
        id for id, flag in KB.red_flags.items() if flag.urgency > Urgency.SELF_CARE
    )


@pytest.mark.hazard("HAZ-003")
@given(some.answers())
def test_a_rule_is_ruled_out_only_where_the_line_says_so(answers):
    found = sorted_rules(KB, answers)
    standing = standings(KB, answers)
    assert all(standing[flag.id] is Standing.DENIED for flag in found["denied"])
    assert all(standing[f.id] is Standing.OPEN for f in (*found["unsure"], *found["unasked"]))


def test_the_page_counts_the_rules_and_lists_each(kb):
    visitor = Visitor(kb).begin().finish(only())
    found = sorted_rules(kb, visitor.answers)
    text = visitor.get("/how-sure").text
    for flags in found.values():
        assert f"<dt>{len(flags)}</dt>" in text
        assert all(f'href="/rule/{flag.id}"' in text for flag in flags)


def test_each_question_and_card_names_who_says_that_it_matters(kb):
    visitor = Visitor(kb).begin()
    while visitor.path.startswith("/questions/"):
        assert "/source/" in visitor.page.text or "our estimate" in visitor.page.text, visitor.path
        visitor.answer(only())
