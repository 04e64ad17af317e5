"""Entries → findings, conditions, groups, mechanisms, arrows, links."""

from collections.abc import Mapping

from lumbago.answers import Region
from lumbago.knowledge import (
    Arrow,
    ArrowKind,
    Condition,
    Finding,
    Group,
    Link,
    Mechanism,
    Role,
    Urgency,
)
from lumbago.loading.entry import Entry
from lumbago.rules import TRUE
from lumbago.sources import Figure

_AGES = ("age_18_29", "age_30_49", "age_50_64", "age_65_plus")


def read_finding(id: str, group: str, e: Entry) -> Finding:
    """Read one thing that can be asked; `group` is the name of its file."""
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


def read_condition(
    id: str, e: Entry, m: Entry | None, priors: Mapping[tuple[str, str], Figure]
) -> Condition:
    """Read a condition with its multipliers and its priors by region."""
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
        is_competitor=e.flag("is_competitor", False),
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
            for (condition, region), figure in sorted(priors.items())
            if condition == id and region in set(Region)
        },
    )
    e.done()
    return condition


def read_group(id: str, e: Entry) -> Group:
    """Read conditions that questions cannot tell apart."""
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


def read_mechanism(id: str, e: Entry) -> Mechanism:
    """Read a kind of pain."""
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


def read_arrow(e: Entry) -> Arrow:
    """Read P(finding | condition)."""
    return Arrow(
        condition=e.text("condition"),
        finding=e.text("finding"),
        kind=e.choice("kind", ArrowKind),
        p=e.figure("p"),
        note=e.text("notes", ""),
    )


def read_link(e: Entry) -> Link:
    """Read the strength of a parent on its child."""
    return Link(
        parent=e.text("parent"),
        child=e.text("child"),
        strength=e.figure("strength"),
        replaces_arrow=e.flag("replaces_arrow"),
    )
