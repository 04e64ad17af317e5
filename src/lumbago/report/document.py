"""`as_document`: a report in words, for a clinician or for the person, as sections of few kinds.

Every format is written from this: what stands in one stands in all. The first page of a
clinician's report holds what is needed at a glance; details follow.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lumbago.forecast.records import ahead_lines
from lumbago.insights import found_lines
from lumbago.knowledge import KnowledgeBase
from lumbago.report.better_worse import Told, better_worse, thing_words
from lumbago.report.blocks import Audience, Block, Document, Items, Line, Section, Table
from lumbago.report.diary import Span
from lumbago.report.glance import first_page
from lumbago.report.signs import nerve_signs
from lumbago.report.whole import Report, Topic
from lumbago.wording import between, named, number, told

_CAUSES_AT_A_GLANCE = 3
_WHOLE_LATER = frozenset({"urgency", "person", "complaint", "neuro", "timeline", "questions"})
"""What the first page may cut stands whole in the details; signs and causes stand there anyway."""

_OF_SIGNS = frozenset(
    {
        "signs_present",
        "signs_others",
        "signs_denied",
        "signs_unknown",
        "signs_not_for_them",
        "conflicts",
    }
)
"""What is said to the person in other words than to a clinician."""

MOST_MEASURES = 12
"""So many values of questionnaires are told, the latest."""


def as_document(
    kb: KnowledgeBase,
    report: Report,
    audience: Audience = Audience.CLINICIAN,
    places: Mapping[str, str] | None = None,
) -> Document:
    """Put a report into words; `places`: the words of the body map in its language."""
    made = _Words(kb, report, audience, places or {})
    is_person = audience is Audience.PERSON
    found = made.for_person() if is_person else made.for_clinician()
    is_unread = kb.translation is not None and kb.translation.unread > 0
    notices = (kb.words["translation.machine"],) if is_unread else ()
    t = made.t
    return Document(
        language=kb.language,
        audience=audience,
        title=t("title_person" if is_person else "title_clinician"),
        lead=t("made_person" if is_person else "made", day=made.day(report.day)),
        notices=notices,
        marks=tuple((report.own.marks or {}).items()),
        map_words=t("map", places="; ".join(made.places()) or t("not_recorded")),
        map_names=tuple(sorted((places or {}).items())),
        details=t("details"),
        page=kb.words["report.page"],
        sections=tuple(s for s in found if s.blocks),
    )


class _Words:
    """Says each part of one report in the words of the knowledge."""

    def __init__(
        self, kb: KnowledgeBase, report: Report, audience: Audience, names: Mapping[str, str]
    ) -> None:
        self.kb, self.report, self.audience, self.names = kb, report, audience, names

    def t(self, word: str, **filled: object) -> str:
        text = self.kb.words[f"report.{word}"]
        return text.format(**filled) if filled else text

    def own(self, word: str) -> str:
        """Return a word of a title, said to the person where it is for them."""
        is_person = self.audience is Audience.PERSON
        return self.t(f"{word}_person" if is_person else word)

    @staticmethod
    def day(day: object) -> str:
        return str(day)

    def n(self, value: float) -> str:
        return number(self.kb, round(value, 1))

    def ticks(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.kb.findings[id].tick for id in ids)

    def line(self, word: str, text: str) -> Line:
        return Line(self.label(word), text or self.t("not_recorded"))

    def label(self, word: str) -> str:
        """Return the label of a block; of signs, as said to the person where it is for them."""
        return self.own(word) if word in _OF_SIGNS else self.t(word)

    def items(self, word: str, items: Iterable[str], *, strong: bool = False) -> Block:
        """Return a list; "not recorded" where it is empty, never "none"."""
        kept = tuple(items)
        return Items(self.label(word), kept, strong) if kept else self.line(word, "")

    def for_clinician(self) -> Iterator[Section]:
        whole = (
            self.section("urgency", self.urgency()),
            self.section("person", self.person()),
            Section("complaint", self.own("complaint"), self.complaint()),
            self.section("signs", self.signs_at_a_glance()),
            self.section("neuro", self.neuro()),
            self.section("timeline", self.timeline()),
            Section("questions", self.own("questions"), self.questions()),
            self.section("causes", self.causes(_CAUSES_AT_A_GLANCE)),
        )
        extras = (
            self.section("history", self.history()),
            self.section("medicines", self.medicines()),
            self.section("better_worse", self.better_worse()),
            self.section("tried", self.tried()),
        )
        has_map, above = bool(self.report.own.marks), 2.0 if self.kb.translation else 0.0
        page = first_page(whole, extras, self.more, has_map=has_map, above=above)
        yield from page.sections
        signs = Section("sign_lists", self.t("signs"), self.sign_lists())
        if page.cuts_emergencies:  # the rest of them must be found at once
            yield signs
        for section in page.cut:
            if section.id in _WHOLE_LATER:
                yield replace(section, id=f"{section.id}_whole")
        if not page.cuts_emergencies:
            yield signs
        yield from (s for s in extras if s.id not in page.moved)
        yield self.section("scores", self.scores())
        yield Section("why_causes", self.t("causes"), self.causes(None, reasons=True))
        yield self.section("forecast", self.forecast())
        yield self.section("notes", self.notes())
        yield self.section("sources", self.sources())

    def more(self, left_out: int) -> str:
        """Say that the details hold the rest; 0 where a text goes on there."""
        return self.t("more", n=left_out) if left_out else self.t("goes_on")

    def for_person(self) -> Iterator[Section]:
        yield self.section("urgency", self.urgency(), first=True)
        yield Section("questions", self.own("questions"), self.questions(), True)
        yield Section("complaint", self.own("complaint"), self.complaint(), True)
        yield self.section("person", self.person(), first=True)
        yield self.section("causes", self.causes(_CAUSES_AT_A_GLANCE), first=True)
        yield self.section("timeline", self.timeline(), first=True)
        yield self.section("better_worse", self.better_worse())
        yield self.section("tried", self.tried())
        yield self.section("medicines", self.medicines())
        yield self.section("scores", self.scores())
        yield self.section("forecast", self.forecast())
        yield Section("sign_lists", self.t("signs"), self.sign_lists())
        yield self.section("notes", self.notes())
        yield self.section("sources", self.sources())

    def section(self, id: str, blocks: Iterable[Block], *, first: bool = False) -> Section:
        return Section(id, self.t(id), tuple(blocks), first)

    def urgency(self) -> Iterator[Block]:
        yield Line("", self.report.action, strong=True)
        titles = [self.kb.red_flags[id].title for id in self.report.reasons]
        if titles:
            yield Items(self.t("why"), tuple(titles))
        signs = self.report.signs
        if not (signs.present or signs.denied or signs.unknown):
            yield Line("", self.t("nothing_asked"))
        if self.report.reasons_withheld:
            yield Line("", self.own("why_withheld"))

    def person(self) -> Iterator[Block]:
        who = self.report.answers.person
        if Topic.NAME in self.report.share and self.report.own.name:
            yield self.line("name", self.report.own.name)
        age = "" if who.age_years is None else self.t("age_years", n=self.n(who.age_years))
        yield self.line("age", age)
        yield self.line("sex", self.t(who.sex.value) if who.sex else "")
        yield self.line("region", self.kb.words[f"terminal.{who.region.value}"])
        yield self.items("places", self.places())
        yield self.items("spread", self.said("radiation"))

    def places(self) -> tuple[str, ...]:
        words = {m: self.t(f"place_{m}") for m in ("main", "other", "spread")}
        return tuple(
            f"{self.place(id)} ({words[mark]})"
            for id, mark in (self.report.own.marks or {}).items()
        )

    def place(self, id: str) -> str:
        return self.names.get(id) or id.replace("_", " ")

    def complaint(self) -> tuple[Block, ...]:
        text = self.report.own.complaint
        absent = (
            self.t("not_recorded") if Topic.WORDS in self.report.share else self.own("withheld")
        )
        return (Line("", text or absent),)

    def questions(self) -> tuple[Block, ...]:
        asked = self.report.own.questions
        return (Items("", asked) if asked else Line("", self.t("not_recorded")),)

    def signs_at_a_glance(self) -> Iterator[Block]:
        signs = self.report.signs
        yield from self.present()
        if self.report.conflicts:
            yield Items(self.t("conflicts"), self.ticks(self.report.conflicts), strong=True)
        counts = {n: len(getattr(signs, n)) for n in ("denied", "unknown", "not_asked")}
        yield Line("", self.t("signs_count", **counts))
        if signs.withheld:
            yield self.signs_withheld()

    def present(self) -> Iterator[Block]:
        """Tell apart what raises an alarm and what would only beside other signs."""
        signs, raising = self.report.signs, self.report.raising
        others = tuple(id for id in signs.present if id not in raising)
        if raising:
            ticks, whole = self.ticks(raising), len(self.report.emergencies)
            yield Items(self.label("signs_present"), ticks, strong=True, whole=whole)
        else:
            yield self.line("signs_present", self.none_raising())
        if others:
            yield Items(self.label("signs_others"), self.ticks(others))

    def none_raising(self) -> str:
        """Say that no sign raises an alarm, or nothing where nobody asked."""
        signs = self.report.signs
        if signs.present:
            return self.t("signs_none_raising")
        return self.t("signs_none_present") if signs.denied or signs.unknown else ""

    def neuro(self) -> Iterator[Block]:
        for name, ids in nerve_signs(self.kb, self.report.answers).items():
            if ids:
                text = "; ".join(self.ticks(ids))
                yield Line(self.t(f"signs_{name}"), text, strong=name == "present")

    def sign_lists(self) -> tuple[Block, ...]:
        signs, blocks = self.report.signs, [*self.present()]
        for name in ("denied", "unknown", "not_asked", "not_for_them"):
            ticks = self.ticks(getattr(signs, name))
            if ticks:
                blocks.append(Items(self.label(f"signs_{name}"), ticks, many=True))
            elif name in {"denied", "unknown"}:
                asked = signs.present or signs.denied or signs.unknown
                none = self.t("signs_none_present") if asked else ""
                blocks.append(self.line(f"signs_{name}", none))
        if self.report.conflicts:
            blocks.append(Items(self.label("conflicts"), self.ticks(self.report.conflicts)))
        if signs.withheld:
            blocks.append(self.signs_withheld())
        return tuple(blocks)

    def signs_withheld(self) -> Line:
        return Line("", self.own("signs_withheld").format(n=len(self.report.signs.withheld)))

    def number_of(self, finding: str) -> float | None:
        """Return a number that was answered; None where there is none."""
        value = self.report.answers.given.get(finding)
        return float(value) if isinstance(value, (int, float)) else None

    def timeline(self) -> Iterator[Block]:
        weeks, pain = self.number_of("duration_weeks"), self.number_of("pain_severity")
        yield self.line("duration", "" if weeks is None else self.t("weeks", n=self.n(weeks)))
        if pain is not None:
            yield self.line("score_pain", self.t("score_of", value=self.n(pain), most=10))
        begun = self.said("onset_course")
        if begun:
            yield Items("", begun)
        course = self.report.course
        if course.first:
            filled = {"n": course.days, "first": course.first, "last": course.last}
            yield Line("", self.t("diary_span", **filled))

    def said(self, group: str, *, denied: bool = False) -> tuple[str, ...]:
        """Return what was said to be there of a group of findings."""
        given = self.report.answers.given
        yes = [f for f in self.kb.findings.values() if f.group == group and f.is_yes_no]
        return tuple(f.tick for f in yes if given.get(f.id) is (not denied) and f.can_be_asked)

    def yes_and_no(self, group: str) -> Iterator[Block]:
        """Tell what was said of a group; of what was asked, none may be there."""
        yes, no = self.said(group), self.said(group, denied=True)
        empty = self.t("signs_none_present") if yes or no else ""
        for word, found in (("signs_present", yes), ("signs_denied", no)):
            yield self.line(word, "; ".join(found) or empty)

    def history(self) -> Iterator[Block]:
        yield from self.yes_and_no("medical_history")

    def medicines(self) -> Iterator[Block]:
        if Topic.MEDICINES not in self.report.share:
            yield Line("", self.own("withheld"))
            return
        yield from self.yes_and_no("medicines")
        yield self.items(
            "medicines_taken",
            (
                self.t("medicine_days", name=name, n=days, day=last)
                for name, days, last in self.report.course.medicines
            ),
        )

    def better_worse(self) -> Iterator[Block]:
        told_of = better_worse(self.kb, self.report.answers)
        if told_of:
            head = (self.t("thing"), self.t("effect"))
            yield Table(head, tuple(map(self.told_of, told_of)))
        else:
            yield Line("", self.t("not_recorded"))
        found = self.report.goes_with
        if found is not None:
            yield (
                self.items("goes_with", found_lines(self.kb, found))
                if found
                else self.line("goes_with", self.t("goes_with_none"))
            )
            yield Line("", self.t("goes_with_not"))

    def told_of(self, row: Told) -> tuple[str, ...]:
        return thing_words(self.kb, row.thing), self.t(f"effect_{row.effect.value}")

    def scores(self) -> Iterator[Block]:
        course = self.report.course
        if self.report.measures:
            yield Table((self.t("scores"), "", ""), tuple(self.measures()))
        if not course.spans:
            yield Line("", self.t("not_recorded"))
            return
        first = self.t("scores_month" if course.by_month else "scores_week")
        scores = ("score_now", "score_worst", "score_interference", "score_sleep")
        head = (first, self.t("scores_days"), *map(self.t, scores))
        yield Table(head, tuple(map(self.span, course.spans)))
        yield Line("", self.t("scores_mean"))
        if course.earlier:
            yield Line("", self.t("scores_earlier", n=course.earlier))

    def measures(self) -> Iterator[tuple[str, ...]]:
        for m in self.report.measures[-MOST_MEASURES:]:
            value = self.t("score_of", value=self.n(m.value), most=self.n(m.most))
            yield m.name, self.day(m.day), value

    def span(self, span: Span) -> tuple[str, ...]:
        means = ("–" if m is None else self.n(m) for m in span.means)
        return (self.day(span.first), str(span.days), *means)

    def tried(self) -> Iterator[Block]:
        course = self.report.course
        lines = [
            self.t("tried_line", name=x.name, days=x.days, helped=x.helped, did_not=x.did_not)
            for x in course.tried
        ]
        done, asked = course.sessions
        if lines:
            yield Items("", tuple(lines))
        elif not asked:
            yield Line("", self.t("not_recorded"))
        if asked:
            yield Line("", self.t("sessions", done=done, asked=asked))
        if course.after:
            before, after = map(self.n, course.after)
            yield Line("", self.t("sessions_after", before=before, after=after))
        if course.stiffness is not None:
            yield Line("", self.t("stiffness", n=round(course.stiffness)))
        if course.spasms:
            yield Line("", self.t("spasms", n=course.spasms))
        if self.report.steps:
            yield Line(self.t("steps"), "; ".join(self.report.steps))
        if self.report.sessions_planned:
            yield Line("", self.t("sessions_planned", n=self.report.sessions_planned))

    def causes(self, most: int | None, *, reasons: bool = False) -> tuple[Block, ...]:
        kb, blocks = self.kb, []
        blocks.append(Line("", self.t("causes_lead")))
        for cause in self.report.causes[:most]:
            said = self.t("cause_line", name=cause.name, range=between(kb, cause.low, cause.high))
            blocks.append(Line("", said))
            if reasons:
                for word, weights in (
                    ("cause_for", cause.for_it),
                    ("cause_against", cause.against),
                ):
                    if weights:
                        text = "; ".join(told(kb, w) for w in weights)
                        blocks.append(Line(self.t(word), text))
        if self.report.dangers:
            text = "; ".join(d.name for d in self.report.dangers)
            blocks.append(Line(self.t("rule_out"), text))
        return tuple(blocks)

    def forecast(self) -> Iterator[Block]:
        found = self.report.forecast
        if found is None or found.pain is None:
            return
        lines = tuple(ahead_lines(self.kb, found.pain, found.week))
        if lines:
            yield Line("", self.t("forecast_lead"))
            yield Items(self.kb.words["forecast.pain"], lines)
            words = (self.kb.words[f"forecast.{w}"] for w in ("mean", "band", "tested"))
            yield Line("", " ".join(words))

    def notes(self) -> Iterator[Block]:
        for day, note in self.report.notes:
            yield Line(self.day(day), note)

    def sources(self) -> Iterator[Block]:
        kb = self.kb
        known = (kb.sources[id] for id in self.report.sources if id in kb.sources)
        cited = dict.fromkeys(named(kb, source) for source in known)
        if cited:
            yield Line("", "; ".join(cited))
        yield Line("", self.t("knowledge", knowledge=self.report.knowledge))
