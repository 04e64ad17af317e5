"""Sentences → candidates: which phrases the words that stand in a sentence make."""

from collections.abc import Iterator
from dataclasses import dataclass

from lumbago.reading.falls import falls
from lumbago.reading.halves import is_told_of_both, other_half
from lumbago.reading.lexicon import NOTHING, PLACE, QUALITY, Lexicon, Pattern
from lumbago.reading.sentences import Hit, Sentence, is_light, veiled
from lumbago.reading.words import NUMBER, PAUSE, numeral

SHORT = 5
"""A phrase of so few words never reaches over a comma, but for a list of places."""

FARTHEST = 14
"""No phrase spans more words of meaning."""

ALONE = "^"
"""The mark of a phrase that counts only where nothing else is said: "Low back, 3 weeks."."""

_BETWEEN = frozenset({"no", "turn", "relative", "better"})
"""What no phrase reaches over, if it is no part of it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that was found: a finding with its plain value, and the tokens it rests on."""

    finding: str
    value: bool
    used: tuple[int, ...]
    mark: str = ""

    @property
    def first(self) -> int:
        """The first token."""
        return self.used[0]

    @property
    def last(self) -> int:
        """The last token."""
        return self.used[-1]


def candidates(lexicon: Lexicon, sentence: Sentence) -> tuple[Candidate, ...]:
    """Return the phrases that stand in a sentence; of overlapping ones the tightest."""
    found = [Candidate(finding, value=True, used=used) for finding, used in falls(sentence)]
    shown = sentence.shown
    for hit in shown:
        if lexicon.kinds.get(hit.id) == NOTHING:
            found.append(Candidate("", value=True, used=tuple(range(hit.first, hit.last + 1))))
        for pattern in lexicon.phrases.get(hit.id, ()):
            used = tuple(range(hit.first, hit.last + 1))
            found.append(Candidate(pattern.finding, pattern.value, used, pattern.mark))
    loose = sorted({*shown, *_literals(lexicon, sentence)}, key=_order)
    for hit in loose:
        patterns = lexicon.patterns.get(hit.id, ())
        near = _near(sentence, hit, loose) if patterns else []
        at_hand = {h.id for h in near}
        for pattern, slot in patterns:
            if any(at_hand.isdisjoint(wanted) for wanted in pattern.slots):
                continue
            if pattern.mark == ALONE and not _is_all_said(lexicon, sentence, hit):
                continue
            used = _fill(lexicon, sentence, pattern, slot, hit, near)
            if used:
                found.append(Candidate(pattern.finding, pattern.value, used, pattern.mark))
    kept = tuple(c for c in _tightest(_undisputed(lexicon, sentence, found)) if c.finding)
    return _with_other_half(lexicon, sentence, kept)


def _with_other_half(
    lexicon: Lexicon, sentence: Sentence, found: tuple[Candidate, ...]
) -> tuple[Candidate, ...]:
    """Turn what is fine in one half and not in the other: "the left is normal, the right not"."""
    half = None if all(c.value for c in found) else other_half(lexicon, sentence)
    if half is None:
        return found
    return tuple(
        Candidate(c.finding, value=True, used=half.tokens)
        if not c.value and is_told_of_both(sentence, half, c.used)
        else c
        for c in found
    )


def _undisputed(lexicon: Lexicon, sentence: Sentence, found: list[Candidate]) -> list[Candidate]:
    """Drop what yields: a phrase inside a longer one, a finding to a more specific one."""
    kept = []
    settled = _tightest(found)
    lumbar = frozenset(
        at for h in sentence.shown if h.id == "lowback" for at in range(h.first, h.last + 1)
    )
    for candidate in found:
        used = set(candidate.used)
        winners = lexicon.yields_to.get(candidate.finding, frozenset())
        others = [o for o in found if o.finding != candidate.finding and used & set(o.used)]
        stronger = [o for o in others if o.finding in winners and o in settled]
        if stronger and not _is_of_two_places(used & lumbar, stronger):
            continue
        if candidate.mark == "?" and any(used < set(o.used) for o in others):
            continue
        if any(not o.finding and _is_only_heard(candidate, used, set(o.used)) for o in others):
            continue
        kept.append(candidate)
    return kept


