"""Insights as a record for other programs, and as sentences for people."""

from collections.abc import Iterable, Iterator
from math import ceil
from typing import Any, Final

from lumbago.diary import Suspended
from lumbago.insights.experiment import Outcome
from lumbago.insights.whole import SMALL, Clarity, Insight, Insights
from lumbago.insights.windows import Lag
from lumbago.knowledge import KnowledgeBase
from lumbago.wording import number

LEAST_TOLD: Final = 0.25
"""Fewer points are nearer to none than to half a point."""


def as_insights_record(kb: KnowledgeBase, found: Insights | Suspended) -> dict[str, Any]:
    """Return a record of plain values: what was found, or why nothing is said."""
    if isinstance(found, Suspended):
        return {
            "suspended": {
                "urgency": found.urgency.id,
                "action": found.action,
                "rules": [flag.id for flag in found.flags],
            }
        }
    return {
        "knowledge": found.knowledge,
        "measure": found.measure,
        "days": found.days,
        "is_last_year": found.is_last_year,
        "more_days": found.more_days,
        "insights": [_record(kb, insight) for insight in found.told],
    }


def _record(kb: KnowledgeBase, i: Insight) -> dict[str, Any]:
    effect = i.effect
    return {
        "exposure": i.exposure.id,
        "lag": i.lag.value,
        "clarity": i.clarity.value,
        "points": round(effect.points, 3) if effect else None,
        "low": round(effect.low, 3) if effect else None,
        "high": round(effect.high, 3) if effect else None,
        "days_with": i.days_with,
        "days_without": i.days_without,
        "more_days": i.more_days,
        "says": says(kb, i),
    }


def insight_lines(kb: KnowledgeBase, found: Insights | Suspended) -> Iterator[str]:
    """Yield sentences for people, the clear finds first."""
    words = kb.words
    if isinstance(found, Suspended):
        yield found.action
        yield words["insights.suspended"]
        return
    if found.more_days:
        yield words["insights.more_days"].format(days=found.days, more=found.more_days)
        return
    if not found.found:
        yield words["insights.nothing"]
    yield from (says(kb, insight) for insight in found.told)
    yield words["insights.goes_with"]
    if found.is_last_year:
        yield words["insights.last_year"]


def says(kb: KnowledgeBase, i: Insight) -> str:
    """Say in a sentence or two what the days say of one thing."""
    words, name = kb.words, i.exposure.name
    if i.effect is None:
        key = "too_few" if i.more_with and i.more_without else "too_few_one"
        word = words["insights.with" if i.more_with else "insights.without"]
        return words[f"insights.{key}"].format(
            name=name, more=i.more_with or i.more_without, more_without=i.more_without, which=word
        )
    days = words["insights.days"].format(days_with=i.days_with, days_without=i.days_without)
    if i.clarity is Clarity.FOUND:
        told = words[f"insights.found_{i.lag.value}"].format(
            name=name, effect=difference(kb, i.effect.points)
        )
        return f"{told} {interval(kb, i.effect.low, i.effect.high)} {days}"
    if i.lag is not Lag.SAME_DAY:
        name = f"{name}, {words[f'report.goes_with_{i.lag.value}']}"
    told = words[f"insights.{i.clarity.value}"].format(name=name)
    return f"{told} {days} {_more(kb, i)}" if i.clarity is Clarity.UNCLEAR else f"{told} {days}"


def _more(kb: KnowledgeBase, i: Insight) -> str:
    """Say how many more days should make it clear, in steps of five: it is a rough guess."""
    if i.more_days is None:
        return kb.words["insights.more_long"]
    return kb.words["insights.more"].format(more=5 * ceil(max(1, i.more_days) / 5))


def found_lines(kb: KnowledgeBase, found: Iterable[Insight]) -> Iterator[str]:
    """Yield a line for a report for each thing that stands out, with its interval and days."""
    words = kb.words
    for i in found:
        if i.effect is not None:
            told = words["report.goes_with_line"].format(
                name=i.exposure.name,
                lag=words[f"report.goes_with_{i.lag.value}"],
                effect=difference(kb, i.effect.points),
            )
            days = words["insights.days"].format(days_with=i.days_with, days_without=i.days_without)
            yield f"{told} {interval(kb, i.effect.low, i.effect.high)} {days}"


def difference(kb: KnowledgeBase, points: float) -> str:
    """Say how much higher or lower, to half a point: the days know no more.

    Less than a quarter is told to a tenth: half a point would lie outside its own interval.
    """
    half = round(abs(points) * 2) / 2 or max(0.1, round(abs(points), 1))
    key = "higher" if points > 0 else "lower"
    one = "one_" if half == 1 else ""
    return kb.words[f"insights.{one}{key}"].format(points=number(kb, half))


def interval(kb: KnowledgeBase, low: float, high: float) -> str:
    """Say between what the true difference lies, with 95 of 100."""
    ends = round(low, 1) + 0.0, round(high, 1) + 0.0
    key = "between_higher" if ends[0] >= 0 else "between_lower" if ends[1] <= 0 else "between_both"
    small, large = sorted((abs(ends[0]), abs(ends[1]))) if key != "between_both" else (
        abs(ends[0]), abs(ends[1])
    )  # fmt: skip
    return kb.words[f"insights.{key}"].format(low=number(kb, small), high=number(kb, large))


def experiment_lines(kb: KnowledgeBase, exposure: str, came: Outcome | Suspended) -> Iterator[str]:
    """Yield what came of an experiment, for people.

    While it runs nothing of it is told: to look and end it when it looks well is no fair test, and
    what one hopes for sways the numbers.
    """
    words = kb.words
    name = kb.care.exposures[exposure].name
    if isinstance(came, Suspended):
        yield came.action
        yield words["insights.suspended"]
        return
    if not came.is_over:
        yield words["insights.trial_runs"].format(name=name)
        yield from _kept(kb, came)
        return
    if came.points is None or came.low is None or came.high is None or came.chance is None:
        yield words["insights.trial_few"].format(on=came.days_on, off=came.days_off)
        return
    yield _came(kb, name, came.points, came.low, came.high)
    yield interval(kb, came.low, came.high)
    luck = round(came.chance * 100)
    yield words["insights.trial_chance"].format(count=max(1, luck))
    yield from _kept(kb, came)


def _came(kb: KnowledgeBase, name: str, points: float, low: float, high: float) -> str:
    """Say how much higher or lower; next to no difference is not rounded up to half a point."""
    if abs(points) >= LEAST_TOLD:
        return kb.words["insights.trial"].format(name=name, effect=difference(kb, points))
    clarity = Clarity.SMALL if low >= -SMALL and high <= SMALL else Clarity.UNCLEAR
    return kb.words[f"insights.{clarity.value}"].format(name=name)


def _kept(kb: KnowledgeBase, came: Outcome) -> Iterator[str]:
    if came.told:
        yield kb.words["insights.trial_kept"].format(kept=came.kept, told=came.told)
