"""Write the stems of the words of the phrases, so that they need not be made at each start.

    python benchmarks/stems.py

A word that is missing in `kb/phrases/stems.csv` is stemmed when the phrases are compiled: the
file saves time and changes nothing. Write it anew when many phrases have changed.
"""

import sys
from pathlib import Path

import lumbago
from lumbago.loading import shipped
from lumbago.reading.lexicon import compiled
from lumbago.reading.words import stem

PLACE = Path(lumbago.__file__).parent / "kb" / "phrases" / "stems.csv"


def main() -> None:
    """Write the file and say how many words it has."""
    words = sorted(word for word in compiled(shipped()).stems if word.isascii() and word.isalpha())
    lines = ["word,stem", *(f"{word},{stem(word)}" for word in words)]
    PLACE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(words):,} words in {PLACE.name}\n")


if __name__ == "__main__":
    main()
