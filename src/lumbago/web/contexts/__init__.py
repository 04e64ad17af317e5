"""What each template may use: its fields, with a line of help each, are all there is.

- frame: what every page has, and the smallest pieces
- visit: the way to the result: start, map, own words, cards, questions, and the emergency
- outcome: the result, and what it rests on
- reference: pages to look things up, and messages
- exercises: the library of exercises
- library: articles, the lesson of a day, and all sources
- anatomy: parts on pictures, and words from A to Z
- diary: people, today, the diary, and a person's own data
- care: the plan, the spasm, medicines, options and reports
- report: the report for a clinician
"""

from typing import TypeAlias

from lumbago.web.contexts.anatomy import AnatomyPage, GlossaryPage, TermView
from lumbago.web.contexts.care import (
    ActivitiesPage,
    ActivityCard,
    ActivityPage,
    AskView,
    CountView,
    MedicinesPage,
    MedicineView,
    OptionsPage,
    PlanOpenPage,
    PlanPage,
    ReferralPage,
    ReportPage,
    SpasmNotedPage,
    SpasmPage,
    StepView,
    TextView,
    WishesPage,
)
from lumbago.web.contexts.diary import (
    CoursePage,
    DataPage,
    DiaryPage,
    EntryLine,
    ErasePage,
    ForecastPage,
    InsightsPage,
    MeasurePage,
    OutlookView,
    PeoplePage,
    SavedPage,
    TableView,
    ThingView,
    TodayPage,
    TrialToday,
    TrialView,
    Typed,
    UsualPlace,
)
from lumbago.web.contexts.exercises import (
    ExerciseCard,
    ExercisePage,
    ExercisesPage,
    ExercisesWaitPage,
    Filter,
    NotNowCard,
    NotNowPage,
)
from lumbago.web.contexts.feedback import FeedbackPage, FeedbackThanksPage
from lumbago.web.contexts.frame import (
    Band,
    Frame,
    Option,
    Origin,
    Progress,
    Reason,
)
from lumbago.web.contexts.library import (
    ArticleCard,
    ArticlePage,
    ClaimView,
    LessonPage,
    LibraryPage,
    LinkGroup,
    MythView,
    PromptView,
    QuestionView,
    Shelf,
    SourcesPage,
    WantedPage,
)
from lumbago.web.contexts.outcome import (
    AnswerGroup,
    AnswerLine,
    AnswersPage,
    CauseView,
    ChangeView,
    CourseView,
    DangerView,
    Kind,
    Line,
    ResultPage,
    RuleLine,
    SurePage,
    WhatIfPage,
)
from lumbago.web.contexts.reference import (
    Fact,
    FactGroup,
    MessagePage,
    OfflinePage,
    ReferencePage,
    Row,
    SourcePage,
)
from lumbago.web.contexts.report import DoctorReportPage
from lumbago.web.contexts.search import AlertPage, AlertReason, HitView, SearchPage
from lumbago.web.contexts.training import (
    BreathePage,
    ChangedPage,
    DayView,
    EntryPage,
    ItemView,
    MoveView,
    PickView,
    ProgrammePage,
    RuleView,
    SessionPage,
    SheetView,
)
from lumbago.web.contexts.visit import (
    CardPage,
    EmergencyPage,
    HelpPage,
    MostPage,
    Piece,
    PlaceGroup,
    PlaceRow,
    QuestionPage,
    ResumePage,
    StartPage,
    StoryCheckPage,
    StoryPage,
    Understood,
    WherePage,
)

__all__ = [
    "TEMPLATES",
    "ActivitiesPage",
    "ActivityCard",
    "ActivityPage",
    "AlertPage",
    "AlertReason",
    "AnatomyPage",
    "AnswerGroup",
    "AnswerLine",
    "AnswersPage",
    "ArticleCard",
    "ArticlePage",
    "AskView",
    "Band",
    "BreathePage",
    "CardPage",
    "CauseView",
    "ChangeView",
    "ChangedPage",
    "ClaimView",
    "Context",
    "CountView",
    "CoursePage",
    "CourseView",
    "DangerView",
    "DataPage",
    "DayView",
    "DiaryPage",
    "DoctorReportPage",
    "EmergencyPage",
    "EntryLine",
    "EntryPage",
    "ErasePage",
    "ExerciseCard",
    "ExercisePage",
    "ExercisesPage",
    "ExercisesWaitPage",
    "Fact",
    "FactGroup",
    "FeedbackPage",
    "FeedbackThanksPage",
    "Filter",
    "ForecastPage",
    "Frame",
    "GlossaryPage",
    "HelpPage",
    "HitView",
    "InsightsPage",
    "ItemView",
    "Kind",
    "LessonPage",
    "LibraryPage",
    "Line",
    "LinkGroup",
    "MeasurePage",
    "MedicineView",
    "MedicinesPage",
    "MessagePage",
    "MostPage",
    "MoveView",
    "MythView",
    "NotNowCard",
    "NotNowPage",
    "OfflinePage",
    "Option",
    "OptionsPage",
    "Origin",
    "OutlookView",
    "PeoplePage",
    "PickView",
    "Piece",
    "PlaceGroup",
    "PlaceRow",
    "PlanOpenPage",
    "PlanPage",
    "ProgrammePage",
    "Progress",
    "PromptView",
    "QuestionPage",
    "QuestionView",
    "Reason",
    "ReferencePage",
    "ReferralPage",
    "ReportPage",
    "ResultPage",
    "ResumePage",
    "Row",
    "RuleLine",
    "RuleView",
    "SavedPage",
    "SearchPage",
    "SessionPage",
    "SheetView",
    "Shelf",
    "SourcePage",
    "SourcesPage",
    "SpasmNotedPage",
    "SpasmPage",
    "StartPage",
    "StepView",
    "StoryCheckPage",
    "StoryPage",
    "SurePage",
    "TableView",
    "TermView",
    "TextView",
    "ThingView",
    "TodayPage",
    "TrialToday",
    "TrialView",
    "Typed",
    "Understood",
    "UsualPlace",
    "WantedPage",
    "WhatIfPage",
    "WherePage",
    "WishesPage",
]

