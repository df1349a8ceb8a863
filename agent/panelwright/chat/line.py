"""Where conversations wait for the painter: one paints at a time, first come, first served."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

_LOOKS: Final = 0.1
"""Seconds between two looks at who is before."""


@dataclass
class Line:
    """Those who wait, in the order in which they came; threads and event loops may share it."""

    _tickets: list[object] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    @asynccontextmanager
    async def turn(self, tell: Callable[[int], None]) -> AsyncIterator[None]:
        """Wait until nobody is before; `tell` hears how many are, whenever that changes."""
        ticket, told = object(), 0
        with self._lock:
            self._tickets.append(ticket)
        try:
            while ahead := self._ahead(ticket):
                if ahead != told:
                    tell(ahead)
                told = ahead
                await asyncio.sleep(_LOOKS)
            yield
        finally:
            with self._lock:
                self._tickets.remove(ticket)

    def _ahead(self, ticket: object) -> int:
        with self._lock:
            return self._tickets.index(ticket)
