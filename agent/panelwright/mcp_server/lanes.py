"""Threads that carry calls out: a few of each kind at once, some more wait, others are refused."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Self, TypeVar

from panelwright.mcp_server.limits import limits
from panelwright.toolbox.operation import Load
from panelwright_tools.domain import UserError

Result = TypeVar("Result")


@dataclass
class Lane:
    """Calls of one kind."""

    at_once: int
    waiting: int
    _threads: ThreadPoolExecutor = field(init=False)
    _inside: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """No thread starts before there is a call."""
        self._threads = ThreadPoolExecutor(self.at_once, thread_name_prefix="call")

    async def carry(self, work: Callable[[], Result]) -> Result:
        """Have work done. Raises UserError at once when too much waits already."""
        with self._lock:
            if self._inside >= self.at_once + self.waiting:
                raise UserError(
                    f"the server is busy: {self._inside} calls of this kind are being carried out "
                    "or wait; ask again in a moment."
                )
            self._inside += 1
        future = self._threads.submit(work)
        future.add_done_callback(self._leave)
        return await asyncio.wrap_future(future)

    def _leave(self, future: "Future[Result]") -> None:
        with self._lock:
            self._inside -= 1


@dataclass(frozen=True)
class Lanes:
    """One lane for each kind of call, so that none keeps another waiting."""

    light: Lane
    heavy: Lane
    waiting: Lane

    @classmethod
    def opened(cls) -> Self:
        """The lanes, as wide as the limits say."""
        return cls(**{name: Lane(**table) for name, table in limits("calls").items()})

    def of(self, load: Load) -> Lane:
        """The lane of a kind."""
        lane: Lane = getattr(self, load)
        return lane
