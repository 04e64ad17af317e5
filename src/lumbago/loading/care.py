"""Entries → what helps and what harms: treatments, contraindications, medicines, and the rest."""

from collections.abc import Iterator
from pathlib import Path

from lumbago.knowledge.care import (
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
from lumbago.knowledge.danger import Urgency
from lumbago.loading.entry import Entry
from lumbago.loading.files import Files, in_order
from lumbago.loading.movement import read_movement
from lumbago.loading.packs import covers
from lumbago.rules import FALSE, TRUE
from lumbago.sources import Provenance


class CareShelves:
    """What was read of care so far, folder laid over folder."""

    def __init__(self) -> None:
        self.treatments: dict[str, Treatment] = {}
        self.contraindications: dict[str, Contraindication] = {}
        self.medicines: dict[str, Medicine] = {}
        self.visits: dict[str, VisitAdvice] = {}
        self.reviews: dict[str, ReviewAdvice] = {}
        self.cards: dict[str, CareCard] = {}
        self.activities: dict[str, Activity] = {}
        self.counts: dict[str, OutOf100] = {}
        self.safety_nets: dict[str, SafetyNet] = {}
        self.goals: dict[str, Goal] = {}
        self.exposures: dict[str, Exposure] = {}
        self.spasm: dict[str, SpasmStep] = {}
        self.spasm_signs: tuple[str, ...] = ()
        self.report_words: dict[str, ReportWord] = {}

    def read(self, files: Files, folder: Path) -> None:
        """Lay one folder over what was read; a pack drops no care that is taken."""
        for file in sorted((folder / "treatments").glob("*.toml")):
            for id, entry in files.tables(folder, file):
                self.treatments[id] = read_treatment(id, file.stem, entry)
        for id, entry in files.tables(folder, folder / "contraindications.toml"):
            new = read_contraindication(id, entry)
            for what in weakened(self.contraindications.get(id, new), new):
                entry.fault(what, "A pack may only add care.")
            self.contraindications[id] = new
        for id, entry in files.tables(folder, folder / "medicines.toml"):
            medicine = read_medicine(id, entry)
            before = self.medicines.get(id, medicine)
            if not {*medicine.never} >= {*before.never}:
                entry.fault("it lets people take it who must not.", "A pack may only add care.")
            self.medicines[id] = medicine
        files.shelve(folder, "visits.toml", self.visits, read_visit)
        files.shelve(folder, "reviews.toml", self.reviews, read_review)
        files.shelve(folder, "cards.toml", self.cards, read_card)
        for id, entry in files.tables(folder, folder / "activities.toml"):
            drawn = folder / "activities" / f"{id}.toml"
            figure = None
            if drawn.exists():
                place = drawn.relative_to(folder).as_posix()
                figure = Entry(place, files.toml(folder, drawn), files.problems)
            self.activities[id] = read_activity(id, entry, figure)
        files.shelve(folder, "counts.toml", self.counts, read_count)
        files.shelve(folder, "safety_nets.toml", self.safety_nets, read_safety_net)
        files.shelve(folder, "goals.toml", self.goals, read_goal)
        files.shelve(folder, "exposures.toml", self.exposures, read_exposure)
        files.shelve(folder, "report_words.toml", self.report_words, read_report_word)
        for id, entry in files.tables(folder, folder / "spasm.toml"):
            if id == "flow":
                self.spasm_signs = entry.texts("signs")
                entry.done()
            else:
                self.spasm[id] = read_spasm_step(id, entry)

    def build(self) -> Care:
        """Return all of it; steps and reviews stay in the order in which they are written."""
        return Care(
            treatments=in_order(self.treatments),
            contraindications=in_order(self.contraindications),
            medicines=in_order(self.medicines),
            visits=in_order(self.visits),
            reviews=dict(self.reviews),
            cards=dict(self.cards),
            activities=dict(self.activities),
            counts=dict(self.counts),
            safety_nets=dict(self.safety_nets),
            goals=dict(self.goals),
            exposures=dict(self.exposures),
            spasm=dict(self.spasm),
            spasm_signs=self.spasm_signs,
            report_words=dict(self.report_words),
        )


def read_treatment(id: str, kind: str, e: Entry) -> Treatment:
    """Read what is done for pain, and what is known of it."""
    treatment = Treatment(
        id=id,
        kind=kind,
        role=e.choice("role", TreatmentRole),
        name=e.text("name"),
        tells=e.text("tells"),
        dose=e.text("dose", ""),
        studies=e.text("studies"),
        harms=e.text("harms"),
        stop=e.text("stop", ""),
        conditions=e.texts("conditions"),
        carried_over=e.texts("carried_over"),
        phases=e.texts("phases"),
        place=dict(_places(e)),
        needs=e.texts("needs"),
        classes=frozenset(e.texts("classes")),
        only_if=e.rule("only_if", TRUE),
        certainty=e.choice("certainty", Certainty),
        guidelines=dict(_stances(e)),
        guideline_notes=e.text("guideline_notes", ""),
        guidelines_read=e.choice("guidelines_read", Provenance),
        clinician=e.text("clinician"),
        by=e.texts("by"),
        citation=e.citation(),
        also=e.texts("also"),
    )
    e.done()
    return treatment


def _places(e: Entry) -> Iterator[tuple[PainPhase, When]]:
    place = Entry(f"{e.place} place", e.table("place"), e.problems)
    for phase in PainPhase:
        if phase.value in place.fields:
            yield phase, place.choice(phase.value, When)
    place.done()


def _stances(e: Entry) -> Iterator[tuple[str, Stance]]:
    said = Entry(f"{e.place} guidelines", e.table("guidelines"), e.problems)
    for name in said.fields:
        yield name, said.choice(name, Stance)


def _lists(e: Entry, name: str) -> tuple[tuple[str, ...], ...]:
    """Return a list of lists of texts."""
    value = e.raw(name, [])
    if not isinstance(value, list) or not all(isinstance(v, list) for v in value):
        e.fault(f"{name!r} must be a list of lists of texts.")
        return ()
    return tuple(tuple(str(text) for text in texts) for texts in value)


def read_contraindication(id: str, e: Entry) -> Contraindication:
    """Read who must leave something out, or ask first."""
    found = Contraindication(
        id=id,
        group=e.text("group"),
        severity=e.choice("severity", Severity),
        question=e.text("question"),
        names=e.texts("names"),
        examples=e.texts("examples" if "examples" in e.fields else "names"),
        names_both=_lists(e, "names_both"),
        tells=e.text("tells"),
        forbids=frozenset(e.texts("forbids")),
        asks_first=frozenset(e.texts("asks_first")),
        known_by=e.rule("known_by", FALSE),
        exact=e.flag("exact", False),
        ruled_out_by=e.rule("ruled_out_by", FALSE),
        refer=e.choice("refer", Urgency, by_name=True) if "refer" in e.fields else None,
        clinician=e.text("clinician"),
        citation=e.citation(),
        also=e.texts("also"),
    )
    e.done()
    return found


def weakened(old: Contraindication, new: Contraindication) -> Iterator[str]:
    """Yield what a pack takes away from a contraindication."""
    if not new.forbids >= old.forbids:
        yield "it allows what must be left out."
    if not new.forbids | new.asks_first >= old.asks_first:
        yield "it drops what must be asked first."
    if not covers(new.known_by, old.known_by):
        yield "it may narrow who it is known of."
    if old.refer is not None and (new.refer is None or new.refer < old.refer):
        yield "it sends people later than before."


def read_medicine(id: str, e: Entry) -> Medicine:
    """Read what a person can be told of a medicine."""
    medicine = Medicine(
        id=id,
        name=e.text("name"),
        kind=e.text("kind"),
        words=e.texts("words"),
        contains=frozenset(e.texts("contains")),
        treatment=e.text("treatment", ""),
        shows=e.choice("shows", Shows),
        tells=e.text("tells"),
        stop=e.texts("stop"),
        never=e.texts("never"),
        ask_first=e.texts("ask_first"),
        labels=tuple(_labels(e)),
        pregnancy=e.text("pregnancy"),
        in_pregnancy=e.text("in_pregnancy"),
        clinician=e.text("clinician"),
        citation=e.citation(),
        also=e.texts("also"),
    )
    e.done()
    return medicine


def _labels(e: Entry) -> Iterator[Label]:
    for label in e.tables("labels"):
        yield Label(
            country=label.text("country"),
            availability=label.text("availability"),
            single=label.text("single", ""),
            every=label.text("every", ""),
            most=label.text("most", ""),
            longest=label.text("longest", ""),
            read=label.choice("read", Provenance),
        )
        label.done()


def read_visit(id: str, e: Entry) -> VisitAdvice:
    """Read whom to see, and why."""
    visit = VisitAdvice(
        id=id,
        when=e.rule("when"),
        who=e.text("who"),
        within_days=int(e.number("within_days")),
        tells=e.text("tells"),
        leave=e.text("leave", ""),
        citation=e.citation(),
        also=e.texts("also"),
    )
    e.done()
    return visit


def read_review(id: str, e: Entry) -> ReviewAdvice:
    """Read when to look back."""
    counts_from = e.text("counts_from")
    if counts_from not in {"plan", "pain"}:
        e.fault(f"counts_from is {counts_from!r}.", "Use plan or pain.")
    review = ReviewAdvice(
        id=id,
        from_pain=counts_from == "pain",
        first_day=int(e.number("first_day")),
        last_day=int(e.number("last_day")),
        title=e.text("title"),
        tells=e.text("tells"),
        citation=e.citation(),
        also=e.texts("also"),
    )
    e.done()
    return review


def read_card(id: str, e: Entry) -> CareCard:
    """Read how to do an everyday thing."""
    card = CareCard(
        id=id,
        title=e.text("title"),
        when=e.rule("when", TRUE),
        lines=e.texts("lines"),
        figure=e.text("figure", ""),
        treatments=e.texts("treatments"),
        citation=e.citation(),
        also=e.texts("also"),
    )
    e.done()
    return card


def read_activity(id: str, e: Entry, figure: Entry | None) -> Activity:
    """Read how to do something, and how to come back to it."""
    activity = Activity(
        id=id,
        title=e.text("title"),
        also_called=e.texts("also_called"),
        when=e.rule("when"),
        about=e.text("about"),
        technique=e.texts("technique"),
        back=e.texts("back"),
        figure=e.text("figure"),
        movement=read_movement(figure) if figure is not None else None,
        treatments=e.texts("treatments"),
        citation=e.citation(),
        also=e.texts("also"),
    )
    if figure is not None:
        figure.done()
    e.done()
    return activity


def read_exposure(id: str, e: Entry) -> Exposure:
    """Read a thing of a day that may go with pain."""
    exposure = Exposure(
        id=id,
        name=e.text("name"),
        kind=e.choice("kind", ExposureKind),
        has_minutes=e.flag("minutes", False),
        has_load=e.flag("load", False),
        when=e.rule("when") if "when" in e.fields else None,
        rows=e.texts("rows"),
        expects=e.number("expects") if "expects" in e.fields else None,
        may_try=e.flag("may_try", False),
        citation=e.citation(),
    )
    e.done()
    return exposure


def read_count(id: str, e: Entry) -> OutOf100:
    """Read a count of a study; each is out of a hundred."""
    counts = {n: int(e.number(n)) for n in ("count", "other") if n in e.fields}
    if not all(0 <= n <= 100 for n in counts.values()):
        e.fault("a count is out of a hundred.", "Give whole numbers from 0 to 100.")
    found = OutOf100(
        id=id,
        treatments=e.texts("treatments"),
        conditions=e.texts("conditions"),
        title=e.text("title"),
        people=e.text("people"),
        count=counts.get("count", 0),
        words=e.text("words"),
        other=counts.get("other"),
        other_words=e.text("other_words", ""),
        is_harm=e.flag("is_harm", False),
        citation=e.citation(),
    )
    e.done()
    return found


def read_safety_net(id: str, e: Entry) -> SafetyNet:
    """Read when to come back at once."""
    net = SafetyNet(id=id, when=e.rule("when", TRUE), text=e.text("text"), citation=e.citation())
    e.done()
    return net


def read_goal(id: str, e: Entry) -> Goal:
    """Read what a person may want to be able to do again."""
    goal = Goal(id=id, name=e.text("name"), first_step=e.text("first_step"))
    e.done()
    return goal


def read_spasm_step(id: str, e: Entry) -> SpasmStep:
    """Read one step of first aid for a spasm."""
    step = SpasmStep(
        id=id,
        title=e.text("title"),
        tells=e.text("tells"),
        figure=e.text("figure", ""),
        citation=e.citation(),
    )
    e.done()
    return step


def read_report_word(id: str, e: Entry) -> ReportWord:
    """Read what a word of a scan report means."""
    word = ReportWord(
        id=id,
        words=e.texts("words"),
        tells=e.text("tells"),
        alarm=e.flag("alarm", False),
        citation=e.citation(),
    )
    e.done()
    return word
