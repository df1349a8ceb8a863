"""How often a command looks for garbage: seldom, since it has little and ends soon."""

import atexit
import gc
from typing import Final

_NEW_OBJECTS: Final = 20_000
"""How many more objects than now make it worth to look for garbage."""


def collect_seldom() -> None:
    """Look for garbage when there may be much of it, and not for a last time at the end.

    Loading modules makes a great many objects and hardly any garbage; a search through all of them
    takes as long as the orchestration of seven panels; and at the end the system takes back
    everything.
    """
    gc.set_threshold(_NEW_OBJECTS)
    atexit.register(gc.freeze)
