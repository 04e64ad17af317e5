"""Every sentence that a person can read: the words of the pages and of the knowledge together."""

import pytest

from lumbago.loading.texts import readable
from lumbago.readability import grade, is_label
from lumbago.web.catalogue import ENGLISH, page_texts, read_table

PUBLISHED = frozenset({"scales.rmdq.items.2", "scales.rmdq.items.22"})
"""The wording of a published questionnaire, which is not ours to change."""


def told(kb) -> dict[str, str]:
    """Every text by its key, but those that only an examiner is asked, and mere labels."""
    examiner = {
        f.id for f in kb.findings.values()
        if f.asked_of != "patient" and f.self_check != "yes_with_care"
    }  # fmt: skip
    texts = {**page_texts(read_table(ENGLISH)), **readable(kb)}
    return {
        key: text
        for key, text in texts.items()
        if not is_label(text)
        and not (key.startswith("findings.") and key.split(".")[1] in examiner)
        and key not in PUBLISHED
    }


@pytest.fixture(scope="module")
def grades(kb):
    return {key: grade(text) for key, text in told(kb).items()}


@pytest.mark.hazard("HAZ-016")
def test_no_sentence_is_above_grade_eight(grades):
    assert len(grades) > 2500
    assert {key: round(g, 1) for key, g in grades.items() if g > 8.0} == {}


@pytest.mark.hazard("HAZ-016")
def test_each_kind_of_text_is_at_grade_six_on_average_or_below(grades):
    kinds = {key.split(".")[0] for key in grades}
    assert {"pages", "findings", "red_flags", "urgency", "conditions"} <= kinds
    for kind in kinds:
        own = [g for key, g in grades.items() if key.split(".")[0] == kind]
        assert sum(own) / len(own) <= 6.0, kind
