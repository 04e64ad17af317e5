"""What is named in one place and stands in none."""

from collections.abc import Collection, Iterable, Iterator

from lumbago.errors import Problem


def missing(
    place: str, kind: str, known: Collection[str], used: Iterable[str]
) -> Iterator[Problem]:
    """Yield each id that is used at a place and is not known.

    Args:
        place: the file and the entry that use them.
        kind: what such an id names, in a word that fits after "there is no".
        known: the ids that stand somewhere.
        used: the ids to look at.
    """
    for id in used:
        if id not in known:
            yield Problem(place, f"there is no {kind} {id!r}.", "Add it, or mend the id.")
