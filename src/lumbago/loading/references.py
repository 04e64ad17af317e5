"""Every id that is named somewhere must stand somewhere."""

import re
from collections.abc import Collection, Iterable, Iterator

from lumbago.errors import Problem
from lumbago.knowledge import ImagingAdvice, KnowledgeBase, SpecialGroup
from lumbago.loading.articles import broken_articles
from lumbago.loading.care_references import broken_care, care_citations
from lumbago.loading.glossary import broken_glossary
from lumbago.loading.missing import missing
from lumbago.loading.scales import broken_scales
from lumbago.rules import names
from lumbago.sources import Citation


def broken_references(kb: KnowledgeBase) -> Iterator[Problem]:
    """Yield every id that is named somewhere and stands nowhere."""
    findings, conditions, mechanisms = set(kb.findings), set(kb.conditions), set(kb.mechanisms)

    for place, citation in _citations(kb):
        yield from missing(place, "source", set(kb.sources), [citation.source])
    for finding in kb.findings.values():
        rules = [finding.applies_when, *([finding.derived_from] if finding.derived_from else [])]
        place = f"findings/{finding.group}.toml {finding.id}"
        yield from missing(place, "finding", findings, (n for r in rules for n in names(r)))
        yield from missing(place, "finding", findings, finding.opens)
    for flag in kb.red_flags.values():
        yield from missing(f"red_flags.toml {flag.id}", "finding", findings, names(flag.when))
    for course in kb.courses.values():
        yield from missing(f"courses.csv {course.id}", "finding", findings, names(course.when))
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
    screens = [(f"safety_cards.toml {card.id}", card.ticks) for card in kb.safety_cards]
    screens += [(f"topics.toml {topic.id}", topic.ticks) for topic in kb.topics]
    for place, ticks in screens:
        for tick in ticks:
            yield from missing(place, "finding", findings, [tick.finding])
            yield from missing(place, "finding", findings | {"region"}, names(tick.when))
    told: tuple[ImagingAdvice | SpecialGroup, ...] = (*kb.imaging, *kb.special_groups.values())
    for entry in told:
        yield from missing(entry.id, "source", set(kb.sources), entry.sources)
        looked_at = (n for n in names(entry.when) if n not in {"urgency", "region"})
        yield from missing(entry.id, "finding", findings, looked_at)
    yield from _movement(kb)
    yield from broken_care(kb)
    yield from broken_articles(kb)
    yield from broken_glossary(kb)
    yield from broken_scales(kb)
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
    for measured in kb.phrases.measurements.values():
        meant = [limit.finding for limit in measured.limits]
        yield from missing(f"measures {measured.id}", "finding", findings, meant)
    s = kb.settings
    used = [*s.calming, *s.strata.values(), *s.leaks_by_age, *_flat(s.nested), *_flat(s.exclusive)]
    yield from missing("kb.toml", "finding", findings, used)
    yield from missing("kb.toml", "condition", conditions, s.unexplained.values())


def _movement(kb: KnowledgeBase) -> Iterator[Problem]:
    """Yield every id round the exercises that stands nowhere."""
    doable = {*kb.exercises, *kb.not_now}
    managed = {id for condition in kb.conditions.values() for id in condition.management}
    told_apart = {*managed, *kb.care.contraindications}
    for e in kb.exercises.values():
        named: tuple[tuple[str, Collection[str], tuple[str, ...]], ...] = (
            ("exercise", kb.exercises, (*e.easier, *e.harder)),
            ("equipment", kb.equipment, e.equipment),
            ("stop sign", kb.stop_signs, e.stop_signs),
            ("row of source_exercises.csv", kb.source_rows, e.source_rows),
            ("source", kb.sources, e.sources),
            ("condition to manage", managed, e.good_for),
            ("condition or contraindication", told_apart, e.not_for),
        )
        for kind, known, used in named:
            yield from missing(f"exercises/{e.id}.md", kind, known, used)
    for n in kb.not_now.values():
        yield from missing(f"not_now.toml {n.id}", "exercise", doable, n.instead)
    for rule in kb.progression.values():
        yield from missing(f"progression.toml {rule.id}", "source", kb.sources, rule.also)
    for row in kb.source_rows.values():
        place = f"source_exercises.csv {row.id}"
        yield from missing(place, "exercise", doable, row.exercises)
        yield from missing(place, "source", kb.sources, row.documents)


def _citations(kb: KnowledgeBase) -> Iterator[tuple[str, Citation]]:
    """Yield every claim's place and citation."""
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
    for exercise in kb.exercises.values():
        yield f"exercises/{exercise.id}.md", exercise.citation
    for not_now in kb.not_now.values():
        yield f"not_now.toml {not_now.id}", not_now.citation
    for rule in kb.progression.values():
        yield f"progression.toml {rule.id}", rule.citation
    yield from care_citations(kb.care)
    for case in kb.cases:
        yield f"cases/{case.id}.toml", case.citation
    for course in kb.courses.values():
        yield f"courses.csv {course.id}", course.citation
    for id, recovery in kb.recoveries.items():
        yield f"recovery.csv {id}", recovery.citation
    for action in kb.settings.action_thresholds:
        yield "kb.toml action", action.citation


def _flat(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for pair in pairs:
        yield from pair
