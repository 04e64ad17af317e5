"""Is "it is fine" said without reserve? Only then does it deny a danger.

"My bladder is fine" says no. "It was fine until yesterday", "should be fine", "is a good deal
worse" and "is it fine?" say it not: what they name stays unknown, and is asked.
"""

from lumbago.reading.around import Around
from lumbago.reading.matching import Candidate
from lumbago.reading.sentences import Hit
from lumbago.reading.words import PAUSE, WORD, Token

REACH = 4
"""How many tokens before or behind a word of reserve may stand."""

_ALSO_ADVERBS = frozenset({"well", "perfectly", "great", "good", "strong", "easily", "freely"})
"""With another word behind them they say how much, and no more how: "a good deal worse"."""

_AFTER_HEALTH = frozenset({
    "and", "or", "but", "so", "now", "again", "too", "still", "thanks", "thank", "today", "in",
    "on", "at", "with", "for", "overall", "throughout", "bilaterally", "though", "although",
    "to", "of", "all", "both", "since", "as", "otherwise", "enough", "here", "anyway", "yet",
    "apart", "except", "because", "then", "i", "it", "my", "no", "not", "just", "however",
})  # fmt: skip
_PAST = frozenset({"was", "were", "been", "felt"})
_PRESENT = frozenset({"now", "today", "anymore", "suddenly", "tonight", "until", "till"})


def is_reserved(near: Around, candidate: Candidate) -> bool:
    """Whether a healthy function is told with a reserve, as a question, or as what once was."""
    tokens = near.sentence.tokens
    behind = tokens[candidate.last + 1 :]
    if near.sentence.end.startswith("?") and all(t.kind != PAUSE for t in behind):
        return True
    if any(_is_close(near, candidate, hit) for hit in near.reserves):
        return True
    if any(_says_how_much(tokens, at, candidate) for at in candidate.used):
        return True
    told = {t.text for t in tokens[max(candidate.first - 2, 0) : candidate.last]}
    return bool(told & _PAST) and any(t.text in _PRESENT for t in behind)


def _is_close(near: Around, candidate: Candidate, hit: Hit) -> bool:
    """Whether a word of reserve belongs to the candidate: inside, close by, no pause between."""
    if hit.first > candidate.last:
        if hit.id == "not":
            return False
        between = range(candidate.last + 1, hit.first)
    elif hit.last < candidate.first:
        between = range(hit.last + 1, candidate.first)
    else:
        return not set(range(hit.first, hit.last + 1)) <= set(candidate.used)
    tokens = near.sentence.tokens
    stops = any(tokens[at].kind == PAUSE or tokens[at].text in {"and", "but"} for at in between)
    return len(between) < REACH and not stops


def _says_how_much(tokens: tuple[Token, ...], at: int, candidate: Candidate) -> bool:
    if tokens[at].text not in _ALSO_ADVERBS or at + 1 == len(tokens) or at + 1 in candidate.used:
        return False
    following = tokens[at + 1]
    return following.kind == WORD and following.text not in _AFTER_HEALTH
