"""What can go wrong, in one tree.

    LumbagoError
    ├── KnowledgeError   the knowledge base is wrong: every Problem that was found
    ├── AnswersError     what a caller gave cannot be read: every Problem that was found
    ├── RuleError        the text of a rule does not follow the grammar
    └── StoreError       what is kept on this machine cannot be read or written
        └── DamageError  something of it is not as it was written

What is wrong in *data* is a value, a `Problem`, so that all of it can be told at once.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

_ENGLISH: Final[Mapping[str, str]] = MappingProxyType({})

FEW: Final = 12
"""So many names are all told to who gave another one."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: where, what, and what would mend it.

    `what` and `remedy` may hold gaps in braces, which `gaps` fills, so that a door can tell them
    in another language. Without gaps a brace is a brace.
    """

    place: str
    what: str
    remedy: str = ""
    gaps: tuple[tuple[str, str | float], ...] = ()

    @classmethod
    def of(cls, place: str, what: str, remedy: str = "", /, **gaps: str | float) -> "Problem":
        """Return a problem with its gaps filled."""
        return cls(place, what, remedy, tuple(gaps.items()))

    @classmethod
    def no_such(cls, place: str, what: str, name: str, known: Collection[str]) -> "Problem":
        """Return that there is no such name, with the nearest one, or all where they are few."""
        near = get_close_matches(name, list(known), n=1)
        if near:
            return cls.of(place, what, "Did you mean {name!r}?", name=near[0])
        if len(known) > FEW:
            return cls(place, what)
        return cls.of(place, what, "Use only: {all}.", all=", ".join(sorted(known)))

    def in_words(self, sentences: Mapping[str, str] = _ENGLISH) -> str:
        """Return it as one line; `sentences`: those of another language by the English ones."""
        told = [sentences.get(t, t) for t in (self.what, self.remedy) if t]
        if self.gaps:
            told = [t.format(**dict(self.gaps)) for t in told]
        return f"{self.place}: {' '.join(told)}"

    def __str__(self) -> str:
        return self.in_words()


class LumbagoError(Exception):
    """The root: catch this to catch all that lumbago raises on purpose."""


class _CollectedError(LumbagoError):
    """An error that lists every problem found, not the first only."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class KnowledgeError(_CollectedError):
    """The knowledge base is wrong; `problems` lists all that was found."""


class AnswersError(_CollectedError):
    """A record of answers cannot be read; `problems` lists all that was found."""


class RuleError(LumbagoError):
    """The text of a rule does not follow the grammar of `rules`."""


class StoreError(LumbagoError):
    """The store cannot do what was asked; its words say why, and what mends it.

    They never hold what a person wrote. `text` is the sentence with its gaps in braces, and
    `values` fills them, so that a door can tell it in another language.
    """

    def __init__(self, text: str, /, **values: object) -> None:
        super().__init__(text.format(**values))
        self.text, self.values = text, values


class DamageError(StoreError):
    """Something that is kept is not as it was written."""
