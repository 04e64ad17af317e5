"""`Reading`: all folders, laid over one another, into one knowledge base."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lumbago.answers import Region
from lumbago.errors import Problem
from lumbago.knowledge import (
    ActionThreshold,
    Arrow,
    Article,
    Course,
    Equipment,
    Exercise,
    Finding,
    Group,
    ImagingAdvice,
    KnowledgeBase,
    Link,
    Mechanism,
    NotNow,
    ProgressionRule,
    PublishedCase,
    PublishedFigure,
    Recovery,
    RedFlag,
    SafetyCard,
    Scale,
    Settings,
    SourceRow,
    SpecialGroup,
    StopSign,
    Term,
    Topic,
    Urgency,
    UrgencyWords,
)
from lumbago.loading.advice import read_course, read_imaging, read_recovery, read_special_group
from lumbago.loading.articles import read_article
from lumbago.loading.care import CareShelves
from lumbago.loading.causes import (
    read_arrow,
    read_condition,
    read_finding,
    read_group,
    read_link,
    read_mechanism,
)
from lumbago.loading.danger import read_card, read_red_flag, read_topic, read_urgency_words
from lumbago.loading.entry import Entry
from lumbago.loading.files import Files, in_order
from lumbago.loading.glossary import read_term
from lumbago.loading.movement import (
    read_equipment,
    read_exercise,
    read_not_now,
    read_source_row,
    read_stop_sign,
    weakened,
)
from lumbago.loading.packs import URGENT_FIRST, covers
from lumbago.loading.phrases import PhraseShelves
from lumbago.loading.progression import read_progression_rule
from lumbago.loading.published import read_published_case, read_published_figure
from lumbago.loading.references import broken_references
from lumbago.loading.scales import read_scale
from lumbago.loading.sources import read_source
from lumbago.loading.texts import flat
from lumbago.sources import Figure, Source

_NO_SETTINGS = Settings(
    word_bands=(),
    action_thresholds=(),
    least_lift=1.0,
    calming=frozenset(),
    nested=(),
    exclusive=(),
    unexplained={},
    leaks_by_age={},
    strata={},
    region_share={},
)


class Reading(Files):
    """All entries of all folders by id, and all faults met on the way."""

    def __init__(self) -> None:
        super().__init__()
        self.settings: Settings | None = None
        self.name = self.version = ""
        self.sources: dict[str, Source] = {}
        self.findings: dict[str, Finding] = {}
        self.leaks: dict[str, Figure] = {}
        self.conditions: dict[str, Entry] = {}
        self.multipliers: dict[str, Entry] = {}
        self.priors: dict[tuple[str, str], Figure] = {}
        self.groups: dict[str, Group] = {}
        self.mechanisms: dict[str, Mechanism] = {}
        self.arrows: dict[tuple[str, str], Arrow] = {}
        self.links: dict[tuple[str, str], Link] = {}
        self.red_flags: dict[str, RedFlag] = {}
        self.cards: list[SafetyCard] = []
        self.topics: dict[str, Topic] = {}
        self.words: dict[Urgency, UrgencyWords] = {}
        self.small_words: dict[str, str] = {}
        self.imaging: dict[str, ImagingAdvice] = {}
        self.special: dict[str, SpecialGroup] = {}
        self.recoveries: dict[str, Recovery] = {}
        self.care = CareShelves()
        self.courses: dict[str, Course] = {}
        self.exercises: dict[str, Exercise] = {}
        self.not_now: dict[str, NotNow] = {}
        self.stop_signs: dict[str, StopSign] = {}
        self.equipment: dict[str, Equipment] = {}
        self.source_rows: dict[str, SourceRow] = {}
        self.progression: dict[str, ProgressionRule] = {}
        self.figures: dict[str, PublishedFigure] = {}
        self.cases: dict[str, PublishedCase] = {}
        self.articles: dict[str, Article] = {}
        self.glossary: dict[str, Term] = {}
        self.scales: dict[str, Scale] = {}
        self.phrases = PhraseShelves()

    # -- files ---------------------------------------------------------------------------

    def read_folder(self, folder: Path, *, is_pack: bool) -> None:
        """Lay one folder over what was read so far."""
        if not folder.is_dir():
            self.problems.append(
                Problem(str(folder), "there is no such folder.", "Check the path.")
            )
            return
        self.settings_file(folder, is_pack=is_pack)
        for row in self.rows(folder, "sources.csv", ("id",)):
            self.sources[row.text("id")] = read_source(row)
        for file in sorted((folder / "findings").glob("*.toml")):
            for id, entry in self.tables(folder, file):
                self.finding(id, file.stem, entry, is_pack=is_pack)
        for row in self.rows(folder, "leaks.csv", ("finding",)):
            self.leaks[row.text("finding")] = row.figure("leak")
        for file in sorted((folder / "conditions").glob("*.md")):
            entry = self.markdown(folder, file)
            if is_pack:
                self.condition_of_pack(file.stem, entry)
            self.conditions[file.stem] = entry
        for row in self.rows(folder, "multipliers.csv", ("condition",)):
            self.multipliers[row.text("condition")] = row
        for row in self.rows(folder, "priors.csv", ("condition", "region")):
            self.priors[row.text("condition"), row.text("region")] = row.figure("p")
        self.shelve(folder, "groups.toml", self.groups, read_group)
        for file in sorted((folder / "mechanisms").glob("*.md")):
            entry = self.markdown(folder, file)
            self.mechanisms[file.stem] = read_mechanism(file.stem, entry)
        for row in self.rows(folder, "arrows.csv", ("condition", "finding")):
            self.arrows[row.text("condition"), row.text("finding")] = read_arrow(row)
        for row in self.rows(folder, "links.csv", ("parent", "child")):
            self.links[row.text("parent"), row.text("child")] = read_link(row)
        for id, entry in self.tables(folder, folder / "red_flags.toml"):
            self.red_flag(id, read_red_flag(id, entry), entry)
        for id, entry in self.tables(folder, folder / "urgency.toml"):
            if id.upper() in Urgency.__members__:
                self.words[Urgency[id.upper()]] = read_urgency_words(entry)
            else:
                entry.fault(
                    "there is no such urgency.", "Use now, today, soon, routine, self_care."
                )
        self.shelve(folder, "topics.toml", self.topics, read_topic)
        self.shelve(folder, "imaging.toml", self.imaging, read_imaging)
        self.shelve(folder, "special_groups.toml", self.special, read_special_group)
        for row in self.rows(folder, "recovery.csv", ("condition",)):
            self.recoveries[row.text("condition")] = read_recovery(row)
        for row in self.rows(folder, "courses.csv", ("id",)):
            self.courses[row.text("id")] = read_course(row)
        self.care.read(self, folder)
        self.movement(folder)
        for row in self.rows(folder, "published_figures.csv", ("id",)):
            self.figures[row.text("id")] = read_published_figure(row)
        for file in sorted((folder / "cases").glob("*.toml")):
            self.case(folder, file)
        self.shelve(folder, "glossary.toml", self.glossary, read_term)
        self.shelve(folder, "scales.toml", self.scales, read_scale)
        for file in sorted((folder / "articles").glob("*.md")):
            self.articles[file.stem] = read_article(file.stem, self.levels(folder, file))
        self.phrases.read(self, folder)

    def settings_file(self, folder: Path, *, is_pack: bool) -> None:
        """Read the few things of the whole; a pack may only name itself."""
        kb, cards, words = (folder / f"{n}.toml" for n in ("kb", "safety_cards", "words"))
        if is_pack:
            for file, what in ((cards, "the safety cards"), (words, "the words of every door")):
                if file.exists():
                    self.problems.append(
                        Problem(str(file), f"a pack may not change {what}.", "Remove it.")
                    )
            data = self.toml(folder, kb) if kb.exists() else {}
            for name in sorted(set(data) - {"name", "version"}):
                self.problems.append(
                    Problem(str(kb), f"a pack may not change {name!r}.", "Remove it.")
                )
            self.version += f"+{data.get('name', folder.name)}-{data.get('version', '0')}"
            return
        data = self.toml(folder, kb)
        self.name, self.version = data.get("name", ""), data.get("version", "")
        try:
            self.settings = self.read_settings(data)
        except (KeyError, TypeError, ValueError) as error:
            self.problems.append(Problem("kb.toml", f"it has the wrong shape: {error}."))
        self.cards = [read_card(id, entry) for id, entry in self.tables(folder, cards)]
        self.small_words = {key: str(text) for key, text in flat(self.toml(folder, words))}

    def read_settings(self, data: Mapping[str, Any]) -> Settings:
        """Read `kb.toml`."""
        bands = sorted(((float(p), word) for word, p in data["words"].items()), reverse=True)
        actions = []
        for number, fields in enumerate(data["action"]):
            entry = Entry(f"kb.toml action {number + 1}", fields, self.problems)
            actions.append(
                ActionThreshold(
                    condition_urgency=entry.choice("danger", Urgency, by_name=True),
                    at_least=entry.number("at_least"),
                    action=entry.choice("asks_for", Urgency, by_name=True),
                    citation=entry.citation(),
                )
            )
        return Settings(
            word_bands=tuple(bands),
            action_thresholds=tuple(actions),
            least_lift=float(data["least_lift"]),
            calming=frozenset(data["calming"]["findings"]),
            nested=tuple((n["general"], n["specific"]) for n in data["nested"]),
            exclusive=tuple((n["first"], n["second"]) for n in data["exclusive"]),
            unexplained={Region(r): id for r, id in sorted(data["unexplained"].items())},
            leaks_by_age={id: tuple(v) for id, v in sorted(data["leaks_by_age"].items())},
            strata={Region(r): id for r, id in sorted(data["strata"].items())},
            region_share={region: float(data["region_share"][region.value]) for region in Region},
        )

    # -- entries that a pack may not weaken ------------------------------------------------

    def finding(self, id: str, group: str, entry: Entry, *, is_pack: bool) -> None:
        """Take in a finding; a pack may not change what its answer means."""
        new = read_finding(id, group, entry)
        old = self.findings.get(id)
        if is_pack and old is not None:
            same = (
                "type",
                "role",
                "applies_when",
                "derived_from",
                "asked_of",
                "self_check",
                "opens",
            )
            for name in same:
                if getattr(old, name) != getattr(new, name):
                    entry.fault(f"a pack may not change {name!r} of a finding.", "Keep it.")
        if is_pack and old is None and new.opens:
            entry.fault(
                "a pack may not add a gate: its no would deny other findings.", "Remove it."
            )
        self.findings[id] = new

    def condition_of_pack(self, id: str, new: Entry) -> None:
        """Refuse a pack that makes a danger look ordinary or less urgent."""
        old = self.conditions.get(id)
        if old is None or old.fields.get("is_danger") is not True:
            return
        levels = [u.id for u in Urgency]
        before, after = (
            levels.index(str(e.fields.get("urgency", "self_care")))
            if str(e.fields.get("urgency")) in levels
            else 0
            for e in (old, new)
        )
        hides = new.fields.get("is_competitor") is True and not old.fields.get("is_competitor")
        if new.fields.get("is_danger") is not True or after < before or hides:
            new.fault("it makes a danger ordinary or less urgent.", "A pack may only add to it.")

    def red_flag(self, id: str, new: RedFlag, entry: Entry) -> None:
        """Take in a red flag; a pack may not weaken it."""
        old = self.red_flags.get(id)
        if old is not None:
            if new.urgency < old.urgency:
                entry.fault(
                    f"it lowers the urgency from {old.urgency.id} to {new.urgency.id}.",
                    "A pack may only raise it.",
                )
            if URGENT_FIRST.index(new.place) > URGENT_FIRST.index(old.place):
                entry.fault(
                    f"it sends to a gentler place, {new.place.value}, not {old.place.value}.",
                    "A pack may only name a more urgent one.",
                )
            if not covers(new.when, old.when):
                entry.fault(
                    "it may narrow the rule.", "Write the old rule in full, then `or` and more."
                )
        self.red_flags[id] = new

    def movement(self, folder: Path) -> None:
        """Read the exercises and what stands round them; a pack drops no care that is taken."""
        self.shelve(folder, "stop_signs.toml", self.stop_signs, read_stop_sign)
        self.shelve(folder, "equipment.toml", self.equipment, read_equipment)
        self.shelve(folder, "not_now.toml", self.not_now, read_not_now)
        for id, entry in self.tables(folder, folder / "progression.toml"):
            if id in self.progression:
                entry.fault("a pack may not change a rule of the programme.", "Remove it.")
            self.progression[id] = read_progression_rule(id, entry)
        for row in self.rows(folder, "source_exercises.csv", ("id",)):
            self.source_rows[row.text("id")] = read_source_row(row)
        for file in sorted((folder / "exercises").glob("*.md")):
            drawn = file.with_suffix(".toml")
            place = drawn.relative_to(folder).as_posix()
            figure = Entry(place, self.toml(folder, drawn), self.problems)
            entry = self.markdown(folder, file)
            new = read_exercise(file.stem, entry, figure)
            for what in weakened(self.exercises.get(file.stem, new), new):
                entry.fault(what, "A pack may only add care.")
            self.exercises[file.stem] = new

    def case(self, folder: Path, file: Path) -> None:
        """Take in a published case."""
        place = file.relative_to(folder).as_posix()
        entry = Entry(place, self.toml(folder, file), self.problems)
        self.cases[file.stem] = read_published_case(file.stem, entry)

    # -- the whole -------------------------------------------------------------------------

    def build(self) -> KnowledgeBase:
        """Put everything together, and look for ids that lead nowhere."""
        kb = KnowledgeBase(
            version=self.version,
            digest=self.digest.hexdigest()[:16],
            settings=self.settings or _NO_SETTINGS,
            sources=in_order(self.sources),
            findings=in_order(self.findings),
            leaks=in_order(self.leaks),
            conditions={
                id: read_condition(id, entry, self.multipliers.get(id), self.priors)
                for id, entry in sorted(self.conditions.items())
            },
            groups=in_order(self.groups),
            mechanisms=in_order(self.mechanisms),
            arrows=tuple(self.arrows[key] for key in sorted(self.arrows)),
            links=tuple(self.links[key] for key in sorted(self.links)),
            red_flags=in_order(self.red_flags),
            safety_cards=tuple(self.cards),
            topics=tuple(self.topics.values()),
            urgency_words=dict(sorted(self.words.items())),
            imaging=tuple(sorted(self.imaging.values(), key=lambda i: (i.order, i.id))),
            special_groups=in_order(self.special),
            recoveries=in_order(self.recoveries),
            courses=in_order(self.courses),
            care=self.care.build(),
            exercises=in_order(self.exercises),
            not_now=in_order(self.not_now),
            stop_signs=in_order(self.stop_signs),
            equipment=in_order(self.equipment),
            source_rows=in_order(self.source_rows),
            progression=in_order(self.progression),
            published_figures=tuple(self.figures[id] for id in sorted(self.figures)),
            cases=tuple(self.cases[id] for id in sorted(self.cases)),
            articles=in_order(self.articles),
            glossary=in_order(self.glossary),
            scales=in_order(self.scales),
            phrases=self.phrases.build(),
            words=in_order(self.small_words),
        )
        self.problems.extend(broken_references(kb))
        return kb
