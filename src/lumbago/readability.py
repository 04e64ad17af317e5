"""How hard a text is to read: the Flesch-Kincaid grade, years of school in the United States.

Source: Kincaid and others 1975, Research Branch Report 8-75. Syllables are counted by rule,
which is within one of the dictionary's count for nearly every word.
"""

import re

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*|\d+(?:[.,]\d+)*")
_END = re.compile(r"[.!?:;]+(?:\s|$)|\n+")
_HIATUS = re.compile(r"ia(?!n$|l$)|io(?!n|us)|[aeiou]ing$|eo(?!u|ple)|iet|uou|ier$|ea$")

_MUTE_ED = re.compile(r"[^aeiouytd]ed$")
_MUTE_ES = re.compile(r"[^aeiouyszcgx]es$")
_SPOKEN_ES = re.compile(r"(ch|sh)es$")

LEAST_WORDS = 5
"""A shorter text is a label: one long word would decide its grade."""


def grade(text: str) -> float:
    """Return the grade of a text: 6 is easy for most adults, 8 is the most we allow."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, sum(bool(_WORD.search(part)) for part in _END.split(text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def is_label(text: str) -> bool:
    """Whether the text is too short for its grade to mean anything."""
    return len(_WORD.findall(text)) < LEAST_WORDS


def syllables(word: str) -> int:
    """Count the syllables of an English word, by rule; a number counts as one."""
    word = re.sub(r"['’]", "", word.lower())
    if word[0].isdigit() or len(word) <= 3:
        return 2 if word in {"any", "ago", "via"} else 1
    tail = 0
    if re.search(r"[^aeiouy]le[sd]?$", word):
        tail, word = 1, re.sub(r"le[sd]?$", "", word)
    elif _MUTE_ED.search(word) or (_MUTE_ES.search(word) and not _SPOKEN_ES.search(word)):
        word = word[:-2]
    elif re.search(r"[^aeiouy]e$", word):
        word = word[:-1]
    return max(1, len(re.findall(r"[aeiouy]+", word)) + tail + len(_HIATUS.findall(word)))
