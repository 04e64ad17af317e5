"""What the words around a finding make of it: not there, unsure, feared, long past, another's."""

import re

from lumbago.reading.around import AFTER_REACH, REACH, Around, Sense
from lumbago.reading.denial import denied
from lumbago.reading.idioms import is_meant_otherwise
from lumbago.reading.lexicon import PLACE, Lexicon
from lumbago.reading.matching import Candidate
from lumbago.reading.presumed import is_definite, is_known, is_told_after_all
from lumbago.reading.reserve import is_reserved
from lumbago.reading.sentences import Hit, Sentence
from lumbago.reading.words import PAUSE, numeral


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
    if _feared(near, candidate) or _asked(near, candidate):
        return Sense.UNSAID
    if is_meant_otherwise(lexicon, near, candidate):
        return Sense.UNSAID
    if (
        about_other
        and candidate.finding not in lexicon.family
        and _of_another(lexicon, near, candidate)
    ):
        return Sense.UNSAID
    if candidate.finding not in lexicon.lasting and _long_past(near, candidate):
        return Sense.UNSAID
    if _nobody_told(near, candidate):
        return Sense.UNSURE
    denial = denied(lexicon, near, candidate)
    if denial is not Sense.PLAIN:
        return denial
    if not candidate.value and is_reserved(near, candidate):
        return Sense.UNSURE
    return Sense.UNSURE if _unsure(near, candidate) else Sense.PLAIN


_FUNCTIONS = frozenset({"urine", "urinate", "bladder", "bowel", "stool", "walk", "walking"})


def names_place(lexicon: Lexicon, sentence: Sentence, candidate: Candidate) -> bool:
    """Whether a place of the body stands close to the candidate, before or after."""
    return any(
        lexicon.kinds.get(hit.id) == PLACE
        and hit.id not in _FUNCTIONS
        and -4 <= hit.first - candidate.last <= 10
        for hit in sentence.hits
    )


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
    if any(
        _reaches(near, hit, candidate) and not _of_what_is_there(near, hit, candidate)
        for hit in near.hypothetical
    ):
        return True
    tokens, first = near.sentence.tokens, candidate.first
    nearly = first > 0 and tokens[first - 1].text in {"nearly", "almost"}
    return nearly and tokens[first].stem in _MISHAPS


_MISHAPS = frozenset({"fell", "fall", "fallen", "trip", "slip", "drop", "crash", "stumbl"})


_WORRIES = ("worr", "concern", "scared", "afraid", "terrif", "frighten")


def _of_what_is_there(near: Around, hit: Hit, candidate: Candidate) -> bool:
    """Whether the worry is about a thing that is there: "worried about this numbness"."""
    words = [near.sentence.tokens[at].text for at in range(hit.first, hit.last + 1)]
    feels = any(word.startswith(_WORRIES) for word in words)
    return feels and is_definite(near, candidate, _POINTING)


_POINTING = frozenset({"the", "this", "these"})


def _asked(near: Around, candidate: Candidate) -> bool:
    """Whether the sentence asks whether something might be, or says what if."""
    tokens = near.sentence.tokens
    texts = [token.text for token in tokens[:3]]
    if texts[:1] in (["is"], ["are"]) and texts[1:3] in _ASKED_OF:
        return candidate.first <= _ASKED_BY and near.sentence.end.startswith("?")
    if near.sentence.end.startswith("?") and texts and texts[0] in _ASKING:
        if candidate.first == 0:
            return False
        usual = any(token.text in _USUAL for token in tokens)
        return not usual and not is_definite(near, candidate, _POINTING)
    if texts[:1] != ["if"] or not any(t.text == "would" for t in tokens):
        return False
    return " ".join(t.text for t in tokens[2:5]) not in {"was not for", "were not for"}


_ASKED_OF = (["this", "a"], ["this", "an"], ["this", "the"], ["this", "just"], ["that", "a"])
"""What "is" asks about: "is this a kidney stone?" names what is not known."""

_ASKED_BY = 5
"""Only what stands so early is what is asked."""

_USUAL = frozenset({"normal", "ok", "okay", "usual", "common"})


_ASKING = frozenset({"could", "would", "should", "might", "can", "is", "may", "what", "do"})


def _unsure(near: Around, candidate: Candidate) -> bool:
    tokens = near.sentence.tokens
    for hit in near.unsure:
        of_number = hit.last + 1 < len(tokens) and numeral(tokens[hit.last + 1]) is not None
        known = is_known(near, hit, candidate)
        if not of_number and not known and _reaches(near, hit, candidate):
            return True
    return any(
        _is_close_behind(near, hit, candidate)
        and not any(at in near.turns for at in range(candidate.last, hit.first))
        and not (hit.last + 1 < len(tokens) and numeral(tokens[hit.last + 1]) is not None)
        for hit in near.unsure_after
    )