def _is_of_two_places(lumbar: set[int], winners: list[Candidate]) -> bool:
    """Whether two places hurt: "interscapular and lumbar pain"; not "the spine, high up"."""
    upper = all(winner.finding == "pain_mid_back" for winner in winners)
    return upper and bool(lumbar) and all(lumbar.isdisjoint(w.used) for w in winners)


def _is_all_said(lexicon: Lexicon, sentence: Sentence, hit: Hit) -> bool:
    """Whether a sentence holds nothing else but numbers and spans of time, and is no question.

    A line of its own is no sentence: it may be the heading of what follows.
    """
    if sentence.end[:1] in _OPENS:
        return False
    return all(
        hit.first <= at <= hit.last
        or is_light(lexicon, token)
        or token.kind == NUMBER
        or numeral(token) is not None
        or token.stem in _SPANS
        for at, token in enumerate(sentence.tokens)
    )


_OPENS = frozenset({"?", "\n", "\r", "|", "\u2022"})
_SPANS = frozenset(
    {"day", "week", "month", "year", "hour", "only", "d", "w", "wk", "yr", "for", "since"}
)


def _is_only_heard(candidate: Candidate, used: set[int], taken: set[int]) -> bool:
    """Whether a phrase lies in words that count for nothing: a course already where they touch."""
    return used <= taken or candidate.finding.startswith("course_")


def _literals(lexicon: Lexicon, sentence: Sentence) -> Iterator[Hit]:
    hidden = veiled(lexicon, sentence.tokens, sentence.hits)
    for at, token in enumerate(sentence.tokens):
        if token.stem in lexicon.literals and at not in hidden:
            yield Hit("=" + token.stem, at, at)


def _order(hit: Hit) -> tuple[int, int, str]:
    return hit.first, hit.last, hit.id


def _near(sentence: Sentence, anchor: Hit, hits: list[Hit]) -> list[Hit]:
    """Return the hits that could stand in one phrase with this one, and those around them."""
    here = sentence.place[anchor.first]
    return [h for h in hits if abs(sentence.place[h.first] - here) <= FARTHEST]


def _fill(
    lexicon: Lexicon,
    sentence: Sentence,
    pattern: Pattern,
    slot: int,
    anchor: Hit,
    hits: list[Hit],
) -> tuple[int, ...]:
    """Fill the other slots with the nearest hits; return the tokens used, or none."""
    chosen = {slot: anchor}
    for number, wanted in enumerate(pattern.slots):
        if number == slot:
            continue
        options = [h for h in hits if h.id in wanted and not _clash(h, chosen, number, pattern)]
        if not options:
            return ()
        chosen[number] = min(
            options,
            key=lambda h: (_beyond_turn(h, anchor, hits), _gap(sentence, h, anchor), h.first),
        )
    parts = sorted(chosen.values(), key=_order)
    first, last = parts[0], max(parts, key=lambda h: h.last)
    span = sentence.place[last.last] - sentence.place[first.first] + 1
    inner = sum(_size(sentence, h) - 1 for h in parts) + _listed(lexicon, sentence, parts, hits)
    if span - inner > pattern.window or _straddles(lexicon, sentence, pattern, parts, hits):
        return ()
    used = {at for hit in parts for at in range(hit.first, hit.last + 1)}
    return tuple(sorted(used))


def _clash(hit: Hit, chosen: dict[int, Hit], number: int, pattern: Pattern) -> bool:
    for other, taken in chosen.items():
        if hit.first <= taken.last and taken.first <= hit.last:
            return True
        if pattern.ordered and (hit.first < taken.first) != (number < other):
            return True
    return False


def _beyond_turn(hit: Hit, anchor: Hit, hits: list[Hit]) -> bool:
    """Whether a turn such as "but" stands between."""
    first, last = min(hit.last, anchor.last), max(hit.first, anchor.first)
    return any(first < other.first < last for other in hits if other.id == "turn")


