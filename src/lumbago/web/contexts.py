"""What each template may use: a frozen dataclass, its fields, and nothing else."""

from dataclasses import dataclass
from typing import TypeAlias

from markupsafe import Markup

from lumbago.web.catalogue import Words
from lumbago.web.exercise_pictures import StillPicture
from lumbago.web.numbers import Country


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page has round it."""

    lang: str
    dir: str
    title: str  # of the page, for the tab
    token: str  # for each form
    static: str  # where the static files of this version are
    t: Words  # the words of the frame
    country: Country
    is_carer: bool
    has_answers: bool  # whether there is something to forget
    has_result: bool  # whether the result can be opened
    logo: Markup
    languages: tuple["Option", ...]  # to choose from; empty where there is one only
    here: str  # the address to come back to after a choice
    translated: str  # that no person has read the translation; empty where one has


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a list."""

    id: str
    words: str
    is_chosen: bool = False
    is_unsure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage:
    """Who is asked."""

    frame: Frame
    t: Words
    whom: tuple[Option, ...]
    sexes: tuple[Option, ...]
    age: str  # as it was typed
    age_problem: str  # empty when nothing is wrong
    sex_problem: str
    is_edit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumePage:
    """The start for somebody who has begun already."""

    frame: Frame
    t: Words
    onward: str  # address
    onward_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """One place of the body: one box, or one for each side."""

    name: str
    options: tuple[Option, ...]
    full: tuple[str, ...]  # the name with its side, for each option


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceGroup:
    """Places under one heading."""

    title: str
    is_open: bool
    rows: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WherePage:
    """Where it hurts."""

    frame: Frame
    t: Words
    groups: tuple[PlaceGroup, ...]
    main: str  # the place that hurts most; may be empty
    body_map: Markup
    problem: str
    is_elsewhere: bool  # whether nothing of what was marked is ours to judge


