"""The step itself: `understand` reads a text from beginning to end."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from lumbago.answers import Region
from lumbago.knowledge import KnowledgeBase
from lumbago.reading import numbers, people
from lumbago.reading.ages import age
from lumbago.reading.around import Sense, around
from lumbago.reading.denial import answer_to
from lumbago.reading.lexicon import Lexicon, compiled
from lumbago.reading.matching import Candidate, candidates
from lumbago.reading.measures import measured
from lumbago.reading.operations import operations
from lumbago.reading.scopes import names_place, sense
from lumbago.reading.sentences import Sentence, joined, sentences
from lumbago.reading.speaker import GREETINGS, asks_advice, is_of_writer
from lumbago.reading.understanding import Fact, Mention, Understanding
from lumbago.rules import names

_LEG = ("radiates_below_knee", "radiates_thigh", "leg_numb_tingle", "pain_buttock", "leg_weakness",
        "foot_drop", "pain_thigh_front")  # fmt: skip
_ARM = ("radiates_arm", "radiates_below_elbow", "arm_hand_numb", "arm_weakness")
_ELSEWHERE_TOO = frozenset({"pain_chest", "pain_flank", "pain_abdomen", "pain_widespread",
                            "radiates_band_chest", "numb_body_level"})  # fmt: skip
"""Who tells of these hurts not in a leg or an arm alone."""
_LASTING_TOO = frozenset({
    "leg_pain_walk_relief_sit", "calf_pain_walk_relief_stand", "bilateral_leg_symptoms",
    "pain_both_shoulders_hips", "hand_clumsy", "gait_unsteady", "both_legs_weak", "saddle_numbness",
    "pain_groin", "pain_flank", "pain_chest", "pain_widespread", "pain_tailbone", "pain_si_point",
})  # fmt: skip
"""Complaints whose time is that of the whole illness, as well as that of a pain."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence with its candidates."""

    sentence: Sentence
    found: tuple[Candidate, ...]


def understand(kb: KnowledgeBase, text: str, today: date | None = None) -> Understanding:
    """Say which findings a text tells of, and where.

    Args:
        kb: the knowledge base, with its phrases.
        text: what a person or a clinician wrote; any length, any characters.
        today: the day of writing, for "since Tuesday"; without it such days are not read.
    """
    lexicon = compiled(kb)
    said = (_Read(s, candidates(lexicon, s)) for s in sentences(lexicon, text) if s.tokens)
    read = tuple(_with_topic(lexicon, said))
    of_relative = _is_about_relative(lexicon, read)
    mentions: list[Mention] = []
    for at, item in enumerate(read):
        following = read[at + 1].sentence if at + 1 < len(read) else None
        mentions.extend(_mentions(lexicon, text, item, following, of_relative=of_relative))
    unique = tuple(sorted(set(mentions), key=lambda m: (m.start, m.end, m.finding, str(m.value))))
    facts = tuple(_facts(kb, lexicon, text, read, unique, today, of_relative=of_relative))
    numbered = {fact.name for fact in facts}
    spoken = tuple(m for m in unique if not _is_numbered(kb, m.finding, numbered))
    return Understanding(spoken, facts, lexicon.danger)


def _with_topic(lexicon: Lexicon, read: Iterable[_Read]) -> Iterator[_Read]:
    """Yield what was read, a topic that is asked read together with the sentence after it.

    "My waterworks? Can't get a drop out." tells nothing in either part alone.
    """
    topic: _Read | None = None
    for item in read:
        if topic is None:
            topic = item if _is_topic(item) else None
            if topic is None:
                yield item
            continue
        whole = joined(lexicon, topic.sentence, item.sentence)
        both = _Read(whole, candidates(lexicon, whole))
        if _told(both) > _told(item):
            yield both
        else:
            yield from (topic, item)
        topic = None
    if topic is not None:
        yield topic


_TOPIC = 5
"""A topic that is asked has no more words."""


def _is_topic(item: _Read) -> bool:
    return item.sentence.end == "?" and not _told(item) and len(item.sentence.tokens) <= _TOPIC


def _told(item: _Read) -> int:
    """Count what is found, but for what counts only where it is denied."""
    return sum(not candidate.mark.startswith("!") for candidate in item.found)


def _is_numbered(kb: KnowledgeBase, finding: str, numbered: set[str]) -> bool:
    """Whether the text gives the number itself: then "for years" has nothing to add."""
    rule = kb.findings[finding].derived_from
    if rule is None or "duration_weeks" not in numbered:
        return False
    return set(names(rule)) == {"duration_weeks"}


