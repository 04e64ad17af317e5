"""Many invented records, as `score` meets them: drawn from the network, and from anywhere."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from simulate import people

from lumbago.answers import Answer, Region
from lumbago.batch.lines import Block
from lumbago.errors import AnswersError
from lumbago.intake import NUMBERS, read_answers
from lumbago.knowledge import KnowledgeBase

Record = dict[str, Any]


def plausible(kb: KnowledgeBase, count: int, seed: int) -> Iterator[Record]:
    """Yield people drawn from the network who gave some 8 yes and 20 no answers."""
    rng = np.random.default_rng(seed)
    for region in Region:
        for person in people(kb, region, -(-count // len(Region)), seed, correlated=True):
            who = person.answers.person
            given = _some(rng, person.answers.given)
            yield {
                "region": region.value,
                "age_years": who.age_years,
                "sex": who.sex and who.sex.value,
                "answers": given,
            }


def anything(kb: KnowledgeBase, count: int, seed: int) -> Iterator[Record]:
    """Yield records that make little sense: any findings, any numbers, much left out."""
    rng = np.random.default_rng(seed)
    yes_no = [f.id for f in kb.findings.values() if f.is_yes_no]
    numbers = [id for id in NUMBERS if id in kb.findings and id != "age_years"]
    for _ in range(count):
        ids = rng.choice(yes_no, rng.integers(0, 40), replace=False)
        answers: dict[str, Any] = {
            str(id): (True, False, None)[rng.choice(3, p=[0.3, 0.6, 0.1])] for id in ids
        }
        for id in numbers:
            if rng.random() < 0.4:
                answers[id] = float(np.round(rng.uniform(*NUMBERS[id]) * rng.random() ** 3, 1))
        record: Record = {"region": str(rng.choice(list(Region))), "answers": answers}
        if rng.random() < 0.8:
            record["age_years"] = int(rng.integers(0, 100))
        if rng.random() < 0.8:
            record["sex"] = str(rng.choice(["female", "male"]))
        if rng.random() < 0.5:
            record["setting"] = str(rng.choice(["online", "primary_care", "ed"]))
        try:
            read_answers(kb, record)
        except AnswersError as error:
            for problem in error.problems:
                del answers[problem.place.removeprefix("answers.")]
        yield record


def block_of(records: list[Record]) -> Block:
    """The records as lines; the place is the id."""
    lines = tuple(json.dumps({"id": n, **r}).encode() for n, r in enumerate(records))
    return Block(tuple(range(1, len(lines) + 1)), lines, 0)


def _some(rng: np.random.Generator, given: Mapping[str, Answer]) -> dict[str, Answer]:
    yes = [id for id, answer in given.items() if answer is True]
    no = [id for id, answer in given.items() if answer is False]
    kept = rng.choice(len(yes), min(len(yes), 16, 1 + rng.poisson(7)), replace=False)
    denied = rng.choice(len(no), min(len(no), 20), replace=False)
    return {**{yes[f]: True for f in kept}, **{no[f]: False for f in denied}}
