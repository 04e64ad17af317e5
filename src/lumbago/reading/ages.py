"""A grammar of ages: which number among the words is how old the patient is.

A number is an age only where the words around it say so: a unit ("34 years old"), a verb ("she
is 34"), the noun of a person ("lady of 34", "34, lad"), a letter ("34M"), or its place as the
first word of all ("34, on the pill"). Numbers of anything else are none, whatever stands near.
"""

from collections.abc import Callable, Iterator

from lumbago.reading.counts import (
    LETTERS,
    OLDEST,
    SEXES,
    UNITS,
    YEARS,
    Count,
    is_a_way,
    is_of_a_thing,
)
from lumbago.reading.sentences import Sentence
from lumbago.reading.speaker import (
    GREETINGS,
    KIN,
    NOUNS,
    OTHER_KIN,
    PARENTS,
    QUALITIES,
    is_of_patient,
    is_who_writes,
    start_of,
    unclipped,
)
from lumbago.reading.words import PAUSE, count_at

_GROWN = 16
"""Who tells an age with no word for it is no child, and fewer "years" may be of an illness."""
_CHILD = 13
"""A smaller "year old", in a text of who writes it, is somebody else's child."""

_IS = frozenset({"am", "is", "was", "turned", "turning", "turns"})
_BECAME = frozenset({"turned", "gone"})
_NEARLY = frozenset({"now", "only", "just", "about", "nearly", "almost", "already", "around",
                     "over", "roughly", "approximately", "still", "being"})  # fmt: skip
_THINGS = frozenset({
    "scar", "injury", "fracture", "mattress", "bed", "car", "shoes", "implant", "hip", "knee",
    "replacement", "scan", "mri", "xray", "operation", "house", "wound", "problem", "pain", "chair",
    "sofa", "disc", "break", "dog", "cat", "horse", "pacemaker", "stent", "graft", "metal",
})  # fmt: skip
_OTHERS_OF = frozenset({"after", "for", "with", "to", "of", "from", "have", "has", "had", "got",
                        "lift", "lifted", "lifting", "carry", "carrying", "carried", "up", "nurse",
                        "and", "his", "her", "their", "another", "hit", "on", "our", "can",
                        "could", "does", "should", "would"})  # fmt: skip
_GOES_ON_OF_A_CHILD = frozenset({"and", "with", "usually", "but", "who", "has", "have", "had",
                                 "so", "lives", "never", "otherwise", "normally",
                                 "on"})  # fmt: skip
_IN_A_HUNDRED = frozenset({"better", "worse", "sure", "certain", "recovered", "per", "of", "off",
                           "there", "normal", "down", "up", "on", "less", "more", "into", "years",
                           "year", "plus", "healed", "back", "convinced", "behind", "along",
                           "away", "s"})  # fmt: skip
"""What a share in a hundred goes on with, whose sign is not kept: "I am 50% better"."""
_NO_START = frozenset({"then", "that", "maybe", "perhaps", "or", "and", "it", "is", "was", "times",
                       "if", "sometimes", "to", "which", "thats", "at", "about"})  # fmt: skip


def age(sentence: Sentence, *, own: bool, opens: bool) -> Iterator[tuple[str, float, int, int]]:
    """Yield the age, wherever it is told as one, with its first and last token.

    Args:
        sentence: where to look.
        own: the text is of who writes it: then "he is 60" is of another, else "I am 60" is.
        opens: the sentence is the first of several, or has more than the number.
    """
    tokens = sentence.tokens
    for at in range(len(tokens)):
        found = count_at(tokens, at)
        if found is None or not 1 <= found[0] <= OLDEST or found[0] % 1:
            continue
        if at and count_at(tokens, at - 1) and tokens[at - 1].text.endswith("ty"):
            continue
        number = Count(tokens, found[0], at, found[1], own, opens)
        if not is_of_a_thing(number) and any(tells(number) for tells in _FORMS):
            yield "age_years", number.value, at, number.after - 1


# -- whose it is --------------------------------------------------------------------------------


def _subject(n: Count) -> bool | None:
    """Whether who "is" the number is the patient; None where no verb stands before it."""
    at = n.at - 1
    while at >= 0 and n.text(at) in _NEARLY | {"a", "an"}:
        at -= 1
    if at >= 0 and n.text(at) in {"have", "has", "had"} and n.last in _NEARLY | {"turned"}:
        at -= 1
    if n.text(at) in _BECAME and n.starts(at - (n.text(at - 1) in _NEARLY)):
        return n.text(at) != "gone" or n.text(at - 1) == "just"
    if n.text(at) == "am" and n.starts(at):
        return True
    if n.text(at) == "are" and n.text(at - 1) == "i":
        return n.own
    if n.text(at) in _IS or (n.text(at) == "m" and n.text(at - 1) == "i"):
        at -= 1
        if n.text(at) == "i" and n.text(at + 1) == "was":
            return False
    elif at < 0 or not _is_clipped(n, at):
        return None
    while at > 0 and n.text(at) in _NEARLY | _IS | {"has", "have", "recently", "who"}:
        at -= 1
    if at > 0 and n.tokens[at].kind == PAUSE:
        at -= n.text(at + 1) == "who"
    if n.text(at) == "law" and n.text(at - 1) == "in":
        at -= 2
    return at >= 0 and _is_patient(n, at)


