"""Who says so, and how sure: sources, citations, and figures that carry their origin."""

from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """What kind of work a claim rests on."""

    STUDY = "study"
    REVIEW = "review"
    GUIDELINE = "guideline"
    LABEL = "label"
    JUDGEMENT = "judgement"

    @property
    def in_words(self) -> str:
        """How the basis is named to a person."""
        return {
            Basis.STUDY: "a study",
            Basis.REVIEW: "a review of studies",
            Basis.GUIDELINE: "a guideline",
            Basis.LABEL: "a medicine's label or leaflet",
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
        if not self.surname:  # it is ours, or the page named nobody
            return self.title if self.is_ours else f"{self.title} {self.year}".strip()
        others = " and others" if self.has_more_authors else ""
        return f"{self.surname}{others} {self.year}".strip()

    @property
    def is_ours(self) -> bool:
        """Whether it is a judgement of ours, and no publication."""
        return self.kind is Basis.JUDGEMENT

    @property
    def surname(self) -> str:
        """The surname of the first author; empty where nobody is named, or it is ours."""
        if self.is_ours or not self.authors or self.authors.startswith("("):
            return ""
        first = self.authors.split(",")[0].split(" et al")[0].strip()
        return first.rsplit(" ", 1)[0] if " " in first and first.split()[-1].isupper() else first

    @property
    def has_more_authors(self) -> bool:
        """Whether there are more authors than the first."""
        return "," in self.authors

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
