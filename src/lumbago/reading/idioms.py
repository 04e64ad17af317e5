"""What else the same words mean: tablets kept for a flight, a surgeon who is only seen.

Words of despair and of operations are words of every day too. What stands right beside them
tells which is meant; where it does not, a danger is heard.
"""

from collections.abc import Iterable

from lumbago.reading.around import Around
from lumbago.reading.lexicon import Lexicon
from lumbago.reading.matching import Candidate
from lumbago.reading.sentences import Sentence
from lumbago.reading.words import PAUSE

_DESPAIR = frozenset({"suicidal_thoughts", "suicide_plan_means"})
_OPERATIONS = frozenset({"prior_back_surgery", "spinal_procedure_recent", "surgery_immobile_4w"})


def is_meant_otherwise(lexicon: Lexicon, near: Around, candidate: Candidate) -> bool:
    """Whether the words beside a candidate make something harmless, or not yet done, of it."""
    sentence = near.sentence
    if candidate.finding in _OPERATIONS:
        return is_planned(sentence, candidate.first, candidate.last)
    if candidate.finding == "iv_drug_use":
        return _is_of_a_craft(sentence, candidate)
    if candidate.finding == "pulses_absent":
        return not candidate.value and _is_elsewhere(sentence, candidate)
    if candidate.finding not in _DESPAIR:
        return False
    return _is_kept_for_use(lexicon, sentence, candidate) or _is_of_a_thing(sentence, candidate)


# -- pulses --------------------------------------------------------------------------------------


def _is_elsewhere(sentence: Sentence, candidate: Candidate) -> bool:
    """Whether a pulse that is there is none of the foot: "femoral pulses palpable"."""
    here = range(max(candidate.first - 3, 0), candidate.last + 1)
    words = {sentence.tokens[at].text for at in here}
    return not words.isdisjoint(_OTHER_PULSES) and words.isdisjoint(_FOOT_PULSES)


_OTHER_PULSES = frozenset({"femoral", "femorals", "radial", "radials", "carotid", "brachial"})
_FOOT_PULSES = frozenset({"pedal", "pedals", "foot", "feet", "dorsalis", "pedis", "tibial", "dp",
                          "distal", "all", "ankle", "peripheral", "popliteal"})  # fmt: skip


# -- needles -------------------------------------------------------------------------------------


def _is_of_a_craft(sentence: Sentence, candidate: Candidate) -> bool:
    """Whether needles are those of a healer or of a craft: "the acupuncturist uses needles"."""
    named = any(sentence.tokens[at].text == "needles" for at in candidate.used)
    return named and not _CRAFTS.isdisjoint(t.stem for t in sentence.tokens)


_CRAFTS = frozenset({
    "acupunctur", "acupuncturist", "knit", "sew", "crochet", "insulin", "dri",
    "physio", "physiotherapist", "doctor", "nurs", "surgeon", "diabet", "vaccin", "tattoo",
    "embroideri", "therapist", "emg", "clexan", "heparin",
})  # fmt: skip


# -- despair -------------------------------------------------------------------------------------


def _is_kept_for_use(lexicon: Lexicon, sentence: Sentence, candidate: Candidate) -> bool:
    """Whether tablets are saved "for the flight"."""
    after = [t.text for t in sentence.tokens[candidate.last + 1 : candidate.last + 6]]
    if candidate.finding != "suicide_plan_means" or after[:1] != ["for"]:
        return False
    return not lexicon.words_of["used_for"].isdisjoint(after)


def _is_of_a_thing(sentence: Sentence, candidate: Candidate) -> bool:
    """Whether a thing follows that is given up, or would help: "no point going on with physio"."""
    tokens = sentence.tokens
    last = tokens[candidate.last].text
    after = [t for t in tokens[candidate.last + 1 : candidate.last + 5] if t.kind != PAUSE]
    follows = tokens[candidate.last + 1 : candidate.last + 2]
    if not follows or follows[0].kind == PAUSE:
        return False
    words = [t.text for t in after]
    if last == "this":
        return words[0] in _JOBS
    if last == "on":
        return words[0] in _GONE_ON or (words[0] == "with" and not set(words[1:]) & _ALL_OF_IT)
    if last == "off" and tokens[candidate.last - 1].text == "better":
        return words[0] not in _AFTER_BETTER_OFF or (
            words[0] in {"without", "if"} and not set(words[1:]) & _SELF
        )
    return False


_JOBS = frozenset({"job", "work", "course", "contract", "commute", "weather", "diet", "treatment",
                   "physio", "training", "house", "medication", "school"})  # fmt: skip
_GONE_ON = frozenset({"holiday", "holidays", "about", "a", "another", "to", "walks", "trips",
                      "runs", "strike", "leave", "courses", "sick"})  # fmt: skip
_ALL_OF_IT = frozenset({"life", "living", "this", "it", "everything", "all", "things", "anything"})
_AFTER_BETTER_OFF = frozenset({"without", "if", "and", "but", "so", "then", "really", "because",
                               "now", "that", "i", "dead", "anyway", "for", "they"})  # fmt: skip
_SELF = frozenset({"me", "i", "us", "myself"})


# -- operations ----------------------------------------------------------------------------------


def is_planned(sentence: Sentence, first: int, last: int) -> bool:
    """Whether an operation is spoken of, waited for or refused, and was not done."""
    tokens = sentence.tokens
    for hit in sentence.of("planned"):
        between = tokens[hit.last + 1 : first]
        if tokens[hit.first].stem in _SPOKEN and {t.text for t in between} & _OWN:
            continue
        if hit.last < first and len(between) <= _REACH and not _parted(t.text for t in between):
            return all(t.kind != PAUSE for t in between)
    behind = [t.text for t in tokens[last + 1 : last + 4]]
    return behind[:1] in _BE and bool(set(behind[1:]) & _NOT_DONE)


def _parted(words: Iterable[str]) -> bool:
    return not _DONE.isdisjoint(words)


_REACH = 3
_SPOKEN = frozenset({"mention", "discuss", "talk", "spoke", "spoken", "speak"})
_OWN = frozenset({"my", "his", "her", "previous", "past", "old"})
"""What is spoken of as one's own was done: "I mentioned my back surgery"."""
_DONE = frozenset({"after", "since", "following", "had", "having", "with", "then", "and", "before"})
_BE = (["is"], ["was"], ["has"], ["will"], ["being"])
_NOT_DONE = frozenset({"planned", "offered", "declined", "booked", "scheduled", "discussed",
                       "considered", "refused", "recommended", "suggested",
                       "cancelled"})  # fmt: skip
