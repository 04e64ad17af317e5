"""Languages: other words for the same knowledge, and how far they stand."""

import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner

from lumbago.answers import Answers, Person, Region
from lumbago.assessment import assess
from lumbago.cli import app
from lumbago.errors import KnowledgeError
from lumbago.knowledge import ENGLISH, KnowledgeBase, Translation, WordsBy
from lumbago.loading import SHIPPED, load, load_all, shipped
from lumbago.loading.languages import (
    Stamp,
    as_csv,
    languages,
    on_offer,
    read_stamps,
    renewed,
    safety_entries,
    standing,
)
from lumbago.loading.texts import entry_of, readable, translated
from lumbago.terminal import interview, print_assessment
from tests.strategies import KB, answers, times

ENGLISH_TEXTS = readable(KB)


def bracketed(kb: KnowledgeBase = KB) -> KnowledgeBase:
    """The knowledge in a language that nobody speaks: each text stands in brackets."""
    texts = {key: f"⟦{text}⟧" for key, text in readable(kb).items()}
    return translated(kb, texts, standing("qq", readable(kb), texts, {}))


OTHER = bracketed()


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every single value inside, with the way to it."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from leaves(getattr(value, field.name), f"{path}.{field.name}")
    elif hasattr(value, "items"):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}")
    elif isinstance(value, tuple | list):
        for number, inner in enumerate(value):
            yield from leaves(inner, f"{path}.{number}")
    else:
        yield path, value


def changed(first: object, second: object) -> dict[str, tuple[object, object]]:
    """Every single value that differs between the two."""
    one, two = dict(leaves(first)), dict(leaves(second))
    assert set(one) == set(two)
    return {path: (one[path], two[path]) for path in one if one[path] != two[path]}


# -- nothing but words -----------------------------------------------------------------------


def test_another_language_changes_words_and_nothing_else():
    same = replace(OTHER, language=ENGLISH, translation=None)
    for path, (english, other) in changed(KB, same).items():
        assert other == f"⟦{english}⟧", path


def test_every_text_that_a_person_reads_is_told_in_the_other_language():
    assert all(text.startswith("⟦") for text in readable(OTHER).values())
    assert set(readable(OTHER)) - set(ENGLISH_TEXTS) == {
        f"words.likelihood.⟦{word}⟧" for _, word in KB.settings.word_bands
    }


def test_what_to_do_instead_names_an_exercise_in_every_language():
    for movement in OTHER.not_now.values():
        assert set(movement.instead) <= set(OTHER.exercises), movement.id


@times(0.5)
@given(answers())
def test_a_language_changes_no_urgency_no_belief_and_no_question(given):
    english, other = assess(KB, given), assess(OTHER, given)
    for path, (old, new) in changed(english, other).items():
        assert new == f"⟦{old}⟧", path
    assert english.knowledge == other.knowledge


def test_the_version_is_the_same_in_every_language_but_the_bases_are_not_mixed_up():
    others = [OTHER, *map(shipped, on_offer(SHIPPED)[1:])]
    for kb in others:
        assert (kb.version, kb.digest) == (KB.version, KB.digest)
        assert kb != KB
        assert hash(kb) != hash(KB)
    assert len({kb.identity for kb in [KB, *others]}) == 1 + len(others)


def test_two_translations_into_one_language_are_two_bases():
    texts = {"groups.mechanical_neck.about": "⟦other⟧"}
    other = translated(KB, texts, standing("qq", ENGLISH_TEXTS, texts, {}))
    assert other != OTHER


# -- folders of words --------------------------------------------------------------------------


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The shipped knowledge without its languages, in a folder where it can be changed."""
    return Path(
        shutil.copytree(SHIPPED, tmp_path / "kb", ignore=shutil.ignore_patterns("languages"))
    )


def write(folder: Path, name: str, text: str) -> None:
    """Write a file, with the folders it needs."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def test_a_folder_of_words_is_a_language(copied):
    write(copied, "languages/xx/red_flags.toml", '[CES_02]\ndo = "⟦go⟧"\n')
    write(copied, "languages/xx/urgency.toml", '[now]\nmeanwhile = ["⟦a⟧", "⟦b⟧", "⟦c⟧"]\n'
          'action.ambulance = "⟦call⟧"\n')  # fmt: skip
    write(copied, "languages/xx/words.toml", '[likelihood]\n"very likely" = "⟦sure⟧"\n')
    assert languages(copied) == (ENGLISH, "xx")
    kb = load(copied, language="xx")
    assert kb.red_flags["CES_02"].do == "⟦go⟧"
    assert kb.settings.word_bands[0] == (KB.settings.word_bands[0][0], "⟦sure⟧")
    now = max(kb.urgency_words)
    assert kb.urgency_words[now].meanwhile == ("⟦a⟧", "⟦b⟧", "⟦c⟧")
    assert "⟦call⟧" in kb.urgency_words[now].action.values()