def _is_about_relative(lexicon: Lexicon, read: tuple[_Read, ...]) -> bool:
    """Whether somebody writes for a relative: no "I" anywhere, and the relative is ill now."""
    if any(_writes_for(item.sentence) for item in read[:3]):
        return True
    if is_of_writer(lexicon, (i.sentence for i in read if not asks_advice(i.sentence))):
        return False
    told = [item.sentence for item in read[:2] if any(item.sentence.of("relative"))]
    tokens = [t for sentence in told for t in sentence.tokens]
    own = any(t.text in {"my", "our"} for t in tokens)
    own = own or any(hit.first == 0 for sentence in told for hit in sentence.of("relative"))
    told += [i.sentence for i in read if any(h.first < _LEADS for h in i.sentence.of("relative"))]
    now = any(t.text in _OF_NOW for s in told for t in s.tokens) or _is_ill(lexicon, read)
    ill = any(
        c.finding in lexicon.symptoms or c.finding.startswith(("pain_low", "trauma_", "head_inj"))
        for item in read
        for c in item.found
    )
    return own and now and ill


_LEADS = 2
"""A relative that is named among so many first words is what the sentence is about."""


def _is_ill(lexicon: Lexicon, read: tuple[_Read, ...]) -> bool:
    """Whether a sentence without the relative goes on with "he" or "she" and a symptom."""
    return any(
        not any(item.sentence.of("relative"))
        and any(t.text in {"he", "she"} for t in item.sentence.tokens[:3])
        and any(c.finding in lexicon.symptoms for c in item.found)
        for item in read
    )


_INFORMANTS = (["caller"], ["informant"], ["carer"], ["caregiver"])
_OF_NOW = frozenset({
    "is", "has", "cannot", "can", "keeps", "feels", "hurts", "fell", "slipped", "tripped",
    "refuses", "complains", "woke", "started",
})  # fmt: skip


def _writes_for(sentence: Sentence) -> bool:
    """Whether somebody says that they write for another: "I am asking for my mother"."""
    texts = [t.text for t in sentence.tokens]
    if texts[:1] in _INFORMANTS and any(sentence.of("relative")):
        return True
    for hit in sentence.of("relative"):
        before = texts[max(hit.first - 7, 0) : hit.first]
        if before[-1:] in (["my"], ["our"], ["a"]) and set(before) & {"for", "behalf", "about"}:
            return bool(set(before) & {"writing", "asking", "write", "typing", "posting", "ask"})
    return False


def _mentions(
    lexicon: Lexicon, text: str, item: _Read, following: Sentence | None, *, of_relative: bool
) -> Iterator[Mention]:
    near = around(item.sentence, item.found)
    answered = answer_to(lexicon, following) if item.sentence.end.startswith("?") else None
    for candidate in item.found:
        if answered is Sense.UNSURE:
            value: bool | None = None
        elif answered is not None:
            value = candidate.value is (answered is Sense.PLAIN)
        else:
            meaning = sense(lexicon, near, candidate, for_relative=of_relative)
            if meaning is Sense.UNSAID:
                continue
            value = _value(candidate, meaning)
        if candidate.mark.startswith("!") and value is not False:
            continue
        if candidate.mark == "!!" and names_place(lexicon, item.sentence, candidate):
            continue
        yield _mention(text, item.sentence, candidate.finding, value, candidate.used)
    from_numbers = (
        *measured(lexicon, item.sentence),
        *operations(item.sentence),
        *numbers.stiff_mornings(item.sentence),
        *numbers.early_in_life(item.sentence),
    )
    for finding, there, first, last in from_numbers:
        yield _mention(text, item.sentence, finding, there, (first, last))


def _value(candidate: Candidate, meaning: Sense) -> bool | None:
    """Turn a denial into "no"; a denied "it is fine" is nothing to build on."""
    if meaning is Sense.UNSURE or (meaning is Sense.DENIED and not candidate.value):
        return None
    return candidate.value if meaning is Sense.PLAIN else False


def _mention(
    text: str, sentence: Sentence, finding: str, value: bool | None, used: Iterable[int]
) -> Mention:
    places = [sentence.tokens[at] for at in used]
    start, end = min(t.start for t in places), max(t.end for t in places)
    return Mention(finding, value, start, end, text[start:end])


