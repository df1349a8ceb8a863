"""Progress of downloads on standard error: bars on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from panelwright.cli.manners import printable

_EVERY = 0.1
"""Share of a file after which there is another plain line."""
_SMALL_BYTES = 10**7
"""Files below this get no plain lines of their own."""

Telling = tuple[Callable[[str, int, int], None], Callable[[str], None]]


@contextmanager
def downloading() -> Iterator[Telling]:
    """Two functions: one to tell bytes of a file that are there, one to say a sentence."""
    if sys.stderr.isatty():
        with _bars() as telling:
            yield telling
    else:
        yield _plain()


def _plain() -> Telling:
    told: dict[str, float] = {}

    def tell(file: str, there: int, size: int) -> None:
        share = there / size if size else 1.0
        if size >= _SMALL_BYTES and (share - told.get(file, -1.0) >= _EVERY or share == 1.0):
            told[file] = share
            _say(f"{file}: {share:.0%} of {size / 1e9:.2f} GB")

    return tell, _say


@contextmanager
def _bars() -> Iterator[Telling]:
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    rates = (TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, *rates, console=Console(stderr=True)) as progress:
        bars: dict[str, int] = {}

        def tell(file: str, there: int, size: int) -> None:
            if file not in bars:
                bars[file] = progress.add_task(escape(printable(file)), total=size)
            progress.update(bars[file], completed=there)  # type: ignore[arg-type]

        yield tell, lambda sentence: progress.console.print(escape(printable(sentence)))


def _say(sentence: str) -> None:
    print(printable(sentence), file=sys.stderr, flush=True)