def test_a_text_without_words_stays_english_and_is_listed(copied):
    write(copied, "languages/xx/red_flags.toml", '[CES_02]\ndo = "⟦go⟧"\n')
    kb = load(copied, language="xx")
    assert kb.red_flags["CES_02"].title == KB.red_flags["CES_02"].title
    assert kb.translation is not None
    assert set(kb.translation.missing) == set(ENGLISH_TEXTS) - {"red_flags.CES_02.do"}


def test_words_for_a_text_that_english_does_not_have_are_listed(copied):
    write(copied, "languages/xx/groups.toml", '[nowhere]\nabout = "⟦?⟧"\n')
    kb = load(copied, language="xx")
    assert kb.translation is not None
    assert kb.translation.unknown == ("groups.nowhere.about",)


@pytest.mark.parametrize(
    ("file", "text", "place", "what"),
    [
        ("groups.toml", "[broken", "languages/xx/groups.toml", "this is not TOML"),
        ("groups.toml", "[mechanical_neck]\nabout = 7", "neck.about", "this is no text."),
        ("groups.toml", '[mechanical_neck]\nabout = ""', "neck.about", "this is no text."),
        ("words.toml", '[counts]\nabout = "{n} von {off}"', "counts.about", "Use: {n} {of}."),
        ("words.toml", '[card]\nwhich = "{n}?"', "card.which", "Use: none."),
    ],
)  # fmt: skip
def test_words_that_do_not_fit_are_refused_with_their_place(copied, file, text, place, what):
    write(copied, f"languages/xx/{file}", text)
    with pytest.raises(KnowledgeError) as error:
        load(copied, language="xx")
    assert place in str(error.value)
    assert what in str(error.value)


def test_a_language_that_is_not_there_is_refused_with_those_that_are(copied):
    write(copied, "languages/xx/groups.toml", "")
    with pytest.raises(KnowledgeError, match=r"no words for it\. Use one of: en, xx"):
        load(copied, language="yy")


def test_all_languages_are_loaded_english_first(copied):
    write(copied, "languages/xx/groups.toml", "")
    write(copied, "languages/xx/stamps.csv", as_csv({}))
    assert [kb.language for kb in load_all(copied)] == [ENGLISH, "xx"]


def test_a_language_without_stamps_is_being_written_and_not_on_offer(copied):
    write(copied, "languages/xx/groups.toml", "")
    assert [kb.language for kb in load_all(copied)] == [ENGLISH]
    assert load(copied, language="xx").language == "xx"


# -- packs -------------------------------------------------------------------------------------

RULE = """[CES_02]
category = "cauda_equina"
urgency = "now"
place = "ambulance"
when = "{when}"
title = "A pack's title"
because = "A pack's reason."
do = "A pack's act."
tell = "A pack's words."
source = "our_estimate"
basis = "judgement"
provenance = "estimate"
"""


def test_a_pack_that_changes_a_red_flag_is_never_told_in_words_for_the_old_one(copied, tmp_path):
    write(copied, "languages/xx/red_flags.toml", '[CES_02]\ndo = "⟦go⟧"\n[AAA_01]\ndo = "⟦lie⟧"\n')
    text = (SHIPPED / "red_flags.toml").read_text("utf-8")
    when = text.split("[CES_02]")[1].split('when = "')[1].split('"\n')[0]
    pack = tmp_path / "pack"
    write(pack, "red_flags.toml", RULE.format(when=when))
    kb = load(copied, pack, language="xx")
    assert kb.red_flags["CES_02"].do == "A pack's act."
    assert kb.red_flags["AAA_01"].do == "⟦lie⟧"
    write(pack, "languages/xx/red_flags.toml", '[CES_02]\ndo = "⟦other⟧"\n')
    kb = load(copied, pack, language="xx")
    assert kb.red_flags["CES_02"].do == "⟦other⟧"
    assert kb.red_flags["CES_02"].because == "A pack's reason."


