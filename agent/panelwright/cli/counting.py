"""Progress of counted work on standard error: a bar on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from panelwright.cli.manners import printable

_LINES = 10
"""Plain lines from the first to the last."""

Counting = Callable[[int, int], None]
"""Takes how many are done, and of how many."""


@contextmanager
def counting(noun: str, *, quiet: bool = False) -> Iterator[Counting]:
    """A function to tell how much is done of what is called `noun`, in the plural."""
    if quiet:
        yield lambda done, total: None
    elif sys.stderr.isatty():
        with _bar(noun) as tell:
            yield tell
    else:
        yield _lines(noun)


@contextmanager
def counting_steps(*, quiet: bool = False) -> Iterator[None]:
    """Tell how far a picture is that this process paints within, where its painter says so."""
    from panelwright_tools.painting.listening import listening

    with counting("steps", quiet=quiet) as count, listening(lambda _, done, of: count(done, of)):
        yield


def _lines(noun: str) -> Counting:
    told = -1

    def tell(done: int, total: int) -> None:
        nonlocal told
        part = done * _LINES // max(1, total)
        if part != told:
            print(printable(f"{done} of {total} {noun}"), file=sys.stderr, flush=True)
        told = part

    return tell


@contextmanager
def _bar(noun: str) -> Iterator[Counting]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    columns = (TextColumn(noun), BarColumn(), MofNCompleteColumn(), Remaining())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task(noun, total=None)
        yield lambda done, total: progress.update(bar, completed=done, total=total)
