"""A report for a clinician: what it tells apart, what it keeps back, and how it is written."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from io import BytesIO
from typing import Any
from unicodedata import normalize

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from lumbago.answers import Answers, Person, Region, Sex
from lumbago.assessment import assess
from lumbago.diary import Diary, DiaryEntry, Exposed
from lumbago.forecast import Forecast, foretell
from lumbago.forecast.records import ahead_lines
from lumbago.insights import find_insights
from lumbago.knowledge import Urgency
from lumbago.loading import shipped
from lumbago.plan import CarePlan, Wishes, plan_care
from lumbago.plan.spasm import Spasm, SpasmPlace
from lumbago.printing import as_page, as_pdf, map_words
from lumbago.readability import grade, is_label
from lumbago.report import (
    Audience,
    Items,
    Line,
    Measured,
    Own,
    Table,
    Topic,
    as_document,
    as_report_lines,
    as_report_record,
    danger_findings,
    signs_of,
    withheld,
    write_report,
)
from lumbago.report.better_worse import ACTS, ALONE, GROUPS, Effect, better_worse, thing_words
from lumbago.report.diary import Tried
from lumbago.report.whole import LONGEST_TEXT, MOST_NOTES
from lumbago.rules import names
from lumbago.triage import stops, triage

KB = shipped()
TODAY = date(2026, 3, 2)
EVERYTHING = frozenset(Topic)
LISTS = ("present", "denied", "unknown", "not_asked", "not_for_them", "withheld")
HOSTILE = '#panic("x") *b* $a$ [x](y) \\ "q" `c` <script>alert(1)</script> {{ 7*7 }} @ref //c'

ASKED = sorted(
    f.id for f in KB.findings.values() if (f.is_yes_no and f.can_be_asked) or f.role == "gate"
)
SAID = st.dictionaries(st.sampled_from(ASKED), st.sampled_from([True, False, None]), max_size=25)


def answers(said, region=Region.LOW_BACK):
    return Answers(Person(region=region, age_years=44, sex=Sex.FEMALE), said)


def report_of(said, **more):
    return write_report(KB, assess(KB, answers(said)), TODAY, **more)


def everything(report, audience=Audience.CLINICIAN, kb=KB):
    """Return all that any format says, as one text."""
    document = as_document(kb, report, audience, map_words(kb.language))
    record = json.dumps(as_report_record(kb, report, document), ensure_ascii=False)
    pdf = PdfReader(BytesIO(as_pdf(document)))
    read = " ".join(page.extract_text() for page in pdf.pages)
    return "\n".join(
        [record, *as_report_lines(document), as_page(document), read, str(pdf.metadata)]
    )


def long_diary(days=1095):
    return Diary(
        tuple(
            DiaryEntry(
                day=TODAY - timedelta(days=i),
                pain_now=float(i % 7),
                pain_worst=8.0,
                sleep_hours=6.0,
                done=i % 2 == 0,
                pain_after=float(i % 5),
                medicines=("ibuprofen", "zz-own-tablet") if i % 4 == 0 else (),
                exposures={"heat": Exposed(helped=i % 3 > 0), "stress": Exposed(helped=False)},
                note="zz-secret note" if i % 9 == 0 else "",
            )
            for i in range(days)
        )
    )


@given(SAID)
@settings(max_examples=60, deadline=None)
def test_every_danger_sign_stands_in_exactly_one_list(said):
    signs = signs_of(KB, answers(said), withheld(KB, frozenset()))
    told = [id for name in LISTS for id in getattr(signs, name)]
    assert sorted(told) == sorted(danger_findings(KB))


@pytest.mark.hazard("HAZ-032")
@given(SAID)
@settings(max_examples=60, deadline=None)
def test_what_nobody_asked_and_what_is_not_known_is_never_denied(said):
    signs = signs_of(KB, answers(said), frozenset())
    nos = {id for id, answer in said.items() if answer is False}
    numbers = {f.id for f in KB.findings.values() if f.derived_from is not None}
    generals = {general for general, _ in KB.settings.nested} | {
        f.id for f in KB.findings.values() if f.opens
    }
    for id in signs.denied:
        assert id in nos or id in numbers or nos & generals, id
        assert said.get(id, False) is False
    assert all(said.get(id) is not False for id in signs.not_asked)
    assert {*signs.unknown} >= {id for id in danger_findings(KB) if id in said and said[id] is None}


@pytest.mark.hazard("HAZ-032")
def test_with_no_answer_nothing_is_denied_and_nothing_is_said_to_be_absent():
    report = write_report(KB, assess(KB, Answers(Person(region=Region.NECK))), TODAY)
    assert report.signs.denied == () == report.signs.present
    document = as_document(KB, report)
    lines = "\n".join(as_report_lines(document))
    assert "not recorded" in lines
    assert "none" not in lines.casefold().replace("none of", "")
    assert "Denied: not recorded" in lines
    for word in ("signs_none_present", "signs_none_raising"):
        assert KB.words[f"report.{word}"] not in lines


def test_a_question_for_several_signs_that_is_denied_denies_each_of_them():
    signs = report_of({"gate_bladder": False}).signs
    assert {"bladder_retention", "urine_incontinence_new"} <= {*signs.denied}
    assert "saddle_numbness" in signs.not_asked
    assert "bladder_retention" in report_of({"gate_bladder": True}).signs.not_asked


@pytest.mark.hazard("HAZ-032")
def test_a_sign_that_the_diary_tells_is_present_and_the_conflict_is_shown():
    diary = Diary((DiaryEntry(day=TODAY, dangers={"saddle_numbness": True}),))
    report = report_of({"saddle_numbness": False}, diary=diary)
    assert "saddle_numbness" in report.signs.present
    assert report.conflicts == ("saddle_numbness",)
    assert report.urgency is Urgency.NOW
    assert KB.words["report.conflicts"] in "\n".join(as_report_lines(as_document(KB, report)))


@given(SAID)
@settings(max_examples=30, deadline=None)
def test_keeping_something_back_never_lowers_the_urgency(said):
    assert report_of(said).urgency is report_of(said, share=EVERYTHING).urgency


@given(SAID)
@settings(max_examples=30, deadline=None)
def test_a_report_is_never_less_urgent_than_its_assessment(said):
    assert report_of(said).urgency >= assess(KB, answers(said)).urgency


SECRETS = {
    Topic.NAME: ("zz-name",),
    Topic.WORDS: ("zz-complaint",),
    Topic.NOTES: ("zz-secret",),
    Topic.MEDICINES: ("zz-own-tablet", "Ibuprofen", KB.findings["statin_use"].tick),
    Topic.MOOD: (
        KB.findings["suicidal_thoughts"].tick,
        KB.findings["low_mood"].tick,
        KB.care.exposures["stress"].name,
        KB.red_flags["suicidal"].title if "suicidal" in KB.red_flags else "zz-none",
    ),
}


@pytest.mark.hazard("HAZ-033")
@pytest.mark.parametrize("topic", list(Topic))
@pytest.mark.parametrize("audience", list(Audience))
def test_nothing_that_was_not_approved_is_in_any_format(topic, audience):
    said = {"suicidal_thoughts": True, "low_mood": True, "statin_use": True, "fever": False}
    assessment = assess(KB, answers(said))
    own = Own(name="zz-name", complaint="zz-complaint", marks={"low_back": "main"})
    outcome = plan_care(KB, assessment, Wishes(), TODAY)
    for share in (EVERYTHING - {topic}, frozenset()):
        report = write_report(
            KB, assessment, TODAY, outcome=outcome, diary=long_diary(60), own=own, share=share
        )
        told = everything(report, audience)
        for secret in SECRETS[topic]:
            assert secret not in told
    if topic is Topic.MOOD:
        assert report.reasons_withheld


def test_what_was_approved_is_in_the_report():
    own = Own(name="zz-name", complaint="zz-complaint")
    told = everything(
        report_of({"low_mood": True}, own=own, share=EVERYTHING, diary=long_diary(60))
    )
    for text in ("zz-name", "zz-complaint", "zz-secret", "zz-own-tablet"):
        assert text in told


@pytest.mark.parametrize("language", ["en", "es", "de"])
def test_the_same_input_gives_the_same_bytes_whatever_the_order_of_the_diary(language):
    kb = shipped(language)
    diary = long_diary(90)
    turned = Diary(diary.entries[::-1])
    made = []
    for entries in (diary, turned):
        assessment = assess(kb, answers({"fever": False}))
        report = write_report(kb, assessment, TODAY, diary=entries, share=EVERYTHING)
        document = as_document(kb, report, places=map_words(language))
        made.append((as_pdf(document), as_page(document), tuple(as_report_lines(document))))
    assert made[0] == made[1]


@pytest.mark.parametrize("language", ["en", "es", "de"])
@pytest.mark.parametrize("audience", list(Audience))
def test_the_pdf_is_tagged_and_says_its_language_and_title(language, audience):
    kb = shipped(language)
    own = Own(complaint=HOSTILE, marks={"low_back": "main", "calf_left": "spread"})
    report = write_report(
        kb, assess(kb, answers({})), TODAY, own=own, diary=long_diary(), share=EVERYTHING
    )
    document = as_document(kb, report, audience, map_words(language))
    pdf = PdfReader(BytesIO(as_pdf(document)))
    root: Any = pdf.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith(language)
    assert pdf.metadata is not None
    assert pdf.metadata.title == document.title
    assert "pdfuaid" in root["/Metadata"].get_data().decode("utf-8", "replace")


def test_hostile_words_are_printed_as_they_are_and_do_nothing():
    report = report_of({}, own=Own(complaint=HOSTILE, questions=(HOSTILE,)), share=EVERYTHING)
    document = as_document(KB, report)
    read = "".join(p.extract_text() for p in PdfReader(BytesIO(as_pdf(document))).pages)
    assert '#panic("x")' in read
    assert "{{ 7*7 }}" in read
    assert "@ref //c" in read
    page = as_page(document)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "49" not in page.split("<body>")[1][:900]


def test_the_first_page_holds_what_a_clinician_asks_first():
    said = {"gate_bladder": False, "saddle_numbness": False, "leg_weakness": None, "fever": True}
    report = report_of(
        said, diary=long_diary(), own=Own(marks={"low_back": "main"}), share=EVERYTHING
    )
    document = as_document(KB, report, places=map_words("en"))
    first = PdfReader(BytesIO(as_pdf(document))).pages[0].extract_text()
    for section in document.sections:
        if section.first:
            assert section.title in first, section.id


def sickest(kb):
    """A report of somebody who said yes to every second thing, and writes much."""
    yes_no = [f.id for f in kb.findings.values() if f.can_be_asked and f.is_yes_no]
    said = {id: n % 2 == 0 for n, id in enumerate(yes_no)}
    words = "It hurts; and it hurts more. " * 60
    own = Own(name="N" * 80, complaint=words, questions=(words,) * 10,
              marks={"low_back": "main", "calf_left": "spread", "neck": "other"})  # fmt: skip
    given = answers({**said, "duration_weeks": 30.0, "pain_severity": 9.0})
    return write_report(
        kb, assess(kb, given), TODAY, diary=long_diary(60), own=own, share=EVERYTHING
    )


@pytest.mark.parametrize("language", ["en", "es", "de"])
def test_the_first_page_is_one_page_and_all_that_it_leaves_out_stands_in_the_details(language):
    kb = shipped(language)
    document = as_document(kb, sickest(kb), places=map_words(language))
    pages = PdfReader(BytesIO(as_pdf(document))).pages
    last = [s for s in document.sections if s.first][-1]
    assert last.title in pages[0].extract_text()
    alone = replace(document, sections=tuple(s for s in document.sections if s.first))
    assert len(PdfReader(BytesIO(as_pdf(alone))).pages) == 1
    later = "\n".join(as_report_lines(replace(document, sections=document.sections[8:])))
    flat = "".join(later.split())  # lines are broken, also at a hyphen
    report = sickest(kb)
    for id in (*report.signs.present, *report.signs.denied):
        assert "".join(kb.findings[id].tick.split()) in flat
    assert flat.count("Ithurts;andithurtsmore.") > 10 * 50


@pytest.mark.hazard("HAZ-032")
@given(st.sets(st.sampled_from(danger_findings(KB)), min_size=3, max_size=25))
@settings(max_examples=20, deadline=None)
def test_the_signs_of_an_emergency_stand_before_all_others_so_that_no_cut_hides_them(said):
    answered = answers(dict.fromkeys(said, True))
    reasons = triage(KB, answered).reasons
    now = {i for r in reasons if r.flag.urgency is Urgency.NOW for i in r.because}
    now |= {i for c in stops(KB, answered) if c.refer is Urgency.NOW for i in names(c.known_by)}
    told = [id in now for id in signs_of(KB, answered, frozenset()).present]
    assert told == sorted(told, reverse=True)


@pytest.mark.hazard("HAZ-032")
@given(st.sets(st.sampled_from(danger_findings(KB)), min_size=1, max_size=8))
@settings(max_examples=20, deadline=None)
def test_signs_that_raise_an_alarm_stand_out_and_all_others_stand_beside_them(said):
    report = report_of(dict.fromkeys(said, True))
    soon = {i for r in triage(KB, answers(dict.fromkeys(said, True))).reasons
            if r.flag.urgency >= Urgency.SOON for i in r.because}  # fmt: skip
    assert {*report.raising} >= soon & {*report.signs.present}
    section = next(s for s in as_document(KB, report).sections if s.id == "sign_lists")
    listed = {b.label: (b.items, b.strong) for b in section.blocks if isinstance(b, Items)}
    words = [KB.words[f"report.signs_{w}"] for w in ("present", "others")]
    raising, others = (listed.get(w, ((), w == words[0])) for w in words)
    assert raising == (tuple(KB.findings[id].tick for id in report.raising), True)
    rest = (id for id in report.signs.present if id not in report.raising)
    assert others == (tuple(KB.findings[id].tick for id in rest), False)


def test_pain_in_the_buttock_alone_is_no_alarm_in_a_report():
    first = next(s for s in as_document(KB, report_of({"pain_buttock": True})).sections
                 if s.id == "signs")  # fmt: skip
    assert (
        Line(KB.words["report.signs_present"], KB.words["report.signs_none_raising"])
        in first.blocks
    )
    other = Line(KB.words["report.signs_others"], KB.findings["pain_buttock"].tick)
    assert other in first.blocks


@pytest.mark.hazard("HAZ-032")
@given(st.sets(st.sampled_from(danger_findings(KB)), min_size=1, max_size=60))
@settings(max_examples=20, deadline=None)
def test_no_sign_of_an_emergency_is_ever_cut_from_the_first_page(said):
    report = report_of(dict.fromkeys(said, True))
    reasons = triage(KB, answers(dict.fromkeys(said, True))).reasons
    now = {i for r in reasons if r.flag.urgency is Urgency.NOW for i in r.because}
    assert {*report.emergencies} >= now & {*report.signs.present}
    first = next(s for s in as_document(KB, report).sections if s.id == "signs")
    told = next(b.text for b in first.blocks if isinstance(b, Line)).split("; ")
    ticks = "; ".join(KB.findings[id].tick for id in report.emergencies)
    assert "; ".join(told).startswith(ticks)


def first_pages(document) -> int:
    """So many pages the first page takes, as PDF."""
    alone = replace(document, sections=tuple(s for s in document.sections if s.first))
    return len(PdfReader(BytesIO(as_pdf(alone))).pages)


@pytest.mark.parametrize("language", ["en", "es", "de"])
def test_the_words_of_a_person_stand_whole_on_the_first_page_where_there_is_room(language):
    kb = shipped(language)
    words = "It began in spring, after I had lifted a heavy box at work. " * 11
    asked = ("May I go back to work, and what may I lift there until the summer? " * 3,) * 3
    own = Own(complaint=words, questions=asked, marks={"low_back": "main"})
    said = {"duration_weeks": 9.0, "pain_severity": 6.0, "worse_sitting": True, "fever": False}
    report = write_report(kb, assess(kb, answers(said)), TODAY, own=own, share=EVERYTHING)
    document = as_document(kb, report, places=map_words(language))
    told = {s.id: s for s in document.sections if s.first}
    assert told["complaint"].blocks == (Line("", words.strip()),)
    assert told["questions"].blocks == (Items("", tuple(q.strip() for q in asked)),)
    assert "better_worse" in told  # and then the details, as far as there is room
    assert not any(s.id.endswith("_whole") for s in document.sections)
    assert first_pages(document) == 1


@given(
    st.sampled_from(["en", "es", "de"]),
    SAID,
    st.text(st.sampled_from("abc mW. ;\n"), max_size=2500),
    st.lists(st.text(st.sampled_from("xyz W?\n"), min_size=1, max_size=600), max_size=9),
    st.booleans(),
)
@settings(max_examples=8, deadline=None)
def test_whatever_is_told_the_first_page_is_one_page(language, said, words, asked, is_marked):
    kb = shipped(language)
    marks = {"low_back": "main", "calf_left": "spread"} if is_marked else None
    own = Own(name="Invented", complaint=words, questions=tuple(asked), marks=marks)
    report = write_report(kb, assess(kb, answers(said)), TODAY, own=own, share=EVERYTHING)
    document = as_document(kb, report, places=map_words(language))
    assert first_pages(document) == 1
    ids = [s.id for s in document.sections]
    assert len(ids) == len({*ids})  # nothing stands there twice


@pytest.mark.hazard("HAZ-032")
@pytest.mark.parametrize("language", ["en", "es", "de"])
def test_more_signs_of_an_emergency_than_a_page_holds_are_counted_and_listed_on_the_next(language):
    kb = shipped(language)
    report = write_report(kb, assess(kb, answers(dict.fromkeys(danger_findings(kb), True))), TODAY)
    document = as_document(kb, report)
    assert first_pages(document) == 1
    signs = next(s for s in document.sections if s.id == "signs").blocks[0]
    assert isinstance(signs, Line)
    told = [id for id in report.emergencies if kb.findings[id].tick in signs.text]
    assert len(report.emergencies) > len(told) >= 40
    raising = report.raising
    shown = "; ".join(kb.findings[id].tick for id in raising[: len(told)])
    left = kb.words["report.more"].format(n=len(raising) - len(told))
    assert signs.text == f"{shown}; {left}"
    later = [s for s in document.sections if not s.first]
    assert later[0].id == "sign_lists"
    pages = PdfReader(BytesIO(as_pdf(document))).pages
    assert pages[1].extract_text().strip().startswith(later[0].title)


def test_each_thing_that_eases_or_worsens_is_known_to_the_table_and_has_its_words():
    of_acts = [id for act in ACTS.values() for id in (*act.worse, *act.better, *act.none)]
    known = [f.id for f in KB.findings.values() if f.group in GROUPS and f.can_be_asked]
    assert sorted([*of_acts, *ALONE]) == sorted(known)
    for language in ("en", "es", "de"):
        kb = shipped(language)
        words = [thing_words(kb, thing) for thing in (*ACTS, *ALONE)]
        assert len({*words}) == len(words)


@pytest.mark.parametrize(
    ("said", "effect"),
    [
        ({"worse_sitting": True}, "worse"),
        ({"better_sitting": True}, "better"),
        ({"better_sitting": True, "worse_sitting": True}, "both"),
        ({"no_pain_when_seated": True, "worse_sitting": False}, "better"),
        ({"better_sitting": False, "worse_sitting": False}, "none"),
        ({"worse_sitting": False}, "not_worse"),
        ({"better_sitting": False}, "not_better"),
        ({"no_pain_when_seated": False}, None),
        ({"worse_sitting": None}, "unknown"),
        ({"worse_sitting": False, "better_sitting": None}, "not_worse"),
        ({"movement_no_effect": True}, "none"),
        ({"movement_no_effect": True, "better_moving": True}, "unknown"),
        ({"movement_no_effect": False}, None),
        ({"worse_after_eating": True}, "both"),
        ({"worse_after_eating": False}, "denied"),
        ({"hip_stiff_socks": None}, "unknown"),
        ({}, None),
    ],
)
def test_what_is_said_of_one_thing_becomes_one_row(said, effect):
    rows = better_worse(KB, answers(said))
    assert [row.effect.value for row in rows] == ([effect] if effect else [])


@given(SAID)
@settings(max_examples=40, deadline=None)
def test_what_was_not_said_to_change_nothing_is_never_told_so(said):
    for row in better_worse(KB, answers(said)):
        act = ACTS.get(row.thing)
        if act and row.effect is Effect.NONE:
            both = said.get(act.worse[0] if act.worse else "") is False and (
                said.get(act.better[0] if act.better else "") is False
            )
            assert both or any(said.get(id) for id in act.none)


@pytest.mark.parametrize("language", ["en", "es", "de"])
@pytest.mark.parametrize("audience", list(Audience))
def test_what_eases_and_what_worsens_is_a_table_in_every_format(language, audience):
    kb = shipped(language)
    said = {"worse_sitting": True, "better_moving": True, "worse_lifting": False}
    report = write_report(kb, assess(kb, answers(said)), TODAY)
    document = as_document(kb, report, audience, map_words(language))
    (section,) = (s for s in document.sections if s.id == "better_worse")
    table = section.blocks[0]
    assert isinstance(table, Table)
    rows = (("sitting", "worse"), ("moving", "better"), ("lifting", "not_worse"))
    words = [(kb.words[f"report.act_{a}"], kb.words[f"report.effect_{e}"]) for a, e in rows]
    assert table.rows == tuple(words)
    lines = "\n".join(as_report_lines(document))
    page = as_page(document)
    read = "".join(p.extract_text() for p in PdfReader(BytesIO(as_pdf(document))).pages)
    for thing, effect in words:
        assert f"{table.head[0]}: {thing}; {table.head[1]}: {effect}" in lines
        assert f'<th scope="row">{thing}</th><td>{effect}</td>' in page
        assert "".join(thing.split()) in "".join(read.split())
    record = as_report_record(kb, report, document)
    assert record["better_worse"][0] == {"thing": "sitting", "effect": "worse"}


def test_the_words_of_a_person_are_cut_as_words_and_never_counted_as_a_list():
    report = sickest(KB)
    first = next(s for s in as_document(KB, report).sections if s.id == "complaint").blocks[0]
    assert isinstance(first, Line)
    assert first.text.startswith("It hurts; and it hurts more.")
    assert first.text.endswith(f"… {KB.words['report.goes_on']}")


@pytest.mark.hazard("HAZ-032")
@pytest.mark.parametrize("audience", list(Audience))
def test_where_nobody_asked_about_danger_signs_the_first_page_says_that_it_may_be_too_low(audience):
    words = KB.words["report.nothing_asked"]
    for said, is_there in (({}, True), ({"fever": False}, False), ({"fever": None}, False)):
        document = as_document(KB, report_of(said), audience)
        first = next(s for s in document.sections if s.id == "urgency")
        assert (Line("", words) in first.blocks) is is_there


def test_the_person_reads_what_they_said_and_no_word_of_the_clinic():
    diary = Diary((DiaryEntry(day=TODAY, dangers={"saddle_numbness": True}),))
    report = report_of({"saddle_numbness": False, "fever": False}, diary=diary)
    told = everything(report, Audience.PERSON)
    for word in ("signs_present", "signs_denied", "conflicts"):
        assert KB.words[f"report.{word}_person"] in told
        assert f"{KB.words[f'report.{word}']}:" not in told


def test_what_may_come_is_told_in_whole_points_and_weeks_from_today():
    given = assess(KB, answers({"duration_weeks": 2.0, "fever": False}))
    start = TODAY - timedelta(days=20)
    diary = felt(0.0, days=20)
    forecast = foretell(KB, given, diary, start, TODAY, given)
    assert isinstance(forecast, Forecast)
    assert forecast.pain is not None
    report = write_report(KB, given, TODAY, diary=diary, forecast=forecast)
    document = as_document(KB, report)
    told = next(s for s in document.sections if s.id == "forecast").blocks
    lines = next(b.items for b in told if isinstance(b, Items))
    assert lines == tuple(ahead_lines(KB, forecast.pain, forecast.week))
    assert not any(re.search(r"\d\.\d", line) for line in lines)


def test_the_details_repeat_of_the_first_page_only_what_was_cut_there():
    own = Own(complaint="It hurts.", questions=("Can I run?",), marks={"low_back": "main"})
    much = replace(own, complaint="It hurts here. " * 130, questions=("Can I run far? " * 40,) * 10)
    for told, is_cut in ((own, False), (much, True)):
        report = report_of({}, own=told, share=EVERYTHING)
        ids = [s.id for s in as_document(KB, report).sections]
        assert ("complaint_whole" in ids) is is_cut
        assert "person_whole" not in ids


def test_a_diary_of_three_years_is_told_by_months_and_says_what_is_left_out():
    report = report_of({}, diary=long_diary())
    assert report.course.by_month
    assert len(report.course.spans) == 12
    assert report.course.earlier >= 24
    assert KB.words["report.scores_earlier"].format(n=report.course.earlier) in "\n".join(
        as_report_lines(as_document(KB, report))
    )


def test_what_was_tried_is_not_called_unrecorded_beside_sessions():
    def tried(report):
        (found,) = (s for s in as_document(KB, report).sections if s.id == "tried")
        return [b.text for b in found.blocks if isinstance(b, Line)]

    days = Diary(tuple(DiaryEntry(day=TODAY - timedelta(days=i), done=True) for i in range(5)))
    assert tried(report_of({})) == ["not recorded"]
    assert tried(report_of({}, diary=days)) == ["Exercise sessions: 5 done of 5 told."]


def test_values_of_questionnaires_are_told_with_their_range():
    report = report_of({}, measures=(Measured(TODAY, "RMDQ", 9, 24),))
    assert "9 of 24" in "\n".join(as_report_lines(as_document(KB, report)))


@pytest.mark.parametrize("language", ["es", "de"])
def test_a_translation_that_nobody_has_read_says_so_in_every_format(language):
    kb = shipped(language)
    report = write_report(kb, assess(kb, answers({})), TODAY)
    document = as_document(kb, report)
    mark = kb.words["translation.machine"]
    assert mark in as_page(document)
    assert mark in " ".join(as_report_lines(document)).replace("\n", " ")


def test_no_cause_is_called_a_diagnosis():
    said = {"radiates_below_knee": True, "leg_numb_tingle": True, "worse_cough_sneeze": True}
    text = "\n".join(as_report_lines(as_document(KB, report_of(said)))).casefold()
    assert "may fit:" in text
    for word in ("you have ", "diagnosed", "suffers from", "caused by", "worn", "degenerat"):
        assert word not in text


def test_the_copy_for_the_person_is_in_plain_words():
    own_words = [v for k, v in KB.words.items() if k.startswith("report.")]
    for text in own_words:
        filled = text.replace("{knowledge}", "1")
        assert is_label(filled) or grade(filled) <= 8, text


def test_items_are_never_empty_and_lines_always_say_something():
    for share in (EVERYTHING, frozenset()):
        document = as_document(KB, report_of({}, share=share))
        for section in document.sections:
            for block in section.blocks:
                assert not isinstance(block, Items) or block.items
                assert not isinstance(block, Line) or block.text


@pytest.mark.hazard("HAZ-032")
def test_what_hangs_on_an_answer_that_is_not_known_is_not_called_needless():
    signs = report_of({"gate_weak_legs": False, "leg_weakness": None}).signs
    assert "leg_weakness" in signs.unknown
    assert "leg_weakness_progressive" not in signs.not_for_them


def felt(effect: float, days: int = 90, thing: str = "driving") -> Diary:
    """An invented diary in which one thing goes with more pain on the same day."""
    rng = np.random.default_rng(5)
    there = rng.random(days) < 0.4
    pain = np.clip(np.round(3 + effect * there + rng.normal(size=days)), 0, 10)
    return Diary(
        tuple(
            DiaryEntry(
                day=TODAY - timedelta(days=days - 1 - n),
                pain_now=float(pain[n]),
                exposures={thing: Exposed(there=bool(there[n]))},
            )
            for n in range(days)
        )
    )


def with_insights(diary: Diary, share: frozenset[Topic] = frozenset(), said: Any = None) -> str:
    """All that a report tells of what goes with the pain of a diary."""
    assessment = assess(KB, answers(said or {}))
    found = find_insights(KB, assessment, diary, TODAY)
    return everything(write_report(KB, assessment, TODAY, diary=diary, insights=found, share=share))


def test_what_stands_out_in_the_diary_is_told_with_its_interval_and_its_days():
    told = with_insights(felt(2.0))
    assert re.search(
        r"Driving, same day: pain about [\d.]+ points higher\. It lies somewhere", told
    )
    assert KB.words["report.goes_with_not"] in told
    assert KB.words["report.goes_with_none"] in with_insights(felt(0.0))
    assert KB.words["report.goes_with"] not in with_insights(felt(2.0, days=9))


def test_what_stands_out_is_kept_back_with_its_topic_and_left_out_while_a_danger_is_up():
    stress = felt(2.0, thing="stress")
    name = KB.care.exposures["stress"].name
    assert name not in with_insights(stress)
    assert name in with_insights(stress, frozenset({Topic.MOOD}))
    danger = Diary((*felt(2.0).entries, DiaryEntry(day=TODAY, dangers={"saddle_numbness": True})))
    assert KB.words["report.goes_with"] not in with_insights(danger)


# -- what the diary adds, and what is left out ------------------------------------------------


def told_lines(report, section: str) -> list[str]:
    """The lines of plain text of one section for the clinician."""
    document = as_document(KB, report)
    alone = tuple(s for s in document.sections if s.id == section)
    return list(as_report_lines(replace(document, sections=alone)))


def test_what_the_diary_adds_to_a_report_is_its_plain_count():
    monday = TODAY - timedelta(days=14)
    heat, spasm = KB.care.exposures["heat"].name, Spasm(place=SpasmPlace.LOW_BACK, count=3)
    diary = Diary((
        DiaryEntry(day=monday, pain_now=4, pain_worst=6, interference=3, sleep_hours=7, done=True,
                   pain_after=3, medicines=("ibuprofen",), stiffness_minutes=10, spasms=(spasm,),
                   exposures={"heat": Exposed(helped=True)}),
        DiaryEntry(day=monday + timedelta(days=6), pain_now=6, done=True, pain_after=5,
                   medicines=("ibuprofen",), stiffness_minutes=30,
                   exposures={"heat": Exposed(helped=True)}),
        DiaryEntry(day=monday + timedelta(days=7), pain_now=2, done=False,
                   exposures={"heat": Exposed(helped=False)}),
        DiaryEntry(day=TODAY + timedelta(days=1), pain_now=10, note="zz-tomorrow"),
    ))  # fmt: skip
    report = report_of({}, diary=diary, share=EVERYTHING)
    course, sunday = report.course, monday + timedelta(days=6)
    assert (course.first, course.last, course.days) == (monday, monday + timedelta(days=7), 3)
    assert [(s.first, s.days, s.means) for s in course.spans] == [
        (monday, 2, (5.0, 6.0, 3.0, 7.0)),
        (monday + timedelta(days=7), 1, (2.0, None, None, None)),
    ]
    ibuprofen = KB.care.medicines["ibuprofen"].name
    assert course.medicines == ((ibuprofen, 2, sunday),)
    assert course.tried == (Tried(heat, days=3, helped=2, did_not=1),)
    assert (course.sessions, course.after) == ((2, 3), (5.0, 4.0))
    assert (course.spasms, course.stiffness) == (3, 20)
    tried = "\n".join(told_lines(report, "tried"))
    assert KB.words["report.tried_line"].format(name=heat, days=3, helped=2, did_not=1) in tried
    assert KB.words["report.sessions"].format(done=2, asked=3) in tried
    assert KB.words["report.sessions_after"].format(before=5, after=4) in tried
    assert KB.words["report.spasms"].format(n=3) in tried
    words = KB.words["report.medicine_days"].format(name=ibuprofen, n=2, day=sunday)
    assert words in "\n".join(told_lines(report, "medicines"))
    assert "zz-tomorrow" not in everything(report)


def test_of_much_the_newest_is_told():
    notes = [DiaryEntry(day=TODAY - timedelta(days=n), note=f"note {n}") for n in range(25)]
    scores = tuple(Measured(TODAY - timedelta(days=n), "RMDQ", n, 24) for n in range(20))
    report = report_of({}, diary=Diary(tuple(notes)), measures=scores, share=EVERYTHING)
    assert [note for _, note in report.notes] == [f"note {n}" for n in reversed(range(MOST_NOTES))]
    told = "\n".join(told_lines(report, "scores"))
    assert f"RMDQ; {TODAY}; 0 of 24" in told
    assert "19 of 24" not in told
    months = report_of({}, diary=long_diary()).course.spans
    assert months[-1].first == TODAY.replace(day=1)


def test_a_text_that_is_too_long_says_that_it_was_cut():
    long = "It hurts. " * 400
    day = DiaryEntry(day=TODAY, note=long[:4000])
    own = Own(complaint=long, questions=(long,))
    report = report_of({}, own=own, diary=Diary((day,)), share=EVERYTHING)
    ((_, note),) = report.notes
    for text in (report.own.complaint, *report.own.questions, note):
        assert text == f"{long[:LONGEST_TEXT]} […]"


@pytest.mark.hazard("HAZ-032")
def test_history_that_nobody_asked_or_knows_is_never_told_as_denied():
    asked = [f for f in KB.findings.values()
             if f.group == "medical_history" and f.is_yes_no and f.can_be_asked]  # fmt: skip
    said = {f.id: (True, False, None)[n % 4] for n, f in enumerate(asked) if n % 4 < 3}
    document = as_document(KB, report_of(said))
    (history,) = (s.blocks for s in document.sections if s.id == "history")
    told = {b.label: set(b.text.split("; ")) for b in history if isinstance(b, Line)}
    for word, answer in (("signs_present", True), ("signs_denied", False)):
        ticks = {f.tick for f in asked if said.get(f.id) is answer}
        assert told[KB.words[f"report.{word}"]] == ticks


@pytest.mark.hazard("HAZ-032")
@given(SAID)
@settings(max_examples=8, deadline=None)
def test_the_record_tells_present_denied_unknown_and_not_asked_apart_as_the_report_does(said):
    report = report_of(said)
    record = as_report_record(KB, report, as_document(KB, report))["signs"]
    assert record == {name: list(getattr(report.signs, name)) for name in LISTS[:-1]}
    told = [id for ids in record.values() for id in ids]
    assert len(told) == len({*told})


@pytest.mark.hazard("HAZ-032")
def test_nerve_signs_that_nobody_asked_are_named_as_such_on_the_first_page():
    document = as_document(KB, report_of({"saddle_numbness": False, "fever": False}))
    lines = {b.label: b.text for s in document.sections if s.id == "neuro" for b in s.blocks
             if isinstance(b, Line)}  # fmt: skip
    open_ = ("bladder_retention", "urine_incontinence_new", "bowel_incontinence_new")
    not_asked = lines[KB.words["report.signs_not_asked"]]
    assert all(KB.findings[id].tick in not_asked for id in (*open_, "leg_weakness"))
    assert KB.findings["saddle_numbness"].tick not in not_asked
    assert KB.findings["saddle_numbness"].tick in lines[KB.words["report.signs_denied"]]


@pytest.mark.hazard("HAZ-030")
def test_beside_a_danger_of_the_diary_no_forecast_and_no_step_of_a_plan_is_told():
    given = assess(KB, answers({"duration_weeks": 2.0, "fever": False}))
    start, days = TODAY - timedelta(days=20), felt(0.0, days=20)
    forecast = foretell(KB, given, days, start, TODAY, given)
    assert isinstance(forecast, Forecast)
    outcome = plan_care(KB, given, Wishes(), TODAY)
    assert isinstance(outcome, CarePlan)
    sick = DiaryEntry(day=TODAY, dangers={"saddle_numbness": True})
    for diary, is_told in ((days, True), (Diary((*days.entries, sick)), False)):
        report = write_report(KB, given, TODAY, outcome=outcome, diary=diary, forecast=forecast)
        assert (report.forecast is not None, bool(report.steps)) == (is_told, is_told)
        ids = [s.id for s in as_document(KB, report).sections]
        assert ("forecast" in ids) is is_told


@pytest.mark.hazard("HAZ-033")
@given(SAID)
@settings(max_examples=20, deadline=None)
def test_the_causes_that_are_told_are_those_without_what_is_kept_back(said):
    kept_back = withheld(KB, frozenset())
    told = {id: answer for id, answer in said.items() if id not in kept_back}
    assert report_of(said).causes == assess(KB, answers(told)).causes


def flat(text: str) -> str:
    """A text without spaces, line breaks and joined letters, as a reader of PDF gives it back."""
    return "".join(normalize("NFKC", text).split())


@pytest.mark.parametrize("language", ["en", "es", "de"])
def test_all_that_a_report_says_stands_in_text_page_and_pdf_in_its_language(language):
    kb = shipped(language)
    document = as_document(kb, sickest(kb), places=map_words(language))
    page = as_page(document)
    assert f'<html lang="{language}">' in page
    pages = [p.extract_text() for p in PdfReader(BytesIO(as_pdf(document))).pages]
    read = ["\n".join(p.split("\n")[:-1]) for p in pages]  # without the line at the foot
    texts = {
        "text": flat(" ".join(as_report_lines(document))),
        "page": flat(unescape(re.sub(r"<[^>]*>", "", page))),
        "pdf": flat(" ".join(read)),
    }
    for section in document.sections:
        for block in section.blocks:
            said = (
                [block.text] if isinstance(block, Line)
                else block.items if isinstance(block, Items)
                else [cell for row in block.rows for cell in row]
            )  # fmt: skip
            for form, text in texts.items():
                assert [x for x in said if flat(x) not in text] == [], (form, section.id)


@pytest.mark.parametrize("language", ["es", "de"])
def test_the_places_of_the_map_are_told_in_the_language_of_the_report(language):
    kb, places = shipped(language), map_words(language)
    assert places["low_back"] != map_words("en")["low_back"]
    own = Own(marks={"low_back": "main"})
    report = write_report(kb, assess(kb, answers({})), TODAY, own=own)
    document = as_document(kb, report, places=places)
    assert places["low_back"] in document.map_words
    assert places["low_back"] in as_page(document)
