"""What the words around a finding make of it: not there, unsure, feared, long past, another's.

After ConText (Harkema and others 2009, doi 10.1016/j.jbi.2009.05.002): a word such as "no"
reaches forward until a turn ("but") or a new statement, "absent" reaches back. Ours differs in
what a list is: "no fever, chills or cough" denies all three, "no fever, my leg is numb" one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from lumbago.reading.lexicon import PLACE, Lexicon
from lumbago.reading.matching import Candidate
from lumbago.reading.sentences import Hit, Sentence, visible
from lumbago.reading.words import PAUSE, WORD, numeral

REACH = 14
"""No word changes a finding more than so many tokens away, but along a list."""

NOT_REACH = 7
AFTER_REACH = 3


class Sense(Enum):
    """What is meant by a candidate."""

    PLAIN = "plain"
    DENIED = "denied"
    UNSURE = "unsure"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Around:
    """What a sentence holds besides findings, found once for all its candidates."""

    sentence: Sentence
    denials: tuple[Hit, ...]
    taken: tuple[frozenset[int], ...]
    turns: frozenset[int]
    unsure: tuple[Hit, ...]
    unsure_after: tuple[Hit, ...]
    denied_after: tuple[Hit, ...]
    denied_before: tuple[Hit, ...]
    hypothetical: tuple[Hit, ...]
    relatives: tuple[Hit, ...]
    family: tuple[Hit, ...]
    saying: tuple[Hit, ...]
    past: tuple[Hit, ...]
    reaches_now: tuple[Hit, ...]


def around(lexicon: Lexicon, sentence: Sentence, found: Iterable[Candidate]) -> Around:
    """Collect what can change the meaning of the candidates of a sentence."""

    def of(*ids: str) -> tuple[Hit, ...]:
        return visible(sentence, *ids)

    return Around(
        sentence=sentence,
        denials=of("no", "not"),
        taken=tuple(frozenset(c.used) for c in found),
        turns=frozenset(at for hit in of("turn") for at in range(hit.first, hit.last + 1)),
        unsure=of("unsure"),
        unsure_after=of("unsure_after"),
        denied_after=of("denied_after"),
        denied_before=of("denied_before"),
        hypothetical=of("hypothetical"),
        relatives=of("relative"),
        family=of("family"),
        saying=of("saying"),
        past=of("past"),
        reaches_now=of("reaches_now"),
    )


def sense(lexicon: Lexicon, near: Around, candidate: Candidate, *, for_relative: bool) -> Sense:
    """Say what is meant by a candidate, given the words around it.

    Args:
        lexicon: the compiled phrases.
        near: what else the sentence holds.
        candidate: the phrase that was found.
        for_relative: the whole text is about a relative, who is then the patient.
    """
    about_other = not for_relative and candidate.finding not in lexicon.personal
    if about_other and candidate.value and _of_another(lexicon, near, candidate):
        own = _so_do_i(near, candidate)
        if own is not None:
            return Sense.PLAIN if own else Sense.DENIED
    if _feared(near, candidate) or _asked(lexicon, near, candidate):
        return Sense.UNSAID
    if (
        about_other
        and candidate.finding not in lexicon.family
        and _of_another(lexicon, near, candidate)
    ):
        return Sense.UNSAID
    if candidate.finding not in lexicon.lasting and _long_past(near, candidate):
        return Sense.UNSAID
    denied = _denied(lexicon, near, candidate)
    if denied is not Sense.PLAIN:
        return denied
    return Sense.UNSURE if _unsure(lexicon, near, candidate) else Sense.PLAIN


_FUNCTIONS = frozenset({"urine", "urinate", "bladder", "bowel", "stool", "walk", "walking"})


def names_place(lexicon: Lexicon, sentence: Sentence, candidate: Candidate) -> bool:
    """Whether a place of the body stands close to the candidate, before or after."""
    return any(
        lexicon.kinds.get(hit.id) == PLACE
        and hit.id not in _FUNCTIONS
        and -4 <= hit.first - candidate.last <= 10
        for hit in sentence.hits
    )


# -- denial ---------------------------------------------------------------------------------------


def _denied(lexicon: Lexicon, near: Around, candidate: Candidate) -> Sense:
    results = {
        _denied_by(lexicon, near, hit, candidate)
        for hit in near.denials
        if not _is_part_of_phrase(near, hit, candidate)
    }
    just_before = any(0 <= candidate.first - h.last - 1 <= 1 for h in near.denied_before)
    if Sense.DENIED in results or just_before or _denied_after(lexicon, near, candidate):
        return Sense.DENIED
    return Sense.UNSURE if Sense.UNSURE in results else Sense.PLAIN


def _is_part_of_phrase(near: Around, hit: Hit, candidate: Candidate) -> bool:
    """Whether a "no" belongs to this phrase ("cannot pee") or to another one altogether."""
    used = frozenset(candidate.used)
    if hit.first in used:
        return True
    return any(
        hit.first in taken and hit.last < max(taken) and not taken & used for taken in near.taken
    )


def _denied_by(lexicon: Lexicon, near: Around, hit: Hit, candidate: Candidate) -> Sense:
    """Say whether a "no" or "not" before the candidate, or inside it, reaches it."""
    tokens = near.sentence.tokens
    if candidate.first < hit.first < candidate.last:
        return Sense.DENIED if hit.id == "not" else Sense.PLAIN
    if hit.first >= candidate.first:
        return Sense.PLAIN
    between = range(hit.last + 1, candidate.first)
    if any(at in near.turns for at in between):
        return Sense.PLAIN
    pauses = [at for at in between if tokens[at].kind == PAUSE]
    if pauses and not candidate.value:
        return Sense.PLAIN
    if pauses:
        return _along_list(lexicon, near, hit, candidate, pauses)
    reach = NOT_REACH if hit.id == "not" else REACH
    if len(between) > reach or _new_statement(lexicon, near, hit, between, candidate):
        return Sense.PLAIN
    return Sense.DENIED


def _new_statement(
    lexicon: Lexicon, near: Around, hit: Hit, between: range, candidate: Candidate
) -> bool:
    """Whether a new thought begins between a denial and the candidate."""
    tokens = near.sentence.tokens
    subjects = lexicon.words_of.get("me", frozenset()) | {"he", "she", "his", "her", "it"}
    opens = lexicon.words_of.get("statement", frozenset())
    new = lexicon.words_of.get("positive_words", frozenset())
    for at in between:
        text = tokens[at].text
        if text == "and":
            following = tokens[at + 1].text
            if following in opens or following in new:
                return True
        elif text in subjects and hit.id == "no" and at > hit.last + 1:
            listed = _text(near, hit) in lexicon.words_of.get("no_list", frozenset())
            if not listed and text not in {"his", "her", "my"}:
                return True
            if not listed and not _is_preposition(tokens[at - 1].text):
                return True
    return False


def _is_preposition(word: str) -> bool:
    return word in {"in", "of", "with", "from", "to", "on", "at", "around", "down", "into", "or"}


def _along_list(
    lexicon: Lexicon, near: Around, hit: Hit, candidate: Candidate, pauses: list[int]
) -> Sense:
    """Whether a denial goes on over commas: only along a bare list of names."""
    tokens = near.sentence.tokens
    opens = lexicon.words_of.get("statement", frozenset()) | _NEW_THOUGHT
    start, stop = pauses[0], _segment_end(near, candidate.last)
    bare = all(
        tokens[at].text not in opens or _is_preposition(tokens[at - 1].text)
        for at in range(start, stop)
    )
    after_and = [at for at in range(start, candidate.first) if tokens[at].text == "and"]
    listed = _text(near, hit) in lexicon.words_of.get("no_list", frozenset())
    if not bare or (after_and and not listed and not _closes(near, start)):
        return Sense.PLAIN
    if listed or _closes(near, start):
        return Sense.DENIED
    if hit.id == "not":
        return Sense.PLAIN
    has_place = any(
        lexicon.kinds.get(h.id) == PLACE and candidate.first <= h.first < stop
        for h in near.sentence.hits
    )
    return Sense.UNSURE if has_place else Sense.DENIED


_NEW_THOUGHT = frozenset({"no", "not", "denies", "without", "just", "only", "simply", "mainly"})


def _closes(near: Around, start: int) -> bool:
    """Whether the list that begins at this comma ends in "or" or "nor"."""
    tokens = near.sentence.tokens
    for at in range(start, min(start + 40, len(tokens))):
        if at in near.turns:
            return False
        if tokens[at].text in {"or", "nor"}:
            return True
        if tokens[at].text in {"is", "are", "has", "have", "i", "my", "he", "she"}:
            return False
    return False


def _segment_end(near: Around, at: int) -> int:
    tokens = near.sentence.tokens
    while at < len(tokens) and tokens[at].kind != PAUSE and tokens[at].text not in {"and", "or"}:
        at += 1
    return at


def _denied_after(lexicon: Lexicon, near: Around, candidate: Candidate) -> bool:
    """Whether the candidate is denied by what follows: "fever: no", "cough absent"."""
    tokens, at = near.sentence.tokens, candidate.last + 1
    if at < len(tokens) and tokens[at].text in {":", "-", "=", "\u2013", "\u2014"}:
        at += 1
    if _is_answer(lexicon, near, at, "said_no") or _answered_no(near, candidate):
        return True
    end, reach = _segment_end(near, candidate.last), AFTER_REACH
    if end < len(tokens) and tokens[end].text in {"and", "or"}:
        rest = {t.text for t in tokens[candidate.last + 1 : end]}
        if not rest & lexicon.words_of.get("statement", frozenset()):
            end, reach = _segment_end(near, end + 1), AFTER_REACH + 4
    place = near.sentence.place
    return any(
        candidate.last < hit.first < end
        and place[hit.first] - place[candidate.last] <= reach
        and not _belongs_to_next(near, candidate, hit)
        and not _turns_into(near, hit)
        and not any(at in near.turns for at in range(candidate.last + 1, hit.first))
        and not _denies_what_follows(near, hit)
        for hit in near.denied_after
    )


def _answered_no(near: Around, candidate: Candidate) -> bool:
    """Whether a question is told with its answer: "asked if I had a fever, I said no"."""
    tokens = near.sentence.tokens
    before = {t.text for t in tokens[: candidate.first]}
    after = [t.text for t in tokens[candidate.last + 1 : candidate.last + 12]]
    if not before & {"asked", "asks", "asking", "wanted"} or "no" not in after:
        return False
    at = after.index("no")
    ends = at + 1 == len(after) or after[at + 1] in {",", "and", "but"}
    return ends and bool({"said", "answered", "told", "replied"} & set(after[:at]))


def _belongs_to_next(near: Around, candidate: Candidate, hit: Hit) -> bool:
    """Whether a verb such as "hurts" stands between, so that something else is denied."""
    texts = {near.sentence.tokens[at].text for at in range(candidate.last + 1, hit.first)}
    return bool(texts & {"is", "are", "was", "and"}) and "not" in texts


def _denies_what_follows(near: Around, hit: Hit) -> bool:
    """Whether "denies" has its own list after it: "sharp pain, denies fever"."""
    tokens, after = near.sentence.tokens, hit.last + 1
    if tokens[hit.first].text not in {"denies", "denied", "deny"} or after == len(tokens):
        return False
    return tokens[after].kind == WORD and tokens[after].text not in {"by", "and", "or"}


def _turns_into(near: Around, hit: Hit) -> bool:
    """Whether "has gone" is no end but a change: "the foot has gone white"."""
    tokens, after = near.sentence.tokens, hit.last + 1
    if _text(near, hit) != "has gone" or after == len(tokens):
        return False
    return tokens[after].kind == WORD and tokens[after].text not in _PARTING


_PARTING = frozenset({"now", "away", "since", "again", "and", "but", "after", "completely", "for"})


def _is_answer(lexicon: Lexicon, near: Around, at: int, id: str) -> bool:
    """Whether a bare "no" or "yes" stands here, with nothing after it in its part."""
    tokens = near.sentence.tokens
    if at >= len(tokens) or tokens[at].text not in lexicon.words_of.get(id, frozenset()):
        return False
    end = at + 1 == len(tokens) or tokens[at + 1].kind == PAUSE
    return end or tokens[at + 1].text in {"or", "and"}


def answer_to(lexicon: Lexicon, following: Sentence | None) -> bool | None:
    """Return what the sentence after a question answers: yes, no, or nothing."""
    if following is None or not following.tokens:
        return None
    first = following.tokens[0].text
    if first in lexicon.words_of.get("said_no", frozenset()):
        return False
    if first in lexicon.words_of.get("said_yes", frozenset()):
        return True
    return None


# -- not said of the person, or not now ----------------------------------------------------------


def _reaches(near: Around, hit: Hit, candidate: Candidate) -> bool:
    """Whether a word before the candidate reaches it: no turn and no new statement between."""
    if hit.first >= candidate.first:
        return False
    between = range(hit.last + 1, candidate.first)
    if any(at in near.turns for at in between) or _new_subject(near, between):
        return False
    return len(between) <= REACH


_NEW_SUBJECT = frozenset({"i", "my", "he", "she", "his", "her", "now", "it", "the", "there"})


def _feared(near: Around, candidate: Candidate) -> bool:
    if any(_reaches(near, hit, candidate) for hit in near.hypothetical):
        return True
    tokens, first = near.sentence.tokens, candidate.first
    nearly = first > 0 and tokens[first - 1].text in {"nearly", "almost"}
    return nearly and tokens[first].stem in _MISHAPS


_MISHAPS = frozenset({"fell", "fall", "fallen", "trip", "slip", "drop", "crash", "stumbl"})


def _asked(lexicon: Lexicon, near: Around, candidate: Candidate) -> bool:
    """Whether the sentence asks whether something might be, or says what if."""
    tokens = near.sentence.tokens
    texts = [token.text for token in tokens[:3]]
    if near.sentence.end.startswith("?") and texts and texts[0] in _ASKING:
        return not any(text in {"normal", "ok", "usual"} for text in texts)
    return texts[:1] == ["if"] and any(t.text == "would" for t in tokens)


_ASKING = frozenset({"could", "would", "should", "might", "can", "is", "may", "what", "do"})


def _unsure(lexicon: Lexicon, near: Around, candidate: Candidate) -> bool:
    tokens = near.sentence.tokens
    for hit in near.unsure:
        of_number = hit.last + 1 < len(tokens) and numeral(tokens[hit.last + 1]) is not None
        if not of_number and _reaches(near, hit, candidate):
            return True
    place = near.sentence.place
    return any(
        candidate.last < hit.first
        and place[hit.first] - place[candidate.last] <= AFTER_REACH
        and not any(at in near.turns for at in range(candidate.last, hit.first))
        for hit in near.unsure_after
    )


def _of_another(lexicon: Lexicon, near: Around, candidate: Candidate) -> bool:
    """Whether somebody else is the subject: "my mum had", "family history of"."""
    tokens = near.sentence.tokens
    me = lexicon.words_of.get("me", frozenset())
    for hit in near.family:
        if hit.first < candidate.first and candidate.first - hit.last <= REACH:
            return True
    for hit in near.relatives:
        if hit.first > candidate.last:
            between = range(candidate.last + 1, hit.first)
            near_by = len(between) <= 2 and any(tokens[at].text == "in" for at in between)
            if near_by:
                return True
            continue
        if hit.last >= candidate.first or _is_no_subject(near, hit):
            continue
        between = range(hit.last + 1, candidate.first)
        inside = range(hit.last + 1, candidate.last + 1)
        if any(h.first - hit.last <= 3 and h.first in between for h in near.saying):
            continue
        told = {tokens[at].text for at in range(hit.last + 1, min(hit.last + 5, len(tokens)))}
        if len(between) > 1 and not told & _TELLING:
            continue
        spoken = any(tokens[at].text in me - {"mine"} for at in inside)
        if not spoken and not any(at in near.turns for at in between):
            return True
    return False


def _so_do_i(near: Around, candidate: Candidate) -> bool | None:
    """Return what is told of the person after another: "but I don't", "and so do I"."""
    after = " ".join(t.text for t in near.sentence.tokens[candidate.last + 1 : candidate.last + 7])
    if _NOT_I.search(after):
        return False
    return True if _I_TOO.search(after) else None


_NOT_I = re.compile(r"\b(but|and|,) i (do|have|did|am|was|had) not\s*$|\b(but|and|,) not me\b")
_I_TOO = re.compile(r"\b(so|as) (do|am|have|did) i\b|\b(me too|i (do|have|am|did) too|and me)\b")


_TELLING = frozenset({
    "has", "have", "had", "is", "was", "died", "suffers", "suffered", "got", "takes", "could",
    "cannot", "with", "who", "diagnosed", "developed", "broke", "gets", "smoked", "smokes",
})  # fmt: skip


def _is_no_subject(near: Around, hit: Hit) -> bool:
    """Whether a relative is only named: "with her husband", "my wife's tablets"."""
    tokens = near.sentence.tokens
    before = [tokens[at].text for at in range(max(hit.first - 2, 0), hit.first)]
    return any(
        t in {"with", "by", "for", "to", "from", "lifting", "lifted", "carrying", "like"}
        for t in before
    )


def _long_past(near: Around, candidate: Candidate) -> bool:
    """Whether the candidate is told of as over: "ten years ago", "as a child"."""
    if any(True for _ in near.reaches_now) or not near.past:
        return False
    low, high = candidate.first, candidate.last
    for hit in near.past:
        between = range(min(hit.last, high) + 1, max(hit.first, low))
        if any(at in near.turns for at in between) or _new_subject(near, between):
            continue
        return True
    return False


def _new_subject(near: Around, between: range) -> bool:
    """Whether a new statement begins in between: ", and I take ..."."""
    tokens = near.sentence.tokens
    for at in between:
        starts = tokens[at].kind == PAUSE or tokens[at].text == "and"
        if starts and tokens[min(at + 1, len(tokens) - 1)].text in _NEW_SUBJECT:
            return True
    return False


def _text(near: Around, hit: Hit) -> str:
    return " ".join(near.sentence.tokens[at].text for at in range(hit.first, hit.last + 1))
