"""Whole interviews with invented people, played once and looked at from several sides."""

import hashlib
from dataclasses import dataclass
from functools import cache

from lumbago.answers import Answer, Answers, Person, Region, Sex
from lumbago.intake import NUMBERS
from lumbago.interview import Card, Question, Step, answer_card, next_step
from tests.strategies import KB

FAR_TOO_MANY = 80


@dataclass(frozen=True)
class Turn:
    """What was known, what was asked, and what was known after."""

    before: Answers
    step: Step
    after: Answers


@dataclass(frozen=True)
class Played:
    """One interview from its first card to its end."""

    turns: tuple[Turn, ...]
    end: Answers

    @property
    def questions(self) -> tuple[Question, ...]:
        """The single questions, in order."""
        return tuple(turn.step for turn in self.turns if isinstance(turn.step, Question))


def invented(seed: int, finding: str, rate: float) -> Answer:
    """An answer that hangs on seed and finding alone: yes at this rate, now and then unknown."""
    digest = hashlib.sha256(f"{seed} {finding}".encode()).digest()
    chance = int.from_bytes(digest[:4], "big") / 2**32
    return True if chance < rate else None if chance < rate + 0.06 else False


@cache
def play(region: Region, seed: int) -> Played:
    """Play one interview to its end."""
    age = (24.0, 41.0, 58.0, 76.0, None)[seed % 5]
    sex = (Sex.FEMALE, Sex.MALE, None)[seed % 3]
    answers = Answers(Person(region=region, age_years=age, sex=sex))
    turns: list[Turn] = []
    while step := next_step(KB, answers):
        assert len(turns) < FAR_TOO_MANY, "the interview does not end"
        if isinstance(step, Card):
            ticked = {id: invented(seed, id, 0.04) for id in step.findings}
            after = answer_card(KB, answers, step, ticked)
        elif step.finding.id in NUMBERS:
            low, high = NUMBERS[step.finding.id]
            value = min(high, low + (seed * 3) % 11)
            after = answers.with_answer(step.finding.id, None if seed % 7 == 6 else value)
        else:
            answer = invented(seed, step.finding.id, 0.35)
            after = answers.with_answer(step.finding.id, answer)
        turns.append(Turn(answers, step, after))
        answers = after
    return Played(tuple(turns), answers)


@cache
def some_interviews() -> tuple[Played, ...]:
    """Four people in each region."""
    return tuple(play(region, seed) for region in Region for seed in range(4))
