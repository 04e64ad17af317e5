"""How a number or an answer is put into words: the same on every screen and in every report."""

from lumbago.knowledge import KnowledgeBase
from lumbago.network import Weight


def in_words(p: float) -> str:
    """Say a probability as people count: about 3 in 10, or fewer than 1 in 1000."""
    if p >= 0.95:
        return "more than 9 in 10"
    for of in (10, 100, 1000):
        if p * of >= 0.95:
            return f"about {round(p * of)} in {of}"
    return "fewer than 1 in 1000"


def between(low: float, high: float) -> str:
    """Say a range as people count: between 6 and 8 in 10."""
    of = 10 if high >= 0.15 else 100
    first, last = round(low * of), round(high * of)
    if first == 0:
        return f"up to {last} in {of}" if last else f"fewer than 1 in {of}"
    if first == of == 10:
        return "more than 9 in 10"
    return f"about {last} in {of}" if first == last else f"between {first} and {last} in {of}"


def told(kb: KnowledgeBase, weight: Weight) -> str:
    """Say an answer as a short line; a "no" says so."""
    if weight.finding == "age_years":
        return "Age"
    if weight.finding == "sex":
        return "Sex"
    words = kb.findings[weight.finding].tick
    return f"No: {words}" if weight.answer is False else words
