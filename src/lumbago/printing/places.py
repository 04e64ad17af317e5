"""The words of the body map in a language, as the browser has them."""

from functools import cache

from lumbago.body import all_places
from lumbago.web.catalogue import read_catalogue


@cache
def map_words(language: str) -> dict[str, str]:
    """Return the names of all places, and the captions of the figures."""
    catalogue = read_catalogue(language)
    names, t = catalogue.words("body"), catalogue.words("where")
    captions = {"title": "map_title", "desc": "map_desc", "front": "front", "back": "back_view",
                "left": "left", "right": "right"}  # fmt: skip
    return {id: names(id) for id in all_places()} | {word: t(key) for word, key in captions.items()}
