"""Models that fill a device work for one caller at a time, in this process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from panelwright.settings import Settings
from panelwright.stopping import Stop
from panelwright.tooling import side_by_side, tool_paths
from panelwright_tools.domain import PanelwrightError

_EVERY_S: Final = 0.2
"""How often whoever waits looks whether its caller still wants it."""


@dataclass(frozen=True)
class Turns:
    """Whose turn it is with the models of this process."""

    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def taken(self, settings: Settings, stop: Stop) -> Iterator[None]:
        """Have the models of the settings for oneself; tools that are none need no turn.

        Raises Stopped when that is said meanwhile.
        """
        if not _are_models(settings):
            yield
            return
        while not self._lock.acquire(timeout=_EVERY_S):
            stop.check()
        try:
            yield
        finally:
            self._lock.release()


def _are_models(settings: Settings) -> bool:
    try:
        return side_by_side(tool_paths(settings)) == 1
    except PanelwrightError:
        return False  # a tool can't be used, which is told where it is