def test_a_pack_may_bring_a_language_of_its_own(copied, tmp_path):
    write(tmp_path / "pack", "languages/zz/groups.toml", '[mechanical_neck]\nabout = "⟦z⟧"\n')
    kb = load(copied, tmp_path / "pack", language="zz")
    assert kb.groups["mechanical_neck"].about == "⟦z⟧"


# -- stamps ------------------------------------------------------------------------------------

OLD = {"red_flags.A_01.do": "Go now.", "red_flags.A_01.title": "A", "groups.g.about": "B"}
WORDS = {key: f"⟦{text}⟧" for key, text in OLD.items()}


def test_an_entry_whose_english_has_changed_is_stale_until_its_words_change_too():
    stamps = renewed(OLD, WORDS, {})
    new = OLD | {"red_flags.A_01.do": "Go today."}
    assert not standing("xx", OLD, WORDS, stamps).stale
    assert standing("xx", new, WORDS, stamps).stale == ("red_flags.A_01",)
    assert standing("xx", new, WORDS, renewed(new, WORDS, stamps)).stale == ("red_flags.A_01",)
    other = WORDS | {"red_flags.A_01.do": "⟦Go today.⟧"}
    assert not standing("xx", new, other, renewed(new, other, stamps)).stale


def read_by_a_person(stamps: dict[str, Stamp]) -> dict[str, Stamp]:
    """The same stamps, each with the name of somebody who has read it."""
    return {entry: replace(stamp, reviewed_by="A. Reader") for entry, stamp in stamps.items()}


def test_everything_was_translated_by_a_machine_until_a_person_is_named():
    stamps = renewed(OLD, WORDS, {})
    assert not standing("xx", OLD, WORDS, stamps).reviewed
    assert standing("xx", OLD, WORDS, read_by_a_person(stamps)).reviewed == {
        "red_flags.A_01",
        "groups.g",
    }


@given(st.sampled_from(sorted(OLD)), st.booleans())
def test_a_review_ends_with_any_change_of_the_english_or_of_the_words(key, is_english):
    stamps = read_by_a_person(renewed(OLD, WORDS, {}))
    english = OLD | {key: "other"} if is_english else OLD
    words = WORDS if is_english else WORDS | {key: "⟦other⟧"}
    for now in (stamps, renewed(english, words, stamps)):
        assert entry_of(key) not in standing("xx", english, words, now).reviewed


def test_stamps_are_read_back_as_they_were_written(copied):
    stamps = read_by_a_person(renewed(OLD, WORDS, {}))
    write(copied, "languages/xx/stamps.csv", as_csv(stamps))
    assert read_stamps("xx", copied) == stamps
    assert as_csv(read_stamps("xx", copied)) == as_csv(stamps)


def test_who_the_words_are_from_is_known_of_each_entry():
    entry = "red_flags.CES_02"
    read = Translation(language="xx", digest="", missing=(), unknown=(), stale=(),
                       reviewed=frozenset({entry}), unread=0)  # fmt: skip
    assert KB.words_by(entry) is WordsBy.AUTHORS
    assert OTHER.words_by(entry) is WordsBy.MACHINE
    assert translated(KB, {}, read).words_by(entry) is WordsBy.PERSON
    assert translated(KB, {}, read).words_by("red_flags.CES_01") is WordsBy.MACHINE


def test_what_can_send_a_person_somewhere_counts_as_safety():
    entries = safety_entries(KB)
    assert {"red_flags.CES_02", "urgency.now", "safety_cards.nerves"} <= entries
    assert {"findings.saddle_numbness", "findings.gate_bladder", "findings.bladder_retention"} <= (
        entries
    )
    assert entries <= set(map(entry_of, ENGLISH_TEXTS))


# -- the listing for translators -------------------------------------------------------------


def run(*arguments: str) -> tuple[int, str]:
    """Run the command line, and return its exit code and what it printed."""
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.output


