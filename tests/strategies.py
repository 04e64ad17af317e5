"""Invented people over the real knowledge, for hypothesis.

Most random answers together mean nothing, and no rule fires. So half of what is drawn comes
from the signs of one or two red flags: that is where a fault would hurt.
"""

from collections.abc import Mapping
from typing import Any

from hypothesis import assume, settings
from hypothesis import strategies as st

from lumbago.answers import Answer, Answers, Person, Region, Setting, Sex
from lumbago.errors import AnswersError
from lumbago.intake import read_answers
from lumbago.knowledge import Urgency
from lumbago.loading import shipped
from lumbago.rules import names

KB = shipped()

YES_NO = tuple(f.id for f in KB.findings.values() if f.is_yes_no)
"""Every finding that is answered by yes or no, gates and places among them."""

PATIENT = tuple(id for id in YES_NO if KB.findings[id].can_be_asked)
"""What a person can be asked."""

DANGER_SIGNS = tuple(
    sorted(
        {
            id
            for flag in KB.red_flags.values()
            if flag.urgency > Urgency.SELF_CARE
            for id in names(flag.when)
            if id in YES_NO
        }
        - KB.settings.calming
    )
)
"""Every finding of a rule above self-care, but for the few that may calm one."""

ASKED = {tick.finding: False for card in KB.safety_cards for tick in card.ticks}
"""The safety block gone through, and no danger sign told."""

SPHINCTER_SIGNS = (
    "saddle_numbness",
    "bladder_retention",
    "bladder_sensation_lost",
    "urine_incontinence_new",
    "bowel_incontinence_new",
    "bowel_sensation_change",
)

ages = st.none() | st.sampled_from([0.0, 9.0, 16.0, 17.9, 18.0, 25.0, 30.0, 44.0, 52.0, 60.0,
                                    66.0, 71.0, 80.0, 110.0])  # fmt: skip
adult_ages = st.none() | st.sampled_from([18.0, 25.0, 30.0, 44.0, 52.0, 60.0, 66.0, 71.0, 85.0])
sexes = st.none() | st.sampled_from(Sex)
yes_no_unknown = st.sampled_from([True, True, False, False, None])


def times(factor: float) -> settings:
    """More examples than the profile says where they are cheap, fewer where they are dear."""
    whole = settings.get_profile(settings.get_current_profile_name())
    return settings(max_examples=max(4, round(whole.max_examples * factor)))


def people(age: st.SearchStrategy[float | None] = ages) -> st.SearchStrategy[Person]:
    """Anybody, anywhere it can hurt."""
    return st.builds(
        Person,
        region=st.sampled_from(Region),
        age_years=age,
        sex=sexes,
        setting=st.sampled_from(Setting),
    )


def numbers() -> st.SearchStrategy[dict[str, float | None]]:
    """Some of the numbers that a person can be asked."""
    return st.fixed_dictionaries(
        {},
        optional={
            "duration_weeks": st.none() | st.sampled_from([0.1, 1.0, 3.0, 5.0, 8.0, 13.0, 300.0]),
            "pain_severity": st.none() | st.sampled_from([0.0, 3.0, 6.0, 7.0, 10.0]),
            "morning_stiffness_minutes": st.none() | st.sampled_from([0.0, 10.0, 30.0, 120.0]),
        },
    )


@st.composite
def answers(
    draw: st.DrawFn,
    who: st.SearchStrategy[Person] | None = None,
    most: int = 8,
    with_numbers: bool = True,
) -> Answers:
    """A person with some answers, yes, no and not known, that do not contradict each other."""
    person = draw(who if who is not None else people())
    given: dict[str, Answer] = dict(
        draw(st.dictionaries(st.sampled_from(YES_NO), yes_no_unknown, max_size=most))
    )
    for flag in draw(st.lists(st.sampled_from(sorted(KB.red_flags)), max_size=2, unique=True)):
        for id in dict.fromkeys(names(KB.red_flags[flag].when)):
            if id in YES_NO and draw(st.booleans()):
                given[id] = draw(yes_no_unknown)
    if with_numbers:
        given |= draw(numbers())
    found = Answers(person, given)
    return without_contradictions(found)


def record_of(answers: Answers) -> dict[str, Any]:
    """The JSON record that reads as these answers."""
    person = answers.person
    return {
        "region": person.region.value,
        "age_years": person.age_years,
        "sex": person.sex.value if person.sex else None,
        "setting": person.setting.value,
        "answers": dict(answers.given),
    }


def without_contradictions(answers: Answers) -> Answers:
    """Leave out what `read_answers` refuses because a number given beside it says otherwise."""
    try:
        return read_answers(KB, record_of(answers))
    except AnswersError as error:
        wrong = {problem.place.removeprefix("answers.") for problem in error.problems}
        return Answers(
            answers.person, {id: a for id, a in answers.given.items() if id not in wrong}
        )


def assume_consistent(answers: Answers) -> Answers:
    """Throw the example away when a number contradicts an answer."""
    assume(without_contradictions(answers) == answers)
    return answers


def denied(ids: tuple[str, ...]) -> Mapping[str, bool]:
    """A "no" to each."""
    return dict.fromkeys(ids, False)
