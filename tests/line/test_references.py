"""An id that is named somewhere and stands nowhere is told with its place, wherever it is named."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from lumbago.knowledge import KnowledgeBase
from lumbago.loading.references import broken_references
from lumbago.rules import Yes
from tests.strategies import KB

NOBODY = "stands_nowhere"


def first(entries: Any, is_right: Callable[[Any], object] = bool) -> Any:
    """The first entry of a shelf or a tuple for which something is true."""
    return next(e for e in (entries.values() if hasattr(entries, "values") else entries)
                if is_right(e))  # fmt: skip


def with_shelf(shelf: str, entries: Any) -> KnowledgeBase:
    """The knowledge with other entries on one shelf."""
    changed: dict[str, Any] = {shelf: entries}
    return replace(KB, **changed)


def on(shelf: str, id: str, **changes: Any) -> KnowledgeBase:
    """The knowledge with one entry of a shelf changed."""
    entries = getattr(KB, shelf)
    return with_shelf(shelf, {**entries, id: replace(entries[id], **changes)})


def among(shelf: str, old: Any, **changes: Any) -> KnowledgeBase:
    """The knowledge with one entry of a tuple changed."""
    entries = tuple(replace(e, **changes) if e is old else e for e in getattr(KB, shelf))
    return with_shelf(shelf, entries)


def with_settings(**changes: Any) -> KnowledgeBase:
    """The knowledge with other settings."""
    return replace(KB, settings=replace(KB.settings, **changes))


def renamed(shelf: str) -> KnowledgeBase:
    """The knowledge with the first key of a shelf standing for an id that is nowhere."""
    entries = dict(getattr(KB, shelf))
    id = next(iter(entries))
    return with_shelf(shelf, {NOBODY: entries.pop(id), **entries})


ARROW, LINK = KB.arrows[0], KB.links[0]
FLAG, COURSE = first(KB.red_flags), first(KB.courses)
GATE, GROUP = first(KB.findings, lambda f: f.opens), first(KB.groups)
CARD, TOPIC = KB.safety_cards[0], KB.topics[0]
FIGURE, CASE = KB.published_figures[0], KB.cases[0]
ADVICE, SPECIAL = KB.imaging[0], first(KB.special_groups)
NOTHING = Yes(NOBODY)


def uncited(citation: Any) -> Any:
    """The same claim of a source that is nowhere."""
    return replace(citation, source=NOBODY)


def unsourced(figure: Any) -> Any:
    """The same number of a source that is nowhere."""
    return replace(figure, citation=uncited(figure.citation))


NAMED: dict[str, tuple[KnowledgeBase, str]] = {
    "a finding in a red flag": (on("red_flags", FLAG.id, when=NOTHING), "red_flags.toml"),
    "the source of a red flag": (
        on("red_flags", FLAG.id, citation=uncited(FLAG.citation)), "red_flags.toml"),
    "a finding that decides whether another applies": (
        on("findings", GATE.id, applies_when=NOTHING), "findings/"),
    "a finding from which another follows": (
        on("findings", GATE.id, derived_from=NOTHING), "findings/"),
    "a sign behind a gate": (on("findings", GATE.id, opens=(NOBODY,)), "findings/"),
    "a line of a safety card": (
        among("safety_cards", CARD, ticks=(replace(CARD.ticks[0], finding=NOBODY),)),
        "safety_cards.toml"),
    "for whom a line of a card is shown": (
        among("safety_cards", CARD, ticks=(replace(CARD.ticks[0], when=NOTHING),)),
        "safety_cards.toml"),
    "a line of a topic": (
        among("topics", TOPIC, ticks=(replace(TOPIC.ticks[0], finding=NOBODY),)), "topics.toml"),
    "the condition of an arrow": (among("arrows", ARROW, condition=NOBODY), "arrows.csv"),
    "the finding of an arrow": (among("arrows", ARROW, finding=NOBODY), "arrows.csv"),
    "the source of an arrow": (among("arrows", ARROW, p=unsourced(ARROW.p)), "arrows.csv"),
    "the parent of a link": (among("links", LINK, parent=NOBODY), "links.csv"),
    "the child of a link": (among("links", LINK, child=NOBODY), "links.csv"),
    "the source of a link": (among("links", LINK, strength=unsourced(LINK.strength)), "links.csv"),
    "the finding of a background rate": (renamed("leaks"), "leaks.csv"),
    "the source of a background rate": (
        replace(KB, leaks={**KB.leaks, "fever": unsourced(KB.leaks["fever"])}), "leaks.csv"),
    "the source of a condition": (
        on("conditions", CASE.condition, citation=uncited(KB.conditions[CASE.condition].citation)),
        "conditions/"),
    "the source of a prior": (
        on("conditions", CASE.condition, priors={
            r: unsourced(p) for r, p in KB.conditions[CASE.condition].priors.items()}),
        "priors.csv"),
    "the source of a kind of pain": (
        on("mechanisms", first(KB.mechanisms).id, leak=unsourced(first(KB.mechanisms).leak)),
        "mechanisms/"),
    "a member of a group": (on("groups", GROUP.id, members=(NOBODY,)), "groups.toml"),
    "a condition in the table of recovery": (renamed("recoveries"), "recovery.csv"),
    "for whom a course holds": (on("courses", COURSE.id, when=NOTHING), "courses.csv"),
    "the source of a course": (
        on("courses", COURSE.id, citation=uncited(COURSE.citation)), "courses.csv"),
    "for whom a scan is advised": (among("imaging", ADVICE, when=NOTHING), ADVICE.id),
    "the source of advice on scans": (among("imaging", ADVICE, sources=(NOBODY,)), ADVICE.id),
    "who belongs to a special group": (on("special_groups", SPECIAL.id, when=NOTHING), SPECIAL.id),
    "the target of a published figure": (
        among("published_figures", FIGURE, targets=(NOBODY,)), "published_figures.csv"),
    "an answer of a published figure": (
        among("published_figures", FIGURE, answers={NOBODY: True}), "published_figures.csv"),
    "an answer of a published case": (among("cases", CASE, answers={NOBODY: True}), "cases/"),
    "the condition of a published case": (among("cases", CASE, condition=NOBODY), "cases/"),
    "the source of a published case": (
        among("cases", CASE, citation=uncited(CASE.citation)), "cases/"),
    "an answer that may calm": (with_settings(calming=frozenset({NOBODY})), "kb.toml"),
    "a finding inside another": (with_settings(nested=(("fever", NOBODY),)), "kb.toml"),
    "findings that shut each other out": (with_settings(exclusive=((NOBODY, "fever"),)), "kb.toml"),
    "the place that a region stands for": (
        with_settings(strata=dict.fromkeys(KB.settings.strata, NOBODY)), "kb.toml"),
    "a background rate by age": (with_settings(leaks_by_age={NOBODY: (0.1,) * 4}), "kb.toml"),
    "the cause that is not listed": (
        with_settings(unexplained=dict.fromkeys(KB.settings.unexplained, NOBODY)), "kb.toml"),
    "the source of an action threshold": (
        with_settings(action_thresholds=tuple(
            replace(t, citation=uncited(t.citation)) for t in KB.settings.action_thresholds)),
        "kb.toml action"),
}  # fmt: skip


@pytest.mark.parametrize("what", NAMED)
def test_an_id_that_stands_nowhere_is_told_with_its_place(what):
    kb, place = NAMED[what]
    told = [p for p in broken_references(kb) if NOBODY in p.what]
    assert any(p.place.startswith(place) for p in told)
    assert all(p.remedy for p in told)


def test_the_shipped_knowledge_names_no_id_that_stands_nowhere():
    assert not list(broken_references(KB))


def test_an_arrow_to_a_finding_without_a_background_rate_is_told():
    leaks = {id: leak for id, leak in KB.leaks.items() if id != ARROW.finding}
    told = [str(p) for p in broken_references(replace(KB, leaks=leaks))]
    assert any(f"there is no leak of finding '{ARROW.finding}'" in line for line in told)
