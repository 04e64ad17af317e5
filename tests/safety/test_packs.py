"""A pack may add to the knowledge; it may not make anybody less safe."""

import json
from pathlib import Path
from typing import Any

import pytest

from lumbago.answers import Answers, Person, Region
from lumbago.assessment import assess, urgency_of
from lumbago.errors import KnowledgeError
from lumbago.knowledge import KnowledgeBase, Place, Urgency
from lumbago.loading import SHIPPED, load
from lumbago.rules import in_words
from tests.strategies import KB

pytestmark = pytest.mark.hazard("HAZ-004")


def as_toml(value: Any) -> str:
    """One value as TOML; JSON's texts, numbers and lists are TOML's too."""
    return json.dumps(value, ensure_ascii=False)


def table(id: str, fields: dict[str, Any]) -> str:
    """One table of a TOML file."""
    return f"[{id}]\n" + "".join(f"{name} = {as_toml(v)}\n" for name, v in fields.items())


def flag(id: str, **changes: Any) -> str:
    """A shipped red flag, with some fields changed."""
    old = KB.red_flags[id]
    fields = {
        "category": old.category,
        "urgency": old.urgency.id,
        "place": old.place.value,
        "when": in_words(old.when),
        "title": old.title,
        "because": old.because,
        "do": old.do,
        "tell": old.tell,
        "source": old.citation.source,
        "basis": old.citation.basis.value,
        "provenance": old.citation.provenance.value,
    }
    return table(id, fields | changes)


def finding(id: str, **changes: Any) -> str:
    """A shipped finding, with some fields changed."""
    old = KB.findings[id]
    fields = {
        "label": old.label,
        "question": old.question,
        "tick": old.tick,
        "why": old.why,
        "type": old.type,
        "role": old.role,
        "asked_of": old.asked_of,
        "self_check": old.self_check,
        "opens": list(old.opens),
    }
    rules = {"applies_when": old.applies_when, "derived_from": old.derived_from}
    written = {name: in_words(rule) for name, rule in rules.items() if rule and in_words(rule)}
    return table(id, fields | written | changes)


def with_pack(folder: Path, **files: str) -> KnowledgeBase:
    """Lay a pack of these files over the shipped knowledge; `_` in a name is a folder."""
    for name, text in files.items():
        file = folder / name.replace("__", "/").replace("_toml", ".toml").replace("_csv", ".csv")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return load(SHIPPED, folder)


def refusal(folder: Path, **files: str) -> str:
    """Everything that the loader said when it refused the pack."""
    with pytest.raises(KnowledgeError) as error:
        with_pack(folder, **files)
    return str(error.value)


def test_a_pack_may_add_a_red_flag_and_it_counts(tmp_path):
    extra = flag("CES_01", when="low_mood").replace("[CES_01]", "[CLINIC_01]")
    kb = with_pack(tmp_path, red_flags_toml=extra)
    told = Answers(Person(region=Region.NECK), {"low_mood": True})
    assert urgency_of(kb, told) is Urgency.NOW
    assert urgency_of(KB, told) < Urgency.NOW
    assert set(kb.red_flags) == {*KB.red_flags, "CLINIC_01"}


def test_a_pack_may_raise_urgency_and_widen_a_rule(tmp_path):
    soon = next(f for f in KB.red_flags.values() if f.urgency is Urgency.SOON)
    wider = f"({in_words(soon.when)}) or low_mood"
    kb = with_pack(tmp_path, red_flags_toml=flag(soon.id, urgency="today", when=wider))
    assert kb.red_flags[soon.id].urgency is Urgency.TODAY
    told = Answers(Person(region=Region.NECK), {"low_mood": True})
    assert urgency_of(kb, told) is Urgency.TODAY


def test_a_pack_may_say_the_same_again(tmp_path):
    kb = with_pack(tmp_path, red_flags_toml=flag("CES_01") + flag("AAA_03"))
    assert [(f.id, f.when, f.urgency) for f in kb.red_flags.values()] == [
        (f.id, f.when, f.urgency) for f in KB.red_flags.values()
    ]
    assert kb.digest != KB.digest


def test_a_pack_may_not_lower_the_urgency_of_a_red_flag(tmp_path):
    said = refusal(tmp_path, red_flags_toml=flag("CES_01", urgency="today"))
    assert "red_flags.toml CES_01" in said
    assert "lowers the urgency from now to today" in said


NARROWER = {
    "one more condition": "({old}) and fever",
    "another rule": "fever",
    "the opposite": "not ({old})",
    "an excuse": "({old}) and not course_improving",
    "nothing": "low_mood and not low_mood",
    "an age": "({old}) and age_years >= 18",
    "an alternative to a narrower one": "(({old}) and fever) or low_mood",
}


@pytest.mark.parametrize("change", NARROWER)
def test_a_pack_may_not_narrow_the_rule_of_a_red_flag(tmp_path, change):
    narrower = NARROWER[change].format(old=in_words(KB.red_flags["CES_01"].when))
    said = refusal(tmp_path, red_flags_toml=flag("CES_01", when=narrower))
    assert "CES_01: it may narrow the rule" in said


def test_a_pack_may_not_drop_one_alternative_of_a_red_flag(tmp_path):
    either = next(f for f in KB.red_flags.values() if " or " in in_words(f.when)
                  and type(f.when).__name__ == "Any")  # fmt: skip
    fewer = " or ".join(f"({in_words(r)})" for r in either.when.rules[1:])  # type: ignore[union-attr]
    assert "may narrow" in refusal(tmp_path, red_flags_toml=flag(either.id, when=fewer))


