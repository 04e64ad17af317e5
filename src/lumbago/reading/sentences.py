"""Tokens → sentences: where words of the lexicon stand, and what longer words hide."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lumbago.reading.lexicon import AFTER, NOTHING, SENSE, STRICT, Lexicon, repaired
from lumbago.reading.words import PAUSE, STOP, WORD, Speller, Token

LONGEST_SENTENCE = 200
"""After so many tokens a text without full stops is cut, so that time stays linear."""

MOST_SKIPPED = 3
_SHADOWLESS = frozenset({AFTER, NOTHING})
_ARTICLES = frozenset({"a", "an", "the", "my", "his", "her", "your", "their"})
_OWNERS = frozenset({"his", "her", "me", "our", "their", "the", "ma"})
"""What stands for "my" in a run of words, when somebody tells of another or in a dialect."""

_WEIGHTLESS = frozenset({"left", "right", "l", "r"})
_BREAKS = frozenset({"and", "but", "with", "then", "or", "nor"})


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry of the lexicon at tokens `first` to `last`."""

    id: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens of one sentence, what ends it, and all that was found in it.

    `place[i]` counts the words of meaning before token i; `part[i]` the breaks before it.
    `shown` are the hits that no longer entry and no other sense hides.
    """

    tokens: tuple[Token, ...]
    end: str
    place: tuple[int, ...]
    part: tuple[int, ...]
    hits: tuple[Hit, ...]
    shown: tuple[Hit, ...]

    def of(self, *ids: str) -> Iterator[Hit]:
        """Yield the hits of these classes, in order."""
        return (hit for hit in self.hits if hit.id in ids)


def sentences(lexicon: Lexicon, text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text with what stands in each."""
    speller = Speller(lexicon.spelling, lexicon.stems)
    mended: dict[str, tuple[str, str]] = {}
    tokens: list[Token] = []
    for token in speller.split(text):
        if token.kind == STOP:
            yield _sentence(lexicon, tokens, token.text)
            tokens = []
            continue
        if token.kind == WORD and token.text not in mended:
            mended[token.text] = _mended(lexicon, speller, token.text)
        tokens.append(_written(token, mended))
        if len(tokens) >= LONGEST_SENTENCE:
            yield _sentence(lexicon, tokens, "")
            tokens = []
    yield _sentence(lexicon, tokens, "")


def joined(lexicon: Lexicon, first: Sentence, second: Sentence) -> Sentence:
    """Return two sentences as one, a pause between them."""
    here = first.tokens[-1].end
    pause = Token(":", ":", here, here + 1, PAUSE)
    return _sentence(lexicon, [*first.tokens, pause, *second.tokens], second.end)


def _mended(lexicon: Lexicon, speller: Speller, word: str) -> tuple[str, str]:
    """Return the word that was meant, and its stem."""
    word = repaired(lexicon, word)
    return word, f"{word}." if word in lexicon.apart else speller.stem(word)


def _written(token: Token, mended: Mapping[str, tuple[str, str]]) -> Token:
    if token.kind != WORD:
        return token
    word, stem = mended[token.text]
    return Token(word, stem, token.start, token.end, WORD)


def _sentence(lexicon: Lexicon, tokens: list[Token], end: str) -> Sentence:
    place, part = [], []
    words = breaks = 0
    for token in tokens:
        is_break = token.kind == PAUSE or token.text in _BREAKS
        breaks += is_break
        place.append(words)
        part.append(breaks)
        words += not is_light(lexicon, token)
    hits = tuple(_hits(lexicon, tokens))
    shown = _not_hidden(lexicon, tokens, hits)
    return Sentence(tuple(tokens), end, tuple(place), tuple(part), hits, shown)


def is_light(lexicon: Lexicon, token: Token) -> bool:
    """Whether a token does not count in the distance between two words of meaning."""
    small = token.text in lexicon.fillers or token.text in _WEIGHTLESS
    return small or token.kind == PAUSE


def _hits(lexicon: Lexicon, tokens: list[Token]) -> Iterator[Hit]:
    for first, token in enumerate(tokens):
        for entry in lexicon.entries.get(token.stem, ()):
            last = _match(lexicon, tokens, first, entry.stems, entry.gap)
            if last is not None:
                yield Hit(entry.id, first, last)


def _match(
    lexicon: Lexicon, tokens: list[Token], first: int, stems: tuple[str, ...], gap: int
) -> int | None:
    """Return the last token of the run, small words between being passed over, or None."""
    at = first + 1
    for wanted in stems[1:]:
        skipped = 0
        if gap == STRICT and _is_clipped(tokens, at):
            return None
        if wanted == "is" and _is_clipped(tokens, at):
            continue
        while at < len(tokens) and tokens[at].stem != wanted:
            if wanted == "my" and tokens[at].text in _OWNERS:
                break
            if gap == STRICT and tokens[at].text not in _ARTICLES:
                return None
            if tokens[at].text in lexicon.words_of.get("not", ()):
                return None
            if tokens[at].text not in lexicon.fillers and tokens[at].text not in _WEIGHTLESS:
                if not gap or tokens[at].kind == PAUSE or tokens[at].stem in _BREAKS:
                    return None
                gap -= 1
            skipped += 1
            at += 1
            if skipped > MOST_SKIPPED:
                return None
        if at == len(tokens):
            return None
        at += 1
    return at - 1


def _is_clipped(tokens: list[Token], at: int) -> bool:
    """Whether the word before was written with "'s", of which no "is" is kept: "my back's gone"."""
    before = tokens[at - 1]
    return before.end - before.start == len(before.text) + 2


def _not_hidden(lexicon: Lexicon, tokens: list[Token], hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Drop the classes inside a longer class, and what another sense hides."""
    covers: dict[int, list[Hit]] = {}
    for hit in hits:
        if not hit.id.startswith("#") and lexicon.kinds.get(hit.id) not in _SHADOWLESS:
            for at in range(hit.first, hit.last + 1):
                covers.setdefault(at, []).append(hit)
    hidden = veiled(lexicon, tokens, hits)
    return tuple(
        hit
        for hit in hits
        if lexicon.kinds.get(hit.id) != SENSE
        and not hidden.issuperset(range(hit.first, hit.last + 1))
        and not _is_hidden(hit, covers.get(hit.first, []))
    )


def veiled(lexicon: Lexicon, tokens: Sequence[Token], hits: Sequence[Hit]) -> frozenset[int]:
    """Return the tokens that mean something else here: "back" alone in "back of my heel"."""
    return frozenset(
        at
        for hit in hits
        if lexicon.kinds.get(hit.id) == SENSE
        for at in range(hit.first, hit.last + 1)
        if hit.id != "sense_back" or tokens[at].stem == "back"
    )


def _is_hidden(hit: Hit, over: list[Hit]) -> bool:
    """Whether a longer class stands over this one.

    "No idea" hides nothing but a "no", and "does not feel" leaves its "not": it may be that
    she does not feel depressed.
    """
    if hit.id.startswith("#"):
        return False
    size = hit.last - hit.first
    denies = hit.id in {"no", "not"}
    return any(
        hit.last <= other.last and other.last - other.first > size
        for other in over
        if (denies or other.id != "no_denial") and not (denies and other.id == "unfeeling")
    )


def visible(sentence: Sentence, *ids: str) -> tuple[Hit, ...]:
    """Return the hits of these classes that no longer entry or other sense hides."""
    return tuple(hit for hit in sentence.shown if hit.id in ids)
