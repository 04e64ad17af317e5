"""A report printed from its page of HTML: one page at a glance, and the details on the next."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from lumbago.answers import Answers, Person, Region, Sex
from lumbago.assessment import assess
from lumbago.diary import Diary, DiaryEntry
from lumbago.knowledge import KnowledgeBase
from lumbago.loading import shipped
from lumbago.printing import as_page, map_words
from lumbago.report import Own, Report, Topic, as_document, danger_findings, write_report

pytestmark = pytest.mark.browser

TODAY = date(2026, 3, 2)
SAID = {
    "duration_weeks": 9.0, "pain_severity": 6.0, "radiates_below_knee": True, "fever": True,
    "gate_bladder": False, "gate_bowel": False, "saddle_numbness": True, "leg_weakness": None,
    "worse_sitting": True, "better_moving": True, "diabetes": True, "low_mood": True,
}  # fmt: skip


def reported(kb: KnowledgeBase, diary: Diary | None = None) -> Report:
    """A report of somebody who has much to say, with all of it agreed to."""
    given = assess(kb, Answers(Person(region=Region.LOW_BACK, age_years=44, sex=Sex.FEMALE), SAID))
    own = Own(name="N" * 30, complaint="It hurts. " * 200, questions=("What is it? " * 20,) * 8,
              marks={"low_back": "main", "calf_left": "spread"})  # fmt: skip
    return write_report(kb, given, TODAY, diary=diary, own=own, share=frozenset(Topic))


@pytest.mark.parametrize("language", ["en", "es", "de"])
def test_a_report_printed_from_the_browser_has_one_first_page_and_then_the_details(
    browser: Browser, language: str
):
    kb = shipped(language)
    days = (DiaryEntry(day=TODAY - timedelta(days=n), pain_now=4.0, note="A long drive.")
            for n in range(90))  # fmt: skip
    document = as_document(kb, reported(kb, Diary(tuple(days))), places=map_words(language))
    first = replace(document, sections=tuple(s for s in document.sections if s.first))
    page = browser.new_page()

    def printed(shown: str) -> PdfReader:
        page.set_content(shown)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        return PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))

    assert len(printed(as_page(first)).pages) == 1
    whole = printed(as_page(document))
    later = next(s for s in document.sections if not s.first)
    assert whole.pages[1].extract_text().strip().startswith(later.title)
    page.close()


@pytest.mark.parametrize("language", ["es", "de"])
def test_fifty_signs_of_an_emergency_leave_one_first_page_in_the_longest_languages(
    browser: Browser, language: str
):
    kb = shipped(language)
    report = reported(kb)
    signs = danger_findings(kb)[:48]
    crowded = replace(report, emergencies=signs, signs=replace(report.signs, present=signs))
    document = as_document(kb, crowded, places=map_words(language))
    first = replace(document, sections=tuple(s for s in document.sections if s.first))
    page = browser.new_page()
    page.set_content(as_page(first))
    assert len(PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages) == 1
    page.close()
