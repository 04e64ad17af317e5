"""A number in a sentence with what stands around it, and whether it counts some thing."""

from dataclasses import dataclass

from lumbago.reading.numbers import MONTHS
from lumbago.reading.speaker import NOUNS
from lumbago.reading.words import PAUSE, Token, numeral

OLDEST = 110
"""The highest age in years that is read."""
LETTERS = frozenset({"m", "f"})
"""What a clinician writes for a sex."""
SEXES = NOUNS | LETTERS
"""Every word for a sex that may stand beside an age."""
YEARS = frozenset({"year", "years", "y", "yr", "yrs"})
UNITS = frozenset({
    "week", "weeks", "month", "months", "day", "days", "hour", "hours", "minute", "minutes", "min",
    "mins", "second", "seconds", "mg", "mcg", "g", "ml", "l", "kg", "lb", "lbs", "stone", "cm",
    "mm", "km", "mile", "miles", "meter", "meters", "yards", "foot", "feet", "ft", "inch", "inches",
    "degree", "degrees", "percent", "times", "x", "steps", "stairs", "sessions", "tablets", "pills",
    "reps", "o", "mmhg", "bpm", "units", "pounds", "kilos", "quid", "out", "th", "st", "nd", "rd",
    "hrs", "wks", "fortnights", "points", "cigarettes", "fags", "pints", "kids", "children",
    "grams", "puffs", "doses", "goes", "floors", "flights", "hz", "in", "or",
})  # fmt: skip
_NUMBERED = frozenset({
    "room", "ward", "bed", "bay", "bus", "route", "flat", "number", "temperature", "temp", "bp",
    "hr", "pulse", "rr", "sats", "score", "scale", "gcs", "grade", "stage", "page", "esr", "crp",
    "hb", "cobb", "code", "icd", "nrs", "vas", "odi", "ndi", "spo", "slr", "platform", "gate",
    "junction", "size", "chapter", "level", "rate", "pressure", "fever", "egfr", "psa", "bmi",
})  # fmt: skip
"""What has a number that is no age, just before it or a verb away: "ward 45", "BP is 90"."""
_LINKS = frozenset({"is", "was", "of", "at", "to", "about", "a", "on", "around", ":", "=", "("})


@dataclass(frozen=True, slots=True)
class Count:
    """A number in a sentence: its value, its tokens, and whether its writer is the patient."""

    tokens: tuple[Token, ...]
    value: float
    at: int
    after: int
    own: bool
    opens: bool

    def text(self, at: int) -> str:
        """Return the word there, or nothing beyond the ends."""
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    @property
    def last(self) -> str:
        """The word before."""
        return self.text(self.at - 1)

    @property
    def next(self) -> str:
        """The word after."""
        return self.text(self.after)

    @property
    def past_years(self) -> int:
        """The token after the number and a unit that may follow it: "34", "34 years old"."""
        at = self.after + (self.next in YEARS)
        if at > self.after and self.text(at) in {"old", "young", "age"}:
            return at + 1
        return at + 2 if at > self.after and self.said(at, "of", "age") else at

    @property
    def is_old(self) -> bool:
        """Whether the unit is that of an age and of nothing else."""
        return self.past_years > self.after + 1

    def closes(self, at: int) -> bool:
        """Whether the thought ends before this token."""
        return at >= len(self.tokens) or self.tokens[at].kind == PAUSE

    def starts(self, at: int) -> bool:
        """Whether a thought begins at this token."""
        return at <= 0 or self.tokens[at - 1].kind == PAUSE

    def is_number(self, at: int) -> bool:
        """Whether a number stands there."""
        return at < len(self.tokens) and numeral(self.tokens[at]) is not None

    def said(self, at: int, *words: str) -> bool:
        """Whether these words stand there."""
        return tuple(t.text for t in self.tokens[at : at + len(words)]) == words


def is_a_way(tokens: tuple[Token, ...] | list[Token], at: int) -> bool:
    """Whether a number before "m" is of metres: "walks 50 m", "fell 5m"."""
    value = numeral(tokens[at])
    near = {t.stem for t in tokens[max(at - 4, 0) : at]}
    return value is None or value > OLDEST or bool(near & _WAYS)


_WAYS = frozenset({"walk", "distanc", "fell", "fall", "height", "run", "within", "everi", "climb",
                   "approxim", "toler", "jump", "metr"})  # fmt: skip


def is_of_a_thing(n: Count) -> bool:
    """Whether the number is one of weeks, doses, wards, scores or of a day, and no age."""
    named = n.at - 1
    while named > 0 and n.text(named) in _LINKS:
        named -= 1
    if n.text(named) in _NUMBERED or n.next in MONTHS or "+" in n.tokens[n.at].text:
        return True
    if n.next == "or":
        return n.text(n.after + 1) not in SEXES
    attached = n.after < len(n.tokens) and n.tokens[n.after].start == n.tokens[n.after - 1].end
    if n.next == "in" and n.last == "turned":
        return False
    if n.next in UNITS and not (n.next == "g" and n.is_number(n.after + 1)):
        return True
    return n.next == "s" and attached
