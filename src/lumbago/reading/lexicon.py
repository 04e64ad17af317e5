"""Phrases of the knowledge → `Lexicon`: everything compiled once for fast look-up."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from lumbago.knowledge import KnowledgeBase, Measurement, Urgency
from lumbago.reading.words import Speller, fold, is_plain, stem
from lumbago.rules import names

PROTECTED = ("no", "not", "no_list", "no_denial", "denied_after", "said_no", "said_yes", "fine",
             "same")  # fmt: skip
"""Spelling repair never makes one of these words: it must not create or flip a denial."""

SENSE = "sense"
AFTER = "after"
LIST = "list"
NOTHING = "nothing"
STRICT = -1
"""The gap of a run into which only articles may slip."""
MEASURED = "measured "
"""The ids of entries that name something measured begin so."""

PLACE = "place"
QUALITY = "quality"

_SLOT = re.compile(r"\{([^}]*)\}|(\S+)")
_WINDOW = re.compile(r"~(\d+)")


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """One way to say that a finding is there, or not: slots that stand near one another.

    Each slot is filled by a class or a literal word ("=stem"). `window` is how many words of
    meaning they may span. A fixed phrase has no slots. With the `mark` "?" it counts only
    where it is no part of a longer phrase, with "!" only where it is denied, with "!!" only
    where it is denied and no place is named, and with "^" only where it is all that is said.
    """

    finding: str
    value: bool
    slots: tuple[frozenset[str], ...]
    window: int
    ordered: bool
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A fixed run of stems that stands for a class or a phrase; `gap` other words may slip in."""

    stems: tuple[str, ...]
    id: str
    gap: int


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The compiled phrases: entries by first stem, patterns by the rarest of their slots."""

    entries: Mapping[str, tuple["Entry", ...]]
    kinds: Mapping[str, str]
    phrases: Mapping[str, tuple[Pattern, ...]]
    patterns: Mapping[str, tuple[tuple[Pattern, int], ...]]
    literals: frozenset[str]
    fillers: frozenset[str]
    apart: frozenset[str]
    words_of: Mapping[str, frozenset[str]]
    measurements: Mapping[str, Measurement]
    spelling: Mapping[str, str]
    stems: Mapping[str, str]
    vocabulary: Mapping[str, tuple[str, ...]]
    known: frozenset[str]
    common_words: frozenset[str]
    danger: frozenset[str]
    lasting: frozenset[str]
    family: frozenset[str]
    personal: frozenset[str]
    symptoms: frozenset[str]
    yields_to: Mapping[str, frozenset[str]]


@lru_cache(maxsize=4)
def compiled(kb: KnowledgeBase) -> Lexicon:
    """Compile the phrases of a knowledge base; done once for each."""
    maker = _Maker(kb)
    maker.add_classes()
    maker.add_findings()
    maker.add_measurements()
    return maker.make()


def dangers(kb: KnowledgeBase) -> frozenset[str]:
    """Name the findings that stand in a rule of `today` or `now`."""
    flags = (flag for flag in kb.red_flags.values() if flag.urgency >= Urgency.TODAY)
    return frozenset(id for flag in flags for id in names(flag.when) if id in kb.findings)


def repaired(lexicon: Lexicon, word: str) -> str:
    """Return the word that an unknown word is a slip of, or the word itself."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    ways = (word, _TRIPLED.sub(r"\1\1", word), _TRIPLED.sub(r"\1", word), word.replace("z", "s"))
    for shorter in dict.fromkeys(ways):
        if _is_known(lexicon, shorter):
            return shorter
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) > 2 and base in lexicon.stems:
            return base
    for swapped in _swapped(word):
        if swapped in lexicon.stems and not _is_kept(lexicon, swapped):
            return swapped
    allowed = 1 if len(word) < 8 else 2
    near = process.extract(
        word,
        lexicon.vocabulary.get(word[0], ()),
        scorer=OSA.distance,
        score_cutoff=allowed,
        limit=4,
    )
    return str(min(near, key=lambda n: (n[1], n[0][-1] != word[-1]))[0]) if near else word


