"""Search over everything that can be read here: one box, lay words, slips of the keyboard.

The index is SQLite's full text search in memory, made once from the knowledge. A query that
tells of an illness is not answered with an article: `Found.alert` says that it is a danger,
`Found.is_report` that the questions are the better door. Nothing that is typed is kept.
"""

from lumbago.search.index import MOST
from lumbago.search.page import Hit, Kind
from lumbago.search.query import LONGEST, Found, search

__all__ = ["LONGEST", "MOST", "Found", "Hit", "Kind", "search"]
