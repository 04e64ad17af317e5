"""Who speaks, and of whom: the nouns of persons, and whether a text is of its writer."""

from collections.abc import Iterable, Sequence

from lumbago.reading.lexicon import PLACE, Lexicon
from lumbago.reading.sentences import Sentence
from lumbago.reading.words import PAUSE, Token

MALE_NOUNS = frozenset({"male", "man", "gentleman", "gent", "boy", "guy", "bloke", "lad", "laddie",
                        "chap", "fella", "fellow", "widower", "schoolboy",
                        "businessman", "postman", "policeman", "fireman", "salesman",
                        "fisherman", "handyman", "workman"})  # fmt: skip
FEMALE_NOUNS = frozenset({"female", "woman", "lady", "girl", "gal", "lass", "lassie", "widow",
                          "schoolgirl", "housewife", "businesswoman", "policewoman", "primip",
                          "multip"})  # fmt: skip
NOUNS = MALE_NOUNS | FEMALE_NOUNS
MALE_KIN = frozenset({"husband", "hubby", "father", "dad", "daddy", "papa", "brother", "son",
                      "grandson", "grandad", "granddad", "grandfather", "boyfriend", "uncle",
                      "grandpa", "nephew", "stepdad", "stepfather", "stepson",
                      "fiance"})  # fmt: skip
FEMALE_KIN = frozenset({"wife", "missus", "mother", "mum", "mom", "mummy", "sister", "daughter",
                        "granddaughter", "gran", "granny", "grandma", "grandmother", "girlfriend",
                        "mama", "mam", "aunt", "auntie", "aunty", "nan", "nana", "niece", "stepmum",
                        "stepmother", "stepdaughter", "fiancee"})  # fmt: skip
KIN = MALE_KIN | FEMALE_KIN
OTHER_KIN = frozenset({"partner", "neighbour", "neighbor", "friend", "mate", "cousin", "colleague",
                       "parent", "twin", "child", "kid", "baby", "boss", "ex"})  # fmt: skip
PARENTS = frozenset({"mum", "mom", "mother", "dad", "father"})
"""Who has children says so of themselves: "mum of two, 37"."""
HE_OR_SHE = frozenset({"he", "she", "him", "her", "his", "hers"})
GREETINGS = frozenset({"hi", "hello", "hey", "hiya", "morning", "evening", "afternoon", "good",
                       "there", "all", "everyone", "doctor", "dr", "doc", "please"})  # fmt: skip

_ARTICLES = frozenset({"a", "an", "the", "this"})
QUALITIES = frozenset({
    "fit", "healthy", "active", "slim", "overweight", "obese", "young", "old", "elderly", "retired",
    "white", "black", "asian", "caucasian", "hispanic", "pregnant", "married", "single", "well",
    "otherwise", "normally", "generally", "usually", "previously", "very", "fairly", "quite",
    "tall", "big", "working", "new", "proud", "full", "time", "stay", "home",
    "known", "postmenopausal", "aged", "diabetic", "busy", "sporty", "local",
})  # fmt: skip
"""Words between a number or an article and the noun of a person."""

_THINKS = frozenset({"think", "thought", "know", "knew", "wonder", "wondering", "worried", "worry",
                     "suspect", "believe", "guess", "hope", "fear", "scared", "afraid",
                     "frightened", "concerned", "writing", "asking", "calling", "ringing",
                     "phoning", "care"})  # fmt: skip
_DOES = frozenset({"found", "find", "noticed", "notice", "called", "rang", "phoned", "took",
                   "take", "asked", "told", "tell", "saw", "see", "heard", "look", "got", "gave",
                   "give", "checked", "want", "need", "said", "say", "cannot", "let", "wake",
                   "left"})  # fmt: skip
_ADVICE = frozenset({"should", "shall", "can", "could", "must", "do", "may"})
_TO_ME = frozenset({"tell", "tells", "told", "asked", "asks", "called", "calls", "rang", "to",
                    "for", "with", "gave", "let", "lets", "shows", "showed",
                    "wants", "wanted", "at"})  # fmt: skip


def is_of_writer(lexicon: Lexicon, told: Iterable[Sentence]) -> bool:
    """Whether a text is of who writes it: of an "I" that feels, or of "my" back.

    Of "Dad's 69. I found him on the floor" it is not: who only sees, thinks or asks is nobody
    that hurts.
    """
    all_told = tuple(told)
    texts = {t.text for sentence in all_told for t in sentence.tokens}
    is_of_others = bool(texts & _OTHERS) or any(_is_about_somebody(s.tokens) for s in all_told)
    return any(
        _is_own(lexicon, sentence, at, is_of_others=is_of_others)
        for sentence in all_told
        for at in range(len(sentence.tokens))
    )


