"""Every text that a person reads, by its key, and the same knowledge with other words."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from lumbago.knowledge import KnowledgeBase, Translation
from lumbago.loading.care_texts import FIELDS as CARE_FIELDS
from lumbago.loading.care_texts import care_in_words, care_texts

Texts: TypeAlias = Mapping[str, str]
"""Texts by key: the file, the entry, the field, as in `red_flags.CES_02.do`."""

FIELDS: Mapping[str, tuple[str, ...]] = {
    "articles": ("title", "summary"),
    "conditions": ("plain_name", "about", "tells"),
    "courses": ("text",),
    "equipment": ("name", "swap"),
    "exercises": ("name", "also_called", "muscles", "about", "start", "steps", "ladder"),
    "findings": ("question", "tick", "why", "hint"),
    "glossary": ("name", "tells"),
    "groups": ("plain_name", "about"),
    "imaging": ("answer", "text"),
    "scales": ("name", "tells", "items"),
    "mechanisms": ("plain_name", "about", "kind_sentence"),
    "not_now": ("title", "why", "until"),
    "progression": ("tells",),
    "red_flags": ("title", "because", "do", "tell"),
    "safety_cards": ("title", "why"),
    "sources": ("title",),
    "special_groups": ("text",),
    "stop_signs": ("text",),
    "topics": ("title", "why"),
    "urgency": ("name", "time_frame", "action", "meanwhile", "safety_net"),
}
"""What a person reads of each entry, a text or several; all else decides, or is for clinicians.
Of sources only the names of our own judgements: a publication keeps its title."""

BESIDE_THE_WAY = frozenset(
    {
        "articles",
        "courses",
        "equipment",
        "exercises",
        "glossary",
        "scales",
        "not_now",
        "progression",
        "stop_signs",
        "words.forecast",
        "words.plan",
        "words.programme",
        "words.progress",
        *CARE_FIELDS,
    }
)
"""Kinds that neither the interview nor its result shows."""

LIKELIHOOD = "words.likelihood."
"""Before a word for a probability, which is its own key."""


def readable(kb: KnowledgeBase) -> dict[str, str]:
    """Return every text that a person reads, by its key."""
    found: dict[str, str] = {}
    for kind, fields in FIELDS.items():
        for id, entry in _shelf(kb, kind).items():
            for name in fields:
                told = _told(f"{kind}.{id}.{name}", getattr(entry, name))
                found |= {key: text for key, text in told.items() if any(map(str.isalpha, text))}
    found |= dict(care_texts(kb.care))
    found |= {f"words.{key}": text for key, text in kb.words.items()}
    found |= {f"{LIKELIHOOD}{word}": word for _, word in kb.settings.word_bands}
    return found


def translated(kb: KnowledgeBase, texts: Texts, translation: Translation) -> KnowledgeBase:
    """Return the same knowledge told in other words: nothing that decides is touched.

    Args:
        kb: the knowledge in English.
        texts: the words by key; where one is missing, the English ones stay.
        translation: what stands behind them.
    """
    shelves: dict[str, Any] = {
        _FIELD_OF.get(kind, kind): _worded_shelf(kb, kind, texts) for kind in FIELDS
    }
    bands = kb.settings.word_bands
    worded = tuple((p, texts.get(f"{LIKELIHOOD}{word}", word)) for p, word in bands)
    return replace(
        kb,
        **shelves,
        care=care_in_words(kb.care, texts),
        words={key: texts.get(f"words.{key}", text) for key, text in kb.words.items()},
        settings=replace(kb.settings, word_bands=worded),
        language=translation.language,
        translation=translation,
    )


def entry_of(key: str) -> str:
    """Return the entry of a text, which is reviewed as one; a text of a page is its own."""
    kind, _, rest = key.partition(".")
    return key if kind == "pages" else f"{kind}.{rest.split('.')[0]}"


def flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, object]]:
    """Yield the leaves of nested tables and lists with their keys."""
    for name, value in table.items():
        key = f"{before}{name}"
        if isinstance(value, Mapping):
            yield from flat(value, f"{key}.")
        elif isinstance(value, list):
            yield from flat({str(n): v for n, v in enumerate(value, start=1)}, f"{key}.")
        else:
            yield key, value


_FIELD_OF: Mapping[str, str] = {"urgency": "urgency_words"}
"""Where a kind stands in the knowledge, when not under its own name."""


def _shelf(kb: KnowledgeBase, kind: str) -> dict[str, Any]:
    """Return the entries of a kind by their id as the files have it."""
    if kind == "sources":
        return {id: source for id, source in kb.sources.items() if source.is_ours}
    if kind == "urgency":
        return {urgency.id: words for urgency, words in kb.urgency_words.items()}
    shelf = getattr(kb, kind)
    return dict(shelf) if isinstance(shelf, Mapping) else {entry.id: entry for entry in shelf}


def _worded_shelf(kb: KnowledgeBase, kind: str, texts: Texts) -> object:
    """Return the entries of a kind in other words, kept as they were: by id, or in order."""
    worded = {
        id: _worded(f"{kind}.{id}", e, FIELDS[kind], texts) for id, e in _shelf(kb, kind).items()
    }
    old = getattr(kb, _FIELD_OF.get(kind, kind))
    if isinstance(old, Mapping):
        return {key: worded.get(str(getattr(key, "id", key)), e) for key, e in old.items()}
    return tuple(worded.values())


def _worded(before: str, entry: Any, fields: tuple[str, ...], texts: Texts) -> Any:
    new = {}
    for name in fields:
        old = getattr(entry, name)
        told = {key: texts.get(key, text) for key, text in _told(f"{before}.{name}", old).items()}
        new[name] = _like(old, list(told.values()))
    return replace(entry, **new)


def _told(key: str, value: object) -> dict[str, str]:
    """Return the texts of a field by their keys: one, several in order, or several by name."""
    if isinstance(value, Mapping):
        return {f"{key}.{name}": text for name, text in value.items()}
    if isinstance(value, tuple):
        return {f"{key}.{n}": getattr(v, "text", v) for n, v in enumerate(value, start=1)}
    return {key: str(value)}


def _like(old: object, told: list[str]) -> object:
    """Return texts in the shape that a field had."""
    if isinstance(old, Mapping):
        return dict(zip(old, told, strict=True))
    if isinstance(old, tuple):  # of texts, or of rungs that hold one
        pairs = zip(old, told, strict=True)
        return tuple(t if isinstance(o, str) else replace(o, text=t) for o, t in pairs)
    return told[0]
