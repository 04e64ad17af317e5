"""A forecast as a record for other programs, as lines to read, and as tables beside a picture."""

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from lumbago.diary import Suspended
from lumbago.forecast.curves import Curve
from lumbago.forecast.process import Band
from lumbago.forecast.recurrence import Recurrence
from lumbago.forecast.whole import Forecast, Outlook
from lumbago.knowledge import KnowledgeBase
from lumbago.rules import names
from lumbago.sources import Citation
from lumbago.wording import named, number, origin_in_words

Record: TypeAlias = dict[str, Any]
Table: TypeAlias = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]

OWN_WEIGH_MORE: Final = 14
"""From so many days on a person's own diary weighs about 0.7: see `forecast_band`."""


def as_forecast_record(kb: KnowledgeBase, told: Forecast | Suspended) -> Record:
    """Return everything that a forecast says, ready for JSON."""
    if isinstance(told, Suspended):
        return {"kind": "forecast", "language": kb.language, "suspended": as_suspension(told)}
    return {
        "kind": "forecast",
        "knowledge": told.knowledge,
        "language": kb.language,
        "suspended": None,
        "week": told.week,
        "is_over": told.is_over,
        "pain": _outlook(told.pain) if told.pain else None,
        "function": _outlook(told.function) if told.function else None,
        "factors": [
            {"factor": f.course.id, "findings": sorted(names(f.course.when)),
             **_origin(f.course.citation)}
            for f in told.pace.factors
        ],
        "recurrence": _recurrence(told.recurrence) if told.recurrence else None,
        "words": list(forecast_lines(kb, told)),
    }  # fmt: skip


def as_suspension(halt: Suspended) -> Record:
    """Return why there is nothing: how soon to be seen, and the rules behind it."""
    return {
        "urgency": halt.urgency.id,
        "action": halt.action,
        "rules": [{"rule": f.id, "title": f.title, "do": f.do} for f in halt.flags],
    }


def forecast_lines(kb: KnowledgeBase, told: Forecast | Suspended) -> Iterator[str]:
    """Yield a forecast as text."""
    words = kb.words
    if isinstance(told, Suspended):
        yield words["forecast.suspended"]
        yield told.action
        yield from told.lines
        return
    yield words["forecast.what"]
    if told.is_over:
        yield words["forecast.over"]
    elif told.pain is None:
        yield words["forecast.no_curve"]
    for outlook in (told.pain, told.function):
        if outlook is not None:
            yield from outlook_lines(kb, outlook, told.week)
    if told.pain is not None:
        yield kb.progression["flare_define"].tells
        yield from factor_lines(kb, told)
    if told.recurrence is not None:
        yield from recurrence_lines(kb, told.recurrence)


def outlook_lines(kb: KnowledgeBase, outlook: Outlook, week: int) -> Iterator[str]:
    """Yield what may come of pain or of function, and how well our bands did."""
    words = kb.words
    yield words[f"forecast.{outlook.outcome}"]
    yield from ahead_lines(kb, outlook, week)
    if outlook.told:
        yield words["forecast.mean"]
        yield words["forecast.band"]
        yield words["forecast.tested"]
    if outlook.curve.is_carried:
        yield words["forecast.carried"]
    own = "own" if len(outlook.days) >= OWN_WEIGH_MORE else "group"
    yield words[f"forecast.{own}"].format(n=len(outlook.days))
    if outlook.fits is None:
        yield words["forecast.early"]
    else:
        yield words["forecast.score"].format(n=len(outlook.past), inside=outlook.inside)
        if not outlook.fits:
            yield words["forecast.poor"]
    yield _source(kb, outlook.curve.course.citation)


def ahead_lines(kb: KnowledgeBase, outlook: Outlook, week: int) -> Iterator[str]:
    """Yield the bands to come, a sentence each, in whole points."""
    for band in outlook.told:
        yield kb.words["forecast.row"].format(
            when=_when(kb, round(band.week) - week),
            low=_points(kb, band.low), typical=_points(kb, band.typical),
            high=_points(kb, band.high),
        )  # fmt: skip