def _swapped(word: str) -> Iterator[str]:
    """Yield the word with two neighbouring letters the other way round: the commonest slip."""
    for at in range(1, len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _is_kept(lexicon: Lexicon, word: str) -> bool:
    """Whether a word could deny something: spelling repair never makes one."""
    return any(word in phrase.split() for id in PROTECTED for phrase in lexicon.words_of[id])


_TRIPLED = re.compile(r"(.)\1{2,}")


def _is_known(lexicon: Lexicon, word: str) -> bool:
    """Whether a word is one of ours, a form of one of ours, or common English."""
    return word in lexicon.stems or word in lexicon.common_words or stem(word) in lexicon.known


class _Maker:
    """Collects entries and patterns while the phrases are read."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.speller = Speller(kb.phrases.spelling, kb.phrases.stems)
        self.fillers = frozenset(
            w for phrase in _class_words(kb, "filler") for w in self.speller.words(phrase)
        )
        self.apart = frozenset(fold(w) for w in _class_words(kb, "apart"))
        self.entries: dict[str, dict[Entry, None]] = {}
        self.phrases: dict[str, list[Pattern]] = {}
        self.loose: list[Pattern] = []
        self.literals: set[str] = set()
        self.vocabulary: set[str] = set()
        self.written: dict[str, tuple[str, ...]] = {}

    def stems(self, phrase: str) -> tuple[str, ...]:
        """Return the stems of a phrase, and remember its words."""
        if not is_plain(phrase):
            return self._stemmed(self.speller.words(phrase))
        return tuple(s for written in phrase.split() for s in self._stems_of(written))

    def _stems_of(self, written: str) -> tuple[str, ...]:
        """Return the stems of one written word; most stand in many phrases."""
        found = self.written.get(written)
        if found is None:
            found = self.written[written] = self._stemmed(self.speller.read(written))
        return found

    def _stemmed(self, words: tuple[str, ...]) -> tuple[str, ...]:
        self.vocabulary.update(words)
        return tuple(self.stem(w) for w in words)

    def stem(self, word: str) -> str:
        """Return the stem, but for words that would fall together with quite other ones."""
        return f"{word}." if word in self.apart else self.speller.stem(word)

    def add_classes(self) -> None:
        for word_class in self.kb.phrases.classes.values():
            if word_class.kind != LIST:
                for phrase in word_class.words:
                    self.add_entry(self.stems(phrase), word_class.id)

    def add_entry(self, stems: tuple[str, ...], id: str, *, denies: bool = False) -> None:
        if stems:
            content = sum(s not in self.fillers for s in stems)
            gap = 1 if content > 2 and id.startswith("#") and not denies and stems[0] != "no" else 0
            if self.kind_of(id) == SENSE:
                gap = STRICT
            entry = Entry(stems, id, gap)
            self.entries.setdefault(stems[0], {})[entry] = None

    def add_measurements(self) -> None:
        for measurement in self.kb.phrases.measurements.values():
            for name in measurement.names:
                self.add_entry(self.stems(name), MEASURED + measurement.id)

    def kind_of(self, id: str) -> str:
        """Return the kind of a class; a phrase has none."""
        found = self.kb.phrases.classes.get(id)
        return found.kind if found else ""

    def add_findings(self) -> None:
        for finding in self.kb.findings.values():
            said = self.kb.phrases.findings.get(finding.id)
            broad = {self.stems(p) for p in said.broad} if said else set()
            for name in finding.phrases:
                if finding.is_yes_no and self.stems(name) not in broad:
                    self.add_phrase(finding.id, name, value=True)
            for phrase in said.present if said else ():
                self.add_phrase(finding.id, phrase, value=True)
            for phrase in said.absent if said else ():
                self.add_phrase(finding.id, phrase, value=False)

    def add_phrase(self, finding: str, phrase: str, *, value: bool) -> None:
        window = _WINDOW.search(phrase) if "~" in phrase else None
        bare = _WINDOW.sub("", phrase).strip() if window else phrase.strip()
        mark = bare[: len(bare) - len(bare.lstrip("?!^"))]
        bare = bare.removeprefix(mark).strip()
        ordered = bare.startswith(">")
        if "{" not in bare and not window:
            stems = self.stems(bare.removeprefix(">"))
            id = "#" + " ".join(stems)
            self.add_entry(stems, id, denies=not value)
            whole = Pattern(finding, value, (), 0, ordered=True, mark=mark)
            self.phrases.setdefault(id, []).append(whole)
            return
        slots = tuple(self.slots(bare.removeprefix(">").strip()))
        if len(slots) > 1 or len(bare.split()) == 1:
            size = max(int(window[1]), len(slots)) if window else len(slots) + 2
            self.loose.append(Pattern(finding, value, slots, size, ordered, mark))

    def slots(self, phrase: str) -> Iterator[frozenset[str]]:
        for group, word in _SLOT.findall(phrase):
            if group:
                yield frozenset(self.with_included(group.split("|")))
                continue
            for part in self.stems(word):
                if part not in self.fillers:
                    self.literals.add(part)
                    yield frozenset({"=" + part})

    def with_included(self, ids: list[str]) -> Iterator[str]:
        """Yield classes and those that they include."""
        for id in ids:
            yield id
            yield from self.kb.phrases.classes[id].includes

    def make(self) -> Lexicon:
        kb = self.kb
        classes, said = kb.phrases.classes, kb.phrases.findings
        risk = {f.id for f in kb.findings.values() if f.group == "medical_history"}
        words_of = {
            c.id: frozenset(" ".join(self.speller.words(w)) for w in c.words)
            for c in classes.values()
            if c.kind == LIST or c.id in PROTECTED
        }
        kept = frozenset(w for id in PROTECTED for p in words_of.get(id, ()) for w in p.split())
        return Lexicon(
            entries={first: tuple(found) for first, found in self.entries.items()},
            kinds={c.id: c.kind for c in classes.values()}
            | {MEASURED + id: AFTER for id in kb.phrases.measurements},
            phrases={id: tuple(found) for id, found in self.phrases.items()},
            patterns=self.by_anchor(),
            literals=frozenset(self.literals),
            fillers=self.fillers,
            apart=self.apart,
            words_of=words_of,
            measurements=kb.phrases.measurements,
            spelling=kb.phrases.spelling,
            stems=dict(self.speller.stems),
            vocabulary=_by_first_letter(self.vocabulary - kept),
            known=frozenset(self.stem(w) for w in self.vocabulary | self.fillers | kept),
            common_words=kb.phrases.common_words,
            danger=dangers(kb),
            lasting=frozenset(id for id, p in said.items() if p.lasting) | risk,
            family=frozenset(id for id, p in said.items() if p.family),
            personal=frozenset(id for id, p in said.items() if p.personal),
            symptoms=frozenset(f.id for f in kb.findings.values() if f.role == "symptom"),
            yields_to={id: frozenset(p.yields_to) for id, p in said.items() if p.yields_to},
        )

    def by_anchor(self) -> dict[str, tuple[tuple[Pattern, int], ...]]:
        """Index each pattern by its slot that fewest patterns have, so that few are tried."""
        often: dict[str, int] = {}
        for pattern in self.loose:
            for id in {id for slot in pattern.slots for id in slot}:
                often[id] = often.get(id, 0) + 1
        index: dict[str, list[tuple[Pattern, int]]] = {}
        for pattern in self.loose:
            sizes = [sum(often[id] for id in slot) for slot in pattern.slots]
            place = sizes.index(min(sizes))
            for id in sorted(pattern.slots[place]):
                index.setdefault(id, []).append((pattern, place))
        return {id: tuple(found) for id, found in index.items()}


def _class_words(kb: KnowledgeBase, id: str) -> tuple[str, ...]:
    found = kb.phrases.classes.get(id)
    return found.words if found else ()


def _by_first_letter(vocabulary: set[str]) -> dict[str, tuple[str, ...]]:
    shelves: dict[str, list[str]] = {}
    for word in sorted(vocabulary):
        if len(word) >= 4 and word.isalpha():
            shelves.setdefault(word[0], []).append(word)
    return {letter: tuple(found) for letter, found in shelves.items()}
