"""What must be true across the entries of a knowledge base → a list of `Problem`s.

`loading` refuses what it cannot read and ids that lead nowhere. Here stands what only shows
when entries are seen together.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import product

from lumbago.answers import Answers, Person, Region, Setting, Sex
from lumbago.article_checks import article_problems
from lumbago.assessment import urgency_of
from lumbago.errors import Problem
from lumbago.exercise_checks import exercise_problems
from lumbago.facts import know
from lumbago.interview import places, safety_cards
from lumbago.knowledge import ArrowKind, KnowledgeBase, PublishedCase, Urgency
from lumbago.loading.care_texts import care_texts
from lumbago.network import posterior
from lumbago.network.beliefs import any_of
from lumbago.readability import grade, is_label
from lumbago.rules import FALSE, calming_names, holds, names, simplify
from lumbago.sources import Basis, Citation, Figure, Provenance, Source
from lumbago.triage import triage

HIGHEST_GRADE = 8.0
MOST_CARDS = 4
MOST_TICKS = 8

AGES = (18.0, 40.0, 46.0, 55.0, 60.0, 75.0)
"""One age on each side of every age that a rule or a question names."""


def check(kb: KnowledgeBase) -> tuple[Problem, ...]:
    """Return everything that is wrong with the knowledge, sorted by place."""
    impossible = list(_multipliers(kb))
    found = [
        *impossible,
        *_intervals(kb),
        *_rules(kb),
        *_links(kb),
        *_words(kb),
        *_settings(kb),
        *_safety_block(kb),
        *_citations(kb),
        *exercise_problems(kb),
        *article_problems(kb),
    ]
    if not impossible:  # odds below nothing: no probability can be worked out
        found += [*_figures(kb), *_cases(kb)]
    return tuple(sorted(set(found)))


def all_figures(kb: KnowledgeBase) -> Iterator[tuple[str, Figure]]:
    """Yield every probability with its place."""
    for id, figure in kb.leaks.items():
        yield f"leaks.csv {id}", figure
    for condition in kb.conditions.values():
        for region, figure in condition.priors.items():
            yield f"priors.csv {condition.id} {region}", figure
    for arrow in kb.arrows:
        yield f"arrows.csv {arrow.condition} {arrow.finding}", arrow.p
    for link in kb.links:
        yield f"links.csv {link.parent} {link.child}", link.strength
    for mechanism in kb.mechanisms.values():
        yield f"mechanisms/{mechanism.id}.md", mechanism.leak


def patient_texts(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Yield every text that a patient reads, with its place."""
    for f in kb.findings.values():
        if f.asked_of != "patient" and f.self_check != "yes_with_care":
            continue
        for name in ("question", "tick", "why", "hint"):
            yield f"findings/{f.group}.toml {f.id} {name}", getattr(f, name)
    for c in kb.conditions.values():
        for name in ("plain_name", "about", "tells"):
            yield f"conditions/{c.id}.md {name}", getattr(c, name)
    for m in kb.mechanisms.values():
        for name in ("plain_name", "about", "kind_sentence"):
            yield f"mechanisms/{m.id}.md {name}", getattr(m, name)
    for flag in kb.red_flags.values():
        for name in ("title", "because", "do", "tell"):
            yield f"red_flags.toml {flag.id} {name}", getattr(flag, name)
    for group in kb.groups.values():
        yield f"groups.toml {group.id}", group.plain_name
        yield f"groups.toml {group.id} about", group.about
    for card in kb.safety_cards:
        yield f"safety_cards.toml {card.id} title", card.title
        yield f"safety_cards.toml {card.id} why", card.why
    for topic in kb.topics:
        yield f"topics.toml {topic.id} title", topic.title
        yield f"topics.toml {topic.id} why", topic.why
    for term in kb.glossary.values():
        yield f"glossary.toml {term.id}", term.tells
    for urgency, words in kb.urgency_words.items():
        texts = (words.name, *words.action.values(), *words.meanwhile, words.safety_net)
        for text in texts:
            yield f"urgency.toml {urgency.id}", text
    for advice in kb.imaging:
        yield f"imaging.toml {advice.id}", advice.answer
        yield f"imaging.toml {advice.id}", advice.text
    for special in kb.special_groups.values():
        yield f"special_groups.toml {special.id}", special.text
    for key, text in care_texts(kb.care):
        kind, _, field = key.partition(".")
        yield f"{kind} {field}", text


def all_citations(kb: KnowledgeBase) -> Iterator[tuple[str, Citation]]:
    """Yield every citation of the knowledge with the entry that rests on it."""
    for part in fields(kb):
        yield from _cited_in(part.name, getattr(kb, part.name))


