"""How lumbago does on outsiders' cases: told in words, read by `understand`, then assessed.

    LUMBAGO_CASES=/path/to/open-cases.jsonl python benchmarks/bench_cases.py [--asked-on]

With --asked-on the interview goes on after the text of each emergency. It is answered from the
text alone, and everything else stays unknown: what is counted is whether the right questions
come, not what a person would have said. It takes some minutes.

The cases are not part of this repository: nobody of the project wrote them, their text is never
copied here, and nothing is tuned to a single one. Only totals and groups are printed.
"""

import argparse
import csv
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lumbago.answers import Answers, Person, Region, Setting, Sex
from lumbago.assessment import Assessment, assess
from lumbago.interview import Card, next_step
from lumbago.knowledge import KnowledgeBase, Urgency
from lumbago.loading import shipped
from lumbago.reading import Understanding, located, merge, understand

WHERE = "LUMBAGO_CASES"

SEXES = {"M": Sex.MALE, "F": Sex.FEMALE}

LABELS_FILE = Path(__file__).with_name("case_labels.csv")


def everyday_labels(kb: KnowledgeBase) -> dict[str, frozenset[str]]:
    """Return everyday label → the ids of all conditions that it means.

    General vocabulary, written for all that can hurt in a back or a neck, the same for every
    case. A condition's own id is a label too.
    """
    with LABELS_FILE.open(encoding="utf-8", newline="") as file:
        said = {r["label"]: frozenset(r["conditions"].split()) for r in csv.DictReader(file)}
    unknown = sorted(id for ids in said.values() for id in ids if id not in kb.conditions)
    if unknown:
        raise SystemExit(f"{LABELS_FILE.name} names conditions that are not ours: {unknown}")
    return {id: frozenset({id}) for id in kb.conditions} | said


@dataclass(frozen=True, slots=True)
class Row:
    """What came out for one case."""

    gold: str
    also: frozenset[str]
    group: str
    urgency: Urgency
    strict: int
    lenient: int
    understood: int
    milliseconds: float
    asked: tuple[str, ...] = ()
    could_be_now: bool = False


