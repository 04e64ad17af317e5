"""The pictures of a diary, with the words of the catalogue."""

from collections import Counter
from datetime import date, timedelta

from markupsafe import Markup

from lumbago.body import all_places
from lumbago.diary import Diary, DiaryEntry
from lumbago.drawings.calendar import body_heat, week_calendar
from lumbago.web.catalogue import Words
from lumbago.web.site import Site
from lumbago.wording import number

WEEKS = 12
HEAT = timedelta(weeks=4)


def pain_of(entry: DiaryEntry) -> float | None:
    """Return the pain of a day as the calendar shows it: the worst that is known."""
    known = [p for p in (entry.pain_worst, entry.pain_now) if p is not None]
    return max(known, default=None)


def calendar_of(site: Site, t: Words, diary: Diary, today: date) -> Markup:
    """Draw the last weeks; nothing before there is a day with a pain."""
    first = today - timedelta(weeks=WEEKS)
    days = {e.day: p for e in _since(diary, first).until(today)
            if (p := pain_of(e)) is not None}  # fmt: skip
    if not days:
        return Markup()
    monday = today - timedelta(days=today.weekday())
    weeks = min(WEEKS, (monday - min(days)).days // 7 + 2) if min(days) < monday else 1
    names = {day: _short(site, day) for day in (monday - timedelta(weeks=n) for n in range(weeks))}
    told = (f"{name}: {_range(site, days, monday)}." for monday, name in names.items())
    desc = " ".join((t("calendar_desc"), *told))
    words = {"title": t("calendar"), "desc": desc, "days": t("calendar_days"),
             "decimal": site.kb.words["number.decimal"]}  # fmt: skip
    return Markup(week_calendar(days, today, weeks, names=names, words=words))  # noqa: S704


def _range(site: Site, days: dict[date, float], monday: date) -> str:
    """Return the least and the most of a week, as `3–6`; a dash where nothing is known."""
    known = [days[day] for n in range(7) if (day := monday + timedelta(days=n)) in days]
    ends = dict.fromkeys(number(site.kb, end) for end in (min(known), max(known))) if known else ()
    return "–".join(ends) or "–"


def _short(site: Site, day: date) -> str:
    month = site.catalogue.months[day.month - 1][:3]
    return site.catalogue.day_form.format(day=day.day, month=month)


def _since(diary: Diary, first: date) -> Diary:
    return Diary(tuple(e for e in diary.entries if e.day > first))


def heat_of(t: Words, where: Words, names: Words, diary: Diary, today: date) -> Markup:
    """Draw where it hurt in the last four weeks; nothing where no place was told."""
    first = today - HEAT
    days = [e for e in _since(diary, first).until(today) if e.sites]
    if not days:
        return Markup()
    count = Counter(id for e in days for id in e.sites if id in all_places())
    words = {
        "title": t("heat"),
        "desc": t("heat_desc", places=", ".join(
            t("heat_place", place=names(id), n=n) for id, n in count.most_common())),
        **{key: where(word) for key, word in (("front", "front"), ("back", "back_view"),
                                              ("left", "left"), ("right", "right"))},
        **{id: names(id) for id in all_places()},
    }  # fmt: skip
    share = {id: n / len(days) for id, n in count.items()}
    return Markup(body_heat(share, words=words))  # noqa: S704
