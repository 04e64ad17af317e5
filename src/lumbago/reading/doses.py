"""How much paracetamol in a day: "30 x 500 mg over 24 hours", "two 500s every hour"."""

from collections.abc import Iterator
from dataclasses import dataclass

from lumbago.reading.sentences import Hit, Sentence
from lumbago.reading.words import NUMBER, PAUSE, WORD, Token, count_at, numeral

Overdose = tuple[str, bool, int, int]
"""A finding, that it is there, and the first and last token."""

MOST_MG = 4000.0
"""In one day: what the finding itself states."""

TABLET_MG = 500.0
WAKING_HOURS, WHOLE_DAY_HOURS = 16.0, 24.0
"""Who takes tablets "every four hours" sleeps in between, our estimate; but "day and night"."""

_MG = {"mg": 1.0, "milligram": 1.0, "milligrams": 1.0, "mgs": 1.0,
       "g": 1000.0, "gram": 1000.0, "grams": 1000.0, "gm": 1000.0}  # fmt: skip
_TABLETS = frozenset({"tablets", "tablet", "pills", "pill", "capsules", "capsule", "tabs", "tab",
                      "caplets", "of", "x", "times", "paracetamols"})  # fmt: skip
_IS_TABLET = _TABLETS - {"of", "x", "times"}
_TIMES = {"od": 1.0, "bd": 2.0, "bid": 2.0, "tds": 3.0, "tid": 3.0, "qds": 4.0, "qid": 4.0,
          "once": 1.0, "twice": 2.0, "thrice": 3.0}  # fmt: skip
_DAYS = {"day": 1.0, "daily": 1.0, "night": 1.0, "week": 7.0, "weekly": 7.0, "fortnight": 14.0,
         "month": 30.0, "monthly": 30.0, "year": 365.0}  # fmt: skip
_SPANS = {"day": 1.0, "days": 1.0, "week": 7.0, "weeks": 7.0, "month": 30.0, "months": 30.0,
          "nights": 1.0, "fortnight": 14.0, "year": 365.0, "years": 365.0}  # fmt: skip
_TAKEN = frozenset({"took", "take", "takes", "taken", "taking", "had", "swallow", "swallowed",
                    "eat", "eating", "ate", "eaten", "popped", "popping", "downed", "necked",
                    "finished", "used", "through", "swallowing", "gone", "overdose"})  # fmt: skip
_STORED = frozenset({"pack", "packet", "packets", "packs", "box", "boxes", "bottle", "bought",
                     "prescribed", "dispensed", "prescription", "script", "supply", "supplied",
                     "ordered", "issued", "picked", "price"})  # fmt: skip
_LIMITING = frozenset({"than", "not", "never", "maximum", "max", "most", "exceed", "without"})
_AGED = frozenset(
    {
        "am",
        "aged",
        "age",
        "at",
        "after",
        "since",
        "within",
        "score",
        "page",
        "is",
        "day",
        "week",
        "month",
        "number",
    }
)
_ROUND = frozenset({"night", "clock", "24", "nonstop"})
_REACH = 8


@dataclass(frozen=True, slots=True)
class _Amount:
    """So many milligrams, in these tokens; a bare number may be no count of tablets."""

    mg: float
    first: int
    last: int
    is_bare: bool
    is_mass: bool = True


def overdoses(sentence: Sentence) -> Iterator[Overdose]:
    """Yield that more paracetamol is taken in a day than is safe."""
    tokens = sentence.tokens
    for hit in sentence.of("paracetamol"):
        for amount in _amounts(tokens):
            if _is_of(tokens, hit, amount) and _daily(tokens, hit, amount) > MOST_MG:
                first, last = min(amount.first, hit.first), max(amount.last, hit.last)
                yield "paracetamol_overuse", True, first, last


def _amounts(tokens: tuple[Token, ...]) -> Iterator[_Amount]:
    """Yield what may be taken at once: "30 x 500 mg", "two 500s", "1 g", "16 tablets", "16"."""
    at = 0
    while at < len(tokens):
        found = _amount(tokens, at)
        if found is not None:
            yield found
        at = at + 1 if found is None else found.last + 1


