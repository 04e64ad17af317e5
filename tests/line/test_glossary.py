"""The glossary: plain, in our own words, leading somewhere, and right about what is often wrong."""

import re

import pytest

from lumbago.errors import KnowledgeError
from lumbago.loading import SHIPPED, load, shipped
from lumbago.readability import grade
from tests.overlap import known, shingles

KB = shipped()
TERMS = list(KB.glossary.values())
EASY = 6.0
ROW = re.compile(r"S[0-4]-\d{3}")

DANGER = ("cauda_equina_syndrome", "saddle_area", "bladder", "dissection", "low_brain_flow",
          "aorta", "discitis", "foot_drop", "myelopathy", "vertigo")  # fmt: skip
"""Words that name something for which somebody may have to be seen at once."""


def test_there_is_a_word_for_each_thing_and_no_word_twice():
    assert len(TERMS) >= 110
    names = [term.name.casefold() for term in TERMS]
    assert sorted(names) == sorted(set(names))
    clinical = [term.clinical.casefold() for term in TERMS if term.clinical]
    assert sorted(clinical) == sorted(set(clinical))


def test_other_names_add_something():
    for term in TERMS:
        known_as = [term.name.casefold(), term.clinical.casefold()]
        others = [name.casefold() for name in term.also]
        assert len(others) == len(set(others)), term.id
        assert not set(others) & set(known_as), term.id


def test_each_word_is_told_in_a_few_easy_sentences():
    for term in TERMS:
        assert grade(term.tells) <= EASY, term.tells
        assert len(re.findall(r"[.!?](?:\s|$)", term.tells)) <= 3, term.tells
        assert term.tells.endswith("."), term.id


def test_the_words_are_our_own():
    digests = known()
    shared = [told for term in TERMS for told, digest in shingles(term.tells) if digest in digests]
    assert shared == []


@pytest.mark.hazard("HAZ-027")
def test_a_word_that_names_a_danger_says_how_soon_to_be_seen():
    for id in DANGER:
        tells = KB.glossary[id].tells
        assert re.search(r"get help now|emergency|needs? help now", tells), id


@pytest.mark.parametrize(
    ("id", "says", "row"),
    [
        ("strain", "muscle", "S2-127"),
        ("sprain", "ligaments sprain, and muscles strain", "S0-023"),
        ("sciatic_nerve", "made in the pelvis", "S1-043"),
        ("sciatic_nerve", "l4 to s3", "S0-145"),
        ("spinal_cord", "ends near the top of the low back", "S3-004"),
        ("facet_joint", "not a bone of its own", "S1-024"),
        ("disc_changes", "not of a joint", "S1-028"),
        ("slipped_disc", "has not slipped", "S1-049"),
        ("radiculopathy", "pain alone is called radicular pain", "S0-153"),
        ("inward_curve", "that is normal", "S3-021"),
        ("piriformis", "not in the low back", "S4-178"),
        ("motion_segment", "five such units", "S0-059"),
        ("disc_l4_l5", "take the most load", "S0-062"),
        ("spasticity", "not the same as a back spasm", "S4-155"),
        ("trigger_point", "it is common", "S0-221"),
        ("chronic", "12 weeks", "S4-135"),
        ("spondylolysis", "not the same as a slipped bone", "S3-022"),
    ],
)
def test_what_the_first_texts_had_wrong_or_loose_is_put_right(id, says, row):
    term = KB.glossary[id]
    assert says in term.tells.casefold()
    assert row in term.rows


def test_articles_and_rows_that_a_word_names_are_there():
    for term in TERMS:
        assert set(term.articles) <= set(KB.articles), term.id
        assert all(ROW.fullmatch(row) for row in term.rows), term.id
        assert term.citation.source in KB.sources


@pytest.mark.parametrize(
    ("typed", "id"),
    [("siatica", "sciatica"), ("sciatic pain", "sciatica"), ("disk", "disc"),
     ("slipped disk", "slipped_disc"), ("pulled muscle", "strain"), ("thrown-out back", "strain"),
     ("lumbago with sciatica", "sciatica"), ("osteofite", "bone_spur"), ("CES",
     "cauda_equina_syndrome"), ("physio", "physiotherapy")],
)  # fmt: skip
def test_what_people_write_is_known(typed, id):
    term = KB.glossary[id]
    assert typed in (term.name, term.clinical, *term.also)


def test_a_word_that_leads_nowhere_is_told_with_its_place(tmp_path):
    (tmp_path / "glossary.toml").write_text(
        '[x]\nname = "X"\nalso = []\ntells = "X."\narticles = ["no_such"]\n'
        'source = "nobody"\nbasis = "judgement"\nprovenance = "estimate"\n',
        "utf-8",
    )
    with pytest.raises(KnowledgeError) as error:
        load(SHIPPED, tmp_path)
    found = [str(problem) for problem in error.value.problems if "glossary" in str(problem)]
    assert any("no_such" in problem for problem in found)
    assert any("nobody" in problem for problem in found)
