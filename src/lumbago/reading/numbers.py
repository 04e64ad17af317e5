"""Numbers in a text: how long, how bad, how stiff, and what was measured."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lumbago.reading.matching import Candidate
from lumbago.reading.sentences import Sentence
from lumbago.reading.words import NUMBER, PAUSE, TENS, WORD, Token, count_at, numeral

WEEKS_IN_A_YEAR = 52.18
UNITS = {
    "hour": 1 / 168, "hours": 1 / 168, "day": 1 / 7, "days": 1 / 7, "week": 1.0, "weeks": 1.0,
    "fortnight": 2.0, "fortnights": 2.0, "month": WEEKS_IN_A_YEAR / 12,
    "months": WEEKS_IN_A_YEAR / 12,
    "year": WEEKS_IN_A_YEAR, "years": WEEKS_IN_A_YEAR,
}  # fmt: skip
_VAGUE = {"a": 1.0, "an": 1.0, "one": 1.0, "couple": 2.0, "few": 3.0, "half": 0.5, "several": 4.0}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august",
           "september", "october", "november", "december")  # fmt: skip
SHORT_UNITS = {"7": 1 / 7, "52": 1.0, "12": WEEKS_IN_A_YEAR / 12}
_BEFORE = frozenset({"for", "since", "past", "last", "x", "lasted", "lasting", "about", "over",
                     "nearly", "almost", "after", "approximately", "around", "roughly", "of",
                     "within", "before", "been", "started", "began", "some"})  # fmt: skip
_AFTER = frozenset({"ago", "now", "history", "back", "duration", "earlier", "prior"})
_NOT_PAIN = frozenset({"old", "pregnant", "gestation", "physio", "apart", "postpartum", "later"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A number that was read: what it is of, and the tokens it stands in."""

    name: str
    value: float
    first: int
    last: int


def severity(sentence: Sentence) -> Iterator[Reading]:
    """Yield pain scores: 8/10, "eight out of ten", "pain score 6"."""
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        top, _, of = token.text.partition("/")
        if token.kind == NUMBER and of == "10" and _is_score(top):
            yield Reading("pain_severity", float(top), at, at)
        found = count_at(tokens, at)
        if found is None or not 0 <= found[0] <= 10:
            continue
        value, after = found
        rest = [t.text for t in tokens[after : after + 3]]
        if rest in (["out", "of", "10"], ["out", "of", "ten"]):
            yield Reading("pain_severity", value, at, after + 2)
        before = [t.text for t in tokens[max(at - 4, 0) : at]]
        if rest[:1] != ["out"] and _after_of_ten(tokens, at):
            yield Reading("pain_severity", value, at, after - 1)
        scored = "pain" in before and bool({"score", "level", "scale"} & set(before))
        scored = scored or _is_rated(tokens, at, after)
        if scored and rest[:1] != ["to"]:
            yield Reading("pain_severity", value, at, after - 1)


def _is_rated(tokens: tuple[Token, ...], at: int, after: int) -> bool:
    """Whether a number is a mark that is given: "I'd give it a seven", "like a solid 7"."""
    ends = after == len(tokens) or tokens[after].kind == PAUSE or tokens[after].text in _AFTER_MARK
    before = [t.text for t in tokens[max(at - 5, 0) : at]]
    if not ends or not before or before[-1] not in _BEFORE_MARK:
        return False
    return bool(set(before) & _GIVES) or (before[-1] == "solid" and "a" in before)


_AFTER_MARK = frozenset(
    {"and", "but", "when", "at", "on", "most", "today", "now", "right", "maybe"}
)
_BEFORE_MARK = frozenset({"a", "about", "around", "solid", "strong", "it", "maybe", "good"})
_GIVES = frozenset({"give", "rate", "rating", "score", "call", "put"})


