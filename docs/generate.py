"""Write the generated pages of `docs/reference/` from the code and the knowledge.

    python docs/generate.py            write them
    python docs/generate.py --check    fail when one is stale

Nothing but code and knowledge goes in: no date, no machine. The same input gives the same bytes.
"""

import dataclasses
import html
import inspect
import json
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import EnumType
from pathlib import Path
from typing import Any, cast

import typer

import lumbago
from lumbago.answers import Region, Setting, Sex
from lumbago.checks import all_figures, published_value
from lumbago.cli import app
from lumbago.coverage import CONDITIONS, How, Requirement, counts, requirements
from lumbago.drawings import (
    MECHANISMS,
    arm_nerve_path,
    body_map,
    cord_and_canal,
    disc_and_facet,
    for_mechanism,
    hip_joint,
    kidney_and_ureter,
    muscle_layers,
    neck_arteries,
    sciatic_path,
    spine,
)
from lumbago.intake import NUMBERS
from lumbago.knowledge import (
    ArrowKind,
    Condition,
    Course,
    Dose,
    DoseOrigin,
    Finding,
    KnowledgeBase,
    RedFlag,
)
from lumbago.loading import SHIPPED, shipped
from lumbago.plan.medicines import readable_labels
from lumbago.rules import TRUE, in_words
from lumbago.sources import Basis, Citation, Figure, Provenance, Source

REFERENCE = Path(__file__).parent / "reference"
SCHEMA = Path(lumbago.__file__).parent / "record_schema.json"
HAZARDS = Path(__file__).parent.parent / "safety" / "hazards"

WIDEST = 40
"""So many of the widest figures are listed one by one."""

MARK = {Provenance.SEEN: "", Provenance.RECALLED: "°", Provenance.ESTIMATE: "*"}
"""Behind a number: how it came to us."""

MARKS = (
    "No mark: read on the page of its source. °: from memory of the publication, not yet "
    "checked. \\*: our estimate."
)


def pages(kb: KnowledgeBase) -> dict[str, str]:
    """Return every generated page: file name → text."""
    written = {
        "commands.md": commands(),
        "python.md": python(),
        "record.md": record(kb),
        "findings.md": findings(kb),
        "red-flags.md": red_flags(kb),
        "conditions.md": conditions(kb),
        "mechanisms.md": mechanisms(kb),
        "figures.md": figures(kb),
        "cases.md": cases(kb),
        "exercises.md": exercises(kb),
        "treatments.md": treatments(kb),
        "medicines.md": medicines(kb),
        "sources.md": sources(kb),
        "coverage.md": coverage(kb),
        "hazards.md": hazards(),
        "drawings.md": drawings(),
    }
    note = "<!-- Written by docs/generate.py. Do not edit; run `make docs`. -->\n\n"
    written = {name: note + text.rstrip() + "\n" for name, text in written.items()}
    return written | {f"drawings/{name}.svg": drawn + "\n" for name, drawn in DRAWINGS.items()}