def _amount(tokens: tuple[Token, ...], at: int) -> _Amount | None:
    count, after = _number(tokens, at)
    if count is None or count <= 0:
        return None
    mass = _mass(tokens, at)
    if mass is not None:
        return _Amount(mass[0], at, mass[1], is_bare=False)
    next_at = after
    while next_at < len(tokens) and (tokens[next_at].text in _TABLETS or _is_name(tokens, next_at)):
        next_at += 1
    strength = _mass(tokens, next_at) or _strength(tokens, next_at)
    if strength is not None and count <= 200:
        return _Amount(count * strength[0], at, strength[1], is_bare=False)
    if count > 200 or count % 1:
        return None
    following = [t.text for t in tokens[after : after + 3]]
    named = following == ["at", "a", "time"] or bool(set(following[:1]) & (_IS_TABLET | {"of"}))
    return _Amount(count * TABLET_MG, at, after - 1, is_bare=not named, is_mass=False)


def _is_name(tokens: tuple[Token, ...], at: int) -> bool:
    return tokens[at].text in {"paracetamol", "acetaminophen", "tylenol", "panadol"}


def _mass(tokens: tuple[Token, ...], at: int) -> tuple[float, int] | None:
    """Read a weight: "500 mg", "1.5 g"."""
    if at + 1 >= len(tokens):
        return None
    value, after = _number(tokens, at)
    if value is None or after >= len(tokens) or tokens[after].text not in _MG:
        return None
    return value * _MG[tokens[after].text], after


def _strength(tokens: tuple[Token, ...], at: int) -> tuple[float, int] | None:
    """Read the strength of a tablet without a unit: "500s"."""
    if at >= len(tokens) or tokens[at].kind != NUMBER:
        return None
    value = numeral(tokens[at])
    return (value, at) if value in {500.0, 650.0, 665.0, 1000.0} else None


def _number(tokens: tuple[Token, ...], at: int) -> tuple[float | None, int]:
    """Read a number that starts here, and where it ends: "twenty four", "two dozen"."""
    if at >= len(tokens):
        return None, at
    texts = [t.text for t in tokens[at : at + 2]]
    if texts == ["couple", "of"]:
        return _VAGUE["couple"], at + 2
    found = (_VAGUE[texts[0]], at + 1) if texts[0] in _VAGUE else count_at(tokens, at)
    if found is not None and found[1] == at + 1 and texts[1:] == ["dozen"]:
        return found[0] * _VAGUE["dozen"], at + 2
    return found or (None, at + 1)


_VAGUE = {"dozen": 12.0, "couple": 2.0}


def _is_of(tokens: tuple[Token, ...], hit: Hit, amount: _Amount) -> bool:
    """Whether an amount is of the paracetamol and taken, and no age, hour, pack or limit."""
    before = [t.text for t in tokens[max(amount.first - 5, 0) : amount.first]]
    if set(before[-3:]) & _LIMITING or _is_time(tokens, amount.last + 1):
        return False
    everything = {t.text for t in tokens}
    if everything & _STORED and not everything & _TAKEN:
        return False
    if amount.first < hit.first:
        between = tokens[amount.last + 1 : hit.first]
        close = len(between) <= (2 if amount.is_bare else _REACH)
        aged = amount.is_bare and bool(set(before[-1:]) & _AGED)
        return close and not aged and not _parted(between)
    between = tokens[hit.last + 1 : amount.first]
    unknown = sum(t.kind == WORD and t.text not in _BESIDE for t in between)
    return not amount.is_bare and unknown <= (0 if amount.is_mass else _UNKNOWN)


def _parted(between: tuple[Token, ...]) -> bool:
    """Whether another thing begins between an amount and its name."""
    return any(t.kind == PAUSE or t.text in _PARTING for t in between)


_PARTING = frozenset({"and", "with", "plus", "but", "then", "or"})
_BESIDE = frozenset({"about", "around", "approx", "approximately", "roughly", "some", "up", "to",
                     "i", "he", "she", "have", "had", "took", "take", "taking", "taken", "takes",
                     "has", "was", "is", "at", "a", "the", "dose", "doses", "of", "total", "extra",
                     "strength", "today", "yesterday", "tablets", "overdose", "nearly", "over",
                     "almost", "in", "all", "down", "me", "my", "only", "just", "now",
                     "x"})  # fmt: skip