def test_a_pack_may_not_send_an_emergency_to_a_gentler_place(tmp_path):
    ambulance = next(f for f in KB.red_flags.values() if f.place == "ambulance")
    said = refusal(tmp_path, red_flags_toml=flag(ambulance.id, place="home"))
    assert ambulance.id in said


def test_a_pack_may_not_send_to_a_place_that_is_gentler_by_one_step(tmp_path):
    gentler = dict(zip(Place, [*Place][1:], strict=False))
    flags = {flag.place: flag for flag in KB.red_flags.values() if flag.place in gentler}
    assert {Place.AMBULANCE, Place.EMERGENCY_DEPARTMENT, Place.SAME_DAY_CARE} <= set(flags)
    changed = "".join(flag(f.id, place=gentler[f.place].value) for f in flags.values())
    said = refusal(tmp_path, red_flags_toml=changed)
    for one in flags.values():
        assert f"red_flags.toml {one.id}: it sends to a gentler place" in said


@pytest.mark.parametrize(
    ("field", "value"),
    [("applies_when", "pain_chest"), ("asked_of", "lab_imaging"), ("type", "number")],
)
def test_a_pack_may_not_change_when_a_danger_sign_is_asked(tmp_path, field, value):
    said = refusal(
        tmp_path, findings__bladder_bowel_sexual_toml=finding("saddle_numbness", **{field: value})
    )
    assert f"may not change '{field}'" in said


def test_a_pack_may_not_change_whether_a_sign_is_tried_with_care(tmp_path):
    tried = next(f for f in KB.findings.values() if f.self_check == "yes_with_care")
    file = {f"findings__{tried.group}_toml": finding(tried.id, self_check="")}
    assert "may not change 'self_check'" in refusal(tmp_path, **file)


def test_a_pack_may_not_add_a_gate(tmp_path):
    gate = finding("gate_bladder").replace("[gate_bladder]", "[gate_of_a_clinic]")
    assert "may not add a gate" in refusal(tmp_path, findings__gates_toml=gate)


def test_a_pack_may_not_make_a_danger_sign_follow_from_something_else(tmp_path):
    changed = finding("saddle_numbness", derived_from="pain_severity >= 20")
    assert "derived_from" in refusal(tmp_path, findings__bladder_bowel_sexual_toml=changed)


def test_a_pack_may_not_turn_a_danger_sign_into_something_that_tells_nothing(tmp_path):
    changed = finding("saddle_numbness", role="stratum")
    assert "saddle_numbness" in refusal(tmp_path, findings__bladder_bowel_sexual_toml=changed)


def test_a_pack_may_not_take_a_sign_away_from_the_gate_that_asks_for_it(tmp_path):
    gate = KB.findings["gate_bladder"]
    changed = finding(gate.id, opens=list(gate.opens[1:]))
    assert gate.id in refusal(tmp_path, findings__gates_toml=changed)


def test_a_pack_may_not_let_an_ordinary_no_deny_a_danger_sign(tmp_path):
    changed = finding("worse_bend_forward", opens=["saddle_numbness", "fever"])
    assert "worse_bend_forward" in refusal(tmp_path, findings__aggravating_toml=changed)


def test_a_pack_may_not_touch_the_safety_cards(tmp_path):
    assert "may not change the safety cards" in refusal(tmp_path, safety_cards_toml="")


@pytest.mark.parametrize(
    "setting",
    [
        "least_lift = 1000.0",
        '[calming]\nfindings = ["fever"]',
        '[[nested]]\ngeneral = "low_mood"\nspecific = "saddle_numbness"',
        '[[action]]\ndanger = "now"\nat_least = 0.99\nasks_for = "now"',
        '[words]\n"possible" = 0.99',
    ],
)
def test_a_pack_may_not_touch_the_settings(tmp_path, setting):
    assert "may not change" in refusal(tmp_path, kb_toml=f'name = "clinic"\n{setting}')


def test_a_pack_may_not_make_a_danger_an_ordinary_cause(tmp_path):
    text = (SHIPPED / "conditions" / "cauda_equina_syndrome.md").read_text("utf-8")
    for old, new in (("is_danger = true", "is_danger = false"), ('urgency = "now"',
                     'urgency = "today"'), ("is_danger = true",
                     "is_danger = true\nis_competitor = true")):  # fmt: skip
        assert old in text
        file = tmp_path / "conditions" / "cauda_equina_syndrome.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text.replace(old, new), "utf-8")
        with pytest.raises(KnowledgeError, match="cauda_equina_syndrome"):
            load(SHIPPED, tmp_path)


def test_a_pack_that_leaves_everything_out_takes_nothing_away(tmp_path):
    kb = load(SHIPPED, tmp_path)
    assert kb.red_flags == KB.red_flags
    assert kb.safety_cards == KB.safety_cards
    assert kb.settings == KB.settings
    assert kb.findings == KB.findings


def test_every_fault_of_a_pack_is_told_at_once_with_its_place_and_a_remedy(tmp_path):
    said = refusal(
        tmp_path,
        kb_toml="least_lift = 9.0",
        safety_cards_toml="",
        red_flags_toml=flag("CES_01", urgency="soon") + flag("AAA_01", when="fever"),
        findings__gates_toml=finding("gate_bowel", asked_of="clinician_exam"),
    )
    for place in ("kb.toml", "safety_cards.toml", "CES_01", "AAA_01", "gate_bowel"):
        assert place in said


def test_a_result_names_the_pack_it_rests_on(tmp_path):
    kb = with_pack(tmp_path, kb_toml='name = "north clinic"\nversion = "3"')
    told = Answers(Person(region=Region.NECK))
    assert "north clinic-3" in assess(kb, told).knowledge
    assert assess(kb, told).knowledge != assess(KB, told).knowledge
