"""A report on paper: PDF and a page of HTML that stands alone.

- pdf: tagged PDF by Typst
- page: HTML to print, without scripts
- places: the words of the body map
"""

from lumbago.printing.page import as_page
from lumbago.printing.pdf import as_pdf, as_pictures
from lumbago.printing.places import map_words

__all__ = ["as_page", "as_pdf", "as_pictures", "map_words"]
