"""What a record holds of a person: the record itself, or what was made of one."""

from collections.abc import Mapping
from typing import Any

from lumbago.answers import Answers

_PERSON = ("region", "age_years", "sex", "setting")


def input_record(record: object) -> object:
    """Return the record of which an assessment or a plan was made; any other record as it is.

    An assessment holds its answers under `person` and `answered`, so that a plan can be made of
    it alone.
    """
    if isinstance(record, dict) and record.get("kind") == "plan":
        return record.get("record")
    if not isinstance(record, dict) or "answered" not in record:
        return record
    person, answered = record.get("person"), record.get("answered")
    if not isinstance(person, Mapping) or not isinstance(answered, list):
        return record
    answers: dict[str, Any] = {
        str(item.get("finding")): item.get("answer") for item in answered if isinstance(item, dict)
    }
    return {**{name: person.get(name) for name in _PERSON}, "answers": answers}


def as_answers_record(answers: Answers) -> dict[str, Any]:
    """Return the record that reads as these answers."""
    person = answers.person
    return {
        "region": person.region.value,
        "age_years": person.age_years,
        "sex": person.sex.value if person.sex else None,
        "setting": person.setting.value,
        "answers": dict(answers.given),
    }
