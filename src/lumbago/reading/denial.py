"""Is a finding denied? By "no" before it, along a list, or by what follows.

After ConText (Harkema and others 2009, doi 10.1016/j.jbi.2009.05.002): a word such as "no"
reaches forward until a turn ("but") or a new statement, "absent" reaches back. Ours differs in
what a list is: "no fever, chills or cough" denies all three, "no fever, my leg is numb" one.
"""

from lumbago.reading.around import AFTER_REACH, REACH, Around, Sense, text_of
from lumbago.reading.lexicon import PLACE, Lexicon
from lumbago.reading.matching import Candidate
from lumbago.reading.presumed import (
    is_doubly_denied,
    is_exception,
    is_of_a_place,
    is_taken_for_granted,
    was_before,
)
from lumbago.reading.sentences import Hit, Sentence
from lumbago.reading.words import PAUSE, WORD

NOT_REACH = 7
"""How many tokens "not" reaches forward: it denies a doing, and no list."""


def denied(lexicon: Lexicon, near: Around, candidate: Candidate) -> Sense:
    """Say whether a candidate is denied, perhaps denied, or not."""
    if is_exception(near, candidate) or is_doubly_denied(near, candidate):
        return Sense.PLAIN
    found = _found(lexicon, near, candidate)
    if found is Sense.PLAIN or not candidate.value:
        return found
    if _is_border(near, candidate):
        return Sense.UNSAID
    changed = was_before(near, candidate)
    if changed is not None:
        return changed
    return Sense.UNSURE if is_of_a_place(lexicon, near, candidate) else found


def _is_border(near: Around, candidate: Candidate) -> bool:
    """Whether a place is only as far as the pain goes: "not past the bum" has no "no bum"."""
    tokens = near.sentence.tokens
    if not candidate.finding.startswith("pain_"):
        return False
    low = max(candidate.last - 4, 0)
    for at in range(low, candidate.last):
        going = {t.text for t in tokens[max(at - 4, 0) : at]} & _GOING
        if at not in candidate.used and (
            tokens[at].text in _PAST or (tokens[at].text in _BELOW and going)
        ):
            return True
    return False


_PAST = frozenset({"past", "beyond", "further", "farther"})
_BELOW = frozenset({"below", "lower", "above"})
_GOING = frozenset({"go", "goes", "going", "come", "comes", "spread", "spreads", "travel", "reach"})


def _found(lexicon: Lexicon, near: Around, candidate: Candidate) -> Sense:
    results = {
        _denied_by(lexicon, near, hit, candidate)
        for hit in near.denials
        if not _is_part_of_phrase(near, hit, candidate)
    }
    just_before = any(_stands_before(near, hit, candidate) for hit in near.denied_before)
    results.update({Sense.DENIED} if just_before or _denies_inside(near, candidate) else ())
    if Sense.DENIED in results or _denied_after(lexicon, near, candidate):
        return Sense.DENIED
    return Sense.UNSURE if Sense.UNSURE in results else Sense.PLAIN


def _denies_inside(near: Around, candidate: Candidate) -> bool:
    """Whether a longer word that the candidate is made of has a "not": "light does not bother me".

    Such a word hides its "not", which is then no denial of its own.
    """
    used = frozenset(candidate.used)
    for hit in near.sentence.of("not"):
        if hit.first in used or not candidate.first < hit.first < candidate.last:
            continue
        if hit not in near.denials and any(
            other.first <= hit.first and used & set(range(hit.last + 1, other.last + 1))
            for other in near.sentence.shown
            if not other.id.startswith("#")
        ):
            return True
    return False


def _stands_before(near: Around, hit: Hit, candidate: Candidate) -> bool:
    """Whether "negative" or "absent" stands right before, in the same part."""
    between = near.sentence.tokens[hit.last + 1 : candidate.first]
    return (
        hit.last < candidate.first and len(between) <= 1 and all(t.kind != PAUSE for t in between)
    )


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
    if not candidate.value and _begins_anew(lexicon, near, hit, candidate):
        return Sense.PLAIN
    if any(at in near.turns for at in between):
        return Sense.PLAIN
    pauses = [at for at in between if tokens[at].kind == PAUSE]
    if pauses and not candidate.value:
        return Sense.PLAIN
    if pauses:
        return _along_list(lexicon, near, hit, candidate, pauses)
    reach = NOT_REACH if hit.id == "not" else REACH
    if len(between) > reach or _new_statement(lexicon, near, hit, between):
        return Sense.PLAIN
    return Sense.PLAIN if is_taken_for_granted(near, hit, candidate) else Sense.DENIED


