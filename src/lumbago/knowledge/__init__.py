"""What lumbago knows: values only. `loading` reads them from `kb/`; they never change after.

- danger: What must not be missed: how soon to be seen, red flags, and the cards that ask for them
- causes: What can be asked, and what can cause it: findings, conditions, mechanisms, links
- advice: What is told beside the causes: the usual course, scans, and people who differ
- care: What helps and what harms: treatments, who must not, medicines, whom to see, reviews
- published: What was published and must come out: figures and cases
- movement: What can be done: exercises, their doses and figures, and what to leave for later
- articles: What can be read, and the claims it rests on
- progression: how a programme starts, grows, holds and steps back
- phrases: The words in which people tell of findings
- languages: how far the words of another language stand for the English ones
- whole: all that is known, in one value, with the few settings of the whole
"""

from lumbago.knowledge.advice import (
    Course,
    ImagingAdvice,
    Recovery,
    SpecialGroup,
)
from lumbago.knowledge.articles import Article, Category, Door, Drawing
from lumbago.knowledge.care import (
    ENTRY_FACTS,
    Activity,
    Care,
    CareCard,
    Certainty,
    Contraindication,
    Exposure,
    ExposureKind,
    Goal,
    Label,
    Medicine,
    OutOf100,
    PainPhase,
    ReportWord,
    ReviewAdvice,
    SafetyNet,
    Severity,
    Shows,
    SpasmStep,
    Stance,
    Treatment,
    TreatmentRole,
    VisitAdvice,
    When,
)
from lumbago.knowledge.causes import (
    Arrow,
    ArrowKind,
    Condition,
    Finding,
    Group,
    Link,
    Mechanism,
    Role,
)
from lumbago.knowledge.danger import (
    ActionThreshold,
    Place,
    RedFlag,
    SafetyCard,
    Tick,
    Topic,
    Urgency,
    UrgencyWords,
)
from lumbago.knowledge.glossary import Spot, Term
from lumbago.knowledge.languages import (
    ENGLISH,
    Translation,
    WordsBy,
)
from lumbago.knowledge.movement import (
    Area,
    Direction,
    Dose,
    DoseOrigin,
    Equipment,
    Exercise,
    Footing,
    FormCue,
    Measure,
    MeasureKind,
    Movement,
    NotNow,
    Phase,
    Pose,
    Position,
    Prop,
    Purpose,
    Rung,
    SourceRow,
    StopSign,
)
from lumbago.knowledge.phrases import (
    FindingPhrases,
    Limit,
    Measurement,
    Phrases,
    WordClass,
)
from lumbago.knowledge.progression import ProgressionRule
from lumbago.knowledge.published import (
    PublishedCase,
    PublishedFigure,
)
from lumbago.knowledge.scales import Scale
from lumbago.knowledge.whole import (
    KnowledgeBase,
    Settings,
)

__all__ = [
    "ENGLISH",
    "ENTRY_FACTS",
    "ActionThreshold",
    "Activity",
    "Area",
    "Arrow",
    "ArrowKind",
    "Article",
    "Care",
    "CareCard",
    "Category",
    "Certainty",
    "Condition",
    "Contraindication",
    "Course",
    "Direction",
    "Door",
    "Dose",
    "DoseOrigin",
    "Drawing",
    "Equipment",
    "Exercise",
    "Exposure",
    "ExposureKind",
    "Finding",
    "FindingPhrases",
    "Footing",
    "FormCue",
    "Goal",
    "Group",
    "ImagingAdvice",
    "KnowledgeBase",
    "Label",
    "Limit",
    "Link",
    "Measure",
    "MeasureKind",
    "Measurement",
    "Mechanism",
    "Medicine",
    "Movement",
    "NotNow",
    "OutOf100",
    "PainPhase",
    "Phase",
    "Phrases",
    "Place",
    "Pose",
    "Position",
    "ProgressionRule",
    "Prop",
    "PublishedCase",
    "PublishedFigure",
    "Purpose",
    "Recovery",
    "RedFlag",
    "ReportWord",
    "ReviewAdvice",
    "Role",
    "Rung",
    "SafetyCard",
    "SafetyNet",
    "Scale",
    "Settings",
    "Severity",
    "Shows",
    "SourceRow",
    "SpasmStep",
    "SpecialGroup",
    "Spot",
    "Stance",
    "StopSign",
    "Term",
    "Tick",
    "Topic",
    "Translation",
    "Treatment",
    "TreatmentRole",
    "Urgency",
    "UrgencyWords",
    "VisitAdvice",
    "When",
    "WordClass",
    "WordsBy",
]