def _after_of_ten(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the number follows its scale: "out of ten, I would say a seven"."""
    for first in range(max(at - 9, 0), at - 2):
        words = [t.text for t in tokens[first : first + 3]]
        if words in (["out", "of", "ten"], ["out", "of", "10"]):
            return first == 0 or numeral(tokens[first - 1]) is None
    return False


def _is_score(text: str) -> bool:
    try:
        return 0 <= float(text) <= 10
    except ValueError:
        return False


def stiffness(sentence: Sentence) -> Iterator[Reading]:
    """Yield minutes of morning stiffness."""
    tokens = sentence.tokens
    stems = {t.stem for t in tokens}
    texts = ["", *(t.text for t in tokens)]
    of_morning = any(
        before != "i" and am == "am" and stiff.startswith("stiff")
        for before, am, stiff in zip(texts, texts[1:], texts[2:], strict=False)
    )
    if not stems & {"stiff", "loosen"} or not (of_morning or stems & _ON_RISING):
        return
    for at, token in enumerate(tokens):
        minutes = {"minut": 1.0, "hour": 60.0, "h": 60.0}.get(token.stem)
        if minutes is None or at == 0:
            continue
        start, value = _amount_before(tokens, at)
        if value is not None:
            yield Reading("morning_stiffness_minutes", value * minutes, start, at)
            return


_ON_RISING = frozenset({"morn", "wake", "awaken", "rise", "get", "bed", "woke"})


def stiff_mornings(sentence: Sentence) -> Iterator[tuple[str, bool, int, int]]:
    """Yield what the minutes of morning stiffness mean."""
    for reading in stiffness(sentence):
        name = "morning_stiff_30" if reading.value >= 30 else "morning_stiff_short"
        yield name, True, reading.first, reading.last


def early_in_life(sentence: Sentence) -> Iterator[tuple[str, bool, int, int]]:
    """Yield what an age or a week of pregnancy means: "since I was 25", "seven weeks pregnant"."""
    tokens = sentence.tokens
    texts = tuple(token.text for token in tokens)
    for at in range(len(tokens)):
        weeks, _, of = texts[at].partition("/")
        if of == "40" and weeks.isdigit() and 1 <= int(weeks) <= 42:
            if "lmp" in texts[max(at - 3, 0) : at] and int(weeks) > _CYCLE:
                yield "missed_period", True, at, at
            yield "pregnancy_now", True, at, at
            if int(weeks) <= _EARLY:
                yield "pregnancy_first_12w", True, at, at
        found = count_at(tokens, at)
        if found is None:
            continue
        value, after = found
        before = tuple(t for t in texts[max(at - 5, 0) : at] if t not in _ABOUT)
        rest = texts[after : after + 2]
        since = before[-1:] == ("since",) or before[-3:] in _SINCE_I_WAS
        is_date = (
            rest[:1] in _TIMES
            or rest[:1] in (("years",), ("year",), ("minutes",))
            or bool(set(rest[:1]) & set(MONTHS))
        )
        if since and 5 <= value < 45 and not is_date:
            yield "onset_before_45", True, at, after - 1
        if rest in _WEEKS_PREGNANT and 1 <= value <= _EARLY:
            yield "pregnancy_first_12w", True, at, after + 1


_EARLY = 12
"""Weeks that count as the beginning of a pregnancy: what the finding itself states."""
_CYCLE = 5
"""Weeks since the last period after which one is missed: a cycle of up to 35 days is usual."""

_ABOUT = frozenset({"about", "around", "roughly", "only", "nearly", "probably"})
_SINCE_I_WAS = (("since", "i", "was"), ("since", "he", "was"), ("since", "she", "was"))
_TIMES = (
    ("this",),
    ("in",),
    ("yesterday",),
    ("today",),
    (":",),
    (".",),
    ("am",),
    ("pm",),
    ("o",),
    ("days",),
    ("weeks",),
    ("months",),
    ("hours",),
)
_WEEKS_PREGNANT = (("weeks", "pregnant"), ("weeks", "gone"), ("weeks", "along"),
                   ("week", "pregnant"), ("weeks", "gestation"))  # fmt: skip


def _amount_before(tokens: tuple[Token, ...], at: int) -> tuple[int, float | None]:
    """Read the amount that stands before a unit: "three", "a couple of", "four and a half"."""
    texts = [t.text for t in tokens[max(at - 4, 0) : at]]
    base = at - len(texts)
    if tokens[at + 1 : at + 4] and [t.text for t in tokens[at + 1 : at + 4]] == [
        "and",
        "a",
        "half",
    ]:
        return at - 1, _and_a_half(tokens, at)
    if texts[-3:] == ["and", "a", "half"] and len(texts) == 4:
        whole = numeral(tokens[base])
        return (base, None if whole is None else whole + 0.5)
    value = numeral(tokens[at - 1]) if at else None
    if value is not None:
        if at > 1 and tokens[at - 2].text in TENS and value < 10:
            return at - 2, value + TENS[tokens[at - 2].text]
        return at - 1, value
    for back in range(1, min(4, at + 1)):
        text = tokens[at - back].text
        if text in {"of", "a", "an", "the", "past", "last", "good"} and back < 3:
            if text in {"a", "an"} and tokens[at - back - 1].text not in _VAGUE:
                return at - back, 1.0
            continue
        if text in _VAGUE:
            return at - back, _VAGUE[text]
        break
    return at, None


def _and_a_half(tokens: tuple[Token, ...], at: int) -> float | None:
    """Read what stands before a unit that "and a half" follows: "a year and a half"."""
    whole = numeral(tokens[at - 1]) if at else None
    if whole is None and at and tokens[at - 1].text in {"a", "an", "one"}:
        whole = 1.0
    return None if whole is None else whole + 0.5


def durations(
    sentence: Sentence, found: tuple[Candidate, ...], pains: frozenset[str], today: date | None
) -> Iterator[Reading]:
    """Yield how many weeks the pain has lasted, wherever a time is told of the pain."""
    for reading in [*_spans(sentence), *_dates(sentence, today)]:
        if not _told_of_something_else(sentence, reading, found, pains):
            yield reading


def _spans(sentence: Sentence) -> Iterator[Reading]:
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        top, _, of = token.text.partition("/")
        is_short = token.kind == NUMBER and of in SHORT_UNITS and token.text != "24/7"
        if is_short and top.isdigit() and int(top) <= 30:
            yield Reading("duration_weeks", float(top) * SHORT_UNITS[of], at, at)
        if token.kind != WORD or token.text not in UNITS:
            continue
        start, value = _amount_before(tokens, at)
        if token.text == "fortnight" and value is None:
            start, value = at, 1.0
        if value is None and token.text in {"week", "month", "year"} and at:
            value = 1.0 if tokens[at - 1].text in {"last", "past"} else None
            start = at - 1
        is_rate = tokens[at - 1].text in {"a", "an"} and start > 0 and _is_rate(tokens, start)
        if value is not None and not is_rate and _is_span(tokens, start, at):
            yield Reading("duration_weeks", value * UNITS[token.text], start, at)


def _is_rate(tokens: tuple[Token, ...], start: int) -> bool:
    """Whether "a day" tells how often: "an hour a day", "three times a week"."""
    return tokens[start - 1].text not in _BEFORE | {"just", "only", "least", "than", "and"}


def _is_span(tokens: tuple[Token, ...], start: int, at: int) -> bool:
    """Whether a time tells how long, and not an age, a dose or a distance."""
    before = {t.text for t in tokens[max(start - 4, 0) : start]}
    after = [t.text for t in tokens[at + 1 : at + 4]]
    if set(after[:2]) & _NOT_PAIN or "every" in before or "per" in before or "aged" in before:
        return False
    if any(t.text == "if" for t in tokens[:start]):
        return False
    if before & _BEFORE or set(after[:2]) & _AFTER or after[:2] in (["of", "it"], ["of", "this"]):
        return True
    if after[:1] == ["of"] and {t.stem for t in tokens[at + 2 : at + 7]} & _COMPLAINTS:
        return True
    if tokens[at].stem == "hour":
        return False
    alone = start == 0 or tokens[start - 1].kind == PAUSE
    ends = at + 1 == len(tokens) or tokens[at + 1].kind == PAUSE
    return ends and (alone or tokens[start - 1].kind == WORD)


_COMPLAINTS = frozenset({"pain", "ach", "ache", "sciatica", "stiff", "numb", "weak", "backach",
                         "discomfort", "spasm", "headach", "lumbago"})  # fmt: skip
"""What a time may be "of" and lasts so long: "two years of intermittent aching"."""


def _dates(sentence: Sentence, today: date | None) -> Iterator[Reading]:
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        days = _days_since(tokens, at, today)
        if days is not None:
            yield Reading("duration_weeks", days / 7, at, at)
        elif token.text in {"today", "tonight"} and at == 0 and len(tokens) < 3:
            yield Reading("duration_weeks", 0.5 / 7, at, at)


def _days_since(tokens: tuple[Token, ...], at: int, today: date | None) -> float | None:
    """Return the days since a day that is named here: yesterday, Tuesday, 12 February."""
    text = tokens[at].text
    before = tokens[at - 1].text if at else ""
    if text == "yesterday":
        return 2.0 if before == "before" else 1.0
    if text == "morning" and before == "this":
        return 0.5
    if text == "night" and before == "last":
        return 0.6
    if today is None:
        return None
    if text in _DAYS:
        back = (today.weekday() - _DAYS.index(text)) % 7
        return float(back or 7) if before != "next" else None
    near = {t.text for t in tokens[max(at - 5, 0) : at]}
    birthday = at > 1 and numeral(tokens[at - 2]) is not None and near & {"am", "is", "turned"}
    if near & {"will", "be", "next"} or (before == "in" and birthday):
        return None
    if text in MONTHS and before in {"since", "in", "last"} | set(map(str, range(1, 32))):
        return _days_since_month(tokens, at, today)
    return None


def _days_since_month(tokens: tuple[Token, ...], at: int, today: date) -> float:
    month = MONTHS.index(tokens[at].text) + 1
    day = numeral(tokens[at - 1]) if at else None
    if day is None and at + 1 < len(tokens):
        day = numeral(tokens[at + 1])
    day = day if day is not None and 1 <= day <= 28 else 1.0
    year = today.year if (month, day) <= (today.month, today.day) else today.year - 1
    return float((today - date(year, month, int(day))).days)


def _told_of_something_else(
    sentence: Sentence,
    reading: Reading,
    found: tuple[Candidate, ...],
    pains: frozenset[str],
) -> bool:
    """Whether the part of the sentence that holds the time tells of another finding only."""
    mine = sentence.part[reading.first]
    here = [c for c in found if sentence.part[c.first] <= mine <= sentence.part[c.last]]
    stems = {t.stem for at, t in enumerate(sentence.tokens) if sentence.part[at] == mine}
    hurts = bool(stems & _HURTS)
    felt = any(c.finding in pains and not c.finding.startswith("duration_") for c in here)
    if not hurts and not felt and _is_of_a_life(sentence, reading, stems):
        return True
    if any(c.finding in pains for c in here):
        return False
    if _is_history_of(sentence, reading) and any(c.finding in pains for c in found):
        return False
    return not hurts and (bool(here) or bool(stems & _TREATED))


_HURTS = frozenset({"pain", "hurt", "ach", "start", "began", "came", "sore", "begin", "symptom"})


_TREATED = frozenset({
    "underw", "undergo", "underwent", "diagnos", "surgeri", "oper", "procedur", "discharg", "marri",
    "deliv", "retir", "conceiv", "transplant", "repair", "remov", "replac", "vaccin", "admit",
})  # fmt: skip
"""A time in a part with one of these tells when something else happened."""


def _is_of_a_life(sentence: Sentence, reading: Reading, stems: set[str]) -> bool:
    """Whether a long time is that of a job or a habit: "a roofer for 20 years".

    Who is off work, or says where it hurts, tells of the pain.
    """
    mine = sentence.part[reading.first]
    texts = [t.text for at, t in enumerate(sentence.tokens) if sentence.part[at] == mine]
    if reading.value < _SEASON or set(texts) & _OF_THE_PAIN:
        return False
    is_one = any(
        texts[at : at + 3] in _HAVE_BEEN and texts[at + 3 : at + 4] in (["a"], ["an"], ["on"])
        for at in range(len(texts))
    )
    return is_one or bool(stems & _LIVED)


_SEASON = 12.0
"""Weeks: a job or a habit of less may well have begun with the pain."""
_OF_THE_PAIN = frozenset({"off", "it", "this", "back", "neck", "leg", "arm", "hip", "unable",
                          "cannot", "not"})  # fmt: skip
_HAVE_BEEN = tuple([who, has, "been"] for who in ("i", "he", "she") for has in ("have", "has"))
_LIVED = frozenset({"work", "job", "employ", "career", "live", "drive", "smoke", "drank", "drink",
                    "use", "inject", "clean", "sober", "methadon", "habit", "addict", "teach",
                    "nurs", "build", "train", "play", "widow", "divorc", "wear",
                    "worn", "take", "took", "emigr", "move", "join", "husband", "wife",
                    "partner", "marri"})  # fmt: skip


def _is_history_of(sentence: Sentence, reading: Reading) -> bool:
    """Whether the time opens a list of complaints: "a 2-day history of fever and flank pain"."""
    return [t.text for t in sentence.tokens[reading.last + 1 : reading.last + 3]] == [
        "history",
        "of",
    ]
