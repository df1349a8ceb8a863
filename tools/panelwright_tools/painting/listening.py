"""How far a painter is with a picture, and what it decides, for listeners in the same process."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

Heard = Callable[[str, int, int], None]
"""Told the panel, how many steps are done and how many there are; it may raise to end them."""

Watched = Callable[[str, Any], None]
"""Told the panel and a call of the network that paints it; it may raise to end the picture."""

News = Callable[[str], None]
"""Told a sentence for the user: how a model is laid into memory, which of its files is taken."""

_listeners: list[Heard] = []
_watchers: list[Watched] = []
_told: list[News] = []
_checks: Final[ContextVar[Callable[[], None] | None]] = ContextVar("checks", default=None)


@contextmanager
def listening(heard: Heard) -> Iterator[None]:
    """Hear of every step of every picture that this process paints."""
    _listeners.append(heard)
    try:
        yield
    finally:
        _listeners.remove(heard)


def tell_step(panel: str, done: int, steps: int) -> None:
    """Tell the listeners of a step. Raises what they raise."""
    check_wanted()
    for heard in list(_listeners):
        heard(panel, done, steps)


@contextmanager
def wanted(check: Callable[[], None]) -> Iterator[None]:
    """Have every picture that is painted within, in this thread, end by what `check` raises."""
    before = _checks.set(check)
    try:
        yield
    finally:
        _checks.reset(before)


def check_wanted() -> None:
    """Called by painters between two strokes. Raises what whoever wants the picture raises."""
    check = _checks.get()
    if check is not None:
        check()


@contextmanager
def hearing(news: News) -> Iterator[None]:
    """Hear what painters decide in this process; an inner listener hears it alone."""
    _told.append(news)
    try:
        yield
    finally:
        _told.remove(news)


def tell_news(said: str) -> None:
    """Tell the innermost listener a sentence."""
    if _told:
        _told[-1](said)


@contextmanager
def watching(watcher: Watched) -> Iterator[None]:
    """See every call of the networks that sample whole pictures in this process.

    Painters without a network show none.
    """
    _watchers.append(watcher)
    try:
        yield
    finally:
        _watchers.remove(watcher)


def watched(panel: str) -> Callable[[Any], None] | None:
    """What a painter tells of its network's calls; None where nobody watches."""
    if not _watchers:
        return None

    def tell(call: Any) -> None:
        for watcher in list(_watchers):
            watcher(panel, call)

    return tell
