"""A word that work is not wanted any more, heard from any thread."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from panelwright_tools.domain import PanelwrightError

Result = TypeVar("Result")


class Stopped(PanelwrightError):
    """Whoever asked for the work has cancelled it."""


@dataclass(frozen=True)
class Stop:
    """Said at most once; hearing it twice does no harm."""

    _said: threading.Event = field(default_factory=threading.Event)
    _heard: list[Callable[[], None]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_said(self) -> bool:
        """Whether the work is to end."""
        return self._said.is_set()

    def say(self) -> None:
        """Have the work end as soon as it can."""
        with self._lock:
            self._said.set()
            heard = list(self._heard)
        for act in heard:
            act()

    @contextmanager
    def heard_by(self, act: Callable[[], None]) -> Iterator[None]:
        """Have something done when it is said, at once where it was said before."""
        with self._lock:
            self._heard.append(act)
            was_said = self._said.is_set()
        if was_said:
            act()
        try:
            yield
        finally:
            with self._lock:
                self._heard.remove(act)

    def check(self) -> None:
        """Raises Stopped when it was said."""
        if self.is_said:
            raise Stopped("it was cancelled; what was done before is kept.")


async def ended_by(stop: Stop, work: Coroutine[Any, Any, Result]) -> Result:
    """What work comes to, unless the word is said before. Raises Stopped then."""
    loop, task = asyncio.get_running_loop(), asyncio.ensure_future(work)

    def end() -> None:
        with suppress(RuntimeError):  # the loop has ended by itself meanwhile
            loop.call_soon_threadsafe(task.cancel)

    with stop.heard_by(end):
        try:
            return await task
        except asyncio.CancelledError:
            stop.check()
            raise
