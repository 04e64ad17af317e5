"""Text → tokens: words in one spelling, with their stems and their place in the text."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import snowballstemmer

LONGEST = 24
"""Longer "words" are noise: they are kept as a place in the text and never looked at."""

STOP = "stop"
PAUSE = "pause"
WORD = "word"
NUMBER = "number"

_TOKEN = re.compile(
    r"(?P<level>(?<![A-Za-z\d])[CTLSctls]\d{1,2}/[CTLSctls]?\d{1,2}(?![\d/])(?!,?\s+[Rr]\s?\d/\d))"
    r"|(?P<number>\d{1,4}(?:[.,]\d{1,3})?\s?/\s?\d{1,3}(?!\d)|\d{1,7}(?:[.,]\d{1,3})?\+?)"
    r"|(?P<sign>\([+-]\))"
    r"|(?P<calcium>Ca(?=\s*[:=]?\s*\d{1,2}(?:\.\d|\s?m(?:g|mol))))"
    r"|(?P<word>[A-Za-z]+\sn['\u2019]t(?![A-Za-z])|[+-][Vv][Ee](?![A-Za-z])|[A-Za-z]/[A-Za-z](?![A-Za-z])|w/(?=\s)|[^\W\d_]+(?:['\u2019`][^\W\d_]+)?)"
    r"|(?P<stop>[.!?;\n\r\u2022|]+)"
    r"|(?P<pause>[,:()\[\]/=\u2013\u2014-])"
    r"|(?P<plus>[&+])"
    r"|(?P<arrow>[\u2191\u2193])"
    r"|(?P<air>(?<=%)\s?(?:on\s)?[Rr][Aa](?![A-Za-z]))"
)
_READ_AS = {"sign": "no", "calcium": "calcium", "air": "air"}
"""A sign in brackets denies, "(-) fever"; "Ca" before a value is the metal and no cancer; what
follows a percentage of oxygen as "RA" is the air of the room and no arthritis."""

_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}")
"""A comma before three figures parts thousands, "lipase 1,840"; any other is a decimal point."""

_ARROWS = {"\u2191": "up", "\u2193": "reduced"}

_SPELLINGS = tuple(
    (re.compile(old), new)
    for old, new in (
        (r"ae(?=m|sth|c|d|s)", "e"),
        (r"^oe(?=d|s)|(?<=h)oe(?=a)|(?<=n)oe(?=a)|(?<=f)oe(?=t)", "e"),
        (r"(?<=[mbldv])our(?=s?$|er|ed|ing)", "or"),
        (r"(?<=.{3})is(?=e[ds]?$|ing$|ation)", "iz"),
        (r"(?<=l)ys(?=e[ds]?$|ing$)", "yz"),
        (r"^(cent|met|lit)re(?=s?$)", r"\1er"),
    )
)
_TWO_SIDED = frozenset({"legs", "hands"})
"""Their plural means both sides, which is more than one: they are never cut to a stem."""

_IRREGULAR = {
    "began": "begin", "begun": "begin", "broke": "break", "broken": "break", "drank": "drink",
    "drove": "drive", "driven": "drive", "ate": "eat", "eaten": "eat",
    "gave": "give", "given": "give", "held": "hold", "kept": "keep", "lost": "lose",
    "ran": "run", "said": "say", "sat": "sit", "saw": "see", "seen": "see", "shook": "shake",
    "slept": "sleep", "spoke": "speak", "stood": "stand", "stuck": "stick", "threw": "throw",
    "thrown": "throw", "took": "take", "taken": "take", "told": "tell", "woke": "wake",
    "woken": "wake", "wrote": "write", "written": "write",
}  # fmt: skip
"""Forms that a stemmer does not know to be of one verb. Left out are those that tell of
something else than their verb: what "came on" is not what "comes on" with walking."""

_ENDINGS = {"m": "am", "ve": "have", "re": "are", "ll": "will", "d": "would", "s": ""}
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
         "eighty": 80, "ninety": 90}  # fmt: skip
_PLAIN = re.compile("[A-Za-z ]+")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark: as it is compared, its stem, and where it stands."""

    text: str
    stem: str
    start: int
    end: int
    kind: str


def fold(word: str) -> str:
    """Write a word in small letters, without accents, in one of British and American."""
    word = word.lower().replace("\u2019", "'").replace("`", "'")
    if not word.isascii():
        letters = unicodedata.normalize("NFKD", word)
        word = "".join(letter for letter in letters if not unicodedata.combining(letter))
    if len(word) > 4:
        for old, new in _SPELLINGS:
            word = old.sub(new, word)
    return word


def stem(word: str) -> str:
    """Return the stem of a folded word; numbers and marks are their own."""
    if not word.isalpha() or len(word) > LONGEST or word in _TWO_SIDED:
        return word
    # A stemmer works on one word at a time, which two texts read at once must not share.
    return str(snowballstemmer.stemmer("english").stemWord(_IRREGULAR.get(word, word)))