def factor_lines(kb: KnowledgeBase, told: Forecast) -> Iterator[str]:
    """Yield what may make it slower, as what the person said: never a number for one person."""
    if not told.pace.factors:
        return
    yield kb.words["forecast.factors"]
    for factor in told.pace.factors:
        ticks = (kb.findings[id].tick for id in sorted(names(factor.course.when)))
        yield f"{', '.join(ticks)}. {_source(kb, factor.course.citation)}"
    yield kb.words["forecast.factors_weak"]


def recurrence_lines(kb: KnowledgeBase, told: Recurrence) -> Iterator[str]:
    """Yield how often it comes back, and what made that rarer, each with its source."""
    words = kb.words
    yield words["forecast.again"]
    yield f"{told.course.text} {_source(kb, told.course.citation)}"
    yield words["forecast.lower"]
    for lower in told.lowered_by:
        said = words[f"forecast.{lower.course.id}"]
        said = said.format(n=lower.of_100, low=lower.low, high=lower.high)
        yield f"{said} {_source(kb, lower.course.citation)}"
    yield words["forecast.our_sum"]


def ahead_table(kb: KnowledgeBase, outlook: Outlook, week: int) -> Table:
    """Return what a picture of a forecast shows as a table: a head, and rows."""
    head = tuple(kb.words[f"forecast.{n}"] for n in ("week", "best", "typical", "slow"))
    rows = (
        (_when(kb, round(b.week) - week), *(_points(kb, v) for v in (b.low, b.typical, b.high)))
        for b in outlook.told
    )
    return head, tuple(rows)


def past_table(kb: KnowledgeBase, outlook: Outlook) -> Table:
    """Return what was said of past weeks, and what came."""
    keys = ("week", "best", "slow", "came", "as_said")
    rows = (
        (
            str(int(p.band.week) + 1),
            *(number(kb, round(v, 1)) for v in (p.band.low, p.band.high, p.came)),
            kb.words["forecast.yes" if p.is_inside else "forecast.no"],
        )
        for p in outlook.past
    )
    return tuple(kb.words[f"forecast.{n}"] for n in keys), tuple(rows)


def _when(kb: KnowledgeBase, weeks: int) -> str:
    one = weeks <= 1
    return kb.words["forecast.one_week" if one else "forecast.weeks"].format(n=weeks)


def _points(kb: KnowledgeBase, value: float) -> str:
    """Write whole points: no more is known of a week to come."""
    return number(kb, round(value))


def _source(kb: KnowledgeBase, citation: Citation) -> str:
    name = named(kb, kb.sources[citation.source])
    how = origin_in_words(kb, citation)
    return kb.words["forecast.source"].format(name=name, how=how)


def _outlook(outlook: Outlook) -> Record:
    return {
        "measure": outlook.measure,
        "curve": _curve(outlook.curve),
        "days": len(outlook.days),
        "ahead": [_band(b) for b in outlook.ahead],
        "told": [_band(b) for b in outlook.told],
        "group_alone": [_band(b) for b in outlook.alone],
        "past": [
            {**_band(p.band), "came": round(p.came, 2), "is_inside": p.is_inside}
            for p in outlook.past
        ],
        "fits": outlook.fits,
    }


def _curve(curve: Curve) -> Record:
    course = curve.course
    return {"course": course.id, "condition": course.condition, "phase": course.phase,
            "is_carried": curve.is_carried, **_origin(course.citation)}  # fmt: skip


def _band(band: Band) -> Record:
    values = {"low": band.low, "typical": band.typical, "high": band.high}
    return {"week": round(band.week, 1), **{n: round(v, 2) for n, v in values.items()}}


def _recurrence(told: Recurrence) -> Record:
    lowered = [
        {"by": x.course.id, "of_100": x.of_100, "low": x.low, "high": x.high,
         **_origin(x.course.citation), "sum": "ours"}
        for x in told.lowered_by
    ]  # fmt: skip
    return {"of_100": told.of_100, "low": told.low, "high": told.high,
            **_origin(told.course.citation), "lowered_by": lowered}  # fmt: skip


def _origin(citation: Citation) -> Record:
    return {
        "source": citation.source,
        "basis": citation.basis.value,
        "provenance": citation.provenance.value,
    }
