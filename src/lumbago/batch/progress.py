"""A progress bar on standard error, when somebody looks at it."""

import sys
from types import TracebackType
from typing import Protocol, Self


class Progress(Protocol):
    """What is told while it runs; to be used in a `with` block."""

    def advance(self, done: int, records: int) -> None:
        """Tell how many bytes are read and how many records scored."""

    def __enter__(self) -> Self:
        """Show it."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take it away."""


def progress(size: int) -> Progress:
    """Return a bar for a file of so many bytes; a silent one when there is no terminal."""
    return _Bar(size) if sys.stderr.isatty() else _Silent()


class _Silent:
    def advance(self, done: int, records: int) -> None:
        """Say nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return


class _Bar:
    def __init__(self, size: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Rich

        self.bar = Rich(
            TextColumn("{task.fields[records]:,} records"),
            BarColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self.task = self.bar.add_task("", total=size, records=0)

    def advance(self, done: int, records: int) -> None:
        self.bar.update(self.task, completed=done, records=records)

    def __enter__(self) -> Self:
        self.bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.bar.stop()
