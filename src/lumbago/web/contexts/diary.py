"""People, today, the diary, and a person's own data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from lumbago.web.catalogue import Words
from lumbago.web.contexts.frame import Band, Frame, Option, Origin
from lumbago.web.contexts.training import DayView
from lumbago.web.contexts.visit import PlaceGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """Whose data is kept: choose, be added, or stay a guest."""

    frame: Frame
    t: Words
    people: tuple[Option, ...]
    where: str  # the file
    typed: str  # a name that could not be taken
    problem: str
    has_told: bool  # whether a guest has told something that could be taken along


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialToday:
    """What an experiment asks for today."""

    title: str
    says: str  # whether today is a day with it
    did: str
    did_not: str
    is_told: bool  # whether the diary of today says already whether it was done


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayPage:
    """What today asks for, the most urgent first."""

    frame: Frame
    t: Words
    date: str
    people: tuple[Option, ...]  # who could be chosen; empty once somebody is
    band: Band | None  # how soon to be seen, where that is today or now
    band_address: str
    danger: tuple[str, ...]  # what the diary told that somebody must look at, where no band says it
    written: tuple[str, ...]  # entries of today, in words
    session: DayView | None  # of today
    next_session: DayView | None
    has_programme: bool
    asks_signs: bool  # whether the danger signs must be asked first
    review: str  # the next look, with its date; empty where there is none
    worse: tuple[str, ...]  # why to look again, and what to do; empty where there is no reason
    due: tuple[Option, ...]  # the questionnaires of these weeks
    lesson: str  # its title; empty where there is none
    forecast: str  # in one line; empty where there is none
    trial: TrialToday | None  # what the experiment that runs asks for


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualPlace:
    """A place that hurt of late: a number can be given for it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingView:
    """One thing of a day, to tick."""

    id: str
    name: str
    has_minutes: bool
    has_load: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """What was filled in, by the names of the fields."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, name: str) -> str:
        """Return what stands in a field; empty where there is nothing."""
        return next(iter(self.fields.get(name, ())), "")

    def has(self, name: str, value: str) -> bool:
        """Whether this was ticked."""
        return value in self.fields.get(name, ())

    def has_any(self, *names: str) -> bool:
        """Whether something stands in one of these; a name that ends in _ begins several."""
        filled = [name for name, values in self.fields.items() if any(values)]
        return any(f == n or (n.endswith("_") and f.startswith(n)) for f in filled for n in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """An entry in a list."""

    id: str
    day: str
    pain: str  # a number, or empty
    says: str
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryPage:
    """An entry to write, and what was written."""

    frame: Frame
    t: Words
    where: Words  # the words of the body map
    spasm: Words
    person: str  # the id of the person whose name the page shows; empty for a guest
    is_alone: bool  # whether the page knows nothing of a visit: the device keeps it
    entry: str  # the id of the entry to come, so that it is kept once
    problem: str
    wrong: frozenset[str]  # the fields that cannot be right
    typed: Typed  # what the person had filled in, where the form comes back
    day_fields: tuple[str, ...]  # the fields of the day and the night
    numbers: tuple[int, ...]
    scores: tuple[tuple[str, str, str, str], ...]  # of the day: id, question, words of 0 and 10
    amounts: tuple[tuple[str, str, int], ...]  # of the day: id, name, the most there is
    loads: tuple[Option, ...]
    signs: tuple[Option, ...]
    places: tuple[UsualPlace, ...]
    groups: tuple[PlaceGroup, ...]
    body_map: Markup
    spasm_places: tuple[Option, ...]
    spasm_lengths: tuple[Option, ...]
    things: tuple[tuple[str, tuple[ThingView, ...]], ...]  # under their heading
    medicines: tuple[str, ...]  # those of late
    day: str
    first: str
    entries: tuple[EntryLine, ...]
    more: int  # entries that are not listed
    calendar: Markup
    heat: Markup
    heat_words: str
    trial: TrialToday | None  # what the experiment that runs asks for today


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """What was kept just now, with the way back."""

    frame: Frame
    t: Words
    line: EntryLine | None  # None where it was taken back
    is_kept: bool  # whether it is kept on this machine, or in memory alone


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """What is kept of a person, and what they can do with it."""

    frame: Frame
    t: Words
    where: str
    counts: tuple[tuple[str, int], ...]
    problem: str
    said: str  # what was done just now


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasePage:
    """The question before everything is deleted."""

    frame: Frame
    t: Words
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """What a picture shows, as a table."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialView:
    """An experiment that runs, or that is over."""

    name: str
    until: str
    today: str  # whether today is a day with it; empty outside the experiment
    days: tuple[tuple[str, bool], ...]  # the next days, and whether each is one with it
    lines: tuple[str, ...]  # what came of it so far
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InsightsPage:
    """What goes with better and worse days."""

    frame: Frame
    t: Words
    is_suspended: bool
    lines: tuple[str, ...]
    unclear: tuple[str, ...]  # of what shows no clear link so far
    chart: Markup
    trial: TrialView | None
    could_try: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookView:
    """What may come of pain or of function: picture, sentences, tables."""

    chart: Markup
    lines: tuple[str, ...]
    ahead: TableView
    past: TableView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastPage:
    """What may come, as a band."""

    frame: Frame
    t: Words
    is_suspended: bool
    has_answers: bool
    lines: tuple[str, ...]
    outlooks: tuple[OutlookView, ...]
    again: tuple[str, ...]  # how often it comes back, and what lowers that
    sources: tuple[Origin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePage:
    """How things go."""

    frame: Frame
    t: Words
    is_danger: bool
    has_entries: bool
    worse: tuple[str, ...]  # why to look again, and what to do; empty where there is no reason
    lines: tuple[str, ...]
    flares: tuple[str, ...]  # the worse days; then what they usually are
    chart: Markup
    chart_words: tuple[str, ...]  # what the drawing shows
    weeks: TableView
    due: tuple[Option, ...]
    sources: tuple[Origin, ...]  # of what is the smallest change that matters


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePage:
    """A questionnaire."""

    frame: Frame
    t: Words
    id: str
    name: str
    tells: str
    items: tuple[str, ...]
