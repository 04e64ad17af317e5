"""Nothing is shown without its origin, and what is our estimate says so."""

import csv
import tomllib

import pytest
from hypothesis import given

from lumbago.assessment import assess
from lumbago.checks import all_figures, patient_texts
from lumbago.loading import SHIPPED
from lumbago.records import as_record
from lumbago.sources import Basis, Citation, Provenance
from tests.strategies import KB, answers, times


def assert_has_an_origin(citation: Citation, place: str) -> None:
    """The source stands in the list, and basis and provenance fit each other."""
    assert citation.source in KB.sources, place
    assert isinstance(citation.basis, Basis), place
    assert isinstance(citation.provenance, Provenance), place
    if citation.provenance is Provenance.ESTIMATE:
        assert citation.basis is Basis.JUDGEMENT, place


@pytest.mark.hazard("HAZ-013")
def test_every_number_names_its_source_its_basis_and_how_it_came_to_us():
    for place, figure in all_figures(KB):
        assert_has_an_origin(figure.citation, place)
    for id, condition in KB.conditions.items():
        assert_has_an_origin(condition.citation, id)
    for id, recovery in KB.recoveries.items():
        assert_has_an_origin(recovery.citation, id)
    for threshold in KB.settings.action_thresholds:
        assert_has_an_origin(threshold.citation, "kb.toml")


@pytest.mark.hazard("HAZ-013")
def test_every_rule_and_every_published_case_names_its_source():
    for flag in KB.red_flags.values():
        assert_has_an_origin(flag.citation, flag.id)
    for case in KB.cases:
        assert_has_an_origin(case.citation, case.id)
        assert KB.sources[case.citation.source].link.startswith("http"), case.id


@pytest.mark.hazard("HAZ-013")
def test_every_row_of_every_table_of_numbers_carries_the_three_words_of_its_origin():
    for file in ("leaks", "priors", "arrows", "links", "recovery"):
        with (SHIPPED / f"{file}.csv").open(newline="") as stream:
            for row in csv.DictReader(stream):
                assert row["source"], (file, row)
                assert row["basis"], (file, row)
                assert row["provenance"], (file, row)


@pytest.mark.hazard("HAZ-013")
def test_every_piece_of_advice_on_scans_and_special_groups_names_its_sources():
    told = [(a.id, a.sources) for a in KB.imaging]
    told += [(g.id, g.sources) for g in KB.special_groups.values()]
    for id, sources in told:
        assert sources, id
        assert set(sources) <= set(KB.sources), id


@pytest.mark.hazard("HAZ-013")
def test_a_source_that_says_it_was_seen_says_where():
    founding = {id for id in KB.sources if id.startswith("seed")}  # texts of this project's own
    for id, source in KB.sources.items():
        if source.provenance is Provenance.SEEN and id not in founding:
            assert source.address.startswith("http") or source.doi, id
        if id in founding:
            assert source.kind is Basis.JUDGEMENT, id
            assert "this project" in source.title, id
        if source.kind is not Basis.JUDGEMENT:
            assert source.authors or source.title, id
            assert source.link or source.provenance is not Provenance.SEEN, id


@pytest.mark.hazard("HAZ-013")
def test_our_own_estimate_never_borrows_the_name_of_a_study():
    for place, figure in all_figures(KB):
        citation = figure.citation
        if KB.sources[citation.source].kind is Basis.JUDGEMENT:
            assert citation.basis is Basis.JUDGEMENT, place
            assert citation.provenance is Provenance.ESTIMATE, place


@pytest.mark.hazard("HAZ-013")
def test_no_probability_stands_without_its_range():
    for place, figure in all_figures(KB):
        assert 0 <= figure.low <= figure.value <= figure.high <= 1, place
        assert figure.low < figure.high or figure.value in {0.0, 1.0}, place


@pytest.mark.hazard("HAZ-013")
@times(0.5)
@given(answers())
def test_every_reason_of_a_result_leads_to_a_source(told):
    record = as_record(KB, assess(KB, told))
    for reason in record["reasons"]:
        assert reason["source"] in KB.sources
        assert reason["basis"] in set(Basis)
        assert reason["provenance"] in set(Provenance)
    assert set(record["imaging"]["sources"]) <= set(KB.sources)
    if record["course"] and record["course"]["curve"]:
        assert record["course"]["curve"]["basis"] in set(Basis)


@pytest.mark.hazard("HAZ-007")
def test_no_text_for_people_claims_certainty_or_calls_itself_a_diagnosis():
    for place, text in patient_texts(KB):
        lowered = f" {text.lower()} "
        for phrase in ("you have a diagnosis", "this is definitely", "we diagnose", "guarantee"):
            assert phrase not in lowered, place


@pytest.mark.hazard("HAZ-007")
def test_no_text_for_people_speaks_of_wear_and_tear():
    for place, text in patient_texts(KB):
        lowered = text.lower()
        for phrase in ("wear and tear", "worn out", "worn-out", "crumbl", "bone on bone"):
            assert phrase not in lowered, place


@pytest.mark.hazard("HAZ-013")
def test_the_knowledge_says_which_version_it_is():
    version = tomllib.loads((SHIPPED / "kb.toml").read_text("utf-8"))["version"]
    year, month, count = version.split(".")
    assert (len(year), len(month)) == (4, 2)
    assert int(count) >= 1
    assert KB.version == version
    assert len(KB.digest) == 16
