"""Files → knowledge: every fault is told at once, with its place and its remedy."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lumbago.errors import KnowledgeError, Problem
from lumbago.loading import SHIPPED, load, shipped
from tests.strategies import KB


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The shipped knowledge, in a folder where it can be broken."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "kb"))


def edit(folder: Path, name: str, old: str, new: str) -> None:
    """Replace the first place where a text stands in a file."""
    file = folder / name
    text = file.read_text("utf-8")
    assert old in text, (name, old)
    file.write_text(text.replace(old, new, 1), "utf-8")


def append(folder: Path, name: str, text: str) -> None:
    """Write more at the end of a file."""
    with (folder / name).open("a", encoding="utf-8") as stream:
        stream.write(text)


def problems(folder: Path) -> tuple[Problem, ...]:
    """What the loader says is wrong."""
    with pytest.raises(KnowledgeError) as error:
        load(folder)
    return error.value.problems


def first_row(name: str) -> str:
    """The first line under the heading of a table."""
    return (SHIPPED / name).read_text("utf-8").splitlines()[1]


FAULTS: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "TOML that is none": (
        lambda f: append(f, "groups.toml", "\n[broken\n"),
        "groups.toml",
        "this is not TOML",
    ),
    "a rule that cannot be read": (
        lambda f: edit(f, "red_flags.toml", 'when = "', 'when = "and '),
        "red_flags.toml AAA_01",
        "the rule 'when' cannot be read",
    ),
    "an unknown field": (
        lambda f: edit(f, "red_flags.toml", "[AAA_02]\n", '[AAA_02]\nwenn = "fever"\n'),
        "red_flags.toml AAA_02",
        "there is no field 'wenn'. Remove it, or mend its spelling.",
    ),
    "a missing field": (
        lambda f: edit(f, "red_flags.toml", "[AAA_03]\ncategory", "[AAA_03]\n# category"),
        "red_flags.toml AAA_03",
        "the field 'category' is missing. Add category.",
    ),
    "an urgency that is none": (
        lambda f: append(f, "red_flags.toml", _flag("NEW_1", urgency="never")),
        "red_flags.toml NEW_1",
        "urgency is 'never'. Use one of: self_care, routine, soon, today, now.",
    ),
    "a source that is nowhere": (
        lambda f: append(f, "red_flags.toml", _flag("NEW_2", source="nobody")),
        "red_flags.toml NEW_2",
        "there is no source 'nobody'. Add it, or mend the id.",
    ),
    "a finding that is nowhere": (
        lambda f: append(f, "red_flags.toml", _flag("NEW_3", when="sadle_numbness")),
        "red_flags.toml NEW_3",
        "there is no finding 'sadle_numbness'",
    ),
    "a line twice": (
        lambda f: append(f, "arrows.csv", first_row("arrows.csv") + "\n"),
        "arrows.csv " + " ".join(first_row("arrows.csv").split(",")[:2]),
        "it stands here twice. Keep one line.",
    ),
    "a line with too many fields": (
        lambda f: append(f, "leaks.csv", "fatigue2,0.1,0.05,0.2,x,y,z,a,b,c,d,e,f,g,h,i,j\n"),
        "leaks.csv fatigue2",
        "too many or too few fields",
    ),
    "a number that is none": (
        lambda f: edit(f, "multipliers.csv", "aaa_symptomatic,", "aaa_symptomatic,x"),
        "multipliers.csv aaa_symptomatic",
        "must be a number",
    ),
    "a card with an unknown sign": (
        lambda f: edit(f, "safety_cards.toml", '"saddle_numbness"', '"sadle"'),
        "safety_cards.toml nerves",
        "there is no finding 'sadle'",
    ),
    "a case with a wrong urgency": (
        lambda f: edit(f, f"cases/{KB.cases[0].id}.toml", "\nurgency = ", "\nurgency = 3 # "),
        f"cases/{KB.cases[0].id}.toml expect",
        "urgency is 3",
    ),
}


def _flag(id: str, **changes: str) -> str:
    fields = {
        "category": "x", "urgency": "soon", "place": "clinician", "when": "fever", "title": "x",
        "because": "x", "do": "x", "tell": "x", "source": "our_estimate", "basis": "judgement",
        "provenance": "estimate",
    } | changes  # fmt: skip
    return f"\n[{id}]\n" + "".join(f'{name} = "{value}"\n' for name, value in fields.items())


def test_every_fault_is_told_at_once_with_its_file_its_entry_and_what_it_is(copied):
    for name, (plant, _, _) in FAULTS.items():
        if name not in {"TOML that is none", "a number that is none"}:
            plant(copied)
    found = problems(copied)
    for name, (_, place, what) in FAULTS.items():
        if name not in {"TOML that is none", "a number that is none"}:
            assert any(p.place.startswith(place) and what in str(p) for p in found), name


@pytest.mark.parametrize("name", ["TOML that is none", "a number that is none"])
def test_a_file_that_cannot_be_read_is_told_with_its_place(copied, name):
    plant, place, what = FAULTS[name]
    plant(copied)
    assert any(place in p.place and what in str(p) for p in problems(copied))


def test_problems_are_sorted_and_none_is_told_twice(copied):
    for plant, _, _ in list(FAULTS.values())[1:5]:
        plant(copied)
    found = problems(copied)
    assert list(found) == sorted(set(found))


def test_a_folder_that_is_not_there_is_a_problem_and_not_a_crash(tmp_path):
    with pytest.raises(KnowledgeError, match="there is no such folder"):
        load(tmp_path / "nowhere")
    with pytest.raises(KnowledgeError, match="there is no such folder"):
        load(SHIPPED, tmp_path / "nowhere")


def test_an_empty_core_is_refused(tmp_path):
    with pytest.raises(KnowledgeError, match=r"kb\.toml"):
        load(tmp_path)


def test_a_file_with_broken_letters_is_a_problem_and_not_a_crash(copied):
    (copied / "groups.toml").write_bytes(b'[x]\nplain_name = "\xff\xfe"\n')
    with pytest.raises(KnowledgeError):
        load(copied)


def test_an_entry_of_a_wrong_kind_is_a_problem_and_not_a_crash(copied):
    append(copied, "special_groups.toml", '\n[odd]\nwhen = ["fever"]\ntext = 3\nsources = "x"\n')
    said = "\n".join(map(str, problems(copied)))
    assert "special_groups.toml odd" in said


def test_a_card_whose_ticks_are_no_list_of_tables_is_a_problem_and_not_a_crash(copied):
    append(copied, "safety_cards.toml", '\n[odd]\ntitle = "x"\nwhy = "y"\nticks = ["fever"]\n')
    said = "\n".join(map(str, problems(copied)))
    assert "safety_cards.toml" in said


def test_days_that_are_words_are_a_problem_and_not_a_crash(copied):
    edit(copied, "urgency.toml", "review_days = [", 'review_days = ["soon", ')
    said = "\n".join(map(str, problems(copied)))
    assert "urgency.toml" in said


def test_answers_of_a_case_that_are_no_table_are_a_problem_and_not_a_crash(copied):
    case = copied / "cases" / f"{KB.cases[0].id}.toml"
    text = case.read_text("utf-8").replace("[answers]", "[ignored]")
    case.write_text('answers = "none"\n' + text, "utf-8")
    assert any("cases" in p.place for p in problems(copied))


def test_the_digest_follows_every_byte_and_not_the_place_of_the_folder(copied):
    assert load(copied).digest == KB.digest
    append(copied, "red_flags.toml", "# one more remark\n")
    assert load(copied).digest != KB.digest


def test_a_lone_number_changed_changes_the_digest_and_the_base_is_another(copied):
    name = KB.cases[0].id
    append(copied, f"cases/{name}.toml", "\n")
    assert load(copied) != KB


def test_the_shipped_knowledge_is_read_once():
    assert shipped() is shipped()


def test_shelves_stand_in_the_order_of_their_ids():
    for shelf in (KB.findings, KB.conditions, KB.red_flags, KB.sources, KB.mechanisms, KB.leaks):
        assert list(shelf) == sorted(shelf)


def test_an_extra_arrow_between_the_same_two_in_a_pack_replaces_the_first(tmp_path):
    lines = (SHIPPED / "arrows.csv").read_text("utf-8").splitlines()
    (tmp_path / "arrows.csv").write_text("\n".join(lines[:2]) + "\n", "utf-8")
    assert len(load(SHIPPED, tmp_path).arrows) == len(KB.arrows)
