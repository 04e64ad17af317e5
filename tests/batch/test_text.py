"""A text beside the answers, or instead of them, in a batch."""

import json

import pytest

from lumbago.assessment import assess
from lumbago.batch.blocks import Scorer
from lumbago.batch.lines import Block
from lumbago.intake import read_told
from lumbago.records import as_record, as_understood
from tests.strategies import KB

RECORDS: tuple[dict[str, object], ...] = (
    {"id": "a", "text": "I am 45, my low back hurts and I cannot pee"},
    {"id": "b", "region": "neck", "answers": {"fever": True}, "text": "no fever, stiff neck"},
    {"id": "c", "region": "neck", "answers": {"fever": False}},
    {"id": "d", "text": "\U0001f9b5 my leg is numb"},
)


def scored(records, *, full):
    lines = tuple(json.dumps(record).encode() for record in records)
    return Scorer(KB, full=full).score(Block(tuple(range(1, len(lines) + 1)), lines, 0))


@pytest.mark.parametrize("full", [False, True])
def test_a_batch_understands_a_text_as_a_single_record_does(full):
    done = scored(RECORDS, full=full)
    assert not done.problems
    for record, line in zip(RECORDS, done.text.decode().splitlines(), strict=True):
        result = json.loads(line)
        plain = {key: value for key, value in record.items() if key != "id"}
        told = read_told(KB, plain)
        alone = as_record(KB, assess(KB, told.answers), told.understood)
        assert result["urgency"] == alone["urgency"]
        assert result.get("understood") == alone.get("understood")
        if told.understood is not None:
            assert result["understood"] == as_understood(KB, told.understood)


@pytest.mark.parametrize("full", [False, True])
def test_a_text_that_cannot_be_used_is_told_with_its_line_and_without_its_words(full):
    done = scored(({"text": 3, "region": "neck", "answers": {}}, {"text": "xyzzy"}), full=full)
    assert done.problems == (
        'line 1: text: it must be words. Write "text": "..." in quotes, or leave it out.',
        "line 2: region: the text does not tell where it hurts most. "
        "Give one of: low_back, mid_back, neck, leg_only, arm_only.",
    )
