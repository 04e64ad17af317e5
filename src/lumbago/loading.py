"""Read the knowledge from its files: folders laid over one another → `KnowledgeBase`.

This is the one module of the line that touches the disk. It reports every fault it meets,
with its file and entry, and hands out a base only when there is none.

A *pack* is a second folder of the same shape, laid over the first: a clinic's, a country's.
It may add entries and replace them. It may not remove a red flag, lower its urgency or narrow
its rule, change when a finding applies, or touch the settings and the safety cards.
"""

import csv
import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from lumbago.answers import Region
from lumbago.errors import KnowledgeError, Problem, RuleError
from lumbago.knowledge import (
    ActionThreshold,
    Arrow,
    ArrowKind,
    Condition,
    Course,
    Finding,
    FindingPhrases,
    Group,
    ImagingAdvice,
    KnowledgeBase,
    Link,
    Mechanism,
    Phrases,
    Place,
    PublishedCase,
    PublishedFigure,
    Recovery,
    RedFlag,
    Role,
    SafetyCard,
    Settings,
    SpecialGroup,
    Tick,
    Urgency,
    UrgencyWords,
    WordClass,
)
from lumbago.rules import TRUE, Rule, names, parse
from lumbago.rules import Any as AnyOf
from lumbago.sources import Basis, Citation, Figure, Provenance, Source

SHIPPED = Path(__file__).parent / "kb"
"""The knowledge that comes with lumbago."""

_AGES = ("age_18_29", "age_30_49", "age_50_64", "age_65_plus")
_WEEKS = (0, 2, 6, 12, 26, 52)
_T = TypeVar("_T")
_E = TypeVar("_E", bound=Enum)


def load(*folders: Path) -> KnowledgeBase:
    """Read one knowledge base from one or more folders, later ones laid over earlier ones.

    Args:
        folders: the core first, then packs. Without any, the shipped knowledge.

    Raises:
        KnowledgeError: something is wrong; its `problems` list all that was found.
    """
    folders = folders or (SHIPPED,)
    reading = _Reading()
    for place, folder in enumerate(folders):
        reading.read_folder(folder, is_pack=place > 0)
    kb = reading.build()
    if reading.problems:
        raise KnowledgeError(tuple(sorted(set(reading.problems))))
    return kb


@cache
def shipped() -> KnowledgeBase:
    """Return the knowledge that comes with lumbago; it is read once."""
    return load()


