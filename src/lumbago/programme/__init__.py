"""CarePlan → `Programme` of sessions, and a programme with its diary → `Programme | Referral`.

- fitting: what a person may be given at all
- dose: how much of it, in small steps
- selection: which exercises, by constraints and a score
- gaps: places that stay empty, and why
- weeks: sessions on days, within the minutes that there are
- state: how far a person has come on one day
- responses: what a day of the diary asks for: hold, step down, turn, let somebody look
- growth: what a day allows: one step up, a harder exercise, prevention
- history: a diary, day by day
- whole: `make_programme` and `adapt`
- beats: an exercise counted out in seconds, for a player
- alternatives: what to do instead of one exercise, at once
- records: a programme as a record, a calendar file, or lines to print
"""

from lumbago.programme.alternatives import Alternatives, alternatives
from lumbago.programme.beats import Beat, Breath, Side, Stretch, beats
from lumbago.programme.dose import Amount, Variable
from lumbago.programme.gaps import Gap
from lumbago.programme.history import Decision
from lumbago.programme.selection import Ease, Stage
from lumbago.programme.weeks import Pick, Session
from lumbago.programme.whole import Programme, adapt, make_programme

__all__ = [
    "Alternatives",
    "Amount",
    "Beat",
    "Breath",
    "Decision",
    "Ease",
    "Gap",
    "Pick",
    "Programme",
    "Session",
    "Side",
    "Stage",
    "Stretch",
    "Variable",
    "adapt",
    "alternatives",
    "beats",
    "make_programme",
]
