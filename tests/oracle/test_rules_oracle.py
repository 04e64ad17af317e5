"""Every red flag of the file, evaluated by Python itself, agrees with triage.

The language of the rules is a small part of Python's own. An unknown sign is False there and
an unknown number is NaN, which is neither below nor above anything.
"""

import math
import tomllib
from types import CodeType

from hypothesis import given

from lumbago.facts import know
from lumbago.loading import SHIPPED
from lumbago.triage import triage
from tests.strategies import KB, answers, times

RULES: dict[str, CodeType] = {
    id: compile(fields["when"], id, "eval")
    for id, fields in tomllib.loads((SHIPPED / "red_flags.toml").read_text("utf-8")).items()
}


class Facts(dict[str, object]):
    """Names to values, with what stands for "not said" where there is none."""

    def __missing__(self, name: str) -> object:
        finding = KB.findings[name]
        return False if finding.is_yes_no else None if name == "sex" else math.nan


def count(*signs: bool) -> int:
    """How many are there."""
    return sum(map(bool, signs))


@times(6)
@given(answers())
def test_the_same_flags_are_up_as_when_python_reads_the_rules(told):
    facts = Facts(know(KB, told).facts)
    facts["count"] = count
    nothing: dict[str, object] = {"__builtins__": {}}
    expected = {id for id, rule in RULES.items() if eval(rule, nothing, facts)}  # noqa: S307
    assert {reason.flag.id for reason in triage(KB, told).reasons} == expected


def test_every_shipped_rule_was_read():
    assert set(RULES) == set(KB.red_flags)
