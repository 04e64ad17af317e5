"""The questions do not stop too early."""

import pytest

from lumbago.answers import Answers
from lumbago.facts import know
from lumbago.interview import MOST_QUESTIONS, asked, is_open, safety_cards
from lumbago.knowledge import Urgency
from lumbago.rules import Rule, holds, names
from lumbago.triage import triage, urgency_by_rules
from tests.interviews import Played, some_interviews
from tests.strategies import KB

pytestmark = pytest.mark.hazard("HAZ-002")


def finished() -> list[Played]:
    """Interviews that ended by themselves: no emergency, and not at the limit."""
    return [
        played
        for played in some_interviews()
        if urgency_by_rules(KB, played.end) is not Urgency.NOW
        and asked(KB, played.end) < MOST_QUESTIONS
    ]


def still_askable(answers: Answers) -> dict[str, bool]:
    """A "yes" to each finding that a person could still be asked."""
    known = know(KB, answers)
    return {
        f.id: True
        for f in KB.findings.values()
        if f.can_be_asked and f.is_yes_no and is_open(f, answers, known)
    }


def single_signs(rest: Rule, askable: dict[str, bool]) -> list[str]:
    """What alone would raise the rule."""
    return [id for id in dict.fromkeys(names(rest)) if id in askable and holds(rest, {id: True})]


def test_no_interview_ends_while_one_unasked_answer_alone_could_be_an_emergency():
    """What the card and its gates asked is asked; anything else that alone is `now` is too."""
    assert finished()
    for played in finished():
        askable = still_askable(played.end)
        for open_flag in triage(KB, played.end).open_flags:
            if open_flag.flag.urgency is Urgency.NOW:
                alone = single_signs(open_flag.rest, askable)
                assert not alone, (open_flag.flag.id, alone, dict(played.end.given))


def test_no_interview_ends_while_a_line_of_a_safety_card_was_not_shown():
    for played in finished():
        assert not safety_cards(KB, played.end)


def test_no_interview_ends_while_a_ticked_gate_was_not_asked_about():
    for played in finished():
        for gate in (f for f in KB.findings.values() if f.role == "gate"):
            if played.end.given.get(gate.id) is True:
                assert any(id in played.end.given for id in gate.opens), gate.id


def test_only_an_open_finding_can_make_it_more_urgent_by_the_rules():
    for played in some_interviews()[::5]:
        found = triage(KB, played.end)
        closed = [
            f.id
            for f in KB.findings.values()
            if f.is_yes_no
            and f.role not in {"gate", "stratum"}
            and f.id not in know(KB, played.end).facts
            and f.id not in found.open_findings
            and not _opens_more(f.id)
        ]
        for id in closed[::9]:
            assert triage(KB, played.end.with_answer(id, True)).urgency <= found.urgency, id


def _opens_more(id: str) -> bool:
    """Whether saying yes makes another finding follow, or closes one."""
    linked = {x for pair in (*KB.settings.nested, *KB.settings.exclusive) for x in pair}
    behind = {n for f in KB.findings.values() for n in names(f.applies_when)}
    return id in linked or id in behind
