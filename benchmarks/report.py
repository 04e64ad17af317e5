"""Milliseconds and pages of a report: nothing told, two months, three years; in each language.

    python benchmarks/report.py [times]        (default 20)

An invented person. Times are of the clock, after a first run; the PDF is PDF/UA-1.
"""

import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from io import BytesIO
from statistics import median

from pypdf import PdfReader

from lumbago.answers import Answers, Person, Region, Sex
from lumbago.assessment import assess
from lumbago.diary import Diary, DiaryEntry, Exposed
from lumbago.loading import shipped
from lumbago.printing import as_page, as_pdf, map_words
from lumbago.report import Own, Topic, as_document, write_report

TODAY = date(2026, 3, 2)
SAID = {
    "duration_weeks": 9.0, "pain_severity": 6.0, "radiates_below_knee": True,
    "gate_bladder": False, "gate_bowel": False, "saddle_numbness": False, "fever": False,
    "worse_sitting": True, "better_moving": True, "diabetes": True, "low_mood": True,
}  # fmt: skip


def diary(days: int) -> Diary:
    """Entries of so many days, one a day."""
    return Diary(
        tuple(
            DiaryEntry(day=TODAY - timedelta(days=i), pain_now=i % 7, pain_worst=8, sleep_hours=6,
                       done=i % 2 == 0, medicines=("ibuprofen",) if i % 4 == 0 else (),
                       exposures={"heat": Exposed(helped=i % 3 > 0)},
                       note="A long drive." if i % 9 == 0 else "")
            for i in range(days)
        )
    )  # fmt: skip


def milliseconds(work: Callable[[], object], times: int) -> float:
    """The median of so many runs."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - begun))
    return median(taken)


def main(times: int) -> None:
    """Print a line for each language and history."""
    print("language days  write  words   pdf  html (ms)  pages  kB")
    for language in ("en", "es", "de"):
        kb = shipped(language)
        for days in (0, 60, 1095):
            given = SAID if days else {}
            answers = Answers(Person(region=Region.LOW_BACK, age_years=44, sex=Sex.FEMALE), given)
            assessment, kept = assess(kb, answers), diary(days)
            own = Own(complaint="It began with a box.", marks={"low_back": "main"})
            share, names = frozenset(Topic), map_words(language)

            write = partial(write_report, kb, assessment, TODAY, diary=kept, own=own, share=share)
            report = write()
            document = as_document(kb, report, places=names)
            pdf = as_pdf(document)
            told = (
                milliseconds(write, min(times, 5)),
                milliseconds(partial(as_document, kb, report, places=names), times),
                milliseconds(partial(as_pdf, document), times),
                milliseconds(partial(as_page, document), times),
            )
            pages = len(PdfReader(BytesIO(pdf)).pages)
            line = " ".join(f"{ms:6.1f}" for ms in told)
            print(f"{language:8} {days:4} {line}       {pages:5} {len(pdf) // 1000:4}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