def _gap(sentence: Sentence, hit: Hit, anchor: Hit) -> int:
    if hit.last < anchor.first:
        return sentence.place[anchor.first] - sentence.place[hit.last]
    return sentence.place[hit.first] - sentence.place[anchor.last]


def _size(sentence: Sentence, hit: Hit) -> int:
    return sentence.place[hit.last] - sentence.place[hit.first] + 1


def _listed(lexicon: Lexicon, sentence: Sentence, parts: list[Hit], hits: list[Hit]) -> int:
    """Count the words between that are but other items of a list: "in neck, shoulders and arms"."""
    used = {at for hit in parts for at in range(hit.first, hit.last + 1)}
    first, last = min(used), max(used)
    if sentence.part[first] == sentence.part[last]:
        return 0
    light: set[int] = set()
    for hit in hits:
        is_item = lexicon.kinds.get(hit.id) == PLACE or hit.id in _FELT
        if first < hit.first and hit.last < last and is_item:
            light.update(range(hit.first, hit.last + 1))
    light.update(at for at in range(first, last) if sentence.tokens[at].text in {"and", "or"})
    tokens = sentence.tokens
    return min(sum(at not in used and not is_light(lexicon, tokens[at]) for at in light), 8)


_FELT = frozenset({"pain", "ache", "numb", "unfeeling", "weak", "stiff", "burn"})


def _straddles(
    lexicon: Lexicon,
    sentence: Sentence,
    pattern: Pattern,
    parts: list[Hit],
    hits: list[Hit],
) -> bool:
    """Whether the phrase reaches over a denial or a turn, or takes what belongs to another."""
    used = {at for hit in parts for at in range(hit.first, hit.last + 1)}
    first, last = min(used), max(used)
    kinds = {lexicon.kinds.get(hit.id, "") for hit in parts}
    for hit in hits:
        within = first < hit.first and hit.last < last and hit.first not in used
        if within and hit.id in _BETWEEN:
            return True
        if within and QUALITY not in kinds and _denies_anew(sentence, hit, first):
            return True
    if any(_another_person(sentence, at) for at in range(first, last)):
        return True
    if _is_beside_the_spine(parts, hits):
        return True
    paused = any(sentence.tokens[at].kind == PAUSE for at in range(first, last))
    listed = any(sentence.tokens[at].text in {"or", "nor", "and"} for at in range(first, last))
    if paused and QUALITY not in kinds and pattern.window <= SHORT:
        return True
    if len(parts) != 2:
        return False
    if (paused or listed) and _has_own_place(lexicon, sentence, parts, hits):
        return True
    if kinds != {PLACE, QUALITY}:
        return False
    return _belongs_elsewhere(lexicon, sentence, parts, hits) or _has_nearer(
        lexicon, sentence, parts, hits
    )


def _has_nearer(lexicon: Lexicon, sentence: Sentence, parts: list[Hit], hits: list[Hit]) -> bool:
    """Whether another place stands right before the quality: "hand on head stops the arm pain"."""
    place, quality = parts
    if lexicon.kinds.get(place.id) != PLACE or place.id in _DOINGS:
        return False
    for other in hits:
        if lexicon.kinds.get(other.id) == PLACE and other.last == quality.first - 1:
            between = range(place.last + 1, other.first)
            words = [sentence.tokens[at] for at in between]
            if any(t.text not in _LISTING and not is_light(lexicon, t) for t in words):
                return True
    return False


_LISTING = frozenset({"and", "or", "/"})
_DOINGS = frozenset({
    "overhead", "sitting", "standing", "walking", "lying", "lyingflat", "moving", "bendforward",
    "bendback", "trolley", "coughing", "breathing_in", "lifting", "rollbed", "rising", "stairs",
    "neckturn", "lookup", "eating", "sexact", "urine", "urinate", "fatty",
    "effort", "exercise", "resting", "neckmove",
})  # fmt: skip


