"""The result: what it shows of the person's own answers, and what can be tried."""

import re
from html import unescape

import pytest

from lumbago.assessment import assess, changes
from lumbago.knowledge import Urgency
from lumbago.web.views import name_of
from tests.web.journey import Visitor, only

SCIATICA = only("leg_pain_one_strip", "worse_cough_sneeze", "leg_numb_tingle", "worse_sitting")


@pytest.fixture(scope="module")
def visitor(kb):
    return Visitor(kb).begin(places=["calf_right", "buttock_right"]).finish(SCIATICA)


def test_the_persons_own_pain_is_a_dot_on_the_usual_course(visitor):
    assert visitor.visit.given["pain_severity"] == 4
    assert ">you, today<" in visitor.get("/result").text


def test_the_leg_that_hurts_is_the_one_that_is_drawn(kb, visitor):
    other = Visitor(kb).begin(places=["calf_left", "buttock_left"]).finish(SCIATICA)
    right, left = (
        re.findall(r'<div class="picture">(.*?)</div>', v.get("/result").text, re.DOTALL)
        for v in (visitor, other)
    )
    assert len(right) == len(left) == 1
    assert right != left


def test_age_and_sex_as_reasons_say_which(visitor):
    text = visitor.get("/result").text
    for name in ("Age", "Sex"):
        assert not re.search(rf">{name}</a>", text)


def test_every_answer_to_try_leads_to_the_result_that_it_promises(kb, visitor):
    promised = changes(kb, assess(kb, visitor.answers))
    numbers = re.findall(r'name="number" value="(\d+)"', visitor.get("/result").text)
    assert numbers == [str(n) for n in range(len(promised))]
    for number, change in zip(numbers, promised, strict=True):
        visitor.get("/result")
        visitor.send("/what-if", number=number)
        assert visitor.path == "/what-if"
        then, _ = visitor.page.text.split('id="now"')
        assert f'class="band {change.urgency.id}"' in then
        if change.urgency < Urgency.NOW:
            first = re.search(r"<h3>(.*?)</h3><span class=\"word\"", then)
            assert first
            assert unescape(first[1]) == name_of(kb, change.leader)


def test_reasons_that_ask_for_less_are_folded_away_and_none_is_lost(kb):
    visitor = Visitor(kb).begin(age="82").finish(only("cancer_history", "trauma_minor"))
    text = visitor.get("/result").text
    assessment = assess(kb, visitor.answers)
    up = [r.flag for r in assessment.reasons if r.flag.urgency > Urgency.SELF_CARE]
    assert len({flag.urgency for flag in up}) > 1
    shown, folded = text.split("What else we noticed")
    for flag in up:
        is_top = flag.urgency is assessment.by_rules
        assert f'href="/rule/{flag.id}"' in (shown if is_top else folded)


def test_the_safety_net_has_dates_and_the_signs_to_watch_for(visitor):
    text = visitor.get("/result").text
    assert re.search(r"look again on \d+ \w+", text)
    assert "Get help at once for" in text