def _begins_anew(lexicon: Lexicon, near: Around, hit: Hit, candidate: Candidate) -> bool:
    """Whether a healthy thing has a statement of its own: "no fever and no leg pain".

    Neither does "no" reach over a bare name and an "and": "no deficit and power is normal".
    """
    tokens, between = near.sentence.tokens, range(hit.last + 1, candidate.first)
    if any(own.first == candidate.first and own.id == "no" for own in near.denials):
        return True
    ands = [at for at in between if tokens[at].text == "and"]
    opens = lexicon.words_of.get("statement", frozenset()) | {"if", "whether"}
    return (
        text_of(near, hit) == "no"
        and bool(ands)
        and not any(tokens[at].text in opens for at in range(hit.last + 1, ands[-1]))
    )


def _new_statement(lexicon: Lexicon, near: Around, hit: Hit, between: range) -> bool:
    """Whether a new thought begins between a denial and the candidate."""
    tokens = near.sentence.tokens
    subjects = lexicon.words_of.get("me", frozenset()) | {"he", "she", "his", "her", "it"}
    opens = lexicon.words_of.get("statement", frozenset())
    new = lexicon.words_of.get("positive_words", frozenset())
    for at in between:
        text = tokens[at].text
        if text == "just" and tokens[at + 1].text in opens:
            return True
        if text == "and":
            following = tokens[at + 1].text
            if following in opens or following in new:
                return True
        elif text in subjects and hit.id == "no" and at > hit.last + 1:
            listed = text_of(near, hit) in lexicon.words_of.get("no_list", frozenset())
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
    listed = text_of(near, hit) in lexicon.words_of.get("no_list", frozenset())
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


_NEW_THOUGHT = frozenset({
    "no", "not", "denies", "without", "just", "only", "simply", "mainly", "now", "today",
    "tonight", "yesterday", "suddenly", "still", "always", "sometimes",
})  # fmt: skip


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
        opens = lexicon.words_of.get("statement", frozenset())
        rest = {t.text for t in tokens[candidate.last + 1 : end + 2]}
        if not rest & opens:
            end, reach = _segment_end(near, end + 1), AFTER_REACH + 4
    place = near.sentence.place
    return any(
        candidate.last < hit.first < end
        and place[hit.first] - place[candidate.last] <= reach
        and not _comes_with(near, candidate, hit)
        and not _belongs_to_next(near, candidate, hit)
        and not _turns_into(near, hit)
        and not any(at in near.turns for at in range(candidate.last + 1, hit.first))
        and not _denies_what_follows(near, hit)
        for hit in near.denied_after
    )


def _comes_with(near: Around, candidate: Candidate, hit: Hit) -> bool:
    """Whether something else is absent beside it: "weak legs with absent reflexes"."""
    tokens, after = near.sentence.tokens, hit.last + 1
    beside = {tokens[at].text for at in range(candidate.last + 1, hit.first)} & _BESIDE
    return bool(beside) and after < len(tokens) and tokens[after].kind == WORD


_BESIDE = frozenset({"with", "has", "have", "had", "plus"})


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
    if text_of(near, hit) != "has gone" or after == len(tokens):
        return False
    return tokens[after].kind == WORD and tokens[after].text not in _PARTING


_PARTING = frozenset({"now", "away", "since", "again", "and", "but", "after", "completely", "for"})


def _is_answer(lexicon: Lexicon, near: Around, at: int, id: str) -> bool:
    """Whether a bare "no" or "yes" stands here, with nothing after it in its part."""
    tokens = near.sentence.tokens
    if at >= len(tokens) or tokens[at].text not in lexicon.words_of.get(id, frozenset()):
        return False
    end = at + 1 == len(tokens) or tokens[at + 1].kind == PAUSE
    return end or tokens[at + 1].text in _AFTER_ANSWER


_AFTER_ANSWER = frozenset({
    "or", "and", "doctor", "doc", "dr", "nurse", "sir", "madam", "mate", "love", "thanks", "thank",
})  # fmt: skip


def answer_to(lexicon: Lexicon, following: Sentence | None) -> Sense | None:
    """Return what the sentence after a question answers: yes, no, unsure, or nothing at all."""
    if following is None or not following.tokens:
        return None
    opening = " ".join(t.text for t in following.tokens[:7]) + " "
    for id, meaning in _ANSWERS:
        if any(_begins(opening, phrase) for phrase in lexicon.words_of.get(id, ())):
            return meaning
    return None


def _begins(opening: str, phrase: str) -> bool:
    """Whether an answer begins so; "I have" answers only where nothing else is had."""
    if not opening.startswith(phrase + " "):
        return False
    after = opening[len(phrase) + 1 :].split(" ")[0]
    return phrase.split()[0] not in _PRONOUNS or after in _ENDS


_PRONOUNS = frozenset({"i", "it", "they", "he", "she"})
_ENDS = frozenset({"", ",", "-", "and", "but", "though", "indeed", "actually", "doctor", "sadly"})


_ANSWERS = (
    ("answer_unsure", Sense.UNSURE),
    ("answer_no", Sense.DENIED),
    ("said_no", Sense.DENIED),
    ("said_yes", Sense.PLAIN),
    ("answer_yes", Sense.PLAIN),
)
