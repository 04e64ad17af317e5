"""What must be true across the entries: each kind of fault is planted and must be found."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lumbago.checks import check, published_value
from lumbago.errors import Problem
from lumbago.knowledge import PublishedCase, Urgency
from lumbago.loading import SHIPPED, load
from lumbago.readability import grade
from tests.strategies import KB


def edit(folder: Path, name: str, old: str, new: str) -> None:
    """Replace the first place where a text stands in a file."""
    file = folder / name
    text = file.read_text("utf-8")
    assert old in text, (name, old)
    file.write_text(text.replace(old, new, 1), "utf-8")


def cell(folder: Path, name: str, line: str, column: str, value: str) -> None:
    """Change one cell of a table: the line that begins so, the column of this name."""
    file = folder / name
    head, *rows = file.read_text("utf-8").splitlines()
    place = head.split(",").index(column)
    changed = 0
    for i, row in enumerate(rows):
        if row.startswith(line):
            cells = row.split(",")
            cells[place] = value
            rows[i] = ",".join(cells)
            changed += 1
    assert changed == 1, (name, line)
    file.write_text("\n".join([head, *rows]) + "\n", "utf-8")


HARD = ("Notwithstanding considerable individual variability, comprehensive multidisciplinary "
        "evaluation necessitates institutional collaboration.")  # fmt: skip


ABOVE_EIGHT = ("The doctor will see what muscle or nerve of the neck is ill, and then tell you how "
               "to get well again in an easy way.")  # fmt: skip
"""A little above the highest grade that people are asked to read."""


def _long_card(folder: Path) -> None:
    extra = '\n[[illness.ticks]]\nfinding = "low_mood"\n'
    edit(folder, "safety_cards.toml", "\n[chest_belly]\n", f"{extra}\n[chest_belly]\n")


def _fifth_card(folder: Path) -> None:
    with (folder / "safety_cards.toml").open("a", encoding="utf-8") as stream:
        stream.write('\n[more]\ntitle = "x?"\nwhy = "y."\n\n[[more.ticks]]\nfinding = "low_mood"\n')


def append(folder: Path, name: str, text: str) -> None:
    """Write more at the end of a file."""
    with (folder / name).open("a", encoding="utf-8") as stream:
        stream.write(text)


def hard(folder: Path, name: str, before: str = "") -> None:
    """Make the first text of this field hard to read; `before`: what stands before the field."""
    edit(folder, name, before, f"{before}{HARD} ")


def _wordless_urgency(folder: Path) -> None:
    file = folder / "urgency.toml"
    before, _, rest = file.read_text("utf-8").partition("[soon]\n")
    file.write_text(before + rest[rest.index("\n[") :], "utf-8")


def _expected(folder: Path, is_right: Callable[[PublishedCase], bool], level: str) -> None:
    """Let a published case that comes out right expect this urgency alone."""
    case = [c for c in KB.cases if not c.known_gap and is_right(c)][-1]  # the first is a gap here
    file = folder / f"cases/{case.id}.toml"
    text = file.read_text("utf-8")
    for field, old in (("urgency", case.urgency.id), ("at_most", case.at_most.id)):
        assert f'\n{field} = "{old}"' in text
        text = text.replace(f'\n{field} = "{old}"', f'\n{field} = "{level}"')
    file.write_text(text, "utf-8")


def _unmarked_gap(folder: Path) -> None:
    gap = next(c for c in KB.cases if c.known_gap)
    edit(folder, f"cases/{gap.id}.toml", f'known_gap = "{gap.known_gap}"', "")


def _needless_gap(folder: Path) -> None:
    case = next(c for c in KB.cases if not c.known_gap)
    with (folder / f"cases/{case.id}.toml").open("a", encoding="utf-8") as stream:
        stream.write('known_gap = "It was wrong once."\n')


FAULTS: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "a source that is taken for another of nearly its name": (
        lambda f: edit(f, "medicines.toml", '"enthoven2016_cochrane"', '"enthoven2016"'),
        "care medicines celecoxib",
        "Is another source meant?",
    ),
    "a source that nobody read, said to be seen": (
        lambda f: edit(
            f,
            "safety_nets.toml",
            'source = "girft2023"\nbasis = "guideline"\nprovenance = "recalled"',
            'source = "girft2023"\nbasis = "guideline"\nprovenance = "seen"',
        ),
        "care safety_nets",
        "nobody read",
    ),
    "a source of another year than its id says": (
        lambda f: edit(f, "sources.csv", "GIRFT pathway,2023", "GIRFT pathway,2003"),
        "sources.csv girft2023",
        "another year",
    ),
    "a point outside its range": (
        lambda f: cell(f, "leaks.csv", "fatigue,", "low", "0.99"),
        "leaks.csv fatigue",
        "not in order",
    ),
    "a multiplier below nothing": (
        lambda f: cell(f, "multipliers.csv", "kidney_stone,", "ed", "-2"),
        "multipliers.csv kidney_stone",
        "a multiplier is below 0",
    ),
    "a danger sign under a not": (
        lambda f: edit(
            f,
            "red_flags.toml",
            'when = "age_years >= 50 and (pulsating_belly',
            'when = "not fever and age_years >= 50 and (pulsating_belly',
        ),
        "red_flags.toml AAA_05",
        "'fever' stands under a `not`",
    ),
    "a rule that can never be up": (
        lambda f: edit(
            f,
            "red_flags.toml",
            'when = "age_years >= 50 and (pain_low_back or',
            'when = "age_years >= 500 and (pain_low_back or',
        ),
        "red_flags.toml AAA_02",
        "no answers can make it hold",
    ),
    "a mechanism that gives more than the leak": (
        lambda f: edit(f, "mechanisms/urinary_tract_colic.md", "leak = 0.002", "leak = 0.9"),
        "leaks.csv",
        "its mechanisms alone give",
    ),
    "a text too hard to read": (
        lambda f: edit(f, "special_groups.toml", 'text = "', f'text = "{HARD} '),
        "special_groups.toml",
        "Use shorter words and sentences",
    ),
    "a text that is missing": (
        lambda f: edit(
            f, "red_flags.toml", f'title = "{KB.red_flags["CES_01"].title}"', 'title = ""'
        ),
        "red_flags.toml CES_01 title",
        "the text is missing",
    ),
    "a region without an unexplained condition": (
        lambda f: edit(f, "kb.toml", 'arm_only = "unexplained_arm_pain"', ""),
        "kb.toml",
        "arm_only has no unexplained condition",
    ),
    "a card too long": (_long_card, "safety_cards.toml", "illness has 9 lines"),
    "a card too many": (_fifth_card, "safety_cards.toml", "there are 5 cards"),
    "a published figure out of its band": (
        lambda f: cell(f, "published_figures.csv", "N08,", "low", "0.09"),
        "published_figures.csv N08",
        "the network gives",
    ),
    "a point above its range": (
        lambda f: cell(f, "leaks.csv", "aaa_known_family,", "high", "0.0055"),
        "leaks.csv aaa_known_family",
        "not in order",
    ),
    "a range that ends above all": (
        lambda f: cell(f, "leaks.csv", "low_mood,", "high", "1.2"),
        "leaks.csv low_mood",
        "not in order",
    ),
    "a prior outside its range": (
        lambda f: cell(f, "priors.csv", "aaa_symptomatic,leg_only,", "low", "0.5"),
        "priors.csv aaa_symptomatic leg_only",
        "not in order",
    ),
    "an arrow outside its range": (
        lambda f: cell(f, "arrows.csv", "aaa_symptomatic,aaa_known_family,", "high", "0.2"),
        "arrows.csv aaa_symptomatic aaa_known_family",
        "not in order",
    ),
    "a link outside its range": (
        lambda f: cell(f, "links.csv", "acute_abdomen_other,fever,", "low", "0.1"),
        "links.csv acute_abdomen_other fever",
        "not in order",
    ),
    "a kind of pain outside its range": (
        lambda f: edit(f, "mechanisms/hip_joint_irritation.md", "leak_low = 0.", "leak_low = 0.9"),
        "mechanisms/hip_joint_irritation.md",
        "not in order",
    ),
    "an arrow that is said to lower and raises": (
        lambda f: cell(f, "arrows.csv", "acute_wry_neck,duration_over_12w,", "p", "0.99"),
        "arrows.csv acute_wry_neck duration_over_12w",
        "is not below the background rate",
    ),
    "a sign without a background rate": (
        lambda f: append(
            f,
            "findings/aggravating.toml",
            '\n[worse_whistling]\nlabel = "x"\nquestion = "Is it so?"\ntick = "So."\n'
            'why = "It is so."\nrole = "symptom"\n',
        ),
        "leaks.csv worse_whistling",
        "no background rate",
    ),
    "a rule that looks at nothing": (
        lambda f: edit(
            f, "red_flags.toml", '"bladder_retention and pain_pelvis_low_belly"', '"2 < 1"'
        ),
        "red_flags.toml",
        "the rule looks at nothing",
    ),
    "an urgency without words": (_wordless_urgency, "urgency.toml", "soon has no words"),
    "a text of grade eight and a half": (
        lambda f: edit(f, "groups.toml", 'about = "', f'about = "{ABOVE_EIGHT}" # '),
        "groups.toml",
        "it reads at grade 8.",
    ),
    "a question too hard to read": (
        lambda f: hard(f, "findings/aggravating.toml", 'question = "'),
        "findings/aggravating.toml calf_pain_walk_relief_stand question",
        "Use shorter words",
    ),
    "a card too hard to read": (
        lambda f: hard(f, "safety_cards.toml", 'why = "'),
        "safety_cards.toml",
        "Use shorter words",
    ),
    "a topic too hard to read": (
        lambda f: hard(f, "topics.toml", 'why = "'),
        "topics.toml",
        "Use shorter words",
    ),
    "a condition too hard to read": (
        lambda f: hard(f, "conditions/acute_wry_neck.md", "\n+++\n"),
        "conditions/acute_wry_neck.md about",
        "Use shorter words",
    ),
    "a kind of pain too hard to read": (
        lambda f: hard(f, "mechanisms/hip_joint_irritation.md", 'kind_sentence = "'),
        "mechanisms/hip_joint_irritation.md kind_sentence",
        "Use shorter words",
    ),
    "what a red flag tells to do too hard to read": (
        lambda f: hard(f, "red_flags.toml", '\ndo = "'),
        "red_flags.toml AAA_01 do",
        "Use shorter words",
    ),
    "what to do meanwhile too hard to read": (
        lambda f: hard(f, "urgency.toml", 'safety_net = "'),
        "urgency.toml",
        "Use shorter words",
    ),
    "advice on a scan too hard to read": (
        lambda f: hard(f, "imaging.toml", '\ntext = "'),
        "imaging.toml",
        "Use shorter words",
    ),
    "a word of the glossary too hard to read": (
        lambda f: hard(f, "glossary.toml", 'tells = "'),
        "glossary.toml",
        "Use shorter words",
    ),
    "a published figure above its band": (
        lambda f: cell(f, "published_figures.csv", "N02,", "high", "0.0000001"),
        "published_figures.csv N02",
        "the network gives",
    ),
    "a case that comes out too urgent": (
        lambda f: _expected(f, lambda c: c.urgency is Urgency.NOW, "routine"),
        "cases/",
        "it comes out as now, not routine to routine",
    ),
    "a case that is not urgent enough": (
        lambda f: _expected(f, lambda c: c.at_most < Urgency.NOW, "now"),
        "cases/",
        "not now to now",
    ),
    "a case that comes out wrong": (_unmarked_gap, "cases/", "it comes out as"),
    "a gap that is none": (_needless_gap, "cases/", "Remove known_gap"),
}

CANNOT_BE_TOGETHER = {"a region without an unexplained condition", "a multiplier below nothing"}
"""The network needs these, so that nothing after them can be worked out."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Problem, ...]:
    """All faults but one in one copy of the knowledge, and what `check` says of it."""
    folder = Path(shutil.copytree(SHIPPED, tmp_path_factory.mktemp("broken") / "kb"))
    for name, (plant, _, _) in FAULTS.items():
        if name not in CANNOT_BE_TOGETHER:
            plant(folder)
    return check(load(folder))


