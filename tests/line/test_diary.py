"""The diary: what an entry holds, what it says of a day, and its record."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise, permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbago.answers import Answers, Person, Region
from lumbago.assessment import assess
from lumbago.body import all_places
from lumbago.diary import (
    Diary,
    DiaryEntry,
    Exposed,
    Felt,
    Load,
    Settled,
    SitePain,
    Spread,
    alert_of,
    as_entry_record,
    exposures_of,
    pain_field,
    read_entry,
    suspension,
    worse,
)
from lumbago.diary.danger import NOTES_OF
from lumbago.errors import AnswersError
from lumbago.insights import Insights, find_insights
from lumbago.knowledge import Urgency
from lumbago.plan.spasm import Spasm, SpasmLength, SpasmPlace
from lumbago.progress import follow
from tests.calls import calls_of
from tests.strategies import DANGER_SIGNS, KB

DAY = date(2026, 3, 2)
scores = st.none() | st.integers(0, 10).map(float) | st.floats(0, 10)
hours = st.none() | st.floats(0, 24)
minutes = st.none() | st.floats(0, 1440)
flags = st.none() | st.booleans()
texts = st.text(max_size=60)
moments = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001  # hypothesis adds the zone
    max_value=datetime(2030, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from(
        [UTC, ZoneInfo("Europe/Vienna"), ZoneInfo("Asia/Kathmandu"), ZoneInfo("Pacific/Apia")]
    ),
)
exposed = st.builds(
    Exposed,
    there=st.booleans(),
    minutes=minutes,
    load=st.none() | st.sampled_from(Load),
    helped=flags,
)
spasms = st.builds(
    Spasm,
    place=st.sampled_from(SpasmPlace),
    count=st.integers(1, 50),
    length=st.none() | st.sampled_from(SpasmLength),
    strength=scores,
)


@st.composite
def entries(draw):
    """Anything that can be written down."""
    at = draw(st.none() | moments)
    latest = at.date() if at is not None else DAY
    return DiaryEntry(
        day=latest - timedelta(days=draw(st.integers(0, 9))),
        at=at,
        zone=draw(st.sampled_from(["", "Europe/Vienna"])),
        sites=draw(
            st.dictionaries(
                st.sampled_from(all_places()), st.builds(SitePain, scores, scores), max_size=4
            )
        ),
        pain_now=draw(scores),
        pain_worst=draw(scores),
        pain_during=draw(scores),
        done=draw(flags),
        exercises=draw(
            st.dictionaries(
                st.sampled_from(sorted(KB.exercises)), st.builds(Felt, scores, scores), max_size=3
            )
        ),
        settled=draw(st.none() | st.sampled_from(Settled)),
        muscle_sore=draw(flags),
        dangers=draw(
            st.dictionaries(st.sampled_from(DANGER_SIGNS), st.none() | st.booleans(), max_size=3)
        ),
        spread=draw(st.none() | st.sampled_from(Spread)),
        spasms=tuple(draw(st.lists(spasms, max_size=3))),
        stiffness_minutes=draw(minutes),
        interference=draw(scores),
        sleep_hours=draw(hours),
        sleep_quality=draw(scores),
        stress=draw(scores),
        sitting_hours=draw(hours),
        exposures=draw(
            st.dictionaries(st.sampled_from(sorted(KB.care.exposures)), exposed, max_size=4)
        ),
        medicines=tuple(draw(st.lists(st.text(min_size=1, max_size=20), max_size=3))),
        note=draw(texts),
    )


@given(entries())
def test_an_entry_comes_back_from_its_record_as_it_was(entry):
    record = json.loads(json.dumps(as_entry_record(entry), allow_nan=False))
    assert read_entry(record, KB) == entry
    assert read_entry(record) == entry


@given(entries())
def test_a_record_holds_only_what_was_said(entry):
    assert None not in [v for n, v in as_entry_record(entry).items() if n != "dangers"]


@given(st.lists(entries(), min_size=1, max_size=4))
def test_the_order_of_the_entries_of_a_day_does_not_matter(several):
    last = max(e.day for e in several)
    first = Diary(tuple(several)).until(last)
    for order in permutations(several):
        assert Diary(order).until(last) == first


@given(st.lists(entries(), min_size=1, max_size=6), st.dates())
def test_a_diary_until_a_day_holds_one_entry_for_each_day_and_none_after_it(several, chosen):
    diary = Diary(tuple(several))
    for last in (chosen, *(e.day for e in several)):
        days = [e.day for e in diary.until(last)]
        assert days == sorted({e.day for e in several if e.day <= last})
        assert diary.until(last) == Diary(tuple(e for e in several if e.day <= last)).until(last)


def test_the_days_of_a_diary_are_joined_once_however_often_a_page_asks():
    day = date(2026, 3, 2)
    diary = Diary(tuple(DiaryEntry(day=day + timedelta(days=n // 2)) for n in range(400)))
    first, again = (calls_of(lambda: diary.until(date.max)) for _ in range(2))
    assert again < first / 20


@given(entries())
def test_an_empty_entry_of_the_same_day_adds_nothing_to_the_only_other_one(entry):
    empty = DiaryEntry(day=entry.day)
    alone, joined = (Diary(told).until(entry.day) for told in ((entry,), (entry, empty)))
    assert alone == joined
    assert alone[0].at is None
    assert entry.at is None or Diary((entry,)).entries[0].at is not None


@given(entries(), entries())
def test_a_day_is_never_better_than_one_of_its_entries(one, other):
    other = read_entry({**as_entry_record(other), "at": None, "day": one.day.isoformat()})
    (day,) = Diary((one, other)).until(one.day)
    for entry in (one, other):
        for name in ("pain_now", "pain_worst", "interference", "stiffness_minutes", "stress"):
            value = getattr(entry, name)
            assert value is None or getattr(day, name) >= value
        for name in ("sleep_hours", "sleep_quality"):
            value = getattr(entry, name)
            assert value is None or getattr(day, name) <= value
        for place, pain in entry.sites.items():
            assert pain.now is None or (day.sites[place].now or 0) >= pain.now


of_one_day = st.builds(
    DiaryEntry,
    day=st.just(DAY),
    settled=st.none() | st.sampled_from(Settled),
    spread=st.none() | st.sampled_from(Spread),
    done=flags,
    muscle_sore=flags,
    dangers=st.dictionaries(st.sampled_from(DANGER_SIGNS[:2]), flags),
    exposures=st.dictionaries(st.sampled_from(["driving", "heat"]), exposed),
    spasms=st.lists(spasms, max_size=2).map(tuple),
    medicines=st.lists(st.sampled_from(["ibuprofen", "a cream"]), max_size=2).map(tuple),
)
"""Entries that tell of the same few things."""


@given(of_one_day, of_one_day)
def test_a_day_adds_up_what_its_entries_tell_and_the_more_worrying_of_two_stands(one, other):
    (day,) = Diary((one, other)).until(DAY)
    both = (one, other)
    for name, order in (("settled", list(Settled)), ("spread", list(Spread)),
                        ("done", [False, True]), ("muscle_sore", [True, False])):  # fmt: skip
        told = [v for e in both if (v := getattr(e, name)) is not None]
        assert getattr(day, name) == max(told, key=order.index, default=None), name
    assert sorted(map(repr, day.spasms)) == sorted(repr(s) for e in both for s in e.spasms)
    assert {*day.medicines} == {m for e in both for m in e.medicines}
    for id, answer in day.dangers.items():
        told = [e.dangers[id] for e in both if id in e.dangers]
        assert answer is (True if True in told else None if None in told else False)
    assert {*day.exposures} == {*one.exposures, *other.exposures}
    for id, thing in day.exposures.items():
        each = [e.exposures[id] for e in both if id in e.exposures]
        assert thing.there is any(x.there for x in each)
        minutes = [x.minutes for x in each if x.minutes is not None]
        assert thing.minutes == (min(sum(minutes), 1440) if minutes else None)
        loads = [x.load for x in each if x.load]
        assert thing.load == max(loads, key=list(Load).index, default=None)


@pytest.mark.hazard("HAZ-032")
@pytest.mark.parametrize("first", [True, None, False])
@pytest.mark.parametrize("second", [True, None, False])
def test_of_two_answers_to_a_danger_sign_yes_stands_before_not_known_and_that_before_no(
    first, second
):
    rank = (True, None, False)
    assert worse(first, second) is min(first, second, key=rank.index)


@given(st.lists(st.tuples(scores, scores), max_size=8))
def test_the_pain_that_was_told_on_more_days_is_read_and_of_as_many_the_pain_now(rows):
    told = [DiaryEntry(day=DAY, pain_now=now, pain_worst=worst) for now, worst in rows]
    now, worst = (sum(row[n] is not None for row in rows) for n in (0, 1))
    assert pain_field(told) == ("pain_worst" if worst > now else "pain_now")


@given(entries())
def test_pain_as_a_whole_is_never_less_than_that_of_a_site(entry):
    for pain in entry.sites.values():
        assert pain.now is None or (entry.pain_now or 0) >= pain.now
        assert pain.worst is None or (entry.pain_worst or 0) >= pain.worst


def test_a_day_without_pain_is_told_apart_from_a_day_without_an_answer():
    assert DiaryEntry(day=DAY).pain_now is None
    assert DiaryEntry(day=DAY, pain_now=0).pain_now == 0
    assert "pain_now" not in as_entry_record(DiaryEntry(day=DAY))
    assert as_entry_record(DiaryEntry(day=DAY, pain_now=0))["pain_now"] == 0


def test_the_hour_that_a_clock_change_repeats_keeps_its_order():
    vienna = ZoneInfo("Europe/Vienna")
    first = datetime(2026, 10, 25, 2, 30, tzinfo=vienna)
    second = first.replace(fold=1)
    entries = [DiaryEntry(day=first.date(), at=at, zone="Europe/Vienna") for at in (first, second)]
    one, other = (e.at for e in entries)
    assert one is not None
    assert other is not None
    assert other - one == timedelta(hours=1)
    assert [read_entry(as_entry_record(e)).at for e in entries] == [e.at for e in entries]


def test_the_day_of_an_entry_is_that_of_the_place_where_it_was_written():
    entry = read_entry({"at": "2026-03-02T23:30:00-10:00"})
    assert entry.day == DAY
    assert not entry.is_late


def test_an_entry_for_an_earlier_day_is_marked_as_late():
    at = datetime(2026, 3, 3, 0, 10, tzinfo=timezone(timedelta(hours=1)))
    assert DiaryEntry(day=DAY, at=at).is_late
    assert not DiaryEntry(day=at.date(), at=at).is_late
    assert not DiaryEntry(day=DAY).is_late


def test_an_entry_for_a_day_that_has_not_come_is_refused():
    with pytest.raises(AnswersError, match="after the day of writing"):
        read_entry({"at": "2026-03-02T08:00+01:00", "day": "2026-03-03"})


def test_a_slip_of_the_year_is_refused_at_a_door_and_does_no_harm_where_it_is_kept():
    record = {"at": "2026-03-02T08:00+01:00", "day": "0026-03-02", "pain_now": 3}
    with pytest.raises(AnswersError, match="too long ago"):
        read_entry(record, KB)
    assert read_entry({**record, "day": "2017-01-01"}, KB).day.year == 2017
    kept = [read_entry({**record, "day": f"0001-01-0{n}"}) for n in range(1, 6)]
    diary = Diary((*kept, DiaryEntry(day=DAY, pain_now=3, note="A long day.")))
    assert suspension(KB, None, diary.entries, date(1, 3, 1)) is None
    assert follow(KB, diary, date(1, 3, 1)).flares == ()
    assert isinstance(find_insights(KB, None, diary, DAY), Insights)
    assert isinstance(find_insights(KB, None, diary, date(1, 3, 1)), Insights)


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(AnswersError, match="no time zone"):
        DiaryEntry(day=DAY, at=datetime(2026, 3, 2))  # noqa: DTZ001


def test_every_fault_of_a_record_is_told_at_once():
    record = {
        "day": "soon",
        "pain_now": 11,
        "stress": True,
        "sites": {"elbow": {"now": 3}, "neck": {"now": -1, "left": 2}},
        "exposures": {"drivin": {}, "driving": {"load": "huge", "minutes": float("nan")}},
        "spasms": [{"place": "toe"}, 3],
        "dangers": {"saddle_numbness": "maybe"},
        "mood": 3,
    }
    with pytest.raises(AnswersError) as caught:
        read_entry(record, KB)
    places = {p.place for p in caught.value.problems}
    assert places >= {
        "day", "pain_now", "stress", "sites.elbow", "sites.neck.now", "sites.neck.left",
        "exposures.drivin", "exposures.driving.load", "exposures.driving.minutes", "spasms.2",
        "dangers.saddle_numbness", "mood",
    }  # fmt: skip
    assert "'driving'" in str(caught.value)


def test_a_fault_never_repeats_the_words_of_a_note():
    with pytest.raises(AnswersError) as caught:
        read_entry({"day": "2026-03-02", "note": "secret" * 1000, "mood": "secret"}, KB)
    assert "secret" not in str(caught.value)


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(
            ["day", "at", "zone", "sites", "dangers", "spasms", "exposures", "medicines", "note",
             "spread", "pain_now", "done"]
        ),
        anything,
    )
)  # fmt: skip
def test_no_record_whatever_breaks_the_reader(record):
    try:
        read_entry({"day": "2026-03-02", **record}, KB)
    except AnswersError as error:
        assert error.problems


def test_what_was_stored_stays_readable_when_the_knowledge_has_changed():
    entry = read_entry({"day": "2026-03-02", "exposures": {"gone": {}}, "dangers": {"gone": True}})
    assert entry.exposures["gone"].there
    entry = read_entry({"day": "2026-03-02", "exposures": {"gone": {"there": None}}})
    assert entry.exposures["gone"].there  # it was named: only "no" takes it away


def test_a_thing_that_was_not_asked_is_not_known_and_a_tick_wins_over_a_number():
    found = exposures_of(KB, DiaryEntry(day=DAY, sitting_hours=8, stress=2))
    assert found["long_sitting"] is True
    assert found["stress"] is False
    assert found["driving"] is None
    assert found["poor_sleep"] is None
    said = {"long_sitting": Exposed(there=False), "driving": Exposed(minutes=30)}
    found = exposures_of(KB, DiaryEntry(day=DAY, sitting_hours=8, exposures=said))
    assert found["long_sitting"] is False
    assert found["driving"] is True


@pytest.mark.hazard("HAZ-022")
@pytest.mark.parametrize(
    "entry",
    [
        DiaryEntry(day=DAY, note="I took too many paracetamol tablets"),
        DiaryEntry(day=DAY, medicines=("I took too many paracetamol tablets",)),
    ],
    ids=["note", "medicines"],
)
def test_a_danger_that_is_typed_anywhere_in_an_entry_is_told_and_stops_what_is_to_come(entry):
    assert alert_of(KB, entry)
    assert suspension(KB, None, (entry,), DAY) is not None


def test_a_medicine_that_was_ticked_is_no_danger():
    entry = DiaryEntry(day=DAY, medicines=tuple(KB.care.medicines))
    assert not alert_of(KB, entry)
    assert suspension(KB, None, (entry,), DAY) is None


@pytest.mark.hazard("HAZ-030")
def test_the_words_of_a_note_count_for_four_weeks_and_a_tick_for_ever():
    note = "Since this morning I cannot pass urine and it is numb between my legs."
    for days, is_up in ((0, True), (27, True), (28, False)):
        entry = DiaryEntry(day=DAY - timedelta(days=days), note=note)
        assert (suspension(KB, None, (entry,), DAY) is not None) is is_up, days
    old = DiaryEntry(day=DAY - 20 * NOTES_OF, dangers={"saddle_numbness": True})
    halt = suspension(KB, None, (old,), DAY)
    assert halt is not None
    assert halt.urgency is Urgency.NOW


@pytest.mark.hazard("HAZ-030")
def test_a_no_of_the_diary_never_takes_back_a_danger_of_the_answers():
    person = Person(region=Region.LOW_BACK, age_years=40)
    told = assess(KB, Answers(person, {"duration_weeks": 2.0, "saddle_numbness": True}))
    denied = DiaryEntry(day=DAY, dangers={"saddle_numbness": False})
    halt = suspension(KB, told, (denied,), DAY)
    assert halt is not None
    assert halt.urgency is Urgency.NOW


@pytest.mark.hazard("HAZ-001")
@given(st.sets(st.sampled_from(DANGER_SIGNS), min_size=1, max_size=6))
def test_of_several_dangers_of_an_entry_the_most_urgent_is_told_first(signs):
    entry = DiaryEntry(day=DAY, dangers=dict.fromkeys(signs, True), note="I cannot pass urine.")
    alert = alert_of(KB, entry)
    urgencies = [flag.urgency for flag in alert.flags]
    assert alert.urgency == urgencies[0]
    assert all(a >= b for a, b in pairwise(urgencies))
