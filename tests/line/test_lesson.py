"""The daily lesson: short, fitted, never soon again, and none for whoever must be seen first."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.answers import Answers, Person, Region
from lumbago.assessment import assess
from lumbago.diary import DiaryEntry
from lumbago.knowledge import Phase, Urgency
from lumbago.lesson import (
    MOST_WORDS,
    REST,
    Reader,
    fit,
    in_order,
    lesson_of,
    reader_of,
    short,
    told_by_diary,
)
from lumbago.loading import shipped

KB = shipped()
DAY = date(2026, 3, 1)

readers = st.builds(
    Reader,
    region=st.none() | st.sampled_from(Region),
    phase=st.none() | st.sampled_from([Phase.ACUTE, Phase.SUBACUTE, Phase.CHRONIC]),
    urgency=st.none() | st.sampled_from([u for u in Urgency if u < Urgency.TODAY]),
    findings=st.frozensets(st.sampled_from(sorted(KB.findings)), max_size=6),
    conditions=st.frozensets(st.sampled_from(sorted(KB.conditions)), max_size=4),
)


@given(st.lists(readers, min_size=1, max_size=4), st.integers(31, 50))
def test_no_lesson_comes_again_within_thirty_days(who, days):
    history: dict[date, str] = {}
    last: dict[str, date] = {}
    for n in range(days):
        day = DAY + timedelta(days=n)
        lesson = lesson_of(KB, who[n % len(who)], history, day)
        if lesson is None:
            continue
        id = lesson.article.id
        assert id not in last or day - last[id] > REST
        history[day], last[id] = id, day


@given(readers)
def test_without_a_history_the_best_lessons_take_turns_and_none_comes_again_too_soon(who):
    days = [DAY + timedelta(days=n) for n in range(REST.days + 1)]
    lessons = [lesson_of(KB, who, None, day) for day in days]
    shown = [lesson.article.id for lesson in lessons if lesson]
    assert len(set(shown)) == len(shown) == len(days)
    assert set(shown) == {a.id for a in in_order(KB, who)[: len(days)]}


@given(readers)
def test_the_lesson_of_a_day_stays_the_same_all_day(who):
    first = lesson_of(KB, who, {}, DAY)
    assert first is not None
    assert lesson_of(KB, Reader(), {DAY: first.article.id}, DAY) == first


@pytest.mark.hazard("HAZ-027")
@given(readers, st.sampled_from([Urgency.TODAY, Urgency.NOW]))
def test_whoever_must_be_seen_first_gets_no_lesson(who, urgency):
    urgent = Reader(region=who.region, findings=who.findings, urgency=urgency)
    assert lesson_of(KB, urgent, {}, DAY) is None


@given(readers)
def test_the_order_holds_every_article_once(who):
    order = in_order(KB, who)
    assert sorted(a.id for a in order) == sorted(KB.articles)
    assert [fit(a, who) for a in order] == sorted((fit(a, who) for a in order), reverse=True)


def test_a_lesson_is_short_and_whole():
    for article in KB.articles.values():
        says = short(article)
        assert says[0] == article.summary
        assert sum(len(text.split()) for text in says) <= MOST_WORDS
        assert all("[@" not in text for text in says)


def test_a_lesson_tells_a_myth_whole_or_not_at_all():
    lessons = [lesson_of(KB, Reader(), {DAY: id}, DAY) for id in KB.articles]
    told = [lesson for lesson in lessons if lesson and lesson.myth]
    assert len(told) > 20
    for lesson in told:
        assert lesson.myth in lesson.article.myths
        whole = (*lesson.says, lesson.myth.says, lesson.myth.instead)
        assert sum(len(text.split()) for text in whole) <= MOST_WORDS
    for lesson in filter(None, lessons):
        halves = {m.instead for m in lesson.article.myths} | {m.says for m in lesson.article.myths}
        assert not halves & set(lesson.says), lesson.article.id


def test_neck_pain_does_not_begin_with_an_article_on_the_low_back_alone():
    neck = Reader(region=Region.NECK, phase=Phase.ACUTE)
    best = in_order(KB, neck)[0].fits.regions
    assert not best or Region.NECK in best


def test_a_bad_night_in_the_diary_brings_what_is_told_about_sleep():
    entries = [DiaryEntry(day=DAY, sleep_quality=2.0)]
    findings = told_by_diary(entries, DAY)
    assert findings == {"poor_sleep"}
    assert told_by_diary(entries, DAY + timedelta(days=9)) == frozenset()
    assert set(told_by_diary([DiaryEntry(day=DAY, stress=9, sitting_hours=9)], DAY)) <= set(
        KB.findings
    )
    ranked = [a.id for a in in_order(KB, Reader(findings=findings))]
    assert ranked.index("sleep_back") < 10


def test_what_the_diary_of_the_last_days_says_counts_as_much_as_an_answer():
    person = Person(region=Region.LOW_BACK, age_years=40.0)
    assessment = assess(KB, Answers(person, {"duration_weeks": 2.0}))
    bad = DiaryEntry(day=DAY, sleep_quality=1.0)
    assert "poor_sleep" in reader_of(KB, assessment, None, [bad], DAY).findings
    assert (
        "poor_sleep"
        not in reader_of(KB, assessment, None, [bad], DAY + timedelta(days=60)).findings
    )


def test_what_follows_from_the_answers_counts_like_an_answer():
    person = Person(region=Region.LOW_BACK, age_years=40.0)
    long = reader_of(
        KB, assess(KB, Answers(person, {"duration_weeks": 30.0, "pain_severity": 9.0}))
    )
    assert {"duration_over_4w", "duration_over_12w", "pain_severe"} <= long.findings
    new = reader_of(KB, assess(KB, Answers(person, {"duration_weeks": 1.0})))
    assert not {"duration_over_4w", "duration_over_12w"} & new.findings
