"""Every text that a person reads, by its key, and the same knowledge with other words."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeAlias, TypeVar, cast

from lumbago.knowledge import KnowledgeBase, Settings, Translation, UrgencyWords

Texts: TypeAlias = Mapping[str, str]
"""Texts by key: the file, the entry, the field, as in `red_flags.CES_02.do`."""

FIELDS: Mapping[str, tuple[str, ...]] = {
    "conditions": ("plain_name", "about", "tells"),
    "courses": ("text",),
    "findings": ("question", "tick", "why", "hint"),
    "groups": ("plain_name", "about"),
    "imaging": ("answer", "text"),
    "mechanisms": ("plain_name", "about", "kind_sentence"),
    "red_flags": ("title", "because", "do", "tell"),
    "safety_cards": ("title", "why"),
    "sources": ("title",),
    "special_groups": ("text",),
}
"""What a person reads of each entry; all other fields decide, or are for clinicians. Of sources
only the names of our own judgements: a publication keeps its title in every language."""

LIKELIHOOD = "words.likelihood."
"""Before a word for a probability, which is its own key."""

_T = TypeVar("_T")


def readable(kb: KnowledgeBase) -> dict[str, str]:
    """Return every text that a person reads, by its key."""
    found: dict[str, str] = {}
    for kind, fields in FIELDS.items():
        for id, entry in _shelf(kb, kind).items():
            for name in fields:
                text: str = getattr(entry, name)
                if any(map(str.isalpha, text)):
                    found[f"{kind}.{id}.{name}"] = text
    for urgency, words in kb.urgency_words.items():
        found |= _urgency_texts(f"urgency.{urgency.id}", words)
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
        kind: _like(
            getattr(kb, kind),
            {id: _worded(kind, id, entry, texts) for id, entry in _shelf(kb, kind).items()},
        )
        for kind in FIELDS
    }
    return replace(
        kb,
        **shelves,
        urgency_words={
            urgency: _urgency_worded(f"urgency.{urgency.id}", words, texts)
            for urgency, words in kb.urgency_words.items()
        },
        words={key: texts.get(f"words.{key}", text) for key, text in kb.words.items()},
        settings=_settings_worded(kb.settings, texts),
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


def _shelf(kb: KnowledgeBase, kind: str) -> Mapping[str, Any]:
    shelf = getattr(kb, kind)
    if kind == "sources":
        return {id: source for id, source in kb.sources.items() if source.is_ours}
    return shelf if isinstance(shelf, Mapping) else {entry.id: entry for entry in shelf}


def _like(old: Any, shelf: Mapping[str, _T]) -> Mapping[str, _T] | tuple[_T, ...]:
    """Return a shelf as it was kept before: by id, or in order."""
    return {**old, **shelf} if isinstance(old, Mapping) else tuple(shelf.values())


def _worded(kind: str, id: str, entry: _T, texts: Texts) -> _T:
    keys = {name: f"{kind}.{id}.{name}" for name in FIELDS[kind]}
    new = {name: texts[key] for name, key in keys.items() if key in texts}
    return cast("_T", replace(cast("Any", entry), **new)) if new else entry


def _urgency_texts(before: str, words: UrgencyWords) -> dict[str, str]:
    return {
        f"{before}.name": words.name,
        f"{before}.time_frame": words.time_frame,
        f"{before}.safety_net": words.safety_net,
        **{f"{before}.action.{place.value}": text for place, text in words.action.items()},
        **{f"{before}.meanwhile.{n}": text for n, text in enumerate(words.meanwhile, start=1)},
    }


def _urgency_worded(before: str, words: UrgencyWords, texts: Texts) -> UrgencyWords:
    told = {key: texts.get(key, text) for key, text in _urgency_texts(before, words).items()}
    return replace(
        words,
        name=told[f"{before}.name"],
        time_frame=told[f"{before}.time_frame"],
        safety_net=told[f"{before}.safety_net"],
        action={place: told[f"{before}.action.{place.value}"] for place in words.action},
        meanwhile=tuple(
            told[f"{before}.meanwhile.{n}"] for n in range(1, len(words.meanwhile) + 1)
        ),
    )


def _settings_worded(settings: Settings, texts: Texts) -> Settings:
    bands = tuple((p, texts.get(f"{LIKELIHOOD}{word}", word)) for p, word in settings.word_bands)
    return replace(settings, word_bands=bands)
