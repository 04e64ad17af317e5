"""Entries → red flags, safety cards, and the words of each urgency."""

from lumbago.knowledge import Place, RedFlag, SafetyCard, Tick, Topic, Urgency, UrgencyWords
from lumbago.loading.entry import Entry
from lumbago.rules import TRUE


def read_red_flag(id: str, e: Entry) -> RedFlag:
    """Read a rule of danger."""
    flag = RedFlag(
        id=id,
        category=e.text("category"),
        urgency=e.choice("urgency", Urgency, by_name=True),
        place=e.choice("place", Place),
        when=e.rule("when"),
        title=e.text("title"),
        because=e.text("because"),
        do=e.text("do"),
        tell=e.text("tell"),
        rationale=e.text("rationale", ""),
        evidence=e.text("evidence", ""),
        guidelines=e.text("guidelines", ""),
        how_to_use=e.text("how_to_use", ""),
        citation=e.citation(),
    )
    e.done()
    return flag


def read_card(id: str, e: Entry) -> SafetyCard:
    """Read a screen of danger signs."""
    card = SafetyCard(id=id, title=e.text("title"), why=e.text("why"), ticks=_ticks(e))
    e.done()
    return card


def read_topic(id: str, e: Entry) -> Topic:
    """Read a screen of ordinary questions on one subject."""
    topic = Topic(id=id, title=e.text("title"), why=e.text("why"), ticks=_ticks(e))
    e.done()
    return topic


def _ticks(e: Entry) -> tuple[Tick, ...]:
    """Read the lines of a screen, in their order."""
    ticks = []
    for t in e.tables("ticks"):
        ticks.append(Tick(finding=t.text("finding"), when=t.rule("when", TRUE)))
        t.done()
    return tuple(ticks)


def read_urgency_words(e: Entry) -> UrgencyWords:
    """Read what one level of urgency says."""
    action = Entry(f"{e.place} action", e.table("action"), e.problems)
    words = UrgencyWords(
        name=e.text("name"),
        time_frame=e.text("time_frame"),
        action={p: action.text(p.value) for p in Place if p.value in action.fields},
        meanwhile=e.texts("meanwhile"),
        safety_net=e.text("safety_net"),
        review_days=e.days("review_days"),
    )
    action.done()
    e.done()
    return words
