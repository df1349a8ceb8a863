"""How far a call is, told to its client from whatever thread: never less than before."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

Report = Callable[[float, float | None, str | None], Awaitable[None]]

_STEP: Final = 0.001
"""By how much progress grows with a sentence that comes without any: the protocol wants it to."""


@dataclass
class Teller:
    """Passes on the newest of what it is told; what comes faster than it can be sent is left out.

    Made in the event loop of its call.
    """

    report: Report
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _latest: tuple[float, float, str] | None = None
    """What is not sent yet."""
    _sent: float = 0.0
    _is_over: bool = False

    def tell(self, done: float, of: float, said: str) -> None:
        """Take in how far it is, in any thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._take, (done, of, said))

    def _take(self, news: tuple[float, float, str]) -> None:
        self._latest = news
        self._news.set()

    async def pass_on(self) -> None:
        """Report news until it is over or cancelled."""
        while not self._is_over or self._latest is not None:
            await self._news.wait()
            self._news.clear()
            if self._latest is not None:
                (done, of, said), self._latest = self._latest, None
                self._sent = max(done, self._sent + _STEP)
                await self.report(self._sent, max(of, self._sent), said or None)

    def end(self) -> None:
        """No more news will come: the last that did is still passed on."""
        self._is_over = True
        self._news.set()
