"""lumbago: back and neck pain, from the first question to an explained assessment.

The public names, in the order of the line:

    from lumbago import Answers, Person, Region, assess, shipped

    answers = Answers(Person(region=Region.LOW_BACK, age_years=45), {"saddle_numbness": True})
    print(assess(shipped(), answers).action)

Not a diagnosis. See SAFETY.md.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from lumbago.triage import triage

if TYPE_CHECKING:
    from lumbago.answers import Answer, Answers, Person, Region, Setting, Sex
    from lumbago.assessment import Assessment, assess, changes, urgency_of
    from lumbago.checks import check
    from lumbago.diary import Diary, DiaryEntry
    from lumbago.errors import AnswersError, KnowledgeError, LumbagoError, Problem
    from lumbago.intake import read_answers
    from lumbago.interview import Card, Question, answer_card, answer_places, next_step
    from lumbago.knowledge import KnowledgeBase, Urgency
    from lumbago.loading import load, shipped
    from lumbago.network import infer
    from lumbago.plan import CarePlan, Referral, Wishes, plan_care
    from lumbago.programme import Programme, adapt, make_programme
    from lumbago.records import as_record
    from lumbago.triage import Disposition

__version__ = "0.1.0"

_HOME = {
    "Answer": "lumbago.answers",
    "Answers": "lumbago.answers",
    "AnswersError": "lumbago.errors",
    "Assessment": "lumbago.assessment",
    "Card": "lumbago.interview",
    "CarePlan": "lumbago.plan",
    "Diary": "lumbago.diary",
    "DiaryEntry": "lumbago.diary",
    "Disposition": "lumbago.triage",
    "KnowledgeBase": "lumbago.knowledge",
    "KnowledgeError": "lumbago.errors",
    "LumbagoError": "lumbago.errors",
    "Person": "lumbago.answers",
    "Problem": "lumbago.errors",
    "Programme": "lumbago.programme",
    "Question": "lumbago.interview",
    "Referral": "lumbago.plan",
    "Region": "lumbago.answers",
    "Setting": "lumbago.answers",
    "Sex": "lumbago.answers",
    "Urgency": "lumbago.knowledge",
    "Wishes": "lumbago.plan",
    "adapt": "lumbago.programme",
    "answer_card": "lumbago.interview",
    "answer_places": "lumbago.interview",
    "as_record": "lumbago.records",
    "assess": "lumbago.assessment",
    "changes": "lumbago.assessment",
    "check": "lumbago.checks",
    "infer": "lumbago.network",
    "load": "lumbago.loading",
    "make_programme": "lumbago.programme",
    "next_step": "lumbago.interview",
    "plan_care": "lumbago.plan",
    "read_answers": "lumbago.intake",
    "shipped": "lumbago.loading",
    "urgency_of": "lumbago.assessment",
}
"""Where each public name lives; it is loaded when it is first used, so that help is quick."""


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'lumbago' has no attribute {name!r}")


__all__ = [
    "Answer",
    "Answers",
    "AnswersError",
    "Assessment",
    "Card",
    "CarePlan",
    "Diary",
    "DiaryEntry",
    "Disposition",
    "KnowledgeBase",
    "KnowledgeError",
    "LumbagoError",
    "Person",
    "Problem",
    "Programme",
    "Question",
    "Referral",
    "Region",
    "Setting",
    "Sex",
    "Urgency",
    "Wishes",
    "adapt",
    "answer_card",
    "answer_places",
    "as_record",
    "assess",
    "changes",
    "check",
    "infer",
    "load",
    "make_programme",
    "next_step",
    "plan_care",
    "read_answers",
    "shipped",
    "triage",
    "urgency_of",
]