def _is_clipped(n: Count, at: int) -> bool:
    """Whether the word was written with "'s", of which no "is" is kept: "dad's 70"."""
    token = n.tokens[at]
    whole = token.text in {"he", "she", "who", "patient"} | KIN
    short = token.end - token.start == len(token.text) + 2
    return (whole and short) or (n.value >= _GROWN and unclipped(token.text) in KIN)


def _is_patient(n: Count, at: int) -> bool:
    text = n.text(at)
    if text == "i":
        return n.own
    if text == "age":
        return n.text(at - 1) not in {"his", "her", "their"} or not n.own
    if text == "patient":
        return True
    if unclipped(text) in KIN:
        return not n.own
    if text in KIN | OTHER_KIN and is_who_writes(n.tokens, at):
        return False
    return not n.own and text in KIN | OTHER_KIN | NOUNS | {"he", "she"}


# -- the forms ----------------------------------------------------------------------------------


def _year_old(n: Count) -> bool:
    """Tell "34 years old", "a 34 year old", and no scar, no child and no image."""
    if not n.is_old or n.text(n.past_years) in _THINGS:
        return False
    subject = _subject(n)
    if subject is False:
        return False
    if n.last in {"my", "our"}:
        return not n.own
    if not is_of_patient(n.tokens, n.at, own=False):
        return False
    start = start_of(n.tokens, n.at)
    if not n.own:
        return n.last not in {"his", "her", "their"}
    says_have = n.last in {"have", "has"} and n.value >= _GROWN
    is_child = n.value < _CHILD and subject is None
    return not is_child and (says_have or n.text(start - 1) not in _OTHERS_OF | KIN)


def _called_age(n: Count) -> bool:
    """Tell "aged 60", "age: 60", "my age is 60", but not "at the age of 60"."""
    at = n.at - 1
    while at > 0 and (n.text(at) in {"is", "of", "about"} or n.tokens[at].kind == PAUSE):
        at -= 1
    if n.text(at) not in {"age", "aged"}:
        return False
    before = [n.text(back) for back in range(max(at - 3, 0), at)]
    if set(before) & _PAST or not (n.text(at) == "aged" or _is_own_age(n, at)):
        return False
    return not n.own or not set(before) & (KIN | OTHER_KIN | {"his", "her", "their"})


_PAST = frozenset({"at", "from", "since", "by", "before", "after", "until", "had", "broke", "died",
                   "began", "started", "diagnosed", "first", "lost", "birth", "menopause",
                   "surgery", "fracture", "operation", "over", "under"})  # fmt: skip
"""Before an age these tell when something was."""


def _is_own_age(n: Count, at: int) -> bool:
    """Whether "age" stands at the head of a thought, or after who it is of."""
    whose = {"my", "me", "i", "am", "is", "patient", "pt", "his", "her", "years", "year", "the"}
    return n.starts(at) or n.text(at - 1) in whose | NOUNS | KIN | LETTERS


def _is_so_old(n: Count) -> bool:
    """Tell "I am 34", "dad's 70", "she has just turned 70", "I am 61 years"."""
    if not _subject(n) and not _is_clipped_patient(n):
        return False
    if n.text(n.past_years) in SEXES:
        return True
    if n.closes(n.past_years):
        return n.value >= 5 or not n.own
    if n.text(n.past_years) in {"last", "this", "next", "in"}:
        return n.value >= _CHILD
    rest = {n.text(n.past_years + 1), n.text(n.past_years + 2)}
    if rest & ({"ago", "half"} | UNITS - {"in", "x"}) or n.is_number(n.past_years):
        return False
    if n.past_years > n.after or n.value < _GROWN or n.last in {"have", "has"}:
        is_told = n.value >= _CHILD or not n.own
        return is_told and n.text(n.past_years) in _GOES_ON_OF_A_CHILD
    return n.next not in _IN_A_HUNDRED


def _is_clipped_patient(n: Count) -> bool:
    return n.at > 0 and _is_clipped(n, n.at - 1) and _is_patient(n, n.at - 1)


def _beside_a_letter(n: Count) -> bool:
    """Tell "34M", "58/M", "34 yrs F", "F/63", "M, 33", "F38", and no metres and no road."""
    at = n.past_years
    if n.text(at) == "or" and n.text(at + 1) in LETTERS:
        return True
    if n.text(at) in LETTERS and n.text(at + 1) != "s":
        return n.past_years > n.after or not is_a_way(n.tokens, n.at)
    before = n.at - 1
    if before > 0 and (n.text(before) == "or" or n.tokens[before].kind == PAUSE):
        before -= 1
    if n.text(before) not in LETTERS or before < 0:
        return False
    return (
        n.starts(before) or n.text(before - 1) in {"patient", "pt"} or n.text(before - 1) in NOUNS
    )