Context: TypeAlias = (
    StartPage
    | ResumePage
    | WherePage
    | MostPage
    | StoryPage
    | StoryCheckPage
    | CardPage
    | QuestionPage
    | EmergencyPage
    | HelpPage
    | ResultPage
    | WhatIfPage
    | SurePage
    | AnswersPage
    | ReferencePage
    | SourcePage
    | MessagePage
    | ExercisesPage
    | ExercisePage
    | NotNowPage
    | ExercisesWaitPage
    | OfflinePage
    | PlanOpenPage
    | PlanPage
    | ReferralPage
    | WishesPage
    | SpasmNotedPage
    | SpasmPage
    | ActivitiesPage
    | ActivityPage
    | MedicinesPage
    | OptionsPage
    | ReportPage
    | DoctorReportPage
    | ProgrammePage
    | EntryPage
    | ChangedPage
    | SessionPage
    | BreathePage
    | LibraryPage
    | ArticlePage
    | LessonPage
    | SourcesPage
    | WantedPage
    | AnatomyPage
    | GlossaryPage
    | PeoplePage
    | TodayPage
    | DiaryPage
    | SavedPage
    | DataPage
    | ErasePage
    | InsightsPage
    | ForecastPage
    | CoursePage
    | MeasurePage
    | SearchPage
    | AlertPage
    | FeedbackPage
    | FeedbackThanksPage
)
"""Any page's context."""

TEMPLATES: dict[type, str] = {
    StartPage: "start.html",
    SearchPage: "search.html",
    FeedbackPage: "feedback.html",
    FeedbackThanksPage: "feedback_thanks.html",
    AlertPage: "alert.html",
    ResumePage: "resume.html",
    WherePage: "where.html",
    MostPage: "most.html",
    StoryPage: "story.html",
    StoryCheckPage: "story_check.html",
    CardPage: "card.html",
    QuestionPage: "question.html",
    EmergencyPage: "emergency.html",
    HelpPage: "help.html",
    ResultPage: "result.html",
    WhatIfPage: "what_if.html",
    SurePage: "sure.html",
    AnswersPage: "answers.html",
    ReferencePage: "reference.html",
    SourcePage: "source.html",
    MessagePage: "message.html",
    ExercisesPage: "exercises.html",
    ExercisePage: "exercise.html",
    NotNowPage: "not_now.html",
    ExercisesWaitPage: "exercises_wait.html",
    OfflinePage: "offline.html",
    PlanOpenPage: "plan_open.html",
    PlanPage: "plan.html",
    ReferralPage: "referral.html",
    WishesPage: "wishes.html",
    SpasmPage: "spasm.html",
    SpasmNotedPage: "spasm_noted.html",
    ActivitiesPage: "activities.html",
    ActivityPage: "activity.html",
    MedicinesPage: "medicines.html",
    OptionsPage: "options.html",
    ReportPage: "report.html",
    DoctorReportPage: "for_doctor.html",
    ProgrammePage: "programme.html",
    EntryPage: "programme_entry.html",
    ChangedPage: "programme_changed.html",
    SessionPage: "session.html",
    BreathePage: "breathe.html",
    LibraryPage: "library.html",
    ArticlePage: "article.html",
    LessonPage: "lesson.html",
    SourcesPage: "sources.html",
    WantedPage: "wanted.html",
    AnatomyPage: "anatomy.html",
    GlossaryPage: "glossary.html",
    PeoplePage: "people.html",
    TodayPage: "today.html",
    DiaryPage: "diary.html",
    SavedPage: "diary_saved.html",
    DataPage: "data.html",
    ErasePage: "data_erase.html",
    InsightsPage: "insights.html",
    ForecastPage: "forecast.html",
    CoursePage: "progress.html",
    MeasurePage: "measure.html",
}
"""The template of each context."""
