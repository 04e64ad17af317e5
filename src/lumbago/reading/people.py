"""Who the person is: age, sex, side of the body, and the region that hurts."""

import re
from collections.abc import Iterator, Sequence

from lumbago.reading.lexicon import Lexicon
from lumbago.reading.numbers import count_at
from lumbago.reading.sentences import Sentence
from lumbago.reading.words import NUMBER, PAUSE, Token, numeral

_MALE = frozenset({"male", "man", "gentleman", "boy", "guy", "bloke", "he", "his", "him"})
_FEMALE = frozenset({"female", "woman", "lady", "girl", "she", "her", "hers", "gal"})
_MALE_NOUNS = frozenset({"male", "man", "gentleman", "boy", "guy", "bloke"})
_FEMALE_NOUNS = frozenset({"female", "woman", "lady", "girl"})
_MALE_KIN = frozenset({"husband", "father", "dad", "brother", "son", "grandad", "grandfather",
                       "boyfriend", "uncle", "grandpa"})  # fmt: skip
_FEMALE_KIN = frozenset({"wife", "mother", "mum", "mom", "sister", "daughter", "gran", "grandma",
                         "grandmother", "girlfriend", "aunt", "nan"})  # fmt: skip
_FEMALE_SIGNS = frozenset({
    "pregnancy_now", "missed_period", "postpartum_3m", "vaginal_bleeding", "contractions_leak",
    "vaginal_discharge", "period_linked_pain", "pregnancy_first_12w", "pregnancy_scan_in_womb",
    "pelvic_turn_bed_pain",
})  # fmt: skip

_MALE_PARTS = frozenset({"prostate", "erection", "erections", "testicle", "testicles", "scrotum",
                         "penis", "ejaculate", "ejaculation", "ejaculating", "balls"})  # fmt: skip
_FEMALE_PARTS = frozenset({"vagina", "vulva", "womb", "ovary", "ovaries", "labia", "period",
                           "periods"})  # fmt: skip

_SIDED = frozenset({"sided", "side", "leg", "arm", "foot", "hand", "hip"})

Found = tuple[str, float | str, int, int]
"""Name, value, and the first and last token."""


def age(sentence: Sentence, *, of_relative: bool) -> Iterator[Found]:
    """Yield the age, wherever it is told as one: 45M, "aged 60", "I am 34", "72 yo"."""
    tokens = sentence.tokens
    for at in range(len(tokens)):
        found = count_at(tokens, at)
        if found is None or not 1 <= found[0] <= 110 or found[0] % 1:
            continue
        value, after = found
        if at and count_at(tokens, at - 1) and tokens[at - 1].text.endswith("ty"):
            continue
        if _is_age(tokens, at, after, of_relative=of_relative):
            yield "age_years", value, at, after - 1


def _is_age(tokens: tuple[Token, ...], at: int, after: int, *, of_relative: bool) -> bool:
    before = [t.text for t in tokens[max(at - 3, 0) : at]]
    if "temperature" in before:
        return False
    rest = [t.text for t in tokens[after : after + 4]]
    last = before[-1] if before else ""
    if rest[:1] in (["year"], ["years"]) and rest[1:2] == ["old"]:
        return last not in {"my", "our"} or of_relative
    if last in {"aged", "age"} or before[-2:] == ["age", "of"]:
        return before[-2:-1] not in (["at"],) and before[:1] != ["at"]
    if rest[:1] in (["m"], ["f"]) and _is_a_way(tokens, at):
        return False
    attached = after < len(tokens) and tokens[after].start == tokens[after - 1].end
    if rest[:1] in (["m"], ["f"]) and attached:
        return True
    if rest[:1] in (["female"], ["male"], ["woman"], ["man"], ["f"], ["m"]):
        return not rest[1:2] or rest[1] not in {"s"}
    closes = not rest or after == len(tokens) or tokens[after].kind == PAUSE
    if closes and at > 1 and tokens[at - 1].kind == PAUSE and _says_i_am(tokens, at - 1):
        return True
    if last == "turned" and rest[:1] in (["last"], ["this"], ["in"], ["next"]):
        return True
    follows = rest[:1] in (["and"], ["years"], ["with"], ["usually"], ["man"])
    says_am = last in {"am", "turned"} or (last in {"is", "was"} and _person_before(before))
    if says_am and (closes or follows):
        return rest[1:2] not in (["ago"], ["weeks"], ["in"])
    if _has_years(tokens, at, after):
        return True
    if closes and at and tokens[at - 1].kind == PAUSE:
        earlier = {t.text for t in tokens[max(at - 4, 0) : at]}
        return bool(earlier & (_MALE_NOUNS | _FEMALE_NOUNS | _MALE_KIN | _FEMALE_KIN | {"m", "f"}))
    return last == "of" and before[-2:-1] in (["woman"], ["man"])