_UNKNOWN = 2
"""What may stand between the name and how much of it; before a weight no other word may, which
could be another medicine, before tablets two."""


def _is_time(tokens: tuple[Token, ...], at: int) -> bool:
    return at < len(tokens) and tokens[at].text in _NO_TABLETS


_NO_TABLETS = frozenset({"hours", "hourly", "hour", "days", "day", "weeks", "week", "months",
                         "years", "year", "am", "pm", "percent", "minutes", "minute", "times",
                         "ml", "kg", "stone", "oclock"})  # fmt: skip


def _daily(tokens: tuple[Token, ...], hit: Hit, amount: _Amount) -> float:
    """Return the milligrams of a day: what is taken at once, times how often, or over how long."""
    start = amount.last + 1
    rest = tokens[start : start + 14]
    often = _often(rest)
    if often is not None:
        return amount.mg * often
    return amount.mg / _over(rest)


def _often(rest: tuple[Token, ...]) -> float | None:
    """Return how many times a day: "qds", "four times a day", "every two hours", "6 hourly"."""
    texts = [t.text for t in rest]
    hours = WHOLE_DAY_HOURS if _ROUND & set(texts) else WAKING_HOURS
    for at, token in enumerate(rest):
        if token.text == "and" and _names_another(rest, at):
            return None
        if token.text in _TIMES:
            return _TIMES[token.text] / _per(texts[at + 1 :])
        value, after = _number(rest, at)
        following = texts[after : after + 1]
        if (value and following == ["times"]) or (value and following == ["x"]):
            return value / _per(texts[after + 1 :])
        if value and following == ["hourly"]:
            return WHOLE_DAY_HOURS / value
        if token.text in {"every", "each"}:
            return _every(rest, at + 1, hours)
        if token.text == "hourly" or texts[at : at + 2] in (["an", "hour"], ["per", "hour"]):
            return hours
    return None


def _names_another(rest: tuple[Token, ...], at: int) -> bool:
    """Whether after "and" comes another medicine and no second half: "and ibuprofen"."""
    following = [t for t in rest[at + 1 : at + 2] if t.kind == WORD]
    return bool(following) and following[0].text not in {"night", "a", "then", "all", "again"}


def _every(rest: tuple[Token, ...], at: int, hours: float) -> float | None:
    """Return how many times a day: "every hour", "every 4 to 6 hours", "every other day"."""
    value = None
    while at < len(rest) and (rest[at].text in {"to", "or", "-", "\u2013"} or _number(rest, at)[0]):
        number, after = _number(rest, at)
        value, at = number or value, max(after, at + 1)
    unit = [t.text for t in rest[at : at + 1]]
    if unit in (["hour"], ["hours"]):
        return hours / (value or 1.0)
    return 1.0 if unit and unit[0] in _DAYS else None


def _per(after: list[str]) -> float:
    """Return in how many days: "twice a week" in seven; nothing named is a day."""
    words = [w for w in after[:3] if w not in {"a", "per", "each", "every", "or"}]
    return _DAYS.get(words[0], 1.0) if words else 1.0


def _over(rest: tuple[Token, ...]) -> float:
    """Return over how many days an amount was spread: "a week", "over two days"; or one."""
    texts = [t.text for t in rest]
    for at, text in enumerate(texts):
        following = texts[at + 1] if at + 1 < len(texts) else ""
        if text in {"a", "per", "every", "each"} and following in _DAYS:
            return _DAYS[following]
        if text in {"daily", "weekly", "monthly"}:
            return _DAYS[text]
        if text in {"over", "in", "within", "during", "across", "last", "past", "for"}:
            days = _span(rest, at + 1)
            if days is not None:
                return max(days, 1.0)
    return 1.0


def _span(rest: tuple[Token, ...], at: int) -> float | None:
    while at < len(rest) and rest[at].text in {"the", "a", "last", "past", "about", "these"}:
        at += 1
    value, after = _number(rest, at)
    if value is not None and after < len(rest) and rest[after].text in _SPANS:
        return value * _SPANS[rest[after].text]
    if value is None and at < len(rest) and rest[at].text in _SPANS:
        return _SPANS[rest[at].text]
    if value is not None and after < len(rest) and rest[after].text in {"hours", "hour"}:
        return value / WHOLE_DAY_HOURS
    return None
