"""How a number or an answer is put into words: the same on every screen and in every report.

The words themselves stand in `kb/words.toml`, and in each language.
"""

from collections.abc import Iterator

from lumbago.assessment import Assessment
from lumbago.knowledge import KnowledgeBase
from lumbago.network import Weight
from lumbago.sources import Citation, Source


def in_words(kb: KnowledgeBase, p: float) -> str:
    """Say a probability as people count: about 3 in 10, or fewer than 1 in 1000."""
    if p >= 0.95:
        return kb.words["counts.most"]
    for of in (10, 100, 1000):
        if p * of >= 0.95:
            return kb.words["counts.about"].format(n=round(p * of), of=of)
    return kb.words["counts.fewer"].format(of=1000)


def between(kb: KnowledgeBase, low: float, high: float) -> str:
    """Say a range as people count: between 6 and 8 in 10."""
    of = 10 if high >= 0.15 else 100
    first, last = round(low * of), min(round(high * of), of - 1)  # nothing is told as all
    if first == of:
        return kb.words["counts.most"]
    if first == 0:
        key = "counts.up_to" if last else "counts.fewer"
        return kb.words[key].format(n=last, of=of)
    if first == last:
        return kb.words["counts.about"].format(n=last, of=of)
    return kb.words["counts.between"].format(low=first, high=last, of=of)


def number(kb: KnowledgeBase, value: float) -> str:
    """Write a number with the decimal sign of the language: 2.5, or 2,5."""
    return f"{value:g}".replace(".", kb.words["number.decimal"])


def told(kb: KnowledgeBase, weight: Weight) -> str:
    """Say an answer as a short line; a "no" says so."""
    if weight.finding == "age_years":
        return kb.words["answer.age"]
    if weight.finding == "sex":
        return kb.words["answer.sex"]
    return answered(kb, weight.finding, weight.answer is not False)


def answered(kb: KnowledgeBase, finding: str, is_yes: bool) -> str:
    """Say a yes or a no to a finding as a short line."""
    return kb.words["answer.yes" if is_yes else "answer.no"].format(line=kb.findings[finding].tick)


def other_reasons(kb: KnowledgeBase, a: Assessment) -> Iterator[tuple[str, str]]:
    """Yield what asks for the urgency beside red flags: which part of `urgency_by`, and why.

    Whoever is sent somewhere without a red flag is told here what for.
    """
    for code in a.decisive_stops:
        yield "contraindications", code.tells
    if a.by_probability > a.by_rules:
        names = [d.name for d in a.dangers if d.asks_for is a.by_probability]
        for name in names:
            yield "probabilities", kb.words["terminal.rule_out"].format(name=name)
        if not names:
            yield "probabilities", kb.words["terminal.not_spine"]


def named(kb: KnowledgeBase, source: Source) -> str:
    """Name a source in a few words, as `Downie and others 2013`."""
    if not source.surname or not source.has_more_authors:
        return source.short
    return kb.words["source.others"].format(name=source.surname, year=source.year).strip()


def origin_in_words(kb: KnowledgeBase, citation: Citation) -> str:
    """Say what kind of work it is and how we know it, once where both say the same."""
    basis = kb.words[f"basis.{citation.basis.value}"]
    provenance = kb.words[f"provenance.{citation.provenance.value}"]
    return provenance if provenance.startswith(basis) else f"{basis}; {provenance}"
