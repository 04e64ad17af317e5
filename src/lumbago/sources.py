"""Who says so, and how sure: sources, citations, and figures that carry their origin."""

from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """What kind of work a claim rests on."""

    STUDY = "study"
    REVIEW = "review"
    GUIDELINE = "guideline"
    JUDGEMENT = "judgement"

    @property
    def in_words(self) -> str:
        """How the basis is named to a person."""
        return {
            Basis.STUDY: "a study",
            Basis.REVIEW: "a review of studies",
            Basis.GUIDELINE: "a guideline",
            Basis.JUDGEMENT: "our estimate",
        }[self]


class Provenance(StrEnum):
    """How a claim came to us: read on its page, remembered, or judged by us."""

    SEEN = "seen"
    RECALLED = "recalled"
    ESTIMATE = "estimate"

    @property
    def in_words(self) -> str:
        """How the provenance is named to a person."""
        return {
            Provenance.SEEN: "read on the page named",
            Provenance.RECALLED: "from memory of the publication, not yet checked",
            Provenance.ESTIMATE: "our estimate, not yet reviewed by a clinician",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication or page, or a named judgement of ours.

    `address` is where it was read, empty when nobody read it for us; `what_was_seen`
    says which part was on that page.
    """

    id: str
    kind: Basis
    authors: str
    title: str
    journal: str
    year: str
    doi: str
    address: str
    provenance: Provenance
    what_was_seen: str

    @property
    def short(self) -> str:
        """Name the source in a few words, as `Downie and others 2013`."""
        if self.kind is Basis.JUDGEMENT:
            return self.title
        if not self.authors or self.authors.startswith("("):  # the page named nobody
            return f"{self.title} {self.year}".strip()
        first = self.authors.split(",")[0].split(" et al")[0].strip()
        surname = first.rsplit(" ", 1)[0] if " " in first and first.split()[-1].isupper() else first
        others = " and others" if "," in self.authors else ""
        return f"{surname}{others} {self.year}".strip()

    @property
    def link(self) -> str:
        """Where a reader finds it: the DOI where there is one, else the page read."""
        return f"https://doi.org/{self.doi}" if self.doi else self.address


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The origin of one claim. `place` says which part of the source, or which part was seen."""

    source: str
    basis: Basis
    provenance: Provenance
    place: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its range and its origin. `low` and `high` are a central 90 % range."""

    value: float
    low: float
    high: float
    citation: Citation