def _nobody_told(near: Around, candidate: Candidate) -> bool:
    """Whether the text only says that nothing was told: "weight loss was not mentioned".

    Silence is no denial. "I did not mention that I lost weight" is none: there it is told.
    """
    return any(
        _says_nothing_of(near, hit, candidate) and not is_told_after_all(near, hit, candidate)
        for hit in near.silent
    ) or any(_reaches_back(near, hit, candidate) for hit in near.silent_after)


def _says_nothing_of(near: Around, hit: Hit, candidate: Candidate) -> bool:
    """Whether "no mention of" reaches a candidate: to the end of its list, no statement between."""
    tokens, between = near.sentence.tokens, range(hit.last + 1, candidate.first)
    if hit.last >= candidate.first or (between and tokens[between[0]].text == ","):
        return False
    return not any(
        at in near.turns
        or tokens[at].text in {"i", "my"}
        or (tokens[at].text in _SUBJECTS and tokens[at - 1].text not in _LEADING)
        for at in between
    )


def _reaches_back(near: Around, hit: Hit, candidate: Candidate) -> bool:
    """Whether "not mentioned" reaches back to a candidate: in the same part, close by."""
    tokens, between = near.sentence.tokens, range(candidate.last + 1, hit.first)
    return _is_close_behind(near, hit, candidate) and not any(
        at in near.turns or tokens[at].text in _SUBJECTS | {",", "of", "i", "my", "cause"}
        for at in between
    )


def _is_close_behind(near: Around, hit: Hit, candidate: Candidate) -> bool:
    """Whether a word stands after the candidate, with few words of meaning between."""
    place = near.sentence.place
    return candidate.last < hit.first and place[hit.first] - place[candidate.last] <= AFTER_REACH


_SUBJECTS = frozenset({"that", "he", "she", "his", "her", "it", "there", "how"})
_LEADING = frozenset({"about", "of", "in", "with", "on", "to", "from", "for"})


def _of_another(lexicon: Lexicon, near: Around, candidate: Candidate) -> bool:
    """Whether somebody else is the subject: "my mum had", "family history of"."""
    tokens = near.sentence.tokens
    me = lexicon.words_of.get("me", frozenset())
    for hit in near.family:
        if hit.first < candidate.first and candidate.first - hit.last <= REACH:
            return True
        if 0 < hit.first - candidate.last <= 5 and tokens[hit.first].text == "in":
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
        said = [h for h in near.saying if h.first - hit.last <= 5 and h.first in between]
        if said and not _of_himself(near, said[0]):
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


def _of_himself(near: Around, said: Hit) -> bool:
    """Whether somebody told "me" of "his" or "her" own: that is not the one who writes."""
    after = [t.text for t in near.sentence.tokens[said.last + 1 : said.last + 4]]
    return after[:1] == ["me"] and bool(set(after[1:]) & {"his", "her", "he", "she"})


_NOT_I = re.compile(
    r"\b(but|and|,) (not me\b|i (do|have|did|am|was|had) not\s*$"
    r"|i (have )?never (had|have|did|got)\b)"
)
_I_TOO = re.compile(r"\b(so|as) (do|am|have|did) i\b|\b(me too|i (do|have|am|did) too|and me)\b")


_TELLING = frozenset({
    "has", "have", "had", "is", "was", "died", "suffers", "suffered", "got", "takes", "could",
    "cannot", "with", "who", "diagnosed", "developed", "broke", "gets", "smoked", "smokes",
})  # fmt: skip


def _is_no_subject(near: Around, hit: Hit) -> bool:
    """Whether a relative is only named: "with her husband", "my wife's tablets"."""
    tokens = near.sentence.tokens
    before = [tokens[at].text for at in range(max(hit.first - 2, 0), hit.first)]
    if _is_the_patient(near, hit):
        return True
    return any(
        t in {"with", "by", "for", "to", "from", "lifting", "lifted", "carrying", "like"}
        for t in before
    )


def _is_the_patient(near: Around, hit: Hit) -> bool:
    """Whether a letter calls the patient so: "this 45-year-old teacher", "a retired coach"."""
    before = [t.text for t in near.sentence.tokens[max(hit.first - 6, 0) : hit.first]]
    of_age = "old" in before and bool({"year", "years"} & set(before))
    retired = before[-1:] == ["retired"] or before[-2:-1] == ["retired"]
    return (of_age or retired) and not set(before) & _POSSESSING


_POSSESSING = frozenset({"my", "our", "his", "her", "their", "your"})


def _long_past(near: Around, candidate: Candidate) -> bool:
    """Whether the candidate is told of as over: "ten years ago", "as a child"."""
    if any(True for _ in near.reaches_now) or not near.past:
        return False
    low, high = candidate.first, candidate.last
    for hit in near.past:
        if hit.first in candidate.used and near.sentence.tokens[hit.first].text == "back":
            continue
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
