"""Read the knowledge from its files: folders laid over one another → `KnowledgeBase`.

This is the one module of the line that touches the disk. It reports every fault it meets,
with its file and entry, and hands out a base only when there is none.

A *pack* is a second folder of the same shape, laid over the first: a clinic's, a country's.
It may add entries and replace them. It may not remove a red flag, lower its urgency or narrow
its rule, change when a finding applies, or touch the settings and the safety cards.
"""

from functools import cache
from pathlib import Path

from lumbago.errors import KnowledgeError
from lumbago.knowledge import KnowledgeBase
from lumbago.loading.whole import Reading

SHIPPED = Path(__file__).parent.parent / "kb"
"""The knowledge that comes with lumbago."""


def load(*folders: Path) -> KnowledgeBase:
    """Read one knowledge base from one or more folders, later ones laid over earlier ones.

    Args:
        folders: the core first, then packs. Without any, the shipped knowledge.

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
    return kb


@cache
def shipped() -> KnowledgeBase:
    """Return the knowledge that comes with lumbago; it is read once."""
    return load()