def main() -> int:
    """Print the tables for each kind of text; return 2 when the cases are not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="?", default=os.environ.get(WHERE, ""))
    parser.add_argument("--asked-on", action="store_true", help="go on with the interview")
    arguments = parser.parse_args()
    path = Path(arguments.cases or "open-cases.jsonl")
    if not path.is_file():
        say(f"There is no file of cases at {path}. Give its path, or set {WHERE}.")
        return 2
    kb = shipped()
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    say(f"knowledge {kb.version}-{kb.digest}, {len(cases)} cases from {path.name}\n")
    labels = everyday_labels(kb)
    for title, chosen, text_of in variants(cases):
        rows = [
            run(kb, labels, case, text_of(case), asked_on=arguments.asked_on) for case in chosen
        ]
        if rows:
            report(title, rows)
    unmapped = sorted({c["gold_label"] for c in cases} - set(labels))
    say(f"labels without a condition of ours: {', '.join(unmapped) or 'none'}")
    return 0


def variants(
    cases: list[dict[str, Any]],
) -> list[tuple[str, list[dict[str, Any]], Callable[[dict[str, Any]], str]]]:
    """Return the kinds of text apart: a title, the cases that have it, and how to get it."""
    written = [c for c in cases if c["kind"] != "dialogue"]
    spoken = [c for c in cases if c["kind"] == "dialogue"]
    told = [
        c
        for c in cases
        if c.get("history_text") and "emergency_not_in_history" not in (c.get("flags") or [])
    ]
    first = [c for c in cases if c.get("first_person_text")]
    return [
        ("text, all", cases, lambda c: c["text"]),
        ("text, written", written, lambda c: c["text"]),
        ("text, dialogues", spoken, lambda c: c["text"]),
        ("history_text", told, lambda c: c["history_text"]),
        ("first_person_text", first, lambda c: c["first_person_text"]),
    ]


def run(
    kb: KnowledgeBase,
    labels: Mapping[str, frozenset[str]],
    case: Mapping[str, Any],
    text: str,
    *,
    asked_on: bool = False,
) -> Row:
    """Read one case, assess it, and compare."""
    start = time.perf_counter()
    understood = located(kb, understand(kb, text))
    milliseconds = 1000 * (time.perf_counter() - start)
    setting = Setting.ED if case["kind"] == "structured case" else Setting.PRIMARY_CARE
    person = Person(
        region=understood.region or Region.LOW_BACK,
        age_years=case.get("age"),
        sex=SEXES.get(case.get("sex") or ""),
        setting=setting,
    )
    answers = merge(understood, Answers(person))
    result = assess(kb, answers)
    is_emergency = case["gold_disposition"] == "emergency"
    asked = tuple(ask_on(kb, answers, understood)) if asked_on and is_emergency else ()
    gold = ids_of(labels, [case["gold_label"]])
    also = ids_of(labels, [case["gold_label"], *(case.get("also_ok_labels") or [])])
    return Row(
        gold=case["gold_disposition"],
        also=frozenset(case.get("also_ok_dispositions") or []),
        group=case["label_group"],
        urgency=result.urgency,
        strict=rank(result, gold),
        lenient=rank(result, also),
        understood=len(understood.answers),
        milliseconds=milliseconds,
        asked=asked,
        could_be_now=any(
            open_flag.flag.urgency is Urgency.NOW and not set(open_flag.findings).isdisjoint(asked)
            for open_flag in result.disposition.open_flags
        ),
    )


def ask_on(kb: KnowledgeBase, answers: Answers, understood: Understanding) -> Iterator[str]:
    """Yield what the interview asks after the text; what the text does not say is unknown."""
    for _ in range(MOST_STEPS):
        step = next_step(kb, answers)
        if step is None:
            return
        ids = step.findings if isinstance(step, Card) else (step.finding.id,)
        yield from ids
        answers = answers.with_answers({id: understood.answers.get(id) for id in ids})


MOST_STEPS = 60


def ids_of(labels: Mapping[str, frozenset[str]], said: Iterable[str]) -> frozenset[str]:
    """Return every condition that any of the labels said means."""
    return frozenset().union(*(labels.get(label, frozenset()) for label in said))


def rank(result: Assessment, wanted: frozenset[str]) -> int:
    """Return the place of the first right cause in the ranking, from 1; 99 when it is not there."""
    for place, (id, _) in enumerate(result.ranking, start=1):
        if id in wanted:
            return place
    return 99


def report(title: str, rows: list[Row]) -> None:
    """Print the totals of one kind of text."""
    say(f"== {title}: {len(rows)} cases")
    emergencies = [r for r in rows if r.gold == "emergency"]
    others = [r for r in rows if r.gold == "non_emergency"]
    mild = [r for r in rows if r.gold == "self_care"]
    say(f"   emergencies at now          {share(r.urgency >= Urgency.NOW for r in emergencies)}")
    say(f"   emergencies at now or today {share(r.urgency >= Urgency.TODAY for r in emergencies)}")
    for level in (Urgency.TODAY, Urgency.NOW):
        strict = share(r.urgency >= level for r in others if "emergency" not in r.also)
        say(f"   non-emergencies sent {level.id:5} or higher, emergency not allowed {strict}")
    say(f"   self-care at most routine   {share(r.urgency <= Urgency.ROUTINE for r in mild)}")
    for gold, chosen in (("emergency", emergencies), ("non_emergency", others), ("self", mild)):
        levels = ", ".join(f"{u.id} {sum(r.urgency is u for r in chosen)}" for u in Urgency)
        say(f"   {gold:14} by level: {levels}")
    for name, places in (
        ("strict", [r.strict for r in rows]),
        ("lenient", [r.lenient for r in rows]),
    ):
        tops = "  ".join(f"top {n} {share(p <= n for p in places)}" for n in (1, 3, 5))
        say(f"   right cause, {name:8} {tops}")
    for group in sorted({r.group for r in rows}):
        places = [r.lenient for r in rows if r.group == group]
        say(f"      {group:24} top 3 lenient {share(p <= 3 for p in places)}")
    report_asked(rows, emergencies)
    say(f"   findings understood a case  {statistics.mean(r.understood for r in rows):.1f}")
    say(f"   milliseconds to read a case {statistics.median(r.milliseconds for r in rows):.1f}\n")


def report_asked(rows: list[Row], emergencies: list[Row]) -> None:
    """Print what the interview would go on to ask."""
    if not any(r.asked for r in rows):
        return
    low = [r for r in emergencies if r.urgency < Urgency.NOW]
    found = share(r.urgency >= Urgency.NOW or r.could_be_now for r in emergencies)
    say(f"   asked on: emergencies at now, or asked about a sign of it  {found}")
    asked = share(r.could_be_now for r in low)
    say(f"   asked on: of those below now, asked about a sign of it     {asked}")
    say(
        f"   asked on: questions a case  {statistics.median(len(r.asked) for r in emergencies):.0f}"
    )


def share(values: Iterable[bool]) -> str:
    """Write a share as a percentage with its counts."""
    found = list(values)
    if not found:
        return "-"
    return f"{100 * sum(found) / len(found):3.0f} % ({sum(found)}/{len(found)})"


def say(line: str) -> None:
    """Print one line."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