def test_check_lists_what_is_missing_stale_or_unread_in_a_language(tmp_path):
    pack = tmp_path / "pack"
    write(pack, "languages/zz/red_flags.toml", '[CES_02]\ndo = "⟦go⟧"\n')
    write(pack, "languages/zz/groups.toml", '[nowhere]\nabout = "⟦?⟧"\n')
    code, out = run("check", "--language", "zz", "--pack", str(pack))
    assert code == 1
    assert "missing: red_flags.CES_02 (because, tell, title)" in out
    assert "missing: pages.frame.strip" in out
    assert "unknown, English has no such text: groups.nowhere.about" in out
    assert "not yet read by a person: 1 danger rules" in out


def test_check_stamps_the_words_of_the_last_folder_and_then_tells_what_went_stale(tmp_path):
    pack = tmp_path / "pack"
    write(pack, "languages/zz/red_flags.toml", '[CES_02]\ndo = "⟦go⟧"\n')
    run("check", "--language", "zz", "--stamp", "--pack", str(pack))
    file = pack / "languages/zz/stamps.csv"
    assert file.read_text("utf-8").startswith("entry,english,words,reviewed_by\nred_flags.CES_02,")
    assert "stale, its English" not in run("check", "--language", "zz", "--pack", str(pack))[1]
    stamp = read_stamps("zz", pack)["red_flags.CES_02"]
    file.write_text(as_csv({"red_flags.CES_02": replace(stamp, english="0" * 12)}), "utf-8")
    out = run("check", "--language", "zz", "--pack", str(pack))[1]
    assert "stale, its English has changed since: red_flags.CES_02" in out


def test_check_refuses_a_language_that_nobody_has_begun():
    code, out = run("check", "--language", "xx")
    assert code == 2
    assert "There is no translation into xx." in out


def test_a_record_says_in_which_language_it_is_and_who_translated_its_urgency(tmp_path):
    pack = tmp_path / "pack"
    write(pack, "languages/zz/urgency.toml", '[now]\naction.ambulance = "⟦call⟧"\n')
    record = tmp_path / "record.json"
    record.write_text('{"region": "low_back", "answers": {"saddle_numbness": true}}', "utf-8")
    code, out = run("assess", str(record), "--json", "--language", "zz", "--pack", str(pack))
    told = json.loads(out)
    assert code == 0
    assert (told["language"], told["words_by"]) == ("zz", "machine")
    assert told["reasons"][0]["words_by"] == "machine"
    english = json.loads(run("assess", str(record), "--json")[1])
    assert (english["language"], english["words_by"]) == ("en", "authors")
    assert told["urgency"] == english["urgency"]


# -- the terminal -------------------------------------------------------------------------------


def visible_letters(text: str) -> str:
    """What is left of a text when everything in brackets is taken out."""
    while "⟦" in text:
        text, before = re.sub(r"⟦[^⟦⟧]*⟧", "", text), text
        if text == before:
            break
    return "".join(c for c in text if c.isalpha() or c in "⟦⟧")


@pytest.mark.parametrize(
    "given",
    [{"saddle_numbness": True}, {"radiates_below_knee": True, "leg_numb_tingle": True}, {}],
)
def test_the_terminal_says_nothing_that_is_not_in_the_language(given):
    stream = io.StringIO()
    found = assess(OTHER, Answers(Person(region=Region.LOW_BACK, age_years=45.0), given))
    print_assessment(OTHER, found, Console(file=stream, width=100_000))
    ids = {r.flag.id for r in found.reasons} | {OTHER.sources[r.flag.citation.source].short
                                                for r in found.reasons}  # fmt: skip
    out = stream.getvalue().replace(found.knowledge, "")
    for id in ids:
        out = out.replace(id, "")
    assert not visible_letters(out)


def test_a_result_in_the_terminal_says_that_no_person_has_read_the_translation():
    found = Answers(Person(region=Region.NECK), {"saddle_numbness": True})
    said = KB.words["translation.machine"]
    for kb, is_said in ((OTHER, True), (KB, False)):
        stream = io.StringIO()
        print_assessment(kb, assess(kb, found), Console(file=stream, width=100_000))
        assert (said in stream.getvalue()) is is_said


def test_the_whole_interview_in_the_terminal_is_in_the_language(monkeypatch):
    lines = ["38", "⟦male⟧", "1", "", "", "", "", "", "2", "3"] + ["⟦n⟧", ""] * 80
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
    stream = io.StringIO()
    interview(OTHER, console=Console(file=stream, width=100_000))
    assert "⟦Not a diagnosis." in stream.getvalue()
    asked = stream.getvalue().partition("─")[0]
    assert not visible_letters(asked)
