"""How lumbago does on outsiders' cases: told in words, read by `understand`, then assessed.

    LUMBAGO_CASES=/path/to/open-cases.jsonl python benchmarks/bench_cases.py [--asked-on]

With --asked-on the interview goes on after the text of each emergency. It is answered from the
text alone, and everything else stays unknown: what is counted is whether the right questions
come, not what a person would have said. It takes some minutes.

The cases are not part of this repository: nobody of the project wrote them, their text is never
copied here, and nothing is tuned to a single one. Only totals and groups are printed.
"""

import argparse
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
from lumbago.reading import Understanding, merge, understand

WHERE = "LUMBAGO_CASES"

SEXES = {"M": Sex.MALE, "F": Sex.FEMALE}

MECHANICAL_LOW = (
    "nonspecific_low_back_pain lumbar_strain_grade1 lumbar_strain_grade2 lumbar_strain_grade3 "
    "lumbar_ligament_sprain back_spasm_primary myofascial_lumbar lumbar_facet_oa "
    "degenerative_disc_disease bone_spurs_lumbar"
)
MECHANICAL_MID = (
    "nonspecific_thoracic_pain myofascial_thoracic costovertebral_dysfunction kyphosis_scheuermann"
)
MECHANICAL_NECK = (
    "nonspecific_neck_pain neck_strain myofascial_cervical cervical_facet_pain "
    "cervical_spondylosis acute_wry_neck"
)