def _cited_in(place: str, value: object) -> Iterator[tuple[str, Citation]]:
    if isinstance(value, Citation):
        yield place, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _cited_in(f"{place} {key}", inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _cited_in(place, inner)
    elif is_dataclass(value):
        is_shelf = place == "care"  # a part of the knowledge that holds entries of several kinds
        for part in fields(value):
            inner = f"{place} {part.name}" if is_shelf else place
            yield from _cited_in(inner, getattr(value, part.name))


def _citations(kb: KnowledgeBase) -> Iterator[Problem]:
    """Whether each citation says of its source what the source is, so that no key is mixed up."""
    for place, cited in all_citations(kb):
        source = kb.sources[cited.source]
        if cited.basis not in {source.kind, Basis.JUDGEMENT}:
            what = f"it rests on {source.id!r} as {cited.basis}, which is a {source.kind}."
            yield Problem(place, what, "Is another source meant? Else mend the basis.")
        if cited.provenance is Provenance.SEEN and source.provenance is not Provenance.SEEN:
            what = f"it was seen, but nobody read {source.id!r}."
            yield Problem(place, what, "Say `recalled`, or say where it was read.")
    for source in kb.sources.values():
        if not _fits_its_year(source):
            what = f"its id has another year than {source.year}."
            yield Problem(f"sources.csv {source.id}", what, "Mend the year, or the id.")


def _fits_its_year(source: Source) -> bool:
    """Whether the year in an id is that of the source; online and in print may be one apart."""
    named = re.search(r"(?:19|20)\d\d", source.id)
    written = re.search(r"(?:19|20)\d\d", source.year)
    return not (named and written) or abs(int(named[0]) - int(written[0])) <= 1


def _intervals(kb: KnowledgeBase) -> Iterator[Problem]:
    for place, f in all_figures(kb):
        if not 0 <= f.low <= f.value <= f.high <= 1:
            yield Problem(
                place,
                f"low {f.low:g}, point {f.value:g}, high {f.high:g}: not in order from 0 to 1.",
                "Mend the range.",
            )


def _multipliers(kb: KnowledgeBase) -> Iterator[Problem]:
    for condition in kb.conditions.values():
        values = [*condition.by_age, *condition.by_sex.values(), *condition.by_setting.values()]
        if any(v < 0 for v in values):
            yield Problem(f"multipliers.csv {condition.id}", "a multiplier is below 0.")


def _rules(kb: KnowledgeBase) -> Iterator[Problem]:
    for flag in kb.red_flags.values():
        place = f"red_flags.toml {flag.id}"
        used = set(names(flag.when))
        if not used:
            yield Problem(place, "the rule looks at nothing: it is always or never up.")
        if flag.urgency > Urgency.SELF_CARE:
            for id in sorted(set(calming_names(flag.when)) - kb.settings.calming):
                yield Problem(
                    place,
                    f"{id!r} stands under a `not` and could calm the rule.",
                    "Only findings listed as calming in kb.toml may.",
                )
        if not _can_hold(kb, flag.id):
            yield Problem(place, "no answers can make it hold.", "Mend the rule.")


def _can_hold(kb: KnowledgeBase, id: str) -> bool:
    """Whether some simple person makes the rule hold: every sign yes, every calming one no."""
    when = kb.red_flags[id].when
    calming = set(calming_names(when))
    signs = {n: n not in calming for n in names(when)}
    for age, sex, weeks in product((9, 15, 20, 34, 45, 58, 80), ("female", "male"), (0.1, 3, 30)):
        numbers: dict[str, float | str] = {
            "age_years": float(age),
            "sex": sex,
            "duration_weeks": weeks,
        }
        given = {"pain_severity": 9.0, "morning_stiffness_minutes": 60.0}
        if holds(when, {**signs, **numbers, **given}):
            return True
    return False


def _links(kb: KnowledgeBase) -> Iterator[Problem]:
    leak = {id: f.value for id, f in kb.leaks.items()}
    carried: dict[str, float] = {}
    for link in kb.links:
        if link.parent in kb.mechanisms and link.child in leak:
            quiet = 1 - kb.mechanisms[link.parent].leak.value * link.strength.value
            carried[link.child] = carried.get(link.child, 1.0) * quiet
    for id, quiet in carried.items():
        if 1 - quiet > leak[id] + 1e-9:
            yield Problem(
                f"leaks.csv {id}",
                f"its mechanisms alone give {1 - quiet:.4g}, more than its leak {leak[id]:g}.",
                "Raise the leak, or lower a mechanism's leak or strength.",
            )
    for a in kb.arrows:
        if a.kind is ArrowKind.LOWERS and a.p.value >= leak[a.finding]:
            yield Problem(
                f"arrows.csv {a.condition} {a.finding}",
                "it is said to lower, but is not below the background rate.",
            )
    asked = {f.id for f in kb.findings.values() if f.role in {"symptom", "risk_factor"}}
    for id in sorted(asked - set(leak) - _only_in_rules(kb)):
        yield Problem(f"leaks.csv {id}", "the finding has no background rate.", "Add a line.")


def _only_in_rules(kb: KnowledgeBase) -> set[str]:
    return {f.id for f in kb.findings.values() if f.role in {"context", "gate", "stratum"}}


def _words(kb: KnowledgeBase) -> Iterator[Problem]:
    for place, text in patient_texts(kb):
        if not text.strip() and not place.endswith(" hint"):
            yield Problem(place, "the text is missing.", "Write it.")
        level = grade(text)
        if level > HIGHEST_GRADE and not is_label(text):
            yield Problem(
                place, f"it reads at grade {level:.1f}.", "Use shorter words and sentences."
            )


def _settings(kb: KnowledgeBase) -> Iterator[Problem]:
    for region in Region:
        if region not in kb.settings.unexplained:
            yield Problem("kb.toml", f"{region.value} has no unexplained condition.")
    for urgency in Urgency:
        if urgency not in kb.urgency_words:
            yield Problem("urgency.toml", f"{urgency.id} has no words.", "Add them.")


def _safety_block(kb: KnowledgeBase) -> Iterator[Problem]:
    """Whether the safety cards open every rule of `today` and `now` that can apply.

    When every line of the cards and every place is answered "no", and pain is neither sudden
    nor severe, no such rule may be left that people could still raise by an answer nobody
    will ask for: what is left must be openable by a question of the interview.
    """
    unopened: dict[str, str] = {}
    for region, age, sex in product(Region, AGES, Sex):
        person = Person(region=region, age_years=age, sex=sex)
        answers = Answers(person, {id: False for id in places() if id != _own_place(kb, region)})
        cards = safety_cards(kb, answers)
        place = f"safety_cards.toml {region.value} {age:g} {sex.value}"
        if len(cards) > MOST_CARDS:
            yield Problem(place, f"there are {len(cards)} cards.", f"At most {MOST_CARDS}.")
        for card in cards:
            if len(card.findings) > MOST_TICKS:
                yield Problem(
                    place, f"{card.id} has {len(card.findings)} lines.", f"At most {MOST_TICKS}."
                )
        denied = answers.with_answers({id: False for card in cards for id in card.findings})
        calm = denied.with_answers({"pain_severity": 4.0, "onset_sudden": False})
        unopened |= dict.fromkeys(_still_open(kb, calm), place)
    for id, place in unopened.items():
        yield Problem(place, f"nothing on the cards opens the rule {id}.", "Add a line.")


def _own_place(kb: KnowledgeBase, region: Region) -> str:
    return kb.settings.strata.get(region, "")


def _still_open(kb: KnowledgeBase, answers: Answers) -> Iterator[str]:
    """Yield rules of `today` and `now` of which no input was asked and one could be raised."""
    not_asked = {f.id: False for f in kb.findings.values() if f.asked_of != "patient"}
    facts = know(kb, answers).facts
    for open_flag in triage(kb, answers).open_flags:
        if open_flag.flag.urgency < Urgency.TODAY:
            continue
        rest = simplify(open_flag.rest, not_asked)
        if rest is FALSE:
            continue
        answered = [n for n in names(open_flag.flag.when) if n in facts and n in kb.findings]
        if not answered:
            yield open_flag.flag.id


def _figures(kb: KnowledgeBase) -> Iterator[Problem]:
    for figure in kb.published_figures:
        p = published_value(kb, figure.id)
        if not figure.low <= p <= figure.high:
            yield Problem(
                f"published_figures.csv {figure.id}",
                f"the network gives {p:.4f}, outside {figure.low:g} to {figure.high:g}.",
                "Find out which number is wrong; never widen the band.",
            )


def published_value(kb: KnowledgeBase, id: str) -> float:
    """Return what the network gives for a published figure."""
    figure = next(f for f in kb.published_figures if f.id == id)
    person = Person(
        region=figure.region,
        age_years=figure.age_years,
        sex=Sex(figure.sex) if figure.sex else None,
        setting=Setting(figure.setting),
    )
    answers = Answers(person, figure.answers)
    if len(figure.targets) == 1:
        return posterior(kb, answers)[figure.targets[0]]
    return any_of(kb, answers, figure.targets)


def case_answers(case: PublishedCase) -> Answers:
    """Return a published case's person and answers."""
    person = Person(
        region=case.region,
        age_years=case.age_years,
        sex=Sex(case.sex) if case.sex else None,
        setting=Setting(case.setting),
    )
    return Answers(person, case.answers)


def _cases(kb: KnowledgeBase) -> Iterator[Problem]:
    for case in kb.cases:
        place = f"cases/{case.id}.toml"
        urgency = urgency_of(kb, case_answers(case))
        fits = case.urgency <= urgency <= case.at_most
        if not fits and not case.known_gap:
            yield Problem(
                place,
                f"it comes out as {urgency.id}, not {case.urgency.id} to {case.at_most.id}.",
                "Mend the rule with its source, or say why not under known_gap.",
            )
        if fits and case.known_gap:
            yield Problem(place, "it comes out right now.", "Remove known_gap.")


def by_place(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """Sort problems under the file they stand in."""
    files: dict[str, list[Problem]] = {}
    for problem in problems:
        files.setdefault(problem.place.split(" ")[0], []).append(problem)
    return files
