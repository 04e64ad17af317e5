"""Since when the pain is there that somebody tells of: the first answers of this episode."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from lumbago.diary import Diary, DiaryEntry

GAP: Final = timedelta(weeks=12)
"""Whoever told of no pain for longer than this tells of a new one: our estimate."""


def episode_start(answered: Iterable[date], diary: Diary) -> date | None:
    """Return the day of the first answers that tell of the same pain as the newest ones.

    Answers, and days of the diary with pain between them, are one episode where each lies at most
    `GAP` after the one before.

    Args:
        answered: the days on which the questions were answered, in any order.
        diary: all entries of the person.

    Returns:
        None where nothing was answered.
    """
    asked = set(answered)
    if not asked:
        return None
    newest = max(asked)
    painful = {e.day for e in diary.until(newest) if _has_pain(e)}
    start = before = newest
    for day in sorted(asked | painful, reverse=True):
        if before - day > GAP:
            break
        before = day
        start = day if day in asked else start
    return start


def _has_pain(entry: DiaryEntry) -> bool:
    return any(pain for pain in (entry.pain_now, entry.pain_worst))