LABELS: Mapping[str, str] = {
    "abdominal_aortic_aneurysm": "aaa_symptomatic",
    "acute_coronary_syndrome": "acute_coronary_syndrome",
    "acute_dystonia": "drug_induced_dystonia",
    "acute_limb_ischemia": "acute_limb_ischaemia",
    "acute_pancreatitis": "acute_pancreatitis",
    "ankylosing_spondylitis": "axial_spondyloarthritis",
    "aortic_dissection": "aortic_dissection",
    "axial_spondyloarthritis": "axial_spondyloarthritis",
    "cauda_equina_syndrome": "cauda_equina_syndrome",
    "central_cord_syndrome": "cervical_fracture_instability cervical_myelopathy",
    "cervical_artery_dissection": "cervical_artery_dissection",
    "cervical_disc_herniation": "cervical_radiculopathy",
    "cervical_fracture": "cervical_fracture_instability",
    "cervical_myelopathy": "cervical_myelopathy",
    "cervical_radiculopathy": "cervical_radiculopathy",
    "cervical_spinal_stenosis": "cervical_myelopathy",
    "cervical_spondylosis": "cervical_spondylosis",
    "cholecystitis": "cholecystitis_biliary",
    "coccyx_fracture": "coccydynia",
    "coccyx_pain": "coccydynia",
    "degenerative_disc_disease": "degenerative_disc_disease",
    "ectopic_pregnancy": "ectopic_pregnancy",
    "endometriosis": "endometriosis",
    "epidural_abscess": "spinal_epidural_abscess spinal_infection",
    "epidural_hematoma": "spinal_epidural_haematoma",
    "facet_joint_pain": "lumbar_facet_oa",
    "fibromyalgia": "fibromyalgia",
    "giant_cell_arteritis": "giant_cell_arteritis",
    "glomerulonephritis": "kidney_disease_other",
    "guillain_barre_syndrome": "guillain_barre",
    "herpes_zoster": "herpes_zoster",
    "hip_osteoarthritis": "hip_osteoarthritis",
    "hydronephrosis": "kidney_disease_other kidney_stone",
    "interstitial_nephritis": "kidney_disease_other",
    "kidney_stone": "kidney_stone",
    "lumbar_disc_herniation": "lumbar_disc_herniation_radiculopathy upper_lumbar_radiculopathy",
    "lumbar_muscle_strain": (
        "lumbar_strain_grade1 lumbar_strain_grade2 lumbar_strain_grade3 lumbar_ligament_sprain "
        "back_spasm_primary myofascial_lumbar"
    ),
    "lumbar_radiculopathy": "lumbar_disc_herniation_radiculopathy upper_lumbar_radiculopathy",
    "lumbar_spinal_stenosis": "lumbar_spinal_stenosis",
    "malignant_spinal_cord_compression": "metastatic_cord_compression thoracic_cord_compression",
    "meningitis": "meningitis",
    "meralgia_paresthetica": "meralgia_paraesthetica",
    "multiple_myeloma": "multiple_myeloma",
    "muscle_spasm": "back_spasm_primary myofascial_lumbar",
    "myofascial_pain": "myofascial_lumbar myofascial_thoracic myofascial_cervical",
    "neck_muscle_strain": "neck_strain myofascial_cervical acute_wry_neck",
    "nonspecific_low_back_pain": MECHANICAL_LOW,
    "nonspecific_neck_pain": MECHANICAL_NECK,
    "osteoporosis": "osteoporosis vertebral_compression_fracture",
    "paget_disease_of_bone": "paget_disease_bone",
    "pancreatic_cancer": "pancreatic_cancer",
    "pancoast_tumor": "pancoast_tumour",
    "pelvic_inflammatory_disease": "pelvic_inflammatory_disease",
    "peptic_ulcer": "peptic_ulcer",
    "peripheral_artery_disease": "peripheral_arterial_disease",
    "piriformis_syndrome": "piriformis_syndrome",
    "pneumonia": "pneumonia_pleurisy",
    "pneumothorax": "pneumothorax",
    "polycystic_kidney_disease": "kidney_disease_other",
    "polymyalgia_rheumatica": "polymyalgia_rheumatica",
    "preterm_labor": "pregnancy_complication",
    "prostatitis": "prostatitis_prostate_disease",
    "psoas_abscess": "spinal_infection spinal_epidural_abscess",
    "pulmonary_embolism": "pulmonary_embolism",
    "pyelonephritis": "pyelonephritis",
    "renal_infarction": "kidney_disease_other",
    "renal_tumor": "kidney_disease_other",
    "renal_vein_thrombosis": "kidney_disease_other",
    "rib_dysfunction": "costovertebral_dysfunction",
    "rib_fracture": "costovertebral_dysfunction traumatic_vertebral_fracture",
    "sacroiliac_joint_dysfunction": "si_joint_dysfunction",
    "sacral_fracture": "sacral_insufficiency_fracture",
    "scoliosis": "adult_scoliosis",
    "spinal_infection": "spinal_infection spinal_epidural_abscess",
    "spinal_metastasis": "spinal_metastasis metastatic_cord_compression",
    "spondylolisthesis": "spondylolisthesis",
    "spondylolysis": "spondylolysis",
    "subarachnoid_hemorrhage": "subarachnoid_haemorrhage",
    "syringomyelia": "cervical_myelopathy other_neurological_disease",
    "thoracic_musculoskeletal_pain": MECHANICAL_MID,
    "thoracic_outlet_syndrome": "thoracic_outlet_syndrome",
    "torticollis": "acute_wry_neck",
    "urinary_tract_infection": "lower_urinary_tract_infection pyelonephritis",
    "vertebral_compression_fracture": "vertebral_compression_fracture traumatic_vertebral_fracture",
    "vertebral_fracture": "traumatic_vertebral_fracture vertebral_compression_fracture",
    "whiplash": "whiplash_wad",
}
"""Everyday label → the ids of all that mean it: general vocabulary, the same for every case."""


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
    for title, chosen, text_of in variants(cases):
        rows = [run(kb, case, text_of(case), asked_on=arguments.asked_on) for case in chosen]
        if rows:
            report(title, rows)
    unmapped = sorted({c["gold_label"] for c in cases} - set(LABELS))
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


def run(kb: KnowledgeBase, case: Mapping[str, Any], text: str, *, asked_on: bool = False) -> Row:
    """Read one case, assess it, and compare."""
    start = time.perf_counter()
    understood = understand(kb, text)
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
    gold = ids_of([case["gold_label"]])
    also = ids_of([case["gold_label"], *(case.get("also_ok_labels") or [])])
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


def ids_of(labels: Iterable[str]) -> frozenset[str]:
    """Return every condition that any of the labels means."""
    return frozenset(id for label in labels for id in LABELS.get(label, "").split())


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
