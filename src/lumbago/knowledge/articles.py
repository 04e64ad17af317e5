"""What can be read: articles, the claims they rest on, and what they ask a reader to do."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lumbago.answers import Region
from lumbago.knowledge.movement import Phase
from lumbago.sources import Citation

WORDS_A_MINUTE = 180
"""How fast a calm reader goes, in words a minute: our estimate, on the slow side."""

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_MARK = re.compile(r"\s*\[@([a-z0-9_]+)\]")
_HEADING = re.compile(r"^#+ .*$", re.MULTILINE)
_SIGNS = re.compile(r"^\s*(?:>\s*|[-*]\s+|\d+\.\s+)+", re.MULTILINE)


class Category(StrEnum):
    """The shelf that an article stands on, in the order in which shelves are shown."""

    SAFETY = "safety"
    BASICS = "basics"
    SELF_CARE = "self_care"
    EXERCISE = "exercise"
    LIVING = "living"
    MIND = "mind"
    MEDICINES = "medicines"
    CONDITIONS = "conditions"
    TOOLS = "tools"


class Door(StrEnum):
    """A page of ours that a prompt leads to."""

    START = "start"
    PLAN = "plan"
    SPASM = "spasm"
    EXERCISES = "exercises"
    MEDICINES = "medicines"
    OPTIONS = "options"
    EMERGENCY = "emergency"
    DIARY = "diary"


class Drawing(StrEnum):
    """A picture that an article can show; the doors know how each is drawn."""

    SPINE = "spine"
    SEGMENT = "segment"
    CANAL = "canal"
    SCIATIC = "sciatic"
    ARM_NERVE = "arm_nerve"
    MUSCLES = "muscles"
    KIDNEY = "kidney"
    NECK = "neck"
    HIP = "hip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who says so, behind one or several marks of an article.

    Attributes:
        id: what its marks say, `shrink` for `[@shrink]`.
        citation: the source, its basis, and whether it was read.
        population: who was counted; empty where nothing was.
        year: when; None where nothing was counted.
    """

    id: str
    citation: Citation
    population: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Myth:
    """What a founding text repeats or warns of, and who published what is true instead.

    Attributes:
        says: the belief.
        instead: what corrects it, no more than its claim's source says.
        claim: the claim of the article that corrects it, best one of a guideline.
        row: the statement of the founding texts that it comes from, `S4-147`.
    """

    says: str
    instead: str
    claim: str
    row: str

    @property
    def found_in(self) -> str:
        """The source that is the founding text of its row, `seed004` for `S4-147`."""
        return f"seed00{self.row[1:2]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered:
    """A question as readers ask it, with its answer."""

    asks: str
    answer: str
    claim: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A question to the reader that leads to a page; `findings` make it fit their answers."""

    asks: str
    action: str
    page: Door
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fits:
    """Whom an article fits: phases of pain, regions and findings; empty fits everybody."""

    phases: tuple[Phase, ...] = ()
    regions: tuple[Region, ...] = ()
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article in two levels: `body` for everybody, `clinicians` with the figures.

    Both are Markdown with marks such as `[@shrink]`, each the id of one of its `claims`.
    `rows` are the rows of the ledger that it teaches or corrects. `also_called` are everyday
    words in English that lead to it, for the search alone.
    """

    id: str
    title: str
    also_called: tuple[str, ...]
    summary: str
    category: Category
    goal: str
    written: date
    review_due: date
    rows: tuple[str, ...]
    related: tuple[str, ...]
    conditions: tuple[str, ...]
    exercises: tuple[str, ...]
    treatments: tuple[str, ...]
    picture: Drawing | None
    caption: str
    fits: Fits
    claims: Mapping[str, Claim]
    myths: tuple[Myth, ...]
    questions: tuple[QuestionAnswered, ...]
    prompts: tuple[Prompt, ...]
    body: str
    clinicians: str

    @property
    def words(self) -> int:
        """How many words the part for everybody has."""
        return len(_WORD.findall(spoken(self.body)))

    @property
    def minutes(self) -> int:
        """How long a calm reader takes for it, in whole minutes, at least one."""
        return max(1, round(self.words / WORDS_A_MINUTE))

    @property
    def marked(self) -> frozenset[str]:
        """The claims that something in the article rests on."""
        beside: tuple[Myth | QuestionAnswered, ...] = (*self.myths, *self.questions)
        return frozenset((*marks(self.body), *marks(self.clinicians))) | {
            entry.claim for entry in beside if entry.claim
        }


def marks(text: str) -> Iterator[str]:
    """Yield the claims that a text is marked with, in order."""
    yield from _MARK.findall(text)


def spoken(text: str) -> str:
    """Return a text of an article as one would read it aloud: no marks, headings, signs."""
    without = _HEADING.sub("", _MARK.sub("", text))
    return _SIGNS.sub("", without).replace("**", "").strip()