def asks_advice(sentence: Sentence) -> bool:
    """Whether who writes only asks what to do for another: "should I give him my pain pills"."""
    texts = [t.text for t in sentence.tokens]
    asks = any(
        texts[at] in _ADVICE and texts[at + 1 : at + 2] == ["i"] for at in range(len(texts[:3]))
    )
    return asks and not HE_OR_SHE.isdisjoint(texts)


def _is_about_somebody(tokens: Sequence[Token]) -> bool:
    """Whether somebody says of whom they write: "ringing about a lady of 90"."""
    return any(
        token.text in NOUNS and start and tokens[start - 1].text == "about"
        for at, token in enumerate(tokens)
        if (start := start_of(tokens, at))
    )


_OTHERS = KIN | OTHER_KIN | HE_OR_SHE


def _is_own(lexicon: Lexicon, sentence: Sentence, at: int, *, is_of_others: bool) -> bool:
    """Whether a word tells of who writes."""
    texts = [t.text for t in sentence.tokens]
    if texts[at] == "i":
        return not (is_of_others and _only_watches(texts, at))
    if texts[at] == "me":
        return not (is_of_others and at and texts[at - 1] in _TO_ME)
    if texts[at] == "my" and not (_OTHERS | NOUNS) & set(texts[at + 1 : at + 5]):
        near = range(at + 1, at + 4)
        hurts = any(t.stem in {"pain", "symptom"} for t in sentence.tokens[at + 1 : at + 4])
        return hurts or any(
            lexicon.kinds.get(hit.id) == PLACE and hit.first in near for hit in sentence.hits
        )
    return texts[at] in {"myself", "mine"}


def _only_watches(texts: Sequence[str], at: int) -> bool:
    """Whether the "I" at this place thinks, sees or asks, and tells nothing of its own body."""
    if at and texts[at - 1] in _ADVICE:
        return True
    after = texts[at + 1 : at + 5]
    if set(after[: 3 + (after[:2] == ["am", "a"])]) & _THINKS:
        return True
    if after[:1] == ["am"] and after[1:2] in (["his"], ["her"], ["their"]):
        return True
    if after[:2] == ["am", "the"] and set(after[2:3]) & KIN:
        return True
    seen = set(texts[at + 2 : at + 7])
    return bool(set(after[:3]) & _DOES and seen & (HE_OR_SHE | KIN | OTHER_KIN))


def is_who_writes(tokens: Sequence[Token], at: int) -> bool:
    """Whether the relative named here is who writes: "I am his wife, 45"."""
    before = [t.text for t in tokens[max(at - 2, 0) : at]]
    return before[:1] == ["am"] and before[1:] in (["his"], ["her"], ["their"], ["the"])


def is_of_patient(tokens: Sequence[Token], first: int, *, own: bool) -> bool:
    """Whether the phrase that begins here is of the patient: "a man" in "I am a man".

    Args:
        tokens: those of a sentence.
        first: where the phrase begins, its article and its qualities left out.
        own: the text is of who writes it; then a man who drove into the car is another.
    """
    start = start_of(tokens, first)
    before = [t.text for t in tokens[max(start - 4, 0) : start]]
    last = before[-1] if before else ""
    if last in {"like", "by", "than"} or (last == "as" and set(before[:-1]) & _LIKENESS):
        return False
    if not own or not start:
        return True
    if tokens[start - 1].kind == PAUSE:
        named = any(t.kind != PAUSE and t.text not in GREETINGS for t in tokens[:start])
        return not named or tokens[start].text not in {"a", "an"}
    return last in {"am", "as", "being", "i", "me", "sex", "gender"} or last in GREETINGS


_LIKENESS = frozenset({"as", "stiff", "weak", "slow", "bent", "same"})
"""Before an "as" it makes an image: "stiff as an old man"."""


def unclipped(text: str) -> str:
    """Return a relative whose "is" is clipped with no apostrophe: "my husbands 54"."""
    return text.removesuffix("s") if text not in KIN else ""


def start_of(tokens: Sequence[Token], first: int) -> int:
    """Return where a phrase begins, its articles and qualities with it."""
    while first and tokens[first - 1].text in _ARTICLES | QUALITIES:
        first -= 1
    return first