def _is_a_way(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number before "m" is of metres: "walks 50 m", "fell 5m"."""
    value = numeral(tokens[at])
    near = {t.stem for t in tokens[max(at - 4, 0) : at]}
    return value is None or value > _OLDEST or bool(near & _WAYS)


_OLDEST = 110
_WAYS = frozenset({"walk", "distanc", "fell", "fall", "height", "run", "within", "everi", "climb",
                   "approxim", "toler", "jump", "metr"})  # fmt: skip


def _has_years(tokens: tuple[Token, ...], at: int, after: int) -> bool:
    """Whether the age is told as in Romance tongues, with no more to it: "she has 45 years,"."""
    before = [t.text for t in tokens[max(at - 2, 0) : at]]
    says = before[:1] in (["i"], ["he"], ["she"]) and before[1:] in (["have"], ["has"])
    ends = after + 1 >= len(tokens) or tokens[after + 1].kind == PAUSE
    value = numeral(tokens[at])
    grown = value is not None and value >= _GROWN
    return says and grown and ends and [t.text for t in tokens[after : after + 1]] == ["years"]


_GROWN = 16
"""Fewer "years" that somebody "has" may be those of an illness."""


def _says_i_am(tokens: tuple[Token, ...], comma: int) -> bool:
    """Whether what stands before the comma says who somebody is: "I am a bus driver, 58,"."""
    start = max(comma - 7, 0)
    while start < comma and tokens[start].text not in {"i", "she", "he"}:
        start += 1
    told = [t.text for t in tokens[start:comma]]
    return told[1:3] in (["am", "a"], ["am", "an"], ["is", "a"], ["is", "an"])


def _person_before(before: list[str]) -> bool:
    people = {"he", "she", "patient"} | _MALE_KIN | _FEMALE_KIN
    return any(text in people for text in before)


def sex(all_sentences: tuple[Sentence, ...], *, of_relative: bool) -> Iterator[Found]:
    """Yield the sex where it is told: a noun first, else the pronouns of a third person.

    The second item of the found place is an index into the joined tokens of the text.
    """
    tokens = [t for s in all_sentences for t in s.tokens]
    speaks = any(t.text in {"i", "me", "myself"} for t in tokens)
    kin = _MALE_KIN | _FEMALE_KIN
    for at, token in enumerate(tokens):
        if token.text in _MALE_NOUNS | _FEMALE_NOUNS and not _about_other(tokens, at):
            yield "sex", "male" if token.text in _MALE_NOUNS else "female", at, at
            return
        if (
            token.text in {"m", "f"}
            and at
            and (_is_number(tokens[at - 1]) or tokens[at - 1].text == "old")
            and not (_is_number(tokens[at - 1]) and _is_a_way(tokens, at - 1))
        ):
            yield "sex", "male" if token.text == "m" else "female", at, at
            return
        if of_relative and token.text in kin:
            yield "sex", "male" if token.text in _MALE_KIN else "female", at, at
            return
    if not speaks:
        yield from _by_pronoun(tokens)


def _by_pronoun(tokens: list[Token]) -> Iterator[Found]:
    for at, token in enumerate(tokens):
        if token.text in _MALE | _FEMALE:
            yield "sex", "male" if token.text in _MALE else "female", at, at
            return


def _about_other(tokens: list[Token], at: int) -> bool:
    """Whether "man" is part of another thing: "removal man" is a person, "old man in" is not."""
    before = tokens[at - 1].text if at else ""
    if {"i", "am"} & {t.text for t in tokens[max(at - 4, 0) : at]}:
        return False
    return before in {"old", "this", "young", "another", "some"} and not _has_number(tokens, at)


def _has_number(tokens: list[Token], at: int) -> bool:
    return any(_is_number(t) for t in tokens[max(at - 5, 0) : at])


def _is_number(token: Token) -> bool:
    return token.text.isdigit()


def sides(lexicon: Lexicon, sentence: Sentence) -> Iterator[Found]:
    """Yield left, right or both where a side of the body is meant."""
    hidden = {
        at
        for hit in sentence.hits
        if lexicon.kinds.get(hit.id) == "sense"
        for at in range(hit.first, hit.last + 1)
    }
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        if at in hidden:
            continue
        near = {t.text for t in tokens[at + 1 : at + 5]}
        if token.text in {"left", "right"} and _is_side(lexicon, sentence, at):
            yield "side", token.text, at, at
        elif _is_one_letter(tokens, at) and (near & _SIDED or _is_shorthand(sentence, at)):
            yield "side", _ONE_LETTER[token.text], at, at
        elif token.text in {"both", "bilateral", "bilaterally"}:
            yield "side", "both", at, at


_ONE_LETTER = {"l": "left", "r": "right"}


def _is_one_letter(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a letter may be of a side; that of "L4" is of a level of the spine."""
    is_level = tokens[at + 1 : at + 2] and (
        tokens[at + 1].kind == NUMBER and tokens[at + 1].start <= tokens[at].end
    )
    return tokens[at].text in _ONE_LETTER and not is_level


def _is_shorthand(sentence: Sentence, at: int) -> bool:
    """Whether a lone letter beside something that was found tells its side: "L calf", "SLR + R"."""
    if any(t.text in {"i", "my", "u", "you", "we"} for t in sentence.tokens):
        return False
    return any(
        -2 <= hit.first - at <= 2 or -2 <= hit.last - at <= 2
        for hit in sentence.shown
        if hit.id.startswith("#") or hit.id not in _LOOSE
    )


_LOOSE = frozenset({"filler", "no", "not", "during", "turn", "past", "statement"})


def _is_side(lexicon: Lexicon, sentence: Sentence, at: int) -> bool:
    """Whether a place of the body, or "side", stands close by."""
    tokens = sentence.tokens
    near = tokens[max(at - 4, 0) : at + 5]
    if any(t.text in {"side", "sided"} for t in near):
        return True
    if [t.text for t in tokens[max(at - 2, 0) : at]] == ["on", "the"]:
        return True
    return any(
        lexicon.kinds.get(hit.id) == "place" and at - 5 <= hit.first <= at + 4
        for hit in sentence.hits
    )


def sex_from(findings: frozenset[str], words: str) -> str | None:
    """Return the sex that the findings told of, or the words they rest on, imply."""
    if findings & _FEMALE_SIGNS:
        return "female"
    told = set(re.findall("[a-z]+", words))
    if told & _FEMALE_PARTS:
        return "female"
    return "male" if told & _MALE_PARTS else None