def stale(kb: KnowledgeBase) -> list[str]:
    """Name the pages that are missing, not as they should be, or no longer written."""
    wanted = pages(kb)
    files = [*REFERENCE.glob("*.md"), *REFERENCE.glob("drawings/*.svg")]
    there = {f.relative_to(REFERENCE).as_posix(): f.read_text(encoding="utf-8") for f in files}
    return sorted(name for name in wanted | there if wanted.get(name) != there.get(name))


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or only say which are stale."""
    kb = shipped()
    if "--check" in arguments:
        found = stale(kb)
        for name in found:
            sys.stderr.write(f"docs/reference/{name} is stale. Run `make docs`.\n")
        return int(bool(found))
    (REFERENCE / "drawings").mkdir(parents=True, exist_ok=True)
    wanted = pages(kb)
    for name in stale(kb):
        if name in wanted:
            (REFERENCE / name).write_text(wanted[name], encoding="utf-8")
        else:
            (REFERENCE / name).unlink()
    sys.stdout.write(f"{len(wanted)} pages in docs/reference/.\n")
    return 0


DRAWINGS: Mapping[str, str] = {
    "body-map": body_map({"low_back": "main", "buttock_left": "spread", "calf_left": "spread"}),
    "spine": spine(labels=True),
    "muscles": muscle_layers(),
    "disc-and-facet": disc_and_facet(bulge=True),
    "cord-and-canal": cord_and_canal(),
    "sciatic-path": sciatic_path(),
    "arm-nerve-path": arm_nerve_path(),
    "neck-arteries": neck_arteries(),
    "hip-joint": hip_joint(),
    "kidney-and-ureter": kidney_and_ureter(),
    **{f"kind-{id.replace('_', '-')}": for_mechanism(id, prefix=id) for id in MECHANISMS},
}
"""Every picture of the body, as a file of its own."""

_TITLE = re.compile(r"<title[^>]*>([^<]+)</title><desc[^>]*>([^<]+)</desc>")


def drawings() -> str:
    """Every picture of the body, with the title and the description that are read aloud."""
    text = [
        "# Drawings",
        "",
        "Drawn by us, free to reuse under the licence of the knowledge. Each is a pure function of "
        "`lumbago.drawings`: data in, SVG out. In a page of ours it follows the page into the "
        "dark; here it is light. Under each picture stands what a screen reader says.",
    ]
    for name, drawn in DRAWINGS.items():
        found = _TITLE.search(drawn)
        if found is None:
            raise ValueError(f"{name} has no title")
        title, told = (html.unescape(words) for words in found.groups())
        text += ["", f"## {title}", "", f"![{title}](drawings/{name}.svg)", "", told]
    return "\n".join(text)


def commands() -> str:
    """Every command with its arguments and options."""
    root = cast("Any", typer.main.get_command(app))
    text = [
        "# Commands",
        "",
        f"{root.help} `lumbago` alone is `lumbago serve`.",
        "",
        "Exit codes: 0 done; 1 the knowledge has faults, or a line of `score` could not be "
        "read; 2 the input cannot be used.",
    ]
    for name, command in sorted(_leaves(root)):
        text += ["", f"## lumbago {name}", "", command.help, ""]
        rows = []
        for option in command.params:
            is_argument = option.param_type_name == "argument"
            shown = _shown(option, is_argument)
            default = option.default
            no_default = default is None or default is False or callable(default)
            told = "" if no_default or str(default) == "Ellipsis" else f"`{default}`"
            rows.append((f"`{shown}`", option.help or "", told))
        text += _table(("argument or option", "meaning", "default"), rows)
    return "\n".join(text)


def _leaves(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every command by its whole name, such as `diary add`."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _leaves(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def _shown(option: Any, is_argument: bool) -> str:
    if is_argument:
        return str(option.metavar or option.name)
    return ", ".join((*option.opts, *option.secondary_opts))


def python() -> str:
    """Every public name, with what it means and what it holds or takes."""
    text = [
        "# Python",
        "",
        "Everything that `from lumbago import …` gives. Values are frozen; functions are pure: "
        "the same arguments give the same result.",
    ]
    for name in lumbago.__all__:
        thing = getattr(lumbago, name)
        text += ["", f"## {name}", "", f"`{_signature(name, thing)}`", "", _first(thing)]
        if isinstance(thing, EnumType):
            members = cast("Iterable[Any]", thing)
            text += ["", "One of: " + ", ".join(f"`{m.name}`" for m in members) + "."]
    return "\n".join(text)


def _signature(name: str, thing: Any) -> str:
    if isinstance(thing, EnumType):
        return f"{name}"
    if dataclasses.is_dataclass(thing):
        return f"{name}({', '.join(f.name for f in dataclasses.fields(thing))})"
    if inspect.isclass(thing):
        takes_problems = "problems" in inspect.signature(thing.__init__).parameters
        return f"{name}(problems)" if takes_problems else name
    parameters = getattr(thing, "__args__", None)
    if parameters is not None:
        return f"{name} = {' | '.join(_type_name(p) for p in parameters)}"
    shown = []
    for p in inspect.signature(thing).parameters.values():
        star = "*" if p.kind is p.VAR_POSITIONAL else ""
        default = "" if p.default is p.empty else f"={p.default!r}"
        shown.append(f"{star}{p.name}{default}")
    return f"{name}({', '.join(shown)})"


def _type_name(kind: Any) -> str:
    return "None" if kind is type(None) else str(getattr(kind, "__name__", kind))


def _first(thing: Any) -> str:
    if not (inspect.isclass(thing) or callable(thing)) or hasattr(thing, "__args__"):
        return "Yes or no, a number, a choice; or `None`: it was asked, and is not known."
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


def record(kb: KnowledgeBase) -> str:
    """The record that goes in and the one that comes out."""
    text = [
        "# Records",
        "",
        "What `lumbago assess` and `lumbago score` read and write.",
        "",
        "## In",
        "",
        "A JSON object. `region` and `answers` are needed; the rest may be missing or `null`.",
        "",
        *_table(
            ("field", "what it may be"),
            [
                ("`region`", _choices(Region)),
                ("`answers`", "an object: finding id → `true`, `false`, a number, or `null`"),
                ("`age_years`", "a number from 0 to 120"),
                ("`sex`", _choices(Sex)),
                ("`setting`", f"{_choices(Setting)}; `primary_care` when missing"),
                ("`id`", "anything; it comes back with the result of `score`"),
                ("`text`", "the person's own words; what they tell is laid under the answers"),
            ],
        ),
        "",
        "`true` is yes, `false` is no, `null` is asked and not known. A finding that is left "
        "out was not asked. Neither of the last two counts as no.",
        "",
        f"The [findings](findings.md) have {len(kb.findings)} ids. These are numbers:",
        "",
        *_table(
            ("finding", "from", "to"),
            [
                (f"`{id}`", f"{low:g}", f"{high:g}")
                for id, (low, high) in sorted(NUMBERS.items())
                if id in kb.findings and id != "age_years"
            ],
        ),
        "",
        "## Out",
        "",
    ]
    if SCHEMA.exists():
        schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
        text += [
            "As the JSON Schema in `src/lumbago/record_schema.json` says. Fields are only ever "
            "added. Probabilities are rounded to six digits.",
            "",
            *_table(("field", "what it is", "meaning"), _fields(schema, schema)),
        ]
    else:
        text.append("Run `lumbago assess --json` to see one.")
    return "\n".join(text)


def _choices(kind: Iterable[Any]) -> str:
    return "one of " + ", ".join(f"`{option.value}`" for option in kind)


def _fields(
    schema: Mapping[str, Any], whole: Mapping[str, Any], path: str = ""
) -> Iterator[tuple[str, str, str]]:
    """Yield (path, type, meaning) of every field of a JSON Schema, references resolved."""
    for name, field in schema.get("properties", {}).items():
        inner, is_list = _resolved(field, whole), False
        if inner.get("type") == "array" or "items" in inner:
            inner, is_list = _resolved(inner.get("items", {}), whole), True
        kind = inner.get("type", "")
        kind = " or ".join(kind) if isinstance(kind, list) else str(kind)
        if "enum" in inner:
            kind = ", ".join(f"`{json.dumps(v)}`" for v in inner["enum"])
        here = f"{path}{name}"
        meaning = field.get("description") or inner.get("description") or ""
        yield f"`{here}`", f"list of {kind or 'anything'}" if is_list else kind, meaning
        yield from _fields(inner, whole, f"{here}[]." if is_list else f"{here}.")


def _resolved(field: Mapping[str, Any], whole: Mapping[str, Any]) -> Mapping[str, Any]:
    for several in ("anyOf", "oneOf"):
        if several in field:
            options = [o for o in field[several] if o.get("type") != "null"]
            return _resolved(options[0], whole) if options else field
    target = str(field.get("$ref", ""))
    if not target.startswith("#/"):
        return field
    found: Any = whole
    for step in target[2:].split("/"):
        found = found[step]
    return cast("Mapping[str, Any]", found)


def findings(kb: KnowledgeBase) -> str:
    """Every finding with its question and its background rate, by file."""
    by_group: dict[str, list[Finding]] = defaultdict(list)
    for finding in kb.findings.values():
        by_group[finding.group].append(finding)
    asked = sum(f.can_be_asked for f in kb.findings.values())
    text = [
        "# Findings",
        "",
        f"{len(kb.findings)} things that can be asked, tried or measured; {asked} of them are "
        "questions for the person, the others are for an examination, a laboratory, or follow "
        "from the rest.",
        "",
        "*Background* is how often it is there in people of the region with none of its listed "
        f"causes. {MARKS}",
    ]
    for group, members in sorted(by_group.items()):
        text += ["", f"## {_title(group)}", "", f"File: `kb/findings/{group}.toml`", ""]
        text += _table(
            ("finding", "question", "asked of", "only when", "background"),
            [
                (
                    f"{_mark('finding', f.id)}`{f.id}`",
                    f.question,
                    f.asked_of,
                    "" if f.applies_when == TRUE else f"`{in_words(f.applies_when)}`",
                    _number(kb.leaks[f.id]) if f.id in kb.leaks else "",
                )
                for f in members
            ],
        )
    return "\n".join(text)


def red_flags(kb: KnowledgeBase) -> str:
    """Every red flag with its rule and its source, the most urgent first in its category."""
    count = Counter(flag.urgency for flag in kb.red_flags.values())
    shares = ", ".join(f"{n} `{urgency.id}`" for urgency, n in sorted(count.items(), reverse=True))
    text = [
        "# Red flags",
        "",
        f"{len(kb.red_flags)} rules: {shares}. A rule can only raise urgency, never lower it. "
        "What is not known neither raises a rule nor calms one.",
        "",
        "File: `kb/red_flags.toml`. The source is named with its basis and how it came to us.",
    ]
    written = tomllib.loads((SHIPPED / "red_flags.toml").read_text(encoding="utf-8"))
    by_category: dict[str, list[RedFlag]] = defaultdict(list)
    for flag in kb.red_flags.values():
        by_category[flag.category].append(flag)
    for category, flags in sorted(by_category.items()):
        text += ["", f"## {_title(category)}"]
        for flag in sorted(flags, key=lambda f: (-f.urgency, f.id)):
            text += [
                "",
                f"### {flag.id}: {flag.title}",
                "",
                f"`{flag.urgency.id}`, {flag.place.value.replace('_', ' ')}. {flag.because}",
                "",
                "```",
                written[flag.id]["when"],
                "```",
                "",
                f"{_origin(kb, flag.citation)} {flag.rationale}".strip(),
            ]
    return "\n".join(text)


def conditions(kb: KnowledgeBase) -> str:
    """Every condition: how common, and every arrow to a finding."""
    dangers = sum(c.is_danger for c in kb.conditions.values())
    text = [
        "# Conditions",
        "",
        f"{len(kb.conditions)} causes, mimics and companions of pain; {dangers} are dangers: "
        "they are ruled out, and never listed as an ordinary cause.",
        "",
        "*How common*: the share of adults in primary care with pain in that region who have "
        "it, before age, sex and answers. *With it*: how often the finding is there in people "
        f"who have the condition. Ranges are central 90 percent ranges. {MARKS}",
    ]
    arrows: dict[tuple[str, ArrowKind], list[str]] = defaultdict(list)
    for a in sorted(kb.arrows, key=lambda a: (-a.p.value, a.finding)):
        arrows[a.condition, a.kind].append(f"`{a.finding}` {_number(a.p)}")
    for condition in kb.conditions.values():
        text += ["", f"## {condition.name}", "", *_condition(kb, condition)]
        for kind, words in (
            (ArrowKind.EFFECT, "With it"),
            (ArrowKind.RISK_FACTOR, "Risk factors, in people who have it"),
            (ArrowKind.LOWERS, "Rarer with it"),
        ):
            found = arrows[condition.id, kind]
            if found:
                text += ["", f"{words}: {', '.join(found)}."]
    return "\n".join(text)


def _condition(kb: KnowledgeBase, c: Condition) -> list[str]:
    kind = "danger" if c.is_danger else c.role.value.replace("comorbid_", "").replace("_", " ")
    common = ", ".join(
        f"{region.value.replace('_', ' ')} {_number(f)}" for region, f in c.priors.items()
    )
    told = [
        f"`{c.id}`: {c.plain_name}. A {kind}; if it is there: `{c.urgency.id}`.",
        "",
        c.about,
    ]
    if common:
        told += ["", f"How common: {common}."]
    elif c.id in kb.settings.unexplained.values():
        told += ["", "How common: what no other cause of the list explains."]
    return [*told, "", _origin(kb, c.citation)]


def mechanisms(kb: KnowledgeBase) -> str:
    """Every mechanism with its causes and its findings."""
    text = [
        "# Mechanisms",
        "",
        f"{len(kb.mechanisms)} kinds of pain between cause and finding. *Without a cause*: how "
        "often it is there with none of the listed causes. A strength is the chance that the "
        f"cause alone switches it on, or it the finding. {MARKS}",
    ]
    for m in kb.mechanisms.values():
        causes = [k for k in kb.links if k.child == m.id]
        members = [k for k in kb.links if k.parent == m.id]
        by = ", ".join(f"`{k.parent}` {_number(k.strength)}" for k in _strongest(causes))
        shows = ", ".join(f"`{k.child}` {_number(k.strength)}" for k in _strongest(members))
        text += [
            "",
            f"## {m.name}",
            "",
            f"`{m.id}`: {m.plain_name}. {m.about}",
            "",
            f"Without a cause: {_number(m.leak)}.",
            "",
            f"Caused by: {by}.",
            "",
            f"Shows as: {shows}.",
        ]
    return "\n".join(text)


def exercises(kb: KnowledgeBase) -> str:
    """Every exercise with its dose, where its numbers come from, and what to leave for later."""
    ours = sum(e.dose.origin is DoseOrigin.OURS for e in kb.exercises.values())
    text = [
        "# Exercises",
        "",
        f"{len(kb.exercises)} exercises. The dose of {ours} is our estimate (\\*); the others keep "
        "to a founding text. Levels go from 1 (gentle) to 5. Each has a page with its figure, "
        "steps, ladder, stop signs and cautions; how figures are made is told in "
        "[exercise figures](../explanation/exercise-figures.md).",
        "",
        *_table(
            ("exercise", "for", "level", "position", "dose", "sources"),
            (
                (
                    f"{_mark('exercise', e.id)}{e.name} `{e.id}`",
                    ", ".join(p.value for p in e.purposes),
                    str(e.level),
                    e.position.value.replace("_", " "),
                    _dose(e.dose),
                    ", ".join(f"`{id}`" for id in e.sources),
                )
                for e in kb.exercises.values()
            ),
        ),
        "",
        "## What the founding texts say",
        "",
        f"{len(kb.source_rows)} rows, their figures exactly as given.",
        "",
        *_table(
            ("as named there", "how far told", "hold", "repetitions", "carried out by"),
            (
                (r.name, r.status, r.hold, r.reps, ", ".join(f"`{id}`" for id in r.exercises))
                for r in kb.source_rows.values()
            ),
        ),
        "",
        "## To leave for later",
        "",
        *_table(
            ("what", "why", "until when", "instead"),
            (
                (
                    _mark("not_now", n.id) + n.title,
                    n.why,
                    n.until,
                    ", ".join(f"`{id}`" for id in n.instead),
                )
                for n in kb.not_now.values()
            ),
        ),
        "",
        "## Stop signs",
        "",
        *_table(
            ("sign", "urgency", "text"),
            (
                (f"{_mark('stop_sign', s.id)}`{s.id}`", s.urgency.id, s.text)
                for s in kb.stop_signs.values()
            ),
        ),
    ]
    return "\n".join(text)


def treatments(kb: KnowledgeBase) -> str:
    """Every treatment with what guidelines say, who must not, whom to see and when to look back."""
    care = kb.care
    text = [
        "# Treatments, contraindications and dates",
        "",
        f"{len(care.treatments)} treatments and {len(care.contraindications)} contraindications. "
        "What guidelines say stands side by side and is never averaged. How a plan is made of them "
        "is told in [the plan](../explanation/plan.md).",
        "",
        *_table(
            ("treatment", "role", "certainty", "NICE", "ACP", "WHO", "what studies say", "source"),
            (
                (
                    f"{_mark('treatment', t.id)}{t.name} `{t.id}`",
                    t.role.value,
                    t.certainty.value,
                    *(t.guidelines[name].value for name in ("nice", "acp", "who")),
                    t.studies,
                    _origin(kb, t.citation),
                )
                for t in care.treatments.values()
            ),
        ),
        "",
        "## Contraindications",
        "",
        "`refer`: how soon to be seen when it is so, in place of a plan.",
        "",
        *_table(
            ("code", "question", "severity", "leave out", "ask first", "refer", "source"),
            (
                (
                    f"{_mark('contraindication', c.id)}`{c.id}`",
                    c.question,
                    c.severity.value,
                    ", ".join(sorted(c.forbids)),
                    ", ".join(sorted(c.asks_first)),
                    c.refer.id if c.refer is not None else "",
                    _origin(kb, c.citation),
                )
                for c in care.contraindications.values()
            ),
        ),
        "",
        "## Whom to see",
        "",
        *_table(
            ("who", "within days", "when", "why", "source"),
            (
                (
                    _mark("visit", v.id) + v.who,
                    str(v.within_days),
                    f"`{in_words(v.when)}`",
                    v.tells,
                    _origin(kb, v.citation),
                )
                for v in care.visits.values()
            ),
        ),
        "",
        "## When to look back",
        "",
        *_table(
            ("days", "counted from", "what", "source"),
            (
                (
                    f"{_mark('review', r.id)}{r.first_day} to {r.last_day}",
                    "the pain" if r.from_pain else "the plan",
                    f"{r.title} {r.tells}",
                    _origin(kb, r.citation),
                )
                for r in care.reviews.values()
            ),
        ),
    ]
    return "\n".join(text)


def medicines(kb: KnowledgeBase) -> str:
    """Every medicine: what may be shown of it, who must not, and how its figures came to us."""
    shown = {m.id for m in kb.care.medicines.values() if any(readable_labels(m))}
    text = [
        "# Medicines",
        "",
        f"{len(kb.care.medicines)} entries. Information, never a prescription. Figures of labels "
        f"are shown to people for {len(shown)} of them, and only where somebody has read them; the "
        "rest waits for a pharmacist with a pack in hand.",
        "",
        *_table(
            ("medicine", "figures shown", "never for", "ask first", "source"),
            (
                (
                    f"{_mark('medicine', m.id)}{m.name} `{m.id}`",
                    "yes" if m.id in shown else "no",
                    ", ".join(m.never),
                    ", ".join(m.ask_first),
                    _origin(kb, m.citation),
                )
                for m in kb.care.medicines.values()
            ),
        ),
    ]
    return "\n".join(text)


def _dose(dose: Dose) -> str:
    """A dose in short: sets × repetitions, hold, or minutes."""
    star = "\\*" if dose.origin is DoseOrigin.OURS else ""
    if dose.minutes is not None:
        low, high = dose.minutes
        return f"{low:g} to {high:g} min{star}" if low != high else f"{low:g} min{star}"
    hold = f", {dose.hold_s:g} s" if dose.hold_s else ""
    side = ", each side" if dose.per_side else ""
    return f"{dose.sets} × {dose.reps}{hold}{side}{star}"


def _strongest(links: Iterable[Any]) -> list[Any]:
    return sorted(links, key=lambda k: (-k.strength.value, k.parent, k.child))


def figures(kb: KnowledgeBase) -> str:
    """Every published figure: what it is about, its band, and what the network gives."""
    rows, passed = [], 0
    for f in kb.published_figures:
        value = published_value(kb, f.id)
        passes = f.low <= value <= f.high
        passed += passes
        target = ", ".join(f"`{t}`" for t in f.targets)
        person = [
            f.region.value.replace("_", " "),
            *([f"{f.age_years:g} years"] if f.age_years is not None else []),
            *([f.sex] if f.sex else []),
            *(["emergency department"] if f.setting == "ed" else []),
        ]
        signs = [f"{'+' if yes else '−'} `{id}`" for id, yes in f.answers.items()]
        rows.append(
            (
                f.id,
                target if len(f.targets) < 4 else f"any of {len(f.targets)} conditions",
                ", ".join([*person, *signs]),
                f.anchor,
                f"{f.low:g} to {f.high:g}",
                f"{value:.4f}",
                "yes" if passes else "**no**",
                "fit" if f.is_fit else "check",
            )
        )
    fits = sum(f.is_fit for f in kb.published_figures)
    return "\n".join(
        [
            "# Published figures",
            "",
            f"{passed} of {len(rows)} figures are in their band. {fits} helped to choose a number "
            f"of the network (*fit*): they prove nothing. The other {len(rows) - fits} were not "
            "used so (*check*), but the ranges of the mechanisms were chosen so that all stay "
            "in their bands.",
            "",
            "*Anchor* is what was published; *band* is what is accepted, set before the network "
            "was finished. The bands are our reading of the anchors. + is yes, − is no. "
            "`make figures` prints this table in the terminal.",
            "",
            *_table(
                ("id", "P of", "in whom", "anchor", "band", "value now", "in band", "use"), rows
            ),
        ]
    )


def cases(kb: KnowledgeBase) -> str:
    """Every published case, and those that do not come out right yet."""
    gaps = [c for c in kb.cases if c.known_gap]
    rows = [
        (
            c.title,
            c.urgency.id if c.urgency == c.at_most else f"{c.urgency.id} to {c.at_most.id}",
            f"`{c.condition}`",
            _named(kb.sources[c.citation.source]),
            c.known_gap or "",
        )
        for c in kb.cases
    ]
    return "\n".join(
        [
            "# Published cases",
            "",
            f"{len(kb.cases)} people from case reports, told in our own words. {len(gaps)} do "
            "not come out right yet; the last column says why. `lumbago check` fails when a case "
            "changes without its gap being changed too.",
            "",
            *_table(("case", "urgency expected", "cause found", "source", "known gap"), rows),
        ]
    )


def hazards() -> str:
    """Every hazard with its controls and what risk is left."""
    text = [
        "# Hazard log",
        "",
        "What could go wrong and hurt somebody, what we did about it, and what is left. "
        "Severity and likelihood go from 1 to 5. Tests are tied to a hazard by its number. "
        "None of it has been reviewed by a clinician unless its entry says so.",
    ]
    for file in sorted(HAZARDS.glob("HAZ-*.toml")):
        entry = tomllib.loads(file.read_text(encoding="utf-8"))
        left, first = entry["residual"], entry["initial"]
        text += ["", f"## {file.stem} {entry['name']}", ""]
        text += [f"{entry['cause']} {entry['effect']} {entry['harm']}", ""]
        text += [f"- {control}" for control in entry["controls"]]
        text += [
            "",
            f"Severity {first['severity']}, likelihood {first['likelihood']}; with the controls "
            f"severity {left['severity']}, likelihood {left['likelihood']}. "
            f"State: {entry['status']}. {entry.get('why', '')}".rstrip(),
        ]
    return "\n".join(text)


def sources(kb: KnowledgeBase) -> str:
    """Every source, how often it is used, and the numbers we would like to replace."""
    used = Counter(citation.source for citation in _citations(kb))
    seen = sum(s.provenance is Provenance.SEEN for s in kb.sources.values())
    rows = [
        (
            f"{_mark('source', s.id)}`{s.id}`",
            ". ".join(part for part in (s.authors, s.title, s.journal, s.year) if part),
            f"[link]({s.link})" if s.link else "",
            s.kind.value,
            s.provenance.value,
            str(used[s.id]),
        )
        for s in kb.sources.values()
    ]
    return "\n".join(
        [
            "# Sources",
            "",
            f"{len(kb.sources)} sources; {seen} were seen on their page. *Seen*: "
            f"{Provenance.SEEN.in_words}. *Recalled*: {Provenance.RECALLED.in_words}. "
            f"*Estimate*: {Provenance.ESTIMATE.in_words}. *Used*: how many numbers, rules and "
            "cases name it.",
            "",
            *_table(("id", "source", "where", "kind", "provenance", "used"), rows),
            "",
            "## Numbers we would like to replace",
            "",
            "Every number that rests on our judgement and on no study. If you know a better one, "
            "see [how to correct a claim](../howto/correct-a-claim.md).",
            "",
            *_estimates(kb),
        ]
    )


_SHELF = {
    "contraindication": "treatments.md",
    "exercise": "exercises.md",
    "finding": "findings.md",
    "medicine": "medicines.md",
    "not_now": "exercises.md",
    "review": "treatments.md",
    "source": "sources.md",
    "stop_sign": "exercises.md",
    "treatment": "treatments.md",
    "visit": "treatments.md",
}
"""Where the entries of a kind have a row each, with a mark."""


def coverage(kb: KnowledgeBase) -> str:
    """What became of each founding statement and of each condition and exercise it names."""
    register, named = requirements(), requirements(CONDITIONS)
    text = [
        "# Coverage",
        "",
        "lumbago was founded on five lay texts. Each statement in them was written down as a "
        "row, here in our own words, with what carries it. Some rows are *overridden*: a "
        "guideline, a study or our own judgement says otherwise, and the product follows that. "
        "`lumbago coverage` checks that every link leads somewhere.",
        "",
        *_table(
            ("what", *(how.value for how in How), "all"),
            [
                _tally("statements", register),
                _tally("conditions they name", named),
            ],
        ),
        "",
        f"The {len(kb.source_rows)} exercises that they name stand in "
        "[what the founding texts say](exercises.md#what-the-founding-texts-say).",
        "",
        "## Statements",
        "",
        *_table(("row", "in our words", "what became of it", "carried by"), _covered(kb, register)),
        "",
        "## Conditions",
        "",
        *_table(
            ("name", "what became of it", "carried by", "statements"),
            (
                (entry.says, _fate(entry), _carried(kb, entry), ", ".join(entry.rows))
                for entry in named
            ),
        ),
        "",
        "## Other entries",
        "",
        "What stands on no other page of the reference.",
        "",
        *_table(("entry", "what it says"), _others(kb, [*register, *named])),
    ]
    return "\n".join(text)


def _others(kb: KnowledgeBase, entries: Iterable[Requirement]) -> Iterator[tuple[str, str]]:
    """Yield each entry that carries a statement and has no row elsewhere, with its words."""
    care = kb.care
    for link in sorted({link for entry in entries for link in entry.by}):
        kind, _, id = link.partition(":")
        match kind:
            case "activity":
                told = f"{care.activities[id].title}. {care.activities[id].about}"
            case "card":
                told = f"{care.cards[id].title}. {' '.join(care.cards[id].lines)}"
            case "course":
                told = kb.courses[id].text or _weeks(kb.courses[id])
            case "exposure":
                told = care.exposures[id].name
            case "group":
                told = f"{kb.groups[id].plain_name}. {kb.groups[id].about}"
            case "imaging":
                told = next(advice.text for advice in kb.imaging if advice.id == id)
            case "progression":
                told = kb.progression[id].tells
            case "report_word":
                told = care.report_words[id].tells
            case "special_group":
                told = kb.special_groups[id].text
            case "term":
                told = f"{kb.glossary[id].name}. {kb.glossary[id].tells}"
            case _:
                continue
        yield f"{_mark(kind, id)}`{link}`", told


def _weeks(course: Course) -> str:
    """Return a course that has no sentence as its figures, week by week."""
    told = ", ".join(f"week {week} {value:g}" for week, value in course.weeks.items())
    return f"{course.unit.capitalize()}: {told}" if told else course.value


def _tally(what: str, register: tuple[Requirement, ...]) -> tuple[str, ...]:
    return (what, *(str(n) for n in counts(register).values()), str(len(register)))


def _covered(
    kb: KnowledgeBase, register: tuple[Requirement, ...]
) -> Iterator[tuple[str, str, str, str]]:
    for entry in register:
        yield (entry.row, entry.says, _fate(entry), _carried(kb, entry))


def _fate(entry: Requirement) -> str:
    if entry.how is not How.OVERRIDDEN:
        return entry.how.value
    return f"overridden: {entry.reason} (`{entry.source}`)"


def _carried(kb: KnowledgeBase, entry: Requirement) -> str:
    return ", ".join(_place(kb, link) for link in entry.by)


def _place(kb: KnowledgeBase, link: str) -> str:
    kind, _, id = link.partition(":")
    if kind == "article":
        return f"[`{link}`](../../src/lumbago/kb/articles/{id}.md)"
    if kind == "test":
        file, _, name = id.partition("::")
        return f"[`{name}`](../../tests/{file})"
    if kind == "condition":
        return f"[`{link}`](conditions.md#{_anchor(kb.conditions[id].name)})"
    if kind == "rule":
        return f"[`{link}`](red-flags.md#{_anchor(f'{id}: {kb.red_flags[id].title}')})"
    if kind == "page":
        return f"`{link}`"
    return f"[`{link}`]({_SHELF.get(kind, '')}#{kind}-{id})"


def _mark(kind: str, id: str) -> str:
    """Return what a link to a row of a table leads to."""
    return f'<a id="{kind}-{id}"></a>'


def _anchor(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _estimates(kb: KnowledgeBase) -> Iterator[str]:
    every, guessed = Counter[str](), Counter[str]()
    widest: list[tuple[float, str, Figure]] = []
    for place, figure in all_figures(kb):
        table = place.split(" ")[0].split("/")[0]
        every[table] += 1
        if figure.citation.basis is Basis.JUDGEMENT:
            guessed[table] += 1
            widest.append((_spread(figure), place, figure))
    words = {
        "leaks.csv": "background rate of a finding",
        "priors.csv": "how common a condition is",
        "arrows.csv": "finding in people with a condition",
        "links.csv": "strengths of mechanisms",
        "mechanisms": "mechanism without a cause",
    }
    yield from _table(
        ("table", "numbers", "our judgement", "share"),
        [
            (
                f"`{table}`: {words.get(table, '')}",
                str(every[table]),
                str(guessed[table]),
                f"{guessed[table] / every[table]:.0%}",
            )
            for table in sorted(every)
        ],
    )
    widest.sort(key=lambda item: (-item[0], item[1]))
    yield from (
        "",
        f"The {WIDEST} widest, by how many times the odds at the high end are those at the low "
        "end:",
        "",
    )
    yield from _table(
        ("number", "value", "low", "high", "odds ratio"),
        [
            (f"`{place}`", f"{f.value:.3g}", f"{f.low:.3g}", f"{f.high:.3g}", _times(spread))
            for spread, place, f in widest[:WIDEST]
        ],
    )


def _spread(figure: Figure) -> float:
    """How many times the odds at the high end are those at the low end."""
    low, high = (min(max(p, 1e-9), 1 - 1e-9) for p in (figure.low, figure.high))
    return round((high / (1 - high)) / (low / (1 - low)), 6)


def _times(spread: float) -> str:
    return f"{spread:.0f}" if spread < 1000 else "over 1000"


def _citations(kb: KnowledgeBase) -> Iterator[Citation]:
    for _, figure in all_figures(kb):
        yield figure.citation
    yield from (flag.citation for flag in kb.red_flags.values())
    yield from (condition.citation for condition in kb.conditions.values())
    yield from (case.citation for case in kb.cases)
    yield from (recovery.citation for recovery in kb.recoveries.values())
    yield from (t.citation for t in kb.settings.action_thresholds)


def _origin(kb: KnowledgeBase, citation: Citation) -> str:
    """Name a claim's source in a line."""
    source = kb.sources[citation.source]
    named = _named(source)
    if citation.provenance is Provenance.ESTIMATE:
        own = source.kind is Basis.JUDGEMENT
        return "Our estimate." if own else f"Our estimate; for the range see {named}."
    return f"{named}: {citation.basis.in_words}, {citation.provenance.in_words}."


def _named(source: Source) -> str:
    """A source in a few words, with its link where it has one."""
    short = _cell(source.short if source.authors else source.title or source.journal or source.id)
    return f"[{short}]({source.link})" if source.link else short


def _number(figure: Figure) -> str:
    """A figure with its range and the mark of its provenance."""
    mark = MARK[figure.citation.provenance].replace("*", "\\*")
    return f"{figure.value:.3g} ({figure.low:.2g}–{figure.high:.2g}){mark}"


def _title(id: str) -> str:
    return "Abdominal aorta" if id == "aaa" else id.replace("_", " ").capitalize()


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(map(_cell, line))} |" for line in lines]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
