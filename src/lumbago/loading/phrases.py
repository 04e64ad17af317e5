"""Entries → how people say things."""

from collections.abc import Iterator
from pathlib import Path

from lumbago.knowledge import FindingPhrases, Limit, Measurement, Phrases, WordClass
from lumbago.loading.entry import Entry
from lumbago.loading.files import Files


class PhraseShelves:
    """What was read of how people say things so far; a pack adds words and takes none away."""

    def __init__(self) -> None:
        self.classes: dict[str, WordClass] = {}
        self.findings: dict[str, FindingPhrases] = {}
        self.measurements: dict[str, Measurement] = {}
        self.spelling: dict[str, str] = {}
        self.common_words: set[str] = set()
        self.stems: dict[str, str] = {}

    def read(self, files: Files, folder: Path) -> None:
        """Lay one folder over what was read."""
        for file in sorted((folder / "phrases").glob("*.toml")):
            for id, entry in files.tables(folder, file):
                self.take(file.stem, id, entry)
        for file in sorted((folder / "phrases").glob("*.txt")):
            lines = files.bytes_of(folder, file).splitlines()
            self.common_words |= {line for line in lines if not line.startswith("#")}
        for file in sorted((folder / "phrases").glob("stems.csv")):
            for line in files.bytes_of(folder, file).splitlines()[1:]:
                word, _, stem = line.partition(",")
                self.stems[word] = stem

    def take(self, kind: str, id: str, entry: Entry) -> None:
        """Take in one table of a file."""
        if kind == "spelling":
            self.spelling |= {k: entry.text(k) for k in entry.fields}
        elif kind == "measures":
            self.measurements[id] = read_measurement(id, entry)
        elif kind.startswith("findings"):
            self.findings[id] = joined(self.findings.get(id), read_finding_phrases(id, entry))
        else:
            self.classes[id] = read_word_class(id, entry, self.classes.get(id))

    def build(self) -> Phrases:
        """Put it together, sorted, so that no order of files can matter."""
        return Phrases(
            classes=dict(sorted(self.classes.items())),
            findings=dict(sorted(self.findings.items())),
            measurements=dict(sorted(self.measurements.items())),
            spelling=dict(sorted(self.spelling.items())),
            common_words=frozenset(self.common_words),
            stems=self.stems,
        )


def read_word_class(id: str, e: Entry, old: WordClass | None) -> WordClass:
    """Read words that mean the same; a pack adds to the class `old`."""
    words = e.texts("words")
    new = WordClass(
        id=id,
        words=(*old.words, *words) if old else words,
        kind=e.text("kind", "") if not old else old.kind,
        includes=e.texts("includes") if not old else old.includes,
    )
    e.done(["kind", "includes"])
    return new


def read_finding_phrases(id: str, e: Entry) -> FindingPhrases:
    """Read how people say that a finding is there, or not."""
    phrases = FindingPhrases(
        finding=id,
        present=e.texts("present"),
        absent=e.texts("absent"),
        broad=e.texts("broad"),
        lasting=e.flag("lasting", False),
        family=e.flag("family", False),
        personal=e.flag("personal", False),
        yields_to=e.texts("yields_to"),
    )
    e.done()
    return phrases


def joined(old: FindingPhrases | None, new: FindingPhrases) -> FindingPhrases:
    """Add a pack's phrases to those of the core."""
    if old is None:
        return new
    return FindingPhrases(
        finding=new.finding,
        present=(*old.present, *new.present),
        absent=(*old.absent, *new.absent),
        broad=old.broad,
        lasting=old.lasting,
        family=old.family,
        personal=old.personal,
        yields_to=old.yields_to,
    )


def read_measurement(id: str, e: Entry) -> Measurement:
    """Read how something measured is called, and what its values mean."""
    found = Measurement(
        id=id,
        names=e.texts("names"),
        basis=e.text("basis"),
        limits=tuple(_limits(e)),
    )
    e.done()
    return found


def _limits(e: Entry) -> Iterator[Limit]:
    for line in e.tables("means"):
        sides = [side for side in ("above", "at_least", "below") if side in line.fields]
        if len(sides) != 1:
            line.fault("it needs one of above, at_least and below.")
            continue
        low, high = line.pair("between")
        yield Limit(
            finding=line.text("finding"),
            low=low,
            high=high,
            side=sides[0],
            limit=line.number(sides[0]),
            units=line.texts("units"),
            denies=line.flag("denies", True),
        )
        line.done()
