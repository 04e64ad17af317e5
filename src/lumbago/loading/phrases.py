"""Entries → how people say things."""

from lumbago.knowledge import FindingPhrases, WordClass
from lumbago.loading.entry import Entry


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
