"""What a person said reaches no log, no error and no file."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lumbago
from lumbago.answers import Answers, Person, Region
from lumbago.assessment import assess, changes
from lumbago.errors import AnswersError
from lumbago.intake import read_answers
from lumbago.interview import next_step
from lumbago.records import as_record
from tests.strategies import KB, PATIENT, record_of, times

pytestmark = pytest.mark.hazard("HAZ-012")

SECRET = "Xq7-my-own-words"


def test_working_out_a_result_writes_to_no_log_and_prints_nothing(caplog, capfd):
    with caplog.at_level(logging.DEBUG):
        told = Answers(
            Person(region=Region.LOW_BACK, age_years=45.0),
            {"suicidal_thoughts": True, "fever": None},
        )
        found = assess(KB, told)
        changes(KB, found)
        next_step(KB, told)
        as_record(KB, found)
    assert not caplog.records
    assert capfd.readouterr() == ("", "")


private_words = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12).map(
    lambda word: f"{SECRET}-{word}"
)


@times(1)
@given(private_words, st.sampled_from(PATIENT))
def test_an_error_names_the_field_and_never_what_was_said_in_it(words, id):
    for record in (
        {"region": words, "answers": {}},
        {"region": "neck", "sex": words, "answers": {}},
        {"region": "neck", "setting": words, "answers": {}},
        {"region": "neck", "age_years": words, "answers": {}},
        {"region": "neck", "answers": {id: words}},
        {"region": "neck", "answers": {"pain_severity": words}},
        {"region": "neck", "answers": words},
        words,
    ):
        with pytest.raises(AnswersError) as error:
            read_answers(KB, record)
        assert SECRET not in str(error.value)
        assert SECRET not in repr(error.value.problems)


def test_an_error_about_one_field_does_not_tell_the_other_answers():
    record = {"region": "neck", "answers": {"suicidal_thoughts": True, "fever": "maybe"}}
    with pytest.raises(AnswersError) as error:
        read_answers(KB, record)
    assert "suicid" not in str(error.value)


def test_free_text_beside_the_answers_is_not_kept_in_the_result():
    record = record_of(Answers(Person(region=Region.NECK))) | {"text": SECRET, "id": SECRET}
    told = read_answers(KB, record)
    assert SECRET not in repr(told)
    assert SECRET not in json.dumps(as_record(KB, assess(KB, told)))


@pytest.mark.parametrize(
    "record",
    [
        {"region": "neck", "answers": {"fever": SECRET}},
        {"region": SECRET, "answers": {}},
        {"region": "neck", "answers": {"pain_severity": SECRET}},
    ],
)
def test_the_command_line_leaves_no_trace_and_repeats_nothing_of_a_bad_record(record, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "lumbago.cli", "assess", "--json"],
        input=json.dumps(record),
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(lumbago.__file__).parents[1]),
            "HOME": str(tmp_path),
            "TMPDIR": str(tmp_path),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        timeout=60,
    )
    assert done.returncode == 2
    assert SECRET not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