def _is_beside_the_spine(parts: list[Hit], hits: list[Hit]) -> bool:
    """Whether muscles are pressed and no bone: "tender paraspinal muscles of the lumbar spine"."""
    bones = [hit for hit in parts if hit.id in {"spinebone", "neckbone"}]
    low, high = min(h.first for h in parts) - 4, max(h.last for h in parts) + 3
    return bool(bones) and any(h.id == "besidespine" and low <= h.first <= high for h in hits)


def _has_own_place(lexicon: Lexicon, sentence: Sentence, parts: list[Hit], hits: list[Hit]) -> bool:
    """Whether a doing stands behind a comma, and the pain has a place: "at rest, neck pain"."""
    doing, quality = sorted(parts, key=lambda h: h.id not in _DOINGS)
    if doing.id not in _DOINGS or quality.id in {"worse", "truly_worse", "better"}:
        return False
    before = {t.text for t in sentence.tokens[max(doing.first - 4, 0) : doing.first]}
    if before & _WHENEVER:
        return False
    here = sentence.part[quality.first]
    return any(
        lexicon.kinds.get(hit.id) == PLACE
        and hit.id not in _DOINGS
        and sentence.part[hit.first] == here
        for hit in hits
    )


_WHENEVER = frozenset({"when", "whenever", "if", "while", "every", "with", "on"})


def _denies_anew(sentence: Sentence, hit: Hit, first: int) -> bool:
    """Whether a "not" in a phrase is of a new statement: "low in my back and it does not go"."""
    if hit.id != "not":
        return False
    return any(sentence.tokens[at].text in {"and", "but"} for at in range(first, hit.first))


def _another_person(sentence: Sentence, at: int) -> bool:
    """Whether after this comma a new statement begins: ", she ..."."""
    return sentence.tokens[at].kind == PAUSE and sentence.tokens[at + 1].text in {"she", "he"}


def _belongs_elsewhere(
    lexicon: Lexicon, sentence: Sentence, parts: list[Hit], hits: list[Hit]
) -> bool:
    """Whether in "sore back and numb leg" the soreness was paired with the leg."""
    quality, place = sorted(parts, key=lambda h: lexicon.kinds.get(h.id) == PLACE)
    here, there = sentence.part[quality.first], sentence.part[place.first]
    if here == there:
        return False
    own_place = own_quality = followed = False
    end = _end_of_list(lexicon, sentence, place, hits)
    for hit in hits:
        if hit in parts:
            continue
        kind, part = lexicon.kinds.get(hit.id), sentence.part[hit.first]
        if hit.id in _DOINGS and place.id not in _DOINGS:
            continue
        own_place |= kind == PLACE and part == here
        is_listed = place.last < hit.first <= end and not quality.first <= hit.first <= quality.last
        own_quality |= kind == QUALITY and (part == there or is_listed)
        followed |= kind == PLACE and part == here and hit.first > quality.last
    return own_place and (own_quality or (followed and place.last < quality.first))


def _end_of_list(lexicon: Lexicon, sentence: Sentence, place: Hit, hits: list[Hit]) -> int:
    """Return the first token after the places that stand in one list with this one."""
    places = {
        at for h in hits if lexicon.kinds.get(h.id) == PLACE for at in range(h.first, h.last + 1)
    }
    at = place.last + 1
    while at < len(sentence.tokens) and (
        at in places
        or sentence.tokens[at].text in _LISTING
        or is_light(lexicon, sentence.tokens[at])
    ):
        if sentence.tokens[at].kind == PAUSE:
            break
        at += 1
    return at


def _slack(candidate: Candidate) -> tuple[bool, int, int, int, bool]:
    reach = candidate.last - candidate.first + 1
    weak = candidate.mark.startswith("!")
    return weak, reach - len(candidate.used), -len(candidate.used), candidate.first, candidate.value


def _tightest(found: list[Candidate]) -> tuple[Candidate, ...]:
    """Of candidates for one finding that share tokens, keep the tightest."""
    kept: list[Candidate] = []
    for candidate in sorted(set(found), key=_slack):
        same = (k for k in kept if k.finding == candidate.finding)
        if not any(set(k.used) & set(candidate.used) for k in same):
            kept.append(candidate)
    return tuple(sorted(kept, key=lambda c: (c.first, c.last, c.finding)))
