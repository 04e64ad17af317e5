"""Slow breathing by counts: the patterns, how far they can be set, and who leaves out the pause.

Breathing in for 5, a pause of 1 and out for 3 is the pattern of a founding text, its 3 read as
seconds; the ones with a longer breath out are ours. Whoever has, or may have, a lung disease
gets shorter counts and no pause: not known, and not asked, are not "no".
"""

from dataclasses import dataclass, replace

from lumbago.answers import Answers
from lumbago.errors import AnswersError, Problem
from lumbago.knowledge import KnowledgeBase
from lumbago.plan import Said, Wishes, concerns

LEAST_S, MOST_S = 2, 8
"""Seconds of a breath in or out that can be set; our estimate of what is easy for most."""

MOST_PAUSE_S = 2
LUNG_IN_S, LUNG_OUT_S = 4, 6
"""The most with a lung disease; our estimate."""

MINUTES = (1, 2, 3, 5, 10)
USUAL_MINUTES = 3

LUNGS = ("sleep_apnoea_or_copd", "asthma_any", "asthma_nsaid")
"""Contraindications that tell of a lung disease."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Seconds of a breath in, a pause, and a breath out.

    Raises:
        AnswersError: a number lies outside what can be set.
    """

    id: str
    breath_in: int
    pause: int
    breath_out: int

    def __post_init__(self) -> None:
        wrong = [
            Problem(name, f"it must lie between {least} and {most} seconds.")
            for name, value, least, most in (
                ("breath_in", self.breath_in, LEAST_S, MOST_S),
                ("pause", self.pause, 0, MOST_PAUSE_S),
                ("breath_out", self.breath_out, LEAST_S, MOST_S),
            )
            if not least <= value <= most
        ]
        if wrong:
            raise AnswersError(tuple(wrong))

    @property
    def seconds(self) -> int:
        """How long one breath takes."""
        return self.breath_in + self.pause + self.breath_out


PATTERNS = (
    Pattern("source", 5, 1, 3),
    Pattern("longer", 4, 1, 6),
    Pattern("no_pause", 4, 0, 6),
    Pattern("short", 3, 0, 4),
)
"""What can be chosen: the founding text's first, then ours."""


def gentle(pattern: Pattern) -> Pattern:
    """Return the pattern for somebody with a lung disease: shorter, and without a pause."""
    return replace(
        pattern,
        breath_in=min(pattern.breath_in, LUNG_IN_S),
        pause=0,
        breath_out=min(pattern.breath_out, LUNG_OUT_S),
    )


def lung_disease(kb: KnowledgeBase, answers: Answers, wishes: Wishes) -> Said:
    """Say what is known of a lung disease; yes wins, and no needs that all of them are no."""
    all_said = concerns(kb, answers, wishes)
    said = {all_said[id] for id in LUNGS}
    for worst in (Said.YES, Said.UNSURE, Said.UNASKED):
        if worst in said:
            return worst
    return Said.NO