class _Entry:
    """One entry of a file: typed fields, each fault noted with its place."""

    def __init__(self, place: str, fields: Mapping[str, Any], problems: list[Problem]) -> None:
        self.place = place
        self.fields = fields
        self.problems = problems
        self.used: set[str] = set()

    def fault(self, what: str, remedy: str = "") -> None:
        self.problems.append(Problem(self.place, what, remedy))

    def raw(self, name: str, default: Any = None) -> Any:
        self.used.add(name)
        value = self.fields.get(name, default)
        if value is None:
            self.fault(f"the field {name!r} is missing.", f"Add {name}.")
        return value

    def text(self, name: str, default: str | None = None) -> str:
        value = self.raw(name, default)
        if value is not None and not isinstance(value, str):
            self.fault(f"{name!r} must be text, not {value!r}.")
        return str(value or "")

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.raw(name, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self.fault(f"{name!r} must be a list of texts.")
            return ()
        return tuple(value)

    def flag(self, name: str, default: bool | None = None) -> bool:
        value = self.raw(name, default)
        return value in {True, "yes"}

    def number(self, name: str, default: float | None = None) -> float:
        value = self.raw(name, default)
        try:
            return float(value) if value not in {None, ""} else 0.0
        except (TypeError, ValueError):
            self.fault(f"{name!r} must be a number, not {value!r}.")
            return 0.0

    def number_or_none(self, name: str) -> float | None:
        value = self.fields.get(name, "")
        self.used.add(name)
        return None if value == "" else self.number(name)

    def choice(self, name: str, kind: type[_E], by_name: bool = False) -> _E:
        value = self.raw(name)
        options = {(o.name.lower() if by_name else o.value): o for o in kind}
        if value not in options:
            self.fault(f"{name} is {value!r}.", f"Use one of: {', '.join(map(str, options))}.")
            return next(iter(kind))
        return options[value]

    def rule(self, name: str, default: Rule | None = None) -> Rule:
        if name not in self.fields and default is not None:
            self.used.add(name)
            return default
        text = self.text(name)
        try:
            return parse(text)
        except RuleError as error:
            self.fault(f"the rule {name!r} cannot be read: {error}.")
            return TRUE

    def citation(self) -> Citation:
        return Citation(
            source=self.text("source"),
            basis=self.choice("basis", Basis),
            provenance=self.choice("provenance", Provenance),
            place=self.text("seen_fields", ""),
        )

    def figure(self, name: str, low: str = "low", high: str = "high") -> Figure:
        return Figure(self.number(name), self.number(low), self.number(high), self.citation())

    def done(self, known: Iterable[str] = ()) -> None:
        for name in sorted(set(self.fields) - self.used - set(known)):
            self.fault(f"there is no field {name!r}.", "Remove it, or mend its spelling.")


class _Reading:
    """All entries of all folders by id, and all faults met on the way."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.digest = hashlib.sha256()
        self.settings: Settings | None = None
        self.name = self.version = ""
        self.sources: dict[str, Source] = {}
        self.findings: dict[str, Finding] = {}
        self.leaks: dict[str, Figure] = {}
        self.conditions: dict[str, _Entry] = {}
        self.multipliers: dict[str, _Entry] = {}
        self.priors: dict[tuple[str, str], Figure] = {}
        self.groups: dict[str, Group] = {}
        self.mechanisms: dict[str, Mechanism] = {}
        self.arrows: dict[tuple[str, str], Arrow] = {}
        self.links: dict[tuple[str, str], Link] = {}
        self.red_flags: dict[str, RedFlag] = {}
        self.cards: list[SafetyCard] = []
        self.words: dict[Urgency, UrgencyWords] = {}
        self.imaging: dict[str, ImagingAdvice] = {}
        self.special: dict[str, SpecialGroup] = {}
        self.recoveries: dict[str, Recovery] = {}
        self.courses: dict[str, Course] = {}
        self.figures: dict[str, PublishedFigure] = {}
        self.cases: dict[str, PublishedCase] = {}
        self.word_classes: dict[str, WordClass] = {}
        self.finding_phrases: dict[str, FindingPhrases] = {}
        self.spelling: dict[str, str] = {}
        self.common_words: set[str] = set()

    # -- files ---------------------------------------------------------------------------

    def read_folder(self, folder: Path, *, is_pack: bool) -> None:
        if not folder.is_dir():
            self.problems.append(
                Problem(str(folder), "there is no such folder.", "Check the path.")
            )
            return
        self.settings_file(folder, is_pack=is_pack)
        for row in self.rows(folder, "sources.csv", ("id",)):
            self.sources[row.text("id")] = _source(row)
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
        for id, entry in self.tables(folder, folder / "groups.toml"):
            self.groups[id] = _group(id, entry)
        for file in sorted((folder / "mechanisms").glob("*.md")):
            entry = self.markdown(folder, file)
            self.mechanisms[file.stem] = _mechanism(file.stem, entry)
        for row in self.rows(folder, "arrows.csv", ("condition", "finding")):
            self.arrows[row.text("condition"), row.text("finding")] = _arrow(row)
        for row in self.rows(folder, "links.csv", ("parent", "child")):
            self.links[row.text("parent"), row.text("child")] = _link(row)
        for id, entry in self.tables(folder, folder / "red_flags.toml"):
            self.red_flag(id, _red_flag(id, entry), entry)
        for id, entry in self.tables(folder, folder / "urgency.toml"):
            if id.upper() in Urgency.__members__:
                self.words[Urgency[id.upper()]] = _urgency_words(entry)
            else:
                entry.fault(
                    "there is no such urgency.", "Use now, today, soon, routine, self_care."
                )
        for id, entry in self.tables(folder, folder / "imaging.toml"):
            self.imaging[id] = _imaging(id, entry)
        for id, entry in self.tables(folder, folder / "special_groups.toml"):
            self.special[id] = _special_group(id, entry)
        for row in self.rows(folder, "recovery.csv", ("condition",)):
            self.recoveries[row.text("condition")] = _recovery(row)
        for row in self.rows(folder, "courses.csv", ("id",)):
            self.courses[row.text("id")] = _course(row)
        for row in self.rows(folder, "published_figures.csv", ("id",)):
            self.figures[row.text("id")] = _published_figure(row)
        for file in sorted((folder / "cases").glob("*.toml")):
            self.case(folder, file)
        self.phrases(folder / "phrases", folder)

    def settings_file(self, folder: Path, *, is_pack: bool) -> None:
        kb, cards = folder / "kb.toml", folder / "safety_cards.toml"
        if is_pack:
            if cards.exists():
                self.problems.append(
                    Problem(str(cards), "a pack may not change the safety cards.", "Remove it.")
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
        self.cards = [_card(id, entry) for id, entry in self.tables(folder, cards)]

    def read_settings(self, data: Mapping[str, Any]) -> Settings:
        bands = sorted(((float(p), word) for word, p in data["words"].items()), reverse=True)
        actions = []
        for number, fields in enumerate(data["action"]):
            entry = _Entry(f"kb.toml action {number + 1}", fields, self.problems)
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
        )

    def bytes_of(self, folder: Path, file: Path) -> str:
        content = file.read_bytes()
        self.digest.update(f"{file.relative_to(folder).as_posix()}\n".encode() + content)
        return content.decode("utf-8", errors="replace")

    def toml(self, folder: Path, file: Path) -> dict[str, Any]:
        try:
            return tomllib.loads(self.bytes_of(folder, file))
        except FileNotFoundError:
            self.problems.append(Problem(file.name, "the file is missing.", "Add it."))
        except tomllib.TOMLDecodeError as error:
            self.problems.append(Problem(file.name, f"this is not TOML: {error}."))
        return {}

    def tables(self, folder: Path, file: Path) -> Iterator[tuple[str, _Entry]]:
        if not file.exists():
            return
        for id, fields in self.toml(folder, file).items():
            place = f"{file.relative_to(folder).as_posix()} {id}"
            if isinstance(fields, dict):
                yield id, _Entry(place, fields, self.problems)
            else:
                self.problems.append(Problem(place, "this is no entry.", "Write it as a table."))

    def markdown(self, folder: Path, file: Path) -> _Entry:
        place = file.relative_to(folder).as_posix()
        head, _, body = self.bytes_of(folder, file).removeprefix("+++\n").partition("\n+++\n")
        try:
            fields = tomllib.loads(head)
        except tomllib.TOMLDecodeError as error:
            self.problems.append(
                Problem(place, f"what stands between the +++ is not TOML: {error}.")
            )
            fields = {}
        about, *sections = body.split("\n## ")
        parts = dict(section.split("\n", 1) for section in sections)
        fields["about"] = about.strip()
        fields |= {title.strip(): text.strip() for title, text in parts.items()}
        return _Entry(place, fields, self.problems)

    def rows(self, folder: Path, name: str, key: tuple[str, ...]) -> Iterator[_Entry]:
        file = folder / name
        if not file.exists():
            return
        seen: set[tuple[str, ...]] = set()
        for row in csv.DictReader(self.bytes_of(folder, file).splitlines()):
            ids = tuple(str(row.get(k, "")) for k in key)
            place = f"{name} {' '.join(ids)}"
            if ids in seen:
                self.problems.append(Problem(place, "it stands here twice.", "Keep one line."))
            seen.add(ids)
            if None in row or None in row.values():
                self.problems.append(Problem(place, "the line has too many or too few fields."))
                continue
            yield _Entry(place, row, self.problems)

    # -- entries that a pack may not weaken ------------------------------------------------

    def finding(self, id: str, group: str, entry: _Entry, *, is_pack: bool) -> None:
        new = _finding(id, group, entry)
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

    def condition_of_pack(self, id: str, new: _Entry) -> None:
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
        if new.fields.get("is_danger") is not True or after < before:
            new.fault("it makes a danger ordinary or less urgent.", "A pack may only add to it.")

    def red_flag(self, id: str, new: RedFlag, entry: _Entry) -> None:
        old = self.red_flags.get(id)
        if old is not None:
            if new.urgency < old.urgency:
                entry.fault(
                    f"it lowers the urgency from {old.urgency.id} to {new.urgency.id}.",
                    "A pack may only raise it.",
                )
            if _URGENT_FIRST.index(new.place) > _URGENT_FIRST.index(old.place):
                entry.fault(
                    f"it sends to a gentler place, {new.place.value}, not {old.place.value}.",
                    "A pack may only name a more urgent one.",
                )
            if not _covers(new.when, old.when):
                entry.fault(
                    "it may narrow the rule.", "Write the old rule in full, then `or` and more."
                )
        self.red_flags[id] = new

    def case(self, folder: Path, file: Path) -> None:
        data = self.toml(folder, file)
        place = file.relative_to(folder).as_posix()
        entry = _Entry(place, data, self.problems)
        expect = _Entry(f"{place} expect", data.get("expect", {}), self.problems)
        self.cases[file.stem] = PublishedCase(
            id=file.stem,
            title=entry.text("title"),
            told=entry.text("told"),
            region=entry.choice("region", Region),
            age_years=entry.number_or_none("age_years"),
            sex=entry.text("sex", "") or None,
            setting=entry.text("setting", "primary_care"),
            answers=entry.raw("answers", {}),
            urgency=expect.choice("urgency", Urgency, by_name=True),
            at_most=expect.choice("at_most", Urgency, by_name=True),
            condition=expect.text("condition"),
            known_gap=expect.text("known_gap", ""),
            citation=Citation(
                source=entry.text("source"), basis=Basis.STUDY, provenance=Provenance.SEEN
            ),
        )

    def phrases(self, place: Path, folder: Path) -> None:
        """Read how people say things; a pack adds words and phrases and takes none away."""
        for file in sorted(place.glob("*.toml")):
            for id, entry in self.tables(folder, file):
                if file.stem == "spelling":
                    self.spelling |= {k: entry.text(k) for k in entry.fields}
                elif file.stem.startswith("findings"):
                    new = _finding_phrases(id, entry)
                    self.finding_phrases[id] = _joined(self.finding_phrases.get(id), new)
                else:
                    self.word_classes[id] = _word_class(id, entry, self.word_classes.get(id))
        for file in sorted(place.glob("*.txt")):
            lines = self.bytes_of(folder, file).splitlines()
            self.common_words |= {line for line in lines if not line.startswith("#")}

    # -- the whole -------------------------------------------------------------------------

    def build(self) -> KnowledgeBase:
        kb = KnowledgeBase(
            version=self.version,
            digest=self.digest.hexdigest()[:16],
            settings=self.settings or _NO_SETTINGS,
            sources=_sorted(self.sources),
            findings=_sorted(self.findings),
            leaks=_sorted(self.leaks),
            conditions={id: self.condition(id) for id in sorted(self.conditions)},
            groups=_sorted(self.groups),
            mechanisms=_sorted(self.mechanisms),
            arrows=tuple(self.arrows[key] for key in sorted(self.arrows)),
            links=tuple(self.links[key] for key in sorted(self.links)),
            red_flags=_sorted(self.red_flags),
            safety_cards=tuple(self.cards),
            urgency_words=dict(sorted(self.words.items())),
            imaging=tuple(sorted(self.imaging.values(), key=lambda i: (i.order, i.id))),
            special_groups=_sorted(self.special),
            recoveries=_sorted(self.recoveries),
            courses=_sorted(self.courses),
            published_figures=tuple(self.figures[id] for id in sorted(self.figures)),
            cases=tuple(self.cases[id] for id in sorted(self.cases)),
            phrases=Phrases(
                classes=_sorted(self.word_classes),
                findings=_sorted(self.finding_phrases),
                spelling=_sorted(self.spelling),
                common_words=frozenset(self.common_words),
            ),
        )
        self.problems.extend(_broken_references(kb))
        return kb

    def condition(self, id: str) -> Condition:
        e = self.conditions[id]
        m = self.multipliers.get(id)
        by_age = tuple(m.number(age) for age in _AGES) if m else (1.0,) * 4
        by_sex = {sex: m.number(sex) for sex in ("female", "male")} if m else {}
        by_setting = {s: m.number(s) for s in ("online", "ed")} if m else {}
        condition = Condition(
            id=id,
            name=e.text("name"),
            plain_name=e.text("plain_name"),
            group=e.text("group"),
            role=e.choice("role", Role),
            urgency=e.choice("urgency", Urgency, by_name=True),
            is_danger=e.flag("is_danger"),
            about=e.text("about"),
            tells=e.text("What speaks for and against it"),
            clinician=e.text("For clinicians"),
            icd10cm=e.text("icd10cm", ""),
            management=e.texts("management"),
            programme=e.text("programme", ""),
            notes=e.text("notes", ""),
            citation=e.citation(),
            by_age=by_age,  # type: ignore[arg-type]  # four ages
            by_sex=by_sex,
            by_setting=by_setting,
            priors={
                Region(region): figure
                for (condition, region), figure in sorted(self.priors.items())
                if condition == id and region in set(Region)
            },
        )
        e.done()
        return condition


def _sorted(shelf: Mapping[str, _T]) -> dict[str, _T]:
    return {id: shelf[id] for id in sorted(shelf)}


_URGENT_FIRST = list(Place)
"""Places from the most urgent on, as `Place` lists them."""

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
)


def _covers(new: Rule, old: Rule) -> bool:
    """Whether the new rule holds whenever the old one does, as can be seen from its shape."""
    if new == old:
        return True
    alternatives = new.rules if isinstance(new, AnyOf) else ()
    parts = old.rules if isinstance(old, AnyOf) else (old,)
    return all(part in alternatives for part in parts) or old in alternatives


def _source(e: _Entry) -> Source:
    return Source(
        id=e.text("id"),
        kind=e.choice("kind", Basis),
        authors=e.text("authors"),
        title=e.text("title"),
        journal=e.text("journal"),
        year=e.text("year"),
        doi=e.text("doi"),
        address=e.text("address"),
        provenance=e.choice("provenance", Provenance),
        what_was_seen=e.text("what_was_seen"),
    )


def _finding(id: str, group: str, e: _Entry) -> Finding:
    finding = Finding(
        id=id,
        label=e.text("label"),
        question=e.text("question"),
        tick=e.text("tick"),
        why=e.text("why"),
        hint=e.text("hint", ""),
        type=e.text("type", "yes_no"),
        group=group,
        role=e.text("role"),
        asked_of=e.text("asked_of", "patient"),
        self_check=e.text("self_check", ""),
        applies_when=e.rule("applies_when", TRUE),
        derived_from=e.rule("derived_from") if "derived_from" in e.fields else None,
        phrases=e.texts("phrases"),
        opens=e.texts("opens"),
        loinc=e.text("loinc", ""),
        snomed=e.text("snomed", ""),
        notes=e.text("notes", ""),
    )
    e.done()
    return finding


def _word_class(id: str, e: _Entry, old: WordClass | None) -> WordClass:
    words = e.texts("words")
    new = WordClass(
        id=id,
        words=(*old.words, *words) if old else words,
        kind=e.text("kind", "") if not old else old.kind,
        includes=e.texts("includes") if not old else old.includes,
    )
    e.done(["kind", "includes"])
    return new


def _finding_phrases(id: str, e: _Entry) -> FindingPhrases:
    phrases = FindingPhrases(
        finding=id,
        present=e.texts("present"),
        absent=e.texts("absent"),
        broad=e.texts("broad"),
        lasting=e.flag("lasting", False),
        family=e.flag("family", False),
        personal=e.flag("personal", False),
        yields_to=e.texts("yields_to"),
    )
    e.done()
    return phrases


def _joined(old: FindingPhrases | None, new: FindingPhrases) -> FindingPhrases:
    if old is None:
        return new
    return FindingPhrases(
        finding=new.finding,
        present=(*old.present, *new.present),
        absent=(*old.absent, *new.absent),
        broad=old.broad,
        lasting=old.lasting,
        family=old.family,
        personal=old.personal,
        yields_to=old.yields_to,
    )


def _group(id: str, e: _Entry) -> Group:
    regions = tuple(Region(r) for r in e.texts("regions") if r in set(Region))
    group = Group(
        id=id,
        plain_name=e.text("plain_name"),
        about=e.text("about"),
        members=e.texts("members"),
        regions=regions,
    )
    e.done()
    return group


def _mechanism(id: str, e: _Entry) -> Mechanism:
    mechanism = Mechanism(
        id=id,
        name=e.text("name"),
        plain_name=e.text("plain_name"),
        about=e.text("about"),
        kind_sentence=e.text("kind_sentence"),
        leak=e.figure("leak", "leak_low", "leak_high"),
    )
    e.done(["notes"])
    return mechanism


def _arrow(e: _Entry) -> Arrow:
    return Arrow(
        condition=e.text("condition"),
        finding=e.text("finding"),
        kind=e.choice("kind", ArrowKind),
        p=e.figure("p"),
        note=e.text("notes", ""),
    )


def _link(e: _Entry) -> Link:
    return Link(
        parent=e.text("parent"),
        child=e.text("child"),
        strength=e.figure("strength"),
        replaces_arrow=e.flag("replaces_arrow"),
    )


def _red_flag(id: str, e: _Entry) -> RedFlag:
    flag = RedFlag(
        id=id,
        category=e.text("category"),
        urgency=e.choice("urgency", Urgency, by_name=True),
        place=e.choice("place", Place),
        when=e.rule("when"),
        title=e.text("title"),
        because=e.text("because"),
        do=e.text("do"),
        tell=e.text("tell"),
        rationale=e.text("rationale", ""),
        evidence=e.text("evidence", ""),
        guidelines=e.text("guidelines", ""),
        how_to_use=e.text("how_to_use", ""),
        citation=e.citation(),
    )
    e.done()
    return flag


def _card(id: str, e: _Entry) -> SafetyCard:
    ticks = []
    for number, fields in enumerate(e.raw("ticks", [])):
        t = _Entry(f"{e.place} tick {number + 1}", fields, e.problems)
        ticks.append(
            Tick(
                finding=t.text("finding"),
                when=t.rule("when", TRUE),
            )
        )
        t.done()
    card = SafetyCard(id=id, title=e.text("title"), why=e.text("why"), ticks=tuple(ticks))
    e.done()
    return card


def _urgency_words(e: _Entry) -> UrgencyWords:
    action = _Entry(f"{e.place} action", e.raw("action", {}), e.problems)
    days = e.raw("review_days", [])
    words = UrgencyWords(
        name=e.text("name"),
        time_frame=e.text("time_frame"),
        action={p: action.text(p.value) for p in Place if p.value in action.fields},
        meanwhile=e.texts("meanwhile"),
        safety_net=e.text("safety_net"),
        review_days=tuple(int(day) for day in days),
    )
    action.done()
    e.done()
    return words


def _imaging(id: str, e: _Entry) -> ImagingAdvice:
    advice = ImagingAdvice(
        id=id,
        order=int(e.number("order")),
        when=e.rule("when"),
        answer=e.text("answer"),
        text=e.text("text"),
        clinician=e.text("clinician"),
        sources=e.texts("sources"),
    )
    e.done()
    return advice


def _special_group(id: str, e: _Entry) -> SpecialGroup:
    group = SpecialGroup(
        id=id, when=e.rule("when"), text=e.text("text"), sources=e.texts("sources")
    )
    e.done()
    return group


def _recovery(e: _Entry) -> Recovery:
    return Recovery(
        median_weeks=e.number_or_none("median_weeks"),
        by_6_weeks=e.number_or_none("percent_by_6_weeks"),
        by_12_weeks=e.number_or_none("percent_by_12_weeks"),
        citation=e.citation(),
    )


def _course(e: _Entry) -> Course:
    weeks = {w: e.number(f"week_{w}") for w in _WEEKS if e.text(f"week_{w}", "")}
    return Course(
        id=e.text("id"),
        condition=e.text("condition"),
        phase=e.text("phase"),
        outcome=e.text("outcome"),
        unit=e.text("unit"),
        weeks=weeks,
        interval=e.text("interval"),
        text=e.text("text"),
        population=e.text("population"),
        use=e.text("use"),
        citation=Citation(
            source=e.text("address"),
            basis=e.choice("basis", Basis),
            provenance=e.choice("provenance", Provenance),
        ),
        source_title=e.text("source_title"),
    )


def _published_figure(e: _Entry) -> PublishedFigure:
    signs = e.text("answers").split()
    return PublishedFigure(
        id=e.text("id"),
        targets=tuple(e.text("targets").split()),
        region=e.choice("region", Region),
        setting=e.text("setting"),
        age_years=e.number_or_none("age_years"),
        sex=e.text("sex") or None,
        answers={sign[1:]: sign[0] == "+" for sign in signs},
        anchor=e.text("anchor"),
        low=e.number("low"),
        high=e.number("high"),
        is_fit=e.flag("is_fit"),
    )


def _broken_references(kb: KnowledgeBase) -> Iterator[Problem]:
    """Yield every id that is named somewhere and stands nowhere."""
    findings, conditions, mechanisms = set(kb.findings), set(kb.conditions), set(kb.mechanisms)

    def missing(place: str, kind: str, known: set[str], used: Iterable[str]) -> Iterator[Problem]:
        for id in used:
            if id not in known:
                yield Problem(place, f"there is no {kind} {id!r}.", "Add it, or mend the id.")

    for place, citation in _citations(kb):
        yield from missing(place, "source", set(kb.sources), [citation.source])
    for finding in kb.findings.values():
        rules = [finding.applies_when, *([finding.derived_from] if finding.derived_from else [])]
        place = f"findings/{finding.group}.toml {finding.id}"
        yield from missing(place, "finding", findings, (n for r in rules for n in names(r)))
        yield from missing(place, "finding", findings, finding.opens)
    for flag in kb.red_flags.values():
        yield from missing(f"red_flags.toml {flag.id}", "finding", findings, names(flag.when))
    yield from missing("leaks.csv", "finding", findings, kb.leaks)
    for arrow in kb.arrows:
        place = f"arrows.csv {arrow.condition} {arrow.finding}"
        yield from missing(place, "condition", conditions, [arrow.condition])
        yield from missing(place, "finding", findings, [arrow.finding])
        yield from missing(place, "leak of finding", set(kb.leaks), [arrow.finding])
    for link in kb.links:
        place = f"links.csv {link.parent} {link.child}"
        yield from missing(place, "condition or mechanism", conditions | mechanisms, [link.parent])
        yield from missing(place, "mechanism or finding", mechanisms | findings, [link.child])
    for group in kb.groups.values():
        yield from missing(f"groups.toml {group.id}", "condition", conditions, group.members)
    for card in kb.safety_cards:
        for tick in card.ticks:
            place = f"safety_cards.toml {card.id}"
            yield from missing(place, "finding", findings, [tick.finding])
            yield from missing(place, "finding", findings | {"region"}, names(tick.when))
    told: tuple[ImagingAdvice | SpecialGroup, ...] = (*kb.imaging, *kb.special_groups.values())
    for entry in told:
        yield from missing(entry.id, "source", set(kb.sources), entry.sources)
        looked_at = (n for n in names(entry.when) if n not in {"urgency", "region"})
        yield from missing(entry.id, "finding", findings, looked_at)
    yield from missing("recovery.csv", "condition", conditions, kb.recoveries)
    for figure in kb.published_figures:
        place = f"published_figures.csv {figure.id}"
        yield from missing(place, "condition", conditions, figure.targets)
        yield from missing(place, "finding", findings, figure.answers)
    for case in kb.cases:
        place = f"cases/{case.id}.toml"
        yield from missing(place, "finding", findings, case.answers)
        yield from missing(place, "condition", conditions, [case.condition])
    for phrases in kb.phrases.findings.values():
        place = f"phrases {phrases.finding}"
        yield from missing(place, "finding", findings, [phrases.finding, *phrases.yields_to])
        written = " ".join((*phrases.present, *phrases.absent))
        classes = (c for slot in re.findall(r"\{([^}]*)\}", written) for c in slot.split("|"))
        yield from missing(place, "word class", set(kb.phrases.classes), classes)
    s = kb.settings
    used = [*s.calming, *s.strata.values(), *s.leaks_by_age, *_flat(s.nested), *_flat(s.exclusive)]
    yield from missing("kb.toml", "finding", findings, used)
    yield from missing("kb.toml", "condition", conditions, s.unexplained.values())


def _citations(kb: KnowledgeBase) -> Iterator[tuple[str, Citation]]:
    """Yield every claim's place and citation, but for courses, which name their page."""
    for id, figure in kb.leaks.items():
        yield f"leaks.csv {id}", figure.citation
    for condition in kb.conditions.values():
        yield f"conditions/{condition.id}.md", condition.citation
        for region, figure in condition.priors.items():
            yield f"priors.csv {condition.id} {region}", figure.citation
    for arrow in kb.arrows:
        yield f"arrows.csv {arrow.condition} {arrow.finding}", arrow.p.citation
    for link in kb.links:
        yield f"links.csv {link.parent} {link.child}", link.strength.citation
    for mechanism in kb.mechanisms.values():
        yield f"mechanisms/{mechanism.id}.md", mechanism.leak.citation
    for flag in kb.red_flags.values():
        yield f"red_flags.toml {flag.id}", flag.citation
    for case in kb.cases:
        yield f"cases/{case.id}.toml", case.citation
    for id, recovery in kb.recoveries.items():
        yield f"recovery.csv {id}", recovery.citation
    for action in kb.settings.action_thresholds:
        yield "kb.toml action", action.citation


def _flat(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for pair in pairs:
        yield from pair