@dataclass(frozen=True, slots=True, kw_only=True)
class MostPage:
    """Which of the marked places hurts most."""

    frame: Frame
    t: Words
    places: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """A box to write in, for those who want to."""

    frame: Frame
    t: Words
    text: str  # as it was written, when it could not be taken
    most: int  # characters
    problem: str
    was_told: bool  # whether a story was told before


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of what was written; `item` is what it was understood as, or empty."""

    text: str
    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """One thing that was understood, to keep, change or leave out."""

    id: str
    words: str
    quotes: tuple[str, ...]  # in which words it was written
    chosen: str  # yes, no, unsure or keep


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCheckPage:
    """What was understood of a story, to be corrected."""

    frame: Frame
    t: Words
    pieces: tuple[Piece, ...]
    dangers: tuple[Understood, ...]
    items: tuple[Understood, ...]
    numbers: tuple[Understood, ...]
    denied: tuple[str, ...]  # danger signs that the text denies: asked all the same
    is_emergency: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the interview is."""

    back: str  # address of the step before
    most_left: str  # in words
    picture: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPage:
    """Several danger signs to tick."""

    frame: Frame
    t: Words
    number: int
    progress: Progress
    title: str
    why: str
    sources: tuple["Origin", ...]  # who says so
    options: tuple[Option, ...]
    hints: tuple[tuple[str, str], ...]  # finding in words, hint
    problem: str
    is_stale: bool  # whether it is asked again because time has passed
    is_emergency: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """One question."""

    frame: Frame
    t: Words
    number: int
    progress: Progress
    finding: str
    kind: str  # yes_no, scale, duration or number
    title: str
    hint: str
    why: str
    sources: tuple["Origin", ...]  # who says so
    self_check: str
    chosen: str  # the answer given before, as the form has it
    typed: str  # a number as it was typed
    units: tuple[Option, ...]
    scale: tuple[int, ...]
    problem: str
    is_emergency: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A red flag that is up."""

    id: str
    title: str
    because: str
    do: str
    answers: tuple[str, ...]
    talk: str  # the number of a crisis line, where the rule speaks of one; else empty
    source: "Origin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who says so."""

    name: str
    address: str  # of our page about the source; empty when there is none
    how: str  # what kind of work, and whether it was read, remembered or estimated


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyPage:
    """Get help now."""

    frame: Frame
    t: Words
    action: str
    reasons: tuple[Reason, ...]
    tell: tuple[str, ...]
    person: str  # age and sex, to read out
    meanwhile: tuple[str, ...]
    safety_net: str
    countries: tuple[Option, ...]
    last_step: str  # address
    is_from_story: bool  # whether the danger was read in the person's own words


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPage:
    """The danger signs and the numbers, for everybody."""

    frame: Frame
    t: Words
    now: tuple[str, ...]
    today: tuple[str, ...]
    countries: tuple[Option, ...]
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One answer as a reason, leading to what the question is about."""

    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseView:
    """One cause with its range and its reasons."""

    id: str
    name: str
    word: str
    range: str
    about: str
    bar: Markup
    for_it: tuple[Line, ...]
    against: tuple[Line, ...]
    members: tuple[tuple[str, str, str], ...]  # address, name, about how many


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """What another answer would change."""

    number: int
    answers: tuple[str, ...]
    effect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerView:
    """Something grave that is worth ruling out."""

    address: str
    name: str
    chance: str
    asks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseView:
    """What usually becomes of it."""

    chart: Markup
    what: str  # what the curve shows, in words
    rows: tuple[tuple[str, str], ...]  # the curve as a table
    shares: tuple[str, ...]
    sources: tuple[Origin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The urgency: its level, the first line, and what goes with it."""

    level: str  # now, today, soon, routine or self_care
    name: str  # the word for the level; its time frame where the action says the word
    time_frame: str  # empty when the name says it
    action: str
    shape: Markup
    reviews: tuple[str, ...]  # with dates
    safety_net: str
    meanwhile: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The kind of pain."""

    name: str
    about: str
    chance: str
    address: str
    picture: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPage:
    """What to do, what probably causes it, and why."""

    frame: Frame
    t: Words
    band: Band
    child: str  # the text for under 18; empty for adults
    has_causes: bool  # false while it is an emergency
    checked: str  # how many signs were checked
    difference: tuple[str, ...]  # after an answer was changed
    unfinished: str  # address of the next question when the interview is not over
    reasons: tuple[Reason, ...]
    more_reasons: tuple[Reason, ...]  # those that ask for less, folded away
    by_chance: str  # when the probabilities ask for more than the rules
    tell: tuple[str, ...]
    kind: Kind | None
    causes: tuple[CauseView, ...]
    others: tuple[CauseView, ...]  # the less likely ones
    figures: str
    changes: tuple[ChangeView, ...]
    more_changes: tuple[ChangeView, ...]  # folded away
    dangers: tuple[DangerView, ...]
    modifiers: tuple[CauseView, ...]
    imaging: str
    imaging_text: str
    imaging_sources: tuple[Origin, ...]
    course: CourseView | None
    groups: tuple[tuple[str, tuple[Origin, ...]], ...]
    knowledge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfPage:
    """The result with answers that are not the person's."""

    frame: Frame
    t: Words
    answers: tuple[str, ...]
    now_band: Band
    now_causes: tuple[CauseView, ...]
    then_band: Band
    then_causes: tuple[CauseView, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """One rule and where it stands."""

    id: str
    title: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SurePage:
    """How sure we are, and what that rests on."""

    frame: Frame
    t: Words
    tally: tuple[tuple[str, str], ...]  # how many rules stand how
    up: tuple[RuleLine, ...]
    denied: tuple[RuleLine, ...]
    unsure: tuple[RuleLine, ...]  # asked, and not known
    unasked: tuple[RuleLine, ...]
    still_open: tuple[Line, ...]  # what could still make it sooner
    counts: tuple[tuple[str, str], ...]
    ranking: tuple[tuple[str, str, str], ...]  # address, name, chance
    knowledge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One answer and where to change it."""

    question: str
    answer: str
    finding: str  # what to change; empty where the whole group is changed at once
    about: str  # what the question is about


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGroup:
    """Answers under one heading."""

    title: str
    lines: tuple[AnswerLine, ...]
    denied: tuple[AnswerLine, ...]  # a "no" to a danger sign, folded away
    denied_words: str
    change: str  # one address for the whole group; may be empty
    picture: Markup  # may be empty


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersPage:
    """Everything that was answered."""

    frame: Frame
    t: Words
    groups: tuple[AnswerGroup, ...]
    onward: str  # address
    onward_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of a reference page: a statement, a figure, and who says so."""

    words: str
    address: str
    figure: str
    source: Origin
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGroup:
    """Facts under one heading."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A text under its name; `lang` says that it stays English in every language."""

    name: str
    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePage:
    """A cause, kind of pain, question or rule, with the origin of all we say of it."""

    frame: Frame
    t: Words
    kicker: str
    title: str
    paragraphs: tuple[str, ...]
    rows: tuple["Row", ...]
    source: Origin | None
    picture: Markup
    groups: tuple[FactGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """One publication, and what rests on it."""

    frame: Frame
    t: Words
    title: str
    lang: str  # of the title and of what was seen; empty where they are ours
    who: str
    where: str
    basis: str
    provenance: str
    seen: str
    link: str
    uses: tuple[FactGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage:
    """A page that only says something: an error."""

    frame: Frame
    t: Words
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflinePage:
    """There is no connection: what to do, and the danger signs, which need none."""

    frame: Frame
    t: Words
    help: Words  # the words of the page of danger signs
    now: tuple[str, ...]
    today: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One way to narrow a list: its name in the address, and what can be chosen."""

    name: str
    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseCard:
    """One exercise in a list."""

    address: str
    picture: str  # address of the small picture
    name: str
    about: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNowCard:
    """A movement to leave for later, in a list."""

    address: str
    title: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExercisesPage:
    """The library of exercises."""

    frame: Frame
    t: Words
    count: str  # how many are shown, in words
    total: int
    filters: tuple[Filter, ...]
    is_filtered: bool
    searched: str  # the name that was typed; empty where none was
    cards: tuple[ExerciseCard, ...]
    not_now: tuple[NotNowCard, ...]
    child: str  # what a young person is told first; empty for adults


@dataclass(frozen=True, slots=True, kw_only=True)
class ExercisePage:
    """One exercise."""

    frame: Frame
    t: Words
    kicker: str
    name: str
    also: str
    about: str
    moving: Markup
    stills: tuple[StillPicture, ...]
    side_address: str  # of the page with the other side; empty where there is none
    is_other_side: bool
    is_with_clinician: bool
    start: str
    steps: tuple[str, ...]
    stop_now: tuple[str, ...]  # signs that ask for help
    stop_ease: tuple[str, ...]  # signs to stop and rest at
    dose: str
    how_often: str
    dose_origin: str
    ladder: tuple[str, ...]
    ladder_lang: str  # where it stays English on a page in another language
    source_rows: tuple[Row, ...]
    easier: tuple[Option, ...]  # their id is their address
    harder: tuple[Option, ...]
    good_for: tuple[str, ...]
    not_for: tuple[str, ...]
    equipment: tuple[Row, ...]
    sources: tuple[Origin, ...]
    child: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNowPage:
    """A movement to leave for later: why, and what to do instead."""

    frame: Frame
    t: Words
    title: str
    why: str
    until: str
    stills: tuple[StillPicture, ...]
    instead: tuple[ExerciseCard, ...]
    source: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class ExercisesWaitPage:
    """In place of exercises while something must be looked at first."""

    frame: Frame
    t: Words
    band: Band
    address: str  # of the page that says why


@dataclass(frozen=True, slots=True, kw_only=True)
class AskView:
    """A contraindication to be answered; `names`: medicines that it is about."""

    id: str
    question: str
    names: str
    chosen: str  # yes, no, unsure or empty


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A treatment for this person, with what speaks for and against it."""

    id: str
    name: str
    tells: str
    dose: str
    why: str
    studies: str
    certainty: str
    guidelines: tuple[str, ...]
    disputed: str  # that expert groups differ; empty where they do not
    harms: str
    stop: str
    fit: str  # fits, check_first or ask_first
    fit_words: str
    because: tuple[str, ...]
    asks: tuple[AskView, ...]
    picture: Markup
    sources: tuple[Origin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """A text under its title, with who says so."""

    title: str
    lines: tuple[str, ...]
    picture: Markup
    sources: tuple[Origin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """What to do now, this week and later."""

    frame: Frame
    t: Words
    band: Band
    appointment: str
    is_light: bool  # only easy movement until somebody has looked
    steps_by_part: tuple[tuple[str, tuple[StepView, ...]], ...]
    goals: tuple[tuple[str, str], ...]
    not_now: tuple[TextView, ...]
    left_out: tuple[tuple[str, tuple[str, ...]], ...]
    cards: tuple[TextView, ...]
    imaging: str
    imaging_text: str
    reads_report: bool  # a pasted report is read in English alone
    see: tuple[TextView, ...]
    looks: tuple[TextView, ...]
    nets: tuple[str, ...]
    groups: tuple[str, ...]
    closing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralPage:
    """Somebody must look first."""

    frame: Frame
    t: Words
    band: Band
    is_now: bool
    because: tuple[TextView, ...]
    say: tuple[str, ...]
    take: tuple[str, ...]
    leave: tuple[str, ...]
    care_there: tuple[TextView, ...]
    nets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WishesPage:
    """What the person has, wants and leaves out."""

    frame: Frame
    t: Words
    minutes: str  # as it was typed
    problem: str
    floor: tuple[Option, ...]
    works: tuple[Option, ...]
    goals: tuple[Option, ...]
    topics: tuple[Option, ...]
    equipment: tuple[Option, ...]
    dislikes: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpasmPage:
    """What to do when a back or neck locks up."""

    frame: Frame
    t: Words
    before: tuple[TextView, ...]  # up to the danger signs
    signs: tuple[str, ...]
    after: tuple[TextView, ...]
    breathe: TextView
    warm: TextView


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicineView:
    """One medicine for this person."""

    id: str
    name: str
    light: str
    light_words: str
    says: str
    tells: str
    because: tuple[str, ...]
    open: int
    labels: tuple[tuple[str, tuple[tuple[str, str], ...], str], ...]  # country, rows, how known
    stop: tuple[str, ...]
    sources: tuple[Origin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicinesPage:
    """Information on medicines, and a safety check."""

    frame: Frame
    t: Words
    overdose: str
    is_overdose: bool
    taking: str  # as it was typed
    warnings: tuple[str, ...]
    unknown: tuple[str, ...]
    unknown_words: str
    asks: tuple[AskView, ...]
    medicines: tuple[MedicineView, ...]
    others: tuple[MedicineView, ...]  # those that a doctor decides about


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionsPage:
    """What others can do, side by side."""

    frame: Frame
    t: Words
    options: tuple[StepView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """The words of a scan report; its text is kept nowhere."""

    frame: Frame
    t: Words
    was_read: bool
    alarming: tuple[TextView, ...]
    calm: tuple[TextView, ...]


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
    | PlanPage
    | ReferralPage
    | WishesPage
    | SpasmPage
    | MedicinesPage
    | OptionsPage
    | ReportPage
)
"""Any page's context."""

TEMPLATES: dict[type, str] = {
    StartPage: "start.html",
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
    PlanPage: "plan.html",
    ReferralPage: "referral.html",
    WishesPage: "wishes.html",
    SpasmPage: "spasm.html",
    MedicinesPage: "medicines.html",
    OptionsPage: "options.html",
    ReportPage: "report.html",
}
"""The template of each context."""
