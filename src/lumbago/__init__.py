"""lumbago: back and neck pain, from the first question to an explained assessment.

The public names, in the order of the line:

    from lumbago import Answers, Person, Region, assess, shipped

    answers = Answers(Person(region=Region.LOW_BACK, age_years=45), {"saddle_numbness": True})
    print(assess(shipped(), answers).action)

Not a diagnosis. See SAFETY.md.
"""

from lumbago.answers import Answer, Answers, Person, Region, Setting, Sex
from lumbago.assessment import Assessment, assess, changes, urgency_of
from lumbago.checks import check
from lumbago.errors import AnswersError, KnowledgeError, LumbagoError, Problem
from lumbago.intake import read_answers
from lumbago.interview import Card, Question, answer_card, answer_places, next_step
from lumbago.knowledge import KnowledgeBase, Urgency
from lumbago.loading import load, shipped
from lumbago.network import infer
from lumbago.records import as_record
from lumbago.triage import Disposition, triage

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "Answers",
    "AnswersError",
    "Assessment",
    "Card",
    "Disposition",
    "KnowledgeBase",
    "KnowledgeError",
    "LumbagoError",
    "Person",
    "Problem",
    "Question",
    "Region",
    "Setting",
    "Sex",
    "Urgency",
    "answer_card",
    "answer_places",
    "as_record",
    "assess",
    "changes",
    "check",
    "infer",
    "load",
    "next_step",
    "read_answers",
    "shipped",
    "triage",
    "urgency_of",
]
