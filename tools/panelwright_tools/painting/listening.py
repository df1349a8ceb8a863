"""How far a painter is with a picture, for whoever listens in the same process."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Heard = Callable[[str, int, int], None]
"""Told the panel, how many steps are done and how many there are; it may raise to end them."""

_listeners: list[Heard] = []


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
    for heard in list(_listeners):
        heard(panel, done, steps)