def _before_a_noun(n: Count) -> bool:
    """Tell "a 45 lad", "45, bloke", "34 years female", "38 lady" after "I am"."""
    at = n.past_years
    parted = at < len(n.tokens) and (n.tokens[at].kind == PAUSE or n.text(at) == "and")
    at += parted
    while n.text(at) in QUALITIES:
        at += 1
    if n.text(at) not in NOUNS or n.value < 10 or n.last in {"my", "our", "have", "has"}:
        return False
    if parted and not (n.starts(n.at) or n.last in {"am", "i", "me", "is"} | GREETINGS):
        return False
    if parted and not (n.closes(at + 1) or n.text(at + 1) in {"with", "and", "here"}):
        return False
    return is_of_patient(n.tokens, n.at, own=n.own)


def _after_a_noun(n: Count) -> bool:
    """Tell "bloke of 45", "widow, 66", "Man 34", "mum of two, 37"."""
    at = n.at - 1
    while at > 0 and (n.tokens[at].kind == PAUSE or n.text(at) in {"about", "around", "here"}):
        at -= 1
    if n.text(at) in PARENTS and n.text(at - 1) in QUALITIES - {"old"} and n.closes(n.past_years):
        return n.starts(start_of(n.tokens, at)) or n.text(start_of(n.tokens, at) - 1) == "am"
    if n.text(at) == "of":
        at -= 1
    elif n.text(at - 1) == "of" and n.text(at - 2) in PARENTS and n.is_number(at):
        return is_of_patient(n.tokens, at - 2, own=n.own) and n.closes(n.past_years)
    if n.text(at) == "patient" and n.closes(n.past_years):
        return True
    if n.text(at) not in NOUNS or not is_of_patient(n.tokens, at, own=n.own):
        return False
    ends = n.closes(n.past_years) or n.text(n.past_years) in {"with", "here", "who", "and"}
    leads = n.last == "of" or (n.value >= _GROWN and n.starts(at))
    return ends or (not n.own and leads)


def _beside_a_person(n: Count) -> bool:
    """Tell "my wife (44) has", "I, 34, have", "me 28 years", "I am a bus driver, 58,"."""
    if not n.closes(n.past_years):
        return False
    if n.last in {"me", "i"} and n.past_years > n.after:
        return n.own
    if n.at < 2 or n.tokens[n.at - 1].kind != PAUSE:
        return False
    who = n.text(n.at - 2)
    if who in {"i", "me"}:
        return n.own
    if who in KIN | OTHER_KIN:
        return not n.own and not is_who_writes(n.tokens, n.at - 2)
    return _says_what_somebody_is(n)


def _says_what_somebody_is(n: Count) -> bool:
    """Whether what stands before the comma says who the patient is: "I am a bus driver, 58,"."""
    comma = n.at - 1
    start = max(comma - 7, 0)
    while start < comma and n.text(start) not in {"i", "she", "he"}:
        start += 1
    is_one = n.text(start + 1) in {"am", "is"} and n.text(start + 2) in {"a", "an"}
    if n.text(start + 1) == "am" and start + 3 == comma and n.value >= _GROWN:
        return n.own
    return is_one and start + 2 < comma and (n.text(start) == "i") is n.own


def _has_years(n: Count) -> bool:
    """Tell an age as in Romance tongues, with no more to it: "she has 45 years,"."""
    says = n.last in {"have", "has"} and n.text(n.at - 2) in {"i", "he", "she"}
    if not says or n.value < _GROWN or n.next not in YEARS:
        return False
    mine = (n.text(n.at - 2) == "i") is n.own
    goes_on = n.text(n.past_years) == "and" and not n.is_number(n.past_years + 1)
    return mine and (n.closes(n.past_years) or goes_on)


def _before_births(n: Count) -> bool:
    """Tell the age before pregnancies and births: "34 yr G3P2"."""
    return n.text(n.past_years) == "g" and n.is_number(n.past_years + 1)


def _opens_a_text(n: Count) -> bool:
    """Tell an age that is the first of all that is said: "33, on the pill", "Hi, 41 here"."""
    if n.next == "here" and n.value >= _GROWN:
        return n.starts(n.at) or n.last in GREETINGS | {"am"}
    described = n.next == "and" and n.text(n.after + 1) in QUALITIES
    if not n.opens or n.value < _GROWN or not (described or n.closes(n.past_years)):
        return False
    if any(t.text not in GREETINGS and t.kind != PAUSE for t in n.tokens[: n.at]):
        return False
    follows = n.past_years + 1
    is_list = n.text(follows) in _NO_START | UNITS or n.is_number(follows)
    measured = {t.text for t in n.tokens[follows : follows + 4]} & (UNITS - {"in", "or", "st"})
    return not is_list and (not measured or n.past_years > n.after)


_FORMS: tuple[Callable[[Count], bool], ...] = (
    _year_old,
    _called_age,
    _is_so_old,
    _beside_a_letter,
    _before_a_noun,
    _after_a_noun,
    _beside_a_person,
    _has_years,
    _before_births,
    _opens_a_text,
)