def _facts(
    kb: KnowledgeBase,
    lexicon: Lexicon,
    text: str,
    read: tuple[_Read, ...],
    mentions: tuple[Mention, ...],
    today: date | None,
    *,
    of_relative: bool,
) -> Iterator[Fact]:
    """Yield what is told of the person and in numbers, the first of each kind first."""
    onset = {f.id for f in kb.findings.values() if f.group in {"onset_course", "pain_quality"}}
    pains = frozenset(kb.settings.strata.values()) | set(_LEG) | set(_ARM) | onset
    pains |= _LASTING_TOO
    writer = not of_relative and is_of_writer(lexicon, (i.sentence for i in read))
    ages = tuple(_ages(read, own=writer))
    for item, told in zip(read, ages, strict=True):
        s = item.sentence
        for name, value, first, last in (*told, *people.sides(lexicon, s)):
            yield _fact(text, name, value, s.tokens[first].start, s.tokens[last].end)
        for reading in (*numbers.severity(s), *numbers.stiffness(s)):
            yield _number(text, s, reading)
    for item, reading in _durations(read, ages, pains, today):
        yield _number(text, item.sentence, reading)
    yield from _sex(text, read, ages, mentions, of_relative=of_relative, own=writer)
    yield from _region(kb, mentions)


def _ages(read: tuple[_Read, ...], *, own: bool) -> Iterator[tuple[people.Found, ...]]:
    """Yield the ages of each sentence; a text may open with one, after a greeting."""
    opens = True
    for item in read:
        is_more = len(read) > 1 or len(item.sentence.tokens) > _ALONE
        yield tuple(age(item.sentence, own=own, opens=opens and is_more))
        opens = opens and all(t.text in GREETINGS for t in item.sentence.tokens)


_ALONE = 3
"""A text of so few words that opens with a number may be the answer to any question."""


def _durations(
    read: tuple[_Read, ...],
    ages: tuple[tuple[people.Found, ...], ...],
    pains: frozenset[str],
    today: date | None,
) -> Iterator[tuple[_Read, numbers.Reading]]:
    """Yield how long it has lasted; a month that is named counts where no length is stated.

    Years of an age are none of a pain, and no pain is older than the person.
    """
    oldest = next((float(value) for told in ages for _, value, _, _ in told), math.inf)
    all_told = [
        (item, reading)
        for item, told in zip(read, ages, strict=True)
        for reading in numbers.durations(item.sentence, item.found, pains, today)
        if not any(_is_of_an_age(item.sentence, reading, first, last) for *_, first, last in told)
        and reading.value <= oldest * numbers.WEEKS_IN_A_YEAR
    ]
    stated = [(item, reading) for item, reading in all_told if not _is_month(item, reading)]
    yield from stated or all_told


def _is_of_an_age(sentence: Sentence, reading: numbers.Reading, first: int, last: int) -> bool:
    """Whether a time is that of an age: "38 years", and "last month" in "turned 40 last month"."""
    tokens = sentence.tokens
    turned = first > 0 and tokens[first - 1].text == "turned"
    return first <= reading.last and reading.first <= last + turned


def _is_month(item: _Read, reading: numbers.Reading) -> bool:
    return item.sentence.tokens[reading.first].text in numbers.MONTHS


def _sex(
    text: str,
    read: tuple[_Read, ...],
    ages: tuple[tuple[people.Found, ...], ...],
    mentions: tuple[Mention, ...],
    *,
    of_relative: bool,
    own: bool,
) -> Iterator[Fact]:
    tokens = [t for item in read for t in item.sentence.tokens]
    told = False
    each = tuple(zip((item.sentence for item in read), ages, strict=True))
    for name, value, first, last in people.sex(each, of_relative=of_relative, own=own):
        told = True
        yield _fact(text, name, value, tokens[first].start, tokens[last].end)
    told_of = frozenset(m.finding for m in mentions if m.value is not None)
    words = " ".join(m.words.lower() for m in mentions if m.value)
    implied = people.sex_from(told_of, words)
    if not told and implied:
        yield Fact("sex", implied, 0, 0, "")


def _region(kb: KnowledgeBase, mentions: tuple[Mention, ...]) -> Iterator[Fact]:
    """Yield where it mainly hurts: the first of back or neck, else a leg or an arm alone."""
    by_finding = {finding: region for region, finding in kb.settings.strata.items()}
    there = [m for m in mentions if m.value]
    for m in there:
        if m.finding in by_finding:
            region = by_finding[m.finding]
            yield Fact("region", region.value, m.start, m.end, m.words)
            return
    if any(m.finding in _ELSEWHERE_TOO for m in there):
        return
    for findings, region in ((_LEG, Region.LEG_ONLY), (_ARM, Region.ARM_ONLY)):
        for m in there:
            if m.finding in findings:
                yield Fact("region", region.value, m.start, m.end, m.words)
                return


def _number(text: str, sentence: Sentence, reading: numbers.Reading) -> Fact:
    start, end = sentence.tokens[reading.first].start, sentence.tokens[reading.last].end
    return _fact(text, reading.name, round(reading.value, 3), start, end)


def _fact(text: str, name: str, value: float | str, start: int, end: int) -> Fact:
    return Fact(name, value, start, end, text[start:end])
