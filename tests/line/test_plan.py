"""Plans and referrals: who gets what, who must not, and when to look back."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumbago.answers import Answers, Person, Region, Sex
from lumbago.assessment import Assessment, Cause, assess, urgency_of
from lumbago.drawings.figure import bodies
from lumbago.errors import AnswersError, KnowledgeError
from lumbago.interview import has_open_signs, safety_cards
from lumbago.knowledge import Contraindication, PainPhase, Treatment, TreatmentRole, Urgency, When
from lumbago.loading import SHIPPED, load, shipped
from lumbago.loading.care import weakened
from lumbago.loading.care_texts import care_texts
from lumbago.plan import (
    CarePlan,
    Fit,
    Light,
    Recommendation,
    Referral,
    Said,
    Verdict,
    Wishes,
    as_calendar,
    as_plan_record,
    as_planned,
    check_medicines,
    concerns,
    input_record,
    plan_care,
    read_report,
    read_wishes,
    verdict,
)
from lumbago.plan.counts import counts_beside
from lumbago.plan.dates import looks as found_looks
from lumbago.plan.medicines import check_medicine, readable_labels
from lumbago.plan.records import as_step_record
from lumbago.plan.spasm import (
    Spasm,
    SpasmLength,
    SpasmPlace,
    as_spasm_record,
    is_often,
    read_spasm,
)
from lumbago.plan.whole import Effort
from lumbago.plan.wishes import TOPICS, Work, plain_name
from lumbago.programme import make_programme
from lumbago.programme.fitting import is_loaded
from lumbago.readability import grade, is_label
from lumbago.records import as_record
from lumbago.rules import FALSE, names
from lumbago.sources import Provenance
from tests.strategies import ASKED, DANGER_SIGNS, KB, YES_NO, answers, record_of, times

CARE = KB.care
TODAY = date(2026, 3, 2)
EVERYTHING = Wishes(
    equipment=frozenset(KB.equipment),
    floor=True,
    topics=frozenset(TOPICS),
    goals=tuple(CARE.goals),
)
CLEAR = replace(EVERYTHING, concerns=dict.fromkeys(CARE.contraindications, False))
WEEKS = {PainPhase.ACUTE: 0.5, PainPhase.SUBACUTE: 8.0, PainPhase.CHRONIC: 30.0}


def somebody(**given: bool | float | None) -> Answers:
    """A woman of 45 with low back pain, who went through the safety block."""
    told = {**ASKED, **given}
    return Answers(Person(region=Region.LOW_BACK, age_years=45.0, sex=Sex.FEMALE), told)


def plan_for(told: Answers, wishes: Wishes = EVERYTHING) -> CarePlan | Referral:
    """What comes out for these answers."""
    return plan_care(KB, assess(KB, told), wishes, TODAY)


@cache
def a_calm_assessment() -> Assessment:
    """An assessment that asks for nothing but self-care."""
    found = assess(KB, somebody(duration_weeks=2.0))
    assert found.urgency is Urgency.SELF_CARE
    return found


def with_cause(
    condition: str, phase: PainPhase, region: Region, also: tuple[str, ...] = ()
) -> Assessment:
    """The calm assessment, as if this were its leading cause, and these were answered yes."""
    person = Person(region=region, age_years=45.0, sex=Sex.FEMALE)
    told = {**ASKED, "duration_weeks": WEEKS[phase], **dict.fromkeys(also, True)}
    cause = Cause(condition, False, KB.conditions[condition].plain_name, "", (), 0.6, 0.5, 0.7,
                  "likely", (), ())  # fmt: skip
    return replace(a_calm_assessment(), answers=Answers(person, told), causes=(cause,))


def told_of(outcome: CarePlan | Referral) -> set[str]:
    """Every treatment that the person is told they may do or have."""
    if isinstance(outcome, Referral):
        return {t.id for t in outcome.care}
    return {s.treatment.id for s in (*outcome.steps, *outcome.options, *outcome.medicines)}


def people_for(treatment: Treatment) -> Iterator[Assessment]:
    """Invented people whom it could be told to, the likeliest first."""
    also = tuple(n for n in names(treatment.only_if) if n in YES_NO)
    for condition in KB.conditions.values():
        managed = {*(condition.management or ("unexplained",))}
        fits = managed & {*treatment.conditions, *treatment.carried_over}
        if fits or not treatment.conditions:
            regions = tuple(condition.priors) or (Region.LOW_BACK,)
            for region in regions:
                for phase in PainPhase:
                    yield with_cause(condition.id, phase, region, also)


@cache
def a_person_for(id: str) -> Assessment | None:
    """The first invented person whose plan holds the treatment."""
    for person in people_for(CARE.treatments[id]):
        outcome = plan_care(KB, person, CLEAR, TODAY)
        if id in told_of(outcome) or (
            isinstance(outcome, CarePlan) and id in {t.id for t in outcome.not_now}
        ):
            return person
    return None


def forbidding(treatment: Treatment) -> list[Contraindication]:
    """Every contraindication that forbids the treatment, by itself or by its class."""
    own = {f"tx:{treatment.id}", *(f"all:{name}" for name in treatment.classes)}
    return [code for code in CARE.contraindications.values() if own & code.forbids]


@pytest.mark.parametrize("id", CARE.treatments)
def test_every_treatment_is_told_to_somebody_and_never_to_one_who_must_not(id):
    person = a_person_for(id)
    if CARE.treatments[id].role is TreatmentRole.CARE and person is None:
        dangers = {m for c in KB.conditions.values() if c.is_danger for m in c.management}
        assert dangers & {*CARE.treatments[id].conditions}, "no clinic is told of it"
        return
    assert person is not None, "nobody is ever told of it"
    if CARE.treatments[id].role is TreatmentRole.CARE:
        return  # what a clinic does: a referral is blocked by nothing
    for code in forbidding(CARE.treatments[id]):
        wishes = replace(CLEAR, concerns={**CLEAR.concerns, code.id: True})
        assert id not in told_of(plan_care(KB, person, wishes, TODAY)), code.id


def test_an_emergency_shows_what_the_hospital_may_do_and_no_exercise():
    outcome = plan_for(Answers(Person(region=Region.LOW_BACK), {"saddle_numbness": True}))
    assert isinstance(outcome, Referral)
    assert outcome.urgency is Urgency.NOW
    assert [t.id for t in outcome.care] == ["emergency_decompression"]


@pytest.mark.hazard("HAZ-020")
@given(answers(), st.sampled_from(DANGER_SIGNS))
@times(0.4)
def test_a_danger_sign_more_gives_a_referral_or_a_plan_at_least_as_urgent(told, sign):
    before, after = plan_for(told), plan_for(told.with_answer(sign, True))
    assert isinstance(after, Referral) or after.urgency >= before.urgency
    assert after.urgency >= urgency_of(KB, after.assessment.answers)


@pytest.mark.hazard("HAZ-020")
@given(answers())
@times(0.6)
def test_whoever_must_be_seen_today_gets_a_referral_that_names_no_exercise(told):
    outcome = plan_for(told)
    urgent = assess(KB, told).urgency >= Urgency.TODAY
    assert isinstance(outcome, Referral) or not urgent
    if isinstance(outcome, Referral):
        loaded = {t.id for t in CARE.treatments.values() if {"exercises", "programme"} & t.classes}
        assert not told_of(outcome) & loaded
        assert not {f.name for f in fields(Referral)} & {"steps", "options", "looks", "effort"}


@pytest.mark.hazard("HAZ-020")
@given(answers())
@times(0.6)
def test_what_to_say_is_of_the_most_urgent_signs_alone(told):
    """Who says at the desk that three days will do is not seen today."""
    outcome = plan_for(told)
    if isinstance(outcome, Referral):
        up = [r.flag for r in outcome.assessment.reasons]
        top = max((flag.urgency for flag in up), default=None)
        assert set(outcome.say) == {f.tell for f in up if f.urgency is top and f.tell}


@pytest.mark.hazard("HAZ-020")
@given(answers())
@times(0.6)
def test_the_result_and_the_plan_say_the_same_urgency(told):
    outcome = plan_for(told)
    assert outcome.urgency is urgency_of(KB, told)
    assert as_planned(KB, outcome).urgency is outcome.urgency
    assert as_planned(KB, outcome).action == getattr(outcome, "action", outcome.assessment.action)


@pytest.mark.hazard("HAZ-020")
def test_pain_that_comes_from_elsewhere_is_sent_to_a_visit_by_result_and_plan_alike():
    person = Person(region=Region.NECK, age_years=50.0, sex=Sex.FEMALE)
    signs = dict.fromkeys(("dizzy_spin_brief_position", "dizzy_neck_move"), True)
    told = Answers(person, {**signs, "duration_weeks": 3.0})
    found = assess(KB, told)
    assert KB.conditions[found.causes[0].id].programme == "refer_only"
    outcome = plan_for(told)
    assert isinstance(outcome, Referral)
    assert outcome.urgency is found.urgency is urgency_of(KB, told) is Urgency.ROUTINE
    assert found.by_rules is Urgency.SELF_CARE  # so that it is the cause alone that asks


@pytest.mark.hazard("HAZ-020")
@given(answers())
@times(0.4)
def test_no_answer_to_the_interview_makes_a_plan_stricter_than_the_result(told):
    for code in CARE.contraindications.values():
        if code.refer is not None and concerns(KB, told, Wishes())[code.id] is Said.YES:
            assert urgency_of(KB, told) >= code.refer, code.id


def test_questions_passed_over_leave_easy_movement_alone():
    outcome = plan_care(KB, a_calm_assessment(), CLEAR, TODAY, is_unfinished=True)
    assert isinstance(outcome, CarePlan)
    assert outcome.effort is Effort.LIGHT
    assert not any({"loaded", "hands_on"} & s.treatment.classes for s in outcome.steps)
    assert outcome.missing
    assert outcome.appointment is None


@pytest.mark.hazard("HAZ-002")
@given(answers(), st.sampled_from(sorted(ASKED)))
@times(0.4)
def test_a_danger_sign_that_was_not_asked_leaves_easy_movement_alone(told, sign):
    """Whoever makes the plan: the line holds it, and no door has to ask for it."""
    outcome = plan_for(told.without(sign), CLEAR)
    is_open = has_open_signs(KB, told.without(sign))
    assert isinstance(outcome, Referral) or outcome.is_unfinished == is_open
    if isinstance(outcome, CarePlan) and is_open:
        assert outcome.effort is Effort.LIGHT
        assert not any({"loaded", "hands_on"} & s.treatment.classes for s in outcome.steps)
        ids = {p.exercise for s in make_programme(KB, outcome, TODAY).sessions for p in s.picks}
        assert not ids & {e.id for e in KB.exercises.values() if is_loaded(e)}


@pytest.mark.hazard("HAZ-002")
@pytest.mark.parametrize("sign", ASKED)
def test_each_line_of_the_safety_block_holds_a_plan_back_until_it_was_asked(sign):
    told = somebody(duration_weeks=2.0)
    assert not has_open_signs(KB, told)
    applies = sign in {id for c in safety_cards(KB, told.without(sign)) for id in c.findings}
    assert has_open_signs(KB, told.without(sign)) == applies
    assert not has_open_signs(KB, told.with_answer(sign, None)) or KB.findings[sign].opens


@pytest.mark.parametrize(
    "code", [c for c in CARE.contraindications.values() if c.refer is not None], ids=lambda c: c.id
)
def test_a_grave_answer_beside_the_interview_ends_the_plan(code):
    wishes = replace(CLEAR, concerns={**CLEAR.concerns, code.id: True})
    outcome = plan_care(KB, a_calm_assessment(), wishes, TODAY)
    assert isinstance(outcome, Referral)
    assert outcome.urgency >= code.refer
    assert code.tells in {b.text for b in outcome.because}


WITHOUT_A_SESSION = {"legs_stiff"}
"""Each exercise is to be asked for first, and yet the sources ask for no more than a visit."""


@pytest.mark.hazard("HAZ-020")
@pytest.mark.parametrize("code", CARE.contraindications.values(), ids=CARE.contraindications)
def test_a_plan_has_a_session_for_everybody_or_the_sources_say_why_not(code):
    wishes = replace(CLEAR, concerns={**CLEAR.concerns, code.id: True})
    outcome = plan_care(KB, a_calm_assessment(), wishes, TODAY)
    if isinstance(outcome, Referral):
        assert code.refer is not None
        return
    is_empty = not make_programme(KB, outcome, TODAY).sessions
    assert is_empty == (code.id in WITHOUT_A_SESSION)
    assert outcome.appointment is not None or not is_empty


@pytest.mark.hazard("HAZ-020")
@pytest.mark.parametrize(
    ("region", "signs", "level"),
    [
        (Region.NECK, ("hand_clumsy",), Urgency.SOON),
        (Region.LOW_BACK, ("gait_unsteady",), Urgency.SOON),
        (Region.NECK, ("legs_stiff_heavy",), Urgency.SOON),
        (Region.NECK, ("hand_clumsy", "gait_unsteady", "course_worsening"), Urgency.TODAY),
    ],
)
def test_signs_of_the_spinal_cord_are_looked_at_before_any_exercise(region, signs, level):
    told = Answers(Person(region=region, age_years=60.0), dict.fromkeys(signs, True))
    outcome = plan_for(told, CLEAR)
    assert isinstance(outcome, Referral)
    assert outcome.urgency >= level
    assert outcome.urgency is urgency_of(KB, told)


@pytest.mark.hazard("HAZ-020")
def test_stiff_legs_alone_are_looked_at_within_a_week_and_nothing_is_done_until_then():
    outcome = plan_for(somebody(legs_stiff_heavy=True, duration_weeks=3.0), CLEAR)
    assert isinstance(outcome, CarePlan)
    assert outcome.effort is Effort.LIGHT
    assert not make_programme(KB, outcome, TODAY).sessions
    assert min(v.by for v in outcome.visits) <= TODAY + timedelta(days=7)
    assert "spinal_manipulation_lumbar" not in told_of(outcome)


@pytest.mark.hazard("HAZ-005")
@pytest.mark.parametrize("code", ["recent_surgery_spine", "vertebral_fracture_known"])
def test_after_an_operation_or_a_break_others_lead_and_easy_things_are_left(code):
    wishes = replace(CLEAR, concerns={**CLEAR.concerns, code: True})
    outcome = plan_care(KB, a_calm_assessment(), wishes, TODAY)
    assert isinstance(outcome, CarePlan)
    assert outcome.effort is Effort.LIGHT
    assert outcome.appointment is not None
    ids = {p.exercise for s in make_programme(KB, outcome, TODAY).sessions for p in s.picks}
    assert not ids & {e.id for e in KB.exercises.values() if is_loaded(e)}
    if code == "recent_surgery_spine":
        assert "walking" not in ids


def test_a_child_gets_no_plan():
    told = Answers(Person(region=Region.LOW_BACK, age_years=15.0), {"duration_weeks": 1.0})
    assert isinstance(plan_for(told), Referral)


def test_whoever_must_be_seen_soon_gets_easy_movement_and_an_appointment():
    told = somebody(duration_weeks=2.0)
    soon = replace(a_calm_assessment(), urgency=Urgency.SOON, answers=told)
    outcome = plan_care(KB, soon, CLEAR, TODAY)
    assert isinstance(outcome, CarePlan)
    assert outcome.effort is Effort.LIGHT
    assert outcome.appointment == 3
    told_treatments = [s.treatment for s in (*outcome.steps, *outcome.options)]
    assert not [t.id for t in told_treatments if {"loaded", "hands_on"} & t.classes]


@pytest.mark.hazard("HAZ-021")
@pytest.mark.parametrize("id", CARE.treatments)
def test_what_is_not_known_is_asked_first_and_never_taken_as_no(id):
    treatment = CARE.treatments[id]
    codes = [c for c in forbidding(treatment) if c.is_asked and c.refer is None]
    codes = [c for c in codes if c.severity != "info"]
    said = dict.fromkeys(CARE.contraindications, Said.NO)
    for code in codes:
        assert verdict(KB, treatment, said | {code.id: Said.YES}).fit is Fit.LEAVE_OUT
        assert verdict(KB, treatment, said | {code.id: Said.UNSURE}).fit is Fit.ASK_FIRST
        assert verdict(KB, treatment, said | {code.id: Said.UNASKED}).fit is Fit.CHECK_FIRST
    assert verdict(KB, treatment, said).fit is Fit.FITS


@pytest.mark.hazard("HAZ-021")
def test_the_stricter_of_two_answers_wins():
    told = somebody(kidney_disease_known=True)
    assert concerns(KB, told, Wishes(concerns={"ckd": False}))["ckd"] is Said.YES
    assert concerns(KB, somebody(), Wishes(concerns={"ckd": True}))["ckd"] is Said.YES
    assert concerns(KB, somebody(), Wishes(concerns={"ckd": None}))["ckd"] is Said.UNSURE
    assert concerns(KB, somebody(kidney_disease_known=None), Wishes())["ckd"] is Said.UNSURE
    assert concerns(KB, somebody(), Wishes())["ckd"] is Said.UNASKED


def test_a_man_is_not_asked_whether_he_is_pregnant():
    man = Answers(Person(region=Region.LOW_BACK, age_years=30.0, sex=Sex.MALE))
    said = concerns(KB, man, Wishes())
    group = [c.id for c in CARE.contraindications.values() if c.group == "pregnancy"]
    assert {said[id] for id in group} == {Said.NO}


# -- medicines ---------------------------------------------------------------------------------


@pytest.mark.hazard("HAZ-022")
@pytest.mark.parametrize("medicine", CARE.medicines.values(), ids=lambda m: m.id)
def test_a_medicine_that_somebody_must_not_take_shows_no_figure(medicine):
    for code in medicine.never:
        wishes = replace(CLEAR, concerns={**CLEAR.concerns, code: True})
        found = check_medicine(KB, somebody(), wishes, medicine)
        assert found.light is Light.NOT_FOR_YOU
        assert not found.labels


@pytest.mark.hazard("HAZ-022")
@pytest.mark.parametrize("medicine", CARE.medicines.values(), ids=lambda m: m.id)
def test_two_things_to_ask_first_hide_the_figures_and_unknown_counts(medicine):
    both = (*medicine.never, *medicine.ask_first)
    nobody_asked = check_medicine(KB, somebody(), Wishes(), medicine)
    assert not nobody_asked.labels or len(both) < 2
    for first, second in zip(medicine.ask_first, medicine.ask_first[1:], strict=False):
        wishes = replace(CLEAR, concerns={**CLEAR.concerns, first: True, second: None})
        found = check_medicine(KB, somebody(), wishes, medicine)
        assert found.light is not Light.LABEL
        assert not found.labels


@pytest.mark.hazard("HAZ-022")
def test_a_figure_that_nobody_read_on_a_pack_is_never_shown():
    shown = [x for m in CARE.medicines.values() for x in readable_labels(m)]
    assert {label.read for label in shown} == {Provenance.SEEN}
    text = " ".join(f"{x.single} {x.every} {x.most} {x.longest}" for x in shown)
    assert "recalled" not in text
    assert "not checked" not in text
    assert {m.id for m in CARE.medicines.values() if [*readable_labels(m)]} == {
        "paracetamol", "ibuprofen", "naproxen", "aspirin_pain", "topical_diclofenac",
        "ibuprofen_paracetamol_combo"}  # fmt: skip


def test_what_must_not_go_together_is_told():
    def told(*taking: str, **codes: bool) -> str:
        report = check_medicines(KB, somebody(), Wishes(taking=taking, concerns=codes))
        return " ".join(report.warnings)

    assert "hold paracetamol" in told("Tylenol", "co-codamol")
    assert "hold paracetamol" in told("paracetamol", "Panadol")
    assert "hold paracetamol" in told("Lemsip", "night nurse")
    assert "same kind" in told("ibuprofen", "Nurofen")
    assert told("paracetamol 500 mg", "Paracetamol tablets") == ""
    assert "same kind" in told("Advil", "aleve")
    assert "bleed badly" in told("ibuprofen", "warfarin")
    assert "bleed badly" in told("ibuprofen", anticoagulant=True)
    assert "clash" in told("tramadol", "sertraline")
    assert "drowsy" in told("diazepam", "pregabalin")
    assert told("ibuprofen") == ""
    assert "stop your breathing" in told("oxycodone", "lorazepam")
    assert "stop your breathing" in told("codeine", "pregabalin")
    assert "stop your breathing" in told("fentanyl", "zopiclone")
    assert "same kind" in told("diclofenac", "Ibuprofen 400 mg tablets")
    assert "harm your kidneys" in told("ibuprofen", "furosemide", "ramipril")
    assert "harm your kidneys" not in told("ibuprofen", "ramipril")
    assert "may not suit you" in told("ibuprofen", "ramipril")
    assert "lithium too high" in told("naproxen", "lithium")
    assert "methotrexate too high" in told("ibuprofen", "methotrexate 2.5 mg")
    assert "Do not stop your steroid" in told("ibuprofen", "prednisolone")
    assert "Duloxetine and phenelzine can harm you together" in told("duloxetine", "phenelzine")
    assert "can harm you together" in told("tizanidine", "ciprofloxacin")
    assert "and warfarin: ask a pharmacist" in told("paracetamol", "warfarin")
    assert "ask a pharmacist" in told("paracetamol", "St John's wort")
    assert "and sertraline: ask" in told("duloxetine", "sertraline")
    assert told("furosemide", "ramipril") == ""


@pytest.mark.hazard("HAZ-022")
@pytest.mark.parametrize("medicine", CARE.medicines.values(), ids=lambda m: m.id)
def test_whatever_else_is_taken_and_speaks_against_a_medicine_is_told(medicine):
    for id in (*medicine.never, *medicine.ask_first):
        code = CARE.contraindications[id]
        other = next((n for n in code.names if n not in medicine.words), None)
        if other is None:
            continue
        report = check_medicines(KB, somebody(), Wishes(taking=(medicine.words[0], other)))
        assert report.warnings, (id, other)
        found = next(c for c in report.checks if c.medicine is medicine)
        assert found.light is not Light.LABEL
        assert id in found.because


@pytest.mark.parametrize(
    ("typed", "looked_up"),
    [("Ibuprofen 400 mg", "ibuprofen"), ("  Warfarin 3mg tablets ", "warfarin"),
     ("vitamin D3", "vitamin d"), ("500", "500"), ("co-codamol 8/500", "co-codamol"),
     ("diclofenac-gel 1.16 %", "diclofenac-gel"), ("Lithium", "lithium")],
)  # fmt: skip
def test_a_medicine_is_found_by_its_name_whatever_stands_beside_it(typed, looked_up):
    assert plain_name(typed) == looked_up


def test_a_medicine_does_not_speak_against_itself():
    report = check_medicines(KB, somebody(), replace(CLEAR, taking=("ibuprofen",)))
    lights = {c.medicine.id: c.light for c in report.checks}
    assert lights["ibuprofen"] is Light.LABEL
    assert lights["naproxen"] is Light.NOT_FOR_YOU


@pytest.mark.hazard("HAZ-022")
@pytest.mark.parametrize(
    "medicine",
    [m for m in CARE.medicines.values() if {"paracetamol", "nsaid"} & {*m.contains}],
    ids=lambda m: m.id,
)
def test_two_brands_of_a_medicine_are_two_products_and_hide_its_figures(medicine):
    for other in medicine.words[1:]:
        taking = (medicine.words[0], other)
        report = check_medicines(KB, somebody(), replace(CLEAR, taking=taking))
        assert report.warnings, taking
        found = next(c for c in report.checks if c.medicine is medicine)
        assert found.light is Light.NOT_FOR_YOU, taking
        assert found.labels == (), taking


def test_a_medicine_that_we_do_not_know_is_named_and_never_called_fine():
    report = check_medicines(KB, somebody(), Wishes(taking=("frobnicol", "ibuprofen")))
    assert report.unknown == ("frobnicol",)


def test_after_too_much_nothing_but_help_is_told():
    report = check_medicines(KB, somebody(), Wishes(concerns={"overdose_possible": True}))
    assert report.is_overdose
    assert not report.checks


def test_every_absolute_code_for_a_treatment_is_one_for_its_medicines():
    for medicine in CARE.medicines.values():
        if not medicine.treatment:
            continue
        for code in CARE.contraindications.values():
            if code.severity == "absolute" and f"tx:{medicine.treatment}" in code.forbids:
                stricter = {*medicine.never, *medicine.ask_first}
                assert code.id in stricter or code.id.startswith("age_"), (medicine.id, code.id)


# -- words -------------------------------------------------------------------------------------

NEVER_SAID = (
    r"(?<!if )(?<!that )(?<!do )\byou have (a|an) (?!right to)", r"nothing serious",
    r"you are safe", r"safely take",
    r"\byour back is out", r"wear.and.tear", r"worn out", r"crumbling", r"weak spine",
    r"(spine|back|disc|joint)s? (is|are) unstable", r"bone on bone",
    r"bad posture", r"you lifted wrong", r"no pain,? no gain", r"push through",
    r"all in your head", r"you need a scan", r"you do not need a doctor", r"stop taking",
    r"\bcures\b", r"\bfixes\b", r"realign", r"detox", r"heals? discs", r"back in alignment",
    r"\d ?%",
)  # fmt: skip
"""Section 4 of the management notes, as far as a pattern can see it."""


def plan_words() -> list[tuple[str, str]]:
    """Every sentence that a plan can be made of."""
    told = [(key, text) for key, text in KB.words.items() if key.startswith("plan.")]
    return [*care_texts(CARE), *told]


@pytest.mark.parametrize("pattern", NEVER_SAID)
def test_no_sentence_of_care_says_what_must_never_be_said(pattern):
    found = [key for key, text in plan_words() if re.search(pattern, text.casefold())]
    assert found == []


@pytest.mark.hazard("HAZ-022")
def test_no_sentence_gives_a_dose_of_a_medicine():
    for key, text in plan_words():
        if key.startswith(("medicines.", "treatments.", "visits.")):
            assert not re.search(r"\d+ ?(mg|g|ml|micrograms?)\b", text), key
        assert not re.search(r"\btake (one|two|\d+) (tablet|capsule|pill)", text.casefold()), key


def test_worn_joints_are_never_named_without_saying_how_common_they_are():
    for key, text in plan_words():
        if "degenerat" in text.casefold():
            assert "common with age" in text, key


def test_the_words_of_care_are_easy_to_read():
    grades = {key: grade(text) for key, text in plan_words() if not is_label(text)}
    assert {key: round(g, 1) for key, g in grades.items() if g > 8} == {}
    assert sum(grades.values()) / len(grades) <= 6


@given(answers())
@settings(max_examples=12 if settings.get_current_profile_name() == "ci" else 2000)
def test_no_plan_says_what_must_never_be_said(told):
    text = json.dumps(as_plan_record(KB, plan_for(told)), ensure_ascii=False).casefold()
    for pattern in NEVER_SAID[:-1]:
        assert not re.search(pattern, text), pattern


# -- the whole ---------------------------------------------------------------------------------


@given(answers())
@times(0.3)
def test_everything_that_is_shown_has_a_source(told):
    record = as_plan_record(KB, plan_for(told))
    lists = ("now", "this_week", "later", "options", "medicines", "not_now", "cards", "see",
             "look_back", "because", "care")  # fmt: skip
    for item in (item for name in lists for item in record.get(name, [])):
        assert item["source"] in KB.sources
        assert all(id in KB.sources for id in item.get("also", []))


@given(answers(), st.randoms(use_true_random=False))
@times(0.3)
def test_the_order_of_answers_and_wishes_does_not_matter(told, random):
    pairs = list(told.given.items())
    random.shuffle(pairs)
    goals = list(CARE.goals)
    random.shuffle(goals)
    first = plan_for(told)
    second = plan_for(Answers(told.person, dict(pairs)), replace(EVERYTHING, goals=tuple(goals)))
    assert json.dumps(as_plan_record(KB, first)) == json.dumps(as_plan_record(KB, second))


def test_what_a_person_does_not_have_or_like_is_left_out():
    outcome = plan_for(somebody(duration_weeks=0.5), Wishes(floor=False))
    assert isinstance(outcome, CarePlan)
    assert not told_of(outcome) & {"positions_90_90_legs_on_chair", "self_massage_ball"}
    without = plan_for(
        somebody(duration_weeks=0.5), replace(EVERYTHING, dislikes=frozenset({"mind_body"}))
    )
    assert isinstance(without, CarePlan)
    assert "mind_body" not in {s.treatment.kind for s in without.steps}


def test_nobody_is_told_of_weight_who_did_not_ask():
    person = a_person_for("weight_management")
    assert person is not None
    unasked = plan_care(KB, person, replace(CLEAR, topics=frozenset()), TODAY)
    assert "weight_management" not in told_of(unasked)


def test_where_guidelines_disagree_both_are_told():
    outcome = plan_for(somebody(duration_weeks=20.0), CLEAR)
    assert isinstance(outcome, CarePlan)
    needles = next(s.treatment for s in outcome.options if s.treatment.id == "acupuncture")
    assert needles.is_disputed
    assert needles.guidelines == {"nice": "against", "acp": "recommend", "who": "consider"}


def test_bed_rest_is_never_told_and_always_warned_of():
    for phase in PainPhase:
        person = with_cause("nonspecific_low_back_pain", phase, Region.LOW_BACK)
        outcome = plan_care(KB, person, CLEAR, TODAY)
        assert isinstance(outcome, CarePlan)
        assert "bed_rest_prolonged" not in told_of(outcome)
        assert "bed_rest_prolonged" in {t.id for t in outcome.not_now}
        assert outcome.part(When.NOW)


@pytest.mark.parametrize(
    ("weeks", "days"),
    [(None, (3, 14, 42, 84)), (1.0, (3, 14, 35, 77)), (5.0, (3, 14, 42, 49)),
     (30.0, (3, 14, 42, 84))],
)  # fmt: skip
def test_every_plan_has_four_dates_to_look_back(weeks, days):
    outcome = plan_for(somebody(**({} if weeks is None else {"duration_weeks": weeks})))
    assert isinstance(outcome, CarePlan)
    assert tuple(sorted((look.last - TODAY).days for look in outcome.looks)) == days
    assert all(TODAY < look.first <= look.last for look in outcome.looks)


def test_the_calendar_file_can_be_read_and_tells_nothing_of_the_person():
    outcome = plan_for(somebody(duration_weeks=1.0, anxiety_stress=True))
    assert isinstance(outcome, CarePlan)
    text = as_calendar(KB, outcome.looks, TODAY)
    assert text == as_calendar(KB, outcome.looks, TODAY)
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 4
    assert f"DTSTART;VALUE=DATE:{TODAY + timedelta(days=3):%Y%m%d}" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    assert not any(cause.name in text for cause in outcome.assessment.causes)


def events_of(text: str) -> list[dict[str, str]]:
    """The events of a calendar file, read as RFC 5545 says: unfolded, unescaped."""
    assert text.endswith("\r\n")
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert "VERSION:2.0" in lines
    assert any(line.startswith("PRODID:") for line in lines)
    found: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        assert value, line
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            plain = re.sub(r"\\([\\;,nN])", lambda m: "\n" if m[1] in "nN" else m[1], value)
            assert not re.search(r"(?<!\\)[;,]", re.sub(r"\\\\", "", value)), line
            found[-1][name] = plain
    return found


@pytest.mark.parametrize("language", ["en", "es", "de"])
def test_the_calendar_keeps_to_the_standard_in_every_language(language):
    kb = shipped(language)
    looks = found_looks(kb, {"duration_weeks": 1.0}, TODAY)
    text = as_calendar(kb, looks, TODAY)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    events = events_of(text)
    assert len(events) == len(looks) == 4
    for event, look in zip(events, looks, strict=True):
        assert event["SUMMARY"] == kb.words["plan.calendar"].format(title=look.advice.title)
        assert event["DESCRIPTION"] == look.advice.tells
        assert event["DTSTART;VALUE=DATE"] == f"{look.last:%Y%m%d}"  # a day has no time zone
        assert event["DTEND;VALUE=DATE"] == f"{look.last + timedelta(days=1):%Y%m%d}"
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
    assert len({event["UID"] for event in events}) == 4
    ours = {e["UID"] for e in events_of(as_calendar(KB, looks, TODAY))}
    assert ours == {e["UID"] for e in events}


def test_a_plan_that_is_made_again_moves_no_event_that_stays_where_it_is():
    first = found_looks(KB, {"duration_weeks": 1.0}, TODAY)
    later = found_looks(KB, {"duration_weeks": 1.0 + 1 / 7}, TODAY + timedelta(days=1))
    kept = {look.advice.id for look in first} & {
        look.advice.id for look in later if look.last in {old.last for old in first}
    }
    assert "six_weeks" in kept
    uids = {e["SUMMARY"]: e["UID"] for e in events_of(as_calendar(KB, first, TODAY))}
    for event in events_of(as_calendar(KB, later, TODAY + timedelta(days=1))):
        advice = next(r for r in CARE.reviews.values() if r.title in event["SUMMARY"])
        assert (uids[event["SUMMARY"]] == event["UID"]) == (advice.id in kept)


def test_one_dated_review_stands_for_all_the_limits_of_the_sources():
    assert [(r.from_pain, r.first_day, r.last_day) for r in CARE.reviews.values()] == [
        (False, 3, 3), (False, 7, 14), (True, 28, 42), (True, 84, 84)
    ]  # fmt: skip
    for weeks in (None, 0.2, 1.0, 5.0, 11.0, 60.0):
        given = {} if weeks is None else {"duration_weeks": weeks}
        found = found_looks(KB, given, TODAY)
        assert [look.last for look in found] == sorted(look.last for look in found)
        assert len({look.last for look in found}) == 4
        assert all(look.first > TODAY for look in found)


def test_the_words_of_a_report_are_told_calmly_and_alarming_ones_go_to_the_clinic():
    calm = read_report(KB, "L4/5: broad-based disc bulge, osteophytes, mild DEGENERATIVE change.")
    assert {w.id for w in calm.calm} >= {"bulge", "spur", "degeneration", "levels"}
    assert not calm.alarming
    grave = read_report(KB, "Compression fracture of L1.")
    assert [w.id for w in grave.alarming] == ["alarming"]
    assert read_report(KB, "") == read_report(KB, "nichts davon")


def test_wishes_are_read_with_every_fault_at_once():
    good = {"minutes_a_day": 15, "goals": ["walk"], "work": "desk", "concerns": {"ckd": None},
            "taking": ["ibuprofen"], "floor": True, "equipment": ["chair"]}  # fmt: skip
    assert read_wishes(KB, good).concerns == {"ckd": None}
    bad = {"minutes_a_day": -1, "goals": ["fly"], "work": "moon", "concerns": {"cdk": True},
           "taking": "x", "floor": "yes", "colour": 1}  # fmt: skip
    with pytest.raises(AnswersError) as caught:
        read_wishes(KB, bad)
    places = {p.place for p in caught.value.problems}
    assert places == {"minutes_a_day", "goals", "work", "concerns.cdk", "taking", "floor", "colour"}
    with pytest.raises(AnswersError):
        read_wishes(KB, [])


@given(answers())
@times(0.2)
def test_an_assessment_gives_back_the_record_it_was_made_of(told):
    record = record_of(told)
    assert input_record(as_record(KB, assess(KB, told))) == record
    person = {name: record[name] for name in ("region", "age_years", "sex", "setting")}
    answered = [{"finding": id, "answer": answer} for id, answer in told.given.items()]
    assert input_record({"urgency": "now", "person": person, "answered": answered}) == record
    assert input_record(record) == record


@pytest.mark.hazard("HAZ-004")
def test_a_pack_may_add_care_and_take_none_away(tmp_path):
    def faults(**changed: Any) -> str:
        old = CARE.contraindications["ckd"]
        return " ".join(weakened(old, replace(old, **changed)))

    old = CARE.contraindications["ckd"]
    assert faults() == ""
    assert faults(forbids=old.forbids | {"tx:tens"}) == ""
    assert "left out" in faults(forbids=frozenset())
    assert "asked first" in faults(asks_first=frozenset())
    assert "narrow" in faults(known_by=FALSE)
    grave = CARE.contraindications["gi_bleed_now"]
    assert [*weakened(grave, replace(grave, refer=None))] == ["it sends people later than before."]
    medicines = tmp_path / "medicines.toml"
    text = (SHIPPED / "medicines.toml").read_text("utf-8")
    medicines.write_text(text.replace('never = ["paracetamol_allergy", ', "never = [", 1), "utf-8")
    with pytest.raises(KnowledgeError, match="lets people take it who must not"):
        load(SHIPPED, tmp_path)


def test_a_count_is_told_only_where_a_study_counted():
    for count in CARE.counts.values():
        assert count.citation.provenance is not Provenance.RECALLED, count.id
        assert not KB.sources[count.citation.source].is_ours, count.id
        assert count.treatments or count.conditions
        assert "%" not in f"{count.title} {count.words} {count.other_words}"
    assert counts_beside(KB, CARE.treatments["yoga"]) == ()
    assert [c.count for c in counts_beside(KB, CARE.treatments["gabapentinoid"])] == [64, 40]
    needles = [(c.count, c.other) for c in counts_beside(KB, CARE.treatments["acupuncture"])]
    assert needles == [(48, 27), (48, 44)]  # conventional care, and needles at other points


@pytest.mark.parametrize("id", CARE.treatments)
def test_every_treatment_tells_its_counts_or_that_none_is_known_and_what_to_ask(id):
    treatment = CARE.treatments[id]
    step = Recommendation(treatment, When.LATER, "", Verdict(Fit.FITS))
    told = as_step_record(KB, step)
    assert bool(told["of_100"]) is not bool(told["no_count"])
    assert all(one["source"] in KB.sources for one in told["of_100"])
    is_given = treatment.role in {TreatmentRole.OPTION, TreatmentRole.MEDICINE}
    assert len(told["to_ask"]) == (3 if is_given else 0)
    assert told["certainty"]
    assert set(told["guidelines"]) == {"nice", "acp", "who"}


def test_no_count_is_told_twice_beside_the_same_treatment():
    for treatment in CARE.treatments.values():
        titles = [(c.title, c.words) for c in counts_beside(KB, treatment)]
        assert len(titles) == len(set(titles)), treatment.id


@pytest.mark.parametrize("activity", CARE.activities.values(), ids=CARE.activities)
def test_every_activity_is_named_to_somebody_and_not_to_one_who_must_leave_it_out(activity):
    fact = next(names(activity.when))
    wish = fact.removeprefix("wants_")
    topics = frozenset({wish}) & frozenset(TOPICS)
    told = somebody(duration_weeks=3.0, **({fact: True} if fact in YES_NO else {}))
    wishes = replace(CLEAR, topics=topics, goals=(), work=None)
    if fact in {"heavy_job", "desk_job"}:
        wishes = replace(wishes, work=Work("heavy" if fact == "heavy_job" else "desk"))
    outcome = plan_care(KB, assess(KB, told), wishes, TODAY)
    assert isinstance(outcome, CarePlan)
    assert activity.id in {a.id for a in outcome.activities}
    for code in CARE.contraindications.values():
        if {f"tx:{id}" for id in activity.treatments} & code.forbids:
            barred = replace(wishes, concerns={**wishes.concerns, code.id: True})
            other = plan_care(KB, assess(KB, told), barred, TODAY)
            assert isinstance(other, Referral) or activity not in other.activities, code.id


def test_everybody_who_is_not_known_not_to_be_pregnant_can_read_of_a_medicine_in_pregnancy():
    for medicine in CARE.medicines.values():
        assert medicine.in_pregnancy
        assert grade(medicine.in_pregnancy) <= 8
        if "nsaid" in medicine.contains:
            assert "28 weeks" in medicine.in_pregnancy or "maternity" in medicine.in_pregnancy


def test_a_spasm_is_read_back_as_it_was_noted():
    spasm = Spasm(place=SpasmPlace.NECK, count=2, length=SpasmLength.MINUTES, strength=7.5)
    assert read_spasm(as_spasm_record(spasm)) == spasm
    assert not is_often([spasm])
    assert is_often([spasm, spasm])
    assert not is_often([spasm, replace(spasm, place=SpasmPlace.LOW_BACK)])


@pytest.mark.parametrize(
    "record",
    [{}, {"place": "knee"}, {"place": "neck", "count": 0}, {"place": "neck", "strength": 11},
     {"place": "neck", "length": "days"}, {"place": "neck", "count": "many"}],
)  # fmt: skip
def test_a_spasm_that_cannot_be_is_refused(record):
    with pytest.raises(AnswersError):
        read_spasm(record)


@pytest.mark.parametrize(
    "activity", [a for a in CARE.activities.values() if a.movement is not None], ids=lambda a: a.id
)
def test_a_drawing_of_an_activity_is_a_closed_cycle_that_stays_above_the_floor(activity):
    poses = activity.movement.poses
    assert poses[0].angles == poses[-1].angles
    times = [activity.movement.seconds * moment / 20 for moment in range(20)]
    for body in bodies(activity.movement, times):
        assert min(point[1] for point in body.points.values()) > -4


def test_every_activity_has_a_drawing_of_its_own():
    assert not [a.id for a in CARE.activities.values() if a.movement is None]
    drawn = {repr(a.movement) for a in CARE.activities.values()}
    assert len(drawn) == len(CARE.activities)


# -- many people -------------------------------------------------------------------------------

A_CROWD = 2000


def a_crowd() -> Iterator[tuple[Assessment, Wishes]]:
    """Invented people of every kind, with answers and wishes drawn by a fixed die.

    Their causes are drawn as well instead of inferred: what is looked at here is the plan.
    """
    die = np.random.default_rng(5)
    conditions, codes = list(KB.conditions), list(CARE.contraindications)
    regions, phases = list(Region), list(PainPhase)
    for _ in range(A_CROWD):
        also = [YES_NO[n] for n in die.integers(len(YES_NO), size=die.integers(6))]
        person = with_cause(
            conditions[die.integers(len(conditions))],
            phases[die.integers(3)],
            regions[die.integers(len(regions))],
            tuple(also),
        )
        said = {
            codes[n]: (True, False, None)[die.integers(3)] for n in die.integers(len(codes), size=9)
        }
        yield (
            person,
            Wishes(
                minutes_a_day=float(die.integers(5, 60)),
                equipment=frozenset(e for e in KB.equipment if die.random() < 0.5),
                floor=(True, False, None)[die.integers(3)],
                goals=tuple(g for g in CARE.goals if die.random() < 0.3),
                topics=frozenset(t for t in TOPICS if die.random() < 0.4),
                work=list(Work)[die.integers(len(Work))],
                cares_for_someone=bool(die.integers(2)),
                concerns=said,
            ),
        )


@cache
def plans_of_the_crowd() -> tuple[CarePlan | Referral, ...]:
    """What comes out for each of them."""
    return tuple(plan_care(KB, person, wishes, TODAY) for person, wishes in a_crowd())


@pytest.mark.hazard("HAZ-020")
def test_no_plan_of_two_thousand_people_says_what_must_never_be_said():
    kinds = {CarePlan: 0, Referral: 0}
    for outcome in plans_of_the_crowd():
        kinds[type(outcome)] += 1
        text = json.dumps(as_plan_record(KB, outcome), ensure_ascii=False).casefold()
        for pattern in NEVER_SAID[:-1]:
            assert not re.search(pattern, text), pattern
    assert min(kinds.values()) > A_CROWD / 10


def test_everything_that_two_thousand_people_are_shown_has_a_source():
    for outcome in plans_of_the_crowd():
        for name, items in as_plan_record(KB, outcome).items():
            for item in items if isinstance(items, list) else ():
                if name in SOURCED:
                    assert item["source"] in KB.sources, name
                    assert {*item.get("also", ())} <= set(KB.sources)


SOURCED = {"now", "this_week", "later", "options", "medicines", "not_now", "cards", "see",
           "look_back", "because", "care"}  # fmt: skip


@pytest.mark.hazard("HAZ-021")
def test_two_thousand_people_are_told_of_nothing_that_they_must_leave_out():
    for outcome in plans_of_the_crowd():
        if isinstance(outcome, Referral):
            continue
        yes = {id for id, said in outcome.said.items() if said is Said.YES}
        shown = (*outcome.steps, *outcome.options, *outcome.medicines)
        for step in shown:
            if step.treatment.role is TreatmentRole.CARE:
                continue
            graver = {c.id for c in forbidding(step.treatment) if c.severity != "info"}
            assert not graver & yes, step.treatment.id
        assert not {s.treatment.id for s in shown} & {i.treatment.id for i in outcome.left_out}


def test_two_thousand_people_get_what_they_have_and_like_and_are_asked_what_matters():
    for outcome in plans_of_the_crowd():
        if isinstance(outcome, Referral):
            continue
        wishes = outcome.wishes
        for step in (*outcome.steps, *outcome.options):
            for need in step.treatment.needs:
                has = wishes.floor is not False if need == "floor" else (
                    need in wishes.equipment or KB.equipment[need].everyday)  # fmt: skip
                assert has or step.treatment.role is TreatmentRole.CARE, step.treatment.id
        assert [g.id for g in outcome.goals] == sorted(wishes.goals)
        needed = {id for s in (*outcome.steps, *outcome.options) for id in s.verdict.open}
        assert {c.id for c in outcome.questions} == needed
        for code in outcome.questions:  # asked because something needs it, and not known yet
            assert outcome.said[code.id] is Said.UNASKED
            assert any(guards(code, s.treatment) for s in (*outcome.steps, *outcome.options))
        for step in outcome.steps:
            unsure = [
                c
                for c in CARE.contraindications.values()
                if guards(c, step.treatment) and outcome.said[c.id] is Said.UNSURE
                and c.severity != "info" and c.refer is None
            ]  # fmt: skip
            assert step.verdict.fit is Fit.ASK_FIRST or not unsure
        if wishes.work is Work.OFF_WORK:
            assert any(v.advice.who == "workplace" for v in outcome.visits)
        if wishes.work is Work.NONE:
            assert "work" not in {c.id for c in outcome.cards}
        if wishes.cares_for_someone:
            assert "caring" in {a.id for a in outcome.activities}
            assert "lifting" in {c.id for c in outcome.cards}


def guards(code: Contraindication, treatment: Treatment) -> bool:
    """Whether a contraindication speaks against a treatment."""
    own = {f"tx:{treatment.id}", *(f"all:{name}" for name in treatment.classes)}
    return bool(own & (code.forbids | code.asks_first))


@pytest.mark.hazard("HAZ-020")
@given(answers())
@times(0.6)
def test_whoever_is_to_be_seen_soon_gets_no_load_and_an_appointment(told):
    outcome = plan_for(told, CLEAR)
    if isinstance(outcome, CarePlan) and outcome.urgency is Urgency.SOON:
        assert outcome.effort is Effort.LIGHT
        assert outcome.appointment == 3
        steps = [s.treatment for s in (*outcome.steps, *outcome.options, *outcome.medicines)]
        assert not [t.id for t in steps if {"loaded", "hands_on"} & t.classes]
        done = {p.exercise for s in make_programme(KB, outcome, TODAY).sessions for p in s.picks}
        assert not [id for id in done if is_loaded(KB.exercises[id])]


@pytest.mark.hazard("HAZ-020")
@given(answers())
@times(1.0)
def test_nobody_is_sent_to_be_seen_without_being_told_why(told):
    outcome = plan_for(told)
    if isinstance(outcome, Referral):
        assert outcome.because
        assert all(b.title and b.text and b.citation.source in KB.sources for b in outcome.because)


def test_what_experts_advise_against_stands_last_among_the_medicines():
    outcome = plan_for(somebody(duration_weeks=0.5), CLEAR)
    assert isinstance(outcome, CarePlan)
    names = [s.treatment.id for s in outcome.medicines]
    assert names.index("oral_nsaid") < names.index("opioid") < len(names)


def test_the_looks_stand_in_the_order_of_their_names():
    for weeks in (0.5, 2.0, 4.5, 6.5, 8.0, 11.5, 13.0):
        found = found_looks(KB, {"duration_weeks": weeks}, TODAY)
        assert [look.advice.id for look in found] == [
            "day_3",
            "two_weeks",
            "six_weeks",
            "twelve_weeks",
        ]


def test_whiplash_is_spoken_of_to_people_who_had_a_crash_alone():
    person = with_cause("whiplash_wad", PainPhase.ACUTE, Region.NECK)
    assert "whiplash_act_as_usual" not in told_of(plan_care(KB, person, CLEAR, TODAY))
    jolted = with_cause("whiplash_wad", PainPhase.ACUTE, Region.NECK, ("whiplash_crash",))
    assert "whiplash_act_as_usual" in told_of(plan_care(KB, jolted, CLEAR, TODAY))
