"""The interview in the terminal: a person types, and gets the result."""

import io
from collections.abc import Callable, Mapping

import pytest
from rich.console import Console

from lumbago.answers import Answer, Answers, Person, Region, Setting, Sex
from lumbago.assessment import assess
from lumbago.intake import NUMBERS
from lumbago.interview import Card, answer_card, answer_places, next_step, places
from lumbago.knowledge import Urgency
from lumbago.terminal import interview, print_assessment
from tests.strategies import KB


def printed(answers: Answers) -> str:
    """What the terminal shows of a result."""
    stream = io.StringIO()
    print_assessment(KB, assess(KB, answers), Console(file=stream, width=100))
    return stream.getvalue()


def test_the_first_line_of_a_result_is_what_to_do():
    found = assess(KB, Answers(Person(region=Region.NECK), {"saddle_numbness": True}))
    assert " ".join(printed(found.answers).split()).startswith(found.action[:40])


def test_an_emergency_shows_no_list_of_causes():
    out = printed(Answers(Person(region=Region.NECK), {"saddle_numbness": True}))
    assert "What probably causes it" not in out
    calm = printed(Answers(Person(region=Region.NECK, age_years=40.0), {"pain_severity": 3.0}))
    assert "What probably causes it" in calm


def test_a_result_names_danger_signs_that_nobody_denied_and_only_those():
    told = Answers(Person(region=Region.LOW_BACK, age_years=40.0), {"saddle_numbness": False})
    out = " ".join(printed(told).split())
    assert "Not known yet" in out
    named = out.partition("Not known yet")[2]
    assert KB.findings["bladder_retention"].tick in named
    assert KB.findings["saddle_numbness"].tick not in named


def test_a_visit_that_no_rule_and_no_danger_asks_for_says_why():
    signs = dict.fromkeys(("dizzy_spin_brief_position", "dizzy_neck_move"), True)
    told = Answers(Person(region=Region.NECK, age_years=50.0), {**signs, "duration_weeks": 3.0})
    found = assess(KB, told)
    assert found.by_probability is Urgency.ROUTINE
    assert not found.reasons
    assert not [d for d in found.dangers if d.asks_for > Urgency.SELF_CARE]
    assert KB.words["terminal.not_spine"] in " ".join(printed(told).split())


def test_every_result_says_that_it_is_no_diagnosis_and_names_its_knowledge():
    out = printed(Answers(Person(region=Region.LOW_BACK)))
    assert "Not a diagnosis" in out
    assert KB.version in out


def test_an_interview_that_hits_an_emergency_ends_and_says_what_to_do(monkeypatch):
    typed = io.StringIO("45\nfemale\n1\n\nn\n1\n" + "n\n" * 60)
    monkeypatch.setattr("sys.stdin", typed)  # the person's keyboard, none of our code
    stream = io.StringIO()
    interview(KB, console=Console(file=stream, width=100, force_terminal=False))
    assert "emergency" in stream.getvalue().lower()


@pytest.mark.parametrize("pain", ["3", "9"])
def test_a_harmless_interview_ends_with_a_result(monkeypatch, pain):
    lines = ["38", "male", "1", "", "", "", "", "", "2", pain] + ["n", ""] * 80
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
    stream = io.StringIO()
    interview(KB, console=Console(file=stream, width=100, force_terminal=False))
    assert "Not a diagnosis" in stream.getvalue()


REPLIES: dict[str, Callable[[int], Answer]] = {
    "not sure of anything": lambda turn: None,
    "no to everything": lambda turn: False,
    "now this, now that": lambda turn: (False, None, False, True)[turn % 4],
}


def typed_as(answer: Answer) -> str:
    """What a person types for an answer to one question."""
    return "?" if answer is None else "y" if answer else "n"


def ticks(given: Mapping[str, Answer]) -> str:
    """What a person types for the lines of a card: numbers, with ? after what is not sure."""
    told = [(n, answer) for n, answer in enumerate(given.values(), 1) if answer is not False]
    return " ".join(f"{n}{'?' if answer is None else ''}" for n, answer in told)


@pytest.mark.hazard("HAZ-003")
@pytest.mark.parametrize("replies", REPLIES)
def test_what_is_typed_is_what_is_assessed_and_not_sure_is_never_no(monkeypatch, replies):
    reply = REPLIES[replies]
    person = Person(region=Region.LOW_BACK, age_years=45.0, sex=Sex.MALE, setting=Setting.ONLINE)
    elsewhere = dict.fromkeys((id for id in places() if id != "pain_low_back"), reply(1))
    lines = ["45", "male", "1", ticks(elsewhere)]
    answers = answer_places(KB, person, elsewhere)
    while step := next_step(KB, answers):
        turn = len(lines)
        if isinstance(step, Card):
            is_danger = turn < 12  # no emergency at once: there is a whole interview to see
            given = {
                id: None if is_danger and reply(turn + n) else reply(turn + n)
                for n, id in enumerate(step.findings)
            }
            lines.append(ticks(given))
            answers = answer_card(KB, answers, step, given)
        else:
            answer = None if step.finding.id in NUMBERS else reply(turn)
            lines.append("" if step.finding.id in NUMBERS else typed_as(answer))
            answers = answers.with_answer(step.finding.id, answer)
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
    stream = io.StringIO()
    assert interview(KB, console=Console(file=stream, width=100, force_terminal=False))
    assert stream.getvalue().endswith(printed(answers))


def test_an_interview_that_is_broken_off_says_so_and_loses_nothing(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("45\nfemale\n1\n\nn\n"))
    stream = io.StringIO()
    assert not interview(KB, console=Console(file=stream, width=100, force_terminal=False))
    out = " ".join(stream.getvalue().split())
    assert KB.words["terminal.broken_off"] in out
    assert KB.words["terminal.so_far"] in out
    assert "Not known yet" in out


def test_an_interview_without_an_answer_gives_no_result(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("45\n"))
    stream = io.StringIO()
    assert not interview(KB, console=Console(file=stream, width=100, force_terminal=False))
    assert KB.words["terminal.broken_off"] in stream.getvalue()
    assert "Not a diagnosis" not in stream.getvalue()
