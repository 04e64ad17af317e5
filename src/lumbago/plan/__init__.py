"""Assessment and wishes → `CarePlan | Referral`: what to do now, this week and later, and why.

- wishes: what a person has, wants and leaves out, and which contraindications were asked
- intake: a record, or an assessment, back to what it was made of
- concerns: what is known of each contraindication, and what that means for a treatment
- choosing: which treatments a person can be told of, in which order, and why
- medicines: what can be told of medicines, and what must not go together
- report_words: the words of a scan report, told calmly
- counts: counts from studies, as people of a hundred
- spasm: a spasm as a person notes it down
- dates: when to look back, whom to see by when, and the calendar file
- whole: `plan_care`, and the two things that it can return
- records: a plan or a referral as a record for other programs

A `Referral` has no place for an exercise, and nothing that makes a programme takes one.
"""

from lumbago.plan.choosing import Recommendation
from lumbago.plan.concerns import Fit, Said, Verdict, concerns, verdict
from lumbago.plan.dates import Look, Visit, as_calendar
from lumbago.plan.intake import input_record
from lumbago.plan.medicines import Light, MedicineCheck, MedicineReport, check_medicines
from lumbago.plan.records import as_plan_record
from lumbago.plan.report_words import ReportReading, read_report
from lumbago.plan.whole import CarePlan, Referral, as_planned, plan_care
from lumbago.plan.wishes import Wishes, Work, read_wishes

__all__ = [
    "CarePlan",
    "Fit",
    "Light",
    "Look",
    "MedicineCheck",
    "MedicineReport",
    "Recommendation",
    "Referral",
    "ReportReading",
    "Said",
    "Verdict",
    "Visit",
    "Wishes",
    "Work",
    "as_calendar",
    "as_plan_record",
    "as_planned",
    "check_medicines",
    "concerns",
    "input_record",
    "plan_care",
    "read_report",
    "read_wishes",
    "verdict",
]