@pytest.mark.parametrize("name", [name for name in FAULTS if name not in CANNOT_BE_TOGETHER])
def test_a_planted_fault_is_found_with_its_place(found, name):
    _, place, what = FAULTS[name]
    assert any(p.place.startswith(place) and what in str(p) for p in found)


@pytest.mark.parametrize("name", sorted(CANNOT_BE_TOGETHER))
def test_a_fault_without_which_nothing_can_be_worked_out_is_told_and_not_a_crash(tmp_path, name):
    plant, place, what = FAULTS[name]
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "kb"))
    plant(folder)
    assert any(p.place.startswith(place) and what in str(p) for p in check(load(folder)))


def test_people_are_asked_to_read_up_to_grade_eight_and_not_a_little_more():
    assert 8.0 < grade(ABOVE_EIGHT) < 8.3


def test_the_shipped_knowledge_has_no_problem():
    assert [str(problem) for problem in check(KB)] == []


def test_problems_come_sorted_and_once(found):
    assert list(found) == sorted(set(found))


def test_a_danger_sign_that_no_card_opens_is_found(tmp_path):
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "kb"))
    tick = '[[head_mood.ticks]]\nfinding = "suicidal_thoughts"\n'
    edit(folder, "safety_cards.toml", tick, "")
    said = [str(problem) for problem in check(load(folder))]
    assert any("opens the rule PSY_" in line for line in said)


def test_the_published_value_of_several_targets_is_the_chance_of_any():
    several = next(f for f in KB.published_figures if len(f.targets) > 1)
    assert several.low <= published_value(KB, several.id) <= several.high
