"""Who the person is: sex, and side of the body."""

import re
from collections.abc import Iterator, Sequence

from lumbago.reading.lexicon import Lexicon
from lumbago.reading.sentences import Sentence
from lumbago.reading.speaker import (
    FEMALE_NOUNS,
    KIN,
    MALE_KIN,
    MALE_NOUNS,
    NOUNS,
    PARENTS,
    QUALITIES,
    is_of_patient,
    is_who_writes,
    start_of,
    unclipped,
)
from lumbago.reading.words import NUMBER, PAUSE, WORD, Token

_MALE = MALE_NOUNS | {"he", "his", "him"}
_FEMALE = FEMALE_NOUNS | {"she", "her", "hers"}
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


def sex(
    told: Sequence[tuple[Sentence, Sequence[Found]]], *, of_relative: bool, own: bool
) -> Iterator[Found]:
    """Yield the sex where it is told: a noun first, else the pronouns of a third person.

    The third item of what is found is an index into the joined tokens of the text.

    Args:
        told: the sentences, each with the ages in it.
        of_relative: the text is about a relative, who is then the patient.
        own: the text is of who writes it: then a man who is named is another.
    """
    tokens: list[Token] = []
    for sentence, ages in told:
        for at in range(len(sentence.tokens)):
            value = _sex_at(sentence.tokens, at, ages, of_relative=of_relative, own=own)
            if value is not None:
                yield "sex", value, len(tokens) + at, len(tokens) + at
                return
        tokens += sentence.tokens
    if not own:
        yield from _by_pronoun(tokens)


def _sex_at(
    tokens: tuple[Token, ...], at: int, ages: Sequence[Found], *, of_relative: bool, own: bool
) -> str | None:
    """Return the sex of the patient that the word here tells, or None."""
    text = tokens[at].text
    beside = any(_is_beside(tokens, at, first, last) for _, _, first, last in ages)
    alone = _is_alone(tokens, at) or _is_labelled(tokens, at)
    if (
        text in NOUNS
        and not _about_other(tokens, at)
        and (not own or beside or alone or _is_what_i_am(tokens, at))
    ):
        return "male" if text in MALE_NOUNS else "female"
    is_am = at > 0 and tokens[at - 1].text == "i"
    if text in {"m", "f"} and not is_am and (beside or _is_labelled(tokens, at)):
        return "male" if text == "m" else "female"
    if not own and unclipped(text) in KIN:
        text = unclipped(text)
    if text in KIN and _is_of_age(tokens, at, ages, own=own):
        return "male" if text in MALE_KIN else "female"
    if text in KIN and of_relative and not _is_informant(tokens, at):
        return "male" if text in MALE_KIN else "female"
    return "female" if _is_of_a_woman(tokens, at) else None


def _is_of_age(tokens: tuple[Token, ...], at: int, ages: Sequence[Found], *, own: bool) -> bool:
    """Whether a relative, or a parent, is the patient whose age stands here.

    In a text of who writes it these are "I am a grandmother", "66 year old grandmother",
    "mum of two, 37" and "single mum, 27", but not "I'm 44, mum had it too".
    """
    beside = [f for f in ages if _is_beside(tokens, at, f[2], f[3])]
    if not own:
        return bool(beside) and not _is_informant(tokens, at)
    if tokens[at - 1].text in {"a", "an"} and _is_what_i_am(tokens, at):
        return True
    of_children = tokens[at + 1 : at + 2] and tokens[at + 1].text == "of"
    described = at > 0 and tokens[at - 1].text in QUALITIES
    return any(
        of_children
        or (described and at < first)
        or (at > last and all(t.kind != PAUSE for t in tokens[last:at]))
        for _, _, first, last in beside
    )


def _is_what_i_am(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the noun is said of who writes: "I am a fit woman", "I work as a removal man"."""
    start = start_of(tokens, at)
    if start == at and at > 1 and tokens[at - 2].text in {"a", "an"}:
        start = at - 2
    before = [t.text for t in tokens[max(start - 2, 0) : start]]
    if before == ["i", "was"]:
        return True
    return before[-1:] in _I_AM and is_of_patient(tokens, start, own=True)


_I_AM = (["am"], ["as"], ["being"])


_BETWEEN = QUALITIES | {
    "of",
    "here",
    "and",
    "is",
    "am",
    "now",
    "just",
    "turned",
    "nearly",
    "or",
    "year",
    "years",
    "y",
    "age",
    "about",
    "around",
}


def _is_beside(tokens: tuple[Token, ...], at: int, first: int, last: int) -> bool:
    """Whether a word stands beside an age, with nothing of meaning between."""
    between = tokens[last + 1 : at] if at > last else tokens[at + 1 : first]
    if len(between) > 5 or first <= at <= last:
        return False
    return all(
        t.kind == PAUSE or t.text in (_OF_PARENTS if tokens[at].text in PARENTS else _BETWEEN)
        for t in between
    )


_OF_PARENTS = _BETWEEN | {"one", "two", "three", "four", "five", "1", "2", "3", "4", "5"}


def _is_alone(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a thought has no more words than this one."""
    start = at
    while start and tokens[start - 1].text in QUALITIES:
        start -= 1
    starts = start == 0 or tokens[start - 1].kind == PAUSE
    return starts and (at + 1 == len(tokens) or tokens[at + 1].kind == PAUSE)


def _is_labelled(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the word follows its name: "sex: F", "gender female"."""
    return bool({t.text for t in tokens[max(at - 2, 0) : at]} & {"sex", "gender"})


def _is_informant(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a relative is who writes or calls: "I am his wife", "daughter calling"."""
    after = {t.text for t in tokens[at + 1 : at + 3]}
    return is_who_writes(tokens, at) or bool(
        after & {"calling", "calls", "called", "rang", "phoned", "reports"}
    )


def _is_of_a_woman(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether what is told here only a woman tells of herself: "on the pill", "G2P1"."""
    words = [t.text for t in tokens[at : at + 3]]
    births = words[0] == "g" and [t.kind for t in tokens[at + 1 : at + 3]] == [NUMBER, WORD]
    is_told = words == ["on", "the", "pill"] or (births and words[2] == "p")
    return is_told and not any(t.text in KIN for t in tokens)


def _by_pronoun(tokens: list[Token]) -> Iterator[Found]:
    for at, token in enumerate(tokens):
        if token.text in _MALE | _FEMALE:
            yield "sex", "male" if token.text in _MALE else "female", at, at
            return


def _about_other(tokens: Sequence[Token], at: int) -> bool:
    """Whether "man" is part of another thing: "removal man" is a person, "old man in" is not."""
    before = tokens[at - 1].text if at else ""
    if {"i", "am"} & {t.text for t in tokens[max(at - 4, 0) : at]}:
        return False
    return before in {"old", "this", "young", "another", "some"} and not _has_number(tokens, at)


def _has_number(tokens: Sequence[Token], at: int) -> bool:
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
