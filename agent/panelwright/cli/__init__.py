"""The command line: `agent`, also called `panelwright`."""

import atexit
import gc
import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line and end the process with its exit code."""
    _collect_seldom()
    try:
        from panelwright.cli.app import main as run
    except KeyboardInterrupt:  # loading it takes a moment
        sys.exit(130)
    run()


_NEW_OBJECTS = 50_000
"""How many more objects than now make it worth to look for garbage."""


def _collect_seldom() -> None:
    """Look for garbage when there may be much of it, and not for a last time at the end.

    Loading modules makes a great many objects and hardly any garbage, and at the end the system
    takes back everything.
    """
    gc.set_threshold(_NEW_OBJECTS)
    atexit.register(gc.freeze)
