"""Where the store lies, and who may read it: the owner of the account, and nobody else."""

import os
from pathlib import Path
from typing import Final

from lumbago.errors import StoreError

FILE: Final = "lumbago.db"
PLAIN: Final = b"SQLite format 3\x00"
"""How a file begins that is not encrypted."""


def default_address() -> Path:
    """Return where the store lies: in `LUMBAGO_HOME`, or in the data folder of the platform."""
    home = os.environ.get("LUMBAGO_HOME")
    if home:
        return Path(home).expanduser() / FILE
    from platformdirs import user_data_path

    return user_data_path("lumbago", appauthor=False) / FILE


def is_encrypted(address: str | Path | None = None) -> bool:
    """Whether a file is there that does not begin as a plain store does."""
    if is_server(address):
        return False
    start = first_bytes(Path(address) if address else default_address())
    return bool(start) and start != PLAIN


def is_server(address: str | Path | None) -> bool:
    """Whether the address is that of a server, not of a file."""
    return isinstance(address, str) and "://" in address


def first_bytes(file: Path) -> bytes:
    """Return the first bytes of a file; none where it is missing, new or cannot be read."""
    try:
        with file.open("rb") as stream:
            return stream.read(len(PLAIN))
    except OSError:
        return b""


def make_private(file: Path) -> None:
    """Make the folder and an empty file that only the owner can read.

    Raises:
        StoreError: the folder or the file cannot be made or read.
    """
    try:
        is_new = not file.parent.exists()
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if is_new or file.parent == default_address().parent:
            file.parent.chmod(0o700)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        file.chmod(0o600)
    except OSError as error:
        raise StoreError(
            "{file} cannot be opened for writing: {why}. Nothing was changed. Give yourself the "
            "right to write there, or set LUMBAGO_HOME to another folder.",
            file=file,
            why=error.strerror,
        ) from None
