"""Eight words in a row, as numbers: whether a text of ours shares them with the texts we read.

The texts themselves are not ours to ship, so `shingles.bin` holds six bytes of a digest for
each eight words of them, sorted. From the bytes nobody can get the words back.

    python -m tests.overlap FOLDER…    write `shingles.bin` anew from the texts in folders
"""

import csv
import hashlib
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

FILE = Path(__file__).parent / "shingles.bin"
WORDS, BYTES = 8, 6

_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)*")


def shingles(text: str) -> Iterator[tuple[str, bytes]]:
    """Yield each eight words in a row, and the first bytes of their digest."""
    words = _WORD.findall(text.lower())
    for place in range(len(words) - WORDS + 1):
        told = " ".join(words[place : place + WORDS])
        yield told, hashlib.blake2b(told.encode(), digest_size=BYTES).digest()


def known() -> frozenset[bytes]:
    """Return the digests of the texts that we must not repeat."""
    data = FILE.read_bytes()
    return frozenset(data[n : n + BYTES] for n in range(0, len(data), BYTES))


def _texts(folder: Path) -> Iterator[str]:
    for file in sorted(folder.rglob("*")):
        if file.suffix == ".csv":
            for row in csv.reader(file.open(encoding="utf-8", newline="")):
                yield from row
                yield " ".join(row)
        elif file.suffix == ".md":
            yield file.read_text(encoding="utf-8")


def main(folders: Iterable[str]) -> None:
    """Write the digests of all texts in the folders."""
    texts = (text for folder in folders for text in _texts(Path(folder)))
    found = {digest for text in texts for _, digest in shingles(text)}
    FILE.write_bytes(b"".join(sorted(found)))
    sys.stdout.write(f"{len(found)} digests in {FILE.name}.\n")


if __name__ == "__main__":
    main(sys.argv[1:])
