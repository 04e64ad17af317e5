"""Read the knowledge from its files: folders laid over one another → `KnowledgeBase`.

This is the one module of the line that touches the disk. It reports every fault it meets,
with its file and entry, and hands out a base only when there is none.

A *pack* is a second folder of the same shape, laid over the first: a clinic's, a country's.
It may add entries and replace them. It may not remove a red flag, lower its urgency or narrow
its rule, change when a finding applies, or touch the settings and the safety cards.

A *language* is a folder of words inside either: `load(language="de")` tells the same knowledge
in German.
"""

from functools import cache
from pathlib import Path

from lumbago.errors import KnowledgeError
from lumbago.knowledge import ENGLISH, KnowledgeBase
from lumbago.loading.languages import in_language, on_offer
from lumbago.loading.whole import Reading

SHIPPED = Path(__file__).parent.parent / "kb"
"""The knowledge that comes with lumbago."""


def load(*folders: Path, language: str = ENGLISH) -> KnowledgeBase:
    """Read one knowledge base from one or more folders, later ones laid over earlier ones.

    Args:
        folders: the core first, then packs. Without any, the shipped knowledge.
        language: the code of the language in which it is told. Its words change; nothing that
            decides does. A text that has no words in it stays English.

    Raises:
        KnowledgeError: something is wrong; its `problems` list all that was found.
    """
    folders = folders or (SHIPPED,)
    reading = Reading()
    for place, folder in enumerate(folders):
        reading.read_folder(folder, is_pack=place > 0)
    kb = reading.build()
    if reading.problems:
        raise KnowledgeError(tuple(sorted(set(reading.problems))))
    return in_language(kb, language, *folders)


def load_all(*folders: Path) -> tuple[KnowledgeBase, ...]:
    """Read one knowledge base as `load` does, told in each language on offer, English first.

    A language is on offer once its words are stamped: before that it is being written.
    """
    folders = folders or (SHIPPED,)
    kb = load(*folders)
    return tuple(in_language(kb, language, *folders) for language in on_offer(*folders))


@cache
def shipped(language: str = ENGLISH) -> KnowledgeBase:
    """Return the knowledge that comes with lumbago; it is read once."""
    if language == ENGLISH:
        return load()
    return in_language(shipped(), language, SHIPPED)