class Speller:
    """Reads written words in one spelling.

    It remembers what it met, but only as long as it lives. The one of a text lives while the
    text is read: no word of a person stays in memory for the sake of speed.
    """

    def __init__(
        self, spelling: Mapping[str, str], stems: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self._spelling = spelling
        self._known = stems
        self._read: dict[str, tuple[str, ...]] = {}
        self.stems: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """Return the stem of a folded word."""
        found = self.stems.get(word)
        if found is None:
            found = self.stems[word] = self._known.get(word) or stem(word)
        return found

    def read(self, written: str) -> tuple[str, ...]:
        """Return the folded words that one written word stands for."""
        found = self._read.get(written)
        if found is None:
            found = self._read[written] = _read("".join(written.split()), self._spelling)
        return found

    def split(self, text: str) -> Iterator[Token]:
        """Yield the tokens of a text in order; one written word may be read as several."""
        for found in _TOKEN.finditer(text):
            start, end, kind = found.start(), found.end(), str(found.lastgroup)
            if kind == WORD:
                for word in self.read(found[0]):
                    yield Token(word, self.stem(word), start, end, WORD)
            elif kind == NUMBER:
                point = "" if _THOUSANDS.fullmatch(found[0]) else "."
                number = found[0].replace(" ", "").replace(",", point)
                yield Token(number, number, start, end, NUMBER)
            elif kind == "level":
                yield from _level(found[0], start, end)
            elif kind in _READ_AS or kind == "arrow":
                word = _ARROWS.get(found[0]) or _READ_AS[kind]
                word = word if found[0] != "(+)" else "positive"
                yield Token(word, self.stem(word), start, end, WORD)
            elif kind == "plus" or found[0] == "/":
                word = "or" if found[0] == "/" else "and"
                yield Token(word, word, start, end, WORD)
            elif found[0] != "-" or _stands_apart(text, start, end):
                yield Token(found[0], found[0], start, end, kind)

    def words(self, phrase: str) -> tuple[str, ...]:
        """Return the folded words of a phrase of the knowledge."""
        if is_plain(phrase):
            return tuple(word for written in phrase.split() for word in self.read(written))
        return tuple(t.text for t in self.split(phrase) if t.kind in {WORD, NUMBER})


def is_plain(phrase: str) -> bool:
    """Whether a phrase is of letters and spaces alone, so that its words are its parts."""
    return _PLAIN.fullmatch(phrase) is not None


def _level(written: str, start: int, end: int) -> Iterator[Token]:
    """Yield two neighbours of the spine, as in "L4/5" or "T12/L1", or else a letter and a share.

    "Power L4/5" with no neighbours, as in "L3/5", is the strength of the left.
    """
    upper, _, lower = written.lower().partition("/")
    letter = upper[0]
    first, second = upper[1:], lower.lstrip("ctls")
    is_pair = lower != second or int(second) == int(first) + 1
    yield Token(letter, letter, start, end, WORD)
    if not is_pair:
        yield Token(f"{first}/{second}", f"{first}/{second}", start, end, NUMBER)
        return
    below = lower[0] if lower != second else letter
    for text, kind in ((first, NUMBER), (below, WORD), (second, NUMBER)):
        yield Token(text, text, start, end, kind)


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Whether a dash parts two thoughts; the one in "low-back" does not."""
    return text[start - 1 : start].isspace() or text[end : end + 1].isspace()


def _read(written: str, spelling: Mapping[str, str]) -> tuple[str, ...]:
    if len(written) > LONGEST:
        return ("\u2026",)
    word = fold(written)
    if (other := spelling.get(word.replace("'", ""))) and "'" not in word:
        return tuple(fold(part) for part in other.split())
    base, mark, ending = word.partition("'")
    if not mark:
        return (word,)
    return _without_apostrophe(base, ending)


def _without_apostrophe(base: str, ending: str) -> tuple[str, ...]:
    """Write a short form in full: can't, isn't, I've, doctor's."""
    if ending == "t" and base in {"can", "cann"}:
        return ("cannot",)
    if ending == "t" and base == "won":
        return ("will", "not")
    if ending == "t" and base.endswith("n"):
        return tuple(part for part in (base[:-1], "not") if part)
    if ending in _ENDINGS:
        return tuple(part for part in (base, _ENDINGS[ending]) if part)
    return (base + ending,)


def numeral(token: Token) -> float | None:
    """Return the number that a word or figure stands for."""
    if token.kind == NUMBER:
        text = token.text.rstrip("+")
        return float(text) if "/" not in text else None
    if token.text in TENS:
        return float(TENS[token.text])
    return float(_SMALL.index(token.text)) if token.text in _SMALL else None


def count_at(tokens: tuple[Token, ...], at: int) -> tuple[float, int] | None:
    """Read a whole number that starts here; return it and the token after it."""
    if at >= len(tokens):
        return None
    value = numeral(tokens[at])
    if value is None:
        return None
    if tokens[at].text in TENS and at + 1 < len(tokens):
        ones = numeral(tokens[at + 1])
        if ones is not None and 0 < ones < 10:
            return value + ones, at + 2
    return value, at + 1
